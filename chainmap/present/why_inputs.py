"""Why a segment's content and runnable share are what they are, input by input; and why it weighs what it does."""

import numpy as np

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.analysis.network import InputGroup
from chainmap.model.interval import Interval
from chainmap.model.vocabulary import Score
from chainmap.present.answer import Answer, levers_of_segment, segment_row, whole_segment
from chainmap.present.citation import cited
from chainmap.present.decimals import number, places
from chainmap.present.equation import equation, largest_first, product
from chainmap.present.html_table import Column, Row, html_table
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import column_percent, interval_in_column, interval_percent, percent, percent_in_column
from chainmap.present.view import View
from chainmap.present.why_unknowns import what_to_find_out

KINDS = ("content", "inputs", "runnable", "weight")
_ENDS = ("lo", "hi")
_TERMS = 4
_CLOSED = 1e-9


def inputs_answer(view: View, kind: str, chain: ChainResult, result: SegmentResult, *, opened: str | None) -> Answer:
    """`kind` is one of KINDS: s, y, h at the home country or inside a region, or the weight w."""
    home, name = view.assessment.headline(Score.SELF_RELIANCE), view.segment(result.segment)
    table = {"weight": _weight_table, "runnable": _runnable_table}.get(kind, _content_table)
    values = {"content": result.domestic_content, "inputs": result.domestic_inputs, "runnable": result.runnable}
    value = percent(result.weight) if kind == "weight" else interval_percent(values[kind])
    body = element(
        "div",
        element("p", view.say(f"why.{kind}", segment=name, region=view.region(home)), class_="cm-sentence"),
        table(view, chain, result, opened),
        _sheet(view, result) if kind == "weight" else levers_of_segment(view, chain, result),
        what_to_find_out(view, chain, result, home) if kind != "weight" else None,
        whole_segment(view, chain, result, opened=opened),
        class_="cm-page",
    )
    title = view.say(f"why.title-{kind}", segment=name, region=view.region(home), value=value)
    return Answer(title=title, tex=_tex(kind, view, chain, result), body=body)


def _tex(kind: str, view: View, chain: ChainResult, result: SegmentResult) -> tuple[str, ...]:
    d, y = result.controlled_cover[view.assessment.headline(Score.SELF_RELIANCE)], result.domestic_inputs
    if kind == "weight":
        return (
            r"w=v\,x,\qquad x_i=f_i+\sum_k A_{ik}\,x_k",
            equation(view, "w", [product(result.own_value_share, result.total_requirement)], result.weight),
        )
    if kind == "runnable":
        return (
            rf"h=\max\Big(0,\ \min\big(d,\ \min_{{\text{{{view.say('essential.yes')}}}}} z,\ 1-\sum a'(1-z)\big)\Big)",
            r",\qquad ".join(_runnable_numbers(view, chain, result, end) for end in _ENDS),
        )
    s = result.domestic_content
    inputs = r"y=v+\sum_g a_g\,z_g"
    sums = r",\qquad ".join(_content_numbers(view, chain, result, end) for end in _ENDS)
    if kind == "inputs":
        return inputs, sums
    ends = [equation(view, rf"s_{{\text{{{end}}}}}", [product(d[at], y[at])], s[at]) for at, end in enumerate(_ENDS)]
    return rf"s=d\,y,\qquad {inputs}", r",\qquad ".join([sums, *ends])


def _content_numbers(view: View, chain: ChainResult, result: SegmentResult, end: str) -> str:
    """y at one end: the own value, and of every input its share times what it carries, the largest first."""
    at = _ENDS.index(end)
    terms = [product(group.share, _carried(chain, group, at, running=False)) for group in _groups(chain, result)]
    told = [product(result.own_value_share), *largest_first(terms)]
    return equation(view, rf"y_{{\text{{{end}}}}}", told, result.domestic_inputs[at])


def _groups(chain: ChainResult, result: SegmentResult) -> list[InputGroup]:
    at = chain.network.segment_ids.index(result.segment.segment_id)
    return [group for group in chain.network.groups if group.user == at]


def _best(chain: ChainResult, group: InputGroup, *, running: bool) -> SegmentResult:
    """Of substitutes the one that carries most; it is the one that counts."""
    members = [chain.segments[member] for member in group.members]
    return max(members, key=lambda one: (one.runnable if running else one.domestic_content).lo)


