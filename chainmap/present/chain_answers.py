"""Answers to "why" about counts and shares of a chain's segments: `verdict:missing:ic`, `state:supplied:ic`, `depth:ic` …"""

from collections.abc import Sequence

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.vocabulary import Action, State, Verdict
from chainmap.present.answer import Answer
from chainmap.present.decimals import number
from chainmap.present.view import View
from chainmap.present.why_segments import (
    checked_for,
    every_segment,
    of_action,
    of_state,
    of_verdict,
    on_count_grade,
    on_longest_path,
    why_segments,
)

TOPICS = ("verdict", "state", "action", "checked", "count-grade", "segments", "depth")


def chain_answer(view: View, topic: str, rest: Sequence[str], chain: ChainResult, *, opened: str | None) -> Answer:
    """`topic` is one of TOPICS, `rest` what follows it; raises ValueError for a verdict or a state that is none."""
    name, region = view.chain(chain.chain), view.region(view.assessment.region)
    tex: tuple[str, ...] = ()
    if topic == "count-grade":
        shown, sentence = on_count_grade(view, chain), view.say("why.count-grade")
        title = view.say("why.title-count-grade", chain=name)
        value = f"={number(chain.count_grade_share[view.assessment.region], 4)}"
        tex = (rf"\sum_{{i\ \text{{{view.say('why.on-count')}}}}} w_i{value}",)
    elif topic == "checked":
        shown, sentence = checked_for(chain, view.assessment.region), view.say("why.verdict", region=region)
        title = view.say("why.title-checked", chain=name, count=len(shown), region=region)
    elif topic in ("verdict", "state", "action"):
        shown, title = _counted(view, topic, rest[0], chain)
        sentence = view.say("why.action" if topic == "action" else "why.verdict", region=region)
    else:
        shown = every_segment(chain) if topic == "segments" else on_longest_path(chain)
        title = view.say(f"why.title-{topic}", chain=name, count=len(shown))
        sentence = view.say("why.segments-of", region=region) if topic == "segments" else view.say("why.depth")
    advised = topic == "action"
    return Answer(title=title, tex=tex, body=why_segments(view, chain, shown, sentence, opened=opened, advised=advised))


def _counted(view: View, topic: str, value: str, chain: ChainResult) -> tuple[list[SegmentResult], str]:
    name = view.chain(chain.chain)
    if topic == "verdict":
        verdict = Verdict(value)
        shown = of_verdict(chain, verdict)
        return shown, view.say("why.title-verdict", verdict=view.word(verdict), count=len(shown), chain=name)
    if topic == "action":
        action = Action(value)
        shown = of_action(chain, action)
        return shown, view.say("why.title-action", action=view.word(action), count=len(shown), chain=name)
    state = State(value)
    shown = of_state(chain, state)
    return shown, view.say("why.title-state", state=view.word(state), count=len(shown), chain=name)
