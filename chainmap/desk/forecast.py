"""What the scores come to if leads land: all at or beyond a status, and weighted by a chance per status.

The first is an evaluation of the register with those leads' rows in it, as if they had been typed in. The second is an
expectation on lo over every combination of landings, exact for few leads and by seeded draws for many.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from chainmap.analysis.assess import assess
from chainmap.analysis.assessment import Assessment, ChainResult
from chainmap.analysis.cover import rows_of
from chainmap.analysis.landing import strongest_first
from chainmap.analysis.network import Array
from chainmap.analysis.place import place_of
from chainmap.analysis.scenario import UnknownName, find_company
from chainmap.analysis.scores import continuity, coverage, self_reliance
from chainmap.desk import follow_leads
from chainmap.model.dataset import Dataset
from chainmap.model.lead import Lead
from chainmap.model.names import matching_key
from chainmap.model.vocabulary import Evidence, LeadStatus, Score

SCORES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)
CHANCES: dict[LeadStatus, float] = {
    LeadStatus.LEAD: 0.05,
    LeadStatus.CONTACTED: 0.1,
    LeadStatus.NEGOTIATING: 0.3,
    LeadStatus.SIGNED: 0.8,
    LeadStatus.LANDED: 1.0,
    LeadStatus.DROPPED: 0.0,
}
ORDER = (LeadStatus.LEAD, LeadStatus.CONTACTED, LeadStatus.NEGOTIATING, LeadStatus.SIGNED, LeadStatus.LANDED)
_MOST_ENUMERATED = 10  # leads: 1,024 combinations
_DRAWS = 4_000


def chances_text(chances: Mapping[LeadStatus, float]) -> str:
    """The chances in percent, as a link writes them, from the first status to the last: `5-10-30-80-100`."""
    return "-".join(f"{round(chances[status] * 100)}" for status in ORDER)


def chances_of(text: str) -> dict[LeadStatus, float] | None:
    """The chances that `chances_text` wrote; None for another text."""
    parts = text.split("-")
    if len(parts) != len(ORDER) or not all(part.isascii() and part.isdigit() and int(part) <= 100 for part in parts):
        return None
    return {LeadStatus.DROPPED: 0.0} | {status: int(part) / 100 for status, part in zip(ORDER, parts, strict=True)}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadGain:
    """A lead that counts for its chain, the chance of its status, and what it adds to each score if it alone lands, on lo."""

    lead: Lead
    chance: float
    alone: Mapping[Score, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """`weighted` and the scores of `landed` are on lo at each score's headline region."""

    at_least: LeadStatus
    chances: Mapping[LeadStatus, float]
    leads: tuple[Lead, ...]  # that count in `landed`
    gone: tuple[Lead, ...]  # whose segment or region is gone: they count nowhere
    landed: Assessment
    weighted: Mapping[str, Mapping[Score, float]]  # chain_id → score → expectation
    gains: Mapping[str, tuple[LeadGain, ...]]  # chain_id → its leads, one a company and segment


def forecast(
    dataset: Dataset,
    before: Assessment,
    leads: Sequence[Lead],
    *,
    at_least: LeadStatus = LeadStatus.LEAD,
    chances: Mapping[LeadStatus, float] = CHANCES,
) -> Forecast:
    """The scores if the leads at or beyond `at_least` land, and with every lead weighted by the chance of its status."""
    alive = [one for one in leads if one.status is not LeadStatus.DROPPED]
    placed = [one for one in alive if _is_placed(dataset, one)]
    counted = tuple(one for one in placed if ORDER.index(one.status) >= ORDER.index(at_least))
    return Forecast(
        at_least=at_least,
        chances=chances,
        leads=counted,
        gone=tuple(one for one in alive if not _is_placed(dataset, one)),
        landed=_landed(dataset, before, counted),
        weighted={chain.chain.chain_id: _weighted(dataset, before, chain, placed, chances) for chain in before.chains},
        gains={chain.chain.chain_id: _gains(dataset, before, chain, placed, chances) for chain in before.chains},
    )


def _is_placed(dataset: Dataset, lead: Lead) -> bool:
    slots = ((chain.chain_id, one.segment_id) for chain in dataset.chains for one in chain.segments)
    return lead.region_id in dataset.regions and (lead.chain_id, lead.segment_id) in slots


def _landed(dataset: Dataset, before: Assessment, leads: Sequence[Lead]) -> Assessment:
    parameters = replace(before.parameters, region=before.region, home_country=before.home_country)
    after = assess(follow_leads.forecast(dataset, leads), parameters, version=before.version)
    kept = tuple(after.chain(one.chain.chain_id) for one in before.chains)
    return replace(after, chains=kept, parameters=before.parameters)


def _weighted(
    dataset: Dataset, before: Assessment, chain: ChainResult, leads: Sequence[Lead], chances: Mapping[LeadStatus, float]
) -> Mapping[Score, float]:
    own = _once([one for one in leads if one.chain_id == chain.chain.chain_id], chances)
    landings, shares = _combinations([chances[one.status] for one in own])
    values = _scored(dataset, before, chain, own, landings)
    return {score: float(shares @ value) for score, value in values.items()}


