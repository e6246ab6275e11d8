"""The gap list: which segments lack a supplier, in the order of the gain that has a local buyer (METHOD section 5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np

from chainmap.analysis.assessment import COVERAGE_GAPS, ChainResult, SegmentResult
from chainmap.analysis.gains import settled
from chainmap.model.interval import Interval
from chainmap.model.vocabulary import Action, Score, Verdict
from chainmap.present.facet import Counts, Facet, counts, facet, only, passing
from chainmap.present.view import View, ref

TO_CHECK = frozenset({Verdict.UNCHECKED, Verdict.LOCATE})
_FULL = 1 - 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One segment to fill, with its place in the order."""

    rank: int
    ref: str
    chain: ChainResult
    result: SegmentResult
    buyers: tuple[str, ...]  # segment ids of its users with producing companies in the region, largest first
    unknown_buyers: int  # users of which nobody knows
    information: float  # width of coverage at the region that goes away when it is known


def gaps(view: View, score: Score = Score.COVERAGE) -> tuple[Gap, ...]:
    """Gaps of all chains of the view for a score, first the one worth most."""
    found = [
        (chain, one)
        for chain in view.assessment.chains
        for one in chain.segments
        if is_gap(one, score, view.assessment.headline(score))
    ]
    return _ranked(view, sorted(found, key=lambda pair: (_order(pair[1], score), ref(pair[0].chain, pair[1].segment.segment_id))))


def matching(found: Iterable[Gap], *, verdict: Verdict | None = None, action: Action | None = None) -> tuple[Gap, ...]:
    """Those of the verdict and with the action among theirs, in their order and with their ranks; None lets all through."""
    every = tuple(found)
    kept = passing(_facets(every), {"verdict": verdict, "action": action}, np.ones(len(every), dtype=bool))
    return tuple(compress(every, kept.tolist()))


def choices_left(found: Sequence[Gap], *, verdict: Verdict | None = None, action: Action | None = None) -> Mapping[str, Counts]:
    """How many gaps every `verdict` and every `action` would leave while the other filter stays."""
    return counts(_facets(found), {"verdict": verdict, "action": action}, np.ones(len(found), dtype=bool))


def to_check(view: View) -> tuple[Gap, ...]:
    """Segments where somebody should look, first the one whose answer narrows coverage most."""
    found = [(chain, one) for chain in view.assessment.chains for one in chain.segments if can_check(one)]
    region = view.assessment.region
    return _ranked(
        view,
        sorted(found, key=lambda pair: (-settled(information(pair[1], region)), ref(pair[0].chain, pair[1].segment.segment_id))),
    )


def can_check(result: SegmentResult) -> bool:
    """Whether somebody should look for companies on the segment."""
    return result.gains is not None and result.verdict in TO_CHECK


def is_gap(result: SegmentResult, score: Score, region: str) -> bool:
    """Whether filling the segment can raise the score at its headline region. End uses never."""
    if result.gains is None:
        return False
    if score in (Score.COVERAGE, Score.CONTROLLED_COVERAGE):
        return result.verdict in COVERAGE_GAPS
    return result.controlled_cover[region].lo < _FULL


def no_gap(view: View) -> str:
    """That there is none among the segments that were checked; where none was, that nothing is known."""
    region = view.assessment.region
    checked = any(one.checked[region] for chain in view.assessment.chains for one in chain.segments)
    return view.say("gaps.sentence-none" if checked else "gaps.sentence-unchecked", region=view.region(region))


def information(result: SegmentResult, region: str) -> float:
    """Width of coverage that goes away when the segment's cover is known: its weight times what is open."""
    return result.weight * result.cover[region].width


def buyers(chain: ChainResult, result: SegmentResult, region: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Users of the segment that produce in the region, and those of which nobody knows there; ids, largest first."""
    shares = chain.network.user_share[chain.network.segment_ids.index(result.segment.segment_id)]
    users = sorted(
        ((float(share), chain.segments[at]) for at, share in enumerate(shares) if share > 0), key=lambda pair: -pair[0]
    )
    local = tuple(user.segment.segment_id for _, user in users if user.cover[region].lo > 0)
    unknown = tuple(user.segment.segment_id for _, user in users if user.cover[region].lo <= 0 < user.cover[region].hi)
    return local, unknown


def gain(result: SegmentResult, score: Score) -> float:
    """What filling the segment adds to the score on lo; 0 for an end use."""
    if result.gains is None:
        return 0.0
    by_score = {Score.SELF_RELIANCE: result.gains.self_reliance, Score.CONTINUITY: result.gains.continuity}
    return by_score.get(score, result.gains.coverage)


def worth(result: SegmentResult, score: Score = Score.COVERAGE) -> Interval:
    """What the gap lists show of filling the segment: of coverage the part with a local buyer, else the gain on lo."""
    if score is Score.COVERAGE and result.gains:
        return result.gains.pulled_range
    return Interval(gain(result, score), gain(result, score))


def largest(found: Iterable[Gap], score: Score = Score.COVERAGE) -> float:
    """The largest of these worths on hi: the scale of their bars."""
    return max((worth(gap.result, score).hi for gap in found), default=0.0)


def _facets(found: Sequence[Gap]) -> Mapping[str, Facet]:
    return {
        "verdict": facet((gap.result.verdict for gap in found), only),
        "action": facet(((gap.result.action, *gap.result.also) for gap in found), frozenset),
    }


def _order(result: SegmentResult, score: Score) -> tuple[float, float, float]:
    # A gain that has a local buyer comes first; ties go to the gain itself, then to the weight.
    if result.gains is None:
        return (0.0, 0.0, 0.0)
    if score in (Score.COVERAGE, Score.CONTROLLED_COVERAGE):
        worths = (result.gains.pulled, result.gains.coverage, result.weight)
    else:
        worths = (gain(result, score), result.gains.credit, result.weight)
    return -settled(worths[0]), -settled(worths[1]), -settled(worths[2])


def _ranked(view: View, ordered: list[tuple[ChainResult, SegmentResult]]) -> tuple[Gap, ...]:
    region = view.assessment.region
    return tuple(_gap(rank, chain, one, region) for rank, (chain, one) in enumerate(ordered, start=1))


def _gap(rank: int, chain: ChainResult, one: SegmentResult, region: str) -> Gap:
    local, unknown = buyers(chain, one, region)
    return Gap(
        rank=rank,
        ref=ref(chain.chain, one.segment.segment_id),
        chain=chain,
        result=one,
        buyers=local,
        unknown_buyers=len(unknown),
        information=information(one, region),
    )
