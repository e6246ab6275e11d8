"""Companies to attract: exact gains, order, who is left out."""

from typing import Any

import pytest

from chainmap.analysis.assess import assess
from chainmap.analysis.scenario import changes, scenario
from chainmap.analysis.targets import Target, TargetList, targets
from chainmap.model.dataset import Dataset
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Score
from tests.analysis.datasets import chain, dataset, dependency, example, segment, supplier


def found(data: Dataset, segment_id: str = "m", **options: Any) -> TargetList:
    return targets(data, assess(data), only=("example", segment_id), **options)


def companies(listed: TargetList) -> list[str]:
    return [target.company for target in listed.targets]


def mixed() -> Dataset:
    """A chain with all three grades and every kind of row."""
    segments = [
        segment("count"),
        segment("volume", demand=100.0, demand_unit="t"),
        segment("share"),
        segment("rated", domestic_rate_lo=0.3, domestic_rate_hi=0.5),
        segment("use"),
    ]
    rows = [
        supplier("A", "count", "suzhou", status="ramping"),
        supplier("B", "count", "beijing", status="pilot"),
        supplier("B", "count", "suzhou", status="planned"),
        supplier("C", "count", "japan", control="foreign"),
        supplier("D", "count", "beijing", control="unknown"),
        supplier("A", "volume", "suzhou", status="ramping", capacity=40.0, capacity_unit="t"),
        supplier("A", "volume", "xuhui", product="other", capacity=10.0, capacity_unit="t"),
        supplier("E", "volume", "japan", control="foreign", capacity=30.0, capacity_unit="t"),
        supplier("F", "volume", "beijing", status="pilot", capacity=50.0, capacity_unit="t"),
        supplier("F", "volume", "beijing", status="pilot", capacity=50.0, capacity_unit="t"),
        supplier("G", "volume", "beijing", capacity_unit="t"),
        supplier("H", "share", "suzhou", supply_share=0.3, status="pilot"),
        supplier("I", "share", "japan", supply_share=0.4, control="foreign"),
        supplier("J", "rated", "beijing", status="pilot"),
        supplier("K", "use", "lingang"),
    ]
    links = [dependency(name, "use", essential=True) for name in ("count", "volume", "share", "rated")]
    return dataset(chain(segments, links), rows)


@pytest.mark.parametrize("q", [0.6, 1.0])
def test_gains_are_those_of_the_same_landing_as_a_scenario(q: float) -> None:
    data = mixed()
    before = assess(data, Parameters(q=q))
    listed = [
        target for name in ("count", "volume", "share", "rated") for target in targets(data, before, ("example", name)).targets
    ]
    assert len(listed) == 11
    for target in listed:
        assert_exact(data, target, q)


def assert_exact(data: Dataset, target: Target, q: float) -> None:
    before = assess(data, Parameters(q=q))
    steps = changes(data, [("land", target.company_key, f"example/{target.segment_id}")])
    assert isinstance(steps, tuple)
    after = scenario(data, before, steps).after
    for score, gain in (
        (Score.COVERAGE, target.gains.coverage),
        (Score.SELF_RELIANCE, target.gains.self_reliance),
        (Score.CONTINUITY, target.gains.continuity),
    ):
        region = before.headline(score)
        rise = after.chains[0].scores[region][score].lo - before.chains[0].scores[region][score].lo
        assert gain == pytest.approx(rise, abs=1e-9), (target.company, target.segment_id, score)


def test_a_domestic_company_that_only_moves_adds_nothing_at_home() -> None:
    data = mixed()
    by_name = {(target.company, target.segment_id): target.gains for target in targets(data, assess(data)).targets}
    assert by_name["G", "volume"].self_reliance == 0.0
    moved = dataset(
        chain([segment("m", demand=10.0, demand_unit="t")]), [supplier("A", "m", "suzhou", capacity=4.0, capacity_unit="t")]
    )
    (target,) = found(moved).targets
    assert target.gains.coverage == pytest.approx(0.4)
    assert (target.gains.self_reliance, target.gains.continuity) == (0.0, 0.0)


