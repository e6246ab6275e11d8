"""A step of a scenario in words: which company lands or is lost, what is filled, cut, or changes its status."""

from chainmap.analysis.scenario import Change, Cut, CutRegion, Fill, Land, Lose, LoseGroup, SetStatus
from chainmap.analysis.scenario_names import Slot
from chainmap.present.view import View


def step_text(view: View, change: Change) -> str:
    """One change in words."""
    match change:
        case Land():
            code = "scenario.land" if change.region_id is None else "scenario.land-in"
            region = view.region(change.region_id or view.assessment.region)
            return view.say(
                code, company=_company(view, change.company_key), segment=segment_name(view, change.slot), region=region
            )
        case Lose():
            return view.say("scenario.lose", company=_company(view, change.company_key))
        case LoseGroup():
            return view.say("scenario.lose-group", group=change.group)
        case Fill():
            return view.say("scenario.fill", segment=segment_name(view, change.slot))
        case Cut():
            return view.say("scenario.cut", segment=segment_name(view, change.slot))
        case CutRegion():
            return view.say("scenario.cut-region", region=view.region(change.region_id))
        case SetStatus():
            company, segment = _company(view, change.company_key), segment_name(view, change.slot)
            return view.say("scenario.status", company=company, segment=segment, status=view.word(change.status))


def segment_name(view: View, slot: Slot) -> str:
    """Name of a segment of any chain of the data."""
    return view.segment(view.dataset.chain(slot[0]).segment(slot[1]))


def _company(view: View, key: str) -> str:
    rows = view.dataset.suppliers
    names = rows.loc[rows["company_key"] == key, "company"]
    return str(names.iloc[0]) if len(names) else key
