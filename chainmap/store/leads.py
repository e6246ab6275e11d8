"""Leads and their history. A lead is never deleted."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, text, update

from chainmap.model.lead import LEAD_FIELDS, Lead, LeadChange
from chainmap.model.vocabulary import LeadStatus
from chainmap.store.canonical import canonical_json, text_time, time_text
from chainmap.store.schema import LEAD, LEAD_CHANGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """Somebody changed the lead in between."""

    present: Lead


def add(connection: Connection, lead: Lead, author: str, now: datetime) -> Lead:
    """Record a new lead; the lead with its number. Its first history line is its status."""
    fresh = replace(lead, revision=1, created_at=now, changed_at=now)
    number = connection.execute(insert(LEAD).values(**_record(fresh)).returning(LEAD.c.lead_id)).scalar_one()
    numbered = replace(fresh, lead_id=number)
    _keep(connection, numbered, [("status", "", numbered.status.value)], author, now)
    return numbered


def one_at_a_time(connection: Connection) -> None:
    """Until the transaction ends nobody else adds or changes leads: what it has read of them stays true.

    On SQLite every writer is alone anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE lead IN SHARE ROW EXCLUSIVE MODE"))


def change(connection: Connection, lead: Lead, author: str, now: datetime) -> Lead | Stale:
    """Record the changed fields of a lead that is `lead.revision` in the database; raises KeyError for an unknown one."""
    before = get(connection, lead.lead_id)
    if before is None:
        raise KeyError(lead.lead_id)
    after = replace(lead, revision=before.revision + 1, created_at=before.created_at, changed_at=now)
    if before.revision != lead.revision:
        return Stale(present=before)
    texts = ((field, _text(before, field), _text(after, field)) for field in LEAD_FIELDS)
    changes = [(field, old, new) for field, old, new in texts if old != new]
    if not changes:
        return before
    this = (LEAD.c.lead_id == lead.lead_id) & (LEAD.c.revision == lead.revision)
    if connection.execute(update(LEAD).where(this).values(**_record(after))).rowcount == 0:
        return Stale(present=get(connection, lead.lead_id) or before)
    _keep(connection, after, changes, author, now)
    return after


def get(connection: Connection, lead_id: int) -> Lead | None:
    """The lead with this number, or None."""
    row = connection.execute(select(LEAD).where(LEAD.c.lead_id == lead_id)).mappings().first()
    return None if row is None else _lead(row)


def listed(connection: Connection) -> tuple[Lead, ...]:
    """Every lead, the first one first."""
    return tuple(map(_lead, connection.execute(select(LEAD).order_by(LEAD.c.lead_id)).mappings()))


def last_number(connection: Connection) -> int:
    """The highest number of a lead; 0 without one."""
    return int(connection.execute(select(func.coalesce(func.max(LEAD.c.lead_id), 0))).scalar_one())


def history(connection: Connection, lead_id: int) -> tuple[LeadChange, ...]:
    """What was changed in a lead, in the order of time and of its fields."""
    rows = connection.execute(
        select(LEAD_CHANGE).where(LEAD_CHANGE.c.lead_id == lead_id).order_by(LEAD_CHANGE.c.revision)
    ).mappings()
    return tuple(sorted(map(_change, rows), key=lambda one: (one.revision, LEAD_FIELDS.index(one.field))))


def at_revision(lead: Lead, changes: Sequence[LeadChange], revision: int) -> Lead:
    """The lead as it was at an earlier revision; `changes` are its history."""
    for one in reversed(changes):
        if one.revision > max(revision, 1):
            lead = replace(lead, **{one.field: value_of(one.field, one.before)})
    return replace(lead, revision=revision)


def status_dates(connection: Connection) -> dict[int, date]:
    """When each lead came to its status."""
    latest = select(LEAD_CHANGE.c.lead_id, func.max(LEAD_CHANGE.c.happened_at)).where(LEAD_CHANGE.c.field == "status")
    rows = connection.execute(latest.group_by(LEAD_CHANGE.c.lead_id)).all()
    return {int(lead_id): text_time(at).date() for lead_id, at in rows}


def histories(connection: Connection) -> dict[int, tuple[LeadChange, ...]]:
    """The history of every lead."""
    found: dict[int, list[LeadChange]] = {}
    for row in connection.execute(select(LEAD_CHANGE).order_by(LEAD_CHANGE.c.lead_id, LEAD_CHANGE.c.revision)).mappings():
        found.setdefault(row["lead_id"], []).append(_change(row))
    return {lead_id: tuple(changes) for lead_id, changes in found.items()}


def value_of(field: str, text: str) -> Any:
    """The value of a field that is kept as this text."""
    match field:
        case "extra":
            return _free(text)
        case "status":
            return LeadStatus(text)
        case "due":
            return date.fromisoformat(text) if text else None
        case _:
            return text


def _keep(connection: Connection, lead: Lead, changes: list[tuple[str, str, str]], author: str, now: datetime) -> None:
    known: dict[str, object] = {
        "lead_id": lead.lead_id,
        "revision": lead.revision,
        "author": author,
        "happened_at": time_text(now),
    }
    connection.execute(
        insert(LEAD_CHANGE),
        [{**known, "field": field, "value_before": before, "value_after": after} for field, before, after in changes],
    )


def _text(lead: Lead, field: str) -> str:
    value = getattr(lead, field)
    if field == "extra":
        return _free_text(value)
    return "" if value is None else str(value)


def _free_text(columns: Iterable[tuple[str, str]]) -> str:
    return canonical_json(dict(columns))


def _free(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((str(name), str(value)) for name, value in json.loads(text or "{}").items()))


def _record(lead: Lead) -> dict[str, object]:
    record = {field.name: getattr(lead, field.name) for field in fields(Lead) if field.name != "lead_id"}
    assert lead.created_at is not None and lead.changed_at is not None
    return record | {
        "status": lead.status.value,
        "extra": _free_text(lead.extra),
        "due": None if lead.due is None else lead.due.isoformat(),
        "created_at": time_text(lead.created_at),
        "changed_at": time_text(lead.changed_at),
    }


def _lead(row: RowMapping) -> Lead:
    values = dict(row)
    values["status"], values["extra"] = LeadStatus(row["status"]), _free(row["extra"])
    values["due"] = None if row["due"] is None else date.fromisoformat(row["due"])
    values["created_at"], values["changed_at"] = text_time(row["created_at"]), text_time(row["changed_at"])
    return Lead(**values)


def _change(row: RowMapping) -> LeadChange:
    return LeadChange(
        lead_id=row["lead_id"],
        revision=row["revision"],
        field=row["field"],
        before=row["value_before"],
        after=row["value_after"],
        author=row["author"],
        at=text_time(row["happened_at"]),
    )
