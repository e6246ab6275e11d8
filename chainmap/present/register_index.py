"""What a register is searched and sorted by, made once a register: a page asks for it at every click."""

import weakref
from collections.abc import Callable
from functools import reduce
from typing import Any

import pandas as pd

from chainmap.model.names import matching_key

_SEARCHED = ("company", "product", "place", "source", "uscc", "company_group", "note")
_Columns = dict[str, "pd.Series[Any]"]
_made: dict[int, tuple["weakref.ref[pd.DataFrame]", _Columns]] = {}


def indexed(register: pd.DataFrame, name: str, make: Callable[[pd.DataFrame], "pd.Series[Any]"]) -> "pd.Series[Any]":
    """A column made of a register, which nobody changes; remembered as long as the register is."""
    own = id(register)
    found = _made.get(own)
    if found is None or found[0]() is not register:
        found = _made[own] = (weakref.ref(register, lambda _: _made.pop(own, None)), {})
    if name not in found[1]:
        found[1][name] = make(register)
    return found[1][name]


def categories(register: pd.DataFrame, name: str) -> pd.Categorical:
    """The values of a column that has few, each once, and per row the number of its own."""
    return pd.Categorical(indexed(register, f"values {name}", lambda rows: rows[name].astype("category")))


def search_texts(register: pd.DataFrame) -> "pd.Series[str]":
    """Per row all that is searched, written as names are compared."""
    return indexed(register, "search", _search_texts)


def _search_texts(register: pd.DataFrame) -> "pd.Series[str]":
    whole = reduce(lambda text, name: text + " " + register[name], _SEARCHED[1:], register[_SEARCHED[0]])
    return whole.map({text: matching_key(text) for text in whole.unique()})
