"""Who came in and who was turned away goes into the event log, beside what was changed."""

from datetime import datetime

from chainmap.desk.roles import User
from chainmap.model.event import Event, What
from chainmap.store import events
from chainmap.store.database import Store

_LONGEST = 200  # characters of a name that a provider gives


def came_in(store: Store, user: User, now: datetime) -> None:
    """Record that a person signed in, with the role."""
    _record(store, Event(at=now, author=user.name, what=What.SIGNED_IN, facts={"role": user.role.value}))


def turned_away(store: Store, name: str, now: datetime) -> None:
    """Record that a person without a role was turned away."""
    _record(store, Event(at=now, author=name[:_LONGEST], what=What.TURNED_AWAY))


def _record(store: Store, event: Event) -> None:
    with store.writing() as connection:
        events.record(connection, event)
