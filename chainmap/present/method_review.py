"""The method with today's numbers: q band, what moved parameters change, whether the first gaps stay."""

from collections.abc import Sequence

from chainmap.analysis.assessment import Assessment, ChainResult, SegmentResult
from chainmap.model.vocabulary import Action, Score, Verdict
from chainmap.present.gap_list import Gap, gaps
from chainmap.present.html_table import Column, Row, figure, figures_in, html_table, mark, opener
from chainmap.present.markup import Markup, Part, element
from chainmap.present.numbers import column_interval, column_percent, listed, percent
from chainmap.present.segment_detail import definition_list
from chainmap.present.view import View, ref
from chainmap.present.why_segments import of_action, of_verdict

SCORES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)
_Counted = tuple[Verdict | Action, list[SegmentResult], list[SegmentResult]]
_FIRST = 5
_MOST_CREDITED = 15
_SOURCES = ("leontief", "miller-blair", "hummels", "esri", "aumann-shapley", "owen", "hhi", "okabe-ito")


def method_intro(view: View, chain: ChainResult) -> Markup:
    """What the three scores are, for which chain today's numbers stand, and what stands beside them."""
    return element(
        "div",
        element("h2", view.chain(chain.chain)),
        element("p", view.say("method.sentence"), class_="cm-sentence"),
        element("div", definition_list(method_facts(view, chain)), class_="cm-facts"),
        class_="cm-page",
    )


def method_limits(view: View) -> Markup:
    """What the method does not claim, and where its formulas come from."""
    return element(
        "div",
        element("h3", view.say("method.limits")),
        element("p", view.say("method.limits-text")),
        element("h3", view.say("method.sources")),
        element("ul", *(_source(view, one) for one in _SOURCES)),
        class_="cm-page",
    )


def effect(view: View, chain_id: str, moved: Assessment) -> Markup:
    """Everything that the moved parameters change in the chain."""
    return element(
        "div",
        element("h3", view.say("method.effect")),
        effect_table(view, chain_id, moved),
        element("p", first_gaps_sentence(view, chain_id, moved)),
        verdict_changes(view, chain_id, moved),
        action_changes(view, chain_id, moved),
        class_="cm-page",
    )


def q_band_table(view: View, chain: ChainResult) -> Markup:
    """The three scores on lo at q = 0.3, 0.6 and 1, side by side."""
    steps = tuple(chain.q_band)
    columns = (
        Column(label=view.say("column.score"), sortable=False, tight=True),
        *(Column(label=f"q = {step}", numeric=True, sortable=False) for step in steps),
    )
    rows = [Row(cells=(view.word(score).capitalize(), *(_at_q(chain, step, score) for step in steps))) for score in SCORES]
    return html_table(columns, rows, caption=view.say("method.q-band"), empty="")


def _at_q(chain: ChainResult, step: str, score: Score) -> Markup:
    return figure(column_percent(chain.q_band[step][score]), f"why:q={step};{score.value}:{chain.chain.chain_id}")


def credit_table(view: View, chain: ChainResult) -> Markup:
    """Per gap its credit, the largest first; below them the sum, what the quadrature leaves, and what they add up to."""
    home = view.assessment.home_country
    credited = [(one, one.gains.credit) for one in chain.segments if one.gains is not None and one.gains.credit > 0]
    credited.sort(key=lambda pair: (-pair[1], pair[0].segment.segment_id))
    shown, rest = credited[:_MOST_CREDITED], credited[_MOST_CREDITED:]
    every = f"why:moved;credit-all:{chain.chain.chain_id}"
    total, now = sum(value for _, value in credited), chain.scores[home][Score.SELF_RELIANCE].lo
    rows = [
        Row(
            cells=(
                opener(view.segment(one.segment), f"segment:{ref(chain.chain, one.segment.segment_id)}"),
                figure(column_percent(value), f"why:moved;credit:{ref(chain.chain, one.segment.segment_id)}"),
            )
        )
        for one, value in shown
    ]
    if rest:
        left = column_percent(sum(value for _, value in rest))
        rows.append(Row(cells=(view.say("method.credit-rest", count=len(rest)), figure(left, every))))
    sums = (
        ("method.credit-sum", column_percent(total), every),
        ("fact.credit-residual", column_percent(chain.credit_residual, sign=True), every),
        ("method.credit-now", column_percent(now), f"why:moved;{Score.SELF_RELIANCE.value}:{chain.chain.chain_id}"),
        ("method.credit-filled", column_percent(now + total + chain.credit_residual), every),
    )
    rows += [Row(cells=(element("b", view.say(code)), element("b", figure(value, asked)))) for code, value, asked in sums]
    columns = (
        Column(label=view.say("column.segment"), sortable=False),
        Column(label=view.say("column.credit"), numeric=True, sortable=False),
    )
    title = view.say("method.credit-title", region=view.region(home))
    note = element("p", view.say("method.credit-note"), class_="cm-muted")
    table = html_table(columns, rows, caption=title, empty="")
    full = all(one.controlled_cover[home].lo >= 1 for one in chain.segments)
    none = element("p", view.say("method.no-credit" if full else "method.no-credit-yet"), class_="cm-muted")
    return element("div", element("h3", title), note, table if credited else none, class_="cm-page")


