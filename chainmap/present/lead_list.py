"""Leads as a table and as a workbook, and in sentences what their landing would do to the scores."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress

import numpy as np

from chainmap.analysis.assessment import Assessment
from chainmap.model.lead import Lead, LeadChange
from chainmap.model.lead_list import FREE
from chainmap.model.vocabulary import LeadStatus, Score
from chainmap.present.facet import Counts, counts, facet, only, passing
from chainmap.present.html_table import Column, Row, figure, figures_in, html_table, mark, opener
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import day, listed, percent
from chainmap.present.view import View

SCORES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)
_SAME = 1e-9
_NAMED = 4
_SOON = 7  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadLine:
    """A lead beside the data of today."""

    lead: Lead
    gone: str = ""  # what of it is not in the data any more: "" (nothing), segment, chain or region
    overdue: bool = False
    since: date | None = None  # when it came to its status
    in_register: bool = False  # the data have its company producing there


def lead_table(view: View, lines: Sequence[LeadLine], *, opened: int | None, today: date) -> Markup:
    """The leads in their order; overdue ones and those whose segment is gone say so."""
    columns = tuple(
        Column(label=view.say(f"leads.{name}"), code=name)
        for name in ("company", "segment", "status", "person", "next", "due", "notes")
    )
    names = _names_by_company(view, lines)
    rows = [_row(view, line, names, opened, today) for line in lines]
    return html_table(columns, rows, caption=view.say("leads.sheet"), empty=view.say("leads.none"))


def filtered_leads(
    lines: Sequence[LeadLine], *, owner: str | None, status: LeadStatus | None
) -> tuple[list[LeadLine], Mapping[str, Counts]]:
    """The leads of an owner and of a status, None for any; how many every `owner` and every `status` would leave."""
    facets = {
        "owner": facet((line.lead.owner for line in lines), only),
        "status": facet((line.lead.status for line in lines), only),
    }
    chosen, every = {"owner": owner, "status": status}, np.ones(len(lines), dtype=bool)
    return list(compress(lines, passing(facets, chosen, every).tolist())), counts(facets, chosen, every)


def leads_sentence(view: View, lines: Sequence[LeadLine]) -> str:
    """How many are open, and how many of them overdue."""
    return view.say(
        "leads.sentence", open=sum(1 for one in lines if one.lead.is_open), overdue=sum(1 for one in lines if one.overdue)
    )


def overdue_sentence(view: View, lines: Sequence[LeadLine]) -> str:
    """How many leads are overdue and which is the longest; empty without one."""
    late = [one.lead for one in lines if one.overdue]
    if not late:
        return ""
    oldest = min(late, key=lambda one: (one.due or date.max, one.lead_id))
    return view.say("leads.overdue-note", count=len(late), company=oldest.company, date=day(oldest.due))


def lead_note(view: View, leads: Iterable[Lead], company: str, slot: tuple[str, str]) -> str:
    """That a company is somebody's lead already, for this segment or another; empty when it is nobody's."""
    alive = [one for one in leads if one.status is not LeadStatus.DROPPED]
    own = [one for one in alive if view.identity(one.company) == view.identity(company)]
    if not own:
        return ""
    here = [one for one in own if (one.chain_id, one.segment_id) == slot]
    if not here:
        return view.say("leads.also", segments=listed((segment_name(view, one) for one in own), view.language))
    owner = view.say("leads.owner", owner=here[0].owner) if here[0].owner else ""
    return view.say("leads.is-lead", status=view.word(here[0].status), owner=owner)


def other_segments(view: View, leads: Iterable[Lead], lead: Lead) -> str:
    """The other segments that the lead's company is a lead for, by name; empty without one."""
    of = view.identity
    own = [one for one in leads if of(one.company) == of(lead.company) and one.lead_id != lead.lead_id and one.is_open]
    return listed(dict.fromkeys(segment_name(view, one) for one in own), view.language)


