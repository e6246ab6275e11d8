"""The change column of a scenario opens: its steps and its segments each add up to the change, down to the cells."""

import re
from html import unescape

import pytest

from chainmap.analysis.side_by_side import side_by_side
from chainmap.model.vocabulary import Score
from chainmap.present.answers import answer
from chainmap.present.compare_review import segment_comparison
from chainmap.present.numbers import column_percent, percent_points
from chainmap.present.scenario_review import score_table
from chainmap.present.step_text import step_text
from chainmap.present.words import LANGUAGES, Language
from tests.present.equations import says
from tests.present.test_why import events, sums
from tests.present.test_why_steps import SCORES, after, shown
from tests.present.views import example_view


def points(text: str) -> float:
    return float(text.replace("−", "-").strip("<>"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("score", SCORES)
def test_a_change_opens_to_its_steps_and_its_segments(score: Score, language: Language) -> None:
    view = after(language)
    assert view.made is not None
    chain, region = view.assessment.chains[0], view.assessment.headline(score)
    change = chain.scores[region][score].lo - view.made.before.chains[0].scores[region][score].lo
    html = score_table(example_view(language, 1), view.made)
    question = f"scenario;moved:{score.value}:example"
    assert question in events(html) and f'why:{question}">{column_percent(change, sign=True)}<' in html
    found = answer(view, question.partition(";")[2], opened=None)
    assert found is not None and says(found.tex[1], change)
    assert percent_points(change) in found.title
    assert all(step_text(view, step) in shown(found.body) for step in view.made.changes)
    steps, *parts = sums(found.body)
    assert points(steps[-1]) == pytest.approx(100 * chain.scores[region][score].lo, abs=0.051)
    if abs(change) > 1e-9:
        assert points(parts[0][-1]) == pytest.approx(100 * change, abs=0.051)
        rows = re.findall(r"<tr[^>]*>(?:(?!</tr>).)*</tr>", found.body.split("<h3>")[2].partition("<tfoot>")[0])
        last = [cells[-1] for row in rows if len(cells := re.findall(r"<td[^>]*>(.*?)</td>", row)) == 6]
        assert sum(points(unescape(one)) for one in last) == pytest.approx(100 * change, abs=0.06 * len(last))
    for one in events(found.body):
        side, _, asked = one.rpartition(";")
        assert side in ("", "region=lingang")
        assert answer(example_view(language) if side else view, asked, opened=None) is not None, one
    own = re.findall(r'data-event="segment:(example/[^"]*)"', found.body)
    assert own or abs(change) <= 1e-9
    for one in own[:1]:
        told = answer(view, question.partition(";")[2], opened=one)
        assert told is not None and 'class="cm-detail"' in told.body
        assert "example.xlsx[" in re.sub("<[^>]*>", "", told.body)


def test_without_a_scenario_nothing_moved() -> None:
    assert answer(example_view(), "moved:coverage:example", opened=None) is None
    assert answer(after(), "moved:coverage:none", opened=None) is None


def test_weights_of_compare_open() -> None:
    view = example_view()
    found = side_by_side(view.dataset, view.assessment, ["lingang", "shanghai"])
    questions = events(segment_comparison(view, found, view.assessment.chains[0], only_different=False))
    weights = [one for one in questions if one.startswith("weight:")]
    assert len(weights) == len(view.assessment.chains[0].segments)
    assert all(answer(view, one, opened=None) is not None for one in weights)
