"""What each parameter of the method does, what it is now, and how many segments stand on its side of the line."""

from dataclasses import fields
from enum import StrEnum

from chainmap.analysis.assessment import ChainResult
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Verdict
from chainmap.present.html_table import Column, Row, figure, html_table
from chainmap.present.markup import Markup, Part, element
from chainmap.present.view import View

_SHOWN = (
    "q", "readiness", "min_confidence", "hmt_is_domestic",
    "weak_below", "controlled_below", "hollow_below", "fragile_below", "extend_from",
)  # fmt: skip
_DRAWS = {
    "weak_below": Verdict.WEAK, "controlled_below": Verdict.FOREIGN_HELD, "hollow_below": Verdict.HOLLOW,
    "fragile_below": Verdict.FRAGILE,
}  # fmt: skip
_DEFAULTS = {one.name: one.default for one in fields(Parameters)}


def parameter_table(view: View, chain: ChainResult) -> Markup:
    """A row for each parameter that can be moved; the segments of a verdict open. `view` is that of the moved parameters."""
    columns = (
        Column(label=view.say("column.parameter"), sortable=False, width="26%"),
        Column(label=view.say("column.parameter-now"), sortable=False, tight=True),
        Column(label=view.say("column.parameter-does"), sortable=False),
        Column(label=view.say("column.segments"), numeric=True, sortable=False),
    )
    rows = [_row(view, chain, name) for name in _SHOWN]
    title = view.say("method.parameters-do")
    return element("div", element("h3", title), html_table(columns, rows, caption=title, empty=""), class_="cm-page")


def _row(view: View, chain: ChainResult, name: str) -> Row:
    now, default = getattr(view.assessment.parameters, name), _DEFAULTS[name]
    told: Part = in_words(view, now)
    if now != default:
        told = element("div", told, element("small", view.say("method.by-default", value=in_words(view, default))))
    counted: Part = None
    if verdict := _DRAWS.get(name):
        number = sum(1 for one in chain.segments if one.verdict is verdict)
        counted = figure(str(number), f"why:moved;verdict:{verdict.value}:{chain.chain.chain_id}")
    return Row(cells=(view.say(f"method.{name}"), told, view.say(f"method.does-{name}"), counted))


def in_words(view: View, value: object) -> str:
    """A parameter's value in the language of the view."""
    if value is None:
        return view.say("method.no-minimum")
    if isinstance(value, bool):
        return view.say("method.yes" if value else "method.no")
    if isinstance(value, StrEnum):
        return view.word(value)
    return f"{value:g}"
