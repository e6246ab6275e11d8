"""What a segment is called and what to do about it: the rules of METHOD section 6, in their order.

A rule answers with a Reason or with None. Texts are in `present.words.reasons`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from chainmap.model.chain import Segment
from chainmap.model.finding import Fact, Reason
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Action, Evidence, PolicyAction, Stage, State, Verdict

NAMED = 4  # segments named in a sentence; the result holds all
LACKING = frozenset({Verdict.MISSING, Verdict.COMING, Verdict.WEAK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All that the rules look at, for one segment at the focal region, on one end of its intervals."""

    segment: Segment
    region: str
    home: str
    state: State
    evidence: Evidence
    cover: float  # c
    controlled: float  # d
    after_loss: float  # c after the loss of the company whose loss lowers it most
    may_be_covered: bool  # c above 0 on hi
    certain: int  # companies certainly there, not stopped
    possible: int
    producing: int
    under_way: int  # ramping, piloting, building or planning
    home_known: bool  # checked for the home country, or a published rate
    home_controlled: float  # d at the home country, on hi
    home_content: float  # y at the home country, on hi
    hollowed_by: tuple[str, ...] = ()
    nearby: tuple[str, int] | None = None  # region of the ladder with enough producing companies outside, their number
    candidates: tuple[str, int] | None = None  # nearest region of the home country with producing domestic companies outside
    feeds_lacking: tuple[str, ...] = ()  # users that are missing, coming or weak

    @property
    def anchor(self) -> bool:
        """Whether the segment is an end use: demand, never a gap."""
        return self.segment.stage is Stage.END_USE


Rule = Callable[[Situation, Parameters], Reason | None]
Judged = Callable[[Situation, Verdict, Parameters], Reason | None]


def judge(situation: Situation, parameters: Parameters) -> tuple[Verdict, Reason]:
    """The first verdict whose rule matches, and why."""
    for verdict, rule in VERDICTS:
        reason = rule(situation, parameters)
        if reason is not None:
            return verdict, reason
    raise AssertionError("the last rule matches always")


def advise(situation: Situation, verdict: Verdict, parameters: Parameters) -> tuple[Action, Reason, tuple[Action, ...]]:
    """The first action whose rule matches, why, and the later ones that match too."""
    if verdict is Verdict.ANCHOR:
        return (*_anchor_action(situation), ())
    matching = [(action, reason) for action, rule in ACTIONS if (reason := rule(situation, verdict, parameters)) is not None]
    (first, reason), *later = matching
    also = [action for action, _reason in later if action is not Action.KEEP]
    if verdict is Verdict.STRONG and falls_short(situation, parameters):
        also.insert(0, Action.BREAKTHROUGH)
    return first, reason, tuple(also)


def confirmed_absent(situation: Situation) -> Situation:
    """The situation after a check that finds nobody."""
    return replace(
        situation, state=State.ABSENT, cover=0.0, controlled=0.0, after_loss=0.0, may_be_covered=False,
        certain=0, possible=0, producing=0, under_way=0,
    )  # fmt: skip


def change(situation: Situation, verdict: Verdict, parameters: Parameters) -> Reason:
    """What would change the verdict."""
    thresholds = {
        Verdict.WEAK: parameters.weak_below,
        Verdict.FOREIGN_HELD: parameters.controlled_below,
        Verdict.HOLLOW: parameters.hollow_below,
        Verdict.FRAGILE: parameters.fragile_below,
        Verdict.STRONG: parameters.fragile_below,
    }
    facts: dict[str, Fact] = {"region_id": situation.region, "home_id": situation.home}
    if verdict in thresholds:
        facts["threshold_percent"] = percent(thresholds[verdict])
    code = f"change.{verdict.value}"
    if verdict is Verdict.MISSING and situation.evidence is Evidence.COUNT:
        return Reason(code=f"{code}.count", facts={**facts, "landed_percent": percent(parameters.q)})
    return Reason(code=code, facts=facts)


def percent(share: float) -> float:
    """Percent with one decimal; never a false 0 or 100."""
    return min(99.9, max(0.1, round(100 * share, 1))) if 0 < share < 1 else 100 * share


def falls_short(situation: Situation, parameters: Parameters) -> bool:
    """Domestic cover at the home country is below the threshold even on hi, and somebody looked there."""
    return situation.home_known and situation.home_controlled < parameters.controlled_below


