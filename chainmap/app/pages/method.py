"""方法: the formulas with today's numbers, and parameters to move with their effect at once."""

import streamlit as st

from chainmap.app import comparison, dialogs, events, parameter_form, session, style
from chainmap.app.chain_tabs import chain_tabs
from chainmap.app.pane import pane
from chainmap.present.formulas import formula_list
from chainmap.present.markup import element
from chainmap.present.method_review import credit_table, effect, method_intro, method_limits, q_band_table
from chainmap.present.parameter_table import parameter_table
from chainmap.present.sensitivity_review import sensitivity_review
from chainmap.present.view import View

MOVED = "moved"  # in the address

view = session.view()
chain = chain_tabs(view, "method")
parameters = parameter_form.asked(MOVED)

pane(method_intro(view, chain), key="method_intro", on_event=events.follow)
with st.container(key="method_sides"):
    left, right = st.columns([3, 2], gap="large")
with right:
    st.html(element("h3", view.say("method.parameters")))
    st.html(element("p", view.say("method.parameters-note"), class_="cm-muted"))
    with st.spinner(view.say("app.recomputing")):
        moved = session.moved(view, parameters)
    pane(effect(view, chain.chain.chain_id, moved), key="method_effect", on_event=events.follow)
    parameter_form.form(view, MOVED, parameters)

settings = parameter_form.told(view, parameters)
seen = View(assessment=moved, dataset=view.dataset, language=view.language)
shown = moved.chain(chain.chain.chain_id)
with left:
    if settings:
        st.html(element("p", view.say("method.as-moved", settings=settings), class_="cm-alert", role="status"))
    st.html(element("h3", view.say("method.formulas")))
    style.apply_mathematics()
    pane(formula_list(seen, shown), key="method_formulas", on_event=events.follow)
    band = element("div", element("h3", view.say("method.q-band")), q_band_table(seen, shown), class_="cm-page")
    pane(band, key="method_q_band", on_event=events.follow)
    with st.spinner(view.say("app.computing")):
        firm = comparison.sensitivity_of(seen, shown.chain.chain_id)
    pane(sensitivity_review(seen, shown, firm), key="method_firm", on_event=events.follow)
    pane(credit_table(seen, shown), key="method_credit", on_event=events.follow)
    pane(parameter_table(seen, shown, parameter_form.NAMES), key="method_parameters", on_event=events.follow)
    st.html(method_limits(view))
dialogs.show_asked(view)
