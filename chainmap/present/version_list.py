"""Versions in words: how one is called, and the list of all."""

from collections.abc import Sequence
from datetime import datetime

from chainmap.model.version import SHIPPED_NOTE, SYSTEM, Source, Version
from chainmap.present.html_table import Column, Row, html_table, opener
from chainmap.present.markup import Markup, element
from chainmap.present.words import Language, say, word

_ID_LENGTH = 8


def version_name(version: Version) -> str:
    """Number and day: `3 · 2026-11-23`."""
    return f"{version.number} · {_time(version.created_at)[:10]}"


def signed(author: str, language: Language) -> str:
    """Who it was: a person as written, the app itself in the reader's language."""
    return say("versions.system", language) if author == SYSTEM else author


def noted(author: str, note: str, language: Language) -> str:
    """What its author says of a version; of the one that the app brought along in the reader's language."""
    return say("versions.shipped", language) if (author, note) == (SYSTEM, SHIPPED_NOTE) else note


def version_table(versions: Sequence[Version], language: Language, *, chosen: str) -> Markup:
    """One row a version, the latest first; a click opens the pages at it."""
    numbers = {version.version_id: version.number for version in versions}
    columns = (
        Column(label=say("versions.number", language), code="number", numeric=True, width="5em"),
        Column(label=say("versions.time", language), code="time", tight=True, width="11em"),
        Column(label=say("versions.author", language), code="author", tight=True, width="11em"),
        Column(label=say("versions.note", language), code="note"),
        Column(label=say("versions.base", language), code="base", numeric=True, width="6em"),
        Column(label=say("versions.id", language), code="id", tight=True, width="7em"),
    )
    rows = [
        Row(
            cells=(
                opener(str(one.number), f"version:{one.version_id}", is_open=one.version_id == chosen),
                _time(one.created_at),
                signed(one.author, language),
                _note(one, numbers, language),
                str(numbers.get(one.base or "", "–")),
                element("code", one.version_id[:_ID_LENGTH]),
            ),
            event=f"version:{one.version_id}",
        )
        for one in versions
    ]
    return html_table(columns, rows, caption=say("versions.title", language), empty=say("versions.none", language))


def source_table(sources: Sequence[Source], language: Language) -> Markup:
    """What a version is made of, in the order in which it is read."""
    widths = {"versions.source": "22em", "versions.kind": "11em", "versions.hash": None}
    columns = tuple(Column(label=say(code, language), sortable=False, width=width) for code, width in widths.items())
    rows = [Row(cells=(one.name, word(one.kind, language), element("code", one.sha256))) for one in sources]
    return html_table(columns, rows, caption=say("versions.source", language), empty=say("versions.none", language))


def _note(version: Version, numbers: dict[str, int], language: Language) -> str:
    if version.restores is None:
        return noted(version.author, version.note, language)
    restored = say("versions.restores", language, number=numbers.get(version.restores, 0))
    return f"{restored} {version.note}".strip()


def _time(at: datetime) -> str:
    """In the machine's own zone, to the minute."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")
