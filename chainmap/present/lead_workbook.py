"""The list of leads as a workbook that people edit and bring back: own columns first, then the team's free ones."""

from collections.abc import Sequence

from chainmap.intake.columns import EXPORTED, LEADS, Column, Kind
from chainmap.model.vocabulary import LeadStatus
from chainmap.present.data_note import data_note
from chainmap.present.lead_list import LeadLine, segment_name
from chainmap.present.table import CellKind, Table, TableColumn, Value, table_workbook
from chainmap.present.view import View

_KINDS = {Kind.INTEGER: CellKind.NUMBER, Kind.DATE: CellKind.DATE}


def lead_workbook(view: View, lines: Sequence[LeadLine]) -> bytes:
    """An .xlsx of the leads with drop-downs and links, and a sheet that says at which revision each was exported."""
    free = tuple(dict.fromkeys(name for line in lines for name, _text in line.lead.extra))
    columns = (*(_column(view, one) for one in LEADS.columns), *(TableColumn(header=name, width=16) for name in free))
    rows = [[*_row(view, line), *(dict(line.lead.extra).get(name, "") for name in free)] for line in lines]
    table = Table(name=_named(view, LEADS.zh, LEADS.en), columns=columns, rows=rows, frozen_columns=2)
    return table_workbook([table, data_note(view), _exported(view, lines)])


def _column(view: View, column: Column) -> TableColumn:
    return TableColumn(
        header=_named(view, column.zh, column.en), kind=_KINDS.get(column.kind, CellKind.TEXT), width=column.width,
        required=column.required, note=_named(view, column.note_zh, column.note_en), choices=_choices(view, column.name),
    )  # fmt: skip


def _choices(view: View, name: str) -> tuple[str, ...]:
    match name:
        case "status":
            return tuple(view.word(one) for one in LeadStatus)
        case "chain":
            return tuple(view.chain(one) for one in view.dataset.chains)
        case "segment":
            return tuple(dict.fromkeys(view.segment(one) for chain in view.dataset.chains for one in chain.segments))
        case "region":
            return tuple(dict.fromkeys(view.region(one.region_id) for one in view.dataset.regions.regions))
    return ()


def _row(view: View, line: LeadLine) -> list[Value]:
    lead = line.lead
    chain = next((view.chain(one) for one in view.dataset.chains if one.chain_id == lead.chain_id), lead.chain_id)
    region = view.region(lead.region_id) if lead.region_id in view.dataset.regions else lead.region_id
    created = lead.created_at.date() if lead.created_at else None
    return [
        lead.lead_id, lead.company, chain, segment_name(view, lead), view.word(lead.status), lead.owner, lead.contact,
        lead.next_step, lead.due, lead.notes, region, lead.origin, line.since, created, lead.revision,
    ]  # fmt: skip


def _exported(view: View, lines: Sequence[LeadLine]) -> Table:
    columns = tuple(TableColumn(header=_named(view, one.zh, one.en), kind=CellKind.NUMBER) for one in EXPORTED.columns)
    rows: list[list[Value]] = [[line.lead.lead_id, line.lead.revision] for line in lines]
    return Table(name=_named(view, EXPORTED.zh, EXPORTED.en), columns=columns, rows=rows)


def _named(view: View, zh: str, en: str) -> str:
    return zh if view.language == "zh" else en
