"""The plan, clause by clause: what it asks, the segments it means, their verdict now and at the version before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from chainmap.analysis.assessment import COVERAGE_GAPS, Assessment, ChainResult, SegmentResult
from chainmap.model.plan import Clause, Plan
from chainmap.model.vocabulary import PolicyAction, State, Verdict
from chainmap.present.citation import cited
from chainmap.present.cluster_table import cluster_table
from chainmap.present.goals import goals_table, no_plan
from chainmap.present.html_table import Column, Row, figure, figures_in, html_table, mark, opener
from chainmap.present.marks import chip
from chainmap.present.markup import Markup, Part, element, join
from chainmap.present.numbers import listed
from chainmap.present.resource_table import resource_table, segments_with_resources
from chainmap.present.view import View, ref

CLAUSES = ("naming", "silent")
_NAMED = 6


@dataclass(frozen=True, kw_only=True)
class Before:
    """The version before the one that is shown, and how it is called."""

    assessment: Assessment
    name: str


def plan_review(view: View, before: Before | None = None, today: date | None = None) -> Markup:
    """The whole page: an answer in a sentence, goals, clauses, gaps that no clause covers, clusters, resources."""
    plan = view.dataset.plan
    if plan is None:
        return element("p", no_plan(view), class_="cm-empty")
    naming, silent = clauses_of(view, plan).values()
    return element(
        "div",
        element("p", _sentence(view, plan), class_="cm-sentence"),
        element("p", changed_sentence(view, plan, before), class_="cm-muted"),
        element("h3", view.say("overview.goals")),
        goals_table(view, today),
        element("h3", view.say("plan.clauses", count=len(naming))),
        _clauses(view, naming, before),
        element("h3", view.say("plan.uncovered")),
        *_uncovered(view, plan, before),
        element("h3", view.say("plan.silent", count=len(silent))),
        element("p", view.say("plan.silent-note"), class_="cm-muted"),
        _silent_clauses(view, silent),
        element("h3", view.say("plan.clusters")),
        element("p", view.say("plan.clusters-note"), class_="cm-muted"),
        cluster_table(view, plan),
        element("h3", view.say("plan.resources")),
        resource_table(view),
        element("h3", view.say("plan.resources-by-segment")),
        segments_with_resources(view),
        class_="cm-page",
    )


def plan_sentence(view: View, plan: Plan) -> str:
    """How many clauses name segments, how many of these are there, absent or not checked, and what stands beside the plan."""
    return _told(view, plan, lambda _name, number: str(number))


def _sentence(view: View, plan: Plan) -> Markup:
    """The same, with every count as a figure that opens to the segments or clauses counted."""
    only = view.only_chain  # the page of one chain counts in that chain
    figures: dict[str, Markup] = {}

    def marked(name: str, number: int) -> str:
        topic = "clauses" if name in CLAUSES else "plan"
        figures[name] = figure(str(number), f"why:{topic}:{name}:{only}")
        return mark(name)

    return figures_in(_told(view, plan, marked), figures)


def _told(view: View, plan: Plan, written: Callable[[str, int], str]) -> str:
    """The sentence with every number as `written` has it. A part that counts nothing is left out."""
    numbers = {name: len(found) for name, found in counted(view, plan).items()}
    numbers |= {name: len(clauses) for name, clauses in clauses_of(view, plan).items()}
    region = view.region(view.assessment.region)
    comma = "，" if view.language == "zh" else ", "
    parts = [
        view.say(f"plan.part-{name}", number=written(name, numbers[name]), count=numbers[name], **facts)
        for name, facts in (("there", {"region": region}), ("missing", {}), ("open", {}), ("rest", {}))
        if numbers[name]
    ]
    naming, named = numbers["naming"], numbers["named"]
    told = (
        view.say(
            "plan.sentence", clauses=written("naming", naming), count=naming, segments=written("named", named), more=named,
            parts=comma.join(parts),
        )
        if named
        else view.say("plan.sentence-nothing")
    )  # fmt: skip
    beside = [
        view.say(f"plan.sentence-{name}", number=written(name, numbers[name]), count=numbers[name])
        for name in ("silent", "uncovered")
        if numbers[name]
    ]
    return told + "".join(beside)


Found = list[tuple[ChainResult, SegmentResult]]


def counted(view: View, plan: Plan) -> dict[str, Found]:
    """The segments behind every count of the sentence: named = there + missing + open + rest; and the gaps beside the plan."""
    named = named_segments(view, plan)
    found: dict[str, Found] = {"named": named, "there": [], "missing": [], "open": [], "rest": []}
    for pair in named:
        found[_standing(view, pair[1])].append(pair)
    return {**found, "uncovered": uncovered(view, plan)}


def _standing(view: View, one: SegmentResult) -> str:
    if one.cover[view.assessment.region].lo > 0:
        return "there"
    if one.verdict is Verdict.MISSING or one.state is State.ABSENT:  # an end use that is absent keeps its own verdict
        return "missing"
    return "open" if one.state in (State.UNCHECKED, State.POSSIBLE) else "rest"


def changed_sentence(view: View, plan: Plan, before: Before | None) -> str:
    """Which named segments have another verdict than at the version before."""
    if before is None:
        return view.say("plan.no-version-before")
    changed = [
        (chain, one, then)
        for chain, one in named_segments(view, plan)
        if (then := _then(before, chain, one)) is not None and then is not one.verdict
    ]
    if not changed:
        return view.say("plan.as-before", version=before.name)
    told = [
        view.say("plan.moved", segment=view.segment(one.segment), before=view.word(then), after=view.word(one.verdict))
        for _, one, then in changed
    ]
    names = listed(told, view.language, at_most=_NAMED)
    return view.say("plan.changed", version=before.name, count=len(changed), names=names)


def named_segments(view: View, plan: Plan) -> list[tuple[ChainResult, SegmentResult]]:
    """The segments that any clause names, each once, in the order of the chains."""
    wanted = {named for clause in plan.clauses for named in references(clause)}
    return [
        (chain, one)
        for chain in view.assessment.chains
        for one in chain.segments
        if ref(chain.chain, one.segment.segment_id) in wanted
    ]


def references(clause: Clause) -> list[str]:
    """The clause's segments as `chain/segment`; a clause without a chain has them so already."""
    return [f"{clause.chain_id}/{one}" if clause.chain_id else one for one in clause.segments]


