"""Any spreadsheet file → its sheets as rows of values with their addresses, and findings about the file as a whole.

Error cells, formulas without a value and merged areas are delivered, not reported: what they mean depends on the column.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from math import isfinite, isnan
from pathlib import PurePosixPath

from chainmap.intake.agreement import check_counts, check_values
from chainmap.intake.agreement import serial as serial  # the raw number of a date
from chainmap.intake.delimited import decoded, guessed_encoding, is_table, read_delimited
from chainmap.intake.limits import DEFAULT, Limits
from chainmap.intake.prescan import Kind, Prescan, extension_findings, prescan
from chainmap.intake.reading import Reading, Rows
from chainmap.intake.reading import Value as Value
from chainmap.intake.reading import limits_hold as limits_hold  # what a page says on Windows
from chainmap.intake.refusal import Refusal
from chainmap.intake.scan import Address, Area, SheetScan
from chainmap.model.finding import Cell, Fact, Finding, Severity

_NAMED = 20  # hidden rows in a finding


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSheet:
    """A sheet as it stands. `rows[0]` is Excel row 1, its first item column A; all rows are equally wide.

    Addresses count from 1. A blank is None, a text is never "". Whole numbers are int; a number in a date format comes as
    a date, time or timedelta (`serial` gives the number back). The cells of `errors` (#REF!, also NaN and INF) are None in
    `rows`, those of `empty_formulas` too.
    """

    name: str
    hidden: bool = False
    rows: list[list[Value]]
    errors: dict[Address, str] = field(default_factory=dict)
    empty_formulas: frozenset[Address] = frozenset()
    merged: tuple[Area, ...] = ()
    hidden_rows: tuple[int, ...] = ()  # by hand or by a filter; known of .xlsx only


@dataclass(frozen=True, slots=True, kw_only=True)
class RawWorkbook:
    """A file: its sheets but for those whose name begins with `_`; none when a finding of severity error says why."""

    file: str
    sheets: tuple[RawSheet, ...]
    findings: tuple[Finding, ...] = ()
    date_1904: bool = False  # how `serial` must count


def read_files(files: Mapping[str, bytes], limits: Limits = DEFAULT) -> dict[str, RawWorkbook]:
    """Every file as a workbook, in the order given, whatever is in it. One child process reads all of them."""
    with Reading(limits) as reading:
        if any(not name.lower().endswith((".csv", ".txt", ".tsv")) for name in files):
            reading.start()
        return {file: _read_file(file, content, reading, limits) for file, content in files.items()}


def _read_file(file: str, content: bytes, reading: Reading, limits: Limits) -> RawWorkbook:
    findings: tuple[Finding, ...] = ()
    try:
        scan = prescan(content, limits)
        findings = extension_findings(file, scan.kind)
        if findings and scan.kind is Kind.TEXT and not is_table(decoded(content)):
            findings = ()
            raise Refusal("text-not-a-workbook", extension=PurePosixPath(file).suffix.lower())
        if scan.kind is Kind.TEXT and (encoding := guessed_encoding(content)):
            facts: dict[str, Fact] = {"encoding": encoding}
            findings = (
                *findings,
                Finding(code="text-encoding-guessed", severity=Severity.INFO, cell=Cell(file=file), facts=facts),
            )
        sheets = _text_sheet(file, content, limits) if scan.kind is Kind.TEXT else _sheets(content, scan, reading, limits)
    except Refusal as refusal:
        if refusal.code == "text-encoding":  # then it was read in no encoding, whatever was tried
            findings = tuple(one for one in findings if one.code != "text-encoding-guessed")
        return RawWorkbook(file=file, sheets=(), findings=(*findings, refusal.finding(file)))
    return RawWorkbook(file=file, sheets=sheets, findings=(*findings, *_hidden(file, sheets)), date_1904=scan.date_1904)


def _text_sheet(file: str, content: bytes, limits: Limits) -> tuple[RawSheet, ...]:
    rows: Rows = [list(row) for row in read_delimited(content, limits)]
    return (RawSheet(name=PurePosixPath(file).stem, rows=rows),)


def _sheets(content: bytes, scan: Prescan, reading: Reading, limits: Limits) -> tuple[RawSheet, ...]:
    read = reading.read(content, scan.sheets)
    check_counts(content, scan, read, limits)
    check_values(content, scan, read, limits)
    return tuple(_raw_sheet(sheet, read[sheet.name]) for sheet in scan.sheets)


def _raw_sheet(sheet: SheetScan, rows: Rows) -> RawSheet:
    errors = dict(sheet.errors)
    for row, values in enumerate(rows, start=1):
        if float in set(map(type, values)):
            _take_out(row, values, errors)
    for row, column in sheet.errors:
        if row <= len(rows) and column <= len(rows[row - 1]):
            rows[row - 1][column - 1] = None
    for (row, column), number in sheet.early_dates.items():
        if isinstance(rows[row - 1][column - 1], date | datetime | time):
            rows[row - 1][column - 1] = int(number) if number.is_integer() else number
    width = max((column for _, column in errors), default=0)
    _widen(rows, max((row for row, _ in errors), default=0), max(width, max(map(len, rows), default=0)))
    return RawSheet(
        name=sheet.name,
        hidden=sheet.hidden,
        rows=rows,
        errors=errors,
        empty_formulas=sheet.empty_formulas,
        merged=sheet.merged,
        hidden_rows=sheet.hidden_rows,
    )


def _take_out(row: int, values: list[Value], errors: dict[Address, str]) -> None:
    """Numbers that are none become errors."""
    for column, value in enumerate(values, start=1):
        if type(value) is float and not isfinite(value):
            errors[row, column] = "NaN" if isnan(value) else "INF"
            values[column - 1] = None


def _widen(rows: Rows, height: int, width: int) -> None:
    """Room for error cells at the rim, which the reader leaves out."""
    for row in rows:
        row.extend([None] * (width - len(row)))
    rows.extend([None] * width for _ in range(height - len(rows)))


def _hidden(file: str, sheets: tuple[RawSheet, ...]) -> tuple[Finding, ...]:
    """What a person may not see in the file although it is read."""
    findings = []
    for sheet in sheets:
        at = Cell(file=file, sheet=sheet.name)
        rows = tuple(row for row in sheet.hidden_rows if row <= len(sheet.rows))
        if sheet.hidden:
            findings.append(Finding(code="sheet-hidden", severity=Severity.WARNING, cell=at, value=sheet.name))
        if rows:
            facts: dict[str, Fact] = {"count": len(rows), "rows": tuple(map(str, rows[:_NAMED]))}
            findings.append(Finding(code="rows-hidden", severity=Severity.INFO, cell=at, facts=facts))
    return tuple(findings)
