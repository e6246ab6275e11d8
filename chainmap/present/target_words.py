"""Companies to attract in words: the first sentence of the call, why somebody is left out, what to do where nobody is known."""

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.analysis.targets import LeftOut, Target
from chainmap.model.vocabulary import Confidence, Status
from chainmap.present.gap_list import buyers
from chainmap.present.numbers import listed
from chainmap.present.search_words import search_text, search_words
from chainmap.present.view import View

_BUYERS = 3


def call_line(view: View, target: Target) -> str:
    """The first sentence of the call: `量产；内资；长三角（浙江宁波）；可补 3 个缺口；本地买家：…；来源 2024-08，中可信`."""
    return view.say("call.separator").join(call_parts(view, target))


def call_parts(view: View, target: Target) -> list[str]:
    """The same in its parts; the last one says how old the source is and how far it is trusted."""
    parts = [status_text(view, target), control_text(view, target), where(view, target)]
    if target.gap_count:
        parts.append(view.say("call.gaps", count=target.gap_count))
    parts.append(buyers_text(view, target))
    parts.append(source_text(view, target.as_of, target.confidence))
    return parts


def segment_name(view: View, target: Target) -> str:
    """The segment that it is called for."""
    return view.segment(view.assessment.chain(target.chain_id).segment(target.segment_id).segment)


def status_text(view: View, target: Target) -> str:
    """Whether it produces, as a word that reads alone."""
    return view.say("call.status-unknown") if target.status is Status.UNKNOWN else view.word(target.status)


def control_text(view: View, target: Target) -> str:
    """Who controls the company, and what that means for the scores."""
    if target.domestic.lo > 0:
        return view.word(target.control)
    if target.domestic.hi > 0:
        return view.say("call.control-unknown")
    return view.say("call.foreign", control=view.word(target.control))


def where(view: View, target: Target) -> str:
    """The step of the ladder that the company is in, and its place as written; far away its own region."""
    ladder = view.assessment.ladder
    inner = ladder[: ladder.index(view.assessment.home_country) + 1] if view.assessment.home_country in ladder else ladder
    region = view.region(inner[target.step] if target.step < len(inner) else target.region_id)
    return region if target.place in ("", region) else view.say("call.where", region=region, place=target.place)


def buyers_text(view: View, target: Target) -> str:
    """Producing companies of the region that use what the company makes; else its users there that are on their way."""
    if target.buyers:
        return view.say("call.buyers", names=listed(target.buyers, view.language, at_most=_BUYERS))
    chain = view.assessment.chain(target.chain_id)
    local, _unknown = buyers(chain, chain.segment(target.segment_id), view.assessment.region)
    if not local:
        return view.say("call.no-buyer")
    names = listed((view.segment(chain.segment(one).segment) for one in local), view.language, at_most=_BUYERS)
    return view.say("call.users", names=names)


def source_text(view: View, as_of: str, confidence: str) -> str:
    """How old the source is and how far it is trusted."""
    if confidence:
        code, graded = ("call.source" if as_of else "call.source-undated"), view.word(Confidence(confidence))
        return view.say(code, date=as_of, confidence=graded)
    return view.say("call.source-ungraded", date=as_of) if as_of else view.say("call.source-unknown")


def left_out_text(view: View, one: LeftOut) -> str:
    """Why a company is not to be invited."""
    return view.because(one.reason, view.assessment.chain(one.chain_id).chain)


def nobody_text(view: View, chain: ChainResult, result: SegmentResult) -> str:
    """For a gap for which nobody is known: what to search for, and whom to ask."""
    return view.say("call.nobody", text=search_text(view, search_words(view, chain, result)))
