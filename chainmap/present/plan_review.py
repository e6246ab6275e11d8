"""The plan, clause by clause: what it asks, the segments it means and their verdict today; clusters and resources."""

from chainmap.analysis.assessment import COVERAGE_GAPS, ChainResult, SegmentResult
from chainmap.model.chain import Resource
from chainmap.model.plan import Clause, Cluster, Plan
from chainmap.model.vocabulary import PolicyAction, ResourceKind, Verdict
from chainmap.present.goals import goals_table
from chainmap.present.html_table import Column, Row, cell_markup, html_table, opener
from chainmap.present.marks import chip
from chainmap.present.markup import Markup, element, join
from chainmap.present.numbers import count, listed
from chainmap.present.view import View, ref


def plan_review(view: View) -> Markup:
    """The whole page: an answer in a sentence, goals, clauses, gaps that no clause covers, clusters, resources."""
    plan = view.dataset.plan
    if plan is None:
        return element("p", view.say("plan.none"), class_="cm-empty")
    return element(
        "div",
        element("p", plan_sentence(view, plan), class_="cm-sentence"),
        element("h3", view.say("overview.goals")),
        goals_table(view),
        element("h3", view.say("plan.clauses")),
        _clauses(view, plan),
        element("h3", view.say("plan.uncovered")),
        element("p", view.say("plan.uncovered-note"), class_="cm-muted"),
        _uncovered(view, plan),
        element("h3", view.say("plan.clusters")),
        _clusters(view, plan),
        element("h3", view.say("plan.resources")),
        _resources(view),
        class_="cm-page",
    )


def plan_sentence(view: View, plan: Plan) -> str:
    """How many clauses name segments, and how many of these segments are there, absent or not checked."""
    named = named_segments(view, plan)
    missing = sum(1 for _, one in named if one.verdict is Verdict.MISSING)
    open_ones = sum(1 for _, one in named if one.verdict in (Verdict.UNCHECKED, Verdict.LOCATE))
    clauses = sum(1 for clause in plan.clauses if clause.segments)
    there = sum(1 for _, one in named if one.cover[view.assessment.region].lo > 0)
    return view.say(
        "plan.sentence",
        clauses=clauses,
        segments=len(named),
        region=view.region(view.assessment.region),
        there=there,
        missing=missing,
        open=open_ones,
        rest=len(named) - there - missing - open_ones,
    )


def named_segments(view: View, plan: Plan) -> list[tuple[ChainResult, SegmentResult]]:
    """The segments that any clause names, each once, in the order of the chains."""
    wanted = {(clause.chain_id, segment_id) for clause in plan.clauses for segment_id in clause.segments}
    return [
        (chain, one)
        for chain in view.assessment.chains
        for one in chain.segments
        if (chain.chain.chain_id, one.segment.segment_id) in wanted
    ]


def _clauses(view: View, plan: Plan) -> Markup:
    columns = (
        Column(label=view.say("column.section"), sortable=False, width="7em"),
        Column(label=view.say("column.clause"), sortable=False),
        Column(label=view.say("column.asks"), sortable=False, width="6em"),
        Column(label=view.say("column.segments-today"), sortable=False, width="46%"),
    )
    chains = {chain.chain.chain_id for chain in view.assessment.chains}
    shown = [clause for clause in plan.clauses if clause.chain_id is None or clause.chain_id in chains]
    return html_table(
        columns,
        [_clause_row(view, clause) for clause in shown],
        caption=view.say("plan.clauses"),
        empty=view.say("plan.no-clauses"),
    )


def _clause_row(view: View, clause: Clause) -> Row:
    found = [found for segment_id in clause.segments if (found := view.find(f"{clause.chain_id}/{segment_id}"))]
    today = (
        join([_segment(view, chain, one) for chain, one in found], " ")
        if found
        else element("span", view.say("plan.no-segment"), class_="cm-muted")
    )
    action = view.word(clause.action) if clause.action is not PolicyAction.NONE else "–"
    text = element("div", clause.text, element("small", cell_markup(clause.cell)))
    return Row(cells=(clause.section, text, action, today))


