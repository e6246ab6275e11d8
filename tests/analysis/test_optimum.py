"""Best sets and unlock sets against METHOD section 8 and against all subsets."""

import itertools
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainmap.analysis import bounds, optimum, unlock
from chainmap.analysis.network import Network, build
from chainmap.analysis.optimum import BestSet, best_sets, unlock_sets
from chainmap.analysis.scores import continuity, coverage, self_reliance
from chainmap.model.vocabulary import Score
from tests.analysis import reference
from tests.analysis.networks import EXAMPLE_COVERS, EXAMPLE_SEGMENTS, Array, chain, link, segment, worked_example
from tests.analysis.random_networks import covers, networks

SCORES: dict[Score, Callable[[Network, Array], Array]] = {
    Score.COVERAGE: coverage,
    Score.SELF_RELIANCE: lambda network, d: self_reliance(network, d)[0],
    Score.CONTINUITY: lambda network, d: continuity(network, d)[0],
}


def _named(found: tuple[BestSet, ...]) -> list[tuple[str, float, bool]]:
    return [("+".join(EXAMPLE_SEGMENTS[i] for i in one.members), round(one.value, 4), one.exact) for one in found]


def test_best_sets_of_the_first_worked_example() -> None:
    network, d = build(worked_example(1)), EXAMPLE_COVERS[1, "china"].d_lo
    gaps = tuple(range(6))
    assert _named(best_sets(network, Score.SELF_RELIANCE, d, gaps, 3)) == [
        ("fab", 0.7505, True),
        ("resist+fab", 0.8605, True),
        ("metal+resist+fab", 0.8980, True),
    ]
    assert _named(best_sets(network, Score.CONTINUITY, d, gaps, 3)) == [
        ("resist", 0.71, True),
        ("metal+resist", 0.744, True),
        ("metal+wafer+resist", 0.84, True),
    ]


def test_best_two_of_the_second_worked_example() -> None:
    network, d = build(worked_example(2)), EXAMPLE_COVERS[2, "china"].d_lo
    for score in (Score.SELF_RELIANCE, Score.CONTINUITY):
        assert _named(best_sets(network, score, d, (0, 3), 5))[1:] == [("metal+resist", 1.0, True)]


def test_unlock_sets_of_the_first_worked_example() -> None:
    network, d = build(worked_example(1)), EXAMPLE_COVERS[1, "china"].d_lo
    (found,) = unlock_sets(network, d, tuple(range(6)))
    assert (found.members, found.smallest, round(found.continuity, 4)) == ((EXAMPLE_SEGMENTS.index("resist"),), True, 0.71)


def test_first_of_equal_sets_in_the_order_of_the_gaps() -> None:
    network = build(chain("abcd", []))
    assert best_sets(network, Score.SELF_RELIANCE, np.zeros(4), (2, 0, 3, 1), 2)[1].members == (0, 2)


def _essential_line(length: int) -> tuple[Network, Array]:
    names = [f"s{i}" for i in range(length)]
    return build(chain(names, [link(f"{a} > {b}", True) for a, b in itertools.pairwise(names)])), np.zeros(length)


def test_unlock_set_beyond_the_limit_is_one_and_called_minimal() -> None:
    network, d = _essential_line(30)
    (found,) = unlock_sets(network, d, tuple(range(30)))
    assert (found.members, found.smallest, found.continuity) == (tuple(range(30)), False, 1.0)
    (short,) = unlock_sets(network, d, tuple(range(30)), limit=30)
    assert (short.members, short.smallest) == (tuple(range(30)), True)


def test_unlock_sets_of_one_end_segment() -> None:
    links = [link("a > x", True), link("b > y", True), link("c > y", True)]
    network, d = build(chain("abcxy", links)), np.array([0.0, 0, 0, 1, 1])
    assert [one.members for one in unlock_sets(network, d, (0, 1, 2))] == [(0,)]
    assert [one.members for one in unlock_sets(network, d, (0, 1, 2), end=4)] == [(1, 2)]


def test_every_choice_of_substitutes_is_an_unlock_set() -> None:
    links = [link(f"{member} > {user}", True, group="g") for user, members in (("x", "ab"), ("y", "cd")) for member in members]
    network = build(chain("abcdxyz", [*links, link("x > z", True), link("y > z", True)]))
    d = np.array([0.0, 0, 0, 0, 1, 1, 1])
    assert [one.members for one in unlock_sets(network, d, (0, 1, 2, 3))] == [(0, 2), (0, 3), (1, 2), (1, 3)]


def test_no_gaps_and_nothing_to_lift_give_no_unlock_sets() -> None:
    network, d = _essential_line(3)
    assert unlock_sets(network, d, ()) == ()
    assert unlock_sets(network, d, (0, 1)) == ()


