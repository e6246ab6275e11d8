"""Every rule of METHOD section 6 with a minimal case, and that the first match wins."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chainmap.analysis.verdict import ACTIONS, VERDICTS, Situation, advise, change, confirmed_absent, judge, percent
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Action, CheckMethod, Evidence, PolicyAction, Stage, State, Verdict
from tests.analysis.datasets import segment

DEFAULT = Parameters()
FILL = segment("s", policy_action=PolicyAction.FILL)
STRENGTHEN = segment("s", policy_action=PolicyAction.STRENGTHEN)


def situation(**fields: Any) -> Situation:
    """A strong segment: covered, domestic at home, and still covered after a loss."""
    strong: dict[str, Any] = {
        "segment": segment("s"), "region": "lingang", "home": "china", "state": State.SUPPLIED, "evidence": Evidence.COUNT,
        "cover": 1.0, "controlled": 1.0, "after_loss": 1.0, "may_be_covered": True, "certain": 2, "possible": 0,
        "producing": 2, "under_way": 0, "home_known": True, "home_controlled": 1.0, "home_content": 1.0,
    }  # fmt: skip
    return Situation(**{**strong, **fields})


def absent(**fields: Any) -> Situation:
    return replace(confirmed_absent(situation()), **fields)


def anchor(**fields: Any) -> Situation:
    return situation(segment=segment("s", stage=Stage.END_USE), **fields)


COMING = situation(cover=0.0, controlled=0.0, after_loss=0.0, certain=1, producing=0, under_way=1)
UNCHECKED = absent(state=State.UNCHECKED, may_be_covered=True)
LOCATE = absent(state=State.POSSIBLE, possible=1, may_be_covered=True)
UNKNOWN_STATUS = situation(cover=0.0, controlled=0.0, after_loss=0.0, certain=1, producing=0)
WEAK = situation(cover=0.2, controlled=0.2, after_loss=0.0, certain=1, producing=0)
FOREIGN_HELD = situation(controlled=0.4)
HOLLOW = situation(home_content=0.4, hollowed_by=("resin",))
FRAGILE = situation(after_loss=0.4, certain=1, producing=1)


@pytest.mark.parametrize(
    ("case", "verdict"),
    [
        (anchor(), Verdict.ANCHOR),
        (replace(UNCHECKED, segment=segment("s", stage=Stage.END_USE)), Verdict.ANCHOR),
        (UNCHECKED, Verdict.UNCHECKED),
        (COMING, Verdict.COMING),
        (replace(COMING, possible=1), Verdict.COMING),
        (LOCATE, Verdict.LOCATE),
        (UNKNOWN_STATUS, Verdict.LOCATE),
        (absent(), Verdict.MISSING),
        (WEAK, Verdict.WEAK),
        (situation(cover=0.0, controlled=0.0, may_be_covered=False), Verdict.WEAK),  # a producer without capacity
        (replace(WEAK, cover=0.5, controlled=0.5, after_loss=0.5), Verdict.STRONG),
        (FOREIGN_HELD, Verdict.FOREIGN_HELD),
        (HOLLOW, Verdict.HOLLOW),
        (replace(HOLLOW, controlled=0.4), Verdict.FOREIGN_HELD),
        (FRAGILE, Verdict.FRAGILE),
        (situation(), Verdict.STRONG),
    ],
)
def test_the_first_matching_rule_gives_the_verdict(case: Situation, verdict: Verdict) -> None:
    assert judge(case, DEFAULT)[0] is verdict


def test_thresholds_are_parameters() -> None:
    assert judge(WEAK, Parameters(weak_below=0.2, controlled_below=0.2, fragile_below=0.0))[0] is Verdict.STRONG
    assert judge(FOREIGN_HELD, Parameters(controlled_below=0.4))[0] is Verdict.STRONG
    assert judge(HOLLOW, Parameters(hollow_below=0.4))[0] is Verdict.STRONG
    assert judge(FRAGILE, Parameters(fragile_below=0.4))[0] is Verdict.STRONG


def action(case: Situation) -> tuple[Action, tuple[Action, ...]]:
    first, _reason, also = advise(case, judge(case, DEFAULT)[0], DEFAULT)
    return first, also


@pytest.mark.parametrize(
    ("case", "first", "also"),
    [
        (anchor(), Action.KEEP, ()),
        (anchor(cover=0.0, under_way=1), Action.ACCELERATE, ()),
        (anchor(cover=0.0, state=State.ABSENT), Action.NONE, ()),
        (anchor(cover=0.0, state=State.UNCHECKED), Action.VERIFY, ()),
        (anchor(cover=0.0, state=State.POSSIBLE), Action.VERIFY, ()),
        (anchor(home_controlled=0.0), Action.KEEP, ()),  # no breakthrough for demand
        (absent(home_controlled=0.4), Action.BREAKTHROUGH, (Action.ATTRACT,)),
        (absent(home_controlled=0.4, home_known=False), Action.ATTRACT, ()),  # nothing is concluded from ignorance
        (replace(UNCHECKED, home_controlled=0.4), Action.BREAKTHROUGH, (Action.VERIFY,)),
        (replace(LOCATE, home_controlled=0.4), Action.BREAKTHROUGH, (Action.VERIFY,)),
        (situation(home_controlled=0.4), Action.KEEP, (Action.BREAKTHROUGH,)),  # strong: only also
        (UNCHECKED, Action.VERIFY, ()),
        (LOCATE, Action.VERIFY, ()),
        (COMING, Action.ACCELERATE, ()),
        (replace(WEAK, under_way=1), Action.ACCELERATE, (Action.ATTRACT,)),
        (replace(WEAK, under_way=0), Action.ATTRACT, ()),
        (absent(segment=STRENGTHEN), Action.RECONCILE, (Action.ATTRACT,)),
        (HOLLOW, Action.TRACE_UPSTREAM, ()),
        (absent(nearby=("yrd", 2)), Action.SOURCE_NEARBY, (Action.ATTRACT,)),
        (absent(nearby=("yrd", 2), segment=FILL), Action.ATTRACT, ()),
        (replace(FRAGILE, nearby=("yrd", 2)), Action.SOURCE_NEARBY, (Action.DIVERSIFY,)),
        (absent(), Action.ATTRACT, ()),
        (FRAGILE, Action.DIVERSIFY, ()),
        (FOREIGN_HELD, Action.DIVERSIFY, ()),
        (replace(FRAGILE, feeds_lacking=("x",)), Action.DIVERSIFY, (Action.EXTEND,)),
        (situation(feeds_lacking=("x",)), Action.EXTEND, ()),
        (situation(feeds_lacking=("x",), producing=0), Action.KEEP, ()),
        (situation(), Action.KEEP, ()),
    ],
)
def test_the_first_matching_rule_gives_the_action_and_later_ones_are_also(
    case: Situation, first: Action, also: tuple[Action, ...]
) -> None:
    assert action(case) == (first, also)


def test_every_verdict_and_action_has_a_rule() -> None:
    assert [verdict for verdict, _rule in VERDICTS] == list(Verdict)
    assert [one for one, _rule in ACTIONS] == [one for one in Action if one is not Action.NONE]


def test_a_missing_segment_says_how_and_when_somebody_looked() -> None:
    looked = segment("s", check_method=CheckMethod.PUBLIC_SEARCH, checked_on=date(2026, 11, 23))
    reason = judge(absent(segment=looked, candidates=("yrd", 3)), DEFAULT)[1]
    assert reason.code == "missing.public-search.dated.somebody"
    assert reason.facts == {"region_id": "lingang", "home_id": "china", "checked_on": "2026-11-23", "near_id": "yrd", "count": 3}


def test_every_verdict_says_what_would_change_it() -> None:
    for case in (anchor(), UNCHECKED, COMING, LOCATE, absent(), WEAK, FOREIGN_HELD, HOLLOW, FRAGILE, situation()):
        verdict = judge(case, DEFAULT)[0]
        assert change(case, verdict, DEFAULT).code.startswith(f"change.{verdict.value}")


def test_percent_is_never_a_false_0_or_100() -> None:
    assert [percent(share) for share in (0.0, 0.0001, 0.1234, 0.9999, 1.0)] == [0.0, 0.1, 12.3, 99.9, 100.0]


def test_a_strong_segment_whose_producers_are_not_known_counts_none() -> None:
    judged, reason = judge(situation(producing=0), DEFAULT)
    assert (judged, reason.code) == (Verdict.STRONG, "strong.cover")
    assert "count" not in reason.facts
