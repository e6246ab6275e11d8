"""The event log on the versions page: by person, by deed, by text; all that is found can be downloaded."""

from collections.abc import Sequence

import streamlit as st

from chainmap.app import filters
from chainmap.app.file_button import EXCEL, file_button
from chainmap.app.filters import any_of
from chainmap.app.pane import pane
from chainmap.desk import history
from chainmap.model.event import What
from chainmap.model.version import Version
from chainmap.present.csv_text import csv_bytes
from chainmap.present.event_list import event_rows, event_table, matching
from chainmap.present.markup import element
from chainmap.present.table import table_workbook
from chainmap.present.version_list import signed
from chainmap.present.words import Language, say, word
from chainmap.store.database import Store


def event_log(store: Store, versions: Sequence[Version], language: Language) -> None:
    """The whole tab."""
    events = history.deeds(store, limit=None)
    with st.container(key="filters_log", horizontal=True, vertical_alignment="bottom"):
        author = any_of(
            language, say("log.person", language), sorted({one.author for one in events}), name="who",
            words=lambda who: signed(who, language), everything=say("log.anybody", language), width=240,
        )  # fmt: skip
        done = {one.what for one in events}
        what = any_of(
            language, say("log.what", language), [one for one in What if one in done], name="what",
            words=lambda one: word(one, language), everything=say("log.anything", language), width=200,
        )  # fmt: skip
        text = filters.text(say("log.text", language), name="find", placeholder=say("log.text-placeholder", language), width=260)
    found = matching(events, language, author=author, what=what, text=text)
    counted = "log.all" if len(found) == len(events) else "log.count"
    st.html(element("p", say(counted, language, shown=len(found), count=len(events)), class_="cm-muted"))
    pane(event_table(found, versions, language), key="versions_log", on_event=lambda _: None)
    with st.container(key="downloads_log", horizontal=True):
        file_button(
            say("download.excel", language), lambda: table_workbook([event_rows(found, versions, language)]), "log.xlsx", EXCEL
        )
        file_button(
            say("download.csv", language), lambda: csv_bytes(event_rows(found, versions, language)), "log.csv", "text/csv"
        )
