"""Random stress: many draws of companies that are lost at once, and what the scores come to in each.

A draw is what a scenario that loses these companies gives, on lo, at the headline region of each score; a test holds
that both agree. Draws are evaluated together: one product per segment and draw, then one pass over each chain.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from chainmap.analysis.assessment import Assessment, ChainResult
from chainmap.analysis.cover import rows_of
from chainmap.analysis.network import Array
from chainmap.analysis.place import place_of
from chainmap.analysis.scores import continuity, coverage, self_reliance
from chainmap.model.dataset import Dataset
from chainmap.model.vocabulary import Evidence, Score, Status

SCORES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)
DRAWS = 10_000
QUANTILES = (0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0)
_AT_ONCE = 4_000_000  # cells of draws × companies that are held unpacked
_WORST = 5
_HIT = 12
_LOOKED_AT = 2_000  # draws
_BELOW = 1e-9
Draws = NDArray[np.bool_]  # draws × companies: lost
Draw = Callable[[np.random.Generator, int, int], Draws]  # (random numbers, draws, companies)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstCase:
    """One draw: the score that is left, and the lost companies that supplied the chain, those with most segments first."""

    value: float
    companies: tuple[str, ...]
    company_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyHit:
    """A company that supplies the chain: in how many draws it is lost, and how far the score falls in these on average."""

    company_key: str
    company: str
    lost_count: int
    fall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """What a score of a chain comes to over all draws."""

    chain_id: str
    score: Score
    before: float
    mean: float
    quantiles: tuple[float, ...]  # at QUANTILES
    harmed_share: float  # draws in which the score falls
    values: Array  # one a draw
    worst: tuple[WorstCase, ...]  # distinct, the worst first; none where no draw lowers the score
    hits: tuple[CompanyHit, ...]  # those whose draws fall furthest, at most twelve


@dataclass(frozen=True, slots=True, kw_only=True)
class Stress:
    """All distributions, in the order of chains and scores."""

    region: str  # whose companies may be lost
    seed: int
    draw_count: int
    company_count: int  # that may be lost
    distributions: tuple[Distribution, ...]

    def of(self, chain_id: str, score: Score) -> Distribution:
        """The distribution of one score of a chain; raises KeyError."""
        for one in self.distributions:
            if (one.chain_id, one.score) == (chain_id, score):
                return one
        raise KeyError((chain_id, score))


def lose_some(
    dataset: Dataset, assessment: Assessment, *, number: int, region: str | None = None, draws: int = DRAWS, seed: int = 0
) -> Stress:
    """Every draw loses `number` companies of the region (None: the focal one), each set equally likely."""

    def drawn(random: np.random.Generator, rows: int, companies: int) -> Draws:
        lost = np.zeros((rows, companies), dtype=np.bool_)
        taken = min(number, companies)
        if taken:
            chosen = np.argpartition(random.random((rows, companies)), taken - 1, axis=1)[:, :taken]
            np.put_along_axis(lost, chosen, True, axis=1)
        return lost

    return _stress(dataset, assessment, region or assessment.region, drawn, draws, seed)


def lose_each(
    dataset: Dataset, assessment: Assessment, *, probability: float, region: str | None = None, draws: int = DRAWS, seed: int = 0
) -> Stress:
    """In every draw each company of the region is lost with this probability, independently of the others."""

    def drawn(random: np.random.Generator, rows: int, companies: int) -> Draws:
        return random.random((rows, companies)) < probability

    return _stress(dataset, assessment, region or assessment.region, drawn, draws, seed)


def lose_one_by_one(dataset: Dataset, assessment: Assessment, *, region: str | None = None) -> Stress:
    """One draw a company: which single loss costs most, exactly."""
    done = 0

    def drawn(_random: np.random.Generator, rows: int, companies: int) -> Draws:
        nonlocal done
        done += rows
        return np.eye(rows, companies, k=done - rows, dtype=np.bool_)

    return _stress(dataset, assessment, region or assessment.region, drawn, None, 0)


def _stress(dataset: Dataset, assessment: Assessment, region: str, drawn: Draw, draws: int | None, seed: int) -> Stress:
    """`draws` None: one a company."""
    rows = _rows(dataset, assessment)
    names = _companies(rows, dataset, region)
    lost = _lost(drawn, len(names), len(names) if draws is None else draws, seed)
    found = [
        one
        for chain in assessment.chains
        for one in _chain(chain, assessment, rows[rows["chain_id"] == chain.chain.chain_id], names, lost)
    ]
    return Stress(
        region=region, seed=seed, draw_count=lost.draw_count, company_count=len(names), distributions=tuple(found)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Lost:
    """Which companies each draw loses, eight to a byte: 10,000 draws of 100,000 companies fit a desk's memory."""

    bits: NDArray[np.uint8]
    company_count: int

    @property
    def draw_count(self) -> int:
        return len(self.bits)

    def parts(self) -> Iterator[Draws]:
        """The draws, some at a time."""
        step = _step(self.company_count)
        for first in range(0, self.draw_count, step):
            yield self._unpacked(self.bits[first : first + step])

    def draw(self, at: int) -> NDArray[np.bool_]:
        """One draw."""
        one: NDArray[np.bool_] = self._unpacked(self.bits[at : at + 1])[0]
        return one

    def _unpacked(self, bits: NDArray[np.uint8]) -> Draws:
        return np.unpackbits(bits, axis=1, count=self.company_count).astype(np.bool_)


