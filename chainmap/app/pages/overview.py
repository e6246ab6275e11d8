"""总览: the state of all chains in five minutes."""

from datetime import date

import streamlit as st

from chainmap.app import dialogs, events, session
from chainmap.app.file_button import WORD, file_button
from chainmap.app.pane import pane
from chainmap.app.previous import since_previous
from chainmap.present.overview import overview
from chainmap.present.overview_document import overview_docx
from chainmap.present.print_button import print_button
from chainmap.present.since import since_sentences

view = session.view()
shown = view.only(session.scope().chain_id)
label = session.source_label()
with st.spinner(view.say("app.computing")):
    since = since_previous(view)
pane(overview(shown, label=label, since=since, today=date.today()), key="overview", on_event=events.follow)
changes = since_sentences(shown, since)
with st.container(key="downloads_overview", horizontal=True):
    file_button(
        view.say("download.word"),
        lambda: overview_docx(shown, label=label, changes=changes, today=date.today()),
        "overview.docx",
        WORD,
    )
    pane(print_button(view), key="overview_print", on_event=events.follow)
dialogs.show_asked(view)
