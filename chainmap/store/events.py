"""The event log: who did what, when. Only grows."""

import json

from sqlalchemy import Connection, RowMapping, insert, select

from chainmap.model.event import Event, What
from chainmap.model.finding import Fact
from chainmap.store.canonical import canonical_json, text_time, time_text
from chainmap.store.schema import EVENT


def record(connection: Connection, event: Event) -> None:
    """Add an event; its number is given here."""
    connection.execute(
        insert(EVENT).values(
            happened_at=time_text(event.at),
            author=event.author,
            what=event.what.value,
            version_id=event.version_id,
            facts=canonical_json(event.facts),
        )
    )


def listed(connection: Connection, *, limit: int | None = None) -> tuple[Event, ...]:
    """The latest events, the latest first."""
    return tuple(map(_event, connection.execute(select(EVENT).order_by(EVENT.c.number.desc()).limit(limit)).mappings()))


def _event(row: RowMapping) -> Event:
    facts: dict[str, Fact] = {
        key: tuple(fact) if isinstance(fact, list) else fact for key, fact in json.loads(row["facts"]).items()
    }
    return Event(
        number=row["number"],
        at=text_time(row["happened_at"]),
        author=row["author"],
        what=What(row["what"]),
        version_id=row["version_id"],
        facts=facts,
    )
