"""All about one segment: verdict, reason, check, covers, gains, neighbours, suppliers, and what would change it."""

from collections.abc import Iterable

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.analysis.scenario_parts import touching
from chainmap.model.chain import Dependency, Resource, Segment
from chainmap.model.vocabulary import PolicyAction, Score
from chainmap.present.citation import cited
from chainmap.present.correction_list import noted
from chainmap.present.gap_list import TO_CHECK, can_check
from chainmap.present.html_table import Column, Row, cell_markup, figure, html_table, opener, unbroken_days
from chainmap.present.lead_mark import keep_button
from chainmap.present.marks import chip
from chainmap.present.markup import Markup, Part, element
from chainmap.present.numbers import (
    count,
    interval_in_column,
    interval_percent,
    is_known,
    percent,
    percent_points,
)
from chainmap.present.provenance import SupplierRow, how_checked, segment_suppliers
from chainmap.present.reason_figures import reason_markup
from chainmap.present.score_bar import known_text, loss_topic
from chainmap.present.step_text import step_text
from chainmap.present.view import View, ref

_CLOSED = 1e-9


def segment_detail(view: View, chain: ChainResult, result: SegmentResult, *, answer: bool = False, invited: int = 0) -> Markup:
    """The whole story of a segment, from its verdict down to the cells; with `answer` what is to be checked can be answered.

    Where companies could be `invited` for it, their number leads to them (`targets:chain/segment`).
    """
    asked = answer_button(view, ref(chain.chain, result.segment.segment_id)) if answer and can_check(result) else None
    return element(
        "div",
        element(
            "div",
            _verdict_block(view, chain, result),
            element("p", asked) if asked else None,
            _change_block(view, chain, result),
            _plan_block(view, result),
        ),
        element("div", _numbers_block(view, chain, result), _neighbours_block(view, chain, result)),
        element("div", _suppliers_block(view, chain, result, invited), _resources_block(view, chain, result)),
        class_="cm-story",
    )


def answer_button(view: View, segment_ref: str) -> Markup:
    """Opens the answer to a 核查 item: `answer:chain/segment`."""
    return element("button", view.say("spot.answer"), type="button", class_="cm-do", data_event=f"answer:{segment_ref}")


def segment_panel(view: View, chain: ChainResult, result: SegmentResult, *, answer: bool = False) -> Markup:
    """The same beside the map, with a heading and a way to close it."""
    label = view.say("panel.close")
    close = element("button", "×", type="button", class_="cm-close", data_event="close", aria_label=label, title=label)
    heading = segment_heading(view, chain, result, link=False)
    return element(
        "aside",
        close,
        heading,
        segment_detail(view, chain, result, answer=answer),
        class_="cm-panel",
        data_escape="close",
        aria_label=view.segment(result.segment),
    )


def segment_heading(view: View, chain: ChainResult, result: SegmentResult, *, link: bool = True) -> Markup:
    """Name, chain, group and stage; with `link` a way to the map."""
    group = view.group(chain.chain, result.segment.group)
    where = " · ".join(part for part in (view.chain(chain.chain), group, view.word(result.segment.stage)) if part)
    to_map = opener(view.say("gaps.to-map"), f"on-map:{ref(chain.chain, result.segment.segment_id)}") if link else None
    return element("header", element("h2", view.segment(result.segment)), element("p", where, " ", to_map, class_="cm-muted"))


def _verdict_block(view: View, chain: ChainResult, result: SegmentResult) -> Markup:
    action = element("span", view.say("detail.action"), element("b", view.word(result.action)), class_="cm-action")
    also = (
        element("span", view.say("detail.also", actions=tuple(view.word(one) for one in result.also)), class_="cm-muted")
        if result.also
        else None
    )
    checked = unbroken_days(how_checked(view, result))
    return element(
        "section",
        element("p", chip(result.verdict, view.language), " ", action, " ", also),
        element("p", reason_markup(view, chain, result, result.reason)),
        element("p", reason_markup(view, chain, result, result.action_reason)),
        element("p", element("b", view.say("detail.how-checked")), checked, " ", _checked_cell(view, result)),
    )


def _checked_cell(view: View, result: SegmentResult) -> Markup:
    return element("small", cited(view, result.segment.cell, "checked_region", "check_method", "checked_on"))


def _change_block(view: View, chain: ChainResult, result: SegmentResult) -> Markup:
    changes = (element("li", one) for one in would_change(view, chain, result))
    return element("section", element("h3", view.say("detail.would-change")), element("ul", *changes))


def would_change(view: View, chain: ChainResult, result: SegmentResult) -> list[str]:
    """What would change the segment's verdict, and what that would do to the scores, a sentence each."""
    return [view.because(result.change, chain.chain), *_changes(view, result)]


