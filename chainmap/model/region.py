"""The region tree: which place lies in which, and which region a written place means."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from chainmap.model.finding import Cell
from chainmap.model.names import clean, simplified
from chainmap.model.vocabulary import RegionLevel

_BLANK_BESIDE_CHINESE = re.compile(r" (?=[^\x00-\u024f])|(?<=[^\x00-\u024f]) ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A node of the tree. `overlaps` is symmetric once it is in a `RegionTree`, and not inherited."""

    region_id: str
    name_zh: str
    name_en: str = ""
    parent: str | None
    level: RegionLevel
    overlaps: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    cell: Cell


@dataclass(frozen=True)
class RegionTree:
    """Regions by id. The parents of `regions` must exist and form one tree or several; raises ValueError else."""

    regions: tuple[Region, ...]
    _by_id: dict[str, Region] = field(init=False, repr=False, compare=False)
    _overlaps: dict[str, frozenset[str]] = field(init=False, repr=False, compare=False)
    _aliases: dict[str, tuple[tuple[str, str], ...]] = field(init=False, repr=False, compare=False)  # by first character
    _whole: dict[str, str] = field(init=False, repr=False, compare=False)
    _paths: dict[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id = {region.region_id: region for region in self.regions}
        if len(by_id) < len(self.regions):
            raise ValueError("two regions have the same id")
        overlaps: dict[str, set[str]] = {region_id: set() for region_id in by_id}
        for region in self.regions:
            for other in region.overlaps:
                overlaps[region.region_id].add(other)
                overlaps[other].add(region.region_id)
        spelled = [
            (alias, region.region_id)
            for region in self.regions
            for alias in (region.name_zh, region.name_en, *region.aliases)
            if alias.strip()
        ]
        within = {(_written(alias), region_id) for alias, region_id in spelled if not alias.strip().startswith("=")}
        whole = {_written(alias.strip()[1:]): region_id for alias, region_id in spelled if alias.strip().startswith("=")}
        aliases: dict[str, list[tuple[str, str]]] = {}
        for alias, region_id in sorted(within, key=lambda pair: (-len(pair[0]), pair)):
            aliases.setdefault(alias[:1], []).append((alias, region_id))
        object.__setattr__(self, "_by_id", by_id)
        object.__setattr__(self, "_overlaps", {key: frozenset(value) for key, value in overlaps.items()})
        object.__setattr__(self, "_aliases", {first: tuple(pairs) for first, pairs in aliases.items()})
        object.__setattr__(self, "_whole", whole)
        object.__setattr__(self, "_paths", {region_id: self._outward(region_id) for region_id in by_id})

    def __contains__(self, region_id: object) -> bool:
        return region_id in self._by_id

    def __getitem__(self, region_id: str) -> Region:
        return self._by_id[region_id]

    def path(self, region_id: str) -> tuple[str, ...]:
        """The region and its ancestors, outward: the ladder. Raises KeyError."""
        return self._paths[region_id]

    def _outward(self, region_id: str) -> tuple[str, ...]:
        ladder = [region_id]
        while (parent := self._by_id[ladder[-1]].parent) is not None:
            if parent in ladder:
                raise ValueError(f"the region {parent} lies in itself")
            ladder.append(parent)
        return tuple(ladder)

    def depth(self, region_id: str) -> int:
        """Number of ancestors."""
        return len(self.path(region_id)) - 1

    def contains(self, outer: str, inner: str) -> bool:
        """Whether `inner` is `outer` or lies in it."""
        return outer in self.path(inner)

    def inside(self, place: str, region_id: str) -> tuple[float, float]:
        """METHOD section 1: (1, 1) when the place lies in the region, (0, 1) when it may, else (0, 0)."""
        if self.contains(region_id, place):
            return (1.0, 1.0)
        may_be = self.contains(place, region_id) or region_id in self._overlaps[place]
        return (0.0, 1.0) if may_be else (0.0, 0.0)

    def home_country(self, region_id: str) -> str | None:
        """The country on the ladder of the region, or None."""
        return next((one for one in self.path(region_id) if self._by_id[one].level is RegionLevel.COUNTRY), None)

    def resolve(self, text: str) -> str | None:
        """The region that a written place means, or None.

        An id is itself; an alias written as `=临港` counts only when it is the whole text. Else the aliases that the
        text contains are taken from left to right, the longest first, without overlap; of the regions found the deepest
        wins, then the longer alias, then the first.
        """
        if text.strip() in self._by_id:
            return text.strip()
        wanted = _written(text)
        if wanted in self._whole:
            return self._whole[wanted]
        found: list[tuple[int, int, int, str]] = []
        at = 0
        while at < len(wanted):
            hits = [pair for pair in self._aliases.get(wanted[at], ()) if _stands_at(wanted, at, pair[0])]
            longest = len(hits[0][0]) if hits else 0
            found += [(-self.depth(region_id), -longest, at, region_id) for alias, region_id in hits if len(alias) == longest]
            at += longest or 1
        return min(found)[3] if found else None


def tree(regions: Iterable[Region]) -> RegionTree:
    """A RegionTree from any iterable."""
    return RegionTree(tuple(regions))


def _written(text: str) -> str:
    # Simplified, lower case, blanks kept only between Latin words.
    return _BLANK_BESIDE_CHINESE.sub("", simplified(clean(text))).casefold()


def _stands_at(text: str, at: int, alias: str) -> bool:
    if not text.startswith(alias, at):
        return False
    # A Latin alias counts only as a word of its own: "Oman" is not in "Romania".
    first, last = alias[0], alias[-1]
    before, after = text[at - 1 : at] if at else "", text[at + len(alias) : at + len(alias) + 1]
    return not (_is_latin(first) and _is_latin(before)) and not (_is_latin(last) and _is_latin(after))


def _is_latin(character: str) -> bool:
    return character.isalpha() and character < "\u0250"
