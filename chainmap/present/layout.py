"""Where every segment, dependency and group of a chain stands on the map: raw materials left, end uses right.

Lengths are in units of the map: 1 unit is 1 px where the whole map is shown at scale 1. x runs right, y down, the origin
is the top left corner. The same positions serve the page, the offline file and the pictures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from chainmap.model.chain import Chain, Segment
from chainmap.present.drafting import BETWEEN_COLUMNS, MARGIN, NAME_SIZE, PADDING, WIDE, Box, Draft, Page, best_draft
from chainmap.present.layering import Ordering, order
from chainmap.present.layers import layers_to_end
from chainmap.present.lettering import shortened
from chainmap.present.stacking import CAPTION, LANE_PADDING, Stack, settle
from chainmap.present.words import Language

_PORT_STEP = 4.0  # between the ends of two dependencies at one segment
_ROUGHLY = 0.93  # a rough order takes about as much room as a good one
_WIDEST_CAPTION = 20.0  # em
_MOST_PORT = 10.0  # from the middle of the box
_MOST_PORT_BETWEEN = 3.5  # where the line passes between two boxes of a wrapped layer

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """The band behind the segments of one group within a layer; its caption stands at the top."""

    group: str
    label: str  # its name in the language of the layout
    segment_ids: tuple[str, ...]
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Positions are centres. A route runs from the upstream to the downstream box; level pieces are straight, others curves."""

    positions: dict[str, Point]
    boxes: dict[str, Box]
    routes: dict[tuple[str, str], tuple[Point, ...]]
    lanes: tuple[Lane, ...]
    layers: dict[str, int]  # 0: end uses
    width: float
    height: float
    crossings: int
    language: Language
    page: Page

    @property
    def scale(self) -> float:
        """Pixels per unit when the whole map is fitted into its page."""
        return min(self.page.width / self.width, self.page.height / self.height)

    @property
    def rooms(self) -> dict[str, float]:
        """Width that text has in each box."""
        return {segment_id: box.width - 2 * PADDING for segment_id, box in self.boxes.items()}


def layout(
    chain: Chain,
    language: Language = "zh",
    *,
    lanes: bool | None = None,
    notes: Mapping[str, float] | None = None,
    page: Page = WIDE,
) -> Layout:
    """Lay the chain out for a page; equal chains give equal layouts.

    Layers follow the longest path to an end use, so that an input stands next to its first user; dependencies that close a
    cycle run backwards. Wide layers are wrapped into two columns, and names broken, where that makes the letters larger.
    With `lanes` the segments of a group stand together within a layer, with a band behind two or more of them; None: if
    names then stay legible. `notes` is the width in em of the
    second line of segments where it is not a verdict with an action of the plan.
    """
    notes = notes or {}
    if lanes is None:
        roomy = _has_room_for_lanes(chain, language, notes, page)
        grouped = layout(chain, language, lanes=True, notes=notes, page=page) if roomy else None
        fits = grouped is not None and grouped.scale * NAME_SIZE >= page.legible
        return grouped if grouped is not None and fits else layout(chain, language, lanes=False, notes=notes, page=page)
    edges = _edges(chain)
    groups = _group_numbers(chain.segments) if lanes else None
    ordering = order(layers_to_end(len(chain.segments), edges), edges, groups)
    labels = _group_labels(chain, language)
    draft = best_draft(chain.segments, ordering, groups, labels, language, notes, page)
    return _drawn(chain.segments, ordering, draft, language, labels)


def _edges(chain: Chain) -> list[tuple[int, int]]:
    """Upstream and downstream place of every dependency, once."""
    place = {segment.segment_id: at for at, segment in enumerate(chain.segments)}
    pairs = [(place[one.upstream], place[one.downstream]) for one in chain.dependencies if one.upstream != one.downstream]
    return list(dict.fromkeys(pairs))


def _has_room_for_lanes(chain: Chain, language: Language, notes: Mapping[str, float], page: Page) -> bool:
    """Whether lanes may leave the names legible, judged by a rough order: the search for a good one takes most of the time."""
    edges, groups = _edges(chain), _group_numbers(chain.segments)
    ordering = order(layers_to_end(len(chain.segments), edges), edges, groups, rough=True)
    labels = _group_labels(chain, language)
    draft = best_draft(chain.segments, ordering, groups, labels, language, notes, page)
    return draft.room[0] * NAME_SIZE >= page.legible * _ROUGHLY


def _group_labels(chain: Chain, language: Language) -> dict[str, str]:
    """What each group is called on the map."""
    return {
        group: shortened((language == "en" and chain.group_name_en(group)) or group, _WIDEST_CAPTION)
        for group in dict.fromkeys(one.group for one in chain.segments)
    }


def _group_numbers(segments: Sequence[Segment]) -> list[int]:
    """Number of each segment's group; a segment without one is a group of its own."""
    known: dict[str, int] = {}
    return [known.setdefault(segment.group or f"\0{segment.segment_id}", len(known)) for segment in segments]