def _facts(situation: Situation, **more: Fact) -> dict[str, Fact]:
    return {"region_id": situation.region, "home_id": situation.home, **more}


# Verdicts


def _anchor(situation: Situation, parameters: Parameters) -> Reason | None:
    if not situation.anchor:
        return None
    return Reason(
        code=f"anchor.{_presence(situation)}", facts=_facts(situation, count=situation.certain, under_way=situation.under_way)
    )


def _presence(situation: Situation) -> str:
    if situation.cover > 0:
        return "present"
    if situation.under_way:
        return "coming"
    return "absent" if situation.state is State.ABSENT else "unchecked"


def _unchecked(situation: Situation, parameters: Parameters) -> Reason | None:
    if situation.state is not State.UNCHECKED:
        return None
    checked = situation.segment.checked_region
    if checked is None:
        return Reason(code="unchecked", facts=_facts(situation))
    return Reason(code="unchecked.elsewhere", facts=_facts(situation, checked_id=checked))


def _coming(situation: Situation, parameters: Parameters) -> Reason | None:
    # Under the readiness "firm" and where amounts are unknown, who ramps or pilots is only coming too.
    if situation.cover > 0 or not situation.under_way:
        return None
    return Reason(code="coming", facts=_facts(situation, count=situation.under_way))


def _locate(situation: Situation, parameters: Parameters) -> Reason | None:
    if situation.cover > 0:
        return None
    if situation.state is State.POSSIBLE:
        return Reason(code="locate.place", facts=_facts(situation, count=situation.possible))
    if situation.state is State.SUPPLIED and situation.may_be_covered:
        return Reason(code="locate.status", facts=_facts(situation, count=situation.certain))
    return None


def _missing(situation: Situation, parameters: Parameters) -> Reason | None:
    if situation.state is not State.ABSENT:
        return None
    segment = situation.segment
    method = "checked" if segment.check_method is None else segment.check_method.value
    facts = _facts(situation)
    dated = "undated"
    if segment.checked_on is not None:
        dated, facts["checked_on"] = "dated", segment.checked_on.isoformat()
    where = "nobody"
    if situation.candidates is not None:
        where, (facts["near_id"], facts["count"]) = "somebody", situation.candidates
    return Reason(code=f"missing.{method}.{dated}.{where}", facts=facts)


def _weak(situation: Situation, parameters: Parameters) -> Reason | None:
    if situation.cover >= parameters.weak_below:
        return None
    return Reason(code="weak", facts=_facts(situation, count=situation.certain, cover_percent=percent(situation.cover)))


def _foreign_held(situation: Situation, parameters: Parameters) -> Reason | None:
    if situation.controlled >= parameters.controlled_below:
        return None
    facts = _facts(situation, cover_percent=percent(situation.cover), controlled_percent=percent(situation.controlled))
    return Reason(code="foreign-held", facts=facts)


def _hollow(situation: Situation, parameters: Parameters) -> Reason | None:
    if situation.home_content >= parameters.hollow_below:
        return None
    facts = _facts(situation, controlled_percent=percent(situation.controlled), content_percent=percent(situation.home_content))
    return Reason(code="hollow", facts={**facts, "binding_ids": situation.hollowed_by[:NAMED]})


def _fragile(situation: Situation, parameters: Parameters) -> Reason | None:
    if situation.after_loss >= parameters.fragile_below:
        return None
    facts = _facts(situation, cover_percent=percent(situation.cover), loss_percent=percent(situation.after_loss))
    return Reason(code="fragile.sole" if situation.producing == 1 else "fragile", facts=facts)


def _strong(situation: Situation, parameters: Parameters) -> Reason | None:
    facts = _facts(situation, cover_percent=percent(situation.cover), loss_percent=percent(situation.after_loss))
    if not situation.producing:  # a published rate, or companies that are not yet at volume, carry it
        return Reason(code="strong.cover", facts=facts)
    return Reason(code="strong", facts={**facts, "count": situation.producing})


VERDICTS: tuple[tuple[Verdict, Rule], ...] = (
    (Verdict.ANCHOR, _anchor),
    (Verdict.UNCHECKED, _unchecked),
    (Verdict.COMING, _coming),
    (Verdict.LOCATE, _locate),
    (Verdict.MISSING, _missing),
    (Verdict.WEAK, _weak),
    (Verdict.FOREIGN_HELD, _foreign_held),
    (Verdict.HOLLOW, _hollow),
    (Verdict.FRAGILE, _fragile),
    (Verdict.STRONG, _strong),
)