def _carried(chain: ChainResult, group: InputGroup, end: int, *, running: bool) -> float:
    """z: the largest s or h of the group's members at one end."""
    return max((chain.segments[one].runnable if running else chain.segments[one].domestic_content)[end] for one in group.members)


def _content_table(view: View, chain: ChainResult, result: SegmentResult, opened: str | None) -> Markup:
    columns = (
        Column(label=view.say("column.input")),
        Column(label=view.say("column.dependency"), sortable=False),
        Column(label=view.say("column.input-share"), numeric=True),
        Column(label=view.say("column.domestic-content"), numeric=True),
        Column(label=view.say("column.times-share"), numeric=True),
    )
    own = result.own_value_share
    rows = [
        Row(
            cells=(view.say("why.own-value"), "", column_percent(own), percent_in_column(1.0), column_percent(own)),
            sort=(None, None, own, 1.0, own),
        )
    ]
    for group in sorted(_groups(chain, result), key=lambda one: -one.share):
        one = _best(chain, group, running=False)
        z = Interval(one.domestic_content.lo, _carried(chain, group, 1, running=False))
        links = _links(view, chain, result, one, "input_share")
        cells = (links, column_percent(group.share), interval_in_column(z), _range(group.share * z.lo, group.share * z.hi))
        rows.append(segment_row(view, chain, one, cells, (None, None, group.share, z.lo, group.share * z.lo), opened=opened))
    foot = (view.say("why.total"), "", column_percent(1.0), "", _range(*result.domestic_inputs))
    return html_table(columns, rows, caption=view.say("why.parts-inputs"), empty="", total=foot)


def _links(view: View, chain: ChainResult, result: SegmentResult, one: SegmentResult, field: str) -> Markup:
    """Where the dependency on an input stands: the cell of this field."""
    pair = (one.segment.segment_id, result.segment.segment_id)
    written = [link.cell for link in chain.chain.dependencies if (link.upstream, link.downstream) == pair]
    return element("small", *(element("div", cited(view, cell, field)) for cell in written))


def _range(lo: float, hi: float) -> str:
    return column_percent(lo) if hi - lo < 1e-9 else f"{column_percent(lo)}–{column_percent(hi)}"


def _runnable_table(view: View, chain: ChainResult, result: SegmentResult, opened: str | None) -> Markup:
    columns = (
        Column(label=view.say("column.input")),
        Column(label=view.say("column.essential"), sortable=False),
        Column(label=view.say("column.runnable"), numeric=True),
        Column(label=view.say("column.input-share-of-inputs"), numeric=True),
        Column(label=view.say("column.lacking"), numeric=True, hint=view.say("hint.lacking")),
    )
    rows, inputs = [], 1 - result.own_value_share
    for group in sorted(_groups(chain, result), key=lambda one: _best(chain, one, running=True).runnable.lo):
        one, share = _best(chain, group, running=True), group.share / inputs
        z, word = one.runnable, {True: "essential.yes", False: "essential.no", None: "essential.unknown"}[group.essential]
        lacks = 0.0 if group.essential is True else share * (1 - z.lo)
        said = element("div", view.say(word), " ", _links(view, chain, result, one, "essential"))
        cells = (said, interval_in_column(z), column_percent(share), column_percent(lacks))
        rows.append(segment_row(view, chain, one, cells, (None, None, z.lo, share, lacks), opened=opened))
    shares = sum(group.share / inputs for group in _groups(chain, result))
    foot = (view.say("why.total"), "", "", column_percent(shares), column_percent(1 - _rest(chain, result)))
    empty = view.say("why.no-inputs")
    return html_table(columns, rows, caption=view.say("why.parts-inputs"), empty=empty, total=foot if rows else None)


def _rest(chain: ChainResult, result: SegmentResult) -> float:
    """1 − Σ a' (1 − z) over the inputs that are not known to be essential, on lo."""
    inputs = 1 - result.own_value_share
    loose = [group for group in _groups(chain, result) if group.essential is not True]
    lost = sum(group.share / inputs * (1 - _best(chain, group, running=True).runnable.lo) for group in loose)
    return 0.0 if abs(1 - lost) < _CLOSED else 1 - lost  # rounding would print −0.000


