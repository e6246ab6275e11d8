"""The best few gaps to fill, per chain of an assessment (METHOD section 5)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from chainmap.analysis.assessment import Assessment, ChainResult
from chainmap.analysis.network import Array
from chainmap.analysis.optimum import BestSet, best_sets, unlock_sets
from chainmap.analysis.targets import gaps
from chainmap.model.vocabulary import Score

Slot = tuple[str, str]  # (chain_id, segment_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """The best sets of one chain for k = 1, 2, …; for continuity also the sets that lift it together.

    `smallest`: no set with fewer members lifts continuity; else the one in `unlocking` is only minimal.
    """

    chain_id: str
    sets: tuple[BestSet, ...]
    unlocking: tuple[tuple[str, ...], ...]
    smallest: bool
    segment_ids: tuple[str, ...]  # what the members of `sets` index

    def names(self, best: BestSet) -> tuple[str, ...]:
        """Segment ids of a best set."""
        return tuple(self.segment_ids[member] for member in best.members)


def best_of(
    assessment: Assessment, score: Score, k: int, *, costs: Mapping[Slot, float] | None = None, budget: float | None = None
) -> tuple[Best, ...]:
    """Best sets of 1 to k gaps of every chain of the assessment, at the headline region of the score, on lo.

    With `costs` and a `budget` the sets are those that the budget pays; a gap without a cost counts 1.
    """
    found = gaps(assessment, score)
    return tuple(_best(assessment, chain, score, k, found, costs, budget) for chain in assessment.chains)


def _best(
    assessment: Assessment,
    chain: ChainResult,
    score: Score,
    k: int,
    found: tuple[Slot, ...],
    costs: Mapping[Slot, float] | None,
    budget: float | None,
) -> Best:
    ids = chain.network.segment_ids
    own = tuple(ids.index(segment_id) for chain_id, segment_id in found if chain_id == chain.chain.chain_id)
    lo = _lower(chain, score, assessment.headline(score))
    prices = None if costs is None else np.array([costs.get((chain.chain.chain_id, one), 1.0) for one in ids])
    sets = best_sets(chain.network, score, lo, own, min(k, len(own)), costs=prices, budget=budget) if own else ()
    unlocking = unlock_sets(chain.network, lo, own) if own and score is Score.CONTINUITY else ()
    return Best(
        chain_id=chain.chain.chain_id,
        sets=sets,
        unlocking=tuple(tuple(ids[member] for member in one.members) for one in unlocking),
        smallest=all(one.smallest for one in unlocking),
        segment_ids=ids,
    )


def _lower(chain: ChainResult, score: Score, region: str) -> Array:
    return np.array([one.cover_for(score)[region].lo for one in chain.segments])
