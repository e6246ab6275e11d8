"""The marked-up workbook: coloured, commented, listed with links; nothing of the user's is lost without being named."""

import io
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from chainmap.intake import marking
from chainmap.intake.limits import DEFAULT
from chainmap.intake.marker import COLOURS
from chainmap.intake.marking import ListTexts, Mark, Marked, mark
from chainmap.intake.not_kept import CODES
from chainmap.intake.spreadsheet import read_files
from chainmap.model.finding import Cell, Severity
from chainmap.present.words import TEXTS
from tests.workbooks import workbook

TEXTS_OF_LIST = ListTexts(sheet="_findings", headers=("cell", "severity", "message", "hint"))
FORMULA = '=HYPERLINK("http://evil.example","x")'
Rows = list[list[object]]
LIST: Rows = [
    ["2026 年名单", None, None],
    ["企业名称", "环节", "所在地"],
    ["甲公司", "光刻交", "临港"],
    ["乙公司", "光刻胶", None],
]


def at(row: int, column: int, *, sheet: str = "名单", message: str = "m", severity: Severity = Severity.ERROR) -> Mark:
    cell = Cell(file="list.xlsx", sheet=sheet, row=row, column=column)
    return Mark(cell=cell, severity=severity, label=severity.value, message=message, hint="h")


def marked(content: bytes, *marks: Mark) -> Marked:
    return mark("list.xlsx", content, marks, TEXTS_OF_LIST)


def opened(made: Marked) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(made.content))


