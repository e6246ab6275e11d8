import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from chainmap.desk import history
from chainmap.desk.drafts import Draft, folder_draft, without_rows
from chainmap.desk.outcome import Invalid, Refusal, Unchanged
from chainmap.desk.uploads import Upload, list_draft, original, proposal, read_upload, workbook_draft
from chainmap.intake.single_file import FileKind
from chainmap.intake.supplier_list import Mode, Recipe
from chainmap.store.database import Store
from tests.databases import fingerprint
from tests.desk.stage import BEN, REGION_TABLE, Sheets, chain_file, data, draft, first, folder, landed, put, stop
from tests.workbooks import REGIONS, Rows, regions_workbook, workbook

HEADER = ["企业名称", "产业链", "环节", "所在地", "控制权", "状态", "来源"]


def upload(
    *rows: Sequence[object], name: str = "东区名单.xlsx", header: Sequence[object] = HEADER, title: bool = False
) -> Upload:
    """A list from a district office."""
    above: Rows = [["东区企业名单"], []] if title else []
    return read_upload(name, workbook({"名单": [*above, header, *rows]}))


def recipe_of(store: Store, of: Upload) -> Recipe:
    found = proposal(store, of)
    assert found is not None
    return found.recipe


def listed(store: Store, of: Upload, base: str | None = None, **changes: object) -> Draft:
    made = list_draft(store, of, replace(recipe_of(store, of), **changes), base=base)  # type: ignore[arg-type]
    assert isinstance(made, Draft), made
    return made


def rows(store: Store, company: str, chain_id: str = "one") -> list[tuple[str, ...]]:
    suppliers = data(store).suppliers
    found = suppliers[(suppliers["company"] == company) & (suppliers["chain_id"] == chain_id)]
    return [tuple(row) for row in found[["segment_id", "place", "control", "status", "source", "file"]].itertuples(index=False)]


def names(store: Store) -> list[str]:
    version = history.find(store, "latest")
    assert version is not None
    return [one.name for one in history.content_of(store, version.version_id).sources]


def test_a_list_adds_rows_and_leaves_the_workbooks_alone(store: Store) -> None:
    first(store)
    before = data(store).suppliers
    landed(put(store, listed(store, upload(["新厂", "one", "metal", "临港新片区", "内资", "量产", "走访"], title=True))))
    assert rows(store, "新厂") == [("metal", "临港新片区", "domestic", "producing", "走访", "东区名单.xlsx")]
    assert len(data(store).suppliers) == len(before) + 1
    assert data(store).suppliers.iloc[: len(before)].equals(before)
    assert names(store)[-1] == "lists/东区名单.xlsx"
    assert set(data(store).sources) == {"one.xlsx", "regions.xlsx", "two.xlsx", "东区名单.xlsx"}


def test_what_a_list_says_stands_and_what_it_leaves_blank_stays(store: Store) -> None:
    first(store)
    landed(put(store, listed(store, upload(["G", "one", "wafer", "临港新片区", None, "停产", "走访"]))))
    assert rows(store, "G") == [("wafer", "临港新片区", "domestic", "stopped", "走访", "东区名单.xlsx")]
    landed(put(store, listed(store, upload(["G", "one", "wafer", "临港 新片区", "外资", None, None], name="b.xlsx"))))
    assert rows(store, "G") == [("wafer", "临港 新片区", "foreign", "stopped", "走访", "b.xlsx")]


def test_further_columns_are_put_together_one_by_one(store: Store) -> None:
    first(store)
    header = ["企业名称", "产业链", "环节", "所在地"]
    where = ["新厂", "one", "metal", "临港新片区"]
    landed(put(store, listed(store, upload([*where, "张三", "2020"], header=[*header, "联系人", "成立年份"]))))
    landed(put(store, listed(store, upload([*where, "李四", None], header=[*header, "联系人", "电话"], name="b.xlsx"))))
    suppliers = data(store).suppliers
    extra = suppliers[suppliers["company"] == "新厂"]["extra"].tolist()
    assert [json.loads(text) for text in extra] == [{"联系人": "李四", "成立年份": "2020"}]


def test_of_equal_rows_the_first_meets_the_first(store: Store) -> None:
    first(store)  # K1 stands twice
    landed(put(store, listed(store, upload(["K1", "one", "cmp", "徐汇区", None, "停产", None]))))
    assert [row[3] for row in rows(store, "K1")] == ["stopped", "producing"]
    thrice = upload(*(["K1", "one", "cmp", "徐汇区", None, "中试", None] for _ in range(3)), name="b.xlsx")
    landed(put(store, listed(store, thrice)))
    assert [row[3] for row in rows(store, "K1")] == ["pilot"] * 3


