"""A chain as arrays: value shares, requirements, weights and input groups (METHOD section 3).

Nothing here knows a supplier: `build` reads segments and dependencies only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from chainmap.model.chain import Chain, Dependency, Segment
from chainmap.model.vocabulary import Stage

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Said = TypeVar("Said", bool, float)

DEFAULT_CRITICALITY = 3
_ROUNDING = 1e-9  # sums of shares as people write them: .333 + .333 + .334


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
    fillable: Mask  # not an end use (stage), n
    end: Mask  # no input of another, n

    @property
    def size(self) -> int:
        """Number of segments."""
        return len(self.segment_ids)

    @property
    def has_substitutes(self) -> bool:
        """Whether any input group has more than one member: closed forms are then lower bounds."""
        return any(len(group.members) > 1 for group in self.groups)

    @property
    def has_cycles(self) -> bool:
        """Whether some segment is, over others, an input of itself."""
        return len(self.components) < self.size

    @property
    def has_final_use(self) -> bool:
        """Whether any value is asked for: false when all segments lie in closed loops and no final weight is given.

        All weights are then 0, and so are the scores computed from them: the caller reports them as unknown, [0, 1].
        """
        return bool(self.final_share.any())

    @property
    def depth(self) -> int:
        """Segments on the longest path; a cycle counts with all its members."""
        return len(self.longest_path)

    @property
    def longest_path(self) -> tuple[int, ...]:
        """Positions of the segments on the longest path, inputs first; of several equally long ones the first found."""
        inputs = {group.user: set[int]() for group in self.groups}
        for group in self.groups:
            inputs[group.user].update(group.members)
        paths: dict[int, tuple[int, ...]] = {}  # the longest path that ends in the component of a segment
        for component in self.components:
            before = {j for i in component for j in inputs.get(i, ())} - set(component)
            longest = max((paths[j] for j in sorted(before)), key=len, default=())
            paths.update(dict.fromkeys(component, (*longest, *component)))
        return max(paths.values(), key=len, default=())


def build(chain: Chain) -> Network:
    """The network of a chain, with every share and weight that its sheets leave blank filled in.

        X = u + Sᵀ X,  v = u / X,  a = Σ S X_j / X_i    where nothing is given
        x = (I − A)⁻¹ f,  w = v x                       Σ w = 1

    A segment counts as no input of its own; a pair that is written twice counts once. Segments that never reach an
    end segment (closed loops) take no part in X: their inputs' output is shared among the other users, and their own
    shares come from one step of the same formula. Their weight is 0 unless a final weight is given there.
    Without any end segment or final weight all weights are 0, see `Network.has_final_use`.
    Of a substitute group one row may speak for all; where several rows do not agree (a finding of intake), nothing counts
    as written.
    Shares that cannot hold (a finding of intake) are scaled to the sum 1 together with the defaults of the others.
    """
    index = {segment.segment_id: i for i, segment in enumerate(chain.segments)}
    links = _links(chain.dependencies, index)
    criticality = np.array([_criticality(segment) for segment in chain.segments], dtype=float)
    linked = np.zeros((len(index), len(index)), dtype=bool)
    for upstream, downstream in links:
        linked[upstream, downstream] = True
    end: Mask = np.logical_not(linked.any(axis=1))
    components = _components(len(index), links)
    flows, accumulated = _flows(criticality, linked, _reaching(end, linked, components))
    own, groups, requirement = _shares(chain.segments, links, components, criticality, flows, accumulated)
    final = _final_share(chain.segments, end, accumulated)
    total: Array = np.linalg.solve(np.eye(len(index)) - requirement, final).astype(np.float64)
    return Network(
        segment_ids=tuple(index),
        accumulated=accumulated,
        user_share=_user_share(criticality, linked),
        requirement_shares=requirement,
        own_value_share=own,
        final_share=final,
        total_requirement=total,
        weight=own * total,
        groups=groups,
        components=components,
        fillable=np.array([segment.stage is not Stage.END_USE for segment in chain.segments], dtype=bool),
        end=end,
    )


def _links(dependencies: Iterable[Dependency], index: dict[str, int]) -> dict[tuple[int, int], Dependency]:
    links: dict[tuple[int, int], Dependency] = {}
    for dependency in dependencies:
        pair = index[dependency.upstream], index[dependency.downstream]
        if pair[0] != pair[1]:
            links.setdefault(pair, dependency)
    return links


def _criticality(segment: Segment) -> int:
    return DEFAULT_CRITICALITY if segment.criticality is None else segment.criticality


def _components(size: int, links: Iterable[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from((downstream, upstream) for upstream, downstream in links)
    # Tarjan's order is that of the successors: with edges from user to input, inputs come first.
    return tuple(tuple(sorted(component)) for component in nx.strongly_connected_components(graph))


def _reaching(end: Mask, linked: Mask, components: Sequence[tuple[int, ...]]) -> Mask:
    reaching = end.copy()
    for component in reversed(components):
        members = list(component)
        reaching[members] |= bool((linked[members] & reaching).any())
    return reaching


def _user_share(criticality: Array, linked: Mask) -> Array:
    wanted = np.where(linked, criticality, 0.0)
    totals = wanted.sum(axis=1, keepdims=True)
    share: Array = np.divide(wanted, totals, out=np.zeros_like(wanted), where=totals > 0)
    return share


def _flows(criticality: Array, linked: Mask, reaching: Mask) -> tuple[Array, Array]:
    """(S[j, i]·X_j, X): the value that j hands to i, and what each has accumulated."""
    inside = np.ix_(reaching, reaching)
    share = _user_share(criticality, linked)
    share[inside] = _user_share(criticality[reaching], linked[inside])
    accumulated = criticality.copy()
    accumulated[reaching] = np.linalg.solve(np.eye(int(reaching.sum())) - share[inside].T, criticality[reaching])
    flows = share * accumulated[:, None]
    accumulated[~reaching] += flows[:, ~reaching].sum(axis=0)
    return flows, accumulated


def _shares(
    segments: Sequence[Segment],
    links: dict[tuple[int, int], Dependency],
    components: Sequence[tuple[int, ...]],
    criticality: Array,
    flows: Array,
    accumulated: Array,
) -> tuple[Array, tuple[InputGroup, ...], Array]:
    """(v, input groups, A) with given shares in place of the defaults."""
    own = np.ones(len(segments))
    requirement = np.zeros_like(flows)
    groups: list[InputGroup] = []
    grouped = _grouped(links)
    for user in (member for component in components for member in component):
        if user not in grouped:
            continue
        members = [[upstream for upstream, _ in rows] for rows in grouped[user]]
        default = [float(flows[group, user].sum() / accumulated[user]) for group in members]
        given = [_agreed({row.input_share for _, row in rows}) for rows in grouped[user]]
        own[user], shares = _filled(segments[user].own_share, float(criticality[user] / accumulated[user]), given, default)
        for rows, group, share in zip(grouped[user], members, shares, strict=True):
            essential = _agreed({row.essential for _, row in rows})
            groups.append(InputGroup(user=user, members=tuple(group), share=share, essential=essential))
            requirement[group, user] = share * flows[group, user] / flows[group, user].sum()
    return own, tuple(groups), requirement


def _grouped(links: dict[tuple[int, int], Dependency]) -> dict[int, list[list[tuple[int, Dependency]]]]:
    """Rows (upstream, dependency) per user and input group, in the order of the sheet."""
    grouped: dict[int, dict[str | int, list[tuple[int, Dependency]]]] = {}
    for (upstream, user), row in links.items():
        grouped.setdefault(user, {}).setdefault(row.substitute_group or upstream, []).append((upstream, row))
    return {user: list(groups.values()) for user, groups in grouped.items()}


def _agreed(said: set[Said | None]) -> Said | None:
    """What is written on the rows of a group; None where nothing is, or not the same."""
    written = said - {None}
    return written.pop() if len(written) == 1 else None


def _filled(
    own_given: float | None, own_default: float, given: Sequence[float | None], default: Sequence[float]
) -> tuple[float, list[float]]:
    """Own and input shares with the sum 1: the given ones as given, the others in proportion to their defaults."""
    fixed = [own_given, *given]
    free = sum(usual for share, usual in zip(fixed, [own_default, *default], strict=True) if share is None)
    left = 1.0 - sum(share for share in fixed if share is not None)
    if own_given == 1.0 or left < -_ROUNDING or (own_given is None and left <= _ROUNDING) or (free == 0.0 and left > _ROUNDING):
        scale = 1.0
    else:
        scale = max(0.0, left) / free if free else 0.0
    raw = [usual * scale if share is None else share for share, usual in zip(fixed, [own_default, *default], strict=True)]
    total = sum(raw)
    return raw[0] / total, [share / total for share in raw[1:]]


def _final_share(segments: Sequence[Segment], end: Mask, accumulated: Array) -> Array:
    if any(segment.final_weight is not None for segment in segments):
        asked = np.array([0.0 if segment.final_weight is None else segment.final_weight for segment in segments])
    else:
        asked = np.where(end, accumulated, 0.0)
    total = float(asked.sum())
    return asked / total if total > 0 else asked
