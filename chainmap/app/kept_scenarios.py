"""Scenarios that somebody named and kept: choose one, keep the present one with the version that it was made on."""

from datetime import UTC, datetime

import streamlit as st

from chainmap.app import session, who
from chainmap.app.lead_desk import acting_user
from chainmap.desk import keep_scenarios
from chainmap.desk.outcome import Refusal
from chainmap.desk.roles import Deed
from chainmap.model.scenario import SavedScenario
from chainmap.present.markup import element
from chainmap.present.numbers import day
from chainmap.present.scenario_link import Step, encoded
from chainmap.present.view import View


def kept_scenarios(view: View, steps: tuple[Step, ...]) -> None:
    """A drop-down of the kept ones, a name and a button; nothing without a database."""
    store = session.store()
    if store is None:
        return
    kept = {one.scenario_id: one for one in keep_scenarios.listed(store)}
    with st.container(key="filters_kept", horizontal=True, vertical_alignment="bottom"):
        if kept:
            st.selectbox(
                view.say("scenario.kept"), list(kept), index=None, format_func=lambda one: _line(view, kept[one]),
                placeholder=view.say("scenario.choose"), key="scenario_kept", on_change=_open, args=(kept,), width=320,
            )  # fmt: skip
        if steps and who.may(Deed.SAVE_SCENARIOS):
            name = st.text_input(view.say("scenario.name"), key="scenario_name", width=240)
            if st.button(view.say("scenario.keep"), key="scenario_keep"):
                _keep(view, name, steps)
    chosen = kept.get(st.session_state.get("scenario_kept", 0))
    if chosen and encoded(chosen.steps) == encoded(steps) and chosen.version_id != view.assessment.version:
        st.caption(view.say("scenario.other-version", version=chosen.version_id[:12]))


def _line(view: View, one: SavedScenario) -> str:
    return view.say("scenario.kept-line", name=one.name, author=one.author, date=day(one.created_at.date()))


def _open(kept: dict[int, SavedScenario]) -> None:
    chosen = kept.get(st.session_state["scenario_kept"] or 0)
    if chosen is not None:
        st.session_state["steps"] = encoded(chosen.steps)


def _keep(view: View, name: str, steps: tuple[Step, ...]) -> None:
    store = session.store()
    if store is None:
        return
    version = view.assessment.version or "latest"
    done = keep_scenarios.save(store, name, steps, version, user=acting_user(view), now=datetime.now(UTC))
    if isinstance(done, Refusal):
        why = view.say(f"refusal.{done.code}", **done.facts)
        st.html(element("p", view.say("upload.refused", why=why), class_="cm-alert", role="alert"))
    else:
        st.toast(view.say("scenario.kept-done", name=done.name))
        st.rerun()
