"""Why filling a segment lifts self-reliance or continuity as it does, what credit it has, and what knowing it would close."""

from collections.abc import Sequence

import numpy as np

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.analysis.network import Array
from chainmap.analysis.scores import continuity, self_reliance
from chainmap.model.interval import Interval
from chainmap.model.vocabulary import Score
from chainmap.present.answer import Answer, levers_of_segment, segment_row, whole_segment
from chainmap.present.decimals import number
from chainmap.present.equation import equation, product
from chainmap.present.gap_list import gain, information
from chainmap.present.html_table import Column, Row, html_table
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import column_percent, percent, percent_in_column, percent_points
from chainmap.present.view import View
from chainmap.present.why_unknowns import what_to_find_out

_SAME = 1e-12


def filled_answer(view: View, score: Score, chain: ChainResult, result: SegmentResult, *, opened: str | None) -> Answer:
    """ΔR or ΔK at its headline region: what each end use carries now and once the segment is filled."""
    home, name, rise = view.assessment.headline(score), view.segment(result.segment), gain(result, score)
    now, then = carried(chain, score, home, [result.segment.segment_id])
    scores = [float(side @ chain.network.final_share) for side in (now, then)]
    letter, each = ("R", "s") if score is Score.SELF_RELIANCE else ("K", "h")
    tex = (
        rf"\Delta {letter}=\sum_i f_i\,({each}'_i-{each}_i)",
        equation(view, rf"\Delta {letter}", [product(scores[1]), product(-scores[0])], rise),
    )
    body = element(
        "div",
        element("p", view.say("why.filled", region=view.region(home), score=view.word(score)), class_="cm-sentence"),
        end_table(view, chain, score, now, then, opened),
        element("p", view.say("why.filled-nothing")) if rise < _SAME and score is Score.CONTINUITY else None,
        levers_of_segment(view, chain, result),
        whole_segment(view, chain, result, opened=opened),
        class_="cm-page",
    )
    title = view.say("why.title-filled", segment=name, score=view.word(score), points=percent_points(rise))
    return Answer(title=title, tex=tex, body=body)


def credit_answer(view: View, chain: ChainResult, result: SegmentResult | None, *, opened: str | None) -> Answer:
    """φ of every gap, asked of one of them or, with None, of all; together what filling all of them adds to self-reliance."""
    own = result.gains.credit if result and result.gains else 0.0
    gaps = [(one.gains.credit, one) for one in chain.segments if one.gains is not None and one.gains.credit > _SAME]
    total = sum(value for value, _ in gaps) + chain.credit_residual
    now = chain.scores[view.assessment.headline(Score.SELF_RELIANCE)][Score.SELF_RELIANCE].lo
    columns = (
        Column(label=view.say("column.segment")),
        Column(label=view.say("column.controlled-cover"), numeric=True),
        Column(label=view.say("column.gain-self-reliance"), numeric=True),
        Column(label=view.say("column.credit"), numeric=True),
    )
    rows = [_credit_row(view, chain, one, opened) for _, one in sorted(gaps, key=lambda pair: -pair[0])]
    if abs(chain.credit_residual) > _SAME:
        rows.append(Row(cells=(view.say("fact.credit-residual"), "", "", column_percent(chain.credit_residual))))
    foot = (view.say("why.total"), "", "", column_percent(total))
    body = element(
        "div",
        element("p", view.say("why.credit", now=percent(now), filled=percent(now + total)), class_="cm-sentence"),
        html_table(columns, rows, caption=view.say("column.credit"), empty=view.say("gaps.none"), total=foot if rows else None),
        levers_of_segment(view, chain, result) if result else None,
        class_="cm-page",
    )
    tex = (
        r"\varphi_i=(1-d_i)\int_0^1\frac{\partial R}{\partial d_i}\,dt,\qquad \sum_i\varphi_i=R_{\text{all}}-R",
        equation(view, r"\sum_i\varphi_i", [product(now + total), product(-now)], total)
        + (rf",\qquad \varphi={number(own, 4)}" if result else ""),
    )
    title = (
        view.say("why.title-credit", segment=view.segment(result.segment), value=percent(own))
        if result
        else view.say("why.title-credit-all", value=percent(total))
    )
    return Answer(title=title, tex=tex, body=body)


