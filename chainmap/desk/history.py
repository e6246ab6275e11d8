"""The history as answers: versions, who did what, whether all hashes still hold, and what changed between two versions."""

from chainmap.desk.compare import CellChange, Difference, RowChange, RowKind, difference
from chainmap.desk.effect import ChainEffect, effect
from chainmap.desk.outcome import Refusal
from chainmap.desk.version_change import data_json, splits_json, version_change
from chainmap.desk.workspace import Workspace, assessed, open_version
from chainmap.model.alias import Alias
from chainmap.model.event import Event
from chainmap.model.finding import Cell
from chainmap.model.interval import Interval
from chainmap.model.parameters import Parameters
from chainmap.model.version import Content, Version
from chainmap.store import events, versions
from chainmap.store.canonical import time_text
from chainmap.store.database import Store
from chainmap.store.verify import Problem
from chainmap.store.verify import verify as verify_records


def listed(store: Store) -> tuple[Version, ...]:
    """Every version, the latest first."""
    with store.reading() as connection:
        return versions.listed(connection)[::-1]


def find(store: Store, written: str) -> Version | None:
    """The version that `latest`, an id or the unique beginning of one means."""
    with store.reading() as connection:
        return versions.find(connection, written)


def content_of(store: Store, version_id: str) -> Content:
    """The sources and the name decisions of a version."""
    with store.reading() as connection:
        return versions.content_of(connection, version_id)


def deeds(store: Store, *, limit: int | None = 200) -> tuple[Event, ...]:
    """Who did what, the latest first."""
    with store.reading() as connection:
        return events.listed(connection, limit=limit)


def verify(store: Store) -> tuple[Problem, ...]:
    """What does not hash to what it should; nothing when the database is whole."""
    with store.reading() as connection:
        return verify_records(connection)


def versions_json(store: Store) -> dict[str, object]:
    """`{"versions": [...]}`, the latest first."""
    return {
        "versions": [
            {
                "id": one.version_id,
                "parent": one.parent,
                "author": one.author,
                "note": one.note,
                "created_at": time_text(one.created_at),
            }
            for one in listed(store)
        ]
    }


def verify_json(store: Store) -> dict[str, object]:
    """`{"ok", "problems"}`; a problem has a code and the hash that it is about."""
    problems = verify(store)
    return {"ok": not problems, "problems": [{"code": one.code, "subject": one.subject} for one in problems]}


def between(store: Store, before: str, after: str) -> tuple[Workspace, Workspace] | Refusal:
    """Both versions, opened."""
    opened = []
    for written in (before, after):
        workspace = open_version(store, written)
        if workspace is None:
            return Refusal(code="unknown-version", facts={"version": written})
        opened.append(workspace)
    return opened[0], opened[1]


def diff_json(
    store: Store, before: str, after: str, parameters: Parameters | None = None, parameters_before: Parameters | None = None
) -> dict[str, object] | Refusal:
    """What changed from one version to another: rows per table, name decisions, the effect on scores and verdicts, and causes.

    `parameters_before` are those of the older side; None: the same. Raises RegionError when they do not fit one of them.
    """
    opened = between(store, before, after)
    if isinstance(opened, Refusal):
        return opened
    old, new = opened
    parameters = parameters or Parameters()
    earlier = parameters_before or parameters
    effects = effect(assessed(old, earlier) if old.dataset else None, assessed(new, parameters) if new.dataset else None)
    change = version_change(old, new, earlier, parameters) if old.dataset and new.dataset else None
    return {
        "before": old.label,
        "after": new.label,
        **difference_json(difference(old.dataset, new.dataset)),
        "aliases": _aliases(content_of(store, old.label), content_of(store, new.label)),
        "effect": [_effect_json(one) for one in effects],
        "parameters": {"before": earlier.as_json(), "after": parameters.as_json()},
        "split": splits_json(change.splits) if change else [],
        "data": data_json(change.data) if change else [],
    }


def difference_json(found: Difference) -> dict[str, object]:
    """Rows by table: what was added, removed, changed, with every cell old → new."""
    tables: dict[str, list[object]] = {}
    for row in found.rows:
        tables.setdefault(row.table.value, []).append(_row_json(row))
    return {"rows": tables}


def _row_json(row: RowChange) -> dict[str, object]:
    return {
        "change": row.kind.value,
        "chain": row.chain_id,
        "key": list(row.key),
        "cells": [_cell_json(row, cell) for cell in row.cells],
        "cell_before": _place(row.before),
        "cell_after": _place(row.after),
    }


def _cell_json(row: RowChange, cell: CellChange) -> dict[str, object]:
    places = {"cell_before": _place(row.cell_before(cell.column)), "cell_after": _place(row.cell_after(cell.column))}
    return {"column": cell.column, "before": cell.before, "after": cell.after, **(places if row.kind is RowKind.CHANGED else {})}


def _place(cell: Cell | None) -> str | None:
    return None if cell is None else str(cell)


def _aliases(before: Content, after: Content) -> dict[str, list[object]]:
    old, new = ({one.meaning: one for one in content.decisions} for content in (before, after))
    return {
        "added": [_alias_json(new[meaning]) for meaning in new if meaning not in old],
        "withdrawn": [_alias_json(old[meaning]) for meaning in old if meaning not in new],
    }


def _alias_json(alias: Alias) -> dict[str, object]:
    return {
        "kind": alias.kind.value, "chain": alias.chain_id, "written": alias.written, "answer": alias.answer.value,
        "target": alias.target, "author": alias.author,
    }  # fmt: skip


def _effect_json(one: ChainEffect) -> dict[str, object]:
    scores: dict[str, dict[str, object]] = {}
    for score in one.scores:
        scores.setdefault(score.region_id, {})[score.score.value] = {"before": _ends(score.before), "after": _ends(score.after)}
    return {
        "chain": one.chain_id,
        "scores": scores,
        "segments": [
            {
                "segment": segment.segment_id,
                "verdict": {"before": segment.verdict_before, "after": segment.verdict_after},
                "action": {"before": segment.action_before, "after": segment.action_after},
            }
            for segment in one.segments
            if segment.changed
        ],
    }


def _ends(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [interval.lo, interval.hi]
