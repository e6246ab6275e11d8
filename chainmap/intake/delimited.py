"""Delimited text (.csv, .txt): its encoding, its separator, its rows. All values are text, nothing is guessed."""

import codecs
import csv
import re
import sys
from io import StringIO

from chainmap.intake.limits import COLUMNS, ROWS, Limits
from chainmap.intake.refusal import Refusal

_SEPARATORS = ",;\t"
_SAMPLE_ROWS = 50
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
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
    """The text of UTF-8 or UTF-16 with or without mark, else of GB18030. Raises Refusal when it is none of them."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded_as(content[len(mark) :], encoding)
    if wide := utf16_without_mark(content):
        return _decoded_as(content, wide)
    try:
        return _decoded_as(content, "utf-8")
    except Refusal as first:
        try:
            return _decoded_as(content, "gb18030")
        except Refusal as second:
            raise max(first, second, key=lambda one: int(str(one.facts["line"]))) from None  # what it nearly was


def guessed_encoding(content: bytes) -> str:
    """The encoding in which a text is read though nothing in it says so; "" for UTF-8 and for text with a mark."""
    if any(content.startswith(mark) for mark, _ in _MARKS):
        return ""
    if wide := utf16_without_mark(content):
        return wide.upper()
    try:
        content.decode()
    except UnicodeDecodeError:
        return "GB18030"
    return ""


def utf16_without_mark(content: bytes) -> str:
    """`utf-16-le` or `utf-16-be` for text in it without a mark, else "": no other text holds zero bytes."""
    if b"\0" not in content or len(content) % 2:
        return ""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if ("\n" in text or "\r" in text) and not _CONTROL.search(text):
            return encoding
    return ""


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


def is_table(text: str) -> bool:
    """Whether at least two rows, and half of the first ones, have the same number of fields, more than one."""
    one = separator(text)
    rows, (alike, _) = len(_widths(text, one)), _regularity(text, one)
    return alike >= 2 and 2 * alike >= rows


def _widths(text: str, one: str) -> list[int]:
    """Numbers of fields of the first rows that hold something; none where the text cannot be taken apart."""
    rows = csv.reader(StringIO(text[: 1 << 18], newline=""), delimiter=one)
    widths: list[int] = []
    try:
        for row in rows:
            if row:
                widths.append(len(row))
            if len(widths) == _SAMPLE_ROWS:
                break
    except csv.Error:
        return []
    return widths


def _regularity(text: str, one: str) -> tuple[int, int]:
    widths = _widths(text, one)
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
    if rows and _is_left_open(text, one):
        within = sum(field.count("\n") for field in rows[-1]) - rows[-1][-1].endswith("\n")
        raise Refusal("text-quote-open", line=reader.line_num - within)
    return rows


def _is_left_open(text: str, one: str) -> bool:
    """Whether a quotation mark is opened and never closed: what follows it would silently be one field."""
    if text.count('"') % 2 == 0:
        return False
    try:
        for _ in csv.reader(StringIO(text, newline=""), delimiter=one, strict=True):
            pass
    except csv.Error as problem:
        return "end of data" in str(problem)
    return False
