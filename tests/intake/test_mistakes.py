"""Mistakes made in a copy of a good workbook: each gives one finding more, at the right cell, with a hint, and no traceback."""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from chainmap.intake.load import load_files
from chainmap.model.finding import Finding
from chainmap.present.words import LANGUAGES, hint, message
from tests.workbooks import worked_example

DATA = Path(__file__).parents[2] / "data"
Book = Literal["shipped", "example"]
Mistake = Callable[
    [Workbook], tuple[str, int, str | int]
]  # makes it; (sheet, row, header or column number) where it must be found


def _column(sheet: Worksheet, header: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == header)


def _set(sheet: str, row: int, header: str, value: object) -> Mistake:
    def mistake(book: Workbook) -> tuple[str, int, str | int]:
        cell = book[sheet].cell(row=row, column=_column(book[sheet], header))
        cell.value = value  # type: ignore[assignment]
        if isinstance(value, str) and value.startswith("#"):
            cell.data_type = "e"
        return sheet, row, header

    return mistake


def _copied(sheet: str, row: int, header: str, from_row: int, from_header: str) -> Mistake:
    def mistake(book: Workbook) -> tuple[str, int, str | int]:
        source = book[sheet].cell(row=from_row, column=_column(book[sheet], from_header)).value
        return _set(sheet, row, header, source)(book)

    return mistake


def _without_sheet(name: str) -> Mistake:
    def mistake(book: Workbook) -> tuple[str, int, str | int]:
        book.remove(book[name])
        return "", 0, 0

    return mistake


def _renamed_sheet(name: str, to: str) -> Mistake:
    def mistake(book: Workbook) -> tuple[str, int, str | int]:
        book[name].title = to
        return "", 0, 0

    return mistake


def _without_column(sheet: str, header: str) -> Mistake:
    def mistake(book: Workbook) -> tuple[str, int, str | int]:
        book[sheet].delete_cols(_column(book[sheet], header))
        return sheet, 1, 0

    return mistake


def _renamed_header(sheet: str, header: str, to: str) -> Mistake:
    def mistake(book: Workbook) -> tuple[str, int, str | int]:
        book[sheet].cell(row=1, column=_column(book[sheet], header)).value = to
        return sheet, 1, 0

    return mistake


def _second_header(sheet: str, header: str) -> Mistake:
    def mistake(book: Workbook) -> tuple[str, int, str | int]:
        last = book[sheet].max_column + 1
        book[sheet].cell(row=1, column=last).value = header
        book[sheet].cell(row=2, column=last).value = "x"
        return sheet, 1, last

    return mistake


def _turned_back(book: Workbook) -> tuple[str, int, str | int]:
    """A row that leads from the user in the first dependency back to its input."""
    sheet = book["依赖"]
    up, down = _column(sheet, "上游环节"), _column(sheet, "下游环节")
    row = sheet.max_row + 1
    sheet.cell(row=row, column=up).value = sheet.cell(row=2, column=down).value
    sheet.cell(row=row, column=down).value = sheet.cell(row=2, column=up).value
    return "依赖", row, "上游环节"


def _merged(sheet: str, area: str, row: int, header: str) -> Mistake:
    def mistake(book: Workbook) -> tuple[str, int, str | int]:
        book[sheet].merge_cells(area)
        return sheet, row, header

    return mistake


def _hidden(sheet: str) -> Mistake:
    def mistake(book: Workbook) -> tuple[str, int, str | int]:
        book[sheet].sheet_state = "hidden"
        return sheet, 0, 0

    return mistake


def _checked(value: str) -> Mistake:
    def mistake(book: Workbook) -> tuple[str, int, str | int]:
        for row in book["说明"].iter_rows():
            if row[0].value == "核查范围":
                row[1].value = value
                return "说明", row[0].row, 2
        raise AssertionError

    return mistake


