from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, TextClause, inspect, text

from chainmap.store import decisions, leads, migrations, versions
from chainmap.store.canonical import digest
from chainmap.store.database import Store, _parsed, _postgresql, _sqlite, open_store
from chainmap.store.migrations import STEPS, SchemaTooNewError, Step, migrate
from chainmap.store.schema import METADATA
from chainmap.store.verify import verify
from tests.store.records import alias, content, published, version

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def bare(url: str) -> Store:
    """The database as it is, without any step applied."""
    parsed = _parsed(url)
    return Store(_sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _postgresql(parsed))


def shape(connection: Connection) -> dict[str, object]:
    """Everything about the tables that matters: columns with type and null, keys, references, indexes."""
    found = inspect(connection)
    return {
        table: {
            "columns": sorted((one["name"], str(one["type"]), bool(one["nullable"])) for one in found.get_columns(table)),
            "key": sorted(found.get_pk_constraint(table)["constrained_columns"]),
            "references": sorted(
                (one["constrained_columns"], one["referred_table"], one["referred_columns"])
                for one in found.get_foreign_keys(table)
            ),
            "unique": sorted(sorted(one["column_names"]) for one in found.get_unique_constraints(table)),
            "indexes": sorted((one["name"], one["column_names"]) for one in found.get_indexes(table) if not one["unique"]),
            "checks": sorted(str(one["name"]) for one in found.get_check_constraints(table)),
        }
        for table in found.get_table_names()
    }  # fmt: skip


def test_steps_are_numbered_from_one_without_a_gap() -> None:
    assert [step.number for step in STEPS] == list(range(1, len(STEPS) + 1))


@pytest.mark.parametrize("start", range(len(STEPS) + 1))
def test_all_steps_give_the_tables_of_today_from_every_earlier_schema(url: str, start: int) -> None:
    store = bare(url)
    with store.writing() as connection:
        assert migrate(connection, NOW, up_to=start) == tuple(range(1, start + 1))
    with store.writing() as connection:
        assert migrate(connection, NOW) == tuple(range(start + 1, len(STEPS) + 1))
        migrated = shape(connection)
    with store.writing() as connection:
        for table in inspect(connection).get_table_names():
            connection.execute(text(f"DROP TABLE {table}" + ("" if store.is_sqlite else " CASCADE")))
        METADATA.create_all(connection)
        assert migrated == shape(connection)
    store.close()


def test_a_database_of_the_first_schema_keeps_its_history(url: str) -> None:
    store = bare(url)
    made, data = content("产业链")
    first = version(None, made, note="第一版")
    with store.writing() as connection:
        migrate(connection, NOW, up_to=1)
        for statement in _first_schema_rows(first.version_id, first.content_id, data[0]):
            connection.execute(*statement)
    store.close()
    again = open_store(url)
    with again.reading() as connection:
        assert versions.listed(connection) == (first,)
        assert versions.content_of(connection, first.version_id) == made
        assert decisions.of_version(connection, first.version_id) == ()
        assert leads.listed(connection) == ()
        assert verify(connection) == ()
    second = published(again, first, "产业链", "又一条", decisions=(alias("光刻交"),))
    with again.reading() as connection:
        assert [one.version_id for one in versions.listed(connection)] == [first.version_id, second.version_id]
        assert verify(connection) == ()
    again.close()


def _first_schema_rows(version_id: str, content_id: str, data: bytes) -> Iterator[tuple[TextClause, dict[str, object]]]:
    """What the first program wrote, as SQL that no later change of the code can alter."""
    yield (
        text("INSERT INTO blob (sha256, size, data) VALUES (:sha, :size, :data)"),
        {"sha": digest(data), "size": len(data), "data": data},
    )
    yield (
        text(
            "INSERT INTO version (number, version_id, content_id, parent, base, method, author, note, created_at)"
            " VALUES (1, :id, :content, NULL, NULL, 1, '甲', '第一版', '2026-11-23T08:01:00.000000+00:00')"
        ),
        {"id": version_id, "content": content_id},
    )
    yield (
        text(
            "INSERT INTO version_source (version_id, position, name, kind, sha256, recipe, scope)"
            " VALUES (:id, 0, 'chains/0.xlsx', 'chain', :sha, '', '[\"chain:0\"]')"
        ),
        {"id": version_id, "sha": digest(data)},
    )
    yield text("UPDATE head SET version_id = :id"), {"id": version_id}
    yield (
        text(
            "INSERT INTO event (happened_at, author, what, version_id, facts)"
            " VALUES ('2026-11-23T08:01:00.000000+00:00', '甲', 'published', :id, '{}')"
        ),
        {"id": version_id},
    )


def test_a_step_that_fails_leaves_the_schema_as_before(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = bare(url)
    with store.writing() as connection:
        migrate(connection, NOW, up_to=1)
        before = shape(connection)

    def broken(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE half (a INTEGER)"))
        raise ZeroDivisionError

    monkeypatch.setattr(migrations, "STEPS", (STEPS[0], STEPS[1], Step(3, "broken", broken)))
    with pytest.raises(ZeroDivisionError), store.writing() as connection:
        migrate(connection, NOW)
    with store.reading() as connection:
        assert shape(connection) == before
    store.close()


def test_a_database_of_a_newer_program_is_refused(store: Store, url: str) -> None:
    with store.writing() as connection:
        connection.execute(text("INSERT INTO schema_step (number, name, applied_at) VALUES (99, 'later', '2030')"))
    with pytest.raises(SchemaTooNewError) as refused:
        open_store(url)
    assert (refused.value.found, refused.value.known) == (99, len(STEPS))
