"""A segment in two versions: each of its numbers before and after, which open down to the cells, and its rows that differ."""

from collections.abc import Callable

from chainmap.analysis.assessment import Assessment, SegmentResult
from chainmap.model.vocabulary import Score
from chainmap.present.answer import Answer
from chainmap.present.change import Change, result_in, segment_name
from chainmap.present.difference_review import row_table
from chainmap.present.html_table import Column, Row, asked_of, figure, html_table
from chainmap.present.marks import chip
from chainmap.present.markup import Markup, Part, element
from chainmap.present.numbers import interval_percent, percent
from chainmap.present.reason_figures import opened_reason
from chainmap.present.score_bar import known_text, loss_topic
from chainmap.present.view import View
from chainmap.present.words import reason

_SIDES = ("before", "after")


def verdict_change(view: View, change: Change, slot: str) -> Answer | None:
    """Why a segment has another verdict; None for a segment that neither version has."""
    results = [result_in(of, slot) for of in (change.before, change.after)]
    if not any(results):
        return None
    before, after = (view.word(one.verdict) if one else view.say("why.verdict-nowhere") for one in results)
    code = "why.title-verdict-same" if before == after else "why.title-verdict-change"
    title = view.say(code, segment=segment_name(change, slot), before=before, after=after)
    return Answer(title=title, body=element("div", two_sides(view, change, slot), class_="cm-page"))


def two_sides(view: View, change: Change, slot: str) -> Markup:
    """Verdicts with their reasons and every number of the segment side by side, and below them the rows that differ."""
    columns = (
        Column(label=view.say("column.number"), sortable=False, width="26%"),
        *(Column(label=view.say(f"compare.{side}"), sortable=False) for side in _SIDES),
    )
    cells = [_cells(view, change, slot, side) for side in _SIDES]
    rows = [Row(cells=(label, *(side.get(label, "–") for side in cells))) for label in cells[1] | cells[0]]
    title = view.say("why.change-sides")
    return element(
        "div",
        element("h3", title),
        html_table(columns, rows, caption=title, empty="–"),
        element("h3", view.say("why.change-rows")),
        changed_rows(view, change, slot),
    )


def changed_rows(view: View, change: Change, slot: str) -> Markup:
    """The segment's own rows and those of its companies that differ, each with its cell."""
    chain_id, _, segment_id = slot.partition("/")
    rows = [
        row for row in change.rows
        if row.chain_id == chain_id
        and ((row.table.value == "suppliers" and row.key[2] == segment_id)
             or (row.table.value == "segments" and row.key[0] == segment_id)
             or (row.table.value == "dependencies" and segment_id in row.key))
    ]  # fmt: skip
    return row_table(rows, change.names, view.language) if rows else element("p", view.say("why.change-no-rows"))


def _cells(view: View, change: Change, slot: str, side: str) -> dict[str, Part]:
    """Label → the number in this version, which opens; nothing where the version does not have the segment."""
    of = change.before if side == "before" else change.after
    result = result_in(of, slot)
    if result is None:
        return {}

    def number(text: str, topic: str, region: str | None = None) -> Markup:
        return figure(text, change.asks(side, f"{topic}:{slot}:{region}" if region else f"{topic}:{slot}"))

    focal = of.region
    certain, possible = result.companies[focal]
    told = opened_reason(of, slot, result.reason, lambda one: reason(one, view.language, _namer(change, slot)))
    why = asked_of(change.named(side), told)
    return {
        view.say("column.verdict"): element("div", chip(result.verdict, view.language), element("div", why)),
        view.say("fact.weight"): number(percent(result.weight), "weight"),
        _at(view, change, "column.companies", focal): number(
            f"{certain}" + (f" + {possible}?" if possible else ""), "companies", focal
        ),
        _at(view, change, "column.cover", focal): number(interval_percent(result.cover[focal]), "cover", focal),
        _at(view, change, "column.after-loss", focal): number(
            known_text(view, result.cover[focal], result.loss_cover[focal], percent), loss_topic(result.cover[focal]), focal
        ),
        **_at_home(view, change, of, result, number),
    }


def _at_home(view: View, change: Change, of: Assessment, result: SegmentResult, number: Callable[..., Markup]) -> dict[str, Part]:
    home = of.headline(Score.SELF_RELIANCE)
    return {
        _at(view, change, "column.controlled-cover", home): number(
            interval_percent(result.controlled_cover[home]), "controlled", home
        ),
        _at(view, change, "fact.domestic-content", home): number(interval_percent(result.domestic_content), "content"),
        _at(view, change, "fact.runnable", home): number(interval_percent(result.runnable), "runnable"),
    }


def _at(view: View, change: Change, code: str, region: str) -> str:
    return view.say("why.number-at", number=view.say(code), region=change.names.get(region, region))


def _namer(change: Change, slot: str) -> Callable[[str], str]:
    """From an id of a segment of the chain, or of a region, to its name."""
    chain_id = slot.partition("/")[0]
    return lambda any_id: change.names.get(f"{chain_id}/{any_id}") or change.names.get(any_id, any_id)
