"""Workbooks that we write: what is in them reads back, a text stays a text, equal inputs give equal bytes."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.worksheet.worksheet import Worksheet

from chainmap.intake.columns import CHAIN_COLUMN, CHAIN_WORKBOOK, SEGMENTS, SUPPLIERS
from chainmap.intake.load import load_files
from chainmap.model.chain import Chain
from chainmap.model.dataset import Dataset
from chainmap.model.finding import Cell
from chainmap.model.region import Region, RegionTree
from chainmap.present.table import LONGEST_TEXT, CellKind, Table, TableColumn, table_workbook
from chainmap.present.words import LANGUAGES, Language
from chainmap.present.workbook import chain_workbook, dataset_workbooks, supplier_template, template
from tests.workbooks import example_sheets, regions_workbook, workbook, worked_example

LIVE_IN_A_SPREADSHEET = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://x","y")',
    "{=A1}",
    "\t=1",
    "007",
    "1E5",
    "TRUE",
    "#REF!",
]


def _opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def _below(sheet: Worksheet, header: str) -> list[SheetCell]:
    return next(
        [cell for cell in column[1:] if isinstance(cell, SheetCell)] for column in sheet.columns if column[0].value == header
    )


def _read(files: dict[str, bytes]) -> Dataset:
    parsed = load_files(files)
    assert parsed.dataset is not None
    return parsed.dataset


@pytest.fixture(scope="module")
def rich() -> Dataset:
    """The second worked example with every optional field of a chain filled in somewhere."""
    sheets = example_sheets(2)
    sheets["说明"] += [["数据截至", date(2026, 11, 23)], ["维护人", "甲"], ["说明", "乙"]]
    sheets["环节"][0] += [
        "年需求量",
        "需求单位",
        "国产化率下限",
        "国产化率上限",
        "国产化率来源",
        "核查范围",
        "核查方式",
        "核查日期",
        "政策动作",
        "英文分组",
        "我的列",
    ]
    sheets["环节"][1] += [12.5, "吨", 0.25, 0.5, "年鉴 2025", "未核查", None, None, "补链", "Wafer fab", "=1+1"]
    sheets["环节"][3] += [None, None, None, None, None, "上海市", "实地", date(2026, 1, 2), "攻关", None, None]
    sheets["依赖"][0].append("替代组")
    sheets["依赖"][2].append("金属路线")
    sheets["企业"][0] += [
        "来源",
        "来源日期",
        "可信度",
        "年产能",
        "产能单位",
        "供应占比",
        "控制国",
        "统一社会信用代码",
        "英文名称",
    ]
    sheets["企业"][1] += ["https://example.org/a?b=1#c", "2024-08", "高", 3, "吨", 0.25, "日本", None, "A Ltd."]
    sheets["企业"][2] += ["=cmd", "2024", "低", None, None, None, None, None, "B"]
    sheets["资源"] = [["名称", "类型", "环节", "所在地", "来源"], ["某院", "研究院所", "metal；target", "上海", "页面"]]
    return _read({"chains/example.xlsx": workbook(sheets), "regions.xlsx": regions_workbook()})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", ["example 1", "rich"])
def test_what_is_written_reads_back_as_it_was(rich: Dataset, which: str, language: Language) -> None:
    before = rich if which == "rich" else _read(worked_example(1))
    after = _read(dataset_workbooks(before, language))
    assert [_without_places(chain) for chain in after.chains] == [_without_places(chain) for chain in before.chains]
    places = ["file", "sheet", "row"]
    assert after.suppliers.drop(columns=places).equals(before.suppliers.drop(columns=places))
    assert _regions(after) == _regions(before)


def test_a_plan_reads_back_as_it_was(rich: Dataset) -> None:
    plan = workbook(
        {
            "目标": [["目标编号", "目标", "目标值", "单位", "期限"], ["output", "产业规模", 150, "亿元", date(2025, 12, 31)]],
            "条款": [
                ["条款", "原文", "动作", "产业链", "环节"],
                ["一", "做强", "强链", "example", "metal；fab"],
                ["二", "其他", None, None, None],
            ],
            "集群": [["名称", "地点"], ["某集群", "上海"]],
        }
    )
    before = _read({**dataset_workbooks(rich), "plan.xlsx": plan}).plan
    assert before is not None
    after = _read(dataset_workbooks(replace(rich, plan=before))).plan
    assert after is not None
    for sheet in ("goals", "clauses", "clusters"):
        written, read = getattr(before, sheet), getattr(after, sheet)
        bare: dict[str, object] = {"cell": None}
        if sheet == "goals":
            bare["cells"] = ()
        assert [replace(one, **bare) for one in read] == [replace(one, **bare) for one in written] != []


def test_a_place_that_a_person_decided_keeps_the_decision_and_the_text(rich: Dataset) -> None:
    register = rich.suppliers.copy()
    register.loc[0, ["place", "region_id"]] = ["某园", "lingang"]
    after = _read(dataset_workbooks(replace(rich, suppliers=register))).suppliers
    assert after.loc[0, "region_id"] == "lingang"
    assert after.loc[0, "place"] == "某园"
    assert str(after.loc[0, "extra"]) == str(rich.suppliers.loc[0, "extra"])


def test_a_segment_whose_name_is_not_unique_is_written_by_its_id(rich: Dataset) -> None:
    chain = rich.chains[0]
    named = tuple(replace(one, name_zh="同名") if one.segment_id in ("metal", "wafer") else one for one in chain.segments)
    sheet = _opened(chain_workbook(replace(chain, segments=named), rich.suppliers, rich.regions))["依赖"]
    assert [(row[0].value, row[1].value) for row in sheet.iter_rows(min_row=2)][:1] == [("metal", "target")]


def test_a_name_that_a_list_would_take_for_several_is_written_by_its_id(rich: Dataset) -> None:
    chain = rich.chains[0]
    named = tuple(replace(one, name_zh="金属；合金") if one.segment_id == "metal" else one for one in chain.segments)
    fields = {"xuhui": {"name_zh": "徐汇;区"}, "lingang": {"overlaps": ("xuhui",)}}
    tree = RegionTree(tuple(replace(one, **fields.get(one.region_id, {})) for one in rich.regions.regions))  # type: ignore[arg-type]
    before = replace(rich, chains=(replace(chain, segments=named),), regions=tree)
    after = _read(dataset_workbooks(before))
    assert [one.segments for one in after.chains[0].resources] == [("metal", "target")]
    assert _regions(after) == _regions(before)


@pytest.mark.parametrize("text", LIVE_IN_A_SPREADSHEET)
def test_a_text_never_becomes_a_formula_or_a_number(text: str) -> None:
    content = table_workbook([Table(name="甲", columns=(TableColumn(header=text),), rows=[[text]])])
    sheet = _opened(content)["甲"]
    assert [(cell.value, cell.data_type) for cell in sheet["A"]] == [(text, "s"), (text, "s")]
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")


def test_only_a_whole_web_address_becomes_a_link() -> None:
    rows = [
        ["https://example.org/页?a=1"],
        ["javascript:alert(1)"],
        ["见 https://example.org"],
        ["file:///etc/passwd"],
        ["http://" + "a" * 3000],
    ]
    sheet = _opened(table_workbook([Table(name="甲", columns=(TableColumn(header="来源"),), rows=rows)]))["甲"]
    assert [cell.hyperlink is not None for cell in sheet["A"][1:]] == [True, False, False, False, False]
    assert [cell.value for cell in sheet["A"][1:]] == [row[0] for row in rows]


def test_more_links_than_excel_takes_stay_as_text() -> None:
    rows = [[f"https://example.org/{at}"] for at in range(65_001)]
    content = table_workbook([Table(name="甲", columns=(TableColumn(header="来源"),), rows=rows)])
    sheet = load_workbook(io.BytesIO(content), read_only=True)["甲"]
    assert [row[0] for row in sheet.iter_rows(min_row=65_002, values_only=True)] == ["https://example.org/65000"]


def test_a_date_is_a_date_and_a_partly_known_one_stays_a_text(rich: Dataset) -> None:
    book = _opened(dataset_workbooks(rich)["chains/example.xlsx"])
    checked_on = _below(book["环节"], "核查日期")[2]
    assert (checked_on.data_type, checked_on.number_format) == ("d", "yyyy-mm-dd")
    as_of = _below(book["企业"], "来源日期")[0]
    assert (as_of.value, as_of.data_type, as_of.number_format) == ("2024-08", "s", "@")


def test_equal_inputs_give_equal_bytes(rich: Dataset) -> None:
    first, second = dataset_workbooks(rich), dataset_workbooks(rich)
    assert first == second
    archive = zipfile.ZipFile(io.BytesIO(first["regions.xlsx"]))
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert set(re.findall(rb"\d{4}-\d\d-\d\dT", archive.read("docProps/core.xml"))) == {b"2000-01-01T"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_reads_without_a_finding(language: Language) -> None:
    parsed = load_files({"chains/mine.xlsx": template(language), "regions.xlsx": regions_workbook()})
    assert parsed.findings == ()
    assert parsed.dataset is not None and len(parsed.dataset.suppliers) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_has_every_column_with_its_words_and_notes(language: Language) -> None:
    book = _opened(template(language))
    for form in CHAIN_WORKBOOK:
        sheet = book[form.zh if language == "zh" else form.en]
        cells = sheet["A"] if form.key_value else sheet[1]
        assert [cell.value for cell in cells] == [column.zh if language == "zh" else column.en for column in form.columns]
        for cell, column in zip(cells, form.columns, strict=True):
            assert bool(cell.font.bold) is column.required
            assert (cell.comment is not None) is bool(
                column.required or column.note_zh or column.kind not in ("text", "word") or column.vocabulary
            )
        assert len(sheet.data_validations.dataValidation) >= sum(column.vocabulary is not None for column in form.columns)
        if not form.key_value:
            assert sheet.freeze_panes is not None and sheet.freeze_panes.endswith("2")
            assert sheet.auto_filter.ref
    assert book["_lists"].sheet_state == "hidden"


def test_a_supplier_list_that_comes_alone_says_its_chain_first() -> None:
    sheet = _opened(supplier_template())["企业"]
    assert [cell.value for cell in sheet[1]] == [CHAIN_COLUMN.zh, *(column.zh for column in SUPPLIERS.columns)]


def test_the_drop_down_of_segments_follows_the_segment_sheet(rich: Dataset) -> None:
    book = _opened(dataset_workbooks(rich)["chains/example.xlsx"])
    sources = {rule.formula1 for rule in book["企业"].data_validations.dataValidation}
    name = [column.name for column in SEGMENTS.columns].index("name_zh")
    assert f"'环节'!${'ABC'[name]}$2:${'ABC'[name]}$57" in sources


def test_a_text_too_long_for_a_cell_is_cut_with_a_mark() -> None:
    content = table_workbook([Table(name="甲", columns=(TableColumn(header="乙"),), rows=[["字" * 40_000]])])
    value = str(_opened(content)["甲"]["A2"].value)
    assert (len(value), value[-1]) == (LONGEST_TEXT, "…")


def test_a_share_is_kept_as_a_number_and_shown_as_a_percentage() -> None:
    column = TableColumn(header="份额", kind=CellKind.SHARE)
    cell = _opened(table_workbook([Table(name="甲", columns=(column,), rows=[[1.0], [0.902]])]))["甲"]["A3"]
    assert (cell.value, cell.number_format) == (0.902, "0.0%")


def test_more_rows_than_a_sheet_holds_are_refused() -> None:
    rows: list[list[str]] = [[]] * 1_048_576
    with pytest.raises(ValueError, match="do not fit"):
        table_workbook([Table(name="甲", columns=(TableColumn(header="乙"),), rows=rows)])


def _without_places(chain: Chain) -> Chain:
    nowhere = Cell(file="")
    return replace(
        chain,
        segments=tuple(replace(one, cell=nowhere) for one in chain.segments),
        dependencies=tuple(replace(one, cell=nowhere) for one in chain.dependencies),
        resources=tuple(replace(one, cell=nowhere) for one in chain.resources),
    )


def _regions(dataset: Dataset) -> list[Region]:
    return [replace(one, cell=Cell(file="")) for one in dataset.regions.regions]
