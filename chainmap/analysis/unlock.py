"""Unlock sets of continuity: the smallest sets of gaps that lift K when they are filled together (METHOD section 5).

K rises when some end segment can run more. For one end segment every lifting set holds its required gaps, those without
which all others together lift nothing; often these are enough. Where they are not, one lifting set is found by reverse
deletion, and every other one lacks a first member of it: the search goes on in these parts.
"""

import heapq
import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from chainmap.analysis.bounds import filled
from chainmap.analysis.gains import evaluated
from chainmap.analysis.network import Array, Mask, Network
from chainmap.analysis.scores import continuity
from chainmap.analysis.wiring import Rows

LIFT = 1e-9  # K or h is lifted when it rises by more than this
_MOST_EVALUATED = 10_000_000  # scenarios × segments of one search
Members = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlockSet:
    """Filling `members` together takes K to `continuity`; no part of them lifts it.

    `smallest`: no set with fewer members lifts it. Else the set is only minimal.
    """

    members: Members  # in the order of the chain
    smallest: bool
    continuity: float


def unlock_sets(
    network: Network, d: Array, gaps: Sequence[int], limit: int = 12, end: int | None = None
) -> tuple[UnlockSet, ...]:
    """All smallest sets of `gaps` that lift K on lo, when they have at most `limit` members; else one minimal set.

    With `end`, sets that lift what this end segment can run. Empty when no gaps lift anything. A search that takes too
    many evaluations is broken off; the smallest sets found by then are returned as minimal.
    """
    ends = np.flatnonzero(network.final_share) if end is None else np.array([end])
    if not gaps:
        return ()
    run = _Unlocking(network, d, tuple(gaps), ends)
    sets, proven = run.smallest(limit)
    if not sets and run.fallback:
        sets, proven = {run.fallback}, False
    ordered = sorted(sets)
    if not ordered:
        return ()
    after = continuity(network, filled(d, ordered))[0]
    return tuple(UnlockSet(members=one, smallest=proven, continuity=float(k)) for one, k in zip(ordered, after, strict=True))


@dataclass(frozen=True, slots=True, order=True)
class _Part:
    """Lifting sets that hold `required` and lie in `available`."""

    required: Members
    available: Members


class _Unlocking:
    def __init__(self, network: Network, d: Array, gaps: Members, ends: Rows) -> None:
        self.network, self.d, self.gaps, self.ends = network, d, gaps, ends
        self.now = continuity(network, d)[1][0, ends]
        self.fallback: Members = ()
        self.left = _MOST_EVALUATED // network.size

    def smallest(self, limit: int) -> tuple[set[Members], bool]:
        """(all sets of the smallest size up to `limit`, whether the search came to its end)."""
        singles = [(gap,) for gap in self.gaps]
        alone: set[Members] = {
            single for single, lifted in zip(singles, self._lifted(singles), strict=True) if bool(lifted.any())
        }
        if alone and limit:
            return alone, True
        found: set[Members] = set()
        most, proven = limit, True
        for at, part in self._starts():
            if len(part.required) > most:
                continue
            sets, complete = self._of_end(at, part, most)
            proven &= complete
            found |= sets
            most = min([most, *map(len, found)])
        return {members for members in found if len(members) == most}, proven

    def _starts(self) -> list[tuple[int, _Part]]:
        """Per end segment that can be lifted its required gaps, fewest first; remembers a minimal set of the first."""
        lifted = self._lifted([self.gaps, *(self._without(self.gaps, gap) for gap in self.gaps)])
        liftable = np.flatnonzero(lifted[0])
        starts = [(int(at), _Part(self._members(~lifted[1:, at]), self.gaps)) for at in liftable]
        starts.sort(key=lambda start: (len(start[1].required), start))
        if starts:
            self.fallback = self._reduced(*starts[0])
        return starts

    def _of_end(self, at: int, start: _Part, most: int) -> tuple[set[Members], bool]:
        found: set[Members] = set()
        serial = itertools.count()
        ahead = [(len(start.required), next(serial), start)]
        while ahead and self.left > 0:
            _, _, part = heapq.heappop(ahead)
            if self._lifts(at, part.required):
                found.add(part.required)
            elif len(part.required) < most:
                reduced = self._reduced(at, part)
                found.add(reduced)
                for child in self._rest(at, part, reduced):
                    heapq.heappush(ahead, (len(child.required), next(serial), child))
            most = min([most, *map(len, found)])
            ahead = [one for one in ahead if one[0] <= most]
        return {members for members in found if len(members) <= most}, not ahead

    def _rest(self, at: int, part: _Part, reduced: Members) -> list[_Part]:
        """The lifting sets of a part other than `reduced`: those without its first free member, its second, …"""
        parts = []
        kept = part.required
        for gap in (gap for gap in reduced if gap not in part.required):
            available = self._without(part.available, gap)
            free = [one for one in available if one not in kept]
            lifted = self._lifted([available, *(self._without(available, one) for one in free)])[:, at]
            if lifted[0]:
                needed = {one for one, without in zip(free, lifted[1:], strict=True) if not without}
                parts.append(_Part(tuple(sorted({*kept, *needed})), available))
            kept = tuple(sorted((*kept, gap)))
        return parts

    def _reduced(self, at: int, part: _Part) -> Members:
        """A lifting set of which every member is needed: gaps put aside one after the other, in halves where possible."""
        kept = list(part.available)
        blocks = [[gap for gap in reversed(part.available) if gap not in part.required]]
        while blocks:
            block = blocks.pop()
            rest = [gap for gap in kept if gap not in block]
            if self._lifts(at, rest):
                kept = rest
            elif len(block) > 1:
                middle = len(block) // 2
                blocks += [block[middle:], block[:middle]]
        return tuple(sorted(kept))

    def _lifts(self, at: int, members: Collection[int]) -> bool:
        return bool(self._lifted([members])[0, at])

    def _lifted(self, sets: Sequence[Collection[int]]) -> Mask:
        """Sets × end segments: which can run more."""
        self.left -= len(sets)
        reached = evaluated(lambda covers: continuity(self.network, covers)[1][:, self.ends], filled(self.d, sets))
        lifted: Mask = reached > self.now + LIFT
        return lifted

    def _members(self, chosen: Mask) -> Members:
        return tuple(sorted(gap for gap, wanted in zip(self.gaps, chosen, strict=True) if wanted))

    def _without(self, members: Members, gap: int) -> Members:
        return tuple(one for one in members if one != gap)
