"""An upload goes on where it stopped: with the corrected file, whatever it is called and wherever its header stands by now."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from chainmap.desk.drafts import Draft
from chainmap.desk.outcome import BadRow
from chainmap.desk.review import Review, reviewed
from chainmap.desk.upload_job import Job, begun, draft, missing_columns, resumed, rows_left_out, with_all_rows
from chainmap.desk.uploads import Upload, read_upload
from chainmap.intake.supplier_list import Mode
from chainmap.model.alias import AliasKind, Answer
from chainmap.store.database import Store
from tests.desk.stage import NOW, data, first
from tests.workbooks import workbook

ODD = ["谁", "做什么", "在哪儿", "电话"]
ROWS = [["甲厂", "metal", "临港新片区", "1"], ["乙厂", "没有的环节", "临港新片区", "2"], ["丙厂", "wafer", "亚特兰", "3"]]

Made = Callable[[list[list[str]], str], Upload]


def as_text(rows: list[list[str]], name: str) -> Upload:
    return read_upload(name, "\r\n".join(",".join(row) for row in rows).encode())


def as_workbook(rows: list[list[str]], name: str) -> Upload:
    return read_upload(name, workbook({name.partition(".")[0]: rows}))


def mapped(store: Store, upload: Upload) -> Job:
    """A list whose headers nobody knows, as a person has it read; the row of the unknown segment is left out."""
    job = begun(store, upload)
    assert job.recipe is not None and missing_columns(job) == ("company", "segment", "place")
    recipe = replace(job.recipe, columns=(("company", 1), ("segment", 2), ("place", 3)), chain_id="two", mode=Mode.REPLACE)
    row = BadRow(source="lists/x", file="x", sheet=recipe.sheet, row=3)
    return replace(job, recipe=recipe, left_out=(row,))


@pytest.mark.parametrize(("made", "ending"), [(as_text, "csv"), (as_workbook, "xlsx")])
def test_the_corrected_file_is_read_as_the_first_one_was(store: Store, made: Made, ending: str) -> None:
    first(store)
    before = mapped(store, made([ODD, *ROWS], f"名单.{ending}"))
    corrected = [["标题", "", "", ""], ODD, *ROWS[:2], ["丙厂", "wafer", "上海市徐汇区", "3"]]
    after = resumed(begun(store, made(corrected, f"改.{ending}")), before)
    assert after.recipe is not None and before.recipe is not None
    assert (after.recipe.sheet, after.recipe.header_row, after.recipe.left_out) == ("改", 2, (4,))
    assert (after.recipe.columns, after.recipe.chain_id, after.recipe.mode) == (before.recipe.columns, "two", Mode.REPLACE)
    read = draft(store, after)
    assert isinstance(read, Draft) and not read.errors
    assert rows_left_out(after) == (("改", 4),) and rows_left_out(with_all_rows(after)) == ()


def test_a_row_that_was_mended_counts_again(store: Store) -> None:
    first(store)
    before = mapped(store, as_workbook([ODD, *ROWS], "名单.xlsx"))
    mended = [ODD, ROWS[0], ["乙厂", "cmp", "临港新片区", "2"], ROWS[2]]
    assert rows_left_out(resumed(begun(store, as_workbook(mended, "名单.xlsx")), before)) == ()


def test_other_headers_are_found_anew_and_chain_and_mode_stay(store: Store) -> None:
    first(store)
    before = mapped(store, as_workbook([ODD, *ROWS], "名单.xlsx"))
    named = as_workbook([["企业名称", "环节", "所在地", "电话"], *ROWS], "名单.xlsx")
    after = resumed(begun(store, named), before)
    assert after.recipe is not None and missing_columns(after) == ()
    assert (after.recipe.chain_id, after.recipe.mode) == ("two", Mode.REPLACE)


def test_the_company_of_a_row_is_asked_about_once_its_place_is_decided(store: Store) -> None:
    first(store)
    known = data(store).suppliers["company"].iloc[0]
    rows = [["企业名称", "产业链", "环节", "所在地", "状态"], [f"{known}有限公司", "one", "metal", "临巷新片区", "量产"]]
    job = begun(store, as_workbook(rows, "名单.xlsx"))
    first_review = reviewed(store, job, "lingang")
    assert isinstance(first_review, Review)
    (place,) = first_review.questions
    assert place.kind is AliasKind.PLACE
    answered = replace(job, answers=(place.answer(Answer.SAME, place.suggestions[0], author="甲", now=NOW),))
    second_review = reviewed(store, answered, "lingang")
    assert isinstance(second_review, Review)
    assert [(one.kind, one.written) for one in second_review.questions] == [
        (AliasKind.PLACE, "临巷新片区"), (AliasKind.COMPANY, f"{known}有限公司"),
    ]  # fmt: skip
    company = second_review.questions[1]
    both = replace(
        answered, answers=(*answered.answers, company.answer(Answer.SAME, company.suggestions[0], author="甲", now=NOW))
    )
    third_review = reviewed(store, both, "lingang")
    assert isinstance(third_review, Review) and third_review.draft.parsed.dataset is not None
    suppliers = third_review.draft.parsed.dataset.suppliers
    assert set(suppliers[suppliers["company"].isin([known, f"{known}有限公司"])]["company_key"]) == {
        suppliers["company_key"].iloc[0]
    }
