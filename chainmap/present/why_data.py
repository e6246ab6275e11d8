"""Where facts about the data come from: rows of a confidence, the age of sources."""

import pandas as pd

from chainmap.analysis.assessment import ChainResult
from chainmap.model.vocabulary import Confidence
from chainmap.present.citation import cited
from chainmap.present.html_table import Column, Row, cell_markup, figure, html_table, opener
from chainmap.present.markup import Markup, Part, element
from chainmap.present.numbers import count, day, percent_in_column
from chainmap.present.provenance import SupplierRow, shown_rows, supplier_rows
from chainmap.present.register_filter import Filter, as_text
from chainmap.present.view import View

SHOWN_ROWS = 100
_OLDEST = 3  # rows of a chain


def rows_of_confidence(view: View, confidence: str) -> pd.DataFrame:
    """The supplier rows of a confidence; "" for those that give none."""
    rows = shown_rows(view)
    return rows[rows["confidence"] == confidence]


def why_confidence(view: View, confidence: str) -> Markup:
    """Counted per chain, and the first rows with their cells."""
    rows = rows_of_confidence(view, confidence)
    return element(
        "div",
        element("p", view.say("why.confidence", count=min(SHOWN_ROWS, len(rows))), class_="cm-sentence"),
        _per_chain(view, rows),
        row_table(view, supplier_rows(view, rows.head(SHOWN_ROWS)), "confidence"),
        class_="cm-page",
    )


def confidence_word(view: View, confidence: str) -> str:
    """Its word; that it is not given where it is blank."""
    return view.word(Confidence(confidence)) if confidence else view.say("confidence.none")


def why_age(view: View) -> Markup:
    """Per chain the date of its data, and the span of the dates of its sources."""
    columns = (
        Column(label=view.say("column.chain")),
        Column(label=view.say("xlsx.as-of"), sortable=False),
        Column(label=view.say("column.rows"), numeric=True),
        Column(label=view.say("column.oldest"), sortable=False),
        Column(label=view.say("column.newest"), sortable=False),
        Column(label=view.say("column.undated"), numeric=True),
    )
    rows = [_age_row(view, chain) for chain in view.assessment.chains]
    table = html_table(columns, rows, caption=view.say("why.title-age"), empty="")
    return element(
        "div",
        element("p", view.say("why.age"), class_="cm-sentence"),
        table,
        element("h3", view.say("why.age-oldest")),
        row_table(view, _oldest(view), "as_of"),
        class_="cm-page",
    )


def _per_chain(view: View, rows: pd.DataFrame) -> Markup:
    columns = (
        Column(label=view.say("column.chain")),
        Column(label=view.say("column.rows"), numeric=True),
        Column(label=view.say("column.share-of-rows"), numeric=True),
    )
    every = view.dataset.suppliers["chain_id"].value_counts()
    found = rows["chain_id"].value_counts()
    made = [
        Row(
            cells=(
                view.chain(chain),
                count(found.get(chain.chain_id, 0)),
                percent_in_column(found.get(chain.chain_id, 0) / total),
            )
        )
        for chain in (one.chain for one in view.assessment.chains)
        if (total := int(every.get(chain.chain_id, 0)))
    ]
    foot = (view.say("why.total"), count(len(rows)), percent_in_column(len(rows) / max(1, len(shown_rows(view)))))
    return html_table(columns, made, caption=view.say("column.rows"), empty="", total=foot)


def row_table(view: View, rows: list[SupplierRow], *fields: str) -> Markup:
    """Rows of the register with their source and the cell of these fields, or the row; company and segment open."""
    columns = (
        Column(label=view.say("column.company")),
        Column(label=view.say("column.segment")),
        Column(label=view.say("column.source"), sortable=False),
        Column(label=view.say("column.as-of"), tight=True),
        Column(label=view.say("column.cell" if fields else "column.whole-row"), sortable=False),
    )
    made = [Row(cells=_row(view, row, *fields)) for row in rows]
    return html_table(columns, made, caption=view.say("column.company"), empty=view.say("confidence.no-rows"))


def _row(view: View, row: SupplierRow, *fields: str) -> tuple[Part, ...]:
    slot = f"{row.chain_id}/{row.segment_id}"
    found = view.find(slot)
    name = opener(view.segment(found[1].segment), f"segment:{slot}") if found else row.segment_id
    place = cited(view, row.cell, *fields) if fields else cell_markup(row.cell)
    return (opener(row.company, f"company:{row.company_key}"), name, row.source, row.as_of, place)


def _oldest(view: View) -> list[SupplierRow]:
    """Of every chain the rows with the oldest sources, with their cells."""
    register = view.dataset.suppliers
    dated = register[register["as_of"] != ""].sort_values("as_of", kind="stable")
    ids = [chain.chain.chain_id for chain in view.assessment.chains]
    return [row for one in ids for row in supplier_rows(view, dated[dated["chain_id"] == one].head(_OLDEST))]


def _age_row(view: View, chain: ChainResult) -> Row:
    register = view.dataset.suppliers
    dates = register.loc[register["chain_id"] == chain.chain.chain_id, "as_of"]
    known = dates[dates != ""]
    ends = (str(known.min()), str(known.max())) if len(known) else ("–", "–")
    as_of = day(chain.chain.as_of) or view.say("context.no-date")
    file = element("small", element("code", chain.chain.file), class_="cm-muted") if chain.chain.file else None
    every = figure(count(len(dates)), f"why:register:rows:{as_text(Filter(chain_id=chain.chain.chain_id))}")
    cells = (view.chain(chain.chain), element("div", as_of, file), every, *ends, count(len(dates) - len(known)))
    return Row(cells=cells, sort=(None, None, len(dates), None, None, len(dates) - len(known)))
