"""Widgets that say what a page shows. Each follows a text of the address, and what is chosen goes there by its id.

What the address says and nobody knows is as if nothing were said; a line above the page says so.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from chainmap.app import address
from chainmap.present.facet import ALL, Counts
from chainmap.present.numbers import count
from chainmap.present.view import View
from chainmap.present.words import Language, say

Member = TypeVar("Member", bound=StrEnum)
Id = TypeVar("Id", bound=str)
_YES, _NO = "yes", "no"
_PAGE = "page"
_BEFORE_COUNT = " · "


def said(name: str, options: Iterable[Id]) -> Id | None:
    """The one that the address says, before its widget stands; None for none and for one that is no option."""
    asked = address.kept(name)
    return next((one for one in options if str(one) == asked), None)


def one_of(
    view: View, label: str, members: Iterable[Member], *, name: str, everything: str, width: int, counts: Counts | None = None
) -> Member | None:
    """The chosen member of a vocabulary; None lets all through. `label` and `everything` are codes of texts."""
    return any_of(
        view.language, view.say(label), tuple(members), name=name, words=view.choice, everything=view.say(everything),
        width=width, counts=counts,
    )  # fmt: skip


def any_of(
    language: Language,
    label: str,
    options: Sequence[Id],
    *,
    name: str,
    words: Callable[[Id], str],
    everything: str,
    width: int,
    counts: Counts | None = None,
) -> Id | None:
    """The chosen one of any ids, or None. With `counts` every choice says how many rows it would leave."""
    value = said(name, options)
    if value is None and (asked := address.kept(name)):
        address.pass_over(label, asked, everything)
    labels = {one: words(one) if counts is None else _counted(language, words(one), counts.get(one, 0)) for one in options}
    key = address.shows(name, value, language)
    if counts is not None:
        everything = _counted(language, everything, counts[ALL])
        _show_label(key, value, labels)
    st.selectbox(
        label, options, index=None, format_func=lambda one: labels.get(one, str(one)), placeholder=everything, key=key,
        width=width, on_change=_choose, args=(name, key, {words(one): str(one) for one in options}),
    )  # fmt: skip
    return value


def exactly_one(
    language: Language, label: str, options: Sequence[Id], *, name: str, words: Callable[[Id], str], width: int, first: int = 0
) -> Id:
    """The chosen one of ids of which one always is; at first the one at `first`."""
    text = address.kept(name, str(options[first]))
    known = next((one for one in options if str(one) == text), None)
    value = options[first] if known is None else known
    if known is None and text:
        address.pass_over(label, text, words(value))
    key = address.shows(name, value, language)
    st.selectbox(label, options, format_func=words, key=key, width=width, on_change=_keep, args=(name, key))
    return value


def text(label: str, *, name: str, placeholder: str, width: int) -> str:
    """What is looked for."""
    key = address.shows(name, address.kept(name))
    st.text_input(label, key=key, placeholder=placeholder, width=width, on_change=_keep, args=(name, key))
    return address.kept(name)


def switch(label: str, *, name: str, at_first: bool = False) -> bool:
    """Whether something is on."""
    said = address.kept(name, _YES if at_first else _NO)
    value = said == _YES if said in (_YES, _NO) else at_first
    key = address.shows(name, value)
    st.toggle(label, key=key, on_change=lambda: _put(name, _YES if st.session_state[key] else _NO))
    return value


def page_of(pages: int, *, name: str = _PAGE) -> int:
    """The page of a long list, from 1; the last one where the address goes beyond."""
    said = address.kept(name, "1")
    value = min(max(int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 1, 1), pages)
    if pages > 1:
        key = _pager(f"{name}_{pages}", value)
        st.pagination(pages, default=value, key=key, on_change=_keep, args=(name, key))
    return value


def to_first_page() -> None:
    """Another list, or one in another order, begins with its first page. Only from callbacks."""
    if address.has(_PAGE):
        address.put(**{_PAGE: "1"})


def clear(names: Iterable[str]) -> None:
    """These filters let all through again. Only from callbacks."""
    address.forget(*names)
    to_first_page()


def holds(names: Iterable[str]) -> bool:
    """Whether any of these filters says something. After all of them stand."""
    return any(map(address.is_said, names))


def _counted(language: Language, text: str, number: int) -> str:
    return say("filter.choice", language, name=text, count=count(number))


def _show_label(key: str, value: Id | None, labels: Mapping[Id, str]) -> None:
    """The browser keeps the label of what is chosen: it is told anew when the count in it is another."""
    shown = labels[value] if value is not None else ""
    if shown != st.session_state.get(f"{key}_label", shown):
        st.session_state[key] = value
    st.session_state[f"{key}_label"] = shown


def _choose(name: str, key: str, ids: Mapping[str, str]) -> None:
    """A choice goes to the address. One made while its counts were changing comes as the label that it had."""
    value = "" if st.session_state[key] is None else str(st.session_state[key])
    _put(name, value if value in ids.values() else ids.get(value.rpartition(_BEFORE_COUNT)[0], value))


def _pager(name: str, value: int) -> str:
    """The key of a row of pages that shows this one. Streamlit takes its page as a default only, so that another page
    than the one clicked last (the list changed, or somebody went back) is another widget."""
    turn = st.session_state.setdefault(f"{name}_turn", 0)
    if st.session_state.get(f"{name}_{turn}", value) != value:
        st.session_state[f"{name}_turn"] = turn = turn + 1
    return f"{name}_{turn}"


def _keep(name: str, key: str) -> None:
    value = st.session_state[key]
    _put(name, "" if value is None else str(value))


def _put(name: str, text: str) -> None:
    address.put(**{name: text})
    if name != _PAGE:
        to_first_page()
