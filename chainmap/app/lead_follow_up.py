"""The leads of the targets page: what their landing would do, the list, the one that is open, Excel out and back in."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from chainmap.app import address, session, who
from chainmap.app.file_button import EXCEL, file_button
from chainmap.app.lead_desk import change_form, keep_by_hand
from chainmap.app.lead_intake import bring_back
from chainmap.app.lead_landing import landing
from chainmap.app.pane import pane
from chainmap.app.plain import plain
from chainmap.desk.forecast import CHANCES, ORDER, Forecast, chances_of, chances_text, forecast
from chainmap.desk.roles import Deed
from chainmap.model.vocabulary import LeadStatus
from chainmap.present.lead_list import (
    LeadLine,
    gone_sentence,
    landed_sentence,
    lead_table,
    leads_sentence,
    weighted_sentence,
)
from chainmap.present.lead_workbook import lead_workbook
from chainmap.present.markup import element
from chainmap.present.view import View

_DEFAULT = chances_text(CHANCES)


def follow_up(view: View, lines: Sequence[LeadLine], on_event: Callable[[str], None]) -> None:
    """The whole tab."""
    if session.store() is None:
        st.html(element("p", view.say("leads.no-store"), class_="cm-empty"))
        return
    st.html(element("p", leads_sentence(view, lines), class_="cm-sentence"))
    if lines:
        _forecast(view, lines)
    shown = _filtered(view, lines)
    opened = st.session_state.get("lead_opened")
    pane(lead_table(view, shown, opened=opened, today=date.today()), key="leads_table", on_event=on_event)
    chosen = next((one for one in shown if one.lead.lead_id == opened), None)
    if chosen is not None:
        change_form(view, chosen.lead)
        landing(view, chosen)
    if who.may(Deed.FOLLOW_LEADS):
        with st.expander(view.say("leads.new"), expanded=not lines):
            keep_by_hand(view)
    st.html(element("p", view.say("leads.export-note"), class_="cm-muted"))
    if lines:
        with st.container(key="downloads_leads", horizontal=True):
            file_button(view.say("leads.download"), lambda: lead_workbook(view, shown), "leads.xlsx", EXCEL, key="leads_xlsx")
    bring_back(view)


def _filtered(view: View, lines: Sequence[LeadLine]) -> Sequence[LeadLine]:
    """The leads of one owner or one status, as the address says; all of them unless somebody asks."""
    owners = sorted({one.lead.owner for one in lines} - {""})
    owner = _asked("lead_owner", owners)
    status = _asked("lead_status", list(LeadStatus))
    if len(lines) > 1:
        with st.container(key="filters_leads", horizontal=True, vertical_alignment="bottom"):
            _choice(view, "lead_owner", "leads.filter-owner", owners, owner, plain)
            _choice(view, "lead_status", "leads.filter-status", list(LeadStatus), status, lambda one: view.word(LeadStatus(one)))
    return [one for one in lines if owner in (None, one.lead.owner) and status in (None, one.lead.status)]


def _asked(name: str, options: Sequence[str]) -> str | None:
    """What the address asks for; None where it asks for nothing that there is."""
    text = address.kept(name)
    return next((one for one in options if one == text), None)


def _choice(view: View, name: str, label: str, options: Sequence[str], chosen: str | None, words: Callable[[str], str]) -> None:
    key = f"{name}_{view.language}_{chosen}"
    st.selectbox(
        view.say(label), options, index=None if chosen is None else list(options).index(chosen), format_func=words,
        placeholder=view.say("leads.anybody"), key=key, width=160, on_change=_set_filter, args=(name, key),
    )  # fmt: skip


def _set_filter(name: str, key: str) -> None:
    st.session_state[name] = str(st.session_state[key] or "")


def _forecast(view: View, lines: Sequence[LeadLine]) -> None:
    at_least = LeadStatus(found) if (found := address.kept("at_least", "negotiating")) in ORDER else LeadStatus.NEGOTIATING
    chances = chances_of(address.kept("chances", _DEFAULT)) or CHANCES
    place = st.container()
    key = f"leads_at_least_{view.language}_{at_least}"
    with st.container(key="filters_forecast", horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            view.say("leads.at-least"), ORDER, index=ORDER.index(at_least), format_func=view.word, key=key, width=160,
            on_change=_set_status, args=(key,),
        )  # fmt: skip
        with st.popover(view.say("leads.chances")):
            _chance_fields(view, chances)
    made = forecast(view.dataset, view.assessment, [one.lead for one in lines], at_least=at_least, chances=chances)
    place.html(element("div", *(element("p", text) for text in _sentences(view, made) if text), class_="cm-page"))


def _sentences(view: View, made: Forecast) -> tuple[str, ...]:
    return (
        landed_sentence(view, made.at_least, len(made.leads), made.landed),
        weighted_sentence(view, made.weighted, made.chances),
        gone_sentence(view, made.gone),
    )


def _chance_fields(view: View, chances: dict[LeadStatus, float]) -> None:
    text = chances_text(chances)
    for status in ORDER:
        key = f"leads_chance_{status}_{text}"
        st.number_input(
            view.word(status), 0, 100, round(chances[status] * 100), key=key, width=120, on_change=_set_chance,
            args=(chances, status, key),
        )  # fmt: skip
    st.button(view.say("leads.chances-reset"), on_click=_reset, key="leads_chances_reset")


def _set_status(key: str) -> None:
    st.session_state["at_least"] = str(st.session_state[key])


def _set_chance(chances: dict[LeadStatus, float], status: LeadStatus, key: str) -> None:
    st.session_state["chances"] = chances_text({**chances, status: st.session_state[key] / 100})


def _reset() -> None:
    st.session_state["chances"] = _DEFAULT
