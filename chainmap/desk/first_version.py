"""The first start of the app: an empty database takes over the shipped data folder, once."""

from datetime import datetime
from pathlib import Path

from chainmap.desk.drafts import folder_draft
from chainmap.desk.outcome import Outcome, Refusal, Unchanged
from chainmap.desk.publish import publish
from chainmap.desk.roles import Role, User
from chainmap.intake.load import files_of
from chainmap.model.version import SHIPPED_NOTE, SYSTEM
from chainmap.store import versions
from chainmap.store.database import Store


def ensure_first_version(store: Store, folder: Path, now: datetime) -> Outcome:
    """Publish the folder when there is no version yet; `Unchanged` with the latest one when there is.

    Several processes may start at once: one of them publishes, and the others find its version.
    """
    with store.reading() as connection:
        latest = versions.find(connection, "latest")
    if latest is not None:
        return Unchanged(version=latest)
    draft = folder_draft(store, files_of(folder))
    if isinstance(draft, Refusal):
        return draft
    return publish(store, draft, user=User(name=SYSTEM, role=Role.ANALYST), note=SHIPPED_NOTE, now=now)
