"""Tables → .xlsx bytes: one look, texts that never become formulas, equal inputs → equal bytes. Knows nothing of chains."""

import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

import xlsxwriter
from openpyxl.utils import get_column_letter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

Value = str | int | float | date | None

LISTS = "_lists"  # hidden sheet of the drop-downs; names that begin with _ are exempt from every check
ROWS = 1_048_576  # of an Excel sheet
LONGEST_TEXT = 32_767
_LONGEST_HEADER = 120  # Excel takes 255 signs, and an "&" is two
_MANY_ROWS = 50_000  # from here on the writer keeps one row in memory
_WRITTEN_ON = datetime(2000, 1, 1)
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,600}", re.IGNORECASE)
_WIDEST = 56
_LINE_HEIGHT = 15.0
_MOST_LINES = 8
_MOST_LINKS = 65_000
_SPARE_ROWS = 50  # of a drop-down that follows another sheet

INK, MUTED, LINE, GROUND, ACCENT = "#1B2430", "#5B6673", "#E2E6EB", "#F6F7F9", "#0B5FA5"
_FONT = "Microsoft YaHei"


class CellKind(StrEnum):
    """How the cells of a column are shown; what they hold decides how they are written."""

    TEXT = "text"
    CODE = "code"  # kept as text also when a person types into it: ids, codes, partly known dates
    NUMBER = "number"
    SHARE = "share"  # 0..1, shown as a percentage
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """A column: its header as written, and what helps to fill it in."""

    header: str
    kind: CellKind = CellKind.TEXT
    width: float = 12
    required: bool = False
    note: str = ""
    choices: tuple[str, ...] = ()  # drop-down; other entries are allowed after a question
    choices_from: tuple[str, int] | None = None  # instead: (sheet, column from 0) of this workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet. With `key_value` the columns run down column A and the first row of `rows` stands in column B."""

    name: str
    columns: tuple[TableColumn, ...]
    rows: Sequence[Sequence[Value]]
    frozen_columns: int = 1
    key_value: bool = False
    printed_columns: int | None = None  # the first columns that go on paper; None: all
    empty: str = ""  # said below the header where there are no rows
    printed: str = ""  # above every printed page


def table_workbook(tables: Sequence[Table]) -> bytes:
    """An .xlsx with one sheet a table: frozen and filtered header, widths, notes, drop-downs, links, real dates.

    Raises ValueError when a table has more rows than a sheet. Texts above Excel's 32,767 characters end in "…".
    """
    longest = max((len(table.rows) for table in tables), default=0)
    if longest >= ROWS:
        raise ValueError(f"{longest} rows do not fit a sheet")
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"constant_memory": True} if longest > _MANY_ROWS else {"in_memory": True})
    book.set_properties({"created": _WRITTEN_ON})
    book.formats[0].set_font_name(_FONT)
    book.formats[0].set_font_size(10)
    pen = _Pen(formats=_formats(book), row_counts={table.name: len(table.rows) for table in tables})
    for table in tables:
        sheet = book.add_worksheet(table.name)
        _lay_out(sheet)
        (_write_key_values if table.key_value else _write_rows)(sheet, table, replace(pen, links=_may_link(table)))
    if pen.lists:
        _write_lists(book.add_worksheet(LISTS), pen.lists)
    book.close()
    return stream.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pen:
    """What the sheets of one workbook share; `lists` grows: drop-down → its column in the hidden sheet."""

    formats: dict[str, Format]
    row_counts: dict[str, int]
    lists: dict[tuple[str, ...], int] = field(default_factory=dict)
    links: bool = True


def _may_link(table: Table) -> bool:
    # The writer drops the text of a link beyond Excel's limit.
    return sum(isinstance(value, str) and value[:4].casefold() == "http" for row in table.rows for value in row) <= _MOST_LINKS


def _formats(book: Workbook) -> dict[str, Format]:
    body = {"font_name": _FONT, "font_size": 10, "font_color": INK, "valign": "top", "bottom": 1, "bottom_color": LINE}
    left = {**body, "align": "left", "indent": 1}
    right = {**body, "align": "right"}
    head = {**left, "bg_color": GROUND, "valign": "vcenter", "text_wrap": True, "bottom_color": MUTED}
    return {
        CellKind.TEXT: book.add_format({**left, "text_wrap": True}),
        CellKind.CODE: book.add_format({**left, "num_format": "@"}),
        CellKind.NUMBER: book.add_format({**right, "num_format": "#,##0.###"}),
        "integer": book.add_format({**right, "num_format": "#,##0"}),
        CellKind.SHARE: book.add_format({**right, "num_format": "0.0%"}),
        CellKind.DATE: book.add_format({**left, "num_format": "yyyy-mm-dd"}),
        "note": book.add_format({**body, "align": "left", "indent": 1, "font_color": MUTED}),
        "link": book.add_format({**left, "font_color": ACCENT, "text_wrap": True}),
        "header": book.add_format({**head, "font_color": MUTED}),
        "required": book.add_format({**head, "font_color": INK, "bold": True}),
    }


def _lay_out(sheet: Worksheet) -> None:
    sheet.hide_gridlines(2)
    sheet.set_default_row(_LINE_HEIGHT + 3)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    sheet.set_footer("&L&A&R&P / &N")


