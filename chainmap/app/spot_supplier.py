"""A supplier row corrected on the spot, beside the register: its cells, what changes, what follows, why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import streamlit as st

from chainmap.app import address, spot, who
from chainmap.app.pane import pane
from chainmap.app.spot_place import place_field
from chainmap.desk.compare import cell_text
from chainmap.desk.corrections import CHANGEABLE
from chainmap.desk.on_the_spot import alike, edited
from chainmap.model.correction import Correction
from chainmap.model.vocabulary import Confidence, Control, Status
from chainmap.present.correction_list import column_name
from chainmap.present.names import country_options
from chainmap.present.provenance import SupplierRow, row_at
from chainmap.present.spot_review import gone_card, supplier_card
from chainmap.present.view import View

NAME = "correct"  # of the row's cell in the address
_WORDS = {"status": Status, "control": Control, "confidence": Confidence}
_FIRST = ("status", "control", "place")
_REST = tuple(
    name
    for name in (
        "control_country", "domestic_share", "company_group", "product", "capacity", "capacity_unit", "supply_share", "source",
        "as_of", "confidence", "note",
    )
    if name in CHANGEABLE
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Edited:
    """The row that is corrected, and what its cells hold now."""

    view: View
    at: spot.Place
    row: SupplierRow
    held: dict[str, str]

    def key(self, name: str) -> str:
        """Of a field. It begins anew when its cell holds something else, and only then."""
        return f"spot_{name}_{self.row.cell}_{self.held.get(name, '')}_{self.view.language}"

    def text(self, name: str) -> str:
        """What stands in a field; what the cell holds where the field was not shown yet."""
        given = st.session_state.get(self.key(name), self.held.get(name, ""))
        return str(given or "").strip()


def correct_panel(view: View, at: spot.Place) -> None:
    """The panel of the row in the address."""
    asked = address.kept(NAME)
    if not asked:
        spot.outcome(at, view)
        return
    row = row_at(view, asked)
    with st.container(key="spot_panel"):
        spot.outcome(at, view)
        if row is None:
            pane(gone_card(view, view.say("spot.row-gone")), key="spot_gone", on_event=partial(spot.follow, NAME))
            return
        record = view.dataset.suppliers.iloc[row.position]
        held = {name: cell_text(record[name]) for name in CHANGEABLE}
        pane(supplier_card(view, row), key="spot_card", on_event=partial(spot.follow, NAME))
        _form(_Edited(view=view, at=at, row=row, held=held))


def _form(of: _Edited) -> None:
    view = of.view
    with st.container(key="filters_spot_first", horizontal=True, vertical_alignment="bottom"):
        for name in ("status", "control"):
            _field(of, name)
    place_field(view, _label(of, "place"), of.held["place"], key=of.key("place"), written=of.held["place"])
    with st.expander(view.say("spot.more-fields")), st.container(key="filters_spot_rest", horizontal=True):
        for name in _REST:
            _field(of, name)
    same = alike(view.dataset, of.row.position)
    if same > 1:
        st.html(spot.muted(view.say("spot.rows-alike", count=same)))
    required = view.say("spot.required-such", example=view.say("spot.reason-placeholder"))
    st.text_input(view.say("spot.reason"), key=_reason_key(of), placeholder=required)
    who.sign(view.say("publish.author"))
    rows = _rows(of)
    spot.effect_of(of.at, view, rows)
    st.button(view.say("spot.publish"), key="spot_record", type="primary", on_click=_record, args=(of, rows))


def _field(of: _Edited, name: str) -> None:
    label, key, held = _label(of, name), of.key(name), of.held[name]
    if name in _WORDS:
        options = [*(["", *_WORDS[name]] if name == "confidence" else _WORDS[name])]
        st.selectbox(
            label, options, index=options.index(held), format_func=lambda one: of.view.word(_WORDS[name](one)) if one else "–",
            key=key, width=130,
        )  # fmt: skip
    elif name == "control_country":
        options = ["", *dict.fromkeys((*([held] if held else ()), *country_options(of.view.dataset)))]
        st.selectbox(
            label, options, index=options.index(held), format_func=lambda one: of.view.region(one) if one else "–", key=key,
            width=160,
        )  # fmt: skip
    else:
        st.text_input(label, held, key=key, width=340 if name in ("source", "note", "product") else 150)


def _label(of: _Edited, name: str) -> str:
    text = column_name(of.view, name)
    return text[:1].upper() + text[1:]


def _reason_key(of: _Edited) -> str:
    return f"spot_reason_{of.row.cell}_{of.at.version[:8]}"


def _rows(of: _Edited, now: datetime = spot.UNSEEN) -> Sequence[Correction]:
    texts = {name: of.text(name) for name in (*_FIRST, *_REST)}
    reason = str(st.session_state.get(_reason_key(of)) or "").strip()
    return edited(of.view.dataset, of.row.position, texts, user=who.user(), now=now, note=reason)


def _record(of: _Edited, seen: Sequence[Correction]) -> None:
    spot.publish(of.at, of.view, seen, _rows(of))
