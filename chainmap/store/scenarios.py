"""Named scenarios, each with the version that it was made on."""

import json
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, insert, select

from chainmap.model.scenario import SavedScenario
from chainmap.store.canonical import canonical_json, text_time, time_text
from chainmap.store.schema import SCENARIO


def save(connection: Connection, scenario: SavedScenario) -> SavedScenario:
    """Record a scenario; the scenario with its number."""
    record = {
        "name": scenario.name,
        "version_id": scenario.version_id,
        "steps": canonical_json([list(step) for step in scenario.steps]),
        "author": scenario.author,
        "created_at": time_text(scenario.created_at),
    }
    number = connection.execute(insert(SCENARIO).values(**record).returning(SCENARIO.c.scenario_id)).scalar_one()
    return SavedScenario(
        scenario_id=number,
        name=scenario.name,
        version_id=scenario.version_id,
        steps=scenario.steps,
        author=scenario.author,
        created_at=scenario.created_at,
    )


def remove(connection: Connection, scenario_id: int) -> bool:
    """Forget a scenario; whether it was there."""
    return connection.execute(delete(SCENARIO).where(SCENARIO.c.scenario_id == scenario_id)).rowcount > 0


def get(connection: Connection, scenario_id: int) -> SavedScenario | None:
    """The scenario with this number, or None."""
    row = connection.execute(select(SCENARIO).where(SCENARIO.c.scenario_id == scenario_id)).mappings().first()
    return None if row is None else _scenario(row)


def listed(connection: Connection) -> tuple[SavedScenario, ...]:
    """Every scenario, the first one first."""
    return tuple(map(_scenario, connection.execute(select(SCENARIO).order_by(SCENARIO.c.scenario_id)).mappings()))


def _scenario(row: RowMapping) -> SavedScenario:
    created_at: datetime = text_time(row["created_at"])
    steps = tuple((str(kind), *map(str, values)) for kind, *values in json.loads(row["steps"]))
    return SavedScenario(**{**row, "steps": steps, "created_at": created_at})
