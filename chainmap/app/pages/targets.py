"""招商: whom to call for which gap, with the first sentence of the call; nobody known, why not these, who is left out."""

import streamlit as st

from chainmap.app import address, dialogs, events, order, session, target_filters
from chainmap.app.attraction import best_for, targets_for
from chainmap.app.fill_form import how_many, how_many_field
from chainmap.app.filters import clear, exactly_one, page_of, switch
from chainmap.app.lead_desk import lines
from chainmap.app.lead_follow_up import follow_up
from chainmap.app.pane import pane
from chainmap.model.vocabulary import Score
from chainmap.present.brief import brief
from chainmap.present.clear_filters import CLEAR
from chainmap.present.company_sheet import company_sheet
from chainmap.present.held import Held
from chainmap.present.lead_list import overdue_sentence
from chainmap.present.markup import element
from chainmap.present.target_filter import listed as listed_targets
from chainmap.present.target_filter import named
from chainmap.present.target_list import target_workbook
from chainmap.present.targets_review import (
    PAGE,
    event_of,
    headline,
    left_out_table,
    nobody_table,
    not_filled_table,
    ordered,
    rows_shown,
    target_table,
)

SCORES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)
LIST = "targets.tab-list"
TABS = (LIST, "targets.tab-leads", "targets.tab-nobody", "targets.tab-not-filled", "targets.tab-left-out")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def on_event(event: str) -> None:
    if event.startswith("lead:"):
        number = event.removeprefix("lead:")
        address.put(lead="" if address.kept("lead") == number else number)
    elif event.startswith("target:"):
        address.put(target="" if _opened() == event else event.removeprefix("target:"))
    elif event == CLEAR:
        clear(target_filters.NAMES)
    else:
        events.follow(event)


def _opened() -> str:
    return f"target:{address.kept('target')}"


view = session.view()
scope = session.scope()
language = view.language
shown = view.only(scope.chain_id)
chosen = shown.find(scope.segment or "")
segment = scope.segment if chosen else None
only = (chosen[0].chain.chain_id, chosen[1].segment.segment_id) if chosen else None

k = how_many()
answer = st.container()
with st.container(key="filters_targets", horizontal=True, vertical_alignment="bottom"):
    tab = address.tabs("tab", TABS, language, label=view.say("page.targets"), words=view.say)
    score = exactly_one(language, view.say("targets.score"), SCORES, name="score", words=view.choice, width=160)
    if only is None and score is Score.COVERAGE:
        how_many_field(view.say("targets.k"), k)
    domestic = switch(view.say("targets.only-domestic"), name=target_filters.DOMESTIC)

with st.spinner(view.say("app.loading")):
    found = targets_for(shown, only, score)
    best = best_for(shown, found, k, domestic) if only is None and score is Score.COVERAGE else ()
leads = lines(shown)
asked = target_filters.wanted(shown, found, segment=segment)
listed = listed_targets(shown, found, asked)
target = None
with answer:
    told = headline(
        shown, found, best, score=score, segment=chosen[1] if chosen else None, domestic=domestic,
        filtered=tab == LIST and len(listed.targets) < len(found.targets),
    )  # fmt: skip
    pane(told, key="targets_answer", on_event=events.follow)
    if tab != "targets.tab-leads" and (late := overdue_sentence(shown, leads)):
        st.html(element("p", late, class_="cm-alert", role="status"))

targets = list(enumerate(found.targets, start=1))
held = None
if tab == LIST:
    target_filters.fields(shown, found, listed.counts, segment=segment)
    by = order.paged("targets_table")
    targets = ordered(shown, listed.targets, by)
    held = Held(filters=named(shown, asked), rows=len(targets), of=len(found.targets), score=view.word(score))
bar = st.container(key="pager_targets", horizontal=True, vertical_alignment="center")
if tab == LIST:
    opened = _opened()
    with bar:
        page = page_of(max(1, -(-len(targets) // PAGE)))
        first, last = (page - 1) * PAGE + 1, min(page * PAGE, len(targets))
        if line := rows_shown(view, first=first, last=last, count=len(targets), of=len(found.targets)):
            pane(line, key="targets_shown", on_event=on_event)
    rows = targets[first - 1 : last]
    pane(target_table(shown, found, rows, opened=opened, paged=by), key="targets_table", on_event=on_event, in_pages=True)
    target = next((one for _, one in rows if event_of(one) == opened), None)
elif tab == "targets.tab-leads":
    follow_up(shown, leads, on_event)
elif tab == "targets.tab-nobody":
    pane(nobody_table(shown, found), key="targets_nobody", on_event=on_event)
elif tab == "targets.tab-not-filled":
    pane(not_filled_table(shown), key="targets_not_filled", on_event=on_event)
else:
    pane(left_out_table(shown, found), key="targets_left_out", on_event=on_event)

label = session.source_label()
with bar, st.container(key="downloads_targets", horizontal=True):
    st.download_button(
        view.say("targets.download-list"),
        lambda: target_workbook(shown, found, listed=[one for _, one in targets], held=held),
        "targets.xlsx", EXCEL, key="targets_xlsx", on_click="ignore",
    )  # fmt: skip
    st.download_button(
        view.say("targets.download-brief"), lambda: brief(shown, targets_for(shown, None, Score.COVERAGE), label=label),
        "brief.docx", WORD, key="targets_docx", on_click="ignore",
    )  # fmt: skip
    if target is not None:
        key = target.company_key
        st.download_button(
            view.say("targets.download-sheet"), lambda: company_sheet(shown, found, key, label=label),
            "call-sheet.docx", WORD, key="targets_sheet", on_click="ignore",
        )  # fmt: skip
dialogs.show_asked(view)
