"""Rows of the register in the order of a column, as its cells read: all of them, however many pages they fill."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pandas as pd
from pypinyin import Style, lazy_pinyin

from chainmap.model.vocabulary import Confidence, Control, Status
from chainmap.present.register_index import indexed
from chainmap.present.view import View

_COLUMNS = {
    "company": ("company",),
    "segment": ("chain_id", "segment_id"),
    "place": ("place",),
    "status": ("status",),
    "control": ("control",),
    "source": ("source", "as_of"),
    "confidence": ("confidence",),
    "cell": ("file", "sheet", "row"),
}


def ordered_rows(view: View, rows: pd.DataFrame, column: str, *, down: bool) -> pd.DataFrame:
    """The rows by a column of the page, equal ones in the order they came in; all as they came for a column that is none."""
    if column not in _COLUMNS or rows.empty:
        return rows
    said: dict[str, Callable[[str], str]] = {
        "status": lambda value: view.word(Status(value)),
        "control": lambda value: view.word(Control(value)),
        "confidence": lambda value: view.word(Confidence(value)) if value else "",
    }
    keys = rows[list(_COLUMNS[column])]
    if column == "segment":
        keys = pd.DataFrame({"name": _segment_names(view, keys), "chain_id": keys["chain_id"]})
    ranks = pd.DataFrame({name: _rank(view, str(name), one, said) for name, one in keys.items()}, index=rows.index)
    return rows.loc[ranks.sort_values([str(name) for name in ranks], ascending=not down, kind="stable").index]


def reading_order(text: str) -> tuple[str, ...]:
    """What texts are sorted by: Latin letters first, whatever their case, then Chinese signs by their pinyin."""
    return tuple(map(_sound, text.casefold()))


@cache
def _sound(sign: str) -> str:
    # Sign by sign: a lookup of whole names takes seconds for a hundred thousand. Behind every letter stands what has a sound.
    return "".join(("\uffff", *lazy_pinyin(sign, style=Style.TONE3), sign)) if "\u3400" <= sign <= "\u9fff" else sign


def _rank(view: View, name: str, values: "pd.Series[Any]", said: Mapping[str, Callable[[str], str]]) -> "pd.Series[int]":
    """Where the values of a column come; of its own texts, which may be of any number, it is known for the whole register."""
    if name == "row":
        return values
    if name in said or name not in view.dataset.suppliers:
        return _ranks(values, said.get(name, str))
    return indexed(view.dataset.suppliers, f"rank {name}", lambda register: _ranks(register[name], str)).loc[values.index]


def _ranks(values: "pd.Series[str]", said: Callable[[str], str]) -> "pd.Series[int]":
    order = {value: reading_order(said(value)) for value in values.unique()}
    places = {key: at for at, key in enumerate(sorted(set(order.values())))}
    return values.map({value: places[key] for value, key in order.items()})


def _segment_names(view: View, keys: pd.DataFrame) -> "pd.Series[str]":
    names = {
        (chain.chain.chain_id, one.segment.segment_id): view.segment(one.segment)
        for chain in view.assessment.chains
        for one in chain.segments
    }
    pairs = zip(keys["chain_id"], keys["segment_id"], strict=True)
    return pd.Series([names.get(pair, pair[1]) for pair in pairs], index=keys.index)
