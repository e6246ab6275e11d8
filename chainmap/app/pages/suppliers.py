"""企业: the register, every row with the cell it came from, and one company over all its segments."""

from enum import StrEnum

import streamlit as st

from chainmap.app import address, correction_tab, dialogs, events, filters, order, session, spot, spot_supplier
from chainmap.app.download import downloads
from chainmap.app.pane import pane
from chainmap.model.vocabulary import Confidence, Control, Status
from chainmap.present import clear_filters
from chainmap.present.held import Held
from chainmap.present.register_filter import Filter, found_rows, named
from chainmap.present.register_order import ordered_rows
from chainmap.present.supplier_list import (
    Spot,
    company_story,
    export_table,
    pages_of,
    region_choices,
    summary,
    supplier_table,
)

VOCABULARIES: dict[str, type[StrEnum]] = {"status": Status, "control": Control, "confidence": Confidence}
FILTERS = ("find", "where", *VOCABULARIES)


def on_event(event: str) -> None:
    kind, _, value = event.partition(":")
    match kind:
        case "correct":
            spot.open_panel(spot_supplier.NAME, value)
        case "marks":
            address.put(marks="" if address.kept("marks") == value else value)
        case "take-back":
            correction_tab.ask_to_take_back(spot.known(), int(value))
        case clear_filters.CLEAR:
            filters.clear(FILTERS)
        case _:
            events.follow_company(event)


view = session.view()
scope = session.scope()
current = address.kept(spot_supplier.NAME)

regions = region_choices(view)
wanted = Filter(
    chain_id=scope.chain_id,
    ref=scope.segment,
    text=address.kept("find"),
    region_id=filters.said("where", regions),
    status=filters.said("status", Status),
    control=filters.said("control", Control),
    confidence=filters.said("confidence", Confidence),
)
found = found_rows(view, wanted)
rows, left = found.rows, found.counts
find_width, where_width, *widths = (292, 200, 184, 136, 132) if view.language == "en" else (264, 176, 140, 140, 132)

with st.container(key="filters_suppliers", horizontal=True, vertical_alignment="bottom"):
    filters.text(
        view.say("suppliers.search"), name="find", placeholder=view.say("suppliers.search-placeholder"), width=find_width
    )
    filters.any_of(
        view.language, view.say("suppliers.where"), regions, name="where", words=view.region,
        everything=view.say("suppliers.anywhere"), width=where_width, counts=left["region_id"],
    )  # fmt: skip
    for (name, members), width in zip(VOCABULARIES.items(), widths, strict=True):
        filters.one_of(view, f"column.{name}", members, name=name, everything="suppliers.any", width=width, counts=left[name])

company = address.kept("company") or None
corrected = view.corrections
at = spot.place(view, key="suppliers_latest")
opened = f"marks:{marks}" if (marks := address.kept("marks")) else None
narrow = at is not None and (bool(current) or correction_tab.is_asked(view))
shown = Spot(
    shown=corrected, marks=view.marks, opened=opened, may=at is not None, current=current, narrow=narrow,
)  # fmt: skip
if at is not None and not correction_tab.taking_back_panel(at, view):
    spot_supplier.correct_panel(view, at)
if company and (story := company_story(view, company, spot=shown)):
    pane(story, key="suppliers_company", on_event=on_event)
pane(summary(view, wanted, rows), key="suppliers_summary", on_event=on_event)
by = order.paged("suppliers_table")
rows = ordered_rows(view, rows, by.column, down=by.down)
pages = pages_of(rows)
page = filters.page_of(len(pages))
table = supplier_table(
    view, pages[page - 1], opened=company, spot=shown, one_chain=scope.chain_id is not None, paged=by, filtered=wanted.is_narrow,
)  # fmt: skip
pane(table, key="suppliers_table", on_event=on_event, in_pages=True)
held = Held(filters=named(view, wanted), rows=len(rows), of=len(view.dataset.suppliers))
downloads(view, "suppliers", lambda: export_table(view, rows), held)
dialogs.show_asked(view)
