"""Named scenarios: kept with the version that they were made on, listed, forgotten."""

from collections.abc import Sequence
from datetime import datetime

from chainmap.desk.outcome import Refusal
from chainmap.desk.roles import Deed, User, refusal
from chainmap.model.event import Event, What
from chainmap.model.scenario import SavedScenario
from chainmap.store import events, scenarios, versions
from chainmap.store.database import Store


def save(
    store: Store, name: str, steps: Sequence[Sequence[str]], version: str, *, user: User, now: datetime
) -> SavedScenario | Refusal:
    """Keep a scenario under a name; names need not be unique, the number is."""
    refused = refusal(user, Deed.SAVE_SCENARIOS, now)
    if refused:
        return refused
    if not name.strip() or not steps:
        return Refusal(code="scenario-incomplete")
    with store.writing() as connection:
        found = versions.find(connection, version)
        if found is None:
            return Refusal(code="unknown-version", facts={"version": version})
        scenario = SavedScenario(
            name=name.strip(), version_id=found.version_id, steps=tuple(tuple(step) for step in steps), author=user.name,
            created_at=now,
        )  # fmt: skip
        saved = scenarios.save(connection, scenario)
        events.record(connection, _event(What.SCENARIO_SAVED, saved, user, now))
    return saved


def forget(store: Store, scenario_id: int, *, user: User, now: datetime) -> SavedScenario | Refusal:
    """Delete a scenario; those of others take an admin."""
    with store.writing() as connection:
        found = scenarios.get(connection, scenario_id)
        own = found is not None and found.author == user.name
        refused = refusal(user, Deed.SAVE_SCENARIOS if own else Deed.DELETE_SCENARIOS_OF_OTHERS, now)
        if refused:
            return refused
        if found is None:
            return Refusal(code="unknown-scenario", facts={"scenario": scenario_id})
        scenarios.remove(connection, scenario_id)
        events.record(connection, _event(What.SCENARIO_DELETED, found, user, now))
    return found


def listed(store: Store) -> tuple[SavedScenario, ...]:
    """Every scenario, the first one first."""
    with store.reading() as connection:
        return scenarios.listed(connection)


def find(store: Store, scenario_id: int) -> SavedScenario | None:
    """The scenario with this number, or None."""
    with store.reading() as connection:
        return scenarios.get(connection, scenario_id)


def _event(what: What, scenario: SavedScenario, user: User, now: datetime) -> Event:
    return Event(
        at=now, author=user.name, what=what, version_id=scenario.version_id,
        facts={"scenario": scenario.scenario_id, "name": scenario.name},
    )  # fmt: skip
