"""The best few companies to land: one company may fill several gaps, so these are not the companies of the best few gaps.

The value of a set is what coverage gains in the focal region, summed over the chains of the assessment, when every
company of the set lands on every gap that it is a target for. Companies on one segment add less and less to it, so the
best set is a mixed-integer program with the exact gain at every whole number of companies; HiGHS proves it best or
gives a bound.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from chainmap.analysis.assessment import Assessment, SegmentResult
from chainmap.analysis.cover import rows_of
from chainmap.analysis.landing import strongest_first
from chainmap.analysis.network import Array
from chainmap.analysis.place import place_of
from chainmap.analysis.targets import TargetList
from chainmap.model.dataset import Dataset
from chainmap.model.vocabulary import Evidence

Slot = tuple[str, str]  # (chain_id, segment_id)
_NODES = 20_000  # of the search; a limit in seconds would give other answers on other machines
_EXACT = 1e-7
_EQUAL = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class BestCompanies:
    """A set of k companies. `value` and `bound` are sums of ΔB over the chains, in score points of 0..1 each."""

    k: int
    companies: tuple[str, ...]  # as written; domestic ones first, then in the order of the target list
    company_keys: tuple[str, ...]
    slots: tuple[tuple[Slot, ...], ...]  # gaps that each of them fills
    rises: tuple[tuple[Slot, float], ...]  # ΔB that comes with each gap that they fill; together they are `value`
    value: float
    bound: float
    exact: bool


def best_companies(
    dataset: Dataset, assessment: Assessment, found: TargetList, k: int, *, domestic: bool = False
) -> tuple[BestCompanies, ...]:
    """The best sets of 1 to k companies out of the targets of a list; of equal sets that of domestic companies listed first.

    With `domestic` only companies that are certainly domestic are asked.
    """
    shown = {chain.chain.chain_id for chain in assessment.chains}
    asked = found.of(domestic=domestic)
    preferred = sorted(asked, key=lambda one: one.domestic.lo == 0)
    pairs = {(one.company_key, (one.chain_id, one.segment_id)): one.company for one in preferred if one.chain_id in shown}
    keys = list(dict.fromkeys(key for key, _slot in pairs))
    if not keys:
        return ()
    problem = _Problem(dataset, assessment, keys, list(pairs))
    names = {key: name for (key, _slot), name in reversed(pairs.items())}
    return tuple(_best(problem, names, size) for size in range(1, min(k, len(keys)) + 1))


def _best(problem: "_Problem", names: dict[str, str], size: int) -> BestCompanies:
    chosen, bound = problem.solve(size)
    chosen = _preferred(problem, chosen)
    value = problem.value(chosen)
    keys = tuple(problem.keys[at] for at in chosen)
    return BestCompanies(
        k=size,
        companies=tuple(names[key] for key in keys),
        company_keys=keys,
        slots=tuple(tuple(slot for owner, slot in problem.pairs if owner == key) for key in keys),
        rises=problem.rises(chosen),
        value=value,
        bound=max(bound, value),
        exact=bound - value <= _EXACT,
    )


def _preferred(problem: "_Problem", chosen: tuple[int, ...]) -> tuple[int, ...]:
    """Takes companies that come earlier in the place of others that are worth no more."""
    value = problem.value(chosen)
    for at in range(len(problem.keys)):
        for other in sorted(chosen, reverse=True):
            swapped = tuple(sorted({*chosen, at} - {other}))
            if at < other and at not in chosen and problem.value(swapped) >= value - _EQUAL:
                chosen = swapped
                break
    return chosen


class _Problem:
    """Companies × segments, what each company adds to a segment, and the segments' weights and room."""

    def __init__(self, dataset: Dataset, assessment: Assessment, keys: list[str], pairs: Sequence[tuple[str, Slot]]) -> None:
        self.keys, self.pairs = keys, pairs
        self.slots = list(dict.fromkeys(slot for _key, slot in pairs))
        results = [assessment.chain(chain_id).segment(segment_id) for chain_id, segment_id in self.slots]
        self.q = assessment.parameters.q
        self.room = np.array([1 - one.cover[assessment.region].lo for one in results])
        self.weight = np.array([one.weight for one in results])
        self.counted = np.array([one.evidence is Evidence.COUNT for one in results], dtype=np.bool_)
        self.adds = self._adds(dataset, assessment, results)

    def _adds(self, dataset: Dataset, assessment: Assessment, results: Sequence[SegmentResult]) -> Array:
        """Companies × segments: 1 on the count grade, the amount of the strongest row on the others."""
        rows = rows_of(dataset, place_of(dataset.regions, assessment.parameters), assessment.parameters, self.slots)
        first = strongest_first(rows).drop_duplicates(["chain_id", "segment_id", "company_key"])
        amounts = {
            (key, (chain_id, segment_id)): 0.0 if np.isnan(amount) else float(amount)
            for key, chain_id, segment_id, amount in zip(
                first["company_key"], first["chain_id"], first["segment_id"], first["amount"], strict=True
            )
        }
        adds = np.zeros((len(self.keys), len(self.slots)))
        position = {key: at for at, key in enumerate(self.keys)}
        for key, slot in self.pairs:
            at = self.slots.index(slot)
            adds[position[key], at] = 1.0 if self.counted[at] else amounts[key, slot]
        return adds

    def value(self, chosen: Sequence[int]) -> float:
        """Sum of ΔB when these companies land."""
        return float(self.weight @ self._gain(self.adds[list(chosen)].sum(axis=0)))

    def rises(self, chosen: Sequence[int]) -> tuple[tuple[Slot, float], ...]:
        """The terms of the same sum, of the segments that the companies are on, the largest first."""
        parts = self.weight * self._gain(self.adds[list(chosen)].sum(axis=0))
        on = {slot for key, slot in self.pairs if key in {self.keys[at] for at in chosen}}
        found = [(slot, float(part)) for slot, part in zip(self.slots, parts, strict=True) if slot in on]
        return tuple(sorted(found, key=lambda one: -one[1]))

    def _gain(self, added: Array) -> Array:
        """Rise of cover per segment: 1 − (1 − c)(1 − q)^n on the count grade, the amount up to its room on the others."""
        return np.where(self.counted, self.room * (1 - (1 - self.q) ** added), np.minimum(self.room, added))

    def solve(self, size: int) -> tuple[tuple[int, ...], float]:
        """(the companies, an upper bound of any set's value). x: companies; y: rise per segment, below its tangents."""
        companies, segments = self.adds.shape
        rows, columns, values, upper = self._tangents(size)
        number = np.concatenate([np.ones(companies), np.zeros(segments)])
        result = milp(
            np.concatenate([np.zeros(companies), -self.weight]),
            integrality=np.concatenate([np.ones(companies), np.zeros(segments)]),
            bounds=Bounds(0, np.concatenate([np.ones(companies), self.room])),
            constraints=[
                LinearConstraint(csr_array((values, (rows, columns)), shape=(len(upper), companies + segments)), -np.inf, upper),
                LinearConstraint(number[None, :], 0, size),
            ],
            options={"node_limit": _NODES, "mip_rel_gap": 0.0},
        )
        if result.x is None:
            return tuple(range(size)), float(self.weight @ self.room)
        chosen = [int(at) for at in np.flatnonzero(result.x[:companies] > 0.5)]
        spare = [at for at in range(companies) if at not in chosen][: size - len(chosen)]
        return tuple(sorted(chosen + spare)), -float(result.mip_dual_bound)

    def _tangents(self, size: int) -> tuple[list[int], list[int], list[float], list[float]]:
        """y_i ≤ gain(n) + (gain(n + 1) − gain(n)) (Σ adds − n) for n = 0 … size: exact at whole numbers."""
        companies = len(self.keys)
        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        upper: list[float] = []
        for segment in range(len(self.slots)):
            involved = np.flatnonzero(self.adds[:, segment])
            steps = range(min(size, len(involved))) if self.counted[segment] else range(1)
            for step in steps:
                gains = [float(self.room[segment] * (1 - (1 - self.q) ** n)) for n in (step, step + 1)]
                slope = gains[1] - gains[0] if self.counted[segment] else 1.0
                at = len(upper)
                rows += [at] * (len(involved) + 1)
                columns += [*map(int, involved), companies + segment]
                values += [*(-slope * self.adds[involved, segment]), 1.0]
                upper.append(gains[0] - slope * step if self.counted[segment] else 0.0)
            if not len(involved):
                rows.append(len(upper))
                columns.append(companies + segment)
                values.append(1.0)
                upper.append(0.0)
        return rows, columns, values, upper
