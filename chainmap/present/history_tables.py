"""Versions, what changed between two of them, and decisions on names, as tables for a terminal."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from chainmap.model.alias import Alias
from chainmap.present.console import rows_table
from chainmap.present.difference_review import field, shown
from chainmap.present.numbers import percent, percent_points
from chainmap.present.version_list import noted, signed
from chainmap.present.words import Language, say, word

_OF_A_CHAIN = ("segments", "dependencies", "resources")  # chains may share their ids; the key does not name the chain
_ID_LENGTH = 12  # enough to name a version by


def versions_table(language: Language, answer: Mapping[str, Any]) -> RenderableType:
    """The versions of `history.versions_json`, the latest first; their ids cut short."""
    if not answer["versions"]:
        return Text(say("cli.no-versions", language))
    headers = ("version", "created_at", "author", "note", "parent")
    rows = [
        (
            one["id"][:_ID_LENGTH],
            one["created_at"][:16].replace("T", " "),
            signed(one["author"], language),
            noted(one["author"], one["note"], language),
            (one["parent"] or "")[:_ID_LENGTH],
        )
        for one in answer["versions"]
    ]
    return rows_table(language, headers, rows)


def difference_tables(language: Language, answer: Mapping[str, Any]) -> RenderableType:
    """The answer of `history.diff_json`: rows, decisions on names, and the effect on scores and verdicts."""
    rows = [
        (
            say(f"table.{table}", language),
            say(f"change.{row['change']}", language),
            " · ".join(filter(None, (row["chain"] if table in _OF_A_CHAIN else "", *row["key"]))),
            _changed_cells(row["cells"], language),
        )
        for table, changes in answer["rows"].items()
        for row in changes
    ]
    parts: list[RenderableType] = []
    if rows:
        parts.append(rows_table(language, ("table", "row-kind", "row", "cells"), rows))
    decisions = [
        (say(f"change.{kind}", language), one["written"], say(f"answer.{one['answer']}", language), one["target"], one["author"])
        for kind in ("added", "withdrawn")
        for one in answer["aliases"].get(kind, ())
    ]
    if decisions:
        parts.append(rows_table(language, ("row-kind", "written", "answer", "target", "author"), decisions))
    moved = [one for one in answer.get("split", ()) if any(one["change"]) or any(map(any, one["parts"].values()))]
    if moved:
        parts.append(_split_table(language, moved))
    verdicts = _verdicts(language, answer["effect"])
    if verdicts:
        parts.append(rows_table(language, ("chain", "segment", "before", "after"), verdicts))
    return Group(*parts) if parts else Text(say("cli.no-difference", language))


def aliases_table(language: Language, aliases: Sequence[Alias]) -> RenderableType:
    """Decisions on names in force."""
    if not aliases:
        return Text(say("names.no-decisions", language))
    headers = ("kind", "chain", "written", "answer", "target", "author", "created_at", "note")
    rows = [
        (
            word(one.kind, language), one.chain_id, one.written, word(one.answer, language), one.target, one.author,
            one.decided_at.isoformat()[:16].replace("T", " "), one.note,
        )
        for one in aliases
    ]  # fmt: skip
    return rows_table(language, headers, rows)


def _split_table(language: Language, splits: Sequence[Mapping[str, Any]]) -> RenderableType:
    """Scores on lo in points: before, after, change, and the part of every cause."""
    causes = tuple(splits[0]["parts"])
    headers = ("chain", "score", "before", "after", "change", *causes)
    rows = [
        (
            one["chain"], say(f"score.{one['score']}", language), percent(one["before"][0]), percent(one["after"][0]),
            percent_points(one["change"][0]), *(percent_points(one["parts"][cause][0]) for cause in causes),
        )
        for one in splits
    ]  # fmt: skip
    return rows_table(language, headers, rows)


def _verdicts(language: Language, effects: Iterable[Mapping[str, Any]]) -> list[tuple[str, ...]]:
    return [
        (chain["chain"], segment["segment"], *(_verdict(segment["verdict"][at], language) for at in ("before", "after")))
        for chain in effects
        for segment in chain["segments"]
        if segment["verdict"]["before"] != segment["verdict"]["after"]
    ]


def _verdict(code: str | None, language: Language) -> str:
    return "–" if code is None else say(f"verdict.{code}", language)


def _changed_cells(cells: Iterable[Mapping[str, str]], language: Language) -> str:
    return "; ".join(_changed_cell(cell, language) for cell in cells)


def _changed_cell(cell: Mapping[str, str], language: Language) -> str:
    before, after = _cell(cell, "before", language), _cell(cell, "after", language)
    return f"{field(cell['column'], language)}: {before} → {after}"


def _cell(cell: Mapping[str, str], side: str, language: Language) -> str:
    return shown(cell["column"], cell[side], language) if cell[side] else "∅"
