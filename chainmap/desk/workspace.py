"""What a page or a command works on: the data of a folder or of a version, and what was found wrong with it."""

from functools import lru_cache, partial

from chainmap.analysis.assess import assess
from chainmap.analysis.assessment import Assessment
from chainmap.desk.folder import Workspace as Workspace
from chainmap.desk.folder import open_folder as open_folder
from chainmap.desk.replay import replay
from chainmap.model.parameters import Parameters
from chainmap.model.version import Content
from chainmap.store import sources, versions
from chainmap.store.database import Store

_KEPT_OPEN = 6
_KEPT_ASSESSED = 24


def open_version(store: Store, written: str = "latest") -> Workspace | None:
    """A version by `latest`, its id or the unique beginning of one; None when there is no such version.

    The same version is the same Workspace object while it is remembered; it can always be made again.
    """
    with store.reading() as connection:
        version = versions.find(connection, written)
    return None if version is None else open_known(store, version.version_id)


@lru_cache(maxsize=_KEPT_ASSESSED)
def assessed(workspace: Workspace, parameters: Parameters) -> Assessment:
    """The evaluation of a workspace, remembered by version and parameters. Raises RegionError, and ValueError without data."""
    if workspace.dataset is None:
        raise ValueError("a workspace without data cannot be assessed")
    return assess(workspace.dataset, parameters, version=workspace.version, findings=workspace.findings)


def bytes_by_hash(store: Store, sha256: str) -> bytes:
    """The original bytes of one source; raises KeyError."""
    with store.reading() as connection:
        return sources.read(connection, sha256)


def bytes_of(store: Store, content: Content) -> dict[str, bytes]:
    """The original bytes of every source of a content, by hash."""
    with store.reading() as connection:
        return {one.sha256: sources.read(connection, one.sha256) for one in content.sources}


@lru_cache(maxsize=_KEPT_OPEN)
def open_known(store: Store, version_id: str) -> Workspace:
    """The same for an id that was found in the database: while it is remembered the database is not asked."""
    with store.reading() as connection:
        content = versions.content_of(connection, version_id)
    parsed = replay(content, partial(bytes_by_hash, store)).parsed
    return Workspace(dataset=parsed.dataset, findings=parsed.findings, label=version_id, version=version_id)
