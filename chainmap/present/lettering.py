"""How wide a text is and where a name breaks into lines, without a font at hand.

Widths are in em and rather too wide than too narrow: they hold for the CJK sans fonts of the pages. Nothing is drawn here.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, combinations, pairwise
from math import inf
from unicodedata import east_asian_width

_NARROW = frozenset("iljftrI.,:;'|! ")
_BRACKETS = frozenset("()[]/-")
_BROAD = frozenset("mwMW@%&")
# A piece that no line break may divide: a Latin word of at most 24 letters with what closes it, or one Chinese character with it.
_PIECE = re.compile(r"[(（「“]*(?:[0-9A-Za-zµ.+%’'‑]{1,24}(?:-(?=[A-Za-z]))?|[^\s])[)）」”、，,;；:：/·]*\s*")
_GOOD_END = re.compile(r"[\s、，,;；/·-]$|[与和及等用]$")
_GOOD_START = re.compile(r"^[(（]")
_BROKEN_WORD = 2.5  # em that a break within a run of Chinese characters counts as
_MOST_LINES = 3
_MOST_PIECES = 60  # every split of the pieces is tried
_LONGEST_TEXT = 600
_WIDEST_TEXT = 60.0  # em: three lines of the widest box


@lru_cache(maxsize=4096)
def text_width(text: str) -> float:
    """Width in em of a text in one line."""
    return sum(_character_width(character) for character in text)


@lru_cache(maxsize=4096)
def wrapped(text: str, limit: float) -> tuple[str, ...]:
    """The text in the fewest lines, at most 3, that are no wider than `limit` em; the last resort is wider lines.

    Lines are even in width; breaks after a blank, a slash or 与, and before a bracket are preferred. A text of more than
    60 pieces, or wider than 60 em, is no name and ends in …: the details and the table have all of it.
    """
    pieces = tuple(_PIECE.findall(text.strip()[:_LONGEST_TEXT])) or (text[:_LONGEST_TEXT],)
    if len(pieces) > _MOST_PIECES or len(text.strip()) > _LONGEST_TEXT:
        pieces = (*pieces[: _MOST_PIECES - 1], "…")
    pieces = _within(pieces, _WIDEST_TEXT)
    most = min(_MOST_LINES, len(pieces))
    for count in range(1, most + 1):
        fitting = [lines for widest, lines in _most_even(pieces, count) if widest <= limit]
        if fitting:
            return fitting[-1]
    return _most_even(pieces, most)[-1][1]


def shortened(text: str, most: float) -> str:
    """The text, or what of it is no wider than `most` em with … behind."""
    return "".join(_within(tuple(text[:_LONGEST_TEXT]), most))


def _within(pieces: tuple[str, ...], most: float) -> tuple[str, ...]:
    """The first pieces that are no wider than `most` em together, with … where some are left out."""
    widths = list(accumulate(map(text_width, pieces)))
    return (
        pieces
        if not widths or widths[-1] <= most
        else (*(one for one, width in zip(pieces, widths, strict=True) if width <= most), "…")
    )


@lru_cache(maxsize=1024)
def _most_even(pieces: tuple[str, ...], count: int) -> tuple[tuple[float, tuple[str, ...]], ...]:
    """(Width of the widest line, lines): for every width the most even lines that fit in it, the narrowest first.

    A name is broken for many widths of boxes: what depends on the name alone is found once.
    """
    measured = []
    for number, lines in enumerate(_splits(pieces, count)):
        widest = max(map(text_width, lines))
        measured.append((widest, widest + _BROKEN_WORD * _broken(lines), number, lines))
    found: list[tuple[float, tuple[str, ...]]] = []
    best = (inf, 0)
    for widest, unevenness, number, lines in sorted(measured):
        if (unevenness, number) < best:
            best = unevenness, number
            found.append((widest, lines))
    return tuple(found)


def _splits(pieces: tuple[str, ...], count: int) -> Iterator[tuple[str, ...]]:
    return (_lines(pieces, split) for split in combinations(range(1, len(pieces)), count - 1))


def _lines(pieces: tuple[str, ...], split: tuple[int, ...]) -> tuple[str, ...]:
    ends = (0, *split, len(pieces))
    return tuple("".join(pieces[start:end]).rstrip() for start, end in pairwise(ends))


def _broken(lines: tuple[str, ...]) -> int:
    """How many of the breaks are within a run of Chinese characters."""
    return sum(
        not (_GOOD_END.search(before) or _GOOD_START.search(after) or before[-1].isascii()) for before, after in pairwise(lines)
    )


def _character_width(character: str) -> float:
    if east_asian_width(character) in "WFA":
        return 1.0
    if character in _NARROW:
        return 0.46
    if character in _BRACKETS:
        return 0.5
    if character in _BROAD:
        return 0.92
    return 0.68 if character.isupper() else 0.57
