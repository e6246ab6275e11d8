"""The cells of one sheet of an .xlsx, from the bytes of its part: counts, last cell, errors, formulas without a value, merges.

Sheets are written by programs, nearly all in one manner; that manner is counted with regular expressions, piece by
piece (40 MB a second and more). What is written otherwise is found out by comparing counts, and read with expat instead.
Every expression is bounded by the next `<`, so that no input makes it slow.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from chainmap.intake.scan import Address, Area, SheetScan, column_number
from chainmap.intake.xml_parts import Attributes, local, parse

_LONGEST_CELL = 8 << 20
_REFERENCE = re.compile(r"([A-Za-z]{1,8})([0-9]{1,9})$")
_TEXT_TYPES = frozenset(("s", "str", "inlineStr", "e", "b", "d"))
_EARLIEST_DATE = 61  # serial of 1 March 1900, from which on Excel's days are days


class Unusual(Exception):  # noqa: N818  a turn in reading, not an error
    """The part is not written in the common manner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookups:
    """What cells point at: shared strings that are empty, and cell formats that show dates."""

    empty_strings: frozenset[int] = frozenset()
    date_styles: frozenset[str] = frozenset()


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counted so far."""

    filled: int = 0
    last_row: int = 0
    last_column: int = 0
    errors: dict[Address, str] = field(default_factory=dict)
    empty_formulas: set[Address] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    early_dates: dict[Address, float] = field(default_factory=dict)
    filled_cells: set[Address] | None = None  # kept on request only

    def scan(self, index: int, name: str, *, hidden: bool) -> SheetScan:
        """The same as a value."""
        return SheetScan(
            index=index,
            name=name,
            hidden=hidden,
            filled=self.filled,
            last_row=self.last_row,
            last_column=self.last_column,
            errors=self.errors,
            empty_formulas=frozenset(self.empty_formulas),
            merged=tuple(self.merged),
            hidden_rows=tuple(self.hidden_rows),
            early_dates=self.early_dates,
        )


def tally(pieces: Callable[[], Iterable[bytes]], part: str, lookups: Lookups, enough: int) -> Tally:
    """The sheet's tally. `pieces` gives its bytes anew at each call. Raises Refusal.

    `enough`: when the rectangle of cells is larger, the exact reading decides, since it leaves formatted blanks out.
    """
    try:
        counted = _counted(pieces(), lookups)
    except Unusual:
        return exact_tally(pieces(), part, lookups)
    return counted if counted.last_row * counted.last_column <= enough else exact_tally(pieces(), part, lookups)


def _counted(pieces: Iterable[bytes], lookups: Lookups) -> Tally:
    count = Tally()
    patterns: _Patterns | None = None
    for piece in _whole_cells(pieces):
        if patterns is None:
            patterns = _patterns(_prefix(piece))
        _count_piece(piece, patterns, lookups, count)
    return count


def _whole_cells(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes cut before the last cell that begins in a piece, so that no cell is cut in two."""
    rest = b""
    for piece in pieces:
        rest += piece
        cut = rest.rfind(b"<", 0, max(rest.rfind(b'c r="'), 0))
        if cut <= 0 and len(rest) > _LONGEST_CELL:
            cut = rest.rfind(b">") + 1  # nothing but formats, merges, conditions
            if rest.find(b'c r="', 0, 64) >= 0 or cut <= 0:
                raise Unusual
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
    yield rest


