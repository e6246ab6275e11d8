"""What a prescan learns about a sheet before any reader sees the file, and the limits of its geometry."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from chainmap.intake.limits import COLUMNS, ROWS, Limits
from chainmap.intake.refusal import Refusal

Address = tuple[int, int]  # row, column; both from 1
Area = tuple[int, int, int, int]  # row, column of the first and of the last cell


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetScan:
    """One sheet as its bytes tell it. `filled` counts the cells for which a reader must deliver a value."""

    index: int  # position in the workbook, from 0
    name: str
    hidden: bool = False
    filled: int = 0
    last_row: int = 0  # of the cells with content
    last_column: int = 0
    errors: dict[Address, str] = field(default_factory=dict)
    empty_formulas: frozenset[Address] = frozenset()
    merged: tuple[Area, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    # Numbers in a date format that are no dates (below 1 March 1900): readers bend them, so they are delivered from here.
    early_dates: dict[Address, float] = field(default_factory=dict)


def exempt(name: str) -> bool:
    """Whether a sheet is left alone: its name begins with an underscore."""
    return name.startswith("_")


def check_grid(sheet: str, last_row: int, last_column: int) -> None:
    """Raises Refusal when a cell lies beyond Excel's grid."""
    if last_row > ROWS or last_column > COLUMNS:
        raise Refusal("sheet-beyond-grid", sheet=sheet, rows=last_row, columns=last_column)


def check_areas(sheets: Iterable[SheetScan], limits: Limits) -> None:
    """Raises Refusal when the rectangles from A1 to the last cells hold more cells than allowed."""
    total = 0
    for sheet in sheets:
        check_grid(sheet.name, sheet.last_row, sheet.last_column)
        total += sheet.last_row * sheet.last_column
        if total > limits.max_cells:
            raise Refusal(
                "sheet-too-large", sheet=sheet.name, last=cell_name(sheet.last_row, sheet.last_column), allowed=limits.max_cells
            )


def cell_name(row: int, column: int) -> str:
    """`AB12` for row 12, column 28."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


@lru_cache(maxsize=20_000)
def column_number(letters: bytes) -> int:
    """1 for A; letters beyond the grid give a number beyond it."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
