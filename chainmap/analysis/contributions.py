"""Whose rows the data part of a change is: every company and every checked segment gets its share, and the shares add up.

`analysis.decomposition` splits a change by cause. Within the cause "data" stand many: the companies whose rows differ, and
the segments of which something else is known (checked, published rate). Each gets what it adds on average over the orders
in which they may come in, before and after the other causes (Owen's value: Shapley's with causes as unions). With few of
them over all orders, which is exact; with many over some orders and their reverses, which adds up as well, since what the
members of one order add is the whole change.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from chainmap.analysis.decomposition import Cause, Ends, Split, State, changed_causes, combined, knowledge, slots_of
from chainmap.analysis.network import build
from chainmap.model.chain import Chain
from chainmap.model.dataset import Dataset
from chainmap.model.names import matching_key
from chainmap.model.vocabulary import Score

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]

EXACT = 6  # members; beyond, not all subsets are evaluated
ORDERS = 8  # with their reverses; fewer where there are many members
MEMBERS = 60  # of one chain; beyond, those on the lightest segments stand together
_COPIES = 240  # of a chain, about
_AT_ONCE = 48  # copies that are scored in one go
_ROWS = 2_000_000  # supplier rows of all copies of a chain
_SCORED_BY = (
    "chain_id", "segment_id", "company_key", "place", "region_id", "control", "control_country", "domestic_share", "status",
    "capacity", "capacity_unit", "supply_share", "confidence",
)  # fmt: skip


class MemberKind(StrEnum):
    """What has a share of the data part."""

    COMPANY = "company"
    KNOWLEDGE = "knowledge"  # of a segment: where it was checked, its published rate
    REST = "rest"  # those that stand together, because they are many


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one member adds to the scores of one chain."""

    kind: MemberKind
    companies: tuple[str, ...]  # company keys, of before and of after
    segments: tuple[str, ...]  # ids of which something else is known
    parts: dict[Score, Ends]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPart:
    """The data part of one chain: Σ contributions + remainder = parts[DATA] of its splits. Largest first, by Σ |lo|."""

    chain_id: str
    exact: bool  # over all orders
    orders: int  # evaluated, where not exact
    contributions: tuple[Contribution, ...]
    remainder: dict[Score, Ends]  # of rounding only


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    kind: MemberKind
    companies: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """Which subsets of the members of a chain are evaluated, and what of each a member gets."""

    members: tuple[_Member, ...]
    subsets: Flags  # subsets × members; the first is empty, the last full
    shares: Numbers  # members × subsets: φ = shares @ values
    orders: int


def data_parts(before: State, after: State, splits: Iterable[Split]) -> tuple[DataPart, ...]:
    """The data part of every chain that both states have, in the order of `splits`; chains without a changed row are left out.

    `splits` are those of `decompose(before, after)`. Raises RegionError.
    """
    by_chain: dict[str, list[Split]] = {}
    for one in splits:
        by_chain.setdefault(one.chain_id, []).append(one)
    members = _members(before.dataset, after.dataset, set(by_chain))
    rows = Counter(after.dataset.suppliers["chain_id"])
    plans = {
        chain_id: _plan(_bounded(found, after.dataset.chain(chain_id), after.dataset, rows[chain_id]), rows[chain_id])
        for chain_id, found in members.items()
    }
    shares = _shares(before, after, plans)
    return tuple(
        _data_part(chain_id, plans[chain_id], shares[chain_id], by_chain[chain_id]) for chain_id in by_chain if chain_id in plans
    )


def _data_part(chain_id: str, plan: _Plan, shares: Numbers, splits: Sequence[Split]) -> DataPart:
    scores = tuple(Score)
    found = [
        Contribution(
            kind=member.kind,
            companies=member.companies,
            segments=member.segments,
            parts={score: Ends(float(row[2 * at]), float(row[2 * at + 1])) for at, score in enumerate(scores)},
        )
        for member, row in zip(plan.members, shares, strict=True)
    ]
    found.sort(key=lambda one: (-sum(abs(part.lo) for part in one.parts.values()), one.companies, one.segments))
    data = {one.score: one.parts[Cause.DATA] for one in splits}
    total = shares.sum(axis=0)
    remainder = {
        score: Ends(float(data[score].lo - total[2 * at]), float(data[score].hi - total[2 * at + 1]))
        for at, score in enumerate(scores)
    }
    return DataPart(
        chain_id=chain_id, exact=plan.orders == 0, orders=plan.orders, contributions=tuple(found), remainder=remainder
    )


