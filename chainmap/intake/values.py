"""From a cell to a typed value: one rule per `Kind`. The rules are told to users in docs/columns.md.

A rule never raises and never guesses: what it cannot read is a `Problem`, what it had to convert is one of severity
info or warning. Places and segments are looked up by what the caller hands in; texts of findings are not here.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from chainmap.intake import uscc
from chainmap.intake.agreement import serial
from chainmap.intake.columns import Column, Kind
from chainmap.intake.content import Content, Unreadable, as_text, is_blank, pieces, shown
from chainmap.model.finding import Cell, Fact, Finding, Severity
from chainmap.model.names import clean, code_point, matching_key, unseen, unseen_shown
from chainmap.model.vocabulary import spellings


class Problem(NamedTuple):
    """What a rule found wrong; the caller adds where. Suggestions cost time, so they are made when a finding is."""

    code: str
    severity: Severity
    facts: dict[str, Fact]
    suggestions: Callable[[], tuple[str, ...]] | None = None

    def finding(self, cell: Cell, content: Content, header: str) -> Finding:
        """The finding at this cell of the column with this header."""
        facts: dict[str, Fact] = {"column": header, **self.facts}
        if self.suggestions is not None:
            facts["nearest"] = self.suggestions()
        return Finding(code=self.code, severity=self.severity, cell=cell, value=as_text(content), facts=facts)


class Reading(NamedTuple):
    """A typed value. None: blank, or not readable (`lost`)."""

    value: object = None
    problem: Problem | None = None
    lost: bool = False


Lookup = Callable[[Column, str], Reading]

BLANK = Reading()
_EMPTY = Reading(None, Problem("empty-required", Severity.ERROR, {}), lost=True)
EARLIEST_YEAR, LATEST_YEAR = 1950, 2100  # a date outside is a number with a date format, or a slip

# In a number or date column these say "nothing known"; they are read as blank, with a remark.
PLACEHOLDERS = frozenset({"-", "--", "—", "——", "/", "无", "未知", "不详", "暂无", "待定", "unknown", "tbd"})
_NOT_NUMBERS = frozenset({"nan", "na", "n/a", "null", "none", "inf", "-inf", "+inf", "infinity", "-infinity", "#n/a"})
_LARGEST = 1e300
_TIMES = {"千": 1e3, "万": 1e4, "亿": 1e8, "万亿": 1e12}
_NUMBER = re.compile(
    r"(?P<digits>[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?|[+-]?\.\d+)(?P<power>[eE][+-]?\d{1,3})?(?P<suffix>%|‰|千|万亿|万|亿)?",
    re.ASCII,
)
_BLANK_BEFORE_SUFFIX = re.compile(" (?=[%‰千万亿])")
_RAISED = re.compile("[²³¹⁰-₟¼-¾⅐-↉①-⓿]")  # would become plain digits: 10³ is not 103
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?", re.ASCII)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))",
    re.ASCII,
)
_MONTH = re.compile(r"(\d{4})(?:[-/.](\d{1,2})|年(\d{1,2})月|(\d{2}))", re.ASCII)
_YEAR = re.compile(r"(\d{4})年?", re.ASCII)
_MIDNIGHT = re.compile(r"[ T]00:00(:00(\.0+)?)?$")
_YES = frozenset({"是", "有", "必需", "必须", "对", "yes", "y", "true", "t", "1", "1.0", "√", "✓", "✔"})
_NO = frozenset({"否", "非", "不是", "无需", "错", "no", "n", "false", "f", "0", "0.0", "×", "✗", "✘"})


def read(column: Column, content: Content, region: Lookup, segment: Lookup) -> Reading:
    """The typed value of a cell under this column's rule.

    Types: str ("" never: None) for text, ids and codes; float, int; bool; date for a day, str for a part of a date;
    a member of the column's vocabulary; what `region` and `segment` return; a tuple of str for several segments.
    """
    if isinstance(content, Unreadable):
        return _unreadable(content)
    if is_blank(content):
        return _EMPTY if column.required else BLANK
    reading = _RULES[column.kind](column, content) if column.kind in _RULES else _looked_up(column, content, region, segment)
    if reading.problem is None and column.kind in (Kind.TEXT, Kind.REGION) and isinstance(content, str):
        reading = reading._replace(problem=_unseen(content))
    if reading.value is None and column.required and not reading.lost:
        return _EMPTY
    return reading


@cache
def allowed(vocabulary: type[StrEnum]) -> dict[str, Fact]:
    """The words that a column takes, for its finding."""
    spelled = spellings(vocabulary).values()
    return {"allowed_zh": tuple(words[0] for words in spelled), "allowed_en": tuple(words[1] for words in spelled)}


def _looked_up(column: Column, content: Content, region: Lookup, segment: Lookup) -> Reading:
    text = as_text(content)
    if column.kind is Kind.REGION:
        return region(column, text)
    if column.kind is Kind.SEGMENT:
        return segment(column, text)
    readings = [segment(column, piece) for piece in pieces(text)]
    found = tuple(dict.fromkeys(str(one.value) for one in readings if one.value is not None))
    return Reading(found, next((one.problem for one in readings if one.problem), None))


def _text(column: Column, content: Content) -> Reading:
    if isinstance(content, datetime | date | time | timedelta):
        return Reading(as_text(content), Problem("date-in-text", Severity.WARNING, {}))
    if column.required and isinstance(content, int | float):
        return Reading(as_text(content), Problem("number-as-name", Severity.WARNING, {}))
    return Reading(as_text(content))


def _unseen(content: str) -> Problem | None:
    """Kept as written like all text; matching takes no notice of such characters."""
    found = unseen(content)
    if not found:
        return None
    facts: dict[str, Fact] = {
        "shown": unseen_shown(content.strip()), "characters": tuple(map(code_point, found)), "number": ord(found[0]),
    }  # fmt: skip
    return Problem("unseen-characters", Severity.WARNING, facts)


def _id(column: Column, content: Content) -> Reading:
    text = as_text(content)
    return Reading(text) if is_id(text) else Reading(text, Problem("bad-id", Severity.ERROR, {"suggested": _kebab(text)}))


def is_id(text: str) -> bool:
    """Whether this is lower-case letters and digits, in parts joined by single hyphens."""
    return _ID.fullmatch(text) is not None


def _kebab(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", clean(text).lower()).strip("-") or "segment-1"


def _number(column: Column, content: Content) -> Reading:
    match content:
        case bool():
            return _lost("yes-no-in-number")
        case int() | float():
            return _within(column, float(content)) if abs(content) <= _LARGEST else _lost("nan")  # also false for NaN
        case datetime() | date() | time() | timedelta():
            return _lost("date-in-number", number=_serial(content))
        case _:
            text = as_text(content)
            return _lost("text-in-number") if _RAISED.search(text) else _number_from(column, clean(text))


def _number_from(column: Column, text: str) -> Reading:
    if _PLAIN_NUMBER.fullmatch(text):
        value = float(text)
        return _within(column, value) if abs(value) <= _LARGEST else _lost("nan")
    if text.casefold() in PLACEHOLDERS:
        return Reading(None, Problem("placeholder", Severity.INFO, {}))
    if text.casefold() in _NOT_NUMBERS:
        return _lost("nan")
    parts = _NUMBER.fullmatch(_BLANK_BEFORE_SUFFIX.sub("", text))
    if not parts:
        return _lost("text-in-number")
    suffix = parts["suffix"]
    if (suffix in ("%", "‰")) != (column.kind is Kind.SHARE) and suffix:
        return _lost("percent-in-number" if suffix in ("%", "‰") else "text-in-number")
    value = float(parts["digits"].replace(",", "") + (parts["power"] or ""))
    value = value / {"%": 100, "‰": 1000}.get(suffix, 1) * _TIMES.get(suffix, 1)
    if value > 1 and column.kind is Kind.SHARE:
        return _lost("number-too-large", limit="100%")
    reading = _within(column, value) if abs(value) <= _LARGEST else _lost("nan")
    return reading if reading.problem else Reading(reading.value, Problem("number-read", Severity.INFO, {"number": shown(value)}))


def _within(column: Column, value: float) -> Reading:
    if column.kind is Kind.SHARE and value > 1 and column.maximum == 1:
        return _lost("share-above-one", percent=shown(value / 100))
    if column.minimum is not None and (value < column.minimum or (column.above_minimum and value == column.minimum)):
        return _lost("number-too-small" if not column.above_minimum else "number-not-above", limit=shown(column.minimum))
    if column.maximum is not None and value > column.maximum:
        return _lost("number-too-large", limit=shown(column.maximum))
    if column.kind is Kind.INTEGER:
        return Reading(int(value)) if value.is_integer() else _lost("not-whole")
    return Reading(value)


def _serial(content: datetime | date | time | timedelta) -> str:
    try:
        number = serial(content)
    except (ValueError, OverflowError):
        number = None
    return "?" if number is None else shown(number)


def _yes_no(column: Column, content: Content) -> Reading:
    word = clean(as_text(content)).casefold()
    if word in _YES or word in _NO:
        return Reading(word in _YES)
    return _lost("not-yes-no")


def _date(column: Column, content: Content) -> Reading:
    if isinstance(content, datetime | date):
        return _plausible(content.date() if isinstance(content, datetime) else content)
    if isinstance(content, str):
        text = _day_text(content)
        if text.casefold() in PLACEHOLDERS:
            return Reading(None, Problem("placeholder", Severity.INFO, {}))
        found = _day(text)
        if found and (reading := _plausible(found)).value:
            return Reading(reading.value, Problem("date-as-text", Severity.WARNING, {"date": found.isoformat()}))
        return _lost("not-a-date")
    return _lost("not-a-date")


def _part_date(column: Column, content: Content) -> Reading:
    if isinstance(content, datetime | date):
        reading = _date(column, content)
        return reading if reading.lost else Reading(str(reading.value))
    if isinstance(content, bool | time | timedelta) or (isinstance(content, float) and not content.is_integer()):
        return _lost("not-a-part-date")
    text = _day_text(as_text(content))
    if text.casefold() in PLACEHOLDERS:
        return Reading(None, Problem("placeholder", Severity.INFO, {}))
    known = _part(text)
    return Reading(known) if known else _lost("not-a-part-date")


def _part(text: str) -> str | None:
    if day := _day(text):
        return day.isoformat() if _plausible(day).value else None
    if parts := _MONTH.fullmatch(text):
        year, month = (int(part) for part in parts.groups() if part)
        return f"{year:04}-{month:02}" if EARLIEST_YEAR <= year <= LATEST_YEAR and 1 <= month <= 12 else None
    if parts := _YEAR.fullmatch(text):
        return parts[1] if EARLIEST_YEAR <= int(parts[1]) <= LATEST_YEAR else None
    return None


def _day_text(text: str) -> str:
    return _MIDNIGHT.sub("", clean(text))


def _day(text: str) -> date | None:
    parts = _DAY.fullmatch(text)
    if not parts:
        return None
    try:
        return date(*(int(part) for part in parts.groups() if part))
    except ValueError:
        return None


def _plausible(day: date) -> Reading:
    return Reading(day) if EARLIEST_YEAR <= day.year <= LATEST_YEAR else _lost("not-a-date")


def _word(column: Column, content: Content) -> Reading:
    assert column.vocabulary is not None, column.name
    member = _members(column.vocabulary).get(matching_key(as_text(content)))
    if member is None and not column.required and clean(as_text(content)).casefold() in PLACEHOLDERS:
        return Reading(None, Problem("placeholder", Severity.INFO, {}))
    return Reading(member) if member else _lost("unknown-word", **allowed(column.vocabulary))


@cache
def _members(vocabulary: type[StrEnum]) -> dict[str, StrEnum]:
    return {matching_key(word): member for member, words in spellings(vocabulary).items() for word in (*words, member.value)}


def _code(column: Column, content: Content) -> Reading:
    if isinstance(content, int | float) and not isinstance(content, bool):
        return _lost("code-as-number")
    text = clean(as_text(content)).upper().replace(" ", "").replace("-", "")
    if text.casefold() in PLACEHOLDERS or not text:
        return Reading(None, Problem("placeholder", Severity.INFO, {}))
    if len(text) != uscc.LENGTH:
        return _lost("code-length", length=len(text))
    if letters := uscc.foreign_letters(text):
        return _lost("code-letters", letters=letters)
    if (digit := uscc.check_digit(text)) != text[-1]:
        return _lost("code-check-digit", digit=digit)
    return Reading(text)


def _unreadable(content: Unreadable) -> Reading:
    return Reading(None, Problem(content.code, Severity.ERROR, {}) if content.code else None, lost=True)


def _lost(code: str, **facts: Fact) -> Reading:
    return Reading(None, Problem(code, Severity.ERROR, facts), lost=True)


_RULES: dict[Kind, Callable[[Column, Content], Reading]] = {
    Kind.TEXT: _text,
    Kind.ID: _id,
    Kind.NUMBER: _number,
    Kind.INTEGER: _number,
    Kind.SHARE: _number,
    Kind.YES_NO: _yes_no,
    Kind.DATE: _date,
    Kind.PART_DATE: _part_date,
    Kind.WORD: _word,
    Kind.CODE: _code,
}
