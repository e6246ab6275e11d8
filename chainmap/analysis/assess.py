"""One evaluation of a dataset: scores, verdicts and gains of every chain, for every region of the ladder.

Pure: equal datasets and parameters give equal results. What follows from a cover is made per chain; the cover of all
chains and regions is one query.
"""

import numpy as np

from chainmap import METHOD_VERSION
from chainmap.analysis.assessment import Assessment, ChainResult, EndSegment
from chainmap.analysis.binding import held_by
from chainmap.analysis.cover import levels
from chainmap.analysis.credit import credit
from chainmap.analysis.evidence import Cover, Overrides, covers
from chainmap.analysis.network import Array, Network, build
from chainmap.analysis.place import Place, place_of
from chainmap.analysis.place import RegionError as RegionError
from chainmap.analysis.scores import continuity, coverage, inputs_content, least_continuity, self_reliance
from chainmap.analysis.segments import Values, segment_results
from chainmap.model.chain import Chain
from chainmap.model.dataset import Dataset
from chainmap.model.finding import Finding
from chainmap.model.interval import UNKNOWN, Interval
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Evidence, Score

Q_BAND = (("0.3", 0.3), ("0.6", 0.6), ("1", 1.0))
_FULL = 1 - 1e-12
_DIFFERENT = 1e-9


def assess(
    dataset: Dataset,
    parameters: Parameters | None = None,
    *,
    version: str | None = None,
    findings: tuple[Finding, ...] = (),
    overrides: Overrides | None = None,
) -> Assessment:
    """Every number of METHOD sections 2 to 6 for a dataset; raises RegionError.

    `overrides` sets segments to filled or cut everywhere, as a scenario asks.
    """
    parameters = Parameters() if parameters is None else parameters
    place = place_of(dataset.regions, parameters)
    counted = levels(dataset, place.ladder, place.home, parameters)
    cover = covers(counted, parameters.q, overrides)
    band = {name: covers(counted, q, overrides) for name, q in Q_BAND}
    return Assessment(
        method=METHOD_VERSION,
        version=version,
        region=place.region,
        home_country=place.home,
        ladder=place.ladder,
        parameters=parameters,
        sources=dict(sorted(dataset.sources.items())),
        chains=tuple(_chain_result(chain, cover, band, place, parameters) for chain in dataset.chains),
        confidence_counts={str(key): int(n) for key, n in sorted(dataset.suppliers["confidence"].value_counts().items())},
        findings=findings,
    )


def _chain_result(chain: Chain, every: Cover, band: dict[str, Cover], place: Place, parameters: Parameters) -> ChainResult:
    network = build(chain)
    cover = every.chain(chain.chain_id)
    values = _values(network, cover, place)
    gaps = network.fillable & (cover.controlled_lo[cover.row(place.home)] < _FULL)
    credited, residual = credit(network, cover.controlled_lo[cover.row(place.home)], gaps)
    return ChainResult(
        chain=chain,
        network=network,
        depth=network.depth,
        scores=_scores(network, cover, values),
        count_grade_share=_count_grade_share(network, cover),
        after_loss=_after_loss(network, cover),
        least_continuity=_least_continuity(network, cover, values),
        q_band={name: _headlines(network, at_q.chain(chain.chain_id), place) for name, at_q in band.items()},
        segments=segment_results(chain, network, cover, values, credited, place, parameters),
        end_segments=_end_segments(network, cover.controlled_lo[cover.row(place.home)], values),
        credit_residual=float(residual),
    )


def _values(network: Network, cover: Cover, place: Place) -> Values:
    home = cover.row(place.home)
    ends = []
    for d, hi in ((cover.controlled_lo, False), (cover.controlled_hi, True)):
        reliance, content = self_reliance(network, d)
        running, runnable = continuity(network, d, hi=hi)
        ends.append((reliance, running, content[home], inputs_content(network, content)[home], runnable[home]))
    return Values(**dict(zip(("reliance", "running", "content", "inputs", "runnable"), zip(*ends, strict=True), strict=True)))


def _scores(network: Network, cover: Cover, values: Values) -> dict[str, dict[Score, Interval]]:
    ends = {
        Score.COVERAGE: (coverage(network, cover.cover_lo), coverage(network, cover.cover_hi)),
        Score.CONTROLLED_COVERAGE: (coverage(network, cover.controlled_lo), coverage(network, cover.controlled_hi)),
        Score.SELF_RELIANCE: values.reliance,
        Score.CONTINUITY: values.running,
    }
    return {
        region: {score: _interval(lo[row], hi[row]) if network.has_final_use else UNKNOWN for score, (lo, hi) in ends.items()}
        for row, region in enumerate(cover.regions)
    }


def _interval(lo: float, hi: float) -> Interval:
    # Rounding may cross the ends of a known value by 1e-16.
    return Interval(float(lo), float(max(lo, hi)))


def _count_grade_share(network: Network, cover: Cover) -> dict[str, float]:
    """Share of value whose cover rests on the count grade; a published rate does not."""
    counted = np.array([evidence is Evidence.COUNT for evidence in cover.evidence], dtype=np.bool_)
    return {region: float(network.weight @ (counted & ~cover.rated[row])) for row, region in enumerate(cover.regions)}


def _after_loss(network: Network, cover: Cover) -> dict[str, dict[Score, float]]:
    """The scores on lo, every segment but the end uses without the company whose loss costs it most."""
    c = np.where(network.fillable, cover.loss_lo, cover.cover_lo)
    d = np.where(network.fillable, cover.loss_controlled_lo, cover.controlled_lo)
    losses = {
        Score.COVERAGE: coverage(network, c),
        Score.SELF_RELIANCE: self_reliance(network, d)[0],
        Score.CONTINUITY: continuity(network, d)[0],
    }
    return {region: {score: float(value[row]) for score, value in losses.items()} for row, region in enumerate(cover.regions)}


def _least_continuity(network: Network, cover: Cover, values: Values) -> dict[str, float]:
    least = least_continuity(network, cover.controlled_lo)
    greatest = values.running[0]
    return {region: float(least[row]) for row, region in enumerate(cover.regions) if greatest[row] - least[row] > _DIFFERENT}


def _headlines(network: Network, cover: Cover, place: Place) -> dict[Score, float]:
    """Every score on lo at its headline region."""
    here, home = cover.row(place.region), cover.row(place.home)
    return {
        Score.COVERAGE: float(coverage(network, cover.cover_lo[here])[0]),
        Score.CONTROLLED_COVERAGE: float(coverage(network, cover.controlled_lo[here])[0]),
        Score.SELF_RELIANCE: float(self_reliance(network, cover.controlled_lo[home])[0][0]),
        Score.CONTINUITY: float(continuity(network, cover.controlled_lo[home])[0][0]),
    }


def _end_segments(network: Network, d_lo: Array, values: Values) -> tuple[EndSegment, ...]:
    ends = [int(at) for at in np.flatnonzero(network.end)]
    return tuple(
        EndSegment(
            segment_id=network.segment_ids[at],
            final_share=float(network.final_share[at]),
            runnable=_interval(values.runnable[0][at], values.runnable[1][at]),
            held_by=tuple(network.segment_ids[by] for by in held_by(network, d_lo, values.runnable[0], at)),
        )
        for at in ends
    )
