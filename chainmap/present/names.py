"""Names of regions and segments for lists to choose from."""

from dataclasses import replace

from chainmap.model.chain import Chain
from chainmap.model.dataset import Dataset
from chainmap.model.vocabulary import RegionLevel
from chainmap.present.words import Language


def region_name(dataset: Dataset, region_id: str, language: Language) -> str:
    """Name of a region; when it is blank in the language, in the other."""
    region = dataset.regions[region_id]
    return (region.name_en or region.name_zh) if language == "en" else (region.name_zh or region.name_en)


def region_options(dataset: Dataset, language: Language) -> dict[str, str]:
    """Id → name of every region, in the order of the table."""
    return {region.region_id: region_name(dataset, region.region_id, language) for region in dataset.regions.regions}


def without_country(dataset: Dataset) -> frozenset[str]:
    """Ids of the regions that no country holds: they cannot be assessed."""
    regions = dataset.regions
    return frozenset(one.region_id for one in regions.regions if regions.home_country(one.region_id) is None)


def country_options(dataset: Dataset) -> tuple[str, ...]:
    """Ids of the countries of the region table, in its order."""
    return tuple(region.region_id for region in dataset.regions.regions if region.level is RegionLevel.COUNTRY)


def chain_options(dataset: Dataset, language: Language) -> dict[str, str]:
    """Id → name of every chain, in the order in which the plan first names them."""
    named = [clause.chain_id for clause in dataset.plan.clauses] if dataset.plan else []
    ordered = sorted(dataset.chains, key=lambda chain: named.index(chain.chain_id) if chain.chain_id in named else len(named))
    return {chain.chain_id: chain_name(chain, dataset, language) for chain in ordered}


def chain_name(chain: Chain, dataset: Dataset, language: Language) -> str:
    """The name of a chain; where chains of the data share one, with its id."""

    def name(one: Chain) -> str:
        return one.name_en if language == "en" and one.name_en else one.name_zh

    if not any(name(one) == name(chain) for one in dataset.chains if one.chain_id != chain.chain_id):
        return name(chain)
    return f"{name(chain)} ({chain.chain_id})" if language == "en" else f"{name(chain)}（{chain.chain_id}）"


def segment_options(dataset: Dataset, chain_id: str | None, language: Language) -> dict[str, str]:
    """`chain/segment` → name, of one chain or of all; with several chains the chain's name follows."""
    chains = [chain for chain in dataset.chains if chain_id is None or chain.chain_id == chain_id]
    names = chain_options(dataset, language)
    return {
        f"{chain.chain_id}/{segment.segment_id}": (segment.name_en if language == "en" and segment.name_en else segment.name_zh)
        + (f" · {names[chain.chain_id]}" if len(chains) > 1 else "")
        for chain in chains
        for segment in chain.segments
    }


def every_name(dataset: Dataset, language: Language) -> dict[str, str]:
    """Names of chains by id, of segments by `chain/segment` without the chain's, and of regions by `/region`."""
    found = chain_options(dataset, language)
    found |= {f"/{region_id}": name for region_id, name in region_options(dataset, language).items()}
    for chain in dataset.chains:
        found |= segment_options(replace(dataset, chains=(chain,)), chain.chain_id, language)
    return found
