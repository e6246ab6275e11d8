"""Gaps and what is to be checked as tables on the page, gaps as rows for Excel and CSV, and the sentences above them."""

from collections.abc import Sequence

from chainmap.analysis.best import Best
from chainmap.model.vocabulary import Score
from chainmap.present.best_sentences import best_sentence, lifts, segment_names, without_fillers
from chainmap.present.clear_filters import clear_button, none_match
from chainmap.present.gap_buyers import buyers_cell, buyers_text
from chainmap.present.gap_list import Gap, gain, largest, no_gap, worth
from chainmap.present.html_table import Column, Row, figure, figures_in, html_table, mark, opener
from chainmap.present.lead_mark import lead_mark
from chainmap.present.marks import chip, verdict_order
from chainmap.present.markup import Markup, Part, element, join
from chainmap.present.numbers import column_interval, column_percent, count, listed, percent, percent_figure
from chainmap.present.provenance import how_checked
from chainmap.present.score_bar import gain_bar
from chainmap.present.segment_detail import answer_button, segment_detail
from chainmap.present.table import CellKind, Table, TableColumn, Value
from chainmap.present.view import View

_NAMED_CHECKS = 3


def gap_table(
    view: View,
    found: Sequence[Gap],
    score: Score,
    *,
    opened: str | None,
    more: bool,
    several_chains: bool,
    of: int | None = None,
    answer: bool = False,
    invited: int = 0,
) -> Markup:
    """Default columns, with `more` all of them in a box that scrolls; above it how many `of` the gaps are shown, if not all.

    Where the page has room, the last columns say what a gap adds to the other scores. The row of the segment `opened` stands
    open, with `answer` to be answered, with the way to the companies that could be `invited` for it.
    """
    columns = _columns(view, score) + (_more_columns(view) if more else _other_gains(view, score))
    most = largest(found, score)
    rows = []
    for gap in found:
        detail = segment_detail(view, gap.chain, gap.result, answer=answer, invited=invited) if opened == gap.ref else None
        rows.append(_row(view, gap, score, most, opened=opened, more=more, several_chains=several_chains, detail=detail))
    empty = none_match(view, "gaps.none-match") if of else view.say("gaps.none")
    table = html_table(columns, rows, caption=view.say("page.gaps"), empty=empty)
    some = rows and of is not None and of != len(rows)
    shown = (
        element("p", view.say("gaps.shown", count=len(rows), of=of), " ", clear_button(view), class_="cm-muted") if some else None
    )
    return join((shown, element("div", table, class_="cm-wide" if more else "cm-roomy")))


def check_table(
    view: View, found: Sequence[Gap], *, opened: str | None, several_chains: bool, answer: bool = False, answering: str = ""
) -> Markup:
    """The 核查 work list: where to look first, and what follows if nobody is there.

    With `answer` a button answers an item (`answer:chain/segment`); while one is `answering` beside the list, no row stands
    open, and how it was checked stands there.
    """
    columns = (
        Column(label="#", code="number", numeric=True, width="2.5em"),
        Column(label=view.say("column.segment"), code="segment"),
        Column(label=view.say("column.verdict"), code="verdict"),
        Column(label=view.say("column.information"), code="information", numeric=True, hint=view.say("hint.information")),
        *((Column(label=view.say("column.how-checked"), code="how-checked"),) if not answering else ()),
        Column(label=view.say("column.if-nobody"), code="if-nobody", hint=view.say("hint.if-nobody")),
        *((Column(label="", sortable=False, tight=True),) if answer else ()),
    )
    rows = [
        _check_row(view, gap, opened=opened, several_chains=several_chains, answer=answer, answering=answering) for gap in found
    ]
    return html_table(columns, rows, caption=view.say("gaps.check-list"), empty=view.say("gaps.nothing-to-check"))


def check_sentence(view: View, found: Sequence[Gap]) -> Markup:
    """How many segments nobody knows well enough, which to look up first, and what that is worth; empty when none is left."""
    if not found:
        return Markup()
    names = tuple(view.segment(gap.result.segment) for gap in found[:_NAMED_CHECKS])
    most = percent_figure(found[0].information)
    told = view.say("gaps.check-sentence", count=len(found), names=names, most=mark("most", found[0].information * 100))
    return figures_in(told, {"most": figure(most, f"why:information:{found[0].ref}")})


def best_sentences(view: View, found: Sequence[Best], score: Score) -> Markup:
    """Per chain "补 3 个环节可把覆盖率从 19.3 % 提到 26.9 %：…", of the largest set found; chains without gaps say nothing.

    Of several chains what they have in common is said once, above their numbers and names.
    """
    told = [best for best in found if best.sets]
    if len(told) > 1:
        most = max(best.sets[-1].k for best in told)
        lead = element("p", view.say("gaps.best-each", count=most, score=view.word(score)))
        lines = element("div", *(_best_line(view, best, score) for best in told), class_="cm-lines")
        return element("div", lead, lines, class_="cm-page cm-answer")
    sentences = [element("p", element("span", _best(view, best, score))) for best in told] or [element("p", no_gap(view))]
    return element("div", *sentences, class_="cm-page cm-answer")