def _drawn(
    segments: Sequence[Segment], ordering: Ordering, draft: Draft, language: Language, labels: Mapping[str, str]
) -> Layout:
    """The draft spread over the page, with positions, routes and lanes."""
    page = draft.page
    width = max(draft.width, draft.height * page.width / page.height)
    height = max(draft.height, draft.width * page.height / page.width)
    stacks = [one.stack for one in draft.columns]
    lefts = _lefts(draft, width)
    links = [
        (one, other, _stiffness(len(segments), one, other))
        for chain in ordering.chains.values()
        for one, other in pairwise(chain)
    ]
    y = {item: at + MARGIN for item, at in settle(stacks, links, height - 2 * MARGIN).items()}
    layer_of = {item: at for at, layer in enumerate(ordering.layers) for item in layer}
    column = {item: at for stack in stacks for item, at in zip(stack.items, stack.columns, strict=True)}
    own = {item: replace(box, width=one.width) for one in draft.columns for item, box in one.boxes.items()}
    boxes = [own[at] for at in range(len(segments))]
    x = {at: lefts[layer_of[at]] + column[at] * (box.width + BETWEEN_COLUMNS) + box.width / 2 for at, box in enumerate(boxes)}
    spans = [(left, left + one.breadth) for left, one in zip(lefts, draft.columns, strict=True)]
    ids = [segment.segment_id for segment in segments]
    ports = _ports(ordering, y, stacks)
    return Layout(
        positions={ids[at]: (round(x[at], 2), round(y[at], 2)) for at in range(len(ids))},
        boxes=dict(zip(ids, boxes, strict=True)),
        routes={
            (ids[edge[0]], ids[edge[1]]): _route(edge, chain, x, y, boxes, spans, layer_of, ports)
            for edge, chain in ordering.chains.items()
        },
        lanes=tuple(lane for at, stack in enumerate(stacks) for lane in _lanes(segments, stack, spans[at], y, labels)),
        layers={ids[at]: layer_of[at] for at in range(len(ids))},
        width=round(width, 2),
        height=round(height, 2),
        crossings=ordering.crossings,
        language=language,
        page=page,
    )


def _lefts(draft: Draft, width: float) -> list[float]:
    """Left side of every layer, the surplus width spread over the gaps; the last layer stands leftmost."""
    surplus = (width - draft.width) / max(1, len(draft.columns) - 1)
    left = MARGIN + LANE_PADDING + (0.0 if len(draft.columns) > 1 else (width - draft.width) / 2)
    lefts = []
    for one in reversed(draft.columns):
        lefts.append(left)
        left += one.breadth + draft.page.least_gap + surplus
    return lefts[::-1]


def _stiffness(node_count: int, one: int, other: int) -> float:
    """How strongly a link wants to be level: long dependencies more, so that they run straight."""
    return (1.0, 2.0, 8.0)[(one >= node_count) + (other >= node_count)]


def _ports(ordering: Ordering, y: dict[int, float], stacks: Sequence[Stack]) -> dict[tuple[int, int], float]:
    """Height at which a link (item, item) touches the first: the ends at one side fan out in the order of the others."""
    split = {item for stack in stacks if stack.is_split for item in stack.items}
    sides: dict[tuple[int, bool], list[int]] = {}
    for chain in ordering.chains.values():
        for left, right in pairwise(chain):
            sides.setdefault((left, True), []).append(right)
            sides.setdefault((right, False), []).append(left)
    ports = {}
    for (item, _), others in sides.items():
        if item >= ordering.node_count:
            ports.update({(item, other): y[item] for other in others})
            continue
        most = _MOST_PORT_BETWEEN if item in split else _MOST_PORT
        step = min(_PORT_STEP, 2 * most / max(1, len(others) - 1))
        for at, other in enumerate(sorted(others, key=lambda one: (y[one], one))):
            ports[item, other] = y[item] + (at - (len(others) - 1) / 2) * step
    return ports


def _route(
    edge: tuple[int, int],
    chain: tuple[int, ...],
    x: dict[int, float],
    y: dict[int, float],
    boxes: Sequence[Box],
    spans: Sequence[tuple[float, float]],
    layer_of: dict[int, int],
    ports: dict[tuple[int, int], float],
) -> tuple[Point, ...]:
    """Points from the upstream to the downstream box: level within a layer, a curve between two layers."""
    first, last = chain[0], chain[-1]
    points = [(x[first] + boxes[first].width / 2, ports[first, chain[1]])]
    for one, other in pairwise(chain):
        points.append((spans[layer_of[one]][1] + LANE_PADDING, ports[one, other]))
        points.append((spans[layer_of[other]][0] - LANE_PADDING, ports[other, one]))
    points.append((x[last] - boxes[last].width / 2, ports[last, chain[-2]]))
    rounded = tuple(dict.fromkeys((round(x_at, 2), round(y_at, 2)) for x_at, y_at in points))
    return rounded if edge[0] == first else rounded[::-1]


def _lanes(
    segments: Sequence[Segment],
    stack: Stack,
    span: tuple[float, float],
    y: dict[int, float],
    labels: Mapping[str, str],
) -> list[Lane]:
    members: dict[int, list[int]] = {}
    for at, lane in enumerate(stack.lanes):
        if lane is not None:
            members.setdefault(lane, []).append(at)
    found = []
    for places in members.values():
        items = [stack.items[at] for at in places]
        top = min(y[stack.items[at]] - stack.heights[at] / 2 for at in places) - CAPTION
        bottom = max(y[stack.items[at]] + stack.heights[at] / 2 for at in places) + LANE_PADDING
        if group := segments[items[0]].group:
            found.append(
                Lane(
                    group=group,
                    label=labels[group],
                    segment_ids=tuple(segments[item].segment_id for item in items),
                    left=round(span[0] - LANE_PADDING, 2),
                    top=round(top, 2),
                    width=round(span[1] - span[0] + 2 * LANE_PADDING, 2),
                    height=round(bottom - top, 2),
                )
            )
    return found
