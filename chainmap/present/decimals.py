"""With how many decimals the numbers of an equation are printed, so that a reader who works it out gets what stands there."""

from collections.abc import Callable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

_FEWEST, _MOST = 4, 8
_MORE = 3
_EXACT = 1e-12
_TENTH = Decimal("0.1")

Printed = Callable[[float], float]  # a number as a reader sees it
Working = Callable[[Printed], float]  # what the printed numbers of one side of an equation make


class Places(NamedTuple):
    """Decimals of the numbers that are worked with, and of the result."""

    within: int
    result: int


def places(result: float, *workings: Working) -> Places:
    """The fewest, from 4, with which every working, rounded, is the printed result, and both are the page's percent.

    A number that stands just between two tenths of a percent (0.0225) is read as either, so it takes one decimal more. The
    numbers of a working have up to three more than the result, which has at most 8.
    """
    shown = _read(result, _MOST + 4)
    for outer in range(_FEWEST, _MOST + 1):
        if _read(result, outer) != shown:
            continue
        for within in range(outer, outer + _MORE + 1):
            made = [working(_rounded_to(within)) for working in workings]
            if all(abs(one - round(result, outer)) < 0.5 * 10**-outer and _read(one, _MOST + 4) <= shown for one in made):
                return Places(within, outer)
    return Places(_MOST + _MORE, _MOST)


def number(value: float, decimals: int) -> str:
    """With so many decimals, or fewer where these are all of it: `0.0417`, `0.5`, `1`."""
    text = f"{value:.{decimals}f}"
    if abs(value - round(value, decimals)) < _EXACT:
        text = text.rstrip("0").rstrip(".")
    return text.removeprefix("-") if float(text) == 0 else text


def _rounded_to(decimals: int) -> Printed:
    return lambda value: round(value, decimals)


def _read(share: float, decimals: int) -> frozenset[Decimal]:
    """The tenths of a percent that a share, printed so, may be read as: two where it lies between them."""
    percent = Decimal(f"{share:.{decimals}f}") * 100
    return frozenset(percent.quantize(_TENTH, rounding=rule) for rule in (ROUND_HALF_UP, ROUND_HALF_DOWN))
