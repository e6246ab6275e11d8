"""Coverage, self-reliance and continuity against the numbers that METHOD section 8 prints, and against brute force."""

import itertools

import numpy as np
import pytest

from chainmap.analysis import fixed_point
from chainmap.analysis.network import Network, build
from chainmap.analysis.scores import (
    continuity,
    coverage,
    inputs_content,
    inputs_runnable,
    least_continuity,
    self_reliance,
)
from tests.analysis import reference
from tests.analysis.networks import EXAMPLE_COVERS, Array, chain, link, segment, worked_example

# B, Bd lo, Bd hi, R lo, R hi, K lo, K hi, and after loss B, R, K
PRINTED: dict[tuple[int, str], tuple[float, ...]] = {
    (1, "lingang"): (0.0750, 0.0750, 0.0750, 0, 0, 0, 0, 0, 0, 0),
    (1, "shanghai"): (0.6555, 0.5700, 0.5700, 0.5460, 0.5460, 0, 0, 0.4200, 0.3000, 0),
    (1, "yrd"): (0.7635, 0.6255, 0.7005, 0.5926, 0.6556, 0, 0.6000, np.nan, np.nan, 0),
    (1, "china"): (0.7995, 0.6705, 0.7365, 0.6304, 0.6859, 0.1200, 0.6480, 0.5925, 0.3720, 0),
    (1, "world"): (0.8370, 0.6705, 0.7365, 0.6304, 0.6859, 0.1200, 0.6480, np.nan, np.nan, 0),
    (2, "lingang"): (0.1923, 0.1923, 0.1923, 0, 0, 0, 0, 0, 0, np.nan),
    (2, "shanghai"): (0.6538, 0.5385, 0.5385, 0.5385, 0.5385, 0, 0, 0.1923, 0.1923, np.nan),
    (2, "yrd"): (0.8462, 0.6538, 0.8462, 0.6538, 0.8462, 0, 0.6667, 0.4231, 0.3077, np.nan),
    (2, "china"): (0.8462, 0.6923, 0.8462, 0.6923, 0.8462, 0.2000, 0.6667, 0.6154, 0.4615, np.nan),
    (2, "world"): (1.0000, 0.6923, 0.8462, 0.6923, 0.8462, 0.2000, 0.6667, 0.6154, 0.4615, np.nan),
}


@pytest.mark.parametrize("case", PRINTED)
def test_worked_examples_to_four_digits(case: tuple[int, str]) -> None:
    network, covers = build(worked_example(case[0])), EXAMPLE_COVERS[case]
    computed = [
        coverage(network, covers.c)[0],
        coverage(network, covers.d_lo)[0],
        coverage(network, covers.d_hi)[0],
        self_reliance(network, covers.d_lo)[0][0],
        self_reliance(network, covers.d_hi)[0][0],
        continuity(network, covers.d_lo)[0][0],
        continuity(network, covers.d_hi, hi=True)[0][0],
        coverage(network, covers.c_after_loss)[0],
        self_reliance(network, covers.d_after_loss)[0][0],
        continuity(network, covers.d_after_loss)[0][0],
    ]
    printed = np.array(PRINTED[case])
    assert np.array(computed)[~np.isnan(printed)] == pytest.approx(printed[~np.isnan(printed)], abs=5e-5)


def test_continuity_is_the_downstream_part_of_the_economic_systemic_risk_index() -> None:
    # Network of PNAS Nexus 2024 pgae064 fig. 1: equal weights among a firm's inputs, none essential.
    links = ["3>6", "4>6", "4>7", "5>7", "6>1", "6>2", "7>10", "7>11", "8>1", "8>2", "9>11"]
    pairs = [tuple(one.split(">")) for one in links]
    sold = {str(firm): sum(seller == str(firm) for seller, _ in pairs) for firm in range(1, 12)}
    bought = {str(firm): sum(buyer == str(firm) for _, buyer in pairs) for firm in range(1, 12)}
    firms = chain(
        [segment(firm, own_share=0.5 if bought[firm] else None, final_weight=sold[firm] / 11) for firm in sold],
        [link(f"{seller} > {buyer}", False, input_share=0.5 / bought[buyer]) for seller, buyer in pairs],
    )
    risk = 1 - continuity(build(firms), 1 - np.eye(11))[0]
    printed = [0, 0, 0.181818, 0.363636, 0.181818, 0.181818, 0.181818, 0.181818, 0.090909, 0, 0]
    assert risk == pytest.approx(printed, abs=5e-7)


