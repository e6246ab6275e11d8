"""The targets page as HTML: the answer in a sentence, companies with their first sentence, nobody known, why not, left out."""

from collections.abc import Callable, Sequence

from chainmap.analysis.assessment import SegmentResult
from chainmap.analysis.companies import BestCompanies
from chainmap.analysis.targets import LeftOut, Target, TargetList
from chainmap.model.vocabulary import Score
from chainmap.present.best_sentences import best_companies_sentence, fewest
from chainmap.present.clear_filters import clear_button, none_match
from chainmap.present.company_sheet import company_panel, targets_of
from chainmap.present.html_table import PLACE, Column, Paged, Row, around, figure, figures_in, html_table, mark, opener
from chainmap.present.lead_mark import keep_button
from chainmap.present.marks import chip
from chainmap.present.markup import Markup, Part, element, join
from chainmap.present.not_filled import NotFilled, not_filled
from chainmap.present.numbers import column_interval, column_percent, percent_figure
from chainmap.present.reason_figures import reason_markup
from chainmap.present.register_order import reading_order
from chainmap.present.target_filter import Ranked
from chainmap.present.target_list import nobody_known, numbers_of
from chainmap.present.target_words import call_parts, left_out_text, nobody_text, segment_name
from chainmap.present.view import View
from chainmap.present.words import Placeholder

PAGE = 50  # rows shown at once


def headline(
    view: View,
    found: TargetList,
    best: Sequence[BestCompanies],
    *,
    score: Score,
    segment: SegmentResult | None,
    domestic: bool = False,
    filtered: bool = False,
) -> Markup:
    """How many gaps of the score have somebody to invite, and which few companies are worth most together; numbers open.

    With `filtered` also that this is told of all targets, not of those that filters leave.
    """
    lines = [_counted(view, found, score) if segment is None else _of_segment(view, found, score, segment)]
    if best and segment is None:
        lines.append(_together(view, fewest(best), domestic))
    code = "targets.unfiltered-but" if len(lines) > 1 else "targets.unfiltered"
    note = element("small", view.say(code)) if filtered else None
    return element("div", *(element("p", line) for line in lines), note, class_="cm-page cm-answer")


def event_of(target: Target) -> str:
    """What a click on the target's row sends."""
    return f"target:{target.chain_id}/{target.segment_id}/{target.company_key}"


def ordered(view: View, targets: Sequence[Ranked], by: Paged) -> list[Ranked]:
    """The targets with their ranks by a column of the table; equal ones in the order they came in."""
    keys: dict[str, Callable[[Ranked], float | tuple[str, ...]]] = {
        "number": lambda one: one[0],
        "company": lambda one: reading_order(one[1].company),
        "segment": lambda one: reading_order(segment_name(view, one[1])),
        "landing": lambda one: one[1].gains.pulled,
        "reliance": lambda one: one[1].gains.self_reliance,
    }
    return sorted(targets, key=keys[by.column], reverse=by.down) if by.column in keys else list(targets)


def target_table(
    view: View,
    found: TargetList,
    rows: Sequence[Ranked],
    *,
    opened: str | None,
    paged: Paged | None = None,
) -> Markup:
    """These targets with their ranks; the row whose event is `opened` stands open with the company's call sheet."""
    columns = (
        Column(label="#", code="number", numeric=True, width="2.5em"),
        Column(label=view.say("targets.company"), code="company", width="22%"),
        Column(label=view.say("column.segment"), code="segment", width="16%"),
        Column(label=view.say("targets.first-sentence"), sortable=False, hint=view.say("targets.hint-first-sentence")),
        _gain_column(view, "landing", "8em"),
        _gain_column(view, "reliance", "7em"),
    )
    shown = [_row(view, found, one, rank, opened) for rank, one in rows]
    if found.targets:  # of these, filters have left none
        empty: str = none_match(view, "targets.none-match")
    else:
        empty = view.say("targets.none" if found.gaps else "targets.none-in-chain")
    return html_table(columns, shown, caption=view.say("page.targets"), empty=empty, paged=paged)


def rows_shown(view: View, *, first: int, last: int, count: int, of: int) -> Markup:
    """Which rows of the list these are, since paper has no pages to turn to; how many `of` them filters leave, and their end.

    Nothing where the list is empty.
    """
    if not count:
        return Markup()
    rows = view.say("targets.rows", first=first, last=last, count=count) if last - first + 1 < count else None
    some = view.say("targets.shown", count=count, of=of) if count < of else None
    told = " · ".join(one for one in (some, rows) if one)
    return element("p", told, " ", clear_button(view) if some else None, class_="cm-muted") if told else Markup()


def nobody_table(view: View, found: TargetList) -> Markup:
    """Gaps for which nobody is known, and what to search for."""
    columns = _plain(view, "column.segment", "column.verdict", "targets.search")
    rows = []
    for chain, one in nobody_known(view, found):
        name = _segment_cell(view, chain.chain.chain_id, one)
        rows.append(Row(cells=(name, chip(one.verdict, view.language), nobody_text(view, chain, one))))
    return html_table(
        columns,
        rows,
        caption=view.say("targets.tab-nobody"),
        empty=view.say("targets.nobody-none" if found.gaps else "targets.no-gap"),
    )


