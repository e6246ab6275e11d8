"""Checks across the sheets of a chain (METHOD section 3): what each finds, where, and that analysis gets valid data."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainmap.intake.cycles import components, path
from chainmap.intake.load import Parsed
from chainmap.model.chain import Chain
from chainmap.model.finding import Severity
from chainmap.present.words import message
from tests.intake.sheets import brief, load, only

SEGMENT_HEADER = [
    "环节编号",
    "环节名称",
    "阶段",
    "关键度",
    "终端权重",
    "自身增值占比",
    "年需求量",
    "需求单位",
    "国产化率下限",
    "国产化率上限",
    "国产化率来源",
]
DEPENDENCY_HEADER = ["上游环节", "下游环节", "必需", "替代组", "投入占比"]


def chain(segments: Sequence[Sequence[object]], dependencies: Sequence[Sequence[object]]) -> Parsed:
    """A chain of these rows; segments as (id, then the columns from 终端权重 on), dependencies as in the sheet."""
    return load(
        {
            "说明": [["链编号", "c"], ["链名称", "链"]],
            "环节": [SEGMENT_HEADER, *([one[0], f"环节{one[0]}", "材料", None, *one[1:]] for one in segments)],
            "依赖": [DEPENDENCY_HEADER, *dependencies],
            "企业": [["企业名称", "环节", "所在地"]],
        }
    )


def of(parsed: Parsed) -> Chain:
    assert parsed.dataset is not None
    return parsed.dataset.chains[0]


def pairs(parsed: Parsed) -> list[tuple[str, str]]:
    return [(one.upstream, one.downstream) for one in of(parsed).dependencies]


def test_dependency_on_itself_is_left_out() -> None:
    parsed = chain(["a", "b"], [["a", "b"], ["b", "b"]])
    assert brief(parsed.findings) == [("self-dependency", "依赖!B3")]
    assert pairs(parsed) == [("a", "b")]


def test_a_group_with_two_english_names_keeps_the_first_and_is_told() -> None:
    header = ["环节编号", "环节名称", "阶段", "分组", "英文分组"]
    rows: list[list[object]] = [
        ["a", "A", "材料", "硅", None],
        ["b", "B", "材料", "硅", "Wafers"],
        ["c", "C", "材料", "硅", "wafers"],
    ]
    rows += [["d", "D", "材料", "硅", "Silicon"], ["e", "E", "材料", None, "Other"]]
    parsed = load(
        {
            "说明": [["链编号", "c"], ["链名称", "链"]],
            "环节": [header, *rows],
            "依赖": [DEPENDENCY_HEADER],
            "企业": [["企业名称", "环节", "所在地"]],
        }
    )
    found = only(parsed)
    assert (found.code, found.severity) == ("group-names-differ", Severity.WARNING)
    assert str(found.cell).endswith("[环节]!E5")
    assert "“Wafers”" in message(found, "en")
    assert of(parsed).group_name_en("硅") == "Wafers"


def test_a_repeated_pair_counts_once() -> None:
    parsed = chain(["a", "b"], [["a", "b", "是"], ["环节a", "b", "否"]])
    assert brief(parsed.findings) == [("repeated-dependency", "依赖!A3")]
    assert [one.essential for one in of(parsed).dependencies] == [True]


def test_a_cycle_is_named_segment_by_segment_once_and_allowed() -> None:
    parsed = chain(["a", "b", "c", "d"], [["a", "b"], ["b", "c"], ["c", "d"], ["c", "a"]])
    found = only(parsed)
    assert (found.code, found.severity, found.cell.row) == ("cycle", Severity.WARNING, 5)
    assert found.facts["segments"] == ("c", "a", "b")
    assert "环节c → 环节a → 环节b → 环节c" in message(found, "zh")
    assert len(pairs(parsed)) == 4


def test_two_cycles_are_two_findings_and_one_component_is_one() -> None:
    both = [["a", "b"], ["b", "a"], ["b", "c"], ["c", "d"], ["d", "c"], ["d", "e"]]
    assert brief(chain(list("abcde"), both).findings) == [("cycle", "依赖!A3"), ("cycle", "依赖!A6")]
    joined = [["a", "b"], ["b", "a"], ["b", "c"], ["c", "b"], ["c", "d"]]
    assert [code for code, _ in brief(chain(list("abcd"), joined).findings)] == ["cycle"]


def test_a_closed_loop_is_named_and_opened() -> None:
    parsed = chain(list("abcd"), [["a", "b"], ["b", "c"], ["c", "b"], ["a", "d"]])
    found = only(parsed)
    assert (found.code, found.severity, found.cell.row, found.facts["left_out"]) == ("closed-loop", Severity.ERROR, 4, 1)
    assert pairs(parsed) == [("a", "b"), ("b", "c"), ("a", "d")]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20))
@settings(max_examples=60, deadline=None)
def test_every_segment_reaches_an_end_whatever_the_dependencies(edges: list[tuple[int, int]]) -> None:
    parsed = chain([f"s{at}" for at in range(7)], [[f"s{up}", f"s{down}"] for up, down in edges])
    users: dict[str, list[str]] = {one.segment_id: [] for one in of(parsed).segments}
    for up, down in pairs(parsed):
        users[up].append(down)
    ends = [one for one in users if not users[one]]
    assert all(any(path(users, one, end) for end in ends) for one in users)


@given(st.dictionaries(st.integers(0, 7), st.lists(st.integers(0, 7), max_size=4)))
def test_components_are_the_sets_of_nodes_that_reach_each_other(drawn: dict[int, list[int]]) -> None:
    users = {node: drawn.get(node, []) for node in range(8)}
    found = components(users)
    assert sorted(node for one in found for node in one) == list(range(8))
    of_node = {node: index for index, one in enumerate(found) for node in one}
    for start in users:
        for end in users:
            mutual = bool(path(users, start, end)) and bool(path(users, end, start))
            assert mutual == (of_node[start] == of_node[end])


def test_a_deep_chain_needs_no_recursion() -> None:
    users = {at: [at + 1] for at in range(20_000)} | {20_000: [0]}
    assert len(components(users)) == 1


def test_a_group_share_on_one_row_or_alike_on_all_is_right() -> None:
    rows: list[list[object]] = [["a", "c", None, "g", 0.3], ["b", "c", None, "G", 0.3]]
    assert chain(list("abc"), rows).findings == ()
    rows[1][4] = None
    assert chain(list("abc"), rows).findings == ()


def test_unequal_group_shares_are_refused() -> None:
    parsed = chain(list("abc"), [["a", "c", None, "g", 0.3], ["b", "c", None, "g", 0.4]])
    assert brief(parsed.findings) == [("unequal-group-shares", "依赖!E3")]
    assert [one.input_share for one in of(parsed).dependencies] == [None, None]


def test_the_same_group_name_at_another_user_is_another_group() -> None:
    rows: list[list[object]] = [
        ["a", "c", None, "g", 0.3],
        ["b", "c", None, "g", 0.3],
        ["a", "d", "是", "g", 0.4],
        ["b", "d", "是", "g", 0.4],
    ]
    assert chain(list("abcd"), rows).findings == ()


def test_disagreement_on_essential_makes_it_unknown() -> None:
    parsed = chain(list("abc"), [["a", "c", "是", "g"], ["b", "c", "否", "g"]])
    assert brief(parsed.findings) == [("essential-disagrees", "依赖!C3")]
    assert [one.essential for one in of(parsed).dependencies] == [None, None]


@pytest.mark.parametrize(
    ("own", "shares", "found"),
    [
        (None, (0.3, None), []),
        (0.5, (0.5, None), []),
        (0.5, (0.25, 0.25), []),
        (None, (0.5, 0.49), []),
        (0.5, (0.3, 0.3), [("share-sum-above", "依赖!E3")]),
        (None, (0.5, 0.5), [("share-sum-above", "依赖!E3")]),
        (None, (1, None), [("share-sum-above", "依赖!E2")]),
        (0.5, (0.2, 0.2), [("share-sum-below", "依赖!E3")]),
        (1, (None, None), [("own-share-with-inputs", "环节!F4")]),
    ],
)
def test_shares_leave_room_and_add_up(own: float | None, shares: tuple[float | None, float | None], found: object) -> None:
    parsed = chain(["a", "b", ("c", None, own)], [["a", "c", None, None, shares[0]], ["b", "c", None, None, shares[1]]])
    assert brief(parsed.findings) == found
    refused = bool(found)
    assert of(parsed).segment("c").own_share == (None if refused else own)
    assert [one.input_share for one in of(parsed).dependencies] == ([None, None] if refused else list(shares))


def test_a_segment_without_inputs_has_no_own_share_but_one() -> None:
    assert chain([("a", None, 1), "b"], [["a", "b"]]).findings == ()
    parsed = chain([("a", None, 0.5), "b"], [["a", "b"]])
    assert brief(parsed.findings) == [("own-share-without-inputs", "环节!F2")]
    assert of(parsed).segment("a").own_share is None


def test_final_weights_are_not_all_zero() -> None:
    assert chain([("a", 0), ("b", 1)], []).findings == ()
    parsed = chain([("a", 0), ("b", 0)], [])
    assert brief(parsed.findings) == [("final-weights-zero", "环节!E2")]
    assert [one.final_weight for one in of(parsed).segments] == [None, None]


def test_a_demand_has_a_unit() -> None:
    assert brief(chain([("a", None, None, 5)], []).findings) == [("demand-without-unit", "环节!G2")]
    assert chain([("a", None, None, 5, "吨")], []).findings == ()


@pytest.mark.parametrize(
    ("rate", "found", "ends"),
    [
        ((0.1, 0.3, "报告 2024"), [], (0.1, 0.3)),
        ((0.1, 0.3, None), [("rate-without-source", "环节!I2")], (0.1, 0.3)),
        ((0.3, 0.1, "报告"), [("rate-ends-swapped", "环节!I2")], (None, None)),
        ((0.3, None, "报告"), [("rate-one-end", "环节!I2")], (0.3, 1.0)),
        ((None, 0.3, "报告"), [("rate-one-end", "环节!J2")], (0.0, 0.3)),
        ((0.3, "三成", "报告"), [("text-in-number", "环节!J2")], (None, None)),
    ],
)
def test_a_domestic_rate_is_an_interval_with_a_source(rate: tuple[object, ...], found: object, ends: object) -> None:
    parsed = chain([("a", None, None, None, None, *rate)], [])
    assert brief(parsed.findings) == found
    segment = of(parsed).segment("a")
    assert (segment.domestic_rate_lo, segment.domestic_rate_hi) == ends


def test_what_is_missing_because_of_another_mistake_is_not_said_again() -> None:
    rows = [["nonsense", "c", None, None, 0.25], ["b", "c", None, None, 0.25]]
    parsed = chain(["a", "b", ("c", None, 0.5)], rows)
    assert brief(parsed.findings) == [("unknown-segment", "依赖!A2")]
    assert of(parsed).segment("c").own_share is None
