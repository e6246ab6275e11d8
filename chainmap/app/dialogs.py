"""Dialogs: why a score is what it is, one segment's story, findings in the data. What is open stands in the address."""

from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from chainmap.app import address, events, levels, session, spot, style
from chainmap.app.attraction import best_for, targets_for
from chainmap.app.comparison import sensitivity_of
from chainmap.app.lead_forecast import forecast_asked
from chainmap.app.levels import Level
from chainmap.app.other_side import CHANGE, other_side, parted
from chainmap.app.other_side import told as side_told
from chainmap.app.pane import pane
from chainmap.app.stress_form import stress_asked
from chainmap.app.version_sides import change_of
from chainmap.present.answer import Answer
from chainmap.present.answers import Computed, answer
from chainmap.present.change_answers import change_answer
from chainmap.present.finding_list import finding_table
from chainmap.present.markup import Markup, element, join
from chainmap.present.mathematics import typeset
from chainmap.present.segment_detail import segment_detail, segment_heading
from chainmap.present.view import View

_TITLES = {"why": "overview.why-title", "segment": "column.segment", "findings": "findings.title"}
_Content = Answer | Markup
_KEPT = Computed(firm=sensitivity_of, invited=targets_for, together=best_for)


@dataclass(slots=True)
class _Found:
    """What the page found when it opened the dialog: the first time it is drawn, nothing is computed again."""

    content: _Content | None


def show_asked(view: View) -> None:
    """Opens the dialog on what the address says, as long as it says so; what nobody knows is passed over."""
    every = levels.asked()
    found = _content(view, every[-1]) if every else None
    if found is None:
        levels.close()
        return
    title = view.say(_TITLES[every[0].kind])
    st.dialog(title, width="large", on_dismiss=levels.close)(_dialog)(_Found(found))


def _dialog(found: _Found) -> None:
    if "go" in st.session_state:
        st.rerun()
    address.follow()
    every = levels.asked()
    if not every:
        st.rerun()
    view = session.view()
    content, found.content = found.content or _content(view, every[-1]), None
    if content is None:
        st.html(element("p", view.say("why.not-there"), class_="cm-sentence"))
        return
    if len(every) > 1:
        st.button(view.say("why.back"), key="dialog_back", on_click=levels.back, type="tertiary", icon=":material/arrow_back:")
    _show(content, every[-1].kind)


def _content(view: View, level: Level) -> _Content | None:
    """What a level shows; None where it asks for what is not there."""
    if level.kind == "why":
        side, question = parted(level.asked)
        kind, _, versions = side.partition("=")
        if kind == CHANGE:
            change = change_of(view, versions)
            return change_answer(view, change, question, opened=level.opened or None) if change else None
        if question.startswith("forecast:") and not side:
            return forecast_asked(view, question, opened=level.opened or None)
        if question.startswith("stress:") and not side:
            return stress_asked(view, question, opened=level.opened or None)
        seen = other_side(view, side) if side else view
        found = answer(seen, question, opened=level.opened or None, computed=_KEPT, today=date.today()) if seen else None
        return replace(found, whose=side_told(view, side)) if found else None
    if level.kind == "findings":
        return finding_table(view.assessment.findings, view.language)
    pair = view.find(level.asked.partition(":")[2])
    if pair is None:
        return None
    return element("div", segment_heading(view, *pair), segment_detail(view, *pair, answer=spot.possible()))


def _show(content: _Content, kind: str) -> None:
    if isinstance(content, Answer):
        st.html(element("h2", content.title))
        if content.whose:
            st.html(element("p", content.whose, class_="cm-muted"))
        if content.tex:
            style.apply_mathematics()
        pane(join([*map(typeset, content.tex), content.body]), key="dialog_why", on_event=_in_why)
    else:
        pane(content, key=f"dialog_{kind}", on_event=_in_segment if kind == "segment" else events.follow)


def _in_why(event: str) -> None:
    kind, _, value = event.partition(":")
    if kind == "why":
        side, _ = parted(levels.asked()[-1].asked)
        # What stands beside it is of the same side.
        levels.ask_deeper(f"why:{side};{value}" if side and not parted(value)[0] else event)
    elif kind == "segment":
        levels.open_row(value)
    else:
        events.follow(event)


def _in_segment(event: str) -> None:
    if event.startswith(("segment:", "why:")):
        levels.ask_deeper(event)
    else:
        events.follow(event)
