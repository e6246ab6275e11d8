"""The leads of the targets page: what their landing would do, the list, the one that is open, Excel out and back in."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from chainmap.app import address, events, lead_forecast, session, who
from chainmap.app.attraction import forecast_of
from chainmap.app.file_button import EXCEL, file_button
from chainmap.app.filters import any_of, said
from chainmap.app.lead_desk import change_form, keep_by_hand
from chainmap.app.lead_intake import bring_back
from chainmap.app.lead_landing import landing
from chainmap.app.pane import pane
from chainmap.desk.forecast import ORDER, Forecast, chances_text
from chainmap.desk.roles import Deed
from chainmap.model.vocabulary import LeadStatus
from chainmap.present.lead_list import (
    LeadLine,
    filtered_leads,
    gone_sentence,
    landed_sentence,
    lead_table,
    leads_sentence,
    weighted_sentence,
)
from chainmap.present.lead_workbook import lead_workbook
from chainmap.present.markup import Part, element
from chainmap.present.view import View


def follow_up(view: View, lines: Sequence[LeadLine], on_event: Callable[[str], None]) -> None:
    """The whole tab."""
    if session.store() is None:
        st.html(element("p", view.say("leads.no-store"), class_="cm-empty"))
        return
    st.html(element("p", leads_sentence(view, lines), class_="cm-sentence"))
    answer = st.container()
    with st.container(key="filters_leads", horizontal=True, vertical_alignment="bottom"):
        if lines:
            _forecast(view, lines, answer)
        shown = _filtered(view, lines)
    opened = int(text) if (text := address.kept("lead")).isascii() and text.isdigit() and len(text) < 10 else None
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
    if len(lines) < 2:
        return lines
    owner, status = said("lead_owner", owners), said("lead_status", list(LeadStatus))
    shown, left = filtered_leads(lines, owner=owner, status=status)
    everybody = view.say("leads.anybody")
    any_of(
        view.language, view.say("leads.filter-owner"), owners, name="lead_owner", words=str, everything=everybody, width=176,
        counts=left["owner"],
    )  # fmt: skip
    any_of(
        view.language, view.say("leads.filter-status"), list(LeadStatus), name="lead_status", words=view.choice,
        everything=everybody, width=156, counts=left["status"],
    )  # fmt: skip
    return shown


def _forecast(view: View, lines: Sequence[LeadLine], answer: DeltaGenerator) -> None:
    """Its two choices here, what it says at `answer`."""
    at_least, chances = lead_forecast.at_least(), lead_forecast.chances()
    key = f"leads_at_least_{view.language}_{at_least}"
    st.selectbox(
        view.say("leads.at-least"), ORDER, index=ORDER.index(at_least), format_func=view.choice, key=key, width=160,
        on_change=_set_status, args=(key,),
    )  # fmt: skip
    with st.popover(view.say("leads.chances")):
        _chance_fields(view, chances)
    with answer, st.spinner(view.say("app.computing")):
        made = forecast_of(view, [one.lead for one in lines], at_least, chances)
    with answer:
        sentences = (element("p", text) for text in _sentences(view, made) if text)
        pane(element("div", *sentences, class_="cm-page"), key="leads_forecast", on_event=events.follow)


def _sentences(view: View, made: Forecast) -> tuple[Part, ...]:
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
    address.put(at_least=str(st.session_state[key]))


def _set_chance(chances: dict[LeadStatus, float], status: LeadStatus, key: str) -> None:
    address.put(chances=chances_text({**chances, status: st.session_state[key] / 100}))


def _reset() -> None:
    address.put(chances=lead_forecast.DEFAULT_CHANCES)
