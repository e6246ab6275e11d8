"""A chain as arrays: value shares, requirements, weights and input groups (METHOD section 3)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class InputGroup:
    """One input of `user`, or several of which any one will do. Indices into `Network.segment_ids`."""

    user: int
    members: tuple[int, ...]
    share: float  # a, of the user's value
    essential: bool | None  # None: not known


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Network:
    """Arrays over the segments in the order of the chain; n = number of segments."""

    segment_ids: tuple[str, ...]
    accumulated: Array  # X, n
    user_share: Array  # S[j, i]: share of j's output that goes to i, n × n
    requirement_shares: Array  # A[j, i], n × n
    own_value_share: Array  # v, n
    final_share: Array  # f, n, Σ = 1
    total_requirement: Array  # x, n
    weight: Array  # w, n, Σ = 1
    groups: tuple[InputGroup, ...]  # in the order of users upstream → downstream
    components: tuple[tuple[int, ...], ...]  # strongly connected components, inputs before users
    fillable: NDArray[np.bool_]  # not an end use (stage), n
    end: NDArray[np.bool_]  # no input of another, n

    @property
    def size(self) -> int:
        """Number of segments."""
        return len(self.segment_ids)

    @property
    def has_substitutes(self) -> bool:
        """Whether any input group has more than one member: closed forms are then lower bounds."""
        return any(len(group.members) > 1 for group in self.groups)
