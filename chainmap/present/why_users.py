"""Which users a gap has here: those that produce, which make its local pull, and those of which nobody knows."""

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.vocabulary import Score
from chainmap.present.answer import Answer, segment_row, whole_segment
from chainmap.present.equation import equation, product
from chainmap.present.gap_list import buyers
from chainmap.present.html_table import Column, Row, cell_markup, html_table
from chainmap.present.marks import chip, verdict_order
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import column_interval, column_percent
from chainmap.present.provenance import how_checked
from chainmap.present.view import View
from chainmap.present.why_unknowns import resolutions


def users_answer(view: View, which: str, chain: ChainResult, result: SegmentResult, *, opened: str | None) -> Answer:
    """`which`: `local`, users that certainly produce in the region; `unknown`, users of which nobody knows there."""
    region, own = view.assessment.region, result.segment.segment_id
    local, unknown = buyers(chain, result, region)
    shown = [chain.segment(one) for one in (local if which == "local" else unknown)]
    shares = chain.network.user_share[chain.network.segment_ids.index(own)]
    share = {one.segment.segment_id: float(shares[chain.network.segment_ids.index(one.segment.segment_id)]) for one in shown}
    parts = [(share[one.segment.segment_id], one, _counts(which, one, region)) for one in shown]
    facts = {"segment": view.segment(result.segment), "region": view.region(region)}
    body = element(
        "div",
        element("p", view.say(f"why.users-{which}", **facts), class_="cm-sentence"),
        _table(view, which, chain, own, parts, opened),
        whole_segment(view, chain, result, opened=opened),
        class_="cm-page",
    )
    title = view.say(f"why.title-users-{which}", count=len(shown), **facts)
    return Answer(title=title, tex=_tex(view, which, parts), body=body)


def _counts(which: str, one: SegmentResult, region: str) -> float:
    """What the user adds to the pull, or may add, per unit of its share."""
    return one.cover[region].lo if which == "local" else one.cover[region].width


def _tex(view: View, which: str, parts: list[tuple[float, SegmentResult, float]]) -> tuple[str, ...]:
    region = view.assessment.region
    name = r"\text{pull}" if which == "local" else r"\Delta\,\text{pull}"
    factor = "c_k" if which == "local" else r"(c_{k,\text{hi}}-c_{k,\text{lo}})"
    total = sum(share * counts for share, _, counts in parts)
    terms = [
        product(share, one.cover[region].lo if which == "local" else (one.cover[region].hi, one.cover[region].lo))
        for share, one, _ in parts
    ]
    return rf"{name}=\sum_k S_k\,{factor}", equation(view, name, terms, total)


def _table(
    view: View, which: str, chain: ChainResult, own: str, parts: list[tuple[float, SegmentResult, float]], opened: str | None
) -> Markup:
    adds = "column.pull-part" if which == "local" else "column.pull-open"
    columns = (
        Column(label=view.say("column.user")),
        Column(label=view.say("column.verdict")),
        Column(label=view.say("column.how-checked" if which == "local" else "column.resolve"), sortable=False, width="30%"),
        Column(label=view.say("column.dependency"), sortable=False),
        Column(label=view.say("column.user-share"), numeric=True),
        Column(label=view.say("column.user-cover"), numeric=True),
        Column(label=view.say(adds), numeric=True),
    )
    rows = [_row(view, which, chain, own, one, share, counts, opened) for share, one, counts in parts]
    sums = (sum(share for share, _, _ in parts), sum(share * counts for share, _, counts in parts))
    total = (view.say("why.total"), "", "", "", column_percent(sums[0]), "", column_percent(sums[1]))
    caption = view.say("column.user")
    return html_table(columns, rows, caption=caption, empty=view.say("why.no-users"), total=total if rows else None)


def _row(
    view: View,
    which: str,
    chain: ChainResult,
    own: str,
    one: SegmentResult,
    share: float,
    counts: float,
    opened: str | None,
) -> Row:
    user = one.segment.segment_id
    cover = one.cover[view.assessment.region]
    asked = view.say("unknown.and").join(resolutions(view, chain, one, Score.COVERAGE))
    written = [cell_markup(link.cell) for link in chain.chain.dependencies if (link.upstream, link.downstream) == (own, user)]
    cells = (
        chip(one.verdict, view.language),
        how_checked(view, one) if which == "local" else asked or how_checked(view, one),
        element("div", *written),
        column_percent(share),
        column_interval(cover),
        column_percent(share * counts),
    )
    sort = (None, verdict_order(one.verdict), None, None, share, cover.lo, share * counts)
    return segment_row(view, chain, one, cells, sort, opened=opened)
