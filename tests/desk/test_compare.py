import random
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from chainmap.analysis.assess import assess
from chainmap.desk.compare import CellChange, Difference, RowKind, Table, difference
from chainmap.desk.effect import effect
from chainmap.intake.load import load_files
from chainmap.model.dataset import SUPPLIER_COLUMNS, Dataset
from chainmap.model.vocabulary import Score
from tests.desk.stage import Sheets, chain_file, folder
from tests.workbooks import REGIONS, regions_workbook


def loaded(files: dict[str, bytes]) -> Dataset:
    dataset = load_files(files).dataset
    assert dataset is not None
    return dataset


BEFORE = loaded(folder())


def told(found: Difference) -> list[tuple[str, str, str, tuple[CellChange, ...]]]:
    return [(row.table.value, row.kind.value, row.key[0], row.cells) for row in found.rows]


def register(*rows: Mapping[str, object]) -> Dataset:
    """The dataset with these supplier rows and no others."""
    blank = {
        name: (0 if dtype == "int64" else float("nan") if dtype == "float64" else "") for name, dtype in SUPPLIER_COLUMNS.items()
    }
    filled = [{**blank, "company_key": f"name:{row.get('company', '')}", **row} for row in rows]
    frame = pd.DataFrame(filled, columns=list(SUPPLIER_COLUMNS)).astype(SUPPLIER_COLUMNS)
    return replace(BEFORE, suppliers=frame)


def test_equal_data_do_not_differ() -> None:
    assert difference(BEFORE, loaded(folder())) == Difference()
    assert difference(None, None) == Difference()


def test_every_kind_of_change_is_told_old_to_new() -> None:
    def change(made: Sheets) -> None:
        made["说明"][1][1] = "链 壹"
        made["环节"][3][1] = "硅片"
        made["环节"].append(["gas", "电子气体", "材料", 2])
        made["依赖"][1][2] = "否"
        made["依赖"].append(["gas", "fab", "是", None])
        made["企业"][1][4] = "停产"
        del made["企业"][4]

    after = loaded(folder(one=change))
    assert told(difference(BEFORE, after)) == [
        ("chains", "changed", "one", (("name_zh", "链 one", "链 壹"),)),
        ("segments", "added", "gas", (("name_zh", "", "电子气体"), ("stage", "", "material"), ("criticality", "", "2"),
                                      ("checked_region", "", "world"), ("check_method", "", "public-search"),
                                      ("policy_action", "", "none"))),
        ("segments", "changed", "wafer", (("name_zh", "wafer", "硅片"),)),
        ("dependencies", "added", "gas", (("essential", "", "yes"),)),
        ("dependencies", "changed", "metal", (("essential", "yes", "no"),)),
        ("suppliers", "changed", "name:a", (("status", "producing", "stopped"),)),
        ("suppliers", "removed", "name:g", (("company", "G", ""), ("place", "临港新片区", ""), ("control", "domestic", ""),
                                            ("status", "producing", ""))),
    ]  # fmt: skip


def test_further_columns_differ_one_by_one() -> None:
    row = {"company": "甲", "chain_id": "one", "segment_id": "metal", "place": "北京市"}
    before = register({**row, "extra": '{"电话": "1", "网址": "a"}'})
    after = register({**row, "extra": '{"网址": "b", "电话": "1", "联系人": "张三"}'})
    assert told(difference(before, after)) == [
        ("suppliers", "changed", "name:甲", (("extra:网址", "a", "b"), ("extra:联系人", "", "张三")))
    ]
    assert told(difference(before, register({**row, "extra": ""})))[0][3] == (("extra:电话", "1", ""), ("extra:网址", "a", ""))


def test_regions_and_plan_are_compared_too() -> None:
    wider = regions_workbook([*REGIONS[:-1], ["xuhui", "徐汇区", "Xuhui", "shanghai", "区县", None, "徐汇；漕河泾"]])
    found = difference(BEFORE, loaded({**folder(), "regions.xlsx": wider}))
    assert told(found) == [("regions", "changed", "xuhui", (("aliases", "徐汇", "徐汇；漕河泾"),))]


def test_a_chain_that_is_gone_is_told_row_by_row() -> None:
    found = difference(BEFORE, loaded({name: content for name, content in folder().items() if "two" not in name}))
    assert {row.kind for row in found.rows} == {RowKind.REMOVED} and {row.chain_id for row in found.rows} == {"two"}
    assert [found.count(table) for table in (Table.CHAINS, Table.SEGMENTS, Table.DEPENDENCIES, Table.SUPPLIERS)] == [1, 6, 5, 14]


def test_a_row_that_goes_is_of_its_own_chain_where_another_has_the_same() -> None:
    def change(made: Sheets) -> None:
        del made["依赖"][1]
        made["环节"][3][1] = "硅片"

    for chain_id in ("one", "two"):
        found = difference(BEFORE, loaded(folder(**{chain_id: change})))
        assert [(row.table, row.kind, row.chain_id) for row in found.rows] == [
            (Table.SEGMENTS, RowKind.CHANGED, chain_id),
            (Table.DEPENDENCIES, RowKind.REMOVED, chain_id),
        ]
        assert [str(row.before).partition(".")[0] for row in found.rows] == [chain_id, chain_id]
        assert found.within([f"chain:{chain_id}"]) == found


