"""Marks of leads in other lists: a button that keeps a company as one, whose it is already, how many a segment has."""

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.vocabulary import LeadStatus
from chainmap.present.lead_list import lead_note
from chainmap.present.markup import Markup, element
from chainmap.present.view import View


def keep_button(view: View, company: str, company_key: str, slot: tuple[str, str]) -> Markup | None:
    """Keeps the company as a lead for the segment (`keep:chain/segment/key`), or says whose it is. None where neither is."""
    note = lead_note(view, view.leads, company, slot)
    mark = element("span", note, class_="cm-tag") if note else None
    if any(_is_here(view, one.chain_id, one.segment_id, one.company, company_key, slot) and one.is_open for one in view.leads):
        return mark
    if not view.may_keep:
        return mark
    label = view.say("leads.add")
    named = view.say("leads.add-company", company=company)
    event = f"keep:{slot[0]}/{slot[1]}/{company_key}"
    button = element("button", label, type="button", class_="cm-do", data_event=event, aria_label=named)
    return element("span", mark, " " if mark else None, button)


def lead_mark(view: View, chain: ChainResult, result: SegmentResult) -> Markup | None:
    """How many leads a segment has, and how far the furthest is; None without one."""
    slot = (chain.chain.chain_id, result.segment.segment_id)
    own = [one for one in view.leads if (one.chain_id, one.segment_id) == slot and one.status is not LeadStatus.DROPPED]
    if not own:
        return None
    furthest = max(own, key=lambda one: list(LeadStatus).index(one.status))
    text = view.say("leads.count-status", count=len(own), status=view.word(furthest.status))
    return element("small", text)


def _is_here(view: View, chain_id: str, segment_id: str, company: str, company_key: str, slot: tuple[str, str]) -> bool:
    return (chain_id, segment_id) == slot and view.identity(company) == company_key
