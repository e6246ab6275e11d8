"""What is wrong with a user's input, and why a verdict was given: codes and facts, never text.

`present.words` makes the text in both languages; results can so be cached per version, not per language.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Cell:
    """A place in a user's file; printed as `名单.xlsx[企业]!C14`. Row and column count from 1; 0 means the whole."""

    file: str
    sheet: str = ""
    row: int = 0
    column: int = 0

    def __str__(self) -> str:
        place = self.file + (f"[{self.sheet}]" if self.sheet else "")
        if self.row and self.column:
            return f"{place}!{column_letters(self.column)}{self.row}"
        if self.row:
            return f"{place}!{self.row}:{self.row}"
        if self.column:
            return f"{place}!{column_letters(self.column)}:{column_letters(self.column)}"
        return place


Fact = str | int | float | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, at one cell. `code` is stable; `value` is the cell's text as written."""

    code: str
    severity: Severity
    cell: Cell
    value: str = ""
    facts: dict[str, Fact] = field(default_factory=dict)

    @property
    def order(self) -> tuple[str, str, int, int, str]:
        """Sort key: file, sheet, row, column, code."""
        return (self.cell.file, self.cell.sheet, self.cell.row, self.cell.column, self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a verdict or an order came about: a code and the numbers that go into its sentence."""

    code: str
    facts: dict[str, Fact] = field(default_factory=dict)


def column_letters(column: int) -> str:
    """Letters of an Excel column counted from 1: 1 → A, 27 → AA."""
    # Six lines of our own: the library that has them takes a sixth of a cold `assess` to import.
    letters = ""
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters
