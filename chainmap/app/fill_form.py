"""How many gaps to fill, at which costs and within which budget: a form whose answers stand in the address."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from chainmap.app import address
from chainmap.app.taken import TAKEN_MB
from chainmap.intake.costs import load_costs
from chainmap.model.finding import Severity
from chainmap.present.cost_link import amount, decoded, encoded
from chainmap.present.finding_list import finding_table
from chainmap.present.markup import element
from chainmap.present.numbers import plain, quantity
from chainmap.present.view import View

TYPES = ("xlsx", "xlsm", "xlsb", "xls", "et", "ods", "csv")
MOST = 10
_DEFAULT = "3"
_FINDINGS = "costs_findings"
Slot = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The best sets of 1 to `k` are asked for; a gap without a cost counts 1 where there is a budget."""

    k: int
    costs: Mapping[Slot, float]
    budget: float | None


def wish(view: View) -> Wish:
    """What the address asks for; anything unreadable in it is as if it were not there."""
    budget, costs = address.kept("budget"), address.kept("costs")
    return Wish(k=how_many(), costs=decoded(costs, view.dataset), budget=amount(budget))


def how_many() -> int:
    """How many are to be filled or landed, as the address says."""
    text = address.kept("k", _DEFAULT)
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else int(_DEFAULT)
    return min(max(number, 1), MOST)


def how_many_field(label: str, k: int) -> None:
    """The field for it, for a row of filters."""
    _number(label, "k", float(k), 1.0, float(MOST), 1.0, width=120)


def fill_form(view: View, asked: Wish) -> None:
    """The form behind a button, and below it what is in force."""
    with st.popover(view.say("gaps.fill-form")):
        _number(view.say("gaps.k"), "k", float(asked.k), 1.0, float(MOST), 1.0)
        _number(view.say("gaps.budget"), "budget", asked.budget, 0.0, None, None)
        with st.container(key="upload_drop_costs"):
            name = f"costs_file_{st.session_state.get('costs_round', 0)}"
            st.file_uploader(
                view.say("gaps.costs"), TYPES, key=name, on_change=_take, args=(view, name),
                max_upload_size=TAKEN_MB,
            )  # fmt: skip
        st.caption(view.say("gaps.costs-help"))
        if findings := st.session_state.get(_FINDINGS):
            st.html(finding_table(findings, view.language))
        if asked.costs or asked.budget is not None:
            st.button(view.say("gaps.costs-clear"), key="costs_clear", on_click=_clear)


def wish_sentence(view: View, asked: Wish) -> str:
    """Which budget and costs the answer is for; empty where there are none."""
    if asked.budget is None:
        return view.say("gaps.costs-without-budget", count=len(asked.costs)) if asked.costs else ""
    return view.say("gaps.within-budget", budget=quantity(asked.budget), count=len(asked.costs))


def answer_note(view: View, asked: Wish) -> None:
    """The same below the answer."""
    if said := wish_sentence(view, asked):
        st.html(element("p", said, class_="cm-muted"))


def _number(
    label: str, name: str, value: float | None, least: float, most: float | None, step: float | None, width: int | None = None
) -> None:
    key = f"fill_{name}"
    st.session_state[key] = value  # the address decides; the field follows it
    st.number_input(
        label, least, most, step=step, format="%g", key=key, on_change=_keep, args=(name, key), width=width or "stretch"
    )


def _keep(name: str, key: str) -> None:
    given = st.session_state[key]
    address.put(**{name: "" if given is None else plain(given)})


def _take(view: View, key: str) -> None:
    """Reads the file that was given, and asks for the next; with an error in it the costs stay as they were."""
    given = st.session_state.get(key)
    if given is None:
        return
    read = load_costs(given.name, given.getvalue(), view.dataset)
    st.session_state[_FINDINGS] = read.findings
    if not any(one.severity is Severity.ERROR for one in read.findings):
        address.put(costs=encoded(read.costs))
    _ask_anew()


def _clear() -> None:
    address.put(costs="", budget="")
    st.session_state[_FINDINGS] = ()
    _ask_anew()


def _ask_anew() -> None:
    # A drop field of another name is empty.
    st.session_state["costs_round"] = st.session_state.get("costs_round", 0) + 1
