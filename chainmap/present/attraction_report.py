"""What the command line prints as JSON of whom to attract: the best few to fill, target lists, the best companies."""

from collections import Counter
from collections.abc import Iterable

from chainmap.analysis.assessment import Assessment
from chainmap.analysis.best import Best
from chainmap.analysis.companies import BestCompanies
from chainmap.analysis.targets import LeftOut, Target, TargetList
from chainmap.model.dataset import Dataset
from chainmap.present.report import Json, sentences
from chainmap.present.search_words import search_words
from chainmap.present.target_words import call_line
from chainmap.present.view import View
from chainmap.present.words import Language


def best_json(best: Iterable[Best]) -> Json:
    """The best sets of every chain by k, and the sets that unlock continuity; ids that two chains have as `chain/segment`."""
    found = tuple(best)
    used = Counter(segment_id for one in found for segment_id in one.segment_ids)

    def written(one: Best, segment_ids: Iterable[str]) -> list[str]:
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


def targets_json(found: TargetList, assessment: Assessment, dataset: Dataset, language: Language) -> Json:
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


def best_companies_json(found: Iterable[BestCompanies]) -> Json:
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


def _target(view: View, target: Target) -> Json:
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
        "reason": sentences(view, (target.reason,), chain),
        "first_sentence": call_line(view, target),
    }


def _search(view: View, chain_id: str, segment_id: str) -> Json:
    """What to search for where nobody is known."""
    chain = view.assessment.chain(chain_id)
    words = search_words(view, chain, chain.segment(segment_id))
    return {name: list(getattr(words, name)) for name in ("makers", "products", "standards", "fairs", "ask")}


def _left_out(view: View, one: LeftOut) -> Json:
    chain = view.assessment.chain(one.chain_id)
    return {
        "company": one.company,
        "chain": one.chain_id,
        "segment": one.segment_id,
        "reason": sentences(view, (one.reason,), chain),
    }
