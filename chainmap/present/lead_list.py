"""Leads as a table and as a workbook, and in sentences what their landing would do to the scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chainmap.analysis.assessment import Assessment
from chainmap.model.lead import Lead, LeadChange
from chainmap.model.names import matching_key
from chainmap.model.vocabulary import LeadStatus, Score
from chainmap.present.data_note import data_note
from chainmap.present.html_table import Column, Row, html_table, opener
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import day, listed, percent
from chainmap.present.table import CellKind, Table, TableColumn, Value, table_workbook
from chainmap.present.view import View

SCORES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)
_SAME = 1e-9
_NAMED = 4
_COLUMNS: tuple[tuple[str, CellKind, float], ...] = (
    ("number", CellKind.NUMBER, 7), ("company", CellKind.TEXT, 28), ("chain", CellKind.TEXT, 16), ("segment", CellKind.TEXT, 20),
    ("status", CellKind.TEXT, 9), ("person", CellKind.TEXT, 12), ("contact", CellKind.TEXT, 20), ("next", CellKind.TEXT, 28),
    ("due", CellKind.DATE, 12), ("notes", CellKind.TEXT, 36), ("region", CellKind.TEXT, 14), ("origin", CellKind.TEXT, 16),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadLine:
    """A lead beside the data of today."""

    lead: Lead
    gone: bool  # its segment left the chain
    overdue: bool


def lead_table(view: View, lines: Sequence[LeadLine], *, opened: int | None) -> Markup:
    """The leads in their order; overdue ones and those whose segment is gone say so."""
    columns = tuple(
        Column(label=view.say(f"leads.{name}")) for name in ("company", "segment", "status", "person", "next", "due", "notes")
    )
    rows = [_row(view, line, lines, opened) for line in lines]
    return html_table(columns, rows, caption=view.say("leads.sheet"), empty=view.say("leads.none"))


def leads_sentence(view: View, lines: Sequence[LeadLine]) -> str:
    """How many are open, and how many of them overdue."""
    return view.say(
        "leads.sentence", open=sum(1 for one in lines if one.lead.is_open), overdue=sum(1 for one in lines if one.overdue)
    )


def lead_note(view: View, lines: Sequence[LeadLine], company: str, slot: tuple[str, str]) -> str:
    """That a company is somebody's lead already, for this segment or another; empty when it is nobody's."""
    own = [one.lead for one in lines if matching_key(one.lead.company) == matching_key(company)]
    if not own:
        return ""
    here = [one for one in own if (one.chain_id, one.segment_id) == slot]
    if not here:
        return view.say("leads.also", segments=listed((segment_name(view, one) for one in own), view.language))
    owner = view.say("leads.owner", owner=here[0].owner) if here[0].owner else ""
    return view.say("leads.is-lead", status=view.word(here[0].status), owner=owner)


def landed_sentence(view: View, status: LeadStatus, number: int, landed: Assessment) -> str:
    """The scores if the leads at or beyond a status land."""
    if not number:
        return view.say("leads.forecast-none", status=view.word(status))
    values = {
        chain.chain.chain_id: {score: chain.scores[landed.headline(score)][score].lo for score in SCORES}
        for chain in landed.chains
    }
    return view.say("leads.forecast", status=view.word(status), count=number, changes=_changes(view, values))


def weighted_sentence(view: View, weighted: Mapping[str, Mapping[Score, float]], chances: Mapping[LeadStatus, float]) -> str:
    """The scores with every lead weighted by the chance of its status; the chances are shown."""
    shown = [
        view.say("leads.chance", status=view.word(status), chance=percent(chance))
        for status, chance in chances.items()
        if status is not LeadStatus.DROPPED
    ]
    return view.say("leads.weighted", chances=listed(shown, view.language), changes=_changes(view, weighted))


def history_list(view: View, changes: Sequence[LeadChange]) -> Markup:
    """What was changed in a lead, the latest first."""
    lines = [
        view.say("leads.history-line", at=f"{one.at:%Y-%m-%d %H:%M}", author=one.author, field=_field(view, one.field),
                 before=_value(view, one.field, one.before) or "–", after=_value(view, one.field, one.after) or "–")
        for one in reversed(changes)
    ]  # fmt: skip
    return element(
        "div",
        element("h3", view.say("leads.history")),
        *(element("p", line, class_="cm-muted") for line in lines),
        class_="cm-page",
    )


def lead_workbook(view: View, lines: Sequence[LeadLine]) -> bytes:
    """An .xlsx of the leads; the number in the first column is the lead's own."""
    columns = tuple(TableColumn(header=view.say(f"leads.{name}"), kind=kind, width=width) for name, kind, width in _COLUMNS)
    statuses = tuple(view.word(one) for one in LeadStatus)
    columns = tuple(
        TableColumn(header=one.header, kind=one.kind, width=one.width, choices=statuses if name == "status" else ())
        for one, (name, _kind, _width) in zip(columns, _COLUMNS, strict=True)
    )
    table = Table(name=view.say("leads.sheet"), columns=columns, rows=[_export(view, one) for one in lines], frozen_columns=2)
    return table_workbook([table, data_note(view)])


