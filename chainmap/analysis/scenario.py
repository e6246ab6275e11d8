"""What if: companies land or are lost, segments are filled or cut, a region is cut, a status changes.

A scenario never scores: it makes a changed register and overridden covers, and both sides go through `assess`.
Steps are texts, as the command line, a link and the store write them; `changes` reads them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from chainmap.analysis.assess import assess
from chainmap.analysis.assessment import Assessment
from chainmap.analysis.evidence import Override
from chainmap.analysis.landing import with_landing
from chainmap.analysis.scenario_names import Slot, find_group, find_region, find_status
from chainmap.analysis.scenario_names import UnknownName as UnknownName
from chainmap.analysis.scenario_names import find_company as find_company
from chainmap.analysis.scenario_names import find_segment as find_segment
from chainmap.model.dataset import Dataset
from chainmap.model.parameters import READINESS, Parameters
from chainmap.model.vocabulary import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """The company's strongest row is taken to a region (None: the focal one) at status producing."""

    company_key: str
    slot: Slot
    region_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lose:
    """Every row of the company goes."""

    company_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoseGroup:
    """Every row of every company of a group goes."""

    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """The segment is covered everywhere."""

    slot: Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Nobody supplies the segment anywhere."""

    slot: Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class CutRegion:
    """Every row that is certainly in the region goes; who may be there may be gone."""

    region_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStatus:
    """The company's rows on a segment get a status."""

    company_key: str
    slot: Slot
    status: Status


