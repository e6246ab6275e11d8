"""An app that keeps versions: the marked folder published, changed and published again, with a lead and a kept scenario."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chainmap.desk import follow_leads, keep_scenarios
from chainmap.desk.drafts import Draft, folder_draft
from chainmap.desk.outcome import Published
from chainmap.desk.publish import publish
from chainmap.desk.roles import local_user
from chainmap.intake.load import files_of
from chainmap.model.lead import Lead
from chainmap.store.database import URL_VARIABLE, Store, open_store
from tests.browser.app_server import running_app
from tests.folders import marked_folder

FIRST, SECOND = datetime(2026, 11, 20, 8, tzinfo=UTC), datetime(2026, 11, 23, 8, tzinfo=UTC)
USER = local_user("A1")


@contextmanager
def kept_app(folder: Path) -> Iterator[str]:
    """Address of the app on a database of its own."""
    url = f"sqlite:///{folder / 'chainmap.sqlite'}"
    store = open_store(url)
    first = _publish(store, marked_folder(folder), FIRST)
    later: list[object] = ["C6", "powder", "P6", "Pk", "domestic", "producing", "S6", "2025", "high"]
    _publish(store, marked_folder(folder, more=[later]), SECOND)
    _lead_and_scenario(store, first)
    store.close()
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:  # for this app only: others of the session show their folders
            patch.setenv(URL_VARIABLE, url)
            address = stack.enter_context(running_app(folder))
        yield address


def _publish(store: Store, folder: Path, now: datetime) -> str:
    draft = folder_draft(store, files_of(folder))
    assert isinstance(draft, Draft), draft
    done = publish(store, draft, user=USER, note="M1", now=now)
    assert isinstance(done, Published), done
    return done.version.version_id


def _lead_and_scenario(store: Store, version: str) -> None:
    lead = Lead(chain_id="one", segment_id="powder", region_id="park", company="C3", origin="P3")
    added = follow_leads.add(store, lead, user=USER, now=FIRST)
    assert isinstance(added, Lead), added
    follow_leads.change(store, replace(added, next_step="N1", due=FIRST.date()), user=USER, now=FIRST)
    keep_scenarios.save(store, "S1", [("fill", "one/powder")], version, user=USER, now=FIRST)