def landed_sentence(view: View, status: LeadStatus, number: int, landed: Assessment) -> Markup:
    """The scores if the leads at or beyond a status land; each opens."""
    if not number:
        return element("span", view.say("leads.forecast-none", status=view.word(status)))
    values = {
        chain.chain.chain_id: {score: chain.scores[landed.headline(score)][score].lo for score in SCORES}
        for chain in landed.chains
    }
    changes, parts = _changes(view, values, "landed")
    return figures_in(view.say("leads.forecast", status=view.word(status), count=number, changes=changes), parts)


def weighted_sentence(view: View, weighted: Mapping[str, Mapping[Score, float]], chances: Mapping[LeadStatus, float]) -> Markup:
    """The scores with every lead weighted by the chance of its status; the chances are shown, the scores open."""
    shown = [
        view.say("leads.chance", status=view.word(status), chance=percent(chance))
        for status, chance in chances.items()
        if status is not LeadStatus.DROPPED
    ]
    changes, parts = _changes(view, weighted, "weighted")
    return figures_in(view.say("leads.weighted", chances=listed(shown, view.language), changes=changes), parts)


def gone_sentence(view: View, gone: Sequence[Lead]) -> str:
    """The leads that a forecast leaves out; empty without one."""
    names = listed((one.company for one in gone), view.language, at_most=_NAMED)
    return view.say("leads.forecast-gone", count=len(gone), names=names) if gone else ""


def history_list(view: View, changes: Sequence[LeadChange]) -> Markup:
    """What was changed in a lead, the latest first."""
    lines = [_history_line(view, one, *field) for one in reversed(changes) for field in _fields(one)]
    return element(
        "div",
        element("h3", view.say("leads.history")),
        *(element("p", line, class_="cm-muted") for line in lines),
        class_="cm-page",
    )


def _history_line(view: View, change: LeadChange, field: str, before: str, after: str) -> str:
    old, new = (field_value(view, field, text) or "–" for text in (before, after))
    at = f"{change.at.astimezone():%Y-%m-%d %H:%M}"
    return view.say("leads.history-line", at=at, author=change.author, field=field_name(view, field), before=old, after=new)


def segment_name(view: View, lead: Lead) -> str:
    """The segment's name; its id when it left the chain."""
    found = next((one for one in view.dataset.chains if one.chain_id == lead.chain_id), None)
    segment = next((one for one in found.segments if one.segment_id == lead.segment_id), None) if found else None
    return view.segment(segment) if segment else lead.segment_id


def _names_by_company(view: View, lines: Sequence[LeadLine]) -> dict[int, list[Lead]]:
    """Per lead the other leads of its company that are not dropped."""
    of = view.identity
    own: dict[str, list[Lead]] = {}
    for line in lines:
        if line.lead.status is not LeadStatus.DROPPED:
            own.setdefault(of(line.lead.company), []).append(line.lead)
    return {
        line.lead.lead_id: [one for one in own.get(of(line.lead.company), ()) if one.lead_id != line.lead.lead_id]
        for line in lines
    }


def _row(view: View, line: LeadLine, others: Mapping[int, list[Lead]], opened: int | None, today: date) -> Row:
    lead, event = line.lead, f"lead:{line.lead.lead_id}"
    own = dict.fromkeys(segment_name(view, one) for one in others[lead.lead_id])
    also = element("small", view.say("leads.also", segments=listed(own, view.language))) if own else None
    company = element("div", opener(lead.company, event, is_open=lead.lead_id == opened), also)
    code = {"segment": "leads.gone", "chain": "leads.gone-chain", "region": "leads.gone-region"}.get(line.gone)
    gone = element("span", view.say(code), class_="cm-tag cm-error") if code else None
    cells = (
        company, element("div", segment_name(view, lead), " ", gone), _status(view, line), lead.owner, lead.next_step,
        _due(view, line, today), element("div", lead.notes, *(element("small", f"{name}：{text}") for name, text in lead.extra)),
    )  # fmt: skip
    order = float(list(LeadStatus).index(lead.status))
    return Row(cells=cells, sort=(lead.company, None, order, lead.owner, None, day(lead.due), None), event=event)


