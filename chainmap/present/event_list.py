"""The event log in words: who did what, when and about what; filtered, and as a table to download."""

from collections.abc import Sequence

from chainmap.model.event import Event, What
from chainmap.model.finding import Fact
from chainmap.model.version import Version
from chainmap.model.vocabulary import LeadStatus
from chainmap.present.html_table import Column, Row, html_table
from chainmap.present.markup import Markup
from chainmap.present.table import Table, TableColumn
from chainmap.present.version_list import signed
from chainmap.present.words import TEXTS, Language, say, word

_CODES = ("versions.time", "log.person", "log.what", "versions.number", "log.details")
_NUMBERS = frozenset({"number", "lead", "scenario", "restored", "until"})  # said elsewhere in the line, or by nobody
_WIDTHS = (18, 26, 20, 8, 56)  # of the sheet, in characters
_PAGE_WIDTHS = ("13em", "11em", "11em", "5em", None)


def matching(
    events: Sequence[Event], language: Language, *, author: str | None = None, what: What | None = None, text: str = ""
) -> tuple[Event, ...]:
    """The events of a person, of a kind, that hold a text in whatever case."""
    wanted = text.strip().casefold()
    return tuple(
        one
        for one in events
        if author in (None, one.author)
        and what in (None, one.what)
        and wanted in f"{signed(one.author, language)} {details(one, language)}".casefold()
    )


def details(event: Event, language: Language) -> str:
    """What an event was about: its facts, words of ours in the reader's language."""
    told = [_told(key, fact, language) for key, fact in event.facts.items() if key not in _NUMBERS]
    return " · ".join(one for one in told if one)


def event_table(events: Sequence[Event], versions: Sequence[Version], language: Language, *, at_most: int = 300) -> Markup:
    """One row a deed, the latest first."""
    numbers = _numbers(versions)
    columns = tuple(
        Column(label=say(code, language), code=code, tight=width is not None, width=width, numeric=code == "versions.number")
        for code, width in zip(_CODES, _PAGE_WIDTHS, strict=True)
    )
    rows = [Row(cells=_cells(one, numbers, language)) for one in events[:at_most]]
    return html_table(columns, rows, caption=say("versions.log", language), empty=say("log.empty", language))


def event_rows(events: Sequence[Event], versions: Sequence[Version], language: Language) -> Table:
    """All of them, to download."""
    numbers = _numbers(versions)
    heads = tuple(TableColumn(header=say(code, language), width=width) for code, width in zip(_CODES, _WIDTHS, strict=True))
    rows = [list(_cells(one, numbers, language)) for one in events]
    return Table(name=say("versions.log", language), columns=heads, rows=rows)


def _cells(one: Event, numbers: dict[str, int], language: Language) -> tuple[str, ...]:
    at = one.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    return (
        at,
        signed(one.author, language),
        word(one.what, language),
        str(numbers.get(one.version_id or "", "")),
        details(one, language),
    )


def _told(key: str, fact: Fact, language: Language) -> str:
    if key == "status" and fact in set(LeadStatus):
        return word(LeadStatus(str(fact)), language)
    if f"{key}.{fact}" in TEXTS:
        return say(f"{key}.{fact}", language)
    return "、".join(map(str, fact)) if isinstance(fact, tuple) else str(fact).strip() if fact is not None else ""


def _numbers(versions: Sequence[Version]) -> dict[str, int]:
    return {version.version_id: version.number for version in versions}
