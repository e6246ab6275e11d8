"""What it is worth to fill a gap: the effect on each score of one segment's cover going to 1 (METHOD section 5).

Covers are arrays over the segments, (n,), values in [0, 1]; so are gains, in score points, never negative. All on lo.
"""

from collections.abc import Callable

import numpy as np

from chainmap.analysis.adjoint import importance, loop_gains
from chainmap.analysis.credit import credit as credit
from chainmap.analysis.network import Array, Network
from chainmap.analysis.scores import content_rows, continuity, inputs_rows, inputs_runnable, self_reliance
from chainmap.analysis.wiring import Rows

_BINDING = 1e-9
_DIGITS = 12  # ties by arithmetic are ties
_MOST_CELLS = 4_000_000  # of a batch: scenarios × segments


def filled_one_by_one(cover: Array, segments: Rows) -> Array:
    """Scenarios × n: `cover` with one of `segments` at 1 in each."""
    scenarios = np.repeat(cover[None, :], len(segments), axis=0)
    scenarios[np.arange(len(segments)), segments] = 1.0
    return scenarios


def coverage_gains(network: Network, c: Array) -> Array:
    """ΔB = w (1 − c), exactly."""
    return network.weight * (1.0 - c)


def settled(worth: float) -> float:
    """What an order compares: numbers that only rounding sets apart are equal, so that the next rule of the order decides."""
    return round(worth, _DIGITS)


def pull(network: Network, cover_lo: Array, cover_hi: Array) -> tuple[Array, Array]:
    """(lo, hi) of Σ S c over the users: the share of a segment's output that goes to users covered in the region.

    An unchecked user (c in [0, 1]) is an unknown buyer, never none. 0 for a segment without users.
    """
    return (network.user_share @ cover_lo).clip(0.0, 1.0), (network.user_share @ cover_hi).clip(0.0, 1.0)


def self_reliance_gains(network: Network, d: Array) -> Array:
    """ΔR exactly: in closed form, or by evaluation of every filled gap where there are substitute groups.

    ΔR = (1 − d) λ y / (1 − (1 − d) l), with λ and l as in `adjoint`, y = v + Σ a z.
    """
    if network.has_substitutes:
        gaps = np.flatnonzero((d < 1.0) & (network.total_requirement > 0.0))
        return _gains(network, d, gaps, lambda covers: self_reliance(network, covers)[0])
    return linear_gains(network, d)


def linear_gains(network: Network, d: Array) -> Array:
    """ΔR in closed form; with substitute groups a lower bound, since no user changes to another member."""
    state = content_rows(network, d)
    change = 1.0 - d
    slope = (importance(network, d, state) * inputs_rows(network, state))[:, 0]
    gains: Array = change * slope / (1.0 - change * loop_gains(network, d, state))
    return gains.clip(0.0)


def continuity_gains(network: Network, d: Array) -> Array:
    """ΔK exactly, by evaluation of every filled gap that binds its own segment; the others cannot lift anything."""
    h = continuity(network, d)[1]
    in_cycle = np.zeros(network.size, dtype=bool)
    in_cycle[[i for component in network.components if len(component) > 1 for i in component]] = True
    liftable = in_cycle | (inputs_runnable(network, h)[0] > h[0])
    gaps = np.flatnonzero((d < 1.0) & (d <= h[0] + _BINDING) & liftable & (network.total_requirement > 0.0))
    return _gains(network, d, gaps, lambda covers: continuity(network, covers)[0])


def evaluated(score: Callable[[Array], Array], covers: Array) -> Array:
    """`score` of every row of `covers`, in parts that fit the cache and the memory."""
    parts = np.array_split(covers, max(1, -(-covers.size // _MOST_CELLS)))
    return np.concatenate([score(part) for part in parts])


def _gains(network: Network, cover: Array, gaps: Rows, score: Callable[[Array], Array]) -> Array:
    gains = np.zeros(network.size)
    if gaps.size:
        covers = np.vstack([cover, filled_one_by_one(cover, gaps)])
        values = evaluated(score, covers)
        gains[gaps] = (values[1:] - values[0]).clip(0.0)
    return gains