def _segment(view: View, chain: ChainResult, one: SegmentResult) -> Markup:
    button = opener(view.segment(one.segment), f"segment:{ref(chain.chain, one.segment.segment_id)}")
    return element("span", button, " ", chip(one.verdict, view.language), class_="cm-pair")


def _uncovered(view: View, plan: Plan) -> Markup:
    named = {id(one) for _, one in named_segments(view, plan)}
    gaps = [
        (chain, one)
        for chain in view.assessment.chains
        for one in chain.segments
        if one.verdict in COVERAGE_GAPS and id(one) not in named
    ]
    if not gaps:
        return element("p", view.say("plan.all-covered"), class_="cm-empty")
    return element("p", join([_segment(view, chain, one) for chain, one in gaps], " "))


def _clusters(view: View, plan: Plan) -> Markup:
    columns = (
        Column(label=view.say("column.cluster"), sortable=False),
        Column(label=view.say("column.place"), sortable=False),
        Column(label=view.say("column.chain"), sortable=False),
        Column(label=view.say("column.companies-there"), numeric=True, sortable=False, hint=view.say("hint.companies-there")),
        Column(label=view.say("column.segments-there"), numeric=True, sortable=False),
    )
    return html_table(
        columns,
        [_cluster_row(view, cluster) for cluster in plan.clusters],
        caption=view.say("plan.clusters"),
        empty=view.say("plan.no-clusters"),
    )


def _cluster_row(view: View, cluster: Cluster) -> Row:
    name = element("div", cluster.name, element("small", cluster.note) if cluster.note else None)
    chain = next(
        (view.chain(one) for one in view.dataset.chains if one.chain_id == cluster.chain_id), view.say("plan.every-chain")
    )
    if cluster.region_id is None:
        return Row(cells=(name, cluster.place, chain, view.say("plan.no-region"), ""))
    register = view.dataset.suppliers
    there = [region for region in register["region_id"].unique() if view.dataset.regions.contains(cluster.region_id, region)]
    rows = register[
        register["region_id"].isin(there) & ((register["chain_id"] == cluster.chain_id) if cluster.chain_id else True)
    ]
    segments = rows[["chain_id", "segment_id"]].drop_duplicates()
    return Row(
        cells=(
            name,
            cluster.place or view.region(cluster.region_id),
            chain,
            count(rows["company_key"].nunique()),
            count(len(segments)),
        )
    )


def _resources(view: View) -> Markup:
    columns = tuple(
        Column(label=view.say(f"column.{name}"), sortable=False) for name in ("resource", "kind", "segments", "source", "cell")
    )
    found: dict[tuple[str, ResourceKind], list[tuple[ChainResult, Resource]]] = {}
    for chain in view.assessment.chains:
        for one in chain.chain.resources:
            found.setdefault((one.name, one.kind), []).append((chain, one))
    rows = [_resource_row(view, *key, rows) for key, rows in found.items()]
    return html_table(columns, rows, caption=view.say("plan.resources"), empty=view.say("plan.no-resources"))


def _resource_row(view: View, name: str, kind: ResourceKind, rows: list[tuple[ChainResult, Resource]]) -> Row:
    segments = [_segment(view, chain, chain.segment(segment_id)) for chain, one in rows for segment_id in one.segments]
    chains = element("span", listed((view.chain(chain.chain) for chain, _ in rows), view.language), class_="cm-muted")
    sources = list(dict.fromkeys(one.source for _, one in rows if one.source))
    cell = str(rows[0][1].cell)
    cells = cell if len(rows) == 1 else view.say("plan.resource-cells", cell=cell, count=len(rows), more=len(rows) - 1)
    return Row(
        cells=(name, view.word(kind), join(segments, " ") if segments else chains, "；".join(sources), element("code", cells))
    )
