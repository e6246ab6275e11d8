"""What a cell holds before a rule reads it: text, a number, a day, or that the file does not give it.

Typed values are in `values`.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from chainmap.intake.reading import Value
from chainmap.model.names import clean


class Unreadable(NamedTuple):
    """Stands in a cell whose content the file does not give: an error, a formula without a value, part of a merge."""

    code: str  # of the finding; "" when it stands at another cell
    text: str = ""


Content = Value | Unreadable


def unreadable(error: str) -> Unreadable:
    """What stands in a cell with this error value: `NaN` and `INF` are numbers that are none."""
    return Unreadable("nan" if error.lstrip("+-").casefold() in ("nan", "inf", "infinity") else "error-cell", error)


def is_blank(content: Content) -> bool:
    """Whether nothing is to be seen in the cell. A part of a merged cell shows nothing either."""
    if isinstance(content, Unreadable):
        return content.code == ""
    return content is None or (isinstance(content, str) and not content[:1].isalnum() and not clean(content))


def as_text(content: Content) -> str:
    """The content as text, for findings and for text columns: whole numbers without a point, days as 2026-11-23."""
    match content:
        case None:
            return ""
        case Unreadable():
            return content.text
        case str():
            return content.replace("\0", "").strip()  # PostgreSQL keeps no NUL; its finding is made from the content
        case bool():
            return str(content).upper()
        case float() if content.is_integer() and abs(content) < 1e15:
            return str(int(content))
        case datetime() if content.time() == time():
            return content.date().isoformat()
        case datetime() | date() | time():
            return content.isoformat()
        case timedelta():  # as Excel shows it: 30:00:00, not "1 day, 6:00:00"
            minutes, seconds = divmod(round(abs(content.total_seconds())), 60)
            return f"{'-' if content < timedelta() else ''}{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case _:
            return str(content)


def pieces(text: str) -> tuple[str, ...]:
    """The parts of a text that are separated by ；, ; or a line break; blank ones are left out."""
    return tuple(piece.strip() for piece in re.split(r"[;；\n]", text) if piece.strip())


def shown(value: float) -> str:
    """A number as a person writes it: without an exponent where that is short, at most 12 digits."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else f"{value:.12g}"