def _prefix(piece: bytes) -> bytes:
    """Namespace prefix of the root element with its colon. Raises Unusual for anything but UTF-8 XML of a worksheet."""
    found = re.search(rb"<((?:[A-Za-z][A-Za-z0-9]{0,15}:)?)worksheet[\s>]", piece[:4096])
    if not found:
        raise Unusual
    return found[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Patterns:
    cell: re.Pattern[bytes]
    open_cell: re.Pattern[bytes]
    closed_cell: re.Pattern[bytes]
    value: re.Pattern[bytes]
    value_starts: tuple[bytes, bytes, bytes]
    inline_start: bytes
    inline_end: bytes
    inline_text: re.Pattern[bytes]
    inline_plain: re.Pattern[bytes]
    error: re.Pattern[bytes]
    formula_start: bytes
    empty_formula: re.Pattern[bytes]
    shared: re.Pattern[bytes]
    early: re.Pattern[bytes]
    merge: re.Pattern[bytes]
    hidden_row: re.Pattern[bytes]


@lru_cache(maxsize=16)
def _patterns(prefix: bytes) -> _Patterns:
    def compiled(pattern: bytes) -> re.Pattern[bytes]:
        return re.compile(pattern.replace(b"{}", re.escape(prefix)))

    at = rb'<{}c r="([A-Z]{1,3})([0-9]{1,7})"([^<>/]*)>'
    early = rb'<{}c r="([A-Z]{1,3})([0-9]{1,7})"(?![^<>]* t="[sbeid])[^<>/]* s="([0-9]+)"[^<>/]*>'
    formula = rb"<{}f(?:\s[^<>]*)?>(?:[^<]*</{}f>)?"
    return _Patterns(
        cell=compiled(rb"<{}c[\s/>]"),
        open_cell=compiled(rb'<{}c r="([A-Z]{1,3})([0-9]{1,7})"[^<>/]*>'),
        closed_cell=compiled(rb'<{}c r="[A-Z]{1,3}[0-9]{1,7}"[^<>/]*/>'),
        value=compiled(rb"<{}v(?:\s[^<>]*)?>[^<]"),
        value_starts=(b"<%bv>" % prefix, b"<%bv></%bv>" % (prefix, prefix), b"<%bv " % prefix),
        inline_start=b"<%bis" % prefix,
        inline_end=b"</%bis>" % prefix,
        inline_text=compiled(rb"<{}t(?:\s[^<>]*)?>[^<]*[^<\s][^<]*</{}t>"),
        inline_plain=compiled(rb"<{}is><{}t(?:\s[^<>]*)?>\s*[^<\s]"),
        error=compiled(
            at.replace(b"([^<>/]*)>", rb'[^<>/]* t="e"[^<>/]*>') + b"(?:" + formula + rb")?<{}v(?:\s[^<>]*)?>([^<]*)</{}v>"
        ),
        formula_start=b"<%bf" % prefix,
        empty_formula=compiled(at + formula + rb"(?:<{}v></{}v>|<{}v ?/>)?</{}c>"),
        shared=compiled(rb' t="s"[^<>/]*>(?:' + formula + rb")?<{}v>([0-9]+)</{}v>"),
        early=compiled(early + b"(?:" + formula + rb")?<{}v>(-[0-9.eE+-]+|[0-9]{1,2}(?:\.[0-9]+)?)</{}v>"),
        hidden_row=compiled(rb'<{}row (?=[^<>]* hidden="(?:1|true)")[^<>]*?r="([0-9]{1,7})"'),
        merge=compiled(rb'<{}mergeCell ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"'),
    )


def _count_piece(piece: bytes, patterns: _Patterns, lookups: Lookups, count: Tally) -> None:
    if b"<!" in piece:  # comments and CDATA hide cells
        raise Unusual
    cells = patterns.open_cell.findall(piece)
    if len(cells) + len(patterns.closed_cell.findall(piece)) != len(patterns.cell.findall(piece)):
        raise Unusual
    if cells:
        count.last_row = max(count.last_row, max(map(int, {row for _, row in cells})))
        count.last_column = max(count.last_column, max(map(column_number, {letters for letters, _ in cells})))
        count.filled += _values(piece, patterns) + _inline_texts(piece, patterns)
        if lookups.empty_strings:
            count.filled -= sum(int(index) in lookups.empty_strings for index in patterns.shared.findall(piece))
        _count_errors(piece, patterns, count)
        _count_formulas(piece, patterns, count)
        if lookups.date_styles:
            _count_early_dates(piece, patterns, lookups, count)
    if b' hidden="' in piece:
        count.hidden_rows += map(int, patterns.hidden_row.findall(piece))
    for left, top, right, bottom in patterns.merge.findall(piece):
        count.merged.append((int(top), column_number(left), int(bottom), column_number(right)))


def _values(piece: bytes, patterns: _Patterns) -> int:
    plain, empty, spaced = patterns.value_starts
    if spaced in piece:
        return len(patterns.value.findall(piece))
    return piece.count(plain) - piece.count(empty)


def _inline_texts(piece: bytes, patterns: _Patterns) -> int:
    count = piece.count(patterns.inline_start)
    if count == len(patterns.inline_plain.findall(piece)):
        return count
    texts = piece.split(patterns.inline_start)[1:]
    return sum(_holds_text(text.partition(patterns.inline_end)[0], patterns.inline_text) for text in texts)


def _holds_text(item: bytes, text: re.Pattern[bytes]) -> bool:
    if b"rPh" not in item and text.search(item):
        return True
    if b"<" not in item:
        return False
    return bool(text_of_item(item))


def text_of_item(item: bytes) -> bytes:
    """Text of a rich or plain string item as readers deliver it: without phonetic runs, blanks kept only where asked."""
    shown = _without_phonetics(item) if b"rPh" in item else item
    parts = re.findall(rb"<(?:\w{1,16}:)?t((?:\s[^<>]*)?)>([^<]*)", shown)
    return b"".join(text if b"preserve" in attributes else text.strip(b" \t\r\n") for attributes, text in parts)


def _without_phonetics(item: bytes) -> bytes:
    pieces = re.split(rb"<(?:\w{1,16}:)?rPh[\s>]", item)
    ends = (re.split(rb"</(?:\w{1,16}:)?rPh>", piece, maxsplit=1) for piece in pieces[1:])
    return pieces[0] + b"".join(end[1] for end in ends if len(end) > 1)


def _count_errors(piece: bytes, patterns: _Patterns, count: Tally) -> None:
    marked = piece.count(b' t="e"')
    if not marked:
        return
    found = patterns.error.findall(piece)
    if len(found) != marked:
        raise Unusual
    for letters, row, value in found:
        count.errors[int(row), column_number(letters)] = value.decode("utf-8", "replace")
        count.filled -= bool(value)


def _count_formulas(piece: bytes, patterns: _Patterns, count: Tally) -> None:
    if patterns.formula_start in piece:
        for letters, row, attributes in patterns.empty_formula.findall(piece):
            if b't="str"' not in attributes:
                count.empty_formulas.add((int(row), column_number(letters)))


def _count_early_dates(piece: bytes, patterns: _Patterns, lookups: Lookups, count: Tally) -> None:
    for letters, row, style, number in patterns.early.findall(piece):
        if style.decode() in lookups.date_styles:
            _note_early_date(count, (int(row), column_number(letters)), number.decode())


def _note_early_date(count: Tally, at: Address, text: str) -> None:
    try:
        number = float(text)
    except ValueError:
        return
    if number < 0 or 1 <= number < _EARLIEST_DATE:
        count.early_dates[at] = number


def exact_tally(pieces: Iterable[bytes], part: str, lookups: Lookups, *, keep_cells: bool = False) -> Tally:
    """The same tally with expat, for sheets written in any manner; formatted blanks do not count for the last cell."""
    reading = _ExactReading(lookups, keep_cells=keep_cells)
    parse(pieces, part, reading.start, reading.end, reading.text)
    return reading.count


class _ExactReading:
    """Where the reading of a sheet stands: calls from expat, element by element."""

    def __init__(self, lookups: Lookups, *, keep_cells: bool) -> None:
        self.count = Tally(filled_cells=set() if keep_cells else None)
        self._lookups = lookups
        self._row = 0
        self._column = 0
        self._cell: Attributes = {}
        self._has_formula = False
        self._has_content = False  # more than a format
        self._inside = ""  # v or t, while their text comes
        self._keeps_blanks = True
        self._phonetic = False
        self._value: list[str] = []
        self._text: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        match local(name):
            case "row":
                self._row = _number(attributes.get("r", ""), self._row + 1)
                self._column = 0
            case "c":
                self._start_cell(attributes)
            case "v" | "t" as inside if not self._phonetic:
                self._has_content = True
                self._inside = inside
                self._keeps_blanks = inside == "v" or attributes.get("xml:space") == "preserve"
            case "f":
                self._has_formula = self._has_content = True
            case "rPh":
                self._phonetic = True
            case "mergeCell":
                self._merge(attributes.get("ref", ""))

    def text(self, text: str) -> None:
        if self._inside:
            kept = text if self._keeps_blanks else text.strip(" \t\r\n")
            (self._value if self._inside == "v" else self._text).append(kept)

    def end(self, name: str) -> None:
        match local(name):
            case "c":
                self._end_cell()
            case "v" | "t":
                self._inside = ""
            case "rPh":
                self._phonetic = False

    def _start_cell(self, attributes: Attributes) -> None:
        found = _REFERENCE.match(attributes.get("r", ""))
        if found:
            self._row, self._column = int(found[2]), column_number(found[1].upper().encode())
        else:
            self._column += 1
        self._cell, self._has_formula, self._has_content, self._value, self._text = attributes, False, False, [], []

    def _end_cell(self) -> None:
        at, kind = (self._row, self._column), self._cell.get("t", "n")
        value, text = "".join(self._value), "".join(self._text)
        if kind == "s" and value.isdecimal() and int(value) in self._lookups.empty_strings:
            value = ""
        if self._has_formula and not value and not text and kind != "str":
            self.count.empty_formulas.add(at)
        if self._has_content:
            self.count.last_row, self.count.last_column = max(self.count.last_row, at[0]), max(self.count.last_column, at[1])
        if not value and not text:
            return
        if kind == "e":
            self.count.errors[at] = value
            return
        self.count.filled += 1
        if self.count.filled_cells is not None:
            self.count.filled_cells.add(at)
        if self._cell.get("s") in self._lookups.date_styles and kind not in _TEXT_TYPES:
            _note_early_date(self.count, at, value)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        begin, end = _REFERENCE.match(first), _REFERENCE.match(last)
        if begin and end:
            corners = [(int(at[2]), column_number(at[1].upper().encode())) for at in (begin, end)]
            self.count.merged.append((*corners[0], *corners[1]))


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else otherwise
