"""What continuity lacks, 1 − h, of one block of a network: a single segment, or the fixed point of a cycle.

`own` is 1 − d and `missing` is 1 − h, rows × scenarios. Working on what is missing makes a segment a maximum of sums
that add up without cancellation.
"""

import numpy as np

from chainmap.analysis.network import Array
from chainmap.analysis.policy import jump, threshold_values
from chainmap.analysis.wiring import Block, Rows, Station

SETTLED = 1e-14  # stricter than the method asks, so that a result does not depend on the batch that it is found in
LANDED = 1e-11
_SWEEPS = 64
_MOST_SWEEPS = 8192


def settle(block: Block, own: Array, missing: Array, *, hi: bool, least: bool) -> None:
    """Fills the rows of a block in `missing`. Of a cycle the greatest fixed point of h, or the least.

    Sweeps from h = 1 (least: from 0) until no change. Scenarios that 64 sweeps do not settle are solved by
    `policy.jump`, where that lands on a fixed point; else the sweeps go on. They end at 8192 in any case: they are
    monotone, so what is then left changes by less than 1 / 8192 a sweep, and h errs upwards (least: downwards).
    """
    if not block.cyclic:
        station = block.stations[0]
        missing[station.row] = _lacking(station, own[station.row], missing, hi=hi)
        return
    missing[block.rows] = 1.0 if least else 0.0
    moving = _sweep(block, own, missing, _SWEEPS, hi=hi)
    if moving.size:
        part = missing[:, moving]
        part[block.rows] = jump(block, own[:, moving], part, hi=hi, least=least)
        astray = _sweep(block, own[:, moving], part, 2, hi=hi, settled=LANDED)
        landed = np.delete(np.arange(moving.size), astray)
        missing[:, moving[landed]] = part[:, landed]
        moving = moving[astray]
    if moving.size:
        part = missing[:, moving]
        _sweep(block, own[:, moving], part, _MOST_SWEEPS, hi=hi)
        missing[:, moving] = part


def lacking_inputs(station: Station, missing: Array, *, hi: bool) -> Array:
    """1 − h of a segment if it lacked nothing itself; fills its pools."""
    return _lacking(station, np.zeros(missing.shape[1]), missing, hi=hi)


def _sweep(block: Block, own: Array, missing: Array, most: int, *, hi: bool, settled: float = SETTLED) -> Rows:
    """At most so many sweeps over the block; the scenarios that are still moving."""
    moving = np.arange(own.shape[1])
    for _ in range(most):
        before = missing[block.rows]
        for station in block.stations:
            missing[station.row] = _lacking(station, own[station.row], missing, hi=hi)
        moving = np.flatnonzero(np.abs(missing[block.rows] - before).max(axis=0) > settled)
        if not moving.size:
            break
    return moving


def _lacking(station: Station, own: Array, missing: Array, *, hi: bool) -> Array:
    for pool in station.pools:
        missing[pool.members].min(axis=0, out=missing[pool.row])
    tight = station.essential if hi else station.tight_or_unknown
    loose = station.loose if hi else station.loose_or_unknown
    lacking = own
    if tight.size:
        lacking = np.maximum(lacking, missing[tight].max(axis=0))
    if hi and station.unknown.rows.size:
        lacking = np.maximum(lacking, threshold_values(station, missing)[0].min(axis=0))
    elif loose.rows.size:
        lacking = np.maximum(lacking, loose.sum(missing))
    return lacking
