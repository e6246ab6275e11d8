"""Heights within ordered layers: every item as near as can be to what it is linked with, none on top of another.

Works on numbers only. An item is a box of a height, or a bend of a long edge (height 0). y runs down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

CAPTION = 17.0  # height of a lane's caption
LANE_PADDING = 4.0
_BETWEEN_BOXES = 6.0
_BESIDE_LINE = 5.5  # between a line and a box, or two lines
_SWEEPS = 24
_EVENNESS = 0.12  # weight of an even spread, against 1 for a link between two boxes


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """One layer, top to bottom. `lanes`: number of the lane of a box, None for bends and where there are no lanes."""

    items: tuple[int, ...]
    heights: tuple[float, ...]
    lanes: tuple[int | None, ...]
    columns: tuple[int, ...]  # sub-column of a box; 0 for bends
    offsets: tuple[float, ...]  # of the centres, as close together as allowed, from the top of the map
    needed: float  # height as close together as allowed

    @property
    def blocks(self) -> tuple[range, ...]:
        """Places of what moves as one: the boxes of a lane, any other item alone."""
        starts = [at for at, lane in enumerate(self.lanes) if at == 0 or lane is None or lane != self.lanes[at - 1]]
        return tuple(range(start, stop) for start, stop in pairwise([*starts, len(self.items)]))

    @property
    def is_split(self) -> bool:
        """Whether the boxes stand in two sub-columns."""
        return any(self.columns)


def stacked(items: Sequence[int], heights: Sequence[float], lanes: Sequence[int | None], *, split: bool) -> Stack:
    """The layer as close together as it may stand: in one column, or alternating between two."""
    columns = _alternating(heights, lanes) if split else (0,) * len(items)
    offsets: list[float] = []
    for at in range(len(items)):
        above = _head(heights[at], lanes[at]) if at == 0 else offsets[-1] + _separation(at, heights, lanes, columns)
        offsets.append(above)
    needed = offsets[-1] + heights[-1] / 2 + (LANE_PADDING if lanes[-1] is not None else 0.0) if items else 0.0
    return Stack(
        items=tuple(items), heights=tuple(heights), lanes=tuple(lanes), columns=columns, offsets=tuple(offsets), needed=needed
    )


def settle(stacks: Sequence[Stack], links: Sequence[tuple[int, int, float]], height: float) -> dict[int, float]:
    """Centre of every item, all within 0..height. A link (item, item, weight) pulls its ends to one height.

    Weighted least squares, layer by layer to and fro, under the order and distances of each stack (isotonic regression).
    A lane moves as one: its boxes stand as close together as they may.
    """
    even = {item: y for stack in stacks for item, y in zip(stack.items, _even(stack, height), strict=True)}
    pulls: dict[int, list[tuple[int, float]]] = {item: [] for item in even}
    for one, other, weight in links:
        pulls[one].append((other, weight))
        pulls[other].append((one, weight))
    y = dict(even)
    for sweep in range(_SWEEPS):
        for stack in stacks if sweep % 2 else stacks[::-1]:
            weights = [_EVENNESS + sum(weight for _, weight in pulls[item]) for item in stack.items]
            wanted = [
                (_EVENNESS * even[item] + sum(weight * y[other] for other, weight in pulls[item])) / total
                for item, total in zip(stack.items, weights, strict=True)
            ]
            y.update(zip(stack.items, _kept_apart(stack, wanted, weights, height), strict=True))
    return y


def _even(stack: Stack, height: float) -> list[float]:
    slack = max(0.0, height - stack.needed)
    blocks = stack.blocks
    return [
        offset + slack * (at + 0.5) / len(blocks)
        for at, block in enumerate(blocks)
        for offset in stack.offsets[block.start : block.stop]
    ]


def _kept_apart(stack: Stack, wanted: list[float], weights: list[float], height: float) -> list[float]:
    """The nearest heights to those wanted that keep order, distances and the page: pool adjacent violators."""
    slack = max(0.0, height - stack.needed)
    blocks: list[tuple[float, float, int]] = []  # mean, weight, count
    for block in stack.blocks:
        mean, total, count = 0.0, 0.0, len(block)
        for at in block:
            total += weights[at]
            mean += (wanted[at] - stack.offsets[at] - mean) * weights[at] / total
        while blocks and blocks[-1][0] > mean:
            above, above_total, above_count = blocks.pop()
            mean = (above * above_total + mean * total) / (above_total + total)
            total, count = above_total + total, above_count + count
        blocks.append((mean, total, count))
    shifts = [min(max(mean, 0.0), slack) for mean, _, count in blocks for _ in range(count)]
    return [offset + shift for offset, shift in zip(stack.offsets, shifts, strict=True)]


def _separation(at: int, heights: Sequence[float], lanes: Sequence[int | None], columns: Sequence[int]) -> float:
    """Least distance between the centres of item `at` and the one above it."""
    above, here = heights[at - 1], heights[at]
    if lanes[at - 1] != lanes[at]:
        tail = LANE_PADDING if lanes[at - 1] is not None else 0.0
        return above / 2 + tail + _BESIDE_LINE + _head(here, lanes[at])
    if above and here:
        if columns[at - 1] != columns[at]:
            return max(above, here) / 2 + _BESIDE_LINE
        return (above + here) / 2 + _BETWEEN_BOXES
    return (above + here) / 2 + _BESIDE_LINE


def _head(height: float, lane: int | None) -> float:
    return height / 2 + (0.0 if lane is None else CAPTION + LANE_PADDING)


def _alternating(heights: Sequence[float], lanes: Sequence[int | None]) -> tuple[int, ...]:
    """Sub-column of every item: boxes alternate, each lane beginning left; a lane of one box stands right, near its users."""
    columns: list[int] = []
    lefts = 0
    for at, height in enumerate(heights):
        begins = at == 0 or (lanes[at] is not None and lanes[at] != lanes[at - 1])
        alone = begins and lanes[at] is not None and (at + 1 == len(heights) or lanes[at + 1] != lanes[at])
        lefts = 0 if begins else lefts
        columns.append((1 if alone else lefts % 2) if height else 0)
        lefts += 1 if height else 0
    return tuple(columns)
