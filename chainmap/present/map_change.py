"""The map of a difference: one chain before and after, which segments came, went, or changed their verdict or score.

It is the map of the chain afterwards, with what was removed drawn where it would stand, and one more way of colouring it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import cast

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.vocabulary import Score
from chainmap.present.chain_map import Elements, Theme, elements, look_json
from chainmap.present.map_detail import Json, detail, narrowed
from chainmap.present.numbers import interval_percent
from chainmap.present.segment_sides import Side, both_sides
from chainmap.present.verdict_style import Border, Fill, Style
from chainmap.present.view import View

REGION = "change"  # stands among the regions of the ladder, as one more way of colouring
_SAME = 1e-9


class ChangeKind(StrEnum):
    """What became of a segment."""

    WORSE = "worse"
    BETTER = "better"
    OTHER = "other"  # another verdict, and no cover higher or lower
    ADDED = "added"
    REMOVED = "removed"
    DOWN = "down"
    UP = "up"
    SAME = "same"


# In the order of the legend.
CHANGE_STYLES: dict[ChangeKind, Style] = {
    ChangeKind.WORSE: Style(colour="#C04F00", dark_colour="#C04F00", sign="▼", fill=Fill.FULL),
    ChangeKind.BETTER: Style(colour="#009E73", dark_colour="#22B98D", sign="▲"),
    ChangeKind.OTHER: Style(colour="#B8860B", dark_colour="#CDA02F", sign="≠"),
    ChangeKind.ADDED: Style(colour="#0072B2", dark_colour="#4BA6DD", sign="+"),
    ChangeKind.REMOVED: Style(colour="#5B6673", dark_colour="#9BA7B4", sign="−", border=Border.DASHED, fill=Fill.PAPER),
    ChangeKind.DOWN: Style(colour="#C04F00", dark_colour="#E07A33", sign="▽", fill=Fill.PAPER),
    ChangeKind.UP: Style(colour="#009E73", dark_colour="#22B98D", sign="△", fill=Fill.PAPER),
    ChangeKind.SAME: Style(colour="#B4BCC6", dark_colour="#4A5564", sign="·", fill=Fill.PAPER),
}


def difference_elements(before: Side, after: Side, chain_id: str, *, details: bool = True, theme: Theme = "auto") -> Elements:
    """All that the map of a difference shows; a chain that one side lacks is added, or removed, as a whole.

    Raises KeyError where neither side has the chain. Equal inputs give equal values.
    """
    old, new = before.chain(chain_id), after.chain(chain_id)
    view = (after if new else before).view
    both = united(before, after, chain_id)
    found = elements(view, both, details=details, theme=theme)
    kinds = {one.segment.segment_id: _kind(one.segment.segment_id, old, new, view) for one in both.segments}
    first = len(cast("dict[str, Json]", found["looks"]))
    looks = {
        f"{REGION}:{kind.value}": look_json(view, kind, style, first + at)
        for at, (kind, style) in enumerate(CHANGE_STYLES.items())
    }
    label = view.say("map.difference-title", before=before.name, after=after.name)
    note = " ".join(_note(view, old, new, kinds, label))
    ladder = [
        {"id": REGION, "label": view.say("map.difference", label=label), "short": view.say("map.difference-short"), "note": note},
        *cast("list[Json]", found["ladder"]),
    ]
    nodes = [_node(view, node, kinds, old, new) for node in cast("list[dict[str, Json]]", found["nodes"])]
    if details:
        nodes = [_told(before, after, chain_id, node) for node in nodes]
    return found | {
        "looks": cast("Json", cast("dict[str, Json]", found["looks"]) | looks),
        "ladder": cast("Json", ladder),
        "start": REGION,
        "nodes": cast("Json", nodes),
        "edges": [_edge(edge, old, new) for edge in cast("list[dict[str, Json]]", found["edges"])],
    }


def united(before: Side, after: Side, chain_id: str) -> ChainResult:
    """The chain afterwards with the segments and dependencies that were removed. Raises KeyError where no side has it."""
    old, new = before.chain(chain_id), after.chain(chain_id)
    if old is None or new is None:
        one = new or old
        if one is None:
            raise KeyError(chain_id)
        return one
    kept = {one.segment.segment_id for one in new.segments}
    gone = [one for one in old.segments if one.segment.segment_id not in kept]
    linked = {(one.upstream, one.downstream) for one in new.chain.dependencies}
    cut = [one for one in old.chain.dependencies if (one.upstream, one.downstream) not in linked]
    chain = replace(
        new.chain,
        segments=(*new.chain.segments, *(one.segment for one in gone)),
        dependencies=(*new.chain.dependencies, *cut),
    )
    return replace(new, chain=chain, segments=(*new.segments, *gone))


def _find(chain: ChainResult | None, segment_id: str) -> SegmentResult | None:
    return next((one for one in chain.segments if one.segment.segment_id == segment_id), None) if chain else None


def _kind(segment_id: str, old: ChainResult | None, new: ChainResult | None, view: View) -> ChangeKind:
    """Better is a higher established cover here; where that is equal, after a loss; then control at home; then what is open."""
    before, after = _find(old, segment_id), _find(new, segment_id)
    if before is None or after is None:
        return ChangeKind.ADDED if before is None else ChangeKind.REMOVED
    moved = next((gain for gain in _gains(before, after, view) if abs(gain) > _SAME), 0.0)
    if before.verdict is not after.verdict:
        return ChangeKind.BETTER if moved > 0 else ChangeKind.WORSE if moved < 0 else ChangeKind.OTHER
    return ChangeKind.UP if moved > 0 else ChangeKind.DOWN if moved < 0 else ChangeKind.SAME


def _gains(before: SegmentResult, after: SegmentResult, view: View) -> Iterator[float]:
    here, home = view.assessment.region, view.assessment.home_country
    if here in before.cover and here in after.cover:
        yield after.cover[here].lo - before.cover[here].lo
        yield after.loss_cover[here] - before.loss_cover[here]
    if home in before.controlled_cover and home in after.controlled_cover:
        yield after.controlled_cover[home].lo - before.controlled_cover[home].lo
    yield after.domestic_content.lo - before.domestic_content.lo
    yield after.runnable.lo - before.runnable.lo
    if here in before.cover and here in after.cover:
        yield after.cover[here].hi - before.cover[here].hi


def _note(
    view: View, old: ChainResult | None, new: ChainResult | None, kinds: dict[str, ChangeKind], label: str
) -> Iterator[str]:
    """What changed in numbers, and the scores of the chain that moved."""
    counted = Counter(kinds.values())
    if set(counted) <= {ChangeKind.SAME}:
        yield view.say("map.difference-none")
        return
    yield view.say(
        "map.difference-counts",
        label=label,
        verdicts=counted[ChangeKind.BETTER] + counted[ChangeKind.WORSE] + counted[ChangeKind.OTHER],
        scores=counted[ChangeKind.UP] + counted[ChangeKind.DOWN],
        added=counted[ChangeKind.ADDED],
        removed=counted[ChangeKind.REMOVED],
    )
    if old is None or new is None:
        return
    scores = tuple(_scores(view, old, new))
    if scores:
        yield view.say("map.difference-scores", scores=scores)


def _scores(view: View, old: ChainResult, new: ChainResult) -> Iterator[str]:
    """Every score of the chain that moved, before and after."""
    for score in (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY):
        region = view.assessment.headline(score)
        if region in old.scores and old.scores[region][score] != new.scores[region][score]:
            values = (interval_percent(one.scores[region][score]) for one in (old, new))
            facts = dict(zip(("before", "after"), values, strict=True))
            yield view.say("map.difference-score", score=view.word(score), region=view.region(region), **facts)


def _node(
    view: View, node: dict[str, Json], kinds: dict[str, ChangeKind], old: ChainResult | None, new: ChainResult | None
) -> dict[str, Json]:
    segment_id = str(node["id"])
    kind, looks = kinds[segment_id], cast("dict[str, Json]", node["looks"])
    look = f"{REGION}:{kind.value}"
    if kind is ChangeKind.REMOVED:
        looks = dict.fromkeys(looks, look)
    note = _written(view, kind, _find(old, segment_id), _find(new, segment_id))
    measures = _measures(view, _find(old, segment_id), _find(new, segment_id))
    why = view.say("map.difference-whys", whys=tuple(dict.fromkeys((note, *measures))))
    marks: dict[str, Json] = {"notes": {REGION: note}, "whys": {REGION: why}}
    return node | marks | {"looks": looks | {REGION: look}, "removed": kind is ChangeKind.REMOVED}


def _told(before: Side, after: Side, chain_id: str, node: dict[str, Json]) -> dict[str, Json]:
    """With both sides in the details; those of a removed segment are of the side that has it."""
    segment_id = str(node["id"])
    told = cast("dict[str, Json]", node["detail"])
    found = before.segment(chain_id, segment_id)
    if node["removed"] and found is not None:
        told = detail(narrowed(before.view, found[0].chain), *found)
    rows: list[Json] = [list(row) for row in both_sides(before, after, chain_id, segment_id)]
    headers: list[Json] = [after.view.say("map.measure"), before.name, after.name]
    return node | {"detail": told | {"sides": {"headers": headers, "rows": rows}}}


def _written(view: View, kind: ChangeKind, before: SegmentResult | None, after: SegmentResult | None) -> str:
    """The second line of the box: verdict before and after, or cover where only that moved."""
    if before is None or after is None:
        one = after or before
        return view.say(f"map.difference-{kind.value}", verdict=view.word(one.verdict)) if one else ""
    if before.verdict is not after.verdict:
        return view.say("map.difference-verdict", before=view.word(before.verdict), after=view.word(after.verdict))
    here = view.assessment.region
    if kind is not ChangeKind.SAME and here in before.cover and before.cover[here] != after.cover[here]:
        values = (interval_percent(one.cover[here]) for one in (before, after))
        facts = dict(zip(("before", "after"), values, strict=True))
        return view.say("map.difference-cover", verdict=view.word(after.verdict), **facts)
    return view.word(after.verdict)


def _measures(view: View, before: SegmentResult | None, after: SegmentResult | None) -> Iterator[str]:
    """What moved of a segment, before and after: longer than fits in a box."""
    if before is None or after is None:
        return
    here, home = view.assessment.region, view.assessment.home_country
    measures = (
        ("column.cover", [one.cover.get(here) for one in (before, after)]),
        ("column.controlled-cover", [one.controlled_cover.get(home) for one in (before, after)]),
        ("fact.domestic-content", [one.domestic_content for one in (before, after)]),
        ("fact.runnable", [one.runnable for one in (before, after)]),
    )
    for code, (was, now) in measures:
        if was is not None and now is not None and was != now:
            facts = {"before": interval_percent(was), "after": interval_percent(now)}
            yield view.say("map.difference-measure", measure=view.say(code), **facts)


def _edge(edge: dict[str, Json], old: ChainResult | None, new: ChainResult | None) -> Json:
    ends = (edge["from"], edge["to"])
    was, now = (ends in _links(one) for one in (old, new))
    return edge | {"change": "" if was and now else "added" if now else "removed"}


def _links(chain: ChainResult | None) -> set[tuple[str, str]]:
    return {(one.upstream, one.downstream) for one in chain.chain.dependencies} if chain else set()
