"""Whether the reader delivered what the file holds: counts for every sheet, values with a second reader for small files."""

import re
import warnings
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from math import isclose
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from chainmap.intake.limits import Limits
from chainmap.intake.package import Package
from chainmap.intake.prescan import Kind, Prescan
from chainmap.intake.reading import Rows, Value
from chainmap.intake.refusal import Refusal
from chainmap.intake.scan import SheetScan
from chainmap.intake.xlsx import filled_cells

# What openpyxl is known to raise on workbooks that are sound but written by other programs.
_SECOND_READER_FAILS = (
    LookupError, ValueError, TypeError, AttributeError, OSError, EOFError, SyntaxError, OverflowError,
    BadZipFile, InvalidFileException,
)  # fmt: skip
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NO_DATE = "#VALUE!"  # openpyxl's word for a number in a date format that is no date
_SECOND = 1 / 86_400


def check_counts(content: bytes, scan: Prescan, read: dict[str, Rows], limits: Limits) -> None:
    """Raises Refusal, if possible with the first cell, when a sheet delivered another number of values than it holds."""
    for sheet in scan.sheets:
        delivered = sum(len(row) - row.count(None) for row in read[sheet.name])
        if delivered != sheet.filled:
            row, column = _first_missing(content, scan, sheet, read[sheet.name], limits)
            raise Refusal(
                "reader-disagrees-on-count", sheet=sheet.name, row=row, column=column, delivered=delivered, held=sheet.filled
            )


def check_values(content: bytes, scan: Prescan, read: dict[str, Rows], limits: Limits) -> None:
    """Raises Refusal with the first cell at which openpyxl reads another value. Leaves large files alone, it is slow."""
    if scan.kind is not Kind.XLSX or scan.strict or not _is_small(scan, limits):
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            workbook = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        except _SECOND_READER_FAILS:
            return  # it cannot open the file at all: no second opinion
        try:
            for sheet in scan.sheets:
                _compare(workbook, sheet, read[sheet.name], mac=scan.date_1904)
        finally:
            workbook.close()


def _is_small(scan: Prescan, limits: Limits) -> bool:
    filled = sum(sheet.filled for sheet in scan.sheets)
    area = sum(sheet.last_row * sheet.last_column for sheet in scan.sheets)
    return filled <= limits.compared_cells and area <= limits.compared_area and scan.xml_bytes <= limits.compared_bytes


def _first_missing(content: bytes, scan: Prescan, sheet: SheetScan, rows: Rows, limits: Limits) -> tuple[int, int]:
    if scan.kind is not Kind.XLSX:
        return (0, 0)
    held = filled_cells(Package(content, limits), sheet, limits).filled_cells or set()
    delivered = {(r, c) for r, row in enumerate(rows, 1) for c, value in enumerate(row, 1) if value is not None}
    return min(held ^ delivered, default=(0, 0))


def _compare(workbook: Workbook, sheet: SheetScan, rows: Rows, *, mac: bool) -> None:
    try:
        second = workbook[sheet.name]
        second.reset_dimensions()
        others = list(second.iter_rows(max_row=sheet.last_row or 1, max_col=sheet.last_column or 1, values_only=True))
    except _SECOND_READER_FAILS:
        return
    for row, (values, other_values) in enumerate(zip(rows, others, strict=False), start=1):
        difference = _first_difference(sheet, row, values, other_values, mac=mac)
        if difference:
            column, here, there = difference[0], str(difference[1]), str(difference[2])
            raise Refusal("reader-disagrees", sheet=sheet.name, row=row, column=column, value=here, first=here, second=there)


def _first_difference(
    sheet: SheetScan, row: int, values: Sequence[Value], others: Sequence[object], *, mac: bool
) -> tuple[int, Value, object] | None:
    for column, (value, other) in enumerate(zip(values, others, strict=False), start=1):
        if value != other and not same(value, other, mac=mac):
            at = (row, column)
            if at not in sheet.errors and at not in sheet.early_dates:
                return column, value, other
    return None


def same(value: Value, other: object, *, mac: bool = False) -> bool:
    """Whether two readers mean the same cell content: type of date, whole numbers, blanks and escapes apart."""
    if value is None or other is None:
        return _blank(value) and _blank(other)
    if isinstance(value, bool) or isinstance(other, bool):
        return value is other
    if other == _NO_DATE and not isinstance(value, str):
        return True
    if isinstance(value, str) or isinstance(other, str):
        return isinstance(value, str) and isinstance(other, str) and _unescaped(value) == _unescaped(other)
    first, second = serial(value, mac=mac), serial(other, mac=mac)
    return first is not None and second is not None and isclose(first, second, rel_tol=1e-12, abs_tol=_SECOND / 500)


def serial(value: object, *, mac: bool = False) -> float | None:
    """The number that stands in the cell of a date, time or duration; numbers are themselves; None for anything else."""
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime | date | time | timedelta):
        epoch = CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900
        return float(to_excel(value, epoch))  # type: ignore[no-untyped-call]
    return None


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _unescaped(text: str) -> str:
    plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), plain).replace("\r\n", "\n").replace("\r", "\n").strip()
