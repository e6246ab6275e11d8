"""Dialogs: why a score is what it is, one segment's story, findings in the data."""

import streamlit as st

from chainmap.app import events, session, spot
from chainmap.app.pane import pane
from chainmap.model.vocabulary import Score
from chainmap.present.finding_list import finding_table
from chainmap.present.markup import element
from chainmap.present.segment_detail import segment_detail, segment_heading
from chainmap.present.view import View
from chainmap.present.why import formula, why

_TITLES = {"why": "overview.why-title", "segment": "column.segment", "findings": "findings.title"}


def show_asked(view: View) -> None:
    """Opens the dialog that an event asked for, once."""
    asked = st.session_state.pop("asked", None)
    if asked is None:
        return
    st.session_state["dialog"] = asked
    st.session_state["dialog_opened"] = None
    kind = asked.partition(":")[0]
    st.dialog(view.say(_TITLES[kind]), width="large")(_content)()


def _content() -> None:
    if "go" in st.session_state:
        st.rerun()
    view = session.view()
    kind, _, value = st.session_state["dialog"].partition(":")
    if kind == "why":
        score, _, chain_id = value.partition(":")
        _why(view, Score(score), chain_id)
    elif kind == "segment":
        _segment(view, value)
    else:
        pane(finding_table(view.assessment.findings, view.language), key="dialog_findings", on_event=events.follow)


def _why(view: View, score: Score, chain_id: str) -> None:
    chain = view.assessment.chain(chain_id)
    st.html(element("h2", view.say("why.title", score=view.word(score), chain=view.chain(chain.chain))))
    tex = formula(chain, score, view.assessment.headline(score))
    st.latex(tex.general)
    st.latex(tex.with_numbers)
    pane(why(view, chain, score, opened=st.session_state["dialog_opened"]), key="dialog_why", on_event=_in_why)


def _segment(view: View, ref: str) -> None:
    found = view.find(ref)
    if found is not None:
        pane(
            element("div", segment_heading(view, *found), segment_detail(view, *found, answer=spot.possible())),
            key="dialog_segment",
            on_event=_in_segment,
        )


def _in_why(event: str) -> None:
    kind, _, value = event.partition(":")
    if kind == "segment":
        st.session_state["dialog_opened"] = None if st.session_state["dialog_opened"] == value else value
    else:
        events.follow(event)


def _in_segment(event: str) -> None:
    if event.startswith("segment:"):
        st.session_state["dialog"] = event
    else:
        events.follow(event)
