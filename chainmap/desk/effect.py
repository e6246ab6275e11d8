"""What a change of data does to every score and every verdict, before and after."""

from dataclasses import dataclass, replace

from chainmap.analysis.assess import assess
from chainmap.analysis.assessment import Assessment, ChainResult
from chainmap.model.chain import Chain, Segment
from chainmap.model.dataset import Dataset
from chainmap.model.interval import Interval
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Action, Score, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreEffect:
    """One score in one region; None where the chain or the region is not there. `headline`: the region it is told for."""

    score: Score
    region_id: str
    headline: bool
    before: Interval | None
    after: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentEffect:
    """One segment's verdict and action; None where it is not there."""

    segment_id: str
    verdict_before: Verdict | None
    verdict_after: Verdict | None
    action_before: Action | None
    action_after: Action | None

    @property
    def changed(self) -> bool:
        """Whether the verdict or the action is another."""
        return (self.verdict_before, self.action_before) != (self.verdict_after, self.action_after)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainEffect:
    """Every score of the ladder and every segment of a chain that is there before or after."""

    chain_id: str
    scores: tuple[ScoreEffect, ...]
    segments: tuple[SegmentEffect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a score changed by on lo: through the chain's definition, and through what is known about companies."""

    chain_id: str
    score: Score
    definition: float
    data: float


def effect(before: Assessment | None, after: Assessment | None) -> tuple[ChainEffect, ...]:
    """Chain by chain, in the order of `after`, then those that are gone."""
    old = {one.chain.chain_id: one for one in before.chains} if before else {}
    new = {one.chain.chain_id: one for one in after.chains} if after else {}
    headlines = {(score, one.headline(score)) for score in Score for one in (before, after) if one}
    return tuple(_chain(chain_id, old.get(chain_id), new.get(chain_id), headlines) for chain_id in dict.fromkeys((*new, *old)))


def parts(before: Dataset, after: Dataset, parameters: Parameters | None = None) -> tuple[Parts, ...]:
    """For chains that both have: after − before at each headline region, split in two that add up.

    In between stands the definition of `after` (segments, dependencies, shares, regions) with what `before` knew:
    its suppliers on segments that are still there, its checks and its known rates. Raises RegionError.
    """
    old, new = assess(before, parameters), assess(after, parameters)
    middle = assess(_with_knowledge_of(before, after), parameters)
    found = []
    for chain in new.chains:
        chain_id = chain.chain.chain_id
        if any(one.chain.chain_id == chain_id for one in old.chains):
            for score in Score:
                lo = [one.chain(chain_id).scores[one.headline(score)][score].lo for one in (old, middle, new)]
                found.append(Parts(chain_id=chain_id, score=score, definition=lo[1] - lo[0], data=lo[2] - lo[1]))
    return tuple(found)


def _chain(
    chain_id: str, before: ChainResult | None, after: ChainResult | None, headlines: set[tuple[Score, str]]
) -> ChainEffect:
    regions = dict.fromkeys(region for one in (after, before) if one for region in one.scores)
    scores = tuple(
        ScoreEffect(
            score=score,
            region_id=region,
            headline=(score, region) in headlines,
            before=before.scores[region][score] if before and region in before.scores else None,
            after=after.scores[region][score] if after and region in after.scores else None,
        )
        for score in Score
        for region in regions
    )
    old = {one.segment.segment_id: one for one in before.segments} if before else {}
    new = {one.segment.segment_id: one for one in after.segments} if after else {}
    segments = tuple(
        SegmentEffect(
            segment_id=segment_id,
            verdict_before=old[segment_id].verdict if segment_id in old else None,
            verdict_after=new[segment_id].verdict if segment_id in new else None,
            action_before=old[segment_id].action if segment_id in old else None,
            action_after=new[segment_id].action if segment_id in new else None,
        )
        for segment_id in dict.fromkeys((*new, *old))
    )
    return ChainEffect(chain_id=chain_id, scores=scores, segments=segments)


def _with_knowledge_of(before: Dataset, after: Dataset) -> Dataset:
    chains = tuple(_chain_known(before, chain, after) for chain in after.chains)
    slots = {(chain.chain_id, one.segment_id) for chain in chains for one in chain.segments}
    rows = before.suppliers
    columns = zip(rows["chain_id"], rows["segment_id"], rows["region_id"], strict=True)
    there = [(chain, segment) in slots and region in after.regions for chain, segment, region in columns]
    return replace(after, chains=chains, suppliers=rows[there].reset_index(drop=True))


def _chain_known(before: Dataset, chain: Chain, after: Dataset) -> Chain:
    old = next((one for one in before.chains if one.chain_id == chain.chain_id), None)
    if old is None:
        return chain
    known = {one.segment_id: one for one in old.segments}
    segments = tuple(_known(known[one.segment_id], one, after) if one.segment_id in known else one for one in chain.segments)
    return replace(chain, segments=segments)


def _known(before: Segment, segment: Segment, after: Dataset) -> Segment:
    checked = before.checked_region if before.checked_region in after.regions else None
    return replace(
        segment,
        checked_region=checked,
        check_method=before.check_method,
        checked_on=before.checked_on,
        domestic_rate_lo=before.domestic_rate_lo,
        domestic_rate_hi=before.domestic_rate_hi,
        domestic_rate_source=before.domestic_rate_source,
    )
