"""The best k companies: equal to brute force and to the scenario that lands them; one company fills several gaps."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainmap.analysis.assess import assess
from chainmap.analysis.assessment import Assessment
from chainmap.analysis.companies import BestCompanies, best_companies
from chainmap.analysis.scenario import Land, scenario
from chainmap.analysis.targets import TargetList, targets
from chainmap.model.dataset import Dataset
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Score
from tests.analysis.datasets import chain, dataset, segment, supplier
from tests.present.views import shipped_targets, shipped_view


def made(rows: list[dict[str, object]], q: float = 1.0, **demands: float) -> tuple[Dataset, Assessment, TargetList]:
    segments = [
        segment(name, criticality=grade, demand=demands.get(name), demand_unit="t" if name in demands else "")
        for name, grade in (("a", 5), ("b", 3), ("c", 3), ("d", 1))
    ]
    data = dataset(chain(segments), rows)
    assessment = assess(data, Parameters(region="lingang", q=q))
    return data, assessment, targets(data, assessment)


def landed(data: Dataset, before: Assessment, best: BestCompanies) -> float:
    """ΔB of a full evaluation with every company of the set landed on its gaps."""
    steps = [Land(company_key=key, slot=slot) for key, slots in zip(best.company_keys, best.slots, strict=True) for slot in slots]
    after = scenario(data, before, steps).after
    return sum(
        after.chain(one.chain.chain_id).scores[before.region][Score.COVERAGE].lo - one.scores[before.region][Score.COVERAGE].lo
        for one in before.chains
    )


def test_one_company_with_two_gaps_beats_the_best_gap() -> None:
    rows = [supplier("甲", "a", "suzhou"), supplier("乙", "b", "suzhou"), supplier("乙", "c", "suzhou")]
    data, assessment, found = made(rows)
    best = best_companies(data, assessment, found, 1)
    assert best[0].companies == ("乙",)
    assert best[0].value == pytest.approx(6 / 12)
    assert best[0].slots == ((("example", "b"), ("example", "c")),)
    assert dict(best[0].rises) == {("example", "b"): pytest.approx(3 / 12), ("example", "c"): pytest.approx(3 / 12)}


def test_of_equal_companies_the_domestic_one_is_taken() -> None:
    rows = [supplier("外", "a", "japan", control="foreign"), supplier("内", "a", "beijing")]
    assert [one.companies for one in best_companies(*made(rows), 1)] == [("内",)]


def test_no_more_companies_than_there_are() -> None:
    data, assessment, found = made([supplier("甲", "a", "suzhou")])
    assert [one.k for one in best_companies(data, assessment, found, 5)] == [1]
    assert best_companies(*made([]), 3) == ()


def test_amounts_count_up_to_the_demand() -> None:
    rows = [
        supplier(name, "a", "suzhou", capacity=size, capacity_unit="t") for name, size in (("甲", 30), ("乙", 60), ("丙", 90))
    ]
    data, assessment, found = made(rows, a=100.0)
    best = best_companies(data, assessment, found, 2)
    assert best[0].companies == ("丙",)
    assert best[0].value == pytest.approx(5 / 12 * 0.9)
    assert best[1].value == pytest.approx(5 / 12)
    assert landed(data, assessment, best[1]) == pytest.approx(best[1].value)


_ROWS = st.lists(st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("abcd")), min_size=1, max_size=14, unique=True)


@settings(max_examples=6, deadline=None)
@given(_ROWS, st.sampled_from([1.0, 0.6, 0.3]))
def test_best_equals_brute_force_and_full_evaluation(pairs: list[tuple[str, str]], q: float) -> None:
    data, assessment, found = made([supplier(name, on, "suzhou") for name, on in pairs], q)
    best = best_companies(data, assessment, found, 3)
    names = sorted({name for name, _on in pairs})
    weight = {one.segment.segment_id: one.weight for one in assessment.chains[0].segments}
    for one in best:
        brute = max(
            sum(weight[on] * (1 - (1 - q) ** sum(name in chosen for name, at in pairs if at == on)) for on in weight)
            for chosen in combinations(names, one.k)
        )
        assert one.value == pytest.approx(brute)
        assert one.bound >= brute - 1e-9
        assert one.exact


@pytest.mark.parametrize("q", [1.0, 0.6])
def test_value_is_that_of_landing_them_all(q: float) -> None:
    pairs = [("A", "a"), ("A", "b"), ("B", "b"), ("B", "c"), ("C", "b"), ("C", "d")]
    data, assessment, found = made([supplier(name, on, "suzhou") for name, on in pairs], q)
    best = best_companies(data, assessment, found, 3)[-1]
    assert landed(data, assessment, best) == pytest.approx(best.value)


def test_shipped_companies_are_proved_best_and_agree_with_full_evaluation() -> None:
    view = shipped_view()
    best = best_companies(view.dataset, view.assessment, shipped_targets(), 3)
    assert all(one.exact for one in best)
    assert landed(view.dataset, view.assessment, best[-1]) == pytest.approx(best[-1].value)
    assert [one.value for one in best] == sorted(one.value for one in best)