def _gains(
    dataset: Dataset, before: Assessment, chain: ChainResult, leads: Sequence[Lead], chances: Mapping[LeadStatus, float]
) -> tuple[LeadGain, ...]:
    own = _once([one for one in leads if one.chain_id == chain.chain.chain_id], chances)
    values = _scored(dataset, before, chain, own, np.vstack([np.zeros(len(own)), np.eye(len(own))]))
    return tuple(
        LeadGain(
            lead=one,
            chance=chances[one.status],
            alone={score: float(value[at] - value[0]) for score, value in values.items()},
        )
        for at, one in enumerate(own, start=1)
    )


def _scored(
    dataset: Dataset, before: Assessment, chain: ChainResult, leads: Sequence[Lead], landings: Array
) -> dict[Score, Array]:
    """Every score on lo per combination of landings."""
    c, d = _covers(dataset, before, chain, leads, landings)
    return {
        Score.COVERAGE: coverage(chain.network, c),
        Score.SELF_RELIANCE: self_reliance(chain.network, d)[0],
        Score.CONTINUITY: continuity(chain.network, d)[0],
    }


def _once(leads: Sequence[Lead], chances: Mapping[LeadStatus, float]) -> list[Lead]:
    """One lead per company and segment, the likeliest: a company lands once."""
    likeliest = sorted(leads, key=lambda one: (-chances[one.status], one.lead_id))
    return list({(matching_key(one.company), one.segment_id): one for one in reversed(likeliest)}.values())


def _combinations(chances: Sequence[float]) -> tuple[Array, Array]:
    """(which leads land per combination, 0 or 1; how likely the combination is, Σ = 1)."""
    number, likely = len(chances), np.array(chances, dtype=np.float64)
    if number > _MOST_ENUMERATED:
        draws = np.random.default_rng(0).random((_DRAWS, number)) < likely
        return draws.astype(np.float64), np.full(_DRAWS, 1 / _DRAWS)
    every = np.arange(2**number)[:, None]
    landings = ((every >> np.arange(number)[None, :]) & 1).astype(np.float64)
    return landings, np.where(landings > 0, likely, 1 - likely).prod(axis=1)


def _covers(
    dataset: Dataset, before: Assessment, chain: ChainResult, leads: Sequence[Lead], landings: Array
) -> tuple[Array, Array]:
    """c at the focal region and d at home per combination: a factor or an amount per lead that lands."""
    region, home = before.region, before.home_country
    c = np.array([one.cover[region].lo for one in chain.segments])
    d = np.array([one.controlled_cover[home].lo for one in chain.segments])
    counted = np.array([one.evidence is Evidence.COUNT for one in chain.segments], dtype=np.bool_)
    rated = np.array([one.rate_applied for one in chain.segments], dtype=np.bool_)
    left_c, left_d = np.tile(1 - c, (len(landings), 1)), np.tile(1 - d, (len(landings), 1))
    index = {one.segment.segment_id: at for at, one in enumerate(chain.segments)}
    found = [find_company(dataset, lead.company) for lead in leads]
    keys = ["" if isinstance(key, UnknownName) else key for key in found]  # no company has the blank key
    rows = _rows(dataset, before, set(keys))
    for lead, key, lands in zip(leads, keys, landings.T, strict=True):
        at = index[lead.segment_id]
        for left, side in zip((left_c, left_d), _strengths(dataset, before, lead, rows[rows["company_key"] == key]), strict=True):
            if counted[at]:
                factor = (
                    (1 - before.parameters.q * max(side.new, side.old)) / (1 - before.parameters.q * side.old)
                    if side.old < 1
                    else 1.0
                )
                left[:, at] *= np.where(lands > 0, factor, 1.0)
            else:
                left[:, at] -= lands * side.amount * (side.new - side.old)
    return 1 - left_c.clip(0.0, 1.0), np.where(rated, d, 1 - left_d.clip(0.0, 1.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """A company's strength in one region before and after landing, and the amount that it takes along."""

    old: float
    new: float
    amount: float


def _rows(dataset: Dataset, before: Assessment, keys: set[str]) -> pd.DataFrame:
    """What the method makes of every row of these companies, in one query."""
    register = dataset.suppliers
    own = register[register["company_key"].isin(keys)]
    slots = set(zip(own["chain_id"], own["segment_id"], strict=True))
    rows = rows_of(dataset, place_of(dataset.regions, before.parameters), before.parameters, slots)
    return rows[rows["company_key"].isin(keys)]


def _strengths(dataset: Dataset, before: Assessment, lead: Lead, own: pd.DataFrame) -> tuple[_Side, _Side]:
    """(in the focal region, at home with control), of a company with these rows: none where nobody knows it."""
    here = float(dataset.regions.contains(before.region, lead.region_id))
    home = float(dataset.regions.contains(before.home_country, lead.region_id))
    if own.empty:
        return _Side(old=0.0, new=here, amount=0.0), _Side(old=0.0, new=0.0, amount=0.0)
    old = own[(own["chain_id"] == lead.chain_id) & (own["segment_id"] == lead.segment_id)]
    strongest = strongest_first(own if old.empty else old).iloc[0]
    moved = 0.0 if old.empty or pd.isna(strongest["amount"]) else float(strongest["amount"])
    return (
        _Side(old=_most(old["ready_lo"] * old["inside_lo"]), new=here, amount=moved),
        _Side(
            old=_most(old["ready_lo"] * old["home_lo"] * old["control_lo"]),
            new=home * float(strongest["control_lo"]),
            amount=moved,
        ),
    )


def _most(strengths: "pd.Series[float]") -> float:
    return float(strengths.max()) if len(strengths) else 0.0
