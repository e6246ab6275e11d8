"""What the command line prints as JSON: assessments, gaps, targets, scenarios, findings.

Keys sorted, numbers rounded to six digits: equal inputs give equal bytes. Verdicts, actions and the like are codes;
names, places and reasons are in the language that was asked for.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from chainmap.analysis.assessment import Assessment, ChainResult, SegmentResult
from chainmap.model.dataset import Dataset
from chainmap.model.finding import Finding, Reason
from chainmap.model.interval import Interval
from chainmap.model.lead import Lead
from chainmap.model.lead_list import LeadComparison
from chainmap.model.vocabulary import LeadStatus, Score
from chainmap.present.gap_list import Gap, gaps
from chainmap.present.view import View
from chainmap.present.words import Language, hint, message, reason

if TYPE_CHECKING:  # `assess` shall not wait for what only other commands need
    from chainmap.analysis.best import Best
    from chainmap.analysis.companies import BestCompanies
    from chainmap.analysis.scenario import Scenario
    from chainmap.analysis.side_by_side import SideBySide
    from chainmap.analysis.stress import Stress
    from chainmap.analysis.targets import LeftOut, Target, TargetList

Json = dict[str, Any]
_DIGITS = 6
_AFTER_LOSS = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)


def dumps(value: object) -> str:
    """JSON text with sorted keys and numbers of six digits; no NaN, no minus zero."""
    return json.dumps(_rounded(value), ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False)


def assessment_json(assessment: Assessment, dataset: Dataset, language: Language) -> Json:
    """The whole assessment."""
    view = View(assessment=assessment, dataset=dataset, language=language)
    return {
        "method": assessment.method,
        "version": assessment.version,
        "region": assessment.region,
        "home_country": assessment.home_country,
        "parameters": assessment.parameters.as_json(),
        "sources": assessment.sources,
        "chains": [_chain(view, chain) for chain in assessment.chains],
        "findings": [_finding(finding, language) for finding in assessment.findings],
    }


def gaps_json(assessment: Assessment, dataset: Dataset, language: Language, score: Score = Score.COVERAGE) -> Json:
    """The gap list of a score, first the gap worth most."""
    view = View(assessment=assessment, dataset=dataset, language=language)
    return {"region": assessment.headline(score), "gaps": [_gap(view, gap) for gap in gaps(view, score)]}


def best_json(best: "Iterable[Best]") -> Json:
    """The best sets of every chain by k, and the sets that unlock continuity; ids that two chains have as `chain/segment`."""
    found = tuple(best)
    used = Counter(segment_id for one in found for segment_id in one.segment_ids)

    def written(one: "Best", segment_ids: Iterable[str]) -> list[str]:
        return [each if used[each] == 1 else f"{one.chain_id}/{each}" for each in segment_ids]

    sets = [
        {
            "chain": one.chain_id,
            "k": each.k,
            "segments": written(one, one.names(each)),
            "value": each.value,
            "bound": each.bound,
            "exact": each.exact,
        }
        for one in found
        for each in one.sets
    ]
    return {"best": sets, "unlock_sets": [written(one, each) for one in found for each in one.unlocking]}


def targets_json(found: "TargetList", assessment: Assessment, dataset: Dataset, language: Language) -> Json:
    """Companies to attract in their order, who was left out, and the gaps for which nobody is known."""
    view = View(assessment=assessment, dataset=dataset, language=language)
    known = {(one.chain_id, one.segment_id) for one in found.targets}
    return {
        "targets": [_target(view, target) for target in found.targets],
        "left_out": [_left_out(view, one) for one in found.left_out],
        "nobody_known": [
            {"chain": chain, "segment": segment, "search": _search(view, chain, segment)}
            for chain, segment in found.gaps
            if (chain, segment) not in known
        ],
    }


def best_companies_json(found: "Iterable[BestCompanies]") -> Json:
    """The best sets of companies by k: what coverage gains over the chains, and the gaps that each company fills."""
    return {
        "best_companies": [
            {
                "k": one.k,
                "companies": [
                    {"company": company, "segments": ["/".join(slot) for slot in slots]}
                    for company, slots in zip(one.companies, one.slots, strict=True)
                ],
                "value": one.value,
                "bound": one.bound,
                "exact": one.exact,
            }
            for one in found
        ]
    }


def scenario_json(scenario: "Scenario") -> Json:
    """Scores of every chain and region before and after."""
    return {side: {chain.chain.chain_id: _scores(chain) for chain in of.chains} for side, of in _sides(scenario)}


def stress_json(found: "Stress") -> Json:
    """How companies were lost, and per chain and score the distribution with its worst cases by name."""
    from chainmap.analysis.stress import QUANTILES

    return {
        "region": found.region,
        "seed": found.seed,
        "draws": found.draw_count,
        "companies": found.company_count,
        "distributions": [
            {
                "chain": one.chain_id,
                "score": one.score.value,
                "before": one.before,
                "mean": one.mean,
                "quantiles": {f"{at:g}": value for at, value in zip(QUANTILES, one.quantiles, strict=True)},
                "harmed_share": one.harmed_share,
                "worst": [{"value": case.value, "companies": list(case.companies)} for case in one.worst],
            }
            for one in found.distributions
        ],
    }


def lead_comparison_json(found: LeadComparison, language: Language) -> Json:
    """What a list of leads that came back differs in."""
    return {
        "file": found.sheet.file,
        "unchanged": found.unchanged,
        "added": [
            {"cell": str(one.cell), **_lead(one.lead), "also": [other.lead_id for other in one.also]} for one in found.added
        ],
        "changed": [
            {
                "cell": str(one.cell),
                "id": one.lead.lead_id,
                "company": one.lead.company,
                "matched": one.matched,
                "changes": [
                    {"field": change.field, "before": change.present, "after": change.after, "exported": change.base,
                     "conflict": change.conflict}
                    for change in one.changes
                ],
            }
            for one in found.edited
        ],
        "missing": [{"id": one.lead_id, "company": one.company} for one in found.missing],
        **findings_json(found.findings, language),
    }  # fmt: skip


def forecast_json(
    before: Assessment,
    landed: Assessment,
    weighted: Mapping[str, Mapping[Score, float]],
    chances: Mapping[LeadStatus, float],
    leads: Iterable[Lead],
    gone: Iterable[Lead],
) -> Json:
    """Scores before, with the leads landed, and weighted by chance at each score's headline region."""
    return {
        "chances": {status.value: chance for status, chance in chances.items()},
        "leads": [one.lead_id for one in leads],
        "gone": [one.lead_id for one in gone],
        "before": {chain.chain.chain_id: _scores(chain) for chain in before.chains},
        "after": {chain.chain.chain_id: _scores(chain) for chain in landed.chains},
        "weighted": {chain: {score.value: value for score, value in scores.items()} for chain, scores in weighted.items()},
    }


