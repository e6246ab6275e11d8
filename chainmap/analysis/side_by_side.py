"""The same chains seen from several regions."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from chainmap.analysis.assess import assess
from chainmap.analysis.assessment import Assessment
from chainmap.model.dataset import Dataset


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """One assessment a region, each with that region as its focal region, in the order asked for."""

    assessments: tuple[Assessment, ...]


def side_by_side(dataset: Dataset, of: Assessment, regions: Iterable[str]) -> SideBySide:
    """The chains of `of` evaluated for each region with its parameters; raises RegionError.

    The home country is that of `of` for every region, so that self-reliance means the same in each.
    """
    shown = [chain.chain.chain_id for chain in of.chains]
    found = []
    for region in dict.fromkeys(regions):
        one = assess(dataset, replace(of.parameters, region=region, home_country=of.home_country), version=of.version)
        found.append(replace(one, chains=tuple(one.chain(chain_id) for chain_id in shown)))
    return SideBySide(assessments=tuple(found))
