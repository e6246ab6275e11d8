"""The best few of many gaps by branch and bound: which to choose, and how good the best choice can be at most.

A relaxation (see `bounds`) says for a part of the choices what they can reach; here they are split and put aside.
Nothing depends on time or chance: equal inputs give equal answers.
"""

import heapq
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import comb
from typing import NamedTuple, Protocol

import numpy as np

from chainmap.analysis.network import Array

SAME = 1e-10  # values nearer than this are equal
_AT_ONCE = 32
Members = tuple[int, ...]
Value = Callable[[Sequence[Members]], Array]


class Found(NamedTuple):
    """Members in the order of the chain, their value, and what no choice exceeds."""

    members: Members
    value: float
    bound: float


class Node(NamedTuple):
    """All choices that hold `chosen` and some of `undecided`."""

    chosen: Members
    undecided: Members


class Judgement(NamedTuple):
    """What a node reaches at most, and its undecided gaps, the most promising first."""

    bound: float
    ranking: Members


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Room:
    """How many gaps may be chosen, and for how much."""

    count: int
    costs: Array | None = None  # per segment
    budget: float = 0.0

    def fits(self, chosen: Sequence[int]) -> bool:
        """Whether these may be chosen together."""
        return len(chosen) <= self.count and (self.costs is None or self.costs[list(chosen)].sum() <= self.budget + SAME)

    def narrowed(self, node: Node) -> Node:
        """The node without the undecided gaps that no longer fit."""
        return node._replace(undecided=tuple(one for one in node.undecided if self.fits((*node.chosen, one))))

    def most(self, node: Node) -> int:
        """How many of the undecided can be chosen at most."""
        left = min(self.count - len(node.chosen), len(node.undecided))
        if self.costs is None:
            return left
        spent = np.cumsum(np.sort(self.costs[list(node.undecided)]))
        return min(left, int((spent <= self._money(node)).sum()))

    def best_sum(self, node: Node, worth: Array) -> float:
        """What the undecided can add at most when each adds its worth (per segment): the largest, the last in part."""
        members = np.array(node.undecided, dtype=np.intp)
        largest = float(np.sort(worth[members])[::-1][: self.most(node)].sum())
        if self.costs is None:
            return largest
        price = self.costs[members]
        order = np.argsort(-worth[members] / np.maximum(price, SAME), kind="stable")
        before = np.cumsum(price[order]) - price[order]
        part = ((self._money(node) - before) / np.maximum(price[order], SAME)).clip(0.0, 1.0)
        return min(largest, float(part @ worth[members][order]))

    def _money(self, node: Node) -> float:
        spent = 0.0 if self.costs is None else float(self.costs[list(node.chosen)].sum())
        return self.budget - spent + SAME


class Relaxation(Protocol):
    """What choices can reach at most."""

    few: int  # completions that are rather evaluated than split

    def judge(self, nodes: Sequence[Node], room: Room) -> list[Judgement]:
        """One judgement per node."""

    def effort(self, node: Node) -> int:
        """Scenarios that judging a node takes."""


def search(relaxation: Relaxation, value: Value, room: Room, gaps: Members, start: Members, most: int) -> Found:
    """The best choice that `most` evaluated scenarios find, from `start` on; proven when bound equals value."""
    run = _Search(relaxation, value, room, start)
    run.add([Node((), gaps)])
    while run.heap and run.effort < most:
        nodes = [heapq.heappop(run.heap) for _ in range(min(_AT_ONCE, len(run.heap)))]
        worthy = [(judgement, node) for _, _, judgement, node in nodes if judgement.bound > run.best.value + SAME]
        run.add([child for judgement, node in worthy for child in _split(node, judgement.ranking[0])])
    left = max((judgement.bound for _, _, judgement, _ in run.heap), default=run.best.value)
    return run.best._replace(bound=max(run.best.value, left))


def completions(node: Node, count: int, room: Room) -> Iterator[Members]:
    """The chosen with `count` more; with costs also with fewer, as far as they fit."""
    sizes = [count] if room.costs is None else range(count + 1)
    for size in sizes:
        for more in itertools.combinations(node.undecided, size):
            members = tuple(sorted((*node.chosen, *more)))
            if room.costs is None or room.fits(members):
                yield members


def _split(node: Node, gap: int) -> list[Node]:
    rest = tuple(one for one in node.undecided if one != gap)
    return [Node((*node.chosen, gap), rest), Node(node.chosen, rest)]


class _Search:
    def __init__(self, relaxation: Relaxation, value: Value, room: Room, start: Members) -> None:
        self.relaxation, self.value, self.room = relaxation, value, room
        self.heap: list[tuple[float, int, Judgement, Node]] = []
        self.serial, self.effort = itertools.count(), 1
        self.best = Found(start, float(value([start])[0]), 1.0)

    def add(self, nodes: Sequence[Node]) -> None:
        """Evaluates the nodes of few completions, and keeps those of the others that may hold something better."""
        open_nodes: list[Node] = []
        for node in map(self.room.narrowed, nodes):
            if self.room.costs is None and len(node.chosen) + len(node.undecided) < self.room.count:
                continue  # part of a larger choice, which is as good
            count = self.room.most(node)
            if comb(len(node.undecided), count) <= self.relaxation.few:
                self._try(list(completions(node, count, self.room)))
            else:
                open_nodes.append(node)
        if not open_nodes:
            return
        self.effort += sum(self.relaxation.effort(node) for node in open_nodes)
        judged = list(zip(self.relaxation.judge(open_nodes, self.room), open_nodes, strict=True))
        self._try([self._promising(node, judgement) for judgement, node in judged if judgement.bound > self.best.value + SAME])
        for judgement, node in judged:
            if judgement.bound > self.best.value + SAME:
                heapq.heappush(self.heap, (-judgement.bound, next(self.serial), judgement, node))

    def _promising(self, node: Node, judgement: Judgement) -> Members:
        chosen = list(node.chosen)
        for gap in judgement.ranking:
            if self.room.fits([*chosen, gap]):
                chosen.append(gap)
        return tuple(sorted(chosen))

    def _try(self, choices: Sequence[Members]) -> None:
        if not choices:
            return
        self.effort += len(choices)
        values = self.value(choices)
        at = int(np.argmax(values > values.max() - SAME))
        if values[at] > self.best.value + SAME:
            self.best = Found(choices[at], float(values[at]), 1.0)