def test_a_batch_scores_every_scenario_as_if_alone() -> None:
    network = build(worked_example(1))
    covers = np.array([EXAMPLE_COVERS[1, region].d_lo for region in ("lingang", "shanghai", "china")])
    for at, cover in enumerate(covers):
        assert coverage(network, covers)[at] == pytest.approx(coverage(network, cover)[0])
        assert self_reliance(network, covers)[0][at] == pytest.approx(self_reliance(network, cover)[0][0])
        assert continuity(network, covers)[0][at] == pytest.approx(continuity(network, cover)[0][0])


def test_content_of_inputs_is_content_if_the_segment_were_covered() -> None:
    network = build(worked_example(2))
    d = EXAMPLE_COVERS[2, "china"].d_lo
    assert inputs_content(network, self_reliance(network, d)[1])[0] == pytest.approx([1, 3 / 7, 1, 1, 1, 9 / 13])
    assert inputs_runnable(network, continuity(network, d)[1])[0] == pytest.approx([1, 0, 1, 1, 1, 0.2])


def test_cycle_is_solved_as_a_linear_system() -> None:
    # s_a = .5 (.5 + .5 s_b), s_b = .8 (.25 + .75 s_a)
    network = build(
        chain(
            [segment("a", own_share=0.5, final_weight=1), segment("b", own_share=0.25)],
            [link("b > a", False), link("a > b", False)],
        )
    )
    assert self_reliance(network, np.array([0.5, 0.8]))[1][0] == pytest.approx([0.3 / 0.85, 0.8 * (0.25 + 0.75 * 0.3 / 0.85)])


def test_substitutes_count_by_their_best_member() -> None:
    network = build(chain("abc", [link("a > c", True, group="x"), link("b > c", True, group="x")]))
    d = np.array([0.2, 0.9, 1.0])
    assert continuity(network, d)[0] == pytest.approx([0.9])
    assert self_reliance(network, d)[0] == pytest.approx([1 / 3 + 2 / 3 * 0.9])


def test_unknown_essential_is_the_worse_of_both_on_lo_and_the_best_threshold_on_hi() -> None:
    links = [link("a > d", input_share=0.3), link("b > d", input_share=0.3), link("c > d", False, input_share=0.2)]
    network = build(chain([segment("a"), segment("b"), segment("c"), segment("d", own_share=0.2)], links))
    d = np.array([0.8, 0.1, 0.6, 1.0])
    rest = 1 - 0.25 * 0.4
    assert continuity(network, d)[0] == pytest.approx([0.1])
    # a essential, b not: min(.8, rest − .375 · .9); none: rest − .375 · .2 − .375 · .9; both: .1
    assert continuity(network, d, hi=True)[0] == pytest.approx([rest - 0.375 * 0.9])


def test_substitutes_that_only_feed_each_other_run_at_the_greatest_fixed_point_only() -> None:
    links = [link("a > b", True), link("b > a", True, group="x"), link("raw > a", True, group="x"), link("a > end", True)]
    network = build(chain(["a", "b", "raw", "end"], links))
    d = np.array([1.0, 1.0, 0.5, 1.0])
    assert continuity(network, d)[0] == pytest.approx([1.0])
    assert least_continuity(network, d) == pytest.approx([0.5])


def test_unprovided_essential_cycle_starts_only_from_its_own_output() -> None:
    network = build(chain(["a", "b", "end"], [link("a > b", True), link("b > a", True), link("b > end", True)]))
    assert continuity(network, np.array([0.7, 0.9, 1.0]))[0] == pytest.approx([0.7])
    assert least_continuity(network, np.array([0.7, 0.9, 1.0])) == pytest.approx([0.0])


def _slow_cycle(length: int) -> Network:
    """A cycle against the order of its segments that loses a thousandth of its input to a raw material at each step."""
    made = [segment(f"s{i}", own_share=0.4995) for i in range(length)]
    links = [link(f"s{(i + 1) % length} > s{i}", False, input_share=0.5) for i in range(length)]
    links += [link(f"r{i} > s{i}", False, input_share=0.0005) for i in range(length)]
    return build(chain([*made, *(f"r{i}" for i in range(length)), "end"], [*links, link("s0 > end", False)]))


