"""What a change of data does to every score and every verdict, before and after."""

from dataclasses import dataclass

from chainmap.analysis.assessment import Assessment, ChainResult
from chainmap.model.interval import Interval
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


def effect(before: Assessment | None, after: Assessment | None) -> tuple[ChainEffect, ...]:
    """Chain by chain, in the order of `after`, then those that are gone."""
    old = {one.chain.chain_id: one for one in before.chains} if before else {}
    new = {one.chain.chain_id: one for one in after.chains} if after else {}
    headlines = {(score, one.headline(score)) for score in Score for one in (before, after) if one}
    return tuple(_chain(chain_id, old.get(chain_id), new.get(chain_id), headlines) for chain_id in dict.fromkeys((*new, *old)))


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
