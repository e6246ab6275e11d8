"""An edited list of leads comes back: what it would change, conflicts to decide, one button that stores all of it."""

import streamlit as st

from chainmap.app import session, who, workbench
from chainmap.app.lead_desk import acting_user
from chainmap.app.pane import pane
from chainmap.app.taken import TAKEN_MB
from chainmap.desk import lead_exchange
from chainmap.desk.lead_exchange import TakenIn
from chainmap.desk.outcome import Refusal
from chainmap.desk.roles import Deed
from chainmap.model.lead_list import LeadComparison
from chainmap.present.finding_list import finding_table
from chainmap.present.lead_review import comparison_sentence, comparison_table
from chainmap.present.markup import element
from chainmap.present.view import View
from chainmap.store.database import Store

TYPES = ("xlsx", "xlsm", "xlsb", "xls", "et", "ods", "csv")
_FILE, _MINE = "lead_list_file", "lead_list_mine"


def bring_back(view: View) -> None:
    """The file, then what it differs in; nothing is stored before the button is pressed."""
    store = session.store()
    if store is None or not who.may(Deed.FOLLOW_LEADS):
        return
    if told := st.session_state.pop("lead_list_told", None):
        st.html(element("p", told, class_="cm-alert cm-good", role="status"))
    if _FILE not in st.session_state:
        with st.container(key="upload_drop_leads"):
            given = st.file_uploader(
                view.say("leads.bring-back"), TYPES, key=f"lead_list_{st.session_state.get('lead_list_round', 0)}",
                max_upload_size=TAKEN_MB,
            )  # fmt: skip
        if given is None:
            return
        st.session_state[_FILE] = (given.name, given.getvalue())
        st.session_state[_MINE] = frozenset()
        st.rerun()
    name, data = st.session_state[_FILE]
    with st.spinner(view.say("leads.reading")):
        found = lead_exchange.compare(store, view.dataset, name, data, region=view.assessment.region)
    _review(view, store, found)


def _review(view: View, store: Store, found: LeadComparison) -> None:
    st.html(element("p", comparison_sentence(view, found), class_="cm-sentence"))
    if refused := st.session_state.pop("lead_list_refused", None):
        st.html(element("p", refused, class_="cm-alert", role="alert"))
    if found.errors:
        said = view.say("leadlist.errors", count=len(found.errors)) if found.is_usable else view.say("leadlist.errors-whole")
        st.html(element("p", said, class_="cm-alert", role="alert"))
    if found.findings:
        st.html(finding_table(found.findings, view.language))
    with st.container(key="lead_list_choices", horizontal=True):
        drop = bool(found.missing) and st.checkbox(view.say("leadlist.drop", count=len(found.missing)), key="lead_list_drop")
        bad = len(found.bad_rows)
        without = (
            bool(found.errors)
            and found.is_usable
            and st.checkbox(view.say("leadlist.without", count=bad), key="lead_list_without")
        )
    mine = st.session_state.get(_MINE, frozenset())
    pane(comparison_table(view, found, mine=mine, drop=drop), key="lead_list_table", on_event=_decide)
    may = (not found.errors or without) and bool(found.added or found.edited or (found.missing and drop))
    with st.container(key="lead_list_actions", horizontal=True):
        st.button(
            view.say("leadlist.confirm"), type="primary", disabled=not may, key="lead_list_confirm", on_click=_store,
            args=(view, store, found, without, drop),
        )  # fmt: skip
        st.button(view.say("leadlist.cancel"), key="lead_list_cancel", on_click=_forget)


def _decide(event: str) -> None:
    side, number, field = event.split(":", 2)
    mine = st.session_state.get(_MINE, frozenset())
    one = (int(number), field)
    st.session_state[_MINE] = mine | {one} if side == "mine" else mine - {one}


def _store(view: View, store: Store, found: LeadComparison, without: bool, drop: bool) -> None:
    done = lead_exchange.take_in(
        store, found, user=acting_user(view), now=workbench.now(), mine=st.session_state.get(_MINE, ()),
        without_bad_rows=without, drop_missing=drop,
    )  # fmt: skip
    if isinstance(done, Refusal):
        st.session_state["lead_list_refused"] = view.say(f"refusal.{done.code}", **done.facts)
        return
    _forget()
    st.session_state["lead_list_told"] = _told(view, done)


def _told(view: View, done: TakenIn) -> str:
    return view.say("leadlist.done", added=len(done.added), changed=len(done.changed), dropped=len(done.dropped))


def _forget() -> None:
    for name in (_FILE, _MINE, "lead_list_drop", "lead_list_without"):
        st.session_state.pop(name, None)
    st.session_state["lead_list_round"] = st.session_state.get("lead_list_round", 0) + 1
