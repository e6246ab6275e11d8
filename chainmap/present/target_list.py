"""The target list as a workbook: a sheet per chain with the companies to call, then who is left out, for whom nobody is known,
what is not worth filling, and what the data are."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.analysis.targets import LeftOut, Target, TargetList
from chainmap.model.finding import Cell
from chainmap.model.vocabulary import Confidence
from chainmap.present.data_note import data_note
from chainmap.present.held import Held, held_sheet, told
from chainmap.present.lead_list import lead_note
from chainmap.present.not_filled import NotFilled, not_filled
from chainmap.present.numbers import listed
from chainmap.present.table import CellKind, Table, TableColumn, Value, table_workbook
from chainmap.present.target_words import call_line, left_out_text, nobody_text
from chainmap.present.view import View

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_PRINTED = 9  # columns of a list on paper, down to the gain; the others are for the screen

Record = Mapping[str, str]


def target_workbook(view: View, found: TargetList, *, listed: Sequence[Target] | None = None, held: Held | None = None) -> bytes:
    """An .xlsx of these targets; texts are inert, web addresses are links, equal inputs give equal bytes.

    With `listed` the lists of the chains hold only those, in that order, with their ranks in the whole list of the chain;
    which filters `held` stands on the printed pages and in a sheet.
    """
    lists = _chains(view, found, found.targets if listed is None else listed, told(view, held.filters) if held else "")
    note = [held_sheet(view, held)] if held else []
    tables = [*lists, _left_out(view, found), _nobody(view, found), _not_filled(view), *note, data_note(view)]
    return table_workbook(_named(tables))


def records(view: View) -> Mapping[Cell, Record]:
    """Source, note and product of every row of the register, by its cell."""
    rows = view.dataset.suppliers[["file", "sheet", "row", "source", "note"]].to_dict("records")
    return {
        Cell(file=str(row["file"]), sheet=str(row["sheet"]), row=int(row["row"])): {
            "source": str(row["source"]),
            "note": str(row["note"]),
        }
        for row in rows
    }


def nobody_known(view: View, found: TargetList) -> list[tuple[ChainResult, SegmentResult]]:
    """Gaps that were asked for and for which the register has nobody to invite."""
    known = {(one.chain_id, one.segment_id) for one in found.targets}
    shown = {chain.chain.chain_id: chain for chain in view.assessment.chains}
    slots = [(chain, segment) for chain, segment in found.gaps if chain in shown and (chain, segment) not in known]
    return [(shown[chain], shown[chain].segment(segment)) for chain, segment in slots]


def numbers_of(view: View, found: TargetList) -> Mapping[str, int]:
    """How many gaps of the view there are, with somebody to invite and with nobody, and how many companies those are."""
    nobody, gaps = len(nobody_known(view, found)), len(found.gaps)
    companies = len({one.company_key for one in found.targets})
    return {"gaps": gaps, "filled": gaps - nobody, "companies": companies, "nobody": nobody}


def _chains(view: View, found: TargetList, listed: Sequence[Target], printed: str) -> Iterator[Table]:
    known = records(view)
    columns = tuple(TableColumn(header=_header(view, code), kind=kind, width=width) for code, kind, width in _COLUMNS)
    for chain in view.assessment.chains:
        own = [one for one in found.targets if one.chain_id == chain.chain.chain_id]
        ranks = {(one.segment_id, one.company_key): rank for rank, one in enumerate(own, start=1)}
        shown = [one for one in listed if one.chain_id == chain.chain.chain_id]
        rows = [_target(view, chain, one, ranks[one.segment_id, one.company_key], known[one.cell]) for one in shown]
        yield Table(
            name=view.chain(chain.chain),
            columns=columns,
            rows=rows,
            frozen_columns=3,
            printed_columns=_PRINTED,
            empty=view.say("targets.none-listed" if own else "targets.none-in-chain"),
            printed=printed,
        )


def _target(view: View, chain: ChainResult, one: Target, rank: int, record: Record) -> list[Value]:
    result = chain.segment(one.segment_id)
    confidence = view.word(Confidence(one.confidence)) if one.confidence else ""
    lead = lead_note(view, view.leads, one.company, (one.chain_id, one.segment_id))
    return [
        rank, one.company, view.segment(result.segment), call_line(view, one), one.product, view.word(result.verdict),
        view.word(result.action), lead, one.gains.pulled, one.gains.coverage, one.gains.self_reliance, one.gains.continuity,
        one.gap_count, listed(one.buyers, view.language), one.place, view.word(one.status), view.word(one.control),
        record["source"], one.as_of, confidence, record["note"], str(one.cell),
    ]  # fmt: skip


_COLUMNS: tuple[tuple[str, CellKind, float], ...] = (
    ("export.rank", CellKind.NUMBER, 6), ("targets.company", CellKind.TEXT, 26), ("export.segment", CellKind.TEXT, 18),
    ("targets.first-sentence", CellKind.TEXT, 48), ("column.product", CellKind.TEXT, 20),
    ("export.verdict", CellKind.TEXT, 9), ("export.action", CellKind.TEXT, 9), ("leads.sheet", CellKind.TEXT, 16),
    ("targets.landing-pulled", CellKind.SHARE, 10), ("targets.landing-coverage", CellKind.SHARE, 10),
    ("targets.landing-self-reliance", CellKind.SHARE, 10), ("targets.landing-continuity", CellKind.SHARE, 10),
    ("targets.gap-count", CellKind.NUMBER, 8), ("targets.local-buyers", CellKind.TEXT, 26), ("column.place", CellKind.TEXT, 14),
    ("column.status", CellKind.TEXT, 8), ("column.control", CellKind.TEXT, 8),
    ("column.source", CellKind.TEXT, 28), ("column.as-of", CellKind.CODE, 11), ("column.confidence", CellKind.TEXT, 8),
    ("targets.note", CellKind.TEXT, 28), ("export.cell", CellKind.TEXT, 28),
)  # fmt: skip


def _left_out(view: View, found: TargetList) -> Table:
    columns = (("targets.company", 28), ("export.chain", 16), ("export.segment", 20), ("targets.why", 50))
    shown = {chain.chain.chain_id for chain in view.assessment.chains}
    rows = [_left_out_row(view, one) for one in found.left_out if one.chain_id in shown]
    return Table(
        name=view.say("targets.sheet-left-out"), columns=_texts(view, columns), rows=rows, empty=view.say("targets.left-out-none")
    )


def _left_out_row(view: View, one: LeftOut) -> list[Value]:
    chain = view.assessment.chain(one.chain_id)
    return [one.company, view.chain(chain.chain), view.segment(chain.segment(one.segment_id).segment), left_out_text(view, one)]


def _nobody(view: View, found: TargetList) -> Table:
    columns = (
        ("export.segment", 20),
        ("export.chain", 16),
        ("export.verdict", 10),
        ("export.reason", 40),
        ("targets.search", 56),
    )
    rows = [
        [
            view.segment(one.segment),
            view.chain(chain.chain),
            view.word(one.verdict),
            view.reason(one, chain.chain),
            nobody_text(view, chain, one),
        ]
        for chain, one in nobody_known(view, found)
    ]
    return Table(
        name=view.say("targets.sheet-nobody"),
        columns=_texts(view, columns),
        rows=rows,
        empty=view.say("targets.nobody-none" if found.gaps else "targets.no-gap"),
    )


def _not_filled(view: View) -> Table:
    columns = (
        ("export.segment", 20),
        ("export.chain", 16),
        ("export.verdict", 10),
        ("export.action", 10),
        ("targets.why", 60),
        ("export.cell", 28),
    )
    rows = [_not_filled_row(view, one) for one in not_filled(view)]
    return Table(
        name=view.say("targets.sheet-not-filled"),
        columns=_texts(view, columns),
        rows=rows,
        empty=view.say("targets.not-filled-none"),
    )


def _not_filled_row(view: View, one: NotFilled) -> list[Value]:
    segment = one.result.segment
    return [
        view.segment(segment), view.chain(one.chain.chain), view.word(one.result.verdict), view.word(one.result.action),
        one.text, str(segment.cell),
    ]  # fmt: skip


def _texts(view: View, columns: Iterable[tuple[str, float]]) -> tuple[TableColumn, ...]:
    return tuple(TableColumn(header=_header(view, code), width=width) for code, width in columns)


def _header(view: View, code: str) -> str:
    """Words of several tables stand side by side here, so all of them begin with a capital."""
    text = view.say(code)
    return text[:1].upper() + text[1:]


def _named(tables: Iterable[Table]) -> list[Table]:
    """The tables under names that a sheet may have: 31 characters, no signs of formulas, no name twice."""
    taken: set[str] = set()
    named = []
    for table in tables:
        plain = _FORBIDDEN.sub(" ", table.name).strip(" '") or "-"
        name = plain[:_LONGEST_NAME]
        number = 2
        while name.casefold() in taken:
            ending = f" {number}"
            name, number = plain[: _LONGEST_NAME - len(ending)] + ending, number + 1
        taken.add(name.casefold())
        named.append(replace(table, name=name))
    return named
