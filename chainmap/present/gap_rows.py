"""The first gaps as a table of a printed document, with what its figures mean."""

from collections.abc import Iterator, Sequence

from chainmap.present.document import Block, Grid, Paragraph
from chainmap.present.gap_buyers import buyers_text
from chainmap.present.gap_list import Gap
from chainmap.present.numbers import column_interval, count
from chainmap.present.view import View

_COLUMNS = (
    ("brief.column-rank", 1.1),
    ("column.segment", 3.6),
    ("column.verdict-action", 3.1),
    ("brief.column-gain", 1.6),
    ("column.buyers", 3.4),
    ("column.candidates", 2.4),
)


def gap_grid(view: View, found: Sequence[Gap], *, at_most: int) -> Iterator[Block]:
    """The first of these gaps, the notes below them, and how many more there are."""
    if not found:
        yield Paragraph(text=view.say("brief.no-gap"))
        return
    headers = tuple(view.say(code) for code, _width in _COLUMNS)
    rows = [_row(view, gap) for gap in found[:at_most]]
    yield Grid(headers=headers, rows=rows, widths=[width for _code, width in _COLUMNS], right=frozenset({3, 5}))
    yield Paragraph(text=view.say("brief.gain-note"), style="Note")
    if len(found) > at_most:
        yield Paragraph(text=view.say("brief.more-gaps", count=len(found) - at_most), style="Note")


def gap_name(view: View, gap: Gap) -> str:
    """The segment; below it the chain where there are several."""
    name = view.segment(gap.result.segment)
    return name if len(view.assessment.chains) == 1 else f"{name}\n{view.chain(gap.chain.chain)}"


def _row(view: View, gap: Gap) -> Sequence[str]:
    worth = column_interval(gap.result.gains.pulled_range) if gap.result.gains else ""
    both = f"{view.word(gap.result.verdict)} · {view.word(gap.result.action)}"
    candidates = count(gap.result.candidates[view.assessment.home_country])
    return (str(gap.rank), gap_name(view, gap), both, worth, buyers_text(view, gap), candidates)
