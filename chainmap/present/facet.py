"""Filters of a list, and how many of its rows each choice of one would leave, given what the others say."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

ALL = ""  # the count without any choice
Mask = NDArray[np.bool_]
Counts = Mapping[str, int]  # per choice; one that is not in it leaves none
Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One filter: per row the number of its value, and per value the choices that let it through."""

    values: NDArray[np.integer[Any]]
    choices: tuple[frozenset[str], ...]

    def lets_through(self, choice: str | None) -> Mask:
        """Which rows the choice leaves; None leaves all."""
        through: Mask = np.array([choice is None or choice in one for one in self.choices], dtype=bool)[self.values]
        return through

    def counts(self, rows: Mask) -> Counts:
        """How many of these rows each choice lets through, and `ALL` of them."""
        counted: dict[str, int] = {ALL: int(rows.sum())}
        for choices, number in zip(self.choices, np.bincount(self.values[rows], minlength=len(self.choices)), strict=True):
            for choice in choices if number else ():
                counted[choice] = counted.get(choice, 0) + int(number)
        return counted


def facet(values: Iterable[Value], choices: Callable[[Value], Iterable[str]]) -> Facet:
    """A filter over rows with these values; `choices` says which choices let a value through."""
    numbers: dict[Value, int] = {}
    of_rows = np.fromiter((numbers.setdefault(value, len(numbers)) for value in values), dtype=np.intp)
    return Facet(values=of_rows, choices=tuple(frozenset(choices(value)) for value in numbers))


def only(value: str) -> tuple[str, ...]:
    """The choices of a value that is one itself; "" is none."""
    return (value,) if value else ()


def passing(facets: Mapping[str, Facet], chosen: Mapping[str, str | None], within: Mask) -> Mask:
    """Which rows of those `within` all filters let through."""
    kept = within
    for name, one in facets.items():
        if chosen[name] is not None:
            kept = kept & one.lets_through(chosen[name])
    return kept


def counts(facets: Mapping[str, Facet], chosen: Mapping[str, str | None], within: Mask) -> Mapping[str, Counts]:
    """Per filter how many rows of those `within` each choice would leave while the other filters stay."""
    return {name: one.counts(passing(facets, {**chosen, name: None}, within)) for name, one in facets.items()}
