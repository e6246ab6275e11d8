"""Leads: add, change, list, forecast, and land one, which makes a new version."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

import pandas as pd

from chainmap.analysis.landing import strongest_first, with_landing
from chainmap.desk import corrections, on_the_spot
from chainmap.desk.outcome import Invalid, Outcome, Refusal
from chainmap.desk.publish import Purpose, publish
from chainmap.desk.roles import Deed, User, refusal
from chainmap.desk.workspace import open_version
from chainmap.intake.companies import locator, with_company_keys
from chainmap.model.correction import Correction, CorrectionKind
from chainmap.model.dataset import Dataset
from chainmap.model.event import Event, What
from chainmap.model.finding import Fact
from chainmap.model.lead import LEAD_FIELDS, Lead, LeadChange
from chainmap.model.names import matching_key
from chainmap.model.vocabulary import LeadStatus, Status, spellings
from chainmap.store import events
from chainmap.store import leads as records
from chainmap.store.database import Connection, Store

_CARRIED = ("uscc", "company_group", "control", "control_country")  # what a company takes along when it lands


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadView:
    """A lead beside the data of today. A lead whose chain, segment or region is gone says so and is never dropped."""

    lead: Lead
    chain_known: bool
    segment_known: bool
    region_known: bool
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleLead:
    """Somebody else changed the lead since it was read; nothing was written."""

    present: Lead


def add(store: Store, lead: Lead, *, user: User, now: datetime) -> Lead | Refusal:
    """Record a new lead; the lead with its number."""
    refused = refusal(user, Deed.FOLLOW_LEADS, now) or _incomplete(lead)
    if refused:
        return refused
    with store.writing() as connection:
        added = records.add(connection, lead, user.name, now)
        events.record(connection, _event(What.LEAD_ADDED, added, user, now))
    return added


def change(store: Store, lead: Lead, *, user: User, now: datetime) -> Lead | StaleLead | Refusal:
    """Record what differs from the lead as it was read (`lead.revision`)."""
    refused = refusal(user, Deed.FOLLOW_LEADS, now) or _incomplete(lead)
    if refused:
        return refused
    with store.writing() as connection:
        if records.get(connection, lead.lead_id) is None:
            return Refusal(code="unknown-lead", facts={"lead": lead.lead_id})
        changed = records.change(connection, lead, user.name, now)
        if isinstance(changed, records.Stale):
            return StaleLead(present=changed.present)
        if changed.revision > lead.revision:
            events.record(connection, _event(What.LEAD_CHANGED, changed, user, now))
    return changed


def listed(store: Store, dataset: Dataset | None, today: date) -> tuple[LeadView, ...]:
    """Every lead: overdue ones first, then open ones by their due date, then the others."""
    with store.reading() as connection:
        leads = records.listed(connection)
    views = [_view(lead, dataset, today) for lead in leads]
    return tuple(
        sorted(views, key=lambda one: (not one.overdue, not one.lead.is_open, one.lead.due or date.max, one.lead.lead_id))
    )


def history(store: Store, lead_id: int) -> tuple[LeadChange, ...]:
    """What was changed in a lead, by whom and when."""
    with store.reading() as connection:
        return records.history(connection, lead_id)


def land(store: Store, lead: Lead, *, user: User, now: datetime, note: str, base: str | None = None) -> Outcome:
    """The lead has landed: its company produces in its region from now on. Status and data land together or not at all."""
    refused = refusal(user, Deed.FOLLOW_LEADS, now)
    if refused:
        return refused
    workspace = open_version(store, base or "latest")
    if workspace is None or workspace.dataset is None:
        return Refusal(code="nothing-to-correct")
    with store.reading() as connection:
        present = records.get(connection, lead.lead_id)
    if present is None or present.revision != lead.revision:
        return Refusal(code="lead-moved-on", facts={"lead": lead.lead_id})
    rows = (_landed(workspace.dataset, lead, user, now, note),) if lead.region_id in workspace.dataset.regions else ()
    draft = on_the_spot.correction_draft(store, rows, base=base)
    if isinstance(draft, Invalid | Refusal) or not rows:
        return draft if isinstance(draft, Invalid | Refusal) else Refusal(code="unknown-region", facts={"region": lead.region_id})
    facts: dict[str, Fact] = {"lead": lead.lead_id, "company": lead.company}
    purpose = Purpose(what=What.CORRECTED, facts=facts, also=lambda connection, _: _set_landed(connection, lead, user, now))
    try:
        return publish(store, draft, user=user, note=note, now=now, purpose=purpose)
    except _MovedOnError:
        return Refusal(code="lead-moved-on", facts={"lead": lead.lead_id})


def forecast(dataset: Dataset, leads: Iterable[Lead]) -> Dataset:
    """The data as if these leads had landed; those whose segment or region is gone are left out."""
    suppliers = dataset.suppliers
    known = {(chain.chain_id, one.segment_id) for chain in dataset.chains for one in chain.segments}
    for lead in leads:
        if (lead.chain_id, lead.segment_id) not in known or lead.region_id not in dataset.regions:
            continue
        company_key = _company_key(suppliers, lead.company)
        if company_key is None:
            suppliers = _with_unknown(replace(dataset, suppliers=suppliers), lead)
        else:
            suppliers = with_landing(suppliers, company_key, lead.chain_id, lead.segment_id, lead.region_id)
    return replace(dataset, suppliers=suppliers)


def leads_json(store: Store, dataset: Dataset | None, today: date) -> dict[str, object]:
    """Every lead with its fields, and whether its segment is still there and its next step overdue."""
    return {
        "leads": [
            {
                "id": view.lead.lead_id,
                **{name: _plain(getattr(view.lead, name)) for name in LEAD_FIELDS},
                "segment_known": view.segment_known,
                "overdue": view.overdue,
            }
            for view in listed(store, dataset, today)
        ]
    }


class _MovedOnError(Exception):
    """The lead was changed while its version was made: undoes the whole transaction."""


def _set_landed(connection: Connection, lead: Lead, user: User, now: datetime) -> None:
    changed = records.change(connection, replace(lead, status=LeadStatus.LANDED), user.name, now)
    if isinstance(changed, records.Stale):
        raise _MovedOnError
    events.record(connection, _event(What.LEAD_CHANGED, changed, user, now))


def _landed(dataset: Dataset, lead: Lead, user: User, now: datetime, note: str) -> Correction:
    """The row of a company that landed: its own there if it has one, else a new one with what is known of the company."""
    suppliers = dataset.suppliers
    company_key = _company_key(suppliers, lead.company)
    of_company = suppliers[suppliers["company_key"] == company_key]
    slot = (of_company["chain_id"] == lead.chain_id) & (of_company["segment_id"] == lead.segment_id)
    there = of_company[slot & (of_company["region_id"] == lead.region_id)]
    producing = spellings(Status)[Status.PRODUCING][0]
    if len(there):
        supplier = int(suppliers.index.get_indexer(there.index[:1])[0])
        return on_the_spot.changed(dataset, supplier, "status", producing, user=user, now=now, note=note)
    values = [("status", producing), ("source", lead.origin)]
    if len(of_company):
        strongest = strongest_first(of_company).iloc[0]
        values += [(name, str(strongest[name])) for name in _CARRIED]
    place = dataset.regions[lead.region_id].name_zh
    return on_the_spot.found(lead.chain_id, lead.segment_id, lead.company, place, user=user, now=now, values=values, note=note)


def _with_unknown(dataset: Dataset, lead: Lead) -> pd.DataFrame:
    """A company that nobody has a row of yet: who controls it is not known."""
    values = (("status", spellings(Status)[Status.PRODUCING][0]),)
    row = Correction(
        kind=CorrectionKind.ADD, chain_id=lead.chain_id, segment_id=lead.segment_id, company=lead.company, place=lead.region_id,
        values=values, author=lead.owner, made_at=datetime.min,
    )  # fmt: skip
    added, _ = corrections.replay(dataset, corrections.source_name(lead.chain_id), (row,))
    return with_company_keys(added.suppliers, locator(()))[0]


def _company_key(suppliers: pd.DataFrame, company: str) -> str | None:
    wanted = matching_key(company)
    names = suppliers[["company", "company_key"]].drop_duplicates()
    keys = {key for name, key in names.itertuples(index=False, name=None) if key == company or matching_key(name) == wanted}
    return str(keys.pop()) if len(keys) == 1 else None


def _view(lead: Lead, dataset: Dataset | None, today: date) -> LeadView:
    chain = next((one for one in dataset.chains if one.chain_id == lead.chain_id), None) if dataset else None
    return LeadView(
        lead=lead,
        chain_known=chain is not None,
        segment_known=chain is not None and any(one.segment_id == lead.segment_id for one in chain.segments),
        region_known=dataset is not None and lead.region_id in dataset.regions,
        overdue=lead.overdue(today),
    )


def _incomplete(lead: Lead) -> Refusal | None:
    missing = tuple(name for name in ("chain_id", "segment_id", "region_id", "company") if not str(getattr(lead, name)).strip())
    return Refusal(code="lead-incomplete", facts={"fields": missing}) if missing else None


def _event(what: What, lead: Lead, user: User, now: datetime) -> Event:
    facts: dict[str, Fact] = {"lead": lead.lead_id, "company": lead.company, "status": lead.status.value}
    return Event(at=now, author=user.name, what=what, facts=facts)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else str(value) if value is not None else None
