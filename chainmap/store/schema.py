"""The tables as they are now. How a database gets here from any earlier schema is in `migrations`.

Types are portable: times are ISO text in UTC (equal on every database, and they sort), JSON is canonical text.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

HASH = String(64)
TIME = String(32)

BLOB = Table(
    "blob",
    METADATA,
    Column("sha256", HASH, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

VERSION = Table(
    "version",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("version_id", HASH, nullable=False, unique=True),
    Column("content_id", HASH, nullable=False),
    Column("parent", HASH, ForeignKey("version.version_id"), nullable=True),
    Column("base", HASH, ForeignKey("version.version_id"), nullable=True),
    Column("restores", HASH, ForeignKey("version.version_id"), nullable=True),
    Column("method", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("created_at", TIME, nullable=False),
    Index(None, "content_id"),
)

VERSION_SOURCE = Table(
    "version_source",
    METADATA,
    Column("version_id", HASH, ForeignKey("version.version_id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("sha256", HASH, ForeignKey("blob.sha256"), nullable=False),
    Column("recipe", Text, nullable=False),
    Column("scope", Text, nullable=False),
    UniqueConstraint("version_id", "name"),
    Index(None, "sha256"),
)

# One row: the id of the latest version. Publishing replaces it only where it still is what the publisher saw.
HEAD = Table(
    "head",
    METADATA,
    Column("row_number", Integer, CheckConstraint("row_number = 1", name="single"), primary_key=True, autoincrement=False),
    Column("version_id", HASH, nullable=True),
)

EVENT = Table(
    "event",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("happened_at", TIME, nullable=False),
    Column("author", Text, nullable=False),
    Column("what", String(40), nullable=False),
    Column("version_id", HASH, ForeignKey("version.version_id"), nullable=True),
    Column("facts", Text, nullable=False),
    sqlite_autoincrement=True,
)

DECISION = Table(
    "decision",
    METADATA,
    Column("decision_id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("chain_id", Text, nullable=False),
    Column("written", Text, nullable=False),
    Column("answer", String(20), nullable=False),
    Column("target", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("decided_at", TIME, nullable=False),
    Column("note", Text, nullable=False),
    sqlite_autoincrement=True,
)

VERSION_DECISION = Table(
    "version_decision",
    METADATA,
    Column("version_id", HASH, ForeignKey("version.version_id"), primary_key=True),
    Column("decision_id", Integer, ForeignKey("decision.decision_id"), primary_key=True, autoincrement=False),
)

LEAD = Table(
    "lead",
    METADATA,
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
    Column("created_at", TIME, nullable=False),
    Column("changed_at", TIME, nullable=False),
    Column("extra", Text, nullable=False, server_default="{}"),
    Index(None, "chain_id", "segment_id"),
    sqlite_autoincrement=True,
)

LEAD_CHANGE = Table(
    "lead_change",
    METADATA,
    Column("lead_id", Integer, ForeignKey("lead.lead_id"), primary_key=True, autoincrement=False),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("field", String(20), primary_key=True),
    Column("value_before", Text, nullable=False),
    Column("value_after", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("happened_at", TIME, nullable=False),
)

SCENARIO = Table(
    "scenario",
    METADATA,
    Column("scenario_id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("version_id", HASH, ForeignKey("version.version_id"), nullable=False),
    Column("steps", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("created_at", TIME, nullable=False),
    sqlite_autoincrement=True,
)

SCHEMA_STEP = Table(
    "schema_step",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("applied_at", TIME, nullable=False),
)