def _changes(view: View, result: SegmentResult) -> Iterable[str]:
    region, home = (view.region(view.assessment.headline(score)) for score in (Score.COVERAGE, Score.SELF_RELIANCE))
    if result.verdict in TO_CHECK and result.verdict_if_confirmed is not None and result.action_if_confirmed is not None:
        yield view.say(
            "change.if-nobody",
            region=region,
            verdict=view.word(result.verdict_if_confirmed),
            action=view.word(result.action_if_confirmed),
        )
    if result.verdict in TO_CHECK:
        yield view.say("change.if-somebody", region=region, gain=percent(result.weight))
    elif result.verdict_on_hi is not None:
        yield view.say("change.on-hi", verdict=view.word(result.verdict_on_hi))
    if result.gains is not None and result.gains.coverage > _CLOSED and result.verdict not in TO_CHECK:
        yield view.say(
            "change.filled",
            region=region,
            home=home,
            coverage=percent_points(result.gains.coverage),
            self_reliance=percent_points(result.gains.self_reliance),
            continuity=percent_points(result.gains.continuity),
        )
    if result.gains is not None and result.cover[view.assessment.region].lo - result.loss_cover[view.assessment.region] > _CLOSED:
        yield view.say("change.loss", value=percent(result.loss_cover[view.assessment.region]))
    if not is_known(result.controlled_cover[view.assessment.home_country]):
        country = view.assessment.home_country
        yield view.say("change.control", home=view.region(country), interval=interval_percent(result.controlled_cover[country]))


def _plan_block(view: View, result: SegmentResult) -> Markup:
    quote = element("blockquote", result.segment.policy_quote) if result.segment.policy_quote else None
    return element("section", element("h3", view.say("detail.plan")), element("p", plan_sentence(view, result.segment)), quote)


def plan_sentence(view: View, segment: Segment) -> str:
    """What the plan says about a segment: what it asks, that it names it without asking for anything, or nothing."""
    if segment.policy_action is not PolicyAction.NONE:
        return view.say("detail.plan-asks", action=view.word(segment.policy_action), section=segment.policy_section)
    if segment.policy_section:
        return view.say("detail.plan-names", section=segment.policy_section)
    return view.say("detail.plan-silent")


def _numbers_block(view: View, chain: ChainResult, result: SegmentResult) -> Markup:
    slot = ref(chain.chain, result.segment.segment_id)
    columns = (
        Column(label=view.say("column.region"), sortable=False),
        Column(label=view.say("column.cover"), numeric=True, sortable=False, hint=view.say("hint.cover")),
        Column(label=view.say("column.controlled-cover"), numeric=True, sortable=False, hint=view.say("hint.controlled-cover")),
        Column(label=view.say("column.after-loss"), numeric=True, sortable=False, hint=view.say("hint.after-loss")),
        Column(label=view.say("column.companies"), numeric=True, sortable=False, hint=view.say("hint.companies")),
    )
    table = html_table(
        columns,
        [_region_row(view, slot, result, region) for region in view.assessment.ladder],
        caption=view.say("detail.numbers"),
        empty="",
    )
    facts: list[tuple[str, Part]] = [
        (view.say("fact.weight"), figure(percent(result.weight), f"why:weight:{slot}")),
        (view.say("fact.evidence"), view.word(result.evidence)),
        (view.say("fact.domestic-content"), figure(interval_percent(result.domestic_content), f"why:content:{slot}")),
        (view.say("fact.domestic-inputs"), figure(interval_percent(result.domestic_inputs), f"why:inputs:{slot}")),
        (view.say("fact.runnable"), figure(interval_percent(result.runnable), f"why:runnable:{slot}")),
    ]
    concentration = result.concentration[view.assessment.region]
    if concentration is not None:
        facts.append((view.say("fact.hhi"), figure(f"{concentration:.2f}", f"why:hhi:{slot}:{view.assessment.region}")))
    if result.rate_applied:
        source = element("span", result.segment.domestic_rate_source, " ", element("small", rate_cells(view, result)))
        facts.append((view.say("fact.domestic-rate"), source))
    return element("section", element("h3", view.say("detail.numbers")), table, definition_list(facts))


def rate_cells(view: View, result: SegmentResult) -> Markup:
    """Where the published rate of a segment stands, with its source."""
    return cited(view, result.segment.cell, "domestic_rate_lo", "domestic_rate_hi", "domestic_rate_source")


def _region_row(view: View, slot: str, result: SegmentResult, region: str) -> Row:
    companies = result.companies[region]
    cover = result.cover[region]
    counted = count(companies.certain) + (f" + {companies.possible}?" if companies.possible else "")
    return Row(
        cells=(
            view.region(region),
            figure(interval_in_column(cover), f"why:cover:{slot}:{region}"),
            figure(interval_in_column(result.controlled_cover[region]), f"why:controlled:{slot}:{region}"),
            figure(
                known_text(view, cover, result.loss_cover[region]),
                f"why:{loss_topic(cover)}:{slot}:{region}",
            ),
            figure(counted, f"why:companies:{slot}:{region}"),
        )
    )


def definition_list(facts: Iterable[tuple[str, Part]]) -> Markup:
    """Terms with what they are."""
    return element("dl", *(part for term, value in facts for part in (element("dt", term), element("dd", value))))


