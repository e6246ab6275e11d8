"""Every number of the method page opens: what was tried adds up, and a number of another q is that of an assessment with it."""

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import pytest

from chainmap.analysis.assess import assess
from chainmap.analysis.sensitivity import Question, Sensitivity, sensitivity
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Score
from chainmap.present.answers import Computed, answer
from chainmap.present.method_review import credit_table, effect, method_intro, q_band_table
from chainmap.present.sensitivity_review import sensitivity_review
from chainmap.present.view import View
from chainmap.present.words import LANGUAGES, Language
from tests.present.equations import says
from tests.present.test_why import events, sums
from tests.present.views import example_view, shipped_view

CHAIN = "ic-materials"


@lru_cache
def firm(chain_id: str = CHAIN) -> Sensitivity:
    view = shipped_view()
    return sensitivity(view.dataset, chain_id, view.assessment.parameters, draws=40)


def kept(_view: View, chain_id: str) -> Sensitivity:
    return firm(chain_id)


def on_page(view: View, chain_id: str = CHAIN) -> list[str]:
    chain = view.assessment.chain(chain_id)
    parts = (
        method_intro(view, chain),
        q_band_table(view, chain),
        sensitivity_review(view, chain, firm(chain_id)),
        credit_table(view, chain),
        effect(view, chain_id, view.assessment),
    )
    return list(dict.fromkeys(event for part in parts for event in events(part)))


def told(view: View, question: str) -> str:
    own = question.rpartition(";")[2]
    side = replace(view, beside=view.assessment) if own.startswith("moved:") else view
    found = answer(side, own, opened=None, computed=Computed(firm=kept))
    assert found is not None and found.title, question
    return found.body


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_the_page_has_an_answer(language: Language) -> None:
    view = shipped_view(language)
    asked = on_page(view)
    assert {one.rpartition(";")[2].partition(":")[0] for one in asked} >= {
        "coverage", "self_reliance", "continuity", "stability", "rank", "credit", "credit-all", "segments", "depth",
        "count-grade",
    }  # fmt: skip
    assert all(told(view, one) for one in asked)


def test_scores_at_another_q_are_what_an_assessment_with_it_says() -> None:
    view = example_view("zh", 1)
    chain = view.assessment.chains[0]
    for question in events(q_band_table(view, chain)):
        side, _, score = question.partition(";")
        other = replace(view, assessment=assess(view.dataset, replace(view.assessment.parameters, q=float(side[2:]))))
        shown = chain.q_band[side[2:]][Score(score.partition(":")[0])]
        found = answer(other, score, opened=None)
        assert found is not None and says(found.tex[-1], shown)


@pytest.mark.parametrize("question", list(Question))
def test_cases_add_up_to_all_that_were_tried(question: Question) -> None:
    view = shipped_view()
    one = next(each for each in firm().stabilities if each.question is question)
    assert sums(told(view, f"stability:{question}:{CHAIN}"))[0][-1] == str(one.cases)
    for name in firm().first:
        assert sums(told(view, f"rank:{question}:{CHAIN}/{name}"))[0][-1] == str(one.cases)


def test_the_formula_of_a_stability_gives_the_share_on_the_page() -> None:
    view = shipped_view()
    for one in firm().stabilities:
        found = answer(view, f"stability:{one.question}:{CHAIN}", opened=None, computed=Computed(firm=kept))
        assert found is not None
        shares = [float(tex.rpartition("=")[2]) for tex in found.tex]
        assert shares == pytest.approx([one.same_order_share, one.same_set_share], abs=0.0006)


def test_a_rank_tells_the_settings_and_leads_on_to_the_gain_and_the_cells() -> None:
    view, own = shipped_view(), f"{CHAIN}/{firm().first[-1]}"
    found = answer(view, f"rank:readiness:{own}", opened=own, computed=Computed(firm=kept))
    assert found is not None
    assert "居中" in found.body and "从严" in found.body
    assert f"gain:{own}" in events(found.body) and ".xlsx" in found.body


def test_each_gap_is_worth_in_the_case_as_it_stands_what_the_gap_list_says() -> None:
    view, found = shipped_view(), firm()
    readiness = next(one for one in found.stabilities if one.question is Question.READINESS)
    central = next(case for case in readiness.tried if case.setting == view.assessment.parameters.readiness)
    for name, worth in zip(central.order, central.worth, strict=True):
        gains = view.assessment.chain(CHAIN).segment(name).gains
        assert gains is not None and worth == pytest.approx(gains.pulled)


def test_the_longest_path_is_as_long_as_the_page_says_and_follows_dependencies() -> None:
    for chain in shipped_view().assessment.chains:
        path = [chain.segments[at].segment.segment_id for at in chain.network.longest_path]
        links = {(one.upstream, one.downstream) for one in chain.chain.dependencies}
        assert len(path) == chain.depth
        if not chain.network.has_cycles:
            assert all(pair in links for pair in pairwise(path))


def test_what_is_not_there_has_no_answer() -> None:
    view = shipped_view()
    for asked in (f"stability:weather:{CHAIN}", "stability:q:nowhere", f"rank:q:{CHAIN}/nothing", "depth:nowhere"):
        assert answer(view, asked, opened=None, computed=Computed(firm=kept)) is None


def test_verdicts_that_move_open_on_either_side() -> None:
    view = shipped_view()
    html = effect(view, CHAIN, assess(view.dataset, Parameters(q=0.4)))
    assert re.search(r"why:verdict:\w+", html) and re.search(r"why:moved;verdict:\w+", html)
