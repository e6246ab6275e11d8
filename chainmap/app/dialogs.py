"""Dialogs: why a score is what it is, one segment's story, findings in the data."""

import streamlit as st

from chainmap.app import events, session, spot
from chainmap.app.other_side import other_side, parted
from chainmap.app.pane import pane
from chainmap.present.answers import answer
from chainmap.present.finding_list import finding_table
from chainmap.present.markup import element
from chainmap.present.segment_detail import segment_detail, segment_heading
from chainmap.present.view import View

_TITLES = {"why": "overview.why-title", "segment": "column.segment", "findings": "findings.title"}


def show_asked(view: View) -> None:
    """Opens the dialog that an event asked for, once."""
    asked = st.session_state.pop("asked", None)
    if asked is None:
        return
    st.session_state["dialog"] = asked
    st.session_state["dialog_opened"] = None
    st.session_state["dialog_before"] = []  # what was asked in this dialog before, the last at the end
    kind = asked.partition(":")[0]
    st.dialog(view.say(_TITLES[kind]), width="large")(_content)()


def _content() -> None:
    if "go" in st.session_state:
        st.rerun()
    view = session.view()
    kind, _, value = st.session_state["dialog"].partition(":")
    if kind == "why":
        _why(view, value)
    elif kind == "segment":
        _segment(view, value)
    else:
        pane(finding_table(view.assessment.findings, view.language), key="dialog_findings", on_event=events.follow)


def _why(view: View, asked: str) -> None:
    side, question = parted(asked)
    seen = other_side(view, side) if side else view
    found = answer(seen, question, opened=st.session_state["dialog_opened"]) if seen else None
    if found is None:
        st.html(element("p", view.say("why.not-there"), class_="cm-sentence"))
        return
    _way_back(view)
    st.html(element("h2", found.title))
    for tex in found.tex:
        st.latex(tex)
    pane(found.body, key="dialog_why", on_event=_in_why)


def _segment(view: View, ref: str) -> None:
    found = view.find(ref)
    if found is not None:
        _way_back(view)
        pane(
            element("div", segment_heading(view, *found), segment_detail(view, *found, answer=spot.possible())),
            key="dialog_segment",
            on_event=_in_segment,
        )


def _ask(event: str) -> None:
    """Another question from inside the dialog; the one that stood there is kept."""
    st.session_state["dialog_before"].append((st.session_state["dialog"], st.session_state["dialog_opened"]))
    st.session_state["dialog"], st.session_state["dialog_opened"] = event, None


def _way_back(view: View) -> None:
    if st.session_state["dialog_before"]:
        st.button(view.say("why.back"), key="dialog_back", on_click=_back, type="tertiary", icon=":material/arrow_back:")


def _back() -> None:
    st.session_state["dialog"], st.session_state["dialog_opened"] = st.session_state["dialog_before"].pop()


def _in_why(event: str) -> None:
    kind, _, value = event.partition(":")
    if kind == "why":
        side, _ = parted(st.session_state["dialog"].removeprefix("why:"))
        _ask(f"why:{side};{value}" if side and not parted(value)[0] else event)  # what stands beside it is of the same side
    elif kind == "segment":
        st.session_state["dialog_opened"] = None if st.session_state["dialog_opened"] == value else value
    else:
        events.follow(event)


def _in_segment(event: str) -> None:
    if event.startswith(("segment:", "why:")):
        _ask(event)
    else:
        events.follow(event)
