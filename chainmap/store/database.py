"""The database: where it is, how it is opened, and its two kinds of transaction.

SQLite by default, one file under `var/`; PostgreSQL when CHAINMAP_DATABASE_URL says so. Functions of this room take
the `Connection` of a transaction, so that a use case decides what lands together.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from chainmap.store.migrations import migrate

__all__ = ["Connection", "Store", "StoreError", "default_url", "open_store"]

URL_VARIABLE = "CHAINMAP_DATABASE_URL"
BUSY_MS = 60_000  # how long a writer waits for another one
CONNECT_S = 10  # how long a server may take to answer
_WRITES = "chainmap_writes"


class StoreError(RuntimeError):
    """The database cannot be used; `code` is one of database-url, database-kind, database-unreachable."""

    def __init__(self, code: str, *, value: str) -> None:
        super().__init__(f"{code}: {value}")
        self.code, self.value = code, value


@dataclass(frozen=True, eq=False)
class Store:
    """An open database with the newest schema. Equal only to itself."""

    engine: Engine
    _behind: Event = field(default_factory=Event, repr=False)  # the file lacks what is committed, since somebody was reading

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file of SQLite."""
        return self.engine.dialect.name == "sqlite"

    @property
    def url(self) -> str:
        """Its URL with the password in it: for another process of ours, never for a person."""
        return self.engine.url.render_as_string(hide_password=False)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database and is never written; StoreError where it is out of reach."""
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self._reached(), self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection
        if self._behind.is_set():
            self._into_one_file()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction whose writes land together when the block ends, or not at all when it raises.

        StoreError where the database is out of reach.
        """
        with self._reached(), self.engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
            yield connection
        self._into_one_file()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextmanager
    def _reached(self) -> Iterator[None]:
        # SQLite would make an empty file in place of one that is gone.
        if self.is_sqlite and not Path(str(self.engine.url.database)).exists():
            raise StoreError("database-unreachable", value=f"no file {self.engine.url.database}")
        try:
            yield
        except (OperationalError, InterfaceError) as error:
            raise StoreError("database-unreachable", value=str(error).splitlines()[0]) from error

    def _into_one_file(self) -> None:
        # What is committed goes from the write-ahead log into the file, so that a copy of the file holds it. Where a
        # reader holds an earlier state that waits until the next one is done.
        if self.is_sqlite:
            connection = self.engine.raw_connection()
            try:
                _, in_log, moved = connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            finally:
                connection.close()
            (self._behind.clear if moved >= in_log else self._behind.set)()


def default_url() -> str:
    """The URL in CHAINMAP_DATABASE_URL, else the SQLite file var/chainmap.sqlite of the working folder."""
    return os.environ.get(URL_VARIABLE) or f"sqlite:///{Path('var/chainmap.sqlite').absolute()}"


def open_store(url: str | None = None, *, now: datetime | None = None) -> Store:
    """Open a database, make it if it is not there, and bring its schema up to date.

    Raises StoreError for a URL that is no URL of SQLite or PostgreSQL, SchemaTooNewError for a database of a newer program.
    """
    parsed = _parsed(url or default_url())
    store = Store(_sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _postgresql(parsed))
    try:
        with store.writing() as connection:
            migrate(connection, now or datetime.now(UTC))
    except (DBAPIError, OSError) as error:
        raise StoreError("database-unreachable", value=str(error).splitlines()[0]) from error
    return store


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError("database-url", value=url.split("@")[-1]) from None
    if parsed.get_backend_name() in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() != "sqlite":
        raise StoreError("database-kind", value=parsed.get_backend_name())
    if not parsed.database or parsed.database == ":memory:":
        raise StoreError("database-url", value=url)  # every connection would have a database of its own
    return parsed


def _postgresql(url: URL) -> Engine:
    import psycopg

    return create_engine(url, module=psycopg, pool_pre_ping=True, pool_size=10, connect_args={"connect_timeout": CONNECT_S})


def _sqlite(url: URL) -> Engine:
    try:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
        Path(str(url.database)).touch()
    except OSError as error:
        raise StoreError("database-unreachable", value=str(error)) from error
    engine = create_engine(url, connect_args={"timeout": BUSY_MS / 1000})
    event.listen(engine, "connect", _configure)
    event.listen(engine, "checkout", _same_file(Path(str(url.database))))
    event.listen(engine, "begin", _begin)
    return engine


def _same_file(path: Path) -> Callable[[DBAPIConnection, ConnectionPoolEntry, PoolProxiedConnection], None]:
    # An open connection goes on with a file that was removed or replaced, and what it writes there is lost.
    def check(_connection: DBAPIConnection, entry: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
        stat = path.stat()
        if entry.info.setdefault("file", (stat.st_dev, stat.st_ino)) != (stat.st_dev, stat.st_ino):
            raise DisconnectionError("the file of the database was replaced")

    return check


def _configure(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions are begun in _begin, DDL included
    cursor = connection.cursor()
    for pragma in (f"busy_timeout={BUSY_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: a transaction that began by reading could not be upgraded safely.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
