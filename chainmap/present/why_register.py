"""Why the register counts as it does: its rows, companies and segments, chain by chain and one by one, with their cells."""

from collections.abc import Sequence

import pandas as pd

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.present.answer import Answer, segment_row
from chainmap.present.citation import cited
from chainmap.present.equation import Term, equation, product
from chainmap.present.held import told
from chainmap.present.html_table import Column, Row, html_table, opener
from chainmap.present.marks import chip, verdict_order
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import count
from chainmap.present.provenance import supplier_rows
from chainmap.present.register_filter import Filter, matching_rows, named, of_text
from chainmap.present.view import View
from chainmap.present.why_data import SHOWN_ROWS, row_table

WHAT = ("rows", "companies", "segments")
_SLOT = ["chain_id", "segment_id"]
_CELLS = 2


def register_answer(view: View, what: str, text: str, *, opened: str | None) -> Answer | None:
    """`what` is one of WHAT, `text` a filter as `register_filter.as_text` writes it; KeyError for a chain that is not there."""
    if what not in WHAT:
        return None
    wanted = of_text(text)
    rows = matching_rows(view, wanted)
    within = told(view, named(view, wanted))
    body = element(
        "div",
        element("p", view.say(f"why.register-{what}"), class_="cm-sentence"),
        element("p", view.say("why.register-filter", filter=within), class_="cm-muted") if within else None,
        _per_chain(view, rows),
        _levers(view, what, wanted),
        element("h3", view.say(f"why.register-each-{what}")),
        _EACH[what](view, rows, opened),
        class_="cm-page",
    )
    number = _number(rows, what)
    return Answer(title=view.say(f"why.title-register-{what}", count=count(number)), tex=(_tex(view, rows, what),), body=body)


def _number(rows: pd.DataFrame, what: str) -> int:
    if what == "rows":
        return len(rows)
    return int(rows["company_key"].nunique() if what == "companies" else len(rows[_SLOT].drop_duplicates()))


def _tex(view: View, rows: pd.DataFrame, what: str) -> str:
    """N as a sum over the chains, or over the segments of one; what is counted in several of them is taken off again."""
    groups = rows.groupby("chain_id" if rows["chain_id"].nunique() > 1 else "segment_id", sort=False)
    parts = sorted((_number(part, what) for _, part in groups), reverse=True)
    again = sum(parts) - _number(rows, what)
    twice = Term((float(-again),), view.say("why.tex-twice")) if again else None
    return equation(view, "N", [product(float(one)) for one in parts], float(_number(rows, what)), last=twice)


def _per_chain(view: View, rows: pd.DataFrame) -> Markup:
    columns = (
        Column(label=view.say("column.chain")),
        *(Column(label=view.say(f"column.{name}"), numeric=True) for name in ("rows", "companies-there", "segments")),
    )
    chains = {chain.chain.chain_id: chain.chain for chain in view.assessment.chains}
    made = [
        Row(cells=(view.chain(chain), *(count(_number(own, what)) for what in WHAT)))
        for chain_id, chain in chains.items()
        if len(own := rows[rows["chain_id"] == chain_id])
    ]
    total = (view.say("why.total"), *(count(_number(rows, what)) for what in WHAT))
    caption = view.say("column.chain")
    return html_table(columns, made, caption=caption, empty=view.say("suppliers.none-match"), total=total if made else None)


def _rows(view: View, rows: pd.DataFrame, _opened: str | None) -> Markup:
    return element("div", _first(view, len(rows)), row_table(view, supplier_rows(view, rows.head(SHOWN_ROWS))))


def _companies(view: View, rows: pd.DataFrame, _opened: str | None) -> Markup:
    """Those with most segments first, each with its first cells."""
    found = rows.assign(slot=rows["chain_id"] + "/" + rows["segment_id"]).groupby("company_key", sort=False)
    numbers = found.agg(rows=("slot", "size"), segments=("slot", "nunique"), company=("company", "first"))
    numbers = numbers.sort_values(["segments", "rows", "company"], ascending=[False, False, True])
    columns = (
        Column(label=view.say("column.company")),
        Column(label=view.say("column.segments"), numeric=True),
        Column(label=view.say("column.rows"), numeric=True),
        Column(label=view.say("column.cell"), sortable=False),
    )
    shown = numbers.head(SHOWN_ROWS)
    first = rows[rows["company_key"].isin(shown.index)].groupby("company_key", sort=False).head(_CELLS)
    cells: dict[str, list[Markup]] = {}
    for row in supplier_rows(view, first):
        cells.setdefault(row.company_key, []).append(element("div", cited(view, row.cell, "company")))
    made = [
        Row(
            cells=(opener(name, f"company:{key}"), count(segments), count(number), element("div", *cells[str(key)])),
            sort=(None, float(segments), float(number)),
        )
        for key, name, segments, number in zip(shown.index, shown["company"], shown["segments"], shown["rows"], strict=True)
    ]
    table = html_table(columns, made, caption=view.say("column.company"), empty=view.say("suppliers.none-match"))
    return element("div", _first(view, len(numbers)), table)


def _segments(view: View, rows: pd.DataFrame, opened: str | None) -> Markup:
    """Every segment with its rows and companies; it opens in place."""
    columns = (
        Column(label=view.say("column.segment")),
        Column(label=view.say("column.chain")),
        Column(label=view.say("column.verdict")),
        Column(label=view.say("column.companies-there"), numeric=True),
        Column(label=view.say("column.rows"), numeric=True),
    )
    numbers = {slot: (len(keys), keys.nunique()) for slot, keys in rows.groupby(_SLOT)["company_key"]}
    pairs = [(chain, one) for chain in view.assessment.chains for one in chain.segments]
    made = [
        _segment_row(view, chain, one, numbers[slot], opened)
        for chain, one in pairs
        if (slot := (chain.chain.chain_id, one.segment.segment_id)) in numbers
    ]
    total = (view.say("why.total"), "", "", count(rows["company_key"].nunique()), count(len(rows)))
    caption = view.say("column.segments")
    return html_table(columns, made, caption=caption, empty=view.say("suppliers.none-match"), total=total if made else None)


def _segment_row(view: View, chain: ChainResult, one: SegmentResult, numbers: Sequence[int], opened: str | None) -> Row:
    rows, companies = numbers
    cells = (view.chain(chain.chain), chip(one.verdict, view.language), count(companies), count(rows))
    sort = (None, None, verdict_order(one.verdict), float(companies), float(rows))
    return segment_row(view, chain, one, cells, sort, opened=opened)


_EACH = {"rows": _rows, "companies": _companies, "segments": _segments}


def _first(view: View, number: int) -> Markup | None:
    """Said where not all of them are shown."""
    return element("p", view.say("why.register-first", count=SHOWN_ROWS), class_="cm-muted") if number > SHOWN_ROWS else None


def _levers(view: View, what: str, wanted: Filter) -> Markup:
    codes = ["why.register-lever-list", f"why.register-lever-{what}"]
    if wanted != Filter():
        codes.append("why.register-lever-filter")
    lines = (element("li", view.say(one)) for one in codes)
    return element("section", element("h3", view.say("why.levers")), element("ul", *lines))
