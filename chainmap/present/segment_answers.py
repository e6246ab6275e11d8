"""Answers to "why" about one segment: from `cover:ic/resist:shanghai`, `credit:ic/resist` … to what is shown."""

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.vocabulary import Score
from chainmap.present.answer import Answer
from chainmap.present.view import View
from chainmap.present.why_candidates import candidates_answer
from chainmap.present.why_cover import KINDS as COVERS
from chainmap.present.why_cover import cover_answer
from chainmap.present.why_filled import credit_answer, filled_answer, information_answer
from chainmap.present.why_gain import gain_formula, why_gain
from chainmap.present.why_inputs import KINDS as INPUTS
from chainmap.present.why_inputs import inputs_answer
from chainmap.present.why_users import users_answer

_FILLED = {"gain-self_reliance": Score.SELF_RELIANCE, "gain-continuity": Score.CONTINUITY}


def segment_answer(view: View, topic: str, rest: list[str], *, opened: str | None) -> Answer | None:
    """None for another topic, or for a segment or a region that is not there. `rest` is `chain/segment`, then a region."""
    found = view.find(rest[0]) if rest else None
    if found is None:
        return None
    chain, result = found
    match topic, rest[1:]:
        case (kind, [region]) if kind in COVERS and region in view.assessment.ladder:
            return cover_answer(view, kind, chain, result, region, opened=opened)
        case (kind, []) if kind in INPUTS:
            return inputs_answer(view, kind, chain, result, opened=opened)
        case (kind, []) if kind in _FILLED:
            return filled_answer(view, _FILLED[kind], chain, result, opened=opened)
        case ("gain", []):
            return _gain(view, chain, result, opened)
        case ("credit", []):
            return credit_answer(view, chain, result, opened=opened)
        case ("information", []):
            return information_answer(view, chain, result, opened=opened)
        case ("users", [("local" | "unknown") as which]):
            return users_answer(view, which, chain, result, opened=opened)
        case ("candidates", []):
            return candidates_answer(view, chain, result, opened=opened)
    return None


def _gain(view: View, chain: ChainResult, result: SegmentResult, opened: str | None) -> Answer:
    title = view.say("why.title-gain", segment=view.segment(result.segment), chain=view.chain(chain.chain))
    return Answer(title=title, tex=gain_formula(view, chain, result), body=why_gain(view, chain, result, opened=opened))
