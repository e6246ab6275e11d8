"""Chains for the tests of the network: by hand, from arrays, at random, and those that METHOD section 8 prints."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from chainmap.model.chain import Chain, Dependency, Segment
from chainmap.model.finding import Cell
from chainmap.model.vocabulary import Stage

CELL = Cell(file="test.xlsx")
Array = NDArray[np.float64]


def segment(
    segment_id: str,
    criticality: int | None = None,
    *,
    own_share: float | None = None,
    final_weight: float | None = None,
    stage: Stage = Stage.MATERIAL,
) -> Segment:
    """A segment of which only what the network reads is filled in."""
    return Segment(
        segment_id=segment_id,
        name_zh=segment_id,
        stage=stage,
        criticality=criticality,
        own_share=own_share,
        final_weight=final_weight,
        cell=CELL,
    )


def link(pair: str, essential: bool | None = None, *, group: str | None = None, input_share: float | None = None) -> Dependency:
    """A dependency from `"input > user"`."""
    upstream, downstream = pair.split(" > ")
    return Dependency(
        upstream=upstream, downstream=downstream, essential=essential, substitute_group=group, input_share=input_share, cell=CELL
    )


def chain(segments: Iterable[Segment | str], dependencies: Iterable[Dependency | str]) -> Chain:
    """A chain; a bare string is a segment id, or a dependency of which it is not known whether it is essential."""
    return Chain(
        chain_id="test",
        name_zh="test",
        segments=tuple(segment(one) if isinstance(one, str) else one for one in segments),
        dependencies=tuple(link(one) if isinstance(one, str) else one for one in dependencies),
        file="test.xlsx",
    )


EXAMPLE_SEGMENTS = ("metal", "target", "wafer", "resist", "cmp", "fab")


def worked_example(number: int) -> Chain:
    """The chain of METHOD section 8: 1 with given shares, 2 with criticality only."""
    shared = number == 1
    criticality = dict(zip(EXAMPLE_SEGMENTS, (4, 3, 5, 5, 4, 5), strict=True))
    return chain(
        [
            segment(one, None if shared else criticality[one], own_share=0.5 if shared and one in ("target", "fab") else None)
            for one in EXAMPLE_SEGMENTS
        ],
        [
            link("metal > target", True, input_share=0.5 if shared else None),
            *(
                link(f"{one} > fab", essential, input_share=0.125 if shared else None)
                for one, essential in (("target", False), ("wafer", True), ("resist", True), ("cmp", False))
            ),
        ],
    )


class Covers(NamedTuple):
    """Covers of a worked example in one region, in the order of EXAMPLE_SEGMENTS."""

    c: Array
    d_lo: Array
    d_hi: Array
    c_after_loss: Array
    d_after_loss: Array


def _covers(c: str, d_lo: str, d_hi: str, c_after_loss: str, d_after_loss: str) -> Covers:
    return Covers(*(np.array(text.split(), dtype=float) for text in (c, d_lo, d_hi, c_after_loss, d_after_loss)))


# From the rows that METHOD section 8 lists, by hand: one producing company .6, two .84, three .936, with q = .6.
EXAMPLE_COVERS: dict[tuple[int, str], Covers] = {
    (1, "lingang"): _covers("0 0 .6 0 0 0", "0 0 .6 0 0 0", "0 0 .6 0 0 0", "0 0 0 0 0 0", "0 0 0 0 0 0"),
    (1, "shanghai"): _covers("0 .6 .6 0 .6 .936", "0 0 .6 0 .6 .84", "0 0 .6 0 .6 .84", "0 0 0 0 0 .84", "0 0 0 0 0 .6"),
    (1, "yrd"): _covers(
        "0 .84 .744 .6 .6 .936", "0 .6 .744 0 .6 .84", "0 .6 .744 .6 .6 .84", "0 .6 .36 0 0 .84", "0 0 .36 0 0 .6"
    ),
    (1, "china"): _covers(
        "0 .84 .744 .648 .84 .936", "0 .6 .744 .12 .84 .84", "0 .6 .744 .648 .84 .84", "0 .6 .36 .12 .6 .84", "0 0 .36 0 .6 .6"
    ),
    (1, "world"): _covers(
        ".6 .84 .744 .648 .84 .936", "0 .6 .744 .12 .84 .84", "0 .6 .744 .648 .84 .84", "0 .6 .36 .12 .6 .84", "0 0 .36 0 .6 .6"
    ),
    (2, "lingang"): _covers("0 0 1 0 0 0", "0 0 1 0 0 0", "0 0 1 0 0 0", "0 0 0 0 0 0", "0 0 0 0 0 0"),
    (2, "shanghai"): _covers("0 1 1 0 1 1", "0 0 1 0 1 1", "0 0 1 0 1 1", "0 0 0 0 0 1", "0 0 0 0 0 1"),
    (2, "yrd"): _covers("0 1 1 1 1 1", "0 1 1 0 1 1", "0 1 1 1 1 1", "0 1 .6 0 0 1", "0 0 .6 0 0 1"),
    (2, "china"): _covers("0 1 1 1 1 1", "0 1 1 .2 1 1", "0 1 1 1 1 1", "0 1 .6 .2 1 1", "0 0 .6 0 1 1"),
    (2, "world"): _covers("1 1 1 1 1 1", "0 1 1 .2 1 1", "0 1 1 1 1 1", "0 1 .6 .2 1 1", "0 0 .6 0 1 1"),
}
