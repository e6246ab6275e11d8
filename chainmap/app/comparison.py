"""What the comparison page keeps: what is compared, in its address, and what is computed once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from chainmap.analysis.sensitivity import Sensitivity, sensitivity
from chainmap.analysis.side_by_side import SideBySide
from chainmap.app import address, session
from chainmap.desk import history
from chainmap.desk.version_change import VersionChange, version_change
from chainmap.desk.workspace import Workspace, open_version
from chainmap.model.parameters import Parameters
from chainmap.model.version import Version
from chainmap.present.change import ID_LENGTH as ID_LENGTH
from chainmap.present.change import Change
from chainmap.present.difference_review import names_of
from chainmap.present.names import without_country
from chainmap.present.view import View
from chainmap.present.words import Language
from chainmap.store.database import Store

REGIONS, VERSIONS = KINDS = ("regions", "versions")
_KEPT = 16
_AT_FIRST = 3  # other regions, until somebody chooses


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address says: `regions:zhangjiang,jinqiao`, `versions:1a2b,3c4d`; `ids` None where it says nothing."""

    kind: str
    ids: tuple[str, ...] | None

    @property
    def written(self) -> str:
        """As it stands in the address."""
        return self.kind if self.ids is None else f"{self.kind}:{','.join(self.ids)}"


def asked() -> Asked:
    """What is compared."""
    kind, colon, ids = address.kept("compare").partition(":")
    known = kind if kind in KINDS else REGIONS
    return Asked(known, tuple(filter(None, ids.split(","))) if colon and known == kind else None)


def ask(kind: str, ids: Sequence[str] | None = None) -> None:
    """Writes what is compared into the address. Only from callbacks."""
    address.put(compare=Asked(kind, None if ids is None else tuple(ids)).written)


def others(view: View, of: Asked) -> list[str]:
    """The regions beside the focal one; at first those of its level in the home country, else the next wider one."""
    tree, region = view.dataset.regions, view.assessment.region
    known = comparable(view)
    if of.ids is not None:
        for one in of.ids:
            if one not in known:
                address.pass_over(view.say("sidebar.region"), view.region(one) if one in tree else one)
        return [one for one in dict.fromkeys(of.ids) if one in known and one != region]
    alike = [
        one.region_id
        for one in tree.regions
        if one.level is tree[region].level
        and one.region_id != region
        and tree.contains(view.assessment.home_country, one.region_id)
    ]
    return alike[:_AT_FIRST] or [one for one in view.assessment.ladder[1:2] if one in known]


def comparable(view: View) -> tuple[str, ...]:
    """Ids of the regions that can be assessed, in the order of the table."""
    left_out = without_country(view.dataset)
    return tuple(one.region_id for one in view.dataset.regions.regions if one.region_id not in left_out)


def regions_beside(view: View, regions: Sequence[str]) -> SideBySide:
    """The chains of the view seen from its own region and from each of the others; raises RegionError."""
    chains = [chain.chain.chain_id for chain in view.assessment.chains]
    found = [view.assessment]
    for region in regions:
        one = session.assessment(session.open_source(), view.dataset, session.seen_from(region, view))
        found.append(replace(one, chains=tuple(one.chain(chain_id) for chain_id in chains)))
    return SideBySide(assessments=tuple(found))


def unknown_versions(store: Store, of: Asked) -> list[str]:
    """What the address names that is no version."""
    return [one for one in of.ids or () if history.find(store, one) is None]


def pair(store: Store, of: Asked) -> tuple[Version, Version] | None:
    """The two versions that the address names, the older first; None where no two can be read from it."""
    found = [version for one in of.ids or () if (version := history.find(store, one))]
    return (found[0], found[1]) if len(found) == len(of.ids or ()) == 2 else None


def change_between(store: Store, before: Version, after: Version, view: View, earlier: Parameters, *, at: str = "") -> Change:
    """What changed from one version to the other: the older under `earlier`, the newer as the view has it; raises RegionError.

    `at`: a region of the ladder that is asked about instead; self-reliance and continuity are then those inside it.
    """
    later = session.seen_from(at, view) if at else view.assessment.parameters
    earlier = replace(earlier, region=later.region if at else view.assessment.region, home_country=later.home_country)
    settings = json.dumps([later.as_json(), earlier.as_json()], sort_keys=True)
    return _change(before.version_id, after.version_id, settings, view.language, at, store, later, earlier)


def sensitivity_of(view: View, chain_id: str) -> Sensitivity:
    """How firm the first gaps of a chain are, with the parameters of the view."""
    of = [view.assessment.version, view.dataset.sources, view.assessment.parameters.as_json()]
    return _sensitivity(json.dumps(of, sort_keys=True), chain_id, view)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _change(
    before: str, after: str, settings: str, language: Language, at: str, _store: Store, _later: Parameters, _earlier: Parameters
) -> Change:
    old, new, found = _version_change(before, after, settings, at, _store, _later, _earlier)
    return Change(
        before=found.before,
        after=found.after,
        splits=found.splits,
        data=found.data,
        rows=found.rows,
        names=names_of((old.dataset, new.dataset), language),
        at=at,
    )


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _version_change(
    before: str, after: str, settings: str, at: str, _store: Store, _later: Parameters, _earlier: Parameters
) -> tuple[Workspace, Workspace, VersionChange]:
    old, new = open_version(_store, before), open_version(_store, after)
    if old is None or new is None:
        raise LookupError("no such version")
    return old, new, version_change(old, new, _earlier, _later, within=bool(at))


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _sensitivity(content: str, chain_id: str, _view: View) -> Sensitivity:
    return sensitivity(_view.dataset, chain_id, _view.assessment.parameters)
