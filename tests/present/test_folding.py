"""A folded group is one box, its dependencies merged; the state of the map comes back from its address as it was."""

from itertools import combinations
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainmap.model.chain import Dependency
from chainmap.present import map_state
from chainmap.present.drafting import TALL, WIDE
from chainmap.present.folding import PREFIX, box_of, foldable, folded_chain, folded_map
from chainmap.present.words import LANGUAGES, Language
from tests.present.chains import CELL, SHIPPED, chain
from tests.present.views import shipped_view


def test_only_groups_of_several_segments_can_be_folded() -> None:
    assert foldable(chain("a>c b>c c>d", groups={"a": "甲", "b": "甲", "c": "乙"})) == ["甲"]


def test_dependencies_between_two_boxes_become_one_the_strongest() -> None:
    described = chain("a>c b>c a>b c>d", groups={"a": "甲", "b": "甲"})
    kinds = {("a", "c"): False, ("b", "c"): True, ("a", "b"): True, ("c", "d"): None}
    links = tuple(Dependency(upstream=a, downstream=b, essential=kinds[a, b], cell=CELL) for a, b in kinds)
    found = folded_chain(chain_with(described, links), ["甲"])
    assert [one.segment_id for one in found.segments] == [f"{PREFIX}甲", "c", "d"]
    assert {(one.upstream, one.downstream): one.essential for one in found.dependencies} == {
        (f"{PREFIX}甲", "c"): True,
        ("c", "d"): None,
    }


def chain_with(described: Any, links: tuple[Dependency, ...]) -> Any:
    from dataclasses import replace

    return replace(described, dependencies=links)


def test_a_group_that_feeds_itself_through_others_is_drawn() -> None:
    found = folded_chain(chain("a>b b>c c>d", groups={"a": "甲", "c": "甲"}), ["甲"])
    assert {(one.upstream, one.downstream) for one in found.dependencies} == {
        (f"{PREFIX}甲", "b"),
        ("b", f"{PREFIX}甲"),
        (f"{PREFIX}甲", "d"),
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHIPPED)
def test_no_box_lies_on_another_whatever_is_folded(name: str, language: Language) -> None:
    result = shipped_view().assessment.chain(name)
    groups = foldable(result.chain)
    for some, page in ((groups, WIDE), (groups[:1], WIDE), (groups[::2], WIDE), (groups[:2], TALL), ([], TALL)):
        drawn = cast("dict[str, Any]", folded_map(result, language, some, page))
        assert set(drawn["boxes"]) == {box_of(one, some) for one in result.chain.segments}
        for one, other in combinations(drawn["boxes"].values(), 2):
            across = abs(one["x"] - other["x"]) >= (one["width"] + other["width"]) / 2
            assert across or abs(one["y"] - other["y"]) >= (one["height"] + other["height"]) / 2
        width, height = drawn["size"]
        assert all(0 < box["x"] < width and 0 < box["y"] < height for box in drawn["boxes"].values())


def test_without_a_known_group_nothing_is_folded() -> None:
    assert folded_map(shipped_view().assessment.chain("ic-materials"), "zh", ["没有这个分组"]) is None


names = st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=4)


@given(st.text(max_size=8), st.text(max_size=8), names, st.dictionaries(st.sampled_from(map_state.FILTERS), names))
def test_the_state_survives_the_address(region: str, view: str, fold: list[str], chosen: dict[str, list[str]]) -> None:
    state = {"region": region, "view": view, "fold": fold, "filter": {kind: chosen.get(kind, []) for kind in map_state.FILTERS}}
    assert map_state.read(map_state.written(state)) == state


@given(st.text(max_size=60))
def test_any_address_is_read(text: str) -> None:
    state = map_state.read(text)
    assert map_state.read(map_state.written(state)) == state


def test_what_is_no_state_is_left_out() -> None:
    assert map_state.written({"region": 3, "fold": "x", "filter": {"look": [None, "a"], "other": ["b"]}}) == "look~a"
    assert map_state.written({}) == ""
