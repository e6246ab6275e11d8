"""What-if changes: each kind, combined, and names that nobody knows."""

from dataclasses import replace

import pytest

from chainmap.analysis.assess import assess
from chainmap.analysis.assessment import SegmentResult
from chainmap.analysis.scenario import Scenario, apply, changes, scenario
from chainmap.analysis.scenario_names import MatchedNames, UnknownName, find_companies, find_company, find_segment
from chainmap.model.dataset import Dataset
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Score, State, Verdict
from tests.analysis.datasets import chain, dataset, example, segment, supplier


def run(data: Dataset, *steps: tuple[str, ...]) -> Scenario:
    read = changes(data, steps)
    assert isinstance(read, tuple)
    return scenario(data, assess(data), read)


def after(data: Dataset, *steps: tuple[str, ...], of: str = "m") -> SegmentResult:
    return run(data, *steps).after.chains[0].segment(of)


def single(*rows: dict[str, object], **fields: object) -> Dataset:
    return dataset(chain([segment("m", **fields)]), rows)


def test_losing_a_company_takes_all_its_rows() -> None:
    data = example(2)
    result = run(data, ("lose", "K1"), ("lose", "A"))
    assert result.after.chains[0].segment("cmp").companies["shanghai"] == (0, 0)
    assert result.after.chains[0].segment("fab").companies["shanghai"] == (2, 0)
    assert result.before.chains[0].segments == assess(data).chains[0].segments


def test_landing_adds_the_company_at_the_focal_region() -> None:
    landed = after(example(2), ("land", "T1", "target"), of="target")
    assert landed.cover["lingang"].lo == 1.0
    assert landed.companies["lingang"].certain == 1
    assert landed.companies["yrd"].certain == 2  # T1 is one company wherever it is


def test_landing_merges_with_what_the_company_has_there() -> None:
    landed = after(single(supplier("A", "m", "lingang", status="pilot")), ("land", "A", "m"))
    assert (landed.cover["lingang"].lo, landed.companies["lingang"].certain) == (1.0, 1)


def test_landing_on_a_new_segment_brings_control_and_no_amount() -> None:
    landed = after(example(2), ("land", "T2", "resist"), of="resist")
    assert (landed.cover["lingang"].lo, landed.controlled_cover["lingang"].lo) == (1.0, 0.0)


def test_landing_elsewhere_names_the_region() -> None:
    landed = after(single(supplier("A", "m", "japan", control="foreign")), ("land", "A", "m", "徐汇区"))
    assert (landed.cover["lingang"].lo, landed.cover["shanghai"].lo) == (0.0, 1.0)


def test_amounts_go_along_with_a_landing() -> None:
    row = supplier("A", "m", "suzhou", capacity=4.0, capacity_unit="t")
    landed = after(single(row, row, demand=10.0, demand_unit="t"), ("land", "A", "m"))
    assert [landed.cover[region].lo for region in ("lingang", "yrd", "world")] == pytest.approx([0.4, 0.4, 0.4])


def test_filling_and_cutting_override_every_region() -> None:
    result = run(example(2), ("fill", "metal"), ("fill", "resist")).after.chains[0]
    assert result.scores["china"][Score.SELF_RELIANCE].lo == pytest.approx(1.0)  # METHOD: best 2 gives R 1, K 1
    assert result.scores["china"][Score.CONTINUITY].lo == pytest.approx(1.0)
    cut = after(example(2), ("cut", "fab"), of="fab")
    assert (cut.state, cut.cover["world"]) == (State.ABSENT, (0, 0))


def test_the_later_of_two_overrides_counts() -> None:
    assert after(example(2), ("fill", "metal"), ("cut", "metal"), of="metal").cover["china"] == (0, 0)


def test_a_filled_segment_that_nobody_checked_is_supplied() -> None:
    filled = after(single(checked_region=None), ("fill", "m"))
    assert (filled.state, filled.verdict) == (State.SUPPLIED, Verdict.FRAGILE)


def test_cutting_a_region_takes_who_is_there_and_doubts_who_may_be() -> None:
    rows = (supplier("A", "m", "suzhou"), supplier("B", "m", "beijing"))
    assert after(single(*rows), ("cut-region", "yrd")).companies["china"] == (1, 0)
    doubted = after(single(supplier("C", "m", "china")), ("cut-region", "长三角"))
    assert doubted.cover["china"] == (0, 1)
    planned = after(single(supplier("C", "m", "china", status="planned")), ("cut-region", "yrd"))
    assert planned.cover["china"] == (0, 0)


def test_a_known_rate_falls_with_the_supplier_that_carried_it() -> None:
    data = single(supplier("A", "m", "beijing"), domestic_rate_lo=0.4, domestic_rate_hi=0.6)
    assert after(data, ("lose", "A")).controlled_cover["china"] == (0, 0)
    assert after(data, ("cut-region", "beijing")).controlled_cover["china"] == (0, 0)
    assert after(data, ("status", "A", "m", "停产")).controlled_cover["china"] == (0, 0)
    assert after(data, ("land", "A", "m")).controlled_cover["china"] == (0.4, 0.6)
    both = single(supplier("A", "m", "beijing"), supplier("B", "m", "beijing"), domestic_rate_lo=0.4, domestic_rate_hi=0.6)
    assert after(both, ("lose", "A")).controlled_cover["china"] == (0.4, 0.6)


