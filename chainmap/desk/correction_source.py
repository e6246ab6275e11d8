"""The source 更正 of a chain inside a content: its rows, and the content with other rows in it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from chainmap.desk.correction_rows import from_bytes, to_bytes
from chainmap.model.correction import Correction
from chainmap.model.version import Content, Source, SourceKind
from chainmap.store import versions
from chainmap.store.canonical import digest

FOLDER = "更正/"
Fetch = Callable[[str], bytes]  # the bytes of a source by their hash


def source_name(chain_id: str) -> str:
    """Name of the source that holds a chain's corrections."""
    return FOLDER + chain_id


def names_in(*contents: Content) -> tuple[str, ...]:
    """Names of the 更正 that these contents have, each once."""
    found = (one.name for content in contents for one in content.sources if one.kind is SourceKind.CORRECTIONS)
    return tuple(dict.fromkeys(found))


def rows_of(content: Content, name: str, fetch: Fetch) -> tuple[Correction, ...]:
    """The corrections of a source, in the order in which they were made; none where there is no such source."""
    source = content.source(name)
    return from_bytes(fetch(source.sha256)) if source else ()


def with_rows(content: Content, name: str, rows: Sequence[Correction], new: dict[str, bytes]) -> Content:
    """The content with these rows as the source `name`; their bytes go into `new`. Without rows there is no such source."""
    others = tuple(one for one in content.sources if one.name != name)
    if not rows:
        return replace(content, sources=others)
    data = to_bytes(rows)
    new[digest(data)] = data
    scope = tuple(sorted({f"chain:{row.chain_id}" for row in rows}))
    made = Source(name=name, kind=SourceKind.CORRECTIONS, sha256=digest(data), scope=scope)
    sources = tuple(made if one.name == name else one for one in content.sources)
    return replace(content, sources=versions.ordered(sources if content.source(name) else (*sources, made)))
