"""What the command line prints as JSON: assessments, gaps, regions side by side, findings.

Companies to attract are in `attraction_report`, scenarios and leads in `scenario_report`.

Keys sorted, numbers rounded to six digits: equal inputs give equal bytes. Verdicts, actions and the like are codes;
names, places and reasons are in the language that was asked for.
"""

import json
import math
from collections.abc import Iterable, Sequence
from typing import Any

from chainmap.analysis.assessment import Assessment, ChainResult, SegmentResult
from chainmap.analysis.side_by_side import SideBySide
from chainmap.model.dataset import Dataset
from chainmap.model.finding import Finding, Reason
from chainmap.model.interval import Interval
from chainmap.model.vocabulary import Score
from chainmap.present.gap_list import Gap, gaps
from chainmap.present.view import View
from chainmap.present.words import Language, hint, message, reason

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


def side_by_side_json(found: SideBySide) -> Json:
    """Scores of every chain at each region asked for, seen from that region."""
    return {
        "regions": [one.region for one in found.assessments],
        "chains": [
            {
                "id": chain_id,
                "scores": {one.region: scores_json(one.chain(chain_id))[one.region] for one in found.assessments},
                "segments": [_beside(found, chain_id, at) for at in range(len(found.assessments[0].chain(chain_id).segments))],
            }
            for chain_id in [chain.chain.chain_id for chain in found.assessments[0].chains]
        ],
    }


def findings_json(findings: Iterable[Finding], language: Language) -> Json:
    """Findings in their order, each with what is wrong and how to mend it."""
    return {"findings": [{**_finding(finding, language), "hint": hint(finding, language)} for finding in findings]}


def sentences(view: View, reasons: Sequence[Reason], chain: ChainResult) -> str:
    """Reasons one after the other, with ids of segments and regions told as names."""
    name = view.name_in(chain.chain)
    return ("" if view.language == "zh" else " ").join(reason(one, view.language, name) for one in reasons)


def scores_json(chain: ChainResult) -> Json:
    """Both ends of the scores at every region, their share on the count grade and what is left after the loss."""
    return {
        region: {
            **{score.value: list(interval) for score, interval in scores.items()},
            "count_grade_share": chain.count_grade_share[region],
            "after_loss": {score.value: chain.after_loss[region][score] for score in _AFTER_LOSS},
        }
        for region, scores in chain.scores.items()
    }


def gains_json(result: SegmentResult) -> Json | None:
    """What filling the segment is worth, on lo; None for an end use."""
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


def _chain(view: View, chain: ChainResult) -> Json:
    return {
        "id": chain.chain.chain_id,
        "name": view.chain(chain.chain),
        "segment_count": len(chain.segments),
        "depth": chain.depth,
        "scores": scores_json(chain),
        "least_continuity": chain.least_continuity,
        "q_band": {q: {score.value: value for score, value in scores.items()} for q, scores in chain.q_band.items()},
        "end_segments": [
            {"id": end.segment_id, "final_share": end.final_share, "runnable": list(end.runnable), "held_by": list(end.held_by)}
            for end in chain.end_segments
        ],
        "segments": [_segment(view, chain, result) for result in chain.segments],
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
        "reason": _why(result, view, chain),
        "gains": gains_json(result),
    }


def _beside(found: SideBySide, chain_id: str, at: int) -> Json:
    """One segment in every region: verdict and number of companies there."""
    sides = {one.region: one.chain(chain_id).segments[at] for one in found.assessments}
    return {
        "id": next(iter(sides.values())).segment.segment_id,
        "verdicts": {region: side.verdict.value for region, side in sides.items()},
        "companies": {region: list(side.companies[region]) for region, side in sides.items()},
    }


def _gap(view: View, gap: Gap) -> Json:
    return {
        "chain": gap.chain.chain.chain_id,
        "segment": gap.result.segment.segment_id,
        "verdict": gap.result.verdict.value,
        "action": gap.result.action.value,
        "gains": gains_json(gap.result),
        "reason": _why(gap.result, view, gap.chain),
    }


def _why(result: SegmentResult, view: View, chain: ChainResult) -> str:
    """The note on a segment: what was found, what follows from it, what would change it."""
    return sentences(view, (result.reason, result.action_reason, result.change), chain)


def _finding(finding: Finding, language: Language) -> Json:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "cell": str(finding.cell),
        "message": message(finding, language),
    }


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
