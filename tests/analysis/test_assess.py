"""The worked examples of METHOD section 8 from workbooks to scores, and how an assessment is put together."""

from dataclasses import replace
from typing import Literal

import numpy as np
import pytest

from chainmap.analysis.assess import RegionError, assess
from chainmap.analysis.assessment import Assessment, ChainResult
from chainmap.intake.load import load_files
from chainmap.model.dataset import Dataset
from chainmap.model.interval import Interval
from chainmap.model.parameters import Parameters
from chainmap.model.region import tree
from chainmap.model.vocabulary import Action, RegionLevel, Score, Stage, State, Verdict
from tests.analysis.datasets import chain, dataset, dependency, example, segment, supplier
from tests.workbooks import worked_example

REGIONS = ("lingang", "shanghai", "yrd", "china", "world")
B, BD, R, K = Score.COVERAGE, Score.CONTROLLED_COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY


def assessed(number: Literal[1, 2]) -> Assessment:
    parsed = load_files(worked_example(number))
    assert parsed.dataset is not None
    return assess(parsed.dataset, Parameters(q=0.6 if number == 1 else 1.0), findings=parsed.findings)


@pytest.fixture(scope="module")
def first() -> Assessment:
    return assessed(1)


@pytest.fixture(scope="module")
def second() -> Assessment:
    return assessed(2)


TABLE_1 = {
    "lingang": ((0.0750, 0.0750), (0.0750, 0.0750), (0, 0), (0, 0)),
    "shanghai": ((0.6555, 0.6555), (0.5700, 0.5700), (0.5460, 0.5460), (0, 0)),
    "yrd": ((0.7635, 0.7635), (0.6255, 0.7005), (0.5926, 0.6556), (0, 0.6)),
    "china": ((0.7995, 0.7995), (0.6705, 0.7365), (0.6304, 0.6859), (0.12, 0.648)),
    "world": ((0.8370, 0.8370), (0.6705, 0.7365), (0.6304, 0.6859), (0.12, 0.648)),
}
TABLE_2 = {
    "lingang": ((0.1923, 0.1923), (0.1923, 0.1923), (0, 0), (0, 0)),
    "shanghai": ((0.6538, 0.6538), (0.5385, 0.5385), (0.5385, 0.5385), (0, 0)),
    "yrd": ((0.8462, 0.8462), (0.6538, 0.8462), (0.6538, 0.8462), (0, 0.6667)),
    "china": ((0.8462, 0.8462), (0.6923, 0.8462), (0.6923, 0.8462), (0.2, 0.6667)),
    "world": ((1.0, 1.0), (0.6923, 0.8462), (0.6923, 0.8462), (0.2, 0.6667)),
}


@pytest.mark.parametrize("region", REGIONS)
def test_example_1_gives_the_published_scores(first: Assessment, region: str) -> None:
    assert_scores(first.chains[0], region, TABLE_1[region])


@pytest.mark.parametrize("region", REGIONS)
def test_example_2_gives_the_published_scores(second: Assessment, region: str) -> None:
    assert_scores(second.chains[0], region, TABLE_2[region])


def assert_scores(result: ChainResult, region: str, expected: tuple[tuple[float, float], ...]) -> None:
    for score, ends in zip((B, BD, R, K), expected, strict=True):
        assert result.scores[region][score] == pytest.approx(ends, abs=5e-5), score


def test_example_1_gives_the_published_scores_after_loss(first: Assessment) -> None:
    after = first.chains[0].after_loss
    assert (after["shanghai"][B], after["shanghai"][R]) == pytest.approx((0.42, 0.30), abs=5e-5)
    assert (after["china"][B], after["china"][R]) == pytest.approx((0.5925, 0.3720), abs=5e-5)
    assert [after[region][K] for region in REGIONS] == [0.0] * 5


def test_example_2_gives_the_published_scores_after_loss(second: Assessment) -> None:
    after = second.chains[0].after_loss
    found = [(after[region][B], after[region][R]) for region in REGIONS]
    assert np.array(found) == pytest.approx(
        np.array([(0, 0), (0.1923, 0.1923), (0.4231, 0.3077), (0.6154, 0.4615), (0.6154, 0.4615)]), abs=5e-5
    )


