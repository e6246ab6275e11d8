"""版本: every version, what changed between two, where the data come from, decisions on names, who did what."""

import streamlit as st

from chainmap.app import address, session, version_tabs
from chainmap.app.correction_tab import correction_tab
from chainmap.app.event_log import event_log
from chainmap.desk import history
from chainmap.model.finding import Fact
from chainmap.present.markup import element
from chainmap.present.version_list import noted, signed
from chainmap.present.words import say

TABS = ("list", "compare", "sources", "names", "corrections", "log")

language = session.language()
store = session.store()
assert store is not None  # the page stands only where versions are kept
versions = history.listed(store)
if not versions:
    st.html(element("p", say("versions.none", language), class_="cm-sentence"))
    st.stop()

latest = versions[0]
shown = next((one for one in versions if one.version_id == session.open_source().version), latest)
facts: dict[str, Fact] = {
    "count": len(versions),
    "number": latest.number,
    "author": signed(latest.author, language),
    "note": noted(latest.author, latest.note, language),
}
told = say("versions.sentence" if facts["note"] else "versions.sentence-no-note", language, **facts)
st.html(element("p", told, class_="cm-sentence"))
tab = address.tabs(
    "tab", TABS, language, label=say("page.versions", language),
    words=lambda name: say(f"versions.tab.{name}", language),
)  # fmt: skip
if tab == "list":
    version_tabs.list_tab(store, versions, shown, language)
elif tab == "compare":
    version_tabs.compare_tab(store, versions, language)
elif tab == "sources":
    version_tabs.source_tab(store, shown, language)
elif tab == "names":
    version_tabs.name_tab(store, language)
elif tab == "corrections":
    correction_tab()
else:
    event_log(store, versions, language)
