"""From levels to cover: evidence grades, completeness, known rates, the loss of a company (METHOD section 2).

`Levels` counts companies of equal strength; `covers` makes of it the interval of every segment in every region.
All arrays of a `Cover` have the shape (regions, segments of all chains).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from chainmap.analysis.network import Array
from chainmap.model.chain import Segment
from chainmap.model.dataset import Dataset
from chainmap.model.interval import Interval
from chainmap.model.region import RegionTree
from chainmap.model.vocabulary import Evidence, State

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Number = TypeVar("Number", np.float64, np.int64)
PARTS = 10**10  # of the demand: amounts are whole numbers of these
COUNT, SHARE, VOLUME = 0, 1, 2
_GRADES = (Evidence.COUNT, Evidence.SHARE, Evidence.VOLUME)


class Override(StrEnum):
    """What a scenario sets for a segment in every region."""

    FILL = "fill"  # cover 1; what was there before remains after a loss
    CUT = "cut"  # cover 0, nobody there
    CAPPED = "capped"  # it has lost a supplier: a known rate holds only as far as the rows still carry it


# (chain_id, segment_id) → override
Overrides = Mapping[tuple[str, str], Override]


@dataclass(frozen=True, eq=False, kw_only=True)
class Levels:
    """Companies of equal strength, and what a cover needs of segments and regions."""

    regions: tuple[str, ...]
    slots: tuple[tuple[str, str], ...]  # (chain_id, segment_id)
    at: Integers  # region · number of slots + slot, ascending, per level
    ends: dict[str, Array]  # c_lo, c_hi, d_lo, d_hi per level
    parts: dict[str, Integers]  # amounts, by the same names
    missing: dict[str, Array]  # c, d: largest upper strength among rows that lack an amount
    number: Integers  # companies per level
    tallies: dict[str, Integers]  # company, producing (2 certain, 1 possible); under_way, outside, outside_domestic (0, 1)
    grade: Integers  # per slot
    given: Integers  # shares given on the slot, in parts
    checked: Flags  # regions × slots
    rated: Flags
    rate: tuple[Array, Array]  # per slot


@dataclass(frozen=True, eq=False, kw_only=True)
class Cover:
    """Direct cover per region and segment. A row of arrays is a region, a column a segment of `slots`."""

    regions: tuple[str, ...]  # the ladder outward; the home country at the end where it is not on it
    slots: tuple[tuple[str, str], ...]  # (chain_id, segment_id), in the order of chains and segments
    cover_lo: Array  # c
    cover_hi: Array
    controlled_lo: Array  # d, known rates applied
    controlled_hi: Array
    loss_lo: Array  # c after the loss of the company whose loss lowers it most
    loss_hi: Array
    loss_controlled_lo: Array
    companies_certain: Integers  # not stopped
    companies_possible: Integers
    producing_certain: Integers
    producing_possible: Integers
    under_way: Integers  # certainly there and ramping, piloting, building or planning
    outside: Integers  # producing there, certainly not in the focal region
    outside_domestic: Integers
    concentration: Array  # HHI of company strength on lo; NaN without strength
    checked: Flags
    rated: Flags  # d is a published rate
    evidence: tuple[Evidence, ...]  # per segment

    def chain(self, chain_id: str) -> "Cover":
        """The columns of one chain, in the order of its sheet."""
        columns = [index for index, (owner, _segment) in enumerate(self.slots) if owner == chain_id]
        arrays: dict[str, Any] = {name: value[:, columns] for name, value in vars(self).items() if isinstance(value, np.ndarray)}
        return replace(
            self,
            slots=tuple(self.slots[index] for index in columns),
            evidence=tuple(self.evidence[index] for index in columns),
            **arrays,
        )

    def row(self, region_id: str) -> int:
        """Index of a region; raises ValueError."""
        return self.regions.index(region_id)

    def state(self, region: int, segment: int) -> State:
        """What is known about companies on a segment in a region."""
        if self.companies_certain[region, segment]:
            return State.SUPPLIED
        if self.companies_possible[region, segment]:
            return State.POSSIBLE
        return State.ABSENT if self.checked[region, segment] else State.UNCHECKED

    def interval(self, region: int, segment: int) -> Interval:
        """c of one segment in one region."""
        return Interval(float(self.cover_lo[region, segment]), float(self.cover_hi[region, segment]))

    def controlled(self, region: int, segment: int) -> Interval:
        """d of one segment in one region."""
        return Interval(float(self.controlled_lo[region, segment]), float(self.controlled_hi[region, segment]))


def lattice(dataset: Dataset, regions: tuple[str, ...], home_country: str, table: pd.DataFrame) -> Levels:
    """Levels from the counted table: per row slot, region (an index; beyond the last: elsewhere), strengths, companies."""
    segments = [(chain.chain_id, one) for chain in dataset.chains for one in chain.segments]
    size = len(segments)
    grade, given = np.zeros(size, np.int64), np.zeros(size, np.int64)
    slot = table["slot"].to_numpy(np.int64)
    grade[slot], given[slot] = table["grade"].to_numpy(np.int64), table["given"].to_numpy(np.int64)
    here = table[table["region"] < len(regions)]
    at = here["region"].to_numpy(np.int64) * size + here["slot"].to_numpy(np.int64)
    order = np.argsort(at, kind="stable")
    here = here.iloc[order]
    rate_lo, rate_hi, rated = _rates(dataset.regions, regions, home_country, [one for _chain, one in segments])
    return Levels(
        regions=regions,
        slots=tuple((chain_id, one.segment_id) for chain_id, one in segments),
        at=at[order],
        ends={name: here[name].to_numpy(np.float64) for name in ("c_lo", "c_hi", "d_lo", "d_hi")},
        parts={name: here[f"{name}_parts"].to_numpy(np.int64) for name in ("c_lo", "c_hi", "d_lo", "d_hi")},
        missing={name: here[f"{name}_missing"].to_numpy(np.float64) for name in ("c", "d")},
        number=here["companies"].to_numpy(np.int64),
        tallies={
            name: here[name].to_numpy(np.int64) for name in ("company", "producing", "under_way", "outside", "outside_domestic")
        },
        grade=grade,
        given=given,
        checked=_checked(dataset.regions, regions, [one for _chain, one in segments]),
        rated=rated,
        rate=(rate_lo, rate_hi),
    )


def covers(levels: Levels, q: float, overrides: Overrides | None = None) -> Cover:
    """Cover of every segment in every region at this q, with what a scenario overrides."""
    weaker = {name: _without_strongest(levels, name) for name in ("c_lo", "c_hi", "d_lo")}
    c_lo, c_hi = _lower(levels, "c", levels.number, q), _upper(levels, "c", levels.number, q)
    d_lo, d_hi = _lower(levels, "d", levels.number, q), _upper(levels, "d", levels.number, q)
    loss_hi = np.minimum(*(_upper(levels, "c", number, q) for number in (weaker["c_hi"], _without_least_known(levels))))
    loss_d = _lower(levels, "d", weaker["d_lo"], q)
    rate_lo, rate_hi = levels.rate
    capped = _marked(levels, overrides, Override.CAPPED)
    open_ = ~levels.checked
    d_hi = np.where(open_, 1.0, d_hi)
    tally = {name: levels.tallies[name] for name in levels.tallies}
    cover = Cover(
        regions=levels.regions,
        slots=levels.slots,
        cover_lo=c_lo,
        cover_hi=np.where(open_, 1.0, c_hi),
        controlled_lo=np.where(levels.rated, np.where(capped, np.minimum(rate_lo, d_lo), rate_lo), d_lo),
        controlled_hi=np.where(levels.rated, np.where(capped, np.minimum(rate_hi, d_hi), rate_hi), d_hi),
        loss_lo=_lower(levels, "c", weaker["c_lo"], q),
        loss_hi=np.where(open_, 1.0, loss_hi),
        loss_controlled_lo=np.where(levels.rated, np.minimum(rate_lo, loss_d), loss_d),
        companies_certain=_companies(levels, tally["company"] == 2),
        companies_possible=_companies(levels, tally["company"] == 1),
        producing_certain=_companies(levels, tally["producing"] == 2),
        producing_possible=_companies(levels, tally["producing"] == 1),
        under_way=_companies(levels, tally["under_way"] == 1),
        outside=_companies(levels, tally["outside"] == 1),
        outside_domestic=_companies(levels, tally["outside_domestic"] == 1),
        concentration=_concentration(levels),
        checked=levels.checked,
        rated=levels.rated,
        evidence=tuple(_GRADES[grade] for grade in levels.grade),
    )
    return _overridden(cover, _marked(levels, overrides, Override.FILL), _marked(levels, overrides, Override.CUT))


def _checked(tree: RegionTree, regions: tuple[str, ...], segments: list[Segment]) -> Flags:
    rows = [
        [one.checked_region is not None and tree.contains(one.checked_region, region) for one in segments] for region in regions
    ]
    return np.array(rows, dtype=np.bool_).reshape(len(regions), len(segments))


def _rates(tree: RegionTree, regions: tuple[str, ...], home_country: str, segments: list[Segment]) -> tuple[Array, Array, Flags]:
    """Published rates with blanks as the open end, and where they hold: from the home country outward."""
    lo = np.array([0.0 if one.domestic_rate_lo is None else one.domestic_rate_lo for one in segments])
    hi = np.array([1.0 if one.domestic_rate_hi is None else one.domestic_rate_hi for one in segments])
    given = np.array([one.domestic_rate_lo is not None or one.domestic_rate_hi is not None for one in segments], dtype=np.bool_)
    outward = np.array([tree.contains(region, home_country) for region in regions], dtype=np.bool_)
    return lo, hi, outward[:, None] & given[None, :]


def _lower(levels: Levels, kind: str, number: Integers, q: float) -> Array:
    """Lower end of c or d with `number` companies per level; missing amounts are 0."""
    name = f"{kind}_lo"
    known = np.minimum(1.0, _total(levels, number * levels.parts[name]) / PARTS)
    return np.where(levels.grade == COUNT, _chance(levels, levels.ends[name], number, q), known)


def _upper(levels: Levels, kind: str, number: Integers, q: float) -> Array:
    """Upper end of c or d with `number` companies per level; missing amounts are as large as they may be."""
    name = f"{kind}_hi"
    known = _total(levels, number * levels.parts[name])
    missing = _largest(levels, np.where(number > 0, levels.missing[kind], 0.0))
    left = np.maximum(0, PARTS - levels.given)
    filled = np.where(levels.grade == VOLUME, np.where(missing > 0, 1.0, known / PARTS), (known + missing * left) / PARTS)
    return np.where(levels.grade == COUNT, _chance(levels, levels.ends[name], number, q), np.minimum(1.0, filled))


def _chance(levels: Levels, strength: Array, number: Integers, q: float) -> Array:
    """1 − Π (1 − q·g) over the companies; per strength its companies are counted first, so that no order matters."""
    remaining = np.ones((len(levels.regions), len(levels.slots)))
    for each in np.unique(strength):
        remaining *= (1.0 - q * each) ** _total(levels, np.where(strength == each, number, 0))
    return 1.0 - remaining


def _total(levels: Levels, values: Integers) -> Integers:
    return _reduced(levels, np.add, values, 0)


def _largest(levels: Levels, values: Array) -> Array:
    return _reduced(levels, np.maximum, values, 0.0)


def _companies(levels: Levels, which: Flags) -> Integers:
    return _total(levels, np.where(which, levels.number, 0))


def _reduced(levels: Levels, by: np.ufunc, values: NDArray[Number], empty: float) -> NDArray[Number]:
    """One value per region and slot, made of the values of its levels."""
    shape = (len(levels.regions), len(levels.slots))
    result = np.full(shape[0] * shape[1], empty, dtype=values.dtype)
    if len(levels.at):
        starts = _starts(levels)
        result[levels.at[starts]] = by.reduceat(values, starts)
    return result.reshape(shape)


def _starts(levels: Levels) -> Integers:
    """Where the levels of a region and slot begin."""
    return np.flatnonzero(np.concatenate(([True], levels.at[1:] != levels.at[:-1])))


def _without_strongest(levels: Levels, name: str) -> Integers:
    """Number of companies per level, less the one in each region and slot that supplies most."""
    most = np.where(levels.grade[levels.at % max(1, len(levels.slots))] == COUNT, levels.ends[name], levels.parts[name])
    return _less_first(levels, np.lexsort((-most, levels.at)))


def _without_least_known(levels: Levels) -> Integers:
    """Number of companies per level, less the one whose missing amount may be largest."""
    return _less_first(levels, np.lexsort((-levels.missing["c"], levels.at)))


def _less_first(levels: Levels, order: Integers) -> Integers:
    number = levels.number.copy()
    if len(order):
        number[order[_starts(levels)]] -= 1
    return number


def _concentration(levels: Levels) -> Array:
    """Herfindahl–Hirschman index: Σ of squared shares of the companies' strength on lo, 0..1."""
    slot = levels.at % max(1, len(levels.slots))
    strength = np.where(levels.grade[slot] == COUNT, levels.ends["c_lo"], levels.parts["c_lo"] / PARTS)
    total = _reduced(levels, np.add, strength * levels.number, 0.0)
    squares = _reduced(levels, np.add, strength**2 * levels.number, 0.0)
    return np.where(total > 0, squares / np.where(total > 0, total, 1.0) ** 2, np.nan)


