"""The register of companies: rows with where they come from, what they count, one company over all its segments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from chainmap.present.clear_filters import clear_button, none_match
from chainmap.present.corrected import Corrected, Marks
from chainmap.present.correction_list import event_of, mark_story
from chainmap.present.correction_list import mark as correction_mark
from chainmap.present.html_table import Column, Paged, Row, cell_markup, figure, figures_in, html_table, mark, opener
from chainmap.present.lead_mark import keep_button
from chainmap.present.marks import chip
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import count
from chainmap.present.provenance import SupplierRow, supplier_rows
from chainmap.present.register_filter import Filter, as_text
from chainmap.present.register_index import categories
from chainmap.present.table import CellKind, Table, TableColumn, Value
from chainmap.present.view import View

_TIGHT = frozenset({"confidence", "verdict"})
_SHORT = frozenset({"status", "control"})  # of two or three characters in Chinese, of up to three words in English
_WIDTHS = {"company": "22%", "segment": "14%", "place": "9%", "source": "17%", "cell": "24%"}  # usual names: a line each at 1440
_CARD_WIDTHS = {"cell": "20%"}
PAGE = 60  # rows shown at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """What was corrected in the rows, which mark stands open, whether more may be corrected, and which row is at present."""

    shown: Sequence[Corrected] = ()
    marks: Marks = field(default_factory=dict)
    opened: str | None = None
    may: bool = False
    current: str = ""
    narrow: bool = False  # a panel beside the table takes the place of some columns


NO_SPOT = Spot()


def pages_of(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows in pages; at least one."""
    return [rows.iloc[first : first + PAGE] for first in range(0, max(len(rows), 1), PAGE)]


def region_choices(view: View) -> list[str]:
    """Regions that the register knows, with those around them, in the order of the region sheet."""
    known = categories(view.dataset.suppliers, "region_id").categories
    around = {outer for region in known for outer in view.dataset.regions.path(region)}
    return [region.region_id for region in view.dataset.regions.regions if region.region_id in around]


def supplier_table(
    view: View,
    rows: pd.DataFrame,
    *,
    opened: str | None,
    spot: Spot = NO_SPOT,
    one_chain: bool = False,
    paged: Paged | None = None,
    filtered: bool = False,
) -> Markup:
    """Rows with source, date, confidence and cell; a click on one opens its company, `opened` is marked.

    Where all are of `one_chain`, its name is not said again in every row. Where filters leave none, they can be cleared.
    """
    names = ("company", "segment", "place", "status", *(() if spot.narrow else ("control", "source", "confidence")), "cell")
    shown = [_row(view, row, spot, opened=row.company_key == opened, one_chain=one_chain) for row in supplier_rows(view, rows)]
    columns = _columns(view, *names, widths={} if spot.narrow else _WIDTHS)
    return html_table(columns, shown, caption=view.say("page.suppliers"), empty=_empty(view, filtered), paged=paged)


def company_story(view: View, company_key: str, *, spot: Spot = NO_SPOT) -> Markup | None:
    """One company over all its segments and chains, with a way to close it; None when no row has the key."""
    register = view.dataset.suppliers
    rows = supplier_rows(view, register[register["company_key"] == company_key])
    if not rows:
        return None
    columns = _columns(view, "segment", "verdict", "product", "place", "status", "control", "source", "cell", widths=_CARD_WIDTHS)
    names = list(dict.fromkeys(row.company for row in rows))
    label = view.say("panel.close")
    close = element("button", "×", type="button", class_="cm-close", data_event="close-company", aria_label=label, title=label)
    text = as_text(Filter(company_key=company_key))
    numbers = {"rows": len(rows), "segments": len({(row.chain_id, row.segment_id) for row in rows})}
    counted = _counted(view.say("company.summary", rows=mark("rows"), segments=mark("segments")), numbers, text)
    also = element("p", view.say("company.also-written", names=tuple(names[1:])), class_="cm-muted") if len(names) > 1 else None
    table = html_table(columns, [_company_row(view, row, spot) for row in rows], caption=view.say("company.title"), empty="")
    return element(
        "section",
        close,
        element("h2", names[0]),
        element("p", counted, class_="cm-muted"),
        also,
        table,
        class_="cm-card",
        data_escape="close-company",
    )


def summary(view: View, wanted: Filter, rows: pd.DataFrame) -> Markup:
    """How many rows, companies and segments are shown, each of which opens; of which segment where one is chosen."""
    segments = len(rows[["chain_id", "segment_id"]].drop_duplicates())
    numbers = {"rows": len(rows), "companies": int(rows["company_key"].nunique()), "segments": segments}
    text = view.say("suppliers.summary", **{name: mark(name) for name in numbers})
    found = view.find(wanted.ref) if wanted.ref else None
    only = view.say("suppliers.segment-only", segment=view.segment(found[1].segment)) if found else ""
    way_out = clear_button(view) if wanted.is_narrow and numbers["rows"] else None
    return element("p", _counted(only + text, numbers, as_text(wanted)), " ", way_out, class_="cm-sentence")


