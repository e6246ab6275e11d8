"""A list of leads that comes back from Excel: what differs from the leads of now, and all of it taken in at once.

A row with a number is compared with its lead as it was exported: a cell that only the file changed is a change, one that
a colleague changed too is a conflict. A row without a number is a new lead, unless its company is one already for that
segment and region: then it is compared with that lead, and its blank cells say nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chainmap.analysis.identity import Identity, identity
from chainmap.desk.outcome import Refusal
from chainmap.desk.readings import workbook
from chainmap.desk.roles import Deed, User, refusal
from chainmap.intake.content import as_text, is_blank
from chainmap.intake.lead_list import read_leads
from chainmap.model.dataset import Dataset
from chainmap.model.event import Event, What
from chainmap.model.finding import Fact, Finding, Severity
from chainmap.model.lead import LEAD_FIELDS, Lead, LeadChange
from chainmap.model.lead_list import FREE, FieldChange, LeadComparison, LeadEdit, LeadRow, LeadSheet, NewLead
from chainmap.model.vocabulary import LeadStatus
from chainmap.store import events
from chainmap.store import leads as records
from chainmap.store.database import Connection, Store

_COLUMN_OF = {"chain_id": "chain", "segment_id": "segment", "region_id": "region"}
_ABOUT = ("company", "chain_id", "segment_id", "region_id")
_LONGEST = 32_767  # characters of an Excel cell
_FIELDS = tuple(name for name in LEAD_FIELDS if name != "extra")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What was stored."""

    added: tuple[Lead, ...]
    changed: tuple[Lead, ...]
    dropped: tuple[Lead, ...]


def compare(store: Store, dataset: Dataset, name: str, data: bytes, *, region: str) -> LeadComparison:
    """Reads a file in the reading process and compares it with the leads of now; nothing is stored."""
    with store.reading() as connection:
        leads = {one.lead_id: one for one in records.listed(connection)}
        histories = records.histories(connection)
    sheet = read_leads(workbook(name, data), dataset, leads, region)
    return _compared(sheet, leads, histories, identity(dataset.suppliers))


def take_in(
    store: Store,
    found: LeadComparison,
    *,
    user: User,
    now: datetime,
    mine: Iterable[tuple[int, str]] = (),
    without_bad_rows: bool = False,
    drop_missing: bool = False,
) -> TakenIn | Refusal:
    """Stores all of it in one transaction, or nothing. In a conflict the colleague's value stays unless it is in `mine`.

    Refused while there are errors, unless their rows are left out by choice, and when a lead was changed since the comparison.
    """
    refused = refusal(user, Deed.FOLLOW_LEADS, now)
    if refused:
        return refused
    if found.errors and not (without_bad_rows and found.is_usable):
        return Refusal(code="leads-invalid", facts={"count": len(found.errors)})
    try:
        with store.writing() as connection:
            records.one_at_a_time(connection)
            done = _stored(connection, found, frozenset(mine), drop_missing, user, now)
            if done.added or done.changed or done.dropped:
                events.record(connection, _event(found, done, user, now))
    except _MovedOnError as problem:
        return problem.refusal
    return done


class _MovedOnError(Exception):
    """A lead is not any more as it was compared: undoes the whole transaction."""

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.refusal = Refusal(code=code, facts=facts)


def _stored(
    connection: Connection, found: LeadComparison, mine: frozenset[tuple[int, str]], drop: bool, user: User, now: datetime
) -> TakenIn:
    changed = []
    for edit in found.edited:
        kept = [one for one in edit.changes if not one.conflict or (edit.lead.lead_id, one.field) in mine]
        if kept:
            changed.append(_changed(connection, with_changes(edit.lead, kept), user, now))
    dropped = [
        _changed(connection, replace(lead, status=LeadStatus.DROPPED), user, now) for lead in (found.missing if drop else ())
    ]
    if found.added and records.last_number(connection) != found.last_number:
        raise _MovedOnError("leads-moved-on")  # a colleague has added a lead since: perhaps one of these
    added = [records.add(connection, one.lead, user.name, now) for one in found.added]
    return TakenIn(added=tuple(added), changed=tuple(changed), dropped=tuple(dropped))


def _changed(connection: Connection, lead: Lead, user: User, now: datetime) -> Lead:
    if records.get(connection, lead.lead_id) is None:
        raise _MovedOnError("lead-moved-on", lead=lead.lead_id)
    changed = records.change(connection, lead, user.name, now)
    if isinstance(changed, records.Stale):
        raise _MovedOnError("lead-moved-on", lead=lead.lead_id)
    return changed


def with_changes(lead: Lead, changes: Iterable[FieldChange]) -> Lead:
    """The lead with these fields as the file has them."""
    for one in changes:
        if one.field.startswith(FREE):
            free = {**dict(lead.extra), one.field.removeprefix(FREE): one.after}
            lead = replace(lead, extra=tuple(sorted((name, text) for name, text in free.items() if text)))
        else:
            lead = replace(lead, **{one.field: records.value_of(one.field, one.after)})
    return lead