def effect_table(view: View, chain_id: str, moved: Assessment) -> Markup:
    """Scores of the chain with the published parameters and with the moved ones."""
    before, after = view.assessment.chain(chain_id), moved.chain(chain_id)
    columns = (
        Column(label=view.say("column.score"), sortable=False, tight=True),
        Column(label=view.say("column.published"), numeric=True, sortable=False),
        Column(label=view.say("column.moved"), numeric=True, sortable=False),
        Column(label=view.say("column.change"), numeric=True, sortable=False, hint=view.say("hint.change")),
    )
    rows = [_effect_row(view, score, before, after, view.assessment.headline(score)) for score in SCORES]
    return html_table(columns, rows, caption=view.say("method.effect"), empty="")


def first_gaps_sentence(view: View, chain_id: str, moved: Assessment) -> str:
    """Whether the first five gaps stay under the moved parameters."""
    before = _first(view, chain_id)
    after = _first(View(assessment=moved, dataset=view.dataset, language=view.language), chain_id)
    names = listed((view.segment(gap.result.segment) for gap in after), view.language)
    if not before and not after:
        return view.say("method.no-gaps")
    if [gap.ref for gap in before] == [gap.ref for gap in after]:
        return view.say("method.gaps-stay", count=len(after), names=names)
    same = len({gap.ref for gap in before} & {gap.ref for gap in after})
    return view.say("method.gaps-move", same=same, count=len(before), names=names)


def verdict_changes(view: View, chain_id: str, moved: Assessment) -> Markup:
    """How many segments have each verdict, before and after."""
    before, after = view.assessment.chain(chain_id), moved.chain(chain_id)
    numbers = [(one, of_verdict(before, one), of_verdict(after, one)) for one in Verdict]
    return _number_changes(view, "verdict", numbers, chain_id)


def action_changes(view: View, chain_id: str, moved: Assessment) -> Markup:
    """How many segments ask for each action, before and after."""
    before, after = view.assessment.chain(chain_id), moved.chain(chain_id)
    numbers = [(one, of_action(before, one), of_action(after, one)) for one in Action if one is not Action.NONE]
    return _number_changes(view, "action", numbers, chain_id)


def _number_changes(view: View, kind: str, numbers: Sequence[_Counted], chain_id: str) -> Markup:
    """The numbers that moved, each of which opens to the segments counted."""
    told, figures = [], {}
    for one, *sides in numbers:
        before, after = map(len, sides)
        if before == after:
            continue
        for side, number in (("", before), ("moved;", after)):
            figures[side + one.value] = figure(str(number), f"why:{side}{kind}:{one.value}:{chain_id}")
        marks = {"before": mark(one.value), "after": mark(f"moved;{one.value}")}
        told.append(view.say("method.number-moves", name=view.word(one), **marks))
    if not told:
        return element("p", view.say(f"method.{kind}s-stay"), class_="cm-muted")
    return element("p", figures_in(listed(told, view.language), figures))


def method_facts(view: View, chain: ChainResult) -> list[tuple[str, Part]]:
    """What stands beside the scores: size, depth, count-grade share, what the credit leaves."""
    own, share = chain.chain.chain_id, chain.count_grade_share[view.assessment.region]
    return [
        (view.say("fact.segments"), figure(str(len(chain.segments)), f"why:segments:{own}")),
        (view.say("fact.depth"), figure(str(chain.depth), f"why:depth:{own}")),
        (view.say("fact.count-grade"), figure(percent(share), f"why:count-grade:{own}")),
        (view.say("fact.credit-residual"), figure(percent(abs(chain.credit_residual)), f"why:credit-all:{own}")),
    ]


def _effect_row(view: View, score: Score, before: ChainResult, after: ChainResult, region: str) -> Row:
    was, now = before.scores[region][score], after.scores[region][score]
    own = f"{score.value}:{before.chain.chain_id}"
    sides = (figure(column_interval(was), f"why:{own}"), figure(column_interval(now), f"why:moved;{own}"))
    change = figure(column_percent(now.lo - was.lo, sign=True), f"why:moved;moved:{own}")
    return Row(cells=(view.word(score).capitalize(), *sides, change))


def _first(view: View, chain_id: str) -> tuple[Gap, ...]:
    return gaps(view.only(chain_id))[:_FIRST]


def _source(view: View, one: str) -> Markup:
    """What is taken from where; the title stands as it is printed."""
    title = element("cite", view.say(f"method.cite.{one}"), lang="en", style="font-style:normal")
    return element("li", view.say(f"method.source.{one}"), title)
