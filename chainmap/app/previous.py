"""The version before the one that is shown, evaluated as it is: for what a page says about then and now."""

from chainmap.analysis.assessment import Assessment
from chainmap.analysis.place import RegionError
from chainmap.app import session
from chainmap.app.comparison import ID_LENGTH, VERSIONS, Asked, change_between
from chainmap.desk import history
from chainmap.desk.workspace import assessed, open_version
from chainmap.model.version import Version
from chainmap.present.change import Change
from chainmap.present.since import Since
from chainmap.present.version_list import version_name
from chainmap.present.view import View


def previous_version() -> Version | None:
    """The parent of the version that the page shows; None for the first one and for a folder."""
    store, shown = session.store(), session.open_source().version
    if store is None or shown is None:
        return None
    version = history.find(store, shown)
    return history.find(store, version.parent) if version and version.parent else None


def previous_assessment(view: View) -> Assessment | None:
    """The version before, for the same region and with the same parameters; None where there is none or it lacks the region."""
    store, version = session.store(), previous_version()
    if store is None or version is None:
        return None
    workspace = open_version(store, version.version_id)
    if workspace is None or workspace.dataset is None:
        return None
    try:
        return assessed(workspace, view.assessment.parameters)
    except RegionError:
        return None


def since_previous(view: View) -> Since | None:
    """What changed from the version before to the one that is shown; None where there is none."""
    store, before = session.store(), previous_version()
    after = history.find(store, view.assessment.version) if store and view.assessment.version else None
    if store is None or before is None or after is None:
        return None
    try:
        change: Change | None = change_between(store, before, after, view, view.assessment.parameters)
    except (RegionError, LookupError):  # a version without this region, or without data
        change = None
    asked = Asked(VERSIONS, (before.version_id[:ID_LENGTH], after.version_id[:ID_LENGTH]))
    return Since(name=version_name(before), change=change, event=f"compare:{asked.written}")
