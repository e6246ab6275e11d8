"""The answers to "why": their parts add up to the number that was asked about, and that number is the command line's."""

import json
import re
from functools import cache
from html import unescape
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from chainmap.analysis.after_loss import carried_after_loss, single_losses
from chainmap.analysis.assessment import ChainResult
from chainmap.analysis.network import Array
from chainmap.analysis.scores import continuity, coverage, self_reliance
from chainmap.model.vocabulary import Evidence, Score, State, Verdict
from chainmap.present.answers import answer
from chainmap.present.gap_list import gaps
from chainmap.present.overview import overview
from chainmap.present.report import assessment_json, dumps
from chainmap.present.why_levers import levers
from chainmap.present.why_segments import of_state, of_verdict, on_count_grade
from chainmap.present.words import LANGUAGES, Language
from tests.present.equations import says
from tests.present.views import example_view, shipped_view

SCORES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)
CHAINS = [chain.chain.chain_id for chain in shipped_view().assessment.chains]


@cache
def command_line() -> dict[str, Any]:
    """What `assess --format json` prints, by chain."""
    view = shipped_view()
    printed = json.loads(dumps(assessment_json(view.assessment, view.dataset, view.language)))
    return {chain["id"]: chain for chain in printed["chains"]}


def events(html: str) -> list[str]:
    """Everything on a page that answers "why"."""
    return [unescape(one).removeprefix("why:") for one in re.findall(r'class="cm-why" data-event="(why:[^"]*)"', html)]


def sums(html: str) -> list[list[str]]:
    """The cells of every row of sums."""
    rows = re.findall(r"<tfoot>(.*?)</tfoot>", html)
    return [[unescape(re.sub("<[^>]*>", "", cell)) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)] for row in rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_the_overview_has_an_answer(language: Language) -> None:
    view = shipped_view(language)
    asked = events(overview(view, label="x"))
    assert {one.partition(":")[0] for one in asked} >= {
        "coverage", "self_reliance", "continuity", "after-loss", "verdict", "state", "gain", "count-grade", "confidence", "age",
        "chains", "register",
    }  # fmt: skip
    for one in asked:
        found = answer(view, one, opened=None)
        assert found is not None and found.title and found.body, one


@pytest.mark.parametrize(("score", "chain_id"), list(product(SCORES, CHAINS)))
def test_parts_of_a_score_add_up_to_what_the_command_line_prints(score: Score, chain_id: str) -> None:
    view = shipped_view()
    region = view.assessment.headline(score)
    lo, hi = command_line()[chain_id]["scores"][region][score.value]
    found = answer(view, f"{score.value}:{chain_id}", opened=None)
    assert found is not None
    assert says(found.tex[1], lo) and says(found.tex[1], hi)
    first = sums(found.body)[0]
    if score is Score.COVERAGE:
        assert [float(first[-2]), float(first[-1])] == pytest.approx([100 * lo, 100 * (hi - lo)], abs=0.051)
    else:
        shown = [float(one) for one in re.findall(r"[\d.]+", first[-1])]
        assert shown[0] == pytest.approx(100 * lo, abs=0.051) and shown[-1] == pytest.approx(100 * hi, abs=0.051)


@pytest.mark.parametrize(("score", "chain_id"), list(product(SCORES, CHAINS)))
def test_parts_of_an_after_loss_value_add_up_to_what_the_command_line_prints(score: Score, chain_id: str) -> None:
    view = shipped_view()
    region = view.assessment.headline(score)
    value = command_line()[chain_id]["scores"][region]["after_loss"][score.value]
    chain = view.assessment.chain(chain_id)
    shares = [one.weight if score is Score.COVERAGE else one.final_share for one in chain.segments]
    assert float(np.dot(shares, carried_after_loss(chain, score, region))) == pytest.approx(value, abs=1e-6)
    found = answer(view, f"after-loss:{score.value}:{chain_id}", opened=None)
    assert found is not None
    assert float(sums(found.body)[0][-1]) == pytest.approx(100 * value, abs=0.051)
    assert says(found.tex[1], value)


@pytest.mark.parametrize("chain_id", CHAINS)
def test_counts_and_shares_are_those_of_the_rows_that_open(chain_id: str) -> None:
    view = shipped_view()
    chain, printed = view.assessment.chain(chain_id), command_line()[chain_id]["segments"]
    for verdict in Verdict:
        assert sorted(one.segment.segment_id for one in of_verdict(chain, verdict)) == sorted(
            one["id"] for one in printed if one["verdict"] == verdict.value
        )
    for state in State:
        assert len(of_state(chain, state)) == sum(one["state"] == state.value for one in printed)
    counted = sum(one.weight for one in on_count_grade(view, chain))
    assert counted == pytest.approx(chain.count_grade_share[view.assessment.region])
    assert all(one.evidence is Evidence.COUNT for one in on_count_grade(view, chain))


