"""Sizes of boxes and layers before anything has a place on the map: where names break, which layers stand in two columns.

Lengths in units of the map, as in layout.py.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from chainmap.model.chain import Segment
from chainmap.model.vocabulary import PolicyAction, Verdict
from chainmap.present.layering import Ordering
from chainmap.present.lettering import text_width, wrapped
from chainmap.present.plan_mark import plan_mark
from chainmap.present.stacking import LANE_PADDING, Stack, stacked
from chainmap.present.words import Language, word

NAME_SIZE = 12.5  # of the name, in units
NOTE_SIZE = 12.0  # of the second line: sign, verdict, action of the plan

LINE, _NOTE_LINE = 14.5, 13.5
PADDING, TOP, NOTE_UP = 6.0, 3.0, 9.5  # of the text from the sides, of the first line from the top, of the note from the bottom
MARGIN = 10.0
BETWEEN_COLUMNS = 12.0  # sub-columns of one layer
_NAME_LIMITS = (6.0, 7.0, 8.0, 9.0, 10.0, 11.5, 13.0, 16.0, 20.0)  # em, tried for the widest line of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a screen leaves to the drawing, in px, and how close together things may stand there."""

    width: float
    height: float
    least_gap: float  # between layers
    legible: float  # px: lanes are left out where names would be smaller
    name_limits: tuple[float, ...]


WIDE = Page(width=1130.0, height=730.0, least_gap=32.0, legible=10.5, name_limits=_NAME_LIMITS)  # 1440 × 900
TALL = Page(width=560.0, height=820.0, least_gap=20.0, legible=8.5, name_limits=(4.0, 5.0, *_NAME_LIMITS))  # 768 × 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Size of a segment's box and the lines of its name."""

    lines: tuple[str, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One layer with its names broken in one way: boxes by item, their width, and how they stand."""

    boxes: Mapping[int, Box]
    width: float
    stack: Stack

    @property
    def breadth(self) -> float:
        """Width of the layer: of one sub-column or two."""
        return 2 * self.width + BETWEEN_COLUMNS if self.stack.is_split else self.width


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Sizes before anything has a place: one choice for every layer."""

    page: Page
    columns: tuple[Column, ...]

    @property
    def width(self) -> float:
        """Width at the least gaps."""
        gaps = self.page.least_gap * (len(self.columns) - 1)
        return sum(one.breadth for one in self.columns) + gaps + 2 * (MARGIN + LANE_PADDING)

    @property
    def height(self) -> float:
        """Height of the tallest layer."""
        return max((one.stack.needed for one in self.columns), default=0.0) + 2 * MARGIN

    @property
    def room(self) -> tuple[float, float]:
        """Pixels per unit on the page: along the side that is short of room, and along the other."""
        one, other = sorted((round(self.page.width / self.width, 3), round(self.page.height / self.height, 3)))
        return one, other

    def changed(self, at: int, column: Column) -> "Draft":
        """The same with one layer laid another way."""
        return Draft(page=self.page, columns=(*self.columns[:at], column, *self.columns[at + 1 :]))


def best_draft(
    segments: Sequence[Segment],
    ordering: Ordering,
    groups: Sequence[int] | None,
    labels: Mapping[str, str],
    language: Language,
    notes: Mapping[str, float],
    page: Page,
) -> Draft:
    """Names broken alike in all layers; where the letters are small then, each layer on its own, as long as they grow.

    With `groups`, the number of each segment's group, a layer is as wide as the captions (`labels`) of its lanes.
    """
    captions = {number: text_width(labels[one.group]) * NOTE_SIZE for one, number in zip(segments, groups or (), strict=False)}
    sizes = [[box_of_name(one, limit, language, notes) for limit in page.name_limits] for one in segments]
    ways = [[_columns(sizes, at, layer, groups, captions) for layer in ordering.layers] for at in range(len(page.name_limits))]
    best = max((_draft(way, page) for way in ways), key=lambda draft: round(draft.room[0], 2))
    while best.room[0] < 1:
        others = (best.changed(at, column) for way in ways for at, pair in enumerate(way) for column in pair)
        better = max(others, key=lambda draft: draft.room, default=best)
        if better.room <= best.room:
            break
        best = better
    return best


def _draft(layers: Sequence[tuple[Column, Column]], page: Page) -> Draft:
    """The tallest layers are wrapped one after another as long as that gains scale."""
    draft = Draft(page=page, columns=tuple(column for column, _ in layers))
    while True:
        tallest = max(range(len(layers)), key=lambda at: draft.columns[at].stack.needed, default=None)
        if tallest is None or draft.columns[tallest].stack.is_split:
            return draft
        other = draft.changed(tallest, layers[tallest][1])
        if other.room[0] <= draft.room[0]:
            return draft
        draft = other


def _columns(
    sizes: Sequence[Sequence[Box]], at: int, layer: Sequence[int], groups: Sequence[int] | None, captions: Mapping[int, float]
) -> tuple[Column, Column]:
    """The layer in one column, and in two, as wide as the names of this limit need; what then fits in fewer lines does so."""
    own = {item: sizes[item][at] for item in layer if item < len(sizes)}
    width = max((box.width for box in own.values()), default=0.0)
    lanes = _lanes(own, layer, groups)
    caption = max((captions[lane] + PADDING for lane in lanes if lane is not None), default=0.0)
    found = []
    for split, least in ((False, caption), (True, (caption - BETWEEN_COLUMNS) / 2)):
        room = max(width, least)
        boxes = {
            item: min((one for one in reversed(sizes[item]) if one.width <= room), key=lambda one: one.height) for item in own
        }
        heights = [boxes[item].height if item in boxes else 0.0 for item in layer]
        found.append(Column(boxes=boxes, width=room, stack=stacked(layer, heights, lanes, split=split)))
    return found[0], found[1]


def _lanes(own: Mapping[int, Box], layer: Sequence[int], groups: Sequence[int] | None) -> list[int | None]:
    """Per item the lane it stands in: that of its group, where two or more of it are in the layer."""
    if groups is None:
        return [None] * len(layer)
    members = Counter(groups[item] for item in own)
    return [groups[item] if item in own and members[groups[item]] > 1 else None for item in layer]


def box_of_name(segment: Segment, limit: float, language: Language, notes: Mapping[str, float]) -> Box:
    """The box of a segment whose name breaks at `limit` em; `notes` as in `layout`."""
    name = segment.name_en if language == "en" and segment.name_en else segment.name_zh
    lines = wrapped(name, limit)
    note = _verdict_width(language) + 1.4
    if segment.policy_action is not PolicyAction.NONE:
        note += text_width(plan_mark(segment.policy_action, language)) + 1.6
    note = notes.get(segment.segment_id, note)
    text = max(max(map(text_width, lines)) * NAME_SIZE, note * NOTE_SIZE)
    return Box(lines=lines, width=text + 2 * PADDING, height=len(lines) * LINE + _NOTE_LINE + 2 * TOP)


@cache
def _verdict_width(language: Language) -> float:
    return max(text_width(word(verdict, language)) for verdict in Verdict)