def test_unlock_search_that_is_broken_off_claims_no_smallest_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unlock, "_MOST_EVALUATED", 1)
    network = build(chain("abcd", [link("a > c", True, group="x"), link("b > c", True, group="x"), link("c > d", True)]))
    d = np.array([0.0, 0, 0, 1])
    (found, *_) = unlock_sets(network, d, (0, 1, 2))
    assert not found.smallest
    assert found.continuity > 0


def _check(network: Network, score: Score, d: Array, found: BestSet, choices: list[tuple[int, ...]]) -> None:
    values = SCORES[score](network, np.array([reference.filled(d, choice) for choice in choices]))
    assert found.bound >= values.max() - 1e-9
    assert found.value == pytest.approx(SCORES[score](network, reference.filled(d, found.members))[0], abs=1e-9)
    assert tuple(sorted(found.members)) in {tuple(sorted(choice)) for choice in choices}
    if found.exact:
        assert found.value == pytest.approx(values.max(), abs=1e-9)


@pytest.mark.parametrize("way", ["enumerated", "searched", "broken off"])
@given(network=networks(), score=st.sampled_from(list(SCORES)), data=st.data())
def test_best_k_is_that_of_all_subsets_and_the_bound_holds(way: str, network: Network, score: Score, data: st.DataObject) -> None:
    d = data.draw(covers(network))[0]
    gaps = tuple(int(i) for i in np.flatnonzero(d < 1))
    with pytest.MonkeyPatch.context() as patch:
        if way != "enumerated":
            patch.setattr(optimum, "MOST_ENUMERATED", 0)
            for relaxation in (bounds.Reliance, bounds.Monotone):
                patch.setattr(relaxation, "few", 1)
        if way == "broken off":
            patch.setattr(optimum, "_MOST_SEARCHED", 8 * network.size)
        found = best_sets(network, score, d, gaps, 3)
    assert [one.k for one in found] == list(range(1, min(3, len(gaps)) + 1))
    assert all(one.exact for one in found) or way == "broken off"
    for one in found:
        assert len(one.members) == one.k
        _check(network, score, d, one, list(itertools.combinations(gaps, one.k)))


@pytest.mark.parametrize("way", ["enumerated", "searched"])
@given(network=networks(), score=st.sampled_from(list(SCORES)), data=st.data())
def test_best_set_within_a_budget_is_that_of_all_subsets(way: str, network: Network, score: Score, data: st.DataObject) -> None:
    d = data.draw(covers(network))[0]
    gaps = tuple(int(i) for i in np.flatnonzero(d < 1))
    costs = np.array(data.draw(st.lists(st.sampled_from([0.0, 1.0, 2.0, 3.5]), min_size=network.size, max_size=network.size)))
    budget = data.draw(st.sampled_from([0.0, 2.0, 4.0, 7.0]))
    with pytest.MonkeyPatch.context() as patch:
        if way == "searched":
            patch.setattr(optimum, "MOST_ENUMERATED", 0)
            for relaxation in (bounds.Reliance, bounds.Monotone):
                patch.setattr(relaxation, "few", 1)
        found = best_sets(network, score, d, gaps, 3, costs, budget)
    for one in found:
        sizes = range(one.k + 1)
        choices = [
            choice for size in sizes for choice in itertools.combinations(gaps, size) if costs[list(choice)].sum() <= budget
        ]
        assert one.exact
        _check(network, score, d, one, choices)


@given(networks(), st.data())
def test_unlock_sets_are_all_smallest_lifting_sets(network: Network, data: st.DataObject) -> None:
    d = data.draw(covers(network))[0]
    gaps = tuple(int(i) for i in np.flatnonzero(d < 1))
    choices = [choice for size in range(len(gaps) + 1) for choice in itertools.combinations(gaps, size)]
    values = continuity(network, np.array([reference.filled(d, choice) for choice in choices]))[0]
    lifting = [choice for choice, value in zip(choices, values, strict=True) if value > values[0] + 1e-9]
    smallest = [choice for choice in lifting if len(choice) == min(map(len, lifting))]
    found = unlock_sets(network, d, gaps)
    assert [one.members for one in found] == smallest
    assert all(one.smallest for one in found)


def test_many_gaps_are_searched_to_the_end() -> None:
    random = np.random.default_rng(4)
    names = [segment(f"s{i}", int(random.integers(1, 6))) for i in range(40)]
    pairs = sorted({(int(i), int(random.integers(i + 1, min(40, i + 9)))) for i in range(39) for _ in range(2)})
    links = [link(f"s{i} > s{j}", bool((i + j) % 3 == 0), group="x" if (i * j) % 5 == 1 else None) for i, j in pairs]
    network = build(chain(names, links))
    d = random.choice([0.0, 0.0, 0.6, 1.0], size=40)
    gaps = tuple(int(i) for i in np.flatnonzero(d < 1))
    found = best_sets(network, Score.SELF_RELIANCE, d, gaps, 7)
    assert all(one.exact for one in found)
    assert all(before.value <= after.value for before, after in itertools.pairwise(found))
