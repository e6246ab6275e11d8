"""Why a score or a verdict is another in a newer version: both sides with their own numbers, segment by segment, to the cells."""

from collections.abc import Mapping
from typing import NamedTuple

from chainmap.analysis.assessment import Assessment, ChainResult, SegmentResult
from chainmap.analysis.decomposition import Cause, Split
from chainmap.model.interval import Interval
from chainmap.model.vocabulary import Score
from chainmap.present.answer import Answer
from chainmap.present.change import Change, chain_name, segment_name
from chainmap.present.contribution_table import STILL, ends_figure
from chainmap.present.equation import Term, equation, product
from chainmap.present.html_table import Column, Row, figure, html_table, opener
from chainmap.present.markup import Markup, element, join
from chainmap.present.numbers import column_percent, interval_in_column, interval_percent, percent, percent_points
from chainmap.present.view import View
from chainmap.present.why import COVERAGES, formula
from chainmap.present.why_two_sides import two_sides

LETTERS = {Score.COVERAGE: "B", Score.CONTROLLED_COVERAGE: "{B_d}", Score.SELF_RELIANCE: "R", Score.CONTINUITY: "K"}


class _Part(NamedTuple):
    """What a segment brings into a score: its share times a value; both 0 where a version does not have it."""

    share: float
    value: Interval

    @property
    def adds(self) -> Interval:
        return Interval(self.share * self.value.lo, self.share * self.value.hi)


_NOTHING = _Part(0.0, Interval(0.0, 0.0))


def score_change(view: View, change: Change, split: Split, *, opened: str | None) -> Answer:
    """The formulas of both versions with their numbers, the causes, and the segments whose parts differ."""
    chain_id, score = split.chain_id, split.score
    word, name = view.word(score), chain_name(change, chain_id)
    before, after = (interval_percent(one) for one in (split.before, split.after))
    body = element(
        "div",
        element("p", view.say("why.change"), class_="cm-sentence"),
        element("p", view.say("why.change-whole"), *_whole(view, change, split)),
        element("h3", view.say("why.change-causes")),
        _cause_table(view, change, split),
        element("h3", view.say("why.change-parts")),
        _part_table(view, change, split, opened),
        _own_table(view, change, split, opened) if score not in COVERAGES else None,
        class_="cm-page",
    )
    title = view.say("why.title-change", chain=name, score=word, before=before, after=after)
    return Answer(title=title, tex=_tex(view, change, split), body=body)


def _tex(view: View, change: Change, split: Split) -> tuple[str, ...]:
    letter, sides = LETTERS[split.score], []
    general = ""
    for code, of in (("compare.before", change.before), ("compare.after", change.after)):
        tex = formula(view, of.chain(split.chain_id), split.score, of.headline(split.score))
        general = tex.general
        sides.append(rf"\text{{{view.say(code)}}}\quad {tex.with_numbers}")
    parts = [Term((part.lo,), view.word(cause)) for cause, part in split.parts.items()]
    lo = equation(
        view, rf"\Delta {letter}_{{\text{{lo}}}}", [product(split.after.lo), product(-split.before.lo)], split.change.lo
    )
    return general, *sides, lo, equation(view, rf"\Delta {letter}_{{\text{{lo}}}}", parts, split.change.lo)


def signed(value: float) -> str:
    """A change as a formula has it, with its sign; what rounds to nothing is +0."""
    return f"{round(value, 4) + 0.0:+.4f}"


def _whole(view: View, change: Change, split: Split) -> tuple[Markup, str, Markup]:
    """Ways to the answers about the score in either version."""
    question = f"{split.score.value}:{split.chain_id}"
    sides = zip(("before", "after"), (split.before, split.after), strict=True)
    first, second = (
        figure(f"{view.say(f'compare.{side}')} {interval_percent(value)}", change.asks(side, question)) for side, value in sides
    )
    return first, " → ", second


def _cause_table(view: View, change: Change, split: Split) -> Markup:
    columns = (
        *(Column(label=view.word(cause).capitalize(), numeric=True, sortable=False) for cause in Cause),
        Column(label=view.say("column.change"), numeric=True, sortable=False),
    )
    cells = [
        ends_figure(view, split.parts[cause], change.asks("change", f"part:{cause.value}:{split.score.value}:{split.chain_id}"))
        for cause in Cause
    ]
    rows = [Row(cells=(*cells, ends_figure(view, split.change, None)))]
    return html_table(columns, rows, caption=view.say("why.change-causes"), empty="")


def _parts(chain: ChainResult, score: Score, region: str) -> dict[str, _Part]:
    """Per segment the factors of the score's sum: w and c; f and s; f and h."""

    def part(one: SegmentResult) -> _Part:
        if score in COVERAGES:
            return _Part(one.weight, one.cover_for(score)[region])
        return _Part(one.final_share, one.domestic_content if score is Score.SELF_RELIANCE else one.runnable)

    found = {one.segment.segment_id: part(one) for one in chain.segments}
    return {name: one for name, one in found.items() if one.share > 0}


