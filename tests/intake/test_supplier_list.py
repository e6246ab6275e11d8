"""A supplier list that comes alone: found in the sheet, read by its recipe, looked up against a dataset."""

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainmap.intake.single_file import FileKind, check_file, kind_of
from chainmap.intake.spreadsheet import RawWorkbook
from chainmap.intake.supplier_list import ListParsed, Mode, Recipe, apply, detect, load_supplier_list
from chainmap.model.dataset import SUPPLIER_COLUMNS, Dataset
from chainmap.present.workbook import supplier_template
from tests.intake.sheets import brief, load, raw_sheet, raw_workbook
from tests.workbooks import example_sheets, regions_workbook, workbook, worked_example

HEADER = ["序号", "公司名称", "环节名称", "地址", "企业性质", "生产状态", "联系人"]
ROWS: list[list[object]] = [
    [1, "甲公司", "wafer", "上海市徐汇区某路 1 号", "内资", "量产", "张三"],
    [2, "乙公司", "resist", "苏州市", None, None, None],
]


def dataset() -> Dataset:
    parsed = load()
    assert parsed.dataset is not None
    return parsed.dataset


def read(rows: Sequence[Sequence[object]], sheet: str = "Sheet1") -> ListParsed:
    book = raw_workbook("名单.xlsx", {sheet: rows})
    recipe = detect(book)
    assert recipe is not None
    return apply(book, recipe, dataset())


def test_a_plain_list_is_read_with_its_extra_columns() -> None:
    parsed = read([HEADER, *ROWS])
    assert parsed.findings == ()
    assert parsed.register.dtypes.astype(str).to_dict() == SUPPLIER_COLUMNS
    first, second = parsed.register.to_dict("records")
    assert (first["chain_id"], first["segment_id"], first["region_id"], first["status"]) == (
        "example",
        "wafer",
        "xuhui",
        "producing",
    )
    assert (first["extra"], first["row"], first["file"]) == ('{"序号": "1", "联系人": "张三"}', 2, "名单.xlsx")
    assert (second["control"], second["status"]) == ("unknown", "unknown")


def test_titles_above_merged_headers_and_totals_below_are_told_from_the_rows() -> None:
    rows: list[list[object]] = [
        ["重点企业名单"], ["单位：家"], ["序号", "公司名称", "环节名称", "地址", "产能情况", None, "联系人"],
        [None, None, None, None, "年产能", "产能单位"],
        [1, "甲公司", "wafer", "徐汇区", 5, "吨", "张三"],
        ["合计", None, None, None, 5, "吨"], ["注：数据截至 2026 年。"],
    ]  # fmt: skip
    merged = ((1, 1, 1, 7), (3, 5, 3, 6), *((3, column, 4, column) for column in (1, 2, 3, 4, 7)), (6, 1, 6, 4), (7, 1, 7, 7))
    book = RawWorkbook(file="名单.xlsx", sheets=(replace(raw_sheet("名单", rows), merged=merged),))
    recipe = detect(book)
    assert recipe is not None
    parsed = apply(book, recipe, dataset())
    assert brief(parsed.findings) == [("total-row", "名单!A6"), ("total-row", "名单!A7")]
    assert parsed.left_out == (6, 7)
    assert parsed.register[["company", "capacity", "capacity_unit", "row"]].to_numpy().tolist() == [["甲公司", 5.0, "吨", 5]]


@pytest.mark.parametrize("name", ["共计新材料有限公司", "注册地在沪公司", "合计"])
def test_a_company_with_segment_and_place_is_no_total(name: str) -> None:
    parsed = read([HEADER, [1, name, "wafer", "徐汇区"]])
    assert parsed.register["company"].tolist() == [name]


@pytest.mark.parametrize(
    "beginning",
    ["合 计", "小计：", "总计（家）", "本页合计", "合计12家", "共 12 家企业", "Grand Total",
     "注：以上为初步数据。", "注1：略", "※备注：无",
     "填表说明：请如实填写",
     "填报单位：某区经委", "制表人：张三  审核：李四", "联系电话：021-12345678", "Notes: none"],
)  # fmt: skip
def test_totals_and_notes_are_named_and_not_counted(beginning: str) -> None:
    parsed = read([HEADER, *ROWS, [beginning], [None, beginning, None, "徐汇区"], [12, beginning]])
    assert brief(parsed.findings) == [("total-row", "Sheet1!A4"), ("total-row", "Sheet1!B5"), ("total-row", "Sheet1!A6")]
    assert {one.value for one in parsed.findings} == {beginning}
    assert parsed.left_out == (4, 5, 6) and len(parsed.register) == 2


