"""Leads on a page: keep a company as a lead, change it, see what was changed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import streamlit as st

from chainmap.analysis.targets import Target
from chainmap.app import session, who
from chainmap.desk import follow_leads
from chainmap.desk.outcome import Refusal
from chainmap.desk.roles import Deed, User
from chainmap.model.lead import Lead
from chainmap.model.vocabulary import LeadStatus
from chainmap.present.lead_list import LeadLine, history_list, segment_name
from chainmap.present.markup import element
from chainmap.present.view import View


def acting_user(view: View) -> User:
    """Who acts."""
    return who.user()


def lines(view: View) -> tuple[LeadLine, ...]:
    """Every lead of the chains that are shown, overdue ones first; none without a database."""
    store = session.store()
    if store is None:
        return ()
    shown = {chain.chain.chain_id for chain in view.assessment.chains}
    found = follow_leads.listed(store, view.dataset, date.today())
    return tuple(
        LeadLine(lead=one.lead, gone=not one.segment_known, overdue=one.overdue)
        for one in found
        if one.lead.chain_id in shown or not one.chain_known
    )


def keep(view: View, target: Target) -> None:
    """A target becomes a lead. Only from callbacks."""
    store = session.store()
    if store is None:
        return
    lead = Lead(
        chain_id=target.chain_id, segment_id=target.segment_id, region_id=view.assessment.region, company=target.company,
        origin=target.place,
    )  # fmt: skip
    done = follow_leads.add(store, lead, user=acting_user(view), now=datetime.now(UTC))
    if isinstance(done, Refusal):
        st.toast(_refused(view, done))
    else:
        st.toast(view.say("leads.added", company=lead.company, segment=segment_name(view, lead)))


def change_form(view: View, lead: Lead) -> None:
    """The fields of a lead with its history below."""
    store = session.store()
    if store is None:
        return
    if not who.may(Deed.FOLLOW_LEADS):
        st.html(history_list(view, follow_leads.history(store, lead.lead_id)))
        return
    key = f"lead_{lead.lead_id}_{lead.revision}_{view.language}"
    with st.form(key, border=True):
        st.markdown(view.say("leads.edit", company=_plain(lead.company), segment=_plain(segment_name(view, lead))))
        with st.container(horizontal=True):
            status = st.selectbox(
                view.say("leads.status"), list(LeadStatus), index=list(LeadStatus).index(lead.status), format_func=view.word,
                key=f"{key}_status", width=140,
            )  # fmt: skip
            owner = st.text_input(view.say("leads.person"), lead.owner, key=f"{key}_owner", width=160)
            contact = st.text_input(view.say("leads.contact"), lead.contact, key=f"{key}_contact", width=220)
            due = st.date_input(view.say("leads.due"), lead.due, key=f"{key}_due", width=160, format="YYYY-MM-DD")
        next_step = st.text_input(view.say("leads.next"), lead.next_step, key=f"{key}_next")
        notes = st.text_area(view.say("leads.notes"), lead.notes, key=f"{key}_notes", height=80)
        saved = st.form_submit_button(view.say("leads.save"), type="primary", key=f"{key}_save")
    if saved:
        due_on = due if isinstance(due, date) else None
        after = replace(lead, status=status or lead.status, owner=owner, contact=contact, due=due_on)
        after = replace(after, next_step=next_step, notes=notes)
        _save(view, after)
    st.html(history_list(view, follow_leads.history(store, lead.lead_id)))


def _save(view: View, lead: Lead) -> None:
    store = session.store()
    if store is None:
        return
    done = follow_leads.change(store, lead, user=acting_user(view), now=datetime.now(UTC))
    if isinstance(done, Lead):
        st.toast(view.say("leads.saved"))
        st.rerun()
    st.html(
        element(
            "p", _refused(view, done) if isinstance(done, Refusal) else view.say("leads.stale"), class_="cm-alert", role="alert"
        )
    )


def _refused(view: View, why: Refusal) -> str:
    return view.say("upload.refused", why=view.say(f"refusal.{why.code}", **why.facts))


def _plain(text: str) -> str:
    # A name is no Markdown.
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()#+-.!|<>~$:&" else sign for sign in text)
