"""What holds a segment down: walks up the inputs to where a low value begins."""

import numpy as np

from chainmap.analysis.binding import held_by, hollowed_by
from chainmap.analysis.network import Network, build
from chainmap.analysis.scores import continuity, self_reliance
from tests.analysis.datasets import chain, dependency, segment


def network(links: list[tuple[str, str, dict[str, object]]]) -> Network:
    names = sorted({name for up, down, _fields in links for name in (up, down)})
    return build(chain([segment(name) for name in names], [dependency(up, down, **fields) for up, down, fields in links]))


def held(of: Network, covers: dict[str, float], name: str) -> set[str]:
    d = np.array([covers.get(one, 1.0) for one in of.segment_ids])
    found = held_by(of, d, continuity(of, d)[1][0], of.segment_ids.index(name))
    return {of.segment_ids[at] for at in found}


def test_an_essential_input_holds_its_users_down_to_the_end() -> None:
    of = network([("a", "b", {"essential": True}), ("b", "c", {"essential": True}), ("x", "c", {"essential": True})])
    assert held(of, {"a": 0.2, "x": 0.5}, "c") == {"a"}


def test_an_input_of_unknown_essentiality_counts_as_essential() -> None:
    of = network([("a", "c", {}), ("b", "c", {"essential": True})])
    assert held(of, {"a": 0.0}, "c") == {"a"}


def test_all_inputs_that_reduce_output_together_hold_it_down() -> None:
    of = network([(name, "c", {"essential": False}) for name in "ab"])
    assert held(of, {"a": 0.5, "b": 0.7}, "c") == {"a", "b"}


def test_a_segment_may_hold_itself_down_and_a_running_one_is_held_by_nobody() -> None:
    of = network([("a", "c", {"essential": True})])
    assert held(of, {"c": 0.1}, "c") == {"c"}
    assert held(of, {}, "c") == set()


def test_of_substitutes_all_must_be_low_to_hold() -> None:
    group = {"essential": True, "substitute_group": "g"}
    of = network([("a", "c", group), ("b", "c", group), ("x", "c", {"essential": True})])
    assert held(of, {"a": 0.0, "x": 0.4}, "c") == {"x"}
    assert held(of, {"a": 0.0, "b": 0.2}, "c") == {"b"}


def test_a_walk_ends_in_a_cycle() -> None:
    of = network([("a", "b", {"essential": True}), ("b", "a", {"essential": True}), ("b", "c", {"essential": True})])
    assert held(of, {"a": 0.3}, "c") == {"a"}


def hollowed(of: Network, covers: dict[str, float], name: str) -> tuple[str, ...]:
    d = np.array([covers.get(one, 1.0) for one in of.segment_ids])
    found = hollowed_by(of, d, self_reliance(of, d)[1][0], of.segment_ids.index(name), 0.5)
    return tuple(of.segment_ids[at] for at in found)


def test_a_hollow_segment_is_traced_to_the_uncovered_inputs() -> None:
    of = network([("a", "b", {"input_share": 0.9}), ("b", "c", {"input_share": 0.9}), ("x", "c", {"input_share": 0.05})])
    assert hollowed(of, {"a": 0.0, "x": 0.0}, "c") == ("x", "a")


def test_without_one_low_cover_the_costliest_inputs_are_named() -> None:
    of = network([("a", "c", {"input_share": 0.5}), ("b", "c", {"input_share": 0.3})])
    assert hollowed(of, {"a": 0.6, "b": 0.7}, "c") == ("a", "b")
