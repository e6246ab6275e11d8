"""A data folder → a dataset and findings: sheets, headers, references, plan, and no traceback whatever stands in the cells."""

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainmap.intake.load import load_files, load_folder, load_workbooks
from chainmap.intake.spreadsheet import RawSheet, RawWorkbook
from chainmap.model.alias import Alias, AliasKind, Answer
from chainmap.model.dataset import SUPPLIER_COLUMNS
from chainmap.model.finding import Severity
from chainmap.model.vocabulary import CheckMethod, PolicyAction, ResourceKind, Stage
from chainmap.present.words import LANGUAGES, hint, message
from tests.intake.sheets import brief, load, only, raw_sheet, raw_workbook
from tests.workbooks import REGIONS, example_sheets, workbook, worked_example

DATA = Path(__file__).parents[2] / "data"


def test_the_worked_example_is_read_whole() -> None:
    files = worked_example(1)
    parsed = load_files(files)
    assert parsed.findings == ()
    dataset = parsed.dataset
    assert dataset is not None
    chain = dataset.chain("example")
    assert [one.segment_id for one in chain.segments] == ["metal", "target", "wafer", "resist", "cmp", "fab"]
    assert chain.segment("fab").own_share == 0.5
    assert (chain.segment("fab").checked_region, chain.segment("fab").check_method) == ("world", CheckMethod.PUBLIC_SEARCH)
    assert [(one.essential, one.input_share) for one in chain.dependencies][:2] == [(True, 0.5), (False, 0.125)]
    assert dataset.suppliers.dtypes.astype(str).to_dict() == SUPPLIER_COLUMNS
    assert dataset.suppliers["company"].tolist()[:3] == ["A", "B", "X"]
    assert dataset.suppliers["row"].tolist() == list(range(2, 16))
    assert dataset.sources == {Path(name).name: sha256(content).hexdigest() for name, content in files.items()}


def test_the_shipped_folder_has_no_error() -> None:
    parsed = load_folder(DATA)
    assert [one for one in parsed.findings if one.severity is Severity.ERROR] == []
    assert parsed.dataset is not None
    assert len(parsed.dataset.chains) == len(list((DATA / "chains").glob("*.xlsx")))


def test_every_column_reaches_its_field() -> None:
    sheets = example_sheets(1)
    sheets["环节"] = [
        ["环节编号", "环节名称", "英文名称", "分组", "阶段", "关键度", "终端权重", "年需求量", "需求单位",
         "国产化率下限", "国产化率上限",
         "国产化率来源", "核查范围", "核查方式", "核查日期", "政策动作", "政策条款", "政策原文", "备注", "负责人"],
        ["fab", "芯片制造", "Fab", "制造", "终端应用", 4, 2, 100, "吨", 0.1, "30%", "协会 2024",
         "未核查", "实地", datetime(2026, 11, 23),
         "补链", "三(1)", "原文", "注", "张三"],
    ]  # fmt: skip
    sheets["依赖"] = sheets["依赖"][:1]
    sheets["企业"] = sheets["企业"][:1]
    sheets["资源"] = [["名称", "类型", "环节", "所在地", "来源"], ["某所", "研究院所", "芯片制造；fab", "徐汇区", "官网"]]
    parsed = load(sheets)
    assert brief(parsed.findings) == [("number-read", "环节!K2")]
    assert parsed.dataset is not None
    segment = parsed.dataset.chains[0].segment("fab")
    assert (segment.name_en, segment.group, segment.stage, segment.criticality, segment.final_weight) == (
        "Fab",
        "制造",
        Stage.END_USE,
        4,
        2.0,
    )
    assert (segment.demand, segment.demand_unit, segment.domestic_rate_lo, segment.domestic_rate_hi) == (100.0, "吨", 0.1, 0.3)
    assert (segment.checked_region, segment.check_method, segment.checked_on) == (None, CheckMethod.ON_SITE, date(2026, 11, 23))
    assert (segment.policy_action, segment.policy_section, segment.policy_quote) == (PolicyAction.FILL, "三(1)", "原文")
    assert (segment.domestic_rate_source, segment.note, segment.extra) == ("协会 2024", "注", (("负责人", "张三"),))
    assert str(segment.cell) == "c.xlsx[环节]!A2"
    (resource,) = parsed.dataset.chains[0].resources
    assert (resource.kind, resource.segments, resource.region_id) == (ResourceKind.INSTITUTE, ("fab",), "xuhui")


