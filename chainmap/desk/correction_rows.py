"""The rows of the generated source 更正 as bytes: JSON lines that a person can read and that two programs write alike."""

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime

from chainmap.model.correction import Correction, CorrectionKind
from chainmap.model.vocabulary import CheckMethod
from chainmap.store.canonical import canonical_json, text_time, time_text


def to_bytes(rows: Iterable[Correction]) -> bytes:
    """The rows as canonical JSON, one a line: equal rows give equal bytes."""
    return "".join(canonical_json(_record(row)) + "\n" for row in rows).encode()


def from_bytes(data: bytes) -> tuple[Correction, ...]:
    """The rows that `to_bytes` wrote."""
    return tuple(_correction(json.loads(line)) for line in data.decode().split("\n") if line)


def _record(row: Correction) -> dict[str, object]:
    record: dict[str, object] = {}
    for field in fields(Correction):
        value = getattr(row, field.name)
        match value:
            case None | "" | ():
                continue
            case datetime():
                record[field.name] = time_text(value)
            case date():
                record[field.name] = value.isoformat()
            case tuple():
                record[field.name] = [list(pair) for pair in value]
            case _:
                record[field.name] = str(value)
    return record


def _correction(record: dict[str, object]) -> Correction:
    values: dict[str, object] = {"author": "", **record}
    values["kind"] = CorrectionKind(str(record["kind"]))
    values["made_at"] = text_time(str(record["made_at"]))
    if "method" in record:
        values["method"] = CheckMethod(str(record["method"]))
    if "checked_on" in record:
        values["checked_on"] = date.fromisoformat(str(record["checked_on"]))
    pairs = record.get("values", [])
    assert isinstance(pairs, list)
    values["values"] = tuple((str(name), str(text)) for name, text in pairs)
    return Correction(**values)  # type: ignore[arg-type]
