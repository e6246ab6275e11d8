"""Why a score moves in a scenario: the score before, what every step adds, and the segments that make the difference."""

from chainmap.analysis.assessment import ChainResult
from chainmap.analysis.scenario import Scenario
from chainmap.model.vocabulary import Score
from chainmap.present.answer import Answer, segment_row
from chainmap.present.html_table import Column, Row, figure, html_table
from chainmap.present.marks import chip
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import column_interval, column_percent, interval_percent, percent_points
from chainmap.present.view import View
from chainmap.present.why_steps import score_steps

_LETTERS = {Score.COVERAGE: ("B", "w", "c"), Score.SELF_RELIANCE: ("R", "f", "s"), Score.CONTINUITY: ("K", "f", "h")}
_STILL = 1e-9
_TERMS = 4
_Part = tuple[str, float, float]  # id of a segment, its share, and how far its value moves on lo


def moved_answer(view: View, chain: ChainResult, score: Score, *, opened: str | None) -> Answer | None:
    """Of the view after a scenario; None for another. The parts add up to the change on lo."""
    if view.made is None or score is Score.CONTROLLED_COVERAGE:
        return None
    before, region = view.made.before.chain(chain.chain.chain_id), view.assessment.headline(score)
    was, now = before.scores[region][score], chain.scores[region][score]
    change = now.lo - was.lo
    parts = _parts(before, chain, score, region)
    word, name = view.word(score), view.chain(chain.chain)
    after = figure(f"{view.say('scenario.after')} {interval_percent(now)}", f"why:{score.value}:{chain.chain.chain_id}")
    body = element(
        "div",
        element("p", view.say("why.moved", region=view.region(region)), class_="cm-sentence"),
        element("p", f"{view.say('scenario.before')} {interval_percent(was)} → ", after),
        score_steps(view, chain, score),
        element("h3", view.say("why.moved-parts" if score is Score.COVERAGE else "why.moved-ends")),
        _part_table(view, before, chain, score, parts, change, opened),
        _own_table(view, view.made, chain, opened) if score is not Score.COVERAGE else None,
        class_="cm-page",
    )
    title = view.say("why.title-moved", chain=name, score=word, points=percent_points(change))
    return Answer(title=title, tex=_tex(score, parts, change), body=body)


def _parts(before: ChainResult, after: ChainResult, score: Score, region: str) -> list[_Part]:
    """Per segment of the sum (end segments but for coverage) that moves, the largest part first."""
    if score is Score.COVERAGE:
        pairs = zip(before.segments, after.segments, strict=True)
        found = [(one.segment.segment_id, one.weight, two.cover[region].lo - one.cover[region].lo) for one, two in pairs]
    else:
        found = [
            (end.segment_id, end.final_share, _end(after, end.segment_id, score) - _end(before, end.segment_id, score))
            for end in after.end_segments
        ]
    moved = [part for part in found if abs(part[1] * part[2]) > _STILL]
    return sorted(moved, key=lambda part: (-abs(part[1] * part[2]), part[0]))


def _end(chain: ChainResult, segment_id: str, score: Score) -> float:
    one = chain.segment(segment_id)
    return (one.domestic_content if score is Score.SELF_RELIANCE else one.runnable).lo


def _tex(score: Score, parts: list[_Part], change: float) -> tuple[str, str]:
    letter, share, value = _LETTERS[score]
    terms = "".join(rf"+{weight:.3f}\cdot({moved:+.3f})" for _, weight, moved in parts[:_TERMS]).removeprefix("+") or "0"
    more = r"+\dots" if len(parts) > _TERMS else ""
    general = rf"\Delta {letter}=\sum_i {share}_i\,({value}'_i-{value}_i)"
    return general, rf"\Delta {letter}_{{\text{{lo}}}}={terms}{more}={change:+.4f}"


def _part_table(
    view: View, before: ChainResult, after: ChainResult, score: Score, parts: list[_Part], change: float, opened: str | None
) -> Markup:
    region = view.assessment.headline(score)
    topic = {Score.COVERAGE: "cover", Score.SELF_RELIANCE: "content", Score.CONTINUITY: "runnable"}[score]
    name = "domestic-content" if topic == "content" else topic
    columns = (
        Column(label=view.say("column.segment"), sortable=False),
        Column(
            label=view.say("column.weight" if score is Score.COVERAGE else "column.final-share"), numeric=True, sortable=False
        ),
        Column(label=view.say("column.verdict"), sortable=False),
        *(
            Column(label=f"{view.say(f'column.{name}')} · {view.say(f'scenario.{side}')}", numeric=True, sortable=False)
            for side in ("before", "after")
        ),
        Column(label=view.say("column.difference"), numeric=True, sortable=False),
    )
    rows = []
    for segment_id, share, moved in parts:
        one, two = before.segment(segment_id), after.segment(segment_id)
        values = [
            {"cover": each.cover[region], "content": each.domestic_content, "runnable": each.runnable}[topic]
            for each in (one, two)
        ]
        asked = f"why:{topic}:{after.chain.chain_id}/{segment_id}" + (f":{region}" if score is Score.COVERAGE else "")
        cells = (
            column_percent(share), chip(two.verdict, view.language), column_interval(values[0]),
            figure(column_interval(values[1]), asked), percent_points(share * moved),
        )  # fmt: skip
        rows.append(segment_row(view, after, two, cells, (), opened=opened))
    total = (view.say("why.total"), "", "", "", "", percent_points(change))
    caption = view.say("column.segment")
    return html_table(columns, rows, caption=caption, empty=view.say("why.moved-none"), total=total if rows else None)


def _own_table(view: View, made: Scenario, after: ChainResult, opened: str | None) -> Markup | None:
    """The segments whose own controlled cover moved: what the end segments above follow from."""
    home = view.assessment.headline(Score.SELF_RELIANCE)
    before = made.before.chain(after.chain.chain_id)
    rows: list[Row] = []
    for one, two in zip(before.segments, after.segments, strict=True):
        was, now = one.controlled_cover[home], two.controlled_cover[home]
        if max(abs(was.lo - now.lo), abs(was.hi - now.hi)) > _STILL:
            asked = f"why:controlled:{after.chain.chain_id}/{two.segment.segment_id}:{home}"
            cells = (column_interval(was), figure(column_interval(now), asked), percent_points(now.lo - was.lo))
            rows.append(segment_row(view, after, two, cells, (), opened=opened))
    title = view.say("why.moved-own")
    columns = (
        Column(label=view.say("column.segment"), sortable=False),
        Column(label=view.say("scenario.before"), numeric=True, sortable=False),
        Column(label=view.say("scenario.after"), numeric=True, sortable=False),
        Column(label=view.say("column.difference"), numeric=True, sortable=False),
    )
    return element("section", element("h3", title), html_table(columns, rows, caption=title, empty=view.say("why.moved-none")))
