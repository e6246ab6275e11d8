"""Where an evaluation stands: the focal region, its ladder and the home country."""

from dataclasses import dataclass

from chainmap.model.parameters import Parameters
from chainmap.model.region import RegionTree
from chainmap.model.vocabulary import RegionLevel


class RegionError(ValueError):
    """No evaluation is possible for this region; `code` is unknown-region, no-home-country or no-regions."""

    def __init__(self, code: str, region: str = "") -> None:
        super().__init__(f"{code}: {region}" if region else code)
        self.code, self.region = code, region


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The region asked about, outward from it its ladder, and the home country (not always on the ladder)."""

    region: str
    home: str
    ladder: tuple[str, ...]
    tree: RegionTree


def place_of(regions: RegionTree, parameters: Parameters) -> Place:
    """The place that the parameters mean in these regions; raises RegionError."""
    region = focal_region(regions, parameters)
    return Place(region=region, home=home_country(regions, region, parameters), ladder=regions.path(region), tree=regions)


def focal_region(regions: RegionTree, parameters: Parameters) -> str:
    """The region asked about: the given one, else the first park of the sheet, else the deepest region."""
    if parameters.region is not None:
        if parameters.region not in regions:
            raise RegionError("unknown-region", parameters.region)
        return parameters.region
    if not regions.regions:
        raise RegionError("no-regions")
    parks = [one.region_id for one in regions.regions if one.level is RegionLevel.PARK]
    return parks[0] if parks else max(regions.regions, key=lambda one: regions.depth(one.region_id)).region_id


def home_country(regions: RegionTree, region: str, parameters: Parameters) -> str:
    """The given home country, else the country on the ladder of the region."""
    home = parameters.home_country or regions.home_country(region)
    if home is None:
        raise RegionError("no-home-country", region)
    if home not in regions:
        raise RegionError("unknown-region", home)
    return home