def _runnable_numbers(view: View, chain: ChainResult, result: SegmentResult, end: str) -> str:
    """h at one end: d, what the essential inputs carry (the least first), and what the other inputs leave."""
    at = _ENDS.index(end)
    d = result.controlled_cover[view.assessment.headline(Score.SELF_RELIANCE)][at]
    binding, rest = _binding_and_rest(chain, result, at)
    value = result.runnable[at]
    _, decimals = places(value)
    lost = number(1 - rest, decimals)
    shown = r",\ ".join([number(d, decimals), *_least_first(view, binding, decimals), f"1-{lost}"])
    return rf"h_{{\text{{{end}}}}}=\max(0,\ \min({shown}))={number(value, decimals)}"


def _least_first(view: View, binding: list[float], decimals: int) -> list[str]:
    """Four as they are; of more, the least of the others with how many they are."""
    told = [number(one, decimals) for one in sorted(binding)]
    if len(told) <= _TERMS + 1:
        return told
    words = view.say("why.tex-least", count=len(told) - _TERMS)
    return [*told[:_TERMS], rf"\underbrace{{{told[_TERMS]}}}_{{\text{{{words}}}}}"]


def _binding_and_rest(chain: ChainResult, result: SegmentResult, end: int) -> tuple[list[float], float]:
    """What the essential inputs carry, and 1 − Σ a' (1 − z) of the others.

    Inputs that may be either count as both on lo; on hi those that carry most are essential, as many as is best.
    """
    values = [(group.essential, group.share, _carried(chain, group, end, running=True)) for group in _groups(chain, result)]
    unknown = sorted((z for essential, _, z in values if essential is None), reverse=True)
    if end == 0:
        return [z for essential, _, z in values if essential is not False], _rest(chain, result)
    inputs, found = 1 - result.own_value_share, []
    for threshold in (float("inf"), *unknown):
        tight = [z for essential, _, z in values if essential or (essential is None and z >= threshold)]
        loose = [(share, z) for essential, share, z in values if essential is False or (essential is None and z < threshold)]
        found.append((tight, 1 - sum(share / inputs * (1 - z) for share, z in loose)))
    tight, rest = max(found, key=lambda one: min(*one[0], one[1], 1.0))
    return tight, 0.0 if abs(rest) < _CLOSED else rest


def _weight_table(view: View, chain: ChainResult, result: SegmentResult, opened: str | None) -> Markup:
    """x = f + Σ A x: who needs the segment, and how much of it."""
    columns = (
        Column(label=view.say("column.user")),
        Column(label=view.say("column.input-share"), numeric=True),
        Column(label=view.say("column.requirement"), numeric=True, hint=view.say("hint.requirement")),
        Column(label=view.say("column.times-share"), numeric=True),
    )
    network = chain.network
    needs = network.requirement_shares[network.segment_ids.index(result.segment.segment_id)]
    final = result.final_share
    rows = (
        [Row(cells=(view.say("why.final-use"), "", "", column_percent(final)), sort=(None, 0.0, 0.0, final))] if final > 0 else []
    )
    for at in np.argsort(-needs * network.total_requirement, kind="stable"):
        one, share = chain.segments[int(at)], float(needs[at])
        if share > 0:
            part = share * one.total_requirement
            cells = (column_percent(share), column_percent(one.total_requirement), column_percent(part))
            rows.append(segment_row(view, chain, one, cells, (None, share, one.total_requirement, part), opened=opened))
    foot = (view.say("why.total"), "", "", column_percent(result.total_requirement))
    caption = view.say("why.parts-users")
    return element(
        "div", element("h3", caption), html_table(columns, rows, caption=caption, empty="–", total=foot if rows else None)
    )


def _sheet(view: View, result: SegmentResult) -> Markup:
    """What the segment's own row says: criticality and own value; what is blank is derived."""
    one = result.segment
    given = view.say("why.blank-three") if one.criticality is None else str(one.criticality)
    own = view.say("why.derived") if one.own_share is None else percent_in_column(one.own_share)
    told = view.say("why.sheet", criticality=given, own=own, requirement=f"{result.total_requirement:.4f}")
    return element("p", told, " ", cited(view, one.cell, "criticality", "own_share"))