def test_equal_gains_go_to_the_nearer_then_better_then_surer_then_first_name() -> None:
    rows = [
        supplier("e-far", "m", "japan", control="foreign"),
        supplier("d-low", "m", "suzhou", confidence="low"),
        supplier("c-high", "m", "suzhou", confidence="high"),
        supplier("b-high", "m", "suzhou", confidence="high"),
        supplier("a-ramping", "m", "suzhou", status="ramping"),
        supplier("f-near", "m", "xuhui", status="planned"),
    ]
    listed = found(dataset(chain([segment("m")]), rows))
    assert companies(listed) == ["f-near", "b-high", "c-high", "d-low", "a-ramping", "e-far"]
    assert [target.step for target in listed.targets] == [1, 2, 2, 2, 2, 4]


def test_a_gap_with_a_local_buyer_comes_first_and_names_him() -> None:
    data = dataset(
        chain([segment("m"), segment("n"), segment("p"), segment("q")], [dependency("m", "p"), dependency("n", "q")]),
        [supplier("A", "m", "suzhou"), supplier("B", "n", "suzhou"), supplier("Buyer", "q", "lingang")],
    )
    listed = targets(data, assess(data)).targets
    assert [(target.segment_id, target.buyers) for target in listed] == [("n", ("Buyer",)), ("m", ())]


def test_who_is_here_or_may_be_or_stopped_is_left_out_with_the_reason() -> None:
    rows = [
        supplier("here", "m", "lingang", status="planned"),
        supplier("perhaps", "m", "shanghai"),
        supplier("overlapping", "m", "pudong"),
        supplier("stopped", "m", "suzhou", status="stopped"),
        supplier("left", "m", "lingang", status="stopped"),
        supplier("left", "m", "suzhou"),
    ]
    listed = found(dataset(chain([segment("m")]), rows))
    assert companies(listed) == ["left"]
    assert {one.company: one.reason.code for one in listed.left_out} == {
        "here": "left-out.there",
        "perhaps": "left-out.may-be-there",
        "overlapping": "left-out.may-be-there",
        "stopped": "left-out.stopped",
    }


def test_a_foreign_company_is_never_recommended_for_self_reliance() -> None:
    rows = [
        supplier("domestic", "m", "suzhou", status="pilot"),
        supplier("foreign", "m", "suzhou", control="foreign"),
        supplier("unknown", "m", "suzhou", control="unknown"),
    ]
    data = dataset(chain([segment("m")]), rows)
    assert set(companies(found(data))) == {"domestic", "foreign", "unknown"}
    assert {target.company: target.reason.code for target in found(data).targets}["foreign"] == "target.foreign"
    for score in (Score.SELF_RELIANCE, Score.CONTINUITY):
        listed = found(data, score=score)
        assert companies(listed) == ["domestic"]
        assert {one.company: one.reason.code for one in listed.left_out} == {
            "foreign": "left-out.foreign",
            "unknown": "left-out.control-unknown",
        }


def test_a_company_counts_the_gaps_it_could_fill() -> None:
    data = dataset(
        chain([segment("m"), segment("n"), segment("full")]),
        [
            supplier("A", "m", "suzhou"), supplier("A", "n", "suzhou"), supplier("A", "full", "suzhou"),
            supplier("Z", "full", "lingang"), supplier("Y", "full", "lingang"),
        ],
    )  # fmt: skip
    assert [target.gap_count for target in targets(data, assess(data)).targets] == [2, 2]


def test_a_gap_for_which_nobody_is_known_is_said() -> None:
    listed = targets(example(2), assess(example(2)))
    without = {segment for _chain, segment in listed.gaps} - {target.segment_id for target in listed.targets}
    assert without == set()
    data = dataset(chain([segment("m")]), [])
    assert (found(data).targets, found(data).gaps) == ((), (("example", "m"),))


def test_a_target_names_its_row() -> None:
    data = dataset(chain([segment("m")]), [supplier("A", "m", "suzhou", product="膜", as_of="2025-03")])
    (target,) = found(data).targets
    assert (str(target.cell), target.product, target.as_of) == ("example.xlsx[企业]!2:2", "膜", "2025-03")
