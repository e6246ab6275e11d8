"""A list of leads that came back, beside the leads of now: what it would change, conflicts with both values, what is missing."""

from collections.abc import Collection, Sequence

from chainmap.model.finding import Cell
from chainmap.model.lead import Lead
from chainmap.model.lead_list import FieldChange, LeadComparison, LeadEdit, NewLead
from chainmap.present.html_table import Column, Row, html_table
from chainmap.present.lead_list import field_name, field_value, segment_name
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import listed
from chainmap.present.view import View

Mine = Collection[tuple[int, str]]
_SHOWN = ("status", "owner", "contact", "next_step", "due", "notes", "region_id", "origin")


def comparison_sentence(view: View, found: LeadComparison) -> str:
    """How much the file differs."""
    if not (found.added or found.edited or found.missing):
        return view.say("leadlist.nothing", file=found.sheet.file)
    conflicts = sum(1 for one in found.edited if one.conflicts)
    return view.say(
        "leadlist.sentence", file=found.sheet.file, added=len(found.added), changed=len(found.edited), conflicts=conflicts,
        unchanged=found.unchanged, missing=len(found.missing),
    )  # fmt: skip


def comparison_table(view: View, found: LeadComparison, *, mine: Mine = (), drop: bool = False) -> Markup:
    """One row a lead that differs: conflicts first. In a conflict buttons send `theirs:number:field` and `mine:number:field`."""
    columns = (
        Column(label=view.say("leadlist.what"), sortable=False, tight=True),
        Column(label=view.say("leads.company"), sortable=False),
        Column(label=view.say("leads.segment"), sortable=False),
        Column(label=view.say("leadlist.content"), sortable=False, width="48%"),
        Column(label=view.say("leadlist.where"), sortable=False, tight=True),
    )
    edited = sorted(found.edited, key=lambda one: not one.conflicts)
    rows = [_edited(view, one, mine) for one in edited if one.conflicts]
    rows += [_added(view, one) for one in found.added]
    rows += [_edited(view, one, mine) for one in edited if not one.conflicts]
    rows += [_missing(view, one, drop) for one in found.missing]
    return html_table(columns, rows, caption=view.say("leadlist.what"), empty=view.say("leadlist.none"))


def difference_lines(view: View, found: LeadComparison) -> list[tuple[str, str, str, str]]:
    """(kind, company, what, cell) a line, for the command line."""
    lines = [("added", one.lead.company, listed(_given(view, one.lead), view.language), str(one.cell)) for one in found.added]
    lines += [
        ("conflict" if change.conflict else "changed", one.lead.company, _line(view, change), str(one.cell))
        for one in found.edited
        for change in one.changes
    ]
    return lines + [("missing", one.company, view.say("leadlist.stays"), "") for one in found.missing]


def _edited(view: View, one: LeadEdit, mine: Mine) -> Row:
    lines = [_change(view, one.lead, change, mine) for change in one.changes]
    kind = "conflict" if one.conflicts else "changed"
    return _row(view, kind, one.lead, element("div", *lines), one.cell)


def _change(view: View, lead: Lead, change: FieldChange, mine: Mine) -> Markup:
    line = element("div", _line(view, change))
    if not change.conflict:
        return line
    taken = (lead.lead_id, change.field) in mine
    buttons = [
        _button(view.say(f"leadlist.{code}"), f"{event}:{lead.lead_id}:{change.field}", pressed=pressed)
        for code, event, pressed in (("keep-theirs", "theirs", not taken), ("take-mine", "mine", taken))
    ]
    return element("div", line, *buttons)


def _line(view: View, change: FieldChange) -> str:
    base, present, after = (field_value(view, change.field, text) or "–" for text in (change.base, change.present, change.after))
    name = field_name(view, change.field)
    if change.conflict:
        return view.say("leadlist.theirs-mine", field=name, base=base, present=present, after=after)
    return view.say("leadlist.old-new", field=name, before=present, after=after)


def _added(view: View, one: NewLead) -> Row:
    others = dict.fromkeys(segment_name(view, other) for other in one.also if other.is_open)
    also = element("small", view.say("leadlist.also", segments=listed(others, view.language))) if others else None
    given = [element("div", text) for text in _given(view, one.lead)]
    return _row(view, "added", one.lead, element("div", *given, also), one.cell)


def _given(view: View, lead: Lead) -> Sequence[str]:
    texts = [(name, str(getattr(lead, name) or "")) for name in _SHOWN] + [(f"extra:{name}", text) for name, text in lead.extra]
    return [
        view.say("leadlist.given", field=field_name(view, name), value=field_value(view, name, text))
        for name, text in texts
        if text
    ]


def _missing(view: View, lead: Lead, drop: bool) -> Row:
    return _row(view, "missing", lead, element("div", view.say("leadlist.will-drop" if drop else "leadlist.stays")), None)


def _row(view: View, kind: str, lead: Lead, what: Markup, cell: Cell | None) -> Row:
    tag = element("span", view.say(f"leadlist.{kind}"), class_="cm-tag cm-error" if kind == "conflict" else "cm-tag")
    where = element("code", f"{cell.sheet}!{cell.row}:{cell.row}") if cell else ""
    return Row(cells=(tag, lead.company, segment_name(view, lead), what, where))


def _button(text: str, event: str, *, pressed: bool) -> Markup:
    classes = "cm-do cm-strong-do" if pressed else "cm-do"
    return element("button", text, type="button", class_=classes, data_event=event, aria_pressed=str(pressed).lower())
