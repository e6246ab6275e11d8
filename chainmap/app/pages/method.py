"""方法: the formulas with today's numbers, and parameters to move with their effect at once."""

import streamlit as st

from chainmap.app import comparison, session
from chainmap.app.chain_tabs import chain_tabs
from chainmap.model.parameters import Parameters, Readiness
from chainmap.model.vocabulary import Confidence
from chainmap.present.formulas import method_formulas
from chainmap.present.markup import element
from chainmap.present.method_review import effect, method_intro, method_limits, q_band_table
from chainmap.present.sensitivity_review import sensitivity_review

READINESS: tuple[Readiness, ...] = tuple(Readiness)

view = session.view()
language = view.language
chain = chain_tabs(view, "method")

st.html(method_intro(view, chain))
left, right = st.columns([3, 2], gap="large")
with left:
    st.html(element("h3", view.say("method.formulas")))
    for title, tex in method_formulas(view, chain):
        st.html(element("p", title, class_="cm-formula"))
        st.latex(tex)
with right:
    st.html(element("h3", view.say("method.parameters")))
    st.html(element("p", view.say("method.parameters-note"), class_="cm-muted"))
    q = st.slider(view.say("method.q"), 0.05, 1.0, 1.0, 0.05, key="method_q")
    readiness = st.selectbox(
        view.say("method.readiness"), READINESS, index=0, format_func=view.word, key=f"method_readiness_{language}"
    )
    least = st.selectbox(
        view.say("method.min-confidence"),
        list(Confidence),
        index=None,
        format_func=view.word,
        placeholder=view.say("method.no-minimum"),
        key=f"method_confidence_{language}",
    )
    hmt = st.toggle(view.say("method.hmt"), key="method_hmt")
    weak = st.slider(view.say("method.weak"), 0.0, 1.0, 0.5, 0.05, key="method_weak")
    controlled = st.slider(view.say("method.controlled"), 0.0, 1.0, 0.5, 0.05, key="method_controlled")
    hollow = st.slider(view.say("method.hollow"), 0.0, 1.0, 0.5, 0.05, key="method_hollow")
    fragile = st.slider(view.say("method.fragile"), 0.0, 1.0, 0.5, 0.05, key="method_fragile")

moved = Parameters(
    q=q,
    readiness=readiness,
    min_confidence=least,
    hmt_is_domestic=hmt,
    weak_below=weak,
    controlled_below=controlled,
    hollow_below=hollow,
    fragile_below=fragile,
)
with right, st.spinner(view.say("app.recomputing")):
    st.html(effect(view, chain.chain.chain_id, session.moved(view, moved)))
with left:
    st.html(element("div", element("h3", view.say("method.q-band")), q_band_table(view, chain), class_="cm-page"))
    with st.spinner(view.say("app.computing")):
        st.html(sensitivity_review(view, chain, comparison.sensitivity_of(view, chain.chain.chain_id)))
    st.html(method_limits(view))
