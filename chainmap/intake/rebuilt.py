"""A new workbook from the cells that were read, coloured and commented: where a user's own file cannot be written as it is.

No text becomes a formula. An error cell stays one, so that it is found again; a formula without a value becomes #N/A.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from chainmap.intake.marker import COLOURS, MOST_LINKS, WIDTHS
from chainmap.intake.reading import Value
from chainmap.intake.spreadsheet import RawSheet, RawWorkbook

Line = tuple[tuple[str, str, str, str], str, tuple[str, str] | None]  # texts, severity, (sheet, address) that it leads to
CellMark = tuple[str, int, int, str, str]  # sheet, row, column, severity, comment; row or column 0: the first filled cell

_ERRORS = frozenset(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"))
_WITHOUT_VALUE = "#N/A"
_MANY_CELLS = 1_000_000  # from here on the writer keeps one row in memory
_FIRST_YEAR = 1900  # Excel knows no earlier dates
_LONGEST_TEXT = 32_767
_FONT = "Microsoft YaHei"
_SHOWN_AS = {date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm", time: "hh:mm:ss", timedelta: "[h]:mm:ss"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingList:
    """The first sheet: its name, its headers, one line a finding."""

    sheet: str
    headers: Sequence[str]
    lines: Sequence[Line]


def rebuilt(workbook: RawWorkbook, findings: FindingList, marks: Sequence[CellMark]) -> bytes:
    """The .xlsx; sheets keep their names, order, rows, columns and merged areas."""
    stream = io.BytesIO()
    many = sum(len(sheet.rows) * len(sheet.rows[0]) for sheet in workbook.sheets if sheet.rows) > _MANY_CELLS
    book = xlsxwriter.Workbook(stream, {"constant_memory": True} if many else {"in_memory": True})
    pen = _Pen(book)
    names = {sheet.name: name for sheet, name in zip(workbook.sheets, _names(workbook, findings.sheet), strict=True)}
    _write_list(book.add_worksheet(findings.sheet), findings, names, pen)
    for sheet in workbook.sheets:
        own = {_place(sheet, row, column): (severity, text) for name, row, column, severity, text in marks if name == sheet.name}
        _write_sheet(book.add_worksheet(names[sheet.name]), sheet, own, pen)
    book.close()
    return stream.getvalue()


class _Pen:
    """Formats of one workbook, made when they are first asked for."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats: dict[tuple[str, str], Format] = {}

    def cell(self, severity: str = "", shown_as: str = "General") -> Format:
        """For a cell with this colour and number format."""
        if (severity, shown_as) not in self._formats:
            fill = {"bg_color": "#" + COLOURS[severity][2:]} if severity else {}
            self._formats[severity, shown_as] = self._book.add_format({"num_format": shown_as, **fill})
        return self._formats[severity, shown_as]

    def listed(self, **look: object) -> Format:
        """For a cell of the list."""
        return self._book.add_format({"font_name": _FONT, "font_size": 10, "text_wrap": True, "valign": "top", **look})


def _names(workbook: RawWorkbook, taken: str) -> list[str]:
    """Sheet names that Excel allows: a text file's name may be too long or hold other characters."""
    names: list[str] = []
    used = {taken.casefold(), "history"}
    for sheet in workbook.sheets:
        plain = "".join("_" if sign in "[]:*?/\\" else sign for sign in sheet.name).strip("'").lstrip("_")[:31] or "Sheet"
        name = next(one for one in (plain, *(f"{plain[:27]} {at}" for at in range(2, 1000))) if one.casefold() not in used)
        used.add(name.casefold())
        names.append(name)
    return names


def _write_list(sheet: Worksheet, findings: FindingList, names: dict[str, str], pen: _Pen) -> None:
    plain, head, linked = pen.listed(), pen.listed(bold=True), pen.listed(font_color="#0B5FA5", underline=1)
    coloured = {severity: pen.listed(bg_color="#" + colour[2:]) for severity, colour in COLOURS.items()}
    for column, (text, width) in enumerate(zip(findings.headers, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, text, head)
    for row, (texts, severity, place) in enumerate(findings.lines, start=1):
        for column, text in enumerate(texts):
            if not column and place and place[0] in names and row < MOST_LINKS:
                target = names[place[0]].replace("'", "''")
                sheet.write_url(row, 0, f"internal:'{target}'!{place[1]}", linked, text)
            else:
                sheet.write_string(row, column, text, coloured[severity] if column == 1 else plain)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(findings.lines), 1), len(WIDTHS) - 1)
    sheet.activate()


def _place(sheet: RawSheet, row: int, column: int) -> tuple[int, int]:
    """The cell of a mark; of one without row or column the first filled cell there; in a merged area its first cell."""
    if not row:
        row = next((at for at, values in enumerate(sheet.rows, start=1) if values[column - 1 : column] not in ([], [None])), 1)
    if not column:
        values = sheet.rows[row - 1] if row <= len(sheet.rows) else []
        column = next((at for at, value in enumerate(values, start=1) if value is not None), 1)
    for row1, column1, row2, column2 in sheet.merged:
        if row1 <= row <= row2 and column1 <= column <= column2:
            return row1, column1
    return row, column


def _write_sheet(sheet: Worksheet, raw: RawSheet, marks: dict[tuple[int, int], tuple[str, str]], pen: _Pen) -> None:
    for number, values in enumerate(raw.rows, start=1):
        for column, value in enumerate(values, start=1):
            at = (number, column)
            severity = marks[at][0] if at in marks else ""
            error = _WITHOUT_VALUE if at in raw.empty_formulas else raw.errors.get(at)
            _write(sheet, at, value, error, severity, pen)
    for (row, column), (severity, text) in marks.items():
        if row > len(raw.rows) or column > len(raw.rows[0]):
            _write(sheet, (row, column), None, None, severity, pen)
        if text:
            sheet.write_comment(row - 1, column - 1, text[:_LONGEST_TEXT], {"x_scale": 2.4, "y_scale": 1.6, "font_size": 9})
    for row1, column1, row2, column2 in raw.merged:
        sheet.merge.append([row1 - 1, column1 - 1, row2 - 1, column2 - 1])  # merge_range would overwrite what stands there
    if raw.hidden:
        sheet.hide()


def _write(sheet: Worksheet, at: tuple[int, int], value: Value, error: str | None, severity: str, pen: _Pen) -> None:
    row, column = at[0] - 1, at[1] - 1
    if error is not None:
        known = error if error in _ERRORS else "#NUM!"
        sheet.write_formula(row, column, f"={known}", pen.cell(severity), known)
    elif value is None:
        if severity:
            sheet.write_blank(row, column, None, pen.cell(severity))
    elif isinstance(value, str):
        sheet.write_string(row, column, value[:_LONGEST_TEXT], pen.cell(severity))
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, pen.cell(severity))
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, pen.cell(severity))
    elif isinstance(value, date) and value.year < _FIRST_YEAR:
        sheet.write_string(row, column, value.isoformat(), pen.cell(severity))
    else:
        sheet.write_datetime(row, column, value, pen.cell(severity, _SHOWN_AS[type(value)]))


__all__ = ["CellMark", "FindingList", "Line", "rebuilt"]