def test_slow_cycle_is_exact() -> None:
    length = 40
    network = _slow_cycle(length)
    raw = np.random.default_rng(1).random((3, length))
    d = np.hstack([np.ones((3, length)), raw, np.ones((3, 1))])
    kept = 0.5 / 0.5005
    system = np.eye(length) - kept * np.roll(np.eye(length), 1, axis=1)
    lacking = np.linalg.solve(system, (1 - kept) * (1 - raw).T)
    assert pytest.approx(lacking, abs=1e-9) == 1 - continuity(network, d)[1][:, :length].T
    assert least_continuity(network, d) == pytest.approx(1 - lacking[0], abs=1e-9)


def _tangle() -> Network:
    """A cycle of six with substitutes, essential, unknown and other inputs."""
    kinds = itertools.cycle([True, False, None, False])
    links = [link(f"s{i} > s{(i + 1) % 6}", next(kinds), group="x") for i in range(6)]
    links += [link(f"s{i} > s{(i + 4) % 6}", next(kinds), group="x" if i % 2 else None) for i in range(6)]
    links += [link(f"r > s{i}", False) for i in (0, 3)]
    return build(chain([*(f"s{i}" for i in range(6)), "r", "end"], [*links, link("s5 > end", True), link("s2 > end", None)]))


def _tangled_covers() -> Array:
    return np.random.default_rng(2).choice([0.0, 0.3, 0.6, 0.9, 1.0, 1.0], size=(40, 8))


def test_policies_and_sweeps_find_the_same_fixed_point(monkeypatch: pytest.MonkeyPatch) -> None:
    network, d = _tangle(), _tangled_covers()
    swept = continuity(network, d)[1], continuity(network, d, hi=True)[1], least_continuity(network, d)
    monkeypatch.setattr(fixed_point, "_SWEEPS", 1)
    jumped = continuity(network, d)[1], continuity(network, d, hi=True)[1], least_continuity(network, d)
    for by_sweeps, by_policies in zip(swept, jumped, strict=True):
        assert by_policies == pytest.approx(by_sweeps, abs=1e-9)


def test_tangled_cycle_equals_brute_force_over_all_answers() -> None:
    network, d = _tangle(), _tangled_covers()
    lo, hi, reliance = continuity(network, d)[0], continuity(network, d, hi=True)[0], self_reliance(network, d)[0]
    for at, cover in enumerate(d[:6]):
        assert (lo[at], hi[at]) == pytest.approx(reference.continuity_range(network, cover), abs=1e-9)
        assert reliance[at] == pytest.approx(reference.self_reliance(network, cover), abs=1e-12)


def test_large_cycle_with_small_changes_equals_direct_solution() -> None:
    size = 60
    random = np.random.default_rng(3)
    pairs = {(i, (i + 1) % size) for i in range(size)} | {
        (int(i), int(j)) for i, j in random.integers(0, size, (60, 2)) if i != j
    }
    links = [link(f"s{i} > s{j}", False, group="x" if (i + j) % 3 == 0 else None) for i, j in sorted(pairs)]
    network = build(chain([*(f"s{i}" for i in range(size)), "end"], [*links, link("s0 > end", False)]))
    base = random.choice([0.0, 0.5, 1.0, 1.0], size=size + 1)
    covers = np.repeat(base[None, :], 30, axis=0)
    for at, cover in enumerate(covers):
        cover[random.integers(0, size, at % 5)] = random.random()
    together = self_reliance(network, covers)[1]
    for s, cover in zip(together, covers, strict=True):
        assert s == pytest.approx(reference.content(network, cover), abs=1e-12)


def test_without_final_use_scores_are_nothing() -> None:
    network = build(chain("ab", ["a > b", "b > a"]))
    d = np.ones(2)
    assert (coverage(network, d)[0], self_reliance(network, d)[0][0], continuity(network, d)[0][0]) == (0, 0, 0)


def test_empty_chain_scores_nothing() -> None:
    network, nothing = build(chain([], [])), np.zeros(0)
    found = coverage(network, nothing)[0], self_reliance(network, nothing)[0][0], continuity(network, nothing)[0][0]
    assert found == (0, 0, 0)
    assert inputs_content(network, nothing).shape == inputs_runnable(network, nothing).shape == (1, 0)