def changed(content: bytes, change: Callable[[openpyxl.Workbook, Worksheet], None]) -> bytes:
    """The workbook after a change of its first sheet."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book, book.worksheets[0])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def colour(made: Marked, address: str, sheet: str = "名单") -> str | None:
    fill = opened(made)[sheet][address].fill
    return str(fill.start_color.rgb) if fill.fill_type == "solid" else None


@pytest.fixture
def content() -> bytes:
    return workbook({"名单": LIST, "别的": [["x", 1]]})


def test_problem_cell_is_coloured_and_says_what_is_wrong_and_how_to_mend_it(content: bytes) -> None:
    made = marked(content, at(3, 2, message="没有环节“光刻交”"))
    assert (made.kept, made.not_kept) == (True, ())
    assert colour(made, "B3") == COLOURS["error"]
    assert "没有环节“光刻交”\nh" in opened(made)["名单"]["B3"].comment.text
    assert colour(made, "B4") is None


def test_blank_cell_is_marked_too(content: bytes) -> None:
    assert colour(marked(content, at(4, 3)), "C4") == COLOURS["error"]


def test_first_sheet_lists_the_findings_with_links_worst_first(content: bytes) -> None:
    made = marked(content, at(4, 3, severity=Severity.WARNING), at(3, 2), at(0, 0))
    book = opened(made)
    sheet = book.worksheets[0]
    assert (sheet.title, book.active, sheet.sheet_state) == ("_findings", sheet, "visible")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[:2] for row in rows] == [["cell", "severity"], ["名单", "error"], ["名单!B3", "error"], ["名单!C4", "warning"]]
    links = [sheet.cell(row=row, column=1).hyperlink for row in (2, 3, 4)]
    assert [link.location for link in links if link] == ["'名单'!A1", "'名单'!B3", "'名单'!C4"]
    assert [one.title for one in book.worksheets if one.sheet_view.tabSelected] == ["_findings"]


def test_several_marks_of_a_cell_share_a_comment_and_the_worst_colours_it(content: bytes) -> None:
    made = marked(content, at(3, 2, severity=Severity.INFO, message="note"), at(3, 2, message="bad"))
    text = opened(made)["名单"]["B3"].comment.text
    assert text.index("bad") < text.index("note")
    assert colour(made, "B3") == COLOURS["error"]


def test_mark_that_stands_for_many_rows_colours_every_one(content: bytes) -> None:
    many = Mark(
        cell=Cell(file="list.xlsx", sheet="名单", column=2),
        severity=Severity.ERROR,
        label="e",
        message="m",
        hint="h",
        rows=(3, 4),
    )
    made = marked(content, many)
    assert [colour(made, address) for address in ("B2", "B3", "B4")] == [None, COLOURS["error"], COLOURS["error"]]


def test_mark_of_a_row_or_a_column_shows_at_its_first_filled_cell(content: bytes) -> None:
    made = marked(content, at(2, 0), at(0, 3))
    assert [colour(made, address) for address in ("A2", "C2")] == [COLOURS["error"]] * 2


def test_marks_of_other_files_and_of_sheets_that_are_not_there_do_no_harm(content: bytes) -> None:
    other = Mark(cell=Cell(file="b.xlsx", sheet="名单", row=1, column=1), severity=Severity.ERROR, label="", message="", hint="")
    made = marked(content, other, at(1, 1, sheet="无此表"))
    assert [row[0].value for row in opened(made)["_findings"].iter_rows()] == ["cell", "无此表!A1"]
    assert colour(made, "A1") is None


@pytest.mark.parametrize("file", ["list.xlsx", "list.csv"])
def test_no_text_becomes_a_formula(file: str) -> None:
    rows: Rows = [["企业名称"], [FORMULA], ["+1"], ["@x"]]
    content = workbook({"list": rows}) if file.endswith("xlsx") else "企业名称\n=1+1\n+1\n@x\n".encode()
    cell = Cell(file=file, sheet="list", row=2, column=1)
    made = mark(
        file, content, [Mark(cell=cell, severity=Severity.ERROR, label=FORMULA, message=FORMULA, hint="=1")], TEXTS_OF_LIST
    )
    book = opened(made)
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} == {"s"}
    assert book["_findings"]["C2"].value == FORMULA


def test_texts_that_no_workbook_can_hold_are_made_legible(content: bytes) -> None:
    made = marked(content, at(3, 2, message="a\x00b\ud800c"))
    assert made.kept
    assert opened(made)["_findings"]["C2"].value == "a\ufffdb\ufffdc"


def test_what_stands_in_the_file_survives() -> None:
    def dress(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.merge_cells("A1:C1")
        sheet["B3"].comment = Comment("张三：请核对", "张三")
        sheet["A3"].fill = PatternFill("solid", start_color="FF00FF00")
        sheet["D3"], sheet["D4"], sheet["E3"] = "=LEN(A3)", FORMULA, datetime(2026, 11, 23, 8, 30)
        sheet["D4"].data_type = "s"
        sheet.protection.sheet = True
        sheet.protection.set_password("secret")
        sheet.add_data_validation(DataValidation(type="list", formula1='"临港,张江"', sqref="C3:C9"))
        sheet.column_dimensions["A"].width = 33
        sheet.freeze_panes = "A3"
        book.create_sheet("隐藏").sheet_state = "hidden"

    before = changed(workbook({"名单": LIST}), dress)
    made = marked(before, at(3, 2), at(1, 2))
    assert made.kept
    sheet = opened(made)["名单"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C1"]
    assert sheet["B3"].comment.text.startswith("张三：请核对") and "m" in sheet["B3"].comment.text
    assert sheet["A3"].fill.start_color.rgb == "FF00FF00"
    assert sheet["A1"].comment is not None  # the mark of a covered cell stands at the merged area's first one
    assert (sheet["D3"].value, sheet["D3"].data_type, sheet["D4"].data_type) == ("=LEN(A3)", "f", "s")
    assert sheet.protection.sheet and sheet.protection.password
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["C3:C9"]
    assert (sheet.column_dimensions["A"].width, sheet.freeze_panes) == (33, "A3")
    assert opened(made)["隐藏"].sheet_state == "hidden"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A2"><f>1+1</f><v>2</v></c>', 2),
        ('<c r="A2" t="str"><f>"a"&amp;"b"</f><v>a&amp;b</v></c>', "a&b"),
        ('<c r="A2" t="b"><f>1=1</f><v>1</v></c>', True),
        ('<c r="A2"><f>1/3</f><v>0.33333333333333331</v></c>', 1 / 3),
        ('<c r="A2" s="1"><f>TODAY()</f><v>46349</v></c>', date(2026, 11, 23)),
    ],
)
def test_results_of_formulas_survive(cell: str, value: object) -> None:
    made = mark("list.xlsx", with_cell(cell), [at(1, 1, sheet="S")], TEXTS_OF_LIST)
    assert made.kept
    (sheet,) = read_files({"x": made.content})["x"].sheets
    assert sheet.rows[1][0] == value
    assert opened(made)["S"]["A2"].data_type == "f"


@pytest.mark.parametrize(
    "cell", ['<c r="A2" t="e"><f>A1/0</f><v>#DIV/0!</v></c>', '<c r="A2" t="e"><v>#REF!</v></c>', '<c r="A2"><f>1+1</f></c>']
)
def test_errors_and_formulas_without_a_value_are_still_found(cell: str) -> None:
    before = with_cell(cell)
    made = mark("list.xlsx", before, [at(2, 1, sheet="S")], TEXTS_OF_LIST)
    assert made.kept
    first, second = (read_files({"x": one})["x"].sheets[0] for one in (before, made.content))
    assert (first.errors, first.empty_formulas) == (second.errors, second.empty_formulas) != ({}, frozenset())


def with_cell(cell: str) -> bytes:
    """A sheet `S` with a text in A1 and this cell below it; style 1 is a date."""

    def dress(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet["A2"] = date(2026, 1, 1)
        sheet["A2"].number_format = "yyyy-mm-dd"

    content = changed(workbook({"S": [["x"]]}), dress)
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                begin, end = data.index(b'<c r="A2"'), data.index(b"</c>", data.index(b'<c r="A2"')) + 4
                data = data[:begin] + cell.encode() + data[end:]
            new.writestr(info, data)
    return stream.getvalue()


def test_marking_again_takes_the_old_marks_back(content: bytes) -> None:
    def comment(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet["B3"].comment = Comment("张三：请核对", "张三")

    first = marked(changed(content, comment), at(3, 2), at(4, 3))
    again = marked(first.content, at(3, 1))
    book = opened(again)
    assert book.sheetnames == ["_findings", "名单", "别的"]
    assert [colour(again, address) for address in ("A3", "B3", "C4")] == [COLOURS["error"], None, None]
    assert (book["名单"]["B3"].comment.text, book["名单"]["C4"].comment) == ("张三：请核对", None)


def test_a_sheet_of_the_user_with_our_name_survives(content: bytes) -> None:
    def own(book: openpyxl.Workbook, _: Worksheet) -> None:
        book.create_sheet("_findings")["A1"] = "mine"

    book = opened(marked(changed(content, own), at(3, 2)))
    assert [one["A1"].value for one in book.worksheets if one.title.startswith("_findings")] == ["cell", "mine"]


def test_list_of_findings_is_exempt_when_the_file_comes_back(content: bytes) -> None:
    made = marked(content, at(3, 2))
    assert [sheet.name for sheet in read_files({"x.xlsx": made.content})["x.xlsx"].sheets] == ["名单", "别的"]


def test_chart_is_kept_and_its_look_named(content: bytes) -> None:
    def draw(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=2))
        sheet.add_chart(chart, "E5")

    made = marked(changed(content, draw), at(3, 2))
    assert (made.kept, made.not_kept) == (True, ("chart-looks",))


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/externalLinks/externalLink1.xml", "external-links"),
        ("xl/pivotTables/pivotTable1.xml", "pivot-tables"),
        ("xl/media/image1.emf", "pictures"),
        ("xl/slicers/slicer1.xml", "slicers"),
        ("xl/connections.xml", "connections"),
        ("xl/threadedComments/threadedComment1.xml", "threads"),
    ],
)
def test_what_cannot_be_kept_is_named(content: bytes, part: str, code: str) -> None:
    stream = io.BytesIO(content)
    with ZipFile(stream, "a") as package:
        package.writestr(part, b"<x/>")
    made = marked(stream.getvalue(), at(3, 2))
    assert (made.kept, made.not_kept) == (True, (code,))


def test_every_code_of_what_is_lost_has_a_text() -> None:
    assert {f"marked.lost.{code}" for code in CODES} <= TEXTS.keys()


def test_csv_becomes_a_workbook_of_its_cells() -> None:
    made = mark("名单.csv", "企业名称,环节\n甲公司,光刻交\n".encode("gb18030"), [named("名单.csv", 2, 2)], TEXTS_OF_LIST)
    assert (made.kept, made.not_kept) == (False, ())
    assert colour(made, "B2") == COLOURS["error"]
    assert opened(made)["_findings"]["A2"].hyperlink.location == "'名单'!B2"
    assert read_files({"x.xlsx": made.content})["x.xlsx"].sheets[0].rows == [["企业名称", "环节"], ["甲公司", "光刻交"]]


def named(file: str, row: int, column: int) -> Mark:
    cell = Cell(file=file, sheet=file.partition(".")[0], row=row, column=column)
    return Mark(cell=cell, severity=Severity.ERROR, label="e", message="m", hint="h")


@pytest.mark.parametrize("name", ["a" * 40 + ".csv", "a[1].csv", "_x.csv"])
def test_csv_with_an_odd_name_becomes_a_workbook_all_the_same(name: str) -> None:
    made = mark(name, b"a,b\n1,2\n", [named(name, 2, 2)], TEXTS_OF_LIST)
    assert len(read_files({"x.xlsx": made.content})["x.xlsx"].sheets) == 1


def test_cells_are_marked_as_they_are_up_to_the_limit_and_rebuilt_one_beyond(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "MOST_CELLS", 6)
    at_the_limit, beyond = (
        workbook({"名单": [["a", "b", "c"], ["d", "e", last], *more]}) for last, more in (("f", []), ("f", [["g"]]))
    )
    assert [marked(one, at(2, 2)).kept for one in (at_the_limit, beyond)] == [True, False]


def test_rebuilt_workbook_reads_as_the_file_did(monkeypatch: pytest.MonkeyPatch) -> None:
    def dress(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.merge_cells("A1:C1")
        sheet["D3"], sheet["D4"], sheet["E3"], sheet["E4"] = 0.25, True, datetime(2026, 11, 23, 8, 30), date(2026, 11, 23)
        sheet["F3"] = "#REF!"
        book.create_sheet("隐藏").sheet_state = "hidden"
        book["隐藏"]["A1"] = 7

    before = changed(workbook({"名单": LIST}), dress)
    monkeypatch.setattr(marking, "MOST_CELLS", 0)
    made = marked(before, at(3, 2), at(9, 9))
    assert made.not_kept == ("formats", "formulas", "comments", "pictures-and-charts")
    first, second = (read_files({"x": one})["x"].sheets for one in (before, made.content))
    assert [(one.name, one.hidden, one.errors, one.merged) for one in first] == [
        (one.name, one.hidden, one.errors, one.merged) for one in second
    ]
    assert first[0].errors == {(3, 6): "#REF!"}
    assert [row[:6] for row in second[0].rows[:4]] == first[0].rows
    assert [colour(made, address) for address in ("B3", "I9")] == [COLOURS["error"]] * 2


def test_file_that_cannot_be_read_gives_the_list_alone() -> None:
    refused = Mark(cell=Cell(file="list.xlsx"), severity=Severity.ERROR, label="e", message="damaged", hint="h")
    made = marked(b"PK\x03\x04 nothing", refused)
    assert not made.kept
    assert opened(made).sheetnames == ["_findings"]
    assert opened(made)["_findings"]["C2"].value == "damaged"


def test_child_that_fails_leaves_a_rebuilt_workbook(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.CompletedProcess([], 1, b"")

    monkeypatch.setattr(subprocess, "run", failing)
    made = marked(content, at(3, 2))
    assert not made.kept
    assert colour(made, "B3") == COLOURS["error"]


def test_child_that_changes_a_cell_is_not_believed(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    other = workbook({"名单": [*LIST[:3], ["丙公司", "光刻胶", None]], "别的": [["x", 1]]})
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0, other))
    made = marked(content, at(3, 2))
    assert not made.kept
    assert opened(made)["名单"]["A4"].value == "乙公司"


def test_the_parent_never_opens_the_file_with_openpyxl() -> None:
    for module in ("marking", "rebuilt", "not_kept"):
        source = Path(marking.__file__).with_name(f"{module}.py").read_text(encoding="utf-8")
        assert "load_workbook" not in source


@pytest.mark.skipif(sys.platform == "win32", reason="limits of resources are not to be had")
def test_child_is_limited(content: bytes) -> None:
    from dataclasses import replace

    made = mark("list.xlsx", content, [at(3, 2)], TEXTS_OF_LIST, replace(DEFAULT, memory_bytes=40 << 20))
    assert not made.kept