def _lead(lead: Lead) -> Json:
    names = ("company", "chain_id", "segment_id", "region_id", "status", "owner", "contact", "next_step", "notes", "origin")
    texts = {name: str(getattr(lead, name)) for name in names}
    return {**texts, "due": lead.due.isoformat() if lead.due else None, "extra": dict(lead.extra)}


def side_by_side_json(found: "SideBySide") -> Json:
    """Scores of every chain at each region asked for, seen from that region."""
    return {
        "regions": [one.region for one in found.assessments],
        "chains": [
            {
                "id": chain_id,
                "scores": {one.region: _scores(one.chain(chain_id))[one.region] for one in found.assessments},
                "segments": [_beside(found, chain_id, at) for at in range(len(found.assessments[0].chain(chain_id).segments))],
            }
            for chain_id in [chain.chain.chain_id for chain in found.assessments[0].chains]
        ],
    }


def _beside(found: "SideBySide", chain_id: str, at: int) -> Json:
    """One segment in every region: verdict and number of companies there."""
    sides = {one.region: one.chain(chain_id).segments[at] for one in found.assessments}
    return {
        "id": next(iter(sides.values())).segment.segment_id,
        "verdicts": {region: side.verdict.value for region, side in sides.items()},
        "companies": {region: list(side.companies[region]) for region, side in sides.items()},
    }


def findings_json(findings: Iterable[Finding], language: Language) -> Json:
    """Findings in their order, each with what is wrong and how to mend it."""
    return {"findings": [{**_finding(finding, language), "hint": hint(finding, language)} for finding in findings]}


def why(result: SegmentResult, view: View, chain: ChainResult) -> str:
    """The note on a segment: what was found, what follows from it, what would change it."""
    return _sentences(view, (result.reason, result.action_reason, result.change), chain)


def _chain(view: View, chain: ChainResult) -> Json:
    return {
        "id": chain.chain.chain_id,
        "name": view.chain(chain.chain),
        "segment_count": len(chain.segments),
        "depth": chain.depth,
        "scores": _scores(chain),
        "least_continuity": chain.least_continuity,
        "q_band": {q: {score.value: value for score, value in scores.items()} for q, scores in chain.q_band.items()},
        "end_segments": [
            {"id": end.segment_id, "final_share": end.final_share, "runnable": list(end.runnable), "held_by": list(end.held_by)}
            for end in chain.end_segments
        ],
        "segments": [_segment(view, chain, result) for result in chain.segments],
    }