def not_filled_table(view: View) -> Markup:
    """Why not these: segments that are not to be filled from outside, or not yet."""
    columns = _plain(view, "column.segment", "column.verdict-action", "targets.why")
    rows = [_not_filled_row(view, one) for one in not_filled(view)]
    table = html_table(columns, rows, caption=view.say("targets.tab-not-filled"), empty=view.say("targets.not-filled-none"))
    return element("div", element("p", view.say("targets.not-filled-note"), class_="cm-muted"), table)


def left_out_table(view: View, found: TargetList) -> Markup:
    """Companies on the gaps that are not to be invited, and why."""
    columns = _plain(view, "targets.company", "column.segment", "targets.why")
    shown = {chain.chain.chain_id for chain in view.assessment.chains}
    rows = [_left_out_row(view, one) for one in found.left_out if one.chain_id in shown]
    return html_table(columns, rows, caption=view.say("targets.tab-left-out"), empty=view.say("targets.left-out-none"))


def _counted(view: View, found: TargetList, score: Score) -> Markup:
    numbers = numbers_of(view, found)
    if not numbers["gaps"]:
        return element("span", view.say("targets.no-gap"))
    figures = {
        name: figure(view.say(f"targets.count-{name}", count=number), f"why:invite:{name}:{score.value}:{view.only_chain}")
        for name, number in numbers.items()
    }
    code = "targets.sentence" if numbers["nobody"] else "targets.sentence-every"
    told = view.say(code, region=view.region(view.assessment.region), **{name: mark(name) for name in numbers})
    return figures_in(told, figures)


def _of_segment(view: View, found: TargetList, score: Score, segment: SegmentResult) -> Part:
    name, companies = view.segment(segment.segment), numbers_of(view, found)["companies"]
    if not companies:
        return view.say("targets.sentence-none", segment=name)
    ((chain_id, segment_id),) = found.gaps
    shown = view.say("targets.count-companies", count=companies)
    told = view.say("targets.sentence-one", segment=name, companies=PLACE)
    return around(told, figure(shown, f"why:invite:companies:{score.value}:{chain_id}/{segment_id}"))


def _together(view: View, best: BestCompanies, domestic: bool) -> Markup:
    whose = "domestic" if domestic else "all"
    points = percent_figure(best.value)
    told = best_companies_sentence(view, best, value=Placeholder(PLACE, points))
    return around(told, figure(points, f"why:together:{best.k}:{whose}:{view.only_chain}"))


def _row(view: View, found: TargetList, one: Target, rank: int, opened: str | None) -> Row:
    event, asked = event_of(one), f"why:landing:{one.chain_id}/{one.segment_id}:{one.company_key}"
    is_open = event == opened
    result = view.assessment.chain(one.chain_id).segment(one.segment_id)
    company = element(
        "div", opener(one.company, event, is_open=is_open),
        element(
            "div", element("small", one.product), keep_button(view, one.company, one.company_key, (one.chain_id, one.segment_id)),
            class_="cm-beside",
        ),
    )  # fmt: skip
    detail = company_panel(view, targets_of(found, one.company_key)) if is_open else None
    cells = (
        str(rank), company, _segment_cell(view, one.chain_id, result), _call(view, one),
        figure(column_interval(one.gains.pulled_range), asked), figure(column_percent(one.gains.self_reliance), asked),
    )  # fmt: skip
    sort = (float(rank), one.company, None, None, one.gains.pulled, one.gains.self_reliance)
    return Row(cells=cells, sort=sort, event=event, detail=detail)


def _gain_column(view: View, code: str, width: str) -> Column:
    label, hint = view.say(f"targets.column-{code}"), view.say(f"targets.hint-{code}")
    return Column(label=label, code=code, numeric=True, hint=hint, width=width)


def _not_filled_row(view: View, one: NotFilled) -> Row:
    verdict = element("div", chip(one.result.verdict, view.language), element("small", view.word(one.result.action)))
    reasons = (one.result.reason, one.result.action_reason)
    why = join((reason_markup(view, one.chain, one.result, reason) for reason in reasons), "" if view.language == "zh" else " ")
    return Row(cells=(_segment_cell(view, one.chain.chain.chain_id, one.result), verdict, why))


def _left_out_row(view: View, one: LeftOut) -> Row:
    result = view.assessment.chain(one.chain_id).segment(one.segment_id)
    company = opener(one.company, f"company:{one.company_key}")
    return Row(cells=(company, _segment_cell(view, one.chain_id, result), left_out_text(view, one)))


def _segment_cell(view: View, chain_id: str, result: SegmentResult) -> Markup:
    name = opener(view.segment(result.segment), f"segment:{chain_id}/{result.segment.segment_id}")
    whose = element("small", view.chain(view.assessment.chain(chain_id).chain)) if len(view.assessment.chains) > 1 else None
    return element("div", name, whose)


def _call(view: View, one: Target) -> Markup:
    """The first sentence, its end on one line where that has room: no line begins within `低可信`."""
    *parts, source = call_parts(view, one)
    separator = view.say("call.separator")
    return join([separator.join(parts) + separator, element("span", source, class_="cm-piece")])


def _plain(view: View, *codes: str) -> tuple[Column, ...]:
    return tuple(Column(label=view.say(code), sortable=False) for code in codes)