def test_the_example_row_of_the_template_is_named_and_not_counted() -> None:
    context = dataset()
    parsed = load_supplier_list("空.xlsx", supplier_template("zh", context.regions, context.chains), context)
    assert brief(parsed.findings) == [("no-data-rows", "企业!1:1"), ("example-row", "企业!B2")]
    assert parsed.left_out == (2,) and not len(parsed.register)
    parsed = load_supplier_list("blank.xlsx", supplier_template("en", context.regions, context.chains), context)
    assert [one.code for one in parsed.findings] == ["no-data-rows", "example-row"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_example_of_the_template_names_a_chain_and_a_segment_that_are_there(language: Literal["zh", "en"]) -> None:
    context = dataset()
    book = openpyxl.load_workbook(io.BytesIO(supplier_template(language, context.regions, context.chains)))
    sheet = book.worksheets[0]
    sheet["B2"] = "真实企业"
    stream = io.BytesIO()
    book.save(stream)
    parsed = load_supplier_list("一.xlsx", stream.getvalue(), context)
    assert parsed.findings == () and parsed.register["company"].tolist() == ["真实企业"]


def test_a_row_of_further_columns_only_is_named() -> None:
    parsed = read([HEADER, *ROWS, [None] * 7, [5, None, None, None, None, None, "王五"], [None, *[None] * 5, "赵六"]])
    assert brief(parsed.findings) == [("row-beside", "Sheet1!A5"), ("row-beside", "Sheet1!G6")]
    assert len(parsed.register) == 2


def test_rows_that_say_the_same_are_named() -> None:
    plain: list[list[object]] = [[*HEADER[1:]], *[ROWS[0][1:]] * 3, ROWS[1][1:]]
    parsed = read(plain)
    assert [(one.code, str(one.cell), one.facts["first"]) for one in parsed.findings] == [
        ("duplicate-row", f"名单.xlsx[Sheet1]!A{row}", "名单.xlsx[Sheet1]!A2") for row in (3, 4)
    ]
    assert len(parsed.register) == 4


def test_other_sheets_of_a_list_are_named_and_hidden_rows_are_read() -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "名单"
    table: list[list[Any]] = [HEADER, *ROWS]
    for row in table:
        first.append(row)
    first.row_dimensions[3].hidden = True
    for name, state in (("第二张", "visible"), ("藏起", "hidden"), ("_下拉", "visible"), ("空", "visible")):
        book.create_sheet(name).sheet_state = state
    for name in ("第二张", "藏起", "_下拉"):
        book[name].append([*HEADER])
    stream = io.BytesIO()
    book.save(stream)
    parsed = load_supplier_list("名单.xlsx", stream.getvalue(), dataset())
    assert sorted((one.code, one.cell.sheet, one.facts["count"]) for one in parsed.findings) == [
        ("rows-hidden", "名单", 1), ("sheet-not-read", "第二张", 1), ("sheet-not-read", "藏起", 1),
    ]  # fmt: skip
    assert len(parsed.register) == 2


def test_a_list_without_rows_says_so() -> None:
    assert brief(read([HEADER]).findings) == [("no-data-rows", "Sheet1!1:1")]


def test_the_sheet_named_after_suppliers_comes_first_else_the_first_that_fits() -> None:
    other = [["企业名称", "地址"], ["甲", "乙"]]
    book = raw_workbook("x.xlsx", {"说明": [["随便"]], "甲": other, "企业名单": [HEADER, *ROWS], "_名单": other})
    recipe = detect(book)
    assert recipe is not None and recipe.sheet == "企业名单"
    recipe = detect(raw_workbook("x.xlsx", {"封面": [["随便"]], "甲": other}))
    assert recipe is not None and recipe.sheet == "甲"
    assert detect(raw_workbook("x.xlsx", {"甲": [["序号", "金额"], [1, 2]]})) is None


def test_the_chain_is_a_column_or_given() -> None:
    rows: list[list[object]] = [[*HEADER, "产业链"], [*ROWS[0], "算例"], [*ROWS[1], "没有的链"]]
    parsed = read(rows)
    assert brief(parsed.findings) == [("unknown-chain", "Sheet1!H3")]
    assert (parsed.register["chain_id"].tolist(), parsed.left_out) == (["example"], (3,))
    content = workbook({"Sheet1": [HEADER, *ROWS]})
    assert load_supplier_list("x.xlsx", content, dataset(), chain_id="算例").findings == ()
    assert [one.code for one in load_supplier_list("x.xlsx", content, dataset(), chain_id="没有").findings] == ["unknown-chain"]


def test_without_a_chain_a_segment_of_several_chains_is_a_finding() -> None:
    one = dataset()
    both = replace(one, chains=(*one.chains, replace(one.chains[0], chain_id="second", segments=one.chains[0].segments[:3])))
    book = raw_workbook("x.xlsx", {"甲": [HEADER, *ROWS]})
    recipe = detect(book)
    assert recipe is not None
    parsed = apply(book, recipe, both)
    assert brief(parsed.findings) == [("segment-in-several-chains", "甲!C2")]
    assert parsed.register[["chain_id", "segment_id"]].to_numpy().tolist() == [["example", "resist"]]


def test_bad_rows_are_named_and_left_out() -> None:
    parsed = read(
        [HEADER, *ROWS, [3, None, "wafer", "徐汇区"], [4, "丙", "waffer", "火星"], [5, "丁", "wafer", "徐汇区", None, "满产"]]
    )
    assert brief(parsed.findings) == [
        ("empty-required", "Sheet1!B4"), ("unknown-segment", "Sheet1!C5"), ("unknown-place", "Sheet1!D5"),
        ("unknown-word", "Sheet1!F6"),
    ]  # fmt: skip
    assert parsed.left_out == (4, 5)
    assert parsed.register["company"].tolist() == ["甲公司", "乙公司", "丁"]


def test_a_recipe_may_choose_other_columns_and_leave_rows_out() -> None:
    book = raw_workbook("x.xlsx", {"甲": [["a", "b", "c", "d"], *[["x", *row[1:4]] for row in ROWS]]})
    recipe = Recipe(
        sheet="甲", header_row=1, columns=(("company", 2), ("segment", 3), ("place", 4)), chain_id="example", left_out=(3,)
    )
    parsed = apply(book, recipe, dataset())
    assert brief(parsed.findings) == [("rows-left-out", "甲")]
    assert parsed.register["company"].tolist() == ["甲公司"]
    assert parsed.left_out == (3,)


def test_a_recipe_survives_as_text() -> None:
    recipe = Recipe(
        sheet="甲", header_row=3, columns=(("company", 2), ("place", 4)), chain_id="c", mode=Mode.REPLACE, left_out=(9, 7)
    )
    assert Recipe.from_json(recipe.as_json()) == replace(recipe, left_out=(7, 9))


def test_a_list_without_a_dataset_keeps_the_text_as_written() -> None:
    parsed = load_supplier_list("名单.xlsx", workbook({"Sheet1": [HEADER, *ROWS, [3, "丙", "wafer", "徐汇区", "混合"]]}))
    assert brief(parsed.findings) == [("unknown-word", "Sheet1!E4")]
    assert parsed.register["region_id"].tolist() == ["上海市徐汇区某路 1 号", "苏州市", "徐汇区"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_csv_is_a_list_too(encoding: str) -> None:
    text = "公司名称,环节,地址,年产能,产能单位\n甲公司,wafer,徐汇区,120,吨\n"
    parsed = load_supplier_list("名单.csv", text.encode(encoding), dataset())
    said = encoding in ("gb18030", "utf-16-le", "utf-16-be")  # nothing in the file says which it is
    assert [(one.code, one.facts) for one in parsed.findings] == [
        ("text-encoding-guessed", {"encoding": encoding.upper()})
    ] * said
    assert parsed.register["capacity"].tolist() == [120.0]


def test_a_file_without_a_list_is_a_finding() -> None:
    parsed = load_supplier_list("x.xlsx", workbook({"甲": [["序号", "金额"], [1, 2]]}), dataset())
    assert [one.code for one in parsed.findings] == ["list-not-found"]
    assert parsed.recipe is None


def test_a_single_file_is_told_by_its_sheets_and_checked() -> None:
    files = worked_example(1)
    assert kind_of(raw_workbook("x.xlsx", example_sheets(1))) is FileKind.CHAIN
    assert kind_of(raw_workbook("x.xlsx", {"企业": []})) is FileKind.LIST
    assert check_file("c.xlsx", files["chains/example.xlsx"], dataset()) == ()
    assert check_file("c.xlsx", files["chains/example.xlsx"]) == ()
    assert check_file("r.xlsx", regions_workbook()) == ()
    assert check_file("p.xlsx", workbook({"条款": [["条款", "原文", "产业链"], ["一", "x", "算例"]]}), dataset()) == ()
    assert [one.code for one in check_file("l.xlsx", workbook({"Sheet1": [HEADER, [1, "甲", "没有", "徐汇区"]]}), dataset())] == [
        "unknown-segment"
    ]
    assert [one.code for one in check_file("l.xlsx", b"nothing at all")] != []


CELLS = st.one_of(
    st.none(),
    st.text(max_size=6),
    st.floats(),
    st.booleans(),
    st.sampled_from(["公司名称", "企业", "环节", "地址", "wafer", "合计", "徐汇区", "链"]),
)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=10))
@settings(max_examples=100, deadline=None)
def test_whatever_stands_in_a_list_there_is_no_traceback(rows: list[list[object]]) -> None:
    book = raw_workbook("x.xlsx", {"甲": [HEADER[:5], *rows]})
    recipe = detect(book)
    assert recipe is not None
    apply(book, recipe, dataset())
    apply(book, replace(recipe, header_row=2, columns=(("company", 1), ("place", 9)), left_out=(1, 99)), None)
