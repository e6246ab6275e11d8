"""The data that comes with the program: every chain asks something of every score."""

from pathlib import Path

import pytest

from chainmap.analysis.assess import assess
from chainmap.analysis.assessment import Assessment
from chainmap.analysis.targets import gaps, targets
from chainmap.intake.load import load_folder
from chainmap.model.dataset import Dataset
from chainmap.model.vocabulary import Score

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def data() -> Dataset:
    parsed = load_folder(DATA)
    assert parsed.dataset is not None
    return parsed.dataset


@pytest.fixture(scope="module")
def assessment(data: Dataset) -> Assessment:
    return assess(data)


@pytest.mark.parametrize("score", [Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY])
def test_every_shipped_chain_has_a_gap_for_each_score(assessment: Assessment, score: Score) -> None:
    chains = {chain_id for chain_id, _segment in gaps(assessment, score)}
    assert chains == {chain.chain.chain_id for chain in assessment.chains}


def test_every_shipped_score_is_an_interval_and_weights_sum_to_1(assessment: Assessment) -> None:
    for chain in assessment.chains:
        assert sum(one.weight for one in chain.segments) == pytest.approx(1)
        for scores in chain.scores.values():
            assert all(0 <= interval.lo <= interval.hi <= 1 for interval in scores.values())


def test_nobody_who_may_be_here_is_a_shipped_target(data: Dataset, assessment: Assessment) -> None:
    listed = targets(data, assessment)
    assert listed.targets
    assert all(data.regions.inside(target.region_id, assessment.region) == (0.0, 0.0) for target in listed.targets)
    assert {(one.chain_id, one.segment_id) for one in listed.targets} <= set(listed.gaps)
