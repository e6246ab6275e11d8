from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from chainmap.model.event import Event, What
from chainmap.model.lead import Lead
from chainmap.model.scenario import SavedScenario
from chainmap.model.vocabulary import LeadStatus
from chainmap.store import events, leads, scenarios
from chainmap.store.canonical import canonical_json, text_time, time_text
from chainmap.store.database import Store
from chainmap.store.leads import Stale
from tests.databases import fingerprint
from tests.store.records import START, published

LEAD = Lead(
    chain_id="ic", segment_id="resist", region_id="lingang", company="示例光刻胶", origin="苏州", owner="王", contact="李 138",
    next_step="拜访", due=date(2026, 12, 1), notes="两次电话",
)  # fmt: skip


def test_a_lead_is_read_back_as_it_was_added(store: Store) -> None:
    with store.writing() as connection:
        added = leads.add(connection, LEAD, "甲", START)
    with store.reading() as connection:
        assert leads.listed(connection) == (added,)
        assert leads.get(connection, added.lead_id) == replace(
            LEAD, lead_id=added.lead_id, revision=1, created_at=START, changed_at=START
        )
        assert leads.get(connection, 99) is None


def test_the_history_of_a_lead_has_every_field_that_changed_with_who_and_when(store: Store) -> None:
    later = START + timedelta(days=1)
    with store.writing() as connection:
        added = leads.add(connection, LEAD, "甲", START)
        changed = leads.change(connection, replace(added, status=LeadStatus.SIGNED, due=None), "乙", later)
        assert changed == replace(added, status=LeadStatus.SIGNED, due=None, revision=2, changed_at=later)
        lines = leads.history(connection, added.lead_id)
    assert [(one.revision, one.field, one.before, one.after, one.author, one.at) for one in lines] == [
        (1, "status", "", "lead", "甲", START),
        (2, "status", "lead", "signed", "乙", later),
        (2, "due", "2026-12-01", "", "乙", later),
    ]


def test_a_change_on_an_old_revision_is_stale_and_writes_nothing(store: Store) -> None:
    with store.writing() as connection:
        added = leads.add(connection, LEAD, "甲", START)
        changed = leads.change(connection, replace(added, owner="赵"), "乙", START)
    before = fingerprint(store)
    with store.writing() as connection:
        assert leads.change(connection, replace(added, owner="钱"), "丙", START) == Stale(present=changed)  # type: ignore[arg-type]
    assert fingerprint(store) == before


def test_a_change_that_changes_nothing_writes_nothing(store: Store) -> None:
    with store.writing() as connection:
        added = leads.add(connection, LEAD, "甲", START)
    before = fingerprint(store)
    with store.writing() as connection:
        assert leads.change(connection, added, "乙", START + timedelta(days=3)) == added
    assert fingerprint(store) == before
    with pytest.raises(KeyError), store.writing() as connection:
        leads.change(connection, replace(added, lead_id=99), "乙", START)


def test_events_come_latest_first_with_their_facts(store: Store) -> None:
    one = Event(at=START, author="甲", what=What.PUBLISHED, facts={"note": "一", "rows": ("3", "4"), "count": 2, "share": 0.5})
    other = Event(at=START + timedelta(seconds=1), author="乙", what=What.LEAD_ADDED)
    with store.writing() as connection:
        events.record(connection, one)
        events.record(connection, other)
    with store.reading() as connection:
        assert events.listed(connection) == (replace(other, number=2), replace(one, number=1))
        assert events.listed(connection, limit=1) == (replace(other, number=2),)


def test_a_scenario_is_kept_with_its_version_until_it_is_deleted(store: Store) -> None:
    version = published(store, None, "a")
    scenario = SavedScenario(
        name="断供日本", version_id=version.version_id, steps=(("cut-region", "japan"), ("land", "甲公司", "ic/resist")),
        author="甲", created_at=START,
    )  # fmt: skip
    with store.writing() as connection:
        saved = scenarios.save(connection, scenario)
        assert saved == replace(scenario, scenario_id=saved.scenario_id)
    with store.writing() as connection:
        assert scenarios.listed(connection) == (saved,)
        assert scenarios.get(connection, saved.scenario_id) == saved
        assert scenarios.remove(connection, saved.scenario_id)
        assert not scenarios.remove(connection, saved.scenario_id)
        assert scenarios.listed(connection) == ()


def test_canonical_json_has_one_form() -> None:
    assert canonical_json({"b": [1, 2.5], "a": "链"}) == '{"a":"链","b":[1,2.5]}'
    with pytest.raises(ValueError, match="JSON"):
        canonical_json(float("nan"))


def test_a_time_is_written_in_utc_and_needs_its_zone() -> None:
    assert time_text(datetime.fromisoformat("2026-11-23T16:00:00+08:00")) == "2026-11-23T08:00:00.000000+00:00"
    assert text_time(time_text(START)) == START
    with pytest.raises(ValueError, match="zone"):
        time_text(START.replace(tzinfo=None))
