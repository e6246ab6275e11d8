"""Small sheets row by row: typed values of every row and the findings of its cells. The register has its own way."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from chainmap.intake.bad_cells import with_left_out
from chainmap.intake.columns import SheetFormat
from chainmap.intake.content import Content, as_text, is_blank
from chainmap.intake.header import Table
from chainmap.intake.values import BLANK, Lookup, Reading, read
from chainmap.model.finding import Cell, Finding

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row that is not blank. `lost` names the columns whose cell is not readable."""

    table: Table
    row: int
    values: dict[str, object]
    contents: dict[str, Content]
    lost: frozenset[str]
    usable: bool  # every required cell is readable
    extra: tuple[tuple[str, str], ...]

    def text(self, column: str) -> str:
        """Text of a cell; "" when blank."""
        value = self.values.get(column)
        return "" if value is None else str(value)

    def written(self, column: str) -> str:
        """The cell as it is written, whatever it means."""
        return as_text(self.contents.get(column))

    def number(self, column: str) -> float | None:
        """A number, or None when blank or not readable."""
        value = self.values.get(column)
        return value if isinstance(value, float) else None

    def whole(self, column: str) -> int | None:
        """A whole number, or None."""
        value = self.values.get(column)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def yes(self, column: str) -> bool | None:
        """Yes or no, or None."""
        value = self.values.get(column)
        return value if isinstance(value, bool) else None

    def day(self, column: str) -> date | None:
        """A day, or None."""
        value = self.values.get(column)
        return value if isinstance(value, date) else None

    def word(self, column: str, vocabulary: type[Word]) -> Word | None:
        """A member of a vocabulary, or None."""
        value = self.values.get(column)
        return value if isinstance(value, vocabulary) else None

    def several(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that names several."""
        value = self.values.get(column)
        return value if isinstance(value, tuple) else ()

    def at(self, column: str) -> Cell:
        """The cell of a column in this row."""
        return self.table.at(self.row, column)


def records(
    table: Table, sheet_format: SheetFormat, region: Lookup, segment: Lookup, *, kept: bool = False
) -> tuple[list[Record], list[Finding]]:
    """Every row with something in one of our columns, in order; and what is wrong with its cells.

    Unless such rows are `kept`, the finding of a required cell that is not readable says that its row is left out.
    """
    columns = [sheet_format.column(name) for name in table.columns]
    contents = {column.name: table.contents(table.columns[column.name]) for column in columns}
    extras = {place: table.contents(place) for place in table.extras}
    required = {column.name for column in sheet_format.columns if column.required}
    found: list[Record] = []
    findings: list[Finding] = []
    for index in range(table.row_count):
        if all(is_blank(contents[column.name][index]) for column in columns):
            continue
        row = table.first_row + index
        readings = {column.name: read(column, contents[column.name][index], region, segment) for column in columns}
        for column in columns:
            if problem := readings[column.name].problem:
                made = problem.finding(
                    table.at(row, column.name), contents[column.name][index], table.headers[table.columns[column.name]]
                )
                findings.append(with_left_out(made, int(column.required and readings[column.name].lost and not kept)))
        found.append(
            Record(
                table=table,
                row=row,
                contents={name: contents[name][index] for name in readings},
                values={name: reading.value for name, reading in readings.items()},
                lost=frozenset(name for name, reading in readings.items() if reading.lost),
                usable=required <= readings.keys() and not any(readings[name].lost for name in required),
                extra=extra_of(table, {place: extras[place][index] for place in extras}),
            )
        )
    return found, findings


def extra_of(table: Table, contents: dict[int, Content]) -> tuple[tuple[str, str], ...]:
    """(header, text) of the columns that are not ours; a header that is blank or taken gets the column's letter."""
    made: dict[str, str] = {}
    for place, content in contents.items():
        if not is_blank(content):
            header = table.headers.get(place, "")
            letter = str(table.at(0, place)).rpartition(":")[2]
            made[header if header and header not in made else f"{header} {letter}".strip()] = as_text(content)
    return tuple(made.items())


def no_lookup(column: object, text: str) -> Reading:
    """For sheets without places or segments."""
    return BLANK
