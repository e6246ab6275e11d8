"""A network laid out for evaluation: rows of inputs per segment, in an order in which inputs come before users.

A state is a matrix rows × scenarios: first one row per segment, then one per substitute group of several members
(a `Pool`), which takes the value of its best member. So every input of a segment is one row.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from chainmap.analysis.network import Array, InputGroup, Network

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pool:
    """A substitute group: `row` takes the value of the best of `members`."""

    row: int
    members: Rows

    def fill(self, state: Array) -> None:
        """Gives the pool's row the largest value of its members."""
        state[self.members].max(axis=0, out=state[self.row])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Inputs:
    """Rows of some inputs of a segment, with a coefficient each."""

    rows: Rows
    shares: Array

    def sum(self, state: Array) -> Array:
        """Σ share · state, one number per scenario; zero without inputs."""
        result: Array = self.shares @ state[self.rows]
        return result


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Station:
    """One segment with its inputs."""

    row: int
    own_share: float  # v
    pools: tuple[Pool, ...]  # of this segment
    inputs: Inputs  # all, with a
    essential: Rows
    unknown: Inputs  # essential or not: not known; with a'
    loose: Inputs  # not essential, with a'
    tight_or_unknown: Rows  # essential and unknown
    loose_or_unknown: Inputs  # not essential and unknown, with a'


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Choice:
    """A substitute group with a member inside its user's own cycle: which member is best is part of the solution."""

    user: int  # position in the block
    share: float
    pool: Pool
    positions: Rows  # of the members in the block, -1 for those outside


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
    """A strongly connected component: one segment, or a cycle of several."""

    stations: tuple[Station, ...]
    rows: Rows
    transfer: Array  # [j, i]: share of j in i, inputs inside the block that are no choice
    outer: tuple[Inputs, ...]  # per station, inputs from before the block
    choices: tuple[Choice, ...]

    @property
    def cyclic(self) -> bool:
        """Whether its segments are inputs of each other."""
        return len(self.stations) > 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wiring:
    """Blocks in an order in which inputs come before users."""

    row_count: int
    blocks: tuple[Block, ...]
    users: Rows  # the segments with inputs
    inputs: Inputs  # theirs, one user after the other
    starts: Rows  # where each user's begin

    def input_sums(self, state: Array, size: int) -> Array:
        """Σ a z of each of `size` segments, segments × scenarios."""
        sums = np.zeros((size, state.shape[1]))
        if self.users.size:
            sums[self.users] = np.add.reduceat(self.inputs.shares[:, None] * state[self.inputs.rows], self.starts, axis=0)
        return sums


@lru_cache(maxsize=256)
def wiring(network: Network) -> Wiring:
    """The wiring of a network, made once per network."""
    by_user: dict[int, list[tuple[InputGroup, int, Pool | None]]] = {i: [] for i in range(network.size)}
    row_count = network.size
    for group in network.groups:
        if len(group.members) == 1:
            by_user[group.user].append((group, group.members[0], None))
        else:
            pool = Pool(row=row_count, members=np.array(group.members, dtype=np.intp))
            by_user[group.user].append((group, row_count, pool))
            row_count += 1
    users = [user for user, bought in by_user.items() if bought]
    return Wiring(
        row_count=row_count,
        blocks=tuple(_block(network, component, by_user) for component in network.components),
        users=np.array(users, dtype=np.intp),
        inputs=_inputs((row, group.share) for user in users for group, row, _ in by_user[user]),
        starts=np.cumsum([0, *(len(by_user[user]) for user in users[:-1])], dtype=np.intp),
    )


def _block(network: Network, component: tuple[int, ...], by_user: dict[int, list[tuple[InputGroup, int, Pool | None]]]) -> Block:
    position = {member: at for at, member in enumerate(component)}
    transfer = np.zeros((len(component), len(component)))
    outer: list[Inputs] = []
    choices: list[Choice] = []
    for user in component:
        before: list[tuple[int, float]] = []
        for group, row, pool in by_user[user]:
            if pool is None and row in position:
                transfer[position[row], position[user]] = group.share
            elif pool is not None and any(member in position for member in group.members):
                inside = np.array([position.get(member, -1) for member in group.members], dtype=np.intp)
                choices.append(Choice(user=position[user], share=group.share, pool=pool, positions=inside))
            else:
                before.append((row, group.share))
        outer.append(_inputs(before))
    return Block(
        stations=tuple(_station(user, float(network.own_value_share[user]), by_user[user]) for user in component),
        rows=np.array(component, dtype=np.intp),
        transfer=transfer,
        outer=tuple(outer),
        choices=tuple(choices),
    )


def _station(row: int, own_share: float, inputs: list[tuple[InputGroup, int, Pool | None]]) -> Station:
    bought = sum(group.share for group, _, _ in inputs)
    spread = 1.0 / bought if bought > 0 else 0.0  # a' = a / (1 − v)

    def chosen(wanted: Callable[[bool | None], bool]) -> Inputs:
        return _inputs((at, group.share * spread) for group, at, _ in inputs if wanted(group.essential))

    essential = chosen(lambda said: said is True).rows
    unknown, loose = chosen(lambda said: said is None), chosen(lambda said: said is False)
    return Station(
        row=row,
        own_share=own_share,
        pools=tuple(pool for _, _, pool in inputs if pool is not None),
        inputs=_inputs((at, group.share) for group, at, _ in inputs),
        essential=essential,
        unknown=unknown,
        loose=loose,
        tight_or_unknown=np.concatenate([essential, unknown.rows]),
        loose_or_unknown=_inputs([*_pairs(loose), *_pairs(unknown)]),
    )


def _inputs(pairs: Iterable[tuple[int, float]]) -> Inputs:
    listed = list(pairs)
    return Inputs(
        rows=np.array([row for row, _ in listed], dtype=np.intp), shares=np.array([share for _, share in listed], dtype=float)
    )


def _pairs(inputs: Inputs) -> list[tuple[int, float]]:
    return list(zip(inputs.rows.tolist(), inputs.shares.tolist(), strict=True))
