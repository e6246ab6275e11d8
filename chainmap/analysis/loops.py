"""The self-reliance of a cycle: s = D (v + Aᵀ s) solved for many scenarios at once.

`cover` is d of the block's segments, members × scenarios; `state` is rows × scenarios, see `wiring`.
"""

import numpy as np

from chainmap.analysis.network import Array
from chainmap.analysis.wiring import Block, Rows

_BETTER = 1e-13  # a substitute must be better by this much to be changed to
_CELLS = 2_000_000  # of a batch of matrices that are held at once
_MOST_DIFFERING = 12


def solve_content(block: Block, cover: Array, added: Array, state: Array) -> None:
    """Fills the rows of a cycle in `state`; unique because inputs make up less than the whole of a segment.

    `added` is v of all segments × scenarios. Which member of a substitute group inside the cycle is best is found by
    policy iteration: solve for one member each, change to a better one where there is one, until none is.
    """
    outer = _outer_content(block, added, state)
    routing = np.zeros((len(block.choices), cover.shape[1]), dtype=np.intp)
    changed = np.arange(cover.shape[1])
    for _ in range(100 + 10 * len(block.choices)):
        part = state[:, changed]
        part[block.rows] = _routed(block, cover[:, changed], outer[:, changed], routing[:, changed], part)
        routing[:, changed], better = _improved(block, routing[:, changed], part)
        state[:, changed] = part
        changed = changed[better]
        if not changed.size:
            break


def _outer_content(block: Block, added: Array, state: Array) -> Array:
    """v + Σ a z over the inputs from before the block, members × scenarios; fills the pools among them."""
    chosen = {choice.pool.row for choice in block.choices}
    for station in block.stations:
        for pool in station.pools:
            if pool.row not in chosen:
                pool.fill(state)
    pairs = zip(block.stations, block.outer, strict=True)
    return np.array([added[station.row] + inputs.sum(state) for station, inputs in pairs])


def routed_transfer(block: Block, routing: Rows) -> Array:
    """[i, j]: share of j in i inside the block under a routing of each choice to a member; routing has one scenario."""
    transfer = block.transfer.T.copy()
    for choice, taken in zip(block.choices, routing, strict=True):
        if choice.positions[taken] >= 0:
            transfer[choice.user, choice.positions[taken]] += choice.share
    return transfer


def _improved(block: Block, routing: Rows, state: Array) -> tuple[Rows, Rows]:
    """(routing with better members where there are, scenarios that changed); fills the pools of the choices."""
    routing = routing.copy()
    changed = np.zeros(state.shape[1], dtype=bool)
    for at, choice in enumerate(block.choices):
        offered = state[choice.pool.members]
        best = offered.argmax(axis=0)
        state[choice.pool.row] = offered.max(axis=0)
        better = state[choice.pool.row] > np.take_along_axis(offered, routing[at][None], axis=0)[0] + _BETTER
        routing[at, better] = best[better]
        changed |= better
    return routing, np.flatnonzero(changed)


def _routed(block: Block, cover: Array, outer: Array, routing: Rows, state: Array) -> Array:
    """s of the block when every choice takes the member that `routing` names."""
    result = np.empty_like(cover)
    every = np.arange(cover.shape[1])
    if block.choices:
        outer = outer.copy()
        for choice, taken in zip(block.choices, routing, strict=True):
            outside = choice.positions[taken] < 0
            outer[choice.user] += np.where(outside, choice.share * state[choice.pool.members[taken], every], 0.0)
        routings, kind = np.unique(routing, axis=1, return_inverse=True)
    else:
        routings, kind = routing[:, :1], np.zeros(cover.shape[1], dtype=np.intp)
    for at in range(routings.shape[1]):
        alike = every[kind == at]
        transfer = routed_transfer(block, routings[:, at])
        result[:, alike] = _solved(transfer, cover[:, alike], outer[:, alike])
    return result


def _solved(transfer: Array, cover: Array, outer: Array) -> Array:
    """s = D (outer + transfer · s) for every scenario; those that differ little from the usual cover by low-rank updates."""
    size = cover.shape[0]
    usual: Array = np.median(cover, axis=1).astype(float)
    differing = (cover != usual[:, None]).sum(axis=0)
    little = differing <= min(_MOST_DIFFERING, size // 4)
    result = np.empty_like(cover)
    if little.sum() > 1:
        result[:, little] = _updated(transfer, usual, cover[:, little], outer[:, little])
    else:
        little[:] = False
    rest = np.flatnonzero(~little)
    for chunk in np.array_split(rest, max(1, rest.size * size * size // _CELLS)):
        system = np.eye(size) - cover.T[chunk, :, None] * transfer
        result[:, chunk] = np.linalg.solve(system, (cover * outer).T[chunk, :, None])[:, :, 0].T
    return result


def _updated(transfer: Array, usual: Array, cover: Array, outer: Array) -> Array:
    # Woodbury: with N = (I − D T)⁻¹ and L = T N, the rows r whose cover differs by Δ get y = (I − L Δ)⁻¹ y₀ there.
    size = usual.size
    inverse = np.linalg.inv(np.eye(size) - usual[:, None] * transfer)
    loops = transfer @ inverse
    result: Array = inverse @ (usual[:, None] * outer)
    y = outer + transfer @ result
    change = cover - usual[:, None]
    most = int((change != 0.0).sum(axis=0).max())
    if most:
        rows = np.argsort(change == 0.0, axis=0, kind="stable")[:most]  # the differing rows of each scenario first
        delta = np.take_along_axis(change, rows, axis=0)
        small = np.eye(most) - loops[rows.T[:, :, None], rows.T[:, None, :]] * delta.T[:, None, :]
        there = np.linalg.solve(small, np.take_along_axis(y, rows, axis=0).T[:, :, None])[:, :, 0].T
        for row, moved in zip(rows, delta * there, strict=True):
            result += inverse[:, row] * moved
    return result