def _write_rows(sheet: Worksheet, table: Table, pen: _Pen) -> None:
    sheet.freeze_panes(1, table.frozen_columns)
    if table.printed:
        sheet.set_header("&L" + _shortened(table.printed, _LONGEST_HEADER).replace("&", "&&"))
    sheet.repeat_rows(0)
    sheet.set_row(0, 2 * _LINE_HEIGHT)
    widths = [_width(table, at) for at in range(len(table.columns))]
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, widths[at], pen.formats[column.kind])
        _write_header(sheet, 0, at, column, pen)
        _add_choices(sheet, (1, at, ROWS - 1, at), column, pen)
    if table.printed_columns is not None:
        sheet.print_area(0, 0, max(len(table.rows), 1), min(table.printed_columns, len(table.columns)) - 1)
    if not table.rows and table.empty:
        sheet.write_string(1, 0, table.empty, pen.formats["note"])
    if table.columns:
        sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    for row, values in enumerate(table.rows, start=1):
        _set_height(sheet, row, values, widths)
        for at, value in enumerate(values):
            _write(sheet, row, at, value, table.columns[at].kind, pen)


def _write_key_values(sheet: Worksheet, table: Table, pen: _Pen) -> None:
    values = table.rows[0] if table.rows else [None] * len(table.columns)
    sheet.freeze_panes(0, 1)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    for row, (column, value) in enumerate(zip(table.columns, values, strict=True)):
        _set_height(sheet, row, [value], [90])
        _write_header(sheet, row, 0, column, pen)
        sheet.write_blank(row, 1, None, pen.formats[column.kind])
        _write(sheet, row, 1, value, CellKind.TEXT if column.kind is CellKind.NUMBER else column.kind, pen)
        _add_choices(sheet, (row, 1, row, 1), column, pen)


def _write_header(sheet: Worksheet, row: int, at: int, column: TableColumn, pen: _Pen) -> None:
    sheet.write_string(row, at, column.header, pen.formats["required" if column.required else "header"])
    if column.note:
        lines = 1 + column.note.count("\n") + _display_width(column.note) // 40
        sheet.write_comment(
            row, at, column.note, {"x_scale": 2, "y_scale": max(0.4, 0.24 * lines), "color": "#FFFFFF", "font_size": 9}
        )


def _write(sheet: Worksheet, row: int, at: int, value: Value, kind: CellKind, pen: _Pen) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        text = _shortened(value, LONGEST_TEXT)
        if pen.links and _WEB_ADDRESS.fullmatch(text):
            sheet.write_url(row, at, text, pen.formats["link"], text)
        else:
            sheet.write_string(row, at, text, pen.formats[CellKind.CODE if kind is CellKind.CODE else CellKind.TEXT])
    elif isinstance(value, date):
        sheet.write_datetime(row, at, value, pen.formats[CellKind.DATE])
    else:
        whole = kind is not CellKind.SHARE and float(value).is_integer()
        sheet.write_number(
            row, at, value, pen.formats["integer" if whole else kind if kind is CellKind.SHARE else CellKind.NUMBER]
        )


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _add_choices(sheet: Worksheet, area: tuple[int, int, int, int], column: TableColumn, pen: _Pen) -> None:
    if column.choices_from:
        name, at = column.choices_from
        source = _reference(name, at, pen.row_counts[name] + 1 + _SPARE_ROWS)
    elif column.choices:
        source = _reference(LISTS, pen.lists.setdefault(column.choices, len(pen.lists)), len(column.choices) + 1)
    else:
        return
    sheet.data_validation(*area, {"validate": "list", "source": source, "error_type": "warning", "ignore_blank": True})


def _reference(sheet: str, column: int, last_row: int) -> str:
    letter = get_column_letter(column + 1)
    quoted = sheet.replace("'", "''")
    return f"='{quoted}'!${letter}$2:${letter}${last_row}"


def _write_lists(sheet: Worksheet, lists: dict[tuple[str, ...], int]) -> None:
    longest = max(len(words) for words in lists)
    for row in range(longest):  # row by row, as the writer for many rows demands
        for words, at in lists.items():
            if row < len(words):
                sheet.write_string(row + 1, at, words[row])
    sheet.hide()


def _set_height(sheet: Worksheet, row: int, values: Sequence[Value], widths: Sequence[float]) -> None:
    # Office programs do not agree on who fits the height of wrapped rows; only those are set.
    lines = max(
        (
            -(-_display_width(value) // max(int(width) - 1, 1))
            for value, width in zip(values, widths, strict=True)
            if isinstance(value, str)
        ),
        default=1,
    )
    if lines > 1:
        sheet.set_row(row, min(lines, _MOST_LINES) * _LINE_HEIGHT + 3)


def _width(table: Table, at: int) -> float:
    column = table.columns[at]
    wanted = max(column.width, _display_width(column.header) // 2 + 4)
    if column.kind in (CellKind.TEXT, CellKind.CODE):
        wanted = max(wanted, *(_display_width(str(row[at])) + 2 for row in table.rows[:2000] if row[at]), 0)
    return min(wanted, max(_WIDEST, column.width))


def _display_width(text: str) -> int:
    """Columns of a typewriter: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