def test_a_list_may_replace_what_its_chain_had(store: Store) -> None:
    first(store)
    landed(put(store, listed(store, upload(["早先", "one", "metal", "临港新片区", "内资", "量产", None], name="a.xlsx"))))
    landed(put(store, listed(store, upload(["唯一", "one", "metal", "临港新片区", "内资", "量产", None]), mode=Mode.REPLACE)))
    suppliers = data(store).suppliers
    assert list(suppliers[suppliers["chain_id"] == "one"]["company"]) == ["唯一"]
    assert (suppliers["chain_id"] == "two").sum() == 14
    assert names(store)[3:] == ["lists/东区名单.xlsx"], "the list before it says nothing any more"


def test_a_list_with_bad_rows_is_refused_until_they_are_mended_or_left_out(store: Store) -> None:
    first(store)
    before = fingerprint(store)
    bad = upload(
        ["好厂", "one", "metal", "临港新片区", "内资", "量产", None],
        ["怪厂", "one", "光刻交", "临港新片区", "内资", "量产", None],
        ["远厂", "one", "metal", "亚特兰", "内资", "量产", None],
        ["合计", None, None, None, None, None, None],
        title=True,
    )
    made = listed(store, bad)
    outcome = put(store, made)
    assert isinstance(outcome, Invalid)
    assert [(str(one.cell), one.code) for one in outcome.errors] == [
        ("东区名单.xlsx[名单]!C5", "unknown-segment"),
        ("东区名单.xlsx[名单]!D6", "unknown-place"),
    ]
    assert fingerprint(store) == before
    version = landed(put(store, without_rows(store, made)))
    source = history.content_of(store, version.version_id).source("lists/东区名单.xlsx")
    assert source is not None and Recipe.from_json(source.recipe).left_out == (5, 6)
    assert original(store, source) == bad.data
    assert rows(store, "好厂") and not rows(store, "怪厂")


def test_the_next_list_of_this_layout_is_read_as_the_last_one_was(store: Store) -> None:
    first(store)
    odd: list[object] = ["谁", "做什么", "在哪儿"]
    strange = upload(["新厂", "metal", "临港新片区"], header=odd)
    assert proposal(store, strange) is None
    recipe = Recipe(
        sheet="名单", header_row=1, columns=(("company", 1), ("segment", 2), ("place", 3)), chain_id="two", left_out=(99,)
    )
    made = list_draft(store, strange, recipe)
    landed(put(store, made))
    later = upload(["又一厂", "wafer", "临港新片区"], header=odd, title=True, name="十二月.xlsx")
    found = proposal(store, later)
    assert found is not None and found.known
    assert found.recipe == replace(recipe, header_row=3, left_out=())
    landed(put(store, list_draft(store, later, found.recipe)))
    assert len(rows(store, "又一厂", "two")) == 1


def test_rows_left_out_are_part_of_the_recipe_and_proposed_for_the_next_list(store: Store) -> None:
    first(store)
    good = ["好厂", "one", "metal", "临港新片区", "内资", "量产", None]
    bad = ["怪厂", "one", "光刻交", "临港新片区", "内资", "量产", None]
    landed(put(store, without_rows(store, listed(store, upload(good, bad)))))
    found = proposal(store, upload(good, ["又一厂", *good[1:]], bad, name="十二月.xlsx", title=True))
    assert found is not None and found.known
    assert found.recipe.left_out == (6,)
    mended = proposal(store, upload(good, ["怪厂", "one", "metal", *bad[3:]], name="改.xlsx"))
    assert mended is not None and mended.known and mended.recipe.left_out == ()


def test_a_text_list_of_a_name_that_is_taken_is_read_as_the_first_was(store: Store) -> None:
    first(store)
    for month, company in enumerate(("甲厂", "乙厂"), start=1):
        text = f"企业名称,产业链,环节,所在地\r\n{company},one,metal,临港新片区\r\n,one,metal,{month}\r\n".encode()
        made = listed(store, read_upload("名单.csv", text))
        assert [str(one.cell).partition("[")[2] for one in made.errors] == ["名单]!A3", "名单]!D3"]
        landed(put(store, without_rows(store, made)))
    assert rows(store, "甲厂")[0][5] == "名单.csv" and rows(store, "乙厂")[0][5] == "名单 (2).csv"


