"""A place that is written like no region, or like the wrong one: a person takes it for any region of the table."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from chainmap.app import workbench
from chainmap.app.plain import plain
from chainmap.desk.matching import Question
from chainmap.desk.upload_job import Job
from chainmap.model.alias import AliasKind
from chainmap.model.dataset import Dataset
from chainmap.present.markup import element
from chainmap.present.names import region_options
from chainmap.present.words import Language, say


def choose_place(of: Job, open_questions: Sequence[Question], dataset: Dataset, language: Language) -> None:
    """A row of two lists and a button, where a place is still open."""
    places = {one.written: one for one in open_questions if one.kind is AliasKind.PLACE}
    if not places:
        return
    st.html(element("p", say("names.place-note", language), class_="cm-muted"))
    names = region_options(dataset, language)
    with st.container(key="filters_places", horizontal=True, vertical_alignment="bottom"):
        written = st.selectbox(
            say("names.place", language),
            list(places),
            format_func=plain,
            key=f"names_place_{language}",
            width=260,
        )
        region = st.selectbox(
            say("names.any-region", language),
            list(names),
            index=None,
            format_func=lambda one: plain(names[one]),
            placeholder=say("names.choose-region", language),
            key=f"names_region_{language}",
            width=260,
        )
        st.button(
            say("names.take-region", language),
            key="names_take_region",
            disabled=region is None,
            on_click=_take,
            args=(of, places[written], region),
        )


def _take(of: Job, question: Question, region: str) -> None:
    note = str(st.session_state.get("names_note", ""))
    answer = question.named(region, author=workbench.user().name, now=workbench.now(), note=note)
    workbench.change(replace(of, answers=(*of.answers, answer)))
