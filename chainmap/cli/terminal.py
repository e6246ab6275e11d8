"""What a terminal is shown of texts of people: a finding is one line, and no character in it moves the cursor, colours the
screen or turns the direction of reading.

JSON and files keep every character.
"""

import re
from dataclasses import dataclass
from typing import IO

import typer
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment

from chainmap.cli.options import Lang
from chainmap.model.finding import Finding
from chainmap.model.names import unseen_shown, without_unseen
from chainmap.present.words import hint, message, say

_WIDTH = 160  # of what is not a terminal
_LINE_ENDS = re.compile(r"\s*[\n\r\v\f\x85\u2028\u2029]\s*")


def one_line(text: str) -> str:
    """The text on one line, with the names of characters that nobody sees: `中芯[U+001B][31m国际`."""
    return unseen_shown(_LINE_ENDS.sub(" ", text))


def tell(text: str, *, aside: bool = True) -> None:
    """Says one line, `aside` on standard error."""
    typer.echo(one_line(text), err=aside)


def tell_finding(finding: Finding, lang: Lang, *, aside: bool = True, severity: bool = False, mending: bool = False) -> None:
    """Says a finding, cell first; where asked with its severity and with how it is mended."""
    parts = [
        str(finding.cell),
        *([say(f"severity.{finding.severity.value}", lang.value)] if severity else ()),
        message(finding, lang.value),
        *([hint(finding, lang.value)] if mending else ()),
    ]
    tell("  ".join(parts), aside=aside)


def show(answer: RenderableType, stream: IO[str]) -> None:
    """Prints tables; texts of people stay text in them: `[x]` is no style there and `:x:` no picture."""
    width = None if stream.isatty() else _WIDTH
    Console(file=stream, width=width, highlight=False, markup=False, emoji=False).print(_Seen(answer))


@dataclass(frozen=True, slots=True)
class _Seen:
    """An answer without the characters that nobody sees: they take no room, so columns stay where they are."""

    answer: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self.answer, options):
            yield segment if segment.control else Segment(without_unseen(segment.text), segment.style)
