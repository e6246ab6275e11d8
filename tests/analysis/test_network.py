"""Shares, weights and order of a network, against numbers by hand and from Miller & Blair."""

import numpy as np
import pytest
from hypothesis import given

from chainmap.analysis.network import Network, build
from chainmap.model.chain import Chain
from chainmap.model.vocabulary import Stage
from tests.analysis import reference
from tests.analysis.networks import EXAMPLE_SEGMENTS, chain, link, segment, worked_example
from tests.analysis.random_networks import chains, networks


def test_worked_example_with_given_shares() -> None:
    network = build(worked_example(1))
    assert network.total_requirement == pytest.approx([0.0625, 0.125, 0.125, 0.125, 0.125, 1.0])
    assert network.weight == pytest.approx([0.0625, 0.0625, 0.125, 0.125, 0.125, 0.5])


def test_worked_example_with_criticality_only() -> None:
    network = build(worked_example(2))
    assert network.accumulated == pytest.approx([4, 7, 5, 5, 4, 26])
    assert network.own_value_share == pytest.approx([1, 3 / 7, 1, 1, 1, 5 / 26])
    assert network.weight == pytest.approx(np.array([4, 3, 5, 5, 4, 5]) / 26)
    assert network.segment_ids == EXAMPLE_SEGMENTS


def test_total_requirement_is_the_leontief_inverse_of_miller_and_blair() -> None:
    # Own use of an industry, .15 and .05, goes over a segment that adds nothing: no segment is an input of itself.
    links = [
        link("a > own a"), link("own a > a", input_share=150 / 1000), link("b > a", input_share=200 / 1000),
        link("b > own b"), link("own b > b", input_share=100 / 2000), link("a > b", input_share=500 / 2000),
    ]  # fmt: skip
    inverse = []
    for asked in ("a", "b"):
        names = [segment(one, final_weight=1.0 if one == asked else None) for one in ("a", "b")]
        relays = [segment(one, own_share=0.0) for one in ("own a", "own b")]
        inverse.append(build(chain([*names, *relays], links)).total_requirement[:2])
    assert pytest.approx(np.array([[1.25412541, 0.330033], [0.2640264, 1.12211221]]), abs=5e-9) == np.array(inverse).T


def test_weight_is_criticality_in_a_cycle_too() -> None:
    network = build(chain([segment("a", 5), segment("b", 2), segment("c", 1)], ["a > b", "b > a", "b > c"]))
    assert network.weight == pytest.approx(np.array([5, 2, 1]) / 8)
    assert network.components == ((0, 1), (2,))
    assert network.depth == 3


def test_substitutes_are_one_input_shared_by_output() -> None:
    segments = [segment("a", 1), segment("b", 3), segment("c", 4)]
    network = build(chain(segments, [link("a > c", True, group="x"), link("b > c", True, group="x")]))
    (group,) = network.groups
    assert (group.user, group.members, group.share, group.essential) == (2, (0, 1), 0.5, True)
    assert network.requirement_shares[:, 2] == pytest.approx([0.125, 0.375, 0])
    assert network.has_substitutes


@pytest.mark.parametrize(
    ("said", "essential"),
    [((True, True), True), ((False, False), False), ((True, None), True), ((True, False), None), ((None, None), None)],
)
def test_rows_of_a_group_that_disagree_leave_open_whether_it_is_essential(
    said: tuple[bool | None, bool | None], essential: bool | None
) -> None:
    network = build(chain("abc", [link("a > c", said[0], group="x"), link("b > c", said[1], group="x")]))
    assert network.groups[0].essential is essential


def test_unequal_shares_of_a_group_count_as_not_given() -> None:
    unequal = [link("a > c", group="x", input_share=0.3), link("b > c", group="x", input_share=0.4)]
    blank = [link("a > c", group="x"), link("b > c", group="x")]
    assert build(chain("abc", unequal)).groups == build(chain("abc", blank)).groups


def test_blank_substitute_groups_stay_apart() -> None:
    network = build(chain("abc", [link("a > c", group=""), link("b > c", group=None)]))
    assert [group.members for group in network.groups] == [(0,), (1,)]


def test_given_shares_stand_and_the_others_are_scaled() -> None:
    links = [link("a > d", input_share=0.4), link("b > d"), link("c > d")]
    network = build(chain([segment("a", 1), segment("b", 2), segment("c", 3), segment("d", 5)], links))
    assert [group.share for group in network.groups] == pytest.approx([0.4, 0.6 * 2 / 10, 0.6 * 3 / 10])
    assert network.own_value_share[3] == pytest.approx(0.6 * 5 / 10)


