"""The key–value sheet 说明: what a chain is called and where its suppliers were looked for."""

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from chainmap.intake.columns import ABOUT, Column
from chainmap.intake.content import Content, is_blank
from chainmap.intake.header import Table
from chainmap.intake.records import no_lookup
from chainmap.intake.spreadsheet import RawSheet
from chainmap.intake.values import Lookup, Reading, read
from chainmap.model.finding import Cell, Fact, Finding, Severity
from chainmap.model.names import matching_key


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Typed values by the code of their key. `cells` has the cell of every value that the sheet gives."""

    file: str
    values: dict[str, object] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)

    @property
    def chain_id(self) -> str:
        """The chain's id; where the sheet gives none, the name of the file."""
        return str(self.values.get("chain_id") or PurePosixPath(self.file).stem)

    def text(self, key: str) -> str:
        """Text of a value; "" when blank."""
        return str(self.values.get(key) or "")


def read_about(file: str, sheet: RawSheet, region: Lookup) -> tuple[About, list[Finding]]:
    """Each row's first filled cell is the key, the cell to its right the value; other rows are no concern of ours."""
    table = Table(file=file, sheet=sheet, header_row=0, first_row=1, columns={}, headers={}, extras=())
    keys = {matching_key(word): column for column in ABOUT.columns for word in (column.zh, column.en, *column.also)}
    columns = {place: table.contents(place) for place in range(1, 2 + max(map(len, sheet.rows), default=0))}
    values: dict[str, object] = {}
    cells: dict[str, Cell] = {}
    findings: list[Finding] = []
    for row in range(1, len(sheet.rows) + 1):
        place = next((place for place, contents in columns.items() if not is_blank(contents[row - 1])), 0)
        key = columns[place][row - 1] if place else None
        column = keys.get(matching_key(key)) if isinstance(key, str) else None
        if column is None or place + 1 not in columns:
            continue
        if column.name in cells:
            facts: dict[str, Fact] = {"first": str(cells[column.name])}
            at = table.at(row, place)
            findings.append(Finding(code="duplicate-header", severity=Severity.ERROR, cell=at, value=str(key), facts=facts))
            continue
        cells[column.name] = table.at(row, place + 1)
        reading = _read(column, columns[place + 1][row - 1], region)
        values[column.name] = reading.value
        if reading.problem:
            findings.append(reading.problem.finding(cells[column.name], columns[place + 1][row - 1], str(key).strip()))
    return About(file=file, values=values, cells=cells), [*findings, *_missing(file, sheet, cells), *_tall_merges(table)]


def _read(column: Column, content: Content, region: Lookup) -> Reading:
    return read(column, content, region, no_lookup)


def _missing(file: str, sheet: RawSheet, cells: dict[str, Cell]) -> list[Finding]:
    return [
        Finding(
            code="missing-key", severity=Severity.ERROR, cell=Cell(file=file, sheet=sheet.name), value=column.zh,
            facts={"column_zh": column.zh, "column_en": column.en},
        )
        for column in ABOUT.columns
        if column.required and column.name not in cells
    ]  # fmt: skip


def _tall_merges(table: Table) -> list[Finding]:
    """A merge over several rows swallows keys or values; one along a row only makes room for a long text."""
    return [
        Finding(
            code="merged-cells", severity=Severity.ERROR, cell=table.at(row1, col1),
            facts={"span": ":".join(str(table.at(*corner)).rpartition("!")[2] for corner in ((row1, col1), (row2, col2)))},
        )
        for row1, col1, row2, col2 in table.sheet.merged
        if row2 > row1 and row1 <= len(table.sheet.rows)
    ]  # fmt: skip
