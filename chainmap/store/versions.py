"""The history: versions in a line, each fixed by the hash of its parent and of its content.

`append` is the only way in. Nothing here changes or deletes a version.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, RowMapping, insert, select, update

from chainmap.model.version import Content, Source, SourceKind, Version
from chainmap.store import decisions, sources
from chainmap.store.canonical import canonical_json, json_digest, text_time, time_text
from chainmap.store.schema import HEAD, VERSION, VERSION_SOURCE

CONTENT_FORMAT = 1
SHORTEST_PREFIX = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Somebody published in between: the latest version is another than expected."""

    latest: str | None


def content_id(content: Content) -> str:
    """Hash of all that the numbers depend on: sources in order with their recipes, and what was decided."""
    return json_digest(
        {
            "format": CONTENT_FORMAT,
            "sources": [[one.name, one.kind.value, one.sha256, one.recipe, list(one.scope)] for one in content.sources],
            "decisions": sorted(list(alias.meaning) for alias in content.decisions),
        }
    )


def version_id(content: str, parent: str | None) -> str:
    """Hash of a content id and of the id of the version before."""
    return json_digest({"content": content, "parent": parent})


def append(connection: Connection, version: Version, content: Content, data: Iterable[bytes]) -> Moved | None:
    """Add a version after its parent, with the bytes of its new sources; None when it landed.

    When the parent is no longer the latest version, nothing is written. The replacement of the head comes first: it
    decides between two publishers and makes the second one wait.
    """
    still = HEAD.c.version_id.is_(None) if version.parent is None else HEAD.c.version_id == version.parent
    if connection.execute(update(HEAD).where(still).values(version_id=version.version_id)).rowcount == 0:
        return Moved(latest=latest_id(connection))
    for one in data:
        sources.keep(connection, one)
    connection.execute(insert(VERSION).values(**{**asdict(version), "created_at": time_text(version.created_at)}))
    records = [_source_record(version.version_id, position, source) for position, source in enumerate(content.sources)]
    if records:
        connection.execute(insert(VERSION_SOURCE), records)
    decisions.attach(connection, version.version_id, content.decisions)
    return None


def latest_id(connection: Connection) -> str | None:
    """Id of the latest version, None before the first."""
    latest: str | None = connection.execute(select(HEAD.c.version_id)).scalar_one()
    return latest


def listed(connection: Connection) -> tuple[Version, ...]:
    """Every version, the first one first."""
    return tuple(map(_version, connection.execute(select(VERSION).order_by(VERSION.c.number)).mappings()))


def find(connection: Connection, written: str) -> Version | None:
    """The version that `latest`, an id or the unique beginning of one (four characters at least) means, or None."""
    wanted = latest_id(connection) if written == "latest" else written.strip().lower()
    if not wanted or len(wanted) < SHORTEST_PREFIX or not set(wanted) <= set("0123456789abcdef"):
        return None
    rows = connection.execute(select(VERSION).where(VERSION.c.version_id.startswith(wanted)).limit(2)).mappings().all()
    return _version(rows[0]) if len(rows) == 1 else None


def content_of(connection: Connection, version: str) -> Content:
    """What a version is made of."""
    rows = connection.execute(
        select(VERSION_SOURCE).where(VERSION_SOURCE.c.version_id == version).order_by(VERSION_SOURCE.c.position)
    ).mappings()
    return Content(sources=tuple(map(_source, rows)), decisions=decisions.of_version(connection, version))


def list_recipes(connection: Connection) -> tuple[str, ...]:
    """Recipes of supplier lists, those of the latest versions first, each once."""
    rows = connection.execute(
        select(VERSION_SOURCE.c.recipe)
        .join(VERSION, VERSION.c.version_id == VERSION_SOURCE.c.version_id)
        .where(VERSION_SOURCE.c.kind == SourceKind.LIST.value)
        .order_by(VERSION.c.number.desc(), VERSION_SOURCE.c.position.desc())
    )
    return tuple(dict.fromkeys(rows.scalars()))


def ordered(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Sources in the order of replay: regions, plan, chains by name, then lists and corrections as they came."""
    rank = {kind: place for place, kind in enumerate(SourceKind)}
    as_they_came = (SourceKind.LIST, SourceKind.CORRECTIONS)
    return tuple(sorted(sources, key=lambda one: (rank[one.kind], "" if one.kind in as_they_came else one.name)))


def _source_record(version: str, position: int, source: Source) -> dict[str, object]:
    return {
        "version_id": version,
        "position": position,
        "name": source.name,
        "kind": source.kind.value,
        "sha256": source.sha256,
        "recipe": source.recipe,
        "scope": canonical_json(list(source.scope)),
    }


def _source(row: RowMapping) -> Source:
    return Source(
        name=row["name"],
        kind=SourceKind(row["kind"]),
        sha256=row["sha256"],
        recipe=row["recipe"],
        scope=tuple(json.loads(row["scope"])),
    )


def _version(row: RowMapping) -> Version:
    return Version(**{**row, "created_at": text_time(row["created_at"])})
