"""Figures of random stress open: their place among the draws, and the companies whose loss costs most, down to the cells."""

import re

import numpy as np
import pytest

from chainmap.analysis.scenario import UnknownName, changes, scenario
from chainmap.analysis.stress import QUANTILES, lose_each, lose_one_by_one, lose_some
from chainmap.model.vocabulary import Score
from chainmap.present.answers import answer
from chainmap.present.numbers import percent
from chainmap.present.scenario_review import after_view
from chainmap.present.stress_review import stress_table
from chainmap.present.why_stress import FIGURES, stress_answer
from chainmap.present.words import LANGUAGES, Language
from tests.present.equations import says
from tests.present.test_why import events
from tests.present.views import example_view


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_the_table_opens_to_the_draws_that_make_it(language: Language) -> None:
    view = example_view(language, 1)
    found = lose_each(view.dataset, view.assessment, probability=0.3, region="china", draws=500)
    asked = events(stress_table(view, found))
    worst = [one for one in asked if one.startswith("worst=")]
    assert len(asked) - len(worst) == len(found.distributions) * (1 + len(FIGURES))
    assert len(worst) == sum(len(one.worst[:3]) for one in found.distributions) > 0
    for one in found.distributions:
        assert answer(view, f"{one.score.value}:example", opened=None) is not None
        for what, quantile in FIGURES.items():
            assert f"stress:{what}:{one.score.value}:example" in asked
            told = stress_answer(view, found, one, what, "<b>", opened="example/fab")
            assert "&lt;b&gt;" in told.body
            value = one.harmed_share if quantile is None else one.quantiles[QUANTILES.index(quantile)]
            assert percent(value) in told.title and says(told.tex[0], value)
            if quantile is None:
                top, bottom = map(int, re.findall(r"\{(\d+)\}", told.tex[0]))
                assert bottom == 500 and top / bottom == pytest.approx(value)
            if one.hits:
                assert "example.xlsx[" in re.sub("<[^>]*>", "", told.body) and "company:" in told.body


def test_the_companies_are_those_whose_single_loss_costs_most() -> None:
    view = example_view("zh", 2)
    found = lose_one_by_one(view.dataset, view.assessment, region="china")
    for one in found.distributions:
        if not one.worst:
            assert one.hits == ()
            continue
        first = one.hits[0]
        assert first.fall == pytest.approx(one.before - one.quantiles[0]) and first.lost_count == 1
        assert first.company in {company for case in one.worst for company in case.companies}


def test_mean_falls_are_those_of_the_draws_that_lose_the_company() -> None:
    view = example_view("zh", 1)
    found = lose_some(view.dataset, view.assessment, number=99, region="china", draws=7)  # all of them
    one = found.of("example", Score.COVERAGE)
    assert all(hit.lost_count == 7 and hit.fall == pytest.approx(one.before - float(np.mean(one.values))) for hit in one.hits)


def test_what_a_worst_draw_leaves_is_the_scenario_that_loses_its_companies() -> None:
    view = example_view("zh", 1)
    found = lose_some(view.dataset, view.assessment, number=2, region="china", draws=100)
    html = stress_table(view, found)
    for one in found.distributions:
        for at, case in enumerate(one.worst[:3]):
            assert f"worst={one.score.value}:example:{at};moved:{one.score.value}:example" in events(html)
            read = changes(view.dataset, [("lose", key) for key in case.company_keys])
            assert not isinstance(read, UnknownName)
            then = after_view(view, scenario(view.dataset, view.assessment, read))
            region = view.assessment.headline(one.score)
            assert then.assessment.chains[0].scores[region][one.score].lo == pytest.approx(case.value, abs=1e-9)
            told = answer(then, f"moved:{one.score.value}:example", opened=None)
            assert told is not None and len(case.companies) == len(case.company_keys)
