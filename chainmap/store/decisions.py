"""Name decisions: who decided what about a written name, when and why, and in which versions it is in force."""

from collections.abc import Iterable

from sqlalchemy import Connection, RowMapping, insert, select

from chainmap.model.alias import Alias, AliasKind, Answer
from chainmap.store.canonical import text_time, time_text
from chainmap.store.schema import DECISION, VERSION_DECISION

_FIELDS = ("kind", "chain_id", "written", "answer", "target", "author", "decided_at", "note")


def attach(connection: Connection, version: str, aliases: Iterable[Alias]) -> None:
    """Put decisions in force in a version; those that no version had before are recorded."""
    wanted = [_record(alias) for alias in aliases]
    if not wanted:
        return
    known = {
        tuple(row[field] for field in _FIELDS): row["decision_id"] for row in connection.execute(select(DECISION)).mappings()
    }
    for record in wanted:
        key = tuple(record.values())
        if key not in known:
            known[key] = connection.execute(insert(DECISION).values(**record).returning(DECISION.c.decision_id)).scalar_one()
    in_force = [{"version_id": version, "decision_id": known[tuple(record.values())]} for record in wanted]
    connection.execute(insert(VERSION_DECISION), in_force)


def of_version(connection: Connection, version: str) -> tuple[Alias, ...]:
    """The decisions in force in a version, in the order in which they were first recorded."""
    rows = connection.execute(
        select(DECISION).join(VERSION_DECISION).where(VERSION_DECISION.c.version_id == version).order_by(DECISION.c.decision_id)
    ).mappings()
    return tuple(map(_alias, rows))


def _record(alias: Alias) -> dict[str, object]:
    return {
        "kind": alias.kind.value,
        "chain_id": alias.chain_id,
        "written": alias.written,
        "answer": alias.answer.value,
        "target": alias.target,
        "author": alias.author,
        "decided_at": time_text(alias.decided_at),
        "note": alias.note,
    }


def _alias(row: RowMapping) -> Alias:
    return Alias(
        kind=AliasKind(row["kind"]),
        chain_id=row["chain_id"],
        written=row["written"],
        answer=Answer(row["answer"]),
        target=row["target"],
        author=row["author"],
        decided_at=text_time(row["decided_at"]),
        note=row["note"],
    )