def test_a_status_is_changed_on_one_segment() -> None:
    changed = after(example(2), ("status", "R1", "resist", "量产"), of="resist")
    assert changed.controlled_cover["china"].lo == 1.0
    with pytest.raises(KeyError):
        run(example(2), ("status", "R1", "resist", "producing")).after.chains[0].segment("absent")


def test_scores_are_of_the_chains_asked_for() -> None:
    data = example(2)
    other = replace(data.chains[0], chain_id="other", file="other.xlsx")
    both = replace(data, chains=(*data.chains, other))
    shown = assess(both)
    read = changes(both, [("lose", "A")])
    assert isinstance(read, tuple)
    result = scenario(both, replace(shown, chains=(shown.chain("other"),)), read)
    assert [chain.chain.chain_id for chain in result.after.chains] == ["other"]


@pytest.mark.parametrize(
    ("step", "kind", "nearest"),
    [
        (("lose", "T11"), "company", "T1"),
        (("land", "T1", "tarrget"), "segment", "example/target"),
        (("land", "T9", "target"), "company", "T1"),
        (("land", "T1", "target", "徐家汇"), "region", "xuhui"),
        (("cut-region", "徐家汇"), "region", "xuhui"),
        (("status", "T1", "target", "running"), "status", "producing"),
        (("fill", ""), "segment", None),
        (("burn", "T1"), "step", None),
        (("cut-region", "日本东京"), "region", "japan"),
        (("status", "T1", "wafer", "量产"), "row", "example/target"),
        (("lose-group", "某集团"), "group", None),
    ],
)
def test_a_name_that_nobody_knows_comes_back_with_what_is_like_it(step: tuple[str, ...], kind: str, nearest: str | None) -> None:
    unknown = changes(example(2), [("lose", "A"), step])
    assert isinstance(unknown, UnknownName)
    assert unknown.kind == kind
    assert nearest is None or nearest in unknown.nearest


def test_names_are_found_as_people_write_them() -> None:
    data = single(supplier("上海 甲（集团）有限公司", "m", "lingang", company_key="k"))
    assert find_company(data, "上海甲(集团)有限公司") == "k"
    assert find_company(data, "k") == "k"
    assert find_segment(data, "example/m") == find_segment(data, "m") == ("example", "m")


def test_a_name_that_two_have_is_not_enough() -> None:
    data = single(supplier("甲", "m", "lingang", company_key="k1"), supplier("甲", "m", "suzhou", company_key="k2"))
    assert find_company(data, "甲") == UnknownName(kind="company", name="甲", nearest=("k1", "k2"), ambiguous=True)
    twins = replace(data, chains=(data.chains[0], replace(data.chains[0], chain_id="other")))
    assert find_segment(twins, "m") == UnknownName(kind="segment", name="m", nearest=("example/m", "other/m"), ambiguous=True)


def test_both_sides_have_their_chains_in_one_order() -> None:
    data = example(2)
    both = replace(data, chains=(data.chains[0], replace(data.chains[0], chain_id="other")))
    turned = assess(both)
    turned = replace(turned, chains=turned.chains[::-1])  # as the plan may name them
    made = scenario(both, turned, [])
    assert [one.chain.chain_id for one in made.after.chains] == ["other", "example"]


def test_a_company_that_was_lost_can_still_land() -> None:
    data = example(2)
    before = assess(data, Parameters(region="lingang"))
    for steps in (
        [("lose", "K1"), ("land", "K1", "cmp")],
        [("cut-region", "japan"), ("land", "M1", "metal")],
    ):
        read = changes(data, steps)
        assert isinstance(read, tuple)
        after = scenario(data, before, read).after.chain("example")
        assert after.segment(steps[1][2]).cover["lingang"].lo == 1
    read = changes(data, [("lose", "K1"), ("land", "K1", "cmp")])
    assert isinstance(read, tuple)
    lost_and_landed = scenario(data, before, read).after.chain("example").segment("cmp").companies["shanghai"]
    assert lost_and_landed.certain == 1  # its plant elsewhere stays lost


def test_losing_a_group_takes_all_its_companies() -> None:
    rows = [
        supplier("甲", "m", "lingang", company_group="大集团", company_key="group:大集团"),
        supplier("乙", "m", "lingang", company_group="大集团", company_key="group:大集团"),
        supplier("丙", "m", "lingang"),
    ]
    data = single(*rows)
    read = changes(data, [("lose-group", "大 集团")])
    assert isinstance(read, tuple)
    assert list(apply(data, read, "lingang", Parameters()).dataset.suppliers["company"]) == ["丙"]


def test_a_pasted_list_is_matched_name_by_name_and_the_rest_is_said_with_what_is_like_it() -> None:
    data = single(
        supplier("上海新昇半导体科技有限公司", "m", "lingang", company_key="k1"),
        supplier("宁波江丰电子材料股份有限公司", "m", "suzhou", company_key="k2", uscc="91330200775627834M"),
    )
    text = (
        "1. 上海新昇半导体科技有限公司\n- 91330200775627834M；上海新昇\n• ACME Semiconductors, Inc.\n\n上海新昇半导体科技有限公司"
    )
    found = find_companies(data, text)
    assert found.found == (("上海新昇半导体科技有限公司", "k1"), ("91330200775627834M", "k2"))
    assert [(one.name, one.nearest[:1]) for one in found.unknown] == [
        ("上海新昇", ("上海新昇半导体科技有限公司",)), ("ACME Semiconductors, Inc.", ()),
    ]  # fmt: skip
    assert find_companies(data, "") == MatchedNames(found=(), unknown=())
