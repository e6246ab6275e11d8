"""A scenario as HTML: its steps in words, scores and verdicts before and after, side by side."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.analysis.scenario import Change, Scenario
from chainmap.analysis.scenario_names import MatchedNames, UnknownName
from chainmap.model.vocabulary import Score, Status
from chainmap.present.html_table import Column, Row, asked_of, figure, figures_in, html_table, mark, opener
from chainmap.present.marks import chip
from chainmap.present.markup import Markup, element, join
from chainmap.present.numbers import column_percent, established, interval_percent, is_unknown, listed, percent, percent_in_column
from chainmap.present.reason_figures import reason_markup
from chainmap.present.score_bar import after_loss_beside, score_bar
from chainmap.present.step_text import segment_name, step_text
from chainmap.present.view import View

SCORES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)
_SAME = 1e-9
_NAMED = 3


def step_list(view: View, steps: Sequence[Change | UnknownName]) -> Markup:
    """The steps, each with a way to take it out; what the data do not know is said."""
    if not steps:
        return element("p", view.say("scenario.empty"), class_="cm-muted")
    return element(
        "ol", *(element("li", _step(view, number, one)) for number, one in enumerate(steps)), style="padding-left:1.6em"
    )


def sentence(view: View, made: Scenario) -> str:
    """What the scenario does, the largest changes of scores first."""
    return _sentence(view, made, lambda _side, _asked, value: percent(value))


def sentence_figures(view: View, made: Scenario) -> Markup:
    """The same, with every score open on its side."""
    parts: dict[str, Markup] = {}

    def open_figure(side: str, asked: str, value: float) -> str:
        parts[f"{side}{asked}"] = figure(percent(value), f"why:{side}{asked}")
        return mark(f"{side}{asked}")

    return figures_in(_sentence(view, made, open_figure), parts)


def _sentence(view: View, made: Scenario, shown: Callable[[str, str, float], str]) -> str:
    """`shown` writes a score of a side (none before, `scenario;` after) that a question asks for."""
    changes = sorted(_changes(made), key=lambda one: -abs(one[3] - one[2]))
    moved = len(_moved(made))
    verdicts = view.say("scenario.verdict-count", count=moved) if moved else view.say("scenario.no-verdict-moves")
    if not changes:
        return view.say("scenario.sentence-same", verdicts=verdicts)
    named = [
        view.say(
            "scenario.sentence-change",
            chain=view.chain(chain.chain),
            score=view.word(score),
            before=shown("", f"{score.value}:{chain.chain.chain_id}", lo),
            after=shown("scenario;", f"{score.value}:{chain.chain.chain_id}", after),
        )
        for chain, score, lo, after in changes[:_NAMED]
    ]
    text = listed(named, view.language)
    if len(changes) > _NAMED:
        text = view.say("scenario.sentence-more", changes=text, count=len(changes), more=len(changes) - _NAMED)
    return view.say("scenario.sentence", changes=text, verdicts=verdicts)


def comparison(view: View, made: Scenario) -> Markup:
    """Scores of the chains that move, then the segments whose verdict changes."""
    scores = (element("h3", view.say("scenario.scores")), score_table(view, made), _still(view, made))
    verdicts = (element("h3", view.say("scenario.verdicts")), verdict_table(view, made))
    return element("div", *scores, *verdicts, class_="cm-page")


def other_version(view: View, then: View, made: Scenario, made_then: Scenario, *, made_on: str) -> Markup:
    """The scenario on the version that it was made on beside the one that is shown: what it did then, and does now.

    Only of the chains that move on either, where any does.
    """
    columns = (
        Column(label=view.say("column.score"), sortable=False),
        Column(label=view.say("scenario.then", version=made_on), numeric=True, sortable=False),
        Column(label=view.say("column.change"), numeric=True, sortable=False),
        Column(label=view.say("scenario.now"), numeric=True, sortable=False),
        Column(label=view.say("column.change"), numeric=True, sortable=False),
    )
    old = {chain.chain.chain_id: (chain, made_then.after.chain(chain.chain.chain_id)) for chain in made_then.before.chains}
    moving, still = _parted(made)
    moved_then = {before.chain.chain_id for before, _ in _parted(made_then)[0]}
    shown = moving + [pair for pair in still if pair[0].chain.chain_id in moved_then]
    rows = [_both(view, then, old.get(pair[0].chain.chain_id), pair, score) for pair in shown or still for score in SCORES]
    said = element("p", view.say("scenario.other-version", version=made_on), class_="cm-alert", role="status")
    told = [
        element("p", view.say("scenario.then-does", version=made_on, text=sentence(then, made_then))),
        element("p", view.say("scenario.now-does", text=sentence(view, made))),
    ]
    table = html_table(columns, rows, caption=view.say("scenario.both-versions"), empty="")
    return element("div", said, element("div", *told, table, class_="cm-page"))


def _both(
    view: View, then: View, old: tuple[ChainResult, ChainResult] | None, new: tuple[ChainResult, ChainResult], score: Score
) -> Row:
    cells = []
    for of, pair in ((then, old), (view, new)):
        if pair is None:
            cells += ["–", ""]
            continue
        region = of.assessment.headline(score)
        before, after = (chain.scores[region][score].lo for chain in pair)
        cells += [
            view.say("scenario.arrow", before=percent_in_column(before), after=percent_in_column(after)),
            column_percent(after - before, sign=True),
        ]
    return Row(cells=(view.choice(score), *cells), group=view.chain(new[0].chain) if score is SCORES[0] else None)


def score_table(view: View, made: Scenario) -> Markup:
    """Per chain every score at its headline region, both sides with their bars and after-loss values.

    Only of the chains that move, where any does.
    """
    columns = (
        Column(label=view.say("column.score"), sortable=False),
        Column(label=view.say("scenario.before"), sortable=False, width="36%"),
        Column(label=view.say("scenario.after"), sortable=False, width="36%"),
        Column(label=view.say("column.change"), numeric=True, sortable=False, hint=view.say("hint.change")),
    )
    moving, still = _parted(made)
    rows = [_score_row(view, before, after, score) for before, after in moving or still for score in SCORES]
    return html_table(columns, rows, caption=view.say("scenario.scores"), empty="")


def verdict_table(view: View, made: Scenario) -> Markup:
    """Segments whose verdict changes, with the reason afterwards."""
    columns = (
        Column(label=view.say("column.segment"), code="segment"),
        Column(label=view.say("scenario.before"), code="before"),
        Column(label=view.say("scenario.after"), code="after"),
        Column(label=view.say("scenario.reason-after"), sortable=False),
    )
    then = after_view(view, made)
    rows = [_verdict_row(then, made.after.chain(chain.chain.chain_id), before, after) for chain, before, after in _moved(made)]
    return html_table(columns, rows, caption=view.say("scenario.verdicts"), empty=view.say("scenario.no-verdict"))


def after_view(view: View, made: Scenario) -> View:
    """The view of the other side: the same data and language, the scores afterwards, and what led to them."""
    return replace(view, assessment=made.after, made=made)


def _parted(made: Scenario) -> tuple[list[tuple[ChainResult, ChainResult]], list[tuple[ChainResult, ChainResult]]]:
    """The chains before and after: those of which a score at its headline region moves at either end, and the others."""
    pairs = list(zip(made.before.chains, made.after.chains, strict=True))
    moving = [pair for pair in pairs if any(_moves(made, *pair, score) for score in SCORES)]
    return moving, [pair for pair in pairs if pair not in moving]


def _moves(made: Scenario, before: ChainResult, after: ChainResult, score: Score) -> bool:
    one, other = (chain.scores[made.before.headline(score)][score] for chain in (before, after))
    return max(abs(one.lo - other.lo), abs(one.hi - other.hi)) > _SAME


def _still(view: View, made: Scenario) -> Markup | None:
    """Which chains do not move, where others do."""
    moving, still = _parted(made)
    names = tuple(view.chain(before.chain) for before, _ in still)
    return element("p", view.say("compare.still", chains=names), class_="cm-muted") if moving and still else None


def _step(view: View, number: int, one: Change | UnknownName) -> Markup:
    text = _unknown(view, one) if isinstance(one, UnknownName) else step_text(view, one)
    label = view.say("scenario.remove", step=text)
    button = element("button", "×", type="button", class_="cm-link", data_event=f"remove:{number}", aria_label=label, title=label)
    return join([element("span", text, class_="cm-muted" if isinstance(one, UnknownName) else None), button], " ")


def _unknown(view: View, one: UnknownName) -> str:
    if one.kind == "step":
        return view.say("scenario.unknown-step", name=one.name)
    if not one.nearest:
        return view.say("scenario.unknown-alone", name=one.name)
    code = "scenario.ambiguous" if one.ambiguous else "scenario.no-row" if one.kind == "row" else "scenario.unknown"
    return view.say(code, name=one.name, nearest=_nearest(view, one))


def _nearest(view: View, one: UnknownName) -> tuple[str, ...]:
    """What could be meant, in words; where names are the same, by what tells them apart."""
    match one.kind:
        case "region":
            return tuple(view.region(region) for region in one.nearest)
        case "segment" | "row":
            slots = [ref.partition("/") for ref in one.nearest]
            return tuple(
                segment_name(view, (chain, segment)) if not one.ambiguous else f"{chain}/{segment}" for chain, _, segment in slots
            )
        case "status":
            return tuple(view.word(Status(status)) for status in one.nearest)
    return one.nearest


def matched_list(view: View, found: MatchedNames) -> Markup:
    """What became of a pasted list: how many names are in the register, and the others with what is written like them."""
    told = element("p", view.say("scenario.list-matched", count=len(found.found), total=len(found.found) + len(found.unknown)))
    if not found.unknown:
        return element("div", told, class_="cm-alert cm-good", role="status")
    lines = [element("li", _unknown_name(view, one)) for one in found.unknown]
    return element("div", told, element("ul", *lines), class_="cm-alert", role="status")


def _unknown_name(view: View, one: UnknownName) -> str:
    if not one.nearest:
        return view.say("scenario.list-unknown", name=one.name)
    return view.say("scenario.list-ambiguous" if one.ambiguous else "scenario.list-nearest", name=one.name, nearest=one.nearest)


def _changes(made: Scenario) -> list[tuple[ChainResult, Score, float, float]]:
    """(chain, score, before, after) where a score changes at its headline region, on lo."""
    found = []
    for before, after in zip(made.before.chains, made.after.chains, strict=True):
        for score in SCORES:
            region = made.before.headline(score)
            ends = before.scores[region][score].lo, after.scores[region][score].lo
            if abs(ends[1] - ends[0]) > _SAME:
                found.append((before, score, *ends))
    return found


def _moved(made: Scenario) -> list[tuple[ChainResult, SegmentResult, SegmentResult]]:
    return [
        (after, one, other)
        for before, after in zip(made.before.chains, made.after.chains, strict=True)
        for one, other in zip(before.segments, after.segments, strict=True)
        if one.verdict is not other.verdict
    ]


def _score_row(view: View, before: ChainResult, after: ChainResult, score: Score) -> Row:
    region = view.assessment.headline(score)
    lows = [chain.scores[region][score].lo for chain in (before, after)]
    own = f"{score.value}:{before.chain.chain_id}"
    sides = (_side(view, chain, score, where) for chain, where in ((before, ""), (after, "scenario;")))
    change = figure(column_percent(lows[1] - lows[0], sign=True), f"why:scenario;moved:{own}")
    name = element("div", view.choice(score), element("small", view.region(region)))
    return Row(cells=(name, *sides, change), group=view.chain(before.chain) if score is SCORES[0] else None)


def _side(view: View, chain: ChainResult, score: Score, where: str) -> Markup:
    """A score of one side as the overview shows it; its questions say `where`."""
    region, own = view.assessment.headline(score), f"{score.value}:{chain.chain.chain_id}"
    value = chain.scores[region][score]
    loss = None if is_unknown(value) else chain.after_loss[region][score]
    told = figure(established(value, 0, view.language), f"why:{where}{own}", hint=interval_percent(value))
    beside = after_loss_beside(view, value, loss, own, where=where, in_column=True)
    return element(
        "div",
        score_bar(value, view.language, label=view.word(score), after_loss=loss),
        element("small", told, beside, class_="cm-ends"),
    )


def _verdict_row(view: View, chain: ChainResult, before: SegmentResult, after: SegmentResult) -> Row:
    """`view` and `chain` are those after the scenario."""
    name = opener(view.segment(after.segment), f"segment:{chain.chain.chain_id}/{after.segment.segment_id}")
    cell = element("div", name, element("small", view.chain(chain.chain)))
    reason = asked_of("scenario", reason_markup(view, chain, after, after.reason))
    return Row(cells=(cell, chip(before.verdict, view.language), chip(after.verdict, view.language), reason))
