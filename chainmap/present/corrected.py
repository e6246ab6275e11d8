"""A correction as pages show it, and which rows of the register carry which."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from chainmap.model.correction import Correction
from chainmap.model.finding import Cell, Finding


class Corrected(Protocol):
    """A correction of a version; `problem` says why it is not applied, `cells` are the rows that it is about."""

    @property
    def correction(self) -> Correction: ...
    @property
    def problem(self) -> Finding | None: ...
    @property
    def cells(self) -> tuple[Cell, ...]: ...


Marks = Mapping[Cell, Sequence[int]]  # row of the register → positions among the corrections


def marks_of(shown: Sequence[Corrected]) -> dict[Cell, tuple[int, ...]]:
    """Which corrections every row of the register carries."""
    found: dict[Cell, tuple[int, ...]] = {}
    for at, one in enumerate(shown):
        for cell in one.cells:
            found[cell] = (*found.get(cell, ()), at)
    return found
