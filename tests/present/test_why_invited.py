"""Numbers of the first sentence of the targets page: gaps, companies and points open to what they count, down to cells."""

import re
from html import unescape

import pytest

from chainmap.analysis.companies import best_companies
from chainmap.analysis.targets import targets
from chainmap.model.vocabulary import Score
from chainmap.present.answers import answer
from chainmap.present.best_sentences import fewest
from chainmap.present.numbers import percent_figure
from chainmap.present.targets_review import headline
from chainmap.present.words import LANGUAGES, Language
from tests.present.equations import says
from tests.present.test_why import events, sums
from tests.present.views import example_view, shipped_targets, shipped_view

SCORES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)


def plain(html: str) -> str:
    return unescape(re.sub("<[^>]*>", "", html))


@pytest.mark.parametrize("only", ["", "ic-materials"])
@pytest.mark.parametrize(("score", "language"), list(zip(SCORES, ("zh", "en", "zh"), strict=True)))
def test_counts_of_the_sentence_are_the_rows_that_open(score: Score, language: Language, only: str) -> None:
    every = shipped_view(language)
    view = every.only(only or None)
    found = targets(view.dataset, view.assessment, score=score)
    told = headline(view, found, (), score=score, segment=None)
    asked = events(told)
    assert {one.split(":")[1] for one in asked} >= {"gaps", "companies"}
    for one in asked:
        shown = re.search(rf'data-event="why:{one}">(\d+)', told)
        opened = answer(every, one, opened=None)
        assert shown and opened is not None
        number = sums(opened.body)[0][-1 if ":companies:" in one else 2].replace(",", "")
        assert number == shown[1] and number in opened.title
        numbers = [int(part) for part in re.findall(r"-?\d+", re.sub(r"\\text\{[^}]*\}", "", opened.tex[0]))]
        assert sum(numbers[:-1]) == numbers[-1]
        assert "xlsx[" in plain(opened.body) or ":nobody:" in one


def test_gaps_open_in_place_and_name_who_is_left_out() -> None:
    view = shipped_view()
    slot = "/".join(shipped_targets().gaps[0])
    found = answer(view, "invite:gaps:coverage:", opened=slot)
    assert found is not None and found.body.count('class="cm-detail"') == 1
    nobody = answer(view, "invite:nobody:coverage:", opened=None)
    assert nobody is not None and "可检索" in nobody.body


def test_companies_of_one_segment_are_counted_with_its_own_sentence() -> None:
    view = example_view()
    chain = view.assessment.chains[0]
    found = targets(view.dataset, view.assessment, ("example", "resist"))
    told = headline(view, found, (), score=Score.COVERAGE, segment=chain.segment("resist"))
    (question,) = events(told)
    opened = answer(view, question, opened=None)
    assert question == "invite:companies:coverage:example/resist" and opened is not None
    assert sums(opened.body)[0][-1] == str(len({one.company_key for one in found.targets}))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("domestic", [False, True])
def test_points_of_the_best_companies_are_what_their_gaps_gain(language: Language, domestic: bool) -> None:
    view = shipped_view(language)
    best = best_companies(view.dataset, view.assessment, shipped_targets(), 3, domestic=domestic)
    told = headline(view, shipped_targets(), best, score=Score.COVERAGE, segment=None, domestic=domestic)
    (question,) = [one for one in events(told) if one.startswith("together:")]
    chosen = fewest(best)
    opened = answer(view, question, opened=None)
    assert opened is not None and says(opened.tex[1], chosen.value)
    assert f">{percent_figure(chosen.value)}<" in told and percent_figure(chosen.value) in opened.title
    assert sum(rise for _, rise in chosen.rises) == pytest.approx(chosen.value)
    assert float(sums(opened.body)[0][-1]) == pytest.approx(100 * chosen.value, abs=0.051)
    for key in chosen.company_keys:
        assert f":{key}" in unescape(opened.body)
    assert "xlsx[" in plain(opened.body)


@pytest.mark.parametrize(
    "question", ["invite:odd:coverage:", "invite:gaps:odd:", "invite:gaps:coverage:none", "invite:gaps:coverage:x/y",
                 "together:99:all:", "together:x:all:", "together:1:some:"],
)  # fmt: skip
def test_what_nobody_counts_has_no_answer(question: str) -> None:
    assert answer(example_view(), question, opened=None) is None
