"""The leads of the targets page: what their landing would do, the list, the one that is open, the workbook."""

from collections.abc import Callable, Sequence

import streamlit as st

from chainmap.app import session
from chainmap.app.lead_desk import change_form
from chainmap.app.pane import pane
from chainmap.desk.forecast import ORDER, forecast
from chainmap.model.vocabulary import LeadStatus
from chainmap.present.lead_list import LeadLine, landed_sentence, lead_table, lead_workbook, leads_sentence, weighted_sentence
from chainmap.present.markup import element
from chainmap.present.view import View

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def follow_up(view: View, lines: Sequence[LeadLine], on_event: Callable[[str], None]) -> None:
    """The whole tab."""
    if session.store() is None:
        st.html(element("p", view.say("leads.no-store"), class_="cm-empty"))
        return
    st.html(element("p", leads_sentence(view, lines), class_="cm-sentence"))
    if lines:
        _forecast(view, lines)
    opened = st.session_state.get("lead_opened")
    pane(lead_table(view, lines, opened=opened), key="leads_table", on_event=on_event)
    chosen = next((one.lead for one in lines if one.lead.lead_id == opened), None)
    if chosen is not None:
        change_form(view, chosen)
    if lines:
        st.download_button(
            view.say("leads.download"),
            lambda: lead_workbook(view, lines),
            "leads.xlsx",
            _EXCEL,
            key="leads_xlsx",
            on_click="ignore",
        )


def _forecast(view: View, lines: Sequence[LeadLine]) -> None:
    place = st.container()
    status = st.selectbox(
        view.say("leads.at-least"), ORDER, index=ORDER.index(LeadStatus.NEGOTIATING), format_func=view.word,
        key=f"leads_at_least_{view.language}", width=160,
    )  # fmt: skip
    made = forecast(view.dataset, view.assessment, [one.lead for one in lines], at_least=status)
    texts = (
        landed_sentence(view, status, len(made.leads), made.landed),
        weighted_sentence(view, made.weighted, made.chances),
    )
    place.html(element("div", *(element("p", text) for text in texts), class_="cm-page"))
