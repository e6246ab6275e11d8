"""What is not known behind a score, segment by segment, and what would resolve it: a check, a place, a status, an owner."""

from collections.abc import Iterator

import numpy as np

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.vocabulary import Control, Score, Status
from chainmap.present.html_table import Column, Row, html_table, opener
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import column_percent, interval_in_column, listed
from chainmap.present.provenance import SupplierRow, segment_suppliers
from chainmap.present.view import View, ref
from chainmap.present.why_levers import what_is_open

_MOST = 8
_NAMED = 2
_CLOSED = 1e-9


def unknowns(view: View, chain: ChainResult, score: Score) -> Markup:
    """The segments whose answer narrows the score most, each with what to find out."""
    region = view.assessment.headline(score)
    expected = what_is_open(view, chain, score).expected
    every = [int(at) for at in np.argsort(-expected, kind="stable") if is_open(chain, chain.segments[int(at)], score, region)]
    columns = (
        Column(label=view.say("column.segment")),
        Column(label=view.say("column.cover" if score is Score.COVERAGE else "column.controlled-cover"), numeric=True),
        Column(label=view.say("column.information"), numeric=True, hint=view.say("hint.information")),
        Column(label=view.say("column.resolve"), sortable=False),
    )
    rows = [_row(view, chain, chain.segments[at], score, region, float(expected[at])) for at in every[:_MOST]]
    title = view.say("why.unknowns", count=len(every))
    left = len(every) - len(rows)
    return element(
        "section",
        element("h3", title),
        html_table(columns, rows, caption=title, empty=view.say("why.no-unknowns")),
        element("p", view.say("why.more-unknowns", count=left), class_="cm-muted") if left else None,
    )


def resolutions(view: View, chain: ChainResult, result: SegmentResult, score: Score) -> Iterator[str]:
    """What to find out about a segment, in words; nothing when its cover is known."""
    region = view.assessment.headline(score)
    if result.cover_for(score)[region].width > _CLOSED:
        yield from _about_rows(view, chain, result, region, controlled=score is not Score.COVERAGE)
    if score is Score.CONTINUITY:
        yield from _about_inputs(view, chain, result)


def what_to_find_out(view: View, chain: ChainResult, result: SegmentResult, region: str) -> Markup | None:
    """What is not known about a segment in a region, and what would resolve it; None when nothing is open."""
    at_home = region == view.assessment.headline(Score.SELF_RELIANCE)
    lines = (
        []
        if result.controlled_cover[region].width <= _CLOSED
        else list(_about_rows(view, chain, result, region, controlled=True))
    )
    lines += _about_inputs(view, chain, result) if at_home else ()
    if not lines:
        return None
    return element("section", element("h3", view.say("why.not-known")), element("ul", *(element("li", line) for line in lines)))


def open_inputs(chain: ChainResult, result: SegmentResult) -> list[SegmentResult]:
    """Inputs of the segment of which nobody says whether they are essential, as far as the answer would change anything."""
    own = chain.network.segment_ids.index(result.segment.segment_id)
    groups = [one for one in chain.network.groups if one.user == own and one.essential is None]
    members = (chain.segments[member] for group in groups for member in group.members)
    return [one for one in members if one.runnable.lo < 1 - _CLOSED]


def _about_inputs(view: View, chain: ChainResult, result: SegmentResult) -> Iterator[str]:
    if found := open_inputs(chain, result):
        names = listed((view.segment(one.segment) for one in found), view.language, at_most=_NAMED)
        yield view.say("unknown.essential", inputs=names, segment=view.segment(result.segment))


def _about_rows(view: View, chain: ChainResult, result: SegmentResult, region: str, *, controlled: bool) -> Iterator[str]:
    if not result.checked[region]:
        yield view.say("unknown.check", region=view.region(region))
    rows = segment_suppliers(view, chain.chain.chain_id, result.segment.segment_id)
    step = view.assessment.ladder.index(region)
    there = [row for row in rows if row.status is not Status.STOPPED and (row.step is None or row.step <= step)]
    owners = [row for row in there if controlled and row.is_control_open]
    found = {
        "unknown.place": [row for row in there if row.step is None and step == 0],
        "unknown.status": [row for row in there if row.status is Status.UNKNOWN],
        "unknown.share": [row for row in owners if row.control is Control.JOINT_VENTURE],
        "unknown.control": [row for row in owners if row.control is not Control.JOINT_VENTURE],
    }
    for code, asked in found.items():
        if asked:
            yield view.say(code, companies=_companies(view, asked))


def is_open(chain: ChainResult, one: SegmentResult, score: Score, region: str) -> bool:
    """Whether something about the segment is to be found out for the score: its cover or, for continuity, what is essential."""
    inputs = score is Score.CONTINUITY and one.runnable.width > _CLOSED and bool(open_inputs(chain, one))
    return inputs or one.cover_for(score)[region].width > _CLOSED


def _companies(view: View, rows: list[SupplierRow]) -> str:
    return listed(dict.fromkeys(row.company for row in rows), view.language, at_most=_NAMED)


def _row(view: View, chain: ChainResult, one: SegmentResult, score: Score, region: str, width: float) -> Row:
    own = ref(chain.chain, one.segment.segment_id)
    cover = one.cover_for(score)[region]
    what = view.say("unknown.and").join(resolutions(view, chain, one, score)) or "–"
    return Row(
        cells=(opener(view.segment(one.segment), f"segment:{own}"), interval_in_column(cover), column_percent(width), what),
        sort=(None, cover.lo, width),
        event=f"segment:{own}",
    )
