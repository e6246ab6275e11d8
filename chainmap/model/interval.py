"""A number that is known only between two ends."""

from typing import NamedTuple


class Interval(NamedTuple):
    """Closed interval [lo, hi]; unknown in [0, 1] is `UNKNOWN`. Sort and compare by lo."""

    lo: float
    hi: float

    @property
    def width(self) -> float:
        """What is open: hi − lo."""
        return self.hi - self.lo


UNKNOWN = Interval(0.0, 1.0)
