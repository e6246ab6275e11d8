"""情景: what if companies land or are lost, links are filled or cut; before and after side by side, and random stress."""

import streamlit as st

from chainmap.app import address, dialogs, events, map_page, session
from chainmap.app.attraction import map_after, scenario_of, understood
from chainmap.app.chain_map_component import chain_map
from chainmap.app.kept_scenarios import kept_scenarios, made_then, opened_by_link
from chainmap.app.pane import pane
from chainmap.app.scenario_steps import asked, choose_part, choose_step, offer_first, take_out
from chainmap.app.stress_form import choose_stress, drawn_stress
from chainmap.present.markup import element
from chainmap.present.scenario_review import comparison, sentence_figures, step_list
from chainmap.present.scenario_start import scores_now
from chainmap.present.stress_review import stress_table

SIDES = ("map-no", "before", "after", "both")


def on_event(event: str) -> None:
    if event.startswith("remove:"):
        take_out(int(event.removeprefix("remove:")))
    else:
        events.follow(event)


view = session.view()
scope = session.scope()
language = view.language
shown = view.only(scope.chain_id)
chosen = opened_by_link(view)
steps = asked()
part = choose_part(view)

if part == "show-steps":
    answer = st.container()
    choose_step(view)
    read = understood(view, steps)
    pane(step_list(view, read), key="scenario_steps_pane", on_event=on_event)
    if not steps:
        offer_first(shown)
    kept_scenarios(view, steps, chosen)
    if not steps:
        pane(scores_now(shown), key="scenario_now", on_event=on_event)
    if steps:
        with st.spinner(view.say("app.recomputing")):
            made = scenario_of(shown, steps)
        with answer:
            said = element("p", sentence_figures(shown, made), class_="cm-sentence")
            pane(said, key="scenario_answer", on_event=on_event)
        made_then(view, shown, steps, chosen)
        pane(comparison(shown, made), key="scenario_comparison", on_event=on_event)
        st.button(view.say("map.difference-open"), key="scenario_on_map", on_click=map_page.compare_scenario, args=(steps,))
        side = address.tabs(
            "side", SIDES, language, label=view.say("scenario.show-map"), words=lambda one: view.say(f"scenario.{one}")
        )
        chain = session.chain_or_first(shown)
        sides = [one for one in SIDES[1:3] if side in (one, "both")]
        for place, one in zip(st.columns(len(sides)) if sides else (), sides, strict=True):
            with place:
                drawn = session.map_elements(shown, chain) if one == "before" else map_after(shown, steps, chain.chain.chain_id)
                chain_map(drawn, key=f"scenario_map_{one}_{len(sides)}_{chain.chain.chain_id}", height=720)
else:
    wanted = choose_stress(view)
    with st.spinner(view.say("app.computing")):
        found, told = drawn_stress(shown, wanted)
    st.html(element("p", told, class_="cm-sentence"))
    pane(stress_table(shown, found), key="stress_table", on_event=on_event)
dialogs.show_asked(view)
