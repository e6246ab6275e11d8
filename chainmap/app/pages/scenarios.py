"""情景: what if companies land or are lost, links are filled or cut; before and after side by side, and random stress."""

import streamlit as st

from chainmap.app import dialogs, events, map_page, session
from chainmap.app.attraction import map_after, scenario_of, stress_of, understood
from chainmap.app.chain_map_component import chain_map
from chainmap.app.kept_scenarios import kept_scenarios
from chainmap.app.pane import pane
from chainmap.app.scenario_steps import asked, choose_step, take_out
from chainmap.present.markup import element
from chainmap.present.names import region_name
from chainmap.present.scenario_review import comparison, sentence, step_list
from chainmap.present.stress_review import stress_sentence, stress_table

MODES = ("some", "each", "one")
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
steps = asked()
part = st.segmented_control(
    view.say("page.scenarios"), ("show-steps", "show-stress"), default="show-steps", required=True,
    format_func=lambda one: view.say(f"scenario.{one}"), key=f"scenario_part_{language}", label_visibility="collapsed",
)  # fmt: skip

if part == "show-steps":
    answer = st.container()
    choose_step(view)
    kept_scenarios(view, steps)
    read = understood(view, steps)
    pane(step_list(view, read), key="scenario_steps_pane", on_event=on_event)
    if steps:
        with st.spinner(view.say("app.recomputing")):
            made = scenario_of(shown, steps)
        answer.html(element("p", sentence(shown, made), class_="cm-sentence"))
        pane(comparison(shown, made), key="scenario_comparison", on_event=on_event)
        st.button(view.say("map.difference-open"), key="scenario_on_map", on_click=map_page.compare_scenario, args=(steps,))
        side = st.segmented_control(
            view.say("scenario.show-map"), SIDES, default=SIDES[0], required=True,
            format_func=lambda one: view.say(f"scenario.{one}"), key=f"scenario_side_{language}",
        )  # fmt: skip
        chain = session.chain_or_first(shown)
        sides = [one for one in SIDES[1:3] if side in (one, "both")]
        for place, one in zip(st.columns(len(sides)) if sides else (), sides, strict=True):
            with place:
                drawn = session.map_elements(shown, chain) if one == "before" else map_after(shown, steps, chain.chain.chain_id)
                chain_map(drawn, key=f"scenario_map_{one}_{len(sides)}_{chain.chain.chain_id}", height=720)
else:
    regions = list(view.dataset.regions.path(view.assessment.region))
    with st.container(key="filters_stress", horizontal=True, vertical_alignment="bottom"):
        mode = st.selectbox(
            view.say("stress.mode"),
            MODES,
            format_func=lambda one: view.say(f"stress.mode-{one}"),
            key=f"stress_mode_{language}",
            width=180,
        )
        where = st.selectbox(
            view.say("stress.region"), regions, format_func=lambda one: region_name(view.dataset, one, language),
            key=f"stress_region_{language}", width=160,
        )  # fmt: skip
        number = (
            int(st.number_input(view.say("stress.number"), 1, 500, 3, key="stress_number", width=120)) if mode == "some" else None
        )
        percent = (
            st.number_input(view.say("stress.probability"), 0, 100, 10, key="stress_percent", width=120)
            if mode == "each"
            else None
        )
        seed = int(st.number_input(view.say("stress.seed"), 0, 9999, 0, key="stress_seed", width=120)) if mode != "one" else 0
    probability = None if percent is None else percent / 100
    with st.spinner(view.say("app.computing")):
        amount = float(number) if number is not None else probability if probability is not None else 1.0
        drawn_stress = stress_of(shown, mode, amount, where, seed)
    st.html(element("p", stress_sentence(view, drawn_stress, number=number, probability=probability), class_="cm-sentence"))
    pane(stress_table(shown, drawn_stress), key="stress_table", on_event=on_event)
dialogs.show_asked(view)