def _status(view: View, line: LeadLine) -> Markup:
    since = element("small", view.say("leads.since", date=day(line.since))) if line.since else None
    landed = None
    if line.lead.status is LeadStatus.LANDED:
        code = "leads.in-register" if line.in_register else "leads.not-in-register"
        landed = element("span", view.say(code), class_="cm-tag" if line.in_register else "cm-tag cm-error")
    return element("div", view.word(line.lead.status), since, landed)


def _due(view: View, line: LeadLine, today: date) -> Markup:
    due = line.lead.due
    if due is None or not line.lead.is_open:
        return element("div", day(due))
    days = (due - today).days
    if line.overdue:
        left: Markup | None = element("span", view.say("leads.late-by", days=-days), class_="cm-tag cm-error")
    elif days == 0:
        left = element("span", view.say("leads.due-today"), class_="cm-tag")
    else:
        left = element("span", view.say("leads.due-soon", days=days), class_="cm-tag") if days <= _SOON else None
    return element("div", element("span", day(due), class_="cm-place"), " ", left)


def _changes(view: View, after: Mapping[str, Mapping[Score, float]], kind: str) -> tuple[str, dict[str, Markup]]:
    """(the largest changes in words, the numbers in them by the name of their mark)."""
    found, parts = [], {}
    for chain in view.assessment.chains:
        for score in SCORES:
            before, value = chain.scores[view.assessment.headline(score)][score].lo, after[chain.chain.chain_id][score]
            if abs(value - before) > _SAME:
                question = f"{score.value}:{chain.chain.chain_id}"
                parts[question] = figure(percent(before), f"why:{question}")
                parts[f"{kind}:{question}"] = figure(percent(value), f"why:forecast:{kind}:{question}")
                text = view.say(
                    "scenario.sentence-change", chain=view.chain(chain.chain), score=view.word(score), before=mark(question),
                    after=mark(f"{kind}:{question}"),
                )  # fmt: skip
                found.append((-abs(value - before), text))
    if not found:
        return view.say("leads.forecast-same"), {}
    names = listed((text for _size, text in sorted(found)[:_NAMED]), view.language)
    if len(found) <= _NAMED:
        return names, parts
    return view.say("scenario.sentence-more", changes=names, count=len(found), more=len(found) - _NAMED), parts


def field_name(view: View, name: str) -> str:
    """What a field of a lead is called; a free column by its header."""
    if name.startswith(FREE):
        return name.removeprefix(FREE)
    known = {"owner": "person", "next_step": "next", "chain_id": "chain", "segment_id": "segment", "region_id": "region"}
    return view.say(f"leads.{known.get(name, name)}")


def field_value(view: View, field: str, value: str) -> str:
    """What a field holds, for people: words and names instead of codes."""
    match field:
        case "status" if value:
            return view.word(LeadStatus(value))
        case "region_id" if value in view.dataset.regions:
            return view.region(value)
        case "chain_id":
            return next((view.chain(one) for one in view.dataset.chains if one.chain_id == value), value)
        case "segment_id":
            found = [one for chain in view.dataset.chains for one in chain.segments if one.segment_id == value]
            return view.segment(found[0]) if found else value
    return value


def _fields(change: LeadChange) -> Iterable[tuple[str, str, str]]:
    """(field, before, after) of a change; each free column that changed is one."""
    if change.field != "extra":
        return [(change.field, change.before, change.after)]
    before, after = (json.loads(text or "{}") for text in (change.before, change.after))
    names = dict.fromkeys((*before, *after))
    return [(FREE + name, before.get(name, ""), after.get(name, "")) for name in names if before.get(name) != after.get(name)]
