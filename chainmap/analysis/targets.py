"""Companies to attract for a gap, in the order of what their landing is worth (METHOD section 7).

Who is certainly there is no target, and who may be there goes to the 核查 list; both are named among those left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from chainmap.analysis.assessment import COVERAGE_GAPS, Assessment, ChainResult, LandingGains, SegmentResult
from chainmap.analysis.cover import rows_of
from chainmap.analysis.gains import settled
from chainmap.analysis.landing import CONFIDENCE_RANK, STATUS_RANK, strongest_first
from chainmap.analysis.landing_gains import landing_gains
from chainmap.analysis.network import Network
from chainmap.analysis.place import place_of
from chainmap.analysis.verdict import percent
from chainmap.model.dataset import Dataset
from chainmap.model.finding import Cell, Fact, Reason
from chainmap.model.interval import Interval
from chainmap.model.vocabulary import Control, Score, Status

_COMPANY = ["chain_id", "segment_id", "company_key"]
_FULL = 1 - 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A company that could be invited for a segment. `step` counts regions up the ladder; its length when outside of it."""

    company: str  # as written in its strongest row
    company_key: str
    chain_id: str
    segment_id: str
    region_id: str
    place: str  # as written
    step: int
    status: Status
    control: Control
    domestic: Interval  # control as the method counts it: 1 domestic, 0 foreign
    confidence: str
    as_of: str
    product: str
    cell: Cell  # row of the register
    gains: LandingGains
    gap_count: int  # gaps of the region, over all chains, that the company could fill
    buyers: tuple[str, ...]  # companies that certainly produce in the region on a segment that uses this one
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A company on the segment that is not to be invited, and why."""

    company: str
    company_key: str
    chain_id: str
    segment_id: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetList:
    """Targets in their order, and who was left out. A segment that is in `gaps` and in no target: nobody is known."""

    targets: tuple[Target, ...]
    left_out: tuple[LeftOut, ...]
    gaps: tuple[tuple[str, str], ...]  # (chain_id, segment_id) that were asked for

    def of(self, *, domestic: bool) -> tuple[Target, ...]:
        """All targets; with `domestic` only companies that are certainly domestic."""
        return tuple(one for one in self.targets if one.domestic.lo > 0 or not domestic)


def targets(
    dataset: Dataset,
    assessment: Assessment,
    only: tuple[str, str] | None = None,
    *,
    score: Score = Score.COVERAGE,
) -> TargetList:
    """Companies to attract for one segment (chain_id, segment_id), or for every gap of a score.

    Ordered by ΔB · pull (ΔR, ΔK for the other scores), then nearer on the ladder, better status, confidence, name.
    For self-reliance and continuity only companies that are certainly domestic are recommended.
    """
    asked = gaps(assessment, score) if only is None else (only,)
    found = _companies(dataset, assessment, set(asked) | set(gaps(assessment, Score.COVERAGE)))
    fillable = _gap_counts(found, gaps(assessment, Score.COVERAGE))
    wanted = found[_on(found, asked)]
    buyers = _buyers(dataset, assessment, asked)
    chosen, left_out = _split(wanted, score)
    listed: list[Target] = []
    for chain in assessment.chains:
        rows = chosen[chosen["chain_id"] == chain.chain.chain_id]
        listed += _targets(rows, chain, assessment, fillable, buyers)
    return TargetList(targets=tuple(sorted(listed, key=lambda one: _order(one, score))), left_out=left_out, gaps=asked)


def gaps(assessment: Assessment, score: Score) -> tuple[tuple[str, str], ...]:
    """(chain_id, segment_id) of the gaps of a score, in the order of chains and segments; end uses never."""
    return tuple(
        (chain.chain.chain_id, one.segment.segment_id)
        for chain in assessment.chains
        for one in chain.segments
        if one.gains is not None and _is_gap(one, score, assessment)
    )


def _is_gap(one: SegmentResult, score: Score, assessment: Assessment) -> bool:
    if score in (Score.COVERAGE, Score.CONTROLLED_COVERAGE):
        return one.verdict in COVERAGE_GAPS
    return one.controlled_cover[assessment.home_country].lo < _FULL


def _companies(dataset: Dataset, assessment: Assessment, slots: Iterable[tuple[str, str]]) -> pd.DataFrame:
    """One row per company and segment: its strongest row, whether it is in the focal region, its strength at home."""
    rows = rows_of(dataset, place_of(dataset.regions, assessment.parameters), assessment.parameters, slots)
    steps = {place: _step(dataset, assessment, place) for place in rows["region_id"].unique()}
    rows = rows.assign(
        step=rows["region_id"].map(steps),
        stopped=rows["status"] == Status.STOPPED.value,
        strength=rows["ready_lo"] * rows["home_lo"] * rows["control_lo"],
    )
    open_rows = ~rows["stopped"]
    here = rows.assign(certain=rows["inside_lo"].where(open_rows, 0.0), may_be=rows["inside_hi"].where(open_rows, 0.0))
    most = here.groupby(_COMPANY, sort=False)[["certain", "may_be", "strength"]].max()
    one = strongest_first(rows).drop_duplicates(_COMPANY).drop(columns="strength")
    return one.join(most, on=_COMPANY)


def _step(dataset: Dataset, assessment: Assessment, place: str) -> int:
    """How many regions up the ladder the place is first inside."""
    steps = [at for at, region in enumerate(assessment.ladder) if dataset.regions.contains(region, place)]
    return min(steps, default=len(assessment.ladder))


def _gap_counts(found: pd.DataFrame, wanted: Sequence[tuple[str, str]]) -> Mapping[str, int]:
    """Per company the number of gaps on whose segment it is known, outside the region."""
    able = found[_on(found, wanted) & (found["may_be"] == 0) & ~found["stopped"]]
    return {str(key): int(number) for key, number in able["company_key"].value_counts().items()}


def _split(found: pd.DataFrame, score: Score) -> tuple[pd.DataFrame, tuple[LeftOut, ...]]:
    """Who may be invited, and who is left out for which reason."""
    reliance = score in (Score.SELF_RELIANCE, Score.CONTINUITY)
    why = pd.Series("", index=found.index, dtype="str")
    for code, condition in (
        ("left-out.foreign", (found["control_hi"] == 0) & reliance),
        ("left-out.control-unknown", (found["control_lo"] == 0) & (found["control_hi"] > 0) & reliance),
        ("left-out.stopped", found["stopped"]),
        ("left-out.may-be-there", found["may_be"] > 0),
        ("left-out.there", found["certain"] > 0),
    ):
        why = why.mask(condition, code)
    rejected = found[why != ""].assign(code=why[why != ""]).sort_values(["chain_id", "segment_id", "company"])
    left_out = tuple(
        LeftOut(
            company=row.company, company_key=row.company_key, chain_id=row.chain_id, segment_id=row.segment_id,
            reason=Reason(code=row.code, facts={"company": row.company, "place_id": row.region_id}),
        )
        for row in _records(rejected)
    )  # fmt: skip
    return found[why == ""], left_out


def _targets(
    rows: pd.DataFrame,
    chain: ChainResult,
    assessment: Assessment,
    gap_counts: Mapping[str, int],
    buyers: Mapping[tuple[str, str], tuple[str, ...]],
) -> list[Target]:
    results = [chain.segment(segment_id) for segment_id in rows["segment_id"]]
    gains = landing_gains(rows, results, chain, assessment)
    return [
        Target(
            company=row.company,
            company_key=row.company_key,
            chain_id=row.chain_id,
            segment_id=row.segment_id,
            region_id=row.region_id,
            place=row.place,
            step=int(row.step),
            status=Status(row.status),
            control=Control(row.control),
            domestic=Interval(float(row.control_lo), float(row.control_hi)),
            confidence=row.confidence,
            as_of=row.as_of,
            product=row.product,
            cell=Cell(file=row.file, sheet=row.sheet, row=int(row.row)),
            gains=gain,
            gap_count=gap_counts.get(row.company_key, 0),
            buyers=buyers[row.chain_id, row.segment_id],
            reason=_reason(row, gain, gap_counts.get(row.company_key, 0), assessment),
        )
        for row, gain in zip(_records(rows), gains, strict=True)
    ]


def _buyers(
    dataset: Dataset, assessment: Assessment, asked: Iterable[tuple[str, str]]
) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Per segment the companies that certainly produce in the region on a segment that uses it, largest user first."""
    rows = dataset.suppliers
    inside = [place for place in rows["region_id"].unique() if dataset.regions.contains(assessment.region, place)]
    made = rows[rows["region_id"].isin(inside) & (rows["status"] == Status.PRODUCING.value)].sort_values("company")
    by_slot: dict[tuple[str, str], list[str]] = {}
    for chain_id, segment_id, company in zip(made["chain_id"], made["segment_id"], made["company"], strict=True):
        by_slot.setdefault((chain_id, segment_id), []).append(company)
    chains = {chain.chain.chain_id: chain.network for chain in assessment.chains}
    return {
        (chain_id, segment_id): tuple(
            dict.fromkeys(name for user in users(chains[chain_id], segment_id) for name in by_slot.get((chain_id, user), ()))
        )
        for chain_id, segment_id in asked
    }


