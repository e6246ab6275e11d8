"""The steps of the scenario page: kept in its address, added with drop-downs, taken out one by one."""

from typing import Any

import streamlit as st

from chainmap.analysis.scenario_names import MatchedNames, find_companies, find_company
from chainmap.app import address, events, session
from chainmap.app.pane import pane
from chainmap.app.plain import plain
from chainmap.model.vocabulary import Status
from chainmap.present.markup import element
from chainmap.present.names import region_name, segment_options
from chainmap.present.scenario_link import MOST, Step, decoded, encoded, left_out
from chainmap.present.scenario_review import matched_list
from chainmap.present.scenario_start import question_counts, questions
from chainmap.present.view import View

KINDS = ("land", "lose", "lose-list", "lose-group", "fill", "cut", "cut-region", "status")
PARTS = ("show-steps", "show-stress")
_MOST_CHOICES = 5_000  # companies in a drop-down; beyond, the name is typed


def asked() -> tuple[Step, ...]:
    """The steps in the address; those of the last visit where it has none."""
    return decoded(address.kept("steps"))


def choose_part(view: View) -> str:
    """Steps or random stress; the address keeps which."""
    return address.tabs(
        "part", PARTS, view.language, label=view.say("page.scenarios"), words=lambda one: view.say(f"scenario.{one}")
    )


def take_out(number: int) -> None:
    """Leaves one step out. Only from callbacks."""
    steps = asked()
    address.put(steps=encoded(step for at, step in enumerate(steps) if at != number))


def choose_step(view: View) -> None:
    """What happens, and to whom; the button adds it to the address."""
    language = view.language
    with st.container(key="filters_scenario", horizontal=True, vertical_alignment="bottom"):
        kind = st.selectbox(
            view.say("scenario.kind"), KINDS, format_func=lambda one: view.say(f"scenario.kind-{one}"),
            key=f"scenario_kind_{language}", width=200,
        )  # fmt: skip
        names = _fields(view, kind)
        st.button(view.say("scenario.add"), on_click=_add, args=(kind, names), key="scenario_add", type="primary")
        st.button(view.say("scenario.clear"), on_click=_clear, key="scenario_clear")
    matched = st.session_state.get("scenario_list")
    if kind == "lose-list" and isinstance(matched, MatchedNames):
        st.html(matched_list(view, matched))
    if beyond := left_out(address.kept("steps")):
        st.html(element("p", view.say("scenario.too-many", most=MOST, count=beyond), class_="cm-alert", role="alert"))


def offer_first(view: View) -> None:
    """Beside an empty scenario: some that are worth seeing, so that nobody has to know what to choose first."""
    offered = list(questions(view))
    if offered:
        st.html(element("h3", view.say("scenario.try-title")))
    for one in offered:
        st.button(plain(one.told), key=f"scenario_try_{one.key}", on_click=address.put, kwargs={"steps": encoded(one.steps)})
    if counted := question_counts(view, offered):
        pane(counted, key="scenario_try_counts", on_event=events.follow)


def _fields(view: View, kind: str) -> tuple[str, ...]:
    """Shows the fields of a kind of step; the keys of their widgets, in the order of the step's parts."""
    match kind:
        case "land":
            return (_company(view), _segment(view))
        case "lose":
            return (_companies(view),)
        case "lose-list":
            st.text_area(view.say("scenario.names"), key="scenario_names", height=110, width=520)
            return ("scenario_names",)
        case "lose-group":
            return (_pick(view, "group", {one: one for one in sorted(set(view.dataset.suppliers["company_group"]) - {""})}),)
        case "fill" | "cut":
            return (_segment(view),)
        case "cut-region":
            regions = {
                one.region_id: region_name(view.dataset, one.region_id, view.language) for one in view.dataset.regions.regions
            }
            return (_pick(view, "region", regions),)
        case _:
            return (_company(view), _segment(view), _pick(view, "status-to", {one.value: view.word(one) for one in Status}))


def _company(view: View) -> str:
    names = _names(view)
    if len(names) > _MOST_CHOICES:
        st.text_input(view.say("scenario.company"), key="scenario_company_typed", width=300)
        return "scenario_company_typed"
    return _pick(view, "company", names)


def _companies(view: View) -> str:
    names = _names(view)
    key = "scenario_companies"
    st.multiselect(
        view.say("scenario.companies"), list(names)[:_MOST_CHOICES], format_func=lambda one: names.get(one, one), key=key,
        placeholder=view.say("scenario.choose"), width=420,
    )  # fmt: skip
    return key


def _segment(view: View) -> str:
    return _pick(view, "segment", segment_options(view.dataset, session.scope().chain_id, view.language))


def _names(view: View) -> dict[str, str]:
    rows = view.dataset.suppliers.drop_duplicates("company_key").sort_values("company")
    return {str(key): str(name) for key, name in zip(rows["company_key"], rows["company"], strict=True)}


def _pick(view: View, name: str, labels: dict[str, str]) -> str:
    key = f"scenario_{name}_{view.language}"
    st.selectbox(
        view.say(f"scenario.{name}"), list(labels), index=None, format_func=lambda one: labels.get(one, one), key=key,
        placeholder=view.say("scenario.choose"), width=260,
    )  # fmt: skip
    return key


def _add(kind: str, keys: tuple[str, ...]) -> None:
    values = [st.session_state.get(key) for key in keys]
    if not all(values):
        return
    address.put(steps=encoded(dict.fromkeys([*asked(), *_steps(kind, values)])))


def _steps(kind: str, values: list[Any]) -> list[Step]:
    """A step per company where several are lost; else one. Companies are written by name, as people read links."""
    view = session.view()
    if kind == "lose":
        return [("lose", _written(view, str(key))) for key in values[0]]
    if kind == "lose-list":
        matched = find_companies(view.dataset, str(values[0]))
        st.session_state["scenario_list"] = matched
        return [("lose", _written(view, key)) for _name, key in matched.found]
    first = _written(view, str(values[0])) if kind in ("land", "status") else str(values[0])
    return [(kind, first, *map(str, values[1:]))]


def _written(view: View, key: str) -> str:
    """The company's name where it means this company alone, else its key."""
    name = _names(view).get(key, key)
    return name if find_company(view.dataset, name) == key else key


def _clear() -> None:
    address.put(steps="", scenario="")
    st.session_state.pop("scenario_list", None)
