"""METHOD sections 3 and 4 once more, as slow and as literal as can be: one scenario, one segment at a time."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from math import factorial

import numpy as np

from chainmap.analysis.network import Network
from tests.analysis.networks import Array


def value_shares(network: Network) -> Array:
    """v + Σ a of every segment: 1."""
    total = network.own_value_share.copy()
    for group in network.groups:
        total[group.user] += group.share
    return total


def content(network: Network, d: Array) -> Array:
    """s by plain iteration; converges because v > 0."""
    s = np.zeros(network.size)
    for _ in range(20000):
        y = network.own_value_share.copy()
        for group in network.groups:
            y[group.user] += group.share * max(s[j] for j in group.members)
        after = d * y
        if np.abs(after - s).max(initial=0.0) < 1e-15:
            break
        s = after
    return s


def self_reliance(network: Network, d: Array) -> float:
    """R = Σ f s."""
    return float(network.final_share @ content(network, d))


def runnable(network: Network, d: Array, essential: Sequence[bool], start: float = 1.0) -> Array:
    """h by plain iteration, for one answer per input group."""
    bought = 1.0 - network.own_value_share
    h = np.full(network.size, start)
    for _ in range(20000):
        after = d.copy()
        rest = np.ones(network.size)
        for group, tight in zip(network.groups, essential, strict=True):
            z = max(h[j] for j in group.members)
            if tight:
                after[group.user] = min(after[group.user], z)
            else:
                rest[group.user] -= group.share / bought[group.user] * (1.0 - z)
        after = np.maximum(0.0, np.minimum(after, rest))
        if np.abs(after - h).max(initial=0.0) < 1e-15:
            break
        h = after
    return h


def answers(network: Network) -> Iterator[list[bool]]:
    """Every way in which the unknown groups may turn out."""
    options = [(group.essential,) if group.essential is not None else (True, False) for group in network.groups]
    return (list(answer) for answer in itertools.product(*options))


def continuity_range(network: Network, d: Array) -> tuple[float, float]:
    """Smallest and largest K over all answers."""
    values = [float(network.final_share @ runnable(network, d, answer)) for answer in answers(network)]
    return min(values), max(values)


def filled(d: Array, members: Iterable[int]) -> Array:
    """d with these segments at 1."""
    after = d.copy()
    after[list(members)] = 1.0
    return after


def shapley(network: Network, d: Array, gaps: Sequence[int]) -> Array:
    """The Shapley value of filling gaps, from all subsets."""
    value = {
        frozenset(chosen): self_reliance(network, filled(d, chosen))
        for size in range(len(gaps) + 1)
        for chosen in itertools.combinations(gaps, size)
    }
    shares = np.zeros(network.size)
    for gap in gaps:
        for chosen in (chosen for chosen in value if gap not in chosen):
            weight = factorial(len(chosen)) * factorial(len(gaps) - len(chosen) - 1) / factorial(len(gaps))
            shares[gap] += weight * (value[chosen | {gap}] - value[chosen])
    return shares
