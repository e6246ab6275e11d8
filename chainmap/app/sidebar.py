"""The sidebar: language, region, chain, segment, source, pages. What is chosen stands in the address by its id.

A drop-down would write its label into the address, which differs between the languages. So each choice has a hidden
text field with the id, bound to the address, and a visible widget that follows it.
"""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from chainmap.app import address, session
from chainmap.app.plain import plain
from chainmap.model.dataset import Dataset
from chainmap.model.version import Version
from chainmap.present.markup import css_string
from chainmap.present.names import chain_options, region_options, segment_options, without_country
from chainmap.present.version_list import version_name
from chainmap.present.words import LANGUAGES, Language, say

LANGUAGE_NAMES = {"zh": "中文", "en": "English"}


def choose_language() -> Language:
    """The language switch; it stands even when there are no data."""
    asked = _address("lang", LANGUAGES[0])
    _follow("lang_choice", asked if asked in LANGUAGES else LANGUAGES[0])
    label = say("sidebar.language", session.language())
    st.segmented_control(
        label,
        LANGUAGES,
        key="lang_choice",
        format_func=LANGUAGE_NAMES.__getitem__,
        required=True,
        label_visibility="collapsed",
        on_change=_chosen,
        args=("lang", "lang_choice"),
        width="stretch",
    )
    return session.language()


def choose_version(versions: Sequence[Version], language: Language) -> None:
    """The version that the pages show; the latest unless the address says another, by its id or the beginning of one."""
    names = {"": say("sidebar.latest", language)} | {one.version_id: version_name(one) for one in versions}
    _pick("version", "", names, language, whole=session.version_meant)


def choose_scope(dataset: Dataset, language: Language) -> None:
    """Region, chain and segment."""
    chains = {"": say("sidebar.all-chains", language)} | chain_options(dataset, language)
    regions, not_offered = region_options(dataset, language), without_country(dataset)
    region = _pick("region", session.default_region(dataset), regions, language, not_offered)
    chain_id = _pick("chain", "", chains, language)
    segment = _pick("segment", "", {"": ""} | segment_options(dataset, chain_id or None, language), language)
    st.session_state["scope"] = session.Scope(region=region, chain_id=chain_id or None, segment=segment or None)


def show_source() -> None:
    """The name of the data that the pages show; below the versions, where there are any."""
    st.caption(plain(session.source_label()))


def show_pages(pages: Sequence[Any]) -> None:
    """Links to the pages; what the sidebar says goes with them, and what each page showed last."""
    with st.container(key="pages"):
        for page in pages:
            st.page_link(page, label=page.title, query_params=address.of(page.url_path or "overview"))


def _pick(
    name: str,
    default: str,
    labels: dict[str, str],
    language: Language,
    not_offered: frozenset[str] = frozenset(),
    whole: Callable[[str], str] = str,
) -> str:
    """`whole` makes of what the address says what is meant."""
    asked = whole(_address(name, default))
    value = asked if asked in labels and asked not in not_offered else default
    told = labels.get(asked, asked)  # what is there and cannot be chosen is called by its name
    st.session_state[f"unknown_{name}"] = (told, labels[value], asked in labels) if asked not in (value, "") else None
    key = f"{name}_choice_{language}"  # a drop-down keeps its label, not its value: one per language
    optional = labels.get("") == ""
    _follow(key, value or None if optional else value)
    st.selectbox(
        say(f"sidebar.{name}", language),
        [option for option in labels if (option or not optional) and (option not in not_offered or option == value)],
        key=key,
        format_func=lambda option: labels.get(option, option),
        index=None if optional else 0,
        placeholder=say(f"sidebar.choose-{name}", language),
        on_change=_chosen,
        args=(name, key),
    )
    st.html(f"<style>.st-key-{key} {{ --cm-chosen: {css_string(labels[value])}; }}</style>")  # a field cuts a long name
    return value


def _address(name: str, default: str) -> str:
    with st.container(key=f"address_{name}"):
        return st.text_input(name, default, key=name, bind="query-params", label_visibility="collapsed")


def _follow(key: str, value: str | None) -> None:
    if st.session_state.get(key, "") != value:
        st.session_state[key] = value


def _chosen(name: str, key: str) -> None:
    chosen = {name: st.session_state[key] or ""}
    session.choose(**chosen, **({"segment": ""} if name == "chain" else {}))
