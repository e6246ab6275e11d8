"""Workbooks by hand, without a file: RawSheets from lists, and the worked example as one of them."""

from collections.abc import Mapping, Sequence

from chainmap.intake.load import Parsed, load_workbooks
from chainmap.intake.reading import Value
from chainmap.intake.spreadsheet import RawSheet, RawWorkbook
from chainmap.model.finding import Finding
from tests.workbooks import REGIONS, example_sheets

Rows = Sequence[Sequence[object]]


def raw_sheet(name: str, rows: Rows, **more: object) -> RawSheet:
    """A sheet as the reader would give it: all rows equally wide."""
    width = max(map(len, rows), default=0)
    values: list[list[Value]] = [[*row, *[None] * (width - len(row))] for row in rows]  # type: ignore[list-item]
    return RawSheet(name=name, rows=values, **more)  # type: ignore[arg-type]


def raw_workbook(file: str, sheets: Mapping[str, Rows]) -> RawWorkbook:
    """A workbook of such sheets."""
    return RawWorkbook(file=file, sheets=tuple(raw_sheet(name, rows) for name, rows in sheets.items()))


def load(
    chain: Mapping[str, Rows] | RawWorkbook | None = None, *, regions: Rows = REGIONS, plan: Mapping[str, Rows] | None = None
) -> Parsed:
    """A folder with one chain (the worked example 1 unless given), a region table and perhaps a plan."""
    one = chain if isinstance(chain, RawWorkbook) else raw_workbook("c.xlsx", example_sheets(1) if chain is None else chain)
    return load_workbooks(
        [one],
        regions=[raw_workbook("regions.xlsx", {"区域": regions})],
        plan=[raw_workbook("plan.xlsx", plan)] if plan is not None else [],
    )


def brief(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    """(code, cell without the file) of findings."""
    return [(one.code, str(one.cell).partition("[")[2].replace("]!", "!").rstrip("]")) for one in findings]


def only(parsed: Parsed) -> Finding:
    """The one finding of a load."""
    assert len(parsed.findings) == 1, brief(parsed.findings)
    return parsed.findings[0]
