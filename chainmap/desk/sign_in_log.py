"""Who came in and who was turned away goes into the event log, beside what was changed."""

from datetime import datetime

from chainmap.desk.roles import User
from chainmap.model.event import Event, What
from chainmap.store import events
from chainmap.store.database import Store

_LONGEST = 200  # characters of what a provider gives
_LOOKED_AT = 200  # latest events


def came_in(store: Store, user: User, now: datetime) -> None:
    """Record that a person signed in, with the role; once a token, however many pages are opened with it."""
    until = user.expires_at.isoformat() if user.expires_at else ""
    _record_once(store, Event(at=now, author=user.name, what=What.SIGNED_IN, facts={"role": user.role.value, "until": until}))


def turned_away(store: Store, name: str, until: str, now: datetime) -> None:
    """Record that a person without a role was turned away; once a token, which is told by its end."""
    _record_once(store, Event(at=now, author=name[:_LONGEST], what=What.TURNED_AWAY, facts={"until": until[:_LONGEST]}))


def _record_once(store: Store, event: Event) -> None:
    with store.writing() as connection:
        known = ((one.author, one.what, one.facts) for one in events.listed(connection, limit=_LOOKED_AT))
        if (event.author, event.what, event.facts) not in known:
            events.record(connection, event)
