"""The answer to "why": from what was asked (`coverage:ic`, `verdict:missing:ic`, `gain:ic/resist` …) to what is shown."""

from chainmap.model.vocabulary import Confidence, Score, State, Verdict
from chainmap.present.answer import Answer as Answer
from chainmap.present.numbers import count, percent
from chainmap.present.segment_answers import segment_answer
from chainmap.present.view import View
from chainmap.present.why import formula, why
from chainmap.present.why_best import best_answer
from chainmap.present.why_data import (
    confidence_word,
    goal_formula,
    goal_title,
    rows_of_confidence,
    why_age,
    why_confidence,
    why_goal,
)
from chainmap.present.why_landing import landing_answer
from chainmap.present.why_loss import loss_formula, why_after_loss
from chainmap.present.why_plan import plan_answer
from chainmap.present.why_segments import of_state, of_verdict, on_count_grade, why_segments


def answer(view: View, asked: str, *, opened: str | None) -> Answer | None:
    """None when what was asked for is not in the data; `opened` is the segment (`chain/segment`) that stands open."""
    topic, *rest = asked.split(":")
    try:
        match topic, rest:
            case ("after-loss", [score, chain_id]):
                return _after_loss(view, Score(score), chain_id, opened)
            case ("verdict", [verdict, chain_id]):
                return _verdict(view, Verdict(verdict), chain_id, opened)
            case ("state", [state, chain_id]):
                return _state(view, State(state), chain_id, opened)
            case ("count-grade", [chain_id]):
                return _count_grade(view, chain_id, opened)
            case ("confidence", [confidence]):
                return _confidence(view, confidence)
            case ("goal", [goal_id]):
                return _goal(view, goal_id)
            case ("age", _):
                return Answer(title=view.say("why.title-age"), body=why_age(view))
            case ("plan", [name, chain_id]):
                return plan_answer(view.only(chain_id or None), name, opened=opened)
            case ("best", [score, chain_id, members]):
                return best_answer(view, Score(score), view.assessment.chain(chain_id), members.split(","), opened=opened)
            case ("landing", [slot, *key]):
                return landing_answer(view, slot, ":".join(key), opened=opened)
            case (_, [slot, *_]) if "/" in slot:
                return segment_answer(view, topic, rest, opened=opened)
            case (score, [chain_id]):
                return _score(view, Score(score), chain_id, opened)
    except (KeyError, ValueError):  # an id or a word of an address that is of other data
        return None
    return None


def _score(view: View, score: Score, chain_id: str, opened: str | None) -> Answer:
    chain = view.assessment.chain(chain_id)
    tex = formula(chain, score, view.assessment.headline(score))
    title = view.say("why.title", score=view.word(score), chain=view.chain(chain.chain))
    return Answer(title=title, tex=(tex.general, tex.with_numbers), body=why(view, chain, score, opened=opened))


def _after_loss(view: View, score: Score, chain_id: str, opened: str | None) -> Answer:
    chain = view.assessment.chain(chain_id)
    title = view.say("why.title-after-loss", score=view.word(score), chain=view.chain(chain.chain))
    return Answer(title=title, tex=loss_formula(view, chain, score), body=why_after_loss(view, chain, score, opened=opened))


def _verdict(view: View, verdict: Verdict, chain_id: str, opened: str | None) -> Answer:
    chain = view.assessment.chain(chain_id)
    shown = of_verdict(chain, verdict)
    title = view.say("why.title-verdict", verdict=view.word(verdict), count=len(shown), chain=view.chain(chain.chain))
    sentence = view.say("why.verdict", region=view.region(view.assessment.region))
    return Answer(title=title, body=why_segments(view, chain, shown, sentence, opened=opened))


def _state(view: View, state: State, chain_id: str, opened: str | None) -> Answer:
    chain = view.assessment.chain(chain_id)
    shown = of_state(chain, state)
    title = view.say("why.title-state", state=view.word(state), count=len(shown), chain=view.chain(chain.chain))
    sentence = view.say("why.verdict", region=view.region(view.assessment.region))
    return Answer(title=title, body=why_segments(view, chain, shown, sentence, opened=opened))


def _count_grade(view: View, chain_id: str, opened: str | None) -> Answer:
    chain = view.assessment.chain(chain_id)
    title = view.say("why.title-count-grade", chain=view.chain(chain.chain))
    tex = rf"\sum_{{i\ \text{{on count}}}} w_i={chain.count_grade_share[view.assessment.region]:.3f}"
    body = why_segments(view, chain, on_count_grade(view, chain), view.say("why.count-grade"), opened=opened)
    return Answer(title=title, tex=(tex.replace("on count", view.say("why.on-count")),), body=body)


def _confidence(view: View, confidence: str) -> Answer:
    if confidence:
        Confidence(confidence)
    found, total = len(rows_of_confidence(view, confidence)), len(view.dataset.suppliers)
    title = view.say(
        "why.title-confidence",
        confidence=confidence_word(view, confidence),
        count=count(found),
        share=percent(found / total if total else 0.0),
    )
    tex = (rf"\frac{{{found}}}{{{total}}}={found / total:.3f}",) if total else ()
    return Answer(title=title, tex=tex, body=why_confidence(view, confidence))


def _goal(view: View, goal_id: str) -> Answer | None:
    goal = next((one for one in view.dataset.plan.goals if one.goal_id == goal_id), None) if view.dataset.plan else None
    if goal is None:
        return None
    return Answer(
        title=view.say("why.title-goal", goal=goal_title(view, goal)), tex=goal_formula(goal), body=why_goal(view, goal)
    )
