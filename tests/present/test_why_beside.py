"""A difference between two regions, and between two sets of parameters, opens to the segments that make it."""

import re
from dataclasses import replace

import pytest

from chainmap.analysis.assess import assess
from chainmap.analysis.side_by_side import side_by_side
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Score
from chainmap.present.answers import answer
from chainmap.present.compare_review import region_comparison
from chainmap.present.ladder import ladder_picture
from chainmap.present.method_review import effect
from chainmap.present.numbers import percent_points
from chainmap.present.view import View
from chainmap.present.words import LANGUAGES, Language
from tests.present.equations import says
from tests.present.test_why import SCORES, events, sums
from tests.present.test_why_scenario import points
from tests.present.views import example_view


def beside(view: View, region: str) -> View:
    """The view from another region, held against the one that was asked about."""
    other = assess(view.dataset, replace(view.assessment.parameters, region=region))
    return replace(view, assessment=other, beside=view.assessment)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_of_the_ladder_and_a_difference_of_regions_open(language: Language) -> None:
    view = example_view(language)
    chain = view.assessment.chains[0]
    question = "beside=lingang,shanghai;moved:coverage:example"
    found = side_by_side(view.dataset, view.assessment, ["lingang", "shanghai"])
    for page in (ladder_picture(view, chain), region_comparison(view, found)):
        assert f'why:{question}">{percent_points(0.6538 - 0.1923)}<' in page
    assert "beside=shanghai,yrd;moved:coverage:example" in events(ladder_picture(view, chain))
    opened = answer(beside(view, "shanghai"), question.partition(";")[2], opened="example/fab")
    assert opened is not None and view.region("lingang") in opened.title and view.region("shanghai") in opened.title
    assert points(sums(opened.body)[0][-1]) == pytest.approx(46.2, abs=0.051)
    assert "example.xlsx[" in re.sub("<[^>]*>", "", opened.body), "the opened segment has its cells"
    for one in events(opened.body):
        side, _, asked = one.rpartition(";")
        assert side in ("", "region=lingang")
        assert answer(view if side else beside(view, "shanghai"), asked, opened=None) is not None, one


@pytest.mark.parametrize("score", SCORES)
def test_a_change_by_moved_parameters_opens(score: Score) -> None:
    view = example_view()
    moved = assess(view.dataset, Parameters(region="lingang", q=0.3))
    html = effect(view, "example", moved)
    assert f"moved;moved:{score.value}:example" in events(html)
    opened = answer(replace(view, assessment=moved, beside=view.assessment), f"moved:{score.value}:example", opened=None)
    region = view.assessment.headline(score)
    change = moved.chains[0].scores[region][score].lo - view.assessment.chains[0].scores[region][score].lo
    assert opened is not None and change < 0 and says(opened.tex[1], change)
    assert points(sums(opened.body)[0][-1]) == pytest.approx(100 * change, abs=0.051)
    assert view.say("why.side-moved") in opened.title
