"""The answer to "why": from what was asked (`coverage:ic`, `verdict:missing:ic`, `gain:ic/resist` …) to what is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from chainmap.analysis.assessment import ChainResult
from chainmap.analysis.companies import BestCompanies, best_companies
from chainmap.analysis.sensitivity import Question, Sensitivity, sensitivity
from chainmap.analysis.targets import TargetList, targets
from chainmap.model.vocabulary import Confidence, Score
from chainmap.present.answer import Answer as Answer
from chainmap.present.chain_answers import TOPICS as CHAIN_TOPICS
from chainmap.present.chain_answers import chain_answer
from chainmap.present.decimals import number
from chainmap.present.numbers import count, percent
from chainmap.present.provenance import shown_rows
from chainmap.present.segment_answers import segment_answer
from chainmap.present.view import View
from chainmap.present.why import formula, why
from chainmap.present.why_best import best_answer
from chainmap.present.why_chains import chains_answer, checked_answer
from chainmap.present.why_clusters import cluster_answer
from chainmap.present.why_data import (
    confidence_word,
    rows_of_confidence,
    why_age,
    why_confidence,
)
from chainmap.present.why_filled import credit_answer
from chainmap.present.why_goal import goal_answer
from chainmap.present.why_invited import invited_answer
from chainmap.present.why_landing import landing_answer
from chainmap.present.why_loss import loss_formula, why_after_loss
from chainmap.present.why_plan import clauses_answer, plan_answer
from chainmap.present.why_register import register_answer
from chainmap.present.why_scenario import moved_answer
from chainmap.present.why_sensitivity import rank_answer, stability_answer
from chainmap.present.why_together import together_answer
from chainmap.present.why_unlock import unlock_answer

Firmness = Callable[[View, str], Sensitivity]
Invited = Callable[[View, tuple[str, str] | None, Score], TargetList]
Together = Callable[[View, TargetList, int, bool], tuple[BestCompanies, ...]]


def firmness(view: View, chain_id: str) -> Sensitivity:
    """How firm the first gaps of a chain of the view are; takes the better part of a second."""
    return sensitivity(view.dataset, chain_id, view.assessment.parameters)


def invited(view: View, only: tuple[str, str] | None, score: Score) -> TargetList:
    """Companies to attract for one segment, or for every gap of a score, of the chains of the view."""
    return targets(view.dataset, view.assessment, only, score=score)


def together(view: View, found: TargetList, k: int, domestic: bool) -> tuple[BestCompanies, ...]:
    """The best sets of 1 to k of the companies, of all of them or of the domestic ones."""
    return best_companies(view.dataset, view.assessment, found, k, domestic=domestic)


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """What takes a while: callers that keep results say here how to get them."""

    firm: Firmness = firmness
    invited: Invited = invited
    together: Together = together


def answer(
    view: View, asked: str, *, opened: str | None, computed: Computed = Computed(), today: date | None = None
) -> Answer | None:
    """None when what was asked for is not in the data; `opened` is the segment (`chain/segment`) that stands open.

    With `today` a goal without a day of its value is held against the time that has gone.
    """
    topic, *rest = asked.split(":")
    try:
        match topic, rest:
            case ("after-loss", [score, chain_id]):
                return _after_loss(view, Score(score), chain_id, opened)
            case ("moved", [score, chain_id]):
                return moved_answer(view, view.assessment.chain(chain_id), Score(score), opened=opened)
            case ("checked", [""]):
                return checked_answer(view)
            case (topic, [*_, chain_id]) if topic in CHAIN_TOPICS:
                return chain_answer(view, topic, rest, view.assessment.chain(chain_id), opened=opened)
            case ("credit-all", [chain_id]):
                return credit_answer(view, view.assessment.chain(chain_id), None, opened=opened)
            case ("stability", [question, chain_id]):
                chain = view.assessment.chain(chain_id)
                return stability_answer(view, chain, computed.firm(view, chain_id), Question(question), opened=opened)
            case ("rank", [question, slot]) if (found := view.find(slot)) is not None:
                return rank_answer(view, *found, computed.firm(view, found[0].chain.chain_id), Question(question), opened=opened)
            case ("confidence", [confidence, *only]):
                return _confidence(view.only("".join(only) or None), confidence)
            case ("register", [what, text]):
                return register_answer(view, what, text, opened=opened)
            case ("chains", [chain_id]):
                return chains_answer(view.only(chain_id or None))
            case ("goal", [goal_id]):
                return goal_answer(view, goal_id, today)
            case ("age", [chain_id]):
                return Answer(title=view.say("why.title-age"), body=why_age(view.only(chain_id or None)))
            case ("plan", [name, chain_id]):
                return plan_answer(view.only(chain_id or None), name, opened=opened)
            case ("best", [score, chain_id, members]):
                return best_answer(view, Score(score), view.assessment.chain(chain_id), members.split(","), opened=opened)
            case ("unlock", [chain_id, members]):
                return unlock_answer(view, view.assessment.chain(chain_id), members.split(","), opened=opened)
            case ("clauses", [which, chain_id]):
                return clauses_answer(view.only(chain_id or None), which, opened=opened)
            case ("cluster", [at, chain_id]):
                return cluster_answer(view.only(chain_id or None), int(at), opened=opened)
            case ("invite", [what, score, whom]):
                return _invited(view, what, Score(score), whom, computed, opened)
            case ("together", [k, ("all" | "domestic") as whose, chain_id]):
                return _together(view.only(chain_id or None), int(k), whose == "domestic", computed, opened)
            case ("landing", [slot, *key]):
                return landing_answer(view, slot, ":".join(key), opened=opened)
            case (_, [slot, *_]) if "/" in slot:
                return segment_answer(view, topic, rest, opened=opened)
            case (score, [chain_id]):
                return _score(view, Score(score), chain_id, opened)
    except (KeyError, ValueError):  # an id or a word of an address that is of other data
        return None
    return None


def _invited(view: View, what: str, score: Score, whom: str, computed: Computed, opened: str | None) -> Answer | None:
    """`whom`: a chain, `chain/segment`, or "" for every chain of the view."""
    chain_id, slash, segment_id = whom.partition("/")
    if slash and view.find(whom) is None:
        return None
    shown = view.only(chain_id or None)
    found = computed.invited(shown, (chain_id, segment_id) if slash else None, score)
    return invited_answer(shown, what, score, found, opened=opened)


def _together(view: View, k: int, domestic: bool, computed: Computed, opened: str | None) -> Answer | None:
    found = computed.invited(view, None, Score.COVERAGE)
    best = next((one for one in computed.together(view, found, k, domestic) if one.k == k), None)
    return together_answer(view, best, found, opened=opened) if best else None


def _score(view: View, score: Score, chain_id: str, opened: str | None) -> Answer:
    chain = view.assessment.chain(chain_id)
    tex = formula(view, chain, score, view.assessment.headline(score))
    title = _title(view, "why.title", score, chain)
    return Answer(title=title, tex=(tex.general, tex.with_numbers), body=why(view, chain, score, opened=opened))


def _after_loss(view: View, score: Score, chain_id: str, opened: str | None) -> Answer:
    chain = view.assessment.chain(chain_id)
    title = _title(view, "why.title-after-loss", score, chain)
    return Answer(title=title, tex=loss_formula(view, chain, score), body=why_after_loss(view, chain, score, opened=opened))


def _title(view: View, code: str, score: Score, chain: ChainResult) -> str:
    """With the region, where it is not the one that the score usually stands for."""
    region = view.assessment.inside if score is not Score.COVERAGE else None
    word = view.say("why.score-inside", score=view.word(score), region=view.region(region)) if region else view.word(score)
    return view.say(code, score=word, chain=view.chain(chain.chain))


def _confidence(view: View, confidence: str) -> Answer:
    if confidence:
        Confidence(confidence)
    found, total = len(rows_of_confidence(view, confidence)), len(shown_rows(view))
    title = view.say(
        "why.title-confidence",
        confidence=confidence_word(view, confidence),
        count=count(found),
        share=percent(found / total if total else 0.0),
    )
    tex = (rf"\frac{{{found}}}{{{total}}}={number(found / total, 4)}",) if total else ()
    return Answer(title=title, tex=tex, body=why_confidence(view, confidence))