def test_sheets_and_headers_may_be_english_and_in_any_order() -> None:
    sheets = {
        "SEGMENTS": [["Stage", " name_zh ", "SEGMENT_ID"], ["material", "甲", "a"], ["end-use", "乙", "b"]],
        "suppliers": [["place", "Company", "segment"], ["Xuhui", "X Co", "a"]],
        "About": [["chain_id", "c"], ["name_zh", "链"]],
        "Dependencies": [["downstream", "upstream"], ["b", "a"]],
        "_lists": [["whatever"]],
    }
    parsed = load(sheets)
    assert parsed.findings == ()
    assert parsed.dataset is not None
    assert [(one.upstream, one.downstream) for one in parsed.dataset.chains[0].dependencies] == [("a", "b")]
    assert parsed.dataset.suppliers["region_id"].tolist() == ["xuhui"]


def test_the_header_may_stand_below_titles_with_blanks_and_full_width_letters() -> None:
    sheets = example_sheets(1)
    rows = sheets["企业"]
    sheets["企业"] = [
        ["企业名单（2026 年）"],
        [],
        ["企业 名称", "环　节", "所在地\n", "控制权", "状态"],
        *rows[1:3],
        [],
        *rows[3:],
    ]
    parsed = load(sheets)
    assert parsed.findings == ()
    assert parsed.dataset is not None
    assert parsed.dataset.suppliers["row"].tolist()[:3] == [4, 5, 7]


def test_about_may_have_a_heading_and_stand_further_right() -> None:
    sheets = example_sheets(1)
    sheets["说明"] = [["项目", "内容"], [None, "链编号", "other"], [None, "链名称", "别的"]]
    parsed = load(sheets)
    assert parsed.findings == ()
    assert parsed.dataset is not None
    assert parsed.dataset.chains[0].chain_id == "other"


def test_extra_columns_are_kept_and_two_of_one_name_told_apart() -> None:
    sheets = example_sheets(1)
    sheets["企业"][0] += ["联系人", "联系人", None]
    sheets["企业"][1] += ["甲", "乙", "丙"]
    parsed = load(sheets)
    assert brief(parsed.findings) == [("duplicate-extra-header", "企业!G1"), ("column-without-header", "企业!H1")]
    assert parsed.dataset is not None
    assert parsed.dataset.suppliers["extra"].iloc[0] == '{"联系人": "甲", "联系人 G": "乙", "H": "丙"}'
    assert parsed.dataset.suppliers["extra"].iloc[1] == ""


def test_a_further_spelling_of_a_header_yields_to_the_header_itself() -> None:
    sheets = example_sheets(1)
    sheets["企业"] = [[*row, "某地" if at else "地址"] for at, row in enumerate(sheets["企业"])]
    parsed = load(sheets)
    assert parsed.findings == ()
    assert parsed.dataset is not None
    assert parsed.dataset.suppliers["place"].iloc[0] == "徐汇区"


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        (lambda sheets: sheets.update({"Segments": sheets["环节"]}), "duplicate-sheet", "Segments"),
        (lambda sheets: sheets.update({"杂记": [["x"]]}), "unknown-sheet", "杂记"),
        (lambda sheets: sheets["说明"].pop(0), "missing-key", "说明"),
        (lambda sheets: sheets["说明"].append(["链名称", "x"]), "duplicate-header", "说明!A6"),
        (lambda sheets: sheets["说明"].__setitem__(1, ["链名称", None]), "empty-required", "说明!B2"),
        (lambda sheets: sheets.update({"依赖": [["甲", "乙"], ["a", "b"]]}), "no-header", "依赖"),
        (lambda sheets: sheets["环节"].__setitem__(slice(1, None), []), "no-segments", "环节"),
        (lambda sheets: sheets["环节"][0].__setitem__(3, "关键程度"), "similar-header", "环节!D1"),
        (lambda sheets: sheets["环节"][2].__setitem__(1, "metal"), "duplicate-name", "环节!B3"),
        (lambda sheets: sheets["环节"][2].__setitem__(0, "Target"), "bad-id", "环节!A3"),
        (lambda sheets: sheets.update({"资源": [["名称", "类型", "环节"], ["甲", "基金", "x"]]}), "unknown-segment", "资源!C2"),
    ],
)  # fmt: skip
def test_one_mistake_in_sheets_and_headers_is_one_finding(change: object, code: str, cell: str) -> None:
    sheets = example_sheets(1)
    change(sheets)  # type: ignore[operator]
    assert brief(load(sheets).findings) == [(code, cell)]


