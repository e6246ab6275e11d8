"""Whether the database still holds what was published: every source and every version is hashed again."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from chainmap.model.version import Version
from chainmap.store import versions
from chainmap.store.canonical import digest
from chainmap.store.schema import BLOB


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that is not as it was written; `subject` is the hash or the number of what is concerned."""

    code: str  # source-changed, source-missing, content-changed, version-changed, order-broken, head-astray
    subject: str


def verify(connection: Connection) -> tuple[Problem, ...]:
    """What is wrong with the database, sources first; nothing when every hash is right."""
    history = versions.listed(connection)
    return (*_sources(connection), *_versions(connection, history), *_order(history), *_head(connection, history))


def _sources(connection: Connection) -> Iterator[Problem]:
    for sha256, size in connection.execute(select(BLOB.c.sha256, BLOB.c.size).order_by(BLOB.c.sha256)).all():
        data = connection.execute(select(BLOB.c.data).where(BLOB.c.sha256 == sha256)).scalar_one()
        if digest(bytes(data)) != sha256 or len(data) != size:
            yield Problem(code="source-changed", subject=sha256)


def _versions(connection: Connection, history: tuple[Version, ...]) -> Iterator[Problem]:
    stored = set(connection.execute(select(BLOB.c.sha256)).scalars())
    for version in history:
        content = versions.content_of(connection, version.version_id)
        yield from (Problem(code="source-missing", subject=one.sha256) for one in content.sources if one.sha256 not in stored)
        if versions.content_id(content) != version.content_id:
            yield Problem(code="content-changed", subject=version.version_id)
        if versions.version_id(version.content_id, version.parent) != version.version_id:
            yield Problem(code="version-changed", subject=version.version_id)


def _order(history: tuple[Version, ...]) -> Iterator[Problem]:
    before: Version | None = None
    for number, version in enumerate(history, 1):
        if version.number != number or version.parent != (before.version_id if before else None):
            yield Problem(code="order-broken", subject=version.version_id)
        before = version


def _head(connection: Connection, history: tuple[Version, ...]) -> Iterator[Problem]:
    latest = history[-1].version_id if history else None
    if versions.latest_id(connection) != latest:
        yield Problem(code="head-astray", subject=latest or "")
