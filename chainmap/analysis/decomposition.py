"""Why a score changed between two states: how much came from the data, from the chain's definition, from the method.

A state is a dataset, parameters and a method. The change is split by Shapley's rule over the three causes: each cause
gets the mean of what it adds over all orders in which the causes may come in. So no order is preferred, and the parts add
up to the change exactly.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations, permutations
from typing import NamedTuple

import numpy as np
import pandas as pd

from chainmap.analysis.cover import levels
from chainmap.analysis.evidence import Cover, covers
from chainmap.analysis.network import Array, build
from chainmap.analysis.place import place_of
from chainmap.analysis.scores import continuity, coverage, self_reliance
from chainmap.model.chain import Chain, Segment
from chainmap.model.dataset import Dataset
from chainmap.model.interval import UNKNOWN, Interval
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Score

Scores = Mapping[tuple[str, Score], Interval]  # (chain_id, score) → value at the score's headline region
Method = Callable[[Dataset, Parameters], Scores]


class Cause(StrEnum):
    """What may make a score another."""

    DATA = "data"  # suppliers, what was checked, published rates: of the segments that both datasets have
    DEFINITION = "definition"  # segments (one that is new or gone with its rows), dependencies, shares, grades, demands, regions
    METHOD = "method"  # formulas and parameters


class Ends(NamedTuple):
    """A change of both ends of a score."""

    lo: float
    hi: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """One score of one chain at its headline region: before, after, and the part of each cause."""

    chain_id: str
    score: Score
    before: Interval
    after: Interval
    parts: dict[Cause, Ends]  # Σ = after − before, at both ends
    states: Mapping[frozenset[Cause], Interval]  # the score with some of the causes that differ taken from `after`

    @property
    def change(self) -> Ends:
        """after − before."""
        return Ends(self.after.lo - self.before.lo, self.after.hi - self.before.hi)


def headline_scores(dataset: Dataset, parameters: Parameters) -> dict[tuple[str, Score], Interval]:
    """Every score of every chain at its headline region, as `analysis.assess` has it; raises RegionError."""
    return _at(dataset, parameters, None)


def scores_inside(dataset: Dataset, parameters: Parameters) -> dict[tuple[str, Score], Interval]:
    """The same, but self-reliance and continuity inside the focal region too, as `analysis.inside` has them."""
    return _at(dataset, parameters, parameters.region)


def _at(dataset: Dataset, parameters: Parameters, inside: str | None) -> dict[tuple[str, Score], Interval]:
    place = place_of(dataset.regions, parameters)
    every = covers(levels(dataset, place.ladder, place.home, parameters), parameters.q)
    alike: dict[tuple[object, ...], list[Chain]] = {}
    for chain in dataset.chains:
        alike.setdefault(_shape(chain), []).append(chain)
    found: dict[tuple[str, Score], Interval] = {}
    for chains in alike.values():
        found |= _of_chains(chains, [every.chain(chain.chain_id) for chain in chains], place.region, inside or place.home)
    return found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class State:
    """All that a score is made from. `method` is the formulas; a later version of them is another function."""

    dataset: Dataset
    parameters: Parameters
    method: Method = headline_scores


def decompose(before: State, after: State) -> tuple[Split, ...]:
    """Every score of the chains that both states have, split; chains in the order of `after`. Raises RegionError.

    A state in between holds the definition of one dataset with the data of the other, see `combined`. At most eight
    states are evaluated, fewer when a cause did not change.
    """
    changed = changed_causes(before, after)
    known: dict[frozenset[Cause], Scores] = {}

    def scores(taken: frozenset[Cause]) -> Scores:
        if taken & changed not in known:
            known[taken & changed] = _evaluated(before, after, taken & changed)
        return known[taken & changed]

    shared = {chain.chain_id for chain in before.dataset.chains}
    return tuple(
        _split(chain.chain_id, score, scores, changed)
        for chain in after.dataset.chains
        if chain.chain_id in shared
        for score in Score
    )


def combined(*, definition: Dataset, data: Dataset) -> Dataset:
    """The chains and regions of one dataset with the suppliers, checks and published rates of another.

    A segment that the data do not have keeps the suppliers, check and rate of the definition, and one that the definition
    does not have takes its suppliers with it: to add or to remove a segment, whatever it carries, is a change of definition.
    A supplier in a region that the definition does not have is left out; a place is looked up again when its region is gone.
    """
    known = {(chain.chain_id, one.segment_id): one for chain in data.chains for one in chain.segments}
    chains = tuple(_with_knowledge(chain, known, definition) for chain in definition.chains)
    slots = slots_of(definition)
    rows = data.suppliers
    regions = [_region(place, region, definition) for place, region in zip(rows["place"], rows["region_id"], strict=True)]
    on = zip(rows["chain_id"], rows["segment_id"], strict=True)
    kept = [slot in slots and region != "" for slot, region in zip(on, regions, strict=True)]
    suppliers = rows.assign(region_id=pd.Series(regions, index=rows.index, dtype="str")).loc[np.array(kept, dtype=np.bool_)]
    if own := slots - slots_of(data):
        suppliers = pd.concat([suppliers, _on(definition.suppliers, own)])
    return replace(definition, chains=chains, suppliers=suppliers.reset_index(drop=True))


def slots_of(dataset: Dataset) -> set[tuple[str, str]]:
    """(chain_id, segment_id) of every segment."""
    return {(chain.chain_id, one.segment_id) for chain in dataset.chains for one in chain.segments}


def _on(suppliers: pd.DataFrame, slots: set[tuple[str, str]]) -> pd.DataFrame:
    """The rows on some segments."""
    on = zip(suppliers["chain_id"], suppliers["segment_id"], strict=True)
    return suppliers.loc[np.array([slot in slots for slot in on], dtype=np.bool_)]


def changed_causes(before: State, after: State) -> frozenset[Cause]:
    """The causes that differ between two states."""
    old, new = before.dataset, after.dataset
    same = {
        Cause.DATA: old is new or _same_data(old, new),
        Cause.DEFINITION: old is new or (old.regions == new.regions and _definitions(old) == _definitions(new)),
        Cause.METHOD: before.parameters == after.parameters and before.method is after.method,
    }
    return frozenset(cause for cause, unchanged in same.items() if not unchanged)


def _same_data(old: Dataset, new: Dataset) -> bool:
    """Whether nothing else is known of the segments that both have."""
    known, knows = knowledge(old), knowledge(new)
    shared = known.keys() & knows.keys()
    if any(known[slot] != knows[slot] for slot in shared):
        return False
    if known.keys() == knows.keys():
        return old.suppliers.equals(new.suppliers)
    sides = [_on(one.suppliers, shared).reset_index(drop=True) for one in (old, new)]
    return sides[0].equals(sides[1])


def _evaluated(before: State, after: State, taken: frozenset[Cause]) -> Scores:
    """The scores of the state that takes some causes from `after` and the rest from `before`."""

    def side(cause: Cause) -> State:
        return after if cause in taken else before

    definition, data = side(Cause.DEFINITION).dataset, side(Cause.DATA).dataset
    dataset = definition if definition is data else combined(definition=definition, data=data)
    rules = side(Cause.METHOD)
    return rules.method(dataset, rules.parameters)


def _split(chain_id: str, score: Score, scores: Callable[[frozenset[Cause]], Scores], changed: frozenset[Cause]) -> Split:
    def value(taken: frozenset[Cause]) -> Interval:
        return scores(taken)[chain_id, score]

    orders = list(permutations(Cause))
    parts = {cause: Ends(0.0, 0.0) for cause in Cause}
    for order in orders:
        taken: frozenset[Cause] = frozenset()
        for cause in order:
            was, now = value(taken), value(taken | {cause})
            part = parts[cause]
            parts[cause] = Ends(part.lo + (now.lo - was.lo) / len(orders), part.hi + (now.hi - was.hi) / len(orders))
            taken |= {cause}
    subsets = (frozenset(some) for size in range(len(changed) + 1) for some in combinations(sorted(changed), size))
    return Split(
        chain_id=chain_id,
        score=score,
        before=value(frozenset()),
        after=value(frozenset(Cause)),
        parts=parts,
        states={taken: value(taken) for taken in subsets},
    )


def _shape(chain: Chain) -> tuple[object, ...]:
    """What the network of a chain is made from: chains of one shape, such as copies with other suppliers, share it."""
    segments = ((one.segment_id, one.stage, one.criticality, one.final_weight, one.own_share) for one in chain.segments)
    return (id(chain.dependencies), *segments)


def _of_chains(chains: Sequence[Chain], covers_of: Sequence[Cover], here: str, home: str) -> dict[tuple[str, Score], Interval]:
    """The scores of chains of one shape, evaluated at once: a row of each array is a chain."""
    network = build(chains[0])
    if not network.has_final_use:
        return {(chain.chain_id, score): UNKNOWN for chain in chains for score in Score}

    def rows(name: str, region: str) -> Array:
        return np.array([getattr(one, name)[one.row(region)] for one in covers_of])

    d_lo, d_hi = rows("controlled_lo", home), rows("controlled_hi", home)
    ends = {
        Score.COVERAGE: tuple(coverage(network, rows(name, here)) for name in ("cover_lo", "cover_hi")),
        Score.CONTROLLED_COVERAGE: tuple(coverage(network, rows(name, here)) for name in ("controlled_lo", "controlled_hi")),
        Score.SELF_RELIANCE: (self_reliance(network, d_lo)[0], self_reliance(network, d_hi)[0]),
        Score.CONTINUITY: (continuity(network, d_lo)[0], continuity(network, d_hi, hi=True)[0]),
    }
    return {
        (chain.chain_id, score): Interval(float(lo[at]), float(max(lo[at], hi[at])))
        for at, chain in enumerate(chains)
        for score, (lo, hi) in ends.items()
    }


def _with_knowledge(chain: Chain, known: Mapping[tuple[str, str], Segment], definition: Dataset) -> Chain:
    segments = tuple(_informed(one, known.get((chain.chain_id, one.segment_id)), definition) for one in chain.segments)
    return replace(chain, segments=segments)


def _informed(segment: Segment, known: Segment | None, definition: Dataset) -> Segment:
    if known is None:
        return segment
    return replace(
        segment,
        checked_region=known.checked_region if known.checked_region in definition.regions else None,
        check_method=known.check_method,
        checked_on=known.checked_on,
        domestic_rate_lo=known.domestic_rate_lo,
        domestic_rate_hi=known.domestic_rate_hi,
        domestic_rate_source=known.domestic_rate_source,
    )


def _unknown(segment: Segment) -> Segment:
    """The segment as it is defined, without anything that somebody found out."""
    return replace(
        segment, checked_region=None, check_method=None, checked_on=None,
        domestic_rate_lo=None, domestic_rate_hi=None, domestic_rate_source="",
    )  # fmt: skip


def knowledge(dataset: Dataset) -> dict[tuple[str, str], tuple[object, ...]]:
    """Per (chain_id, segment_id) what somebody found out about the segment itself: where it was checked, its known rate."""
    return {
        (chain.chain_id, one.segment_id): (one.checked_region, one.domestic_rate_lo, one.domestic_rate_hi)
        for chain in dataset.chains
        for one in chain.segments
    }


def _definitions(dataset: Dataset) -> list[Chain]:
    return [replace(chain, segments=tuple(_unknown(one) for one in chain.segments)) for chain in dataset.chains]


def _region(place: str, region_id: str, definition: Dataset) -> str:
    """The region of a place in the tree of the definition; "" when it has none."""
    return region_id if region_id in definition.regions else definition.regions.resolve(place) or ""