Change = Land | Lose | LoseGroup | Fill | Cut | CutRegion | SetStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A dataset after changes, and the covers that they set."""

    dataset: Dataset
    overrides: dict[Slot, Override]
    known: pd.DataFrame  # the register before all changes: a company that was lost may still land


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """The same evaluation before and after."""

    changes: tuple[Change, ...]
    before: Assessment
    after: Assessment


def scenario(dataset: Dataset, before: Assessment, changes: Sequence[Change]) -> Scenario:
    """Evaluates the changes with the parameters of `before`, for the chains that are in it."""
    changed = apply(dataset, changes, before.region, before.parameters)
    after = assess(
        changed.dataset,
        replace(before.parameters, region=before.region, home_country=before.home_country),
        version=before.version,
        overrides=changed.overrides,
    )
    kept = tuple(after.chain(chain.chain.chain_id) for chain in before.chains)  # in the order of `before`
    return Scenario(changes=tuple(changes), before=before, after=replace(after, chains=kept, parameters=before.parameters))


def apply(dataset: Dataset, changes: Iterable[Change], region: str, parameters: Parameters) -> Changed:
    """The dataset with the changes made one after another."""
    changed = Changed(dataset=dataset, overrides={}, known=dataset.suppliers)
    for change in changes:
        changed = applied(changed, change, region, parameters)
    return changed


def changes(dataset: Dataset, steps: Iterable[Sequence[str]]) -> tuple[Change, ...] | UnknownName:
    """What the steps mean, or the first name in them that nobody knows.

    Steps are ("land", company, segment[, region]), ("lose", company), ("lose-group", group), ("fill", segment),
    ("cut", segment), ("cut-region", region), ("status", company, segment, status). A company is written by its name, code
    or key, a segment as `chain/segment` or, where only one chain has it, by id or name, a region by id, name or alias.
    """
    read = []
    for step in steps:
        change = _change(dataset, tuple(step))
        if isinstance(change, UnknownName):
            return change
        read.append(change)
    return tuple(read)


def _change(dataset: Dataset, step: tuple[str, ...]) -> Change | UnknownName:
    match step:
        case ("land", company, segment):
            return _on_segment(dataset, company, segment, lambda key, slot: Land(company_key=key, slot=slot))
        case ("land", company, segment, place):
            region = find_region(dataset, place)
            if isinstance(region, UnknownName):
                return region
            return _on_segment(
                dataset, company, segment, lambda key, slot: Land(company_key=key, slot=slot, region_id=str(region))
            )
        case ("lose", company):
            key = find_company(dataset, company)
            return key if isinstance(key, UnknownName) else Lose(company_key=key)
        case ("lose-group", written):
            group = find_group(dataset, written)
            return group if isinstance(group, UnknownName) else LoseGroup(group=group)
        case ("fill" | "cut" as what, segment):
            slot = find_segment(dataset, segment)
            if isinstance(slot, UnknownName):
                return slot
            return Fill(slot=slot) if what == "fill" else Cut(slot=slot)
        case ("cut-region", place):
            region = find_region(dataset, place)
            return region if isinstance(region, UnknownName) else CutRegion(region_id=region)
        case ("status", company, segment, word):
            status = find_status(word)
            if isinstance(status, UnknownName):
                return status
            made = _on_segment(dataset, company, segment, lambda key, slot: SetStatus(company_key=key, slot=slot, status=status))
            return _with_rows(dataset, made, company) if isinstance(made, SetStatus) else made
    return UnknownName(kind="step", name=" ".join(step))


def _on_segment(dataset: Dataset, company: str, segment: str, made: Callable[[str, Slot], Change]) -> Change | UnknownName:
    key, slot = find_company(dataset, company), find_segment(dataset, segment)
    if isinstance(key, UnknownName):
        return key
    return slot if isinstance(slot, UnknownName) else made(key, slot)


def _with_rows(dataset: Dataset, change: SetStatus, company: str) -> SetStatus | UnknownName:
    """The change, unless the company has no row on the segment: then its own segments are what could be meant."""
    rows = dataset.suppliers[dataset.suppliers["company_key"] == change.company_key]
    slots = dict.fromkeys(zip(rows["chain_id"], rows["segment_id"], strict=True))
    if change.slot in slots:
        return change
    return UnknownName(kind="row", name=f"{company} · {'/'.join(change.slot)}", nearest=tuple("/".join(slot) for slot in slots))


def _landed(changed: Changed, change: Land, region: str) -> pd.DataFrame:
    """The register with the landing. A company without a row left lands with what the register knew of it."""
    suppliers, place = changed.dataset.suppliers, change.region_id or region
    if (suppliers["company_key"] == change.company_key).any():
        return with_landing(suppliers, change.company_key, *change.slot, place)
    known = changed.known[changed.known["company_key"] == change.company_key]
    return pd.concat([suppliers, with_landing(known, change.company_key, *change.slot, place).iloc[[-1]]], ignore_index=True)


def applied(changed: Changed, change: Change, region: str, parameters: Parameters) -> Changed:
    """The same with one more change, at the focal region and with these parameters."""
    suppliers = changed.dataset.suppliers
    match change:
        case Fill():
            return replace(changed, overrides={**changed.overrides, change.slot: Override.FILL})
        case Cut():
            return replace(changed, overrides={**changed.overrides, change.slot: Override.CUT})
        case Land():
            return _with(changed, _landed(changed, change, region))
        case Lose():
            gone = suppliers["company_key"] == change.company_key
            return _with(changed, suppliers[~gone], lost=suppliers[gone])
        case LoseGroup():
            gone = suppliers["company_group"] == change.group
            return _with(changed, suppliers[~gone], lost=suppliers[gone])
        case CutRegion():
            return _without_region(changed, change.region_id, parameters)
        case SetStatus():
            rows = (
                (suppliers["company_key"] == change.company_key)
                & (suppliers["chain_id"] == change.slot[0])
                & (suppliers["segment_id"] == change.slot[1])
            )
            after = suppliers.assign(status=suppliers["status"].where(~rows, change.status.value))
            readiness = READINESS[parameters.readiness]
            weaker = [readiness[Status(status)][0] > readiness[change.status][0] for status in suppliers["status"]]
            return _with(changed, after, lost=suppliers[rows & pd.Series(weaker, index=suppliers.index, dtype=bool)])


def _without_region(changed: Changed, region: str, parameters: Parameters) -> Changed:
    """Rows in the region go; rows that may be there keep only what they could still be: status unknown."""
    suppliers, tree = changed.dataset.suppliers, changed.dataset.regions
    ends = {place: tree.inside(place, region) for place in suppliers["region_id"].unique()}
    inside = suppliers["region_id"].map({place: lo == 1 for place, (lo, _hi) in ends.items()}).astype(bool)
    ready = [str(status) for status, (_lo, hi) in READINESS[parameters.readiness].items() if hi > 0]
    may_be = suppliers["region_id"].map({place: lo < hi for place, (lo, hi) in ends.items()}).astype(bool) & suppliers[
        "status"
    ].isin(ready)
    after = suppliers.assign(status=suppliers["status"].where(~may_be, Status.UNKNOWN.value))
    return _with(changed, after[~inside], lost=suppliers[inside | may_be])


def _with(changed: Changed, suppliers: pd.DataFrame, lost: pd.DataFrame | None = None) -> Changed:
    """The change with this register. A known rate holds only as far as rows carry it where a row was lost."""
    capped: dict[Slot, Override] = {}
    if lost is not None:
        pairs = lost[["chain_id", "segment_id"]].drop_duplicates()
        capped = {(str(chain), str(segment)): Override.CAPPED for chain, segment in pairs.itertuples(index=False)}
    dataset = replace(changed.dataset, suppliers=suppliers.reset_index(drop=True))
    return replace(changed, dataset=dataset, overrides={**capped, **changed.overrides})
