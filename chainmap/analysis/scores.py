"""Coverage, self-reliance and continuity of a network, for a batch of scenarios at once (METHOD section 4).

Covers are arrays of shape (n,) or (scenarios, n), values in [0, 1]; results have one row per scenario, one row for a
cover of shape (n,). One pass over the dependencies serves all scenarios. A network without final use scores 0
everywhere, see `Network.has_final_use`.
"""

import numpy as np

from chainmap.analysis.fixed_point import lacking_inputs, settle
from chainmap.analysis.loops import solve_content
from chainmap.analysis.network import Array, Network
from chainmap.analysis.wiring import wiring


def coverage(network: Network, c: Array) -> Array:
    """B = Σ w c per scenario, in [0, 1]: the share of the chain's value that could be supplied from inside."""
    result: Array = np.atleast_2d(c) @ network.weight
    return result.clip(0.0, 1.0)


def self_reliance(network: Network, d: Array) -> tuple[Array, Array]:
    """(R per scenario, s of shape (scenarios, n)): the share of value under domestic control, all inputs included.

    s = d (v + Σ a z) with z = s of the input, or of the best member of a substitute group; R = Σ f s. Exact also in
    cycles. Leontief domestic content: one minus the import content of Hummels, Ishii and Yi (2001).
    """
    s = content_rows(network, d)[: network.size].T
    result: Array = s @ network.final_share
    return result.clip(0.0, 1.0), s


def continuity(network: Network, d: Array, *, hi: bool = False) -> tuple[Array, Array]:
    """(K per scenario, h of shape (scenarios, n)): the share of output that could still run, at the greatest fixed point.

    h = max(0, min(d, min z over essential inputs, 1 − Σ a' (1 − z) over the others)); K = Σ f h. Inputs of which it
    is not known whether they are essential count as both, which is the worst of all answers; with `hi` as whatever is
    best for each segment. Generalised Leontief production function of Diem et al. (2022), Sci Rep 12:7719.
    """
    return _runnable(network, d, hi=hi, least=False)


def least_continuity(network: Network, d: Array) -> Array:
    """K per scenario at the least fixed point, on lo: what runs when no cycle may start from its own output."""
    return _runnable(network, d, hi=False, least=True)[0]


def inputs_content(network: Network, s: Array) -> Array:
    """y = v + Σ a z of shape (scenarios, n), from s of `self_reliance`: content if the segment itself were covered."""
    state = np.empty((wiring(network).row_count, np.atleast_2d(s).shape[0]))
    state[: network.size] = np.atleast_2d(s).T
    for block in wiring(network).blocks:
        for station in block.stations:
            for pool in station.pools:
                pool.fill(state)
    return inputs_rows(network, state).T


def inputs_runnable(network: Network, h: Array, *, hi: bool = False) -> Array:
    """What share could run if the segment itself were covered, of shape (scenarios, n), from h of `continuity`."""
    missing = np.empty((wiring(network).row_count, np.atleast_2d(h).shape[0]))
    missing[: network.size] = 1.0 - np.atleast_2d(h).T
    lacking = np.empty((network.size, missing.shape[1]))
    for block in wiring(network).blocks:
        for station in block.stations:
            lacking[station.row] = lacking_inputs(station, missing, hi=hi)
    return (1.0 - lacking.T).clip(0.0, 1.0)


def content_rows(network: Network, d: Array, own: Array | None = None) -> Array:
    """s as a state (rows × scenarios) that holds the best value of every substitute group too.

    `own` (n × scenarios) takes the place of v: what each segment adds of its own.
    """
    cover = np.ascontiguousarray(np.atleast_2d(d).T, dtype=float)
    added = np.repeat(network.own_value_share[:, None], cover.shape[1], axis=1) if own is None else own
    state = np.empty((wiring(network).row_count, cover.shape[1]))
    for block in wiring(network).blocks:
        if block.cyclic:
            solve_content(block, cover[block.rows], added, state)
            continue
        station = block.stations[0]
        content = added[station.row]
        if station.inputs.rows.size:
            for pool in station.pools:
                pool.fill(state)
            content = content + station.inputs.sum(state)
        np.multiply(cover[station.row], content, out=state[station.row])
    return state


def inputs_rows(network: Network, state: Array) -> Array:
    """y of shape n × scenarios at a state of `content_rows`."""
    return network.own_value_share[:, None] + wiring(network).input_sums(state, network.size)


def _runnable(network: Network, d: Array, *, hi: bool, least: bool) -> tuple[Array, Array]:
    # Works on what is missing, 1 − h: it is a maximum, and adds up without cancellation.
    own = 1.0 - np.atleast_2d(d).T
    missing = np.empty((wiring(network).row_count, own.shape[1]))
    for block in wiring(network).blocks:
        settle(block, own, missing, hi=hi, least=least)
    h = (1.0 - missing[: network.size].T).clip(0.0, 1.0)
    return h @ network.final_share, h
