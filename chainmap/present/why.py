"""Why a score is what it is: its formula with its own numbers, and the segments that make it, each down to its cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from chainmap.analysis.assessment import ChainResult, EndSegment, SegmentResult
from chainmap.model.interval import Interval
from chainmap.model.vocabulary import Score
from chainmap.present.equation import equation, largest_first, product
from chainmap.present.html_table import Column, Row, html_table, opener
from chainmap.present.marks import chip, verdict_order
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import (
    column_percent,
    established,
    interval_in_column,
    interval_percent,
    is_known,
    listed,
    percent,
    percent_in_column,
)
from chainmap.present.segment_detail import segment_detail
from chainmap.present.view import View, ref
from chainmap.present.why_levers import levers
from chainmap.present.why_steps import score_steps
from chainmap.present.why_unknowns import is_open, unknowns

COVERAGES = (Score.COVERAGE, Score.CONTROLLED_COVERAGE)  # sums over the segments


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """TeX of a score's formula, and of the same with its own numbers."""

    general: str
    with_numbers: str


def formula(view: View, chain: ChainResult, score: Score, region: str) -> Formula:
    """METHOD section 4, with the first terms of the sum as numbers."""
    interval = chain.scores[region][score]
    if score is Score.COVERAGE:
        return Formula(
            general=r"B=\sum_i w_i\,c_i",
            with_numbers=_sum(view, "B", [(one.weight, one.cover[region]) for one in chain.segments], interval),
        )
    if score is Score.CONTROLLED_COVERAGE:
        return Formula(
            general=r"B_d=\sum_i w_i\,d_i",
            with_numbers=_sum(view, "{B_d}", [(one.weight, one.controlled_cover[region]) for one in chain.segments], interval),
        )
    ends = [(end.final_share, chain.segment(end.segment_id)) for end in chain.end_segments]
    if score is Score.SELF_RELIANCE:
        general = r"s_i=d_i\Big(v_i+\sum_g a_{gi}\,z_g\Big),\quad R=\sum_i f_i\,s_i"
        terms = [(share, one.domestic_content) for share, one in ends]
        return Formula(general=general, with_numbers=_sum(view, "R", terms, interval))
    essential, other = (rf"g\,\text{{{view.say(f'essential.{one}')}}}" for one in ("yes", "no"))
    general = (
        rf"h_i=\max\Big(0,\ \min\big(d_i,\ \min_{{{essential}}} z_g,\ "
        rf"1-\sum_{{{other}}} a'_{{gi}}(1-z_g)\big)\Big),\quad K=\sum_i f_i\,h_i"
    )
    terms = [(end.final_share, end.runnable) for end in chain.end_segments]
    return Formula(general=general, with_numbers=_sum(view, "K", terms, interval))


def sum_with_numbers(view: View, name: str, terms: Sequence[tuple[float, float]], total: float) -> str:
    r"""`B=0.125\cdot 0.6+…=0.1934`: the largest products first."""
    return equation(view, name, largest_first([product(share, value) for share, value in terms]), total)


def why(view: View, chain: ChainResult, score: Score, *, opened: str | None) -> Markup:
    """The segments that make the score, those that add or miss most first; the opened one with its rows and cells."""
    region = view.assessment.headline(score)
    interval, after = chain.scores[region][score], chain.after_loss[region].get(score)
    code = f"why.{score.value}-inside" if view.assessment.inside and score not in COVERAGES else f"why.{score.value}"
    lead = element("p", view.say(code, region=view.region(region)), class_="cm-sentence")
    told = interval_percent(interval)
    if not is_known(interval):
        number = sum(is_open(chain, one, score, region) for one in chain.segments)
        told = view.say("why.open-part", established=established(interval, number, view.language), interval=told)
    result = (
        view.say("why.result", interval=told, after=percent(after)) if after is not None else view.say("why.value", value=told)
    )
    ends = _end_table(view, chain, score) if score not in COVERAGES else None
    return element(
        "div",
        lead,
        element("p", result),
        score_steps(view, chain, score),
        ends,
        levers(view, chain, score),
        element("h3", view.say("why.segments")),
        _segment_table(view, chain, score, region, opened),
        unknowns(view, chain, score),
        class_="cm-page",
    )


def _sum(view: View, name: str, terms: list[tuple[float, Interval]], total: Interval) -> str:
    """Both ends, each with its largest terms; once where they are the same."""
    ends = {"lo": 0} if is_known(total) else {"lo": 0, "hi": 1}
    return r",\qquad ".join(
        sum_with_numbers(
            view, rf"{name}_{{\text{{{end}}}}}" if len(ends) > 1 else name, [(share, of[at]) for share, of in terms], total[at]
        )
        for end, at in ends.items()
    )