MISTAKES: dict[str, tuple[str, Mistake]] = {
    # The twenty of the promise, the first of each kind; others of the kind follow.
    "missing sheet": ("missing-sheet", _without_sheet("依赖")),
    "missing sheet, segments": ("missing-sheet", _without_sheet("环节")),
    "missing sheet, suppliers": ("missing-sheet", _without_sheet("企业")),
    "missing sheet, about": ("missing-sheet", _without_sheet("说明")),
    "missing sheet, renamed": ("missing-sheet", _renamed_sheet("企业", "公司清单")),
    "missing column": ("missing-column", _without_column("企业", "所在地")),
    "missing column, segment id": ("missing-column", _without_column("环节", "环节编号")),
    "missing column, stage": ("missing-column", _without_column("环节", "阶段")),
    "missing column, downstream": ("missing-column", _without_column("依赖", "下游环节")),
    "missing column, renamed": ("missing-column", _renamed_header("企业", "所在地", "所在地点")),
    "duplicate header": ("duplicate-header", _second_header("环节", "关键度")),
    "duplicate header, required": ("duplicate-header", _second_header("企业", "环节")),
    "unknown segment": ("unknown-segment", _set("企业", 3, "环节", "没有的环节")),
    "unknown segment, upstream": ("unknown-segment", _set("依赖", 3, "上游环节", "nonsense")),
    "unknown segment, downstream": ("unknown-segment", _set("依赖", 4, "下游环节", "nonsense")),
    "duplicate segment id": ("duplicate-segment", _copied("环节", 4, "环节编号", 2, "环节编号")),
    "dependency on itself": ("self-dependency", _copied("依赖", 3, "下游环节", 3, "上游环节")),
    "cycle": ("cycle", _turned_back),
    "share above 1": ("share-above-one", _set("依赖", 4, "投入占比", 1.5)),
    "share above 1, own": ("share-above-one", _set("环节", 3, "自身增值占比", 50)),
    "text in a number column": ("text-in-number", _set("环节", 4, "关键度", "很高")),
    "text in a number column, capacity": ("text-in-number", _set("企业", 4, "年产能", "约 500 吨")),
    "#REF!": ("error-cell", _set("企业", 4, "所在地", "#REF!")),
    "#REF!, segment id": ("error-cell", _set("环节", 4, "环节编号", "#REF!")),
    "#REF!, upstream": ("error-cell", _set("依赖", 4, "上游环节", "#REF!")),
    "#REF!, name": ("error-cell", _set("环节", 4, "环节名称", "#REF!")),
    "formula without value": ("formula-without-value", _set("环节", 3, "年需求量", "=1+1")),
    "formula without value, company": ("formula-without-value", _set("企业", 5, "企业名称", "=A4")),
    "unknown place": ("unknown-place", _set("企业", 4, "所在地", "某某某某")),
    "unknown status": ("unknown-word", _set("企业", 4, "状态", "满产")),
    "unknown control": ("unknown-word", _set("企业", 4, "控制权", "混合")),
    "unknown stage": ("unknown-word", _set("环节", 4, "阶段", "中游")),
    "bad code, length": ("code-length", _set("企业", 4, "统一社会信用代码", "9131011560725")),
    "bad code, check digit": ("code-check-digit", _set("企业", 4, "统一社会信用代码", "91350100M000100Y44")),
    "bad code, letters": ("code-letters", _set("企业", 4, "统一社会信用代码", "91350100M000I00Y43")),
    "bad code, number": ("code-as-number", _set("企业", 4, "统一社会信用代码", 913501001234567890)),
    "empty company": ("empty-required", _set("企业", 4, "企业名称", None)),
    "empty segment id": ("empty-required", _set("环节", 4, "环节编号", None)),
    "merged data cells": ("merged-cells", _merged("企业", "A3:A4", 3, "企业名称")),
    "merged data cells, segment ids": ("merged-cells", _merged("环节", "A3:A5", 3, "环节编号")),
    "merged data cells, dependencies": ("merged-cells", _merged("依赖", "A3:B3", 3, "上游环节")),
    "hidden sheet": ("sheet-hidden", _hidden("企业")),
    "date as text": ("not-a-date", _set("环节", 4, "核查日期", "去年十一月")),
    "date as text, month": ("not-a-date", _set("环节", 4, "核查日期", "2026年11月")),
    "date as text, american": ("not-a-date", _set("环节", 4, "核查日期", "11/23/2026")),
    "date as text, iso": ("date-as-text", _set("环节", 4, "核查日期", "2026-11-23")),
    "date as text, source": ("not-a-part-date", _set("企业", 4, "来源日期", "去年十一月")),
    "NaN": ("nan", _set("企业", 4, "年产能", "NaN")),
    "NaN, share": ("nan", _set("环节", 4, "自身增值占比", "nan")),
    "NaN, error": ("error-cell", _set("环节", 4, "终端权重", "#N/A")),
    "unknown region in 核查范围": ("unknown-checked-region", _checked("火星")),
    "unknown region in 核查范围, segment": ("unknown-checked-region", _set("环节", 4, "核查范围", "火星")),
    "bad id": ("bad-id", _set("环节", 4, "核查方式", "电话")),
}
MISTAKES["unknown check method"] = ("unknown-word", MISTAKES.pop("bad id")[1])


