"""Versions as sides of a question: `before=1a2b`, `after=3c4d`, `version=1a2b` a number of one, `change=1a2b,3c4d` both;
with `@shanghai` behind the versions, from that region, self-reliance and continuity inside it.

The older version is under the parameters that the comparison page moves for it, the newer one under those of the page.
"""

from dataclasses import replace

from chainmap.analysis.inside import inside
from chainmap.analysis.place import RegionError
from chainmap.app import comparison, parameter_form, session
from chainmap.desk.history import find
from chainmap.desk.workspace import open_version
from chainmap.model.parameters import Parameters
from chainmap.model.version import Version
from chainmap.present.change import AT, Change
from chainmap.present.version_list import version_name
from chainmap.present.view import View

BEFORE_SETTINGS = "moved_before"  # in the address


def at_version(view: View, side: str, version_id: str) -> View | None:
    """The view of one version, from the same region; None where there is no such version, or it lacks the region."""
    store, (version_id, _, region) = session.store(), version_id.partition(AT)
    version = _version(version_id)
    workspace = open_version(store, version.version_id) if store and version else None
    if workspace is None or workspace.dataset is None:
        return None
    parameters = _earlier(view) if side == "before" else view.assessment.parameters
    if region:
        parameters = session.seen_from(region, view, parameters)
    try:
        assessment = session.assessment(workspace, workspace.dataset, parameters)
    except RegionError:
        return None
    if region:
        assessment = inside(assessment, region)
    return replace(view, assessment=assessment, dataset=workspace.dataset)


def called(version_id: str) -> str:
    """What a version is called; its id as it stands where there is none."""
    version = _version(version_id.partition(AT)[0])
    return version_name(version) if version else version_id


def change_of(view: View, version_ids: str) -> Change | None:
    """What changed between two versions; None where one of them is not there, or lacks the region."""
    version_ids, _, region = version_ids.partition(AT)
    store, versions = session.store(), [_version(one) for one in version_ids.split(",")]
    if store is None or len(versions) != 2 or versions[0] is None or versions[1] is None:
        return None
    try:
        return comparison.change_between(store, versions[0], versions[1], view, _earlier(view), at=region)
    except (RegionError, LookupError):
        return None


def _version(version_id: str) -> Version | None:
    store = session.store()
    return find(store, version_id) if store and version_id else None


def _earlier(view: View) -> Parameters:
    moved = parameter_form.asked(BEFORE_SETTINGS)
    return replace(moved, region=view.assessment.region, home_country=view.assessment.parameters.home_country)
