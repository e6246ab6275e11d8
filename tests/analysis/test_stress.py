"""Random stress: a draw equals the scenario that loses its companies, seeds repeat, worst cases carry names."""

from pathlib import Path

import numpy as np
import pytest

from chainmap.analysis.assess import assess
from chainmap.analysis.assessment import Assessment
from chainmap.analysis.scenario import Lose, scenario
from chainmap.analysis.stress import QUANTILES, SCORES, Stress, lose_each, lose_one_by_one, lose_some
from chainmap.desk.workspace import open_folder
from chainmap.model.dataset import Dataset
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Score
from tests.analysis.datasets import chain, dataset, dependency, example, segment, supplier


def assessed(data: Dataset, region: str = "shanghai", q: float = 0.6) -> Assessment:
    return assess(data, Parameters(region=region, q=q))


def losing(data: Dataset, before: Assessment, *keys: str) -> Assessment:
    return scenario(data, before, [Lose(company_key=key) for key in keys]).after


def graded() -> Dataset:
    """Volumes, shares, a published rate, a company on two segments, a joint venture."""
    segments = [
        segment("ore", demand=100.0, demand_unit="t"),
        segment("gas"),
        segment("film", domestic_rate_lo=0.7, domestic_rate_hi=0.8),
        segment("chip"),
    ]
    links = [dependency("ore", "chip"), dependency("gas", "chip", essential=True), dependency("film", "chip", essential=False)]
    rows = [
        supplier("V", "ore", "xuhui", capacity=40.0, capacity_unit="t"),
        supplier("V", "ore", "xuhui", capacity=20.0, capacity_unit="t", product="second"),
        supplier("W", "ore", "suzhou", capacity=50.0, capacity_unit="t", status="ramping"),
        supplier("S", "gas", "xuhui", supply_share=0.5),
        supplier("V", "gas", "xuhui", supply_share=0.2),
        supplier("F", "film", "xuhui"),
        supplier("P", "film", "xuhui", status="pilot"),
        supplier("C", "chip", "xuhui", control="joint-venture", domestic_share=0.6),
        supplier("D", "chip", "xuhui", control="unknown"),
    ]
    return dataset(chain(segments, links), rows)


@pytest.mark.parametrize("data", [example(1), example(2), graded()], ids=["example-1", "example-2", "graded"])
@pytest.mark.parametrize("q", [0.6, 1.0])
def test_losing_one_company_equals_the_scenario(data: Dataset, q: float) -> None:
    before = assessed(data, q=q)
    found = lose_one_by_one(data, before, region="world")
    keys = sorted(set(data.suppliers["company_key"]))
    assert found.company_count == len(keys)
    for draw, key in enumerate(keys):
        after = losing(data, before, key).chain("example")
        for score in SCORES:
            expected = after.scores[before.headline(score)][score].lo
            assert found.of("example", score).values[draw] == pytest.approx(expected, abs=1e-9), (key, score)


@pytest.mark.parametrize("data", [example(1), graded()], ids=["example", "graded"])
def test_losing_several_equals_the_scenario(data: Dataset) -> None:
    before = assessed(data)
    found = lose_some(data, before, number=3, region="world", draws=20, seed=7)
    worst = found.of("example", Score.COVERAGE).worst[0]
    after = losing(data, before, *worst.companies).chain("example")
    assert worst.value == pytest.approx(after.scores["shanghai"][Score.COVERAGE].lo, abs=1e-9)


def test_equal_seeds_give_equal_draws_and_others_do_not() -> None:
    data = example(1)
    before = assessed(data)

    def values(seed: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        return lose_each(data, before, probability=0.3, draws=50, seed=seed).of("example", Score.COVERAGE).values

    assert np.array_equal(values(1), values(1))
    assert not np.array_equal(values(1), values(2))


def test_only_companies_of_the_region_are_lost() -> None:
    data = example(2)
    found = lose_some(data, assessed(data), number=99, region="suzhou", draws=3)
    assert found.company_count == 3  # H, R2, T1
    assert found.of("example", Score.COVERAGE).harmed_share == 0  # nobody of Shanghai is among them
    assert found.of("example", Score.COVERAGE).worst == ()


def test_nothing_is_lost_with_probability_zero_and_all_with_one() -> None:
    data = example(2)
    before = assessed(data)
    never = lose_each(data, before, probability=0.0, draws=5).of("example", Score.SELF_RELIANCE)
    always = lose_each(data, before, probability=1.0, region="world", draws=5).of("example", Score.SELF_RELIANCE)
    assert never.quantiles == pytest.approx((never.before,) * len(QUANTILES))
    assert always.quantiles == (0.0,) * len(QUANTILES)


def test_number_of_losses_is_the_same_in_every_draw() -> None:
    data = dataset(chain([segment("a")]), [supplier(name, "a", "shanghai") for name in "ABCD"])
    found = lose_some(data, assess(data, Parameters(region="shanghai", q=0.5)), number=2, draws=40)
    assert set(np.round(found.of("example", Score.COVERAGE).values, 9)) == {0.75}


def test_companies_are_hit_equally_often() -> None:
    data = dataset(chain([segment(name) for name in "abcd"]), [supplier(name.upper(), name, "shanghai") for name in "abcd"])
    found = lose_some(data, assess(data, Parameters(region="shanghai")), number=1, draws=4_000, seed=3)
    cases = found.of("example", Score.COVERAGE).worst
    assert sorted(case.companies for case in cases) == [("A",), ("B",), ("C",), ("D",)]
    assert found.of("example", Score.COVERAGE).mean == pytest.approx(0.75)


def test_a_region_without_companies_gives_a_flat_distribution() -> None:
    data = dataset(chain([segment("a")]), [])
    found: Stress = lose_some(data, assess(data, Parameters(region="shanghai")), number=3, draws=4)
    assert found.company_count == 0
    assert found.of("example", Score.COVERAGE).values.tolist() == [0.0] * 4


def test_ten_thousand_draws_of_the_shipped_chains_agree_with_scenarios() -> None:
    data = open_folder(Path(__file__).parents[2] / "data").dataset
    assert data is not None
    before = assess(data)
    found = lose_some(data, before, number=3, seed=1)
    assert found.draw_count == 10_000
    keys = data.suppliers.drop_duplicates("company").set_index("company")["company_key"]
    one = found.of("ic-materials", Score.COVERAGE)
    worst = one.worst[0]
    after = losing(data, before, *keys[list(worst.companies)]).chain("ic-materials")
    assert worst.value == pytest.approx(after.scores[before.region][Score.COVERAGE].lo, abs=1e-9)
    assert list(one.quantiles) == sorted(one.quantiles)