def _counted(text: str, numbers: Mapping[str, int], asked: str) -> Markup:
    """The text with every number as a figure that opens to the rows of the filter `asked`."""
    return figures_in(text, {name: figure(count(number), f"why:register:{name}:{asked}") for name, number in numbers.items()})


def export_table(view: View, rows: pd.DataFrame) -> Table:
    """What is shown, as a sheet."""
    names = (
        "company",
        "chain",
        "segment",
        "product",
        "place",
        "status",
        "control",
        "source",
        "as-of",
        "confidence",
        "note",
        "cell",
    )
    columns = tuple(
        TableColumn(header=view.say(f"column.{name}"), kind=CellKind.CODE if name == "as-of" else CellKind.TEXT, width=16)
        for name in names
    )
    return Table(
        name=view.say("page.suppliers"), columns=columns, rows=[_export_row(view, row) for row in supplier_rows(view, rows)]
    )


def _columns(view: View, *names: str, widths: Mapping[str, str]) -> tuple[Column, ...]:
    tight = _TIGHT | (_SHORT if view.language == "zh" else frozenset())
    return tuple(
        Column(label=_label(view, name), code=name, tight=name in tight, whole=name in _SHORT, width=widths.get(name))
        for name in names
    )


def _empty(view: View, filtered: bool) -> str:
    if view.dataset.suppliers.empty:
        return view.say("suppliers.none")
    return none_match(view, "suppliers.none-match") if filtered else view.say("suppliers.none-here")


def _label(view: View, name: str) -> str:
    return view.say("column.whole-row" if name == "cell" else f"column.{name}")


def _row(view: View, row: SupplierRow, spot: Spot, *, opened: bool, one_chain: bool) -> Row:
    found = view.find(f"{row.chain_id}/{row.segment_id}")
    segment = (
        element(
            "div",
            opener(view.segment(found[1].segment), f"segment:{row.chain_id}/{row.segment_id}"),
            None if one_chain else element("small", view.chain(found[0].chain)),
        )
        if found
        else row.segment_id
    )
    company = element(
        "div",
        opener(row.company, f"company:{row.company_key}", is_open=opened),
        element("small", row.product) if row.product else None,
    )
    confidence = view.word(row.confidence) if row.confidence else "–"
    source = element("div", row.source, element("small", row.as_of) if row.as_of else None)
    cells = (
        company,
        segment,
        row.place,
        view.word(row.status),
        *(() if spot.narrow else (view.word(row.control), source, confidence)),
        _cell(view, row, spot),
    )
    current = str(row.cell) == spot.current
    return Row(cells=cells, event=f"company:{row.company_key}", detail=_story(view, row, spot), current=current)


def _cell(view: View, row: SupplierRow, spot: Spot) -> Markup:
    """Where the row stands, what was corrected in it, and the way to correct it."""
    marks = spot.marks.get(row.cell, ())
    marked = correction_mark(view, spot.shown, marks, opened=spot.opened) if marks else None
    label = view.say("spot.correct-row", company=row.company)
    button = element(
        "button", view.say("spot.correct"), type="button", class_="cm-do", data_event=f"correct:{row.cell}", aria_label=label
    )
    return element("div", cell_markup(row.cell), marked, button if spot.may else None, class_="cm-in-line")


def _story(view: View, row: SupplierRow, spot: Spot) -> Markup | None:
    marks = spot.marks.get(row.cell, ())
    if not marks or spot.opened != event_of(marks):
        return None
    return mark_story(view, spot.shown, marks, row.cell, may=spot.may)


def _company_row(view: View, row: SupplierRow, spot: Spot) -> Row:
    found = view.find(f"{row.chain_id}/{row.segment_id}")
    if found is None:
        return Row(
            cells=(
                row.segment_id,
                "",
                row.product,
                row.place,
                view.word(row.status),
                view.word(row.control),
                row.source,
                _cell(view, row, spot),
            )
        )
    segment = element(
        "div",
        opener(view.segment(found[1].segment), f"segment:{row.chain_id}/{row.segment_id}"),
        element("small", view.chain(found[0].chain)),
        keep_button(view, row.company, row.company_key, (row.chain_id, row.segment_id)) if row.step else None,
    )
    return Row(
        cells=(
            segment,
            chip(found[1].verdict, view.language),
            row.product,
            row.place,
            view.word(row.status),
            view.word(row.control),
            " · ".join(part for part in (row.source, row.as_of) if part),
            _cell(view, row, spot),
        ),
        detail=_story(view, row, spot),
    )


def _export_row(view: View, row: SupplierRow) -> list[Value]:
    found = view.find(f"{row.chain_id}/{row.segment_id}")
    chain, segment = (view.chain(found[0].chain), view.segment(found[1].segment)) if found else (row.chain_id, row.segment_id)
    return [
        row.company,
        chain,
        segment,
        row.product,
        row.place,
        view.word(row.status),
        view.word(row.control),
        row.source,
        row.as_of,
        view.word(row.confidence) if row.confidence else "",
        row.note,
        str(row.cell),
    ]
