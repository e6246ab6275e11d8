"""Delimited text (.csv, .txt): its encoding, its separator, its rows. All values are text, nothing is guessed."""

import codecs
import csv
import sys
from io import StringIO

from chainmap.intake.limits import COLUMNS, ROWS, Limits
from chainmap.intake.refusal import Refusal

_SEPARATORS = ",;\t"
_SAMPLE_ROWS = 50
_LONGEST_FIELD = 1_000_000


def read_delimited(content: bytes, limits: Limits) -> list[list[str | None]]:
    """Rows of equal width; blank fields are None. Raises Refusal for text that cannot be decoded or taken apart."""
    text = decoded(content)
    rows = [[field or None for field in row] for row in _parsed(text, separator(text), limits)]
    while rows and not any(rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    if len(rows) * width > limits.max_cells or len(rows) > ROWS or width > COLUMNS:
        raise Refusal("text-too-large", rows=len(rows), columns=width, allowed=limits.max_cells)
    for row in rows:
        row.extend([None] * (width - len(row)))
    return rows


def decoded(content: bytes) -> str:
    """The text of UTF-8 with or without mark, of UTF-16 with one, else of GB18030. Raises Refusal when it is none of them."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if content.startswith(mark):
            return _decoded_as(content[len(mark) :], encoding)
    try:
        return _decoded_as(content, "utf-8")
    except Refusal as first:
        try:
            return _decoded_as(content, "gb18030")
        except Refusal as second:
            raise max(first, second, key=lambda one: int(str(one.facts["line"]))) from None  # what it nearly was


def _decoded_as(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise Refusal("text-encoding", encoding=encoding.upper(), line=line) from problem
    if "\0" in text:
        raise Refusal("text-encoding", encoding=encoding.upper(), line=text[: text.index("\0")].count("\n") + 1)
    return text


def separator(text: str) -> str:
    """The separator under which most of the first rows have the same number of fields, more than one; else the comma."""
    declared = text[:16].partition("\n")[0].strip().lower()
    if declared.startswith("sep=") and len(declared) == 5:
        return declared[4]
    return max(_SEPARATORS, key=lambda one: (_regularity(text, one), -_SEPARATORS.index(one)))


def _regularity(text: str, one: str) -> tuple[int, int]:
    rows = csv.reader(StringIO(text[: 1 << 18], newline=""), delimiter=one)
    widths: list[int] = []
    try:
        for row in rows:
            if row:
                widths.append(len(row))
            if len(widths) == _SAMPLE_ROWS:
                break
    except csv.Error:
        return (0, 0)
    split = [width for width in widths if width > 1]
    if not split:
        return (0, 0)
    common = max(set(split), key=lambda width: (split.count(width), width))
    return (split.count(common), common)


def _parsed(text: str, one: str, limits: Limits) -> list[list[str]]:
    csv.field_size_limit(min(_LONGEST_FIELD, sys.maxsize))
    reader = csv.reader(StringIO(text, newline=""), delimiter=one)
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in reader:
            cells += len(row)
            if cells > limits.max_cells:
                raise Refusal("text-too-large", rows=len(rows), columns=len(row), allowed=limits.max_cells)
            rows.append(row)
    except csv.Error as problem:
        raise Refusal("text-malformed", line=reader.line_num) from problem
    return rows
