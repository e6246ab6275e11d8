"""How numbers, intervals, dates and counts are written: at most one decimal of a percent, never a false 0 or 100."""

import math
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from chainmap.model.interval import Interval
from chainmap.present.words import Language, say

_SPACE = "\u00a0"  # a figure and its unit stay on one line
_MINUS = "\u2212"
_SMALLEST = 0.0005  # below it one decimal of a percent would print 0
_ALL = 0.9995  # an interval wider than this says nothing
_CLOSED = 1e-9  # an interval narrower than this is known
_ROOM = 9  # characters of a number that a table has room for
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def percent(share: float, *, sign: bool = False) -> str:
    """A share in [0, 1] as percent: `19.3 %`, `19 %`, `<0.1 %`, `>99.9 %`; with `sign` a change: `+1.2 %`."""
    return f"{percent_figure(share, sign=sign)}{_SPACE}%"


def percent_figure(share: float, *, sign: bool = False) -> str:
    """The same without its unit, for columns whose header says %."""
    size = abs(share)
    if 0 < size < _SMALLEST:
        return "0" if size < _CLOSED else _signed("<0.1", share, sign)
    if not sign and 1 - _SMALLEST < size < 1 - _CLOSED:
        return ">99.9"
    return _signed(_short(size * 100), share, sign)


def column_percent(share: float, *, sign: bool = False) -> str:
    """The same with one decimal always, so that the figures of a column stand under each other; with `sign` a change."""
    if _CLOSED <= abs(share) < _SMALLEST:
        return percent_figure(share, sign=sign)
    shown = 0.0 if abs(share) < _CLOSED else share
    return _signed(f"{abs(shown) * 100:,.1f}", shown, sign)


def column_interval(interval: Interval) -> str:
    """Both ends of an interval in a column: `0.0–2.0`; a known one alone: `1.9`."""
    lo, hi = column_percent(interval.lo), column_percent(interval.hi)
    return lo if lo == hi else f"{lo}–{hi}"


def percent_in_column(share: float, *, sign: bool = False) -> str:
    """A share in a column whose header names no unit: `4.0 %`."""
    return f"{column_percent(share, sign=sign)}{_SPACE}%"


def interval_in_column(interval: Interval) -> str:
    """An interval in a column whose header names no unit: `3.0–25.0 %`."""
    return f"{column_interval(interval)}{_SPACE}%"


def percent_points(change: float) -> str:
    """A change of a share, with its sign: `+1.2`, `−0.4`, `0`."""
    return percent_figure(change, sign=True)


def interval_percent(interval: Interval) -> str:
    """Both ends in one unit: `19.3–83.5 %`; a known one alone: `19.3 %`."""
    if is_known(interval):
        return percent(interval.lo)
    return f"{percent_figure(interval.lo)}–{percent_figure(interval.hi)}{_SPACE}%"


def established(interval: Interval, open_count: int, language: Language) -> str:
    """What is established and what is open: `已核实 19 %（另 67 % 未核查，差 31 个环节）`."""
    if is_known(interval):
        return say("number.established", language, value=percent(interval.lo))
    if not open_count:
        return say("number.established-open", language, value=percent(interval.lo), open=percent(interval.width))
    return say(
        "number.established-open-count", language, value=percent(interval.lo), open=percent(interval.width), count=open_count
    )


def is_unknown(interval: Interval) -> bool:
    """Whether it would be printed as 0–100 %."""
    return interval.width > _ALL


def is_known(interval: Interval) -> bool:
    """Whether both ends are the same number."""
    return interval.width < _CLOSED


def count(number: float, *, decimals: int = 0) -> str:
    """A number with thousands separated: `1,000,000`; `–` for NaN."""
    return "–" if math.isnan(number) else f"{number:,.{decimals}f}"


def quantity(number: float | None, unit: str = "", *, short: bool = False) -> str:
    """A quantity as entered, with its unit: `150 亿元`; empty when it was not given. `short` rounds one that is too long."""
    if number is None or math.isnan(number):
        return ""
    text = rounded(number) if short else _signed(plain(abs(number), separator=","), number, False)
    return text + (f"{_SPACE}{unit}" if unit else "")


def rounded(number: float) -> str:
    """A number for a cell of a table: as it is where it has room, else six digits of it or a power of ten: `1.5×10¹⁰`."""
    size = abs(number)
    for text in (plain(size, separator=","), plain(size, digits=6, separator=",")):
        if len(text) <= _ROOM:
            return _signed(text, number, False)
    mantissa, _, power = f"{size:.3e}".partition("e")
    return _signed(f"{mantissa.rstrip('0').rstrip('.')}×10{str(int(power)).translate(_RAISED)}", number, False)


def plain(number: float, *, digits: int = 15, separator: str = "") -> str:
    """A number as a person writes it: `1234567`, `0.00001`, never `1.23457e+06`; `digits` of it count."""
    return f"{Decimal(f'{number:.{digits}g}'):{separator}f}"


def day(of: date | None) -> str:
    """ISO date, or empty."""
    return "" if of is None else of.isoformat()


def listed(names: Iterable[str], language: Language, *, at_most: int | None = None) -> str:
    """Names as a list in words; beyond `at_most` the rest is counted: `掩模版、电子特气等 7 个`."""
    every = list(names)
    shown = (", " if language == "en" else "、").join(every[:at_most])
    if at_most is None or len(every) <= at_most:
        return shown
    return say("number.and-more", language, names=shown, count=len(every), more=len(every) - at_most)


def _short(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def _signed(figure: str, value: float, sign: bool) -> str:
    if value < 0:
        return _MINUS + figure
    return ("+" if sign and value > 0 else "") + figure
