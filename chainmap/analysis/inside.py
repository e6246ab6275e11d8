"""Self-reliance and continuity inside a region of the ladder, segment by segment: as an assessment has them at home."""

from dataclasses import replace

import numpy as np

from chainmap.analysis.assessment import Assessment, ChainResult, EndSegment, Gains, SegmentResult
from chainmap.analysis.binding import held_by
from chainmap.analysis.credit import credit
from chainmap.analysis.gains import continuity_gains, self_reliance_gains
from chainmap.analysis.network import Array
from chainmap.analysis.scores import continuity, inputs_content, self_reliance
from chainmap.model.interval import Interval

_FULL = 1 - 1e-12


def inside(of: Assessment, region: str) -> Assessment:
    """The same assessment with R and K looked at inside `region`, which is then their headline region.

    s, y, h, what holds the end segments down, ΔR, ΔK and credit are those of d there (METHOD sections 4 and 5); scores,
    covers, verdicts and ΔB stay. Raises KeyError for a region that is not on the ladder.
    """
    if region not in of.ladder:
        raise KeyError(region)
    return replace(of, inside=region, chains=tuple(_chain(chain, region) for chain in of.chains))


def _chain(chain: ChainResult, region: str) -> ChainResult:
    network = chain.network
    lo, hi = (np.array([one.controlled_cover[region][end] for one in chain.segments]) for end in (0, 1))
    content = self_reliance(network, lo)[1][0], self_reliance(network, hi)[1][0]
    inputs = inputs_content(network, content[0])[0], inputs_content(network, content[1])[0]
    runnable = continuity(network, lo)[1][0], continuity(network, hi, hi=True)[1][0]
    credited, residual = credit(network, lo, network.fillable & (lo < _FULL))
    gains = self_reliance_gains(network, lo), continuity_gains(network, lo), credited
    segments = tuple(
        replace(
            one,
            domestic_content=_ends(content, at),
            domestic_inputs=_ends(inputs, at),
            runnable=_ends(runnable, at),
            gains=_gains(one, gains, at),
        )
        for at, one in enumerate(chain.segments)
    )
    places = {name: at for at, name in enumerate(network.segment_ids)}
    ends = tuple(_end(chain, one, lo, runnable, places[one.segment_id]) for one in chain.end_segments)
    return replace(chain, segments=segments, end_segments=ends, credit_residual=residual)


def _ends(values: tuple[Array, Array], at: int) -> Interval:
    # Rounding may cross the ends of a known value by 1e-16.
    return Interval(float(values[0][at]), float(max(values[0][at], values[1][at])))


def _gains(one: SegmentResult, gains: tuple[Array, Array, Array], at: int) -> Gains | None:
    if one.gains is None:
        return None
    reliance, running, credited = (float(values[at]) for values in gains)
    return replace(one.gains, self_reliance=reliance, continuity=running, credit=credited)


def _end(chain: ChainResult, one: EndSegment, d: Array, runnable: tuple[Array, Array], at: int) -> EndSegment:
    names = chain.network.segment_ids
    held = tuple(names[by] for by in held_by(chain.network, d, runnable[0], at))
    return replace(one, runnable=_ends(runnable, at), held_by=held)
