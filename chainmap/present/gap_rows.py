"""The first gaps as a table of a printed document, with what its figures mean."""

from collections.abc import Iterator, Sequence

from chainmap.present.document import Block, Grid, Paragraph
from chainmap.present.gap_buyers import buyers_text
from chainmap.present.gap_list import Gap, no_gap
from chainmap.present.numbers import column_interval, count
from chainmap.present.view import View

_COLUMNS = {  # code → width
    "brief.column-rank": 1.1,
    "column.segment": 3.6,
    "column.verdict-action": 3.1,
    "brief.column-gain": 1.6,
    "column.buyers": 3.4,
    "column.candidates": 2.4,
}
_BESIDE = {  # the same with a column of chains
    "brief.column-rank": 0.8,
    "column.segment": 4.5,
    "column.chain": 3.2,
    "column.verdict-action": 3.2,
    "brief.column-gain": 1.1,
    "column.buyers": 4.3,
    "column.candidates": 1.6,
}
_FIGURES = ("brief.column-gain", "column.candidates")


def gap_grid(view: View, found: Sequence[Gap], *, at_most: int, beside: bool = False) -> Iterator[Block]:
    """The first of these gaps, the notes below them, and how many more there are.

    Where there are several chains a gap's stands below its name, or `beside` it in a column of its own.
    """
    if not found:
        yield Paragraph(text=no_gap(view))
        return
    apart = beside and len(view.assessment.chains) > 1
    columns = _BESIDE if apart else _COLUMNS
    right = frozenset(at for at, code in enumerate(columns) if code in _FIGURES)
    rows = [_row(view, gap, apart=apart) for gap in found[:at_most]]
    yield Grid(headers=tuple(map(view.say, columns)), rows=rows, widths=tuple(columns.values()), right=right)
    notes = [view.say("brief.gain-note")]
    if len(found) > at_most:
        notes.append(view.say("brief.more-gaps", count=len(found) - at_most))
    if beside:
        notes = [("" if view.language == "zh" else " ").join(notes)]
    yield from (Paragraph(text=note, style="Note") for note in notes)


def gap_name(view: View, gap: Gap) -> str:
    """The segment; below it the chain where there are several."""
    name = view.segment(gap.result.segment)
    return name if len(view.assessment.chains) == 1 else f"{name}\n{view.chain(gap.chain.chain)}"


def _row(view: View, gap: Gap, *, apart: bool) -> Sequence[str]:
    worth = column_interval(gap.result.gains.pulled_range) if gap.result.gains else ""
    both = f"{view.word(gap.result.verdict)} · {view.word(gap.result.action)}"
    candidates = count(gap.result.candidates[view.assessment.home_country])
    names = (view.segment(gap.result.segment), view.chain(gap.chain.chain)) if apart else (gap_name(view, gap),)
    return (str(gap.rank), *names, both, worth, buyers_text(view, gap), candidates)