def _neighbours_block(view: View, chain: ChainResult, result: SegmentResult) -> Markup:
    own = result.segment.segment_id
    upstream = [one for one in chain.chain.dependencies if one.downstream == own]
    downstream = [one for one in chain.chain.dependencies if one.upstream == own]
    return element(
        "section",
        element("h3", view.say("detail.upstream", count=len(upstream))),
        _neighbours(view, chain, [(one.upstream, one) for one in upstream]),
        element("h3", view.say("detail.downstream", count=len(downstream))),
        _neighbours(view, chain, [(one.downstream, one) for one in downstream]),
    )


def _neighbours(view: View, chain: ChainResult, pairs: list[tuple[str, Dependency]]) -> Markup:
    if not pairs:
        return element("p", view.say("detail.none"), class_="cm-muted")
    return element(
        "ul", *(_neighbour(view, chain, segment_id, dependency) for segment_id, dependency in pairs), class_="cm-neighbours"
    )


def _neighbour(view: View, chain: ChainResult, segment_id: str, dependency: Dependency) -> Markup:
    other = chain.segment(segment_id)
    essential = {True: "essential.yes", False: "essential.no", None: "essential.unknown"}[dependency.essential]
    group = view.say("detail.substitute-group", group=dependency.substitute_group) if dependency.substitute_group else ""
    button = opener(view.segment(other.segment), f"segment:{ref(chain.chain, segment_id)}")
    return element(
        "li", button, " ", chip(other.verdict, view.language), " ", element("span", view.say(essential), group, class_="cm-muted")
    )


def _suppliers_block(view: View, chain: ChainResult, result: SegmentResult, invited: int) -> Markup:
    rows = segment_suppliers(view, chain.chain.chain_id, result.segment.segment_id)
    inside = [row for row in rows if row.step == 0]
    maybe = [row for row in rows if row.step is None]
    outside = [row for row in rows if row.step]
    region = view.region(view.assessment.region)
    slot = (chain.chain.chain_id, result.segment.segment_id)
    return element(
        "section",
        _steps(view, slot),
        element("h3", view.say("detail.suppliers-inside", region=region, count=len(inside))),
        _suppliers(view, inside) if inside else element("p", unbroken_days(how_checked(view, result)), class_="cm-muted"),
        *(
            (element("h3", view.say("detail.suppliers-maybe", region=region, count=len(maybe))), _suppliers(view, maybe))
            if maybe
            else ()
        ),
        element("h3", view.say("detail.candidates", count=len(outside))),
        _invited(view, ref(chain.chain, slot[1]), invited),
        _suppliers(view, outside, slot) if outside else element("p", view.say("detail.no-candidates"), class_="cm-muted"),
    )


def _invited(view: View, segment_ref: str, number: int) -> Markup | None:
    """The way to the companies that could be invited, also those that are foreign or do not produce yet."""
    return element("p", opener(view.say("detail.invited", count=number), f"targets:{segment_ref}")) if number else None


def _steps(view: View, slot: tuple[str, str]) -> Markup | None:
    """What a scenario does to the rows below, which are those before it."""
    steps = touching(view.dataset, view.made, *slot) if view.made else ()
    if not steps:
        return None
    lines = (element("li", step_text(view, one)) for one in steps)
    return element("div", element("p", view.say("detail.steps")), element("ul", *lines), class_="cm-alert")


def _suppliers(view: View, rows: list[SupplierRow], slot: tuple[str, str] | None = None) -> Markup:
    """With `slot`, each company may be kept as a lead for that segment."""
    return element("ul", *(_supplier(view, row, slot) for row in rows), class_="cm-suppliers")


def _supplier(view: View, row: SupplierRow, slot: tuple[str, str] | None) -> Markup:
    what = " · ".join(part for part in (row.place, row.product) if part)
    confidence = (
        view.say("detail.confidence", confidence=view.word(row.confidence))
        if row.confidence
        else view.say("detail.confidence-none")
    )
    source = " · ".join(part for part in (row.source, row.as_of, confidence) if part)
    return element(
        "li",
        opener(row.company, f"company:{row.company_key}"),
        " ",
        element("span", view.word(row.status), " · ", view.word(row.control), class_="cm-tag"),
        " ",
        keep_button(view, row.company, row.company_key, slot) if slot else None,
        element("small", what),
        element("small", source),
        element("small", cited(view, row.cell)),
        noted(view, row.cell),
    )


def _resources_block(view: View, chain: ChainResult, result: SegmentResult) -> Markup:
    found = [one for one in chain.chain.resources if result.segment.segment_id in one.segments]
    if not found:
        return Markup("")
    return element(
        "section",
        element("h3", view.say("detail.resources", count=len(found))),
        element("ul", *(_resource(view, one) for one in found), class_="cm-suppliers"),
    )


def _resource(view: View, resource: Resource) -> Markup:
    tag = element("span", view.word(resource.kind), class_="cm-tag")
    return element("li", resource.name, " ", tag, element("small", resource.source), element("small", cell_markup(resource.cell)))