def _best_line(view: View, best: Best, score: Score) -> Markup:
    """Chain, score now and reached, and what to fill; a chain that nothing lifts says so."""
    chosen, chain = without_fillers(best, best.sets[-1]), view.assessment.chain(best.chain_id)
    now = chain.scores[view.assessment.headline(score)][score].lo
    if not lifts(chosen, now):
        return element("div", element("span", _best(view, best, score)))
    names = listed(segment_names(view, chain, best.names(chosen)), view.language)
    bound = "" if chosen.exact else view.say("gaps.bound", bound=percent(chosen.bound))
    reached_from = view.say("gaps.best-reached", before=mark("before"), after=mark("after"))
    return element(
        "div",
        element("span", view.chain(chain.chain)),
        element("span", figures_in(reached_from, _best_figures(view, best, score))),
        element("span", names + bound),
    )


def _best(view: View, best: Best, score: Score) -> Markup:
    """The sentence; the score now opens, and what is reached opens to what each of the set adds."""
    chain = view.assessment.chain(best.chain_id)
    told = best_sentence(view, chain, best, best.sets[-1], score, before=mark("before"), value=mark("after"))
    return figures_in(told, _best_figures(view, best, score))


def _best_figures(view: View, best: Best, score: Score) -> dict[str, Markup]:
    chosen, chain = without_fillers(best, best.sets[-1]), view.assessment.chain(best.chain_id)
    now = chain.scores[view.assessment.headline(score)][score].lo
    event = f"why:best:{score.value}:{best.chain_id}:{','.join(best.names(chosen))}"
    return {
        "before": figure(percent(now), f"why:{score.value}:{best.chain_id}"),
        "after": figure(percent(chosen.value), event),
    }


def export_table(view: View, found: Sequence[Gap]) -> Table:
    """The list with every column as a sheet; shares are numbers in [0, 1]."""
    columns = tuple(TableColumn(header=view.say(f"export.{name}"), kind=kind, width=width) for name, kind, width in _EXPORTED)
    return Table(name=view.say("gaps.list"), columns=columns, rows=[_export_row(view, gap) for gap in found], frozen_columns=4)


_EXPORTED = (
    ("rank", CellKind.NUMBER, 6),
    ("chain", CellKind.TEXT, 16),
    ("segment-id", CellKind.CODE, 22),
    ("segment", CellKind.TEXT, 24),
    ("verdict", CellKind.TEXT, 10),
    ("action", CellKind.TEXT, 12),
    ("also", CellKind.TEXT, 16),
    ("pulled", CellKind.SHARE, 10),
    ("gain-coverage", CellKind.SHARE, 10),
    ("gain-self-reliance", CellKind.SHARE, 10),
    ("gain-continuity", CellKind.SHARE, 10),
    ("credit", CellKind.SHARE, 10),
    ("weight", CellKind.SHARE, 10),
    ("buyers", CellKind.TEXT, 28),
    ("candidates", CellKind.NUMBER, 10),
    ("how-checked", CellKind.TEXT, 28),
    ("reason", CellKind.TEXT, 44),
    ("cell", CellKind.TEXT, 30),
)


def _columns(view: View, score: Score) -> tuple[Column, ...]:
    value = "column.pulled" if score is Score.COVERAGE else "column.gain"
    return (
        Column(label="#", code="number", numeric=True, width="2.5em"),
        Column(label=view.say("column.segment"), code="segment"),
        Column(label=view.say("column.verdict-action"), code="verdict-action"),
        Column(
            label=view.say(value),
            code="value",
            numeric=True,
            hint=view.say("hint.pulled" if score is Score.COVERAGE else "hint.gain"),
        ),
        Column(label=view.say("column.buyers"), code="buyers", hint=view.say("hint.buyers")),
        Column(label=view.say("column.candidates"), code="candidates", numeric=True, hint=view.say("hint.candidates")),
    )


def _more_columns(view: View) -> tuple[Column, ...]:
    names = ("gain-coverage", "pull", "gain-self-reliance", "gain-continuity", "credit", "weight", "after-loss", "cover")
    return tuple(
        Column(label=view.say(f"column.{name}"), code=name, numeric=True, hint=view.say(f"hint.{name}")) for name in names
    )


def _other_gains(view: View, score: Score) -> tuple[Column, ...]:
    return tuple(
        Column(label=view.say(f"column.{name}"), code=name, numeric=True, hint=view.say(f"hint.{name}"), where_room=True)
        for name in (_GAIN_COLUMNS[one] for one in _others(score))
    )


def _others(score: Score) -> tuple[Score, ...]:
    return tuple(one for one in _GAIN_COLUMNS if one is not score)


