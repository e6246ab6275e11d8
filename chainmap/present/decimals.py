"""With how many decimals the numbers of a formula are printed, so that a reader who works it out gets what the page shows."""

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from math import prod

_FEWEST, _MOST = 4, 8
_TENTH = Decimal("0.1")


def decimals(factors: Sequence[float], result: float, worked: Callable[[Sequence[float]], float] = prod) -> int:
    """The fewest, from 4, with which the printed factors make the page's percent, and the printed result is it as well.

    A number that stands just between two tenths of a percent (0.0225) is read as either, so it takes one decimal more;
    at most 8, where it lies exactly between them.
    """
    shown = _read(result, _MOST + 4)
    for places in range(_FEWEST, _MOST):
        made = worked([round(one, places) for one in factors])
        if _read(made, _MOST + 4) == _read(result, places) == shown and len(shown) == 1:
            return places
    return _MOST


def _read(share: float, places: int) -> frozenset[Decimal]:
    """The tenths of a percent that a share, printed so, may be read as: two where it lies between them."""
    percent = Decimal(f"{share:.{places}f}") * 100
    return frozenset(percent.quantize(_TENTH, rounding=rule) for rule in (ROUND_HALF_UP, ROUND_HALF_DOWN))
