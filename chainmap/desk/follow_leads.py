"""Leads: add, change, list, forecast, and land one, which makes a new version."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import pandas as pd

from chainmap.analysis.identity import Identity, identity
from chainmap.analysis.landing import AMOUNTS, strongest_first, with_landing
from chainmap.desk import corrections, on_the_spot
from chainmap.desk.drafts import Draft
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
    since: date | None = None  # when it came to its status
    in_register: bool = False  # whether its company produces there, as the data say


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleLead:
    """Somebody else changed the lead since it was read; nothing was written."""

    present: Lead


def add(store: Store, lead: Lead, *, user: User, now: datetime, dataset: Dataset | None = None) -> Lead | Refusal:
    """Record a new lead; the lead with its number. Refused where the company is one for that segment and region already.

    With a dataset, spellings of one company count as one. A lead that was dropped does not stand in the way.
    """
    refused = refusal(user, Deed.FOLLOW_LEADS, now) or _incomplete(lead)
    if refused:
        return refused
    of = identity(dataset.suppliers) if dataset is not None else matching_key
    with store.writing() as connection:
        records.one_at_a_time(connection)
        same = _already(records.listed(connection), lead, of)
        if same is not None:
            return Refusal(code="lead-already", facts={"lead": same.lead_id, "company": same.company, "owner": same.owner or "–"})
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
        leads, since = records.listed(connection), records.status_dates(connection)
    producing = _producing(dataset)
    views = [replace(_view(lead, dataset, today), since=since.get(lead.lead_id), in_register=producing(lead)) for lead in leads]
    return tuple(
        sorted(views, key=lambda one: (not one.overdue, not one.lead.is_open, one.lead.due or date.max, one.lead.lead_id))
    )


def leads_of(store: Store) -> tuple[Lead, ...]:
    """Every lead, the first one first."""
    with store.reading() as connection:
        return records.listed(connection)


def history(store: Store, lead_id: int) -> tuple[LeadChange, ...]:
    """What was changed in a lead, by whom and when."""
    with store.reading() as connection:
        return records.history(connection, lead_id)


def landing_rows(dataset: Dataset, lead: Lead, *, user: User, now: datetime, note: str = "") -> tuple[Correction, ...]:
    """What a landed lead proposes for the next version: its company produces in its region from then on.

    One row, filled in with what is known of the company; or its status, where it has a row there already. Where the company
    has given its capacity or share elsewhere, that goes along, as the forecast counts it, and a second row takes it away
    there. None where the segment or the region is gone.
    """
    slots = {(chain.chain_id, one.segment_id) for chain in dataset.chains for one in chain.segments}
    if lead.region_id not in dataset.regions or (lead.chain_id, lead.segment_id) not in slots:
        return ()
    return _landed(dataset, lead, user, now, note)


def landing_draft(store: Store, rows: Sequence[Correction], *, base: str | None = None) -> Draft | Invalid | Refusal:
    """The version that these rows would make; nothing is stored."""
    return on_the_spot.correction_draft(store, rows, base=base)


def land(
    store: Store, lead: Lead, *, user: User, now: datetime, note: str, base: str | None = None, rows: Sequence[Correction] = ()
) -> Outcome:
    """The lead has landed: its company produces in its region from now on. Status and data land together or not at all.

    `rows` are what a person made of the proposal; without them it is taken as it stands.
    """
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
    if lead.region_id not in workspace.dataset.regions:
        return Refusal(code="unknown-region", facts={"region": lead.region_id})
    rows = rows or landing_rows(workspace.dataset, lead, user=user, now=now, note=note)
    if not rows:
        return Refusal(code="lead-segment-gone", facts={"segment": lead.segment_id})
    draft = landing_draft(store, rows, base=base)
    if isinstance(draft, Invalid | Refusal):
        return draft
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
                **{name: _plain(getattr(view.lead, name)) for name in LEAD_FIELDS if name != "extra"},
                "extra": dict(view.lead.extra),
                "since": _plain(view.since),
                "segment_known": view.segment_known,
                "in_register": view.in_register,
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
    if changed.revision > lead.revision:
        events.record(connection, _event(What.LEAD_CHANGED, changed, user, now))


def _landed(dataset: Dataset, lead: Lead, user: User, now: datetime, note: str) -> tuple[Correction, ...]:
    """Its own row there if it has one, else a new one with what is known of the company."""
    suppliers = dataset.suppliers
    of_company = suppliers[suppliers["company_key"] == _company_key(suppliers, lead.company)]
    slot = (of_company["chain_id"] == lead.chain_id) & (of_company["segment_id"] == lead.segment_id)
    there = of_company[slot & (of_company["region_id"] == lead.region_id)]
    producing = spellings(Status)[Status.PRODUCING][0]
    if len(there):
        supplier = int(suppliers.index.get_indexer(there.index[:1])[0])
        return (on_the_spot.changed(dataset, supplier, "status", producing, user=user, now=now, note=note),)
    values = [("status", producing), ("source", lead.origin), ("as_of", now.date().isoformat())]
    moved: list[Correction] = []
    if len(of_company):
        strongest = strongest_first(of_company[slot] if slot.any() else of_company).iloc[[0]]
        values += [(name, str(strongest.iloc[0][name])) for name in _CARRIED]
        if slot.any():
            amounts, moved = _moved(dataset, strongest, user, now, note)
            values += amounts
    place = dataset.regions[lead.region_id].name_zh
    row = on_the_spot.found(lead.chain_id, lead.segment_id, lead.company, place, user=user, now=now, values=values, note=note)
    return (row, *moved)


def _moved(
    dataset: Dataset, strongest: pd.DataFrame, user: User, now: datetime, note: str
) -> tuple[list[tuple[str, str]], list[Correction]]:
    """(capacity and share that go along as columns of the new row, the corrections that take them away where they were)."""
    row = strongest.iloc[0]
    supplier = int(dataset.suppliers.index.get_indexer(strongest.index)[0])
    given = [name for name in AMOUNTS if not pd.isna(row[name]) and row[name] > 0]
    values = [(name, corrections.shown(dataset, supplier, name)) for name in given]
    values += [("capacity_unit", str(row["capacity_unit"]))] if "capacity" in given else []
    return values, [on_the_spot.changed(dataset, supplier, name, "0", user=user, now=now, note=note) for name in given]


def _already(leads: Iterable[Lead], lead: Lead, of: Identity) -> Lead | None:
    """The lead of the same company for the same segment and region, unless it was dropped."""
    slot = (lead.chain_id, lead.segment_id, lead.region_id)
    same = (one for one in leads if (one.chain_id, one.segment_id, one.region_id) == slot and of(one.company) == of(lead.company))
    return next((one for one in same if one.status is not LeadStatus.DROPPED), None)


def _producing(dataset: Dataset | None) -> Callable[[Lead], bool]:
    """Whether the data have the lead's company producing where it shall land."""
    if dataset is None:
        return lambda _lead: False
    of = identity(dataset.suppliers)
    rows = dataset.suppliers[dataset.suppliers["status"] == Status.PRODUCING.value]
    found: dict[tuple[str, str, str], set[str]] = {}
    columns = ("chain_id", "segment_id", "company_key", "region_id")
    for chain_id, segment_id, key, region in zip(*(rows[name] for name in columns), strict=True):
        found.setdefault((chain_id, segment_id, key), set()).add(region)

    def there(lead: Lead) -> bool:
        if lead.region_id not in dataset.regions:
            return False
        regions = found.get((lead.chain_id, lead.segment_id, of(lead.company)), set())
        return any(dataset.regions.contains(lead.region_id, region) for region in regions)

    return there


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
