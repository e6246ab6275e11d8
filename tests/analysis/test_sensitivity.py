"""Whether the first gaps stay: the same order as the gap list has, answers known by hand, equal seeds equal answers."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from chainmap.analysis.assess import assess
from chainmap.analysis.sensitivity import DRAWS, Q_STEPS, Question, Sensitivity, Stability, sensitivity
from chainmap.desk.folder import open_folder
from chainmap.model.dataset import Dataset
from chainmap.model.parameters import Parameters, Readiness
from chainmap.model.vocabulary import Stage
from chainmap.present.gap_list import gaps
from chainmap.present.view import View
from tests.analysis.datasets import chain, dataset, dependency, segment, supplier

DATA = Path(__file__).parents[2] / "data"


def of(found: Sensitivity, question: Question) -> Stability:
    (one,) = (one for one in found.stabilities if one.question is question)
    return one


def two_gaps(weaker: int, stronger: int, status: str = "ramping") -> Dataset:
    """Two inputs of one local user: `big` has nobody, `small` a company on its way."""
    segments = [segment("big", criticality=stronger), segment("small", criticality=weaker), segment("user", stage=Stage.END_USE)]
    links = [dependency("big", "user"), dependency("small", "user")]
    return dataset(chain(segments, links), [supplier("U", "user", "lingang"), supplier("S", "small", "lingang", status=status)])


@pytest.mark.parametrize("parameters", [Parameters(), Parameters(q=0.4, readiness=Readiness.PIPELINE)])
def test_first_gaps_are_those_of_the_gap_list_on_the_shipped_data(parameters: Parameters) -> None:
    shipped = open_folder(DATA).dataset
    assert shipped is not None
    assessment = assess(shipped, parameters)
    view = View(assessment=assessment, dataset=shipped, language="zh")
    for one in assessment.chains:
        chain_id = one.chain.chain_id
        listed = tuple(gap.result.segment.segment_id for gap in gaps(view.only(chain_id))[:5])
        assert sensitivity(shipped, chain_id, parameters, draws=2).first == listed


def test_nothing_moves_the_order_where_nothing_can() -> None:
    found = sensitivity(two_gaps(1, 5, status="planned"), "example")
    assert found.first == ("big", "small")
    assert [(one.cases, one.same_order_share, one.leaving) for one in found.stabilities[:1]] == [(len(Q_STEPS), 1.0, {})]
    assert of(found, Question.CRITICALITY).same_order_share == 1.0  # 1 or 2 never reaches 4 or 5
    assert of(found, Question.CRITICALITY).cases == DRAWS


def test_a_gap_that_a_readiness_set_fills_leaves() -> None:
    found = sensitivity(two_gaps(1, 5), "example")
    moved = of(found, Question.READINESS)
    assert found.first == ("big",)
    # central counts 0.6: no gap; firm 0: coming; pipeline 1: none.
    assert (moved.same_order_share, moved.leaving, moved.entering) == (2 / 3, {}, {"small": 1 / 3})


def test_a_gap_leaves_where_it_is_filled() -> None:
    moved = of(sensitivity(two_gaps(1, 5, "planned"), "example"), Question.READINESS)
    assert moved.leaving == {"small": 1 / 3}
    assert moved.same_set_share == pytest.approx(2 / 3)


def test_equal_gaps_change_places_under_random_criticality() -> None:
    moved = of(sensitivity(two_gaps(3, 3, "planned"), "example", draws=400), Question.CRITICALITY)
    # small is larger in 3 of 9 cases of (−1, 0, 1)²; at a tie the id decides.
    assert moved.same_order_share == pytest.approx(2 / 3, abs=0.08)
    assert moved.same_set_share == 1.0


def test_ranks_tell_between_which_places_a_gap_moves() -> None:
    moved = of(sensitivity(two_gaps(1, 5, "planned"), "example"), Question.READINESS)
    assert moved.ranks["small"].worst is None  # pipeline fills it
    drawn = of(sensitivity(two_gaps(3, 3, "planned"), "example"), Question.CRITICALITY)
    assert set(drawn.ranks.values()) == {(1, 2)}


def test_equal_seeds_give_equal_answers() -> None:
    data = two_gaps(3, 3, "planned")
    first, again, other = (of(sensitivity(data, "example", seed=seed), Question.CRITICALITY) for seed in (7, 7, 8))
    assert first == again
    assert first.same_order_share != other.same_order_share


def test_a_chain_without_gaps_says_so() -> None:
    data = dataset(chain([segment("a", stage=Stage.END_USE)]), [supplier("A", "a", "lingang")])
    found = sensitivity(data, "example")
    assert found.first == () and all(one.same_order_share == 1.0 for one in found.stabilities)
    with pytest.raises(KeyError):
        sensitivity(replace(data, chains=()), "example")


def test_what_only_rounding_sets_apart_stands_in_the_order_of_gain_weight_and_name() -> None:
    shipped = open_folder(DATA).dataset
    assert shipped is not None
    view, apart = View(assessment=assess(shipped), dataset=shipped, language="zh"), 0
    for chain_of in view.assessment.chains:
        listed = [gap.result for gap in gaps(view.only(chain_of.chain.chain_id))]
        raw = [(one.gains.pulled, one.gains.coverage, one.weight) for one in listed if one.gains]
        keys = [([-round(worth, 12) for worth in of], one.segment.segment_id) for of, one in zip(raw, listed, strict=True)]
        assert keys == sorted(keys)
        apart += sum(0 < abs(one[0] - other[0]) < 1e-12 for one, other in pairwise(raw))
        first = sensitivity(shipped, chain_of.chain.chain_id, draws=1).first
        assert first == tuple(name for _, name in keys[:5])
    assert apart, "no two gaps are apart by rounding only: this shows nothing"
