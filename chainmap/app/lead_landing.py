"""A lead that has landed: the row that it proposes for the next version, to be looked over, with what it does to the scores."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from chainmap.analysis.assess import RegionError
from chainmap.app import draft_side, events, session, who, workbench
from chainmap.app.lead_desk import acting_user
from chainmap.app.outcome import told
from chainmap.app.pane import pane
from chainmap.desk import follow_leads
from chainmap.desk.drafts import Draft
from chainmap.desk.effect import ChainEffect, effect
from chainmap.desk.outcome import Invalid, Published
from chainmap.desk.roles import Deed
from chainmap.desk.workspace import Workspace, assessed, open_version
from chainmap.intake.columns import SUPPLIERS
from chainmap.model.correction import Correction, CorrectionKind
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Confidence, Control, LeadStatus, Status, spellings
from chainmap.present.difference_review import names_of
from chainmap.present.effect_review import effect_table
from chainmap.present.finding_list import finding_table
from chainmap.present.lead_list import LeadLine
from chainmap.present.markup import element
from chainmap.present.view import View
from chainmap.store.database import Store

_WORDS = {"status": Status, "control": Control, "confidence": Confidence}
_FIELDS = ("status", "control", "capacity", "capacity_unit", "supply_share", "source", "as_of", "confidence")
_WIDTH = {"source": 300, "capacity": 110, "capacity_unit": 110, "supply_share": 110}


def landing(view: View, line: LeadLine) -> None:
    """A button, and when it is pressed the proposal; nothing for a lead that was dropped or that the register has already."""
    store, lead = session.store(), line.lead
    if told_before := st.session_state.pop("lead_landed", None):
        told(told_before, view.language)
    if store is None or line.in_register or lead.status is LeadStatus.DROPPED or not who.may(Deed.PUBLISH):
        return
    is_open = st.session_state.get("lead_landing") == lead.lead_id
    label = view.say("landing.close" if is_open else "landing.open")
    st.button(label, key=f"landing_{lead.lead_id}", on_click=_toggle, args=(lead.lead_id,))
    if is_open:
        _propose(view, store, line)


def _propose(view: View, store: Store, line: LeadLine) -> None:
    lead, user, now = line.lead, acting_user(view), workbench.now()
    before = open_version(store)
    if before is None or before.dataset is None:
        return
    st.html(element("h3", view.say("landing.title", company=lead.company)))
    proposed = follow_leads.landing_rows(before.dataset, lead, user=user, now=now)
    if not proposed:
        st.html(element("p", view.say("landing.gone"), class_="cm-alert"))
        return
    st.html(element("p", view.say("landing.note"), class_="cm-muted"))
    remark = st.text_input(
        view.say("landing.remark"), view.say("landing.remark-text", company=lead.company), key=f"landing_note_{lead.lead_id}"
    )
    rows = [replace(one, note=remark) for one in _edited(view, proposed, lead.lead_id)]
    draft = follow_leads.landing_draft(store, rows)
    if isinstance(draft, Draft) and not draft.errors:
        _effect(view, before, draft)
        st.button(
            view.say("landing.publish"), type="primary", key=f"landing_publish_{lead.lead_id}", on_click=_publish,
            args=(view, store, line, rows, remark),
        )  # fmt: skip
        return
    st.html(element("p", view.say("landing.wrong"), class_="cm-alert", role="alert"))
    if isinstance(draft, Draft | Invalid):
        st.html(finding_table(draft.errors, view.language))
    else:
        told(draft, view.language)


def _edited(view: View, proposed: Sequence[Correction], lead_id: int) -> list[Correction]:
    """The proposal as a person makes it."""
    first, *moved = proposed
    if first.kind is not CorrectionKind.ADD:
        st.html(element("p", view.say("landing.starts", company=first.company, place=first.place)))
        return [first]
    given, key = dict(first.values) | {"source": view.say("landing.source")}, f"landing_{lead_id}_{view.language}"
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"filters_{key}"):
        place = st.text_input(_header(view, "place"), first.place, key=f"{key}_place", width=160)
        product = st.text_input(_header(view, "product"), first.product, key=f"{key}_product", width=200)
        for name in _FIELDS:
            given[name] = _field(view, name, given.get(name, ""), f"{key}_{name}")
    values = tuple((name, text.strip()) for name, text in given.items() if text.strip())
    row = replace(first, place=place.strip(), product=product.strip(), values=values)
    amounts = "、".join(f"{_header(view, one.field)} {one.before}" for one in moved)
    takes = bool(moved) and st.checkbox(view.say("landing.moved", amount=amounts), value=True, key=f"{key}_moved")
    return [row, *(moved if takes else ())]


def _field(view: View, name: str, text: str, key: str) -> str:
    if name not in _WORDS:
        return st.text_input(_header(view, name), text, key=key, width=_WIDTH.get(name, 130))
    words = {spelled[0]: view.word(member) for member, spelled in spellings(_WORDS[name]).items()}
    members = {member.value: spelled[0] for member, spelled in spellings(_WORDS[name]).items()}
    now = members.get(text, text)
    options = list(words) if now in words else ["", *words]
    chosen = st.selectbox(
        _header(view, name), options, index=options.index(now) if now in options else 0, key=key, width=110,
        format_func=lambda one: words.get(one, "–"),
    )  # fmt: skip
    return chosen or ""


def _header(view: View, name: str) -> str:
    column = SUPPLIERS.column(name)
    return column.zh if view.language == "zh" else column.en.replace("_", " ").capitalize()


def _effect(view: View, before: Workspace, draft: Draft) -> None:
    effects = _effects(view, before, draft.workspace)
    st.html(element("h4", view.say("landing.effect")))
    moved = [one for one in effects if _moves(one)]
    if not moved:
        st.html(element("p", view.say("landing.no-effect"), class_="cm-muted"))
        return
    names = names_of((before.dataset, draft.parsed.dataset), view.language)
    table = effect_table(moved, names, view.language, draft_side.asks_of(before, draft.workspace))
    pane(element("div", table, class_="cm-page"), key="landing_effect", on_event=events.follow)


def _effects(view: View, before: Workspace, after: Workspace) -> tuple[ChainEffect, ...]:
    parameters = Parameters(region=view.assessment.region)
    try:
        return effect(assessed(before, parameters), assessed(after, parameters))
    except RegionError:
        return ()


def _moves(one: ChainEffect) -> bool:
    return any(score.before != score.after for score in one.scores) or any(segment.changed for segment in one.segments)


def _publish(view: View, store: Store, line: LeadLine, rows: Sequence[Correction], remark: str) -> None:
    done = follow_leads.land(store, line.lead, user=acting_user(view), now=workbench.now(), note=remark, rows=rows)
    st.session_state["lead_landed"] = done
    if isinstance(done, Published):
        st.session_state.pop("lead_landing", None)


def _toggle(lead_id: int) -> None:
    st.session_state["lead_landing"] = None if st.session_state.get("lead_landing") == lead_id else lead_id
