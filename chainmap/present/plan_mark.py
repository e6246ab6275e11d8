"""The plan's action in the frame behind a verdict on the map: the whole word, or a mark where there is no room for it."""

from chainmap.model.vocabulary import PolicyAction
from chainmap.present.lettering import text_width
from chainmap.present.words import Language, say


def plan_mark(action: PolicyAction, language: Language) -> str:
    """What stands for the action where the whole word has no room; "" for none."""
    return "" if action is PolicyAction.NONE else say(f"map.mark-{action.value}", language)


def fitting_plan(verdict: str, plan: str, mark: str, room: float, size: float) -> str:
    """The whole word where verdict and action fit into `room` in letters of this size, both in units; else the mark."""
    wide = (1.25 + text_width(verdict) + text_width(plan)) * size + 11
    return plan if wide <= room else mark
