"""Why a score is another after a scenario, in another region or with moved parameters: the segments that make the difference."""

from typing import NamedTuple

from chainmap.analysis.assessment import Assessment, ChainResult, SegmentResult
from chainmap.model.vocabulary import Score
from chainmap.present.answer import Answer, segment_row
from chainmap.present.equation import equation, product
from chainmap.present.html_table import Column, Row, figure, html_table
from chainmap.present.marks import chip
from chainmap.present.markup import Markup, element, join
from chainmap.present.numbers import column_interval, column_percent, interval_percent, percent_points
from chainmap.present.view import View, ref
from chainmap.present.why import COVERAGES
from chainmap.present.why_steps import score_steps

_LETTERS = {
    Score.COVERAGE: ("B", "w", "c"),
    Score.CONTROLLED_COVERAGE: ("{B_d}", "w", "d"),
    Score.SELF_RELIANCE: ("R", "f", "s"),
    Score.CONTINUITY: ("K", "f", "h"),
}
_TOPICS = {
    Score.COVERAGE: "cover", Score.CONTROLLED_COVERAGE: "controlled",
    Score.SELF_RELIANCE: "content", Score.CONTINUITY: "runnable",
}  # fmt: skip
_STILL = 1e-9


class _Part(NamedTuple):
    """A segment of the sum: its share, and its value on lo on the other side and on this one."""

    segment_id: str
    share: float
    was: float
    now: float

    @property
    def adds(self) -> float:
        return self.share * (self.now - self.was)


def moved_answer(view: View, chain: ChainResult, score: Score, *, opened: str | None) -> Answer | None:
    """Of a view after a scenario, or beside another side; None for another. The parts add up to the change on lo."""
    other = view.made.before if view.made else view.beside
    if other is None:
        return None
    before = other.chain(chain.chain.chain_id)
    region = view.assessment.headline(score)
    was, now = before.scores[other.headline(score)][score], chain.scores[region][score]
    change = now.lo - was.lo
    parts = _parts(view, other, before, chain, score)
    names = _names(view, other)
    sides = (
        figure(f"{name} {interval_percent(value)}", f"why:{side}{score.value}:{chain.chain.chain_id}")
        for name, value, side in zip(names, (was, now), (_asks(other), ""), strict=True)
    )
    told = "why.moved" if view.made else "why.moved-beside"
    body = element(
        "div",
        element("p", view.say(told, region=view.region(region)), class_="cm-sentence"),
        element("p", join(sides, " → ")),
        score_steps(view, chain, score),
        element("h3", view.say("why.moved-parts" if score in COVERAGES else "why.moved-ends")),
        _part_table(view, other, chain, score, parts, change, opened),
        _own_table(view, other, chain, opened) if score not in COVERAGES else None,
        class_="cm-page",
    )
    facts = {"chain": view.chain(chain.chain), "score": view.word(score), "points": percent_points(change)}
    title = view.say("why.title-moved" if view.made else "why.title-beside", before=names[0], after=names[1], **facts)
    return Answer(title=title, tex=_tex(view, score, parts, change), body=body)


def _names(view: View, other: Assessment) -> tuple[str, str]:
    """What the two sides are called."""
    if view.made:
        return view.say("scenario.before"), view.say("scenario.after")
    if other.region != view.assessment.region:
        return view.region(other.region), view.region(view.assessment.region)
    if other.parameters != view.assessment.parameters:
        return view.say("why.side-default"), view.say("why.side-moved")
    return view.say("spot.before"), view.say("spot.after")


def _asks(other: Assessment) -> str:
    """How a number of the other side is asked for, from inside the answer about this one."""
    return f"{'inside' if other.inside else 'region'}={other.region};"


def _parts(view: View, other: Assessment, before: ChainResult, after: ChainResult, score: Score) -> list[_Part]:
    """Per segment of the sum (end segments but for coverage) that moves, the largest part first."""
    if score in COVERAGES:
        sides = (
            [one.cover_for(score)[side.region].lo for one in chain.segments]
            for chain, side in ((before, other), (after, view.assessment))
        )
        pairs = zip(after.segments, *sides, strict=True)
        found = [_Part(one.segment.segment_id, one.weight, was, now) for one, was, now in pairs]
    else:
        found = [
            _Part(end.segment_id, end.final_share, *(_end(side, end.segment_id, score) for side in (before, after)))
            for end in after.end_segments
        ]
    return sorted((part for part in found if abs(part.adds) > _STILL), key=lambda part: (-abs(part.adds), part.segment_id))


