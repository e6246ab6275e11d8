"""The 1+N clusters of the plan: who is there for which segments, as far as the register places a company in them."""

import pandas as pd

from chainmap.analysis.assessment import SegmentResult
from chainmap.model.plan import Cluster, Plan
from chainmap.model.vocabulary import Status
from chainmap.present.html_table import Column, Row, figure, html_table, opener
from chainmap.present.marks import chip
from chainmap.present.markup import Markup, element, join
from chainmap.present.numbers import listed
from chainmap.present.view import View

_COMPANIES, _SEGMENTS = 6, 8


def cluster_table(view: View, plan: Plan) -> Markup:
    """One row a cluster of the chains in view: place, chain, companies that are certainly there, and their segments."""
    columns = (
        Column(label=view.say("column.cluster"), sortable=False, width="22%"),
        Column(label=view.say("column.place"), sortable=False, width="9em"),
        Column(label=view.say("column.companies-there"), sortable=False, hint=view.say("hint.companies-there")),
        Column(label=view.say("column.segments-there"), sortable=False, width="40%"),
    )
    chains = {chain.chain.chain_id for chain in view.assessment.chains}
    shown = [one for one in plan.clusters if one.chain_id is None or one.chain_id in chains]
    rows = [_cluster_row(view, cluster, chains, plan.clusters.index(cluster)) for cluster in shown]
    return html_table(columns, rows, caption=view.say("plan.clusters"), empty=view.say("plan.no-clusters"))


def rows_in(view: View, cluster: Cluster, chains: set[str]) -> pd.DataFrame:
    """The supplier rows of these chains that certainly lie in the cluster and are not stopped."""
    register, tree = view.dataset.suppliers, view.dataset.regions
    if cluster.region_id is None:
        return register.iloc[:0]
    there = [region for region in register["region_id"].unique() if tree.contains(cluster.region_id, region)]
    wanted = {cluster.chain_id} if cluster.chain_id else chains
    inside = register["region_id"].isin(there) & register["chain_id"].isin(wanted)
    return register[inside & (register["status"] != Status.STOPPED.value)]


def _cluster_row(view: View, cluster: Cluster, chains: set[str], at: int) -> Row:
    known = next(
        (view.chain(one) for one in view.dataset.chains if one.chain_id == cluster.chain_id), view.say("plan.every-chain")
    )
    name = element(
        "div", cluster.name, element("small", known), element("small", cluster.note) if cluster.note else None
    )  # fmt: skip
    if cluster.region_id is None:
        return Row(cells=(name, cluster.place, view.say("plan.no-region" if cluster.place else "plan.no-place"), ""))
    rows = rows_in(view, cluster, chains)
    companies = rows.drop_duplicates("company_key")["company"].tolist()
    where, asked = cluster.place or view.region(cluster.region_id), f"why:cluster:{at}:{view.only_chain}"
    if not companies:
        return Row(cells=(name, where, view.say("plan.nobody-there"), ""))
    number = figure(view.say("plan.company-count", count=len(companies)), asked)
    names = view.say("plan.names-after", names=listed(companies, view.language, at_most=_COMPANIES))
    return Row(cells=(name, where, element("div", number, names), _segments(view, rows, asked)))


def segments_of(view: View, rows: pd.DataFrame) -> list[tuple[str, SegmentResult]]:
    """The segments of these rows, as `chain/segment`, the heaviest first."""
    pairs = rows[["chain_id", "segment_id"]].drop_duplicates().itertuples(index=False, name=None)
    found = [(f"{chain_id}/{segment_id}", view.find(f"{chain_id}/{segment_id}")) for chain_id, segment_id in pairs]
    return sorted(((name, one[1]) for name, one in found if one is not None), key=lambda pair: (-pair[1].weight, pair[0]))


def _segments(view: View, rows: pd.DataFrame, asked: str) -> Markup:
    """The first of them with their verdicts in the region of the page, and how many there are."""
    known = segments_of(view, rows)
    shown = [
        element(
            "span", opener(view.segment(one.segment), f"segment:{name}"), " ", chip(one.verdict, view.language), class_="cm-pair"
        )
        for name, one in known[:_SEGMENTS]
    ]
    more = [figure(view.say("plan.segment-count", count=len(known)), asked)] if len(known) > len(shown) else []
    return join([*shown, *more], " ")