def test_example_1_gives_the_published_gains_and_credit(first: Assessment) -> None:
    gains = {one.segment.segment_id: one.gains for one in first.chains[0].segments}
    expected = {
        "metal": (0.0315, 0.0, 0.0463), "target": (0.0210, 0.0, 0.0348), "wafer": (0.0269, 0.0, 0.0294),
        "resist": (0.0924, 0.59, 0.1012), "cmp": (0.0168, 0.0, 0.0184), "fab": (0.1201, 0.0, 0.1394),
    }  # fmt: skip
    for name, numbers in expected.items():
        gain = gains[name]
        assert gain is not None
        assert (gain.self_reliance, gain.continuity, gain.credit) == pytest.approx(numbers, abs=5e-5), name
    total = sum(gain.credit for gain in gains.values() if gain is not None)
    assert total == pytest.approx(1 - first.chains[0].scores["china"][R].lo, abs=1e-9)
    assert first.chains[0].credit_residual == pytest.approx(0, abs=1e-9)


def test_example_2_gives_the_published_gains(second: Assessment) -> None:
    gains = {one.segment.segment_id: one.gains for one in second.chains[0].segments if one.gains is not None}
    reliance = {name: round(gain.self_reliance, 4) for name, gain in gains.items()}
    assert reliance == {"metal": 0.1538, "target": 0, "wafer": 0, "resist": 0.1538, "cmp": 0, "fab": 0}
    assert {name: round(gain.continuity, 4) for name, gain in gains.items()} == {
        "metal": 0, "target": 0, "wafer": 0, "resist": 0.4667, "cmp": 0, "fab": 0,
    }  # fmt: skip


def test_example_1_gives_the_published_weights(first: Assessment) -> None:
    segments = first.chains[0].segments
    assert [one.weight for one in segments] == pytest.approx([0.0625, 0.0625, 0.125, 0.125, 0.125, 0.5])
    assert [one.total_requirement for one in segments] == pytest.approx([0.0625, 0.125, 0.125, 0.125, 0.125, 1])


def test_the_band_of_q_stands_at_the_headline_regions(second: Assessment) -> None:
    band = second.chains[0].q_band
    assert list(band) == ["0.3", "0.6", "1"]
    assert band["1"][B] == pytest.approx(second.chains[0].scores["lingang"][B].lo)
    assert band["1"][R] == pytest.approx(second.chains[0].scores["china"][R].lo)
    assert band["0.3"][R] < band["0.6"][R] < band["1"][R]


def test_an_end_segment_names_what_holds_it_down(second: Assessment) -> None:
    (end,) = second.chains[0].end_segments
    assert (end.segment_id, end.held_by) == ("fab", ("resist",))
    assert end.runnable.lo == pytest.approx(0.2)


def test_all_value_rests_on_the_count_grade_unless_a_rate_or_an_amount_is_given() -> None:
    materials = [segment("a", domestic_rate_lo=0.5), segment("b", demand=10.0, demand_unit="t"), segment("c")]
    data = dataset(chain(materials), [supplier("A", "b", "xuhui", capacity=5.0, capacity_unit="t")])
    shares = assess(data).chains[0].count_grade_share
    assert (shares["shanghai"], shares["china"]) == pytest.approx((2 / 3, 1 / 3))


def test_a_loss_spares_end_uses() -> None:
    material, use = segment("m"), segment("u", stage=Stage.END_USE)
    data = dataset(chain([material, use], [dependency("m", "u")]), [supplier("A", "m", "lingang"), supplier("B", "u", "lingang")])
    result = assess(data).chains[0]
    assert result.after_loss["lingang"][B] == pytest.approx(result.segment("u").weight)
    assert result.segment("u").gains is None
    assert result.segment("u").verdict is Verdict.ANCHOR


def test_an_unchecked_segment_says_what_follows_if_the_check_finds_nobody() -> None:
    data = dataset(chain([segment("m", checked_region="japan")]), [])
    result = assess(data).chains[0].segment("m")
    assert (result.state, result.verdict, result.action) == (State.UNCHECKED, Verdict.UNCHECKED, Action.VERIFY)
    assert (result.verdict_if_confirmed, result.action_if_confirmed) == (Verdict.MISSING, Action.ATTRACT)
    assert result.verdict_on_hi is None


def test_a_verdict_that_hi_would_change_says_so() -> None:
    data = dataset(chain([segment("m")]), [supplier("A", "m", "lingang", status="pilot"), supplier("B", "m", "shanghai")])
    result = assess(data).chains[0].segment("m")
    assert (result.verdict, result.verdict_on_hi) == (Verdict.WEAK, Verdict.FRAGILE)