@cache
def _files(book: Book) -> tuple[str, dict[str, bytes]]:
    """(name of the workbook, all files), with every column that a mistake may want."""
    if book == "shipped":
        name = "chains/ic-materials.xlsx"
        files = {name: (DATA / name).read_bytes(), "regions.xlsx": (DATA / "regions.xlsx").read_bytes()}
    else:
        name, files = "chains/example.xlsx", worked_example(1)
    workbook = load_workbook(io.BytesIO(files[name]))
    for sheet, headers in {
        "环节": ("终端权重", "年需求量", "核查范围", "核查方式", "核查日期"),
        "企业": ("统一社会信用代码", "年产能", "来源日期"),
    }.items():
        for header in headers:
            if header not in [cell.value for cell in workbook[sheet][1]]:
                workbook[sheet].cell(row=1, column=workbook[sheet].max_column + 1).value = header
    return name, {**files, name: _bytes(workbook)}


def _bytes(workbook: Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


@cache
def _findings_before(book: Book) -> tuple[Finding, ...]:
    return load_files(_files(book)[1]).findings


@pytest.mark.parametrize("name", MISTAKES)
@pytest.mark.parametrize("book", ["shipped", "example"])
def test_one_mistake_gives_one_finding_at_its_cell(book: Book, name: str) -> None:
    code, mistake = MISTAKES[name]
    file, files = _files(book)
    workbook = load_workbook(io.BytesIO(files[file]))
    headers = {sheet.title: {cell.value: cell.column for cell in sheet[1]} for sheet in workbook}
    sheet, row, column = mistake(workbook)
    if book == "example" and name == "cycle":
        code = "cycle"

    found = load_files({**files, file: _bytes(workbook)}).findings

    before = {(one.code, one.cell, one.value) for one in _findings_before(book)}
    new = [one for one in found if (one.code, one.cell, one.value) not in before]
    assert [(one.code, one.cell.sheet, one.cell.row) for one in new] == [(code, sheet, row)]
    assert new[0].cell.file == Path(file).name
    assert new[0].cell.column == (headers[sheet][column] if isinstance(column, str) else column)
    for language in LANGUAGES:
        assert message(new[0], language) and hint(new[0], language)
        assert "{" not in message(new[0], language) + hint(new[0], language)


@pytest.mark.parametrize("book", ["shipped", "example"])
def test_good_workbook_has_no_finding(book: Book) -> None:
    assert _findings_before(book) == ()


def test_hint_names_what_was_probably_meant() -> None:
    file, files = _files("example")
    workbook = load_workbook(io.BytesIO(files[file]))
    workbook["企业"]["B4"].value = "waffer"
    (finding,) = load_files({**files, file: _bytes(workbook)}).findings
    assert str(finding.cell) == "example.xlsx[企业]!B4"
    assert "wafer" in hint(finding, "zh")
    assert "1 行" in message(finding, "zh")
