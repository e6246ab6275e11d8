"""Gains, credit and the value of information against METHOD section 8 and against evaluation of the filled chain."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainmap.analysis.credit import credit
from chainmap.analysis.gains import continuity_gains, coverage_gains, linear_gains, pull, self_reliance_gains
from chainmap.analysis.information import information, widths
from chainmap.analysis.network import Network, build
from chainmap.analysis.scores import continuity, coverage, self_reliance
from chainmap.model.vocabulary import Score
from tests.analysis import reference
from tests.analysis.networks import EXAMPLE_COVERS, EXAMPLE_SEGMENTS, chain, link, segment, worked_example
from tests.analysis.random_networks import covers, networks


def test_gains_of_the_first_worked_example() -> None:
    network, d = build(worked_example(1)), EXAMPLE_COVERS[1, "china"].d_lo
    assert self_reliance_gains(network, d) == pytest.approx([0.0315, 0.0210, 0.0269, 0.0924, 0.0168, 0.1201], abs=5e-5)
    assert continuity_gains(network, d) == pytest.approx([0, 0, 0, 0.59, 0, 0], abs=5e-3)


def test_gains_of_the_second_worked_example() -> None:
    network, d = build(worked_example(2)), EXAMPLE_COVERS[2, "china"].d_lo
    assert self_reliance_gains(network, d) == pytest.approx([0.1538, 0, 0, 0.1538, 0, 0], abs=5e-5)
    assert continuity_gains(network, d) == pytest.approx([0, 0, 0, 0.4667, 0, 0], abs=5e-5)


def test_credit_of_the_first_worked_example() -> None:
    network, d = build(worked_example(1)), EXAMPLE_COVERS[1, "china"].d_lo
    shares, residual = credit(network, d, np.ones(6, dtype=bool))
    assert shares == pytest.approx([0.0463, 0.0348, 0.0294, 0.1012, 0.0184, 0.1394], abs=5e-5)
    assert shares.sum() == pytest.approx(0.3696, abs=5e-5)
    assert residual == pytest.approx(0, abs=1e-15)


def test_pull_is_the_share_of_output_with_a_local_buyer() -> None:
    network = build(chain([segment("a"), segment("b", 1), segment("c", 3)], ["a > b", "a > c"]))
    lo, hi = pull(network, np.array([0.0, 1.0, 0.0]), np.array([1.0, 1.0, 1.0]))
    assert lo == pytest.approx([0.25, 0, 0])
    assert hi == pytest.approx([1.0, 0, 0])


def test_gain_of_a_substitute_counts_only_what_it_adds_to_the_best() -> None:
    network = build(chain("abc", [link("a > c", group="x"), link("b > c", group="x")]))
    d = np.array([0.2, 0.9, 1.0])
    assert self_reliance_gains(network, d) == pytest.approx([2 / 3 * 0.1, 2 / 3 * 0.1, 0])
    assert linear_gains(network, d) == pytest.approx([0, 2 / 3 * 0.1, 0])


def test_gain_that_changes_the_route_is_exact() -> None:
    # Filling b makes it the better substitute: the closed form sees no use of it.
    network = build(chain("abc", [link("a > c", group="x"), link("b > c", group="x")]))
    d = np.array([0.5, 0.4, 1.0])
    assert self_reliance_gains(network, d)[1] == pytest.approx(2 / 3 * 0.5)
    assert linear_gains(network, d)[1] == 0


def test_information_of_the_first_worked_example_lies_in_the_unknown_owner() -> None:
    network, china = build(worked_example(1)), EXAMPLE_COVERS[1, "china"]
    worth = information(network, Score.SELF_RELIANCE, china.d_lo, china.d_hi)
    resist = EXAMPLE_SEGMENTS.index("resist")
    assert worth.expected[resist] == pytest.approx(0.6859 - 0.6304, abs=1e-4)
    assert np.delete(worth.expected, resist).tolist() == [0] * 5
    of_coverage = information(network, Score.COVERAGE, china.d_lo, china.d_hi)
    assert of_coverage.if_lo == pytest.approx(network.weight * (china.d_hi - china.d_lo))
    assert of_coverage.certain == pytest.approx(of_coverage.expected)


@given(networks(), st.data())
def test_gain_equals_evaluation_of_the_filled_chain(network: Network, data: st.DataObject) -> None:
    d = data.draw(covers(network))[0]
    now = coverage(network, d)[0], reference.self_reliance(network, d), continuity(network, d)[0][0]
    gains = coverage_gains(network, d), self_reliance_gains(network, d), continuity_gains(network, d)
    linear = linear_gains(network, d)
    for i in range(network.size):
        filled = reference.filled(d, [i])
        after = coverage(network, filled)[0], reference.self_reliance(network, filled), continuity(network, filled)[0][0]
        assert [gain[i] for gain in gains] == pytest.approx(np.subtract(after, now), abs=1e-9)
        assert linear[i] <= gains[1][i] + 1e-12


@given(networks(substitutes=False), st.data())
def test_closed_form_equals_evaluation_in_cycles_too(network: Network, data: st.DataObject) -> None:
    d = data.draw(covers(network))[0]
    filled = np.array([reference.filled(d, [i]) for i in range(network.size)])
    assert linear_gains(network, d) == pytest.approx(self_reliance(network, filled)[0] - self_reliance(network, d)[0], abs=1e-12)


@given(networks(most=6, cycles=False, substitutes=False), st.data())
def test_credit_is_the_shapley_value_without_cycles_and_substitutes(network: Network, data: st.DataObject) -> None:
    d = data.draw(covers(network))[0]
    gaps = d < 1
    shares, residual = credit(network, d, gaps)
    assert shares == pytest.approx(reference.shapley(network, d, np.flatnonzero(gaps).tolist()), abs=1e-12)
    assert residual == pytest.approx(0, abs=1e-12)


@given(networks(), st.data())
def test_credit_and_what_is_left_add_up_to_all_filled(network: Network, data: st.DataObject) -> None:
    d = data.draw(covers(network))[0]
    gaps = np.array(data.draw(st.lists(st.booleans(), min_size=network.size, max_size=network.size)))
    shares, residual = credit(network, d, gaps)
    change = reference.self_reliance(network, np.where(gaps, 1.0, d)) - reference.self_reliance(network, d)
    assert shares.sum() + residual == pytest.approx(change, abs=1e-9)
    assert (shares >= -1e-12).all()
    assert (shares[~gaps] == 0).all()
    assert abs(residual) < (1e-6 if not network.has_substitutes else 0.03)


@given(networks(), st.sampled_from([Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY]), st.data())
def test_information_is_the_width_that_either_answer_takes_away(network: Network, score: Score, data: st.DataObject) -> None:
    ends = data.draw(covers(network, 2))
    lo, hi = ends.min(axis=0), ends.max(axis=0)
    worth = information(network, score, lo, hi)
    for i in range(network.size):
        answered = np.repeat(lo[None], 2, axis=0), np.repeat(hi[None], 2, axis=0)
        answered[0][1, i], answered[1][0, i] = hi[i], lo[i]
        left = widths(network, score, *answered)
        assert [worth.if_lo[i], worth.if_hi[i]] == pytest.approx(widths(network, score, lo, hi)[0] - left, abs=1e-9)


def test_empty_chain_has_no_gains() -> None:
    network, nothing = build(chain([], [])), np.zeros(0)
    assert [gains(network, nothing).size for gains in (coverage_gains, self_reliance_gains, continuity_gains)] == [0, 0, 0]
    assert credit(network, nothing, nothing < 1)[1] == 0