def _compared(
    sheet: LeadSheet, leads: Mapping[int, Lead], histories: Mapping[int, Sequence[LeadChange]], of: Identity
) -> LeadComparison:
    exported = dict(sheet.exported or ())
    added: list[NewLead] = []
    edited: list[LeadEdit] = []
    findings: list[Finding] = []
    unchanged = 0
    for row in sheet.rows:
        own = [leads[row.lead.lead_id]] if row.lead.lead_id else [one for one in leads.values() if _same(of, row.lead, one)]
        if not row.lead.lead_id and any(_same(of, row.lead, one.lead) for one in added):
            findings.append(_finding("lead-row-twice", row, Severity.ERROR))
        elif not own:
            also = tuple(one for one in leads.values() if of(one.company) == of(row.lead.company))
            added.append(NewLead(cell=row.cell, lead=row.lead, also=also))
        else:
            edit = _edit(row, own[-1], exported, histories)
            findings += _doubts(row, edit)
            edited += [edit] if edit.changes else []
            unchanged += not edit.changes
    return LeadComparison(
        sheet=sheet, added=tuple(added), edited=tuple(edited), unchanged=unchanged, missing=_missing(sheet, leads),
        last_number=max(leads, default=0),
        findings=tuple(sorted((*sheet.findings, *findings), key=lambda one: one.order)),
    )  # fmt: skip


def _edit(row: LeadRow, present: Lead, exported: Mapping[int, int], histories: Mapping[int, Sequence[LeadChange]]) -> LeadEdit:
    matched = not row.lead.lead_id
    revision = present.revision if matched else row.revision or exported.get(present.lead_id) or present.revision
    base = records.at_revision(present, histories.get(present.lead_id, ()), min(revision, present.revision))
    texts = [_texts(one) for one in (base, present, row.lead)]
    given = {name for name in _FIELDS if _COLUMN_OF.get(name, name) in row.given}
    given |= {name for text in texts for name in text if name.startswith(FREE) and name in row.given}
    changes = []
    for name in sorted(given, key=lambda one: (one.startswith(FREE), _FIELDS.index(one) if one in _FIELDS else 0, one)):
        before, now, after = (text.get(name, "") for text in texts)
        if after not in (before, now) and not (matched and not after):
            changes.append(FieldChange(field=name, base=before, present=now, after=after))
    return LeadEdit(cell=row.cell, lead=present, changes=tuple(changes), matched=matched)


def _texts(lead: Lead) -> dict[str, str]:
    texts: dict[str, Any] = {name: getattr(lead, name) for name in _FIELDS}
    plain = {name: "" if value is None else _as_read(str(value)) for name, value in texts.items()}
    return plain | {FREE + name: _as_read(text) for name, text in lead.extra}


def _as_read(text: str) -> str:
    """A text as it comes back from a cell: a sheet cuts what is too long, and reading strips what is blank around it."""
    cell = text.replace("\r\n", "\n").replace("\r", "\n")
    cell = cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…"
    return "" if is_blank(cell) else as_text(cell)


def _doubts(row: LeadRow, edit: LeadEdit) -> list[Finding]:
    """What a person should look at: a row that is about another company now, one that was told without its number."""
    found = []
    about = tuple(one.field for one in edit.changes if one.field in _ABOUT)
    if "company" in about:
        change = next(one for one in edit.changes if one.field == "company")
        facts: dict[str, Fact] = {"lead": edit.lead.lead_id, "before": change.present}
        found.append(_finding("lead-renamed", row, Severity.WARNING, **facts))
    if edit.matched:
        facts = {"lead": edit.lead.lead_id, "company": edit.lead.company}
        found.append(_finding("lead-matched", row, Severity.INFO, **facts))
    elif row.revision is None and "revision" not in row.given:
        found.append(_finding("lead-without-revision", row, Severity.INFO, lead=edit.lead.lead_id))
    return found


def _missing(sheet: LeadSheet, leads: Mapping[int, Lead]) -> tuple[Lead, ...]:
    """Leads that were exported, are not in the file any more, and are still open. Without the export's own sheet: none."""
    gone = [number for number, _revision in sheet.exported or () if number not in sheet.numbers and number in leads]
    return tuple(leads[number] for number in dict.fromkeys(gone) if leads[number].is_open)


def _same(of: Identity, one: Lead, other: Lead) -> bool:
    """Whether two leads are about one company on one segment in one region."""
    slots = [(lead.chain_id, lead.segment_id, lead.region_id, of(lead.company)) for lead in (one, other)]
    return slots[0] == slots[1]


def _finding(code: str, row: LeadRow, severity: Severity, **facts: Fact) -> Finding:
    return Finding(code=code, severity=severity, cell=row.cell, value=row.lead.company, facts=facts)


def _event(found: LeadComparison, done: TakenIn, user: User, now: datetime) -> Event:
    facts: dict[str, Fact] = {
        "file": found.sheet.file, "added": len(done.added), "changed": len(done.changed), "dropped": len(done.dropped),
    }  # fmt: skip
    return Event(at=now, author=user.name, what=What.LEADS_TAKEN_IN, facts=facts)
