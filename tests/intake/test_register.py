"""The supplier register: typed columns, company keys (METHOD section 1), bounded findings, and speed."""

import json
import time
from collections.abc import Sequence
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainmap.intake.bad_cells import NAMED, rows_of
from chainmap.intake.load import Parsed, load_workbooks
from chainmap.intake.names import Written, identities
from chainmap.model.alias import Alias, AliasKind, Answer
from chainmap.model.finding import Severity
from chainmap.present.words import LANGUAGES, hint, message
from tests.intake.sheets import brief, load, raw_workbook
from tests.workbooks import REGIONS, example_sheets

HEADER = [
    "企业名称", "统一社会信用代码", "所属集团", "环节", "产品", "所在地", "控制权", "控制国", "内资股比", "状态",
    "年产能", "产能单位",
    "供应占比", "来源", "来源日期", "可信度", "备注",
]  # fmt: skip
GOOD, OTHER = "91350100M000100Y43", "914403001922038216"


def suppliers(rows: Sequence[Sequence[object]], header: Sequence[object] = HEADER) -> Parsed:
    """The worked example with these supplier rows instead of its own."""
    return load({**example_sheets(1), "企业": [header, *rows]})


def row(company: str, uscc: str | None = None, group: str | None = None, **more: object) -> list[object]:
    """A good row, by the headers of its cells."""
    cells = {"企业名称": company, "统一社会信用代码": uscc, "所属集团": group, "环节": "fab", "所在地": "徐汇区"} | more
    return [cells.get(header) for header in HEADER]


def keys(parsed: Parsed) -> list[str]:
    assert parsed.dataset is not None
    return parsed.dataset.suppliers["company_key"].tolist()


def test_every_cell_reaches_its_column() -> None:
    full = row(
        " 甲公司 ", GOOD, "某集团", 环节="FAB", 产品="靶材", 所在地="上海徐汇区某路",
        控制权="合资", 控制国="日本", 内资股比="60%",
        状态="爬坡",
        年产能="1.2万", 产能单位="吨", 供应占比=0.2, 来源="年报", 来源日期="2024年8月", 可信度="高", 备注=5,
    )  # fmt: skip
    parsed = suppliers([full])
    assert [code for code, _ in brief(parsed.findings)] == ["number-read", "number-read"]
    assert parsed.dataset is not None
    (record,) = parsed.dataset.suppliers.to_dict("records")
    assert record == {
        "chain_id": "example", "segment_id": "fab", "company": "甲公司", "company_key": "group:某集团", "company_group": "某集团",
        "uscc": GOOD, "product": "靶材", "place": "上海徐汇区某路", "region_id": "xuhui", "control": "joint-venture",
        "control_country": "japan", "domestic_share": 0.6, "status": "ramping", "capacity": 12000.0, "capacity_unit": "吨",
        "supply_share": 0.2, "source": "年报", "as_of": "2024-08", "confidence": "high", "note": "5", "extra": "",
        "file": "c.xlsx", "sheet": "企业", "row": 2,
    }  # fmt: skip


def test_blank_words_are_unknown_and_blank_numbers_not_zero() -> None:
    parsed = suppliers([row("甲")])
    assert parsed.findings == ()
    assert parsed.dataset is not None
    (record,) = parsed.dataset.suppliers.to_dict("records")
    assert (record["status"], record["control"], record["confidence"]) == ("unknown", "unknown", "")
    assert all(record[name] != record[name] for name in ("capacity", "supply_share", "domestic_share"))


def test_extra_columns_are_json_in_the_register() -> None:
    parsed = suppliers([[*row("甲"), "张三", 5]], [*HEADER, "联系人", "评分"])
    assert parsed.dataset is not None
    assert json.loads(parsed.dataset.suppliers["extra"].iloc[0]) == {"联系人": "张三", "评分": "5"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ([("甲", "", "")], ["name:甲"]),
        ([("甲", "", ""), ("甲 ", "", "")], ["name:甲", "name:甲"]),
        ([("甲", GOOD, ""), ("甲", "", "")], [f"uscc:{GOOD}"] * 2),
        ([("甲", GOOD, ""), ("乙", GOOD, "")], [f"uscc:{GOOD}"] * 2),
        ([("甲", GOOD, ""), ("甲", OTHER, ""), ("甲", "", "")], [f"uscc:{GOOD}", f"uscc:{OTHER}", "name:甲"]),
        ([("甲", GOOD, "集团"), ("乙", OTHER, "集团")], ["group:集团"] * 2),
        ([("甲", "", "集团"), ("甲", "", "")], ["group:集团"] * 2),
        ([("甲", "", "集团一"), ("甲", "", "集团二"), ("甲", "", "")], ["group:集团一", "group:集团二", "name:甲"]),
        ([("甲", GOOD, "集团"), ("乙", GOOD, ""), ("乙", "", "")], ["group:集团"] * 3),
        ([("甲", "", "集团"), ("甲", GOOD, ""), ("乙", GOOD, "")], ["group:集团"] * 3),
        ([("甲（上海）", "", ""), ("甲(上海)", "", "")], ["name:甲上海"] * 2),
        ([("——", "", "")], ["name:——"]),
    ],
)
def test_a_company_is_its_group_else_its_code_else_its_name(written: list[tuple[str, str, str]], expected: list[str]) -> None:
    rows = [Written(*one) for one in written]
    assert [identities(rows).keys[one] for one in rows] == expected


