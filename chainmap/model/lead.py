"""A lead: a company that somebody follows up for a segment of a chain."""

from dataclasses import dataclass
from datetime import date, datetime

from chainmap.model.vocabulary import LeadStatus

OPEN_STATUSES = (LeadStatus.LEAD, LeadStatus.CONTACTED, LeadStatus.NEGOTIATING, LeadStatus.SIGNED)

# What a person may change; every change is kept in the history.
LEAD_FIELDS = (
    "chain_id",
    "segment_id",
    "region_id",
    "company",
    "origin",
    "status",
    "owner",
    "contact",
    "next_step",
    "due",
    "notes",
    "extra",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """`region_id` is where it shall land, `origin` where it comes from, as written. `revision` counts its changes."""

    lead_id: int = 0  # given by the store
    chain_id: str
    segment_id: str
    region_id: str
    company: str
    origin: str = ""
    status: LeadStatus = LeadStatus.LEAD
    owner: str = ""
    contact: str = ""
    next_step: str = ""
    due: date | None = None
    notes: str = ""
    extra: tuple[tuple[str, str], ...] = ()  # free columns of the team's own: (header, text), sorted
    revision: int = 1
    created_at: datetime | None = None
    changed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody is still at it: neither landed nor dropped."""
        return self.status in OPEN_STATUSES

    def overdue(self, today: date) -> bool:
        """Whether its next step should have been done before `today`."""
        return self.is_open and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadChange:
    """One field of a lead, changed. Values as text, dates as ISO."""

    lead_id: int
    revision: int
    field: str
    before: str
    after: str
    author: str
    at: datetime
