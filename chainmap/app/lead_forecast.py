"""The forecast of the leads as the address of the targets page says it, and the answers to "why" about its numbers."""

from dataclasses import replace

from chainmap.app import address, session
from chainmap.app.attraction import forecast_of
from chainmap.app.lead_desk import lines
from chainmap.desk import follow_leads
from chainmap.desk.forecast import CHANCES, ORDER, Forecast, chances_of, chances_text
from chainmap.model.vocabulary import LeadStatus, Score
from chainmap.present.answer import Answer
from chainmap.present.view import View
from chainmap.present.why_forecast import LeadPart, forecast_answer

DEFAULT_CHANCES = chances_text(CHANCES)


def at_least() -> LeadStatus:
    """From which status on leads are taken as landed."""
    return LeadStatus(found) if (found := address.kept("at_least", "negotiating")) in ORDER else LeadStatus.NEGOTIATING


def chances() -> dict[LeadStatus, float]:
    """The chance of each status."""
    return chances_of(address.kept("chances", DEFAULT_CHANCES)) or CHANCES


def made(view: View) -> Forecast | None:
    """The forecast of the leads of the view's chains; None without a lead."""
    leads = [one.lead for one in lines(view)]
    return forecast_of(view, leads, at_least(), chances()) if leads else None


def landed_view(view: View) -> View | None:
    """The data as if the leads of the forecast had landed; None without a lead."""
    found = made(view)
    if found is None:
        return None
    return replace(view, assessment=found.landed, dataset=follow_leads.forecast(view.dataset, found.leads))


def forecast_asked(view: View, question: str, *, opened: str | None) -> Answer | None:
    """The answer to `forecast:landed:coverage:ic` or `forecast:weighted:…`; None for another question."""
    topic, *rest = question.split(":")
    if topic != "forecast" or len(rest) != 3 or rest[0] not in ("landed", "weighted"):
        return None
    kind, score, chain_id = rest
    shown = view.only(session.scope().chain_id)
    found = made(shown)
    chain = next((one for one in shown.assessment.chains if one.chain.chain_id == chain_id), None)
    if found is None or chain is None or score not in (one.value for one in found.weighted[chain_id]):
        return None
    wanted, landed = Score(score), kind == "landed"
    counted = {one.lead_id for one in found.leads}
    parts = [
        LeadPart(lead=one.lead, chance=1.0 if landed else one.chance, alone=one.alone[wanted])
        for one in found.gains[chain_id]
        if not landed or one.lead.lead_id in counted
    ]
    then = found.landed.chain(chain_id).scores[found.landed.headline(wanted)][wanted].lo
    return forecast_answer(
        shown, chain, wanted, then if landed else found.weighted[chain_id][wanted], parts, landed=landed, opened=opened
    )