def _marked(levels: Levels, overrides: Overrides | None, what: Override) -> Flags:
    return np.array([overrides is not None and overrides.get(slot) is what for slot in levels.slots], dtype=np.bool_)


def _overridden(cover: Cover, filled: Flags, cut: Flags) -> Cover:
    """The cover with some segments filled everywhere and some cut everywhere."""
    if not (filled.any() or cut.any()):
        return cover

    def ends(values: Array, when_filled: Array | float = 1.0) -> Array:
        return np.where(cut, 0.0, np.where(filled, when_filled, values))

    def tally(values: Integers, more: int = 0) -> Integers:
        return np.where(cut, 0, values + more * filled)

    return replace(
        cover,
        cover_lo=ends(cover.cover_lo),
        cover_hi=ends(cover.cover_hi),
        controlled_lo=ends(cover.controlled_lo),
        controlled_hi=ends(cover.controlled_hi),
        loss_lo=ends(cover.loss_lo, cover.cover_lo),
        loss_hi=ends(cover.loss_hi, cover.cover_hi),
        loss_controlled_lo=ends(cover.loss_controlled_lo, cover.controlled_lo),
        companies_certain=tally(cover.companies_certain, 1),
        companies_possible=tally(cover.companies_possible),
        producing_certain=tally(cover.producing_certain, 1),
        producing_possible=tally(cover.producing_possible),
        under_way=tally(cover.under_way),
        outside=tally(cover.outside),
        outside_domestic=tally(cover.outside_domestic),
        checked=cover.checked | filled | cut,
    )
