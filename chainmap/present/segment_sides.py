"""One segment on both sides of a comparison: what it was and what it is, for the map of a difference and the panel beside it."""

from collections.abc import Iterator
from dataclasses import dataclass

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.present.html_table import Column, Row, asked_of, figure, html_table
from chainmap.present.markup import Markup, element, join
from chainmap.present.numbers import count, interval_percent, percent
from chainmap.present.reason_figures import reason_markup
from chainmap.present.score_bar import known_text, loss_topic
from chainmap.present.segment_detail import segment_detail, segment_heading
from chainmap.present.view import View

_ABSENT = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a comparison: a view, and what it is called.

    `asks` is the side that its numbers name when they are asked why (`version=1a2b`), "" for the data that the page shows.
    """

    view: View
    name: str
    asks: str = ""

    def chain(self, chain_id: str) -> ChainResult | None:
        """The chain as this side has it."""
        return next((one for one in self.view.assessment.chains if one.chain.chain_id == chain_id), None)

    def segment(self, chain_id: str, segment_id: str) -> tuple[ChainResult, SegmentResult] | None:
        """The segment as this side has it, with its chain."""
        chain = self.chain(chain_id)
        found = next((one for one in chain.segments if one.segment.segment_id == segment_id), None) if chain else None
        return (chain, found) if chain is not None and found is not None else None


def both_sides(before: Side, after: Side, chain_id: str, segment_id: str) -> list[tuple[str, str, str]]:
    """Measure, before, after: verdict, action, cover, companies. A side that lacks the segment has "—"."""
    sides = [{code: value for code, value, _ in _measures(side, chain_id, segment_id)} for side in (before, after)]
    codes = dict.fromkeys([*sides[0], *sides[1]])
    return [(after.view.say(code), sides[0].get(code, _ABSENT), sides[1].get(code, _ABSENT)) for code in codes]


def sides_panel(before: Side, after: Side, chain_id: str, segment_id: str) -> Markup | None:
    """The panel beside the map of a difference: both sides in one table, then the later one whole, the earlier one to open.

    A removed segment is told as the earlier side has it. None where neither side has the segment.
    """
    found = [(side, side.segment(chain_id, segment_id)) for side in (after, before)]
    there = [(side, *one) for side, one in found if one is not None]
    if not there:
        return None
    (side, chain, result), *earlier = there
    view, label = after.view, after.view.say("panel.close")
    return element(
        "aside",
        element("button", "×", type="button", class_="cm-close", data_event="close", aria_label=label, title=label),
        segment_heading(side.view, chain, result, link=False),
        None if side is after else element("p", view.say("map.gone", name=before.name)),
        _table(before, after, chain_id, segment_id),
        element("h3", side.name),
        asked_of(side.asks, segment_detail(side.view, chain, result)),
        *(
            element("details", element("summary", one.name), asked_of(one.asks, segment_detail(one.view, its_chain, its_result)))
            for one, its_chain, its_result in earlier
        ),
        class_="cm-panel",
        data_escape="close",
        aria_label=side.view.segment(result.segment),
    )


def _table(before: Side, after: Side, chain_id: str, segment_id: str) -> Markup:
    columns = [Column(label=label, sortable=False) for label in (after.view.say("map.measure"), before.name, after.name)]
    sides = [
        {code: (value, asked_of(side.asks, shown)) for code, value, shown in _measures(side, chain_id, segment_id)}
        for side in (before, after)
    ]
    nothing = (_ABSENT, Markup(_ABSENT))
    rows = []
    for code in dict.fromkeys([*sides[0], *sides[1]]):
        (was, shown_was), (now, shown_now) = (side.get(code, nothing) for side in sides)
        rows.append(Row(cells=(after.view.say(code), shown_was, shown_now if was == now else element("b", shown_now))))
    return html_table(columns, rows, caption=after.view.say("map.sides"), empty="")


def _measures(side: Side, chain_id: str, segment_id: str) -> Iterator[tuple[str, str, Markup]]:
    """Code of what is measured, its value in words, and the same with its numbers to open."""
    found = side.segment(chain_id, segment_id)
    if found is None:
        return
    view, (chain, one) = side.view, found
    here, home, slot = view.assessment.region, view.assessment.home_country, f"{chain_id}/{segment_id}"
    for code, member in (("column.verdict", one.verdict), ("map.column-action", one.action)):
        yield code, view.word(member), join((view.word(member),))
    yield "map.reason", view.reason(one, chain.chain), reason_markup(view, chain, one, one.reason)
    numbers: list[tuple[str, str, str]] = []
    if here in one.cover:
        numbers = [
            ("column.cover", interval_percent(one.cover[here]), f"cover:{slot}:{here}"),
            (
                "column.after-loss",
                known_text(view, one.cover[here], one.loss_cover[here], percent),
                f"{loss_topic(one.cover[here])}:{slot}:{here}",
            ),
            ("column.companies", count(one.companies[here].certain), f"companies:{slot}:{here}"),
        ]
    if home in one.controlled_cover:
        numbers.append(("column.controlled-cover", interval_percent(one.controlled_cover[home]), f"controlled:{slot}:{home}"))
    numbers.append(("fact.domestic-content", interval_percent(one.domestic_content), f"content:{slot}"))
    numbers.append(("fact.runnable", interval_percent(one.runnable), f"runnable:{slot}"))
    for code, value, asked in numbers:
        yield code, value, figure(value, f"why:{asked}")
