"""The continuity of a cycle that sweeps approach too slowly, by policy iteration.

What a segment lacks is the largest of its own lack, of what its essential inputs lack, and of the sum over the others;
of substitutes the least counts, and an input that may or may not be essential counts as whichever lacks less. With one
answer to each of these questions (a policy) the cycle is a linear system. Policies are improved as in Hoffman and Karp
(1966): the largest is found for fixed answers to the "least" questions, then those are improved.
"""

from dataclasses import dataclass

import numpy as np

from chainmap.analysis.network import Array, Mask
from chainmap.analysis.wiring import Block, Rows, Station

# What leaks out of every segment decides the ties of inputs that only feed each other: they come to lack nothing (the
# greatest fixed point of h) or all (the least). Then so little leaks that nothing of it is seen.
_LEAK, _NO_LEAK = 1e-8, 1e-14
_STUCK = 1e-6
_BETTER = 1e-12
_MOST_ROUNDS = 60
_CELLS = 2_000_000


def jump(block: Block, own: Array, missing: Array, *, hi: bool, least: bool) -> Array:
    """1 − h of the block, members × scenarios, from a state near it; the caller checks that it is a fixed point."""
    scenarios = np.arange(own.shape[1])
    parts = np.array_split(scenarios, max(1, scenarios.size * block.rows.size**2 // _CELLS))
    found = [_Policy(block, own[:, part], missing[:, part], hi=hi, least=least).best() for part in parts]
    return np.concatenate(found, axis=1)


def threshold_values(station: Station, missing: Array) -> tuple[Array, Rows]:
    """(what is missing when the first 0, 1, … of the unknown inputs count as essential and the rest do not, their order).

    Only the unknown inputs and those that are not essential are looked at; the order is from the least missing on, per
    scenario.
    """
    offered = missing[station.unknown.rows]
    order = offered.argsort(axis=0, kind="stable")
    offered = np.take_along_axis(offered, order, axis=0)
    scaled = station.unknown.shares[order] * offered
    values = np.empty((len(offered) + 1, offered.shape[1]))
    values[-1] = station.loose.sum(missing)
    values[:-1] = values[-1] + np.cumsum(scaled[::-1], axis=0)[::-1]
    np.maximum(values[1:], offered, out=values[1:])
    return values, order


@dataclass(slots=True)
class _Answers:
    """Of one segment: which inputs may be the tightest, what enters the sum, and which of these it is."""

    station: Station
    own: Array
    allowed: Mask  # inputs `tight_or_unknown` × scenarios
    shares: Array  # of inputs `loose_or_unknown` × scenarios
    active: Rows  # per scenario: an input, then the sum, then its own lack

    def options(self, state: Array) -> Array:
        """What is missing by each answer: one row per tight input, then the sum, then its own lack."""
        tight = np.where(self.allowed, state[self.station.tight_or_unknown], -1.0)
        total = (self.shares * state[self.station.loose_or_unknown.rows]).sum(axis=0)
        return np.concatenate([tight, total[None], self.own[None]])


class _Policy:
    def __init__(self, block: Block, own: Array, missing: Array, *, hi: bool, least: bool) -> None:
        self.block, self.hi, self.least, self.state = block, hi, least, missing.copy()
        self.position = {int(row): at for at, row in enumerate(block.rows)}
        self.pools = {pool.row: pool for station in block.stations for pool in station.pools}
        self.taken = {row: missing[pool.members].argmin(axis=0) for row, pool in self.pools.items()}
        self._show_pools()
        self.answers = [self._first(station, own[station.row]) for station in block.stations]
        for answer in self.answers:
            if hi:
                self._better_thresholds(answer)
            answer.active = answer.options(self.state).argmax(axis=0)

    def best(self) -> Array:
        """What is missing under the policy that no change improves."""
        for leak in (_LEAK, _NO_LEAK):
            for _ in range(_MOST_ROUNDS):
                self._largest(leak)
                better = [self._better_members(row) for row in self.pools]
                better += [self._better_thresholds(answer) for answer in self.answers if self.hi]
                if not any(better):
                    break
        return self.state[self.block.rows]

    def _first(self, station: Station, own: Array) -> _Answers:
        tight, loose = station.tight_or_unknown, station.loose_or_unknown
        return _Answers(
            station=station,
            own=own,
            allowed=np.ones((tight.size, own.size), dtype=bool),
            shares=np.repeat(loose.shares[:, None], own.size, axis=1),
            active=np.zeros(own.size, dtype=np.intp),
        )

    def _show_pools(self) -> None:
        for row, pool in self.pools.items():
            self.state[row] = np.take_along_axis(self.state[pool.members], self.taken[row][None], axis=0)[0]

    def _largest(self, leak: float) -> None:
        for _ in range(_MOST_ROUNDS):
            self.state[self.block.rows] = self._solved(leak)
            self._show_pools()
            changed = False
            for answer in self.answers:
                options = answer.options(self.state)
                better = options.max(axis=0) > np.take_along_axis(options, answer.active[None], axis=0)[0] + _BETTER
                answer.active[better] = options.argmax(axis=0)[better]
                changed |= bool(better.any())
            if not changed:
                break

    def _solved(self, leak: float) -> Array:
        inside, constant = self._system()
        if self.least and leak < _LEAK:
            stuck = _leaking(inside, np.zeros_like(constant), _LEAK, 1.0) > 1.0 - _STUCK
            inside[stuck.T] = 0.0
            constant[stuck] = 1.0
        return _leaking(inside, constant, leak, 1.0 if self.least else 0.0)

    def _system(self) -> tuple[Array, Array]:
        """(scenarios × members × members, members × scenarios): what a segment lacks, as inputs of the block and a rest."""
        size, scenarios = self.block.rows.size, self.state.shape[1]
        inside, constant = np.zeros((scenarios, size, size)), np.zeros((size, scenarios))
        for user, answer in enumerate(self.answers):
            tight, loose = answer.station.tight_or_unknown, answer.station.loose_or_unknown.rows
            for at, row in enumerate(tight):
                self._add(user, int(row), np.where(answer.active == at, 1.0, 0.0), inside, constant)
            for row, shares in zip(loose, answer.shares, strict=True):
                self._add(user, int(row), np.where(answer.active == tight.size, shares, 0.0), inside, constant)
            constant[user] += np.where(answer.active == tight.size + 1, answer.own, 0.0)
        return inside, constant

    def _add(self, user: int, row: int, weight: Array, inside: Array, constant: Array) -> None:
        if row in self.pools:
            for at, member in enumerate(self.pools[row].members):
                self._add(user, int(member), np.where(self.taken[row] == at, weight, 0.0), inside, constant)
        elif row in self.position:
            inside[:, user, self.position[row]] += weight
        else:
            constant[user] += weight * self.state[row]

    def _better_members(self, row: int) -> bool:
        offered = self.state[self.pools[row].members]
        better = offered.min(axis=0) < self.state[row] - _BETTER
        self.taken[row][better] = offered.argmin(axis=0)[better]
        return bool(better.any())

    def _better_thresholds(self, answer: _Answers) -> bool:
        station, unknown = answer.station, answer.station.unknown.rows.size
        if not unknown:
            return False
        values, order = threshold_values(station, self.state)
        kept = np.take_along_axis(np.arange(unknown)[:, None] < values.argmin(axis=0), np.argsort(order, axis=0), axis=0)
        least = np.vstack([self.state[station.essential], answer.own[None], values.min(axis=0)[None]]).max(axis=0)
        better = least < answer.options(self.state).max(axis=0) - _BETTER
        answer.allowed[-unknown:, better] = kept[:, better]
        answer.shares[-unknown:, better] = np.where(kept, 0.0, station.unknown.shares[:, None])[:, better]
        stale = better & (answer.active < station.tight_or_unknown.size)
        answer.active[stale] = station.tight_or_unknown.size + 1
        return bool(better.any())


def _leaking(inside: Array, constant: Array, leak: float, target: float) -> Array:
    """x = (1 − leak) (inside · x + constant) + leak · target, members × scenarios."""
    system = np.eye(len(constant)) - (1.0 - leak) * inside
    solved = np.linalg.solve(system, ((1.0 - leak) * constant + leak * target).T[:, :, None])
    return np.asarray(solved[:, :, 0].T, dtype=np.float64)