def test_a_hollow_segment_names_where_its_content_is_lost() -> None:
    names = ("ore", "resin", "resist")
    links = [dependency("ore", "resin", input_share=0.8), dependency("resin", "resist", input_share=0.8)]
    rows = [supplier(f"{name}{n}", name, "lingang") for name in ("resin", "resist") for n in (1, 2)]
    result = assess(dataset(chain([segment(name) for name in names], links), rows)).chains[0]
    assert result.segment("resist").verdict is Verdict.HOLLOW
    assert result.segment("resist").binding == ("ore",)
    assert result.segment("resist").action is Action.TRACE_UPSTREAM


def test_a_base_for_lacking_users_is_extended() -> None:
    data = dataset(
        chain([segment("m"), segment("p")], [dependency("m", "p")]),
        [supplier("A", "m", "lingang"), supplier("B", "m", "lingang"), supplier("C", "p", "beijing")],
    )
    result = assess(data).chains[0].segment("m")
    assert (result.verdict, result.action) == (Verdict.STRONG, Action.EXTEND)


def test_a_link_that_neighbours_produce_is_sourced_nearby() -> None:
    rows = [supplier("A", "m", "suzhou"), supplier("B", "m", "xuhui", control="foreign")]
    data = dataset(chain([segment("m")]), rows)
    assert assess(data).chains[0].segment("m").action is Action.SOURCE_NEARBY
    assert assess(data, Parameters(nearby_steps=1)).chains[0].segment("m").action is Action.ATTRACT
    assert assess(data, Parameters(nearby_companies=3)).chains[0].segment("m").action is Action.ATTRACT


def test_pull_counts_an_unchecked_user_as_an_unknown_buyer() -> None:
    segments = [segment("m"), segment("known"), segment("unknown", checked_region=None), segment("absent")]
    data = dataset(
        chain(segments, [dependency("m", user) for user in ("known", "unknown", "absent")]), [supplier("A", "known", "lingang")]
    )
    gains = assess(data).chains[0].segment("m").gains
    assert gains is not None
    assert gains.pull == pytest.approx((1 / 3, 2 / 3))


def test_the_focal_region_is_the_first_park_then_the_deepest_region() -> None:
    data = example(2)
    assert assess(data).region == "lingang"
    plain = [replace(one, level=RegionLevel.DISTRICT) if one.region_id == "lingang" else one for one in data.regions.regions]
    assert assess(replace(data, regions=tree(plain))).region == "lingang"  # deepest, first in the sheet
    assert assess(data, Parameters(region="yrd")).ladder == ("yrd", "china", "world")


def test_a_region_that_cannot_be_evaluated_is_an_error() -> None:
    data = example(2)
    with pytest.raises(RegionError) as unknown:
        assess(data, Parameters(region="atlantis"))
    assert (unknown.value.code, unknown.value.region) == ("unknown-region", "atlantis")
    with pytest.raises(RegionError) as homeless:
        assess(data, Parameters(region="world"))
    assert homeless.value.code == "no-home-country"
    with pytest.raises(RegionError) as empty:
        assess(replace(data, regions=tree([])))
    assert empty.value.code == "no-regions"


def test_a_home_country_is_needed_only_where_the_ladder_has_none() -> None:
    result = assess(example(2), Parameters(region="world", home_country="china"))
    assert result.ladder == ("world",)
    assert set(result.chains[0].scores) == {"world", "china"}
    assert result.chains[0].scores["china"][R] == pytest.approx((0.6923, 0.8462), abs=5e-5)


def test_a_chain_without_final_use_is_unknown() -> None:
    loop = chain([segment("a"), segment("b")], [dependency("a", "b"), dependency("b", "a")])
    result = assess(dataset(loop, [])).chains[0]
    assert set(result.scores["lingang"].values()) == {Interval(0.0, 1.0)}


def test_equal_inputs_give_equal_results() -> None:
    first, second = assess(example(1)), assess(example(1))
    assert [chain.segments for chain in first.chains] == [chain.segments for chain in second.chains]


def test_a_renamed_company_changes_nothing() -> None:
    data = example(1)
    renamed = data.suppliers.assign(company="x" + data.suppliers["company"], company_key="x" + data.suppliers["company_key"])
    other = Dataset(chains=data.chains, suppliers=renamed, regions=data.regions, sources=data.sources)
    assert assess(other).chains[0].segments == assess(data).chains[0].segments
