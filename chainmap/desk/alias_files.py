"""Name decisions as a list to read, to export and to import."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from chainmap.desk.drafts import Draft
from chainmap.desk.matching import with_decisions
from chainmap.desk.outcome import Refusal
from chainmap.model.alias import Alias, AliasKind, Answer
from chainmap.store import decisions, versions
from chainmap.store.canonical import time_text
from chainmap.store.database import Store

NAMES_FILE = "names.json"  # beside the workbooks of a state: without it names would mean what they say


def in_force(store: Store, version: str = "latest") -> tuple[Alias, ...]:
    """The decisions of a version; none when there is no such version."""
    with store.reading() as connection:
        found = versions.find(connection, version)
        return decisions.of_version(connection, found.version_id) if found else ()


def aliases_json(store: Store, version: str = "latest") -> dict[str, object]:
    """The decisions of a version as `import_aliases` reads them."""
    return {"aliases": [_record(one) for one in in_force(store, version)]}


def imported(answer: object) -> tuple[Alias, ...] | Refusal:
    """The decisions in what a JSON file of `aliases_json` holds; the first entry that cannot be read is refused by its number."""
    entries = answer.get("aliases") if isinstance(answer, Mapping) else None
    if not isinstance(entries, list):
        return Refusal(code="aliases-file", facts={"entry": 0})
    found = []
    for number, entry in enumerate(entries, start=1):
        try:
            found.append(_alias(entry))
        except (KeyError, TypeError, ValueError):
            return Refusal(code="aliases-file", facts={"entry": number})
    return tuple(found)


def with_names_of(store: Store, draft: Draft, folder: Path) -> Draft | Refusal:
    """The draft of a folder with the decisions that lie in it as `names.json`, where there are any."""
    if not (folder / NAMES_FILE).is_file():
        return draft
    try:
        found = imported(json.loads((folder / NAMES_FILE).read_bytes()))
    except ValueError:  # not JSON, or no text at all
        return Refusal(code="aliases-file", facts={"entry": 0})
    return found if isinstance(found, Refusal) else with_decisions(store, draft, found)


def _record(alias: Alias) -> dict[str, object]:
    return {
        "kind": alias.kind.value,
        "chain": alias.chain_id,
        "written": alias.written,
        "answer": alias.answer.value,
        "target": alias.target,
        "author": alias.author,
        "decided_at": time_text(alias.decided_at),
        "note": alias.note,
    }


def _alias(entry: Mapping[str, object]) -> Alias:
    decided_at = datetime.fromisoformat(str(entry["decided_at"]))
    time_text(decided_at)  # a time without a zone is refused
    alias = Alias(
        kind=AliasKind(str(entry["kind"])),
        chain_id=str(entry["chain"]),
        written=str(entry["written"]).strip(),
        answer=Answer(str(entry["answer"])),
        target=str(entry["target"]).strip(),
        author=str(entry["author"]),
        decided_at=decided_at,
        note=str(entry.get("note", "")),
    )
    if not alias.written or (alias.answer is not Answer.NEW and not alias.target):
        raise ValueError(alias.written)
    return alias
