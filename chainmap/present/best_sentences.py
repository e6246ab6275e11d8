"""The best few to fill and the best few to land, each in a sentence: what they reach, and by name."""

from collections.abc import Sequence

from chainmap.analysis.assessment import ChainResult
from chainmap.analysis.best import Best
from chainmap.analysis.companies import BestCompanies
from chainmap.analysis.optimum import BestSet
from chainmap.model.finding import Fact
from chainmap.model.vocabulary import Score
from chainmap.present.numbers import listed, percent, percent_figure
from chainmap.present.view import View

_CLOSED = 1e-9


def best_sentence(
    view: View,
    chain: ChainResult,
    best: Best,
    chosen: BestSet,
    score: Score,
    *,
    before: str | None = None,
    value: str | None = None,
) -> str:
    """Filling these segments of a chain: `补 3 个环节可把覆盖率从 19.3 % 提到 26.9 %：…`.

    The bound stands behind it where the set is not proved best. Nothing is named that adds nothing: where a smaller set
    reaches as much, it is said instead. `before` and `value` stand in place of the score now and of what is reached.
    """
    now = chain.scores[view.assessment.headline(score)][score].lo
    facts: dict[str, Fact] = {
        "chain": view.chain(chain.chain),
        "count": len(chosen.members),
        "score": view.word(score),
        "before": before or percent(now),
    }
    if not chosen.members:
        return view.say("gaps.best-too-dear", chain=view.chain(chain.chain))
    if not lifts(chosen, now):
        return view.say("gaps.best-none", **{**facts, "count": chosen.k})
    chosen = without_fillers(best, chosen)
    names = segment_names(view, chain, best.names(chosen))
    text = view.say("gaps.best", **{**facts, "count": len(chosen.members)}, after=value or percent(chosen.value), names=names)
    return text if chosen.exact else text + view.say("gaps.bound", bound=percent(chosen.bound))


def lifts(chosen: BestSet, now: float) -> bool:
    """Whether filling the set raises the score at all."""
    return bool(chosen.members) and chosen.value - now >= _CLOSED


def without_fillers(best: Best, chosen: BestSet) -> BestSet:
    """The smallest set that reaches as much, where the chosen one is proved best."""
    return next(one for one in best.sets if one.value >= chosen.value - _CLOSED) if chosen.exact else chosen


def best_companies_sentence(view: View, best: BestCompanies, *, value: str | None = None) -> str:
    """Landing these companies, each with the gaps that it fills. `value` stands in place of what they add."""
    names = [
        view.say("targets.best-company", company=company, segments=listed((_name(view, *slot) for slot in slots), view.language))
        for company, slots in zip(best.companies, best.slots, strict=True)
    ]
    text = view.say("targets.best", count=best.k, value=value or percent_figure(best.value), names=tuple(names))
    return text if best.exact else text + view.say("targets.best-bound", bound=percent(best.bound))


def fewest(found: Sequence[BestCompanies]) -> BestCompanies:
    """The smallest of these sets that reaches what the largest reaches: nobody is invited who adds nothing."""
    return next(one for one in found if one.value >= found[-1].value - _CLOSED)


def segment_names(view: View, chain: ChainResult, segment_ids: tuple[str, ...]) -> tuple[str, ...]:
    """Names of segments of a chain."""
    return tuple(view.segment(chain.segment(segment_id).segment) for segment_id in segment_ids)


def _name(view: View, chain_id: str, segment_id: str) -> str:
    return view.segment(view.assessment.chain(chain_id).segment(segment_id).segment)