def test_a_workbook_without_any_known_sheet_is_one_finding() -> None:
    parsed = load({"Sheet1": [["x"]]})
    assert (only(parsed).code, parsed.dataset) == ("no-known-sheet", None)


def test_missing_regions_and_missing_chains_are_findings() -> None:
    chain = raw_workbook("c.xlsx", example_sheets(1))
    parsed = load_workbooks([chain], regions=[])
    assert (parsed.dataset, [one.code for one in parsed.findings]) == (None, ["no-regions"])
    parsed = load_workbooks([], regions=[raw_workbook("regions.xlsx", {"区域": REGIONS})])
    assert (parsed.dataset, [one.code for one in parsed.findings]) == (None, ["no-chains"])
    assert load_files({}).dataset is None


def test_two_workbooks_of_one_chain_are_a_finding_and_the_first_counts() -> None:
    chains = [raw_workbook(name, example_sheets(1)) for name in ("a.xlsx", "b.xlsx")]
    parsed = load_workbooks(chains, regions=[raw_workbook("regions.xlsx", {"区域": REGIONS})])
    assert [(one.code, str(one.cell)) for one in parsed.findings] == [("duplicate-chain", "b.xlsx[说明]!B1")]
    assert parsed.dataset is not None
    assert (len(parsed.dataset.chains), set(parsed.dataset.suppliers["file"])) == (1, {"a.xlsx"})


def test_files_are_named_by_their_base_name_unless_two_are_alike(tmp_path: Path) -> None:
    files = worked_example(1)
    files["chains/regions.xlsx"] = workbook(
        {**example_sheets(1), "说明": [["链编号", "second"], ["链名称", "二"], ["核查范围", "火星"]]}
    )
    for name, content in {**files, "chains/~$example.xlsx": b"lock", "readme.txt": b"", "other.xlsx": b"no"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    parsed = load_folder(tmp_path)
    assert parsed.dataset is not None
    assert set(parsed.dataset.sources) == {"example.xlsx", "chains/regions.xlsx", "regions.xlsx"}
    assert [(one.code, one.cell.file) for one in parsed.findings] == [
        ("unknown-checked-region", "chains/regions.xlsx"),
        ("passed-over", "other.xlsx"),
    ]


@pytest.mark.parametrize(
    "name",
    ["名单.xlsx", "Chains.XLS", "region.xlsx", "plan.csv", "chains/new.csv", "chains/旧/c.xlsx", "chains/regions/plan.ods"],
)
def test_a_table_that_is_not_read_is_a_finding(tmp_path: Path, name: str) -> None:
    for one, content in {**worked_example(1), name: b"anything"}.items():
        (tmp_path / one).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / one).write_bytes(content)
    found = only(load_folder(tmp_path))
    assert (found.code, found.severity, str(found.cell)) == ("passed-over", Severity.WARNING, name)
    assert "chains" in hint(found, "zh") and "chains" in hint(found, "en")


@pytest.mark.parametrize("name", ["names.json", "readme.md", "~$regions.xlsx", ".c.xlsx", "chains/~$c.xlsx", "picture.png"])
def test_what_is_no_table_of_people_is_none(tmp_path: Path, name: str) -> None:
    for one, content in {**worked_example(1), name: b"anything"}.items():
        (tmp_path / one).parent.mkdir(exist_ok=True)
        (tmp_path / one).write_bytes(content)
    assert load_folder(tmp_path).findings == ()