@pytest.mark.parametrize("only", ["", "ic-materials"])
def test_chains_open_to_their_segments_by_state_and_by_verdict(only: str) -> None:
    view = shipped_view()
    shown = [chain for chain in view.assessment.chains if only in ("", chain.chain.chain_id)]
    found = answer(view, f"chains:{only}", opened=None)
    assert found is not None and str(len(shown)) in found.title
    states = [sum(len(of_state(chain, state)) for chain in shown) for state in State]
    size = sum(len(chain.segments) for chain in shown)
    by_state, by_verdict = sums(found.body)
    assert by_state[1:-1] == [str(size), *map(str, states)] and sum(states) == size and by_verdict[1] == str(size)
    asked = events(found.body)
    for verdict in Verdict:
        for chain in shown:
            own = f"verdict:{verdict.value}:{chain.chain.chain_id}"
            assert (own in asked) == bool(of_verdict(chain, verdict))
    assert all(answer(view, one, opened=None) for one in asked)


def test_pull_of_a_gain_adds_up_over_the_users() -> None:
    view = shipped_view()
    for chain in view.assessment.chains:
        for one in chain.segments:
            if one.gains is None or not one.gains.pull.lo:
                continue
            found = answer(view, f"gain:{chain.chain.chain_id}/{one.segment.segment_id}", opened=None)
            assert found is not None
            assert float(sums(found.body)[0][-1]) == pytest.approx(100 * one.gains.pull.lo, abs=0.051)
            assert says(found.tex[2], one.gains.pulled), found.tex


def _scored(chain: ChainResult, score: Score, covers: Array) -> float:
    if score is Score.COVERAGE:
        return float(coverage(chain.network, covers)[0])
    return float((self_reliance if score is Score.SELF_RELIANCE else continuity)(chain.network, covers)[0][0])


@pytest.mark.parametrize("score", SCORES)
def test_loss_of_one_segment_is_the_score_without_it(score: Score) -> None:
    view = example_view()
    chain, region = view.assessment.chains[0], view.assessment.headline(score)
    costs = single_losses(chain, score, region)
    now = [(one.cover if score is Score.COVERAGE else one.controlled_cover)[region].lo for one in chain.segments]
    for at, one in enumerate(chain.segments):
        covers = np.array(now)
        if one.gains is not None:
            covers[at] = (one.loss_cover if score is Score.COVERAGE else one.loss_controlled_cover)[region]
        assert costs[at] == pytest.approx(chain.scores[region][score].lo - _scored(chain, score, covers))


def test_opened_segment_of_every_answer_shows_its_cells() -> None:
    view = shipped_view()
    chain = view.assessment.chains[0]
    own = f"{chain.chain.chain_id}/{of_state(chain, State.SUPPLIED)[0].segment.segment_id}"
    for asked in ("coverage", "self_reliance", "continuity", "after-loss:coverage", "state:supplied", "count-grade"):
        found = answer(view, f"{asked}:{chain.chain.chain_id}", opened=own)
        assert found is not None and "xlsx[" in re.sub("<[^>]*>", "", found.body), asked


@pytest.mark.parametrize(
    "asked",
    [
        "coverage:nothing", "what:ic", "gain:x/y", "goal:none", "verdict:odd:ic", "", "confidence:odd", "best:coverage:ic:metal",
        "best:coverage:ic-materials:photomask,photomask", "best:controlled_coverage:ic-materials:photomask",
    ],
)  # fmt: skip
def test_question_about_what_is_not_there_has_no_answer(asked: str) -> None:
    assert answer(shipped_view(), asked, opened=None) is None


def _some_words() -> list[str]:
    chain = shipped_view().assessment.chains[0]
    own = chain.segments[0].segment.segment_id
    topics = ("coverage", "after-loss", "best", "landing", "plan", "age", "cover", "credit", "gain-continuity", "state", "absent")
    return [*topics, chain.chain.chain_id, own, f"{chain.chain.chain_id}/{own}", "lingang", "named", "nan", "\0", "<b>", ""]


@settings(max_examples=150, deadline=None)
@given(some.lists(some.sampled_from(_some_words()) | some.text(max_size=4), min_size=1, max_size=5))
def test_any_text_of_an_address_has_an_answer_or_none(parts: list[str]) -> None:
    found = answer(shipped_view(), ":".join(parts), opened=parts[-1])
    assert found is None or found.title


@pytest.mark.parametrize("score", [Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY])
def test_what_an_answer_says_to_fill_is_in_the_list_of_gaps(score: Score) -> None:
    view = shipped_view()
    listed = {gap.ref for gap in gaps(view, score)}
    for chain in view.assessment.chains:
        told = re.findall(r"<li>补上.*?</li>", levers(view, chain, score))
        assert {one for line in told for one in re.findall(r'data-event="segment:([^"]+)"', line)} <= listed
    assert listed