def information_answer(view: View, chain: ChainResult, result: SegmentResult, *, opened: str | None) -> Answer:
    """w (hi − lo): what of the width of coverage goes away; and what there is to find out."""
    region = view.assessment.region
    cover, width = result.cover[region], information(result, region)
    name = view.segment(result.segment)
    columns = (
        Column(label=view.say("column.segment")),
        Column(label=view.say("column.weight"), numeric=True),
        Column(label=view.say("column.width"), numeric=True),
        Column(label=view.say("column.information"), numeric=True),
    )
    every = sorted((one for one in chain.segments if one.cover[region].width > _SAME), key=lambda one: -information(one, region))
    rows = [_width_row(view, chain, one, region, opened) for one in every]
    total = chain.scores[region][Score.COVERAGE].width
    foot = (view.say("why.total"), "", "", column_percent(total))
    title = view.say("why.title-information", segment=name, value=percent(width))
    body = element(
        "div",
        element("p", view.say("why.information", region=view.region(region)), class_="cm-sentence"),
        what_to_find_out(view, chain, result, region),
        html_table(columns, rows, caption=title, empty=view.say("why.no-unknowns"), total=foot if rows else None),
        levers_of_segment(view, chain, result),
        class_="cm-page",
    )  # fmt: skip
    tex = equation(view, r"w\,(c_{\text{hi}}-c_{\text{lo}})", [product(result.weight, (cover.hi, cover.lo))], width)
    return Answer(title=title, tex=(tex,), body=body)


def carried(chain: ChainResult, score: Score, region: str, filled: Sequence[str]) -> tuple[Array, Array]:
    """s or h of every segment on lo, now and with these segments filled; raises ValueError for one that is not there."""
    now = np.array([one.controlled_cover[region].lo for one in chain.segments])
    covers = np.vstack([now, now])
    covers[1, [chain.network.segment_ids.index(one) for one in filled]] = 1.0
    each = (self_reliance if score is Score.SELF_RELIANCE else continuity)(chain.network, covers)[1]
    return each[0], each[1]


def end_table(view: View, chain: ChainResult, score: Score, now: Array, then: Array, opened: str | None) -> Markup:
    """What every end use carries now and then (s or h of every segment), and what that adds to the score."""
    columns = (
        Column(label=view.say("column.end-segment")),
        Column(label=view.say("column.final-share"), numeric=True),
        Column(label=view.say("column.now"), numeric=True),
        Column(label=view.say("column.filled"), numeric=True),
        Column(label=view.say("column.adds"), numeric=True),
    )
    rows = []
    for one, before, after in zip(chain.segments, now.tolist(), then.tolist(), strict=True):
        if one.final_share > 0:
            part = one.final_share * (after - before)
            cells = (column_percent(one.final_share), percent_in_column(before), percent_in_column(after), column_percent(part))
            rows.append(segment_row(view, chain, one, cells, (None, one.final_share, before, after, part), opened=opened))
    shares = chain.network.final_share
    sides = [percent_in_column(float(shares @ side)) for side in (now, then)]
    foot = (view.say("why.total"), column_percent(float(shares.sum())), *sides, column_percent(float(shares @ (then - now))))
    return html_table(columns, rows, caption=view.word(score), empty="–", total=foot if rows else None)


def _credit_row(view: View, chain: ChainResult, one: SegmentResult, opened: str | None) -> Row:
    gains = one.gains
    values = (gains.self_reliance, gains.credit) if gains else (0.0, 0.0)
    d = one.controlled_cover[view.assessment.headline(Score.SELF_RELIANCE)].lo
    cells = (percent_in_column(d), *(column_percent(value) for value in values))
    return segment_row(view, chain, one, cells, (None, d, *values), opened=opened)


def _width_row(view: View, chain: ChainResult, one: SegmentResult, region: str, opened: str | None) -> Row:
    width: Interval = one.cover[region]
    values = (one.weight, width.width, information(one, region))
    return segment_row(view, chain, one, tuple(column_percent(value) for value in values), (None, *values), opened=opened)
