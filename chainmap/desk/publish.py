"""Publishing: all or nothing, on the version that it was based on; rebased where others changed other things."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from chainmap import METHOD_VERSION
from chainmap.desk.compare import difference
from chainmap.desk.drafts import EMPTY, Draft, bytes_of, made
from chainmap.desk.merge import merge
from chainmap.desk.merge_corrections import joined, out_of_force
from chainmap.desk.outcome import Conflict, Invalid, Outcome, Published, Refusal, Unchanged
from chainmap.desk.roles import Deed, User, refusal
from chainmap.desk.workspace import open_version
from chainmap.model.dataset import Dataset
from chainmap.model.event import Event, What
from chainmap.model.finding import Fact
from chainmap.model.version import Content, Version
from chainmap.store import events, versions
from chainmap.store.database import Connection, Store

_ATTEMPTS = 50  # each one lost means that somebody else published


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """Why a version is made: what goes into the event log, whose right it takes, and what lands together with it."""

    what: What = What.PUBLISHED
    deed: Deed = Deed.PUBLISH
    facts: dict[str, Fact] = field(default_factory=dict)
    restores: str | None = None
    also: Callable[[Connection, Version], None] | None = None  # further writes of the same transaction; raises to undo all


def publish(store: Store, draft: Draft, *, user: User, note: str, now: datetime, purpose: Purpose | None = None) -> Outcome:
    """Make a draft the latest version. Only `Published` means that something was written."""
    purpose = purpose or Purpose()
    refused = refusal(user, purpose.deed, now)
    if refused:
        return refused
    if draft.errors or draft.parsed.dataset is None:
        return Invalid(errors=draft.errors, rows=draft.rows)
    for _ in range(_ATTEMPTS):
        latest, present = _latest(store)
        landing = _rebased(store, draft, latest, present)
        if not isinstance(landing, Draft):
            return landing
        if latest is not None and versions.content_id(landing.content) == latest.content_id and purpose.also is None:
            return Unchanged(version=latest)
        version = _version(draft, landing, latest, user, note, now, purpose)
        if _lands(store, version, landing, purpose):
            return Published(version=version, rebased=landing is not draft, kept=draft.kept)
    return Refusal(code="busy")


def _latest(store: Store) -> tuple[Version | None, Content]:
    with store.reading() as connection:
        version = versions.find(connection, "latest")
        return version, versions.content_of(connection, version.version_id) if version else EMPTY


def _rebased(store: Store, draft: Draft, latest: Version | None, present: Content) -> Draft | Conflict | Invalid:
    """The draft itself while its base is the latest version, else its changes made on the latest one."""
    if latest is None or draft.base == latest.version_id:
        return draft
    with store.reading() as connection:
        base = versions.content_of(connection, draft.base) if draft.base else EMPTY
    both = joined(base, draft.content, present, partial(bytes_of, store, draft))
    if isinstance(both, tuple):
        return _conflict(store, draft, latest, both)
    merged = merge(base, both.content, present, both.names)
    if not isinstance(merged, Content):
        return _conflict(store, draft, latest, merged)
    landing = made(store, latest.version_id, merged, {**draft.new, **both.new}, draft.kept)
    if landing.errors or landing.parsed.dataset is None:
        return Invalid(errors=landing.errors, rows=landing.rows, rebased_on=latest.version_id)
    lost = _newly_out_of_force(store, draft, landing, latest, present)
    return _conflict(store, draft, latest, lost) if lost else landing


def _newly_out_of_force(store: Store, draft: Draft, landing: Draft, latest: Version, present: Content) -> tuple[str, ...]:
    """Scopes of corrections that are applied on either side, and would not be when both sides meet."""
    theirs = open_version(store, latest.version_id)
    lost = out_of_force(landing.content, landing.parsed.findings, partial(bytes_of, store, landing))
    lost -= out_of_force(draft.content, draft.parsed.findings, partial(bytes_of, store, draft))
    lost -= out_of_force(present, theirs.findings if theirs else (), partial(bytes_of, store, draft))
    return tuple(sorted({f"chain:{row.chain_id}" for row in lost}))


def _conflict(store: Store, draft: Draft, latest: Version, scopes: tuple[str, ...]) -> Conflict:
    base, other = _dataset(store, draft.base), _dataset(store, latest.version_id)
    return Conflict(
        base=draft.base,
        latest=latest,
        scopes=scopes,
        mine=difference(base, draft.parsed.dataset).within(scopes),
        theirs=difference(base, other).within(scopes),
    )


def _dataset(store: Store, version_id: str | None) -> Dataset | None:
    workspace = open_version(store, version_id) if version_id else None
    return workspace.dataset if workspace else None


def _version(
    draft: Draft, landing: Draft, latest: Version | None, user: User, note: str, now: datetime, purpose: Purpose
) -> Version:
    content_id = versions.content_id(landing.content)
    parent = latest.version_id if latest else None
    return Version(
        version_id=versions.version_id(content_id, parent),
        number=latest.number + 1 if latest else 1,
        content_id=content_id,
        parent=parent,
        base=draft.base,
        restores=purpose.restores,
        method=METHOD_VERSION,
        author=user.name.strip(),
        note=note.strip(),
        created_at=now,
    )


def _lands(store: Store, version: Version, landing: Draft, purpose: Purpose) -> bool:
    with store.writing() as connection:
        if versions.append(connection, version, landing.content, landing.new.values()) is not None:
            return False
        facts: dict[str, Fact] = {"number": version.number, "note": version.note, **purpose.facts}
        event = Event(at=version.created_at, author=version.author, what=purpose.what, version_id=version.version_id, facts=facts)
        events.record(connection, event)
        if purpose.also is not None:
            purpose.also(connection, version)
    return True