def _members(before: Dataset, after: Dataset, chains: set[str]) -> dict[str, tuple[_Member, ...]]:
    """Per chain who has changed rows and which segments are known otherwise, in the order of their keys."""
    shared = slots_of(before) & slots_of(after)  # what stands on other segments comes and goes with the definition
    old, new = _contents(before, shared), _contents(after, shared)
    renamed = _renamed(before, after)
    keys: dict[str, dict[str, set[str]]] = {}
    for chain_id, key in sorted(old.keys() | new.keys()):
        if chain_id in chains and old.get((chain_id, key)) != new.get((chain_id, key)):
            keys.setdefault(chain_id, {}).setdefault(renamed.get(key, key), set()).add(key)
    found = {
        chain_id: [_Member(kind=MemberKind.COMPANY, companies=tuple(sorted(each))) for _, each in sorted(companies.items())]
        for chain_id, companies in keys.items()
    }
    known, knows = knowledge(before), knowledge(after)
    for slot in sorted(shared):
        chain_id, segment_id = slot
        if chain_id in chains and known[slot] != knows[slot]:
            found.setdefault(chain_id, []).append(_Member(kind=MemberKind.KNOWLEDGE, segments=(segment_id,)))
    return {chain_id: tuple(each) for chain_id, each in found.items()}


def _contents(dataset: Dataset, slots: set[tuple[str, str]]) -> dict[tuple[str, str], list[tuple[object, ...]]]:
    """Per chain and company its distinct rows on some segments, as far as scores depend on them."""
    frame = dataset.suppliers[list(_SCORED_BY)].fillna(-1.0).drop_duplicates()
    found: dict[tuple[str, str], list[tuple[object, ...]]] = {}
    for row in sorted(frame.itertuples(index=False, name=None)):
        if row[:2] in slots:
            found.setdefault((row[0], row[2]), []).append(row)
    return found


def _renamed(before: Dataset, after: Dataset) -> dict[str, str]:
    """Key before → key after of a company that was given another key, such as a code, under the name that it had."""
    old, new = (_names(one) for one in (before, after))
    gone, come = old.keys() - new.keys(), new.keys() - old.keys()
    by_name = {name: key for key in sorted(come, reverse=True) for name in new[key]}
    return {key: by_name[name] for key in sorted(gone) for name in sorted(old[key]) if name in by_name}


def _names(dataset: Dataset) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    pairs = dataset.suppliers[["company_key", "company"]].drop_duplicates()
    for key, name in pairs.itertuples(index=False, name=None):
        found.setdefault(key, set()).add(matching_key(name))
    return found