def _lost(drawn: Draw, companies: int, draws: int, seed: int) -> _Lost:
    """The draws of a seed; they do not depend on how many are made at a time."""
    random, step = np.random.default_rng(seed), _step(companies)
    parts = [np.packbits(drawn(random, min(step, draws - first), companies), axis=1) for first in range(0, draws, step)]
    return _Lost(np.vstack(parts) if parts else np.zeros((0, -(-companies // 8)), dtype=np.uint8), companies)


def _step(companies: int) -> int:
    return max(1, min(1_000, _AT_ONCE // max(companies, 1)))


def _rows(dataset: Dataset, assessment: Assessment) -> pd.DataFrame:
    """The register's rows on the chains, each distinct row once, with its strengths in the region (c) and at home (d)."""
    slots = [(chain.chain.chain_id, one.segment.segment_id) for chain in assessment.chains for one in chain.segments]
    rows = rows_of(dataset, place_of(dataset.regions, assessment.parameters), assessment.parameters, slots)
    content = [name for name in rows.columns if name not in ("file", "sheet", "row")]
    rows = rows.drop_duplicates(content)
    return rows.assign(here=rows["ready_lo"] * rows["inside_lo"], home=rows["ready_lo"] * rows["home_lo"] * rows["control_lo"])


def _companies(rows: pd.DataFrame, dataset: Dataset, region: str) -> "pd.Series[str]":
    """Name by key of the companies that are certainly in the region and not stopped, sorted by key."""
    inside = [place for place in rows["region_id"].unique() if dataset.regions.contains(region, place)]
    there = rows[rows["region_id"].isin(inside) & (rows["status"] != Status.STOPPED.value)]
    return there.sort_values(["company_key", "company"]).groupby("company_key")["company"].first()


def _chain(
    chain: ChainResult, assessment: Assessment, rows: pd.DataFrame, names: "pd.Series[str]", lost: _Lost
) -> list[Distribution]:
    numbers = rows["company_key"].value_counts()
    weight = np.asarray(numbers.reindex(names.index, fill_value=0), dtype=np.int64)
    values = _values(chain, assessment, rows, names, lost)
    falls = np.vstack([chain.scores[assessment.headline(score)][score].lo - values[score] for score in SCORES])
    hits = _hits(falls, names, weight, lost)
    return [
        _distribution(chain, score, assessment, values[score], names, weight, lost, found)
        for score, found in zip(SCORES, hits, strict=True)
    ]


def _hits(falls: Array, names: "pd.Series[str]", weight: NDArray[np.int64], lost: _Lost) -> list[tuple[CompanyHit, ...]]:
    """Per row of `falls` (scores × draws) the companies of the chain in whose draws it falls furthest."""
    own = np.flatnonzero(weight > 0)
    times, sums, first = np.zeros(len(own)), np.zeros((len(falls), len(own))), 0
    for part in lost.parts():
        chosen = part[:, own].astype(np.float64)
        times += chosen.sum(axis=0)
        sums += falls[:, first : first + len(part)] @ chosen
        first += len(part)
    means = (sums / np.maximum(times, 1.0)).round(12)
    return [tuple(_hit(names, int(own[at]), int(times[at]), float(row[at])) for at in _furthest(row)) for row in means]


def _furthest(means: Array) -> list[int]:
    return [int(at) for at in np.argsort(-means, kind="stable")[:_HIT] if means[at] > _BELOW]


def _hit(names: "pd.Series[str]", at: int, times: int, fall: float) -> CompanyHit:
    return CompanyHit(company_key=str(names.index[at]), company=str(names.iloc[at]), lost_count=times, fall=fall)


def _values(
    chain: ChainResult, assessment: Assessment, rows: pd.DataFrame, names: "pd.Series[str]", lost: _Lost
) -> dict[Score, Array]:
    """Every score per draw."""
    c, d = _Covers(chain, rows, names, "here", assessment), _Covers(chain, rows, names, "home", assessment)
    parts: dict[Score, list[Array]] = {score: [] for score in SCORES}
    for part in lost.parts():
        controlled = d.after(part)
        parts[Score.COVERAGE].append(coverage(chain.network, c.after(part)))
        parts[Score.SELF_RELIANCE].append(self_reliance(chain.network, controlled)[0])
        parts[Score.CONTINUITY].append(continuity(chain.network, controlled)[0])
    return {score: np.concatenate(values) if values else np.zeros(0) for score, values in parts.items()}


class _Covers:
    """Cover of a chain's segments at one region after any losses: a product or a sum over the companies that are left."""

    def __init__(
        self, chain: ChainResult, rows: pd.DataFrame, names: "pd.Series[str]", strength: str, assessment: Assessment
    ) -> None:
        index = {one.segment.segment_id: at for at, one in enumerate(chain.segments)}
        frame = pd.DataFrame({
            "segment": rows["segment_id"].map(index), "key": rows["company_key"], "strength": rows[strength],
            "amount": rows[strength] * rows["amount"].fillna(0.0),
        })  # fmt: skip
        pairs = frame.groupby(["segment", "key"], as_index=False).agg(strength=("strength", "max"), amount=("amount", "sum"))
        self.size = len(chain.segments)
        self.segment = pairs["segment"].to_numpy(np.int64)
        position = pd.Series(range(len(names)), index=names.index, dtype="int64")
        self.company = pairs["key"].map(position).fillna(len(names)).to_numpy(np.int64)  # the last column: never lost
        self.left = 1 - assessment.parameters.q * pairs["strength"].to_numpy(np.float64)
        self.amount = pairs["amount"].to_numpy(np.float64)
        self.counted = np.array([one.evidence is Evidence.COUNT for one in chain.segments], dtype=np.bool_)
        home = assessment.home_country
        rated = strength == "home"
        self.rate = np.array([one.controlled_cover[home].lo if rated and one.rate_applied else np.nan for one in chain.segments])

    def after(self, lost: Draws) -> Array:
        """Draws × segments."""
        gone = np.hstack([lost, np.zeros((len(lost), 1), dtype=np.bool_)])[:, self.company]
        cover, hit = np.zeros((len(lost), self.size)), np.zeros((len(lost), self.size), dtype=np.bool_)
        if len(self.segment):
            starts = np.flatnonzero(np.concatenate(([True], self.segment[1:] != self.segment[:-1])))
            at = self.segment[starts]
            counted = 1 - np.multiply.reduceat(np.where(gone, 1.0, self.left), starts, axis=1)
            summed = np.add.reduceat(np.where(gone, 0.0, self.amount), starts, axis=1).clip(0.0, 1.0)
            cover[:, at] = np.where(self.counted[at], counted, summed)
            hit[:, at] = np.logical_or.reduceat(gone, starts, axis=1)
        return self._with_rates(cover, hit)

    def _with_rates(self, cover: Array, hit: Draws) -> Array:
        """A published rate stands until a supplier of the segment is lost, then it is capped by the rows."""
        rated = np.where(hit, np.minimum(self.rate, cover), self.rate)
        return np.where(np.isnan(self.rate), cover, rated)


def _distribution(
    chain: ChainResult,
    score: Score,
    assessment: Assessment,
    values: Array,
    names: "pd.Series[str]",
    weight: NDArray[np.int64],
    lost: _Lost,
    hits: tuple[CompanyHit, ...],
) -> Distribution:
    before = chain.scores[assessment.headline(score)][score].lo
    return Distribution(
        chain_id=chain.chain.chain_id,
        score=score,
        before=before,
        mean=float(values.mean()) if len(values) else before,
        quantiles=tuple(map(float, np.quantile(values, QUANTILES))) if len(values) else (before,) * len(QUANTILES),
        harmed_share=float((values < before - _BELOW).mean()) if len(values) else 0.0,
        values=values,
        worst=_worst(before, values, names, weight, lost),
        hits=hits,
    )


def _worst(
    before: float, values: Array, names: "pd.Series[str]", weight: NDArray[np.int64], lost: _Lost
) -> tuple[WorstCase, ...]:
    """The draws that leave least. Of draws that leave the same, one whose losses hold those of another is not a case."""
    found: list[tuple[float, frozenset[int]]] = []
    for draw in np.argsort(values, kind="stable")[:_LOOKED_AT]:
        value, hit = float(values[draw]), frozenset(map(int, np.flatnonzero(lost.draw(int(draw)) & (weight > 0))))
        if value >= before - _BELOW or (len(found) >= _WORST and value > found[-1][0] + _BELOW):
            break
        if any(abs(value - other) <= _BELOW and losses <= hit for other, losses in found):
            continue
        found = [(other, losses) for other, losses in found if abs(value - other) > _BELOW or not hit <= losses]
        found.append((value, hit))
    return tuple(_case(value, hit, names, weight) for value, hit in found[:_WORST])


def _case(value: float, hit: frozenset[int], names: "pd.Series[str]", weight: NDArray[np.int64]) -> WorstCase:
    ordered = sorted(hit, key=lambda at: (-weight[at], at))
    found = names.iloc[ordered]
    return WorstCase(value=value, companies=tuple(map(str, found)), company_keys=tuple(map(str, found.index)))