def test_of_two_tables_of_regions_the_one_of_that_name_is_read_and_the_other_told() -> None:
    files = worked_example(1)
    parsed = load_files({**files, "regions.xls": files["regions.xlsx"]})
    assert parsed.dataset is not None
    told = [(one.code, one.cell.file, one.facts.get("first")) for one in parsed.findings if one.code == "second-file"]
    assert told == [("second-file", "regions.xls", "regions.xlsx")]
    assert {region.cell.file for region in parsed.dataset.regions.regions} == {"regions.xlsx"}


def test_a_file_that_cannot_be_read_is_one_finding_and_the_rest_is_read() -> None:
    parsed = load_files({**worked_example(1), "chains/broken.xlsx": b"PK\x03\x04 nothing"})
    assert [one.cell.file for one in parsed.findings] == ["broken.xlsx"]
    assert parsed.dataset is not None
    assert len(parsed.dataset.chains) == 1


def test_findings_are_sorted_by_sheet_row_and_column() -> None:
    sheets = example_sheets(1)
    sheets["企业"][5] = ["G", "x", "y", "z", "w"]
    sheets["企业"][2] = [None, "fab", "徐汇区"]
    cells = [(one.cell.sheet, one.cell.row, one.cell.column) for one in load(sheets).findings]
    assert cells == [("企业", 3, 1), ("企业", 6, 2), ("企业", 6, 3), ("企业", 6, 4), ("企业", 6, 5)]


def test_good_rows_survive_bad_ones_and_the_finding_counts_what_is_left_out() -> None:
    sheets = example_sheets(1)
    sheets["环节"][3][2] = "中游"  # wafer
    parsed = load(sheets)
    found = only(parsed)
    assert (found.code, str(found.cell)) == ("unknown-word", "c.xlsx[环节]!C4")
    assert found.facts["left_out"] == 1 + 1 + 2  # its row, one dependency, two suppliers
    assert "4 行" in message(found, "zh")
    assert parsed.dataset is not None
    assert (len(parsed.dataset.chains[0].segments), len(parsed.dataset.suppliers)) == (5, 12)


def test_more_unknown_spellings_than_lost_ones_are_all_said() -> None:
    sheets = example_sheets(1)
    sheets["环节"][3][0] = sheets["环节"][3][1] = "metal"  # wafer is lost, and was two spellings at most
    sheets["企业"][1][1], sheets["企业"][2][1], sheets["企业"][3][1] = "one", "two", "three"
    codes = [code for code, _ in brief(load(sheets).findings)]
    assert codes.count("unknown-segment") == 3 + 2 + 1
    assert codes.count("duplicate-segment") == 1


def test_what_a_person_decided_about_a_segment_name_is_used() -> None:
    sheets = example_sheets(1)
    sheets["企业"][4][1] = "大硅片"
    decision = Alias(
        kind=AliasKind.SEGMENT, chain_id="example", written="大硅片", answer=Answer.SAME, target="wafer",
        author="a", decided_at=datetime(2026, 1, 1)
    )  # fmt: skip
    regions = [raw_workbook("regions.xlsx", {"区域": REGIONS})]
    assert [one.code for one in load(sheets).findings] == ["unknown-segment"]
    assert load_workbooks([raw_workbook("c.xlsx", sheets)], regions=regions, decisions=[decision]).findings == ()


def test_two_ids_alike_but_for_hyphens_stay_two_segments() -> None:
    parsed = load(
        {
            "说明": [["链编号", "c"], ["链名称", "链"]],
            "环节": [["环节编号", "环节名称", "阶段"], ["a-b", "甲", "材料"], ["ab", "乙", "材料"]],
            "依赖": [["上游环节", "下游环节"], ["a-b", "ab"]],
            "企业": [["企业名称", "环节", "所在地"]],
        }
    )
    assert parsed.findings == ()


PLAN: dict[str, list[list[object]]] = {
    "目标": [["目标编号", "目标", "目标值", "单位", "期限", "当前值"], ["g", "产值", 1000, "亿元", date(2027, 12, 31), None]],
    "条款": [
        ["条款", "原文", "动作", "产业链", "环节"],
        ["一", "支持硅片", "强链", "算例", "wafer"],
        ["二", "其他", None, None, "example/fab；resist"],
    ],
    "集群": [["名称", "地点", "产业链"], ["某芯港", "临港新片区", "example"]],
}


