"""The backward pass of self-reliance: how much of R hangs on one segment's content, λ = f + (A·D) λ.

Of a substitute group only the best member counts, of equal ones the first.
"""

import numpy as np

from chainmap.analysis.loops import routed_transfer
from chainmap.analysis.network import Array, Network
from chainmap.analysis.wiring import Block, Rows, Station, wiring


def importance(network: Network, d: Array, state: Array) -> Array:
    """λ of shape n × scenarios: ∂R / ∂(d y) of each segment, at the state that `scores.content_rows` found for d."""
    cover = np.ascontiguousarray(np.atleast_2d(d).T, dtype=float)
    share = np.zeros_like(state)
    share[: network.size] = network.final_share[:, None]
    for block in reversed(wiring(network).blocks):
        if block.cyclic:
            share[block.rows] = _within(block, cover, share[block.rows], state)
        for station, inputs in zip(block.stations, block.outer, strict=True):
            if station.inputs.rows.size:
                wanted = cover[station.row] * share[station.row]
                share[inputs.rows] += inputs.shares[:, None] * wanted
                if station.pools:
                    _hand_on(block, station, wanted, share, state)
    return share[: network.size]


def loop_gains(network: Network, d: Array, state: Array) -> Array:
    """l of shape (n,): what of a segment's output comes back to it as input; 0 outside cycles.

    l = [Aᵀ(I − D Aᵀ)⁻¹]_ii, within the segment's cycle, to which every way back belongs. d and the state are those of
    one scenario.
    """
    gains = np.zeros(network.size)
    for block in wiring(network).blocks:
        if block.cyclic:
            transfer = routed_transfer(block, _taken(block, state)[:, 0])
            inverse = np.linalg.inv(np.eye(block.rows.size) - d[block.rows][:, None] * transfer)
            gains[block.rows] = (transfer * inverse.T).sum(axis=1)
    return gains


def _within(block: Block, cover: Array, share: Array, state: Array) -> Array:
    # A scenario's system is that of the forward pass, transposed: (I − T D)ᵀ.
    taken = _taken(block, state)
    result = np.empty_like(share)
    for at in range(share.shape[1]):
        transfer = routed_transfer(block, taken[:, at])
        system = np.eye(block.rows.size) - cover[block.rows, at][:, None] * transfer
        result[:, at] = np.linalg.solve(system.T, share[:, at])
    return result


def _hand_on(block: Block, station: Station, wanted: Array, share: Array, state: Array) -> None:
    """Adds to the best member of each pool what its user asks of the pool, unless the cycle has counted it."""
    every = np.arange(wanted.size)
    chosen = {choice.pool.row: choice for choice in block.choices}
    for pool in station.pools:
        best = state[pool.members].argmax(axis=0)
        if pool.row in chosen:
            choice = chosen[pool.row]
            share[pool.members[best], every] += np.where(choice.positions[best] < 0, choice.share * wanted, 0.0)
        else:
            share[pool.members[best], every] += share[pool.row]


def _taken(block: Block, state: Array) -> Rows:
    taken = [state[choice.pool.members].argmax(axis=0) for choice in block.choices]
    return np.array(taken, dtype=np.intp).reshape(len(block.choices), state.shape[1])