NAMES = st.sampled_from(["甲", "乙", "丙", "甲 ", "A Co"])
ROWS = st.lists(
    st.builds(Written, NAMES, st.sampled_from(["", GOOD, OTHER]), st.sampled_from(["", "集团", "集团二"])), max_size=8
)


@given(ROWS, st.randoms(use_true_random=False))
def test_keys_do_not_depend_on_the_order_of_rows(rows: list[Written], random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert identities(rows).keys == identities(shuffled).keys


@given(ROWS)
def test_rows_of_one_group_or_of_one_code_without_group_are_one_company(rows: list[Written]) -> None:
    known = identities(rows).keys
    for one in rows:
        for other in rows:
            if one.group and one.group == other.group:
                assert known[one] == known[other]
            if one.uscc and one.uscc == other.uscc and not one.group and not other.group:
                assert known[one] == known[other]


def test_keys_hold_over_all_chains() -> None:
    chains = [
        raw_workbook(
            f"{name}.xlsx", {**example_sheets(1), "说明": [["链编号", name], ["链名称", name]], "企业": [HEADER, row("甲", code)]}
        )
        for name, code in (("a", GOOD), ("b", None))
    ]
    parsed = load_workbooks(chains, regions=[raw_workbook("regions.xlsx", {"区域": REGIONS})])
    assert keys(parsed) == [f"uscc:{GOOD}"] * 2


def test_a_name_with_two_codes_is_a_finding_and_stays_apart() -> None:
    parsed = suppliers([row("甲", GOOD), row("甲", OTHER), row("甲")])
    assert brief(parsed.findings) == [("company-with-two-codes", "企业!B3")]
    assert len(set(keys(parsed))) == 3


def test_one_code_with_two_names_is_merged_and_said() -> None:
    parsed = suppliers([row("甲", GOOD), row("乙", GOOD)])
    assert [(one.code, one.severity, one.cell.row, one.cell.column) for one in parsed.findings] == [
        ("code-with-several-names", Severity.INFO, 3, 1)
    ]
    assert len(set(keys(parsed))) == 1


def test_names_that_differ_in_their_legal_form_are_suggested_and_not_merged() -> None:
    parsed = suppliers([row("上海甲材料有限公司"), row("上海甲材料"), row("上海甲材料股份有限公司")])
    assert brief(parsed.findings) == [("company-written-differently", "企业!A3")]
    assert len(set(keys(parsed))) == 3
    told_apart = suppliers([row("上海甲材料有限公司", GOOD), row("上海甲材料", OTHER)])
    assert told_apart.findings == ()


@pytest.mark.parametrize(
    ("spelling", "code", "severity"),
    [
        ("示例材料(上海)有限公司", "company-spelled-differently", Severity.INFO),
        ("示例 材料（上海） 有限公司", "company-spelled-differently", Severity.INFO),
        ("示例材料（上海）有限公司\u200b", "unseen-characters", Severity.WARNING),
        ("示例\u202e材料（上海）有限公司", "unseen-characters", Severity.WARNING),
        ("示例材料（上海）有限公司。", "company-spelled-differently", Severity.INFO),
        ("示例材料（上海）有限公司", "", Severity.INFO),
        ("示例材料（上海）有限公司 ", "", Severity.INFO),
    ],
)  # fmt: skip
def test_spellings_that_fall_together_are_named_with_their_cells(spelling: str, code: str, severity: Severity) -> None:
    parsed = suppliers([row("示例材料（上海）有限公司"), row(spelling)])
    assert len(set(keys(parsed))) == 1
    assert [(one.code, one.severity, str(one.cell).partition("[")[2]) for one in parsed.findings] == (
        [(code, severity, "企业]!A3")] if code else []
    )


def test_traditional_and_simplified_spellings_are_one_company_with_a_warning() -> None:
    parsed = suppliers([row("上海示例半导体有限公司"), row("ACME"), row("上海示例半導體有限公司"), row("Acme")])
    assert [(one.code, one.severity, one.cell.row) for one in parsed.findings] == [
        ("company-in-two-scripts", Severity.WARNING, 4), ("company-spelled-differently", Severity.INFO, 5),
    ]  # fmt: skip
    assert len(set(keys(parsed))) == 2
    assert "上海示例半導體有限公司" in message(parsed.findings[0], "zh")


def test_a_character_that_nobody_sees_is_spelled_out_with_how_to_take_it_out() -> None:
    parsed = suppliers([row("示例\u202e材料\u200b公司")])
    (finding,) = parsed.findings
    assert message(finding, "zh").startswith("“企业名称”里有看不见的字符 U+202E、U+200B：“示例[U+202E]材料[U+200B]公司”。")
    assert "示例[U+202E]材料[U+200B]公司" in message(finding, "en")
    assert all("UNICHAR(8238)" in hint(finding, language) for language in LANGUAGES)
    assert parsed.dataset is not None and parsed.dataset.suppliers["company"].tolist() == ["示例\u202e材料\u200b公司"]


def test_a_character_of_its_own_is_no_older_form_of_another() -> None:
    """新昇 and 新升 may be two companies: nothing merges them but a decision or a code."""
    parsed = suppliers([row("上海新昇半导体有限公司"), row("上海新升半导体有限公司")])
    assert len(set(keys(parsed))) == 2


def test_spellings_under_one_code_are_one_company_by_the_code_and_need_no_words() -> None:
    parsed = suppliers([row("示例（上海）公司", GOOD), row("示例(上海)公司", GOOD)])
    assert parsed.findings == ()


def _decision(answer: Answer) -> Alias:
    return Alias(
        kind=AliasKind.COMPANY,
        written="上海甲材料",
        answer=answer,
        target="上海甲材料有限公司",
        author="a",
        decided_at=datetime(2026, 1, 1),
    )


def test_a_decision_merges_or_silences() -> None:
    chain = raw_workbook("c.xlsx", {**example_sheets(1), "企业": [HEADER, row("上海甲材料有限公司"), row("上海甲材料")]})
    regions = [raw_workbook("regions.xlsx", {"区域": REGIONS})]
    same = load_workbooks([chain], regions=regions, decisions=[_decision(Answer.SAME)])
    different = load_workbooks([chain], regions=regions, decisions=[_decision(Answer.DIFFERENT)])
    assert (same.findings, different.findings) == ((), ())
    assert (len(set(keys(same))), len(set(keys(different)))) == (1, 2)


def test_a_capacity_has_a_unit() -> None:
    parsed = suppliers([row("甲", 年产能=5), row("乙", 年产能=5, 产能单位="吨")])
    assert brief(parsed.findings) == [("capacity-without-unit", "企业!K2")]


def test_supply_shares_of_a_segment_are_at_most_one_without_stopped_and_doubled_rows() -> None:
    shares = [row("甲", 供应占比=0.6), row("甲", 供应占比=0.6), row("乙", 供应占比=0.4), row("丙", 供应占比=0.5, 状态="停产")]
    assert suppliers(shares).findings == ()
    parsed = suppliers([*shares, row("丁", 供应占比=0.1)])
    assert brief(parsed.findings) == [("supply-share-sum-above", "企业!M6")]


def test_every_bad_cell_of_a_row_is_named_and_the_row_left_out_once() -> None:
    parsed = suppliers([row("", 环节="x", 所在地="y", 状态="z"), row("甲")])
    assert brief(parsed.findings) == [
        ("empty-required", "企业!A2"), ("unknown-segment", "企业!D2"), ("unknown-place", "企业!F2"), ("unknown-word", "企业!J2"),
    ]  # fmt: skip
    assert keys(parsed) == ["name:甲"]


def test_many_bad_cells_are_counted_and_none_is_lost() -> None:
    bad = 3 * NAMED + 7
    rows = [row("甲", 状态="量产" if at % 5 == 0 else f"乱{at}") for at in range(5 * bad // 4 + 1)]
    parsed = suppliers(rows)
    assert [one.code for one in parsed.findings].count("unknown-word") == NAMED
    (tail,) = [one for one in parsed.findings if one.code == "more-findings"]
    assert tail.facts["more"] == sum(at % 5 != 0 for at in range(len(rows))) - NAMED
    marked = [excel_row for one in parsed.findings for excel_row in rows_of(one)]
    assert sorted(marked) == [at + 2 for at in range(len(rows)) if at % 5 != 0]
    assert tail.cell.column == HEADER.index("状态") + 1
    for language in LANGUAGES:
        assert str(tail.facts["more"]) in message(tail, language)
        assert hint(tail, language)


def test_a_hundred_thousand_rows_take_seconds() -> None:
    segments, places = ("metal", "target", "wafer"), ("徐汇区", "苏州市", "北京市", "日本")
    rows = [
        row(f"示例{at // 2}", 环节=segments[at % 3], 所在地=places[at % 4], 控制权="内资", 状态="量产", 年产能=at, 产能单位="吨")
        for at in range(100_000)
    ]  # fmt: skip
    before = time.process_time()
    parsed = suppliers(rows)
    assert time.process_time() - before < 15  # about 2.5 on an idle core; the sheet's reading not counted
    assert parsed.findings == ()
    assert parsed.dataset is not None
    assert len(parsed.dataset.suppliers) == 100_000
