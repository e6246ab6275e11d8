import hashlib
import threading
from dataclasses import replace

import pytest
from sqlalchemy import text

from chainmap.model.alias import Answer
from chainmap.model.version import Content, Version
from chainmap.store import decisions, sources, versions
from chainmap.store.database import Store
from chainmap.store.verify import verify
from chainmap.store.versions import Moved
from tests.databases import fingerprint
from tests.store.records import START, alias, content, published, version


def history(store: Store) -> tuple[Version, ...]:
    with store.reading() as connection:
        return versions.listed(connection)


def codes(store: Store) -> list[tuple[str, str]]:
    with store.reading() as connection:
        return [(one.code, one.subject) for one in verify(connection)]


def test_ids_are_the_same_on_every_machine() -> None:
    made, data = content("a", decisions=(alias("光刻交"),))
    sha256 = hashlib.sha256(data[0]).hexdigest()
    written = (
        '{"decisions":[["segment","ic","光刻交","same","光刻胶"]],"format":1,'
        f'"sources":[["chains/0.xlsx","chain","{sha256}","",["chain:0"]]]}}'
    )
    content_id = hashlib.sha256(written.encode()).hexdigest()
    assert versions.content_id(made) == content_id
    first = hashlib.sha256(f'{{"content":"{content_id}","parent":null}}'.encode()).hexdigest()
    assert versions.version_id(content_id, None) == first


def test_the_id_depends_on_all_that_the_numbers_depend_on_and_on_nothing_else() -> None:
    made, _ = content("a", "b", decisions=(alias("光刻交"),))
    first, second = made.sources
    others = [
        replace(made, sources=(second, first)),
        replace(made, sources=(first,)),
        replace(made, sources=(first, replace(second, name="x"))),
        replace(made, sources=(first, replace(second, sha256="0" * 64))),
        replace(made, sources=(first, replace(second, recipe='{"left_out":[["企业",3]]}'))),
        replace(made, decisions=()),
        replace(made, decisions=(replace(alias("光刻交"), answer=Answer.DIFFERENT),)),
        replace(made, decisions=(alias("光刻交", "硅片"),)),
    ]
    ids = [versions.content_id(one) for one in (made, *others)]
    assert len(set(ids)) == len(ids)
    assert versions.content_id(replace(made, decisions=(replace(alias("光刻交"), author="乙", note=""),))) == ids[0]
    assert versions.content_id(replace(made, decisions=(alias("b"), alias("a")))) == versions.content_id(
        replace(made, decisions=(alias("a"), alias("b")))
    )


def test_what_was_appended_is_read_back(store: Store) -> None:
    made, data = content("甲", "乙", decisions=(alias("光刻交"), alias("gkj")))
    first = version(None, made, note="首版")
    with store.writing() as connection:
        assert versions.append(connection, first, made, data) is None
    with store.reading() as connection:
        assert versions.listed(connection) == (first,)
        assert versions.latest_id(connection) == first.version_id
        assert versions.content_of(connection, first.version_id) == made
        assert [sources.read(connection, one.sha256) for one in made.sources] == data
        with pytest.raises(KeyError):
            sources.read(connection, "0" * 64)


def test_equal_bytes_are_stored_once(store: Store) -> None:
    first = published(store, None, "same", "other")
    published(store, first, "same", "same", "third")
    assert fingerprint(store)["blob"][0] == 3


def test_a_version_is_found_by_latest_id_and_unique_beginning(store: Store) -> None:
    first = published(store, None, "a")
    second = published(store, first, "b")
    with store.reading() as connection:
        assert versions.find(connection, "latest") == second
        assert versions.find(connection, first.version_id) == first
        assert versions.find(connection, first.version_id[:8].upper()) == first
        for wrong in ("", "f" * 64, first.version_id[:3], "%", "______", "lates", "%%%%", first.version_id + "0"):
            assert versions.find(connection, wrong) is None


def test_there_is_no_latest_version_at_first(store: Store) -> None:
    with store.reading() as connection:
        assert versions.find(connection, "latest") is None
        assert verify(connection) == ()


def test_who_was_overtaken_writes_nothing(store: Store) -> None:
    first = published(store, None, "a")
    second = published(store, first, "b")
    late, data = content("c")
    before = fingerprint(store)
    for parent in (first, None):
        with store.writing() as connection:
            assert versions.append(connection, version(parent, late), late, data) == Moved(latest=second.version_id)
    assert fingerprint(store) == before


def test_of_many_at_once_exactly_one_lands(store: Store) -> None:
    first = published(store, None, "a")
    start, landed = threading.Barrier(6), []

    def publish(name: str) -> None:
        made, data = content("a", name)
        start.wait()
        with store.writing() as connection:
            if versions.append(connection, version(first, made, note=name), made, data) is None:
                landed.append(name)

    threads = [threading.Thread(target=publish, args=(f"change {number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.note for one in history(store)] == ["", *landed]
    assert len(landed) == 1
    assert codes(store) == []


def test_a_decision_is_recorded_once_and_is_in_force_where_it_was_published(store: Store) -> None:
    first = published(store, None, "a", decisions=(alias("x"),))
    second = published(store, first, "a", decisions=(alias("x"), alias("y")))
    third = published(store, second, "a", decisions=(alias("y"),))
    assert fingerprint(store)["decision"][0] == 2
    with store.reading() as connection:
        assert decisions.of_version(connection, second.version_id) == (alias("x"), alias("y"))
        assert decisions.of_version(connection, third.version_id) == (alias("y"),)


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("UPDATE blob SET data = (SELECT data FROM blob WHERE size = 2 LIMIT 1) WHERE size = 1", "source-changed"),
        ("UPDATE blob SET size = 3 WHERE size = 1", "source-changed"),
        ("UPDATE version_source SET recipe = '{}' WHERE position = 1", "content-changed"),
        ("UPDATE version_source SET sha256 = (SELECT min(sha256) FROM blob)", "content-changed"),
        ("DELETE FROM version_source WHERE position = 1", "content-changed"),
        ("DELETE FROM version_decision", "content-changed"),
        ("UPDATE decision SET target = '硅片'", "content-changed"),
        ("UPDATE version SET content_id = 'x' WHERE number = 2", "version-changed"),
        ("UPDATE version SET parent = NULL", "order-broken"),
        ("UPDATE version SET number = 7 WHERE number = 2", "order-broken"),
        ("UPDATE head SET version_id = NULL", "head-astray"),
        ("UPDATE head SET version_id = (SELECT version_id FROM version WHERE number = 1)", "head-astray"),
    ],
)
def test_verify_finds_damage(store: Store, damage: str, code: str) -> None:
    first = published(store, None, "a", "bb", decisions=(alias("光刻交"),))
    published(store, first, "a", "cc", decisions=(alias("光刻交"),))
    assert codes(store) == []
    with store.writing() as connection:
        assert connection.execute(text(damage)).rowcount
    assert code in {found for found, _ in codes(store)}


def test_verify_finds_a_source_that_is_gone(store: Store) -> None:
    first = published(store, None, "a")
    (source,) = content("a")[0].sources
    with store.engine.connect() as connection:
        if store.is_sqlite:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN")
        else:
            connection.execute(text("ALTER TABLE version_source DROP CONSTRAINT fk_version_source_sha256"))
        connection.execute(text("DELETE FROM blob"))
        connection.commit()
    assert codes(store) == [("source-missing", source.sha256)]
    assert first.content_id == versions.content_id(Content(sources=(source,)))


def test_times_keep_their_moment(store: Store) -> None:
    published(store, None, "a")
    (only,) = history(store)
    assert (only.created_at - START).total_seconds() == 60
