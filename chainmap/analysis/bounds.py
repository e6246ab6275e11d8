"""What filling a few gaps can reach at most: one relaxation per kind of score, for `search`.

Linear      coverage: every gap adds the same whatever else is filled.
Reliance    self-reliance: with T filled and U undecided, for every Q in U

                R(T ∪ Q) ≤ R(T) + Σ_{i∈Q} (1 − d_i) y_i(T) λ_i(T ∪ U)

            since filling from the end uses upwards meets y_i as it is at T, and hands it on by at most what it would
            be handed on with all filled. It is never above R(T) + Σ [R(T ∪ U) − R(T ∪ U but i)], the bound of
            supermodularity, and needs no routing: in a substitute group the increase is handed on through the member
            that takes most of it, max(s + m) ≤ max s + max m.
Monotone    anything that never falls when a gap is filled: with r more to fill, all but r stay open, and the score is
            at most what it is with any one of these open: at most the (r + 1)-th smallest of all-but-one.
"""

import itertools
from collections.abc import Callable, Collection, Sequence

import numpy as np

from chainmap.analysis.adjoint import importance
from chainmap.analysis.network import Array, Network
from chainmap.analysis.scores import content_rows, inputs_rows
from chainmap.analysis.search import Judgement, Members, Node, Room


def filled(cover: Array, choices: Sequence[Collection[int]]) -> Array:
    """Scenarios × n: `cover` with the members of one choice at 1 in each."""
    covers = np.repeat(cover[None, :], len(choices), axis=0)
    sizes = [len(members) for members in choices]
    members = np.fromiter(itertools.chain.from_iterable(choices), dtype=np.intp, count=sum(sizes))
    covers[np.repeat(np.arange(len(choices)), sizes), members] = 1.0
    return covers


class Linear:
    """Σ w c: exact but for a budget."""

    few = 1

    def __init__(self, weight: Array, cover: Array) -> None:
        self.weight, self.cover = weight, cover

    def judge(self, nodes: Sequence[Node], room: Room) -> list[Judgement]:
        """The sum of what fits."""
        worth = self.weight * (1.0 - self.cover)
        return [
            Judgement(
                float(self.weight @ self.cover) + float(worth[list(node.chosen)].sum()) + room.best_sum(node, worth),
                _ranked(node.undecided, worth),
            )
            for node in nodes
        ]

    def effort(self, node: Node) -> int:
        """A fraction of a scenario."""
        return 1


class Reliance:
    """R: by what each undecided gap adds at most."""

    few = 128

    def __init__(self, network: Network, d: Array) -> None:
        self.network, self.d = network, d

    def judge(self, nodes: Sequence[Node], room: Room) -> list[Judgement]:
        """R now and what the undecided add, but no more than with all of them filled."""
        covers = filled(self.d, [node.chosen for node in nodes])
        every = filled(self.d, [(*node.chosen, *node.undecided) for node in nodes])
        now, then = content_rows(self.network, covers), content_rows(self.network, every)
        inputs = (1.0 - self.d)[:, None] * inputs_rows(self.network, now)
        reached = self._reached(now), self._reached(then)
        if self.network.has_substitutes:
            adds = [self._adds(node, cover, own) for node, cover, own in zip(nodes, every, inputs.T, strict=True)]
        else:
            adds = list((inputs * importance(self.network, every, then)).T)
        return [
            Judgement(min(float(most), float(least) + room.best_sum(node, add)), _ranked(node.undecided, add))
            for node, add, least, most in zip(nodes, adds, *reached, strict=True)
        ]

    def effort(self, node: Node) -> int:
        """Forward twice and backward once, or forward once per undecided gap."""
        return 2 + len(node.undecided) if self.network.has_substitutes else 3

    def _reached(self, state: Array) -> Array:
        reached: Array = self.network.final_share @ state[: self.network.size]
        return reached

    def _adds(self, node: Node, cover: Array, own: Array) -> Array:
        """What each undecided gap adds at most, handed down through whichever substitute takes most of it."""
        members = list(node.undecided)
        added = np.zeros((self.network.size, len(members)))
        added[members, np.arange(len(members))] = own[members]
        adds = np.zeros(self.network.size)
        adds[members] = self._reached(content_rows(self.network, np.repeat(cover[None], len(members), axis=0), added))
        return adds


class Monotone:
    """A sum over end segments of scores that never fall; `parts` gives them per scenario and segment."""

    few = 2000

    def __init__(self, final_share: Array, parts: Callable[[Array], Array], cover: Array) -> None:
        self.parts, self.cover = parts, cover
        self.ends = np.flatnonzero(final_share)
        self.share = final_share[self.ends]

    def judge(self, nodes: Sequence[Node], room: Room) -> list[Judgement]:
        """What is reached with all but one filled, for the one that hurts least among those that must stay open."""
        return [self._judged(node, room.most(node)) for node in nodes]

    def _judged(self, node: Node, more: int) -> Judgement:
        every = [*node.chosen, *node.undecided]
        choices = [every, *([one for one in every if one != gap] for gap in node.undecided)]
        reached = self.parts(filled(self.cover, choices))[:, self.ends]
        without = np.sort(reached[1:], axis=0)
        total = reached @ self.share
        if more >= len(node.undecided):
            return Judgement(float(total[0]), node.undecided)
        bound = min(float(np.sort(total[1:])[more]), float(without[more] @ self.share))
        return Judgement(bound, tuple(node.undecided[at] for at in np.argsort(total[1:], kind="stable")))

    def effort(self, node: Node) -> int:
        """One scenario per undecided gap."""
        return 1 + len(node.undecided)


def _ranked(gaps: Members, worth: Array) -> Members:
    return tuple(sorted(gaps, key=lambda gap: -worth[gap]))
