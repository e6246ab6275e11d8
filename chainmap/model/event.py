"""Who did what, when: one line of the event log."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from chainmap.model.finding import Fact


class What(StrEnum):
    PUBLISHED = "published"
    RESTORED = "restored"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    TAKEN_BACK = "taken-back"  # a correction
    LEAD_ADDED = "lead-added"
    LEAD_CHANGED = "lead-changed"
    LEADS_TAKEN_IN = "leads-taken-in"
    SCENARIO_SAVED = "scenario-saved"
    SCENARIO_DELETED = "scenario-deleted"
    SIGNED_IN = "signed-in"
    TURNED_AWAY = "turned-away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """`number` is given by the store and grows with time."""

    number: int = 0
    at: datetime
    author: str
    what: What
    version_id: str | None = None
    facts: dict[str, Fact] = field(default_factory=dict)