def _end_table(view: View, chain: ChainResult, score: Score) -> Markup:
    columns = [
        Column(label=view.say("column.end-segment"), sortable=False),
        Column(label=view.say("column.final-share"), numeric=True, sortable=False),
        Column(
            label=view.say("column.domestic-content" if score is Score.SELF_RELIANCE else "column.runnable"),
            numeric=True,
            sortable=False,
        ),
        Column(label=view.say("column.held-by") if score is Score.CONTINUITY else "", sortable=False),
        Column(label=view.say("column.times-share"), numeric=True, sortable=False),
    ]
    rows = [_end_row(view, chain, end, score) for end in chain.end_segments]
    values = [_end_value(chain, end, score) for end in chain.end_segments]
    total = Interval(
        *(sum(end.final_share * value[at] for end, value in zip(chain.end_segments, values, strict=True)) for at in (0, 1))
    )
    foot = (view.say("why.total"), percent_in_column(1.0), "", "", interval_in_column(total))
    return html_table(columns, rows, caption=view.say("why.ends"), empty="", total=foot)


def _end_value(chain: ChainResult, end: EndSegment, score: Score) -> Interval:
    return chain.segment(end.segment_id).domestic_content if score is Score.SELF_RELIANCE else end.runnable


def _end_row(view: View, chain: ChainResult, end: EndSegment, score: Score) -> Row:
    one = chain.segment(end.segment_id)
    value = _end_value(chain, end, score)
    held = (
        listed((view.segment(chain.segment(name).segment) for name in end.held_by), view.language, at_most=6)
        if score is Score.CONTINUITY
        else ""
    )
    part = Interval(end.final_share * value.lo, end.final_share * value.hi)
    own = ref(chain.chain, end.segment_id)
    name = opener(view.segment(one.segment), f"segment:{own}")
    cells = (name, percent_in_column(end.final_share), interval_in_column(value), held, interval_in_column(part))
    return Row(cells=cells, event=f"segment:{own}")


def _segment_table(view: View, chain: ChainResult, score: Score, region: str, opened: str | None) -> Markup:
    names = _COLUMNS[score]
    columns = (
        Column(label=view.say("column.segment")),
        Column(label=view.say("column.verdict")),
        *(Column(label=view.say(f"column.{name}"), numeric=True, hint=view.say(f"hint.{name}")) for name in names),
    )
    ordered = sorted(chain.segments, key=lambda one: (-_adds(one, score, region), -one.weight))
    rows = [_segment_row(view, chain, one, score, region, opened) for one in ordered]
    return html_table(columns, rows, caption=view.say("why.segments"), empty="", total=_segment_total(view, chain, score, region))


def _segment_total(view: View, chain: ChainResult, score: Score, region: str) -> tuple[str, ...] | None:
    """Only coverages are sums over the segments: the parts add up to what is established and what is open."""
    if score not in COVERAGES:
        return None
    covers = [(one.weight, one.cover_for(score)[region]) for one in chain.segments]
    adds, open_part = sum(weight * cover.lo for weight, cover in covers), sum(weight * cover.width for weight, cover in covers)
    weights = sum(weight for weight, _ in covers)
    return (view.say("why.total"), "", column_percent(weights), "", column_percent(adds), column_percent(open_part))


# What stands beside a segment, per score: the factors of the formula, in its order.
_COLUMNS: dict[Score, tuple[str, ...]] = {
    Score.COVERAGE: ("weight", "cover", "adds", "open"),
    Score.CONTROLLED_COVERAGE: ("weight", "controlled-cover", "adds", "open"),
    Score.SELF_RELIANCE: ("weight", "controlled-cover", "domestic-inputs", "domestic-content", "gain-self-reliance"),
    Score.CONTINUITY: ("weight", "controlled-cover", "runnable", "gain-continuity"),
}


def _segment_row(view: View, chain: ChainResult, one: SegmentResult, score: Score, region: str, opened: str | None) -> Row:
    own = ref(chain.chain, one.segment.segment_id)
    name = opener(view.segment(one.segment), f"segment:{own}", is_open=opened == own)
    values = [_value(one, column, score, region) for column in _COLUMNS[score]]
    detail = segment_detail(view, chain, one) if opened == own else None
    shown = (interval_in_column(value) if isinstance(value, Interval) else column_percent(value) for value in values)
    sort = (value.lo if isinstance(value, Interval) else value for value in values)
    return Row(
        cells=(name, chip(one.verdict, view.language), *shown),
        sort=(None, verdict_order(one.verdict), *sort),
        event=f"segment:{own}",
        detail=detail,
    )


def _value(one: SegmentResult, column: str, score: Score, region: str) -> Interval | float:
    values: dict[str, Interval | float] = {
        "weight": one.weight,
        "cover": one.cover[region],
        "adds": one.weight * one.cover_for(score)[region].lo,
        "open": one.weight * one.cover_for(score)[region].width,
        "controlled-cover": one.controlled_cover[region],
        "domestic-inputs": one.domestic_inputs,
        "domestic-content": one.domestic_content,
        "runnable": one.runnable,
        "gain-self-reliance": one.gains.self_reliance if one.gains else 0.0,
        "gain-continuity": one.gains.continuity if one.gains else 0.0,
    }
    return values[column]


def _adds(one: SegmentResult, score: Score, region: str) -> float:
    # Coverage is a sum: what adds most comes first. The others are not: what would lift them most comes first.
    if score in COVERAGES or one.gains is None:
        return one.weight * one.cover_for(score)[region].lo if score in COVERAGES else 0.0
    return one.gains.self_reliance if score is Score.SELF_RELIANCE else one.gains.continuity