def segment_name(view: View, lead: Lead) -> str:
    """The segment's name; its id when it left the chain."""
    found = next((one for one in view.dataset.chains if one.chain_id == lead.chain_id), None)
    segment = next((one for one in found.segments if one.segment_id == lead.segment_id), None) if found else None
    return view.segment(segment) if segment else lead.segment_id


def _row(view: View, line: LeadLine, lines: Sequence[LeadLine], opened: int | None) -> Row:
    lead, event = line.lead, f"lead:{line.lead.lead_id}"
    others = [one.lead for one in lines if one is not line and matching_key(one.lead.company) == matching_key(lead.company)]
    also = view.say("leads.also", segments=listed((segment_name(view, one) for one in others), view.language)) if others else None
    company = element(
        "div", opener(lead.company, event, is_open=lead.lead_id == opened), element("small", also) if also else None
    )
    gone = element("span", view.say("leads.gone"), class_="cm-tag cm-error") if line.gone else None
    late = element("span", view.say("leads.overdue"), class_="cm-tag cm-error") if line.overdue else None
    cells = (
        company, element("div", segment_name(view, lead), " ", gone), view.word(lead.status), lead.owner, lead.next_step,
        element("div", day(lead.due), " ", late), lead.notes,
    )  # fmt: skip
    order = float(list(LeadStatus).index(lead.status))
    return Row(cells=cells, sort=(lead.company, None, order, lead.owner, None, day(lead.due), None), event=event)


def _changes(view: View, after: Mapping[str, Mapping[Score, float]]) -> str:
    found = []
    for chain in view.assessment.chains:
        for score in SCORES:
            before, value = chain.scores[view.assessment.headline(score)][score].lo, after[chain.chain.chain_id][score]
            if abs(value - before) > _SAME:
                text = view.say(
                    "scenario.sentence-change", chain=view.chain(chain.chain), score=view.word(score), before=percent(before),
                    after=percent(value),
                )  # fmt: skip
                found.append((-abs(value - before), text))
    if not found:
        return view.say("leads.forecast-same")
    names = listed((text for _size, text in sorted(found)[:_NAMED]), view.language)
    return (
        names
        if len(found) <= _NAMED
        else view.say("scenario.sentence-more", changes=names, count=len(found), more=len(found) - _NAMED)
    )


def _export(view: View, line: LeadLine) -> list[Value]:
    lead = line.lead
    chain = next((view.chain(one) for one in view.dataset.chains if one.chain_id == lead.chain_id), lead.chain_id)
    region = view.region(lead.region_id) if lead.region_id in view.dataset.regions else lead.region_id
    return [
        lead.lead_id, lead.company, chain, segment_name(view, lead), view.word(lead.status), lead.owner, lead.contact,
        lead.next_step, lead.due, lead.notes, region, lead.origin,
    ]  # fmt: skip


def _field(view: View, name: str) -> str:
    known = {"owner": "person", "next_step": "next", "chain_id": "chain", "segment_id": "segment", "region_id": "region"}
    return view.say(f"leads.{known.get(name, name)}")


def _value(view: View, field: str, value: str) -> str:
    return view.word(LeadStatus(value)) if field == "status" and value else value
