"""Original bytes, stored once under their hash."""

from sqlalchemy import Connection, insert, select

from chainmap.store.canonical import digest
from chainmap.store.schema import BLOB


def keep(connection: Connection, data: bytes) -> str:
    """Store bytes unless they are there already; their hash.

    Two transactions must not keep the same new bytes at once: `versions.append` calls it when it has taken the head.
    """
    sha256 = digest(data)
    if not present(connection, sha256):
        connection.execute(insert(BLOB).values(sha256=sha256, size=len(data), data=data))
    return sha256


def present(connection: Connection, sha256: str) -> bool:
    """Whether bytes with this hash are stored."""
    return connection.execute(select(BLOB.c.size).where(BLOB.c.sha256 == sha256)).first() is not None


def read(connection: Connection, sha256: str) -> bytes:
    """The bytes with this hash; raises KeyError."""
    row = connection.execute(select(BLOB.c.data).where(BLOB.c.sha256 == sha256)).first()
    if row is None:
        raise KeyError(sha256)
    return bytes(row[0])
