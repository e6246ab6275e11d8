"""What the chain map tells about one segment when it is opened, as plain JSON values; and how it is found."""

from collections.abc import Iterable
from dataclasses import replace

from pypinyin import Style, lazy_pinyin

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.chain import Chain, Segment
from chainmap.present.numbers import count, interval_in_column, interval_percent, percent, percent_points
from chainmap.present.provenance import SupplierRow, how_checked, segment_suppliers
from chainmap.present.score_bar import known_text
from chainmap.present.segment_detail import plan_sentence, would_change
from chainmap.present.view import View

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

_MOST_ROWS = 60  # suppliers of one segment and step that are written out


def search_key(segment: Segment) -> str:
    """What a search is matched against: names, id, pinyin in full and initials, in small letters."""
    full = "".join(lazy_pinyin(segment.name_zh))
    initials = "".join(lazy_pinyin(segment.name_zh, style=Style.FIRST_LETTER))
    return " ".join((segment.name_zh, segment.name_en, segment.segment_id, full, initials)).casefold()


def narrowed(view: View, chain: Chain) -> View:
    """The view with the supplier rows of this chain only: a large register is searched once, not per segment."""
    suppliers = view.dataset.suppliers
    return replace(view, dataset=replace(view.dataset, suppliers=suppliers[suppliers["chain_id"] == chain.chain_id]))


def detail(view: View, chain: ChainResult, result: SegmentResult) -> dict[str, Json]:
    """Verdict, reason, check, plan, numbers per region of the ladder, suppliers with their cells. `view` may be `narrowed`."""
    segment = result.segment
    return {
        "where": " · ".join(
            part for part in (view.group(chain.chain, segment.group), view.word(segment.stage), segment.segment_id) if part
        ),
        "reason": view.reason(result, chain.chain),
        "action": view.say("detail.action") + view.word(result.action),
        "also": view.say("detail.also", actions=tuple(view.word(one) for one in result.also)) if result.also else "",
        "checked": how_checked(view, result),
        "changes": list(would_change(view, chain, result)),
        "plan": plan_sentence(view, segment),
        "quote": segment.policy_quote,
        "headers": [view.say(f"column.{name}") for name in ("region", "cover", "controlled-cover", "after-loss", "companies")],
        "numbers": [_region_row(view, result, region) for region in view.assessment.ladder],
        "facts": [list(fact) for fact in _facts(view, result)],
        "suppliers": list(_suppliers(view, chain, segment)),
    }


def _region_row(view: View, result: SegmentResult, region: str) -> list[Json]:
    companies = result.companies[region]
    return [
        view.region(region),
        interval_in_column(result.cover[region]),
        interval_in_column(result.controlled_cover[region]),
        known_text(view, result.cover[region], result.loss_cover[region]),
        count(companies.certain) + (f" + {companies.possible}?" if companies.possible else ""),
    ]


def _facts(view: View, result: SegmentResult) -> Iterable[tuple[str, str]]:
    yield view.say("fact.weight"), percent(result.weight)
    yield view.say("fact.evidence"), view.word(result.evidence)
    yield view.say("fact.domestic-content"), interval_percent(result.domestic_content)
    yield view.say("fact.runnable"), interval_percent(result.runnable)
    if result.gains is not None:
        yield view.say("column.gain-coverage"), percent_points(result.gains.coverage)
        yield view.say("column.gain-self-reliance"), percent_points(result.gains.self_reliance)
    if result.rate_applied:
        yield view.say("fact.domestic-rate"), result.segment.domestic_rate_source


def _suppliers(view: View, chain: ChainResult, segment: Segment) -> Iterable[dict[str, Json]]:
    rows = segment_suppliers(view, chain.chain.chain_id, segment.segment_id)
    region = view.region(view.assessment.region)
    parts = (
        ("detail.suppliers-inside", [row for row in rows if row.step == 0]),
        ("detail.suppliers-maybe", [row for row in rows if row.step is None]),
        ("detail.candidates", [row for row in rows if row.step]),
    )
    for code, found in parts:
        facts = {"count": len(found)} | ({} if code == "detail.candidates" else {"region": region})
        if found or code != "detail.suppliers-maybe":
            shown: list[Json] = [_supplier(view, row) for row in found[:_MOST_ROWS]]
            more = view.say("map.more-rows", count=len(found) - _MOST_ROWS) if len(found) > _MOST_ROWS else ""
            yield {"title": view.say(code, **facts), "rows": shown, "more": more}


def _supplier(view: View, row: SupplierRow) -> dict[str, Json]:
    confidence = (
        view.say("detail.confidence", confidence=view.word(row.confidence))
        if row.confidence
        else view.say("detail.confidence-none")
    )
    return {
        "company": row.company,
        "state": f"{view.word(row.status)} · {view.word(row.control)}",
        "what": " · ".join(part for part in (row.place, row.product) if part),
        "source": " · ".join(part for part in (row.source, row.as_of, confidence) if part),
        "cell": str(row.cell),
    }
