"""Why a forecast comes to its number: what the leads add, and what they add together, make the rise."""

import re

import pytest

from chainmap.desk.forecast import CHANCES, forecast
from chainmap.model.lead import Lead
from chainmap.model.vocabulary import LeadStatus, Score
from chainmap.present.lead_list import landed_sentence, weighted_sentence
from chainmap.present.why_forecast import LeadPart, forecast_answer
from tests.present.equations import says, worked_out
from tests.present.test_why import events, sums
from tests.present.views import example_view


@pytest.mark.parametrize("landed", [True, False])
@pytest.mark.parametrize("score", [Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY])
def test_parts_of_a_forecast_add_up_to_its_rise(score: Score, landed: bool) -> None:
    view = example_view()
    chain = view.assessment.chains[0]
    own = chain.chain.chain_id
    leads = [
        Lead(lead_id=at, chain_id=own, segment_id=name, region_id="lingang", company=company, status=LeadStatus.SIGNED)
        for at, (company, name) in enumerate([("A", "resist"), ("K1", "cmp"), ("<b>", "resist")], start=1)
    ]
    made = forecast(view.dataset, view.assessment, leads, at_least=LeadStatus.NEGOTIATING)
    asked = events(landed_sentence(view, made.at_least, len(made.leads), made.landed))
    asked += events(weighted_sentence(view, made.weighted, CHANCES))
    assert {f"forecast:landed:coverage:{own}", f"forecast:weighted:coverage:{own}", f"coverage:{own}"} <= set(asked)
    region = view.assessment.headline(score)
    now = chain.scores[region][score].lo
    then = made.landed.chain(own).scores[region][score].lo if landed else made.weighted[own][score]
    parts = [LeadPart(lead=one.lead, chance=1.0 if landed else one.chance, alone=one.alone[score]) for one in made.gains[own]]
    found = forecast_answer(view, chain, score, then, parts, landed=landed, opened=f"{own}/cmp")
    assert float(sums(found.body)[0][-1].replace("−", "-")) == pytest.approx(100 * (then - now), abs=0.051)
    assert says(found.tex[1], then) and all(one.is_right for one in worked_out(found.tex[1]))
    assert "&lt;b&gt;" in found.body and "<b>&" not in found.body
    assert "xlsx[" in re.sub("<[^>]*>", "", found.body)
    assert f"why:landed;{score.value}:{own}" in found.body if landed else "why:landed;" not in found.body
