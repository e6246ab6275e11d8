"""The heading of a page: read by screen readers and printed; on the screen the sidebar says the same."""

import streamlit as st

from chainmap.app import session
from chainmap.model.dataset import Dataset
from chainmap.present.markup import element
from chainmap.present.names import chain_options, region_name
from chainmap.present.words import say


def show(page: str, dataset: Dataset) -> None:
    """Which page it is, of which region, chain and version: without it nobody knows what a sheet of paper is about."""
    language, scope = session.language(), session.scope()
    chain = chain_options(dataset, language)[scope.chain_id] if scope.chain_id else say("sidebar.all-chains", language)
    where = " · ".join((region_name(dataset, scope.region, language), chain, session.source_label()))
    title = element("h1", say(f"page.{page}", language), element("span", " · " + where), class_="cm-title")
    st.html(title)
