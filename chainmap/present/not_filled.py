"""Why not these: gaps that are not to be filled from outside, and what to do about them instead."""

from dataclasses import dataclass

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.vocabulary import Action
from chainmap.present.view import View, ref

# In the order in which a reader asks: need not be filled, contradicts the plan, is coming anyway, cannot be attracted.
WHY_NOT = (Action.SOURCE_NEARBY, Action.RECONCILE, Action.ACCELERATE, Action.BREAKTHROUGH)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFilled:
    """A segment with the sentence that says why nobody is invited for it, or not yet."""

    ref: str
    chain: ChainResult
    result: SegmentResult
    text: str


def not_filled(view: View) -> tuple[NotFilled, ...]:
    """就近配套, 核对, 促投产 and 攻关: for each segment whose first action is one of them, why; heaviest segments first."""
    found = [
        (WHY_NOT.index(one.action), -one.weight, chain, one)
        for chain in view.assessment.chains
        for one in chain.segments
        if one.gains is not None and one.action in WHY_NOT
    ]
    ordered = sorted(found, key=lambda each: each[:2])
    return tuple(_not_filled(view, chain, one) for _rank, _weight, chain, one in ordered)


def _not_filled(view: View, chain: ChainResult, one: SegmentResult) -> NotFilled:
    sentences = (view.reason(one, chain.chain), view.because(one.action_reason, chain.chain))
    text = ("" if view.language == "zh" else " ").join(sentences)
    return NotFilled(ref=ref(chain.chain, one.segment.segment_id), chain=chain, result=one, text=text)
