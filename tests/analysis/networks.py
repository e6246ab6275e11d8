"""Chains for the tests of the network: by hand, from arrays, at random, and those that METHOD section 8 prints."""

from collections.abc import Iterable, Mapping

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


# Covers of the worked examples, per region from the park outward: c, d on lo, d on hi, loss covers of both,
# worked out by hand from the rows that METHOD section 8 lists. Order: EXAMPLE_SEGMENTS.
Covers = Mapping[str, tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]]
