"""Scenarios that somebody named and kept, with the version that they were made on; the address names the open one."""

import streamlit as st

from chainmap.app import address, session, who, workbench
from chainmap.app.attraction import scenario_of
from chainmap.app.plain import plain
from chainmap.desk import keep_scenarios
from chainmap.desk.history import find
from chainmap.desk.outcome import Refusal
from chainmap.desk.roles import Deed
from chainmap.desk.workspace import open_version
from chainmap.model.parameters import Parameters
from chainmap.model.scenario import SavedScenario
from chainmap.present.markup import element
from chainmap.present.numbers import day
from chainmap.present.scenario_link import Step, encoded
from chainmap.present.scenario_review import other_version
from chainmap.present.version_list import version_name
from chainmap.present.view import View


def opened_by_link(view: View) -> SavedScenario | None:
    """The kept scenario that the address names; its steps are taken over where the address has none."""
    store = session.store()
    text = address.kept("scenario")
    if store is None or not text:
        return None
    found = keep_scenarios.find(store, int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else None
    if found is None:
        st.html(element("p", view.say("scenario.gone", value=text), class_="cm-alert", role="alert"))
    elif not address.has("steps"):
        address.put(steps=encoded(found.steps))
    return found


def kept_scenarios(view: View, steps: tuple[Step, ...], chosen: SavedScenario | None) -> None:
    """A drop-down of the kept ones, a name and a button; nothing without a database."""
    store = session.store()
    if store is None:
        return
    kept = {one.scenario_id: one for one in keep_scenarios.listed(store)}
    key = f"scenario_kept_{chosen.scenario_id if chosen else 0}"
    with st.container(key="filters_kept", horizontal=True, vertical_alignment="bottom"):
        if kept:
            st.selectbox(
                view.say("scenario.kept"), list(kept), index=list(kept).index(chosen.scenario_id) if chosen else None,
                format_func=lambda one: _line(view, kept[one]), placeholder=view.say("scenario.choose"), key=key,
                on_change=_open, args=(kept, key), width=320,
            )  # fmt: skip
        if chosen and who.may(Deed.SAVE_SCENARIOS):
            st.button(view.say("scenario.delete"), key="scenario_delete", on_click=_delete, args=(view, chosen))
        if steps and who.may(Deed.SAVE_SCENARIOS):
            st.text_input(view.say("scenario.name"), key="scenario_name", width=240)
            st.button(view.say("scenario.keep"), key="scenario_keep", on_click=_keep, args=(view, steps))
    if refused := st.session_state.pop("scenario_refused", None):
        st.html(element("p", refused, class_="cm-alert", role="alert"))


def made_then(view: View, shown: View, steps: tuple[Step, ...], chosen: SavedScenario | None) -> None:
    """Where the open scenario was made on another version than the one shown: what it did there, beside what it does here."""
    store = session.store()
    if store is None or chosen is None or encoded(chosen.steps) != encoded(steps) or chosen.version_id == view.assessment.version:
        return
    version, workspace = find(store, chosen.version_id), open_version(store, chosen.version_id)
    name = version_name(version) if version else chosen.version_id[:12]
    region = view.assessment.region
    if workspace is None or workspace.dataset is None or region not in workspace.dataset.regions:
        st.html(element("p", view.say("scenario.version-gone", version=name), class_="cm-alert", role="alert"))
        return
    assessment = session.assessment(workspace, workspace.dataset, Parameters(region=region))
    then = View(assessment=assessment, dataset=workspace.dataset, language=view.language)
    made = scenario_of(shown, steps)
    st.html(other_version(shown, then, made, scenario_of(then, steps), made_on=name))
    st.button(view.say("scenario.go-then"), key="scenario_go_then", on_click=_show_version, args=(chosen.version_id,))


def _line(view: View, one: SavedScenario) -> str:
    return view.say("scenario.kept-line", name=one.name, author=one.author, date=day(one.created_at.date()))


def _open(kept: dict[int, SavedScenario], key: str) -> None:
    chosen = kept.get(st.session_state[key] or 0)
    address.put(scenario=str(chosen.scenario_id) if chosen else "")
    if chosen is not None:
        address.put(steps=encoded(chosen.steps))


def _keep(view: View, steps: tuple[Step, ...]) -> None:
    store = session.store()
    if store is None:
        return
    name, version = st.session_state.get("scenario_name", ""), view.assessment.version or "latest"
    done = keep_scenarios.save(store, name, steps, version, user=who.user(), now=workbench.now())
    if isinstance(done, Refusal):
        _refused(view, done)
        return
    address.put(scenario=str(done.scenario_id))
    st.session_state["scenario_name"] = ""
    st.toast(plain(view.say("scenario.kept-done", name=done.name)))


def _delete(view: View, chosen: SavedScenario) -> None:
    store = session.store()
    if store is None:
        return
    done = keep_scenarios.forget(store, chosen.scenario_id, user=who.user(), now=workbench.now())
    if isinstance(done, Refusal):
        _refused(view, done)
        return
    address.put(scenario="")
    st.toast(plain(view.say("scenario.deleted", name=done.name)))


def _refused(view: View, why: Refusal) -> None:
    st.session_state["scenario_refused"] = view.say("upload.refused", why=view.say(f"refusal.{why.code}", **why.facts))


def _show_version(version_id: str) -> None:
    st.session_state["version"] = version_id
