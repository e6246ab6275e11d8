"""缺口: which links are missing, in the order of what they are worth here, and what is to be checked first."""

from collections.abc import Sequence

import streamlit as st

from chainmap.analysis.best import Best
from chainmap.app import address, dialogs, events, session, spot
from chainmap.app.attraction import invited_on
from chainmap.app.download import downloads
from chainmap.app.fill_form import answer_note, fill_form, wish
from chainmap.app.filters import clear, exactly_one, one_of, said, switch
from chainmap.app.pane import pane
from chainmap.app.spot_check import NAME, answer_panel
from chainmap.model.vocabulary import Action, Score
from chainmap.present.clear_filters import CLEAR
from chainmap.present.gap_list import choices_left, gaps, matching, to_check
from chainmap.present.gap_table import (
    best_sentences,
    check_sentence,
    check_table,
    export_table,
    gap_table,
)
from chainmap.present.held import Held, given
from chainmap.present.markup import element
from chainmap.present.unlock_list import unlock_lists, unlock_sentence
from chainmap.present.verdict_style import LEGEND

SCORES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)
LIST, CHECK_LIST, UNLOCK = TABS = ("gaps.list", "gaps.check-list", "gaps.unlock")
FILTERS = ("verdict", "action")


def on_event(event: str) -> None:
    if event == CLEAR:
        clear(FILTERS)
    else:
        events.open_in_place(event)


view = session.view()
scope = session.scope()
shown = view.only(scope.chain_id)
several = scope.chain_id is None
chain = {"column.chain": None if scope.chain_id is None else view.chain(view.assessment.chain(scope.chain_id).chain)}
opened = scope.segment
wide = 140 if view.language == "zh" else 152
answering = address.kept(NAME)

asked = wish(view)
sets: Sequence[Best] = ()
answer = st.container()
with st.container(key="filters_gaps", horizontal=True, vertical_alignment="bottom"):
    tab = address.tabs("tab", TABS, view.language, label=view.say("page.gaps"), words=view.say)
    if tab == LIST:
        score = exactly_one(view.language, view.say("gaps.score"), SCORES, name="score", words=view.choice, width=130)
        every = gaps(shown, score)
        left = choices_left(every, verdict=said("verdict", LEGEND), action=said("action", Action))
        verdict = one_of(view, "gaps.verdicts", LEGEND, name="verdict", everything="gaps.any", width=wide, counts=left["verdict"])
        action = one_of(view, "gaps.actions", Action, name="action", everything="gaps.any", width=wide, counts=left["action"])
        more = switch(view.say("gaps.more-columns"), name="more")
        fill_form(view, asked)

with answer:
    if tab == LIST:
        with st.spinner(view.say("app.computing")):
            told = best_sentences(shown, session.best(shown, score, asked.k, asked.costs, asked.budget), score)
        pane(told, key="gaps_best", on_event=events.follow)
        answer_note(view, asked)
    else:
        if tab == UNLOCK:
            with st.spinner(view.say("app.computing")):
                sets = session.best(shown, Score.CONTINUITY, 3)
        if sentence := check_sentence(view, to_check(shown)) if tab == CHECK_LIST else unlock_sentence(view, sets):
            pane(element("p", sentence, class_="cm-sentence"), key="gaps_answer", on_event=events.follow)

at = spot.place(view, key="gaps_latest") if tab == CHECK_LIST or answering or spot.has_outcome() else None
if at is not None:
    answer_panel(view, at, [one.ref for one in to_check(shown)])
if tab == LIST:
    found = matching(every, verdict=verdict, action=action)
    table = gap_table(
        view, found, score, opened=opened, more=more, several_chains=several, of=len(every), answer=spot.possible(),
        invited=invited_on(shown, opened) if opened else 0,
    )  # fmt: skip
    pane(table, key="gaps_table", on_event=on_event)
    of_filters = given(
        view, chain | {"gaps.verdicts": verdict and view.word(verdict), "gaps.actions": action and view.word(action)}
    )
    held = Held(filters=of_filters, rows=len(found), of=len(every), score=view.word(score))
    downloads(view, "gaps", lambda: export_table(view, found), held)
elif tab == CHECK_LIST:
    work = to_check(shown)
    table = check_table(view, work, opened=opened, several_chains=several, answer=at is not None, answering=answering)
    pane(table, key="gaps_check", on_event=events.open_in_place)
    held = Held(filters=given(view, chain), rows=len(work), of=len(work))
    downloads(view, "checks", lambda: export_table(view, work), held)
else:
    pane(unlock_lists(shown, sets), key="gaps_unlock", on_event=events.follow)
dialogs.show_asked(view)
