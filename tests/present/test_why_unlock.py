"""A set of gaps that lifts continuity together: what it reaches, and that none of it can be spared."""

import re
from dataclasses import replace
from html import escape

import pytest

from chainmap.analysis.best import best_of
from chainmap.analysis.scenario import Fill, scenario
from chainmap.model.vocabulary import Score
from chainmap.present.answers import answer
from chainmap.present.unlock_list import unlock_lists, unlock_sentence
from chainmap.present.words import LANGUAGES, Language
from tests.present.test_why import events, sums
from tests.present.views import example_view, shipped_view

CHAINS = [chain.chain.chain_id for chain in shipped_view().assessment.chains]


def test_what_sets_are_for_is_said_only_where_there_is_one() -> None:
    view = shipped_view()
    found = best_of(view.assessment, Score.CONTINUITY, 1)
    assert "一起起作用" in unlock_sentence(view, found)
    assert unlock_sentence(view, [replace(one, unlocking=()) for one in found]) == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chain_id", CHAINS)
def test_every_set_answers_with_the_value_that_the_list_shows(language: Language, chain_id: str) -> None:
    view = shipped_view(language).only(chain_id)
    page = unlock_lists(view, best_of(view.assessment, Score.CONTINUITY, 3))
    for asked in events(page):
        found = answer(view, asked, opened=None)
        assert found is not None
        shown = re.search(re.escape(f'data-event="why:{asked}"') + r">([^<]*)<", page)
        assert shown is not None
        reached = float(sums(found.body)[0][-1].strip("<>"))
        assert reached == pytest.approx(float(shown[1].split("\u00a0")[0].strip("<>")), abs=0.051)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_segment_of_a_set_opens(language: Language) -> None:
    view = shipped_view(language)
    found = best_of(view.assessment, Score.CONTINUITY, 3)
    page = unlock_lists(view, found)
    for best in found:
        for member in {member for members in best.unlocking for member in members}:
            name = view.segment(view.assessment.chain(best.chain_id).segment(member).segment)
            assert re.search(f'data-event="segment:{best.chain_id}/{member}"[^>]*>{re.escape(escape(name))}</button>', page)


def test_a_set_reaches_what_filling_it_in_a_scenario_reaches_and_less_without_one() -> None:
    view = shipped_view()
    home = view.assessment.home_country
    best = next(one for one in best_of(view.assessment, Score.CONTINUITY, 3) if one.unlocking)
    members = best.unlocking[0]
    made = scenario(view.dataset, view.assessment, [Fill(slot=(best.chain_id, name)) for name in members])
    value = made.after.chain(best.chain_id).scores[home][Score.CONTINUITY].lo
    found = answer(view, f"unlock:{best.chain_id}:{','.join(members)}", opened=None)
    assert found is not None
    assert float(sums(found.body)[0][-1].strip("<>")) == pytest.approx(100 * value, abs=0.051)
    rows = re.findall(r"<tr[^>]*cm-opens.*?</tr>", found.body.partition("<tfoot>")[0])
    without = [float(re.findall(r'data-value="([^"]*)"', row)[-1]) for row in rows]
    assert len(without) == len(members) and all(one < value for one in without)


def test_ends_of_a_set_add_up_to_its_rise() -> None:
    view = example_view()  # METHOD section 8, example 2: filling resist adds .4667 to K
    found = answer(view, "unlock:example:resist", opened=None)
    assert found is not None and "0.4667" in found.tex[1]
    assert float(sums(found.body)[1][-1]) == pytest.approx(46.67, abs=0.051)


def test_a_member_opens_in_place_and_a_stranger_has_no_answer() -> None:
    view = example_view()
    found = answer(view, "unlock:example:resist", opened="example/resist")
    assert found is not None and "cm-story" in found.body
    assert answer(view, "unlock:example:nothing", opened=None) is None
    assert answer(view, "unlock:nowhere:resist", opened=None) is None