def test_the_cells_of_both_sides_are_named() -> None:
    def change(made: Sheets) -> None:
        made["企业"].insert(1, ["N", "metal", "北京市", "内资", "量产"])
        made["企业"][2][4] = "停产"

    rows = difference(BEFORE, loaded(folder(one=change))).rows
    assert [(row.kind, str(row.before), str(row.after)) for row in rows] == [
        (RowKind.CHANGED, "one.xlsx[企业]!2:2", "one.xlsx[企业]!3:3"),
        (RowKind.ADDED, "None", "one.xlsx[企业]!2:2"),
    ]


def test_rows_with_one_key_are_paired_by_fewest_differing_cells() -> None:
    same = {"company": "A", "chain_id": "one", "segment_id": "fab", "place": "徐汇"}
    before = register({**same, "capacity": 1.0, "status": "pilot", "source": "x"}, {**same, "capacity": 2.0, "status": "planned"})
    after = register(
        {**same, "capacity": 2.0, "status": "producing"}, {**same, "capacity": 1.0, "status": "pilot", "source": "y"}
    )
    assert told(difference(before, after)) == [
        ("suppliers", "changed", "name:A", (("source", "x", "y"),)),
        ("suppliers", "changed", "name:A", (("status", "planned", "producing"),)),
    ]


def test_a_company_that_gets_a_code_is_the_same_row() -> None:
    row = {"company": "示例公司", "chain_id": "one", "segment_id": "fab", "place": "徐汇"}
    before, after = register(row), register({**row, "uscc": "91310000MA1FL0000X", "company_key": "uscc:91310000MA1FL0000X"})
    assert told(difference(before, after)) == [
        ("suppliers", "changed", "uscc:91310000MA1FL0000X", (("uscc", "", "91310000MA1FL0000X"),))
    ]


def test_an_exact_duplicate_that_goes_is_one_row_removed() -> None:
    def change(made: Sheets) -> None:
        del made["企业"][8]  # K1 stands twice

    found = difference(BEFORE, loaded(folder(one=change)))
    assert [(row.kind, row.key[0]) for row in found.rows] == [(RowKind.REMOVED, "name:k1")]


CELLS = st.fixed_dictionaries(
    {
        "company": st.sampled_from("AB"), "chain_id": st.just("one"), "segment_id": st.sampled_from(["fab", "cmp"]),
        "place": st.just("徐汇"), "status": st.sampled_from(["producing", "pilot"]), "capacity": st.sampled_from([1.0, 2.0]),
        "source": st.sampled_from(["x", "y"]),
    }
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(before=st.lists(CELLS, max_size=7), after=st.lists(CELLS, max_size=7), seed=st.integers(0, 9))
def test_the_place_of_a_row_does_not_matter_and_nothing_is_lost(
    before: list[dict[str, object]], after: list[dict[str, object]], seed: int
) -> None:
    numbered = [{**row, "row": number} for number, row in enumerate(after, start=2)]
    shuffled = [{**row, "row": number} for number, row in enumerate(random.Random(seed).sample(after, len(after)), start=2)]
    found = difference(register(*before), register(*numbered))
    assert told(found) == told(difference(register(*before), register(*shuffled)))
    kinds = [found.count(kind=kind) for kind in RowKind]
    assert kinds[0] - kinds[1] == len(after) - len(before)
    both = difference(register(*numbered), register(*before))
    assert [both.count(kind=kind) for kind in RowKind] == [kinds[1], kinds[0], kinds[2]]


def test_only_the_rows_of_a_scope() -> None:
    found = difference(None, BEFORE)
    assert {row.chain_id for row in found.within(["chain:one"]).rows} == {"one"}
    assert {row.table for row in found.within(["regions"]).rows} == {Table.REGIONS}


def test_hundreds_of_rows_with_one_key_are_compared() -> None:
    same = {"company": "A", "chain_id": "one", "segment_id": "fab", "place": "徐汇"}
    before = register(*({**same, "capacity": float(number)} for number in range(700)))
    after = register(*({**same, "capacity": float(number)} for number in range(1, 701)))
    assert told(difference(before, after)) == [("suppliers", "changed", "name:A", (("capacity", "0", "700"),))]


def test_the_effect_names_every_score_and_segment_also_of_a_chain_that_is_new_or_gone() -> None:
    one = loaded({**chain_file("one"), "regions.xlsx": folder()["regions.xlsx"]})
    here, there = effect(assess(one), assess(BEFORE)), effect(assess(BEFORE), assess(one))
    assert [chain.chain_id for chain in here] == ["one", "two"]
    assert all(score.before is None and score.after is not None for score in here[1].scores)
    assert all(score.before is not None and score.after is None for score in there[1].scores)
    assert len(here[0].scores) == 5 * len(Score)
    assert sorted((score.score.value, score.region_id) for score in here[0].scores if score.headline) == [
        ("continuity", "china"),
        ("controlled_coverage", "lingang"),
        ("coverage", "lingang"),
        ("self_reliance", "china"),
    ]
    assert not any(segment.changed for segment in here[0].segments)
    assert all(segment.changed for segment in here[1].segments)
