"""The panel in which something is corrected: what is known, what is about to change, and what follows from it."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.correction import Correction
from chainmap.model.finding import Finding
from chainmap.model.vocabulary import Action, Score, Verdict
from chainmap.present.correction_list import lines
from chainmap.present.effect_review import Asks, ChangedScore, ChangedSegment, opened_side
from chainmap.present.html_table import Column, Row, cell_markup, html_table, unbroken_days
from chainmap.present.marks import chip
from chainmap.present.markup import Markup, Part, element, join
from chainmap.present.numbers import interval_in_column, percent_points
from chainmap.present.provenance import SupplierRow, how_checked
from chainmap.present.reason_figures import reason_markup
from chainmap.present.view import View
from chainmap.present.words import hint, message

_CHOICES = 12
_SCORES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)


class SegmentMoved(ChangedSegment, Protocol):
    """A verdict and an action before and after."""

    @property
    def action_before(self) -> Action | None: ...
    @property
    def action_after(self) -> Action | None: ...


class ChainMoved(Protocol):
    """Every score and segment of a chain."""

    @property
    def chain_id(self) -> str: ...
    @property
    def scores(self) -> Sequence[ChangedScore]: ...
    @property
    def segments(self) -> Sequence[SegmentMoved]: ...


def segment_card(view: View, chain: ChainResult, result: SegmentResult) -> Markup:
    """Heading of an answer: which segment, its verdict and why, how it was checked so far, what follows if nobody is there."""
    if_nobody = (result.verdict_if_confirmed, result.action_if_confirmed)
    return _card(
        view,
        view.segment(result.segment),
        element("p", view.chain(chain.chain), class_="cm-muted"),
        element("p", chip(result.verdict, view.language), " ", reason_markup(view, chain, result, result.reason)),
        element("p", unbroken_days(how_checked(view, result)), class_="cm-muted"),
        element("p", view.say("column.if-nobody"), " ", *_words(view, if_nobody), class_="cm-muted") if all(if_nobody) else None,
    )


def supplier_card(view: View, row: SupplierRow) -> Markup:
    """Heading of a correction: which company on which segment, and the cell that the row comes from."""
    found = view.find(f"{row.chain_id}/{row.segment_id}")
    where = (view.segment(found[1].segment), view.chain(found[0].chain)) if found else (row.segment_id,)
    verdict = (
        element("p", chip(found[1].verdict, view.language), " ", reason_markup(view, *found, found[1].reason)) if found else None
    )
    return _card(
        view,
        row.company,
        element("p", " · ".join(dict.fromkeys(part for part in (*where, row.product) if part)), class_="cm-muted"),
        verdict,
        element("p", cell_markup(row.cell)),
    )


def gone_card(view: View, text: str) -> Markup:
    """What stands in the panel when what it is about is no longer there."""
    return _card(view, text)


def company_line(view: View, row: SupplierRow) -> Markup:
    """A company that may be there: its name, what its row says of place and status, and its cell."""
    written = view.say("spot.now-written", place=row.place, status=view.word(row.status))
    return element(
        "div",
        element("b", row.company),
        " ",
        element("span", written, class_="cm-muted"),
        element("small", cell_markup(row.cell)),
        class_="cm-page",
    )


def change_lines(view: View, rows: Sequence[Correction]) -> Markup:
    """What is about to be recorded, line by line."""
    return element("div", element("h3", view.say("spot.changes")), lines(view, rows), class_="cm-page")


def effect_lines(view: View, effects: Iterable[ChainMoved], lost: Sequence[Correction], asks: Asks | None = None) -> Markup:
    """Verdicts and headline scores before → after of the chains that move; and corrections that lose their row.

    With `asks` every number of the scores opens.
    """
    parts: list[Part] = [element("h3", view.say("spot.effect"))]
    moved = [part for chain in effects for part in _chain(view, chain, asks)]
    parts += moved or [element("p", view.say("spot.unmoved"), class_="cm-muted")]
    return element("div", *parts, lost_lines(view, lost) if lost else None, class_="cm-page cm-follows")


def lost_lines(view: View, lost: Sequence[Correction]) -> Markup:
    """Corrections that are no longer applied after a change."""
    return element("div", element("p", view.say("spot.lost")), lines(view, lost), class_="cm-alert cm-page")


def problem_lines(view: View, findings: Sequence[Finding]) -> Markup:
    """What is wrong with what was filled in, and how to mend it."""
    said = (element("p", message(one, view.language), " ", hint(one, view.language)) for one in findings)
    return element("div", *said, class_="cm-alert", role="alert")


def place_line(view: View, text: str) -> Markup | None:
    """Which region a written place means; with a warning where that does not settle whether it is in the region asked about."""
    region_id = view.dataset.regions.resolve(text) if text.strip() else None
    if region_id is None:
        return None
    path = tuple(view.region(one) for one in view.dataset.regions.path(region_id))
    means = element("span", view.say("spot.means", regions=" · ".join(path)))
    asked = view.assessment.region
    open_ = view.dataset.regions.inside(region_id, asked) == (0.0, 1.0)
    maybe = element("span", " ", view.say("spot.maybe", region=view.region(asked))) if open_ else None
    return element("p", means, maybe, class_="cm-muted")


def place_choices(view: View, names: Sequence[str]) -> Markup | None:
    """Names to fill in with a click: `place:name`."""
    if not names:
        return None
    buttons = (element("button", name, type="button", class_="cm-do", data_event=f"place:{name}") for name in names)
    return element("p", element("span", view.say("spot.suggested"), class_="cm-muted"), " ", join(buttons, " "))


def settled_regions(view: View, written: str, *, here: bool | None) -> tuple[str, ...]:
    """Names of regions that settle whether a company is in the region asked about: it, or those outside within `written`."""
    regions, asked = view.dataset.regions, view.assessment.region
    outer = regions.resolve(written) if written.strip() else None
    within = [
        one.region_id for one in regions.regions if outer and one.region_id != outer and regions.contains(outer, one.region_id)
    ]
    outside = sorted((one for one in within if regions.inside(one, asked) == (0.0, 0.0)), key=regions.depth)
    chosen = ([asked] if here is not False else []) + ([] if here else outside[:_CHOICES])
    return tuple(view.region(one) for one in chosen)


def _card(view: View, title: str, *parts: Part) -> Markup:
    label = view.say("panel.close")
    close = element("button", "×", type="button", class_="cm-close", data_event="close", aria_label=label, title=label)
    return element("header", close, element("h2", title), *parts, data_escape="close")


def _words(view: View, verdict_and_action: tuple[Verdict | None, Action | None]) -> tuple[Part, ...]:
    verdict, action = verdict_and_action
    return (chip(verdict, view.language) if verdict else None, " → ", view.word(action) if action else None)


def _chain(view: View, chain: ChainMoved, asks: Asks | None) -> list[Markup]:
    """The parts of a chain that move; nothing where it stays."""
    segments = [one for one in chain.segments if one.changed]
    scores = [one for one in chain.scores if one.headline and one.score in _SCORES and one.before != one.after]
    if not segments and not scores:
        return []
    parts = [element("ul", *(_verdict(view, chain.chain_id, one) for one in segments), class_="cm-plain")] if segments else []
    return [*parts, _scores(view, chain.chain_id, scores, asks)] if scores else parts


def _verdict(view: View, chain_id: str, one: SegmentMoved) -> Markup:
    found = view.find(f"{chain_id}/{one.segment_id}")
    name = view.segment(found[1].segment) if found else one.segment_id
    sides = [chip(side, view.language) if side else element("span", "–") for side in (one.verdict_before, one.verdict_after)]
    same = one.verdict_before is one.verdict_after
    actions = " → ".join(dict.fromkeys(view.word(side) for side in (one.action_before, one.action_after) if side is not None))
    told = element("small", view.say("spot.action"), " ", actions)
    return element("li", name, " ", sides[0], *(() if same else (" → ", sides[1])), told)


def _scores(view: View, chain_id: str, scores: Sequence[ChangedScore], asks: Asks | None) -> Markup:
    columns = (
        Column(label=view.say("column.score"), sortable=False),
        Column(label=view.say("spot.before"), numeric=True, sortable=False),
        Column(label=view.say("spot.after"), numeric=True, sortable=False),
        Column(label=view.say("column.change"), numeric=True, sortable=False),
    )
    rows = [
        Row(
            cells=(
                view.word(one.score),
                *(
                    opened_side(interval_in_column(value) if value else "–", side, chain_id, one, asks)
                    for side, value in (("before", one.before), ("after", one.after))
                ),
                _change(view, chain_id, one, asks),
            )
        )
        for one in scores
    ]
    return html_table(columns, rows, caption=view.say("spot.effect"), empty="")


def _change(view: View, chain_id: str, one: ChangedScore, asks: Asks | None) -> Part:
    """Of both ends where they move differently: what is established, and what is possible."""
    if one.before is None or one.after is None:
        return "–"
    lo, hi = percent_points(one.after.lo - one.before.lo), percent_points(one.after.hi - one.before.hi)
    shown = opened_side(lo, "change", chain_id, one, asks)
    return shown if lo == hi else element("div", shown, element("small", view.say("compare.upper", change=hi)))
