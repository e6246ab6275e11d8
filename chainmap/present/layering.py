"""Order of a layered drawing: within the layers (see `present.layers`) the one that leaves few crossings.

Works on integers, 0..n−1, and knows nothing of segments, sizes or coordinates (see `present.layout`).
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise

import numpy as np
from scipy.linalg import eigh
from scipy.sparse.csgraph import connected_components

from chainmap.present.layers import Edge
from chainmap.present.moves import Numbers, Places, exchange, medians, rank, runs, sift

_PATIENCE = 5  # rounds without an improvement before a start is given up
_ROUNDS = 24
_SMALL = 130  # nodes and bends; random starts below
_RANDOM_STARTS = 5
_MIDDLING = 260  # fewer starts and smoothings from here on
_SMOOTHINGS = (3, 8, 5, 1, 2)
_KICKS = 60  # of a drawing of `_SMALL` items; the fewer the larger it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering:
    """Layers from the end uses (0) upstream. Numbers from `node_count` on are bends of long edges."""

    node_count: int
    layers: tuple[tuple[int, ...], ...]  # nodes and bends, top to bottom
    chains: dict[Edge, tuple[int, ...]]  # edge as given → upstream end, bends, downstream end (turned ones in drawing order)
    crossings: int


def order(
    layer_of: Sequence[int], edges: Sequence[Edge], groups: Sequence[int] | None = None, *, rough: bool = False
) -> Ordering:
    """Order the layers by barycentre sweeps, each followed by moves of single nodes, groups and branches; deterministic.

    With `groups` (a number per node) the nodes of a group stand together within a layer. A `rough` order is the one given,
    groups together: enough to see how much room a drawing takes.
    """
    return _ordered(tuple(layer_of), tuple(edges), None if groups is None else tuple(groups), rough)


# Kept: pages of both languages, of every region and version, and all exports of a chain ask for the same order.
@lru_cache(maxsize=256)
def _ordered(layer_of: tuple[int, ...], edges: tuple[Edge, ...], groups: tuple[int, ...] | None, rough: bool) -> Ordering:
    if not layer_of:
        return Ordering(node_count=0, layers=(), chains={}, crossings=0)
    graph = _Layered(layer_of, edges, groups)
    best = graph.as_given() if rough else graph.solve()
    layers = tuple(tuple(graph.layers[index][place] for place in places) for index, places in enumerate(best))
    return Ordering(node_count=len(layer_of), layers=layers, chains=graph.chains, crossings=graph.crossings(best))


class _Layered:
    """A proper layered graph (every edge spans one layer) while its order is being searched.

    An order is a list of arrays, one per layer, of places in that layer's list of nodes.
    """

    def __init__(self, layer_of: Sequence[int], edges: Sequence[Edge], groups: Sequence[int] | None) -> None:
        self.layers: list[list[int]] = [[] for _ in range(max(layer_of, default=-1) + 1)]
        for node, layer in enumerate(layer_of):
            self.layers[layer].append(node)
        self.size = len(layer_of)
        self.chains: dict[Edge, tuple[int, ...]] = {}
        self.links: list[list[Edge]] = [[] for _ in self.layers]  # between layer i + 1 and layer i, as (left, right)
        for edge in edges:
            self._add(layer_of, *edge)
        place = {node: at for layer in self.layers for at, node in enumerate(layer)}
        self.joins = []  # joins[i][left, right]: edges between layer i + 1 and layer i
        for right in range(len(self.layers) - 1):
            join = np.zeros((len(self.layers[right + 1]), len(self.layers[right])))
            for one, other in self.links[right]:
                join[place[one], place[other]] += 1
            self.joins.append(join)
        self.grouped = groups is not None
        group = {node: groups[node] for node in range(len(layer_of))} if groups is not None else {}
        # Bends are groups of their own; without groups every node is.
        self.groups = [np.array([group.get(node, self.size + node) for node in layer], dtype=np.int64) for layer in self.layers]

    def _add(self, layer_of: Sequence[int], upstream: int, downstream: int) -> None:
        left, right = (upstream, downstream) if layer_of[upstream] >= layer_of[downstream] else (downstream, upstream)
        chain = [left]
        for layer in range(layer_of[left] - 1, layer_of[right], -1):
            chain.append(self.size)
            self.layers[layer].append(self.size)
            self.size += 1
        chain.append(right)
        self.chains[upstream, downstream] = tuple(chain)
        if layer_of[left] != layer_of[right]:
            for at, pair in enumerate(pairwise(chain)):
                self.links[layer_of[left] - 1 - at].append(pair)

    def as_given(self) -> list[Places]:
        """The order of the nodes' numbers, each group in one run."""
        places = [np.arange(len(layer), dtype=np.float64) for layer in self.layers]
        return [self._together(index, place, place) for index, place in enumerate(places)]

    def solve(self) -> list[Places]:
        """The best order over several starts; the random ones are the same at every call."""
        dice = np.random.default_rng(0)
        as_given = [np.arange(len(layer)) for layer in self.layers]
        starts = self._spectral()
        if self.size < _MIDDLING:
            starts += [self._spread_from(root) for root in (*self.layers[0][:2], *self.layers[-1][:2])]
        if self.size < _SMALL:
            starts += [[dice.permutation(places) for places in as_given] for _ in range(_RANDOM_STARTS)]
        best = self._polished(min((self._improve(start) for start in starts), key=self.crossings))
        for steps in _SMOOTHINGS[: None if self.size < _MIDDLING else 2]:
            best = min(best, self._polished(self._improve(self._smoothed(best, steps))), key=self.crossings)
        return self._kicked(best, dice)

    def _kicked(self, best: list[Places], dice: np.random.Generator) -> list[Places]:
        """The best order after whole branches were thrown elsewhere, one after another, and kept where that was no worse.

        Moves of single nodes cannot carry a branch past another one; this can. The dice are the same at every call.
        """
        branches = self._branches()
        fewest = self.crossings(best)
        for turn in range(min(_KICKS, _KICKS * _SMALL // self.size) if branches else 0):
            if fewest == 0:
                break
            order = self._thrown(best, branches[int(dice.integers(len(branches)))], dice.random(), turned=dice.random() < 0.5)
            self._settle(order, far=turn % 2 == 1)
            order = self._polished(order)
            now = self.crossings(order)
            if now <= fewest:
                best, fewest = order, now
        return best

    def _branches(self) -> list[frozenset[int]]:
        """All that feeds a node, and all that it feeds, with the node: those of two nodes up to half of the graph."""
        found: list[frozenset[int]] = []
        for upstream in (True, False):
            beside: dict[int, list[int]] = {}
            for left, right in (pair for links in self.links for pair in links):
                beside.setdefault(right if upstream else left, []).append(left if upstream else right)
            for root in beside:
                seen, waiting = {root}, [root]
                while waiting:
                    new = [one for one in beside.get(waiting.pop(), ()) if one not in seen]
                    seen.update(new)
                    waiting.extend(new)
                found.append(frozenset(seen))
        return [branch for branch in dict.fromkeys(found) if len(branch) <= self.size / 2]

    def _thrown(self, order: list[Places], branch: frozenset[int], to: float, *, turned: bool) -> list[Places]:
        """The order with a branch drawn together around a height (0 to 1), upside down if `turned`."""
        places = [(rank(one) + 0.5) / len(one) for one in order]
        inside = [np.array([node in branch for node in layer]) for layer in self.layers]
        middle = np.concatenate([place[one] for place, one in zip(places, inside, strict=True)]).mean()
        half = -0.5 if turned else 0.5
        thrown = [np.where(one, to + half * (place - middle), place) for place, one in zip(places, inside, strict=True)]
        return [self._together(index, place, place) for index, place in enumerate(thrown)]

    def _spread_from(self, root: int) -> list[Places]:
        """Layers in the order of a breadth-first search over both directions."""
        beside: dict[int, list[int]] = {node: [] for layer in self.layers for node in layer}
        for left, right in (pair for links in self.links for pair in links):
            beside[left].append(right)
            beside[right].append(left)
        found: dict[int, int] = {}
        for start in (root, *beside):
            waiting = deque([start])
            while waiting:
                node = waiting.popleft()
                if node not in found:
                    found[node] = len(found)
                    waiting.extend(beside[node])
        return [np.argsort([found[node] for node in layer]) for layer in self.layers]

    def _spectral(self) -> list[list[Places]]:
        """Orders along the slowest vibrations of the graph: what is linked closely comes to stand close together."""
        pairs = np.array([pair for links in self.links for pair in links], dtype=np.int64).reshape(-1, 2)
        linked = np.zeros((self.size, self.size))
        linked[pairs[:, 0], pairs[:, 1]] = linked[pairs[:, 1], pairs[:, 0]] = 1
        count, component = connected_components(linked, directed=False)
        # Components are tied together so weakly that each keeps its own vibration, next to the others'.
        linked += 1e-4 * (1 + np.minimum(component[:, None], component[None, :]) / count) / self.size
        root = 1 / np.sqrt(linked.sum(axis=1))
        laplacian = np.eye(self.size) - root[:, None] * linked * root[None, :]
        last = min(2, self.size - 1)
        _, vectors = eigh(laplacian, subset_by_index=[min(1, last), last])
        keys = [np.round(vectors[:, at] * root, 9) for at in range(vectors.shape[1])]
        return [[np.argsort(key[layer], kind="stable") for layer in self.layers] for key in keys]

    def _smoothed(self, order: list[Places], steps: int) -> list[Places]:
        """The order after every place has drifted towards its neighbours on both sides: a way out of a local optimum."""
        places = [(rank(one) + 0.5) / len(one) for one in order]
        for _ in range(steps):
            pulls = [np.zeros((2, len(one))) for one in places]  # sum over neighbours, number of neighbours
            for right, join in enumerate(self.joins):
                pulls[right] += join.T @ places[right + 1], join.sum(axis=0)
                pulls[right + 1] += join @ places[right], join.sum(axis=1)
            places = [
                0.5 * place + 0.5 * np.where(count > 0, total / np.maximum(count, 1), place)
                for place, (total, count) in zip(places, pulls, strict=True)
            ]
        return [self._together(index, np.round(place, 9), rank(order[index])) for index, place in enumerate(places)]

    def _polished(self, order: list[Places]) -> list[Places]:
        """Every node in turn moved to the best place of its layer, until no move helps."""
        now, before = self.crossings(order), -1
        while now != before:
            for index in range(len(order)):
                order[index] = self._moved(order, index, far=False, any_place=True)
            before, now = now, self.crossings(order)
        return order

    def _improve(self, start: list[Places]) -> list[Places]:
        order = [self._together(index, rank(places), rank(places)) for index, places in enumerate(start)]
        best, fewest, idle = list(order), self.crossings(order), 0
        for turn in range(_ROUNDS):
            self._sweep(order, downstream=turn % 2 == 0, median=turn % 4 in (1, 2), ties_turned=turn % 4 >= 2)
            now = self._settle(order, far=turn % 2 == 1)
            idle = 0 if now < fewest else idle + 1
            if now < fewest:
                best, fewest = list(order), now
            if idle >= _PATIENCE or fewest == 0:
                break
        return best

    def _settle(self, order: list[Places], *, far: bool) -> int:
        """Move single nodes and groups, forth and back over the layers, until no move helps; gives the crossings left."""
        now, before = self.crossings(order), -1
        downstream = False
        while now != before:
            for index in self._sequence(downstream=downstream):
                order[index] = self._moved(order, index, far=far)
            before, now, downstream = now, self.crossings(order), not downstream
        return now

    def _sequence(self, *, downstream: bool) -> range:
        return range(len(self.layers) - 1, -1, -1) if downstream else range(len(self.layers))

    def _sweep(self, order: list[Places], *, downstream: bool, median: bool, ties_turned: bool) -> None:
        """Order every layer by the mean, or median, places of its neighbours in the layer just ordered."""
        for index in self._sequence(downstream=downstream):
            beside = index + 1 if downstream else index - 1
            if not 0 <= beside < len(self.layers):
                continue
            join = self.joins[index].T if downstream else self.joins[beside]
            degree = join.sum(axis=1)
            places = rank(order[beside])
            middle = medians(join, places) if median else join @ places / np.maximum(degree, 1)
            before = rank(order[index])
            linked = [place for place in order[index] if degree[place] > 0]
            if linked:
                # An item without a neighbour there stays beside those that it stands beside now.
                middle = np.where(degree > 0, middle, np.interp(before, before[linked], middle[linked]))
                order[index] = self._together(index, middle, before, ties_turned=ties_turned)

    def _together(self, index: int, key: Numbers, before: Numbers, *, ties_turned: bool = False) -> Places:
        """The layer sorted by key with each group in one run, at the mean of its members."""
        _, member = np.unique(self.groups[index], return_inverse=True)
        size = np.bincount(member)
        tie = -before if ties_turned else before
        means = [(np.bincount(member, weights=one) / size)[member] for one in (tie, key)]
        return np.lexsort((tie, key, member, *means))

    def _moved(self, order: list[Places], index: int, *, far: bool, any_place: bool = False) -> Places:
        """The layer with groups, and nodes within their group, moved to where they cross less."""
        move = sift if any_place else partial(exchange, far=far)
        cost = self._cost(order, index)
        if not self.grouped:
            return np.array(move(order[index].tolist(), cost.tolist()), dtype=np.int64)
        rows = cost.tolist()
        together = runs(order[index].tolist(), self.groups[index].tolist())
        together = [move(run, rows) if len(run) > 1 else run for run in together]
        member = np.zeros((len(together), len(order[index])))
        for at, run in enumerate(together):
            member[at, run] = 1
        together = [together[at] for at in move(list(range(len(together))), (member @ cost @ member.T).tolist())]
        return np.array([place for run in together for place in run], dtype=np.int64)

    def _cost(self, order: list[Places], index: int) -> Numbers:
        """[u, v]: crossings of u before v less those of v before u, against both layers beside."""
        before = np.zeros((len(self.layers[index]), len(self.layers[index])))
        sides = []
        if index > 0:
            sides.append(self.joins[index - 1][:, order[index - 1]])
        if index + 1 < len(self.layers):
            sides.append(self.joins[index].T[:, order[index + 1]])
        for side in sides:
            before += side @ (np.cumsum(side, axis=1) - side).T
        return before - before.T

    def crossings(self, order: Sequence[Places]) -> int:
        """Number of edge crossings of an order."""
        total = 0.0
        for right, join in enumerate(self.joins):
            placed = join[np.ix_(order[right + 1], order[right])]
            below = placed.sum(axis=0) - np.cumsum(placed, axis=0)  # edges of later left nodes, per right node
            total += float((placed * (np.cumsum(below, axis=1) - below)).sum())
        return round(total)