def users(network: Network, segment_id: str) -> tuple[str, ...]:
    """Ids of the segments that use this one, the largest share of its output first."""
    shares = network.user_share[network.segment_ids.index(segment_id)]
    return tuple(network.segment_ids[at] for at in np.argsort(-shares, kind="stable") if shares[at] > 0)


def _records(rows: pd.DataFrame) -> Iterable[Any]:
    # Rows as named tuples; their fields are of the declared dtypes, which the type checker cannot know.
    return rows.itertuples()


def _on(found: pd.DataFrame, slots: Iterable[tuple[str, str]]) -> "pd.Series[bool]":
    wanted = set(slots)
    pairs = zip(found["chain_id"], found["segment_id"], strict=True)
    return pd.Series([pair in wanted for pair in pairs], index=found.index, dtype=bool)


def _order(target: Target, score: Score) -> tuple[float, float, int, int, int, str, str]:
    by_score = {Score.SELF_RELIANCE: target.gains.self_reliance, Score.CONTINUITY: target.gains.continuity}
    return (
        -settled(by_score.get(score, target.gains.pulled)),
        -settled(target.gains.coverage),
        target.step,
        STATUS_RANK[target.status.value],
        CONFIDENCE_RANK.get(target.confidence, len(CONFIDENCE_RANK)),
        target.company,
        f"{target.chain_id}/{target.segment_id}",
    )


def _reason(row: Any, gain: LandingGains, gap_count: int, assessment: Assessment) -> Reason:
    """Why the company is worth a call: what it would add, and what its control means."""
    control = "domestic" if row.control_lo > 0 else "foreign" if row.control_hi == 0 else "unknown"
    facts: dict[str, Fact] = {
        "region_id": assessment.region,
        "home_id": assessment.home_country,
        "place_id": row.region_id,
        "coverage_percent": percent(gain.coverage),
        "gap_count": gap_count,
    }
    return Reason(code=f"target.{control}", facts=facts)
