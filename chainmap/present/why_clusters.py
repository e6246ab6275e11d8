"""Which companies a cluster of the plan is counted with, row by row down to the cells, and which segments they make."""

from collections import Counter

from chainmap.present.answer import Answer, segment_row
from chainmap.present.citation import cited
from chainmap.present.cluster_table import rows_in, segments_of
from chainmap.present.html_table import Column, Row, html_table, opener
from chainmap.present.marks import chip, verdict_order
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import column_percent, count
from chainmap.present.provenance import SupplierRow, supplier_rows
from chainmap.present.view import View


def cluster_answer(view: View, at: int, *, opened: str | None) -> Answer | None:
    """The cluster at this place of the plan's sheet, counted in the chains of the view; None where there is none."""
    clusters = view.dataset.plan.clusters if view.dataset.plan else ()
    if not 0 <= at < len(clusters):
        return None
    cluster, chains = clusters[at], {chain.chain.chain_id for chain in view.assessment.chains}
    rows = rows_in(view, cluster, chains)
    known = segments_of(view, rows)
    companies = Counter(
        f"{chain_id}/{segment_id}"
        for chain_id, segment_id, _ in set(rows[["chain_id", "segment_id", "company_key"]].itertuples(index=False, name=None))
    )
    columns = (
        Column(label=view.say("column.segment")),
        Column(label=view.say("column.verdict")),
        Column(label=view.say("column.companies-there"), numeric=True),
        Column(label=view.say("column.weight"), numeric=True, hint=view.say("hint.weight")),
    )
    made = []
    for own, one in known:
        pair = view.find(own)
        if pair is not None:
            cells = (chip(one.verdict, view.language), count(companies[own]), column_percent(one.weight))
            sort = (None, verdict_order(one.verdict), float(companies[own]), one.weight)
            made.append(segment_row(view, pair[0], one, cells, sort, opened=opened))
    number = rows["company_key"].nunique()
    where = element("p", view.say("why.cluster-place"), " ", cited(view, cluster.cell, "place"), class_="cm-muted")
    body = element(
        "div",
        element("p", view.say("plan.clusters-note"), class_="cm-sentence"),
        where,
        element("h3", view.say("why.parts-companies")),
        _company_table(view, supplier_rows(view, rows)),
        element("h3", view.say("why.segments")),
        html_table(columns, made, caption=view.say("why.segments"), empty=view.say("detail.none")),
        class_="cm-page",
    )
    title = view.say("why.title-cluster", cluster=cluster.name, companies=number, count=len(known))
    return Answer(title=title, body=body)


def _company_table(view: View, rows: list[SupplierRow]) -> Markup:
    """One row a company with all its rows in the cluster; below it how many they are."""
    by_company: dict[str, list[SupplierRow]] = {}
    for row in rows:
        by_company.setdefault(row.company_key, []).append(row)
    columns = (
        Column(label=view.say("column.company"), width="56%"),
        Column(label=view.say("column.segment"), sortable=False),
        Column(label=view.say("column.rows"), numeric=True),
    )
    made = [_company_row(view, key, its) for key, its in by_company.items()]
    total = (view.say("why.total"), count(len(made)), count(len(rows)))
    return html_table(
        columns, made, caption=view.say("column.company"), empty=view.say("plan.nobody-there"), total=total if made else None
    )


def _company_row(view: View, key: str, rows: list[SupplierRow]) -> Row:
    said = [element("small", f"{row.place} · {view.word(row.status)} ", cited(view, row.cell, "place", "status")) for row in rows]
    slots = dict.fromkeys(f"{row.chain_id}/{row.segment_id}" for row in rows)
    names = [element("div", view.segment(pair[1].segment)) for own in slots if (pair := view.find(own))]
    company = element("div", opener(rows[0].company, f"company:{key}"), *said)
    return Row(cells=(company, element("div", *names), count(len(rows))), sort=(rows[0].company, None, float(len(rows))))
