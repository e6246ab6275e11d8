"""What the command line prints as JSON of what might come: scenarios, random losses, leads and their forecast."""

from collections.abc import Iterable, Mapping

from chainmap.analysis.assessment import Assessment
from chainmap.analysis.scenario import Scenario
from chainmap.analysis.stress import QUANTILES, Stress
from chainmap.model.lead import Lead
from chainmap.model.lead_list import LeadComparison
from chainmap.model.vocabulary import LeadStatus, Score
from chainmap.present.report import Json, findings_json, scores_json
from chainmap.present.words import Language


def scenario_json(scenario: Scenario) -> Json:
    """Scores of every chain and region before and after."""
    sides = {"before": scenario.before, "after": scenario.after}
    return {side: {chain.chain.chain_id: scores_json(chain) for chain in of.chains} for side, of in sides.items()}


def stress_json(found: Stress) -> Json:
    """How companies were lost, and per chain and score the distribution with its worst cases by name."""
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
        "before": {chain.chain.chain_id: scores_json(chain) for chain in before.chains},
        "after": {chain.chain.chain_id: scores_json(chain) for chain in landed.chains},
        "weighted": {chain: {score.value: value for score, value in scores.items()} for chain, scores in weighted.items()},
    }


def _lead(lead: Lead) -> Json:
    names = ("company", "chain_id", "segment_id", "region_id", "status", "owner", "contact", "next_step", "notes", "origin")
    texts = {name: str(getattr(lead, name)) for name in names}
    return {**texts, "due": lead.due.isoformat() if lead.due else None, "extra": dict(lead.extra)}
