"""The way of the schema: ordered steps, each run once. All steps that a database lacks land in one transaction.

A step is never changed after its release. So the steps carry their own definitions and do not use `schema`; a test
holds that all of them together give exactly the tables of `schema`, from every earlier step on.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    insert,
    select,
    text,
)

from chainmap.store.canonical import time_text

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
_ADVISORY_LOCK = 7_310_462  # any number of ours: two processes that start at once migrate one after the other


class Step(NamedTuple):
    """One change of the schema."""

    number: int
    name: str
    apply: Callable[[Connection], None]


class SchemaTooNewError(RuntimeError):
    """The database was written by a newer program."""

    code = "schema-too-new"

    def __init__(self, found: int, known: int) -> None:
        super().__init__(f"the database has schema {found}, this program knows {known}")
        self.found, self.known = found, known


def migrate(connection: Connection, now: datetime, *, up_to: int | None = None) -> tuple[int, ...]:
    """Apply the steps that the database lacks; the numbers applied. `connection` is a writing transaction.

    Raises SchemaTooNewError when the database has a step that this program does not know.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
    present = _present(connection)
    if present > STEPS[-1].number:
        raise SchemaTooNewError(present, STEPS[-1].number)
    wanted = [step for step in STEPS if present < step.number <= (STEPS[-1].number if up_to is None else up_to)]
    for step in wanted:
        step.apply(connection)
        connection.execute(insert(_SCHEMA_STEP).values(number=step.number, name=step.name, applied_at=time_text(now)))
    return tuple(step.number for step in wanted)


def _present(connection: Connection) -> int:
    _SCHEMA_STEP.create(connection, checkfirst=True)
    return int(connection.execute(select(func.coalesce(func.max(_SCHEMA_STEP.c.number), 0))).scalar_one())


_SCHEMA_STEP = Table(
    "schema_step",
    MetaData(naming_convention=NAMES),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("applied_at", String(32), nullable=False),
)


def _versions(connection: Connection) -> None:
    tables = MetaData(naming_convention=NAMES)
    Table(
        "blob",
        tables,
        Column("sha256", String(64), primary_key=True),
        Column("size", BigInteger, nullable=False),
        Column("data", LargeBinary, nullable=False),
    )
    Table(
        "version",
        tables,
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("version_id", String(64), nullable=False, unique=True),
        Column("content_id", String(64), nullable=False),
        Column("parent", String(64), ForeignKey("version.version_id"), nullable=True),
        Column("base", String(64), ForeignKey("version.version_id"), nullable=True),
        Column("method", Integer, nullable=False),
        Column("author", Text, nullable=False),
        Column("note", Text, nullable=False),
        Column("created_at", String(32), nullable=False),
        Index(None, "content_id"),
    )
    Table(
        "version_source",
        tables,
        Column("version_id", String(64), ForeignKey("version.version_id"), primary_key=True),
        Column("position", Integer, primary_key=True, autoincrement=False),
        Column("name", Text, nullable=False),
        Column("kind", String(20), nullable=False),
        Column("sha256", String(64), ForeignKey("blob.sha256"), nullable=False),
        Column("recipe", Text, nullable=False),
        Column("scope", Text, nullable=False),
        UniqueConstraint("version_id", "name"),
        Index(None, "sha256"),
    )
    head = Table(
        "head",
        tables,
        Column("row_number", Integer, CheckConstraint("row_number = 1", name="single"), primary_key=True, autoincrement=False),
        Column("version_id", String(64), nullable=True),
    )
    Table(
        "event",
        tables,
        Column("number", Integer, primary_key=True),
        Column("happened_at", String(32), nullable=False),
        Column("author", Text, nullable=False),
        Column("what", String(40), nullable=False),
        Column("version_id", String(64), ForeignKey("version.version_id"), nullable=True),
        Column("facts", Text, nullable=False),
        sqlite_autoincrement=True,
    )
    tables.create_all(connection, checkfirst=False)
    connection.execute(insert(head).values(row_number=1, version_id=None))