def _end(chain: ChainResult, segment_id: str, score: Score) -> float:
    one = chain.segment(segment_id)
    return (one.domestic_content if score is Score.SELF_RELIANCE else one.runnable).lo


def _tex(view: View, score: Score, parts: list[_Part], change: float) -> tuple[str, str]:
    letter, share, value = _LETTERS[score]
    terms = [product(one.share, (one.now, one.was)) for one in parts]
    general = rf"\Delta {letter}=\sum_i {share}_i\,({value}'_i-{value}_i)"
    return general, equation(view, rf"\Delta {letter}_{{\text{{lo}}}}", terms, change)


def _part_table(
    view: View, other: Assessment, after: ChainResult, score: Score, parts: list[_Part], change: float, opened: str | None
) -> Markup:
    topic = _TOPICS[score]
    name = {"content": "domestic-content", "controlled": "controlled-cover"}.get(topic, topic)
    columns = (
        Column(label=view.say("column.segment"), sortable=False),
        Column(label=view.say("column.weight" if score in COVERAGES else "column.final-share"), numeric=True, sortable=False),
        Column(label=view.say("column.verdict"), sortable=False),
        *(Column(label=f"{view.say(f'column.{name}')} · {side}", numeric=True, sortable=False) for side in _names(view, other)),
        Column(label=view.say("column.difference"), numeric=True, sortable=False),
    )
    before = other.chain(after.chain.chain_id)
    rows = []
    for part in parts:
        two = after.segment(part.segment_id)
        values = (
            _value(view, topic, after, of, side, side.headline(score))
            for of, side in ((before.segment(part.segment_id), other), (two, view.assessment))
        )
        cells = (column_percent(part.share), chip(two.verdict, view.language), *values, column_percent(part.adds, sign=True))
        rows.append(segment_row(view, after, two, cells, (), opened=opened))
    total = (view.say("why.total"), "", "", "", "", column_percent(change, sign=True))
    caption = view.say("column.segment")
    return html_table(columns, rows, caption=caption, empty=view.say("why.moved-none"), total=total if rows else None)


def _value(view: View, topic: str, chain: ChainResult, of: SegmentResult, side: Assessment, region: str) -> Markup:
    """c, d, s or h of a segment on one side, which opens on that side."""
    carried = {"content": of.domestic_content, "runnable": of.runnable}
    value = carried.get(topic) or (of.cover if topic == "cover" else of.controlled_cover)[region]
    at = "" if topic in carried else f":{region}"
    asks = "" if side is view.assessment else _asks(side)
    return figure(column_interval(value), f"why:{asks}{topic}:{ref(chain.chain, of.segment.segment_id)}{at}")


def _own_table(view: View, other: Assessment, after: ChainResult, opened: str | None) -> Markup | None:
    """The segments whose own controlled cover moved: what the end segments above follow from."""
    home = view.assessment.headline(Score.SELF_RELIANCE)
    before = other.chain(after.chain.chain_id)
    rows: list[Row] = []
    for one, two in zip(before.segments, after.segments, strict=True):
        was, now = one.controlled_cover[other.headline(Score.SELF_RELIANCE)], two.controlled_cover[home]
        if max(abs(was.lo - now.lo), abs(was.hi - now.hi)) > _STILL:
            sides = ((one, other), (two, view.assessment))
            values = (_value(view, "controlled", after, of, side, side.headline(Score.SELF_RELIANCE)) for of, side in sides)
            rows.append(segment_row(view, after, two, (*values, percent_points(now.lo - was.lo)), (), opened=opened))
    title = view.say("why.moved-own")
    columns = (
        Column(label=view.say("column.segment"), sortable=False),
        *(Column(label=side, numeric=True, sortable=False) for side in _names(view, other)),
        Column(label=view.say("column.difference"), numeric=True, sortable=False),
    )
    return element("section", element("h3", title), html_table(columns, rows, caption=title, empty=view.say("why.moved-none")))