def test_the_same_file_again_changes_its_recipe_and_is_no_second_source(store: Store) -> None:
    first(store)
    once = upload(["新厂", "one", "metal", "临港新片区", "内资", "量产", None])
    version = landed(put(store, listed(store, once)))
    assert put(store, listed(store, once)) == Unchanged(version=version)
    landed(put(store, listed(store, once, left_out=(2,))))
    assert names(store)[3:] == ["lists/东区名单.xlsx"]
    assert rows(store, "新厂") == []


def test_another_file_of_the_same_name_is_another_source(store: Store) -> None:
    first(store)
    landed(put(store, listed(store, upload(["甲厂", "one", "metal", "临港新片区", None, None, None]))))
    landed(put(store, listed(store, upload(["乙厂", "one", "metal", "临港新片区", None, None, None]))))
    assert names(store)[3:] == ["lists/东区名单.xlsx", "lists/东区名单 (2).xlsx"]
    assert [row[5] for row in rows(store, "甲厂") + rows(store, "乙厂")] == ["东区名单.xlsx", "东区名单 (2).xlsx"]


def test_lists_of_different_chains_both_land_and_of_one_chain_one(store: Store) -> None:
    base = first(store).version_id
    made = [
        listed(store, upload(["甲厂", chain_id, "metal", "临港新片区", None, None, None], name=f"{number}.xlsx"), base)
        for number, chain_id in enumerate(["one", "two", "one"])
    ]
    outcomes = [type(put(store, one)).__name__ for one in made]
    assert outcomes == ["Published", "Published", "Conflict"]


def test_a_folder_leaves_added_lists_in_place_or_drops_them_when_asked(store: Store) -> None:
    first(store)
    landed(put(store, listed(store, upload(["新厂", "one", "metal", "临港新片区", "内资", "量产", None]))))
    made = draft(store, folder(two=stop(3)))
    assert made.kept == ("lists/东区名单.xlsx",)
    landed(put(store, made))
    assert rows(store, "新厂")
    landed(put(store, folder_draft(store, folder(), keep_added=False)))
    assert not rows(store, "新厂")
    assert names(store) == ["regions.xlsx", "chains/one.xlsx", "chains/two.xlsx"]


def test_a_workbook_takes_the_place_of_the_source_of_its_chain(store: Store) -> None:
    first(store)
    renamed = read_upload("C:\\用户\\新版.xlsx", chain_file("one", stop(2))["chains/one.xlsx"])
    assert (renamed.name, renamed.kind) == ("新版.xlsx", FileKind.CHAIN)
    landed(put(store, workbook_draft(store, renamed), user=BEN))
    assert names(store) == ["regions.xlsx", "chains/one.xlsx", "chains/two.xlsx"]
    assert rows(store, "A")[0][3] == "stopped"

    def third(made: Sheets) -> None:
        made["说明"][0][1] = "three"

    landed(put(store, workbook_draft(store, read_upload("3.xlsx", chain_file("one", third)["chains/one.xlsx"]))))
    assert names(store) == ["regions.xlsx", "chains/3.xlsx", "chains/one.xlsx", "chains/two.xlsx"]


def test_the_region_table_takes_the_place_of_the_region_table(store: Store) -> None:
    first(store)
    wider = regions_workbook([*REGIONS, ["korea", "韩国", "Korea", "world", "国家（地区）", None, None]])
    landed(put(store, workbook_draft(store, read_upload("区域 2027.xlsx", wider))))
    assert names(store)[0] == "regions.xlsx" and "korea" in data(store).regions


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", REGION_TABLE[:200]])
def test_what_cannot_be_read_is_no_draft(store: Store, content: bytes) -> None:
    first(store)
    broken = read_upload("x.xlsx", content)
    assert broken.kind is None and broken.findings
    assert workbook_draft(store, broken) == Refusal(code="not-a-workbook", facts={"file": "x.xlsx"})
    assert proposal(store, broken) is None


def test_a_list_in_a_text_file_is_read_too(store: Store) -> None:
    first(store)
    text = "企业名称,产业链,环节,所在地,状态\r\n新厂,one,metal,临港新片区,量产\r\n".encode("gb18030")
    landed(put(store, listed(store, read_upload("名单.csv", text))))
    assert rows(store, "新厂")[0][3:] == ("producing", "", "名单.csv")


def test_a_list_called_like_a_chain_keeps_its_whole_name(store: Store) -> None:
    first(store)
    landed(put(store, listed(store, upload(["新厂", "one", "metal", "临港新片区", None, None, None], name="one.xlsx"))))
    assert rows(store, "新厂")[0][5] == "lists/one.xlsx"
    assert rows(store, "A")[0][5] == "one.xlsx"