def _name_decisions(connection: Connection) -> None:
    tables = MetaData(naming_convention=NAMES)
    version = Table("version", tables, Column("version_id", String(64), primary_key=True))
    decision = Table(
        "decision",
        tables,
        Column("decision_id", Integer, primary_key=True),
        Column("kind", String(20), nullable=False),
        Column("chain_id", Text, nullable=False),
        Column("written", Text, nullable=False),
        Column("answer", String(20), nullable=False),
        Column("target", Text, nullable=False),
        Column("author", Text, nullable=False),
        Column("decided_at", String(32), nullable=False),
        Column("note", Text, nullable=False),
        sqlite_autoincrement=True,
    )
    in_force = Table(
        "version_decision",
        tables,
        Column("version_id", String(64), ForeignKey(version.c.version_id), primary_key=True),
        Column("decision_id", Integer, ForeignKey(decision.c.decision_id), primary_key=True, autoincrement=False),
    )
    tables.create_all(connection, tables=[decision, in_force], checkfirst=False)


def _leads_and_scenarios(connection: Connection) -> None:
    tables = MetaData(naming_convention=NAMES)
    version = Table("version", tables, Column("version_id", String(64), primary_key=True))
    lead = Table(
        "lead",
        tables,
        Column("lead_id", Integer, primary_key=True),
        Column("chain_id", Text, nullable=False),
        Column("segment_id", Text, nullable=False),
        Column("region_id", Text, nullable=False),
        Column("company", Text, nullable=False),
        Column("origin", Text, nullable=False),
        Column("status", String(20), nullable=False),
        Column("owner", Text, nullable=False),
        Column("contact", Text, nullable=False),
        Column("next_step", Text, nullable=False),
        Column("due", String(10), nullable=True),
        Column("notes", Text, nullable=False),
        Column("revision", Integer, nullable=False),
        Column("created_at", String(32), nullable=False),
        Column("changed_at", String(32), nullable=False),
        Index(None, "chain_id", "segment_id"),
        sqlite_autoincrement=True,
    )
    change = Table(
        "lead_change",
        tables,
        Column("lead_id", Integer, ForeignKey(lead.c.lead_id), primary_key=True, autoincrement=False),
        Column("revision", Integer, primary_key=True, autoincrement=False),
        Column("field", String(20), primary_key=True),
        Column("value_before", Text, nullable=False),
        Column("value_after", Text, nullable=False),
        Column("author", Text, nullable=False),
        Column("happened_at", String(32), nullable=False),
    )
    scenario = Table(
        "scenario",
        tables,
        Column("scenario_id", Integer, primary_key=True),
        Column("name", Text, nullable=False),
        Column("version_id", String(64), ForeignKey(version.c.version_id), nullable=False),
        Column("steps", Text, nullable=False),
        Column("author", Text, nullable=False),
        Column("created_at", String(32), nullable=False),
        sqlite_autoincrement=True,
    )
    tables.create_all(connection, tables=[lead, change, scenario], checkfirst=False)


def _restored_versions(connection: Connection) -> None:
    # PostgreSQL and SQLite both take this form; SQLite allows a reference on a new column that is null.
    connection.execute(
        text("ALTER TABLE version ADD COLUMN restores VARCHAR(64) CONSTRAINT fk_version_restores REFERENCES version (version_id)")
    )


def _free_columns_of_leads(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE lead ADD COLUMN extra TEXT DEFAULT '{}' NOT NULL"))


STEPS = (
    Step(1, "versions, sources, events", _versions),
    Step(2, "name decisions", _name_decisions),
    Step(3, "leads and scenarios", _leads_and_scenarios),
    Step(4, "which version an undo brought back", _restored_versions),
    Step(5, "free columns of leads", _free_columns_of_leads),
)
