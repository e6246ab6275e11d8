"""The plan's action in the frame behind a verdict on the map: whole words, or marks on a map that has no room for all of them."""

from collections.abc import Iterable, Mapping

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.vocabulary import PolicyAction
from chainmap.present.lettering import text_width
from chainmap.present.verdict_style import cover_state
from chainmap.present.view import View
from chainmap.present.words import Language, say, word


def plan_mark(action: PolicyAction, language: Language) -> str:
    """What stands for the action where whole words have no room; "" for none."""
    return "" if action is PolicyAction.NONE else say(f"map.mark-{action.value}", language)


def whole_plans(view: View, chain: ChainResult, rooms: Mapping[str, float], size: float) -> bool:
    """Whether every box has room for its action's whole word; else all are marks, so that a map says them in one way.

    `rooms` per segment, in units, for letters of `size`; beside the word stands that of any step of the ladder.
    """
    return all(
        (1.25 + text_width(beside) + text_width(view.word(one.segment.policy_action))) * size + 11
        <= rooms[one.segment.segment_id]
        for one in chain.segments
        if one.segment.policy_action is not PolicyAction.NONE
        for beside in _words(view, one)
    )


def mark_legend(actions: Iterable[PolicyAction], language: Language) -> str:
    """What the frame means, with the marks of these actions that are no whole words: `… (brk. breakthrough)`."""
    used = set(actions)
    pairs = [(plan_mark(one, language), word(one, language)) for one in PolicyAction if one in used]
    short = tuple(say("map.mark-meaning", language, mark=mark, word=whole) for mark, whole in pairs if mark not in ("", whole))
    return say("map.legend-marks", language, marks=short) if short else say("map.legend-mark", language)


def _words(view: View, result: SegmentResult) -> list[str]:
    """The verdict, and what the map says instead when it is coloured for a wider region."""
    at_least = view.assessment.parameters.weak_below
    wider = (region for region in view.assessment.ladder if region != view.assessment.region)
    return [view.word(result.verdict), *(view.word(cover_state(result, region, at_least)) for region in wider)]