# Actions


def _anchor_action(situation: Situation) -> tuple[Action, Reason]:
    actions = {"present": Action.KEEP, "coming": Action.ACCELERATE, "absent": Action.NONE, "unchecked": Action.VERIFY}
    presence = _presence(situation)
    return actions[presence], Reason(code=f"do.anchor.{presence}", facts=_facts(situation, count=situation.under_way))


def _breakthrough(situation: Situation, verdict: Verdict, parameters: Parameters) -> Reason | None:
    if verdict is Verdict.STRONG or not falls_short(situation, parameters):
        return None
    return Reason(code="do.breakthrough", facts=_facts(situation, controlled_percent=percent(situation.home_controlled)))


def _verify(situation: Situation, verdict: Verdict, parameters: Parameters) -> Reason | None:
    if verdict not in (Verdict.UNCHECKED, Verdict.LOCATE):
        return None
    return Reason(code=f"do.verify.{verdict.value}", facts=_facts(situation))


def _accelerate(situation: Situation, verdict: Verdict, parameters: Parameters) -> Reason | None:
    if verdict is not Verdict.COMING and not (verdict is Verdict.WEAK and situation.under_way):
        return None
    return Reason(code="do.accelerate", facts=_facts(situation, count=situation.under_way))


def _reconcile(situation: Situation, verdict: Verdict, parameters: Parameters) -> Reason | None:
    if verdict is not Verdict.MISSING or situation.segment.policy_action is not PolicyAction.STRENGTHEN:
        return None
    return Reason(code="do.reconcile", facts=_facts(situation))


def _trace_upstream(situation: Situation, verdict: Verdict, parameters: Parameters) -> Reason | None:
    if verdict is not Verdict.HOLLOW:
        return None
    return Reason(code="do.trace-upstream", facts=_facts(situation, binding_ids=situation.hollowed_by[:NAMED]))


def _source_nearby(situation: Situation, verdict: Verdict, parameters: Parameters) -> Reason | None:
    asked = situation.segment.policy_action is PolicyAction.FILL
    if verdict not in (Verdict.MISSING, Verdict.FRAGILE) or asked or situation.nearby is None:
        return None
    region, count = situation.nearby
    return Reason(code="do.source-nearby", facts=_facts(situation, near_id=region, count=count))


def _attract(situation: Situation, verdict: Verdict, parameters: Parameters) -> Reason | None:
    if verdict not in (Verdict.MISSING, Verdict.WEAK):
        return None
    # The reason of a missing segment has named the candidates already.
    if verdict is Verdict.MISSING and situation.candidates is not None:
        return Reason(code="do.attract.only" if situation.candidates[1] == 1 else "do.attract.named", facts=_facts(situation))
    return _invite(situation, "attract")


def _diversify(situation: Situation, verdict: Verdict, parameters: Parameters) -> Reason | None:
    return _invite(situation, "diversify") if verdict in (Verdict.FOREIGN_HELD, Verdict.FRAGILE) else None


def _invite(situation: Situation, what: str) -> Reason:
    if situation.candidates is None:
        return Reason(code=f"do.{what}.nobody", facts=_facts(situation))
    region, count = situation.candidates
    return Reason(code=f"do.{what}.somebody", facts=_facts(situation, near_id=region, count=count))


def _extend(situation: Situation, verdict: Verdict, parameters: Parameters) -> Reason | None:
    if situation.cover < parameters.extend_from or not situation.producing or not situation.feeds_lacking:
        return None
    return Reason(code="do.extend", facts=_facts(situation, user_ids=situation.feeds_lacking[:NAMED]))


def _keep(situation: Situation, verdict: Verdict, parameters: Parameters) -> Reason | None:
    return Reason(code="do.keep", facts=_facts(situation))


ACTIONS: tuple[tuple[Action, Judged], ...] = (
    (Action.BREAKTHROUGH, _breakthrough),
    (Action.VERIFY, _verify),
    (Action.ACCELERATE, _accelerate),
    (Action.RECONCILE, _reconcile),
    (Action.TRACE_UPSTREAM, _trace_upstream),
    (Action.SOURCE_NEARBY, _source_nearby),
    (Action.ATTRACT, _attract),
    (Action.DIVERSIFY, _diversify),
    (Action.EXTEND, _extend),
    (Action.KEEP, _keep),
)
