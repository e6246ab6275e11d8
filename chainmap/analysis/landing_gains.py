"""What landing a company is worth, for many companies at once (METHOD sections 5 and 7).

For one new row in the focal region the new cover has a closed form, so that all candidates of a chain are one batch of
scenarios. `landing.with_landing` makes the same register for one company; a test holds that both agree.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from chainmap.analysis.assessment import Assessment, ChainResult, LandingGains, SegmentResult
from chainmap.analysis.network import Array
from chainmap.analysis.scores import continuity, self_reliance
from chainmap.model.interval import Interval
from chainmap.model.vocabulary import Evidence

_NOTHING = 1e-12


def landing_gains(
    rows: pd.DataFrame, results: Sequence[SegmentResult], chain: ChainResult, assessment: Assessment
) -> list[LandingGains]:
    """Exact gains of landing each of the rows alone.

    `rows` are those of `cover.rows_of` with the company's `strength` at home; `results` their segments, one per row.
    """
    here = np.array([one.cover[assessment.region].lo for one in results])
    landed = _landed(rows, results, here, np.zeros(len(rows)), np.ones(len(rows)), assessment)
    home = np.array([one.controlled_cover[assessment.home_country].lo for one in results])
    rated = np.array([one.rate_applied for one in results], dtype=np.bool_)
    new = rows["control_lo"].to_numpy(np.float64) * _inside_home(assessment)
    controlled = np.where(rated, home, _landed(rows, results, home, rows["strength"].to_numpy(np.float64), new, assessment))
    reliance, running = _home_gains(chain, assessment, results, controlled - home)
    return [
        LandingGains(
            coverage=float(one.weight * max(0.0, landed[at] - here[at])),
            pull=Interval(0.0, 0.0) if one.gains is None else one.gains.pull,
            self_reliance=float(reliance[at]),
            continuity=float(running[at]),
        )
        for at, one in enumerate(results)
    ]


def _landed(
    rows: pd.DataFrame, results: Sequence[SegmentResult], before: Array, old: Array, new: Array, assessment: Assessment
) -> Array:
    """Cover after each company's strength has gone from `old` to the larger of `old` and `new`; amounts go along.

    On the count grade 1 − (1 − c)(1 − q·new)/(1 − q·old); where q·old is 1 the segment is covered already.
    """
    q = assessment.parameters.q
    counted = np.array([one.evidence is Evidence.COUNT for one in results], dtype=np.bool_)
    others = np.divide(1 - before, 1 - q * old, out=np.zeros_like(before), where=q * old < 1)
    moved = rows["amount"].fillna(0.0).to_numpy(np.float64)
    already = np.where(old > 0, rows["ready_lo"] * rows["home_lo"] * rows["control_lo"], 0.0)
    return np.where(counted, 1 - others * (1 - q * np.maximum(old, new)), np.clip(before + moved * (new - already), 0.0, 1.0))


def _inside_home(assessment: Assessment) -> float:
    # A focal region abroad: what lands there does nothing for the home country.
    return float(assessment.home_country in assessment.ladder)


def _home_gains(chain: ChainResult, assessment: Assessment, results: Sequence[SegmentResult], rise: Array) -> tuple[Array, Array]:
    """(ΔR, ΔK) at the home country, each company's landing a scenario of its own; equal scenarios are evaluated once."""
    now = np.array([one.controlled_cover[assessment.home_country].lo for one in chain.segments])
    index = {one.segment.segment_id: at for at, one in enumerate(chain.segments)}
    cases = sorted({(index[one.segment.segment_id], float(up)) for one, up in zip(results, rise, strict=True) if up > _NOTHING})
    batch = np.repeat(now[None, :], len(cases) + 1, axis=0)
    for row, (at, up) in enumerate(cases, start=1):
        batch[row, at] = min(1.0, now[at] + up)
    reliance, running = self_reliance(chain.network, batch)[0], continuity(chain.network, batch)[0]
    number = {case: row for row, case in enumerate(cases, start=1)}
    rows = [number.get((index[one.segment.segment_id], float(up)), 0) for one, up in zip(results, rise, strict=True)]
    return (reliance[rows] - reliance[0]).clip(0.0), (running[rows] - running[0]).clip(0.0)