def test_a_plan_is_read_with_its_chains_and_segments() -> None:
    parsed = load(plan=PLAN)
    assert parsed.findings == ()
    assert parsed.dataset is not None and parsed.dataset.plan is not None
    plan = parsed.dataset.plan
    assert [(one.chain_id, one.segments, one.action) for one in plan.clauses] == [
        ("example", ("wafer",), PolicyAction.STRENGTHEN),
        (None, ("example/fab", "example/resist"), PolicyAction.NONE),
    ]
    assert (plan.goals[0].target, plan.goals[0].due, plan.goals[0].current) == (1000.0, date(2027, 12, 31), None)
    assert (plan.clusters[0].region_id, plan.clusters[0].chain_id) == ("lingang", "example")


def test_a_fraction_beside_the_unit_percent_is_asked_about() -> None:
    head: list[object] = ["目标编号", "目标", "目标值", "单位", "当前值"]
    goals: list[list[object]] = [head, ["a", "甲", 0.7, "%", 0.35], ["b", "乙", 70, "％", 0], ["c", "丙", 0.7, "亿元", 0.5]]
    found = load(plan={**PLAN, "目标": goals}).findings
    assert [(one.code, str(one.cell), one.facts["percent"]) for one in found] == [
        ("share-in-percent", "plan.xlsx[目标]!C2", "70"),
        ("share-in-percent", "plan.xlsx[目标]!E2", "35"),
    ]


def test_what_is_written_instead_of_a_number_of_a_goal_is_kept() -> None:
    goals: list[list[object]] = [
        ["目标编号", "目标", "目标值", "当前值"],
        ["a", "甲", "突破一百", "约 3 家"],
        ["b", "乙", 3, None],
    ]
    parsed = load(plan={**PLAN, "目标": goals})
    assert parsed.dataset is not None and parsed.dataset.plan is not None
    one, other = parsed.dataset.plan.goals
    assert (one.target, one.current, one.unread) == (None, None, (("target", "突破一百"), ("current", "约 3 家")))
    assert (other.target, other.current, other.unread) == (3.0, None, ())


def test_a_goal_that_begins_when_it_is_due_or_later_names_both_cells() -> None:
    head: list[object] = ["目标编号", "目标", "目标值", "起始", "期限"]
    days = [("2027-01-01", "2026-12-31"), ("2026-12-31", "2026-12-31"), ("2026-01-01", "2026-12-31"), ("2027-01-01", None)]
    goals: list[list[object]] = [[str(at), "甲", 3, *pair] for at, pair in enumerate(days)]
    found = load(plan={**PLAN, "目标": [head, *goals]}).findings
    assert [(one.code, one.severity, str(one.cell), one.facts["other"]) for one in found if one.code == "goal-starts-late"] == [
        ("goal-starts-late", Severity.WARNING, "plan.xlsx[目标]!D2", "plan.xlsx[目标]!E2"),
        ("goal-starts-late", Severity.WARNING, "plan.xlsx[目标]!D3", "plan.xlsx[目标]!E3"),
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["三", "x", None, "没有的链", "wafer"], "unknown-chain"),
        (["三", "x", None, "example", "nonsense；wafer"], "unknown-segment"),
        (["三", "x", None, None, "nonsense"], "unknown-segment"),
        (["三", "x", "加油", "example", "wafer"], "unknown-word"),
        (["三", None, None, "example", "wafer"], "empty-required"),
    ],
)
def test_one_mistake_in_a_clause_is_one_finding(row: list[object], code: str) -> None:
    plan = {**PLAN, "条款": [*PLAN["条款"], row]}
    assert [one.code for one in load(plan=plan).findings] == [code]


def test_a_segment_of_two_chains_needs_its_chain_in_the_plan() -> None:
    chains = [raw_workbook(f"{name}.xlsx", {**example_sheets(1), "说明": [["链编号", name], ["链名称", name]]}) for name in "ab"]
    plan = raw_workbook("plan.xlsx", {"条款": [["条款", "原文", "环节"], ["一", "x", "wafer；a/fab"]]})
    parsed = load_workbooks(chains, regions=[raw_workbook("regions.xlsx", {"区域": REGIONS})], plan=[plan])
    assert brief(parsed.findings) == [("segment-in-several-chains", "条款!C2")]
    assert parsed.dataset is not None and parsed.dataset.plan is not None
    assert parsed.dataset.plan.clauses[0].segments == ("a/fab",)