def _scores(chain: ChainResult) -> Json:
    return {
        region: {
            **{score.value: list(interval) for score, interval in scores.items()},
            "count_grade_share": chain.count_grade_share[region],
            "after_loss": {score.value: chain.after_loss[region][score] for score in _AFTER_LOSS},
        }
        for region, scores in chain.scores.items()
    }


def _segment(view: View, chain: ChainResult, result: SegmentResult) -> Json:
    return {
        "id": result.segment.segment_id,
        "name": view.segment(result.segment),
        "weight": result.weight,
        "total_requirement": result.total_requirement,
        "evidence": result.evidence.value,
        "state": result.state.value,
        "cover": _intervals(result.cover),
        "controlled_cover": _intervals(result.controlled_cover),
        "companies": {region: list(count) for region, count in result.companies.items()},
        "candidates": result.candidates,
        "domestic_content": list(result.domestic_content),
        "verdict": result.verdict.value,
        "verdict_on_hi": _code(result.verdict_on_hi),
        "verdict_if_confirmed": _code(result.verdict_if_confirmed),
        "action": result.action.value,
        "action_if_confirmed": _code(result.action_if_confirmed),
        "also": [action.value for action in result.also],
        "binding": list(result.binding),
        "reason": why(result, view, chain),
        "gains": _gains(result),
    }


def _gains(result: SegmentResult) -> Json | None:
    if result.gains is None:
        return None
    gains = result.gains
    return {
        "coverage": gains.coverage,
        "pull": list(gains.pull),
        "self_reliance": gains.self_reliance,
        "continuity": gains.continuity,
        "credit": gains.credit,
    }


def _gap(view: View, gap: Gap) -> Json:
    return {
        "chain": gap.chain.chain.chain_id,
        "segment": gap.result.segment.segment_id,
        "verdict": gap.result.verdict.value,
        "action": gap.result.action.value,
        "gains": _gains(gap.result),
        "reason": why(gap.result, view, gap.chain),
    }


def _target(view: View, target: "Target") -> Json:
    from chainmap.present.target_words import call_line

    chain = view.assessment.chain(target.chain_id)
    return {
        "company": target.company,
        "chain": target.chain_id,
        "segment": target.segment_id,
        "place": target.place,
        "region": target.region_id,
        "status": target.status.value,
        "control": target.control.value,
        "confidence": target.confidence,
        "as_of": target.as_of,
        "cell": str(target.cell),
        "gap_count": target.gap_count,
        "buyers": list(target.buyers),
        "gains": {
            "coverage": target.gains.coverage,
            "pull": list(target.gains.pull),
            "self_reliance": target.gains.self_reliance,
            "continuity": target.gains.continuity,
        },
        "reason": _sentences(view, (target.reason,), chain),
        "first_sentence": call_line(view, target),
    }


def _search(view: View, chain_id: str, segment_id: str) -> Json:
    """What to search for where nobody is known."""
    from chainmap.present.search_words import search_words

    chain = view.assessment.chain(chain_id)
    words = search_words(view, chain, chain.segment(segment_id))
    return {name: list(getattr(words, name)) for name in ("makers", "products", "standards", "fairs", "ask")}


def _left_out(view: View, one: "LeftOut") -> Json:
    chain = view.assessment.chain(one.chain_id)
    return {
        "company": one.company,
        "chain": one.chain_id,
        "segment": one.segment_id,
        "reason": _sentences(view, (one.reason,), chain),
    }


def _sentences(view: View, reasons: Sequence[Reason], chain: ChainResult) -> str:
    name = view.name_in(chain.chain)
    return ("" if view.language == "zh" else " ").join(reason(one, view.language, name) for one in reasons)


def _finding(finding: Finding, language: Language) -> Json:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "cell": str(finding.cell),
        "message": message(finding, language),
    }


def _sides(scenario: "Scenario") -> tuple[tuple[str, Assessment], ...]:
    return (("before", scenario.before), ("after", scenario.after))


def _intervals(by_region: dict[str, Interval]) -> dict[str, list[float]]:
    return {region: list(interval) for region, interval in by_region.items()}


def _code(member: Any) -> str | None:
    return None if member is None else str(member.value)


def _rounded(value: object) -> object:
    if isinstance(value, float):
        # Adding 0 turns −0.0 into 0.0.
        return round(value, _DIGITS) + 0.0 if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): _rounded(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(each) for each in value]
    return value