def test_share_of_a_group_is_written_on_one_row_and_counted_once() -> None:
    network = build(chain("abc", [link("a > c", group="x"), link("b > c", group="x", input_share=0.3)]))
    assert network.groups[0].share == pytest.approx(0.3)
    assert network.own_value_share[2] == pytest.approx(0.7)


@pytest.mark.parametrize(
    ("own", "given"), [(0.9, (0.5, 0.5)), (None, (0.7, 0.7)), (0.2, (0.1, 0.1)), (1.0, (None, None)), (None, (0.5, 0.5))]
)
def test_shares_that_cannot_hold_still_sum_to_one(own: float | None, given: tuple[float | None, float | None]) -> None:
    links = [link("a > c", input_share=given[0]), link("b > c", input_share=given[1])]
    network = build(chain([segment("a"), segment("b"), segment("c", own_share=own)], links))
    assert reference.value_shares(network) == pytest.approx(1.0)
    assert 0 < network.own_value_share[2] < 1
    assert network.weight.sum() == pytest.approx(1.0)


def test_once_one_final_weight_is_given_blank_means_none() -> None:
    network = build(chain([segment("a", final_weight=3.0), segment("b", final_weight=1.0), segment("c")], ["a > c"]))
    assert network.final_share == pytest.approx([0.75, 0.25, 0])
    assert network.total_requirement == pytest.approx([0.75, 0.25, 0])


def test_closed_loop_has_no_weight_and_leaves_the_rest_as_it_is() -> None:
    open_part = [segment("a", 2), segment("b", 5), segment("end", 3)]
    links = ["a > b", "b > end"]
    alone = build(chain(open_part, links))
    looped = build(chain([*open_part, "x", "y"], [*links, "b > x", "x > y", "y > x"]))
    assert looped.weight == pytest.approx([*alone.weight, 0, 0])
    assert looped.total_requirement[3:] == pytest.approx([0, 0])
    assert ((looped.own_value_share > 0) & (looped.own_value_share <= 1)).all()
    assert looped.user_share[1].tolist() == [0, 0, 0.5, 0.5, 0]


def test_chain_without_any_end_has_no_final_use() -> None:
    network = build(chain("ab", ["a > b", "b > a"]))
    assert not network.has_final_use
    assert network.weight.tolist() == [0, 0]


def test_final_weight_gives_a_closed_loop_a_use() -> None:
    network = build(chain([segment("a", final_weight=1.0), "b"], ["a > b", "b > a"]))
    assert network.has_final_use
    assert network.weight.sum() == pytest.approx(1.0)


def test_isolated_segment_is_an_end_and_end_uses_are_not_fillable() -> None:
    network = build(chain([segment("a"), segment("b", stage=Stage.END_USE), segment("c")], ["a > b"]))
    assert network.end.tolist() == [False, True, True]
    assert network.fillable.tolist() == [True, False, True]
    assert network.depth == 2


def test_repeated_pair_counts_once_and_no_segment_is_its_own_input() -> None:
    once = build(chain("ab", [link("a > b", True)]))
    twice = build(chain("ab", [link("a > b", True), link("a > b", False), link("b > b", True)]))
    assert twice.groups == once.groups
    assert twice.end.tolist() == once.end.tolist()


def test_empty_chain_is_a_network_without_final_use() -> None:
    network = build(chain([], []))
    assert (network.size, network.depth, network.has_final_use) == (0, 0, False)


@given(networks())
def test_weights_and_shares_sum_to_one(network: Network) -> None:
    assert reference.value_shares(network) == pytest.approx(1.0)
    assert (network.own_value_share > 0).all()
    assert (network.weight >= -1e-12).all()
    assert network.weight.sum() == pytest.approx(1.0 if network.has_final_use else 0.0)


@given(chains(given=False))
def test_weight_is_criticality_and_nothing_else(built: Chain) -> None:
    network = build(built)
    reaching = network.total_requirement > 0
    criticality = np.array([one.criticality or 3 for one in built.segments]) * reaching
    if network.has_final_use:
        assert network.weight == pytest.approx(criticality / criticality.sum(), abs=1e-12)


@given(networks())
def test_inputs_come_before_users(network: Network) -> None:
    position = {i: at for at, component in enumerate(network.components) for i in component}
    assert sorted(position) == list(range(network.size))
    assert all(position[j] <= position[group.user] for group in network.groups for j in group.members)