CELLS = st.one_of(
    st.none(), st.text(max_size=8), st.integers(-(10**6), 10**16), st.floats(), st.booleans(), st.datetimes(),
    st.times(), st.timedeltas(),
    st.sampled_from(["a", "b", "c", "徐汇区", "内资", "量产", "材料", "是", "环节编号", "企业", "wafer", "fab", "全球"]),
)  # fmt: skip
SHEETS = ["说明", "环节", "依赖", "企业", "资源"]


@st.composite
def _damaged(draw: st.DrawFn) -> RawWorkbook:
    """The worked example with cells, rows and sheets overwritten, moved, merged, or in error."""
    sheets = example_sheets(draw(st.sampled_from([1, 2])))
    sheets["资源"] = [["名称", "类型", "环节"], ["甲", "基金", "wafer"]]
    made = []
    for name in draw(st.lists(st.sampled_from(SHEETS), min_size=2, unique=True)):
        rows = [list(row) for row in sheets[name]]
        for _ in range(draw(st.integers(0, 12))):
            row = draw(st.integers(0, len(rows) - 1))
            column = draw(st.integers(0, max(0, len(rows[row]) - 1)))
            rows[row][column : column + 1] = [draw(CELLS)]
        rows += draw(st.lists(st.lists(CELLS, max_size=7), max_size=4))
        address = st.tuples(st.integers(1, len(rows)), st.integers(1, 7))
        corners = draw(st.lists(st.tuples(address, st.integers(0, 3), st.integers(0, 3)), max_size=2))
        made.append(
            replace(
                raw_sheet(name, rows),
                errors=draw(st.dictionaries(address, st.sampled_from(["#REF!", "NaN"]), max_size=2)),
                empty_formulas=frozenset(draw(st.lists(address, max_size=2))),
                merged=tuple((row, col, row + down, col + right) for (row, col), down, right in corners),
                hidden=draw(st.booleans()),
            )
        )
    return RawWorkbook(file="c.xlsx", sheets=tuple(made))


@given(_damaged())
@settings(max_examples=150, deadline=None)
def test_whatever_stands_in_the_cells_there_is_no_traceback_and_the_data_are_valid(damaged: RawWorkbook) -> None:
    parsed = load(damaged)
    assert list(parsed.findings) == sorted(parsed.findings, key=lambda one: one.order)
    for finding in parsed.findings:
        for language in LANGUAGES:
            assert message(finding, language) and hint(finding, language)
    if parsed.dataset is not None:
        (chain,) = parsed.dataset.chains
        known = {one.segment_id for one in chain.segments}
        pairs = [(one.upstream, one.downstream) for one in chain.dependencies]
        assert len(known) == len(chain.segments)
        assert len(set(pairs)) == len(pairs)
        assert {end for pair in pairs for end in pair} <= known
        suppliers = parsed.dataset.suppliers
        assert set(suppliers["segment_id"]) <= known
        assert set(suppliers["region_id"]) <= {one.region_id for one in parsed.dataset.regions.regions}
        assert (suppliers["company_key"] != "").all()
        assert suppliers["row"].is_unique


@given(st.lists(st.lists(CELLS, max_size=8), max_size=12), st.sampled_from(["区域", "环节", "条款"]))
@settings(max_examples=80, deadline=None)
def test_random_sheets_give_no_traceback(rows: list[list[object]], name: str) -> None:
    sheet = raw_sheet(name, rows)
    book = RawWorkbook(file="x.xlsx", sheets=(sheet, RawSheet(name="说明", rows=[])))
    load_workbooks([book], regions=[book], plan=[book])


def test_a_region_table_with_random_cells_gives_no_traceback() -> None:
    @given(st.lists(st.tuples(st.integers(1, 8), st.integers(0, 6), CELLS), max_size=10))
    @settings(max_examples=80, deadline=None)
    def check(changes: list[tuple[int, int, object]]) -> None:
        rows = [list(row) for row in REGIONS]
        for row, column, value in changes:
            rows[row][column] = value
        parsed = load(regions=rows)
        assert all(message(one, "en") for one in parsed.findings)

    check()