def _both(change: Change, split: Split) -> tuple[dict[str, _Part], dict[str, _Part]]:
    one, other = (_parts(of.chain(split.chain_id), split.score, of.headline(split.score)) for of in (change.before, change.after))
    return one, other


def _part_table(view: View, change: Change, split: Split, opened: str | None) -> Markup:
    old, new = _both(change, split)
    names = list(dict.fromkeys([*new, *old]))
    differs = [name for name in names if _differ(old.get(name, _NOTHING), new.get(name, _NOTHING))]
    differs.sort(key=lambda name: -abs(new.get(name, _NOTHING).adds.lo - old.get(name, _NOTHING).adds.lo))
    rows = [_part_row(view, change, split.chain_id, name, old, new, opened) for name in differs]
    alike = [name for name in names if name not in differs]
    if alike:
        adds = [sum(side[name].adds.lo for name in alike) for side in (old, new)]
        rest = view.say("why.change-rest", count=len(alike))
        rows.append(
            Row(
                cells=(
                    rest,
                    "",
                    column_percent(adds[0]),
                    "",
                    column_percent(adds[1]),
                    column_percent(adds[1] - adds[0], sign=True),
                )
            )
        )
    columns = (
        Column(label=view.say("column.segment"), sortable=False, width="30%"),
        *(
            Column(label=view.say(f"column.{name}"), numeric=True, sortable=False)
            for name in ("product-before", "adds-before", "product-after", "adds-after", "difference")
        ),
    )
    sums = [sum(one.adds.lo for one in side.values()) for side in (old, new)]
    moved = column_percent(sums[1] - sums[0], sign=True)
    total = (view.say("why.total"), "", column_percent(sums[0]), "", column_percent(sums[1]), moved)
    return html_table(columns, rows, caption=view.say("why.change-parts"), empty="–", total=total if rows else None)


def _part_row(
    view: View, change: Change, chain_id: str, name: str, old: Mapping[str, _Part], new: Mapping[str, _Part], opened: str | None
) -> Row:
    one, other = old.get(name, _NOTHING), new.get(name, _NOTHING)
    cells = (
        _product(old.get(name)),
        column_percent(one.adds.lo),
        _product(new.get(name)),
        column_percent(other.adds.lo),
        percent_points(other.adds.lo - one.adds.lo),
    )
    return segment_row(view, change, f"{chain_id}/{name}", cells, opened)


def _product(part: _Part | None) -> str:
    return "–" if part is None else f"{percent(part.share)} × {interval_percent(part.value)}"


def segment_row(view: View, change: Change, slot: str, cells: tuple[Markup | str, ...], opened: str | None) -> Row:
    """A row that begins with a segment, which opens to its numbers in both versions."""
    is_open = opened == slot
    name = opener(segment_name(change, slot), f"segment:{slot}", is_open=is_open)
    return Row(cells=(name, *cells), event=f"segment:{slot}", detail=two_sides(view, change, slot) if is_open else None)


def _own_table(view: View, change: Change, split: Split, opened: str | None) -> Markup:
    """Where the change of self-reliance or continuity begins: the segments upstream whose own values differ."""
    sides = [_own(of, split) for of in (change.before, change.after)]
    names = [name for name in sides[1] | sides[0] if _moves(sides[0].get(name), sides[1].get(name))]
    rows = []
    for name in names:
        values = [side.get(name) for side in sides]
        shown = (join([_interval(before), " → ", _interval(after)]) for before, after in zip(*_columns(values), strict=True))
        rows.append(segment_row(view, change, f"{split.chain_id}/{name}", tuple(shown), opened))
    content = "domestic-content" if split.score is Score.SELF_RELIANCE else "runnable"
    columns = (
        Column(label=view.say("column.segment"), sortable=False, width="40%"),
        Column(label=view.say("column.controlled-cover"), numeric=True, sortable=False),
        Column(label=view.say(f"column.{content}"), numeric=True, sortable=False),
    )
    title = view.say("why.change-own")
    return element("div", element("h3", title), html_table(columns, rows, caption=title, empty="–"))


_Own = tuple[Interval, Interval]


def _own(of: Assessment, split: Split) -> dict[str, _Own]:
    """Per segment d and s, or d and h, at the score's headline region."""
    region = of.headline(split.score)
    return {
        one.segment.segment_id: (
            one.controlled_cover[region],
            one.domestic_content if split.score is Score.SELF_RELIANCE else one.runnable,
        )
        for one in of.chain(split.chain_id).segments
    }


def _columns(values: list[_Own | None]) -> tuple[tuple[Interval | None, ...], tuple[Interval | None, ...]]:
    before, after = (value or (None, None) for value in values)
    return before, after


def _interval(value: Interval | None) -> Markup:
    return element("span", "–" if value is None else interval_in_column(value))


def _moves(before: _Own | None, after: _Own | None) -> bool:
    if before is None or after is None:
        return True
    return any(abs(one[end] - other[end]) > STILL for one, other in zip(before, after, strict=True) for end in (0, 1))


def _differ(one: _Part, other: _Part) -> bool:
    return any(abs(one.adds[end] - other.adds[end]) > STILL for end in (0, 1)) or abs(one.share - other.share) > STILL
