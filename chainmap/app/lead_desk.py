"""Leads on a page: keep a company as a lead from any list, add one by hand, change it, see what was changed."""

from dataclasses import replace
from datetime import date

import streamlit as st

from chainmap.app import session, who, workbench
from chainmap.app.plain import plain
from chainmap.desk import follow_leads
from chainmap.desk.outcome import Refusal
from chainmap.desk.roles import Deed, User
from chainmap.model.lead import Lead
from chainmap.model.vocabulary import LeadStatus
from chainmap.present.lead_list import LeadLine, history_list, other_segments, segment_name
from chainmap.present.markup import element
from chainmap.present.names import region_name, segment_options, without_country
from chainmap.present.view import View

KEEP = "keep:"  # an event that keeps a company as a lead: keep:chain/segment/company_key


def acting_user(_view: View) -> User:
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
        LeadLine(lead=one.lead, gone=_gone(one), overdue=one.overdue, since=one.since, in_register=one.in_register)
        for one in found
        if one.lead.chain_id in shown or not one.chain_known
    )


def keep_named(event: str) -> None:
    """A company of any list becomes a lead for a segment: `keep:chain/segment/company_key`. Only from callbacks."""
    chain_id, segment_id, key = event.removeprefix(KEEP).split("/", 2)
    view = session.view()
    rows = view.dataset.suppliers[view.dataset.suppliers["company_key"] == key]
    if view.find(f"{chain_id}/{segment_id}") is None or rows.empty:
        return
    there = rows[(rows["chain_id"] == chain_id) & (rows["segment_id"] == segment_id)]
    row = (rows if there.empty else there).iloc[0]
    _add(view, chain_id, segment_id, str(row["company"]), str(row["place"]))


def keep_by_hand(view: View) -> None:
    """A form for a company of any kind: from the register, from a fair, from a visiting card."""
    segments = segment_options(view.dataset, session.scope().chain_id, view.language)
    language = view.language
    with st.form(f"lead_new_{language}_{st.session_state.get('lead_round', 0)}", border=False):
        st.caption(view.say("leads.new-note"))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            company = st.text_input(view.say("leads.company"), width=300)
            segment = st.selectbox(
                view.say("leads.segment"), list(segments), index=None, format_func=lambda one: segments.get(one, one),
                placeholder=view.say("scenario.choose"), width=300,
            )  # fmt: skip
            origin = st.text_input(view.say("leads.origin"), width=160)
            sent = st.form_submit_button(view.say("leads.add-this"), type="primary")
    if sent and segment and company.strip():
        chain_id, _, segment_id = segment.partition("/")
        st.session_state["lead_round"] = st.session_state.get("lead_round", 0) + 1
        _add(view, chain_id, segment_id, company.strip(), origin.strip())
        st.rerun()
    elif sent:
        st.error(view.say("refusal.lead-incomplete"))


def change_form(view: View, lead: Lead) -> None:
    """The fields of a lead with its history below."""
    store = session.store()
    if store is None:
        return
    if not who.may(Deed.FOLLOW_LEADS):
        st.html(history_list(view, follow_leads.history(store, lead.lead_id)))
        return
    key = f"lead_{lead.lead_id}_{lead.revision}_{view.language}"
    not_offered = without_country(view.dataset)
    regions = [one.region_id for one in view.dataset.regions.regions if one.region_id not in not_offered]
    regions = regions if lead.region_id in regions else [lead.region_id, *regions]
    with st.form(key, border=True):
        st.markdown(view.say("leads.edit", company=plain(lead.company), segment=plain(segment_name(view, lead))))
        with st.container(horizontal=True):
            status = st.selectbox(
                view.say("leads.status"), list(LeadStatus), index=list(LeadStatus).index(lead.status), format_func=view.choice,
                key=f"{key}_status", width=130,
            )  # fmt: skip
            owner = st.text_input(view.say("leads.person"), lead.owner, key=f"{key}_owner", width=140)
            contact = st.text_input(view.say("leads.contact"), lead.contact, key=f"{key}_contact", width=220)
            due = st.date_input(view.say("leads.due"), lead.due, key=f"{key}_due", width=140, format="YYYY-MM-DD")
            region = st.selectbox(
                view.say("leads.region"), regions, index=regions.index(lead.region_id), key=f"{key}_region", width=180,
                format_func=lambda one: region_name(view.dataset, one, view.language) if one in view.dataset.regions else one,
            )  # fmt: skip
        next_step = st.text_input(view.say("leads.next"), lead.next_step, key=f"{key}_next")
        notes = st.text_area(view.say("leads.notes"), lead.notes, key=f"{key}_notes", height=80)
        free = _free_columns(lead, key)
        saved = st.form_submit_button(view.say("leads.save"), type="primary", key=f"{key}_save")
    if saved:
        due_on = due if isinstance(due, date) else None
        after = replace(lead, status=status or lead.status, owner=owner, contact=contact, due=due_on, extra=free)
        _save(view, replace(after, next_step=next_step, notes=notes, region_id=region or lead.region_id))
    st.html(history_list(view, follow_leads.history(store, lead.lead_id)))


def _free_columns(lead: Lead, key: str) -> tuple[tuple[str, str], ...]:
    if not lead.extra:
        return ()
    with st.container(horizontal=True):
        fields = [(name, st.text_input(plain(name), text, key=f"{key}_free_{name}", width=200)) for name, text in lead.extra]
    return tuple((name, text) for name, text in fields if text)


def _add(view: View, chain_id: str, segment_id: str, company: str, origin: str) -> None:
    store = session.store()
    if store is None:
        return
    lead = Lead(
        chain_id=chain_id, segment_id=segment_id, region_id=view.assessment.region, company=company, origin=origin
    )  # fmt: skip
    now = workbench.now()
    done = follow_leads.add(store, lead, user=acting_user(view), now=now, dataset=view.dataset)
    if isinstance(done, Refusal):
        st.toast(plain(view.say(f"refusal.{done.code}", **done.facts)))
        return
    others = other_segments(view, follow_leads.leads_of(store), done)
    name = segment_name(view, done)
    told = view.say("leads.added-also", company=company, segment=name, segments=others) if others else None
    st.toast(plain(told or view.say("leads.added", company=company, segment=name)))


def _save(view: View, lead: Lead) -> None:
    store = session.store()
    if store is None:
        return
    done = follow_leads.change(store, lead, user=acting_user(view), now=workbench.now())
    if isinstance(done, Lead):
        st.toast(view.say("leads.saved"))
        st.rerun()
    told = _refused(view, done) if isinstance(done, Refusal) else view.say("leads.stale")
    st.html(element("p", told, class_="cm-alert", role="alert"))


def _refused(view: View, why: Refusal) -> str:
    return view.say("upload.refused", why=view.say(f"refusal.{why.code}", **why.facts))


def _gone(one: follow_leads.LeadView) -> str:
    if not one.chain_known:
        return "chain"
    if not one.segment_known:
        return "segment"
    return "" if one.region_known else "region"
