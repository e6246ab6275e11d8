"""Contents and versions made by hand, for tests that need no workbook."""

from datetime import UTC, datetime, timedelta

from chainmap.model.alias import Alias, AliasKind, Answer
from chainmap.model.version import Content, Source, SourceKind, Version
from chainmap.store import versions
from chainmap.store.canonical import digest
from chainmap.store.database import Store

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def alias(written: str, target: str = "光刻胶") -> Alias:
    return Alias(
        kind=AliasKind.SEGMENT, chain_id="ic", written=written, answer=Answer.SAME, target=target, author="甲", decided_at=START,
        note="电话核实",
    )  # fmt: skip


def content(*texts: str, decisions: tuple[Alias, ...] = ()) -> tuple[Content, list[bytes]]:
    """A content of one source per text, and the bytes."""
    data = [text.encode() for text in texts]
    sources = tuple(
        Source(name=f"chains/{number}.xlsx", kind=SourceKind.CHAIN, sha256=digest(one), scope=(f"chain:{number}",))
        for number, one in enumerate(data)
    )
    return Content(sources=sources, decisions=decisions), data


def version(parent: Version | None, of: Content, note: str = "", author: str = "甲") -> Version:
    """The version after `parent` with this content."""
    content_id = versions.content_id(of)
    parent_id = parent.version_id if parent else None
    number = parent.number + 1 if parent else 1
    return Version(
        version_id=versions.version_id(content_id, parent_id), number=number, content_id=content_id, parent=parent_id,
        base=parent_id, method=1, author=author, note=note, created_at=START + timedelta(minutes=number),
    )  # fmt: skip


def published(store: Store, parent: Version | None, *texts: str, decisions: tuple[Alias, ...] = ()) -> Version:
    """Append a version; it must land."""
    made, data = content(*texts, decisions=decisions)
    new = version(parent, made)
    with store.writing() as connection:
        assert versions.append(connection, new, made, data) is None
    return new
