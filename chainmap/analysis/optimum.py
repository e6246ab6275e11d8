"""The best k gaps to fill (METHOD section 5): which, what they reach, and what no choice exceeds."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb

import numpy as np

from chainmap.analysis.bounds import Linear, Monotone, Reliance, filled
from chainmap.analysis.gains import evaluated
from chainmap.analysis.network import Array, Network
from chainmap.analysis.scores import continuity, coverage, self_reliance
from chainmap.analysis.search import SAME, Found, Members, Node, Relaxation, Room, Value, completions, search
from chainmap.analysis.unlock import UnlockSet as UnlockSet
from chainmap.analysis.unlock import unlock_sets as unlock_sets
from chainmap.model.vocabulary import Score

MOST_ENUMERATED = 200_000
_MOST_SEARCHED = 20_000_000  # scenarios × segments of one branch and bound
_ENUMERATED_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class BestSet:
    """Filling `members` takes the score to `value`; no k gaps take it beyond `bound`. Exact: none is better."""

    k: int
    members: Members  # in the order of the chain
    value: float
    bound: float
    exact: bool


def best_sets(
    network: Network,
    score: Score,
    cover: Array,
    gaps: Sequence[int],
    k: int,
    costs: Array | None = None,
    budget: float | None = None,
) -> tuple[BestSet, ...]:
    """The best 1, 2, … k of `gaps` to fill, at most as many as there are; `cover` is c on lo for coverage, else d.

    With costs (one per segment) and a budget: the best of at most so many gaps that the budget pays for. Of equal sets
    the first in the order of `gaps`, as far as all sets are looked at: coverage takes the largest gains, the others
    enumerate up to 200,000 sets and go on by branch and bound, as far as a fixed number of evaluations takes them; then
    `bound` says what is open.
    """
    members = tuple(gaps)
    price = costs if budget is not None else None
    value = _value(network, score, cover)
    relaxation = _relaxation(network, score, cover)
    found: list[BestSet] = []
    before: Members = ()
    for count in range(1, min(k, len(members)) + 1):
        room = Room(count=count, costs=price, budget=0.0 if budget is None else budget)
        one = _best(relaxation, value, room, members, before, _MOST_SEARCHED // network.size)
        found.append(BestSet(k=count, members=one.members, value=one.value, bound=one.bound, exact=one.bound <= one.value + SAME))
        before = one.members
    return tuple(found)


def _best(relaxation: Relaxation, value: Value, room: Room, gaps: Members, before: Members, most: int) -> Found:
    if not isinstance(relaxation, Linear) and comb(len(gaps), room.count) <= MOST_ENUMERATED:
        return _enumerated(value, room, gaps)
    return search(relaxation, value, room, gaps, _extended(value, room, gaps, before), most)


def _enumerated(value: Value, room: Room, gaps: Members) -> Found:
    best: Found | None = None
    choices = completions(Node((), gaps), room.count, room)
    while part := list(itertools.islice(choices, _ENUMERATED_AT_ONCE)):
        values = value(part)
        at = int(np.argmax(values > values.max() - SAME))
        if best is None or values[at] > best.value + SAME:
            best = Found(part[at], float(values[at]), float(values[at]))
    assert best is not None  # there is at least one choice of so many gaps
    return best


def _extended(value: Value, room: Room, gaps: Members, before: Members) -> Members:
    """`before` with the one gap more that adds most; with too little money left, itself."""
    choices = [tuple(sorted((*before, gap))) for gap in gaps if gap not in before]
    fitting = [choice for choice in choices if room.fits(choice)]
    return fitting[int(np.argmax(value(fitting)))] if fitting else before


def _value(network: Network, score: Score, cover: Array) -> Value:
    scores: dict[Score, Callable[[Array], Array]] = {
        Score.COVERAGE: lambda covers: coverage(network, covers),
        Score.CONTROLLED_COVERAGE: lambda covers: coverage(network, covers),
        Score.SELF_RELIANCE: lambda covers: self_reliance(network, covers)[0],
        Score.CONTINUITY: lambda covers: continuity(network, covers)[0],
    }
    return lambda choices: evaluated(scores[score], filled(cover, choices))


def _relaxation(network: Network, score: Score, cover: Array) -> Relaxation:
    if score in (Score.COVERAGE, Score.CONTROLLED_COVERAGE):
        return Linear(network.weight, cover)
    if score is Score.CONTINUITY:
        return Monotone(network.final_share, lambda covers: continuity(network, covers)[1], cover)
    return Reliance(network, cover)
