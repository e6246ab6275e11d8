"""Why the first gaps stay or move as they do: every setting that was tried, the order that it gives, and what a gap is worth."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.analysis.sensitivity import Q_STEPS, Case, Question, Sensitivity, Stability
from chainmap.model.interval import Interval
from chainmap.model.parameters import Readiness
from chainmap.present.answer import Answer, segment_row, whole_segment
from chainmap.present.decimals import number
from chainmap.present.html_table import Column, Row, figure, html_table
from chainmap.present.marks import chip, verdict_order
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import column_interval, count, listed, percent_in_column
from chainmap.present.view import View, ref

_ORDERS = 20  # told one by one


def stability_answer(view: View, chain: ChainResult, found: Sensitivity, question: Question, *, opened: str | None) -> Answer:
    """How often order and members of the first gaps stay: the orders that were met, and the gaps that were ever among them."""
    one = _of(found, question)
    met = Counter(case.first for case in one.tried)
    order = sum(number for first, number in met.items() if first == found.first)
    members = sum(number for first, number in met.items() if set(first) == set(found.first))
    title = view.say(
        "why.title-stability", count=len(found.first), moved=view.word(question), chain=view.chain(chain.chain)
    )  # fmt: skip
    body = element(
        "div",
        element("p", _lead(view, chain, found, question, one), class_="cm-sentence"),
        element("h3", view.say("why.orders", count=len(met))),
        _order_table(view, chain, found, one),
        element("h3", view.say("why.ever-first", count=len(found.first))),
        _member_table(view, chain, found, one, opened),
        class_="cm-page",
    )
    same = [("sensitivity.tex-order", order), ("sensitivity.tex-set", members)]
    tex = tuple(rf"\text{{{view.say(code)}}}={often}/{one.cases}={number(often / one.cases, 4)}" for code, often in same)
    return Answer(title=title, tex=tex, body=body)


def rank_answer(
    view: View, chain: ChainResult, result: SegmentResult, found: Sensitivity, question: Question, *, opened: str | None
) -> Answer:
    """At which place a gap stands under every setting, and what it is worth there; the cases add up."""
    one, name = _of(found, question), result.segment.segment_id
    by_place: dict[int | None, list[Case]] = defaultdict(list)
    for case in one.tried:
        by_place[case.order.index(name) + 1 if name in case.order else None].append(case)
    columns = (
        Column(label=view.say("sensitivity.place"), numeric=True),
        Column(label=view.say("sensitivity.setting"), sortable=False, width="50%"),
        Column(label=view.say("column.pulled"), numeric=True, hint=view.say("hint.pulled")),
        Column(label=view.say("sensitivity.cases"), numeric=True),
    )
    places = sorted(by_place, key=lambda place: (place is None, place or 0))
    rows = [_place_row(view, question, name, place, by_place[place]) for place in places]
    title = view.say("why.title-rank", segment=view.segment(result.segment), moved=view.word(question))
    total = (view.say("why.total"), "", "", count(one.cases))
    now = result.gains.pulled_range if result.gains else Interval(0.0, 0.0)
    own = ref(chain.chain, name)
    ask = element("p", view.say("why.worth-now"), " ", figure(f"{column_interval(now)}\u00a0%", f"why:gain:{own}"))
    body = element(
        "div",
        element("p", view.say("why.rank"), class_="cm-sentence"),
        html_table(columns, rows, caption=title, empty="–", total=total),
        ask,
        whole_segment(view, chain, result, opened=opened),
        class_="cm-page",
    )
    return Answer(title=title, tex=(r"\text{pull}_i\cdot\Delta B_i",), body=body)


def _of(found: Sensitivity, question: Question) -> Stability:
    return next(one for one in found.stabilities if one.question is question)


def _lead(view: View, chain: ChainResult, found: Sensitivity, question: Question, one: Stability) -> str:
    """What was moved over which settings, and the order that it is held against."""
    tried = one.tried
    match question:
        case Question.CRITICALITY:
            settings = view.say("why.tried-criticality", count=one.cases)
        case Question.READINESS:
            settings = view.say("why.tried-readiness", names=tuple(_setting(view, case) for case in tried))
        case _:
            settings = view.say("why.tried-q", first=tried[0].setting, last=tried[-1].setting, count=one.cases)
    return settings + view.say("sensitivity.first", names=_names(view, chain, found.first))


def _order_table(view: View, chain: ChainResult, found: Sensitivity, one: Stability) -> Markup:
    """Orders met most often first; what is beyond the first ones stands in one row, so that the cases add up."""
    groups: dict[tuple[str, ...], list[Case]] = defaultdict(list)
    for case in one.tried:
        groups[case.first].append(case)
    columns = (
        Column(label=view.say("sensitivity.setting"), sortable=False),
        Column(label=view.say("sensitivity.order"), sortable=False, width="56%"),
        Column(label=view.say("sensitivity.compared"), sortable=False),
        Column(label=view.say("sensitivity.cases"), numeric=True, sortable=False),
    )
    ordered = sorted(groups.items(), key=lambda pair: -len(pair[1]))  # of equally many, as they were tried
    rows = [
        Row(
            cells=(
                _settings(view, one.question, cases),
                listed(_names(view, chain, first), view.language) or view.say("sensitivity.nobody"),
                view.say(f"sensitivity.is-{_compared(first, found.first)}"),
                count(len(cases)),
            )
        )
        for first, cases in ordered[:_ORDERS]
    ]
    if rest := ordered[_ORDERS:]:
        rows.append(
            Row(cells=("", view.say("why.other-orders", count=len(rest)), "", count(sum(len(cases) for _, cases in rest))))
        )
    total = (view.say("why.total"), "", "", count(one.cases))
    return html_table(columns, rows, caption=view.say("sensitivity.order"), empty="–", total=total)


def _compared(first: tuple[str, ...], now: tuple[str, ...]) -> str:
    return "same-order" if first == now else "same-set" if set(first) == set(now) else "other"


def _member_table(view: View, chain: ChainResult, found: Sensitivity, one: Stability, opened: str | None) -> Markup:
    """Every gap that was among the first under some setting: how often, and what it is worth now."""
    often: Mapping[str, int] = Counter(name for case in one.tried for name in case.first)
    columns = (
        Column(label=view.say("column.segment")),
        Column(label=view.say("column.verdict")),
        Column(label=view.say("sensitivity.now"), numeric=True),
        Column(label=view.say("sensitivity.cases-first"), numeric=True),
        Column(label=view.say("column.share-of-cases"), numeric=True),
        Column(label=view.say("column.pulled"), numeric=True, hint=view.say("hint.pulled")),
    )
    rows = []
    for name in sorted({*often, *found.first}, key=lambda name: (-often.get(name, 0), name)):
        result, times = chain.segment(name), often.get(name, 0)
        worth = result.gains.pulled_range if result.gains else Interval(0.0, 0.0)
        place = found.first.index(name) + 1 if name in found.first else None
        cells = (
            chip(result.verdict, view.language),
            "–" if place is None else str(place),
            count(times),
            percent_in_column(times / one.cases),
            figure(column_interval(worth), f"why:gain:{ref(chain.chain, name)}"),
        )
        sort = (None, verdict_order(result.verdict), float(place or len(found.first) + 1), times, times, worth.lo)
        rows.append(segment_row(view, chain, result, cells, sort, opened=opened))
    return html_table(columns, rows, caption=view.say("sensitivity.cases-first"), empty="–")


def _place_row(view: View, question: Question, name: str, place: int | None, cases: Sequence[Case]) -> Row:
    worth = [case.worth[case.order.index(name)] for case in cases] if place is not None else []
    shown = column_interval(Interval(min(worth), max(worth))) if worth else "–"
    where = view.say("sensitivity.place-none") if place is None else str(place)
    cells = (where, _settings(view, question, cases), shown, count(len(cases)))
    return Row(cells=cells, sort=(float(place or 10**6), None, max(worth, default=0.0), len(cases)))


def _settings(view: View, question: Question, cases: Sequence[Case]) -> str:
    """The settings by name, those of q as ranges; draws have no name that says anything."""
    match question:
        case Question.CRITICALITY:
            return view.say("sensitivity.draws", count=len(cases))
        case Question.READINESS:
            return listed((_setting(view, case) for case in cases), view.language)
        case _:
            return f"q\u00a0=\u00a0{listed(_ranges([float(case.setting) for case in cases]), view.language)}"


def _setting(view: View, case: Case) -> str:
    return view.word(Readiness(case.setting))


def _ranges(values: Sequence[float]) -> list[str]:
    """`0.3–0.45`, `0.6`: values that follow each other among the steps of q are one range."""
    at = {q: step for step, q in enumerate(Q_STEPS)}
    runs: list[list[float]] = []
    for value in values:
        if runs and at[value] == at[runs[-1][-1]] + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    return [f"{run[0]:g}–{run[-1]:g}" if len(run) > 1 else f"{run[0]:g}" for run in runs]


def _names(view: View, chain: ChainResult, segment_ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(view.segment(chain.segment(one).segment) for one in segment_ids)