def uncovered(view: View, plan: Plan) -> list[tuple[ChainResult, SegmentResult]]:
    """The established gaps that no clause names."""
    named = {id(one) for _, one in named_segments(view, plan)}
    return [
        (chain, one)
        for chain in view.assessment.chains
        for one in chain.segments
        if one.verdict in COVERAGE_GAPS and id(one) not in named
    ]


def clauses_of(view: View, plan: Plan) -> dict[str, list[Clause]]:
    """The clauses of the chains in view: those that name one of their segments, and those that name none (CLAUSES)."""
    chains = {chain.chain.chain_id for chain in view.assessment.chains}
    shown = [clause for clause in plan.clauses if clause.chain_id is None or clause.chain_id in chains]
    naming = [clause for clause in shown if any(view.find(one) for one in references(clause))]
    return {"naming": naming, "silent": [clause for clause in shown if clause not in naming]}


def _clauses(view: View, clauses: list[Clause], before: Before | None) -> Markup:
    columns = (
        *_clause_columns(view, "42%"),
        Column(label=view.say("column.segments-then-now" if before else "column.segments-today"), sortable=False),
    )
    rows = [Row(cells=(*_clause_cells(view, clause), _today(view, clause, before))) for clause in clauses]
    return html_table(columns, rows, caption=view.say("plan.title"), empty=view.say("plan.no-clauses"))


def _silent_clauses(view: View, clauses: list[Clause]) -> Markup:
    """Without a column of segments: it would say the same in every row."""
    rows = [Row(cells=_clause_cells(view, clause)) for clause in clauses]
    return html_table(_clause_columns(view, None), rows, caption=view.say("plan.title"), empty=view.say("plan.no-clauses"))


def _clause_columns(view: View, width: str | None) -> tuple[Column, ...]:
    return (
        Column(label=view.say("column.section"), sortable=False, width="6.5em"),
        Column(label=view.say("column.clause"), sortable=False, width=width),
        Column(label=view.say("column.asks"), sortable=False, tight=True),
    )


def _clause_cells(view: View, clause: Clause) -> tuple[Part, ...]:
    """Where it stands, what it says with its note and cell, and what it asks."""
    action = view.word(clause.action) if clause.action is not PolicyAction.NONE else "–"
    note = element("small", clause.note) if clause.note else None
    return clause.section, element("div", clause.text, note, element("small", cited(view, clause.cell, "text"))), action


def _today(view: View, clause: Clause, before: Before | None) -> Markup:
    found = (found for one in references(clause) if (found := view.find(one)))
    return join([_segment(view, chain, one, before) for chain, one in found], " ")


def _segment(view: View, chain: ChainResult, one: SegmentResult, before: Before | None) -> Markup:
    """The segment with its verdict now; with the one of the version before in front where that is another."""
    button = opener(view.segment(one.segment), f"segment:{ref(chain.chain, one.segment.segment_id)}")
    then = _then(before, chain, one)
    was = [chip(then, view.language), " → "] if then is not None and then is not one.verdict else []
    return element("span", button, " ", *was, chip(one.verdict, view.language), class_="cm-pair")


def _then(before: Before | None, chain: ChainResult, one: SegmentResult) -> Verdict | None:
    """The segment's verdict at the version before; None where that does not know it."""
    chains = before.assessment.chains if before else ()
    found = (each for side in chains if side.chain.chain_id == chain.chain.chain_id for each in side.segments)
    return next((each.verdict for each in found if each.segment.segment_id == one.segment.segment_id), None)


def _uncovered(view: View, plan: Plan, before: Before | None) -> list[Markup]:
    gaps = uncovered(view, plan)
    if not gaps:
        return [element("p", view.say("plan.all-covered"), class_="cm-empty")]
    note = element("p", view.say("plan.uncovered-note"), class_="cm-muted")
    return [note, element("p", join([_segment(view, chain, one, before) for chain, one in gaps], " "))]
