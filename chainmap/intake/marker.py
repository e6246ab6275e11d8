"""The child process that marks a workbook: `python -m chainmap.intake.marker MEMORY CPU FILE_SIZE`.

It limits itself before it opens anything. stdin: four bytes of length (big endian), the order as JSON of that length, the
file. stdout: the marked .xlsx. Exit code 1 when openpyxl cannot do it. Nothing of it is trusted by the parent, which is
`intake.marking`.

The order: `sheet` (name of the sheet that lists the findings), `headers`, `lines` (texts, severity and place of every
finding), `marks` (sheet, row, column, severity, comment; row or column 0: the first cell with something in it).
"""

import json
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from chainmap.intake.reader import LENGTH, allow_cpu

try:
    import resource
except ImportError:  # Windows: the parent's wall clock is all there is
    resource = None  # type: ignore[assignment]

AUTHOR = "chainmap"
COLOURS = {"error": "FFF5CDB4", "warning": "FFFBE9BF", "info": "FFDCEEFA"}
WIDTHS = (30, 8, 64, 64)
MOST_LINKS = 60_000
_OURS = f"[{AUTHOR}]"  # the first line of what we add to a comment
_FONT = "Microsoft YaHei"
_FORMULA_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f[^>]*(?:/>|>[^<]*</f>))<v\s*(?:/>|></v>)</c>')


def main(memory_bytes: int, cpu_seconds: int, file_bytes: int) -> None:
    """Answers one order from stdin on stdout."""
    if resource is not None:
        for kind, limit in ((resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, file_bytes)):
            resource.setrlimit(kind, (limit, limit))
    allow_cpu(cpu_seconds)
    given = sys.stdin.buffer.read()
    length = LENGTH.unpack_from(given)[0]
    order = json.loads(given[LENGTH.size : LENGTH.size + length])
    sys.stdout.buffer.write(marked(given[LENGTH.size + length :], order))
    sys.stdout.buffer.flush()


def marked(content: bytes, order: dict[str, Any]) -> bytes:
    """The workbook with its cells coloured and commented, and the list of findings in front."""
    book = load_workbook(BytesIO(content), rich_text=True)
    before = order["sheet"] in book.sheetnames and _is_list(book[order["sheet"]], order)
    if before:
        del book[order["sheet"]]
        for sheet in book.worksheets:
            _take_back(sheet)
    for sheet_name, row, column, severity, comment in order["marks"]:
        if sheet_name in book.sheetnames and isinstance(book[sheet_name], Worksheet):
            _mark(book[sheet_name], row, column, severity, comment)
    _write_list(book, order)
    book.template = False
    stream = BytesIO()
    book.save(stream)
    return _with_values(stream.getvalue(), content, book)


def _is_list(sheet: Worksheet, order: dict[str, Any]) -> bool:
    return bool([cell.value for cell in sheet[1]][: len(order["headers"])] == order["headers"])


def _take_back(sheet: Worksheet) -> None:
    """Removes the colours and comments of an earlier marking."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.has_style and cell.fill.fill_type == "solid" and cell.fill.start_color.rgb in COLOURS.values():
                cell.fill = PatternFill()
            if isinstance(cell, Cell) and cell.comment is not None and _OURS in cell.comment.text:
                theirs = cell.comment.text.partition(_OURS)[0].rstrip()
                cell.comment = Comment(theirs, cell.comment.author) if theirs else None


def _mark(sheet: Worksheet, row: int, column: int, severity: str, text: str) -> None:
    cell = _target(sheet, row, column)
    cell.fill = PatternFill("solid", start_color=COLOURS[severity])
    if text:
        there = cell.comment
        whole = f"{_OURS}\n{text}" if there is None else f"{there.text}\n{_OURS}\n{text}"
        lines = whole.count("\n") + 1 + len(whole) // 30
        author = AUTHOR if there is None else there.author
        cell.comment = Comment(whole, author, width=320, height=min(24 + 18 * lines, 420))


def _target(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell, or the one that a merged area shows in its place."""
    if not row or not column:
        row, column = _first_filled(sheet, row, column)
    cell = sheet.cell(row=row, column=column)
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
        cell = sheet.cell(row=area.min_row, column=area.min_col)
    assert isinstance(cell, Cell)
    return cell


def _first_filled(sheet: Worksheet, row: int, column: int) -> tuple[int, int]:
    area = {"min_row": row or None, "max_row": row or None, "min_col": column or None, "max_col": column or None}
    cells = (cell for line in sheet.iter_rows(**area) for cell in line if cell.value is not None)  # type: ignore[call-overload]
    found = next(cells, None)
    return (row or 1, column or 1) if found is None else (found.row, found.column)


def _write_list(book: Workbook, order: dict[str, Any]) -> None:
    sheet = book.create_sheet(order["sheet"], 0)
    sheet.append(order["headers"])
    for number, (texts, severity, place) in enumerate(order["lines"], start=2):
        for column, text in enumerate(texts, start=1):
            cell = sheet.cell(row=number, column=column, value=text)
            assert isinstance(cell, Cell)
            cell.data_type = "s"  # never a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(name=_FONT, size=10)
        sheet.cell(row=number, column=2).fill = PatternFill("solid", start_color=COLOURS[severity])
        if place is not None and place[0] in book.sheetnames and number <= MOST_LINKS:
            _link(sheet.cell(row=number, column=1), *place)
    _dress(sheet)
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet  # two selected sheets would be edited together
    book.active = 0


def _link(cell: Any, sheet: str, address: str) -> None:
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quote_sheetname(sheet)}!{address}")
    cell.font = Font(name=_FONT, size=10, color="FF0B5FA5", underline="single")


def _dress(sheet: Worksheet) -> None:
    for column, width in enumerate(WIDTHS, start=1):
        sheet.cell(row=1, column=column).font = Font(name=_FONT, size=10, bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _with_values(saved: bytes, content: bytes, book: Workbook) -> bytes:
    """The saved workbook with the results of its formulas, which openpyxl leaves out: nothing may look like blank."""
    names = [sheet.title for sheet in book.worksheets if any(_formula_cells(sheet))]
    if not names:
        return saved
    results = load_workbook(BytesIO(content), data_only=True, keep_links=False)
    parts = {f"xl/worksheets/sheet{number}.xml": sheet.title for number, sheet in enumerate(book.worksheets, start=1)}
    stream = BytesIO()
    with ZipFile(BytesIO(saved)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            name = parts.get(info.filename)
            if name in names and name in results.sheetnames:
                data = _filled_in(data, results[name])
            new.writestr(info, data)
    return stream.getvalue()


def _formula_cells(sheet: Worksheet) -> Iterator[object]:
    return (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f")


def _filled_in(data: bytes, results: Worksheet) -> bytes:
    def cell(found: re.Match[bytes]) -> bytes:
        there = results[found[1].decode()]
        value = there.value
        if value is None:
            return found[0]
        kind, text = _result(value, there.data_type, results)
        attributes = found[2] + (f' t="{kind}"'.encode() if kind else b"")
        return b'<c r="%b"%b>%b<v>%b</v></c>' % (found[1], attributes, found[3], escape(text).encode())

    return _FORMULA_CELL.sub(cell, data)


def _result(value: object, data_type: str, sheet: Worksheet) -> tuple[str, str]:
    """(type, text) of a formula's result as a cell holds it."""
    if isinstance(value, str):
        return ("e" if data_type == "e" else "str"), value
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, int | float):
        return "", repr(value)
    book = sheet.parent
    assert book is not None
    return "", repr(to_excel(value, book.epoch))  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