def _row(
    view: View,
    gap: Gap,
    score: Score,
    most: float,
    *,
    opened: str | None,
    more: bool,
    several_chains: bool,
    detail: Markup | None,
) -> Row:
    result, region, home = gap.result, view.assessment.region, view.assessment.home_country
    of, candidates = worth(result, score), result.candidates[home]
    cells: list[Part] = [
        str(gap.rank),
        _name(view, gap, opened, several_chains),
        _verdict(view, gap),
        element("div", figure(column_interval(of), f"why:{_GAINS[score]}:{gap.ref}"), gain_bar(of, most)),
        buyers_cell(view, gap),
        element(
            "div",
            figure(count(candidates), f"why:candidates:{gap.ref}", hint=candidates_text(view, gap)),
            lead_mark(view, gap.chain, result),
        ),
    ]
    sort: list[float | str | None] = [
        float(gap.rank),
        view.segment(result.segment),
        verdict_order(result.verdict),
        of.lo,
        None,
        float(candidates),
    ]
    if more and result.gains is not None:
        figures = [
            result.gains.coverage,
            result.gains.pull.lo,
            result.gains.self_reliance,
            result.gains.continuity,
            result.gains.credit,
            result.weight,
            result.loss_cover[region],
            result.cover[region].lo,
        ]
        shown = [column_percent(figure) for figure in figures]
        shown[1], shown[-1] = column_interval(result.gains.pull), column_interval(result.cover[region])
        asked = _asked_more(gap.ref, region)
        cells = [*cells, *(figure(text, event) for text, event in zip(shown, asked, strict=True))]
        sort = [*sort, *figures]
    if not more:
        for one in _others(score):
            cells.append(figure(column_percent(gain(result, one)), f"why:{_GAINS[one]}:{gap.ref}"))
            sort.append(gain(result, one))
    return Row(cells=cells, sort=sort, event=f"segment:{gap.ref}", detail=detail)


_GAIN_COLUMNS = {
    Score.COVERAGE: "gain-coverage", Score.SELF_RELIANCE: "gain-self-reliance", Score.CONTINUITY: "gain-continuity",
}  # fmt: skip

# What the answer to "why" of a gain is called, per score.
_GAINS = {Score.COVERAGE: "gain", Score.SELF_RELIANCE: "gain-self_reliance", Score.CONTINUITY: "gain-continuity"}


def _asked_more(slot: str, region: str) -> list[str]:
    """What the figures of `_more_columns` ask, in their order."""
    topics = ("gain", "gain", "gain-self_reliance", "gain-continuity", "credit", "weight")
    return [*(f"why:{topic}:{slot}" for topic in topics), f"why:lost:{slot}:{region}", f"why:cover:{slot}:{region}"]


def _check_row(view: View, gap: Gap, *, opened: str | None, several_chains: bool, answer: bool, answering: str) -> Row:
    result = gap.result
    follows = (view.word(one) for one in (result.verdict_if_confirmed, result.action_if_confirmed) if one is not None)
    cells: list[Part] = [
        str(gap.rank),
        _name(view, gap, opened, several_chains),
        _verdict(view, gap),
        figure(column_percent(gap.information), f"why:information:{gap.ref}"),
        *((how_checked(view, result),) if not answering else ()),
        " → ".join(follows),
    ]
    if answer:
        here = gap.ref == answering
        cells.append(answer_button(view, gap.ref) if not here else element("b", view.say("spot.answered")))
    detail = segment_detail(view, gap.chain, result) if opened == gap.ref and not answering else None
    sort: list[float | str | None] = [
        float(gap.rank),
        view.segment(result.segment),
        verdict_order(result.verdict),
        gap.information,
        None,
        None,
    ]
    return Row(cells=cells, sort=sort, event=f"segment:{gap.ref}", detail=detail, current=gap.ref == answering)


def _name(view: View, gap: Gap, opened: str | None, several_chains: bool) -> Markup:
    chain = element("small", view.chain(gap.chain.chain)) if several_chains else None
    return element("div", opener(view.segment(gap.result.segment), f"segment:{gap.ref}", is_open=opened == gap.ref), chain)


def _verdict(view: View, gap: Gap) -> Markup:
    on_hi = view.say("gaps.or", verdict=view.word(gap.result.verdict_on_hi)) if gap.result.verdict_on_hi else ""
    action = element("small", view.word(gap.result.action), on_hi, class_="cm-one-line")
    return element("div", chip(gap.result.verdict, view.language), action)


def candidates_text(view: View, gap: Gap) -> str:
    """Producing domestic companies that could come, per step of the ladder."""
    steps = (
        view.say("gaps.candidates-at", region=view.region(region), count=gap.result.candidates[region])
        for region in view.assessment.ladder[1:]
    )
    return " · ".join(steps)


def _export_row(view: View, gap: Gap) -> list[Value]:
    result, gains = gap.result, gap.result.gains
    figures = [gains.pulled, gains.coverage, gains.self_reliance, gains.continuity, gains.credit] if gains else [0.0] * 5
    return [
        gap.rank,
        view.chain(gap.chain.chain),
        result.segment.segment_id,
        view.segment(result.segment),
        view.word(result.verdict),
        view.word(result.action),
        listed((view.word(one) for one in result.also), view.language),
        *figures,
        result.weight,
        buyers_text(view, gap),
        result.candidates[view.assessment.home_country],
        how_checked(view, result),
        view.reason(result, gap.chain.chain),
        str(result.segment.cell),
    ]
