"""Undo: the content of an earlier version, published anew. The versions in between stay in the history."""

from datetime import datetime

from chainmap.desk.drafts import made
from chainmap.desk.outcome import Outcome, Refusal
from chainmap.desk.publish import Purpose, publish
from chainmap.desk.roles import User
from chainmap.model.event import What
from chainmap.store import versions
from chainmap.store.database import Store


def undo(store: Store, *, user: User, note: str, now: datetime, to: str | None = None, seen: str | None = None) -> Outcome:
    """Bring back the content of version `to` (None: of the one before the latest).

    `seen` is the latest version that the person saw: when another one is by now, nothing is brought back.
    """
    with store.reading() as connection:
        latest = versions.find(connection, "latest")
        wanted = versions.find(connection, to or (latest.parent if latest else None) or "")
        if wanted is None or latest is None:
            return Refusal(code="unknown-version" if to else "nothing-to-undo", facts={"version": to or ""})
        content = versions.content_of(connection, wanted.version_id)
    if seen is not None and seen != latest.version_id:
        return Refusal(code="moved-on", facts={"author": latest.author, "note": latest.note, "version": latest.version_id})
    draft = made(store, latest.version_id, content, {})
    purpose = Purpose(what=What.RESTORED, restores=wanted.version_id, facts={"restored": wanted.version_id})
    return publish(store, draft, user=user, note=note, now=now, purpose=purpose)
