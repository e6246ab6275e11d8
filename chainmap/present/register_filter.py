"""Which rows of the register are asked for: as values, as text that an address can carry, and in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

import numpy as np
import pandas as pd

from chainmap.model.names import matching_key
from chainmap.model.vocabulary import Confidence, Control, Status
from chainmap.present.facet import Counts, Facet, Mask, counts, only, passing
from chainmap.present.held import Named, given
from chainmap.present.register_index import categories, search_texts
from chainmap.present.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to show of the register; None and "" let all through. `ref` is `chain/segment`."""

    chain_id: str | None = None
    ref: str | None = None
    company_key: str | None = None
    text: str = ""
    region_id: str | None = None
    status: Status | None = None
    control: Control | None = None
    confidence: Confidence | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether it asks for more than a chain, a segment or a company."""
        return bool(self.text.strip() or self.region_id or self.status or self.control or self.confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Rows that the filter lets through, in their order, and how many rows each choice of its last four would leave."""

    rows: pd.DataFrame
    counts: Mapping[str, Counts]  # by the filter's name


def found_rows(view: View, wanted: Filter) -> Found:
    """The rows with the counts of all choices beside them."""
    within, facets, chosen = _asked(view, wanted)
    return Found(rows=_rows(view, passing(facets, chosen, within)), counts=counts(facets, chosen, within))


def matching_rows(view: View, wanted: Filter) -> pd.DataFrame:
    """Rows of the register that the filter lets through, in their order."""
    within, facets, chosen = _asked(view, wanted)
    return _rows(view, passing(facets, chosen, within))


def as_text(wanted: Filter) -> str:
    """The filter as `chain_id=ic&status=producing`; "" lets all through."""
    given = {name: getattr(wanted, name) for name in wanted.__slots__}
    return urlencode({name: str(value) for name, value in given.items() if value})


def of_text(text: str) -> Filter:
    """The filter of such a text; raises ValueError for a status, a control or a confidence that is none."""
    said = dict(parse_qsl(text))
    status, control, confidence = (said.get(name) for name in ("status", "control", "confidence"))
    return Filter(
        chain_id=said.get("chain_id"), ref=said.get("ref"), company_key=said.get("company_key"), text=said.get("text", ""),
        region_id=said.get("region_id"), status=Status(status) if status else None,
        control=Control(control) if control else None, confidence=Confidence(confidence) if confidence else None,
    )  # fmt: skip


def named(view: View, wanted: Filter) -> tuple[Named, ...]:
    """What is asked for, in words: each filter that says something."""
    found = view.find(wanted.ref) if wanted.ref else None
    chain_id = wanted.chain_id if not wanted.ref else None
    values = {
        "column.chain": view.chain(view.assessment.chain(chain_id).chain) if chain_id else "",
        "column.segment": view.segment(found[1].segment) if found else "",
        "suppliers.search": wanted.text.strip(),
        "suppliers.where": view.region(wanted.region_id) if wanted.region_id else "",
        "column.status": view.word(wanted.status) if wanted.status else "",
        "column.control": view.word(wanted.control) if wanted.control else "",
        "column.confidence": view.word(wanted.confidence) if wanted.confidence else "",
    }
    return given(view, values)


def _asked(view: View, wanted: Filter) -> tuple[Mask, Mapping[str, Facet], Mapping[str, str | None]]:
    """Rows of the chain, segment, company and text that are asked for, the filters over them, and what they say."""
    chosen = {
        "region_id": wanted.region_id, "status": wanted.status, "control": wanted.control, "confidence": wanted.confidence,
    }  # fmt: skip
    return _within(view, wanted), _facets(view), chosen


def _rows(view: View, kept: Mask) -> pd.DataFrame:
    register = view.dataset.suppliers
    return register if kept.all() else register[kept]  # nobody changes a register: all of it needs no copy


def _facets(view: View) -> Mapping[str, Facet]:
    """The filters whose choices are counted; a place is in all regions around it."""
    regions, register = view.dataset.regions, view.dataset.suppliers
    around: Mapping[str, Callable[[str], Iterable[str]]] = {"region_id": regions.path}
    found = {}
    for name in ("region_id", "status", "control", "confidence"):
        column = categories(register, name)
        choices = tuple(frozenset(around.get(name, only)(str(value))) for value in column.categories)
        found[name] = Facet(values=column.codes, choices=choices)
    return found


def _within(view: View, wanted: Filter) -> Mask:
    rows = view.dataset.suppliers
    within = np.ones(len(rows), dtype=bool)
    chain_id, segment_id = wanted.ref.split("/", 1) if wanted.ref else (wanted.chain_id, None)
    for column, value in (("chain_id", chain_id), ("segment_id", segment_id), ("company_key", wanted.company_key)):
        if value is not None:
            within &= (rows[column] == value).to_numpy()
    if wanted.text.strip():
        within[within] = _found(view, rows[within], wanted.text).to_numpy()
    return within


def _found(view: View, rows: pd.DataFrame, text: str) -> "pd.Series[bool]":
    """Where every word stands in the row or in the name of its segment, in either language."""
    texts, slots = search_texts(view.dataset.suppliers).loc[rows.index], rows["chain_id"] + "/" + rows["segment_id"]
    names = {
        f"{chain.chain.chain_id}/{one.segment.segment_id}": matching_key(f"{one.segment.name_zh} {one.segment.name_en}")
        for chain in view.assessment.chains
        for one in chain.segments
    }
    found = pd.Series(True, index=rows.index)
    for part in map(matching_key, text.split()):
        found &= texts.str.contains(part, regex=False) | slots.isin([slot for slot, name in names.items() if part in name])
    return found
