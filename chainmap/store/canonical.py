"""How records are written so that equal content gives equal bytes: canonical JSON, hashes, times as text."""

import hashlib
import json
from datetime import UTC, datetime


def canonical_json(value: object) -> str:
    """JSON text with sorted keys, without blanks, letters as they are; raises ValueError for NaN and infinity."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def digest(data: bytes) -> str:
    """SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def json_digest(value: object) -> str:
    """SHA-256 of the canonical JSON of a value."""
    return digest(canonical_json(value).encode())


def time_text(at: datetime) -> str:
    """A time in UTC as ISO text of fixed width; raises ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError("a time needs its zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def text_time(text: str) -> datetime:
    """The time that `time_text` wrote."""
    return datetime.fromisoformat(text)
