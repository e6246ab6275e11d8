"""Rows that a person leaves out of a workbook: blanked before anything is checked, and said in one finding a sheet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from chainmap.intake.spreadsheet import RawSheet, RawWorkbook
from chainmap.model.finding import Cell, Fact, Finding, Severity

Row = tuple[str, int]  # (sheet, Excel row)
_NAMED = 20


def without_rows(workbook: RawWorkbook, rows: Iterable[Row]) -> RawWorkbook:
    """The workbook with these rows blank; rows that it does not have are ignored."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for sheet, row in rows:
        wanted[sheet].add(row)
    if not wanted:
        return workbook
    sheets = tuple(_blanked(sheet, wanted[sheet.name]) if sheet.name in wanted else sheet for sheet in workbook.sheets)
    said = [_said(workbook.file, sheet.name, wanted[sheet.name]) for sheet in workbook.sheets if sheet.name in wanted]
    return replace(workbook, sheets=sheets, findings=(*workbook.findings, *said))


def _blanked(sheet: RawSheet, rows: set[int]) -> RawSheet:
    return replace(
        sheet,
        rows=[[None] * len(values) if row in rows else values for row, values in enumerate(sheet.rows, start=1)],
        errors={at: text for at, text in sheet.errors.items() if at[0] not in rows},
        empty_formulas=frozenset(at for at in sheet.empty_formulas if at[0] not in rows),
    )


def _said(file: str, sheet: str, rows: set[int]) -> Finding:
    facts: dict[str, Fact] = {"count": len(rows), "rows": tuple(str(row) for row in sorted(rows)[:_NAMED])}
    return Finding(code="rows-left-out", severity=Severity.INFO, cell=Cell(file=file, sheet=sheet), facts=facts)
