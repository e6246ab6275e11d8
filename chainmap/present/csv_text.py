"""Rows → CSV bytes that a spreadsheet opens without running anything: UTF-8 with BOM, no text begins a formula."""

import io
import math

from chainmap.present.numbers import plain
from chainmap.present.table import Table, Value

_PARTS = frozenset(',;"\t\r\n|')
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_bytes(table: Table) -> bytes:
    """The table; a share has up to six digits, a quantity all of its own; equal inputs give equal bytes."""
    out = io.StringIO(newline="")
    for row in ([column.header for column in table.columns], *table.rows):
        out.write(",".join(_quoted(_written(value)) for value in row) or '""')
        out.write("\r\n")
    return out.getvalue().encode("utf-8-sig")


def inert(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip().startswith(_STARTS_FORMULA) or text.startswith(_STARTS_FORMULA) else text


def _quoted(text: str) -> str:
    # Some spreadsheets part cells at semicolons or tabs too: what stands behind one must not become a cell of its own.
    return '"' + text.replace('"', '""') + '"' if _PARTS & set(text) else text


def _written(value: Value) -> str:
    if isinstance(value, str):
        return inert(value)
    if value is None:
        return ""
    if not isinstance(value, float) or not math.isfinite(value):
        return str(value)
    return plain(value, digits=6 if abs(value) < 1 else 15)