def _bounded(members: tuple[_Member, ...], chain: Chain, after: Dataset, rows: int) -> tuple[_Member, ...]:
    """At most so many members as can be evaluated; of the companies those on the lightest segments stand together."""
    most = max(2, min(MEMBERS, _ROWS // max(1, rows) // 2))
    if len(members) <= most:
        return members
    network = build(chain)
    weight = dict(zip(network.segment_ids, network.weight.tolist(), strict=True))
    of_chain = after.suppliers[after.suppliers["chain_id"] == chain.chain_id]
    heavy: dict[str, float] = {}
    for key, segment_id in of_chain[["company_key", "segment_id"]].drop_duplicates().itertuples(index=False, name=None):
        heavy[key] = heavy.get(key, 0.0) + weight.get(segment_id, 0.0)
    ordered = sorted(members, key=lambda one: (not one.segments, -sum(heavy.get(key, 0.0) for key in one.companies)))
    kept, rest = ordered[: most - 1], ordered[most - 1 :]
    companies = tuple(key for one in rest for key in one.companies)
    segments = tuple(segment_id for one in rest for segment_id in one.segments)
    return (*kept, _Member(kind=MemberKind.REST, companies=companies, segments=segments))


def _plan(members: tuple[_Member, ...], rows: int) -> _Plan:
    """All subsets of few members; of many the beginnings of some orders and of their reverses."""
    size = len(members)
    if size <= EXACT:
        codes = np.arange(1 << size)
        subsets = (codes[:, None] >> np.arange(size)) & 1 == 1
        return _Plan(members=members, subsets=subsets, shares=_all_orders(subsets), orders=0)
    pairs = max(1, min(ORDERS // 2, _COPIES // (2 * size), _ROWS // max(1, rows) // (2 * size)))
    random = np.random.default_rng(0)
    forward = [random.permutation(size) for _ in range(pairs)]
    orders = [order for each in forward for order in (each, each[::-1])]
    return _beginnings(members, orders)


def _all_orders(subsets: Flags) -> Numbers:
    """Shapley: a subset without the member counts −s!(n−s−1)!/n!, the same with the member +."""
    size = subsets.shape[1]
    inside = subsets.sum(axis=1)
    weight = np.array([math.factorial(s) * math.factorial(size - s - 1) / math.factorial(size) for s in range(size)] + [0.0])
    shares: Numbers = np.where(subsets, weight[inside - 1, None], -weight[inside, None]).T
    return shares


def _beginnings(members: tuple[_Member, ...], orders: Sequence[Places]) -> _Plan:
    size = len(members)
    rows, shares = [np.zeros(size, dtype=np.bool_), np.ones(size, dtype=np.bool_)], [{0: 0.0} for _ in members]
    for order in orders:
        at = 0
        for step, member in enumerate(order.tolist()):
            then = 1
            if step < size - 1:
                then = len(rows)
                rows.append(rows[at].copy())
                rows[-1][member] = True
            shares[member][then] = shares[member].get(then, 0.0) + 1 / len(orders)
            shares[member][at] = shares[member].get(at, 0.0) - 1 / len(orders)
            at = then
    matrix = np.zeros((size, len(rows)))
    for member, each in enumerate(shares):
        matrix[member, list(each)] = list(each.values())
    return _Plan(members=members, subsets=np.array(rows), shares=matrix, orders=len(orders))


def _shares(before: State, after: State, plans: Mapping[str, _Plan]) -> dict[str, Numbers]:
    """Members × ends of scores: what each adds, averaged over which of the other causes came in before."""
    others = changed_causes(before, after) & {Cause.DEFINITION, Cause.METHOD}
    found = {chain_id: np.zeros((len(plan.members), 2 * len(Score))) for chain_id, plan in plans.items()}
    for taken, weight in _contexts(others).items():
        definition = (after if Cause.DEFINITION in taken else before).dataset
        rules = after if Cause.METHOD in taken else before
        values = _evaluated(definition, before.dataset, after.dataset, rules, plans)
        for chain_id, plan in plans.items():
            found[chain_id] += weight * (plan.shares @ values[chain_id])
    return found


def _contexts(others: Iterable[Cause]) -> dict[frozenset[Cause], float]:
    """Which of the other two causes came in before the data, and in what share of the orders of three causes."""
    both = {Cause.DEFINITION, Cause.METHOD}
    weights: dict[frozenset[Cause], float] = {}
    for before, weight in ((set(), 1 / 3), ({Cause.DEFINITION}, 1 / 6), ({Cause.METHOD}, 1 / 6), (both, 1 / 3)):
        taken = frozenset(before) & frozenset(others)
        weights[taken] = weights.get(taken, 0.0) + weight
    return weights


def _evaluated(
    definition: Dataset, before: Dataset, after: Dataset, rules: State, plans: Mapping[str, _Plan]
) -> dict[str, Numbers]:
    """Per chain subsets × ends of scores: every subset is a copy of the chain with rows of its own."""
    old = combined(definition=definition, data=before) if definition is not before else before
    new = combined(definition=definition, data=after) if definition is not after else after
    return {chain_id: _values(chain_id, plan, old, new, rules) for chain_id, plan in plans.items()}


def _values(chain_id: str, plan: _Plan, old: Dataset, new: Dataset, rules: State) -> Numbers:
    found = []
    for first in range(0, len(plan.subsets), _AT_ONCE):
        subsets = plan.subsets[first : first + _AT_ONCE]
        chains, suppliers = _copies(chain_id, plan.members, subsets, old, new)
        scores = rules.method(replace(new, chains=tuple(chains), suppliers=suppliers), rules.parameters)
        found += [[end for score in Score for end in scores[one.chain_id, score]] for one in chains]
    return np.array(found)


def _copies(
    chain_id: str, members: Sequence[_Member], subsets: Flags, old: Dataset, new: Dataset
) -> tuple[list[Chain], pd.DataFrame]:
    """A copy of the chain per subset: what its members know is new, all else is old."""
    place = {key: at for at, one in enumerate(members) for key in one.companies}
    known = {segment_id: at for at, one in enumerate(members) for segment_id in one.segments}
    sides = [one.suppliers[one.suppliers["chain_id"] == chain_id] for one in (old, new)]
    member = [side["company_key"].map(place).fillna(-1).to_numpy(np.int64) for side in sides]
    both = pd.concat(sides, ignore_index=True)
    before, after = old.chain(chain_id), new.chain(chain_id)
    chains, rows, names = [], [], []
    for at, subset in enumerate(subsets):
        taken = np.append(subset, False)  # the last: rows of nobody, equal on both sides, are taken from the old one
        kept = np.flatnonzero(np.concatenate([~taken[member[0]], taken[member[1]]]))
        segments = tuple(
            other if one.segment_id in known and subset[known[one.segment_id]] else one
            for one, other in zip(before.segments, after.segments, strict=True)
        )
        chains.append(replace(before, chain_id=_copy_id(chain_id, at), segments=segments))
        rows.append(kept)
        names.append(np.full(len(kept), _copy_id(chain_id, at), dtype=object))
    frame = both.iloc[np.concatenate(rows)].reset_index(drop=True)
    return chains, frame.assign(chain_id=pd.Series(np.concatenate(names), index=frame.index, dtype="str"))


def _copy_id(chain_id: str, at: int) -> str:
    return f"{chain_id}\x1f{at}"
