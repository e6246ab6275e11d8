"""What each parameter of the method does, what it is now, and how many segments stand on its side of the line."""

from collections.abc import Iterable
from enum import StrEnum

from chainmap.analysis.assessment import ChainResult
from chainmap.model.parameters import READINESS, Parameters
from chainmap.model.vocabulary import Action, Status, Verdict
from chainmap.present.html_table import Column, Row, figure, html_table
from chainmap.present.markup import Markup, Part, element
from chainmap.present.numbers import listed
from chainmap.present.view import View
from chainmap.present.why_segments import of_action

_DRAWS = {
    "weak_below": Verdict.WEAK, "controlled_below": Verdict.FOREIGN_HELD, "hollow_below": Verdict.HOLLOW,
    "fragile_below": Verdict.FRAGILE,
}  # fmt: skip
_ASKS_FOR = {
    "extend_from": Action.EXTEND, "nearby_steps": Action.SOURCE_NEARBY, "nearby_companies": Action.SOURCE_NEARBY,
}  # fmt: skip
_NOT_PRODUCING = (Status.RAMPING, Status.PILOT, Status.UNDER_CONSTRUCTION, Status.PLANNED)
_DEFAULTS = Parameters()


def parameter_table(view: View, chain: ChainResult, names: Iterable[str]) -> Markup:
    """A row for each of these parameters; the segments of a verdict open. `view` is that of the moved parameters."""
    columns = (
        Column(label=view.say("column.parameter"), sortable=False, width="26%"),
        Column(label=view.say("column.parameter-now"), sortable=False, tight=True),
        Column(label=view.say("column.parameter-does"), sortable=False),
        Column(label=view.say("column.segments"), numeric=True, sortable=False),
    )
    rows = [_row(view, chain, name) for name in names]
    title = view.say("method.parameters-do")
    return element("div", element("h3", title), html_table(columns, rows, caption=title, empty=""), class_="cm-page")


def _row(view: View, chain: ChainResult, name: str) -> Row:
    now, default = getattr(view.assessment.parameters, name), getattr(_DEFAULTS, name)
    told: Part = in_words(view, now)
    if now != default:
        told = element("div", told, element("small", view.say("method.by-default", value=in_words(view, default))))
    counted: Part = None
    if verdict := _DRAWS.get(name):
        number = sum(1 for one in chain.segments if one.verdict is verdict)
        counted = figure(str(number), f"why:moved;verdict:{verdict.value}:{chain.chain.chain_id}")
    elif action := _ASKS_FOR.get(name):
        counted = figure(str(len(of_action(chain, action))), f"why:moved;action:{action.value}:{chain.chain.chain_id}")
    return Row(cells=(view.say(f"method.{name}"), told, _does(view, name), counted))


def _does(view: View, name: str) -> str:
    if name != "readiness":
        return view.say(f"method.does-{name}")
    counts = READINESS[view.assessment.parameters.readiness]
    counted = (view.say("method.counts-as", status=view.word(one), share=counts[one][0]) for one in _NOT_PRODUCING)
    return view.say("method.does-readiness", counts=listed(counted, view.language))


def in_words(view: View, value: object) -> str:
    """A parameter's value in the language of the view."""
    if value is None:
        return view.say("method.no-minimum")
    if isinstance(value, bool):
        return view.say("method.yes" if value else "method.no")
    if isinstance(value, StrEnum):
        return view.word(value)
    return f"{value:g}"
