"""Which companies make the cover of one segment in one region, and what each adds: the parts add up to the cover on lo.

On the count grade c = 1 − Π (1 − q·g) is a product; taken the strongest first, each company adds q·g of what those before it
leave open. Amounts add up as they are, until the whole demand is met.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from chainmap.analysis.assessment import Assessment
from chainmap.analysis.cover import companies_on
from chainmap.analysis.evidence import COUNT, PARTS
from chainmap.analysis.place import Place
from chainmap.model.dataset import Dataset
from chainmap.model.interval import Interval

COUNTED = ("producing", "under-way", "nearby")  # numbers of companies that verdicts and actions name
_CERTAIN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyPart:
    """One company on the segment, as it stands in the region."""

    company_key: str
    strength: Interval  # g, with control where that was asked for
    amount: Interval | None  # share of the demand; None on the count grade
    lacks_amount: bool  # a row of it has no amount where others have one
    certain: bool  # certainly there, and not stopped
    counted: bool  # not stopped, there or possibly there
    adds: float  # to the cover on lo, after those before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A producing domestic company that is certainly not in the focal region, and the nearest region of the ladder it is in."""

    company_key: str
    region: str


def company_parts(
    dataset: Dataset, of: Assessment, slot: tuple[str, str], region: str, *, controlled: bool = False
) -> tuple[CompanyPart, ...]:
    """The companies of a segment that are, or may be, in a region, those that add most first."""
    regions, rows = companies_on(dataset, _place(dataset, of), of.parameters, slot)
    here = rows[rows["region"] == regions.index(region)]
    return _adding_up([_part(one, "d" if controlled else "c") for one in here.to_dict("records")], of.parameters.q)


def companies_counted(dataset: Dataset, of: Assessment, slot: tuple[str, str], region: str, what: str) -> frozenset[str]:
    """Keys of the companies of a segment that a reason counts: `what` is one of COUNTED.

    They certainly are in the region and produce there, or ramp, pilot, build or plan there, or produce there and not in the
    focal region.
    """
    regions, rows = companies_on(dataset, _place(dataset, of), of.parameters, slot)
    here = rows[rows["region"] == regions.index(region)]
    kinds = {
        "producing": here["producing"] == _CERTAIN,
        "under-way": here["under_way"] == 1,
        "nearby": (here["made_here"] == 1) & (here["focal"] == 0),
    }
    return frozenset(here.loc[kinds[what], "company_key"].astype(str))


def without(parts: Sequence[CompanyPart], company_key: str, q: float) -> tuple[CompanyPart, ...]:
    """The same once a company is lost: what the others add then."""
    return _adding_up([one for one in parts if one.company_key != company_key], q)


def strongest(parts: Sequence[CompanyPart]) -> str | None:
    """The company whose loss lowers the cover most; None where nobody has any strength."""
    first = max(parts, key=_weight, default=None)
    return first.company_key if first is not None and _weight(first) > 0 else None


def concentration_shares(parts: Sequence[CompanyPart]) -> dict[str, float]:
    """Per company its share of the strength (or amount) on lo; the sum of their squares is the HHI. Empty without strength."""
    total = sum(_weight(one) for one in parts)
    return {one.company_key: _weight(one) / total for one in parts} if total > 0 else {}


def candidates_on(dataset: Dataset, of: Assessment, slot: tuple[str, str]) -> tuple[Candidate, ...]:
    """The companies that `SegmentResult.candidates` counts at the home country, nearest first."""
    regions, rows = companies_on(dataset, _place(dataset, of), of.parameters, slot)
    home = regions.index(of.home_country)
    there = rows[(rows["made_domestic"] == 1) & (rows["focal"] == 0) & (rows["region"] <= home)]
    nearest = there.groupby("company_key", sort=True)["region"].min()
    counted = set(there.loc[there["region"] == home, "company_key"])
    found = [Candidate(company_key=str(key), region=regions[int(at)]) for key, at in nearest.items() if key in counted]
    return tuple(sorted(found, key=lambda one: (regions.index(one.region), one.company_key)))


def _place(dataset: Dataset, of: Assessment) -> Place:
    return Place(region=of.region, home=of.home_country, ladder=of.ladder, tree=dataset.regions)


def _adding_up(parts: Iterable[CompanyPart], q: float) -> tuple[CompanyPart, ...]:
    open_share, found = 1.0, []
    for one in sorted(parts, key=lambda part: (-_weight(part), part.company_key)):
        adds = q * one.strength.lo * open_share if one.amount is None else min(open_share, one.amount.lo)
        open_share -= adds
        found.append(replace(one, adds=adds))
    return tuple(found)


def _part(row: Mapping[Hashable, Any], kind: str) -> CompanyPart:
    ends, parts = (f"{kind}_lo", f"{kind}_hi"), (f"{kind}_lo_parts", f"{kind}_hi_parts")
    missing = row[f"{kind}_missing"]
    amounts = [0 if pd.isna(row[name]) else int(row[name]) for name in parts]
    return CompanyPart(
        company_key=str(row["company_key"]),
        strength=Interval(*(float(row[name]) for name in ends)),
        amount=None if row["grade"] == COUNT else Interval(*(amount / PARTS for amount in amounts)),
        lacks_amount=row["grade"] != COUNT and not pd.isna(missing) and float(missing) > 0,
        certain=int(row["company"]) == _CERTAIN,
        counted=int(row["company"]) > 0,
        adds=0.0,
    )


def _weight(part: CompanyPart) -> float:
    return part.strength.lo if part.amount is None else part.amount.lo
