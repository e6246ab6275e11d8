"""A change of one value names the cell in which it stood and the cell in which it stands; else the row."""

import io
import pickle
import random
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from chainmap.desk import history
from chainmap.desk.compare import RowKind, difference
from chainmap.desk.on_the_spot import checked, correction_draft
from chainmap.intake.load import load_files
from chainmap.model.dataset import Dataset
from chainmap.model.finding import Cell
from chainmap.model.vocabulary import CheckMethod
from chainmap.store.database import Store
from tests.desk.stage import ANN, NOW, Sheets, data, draft, first, folder, landed, put, stop
from tests.desk.test_corrections import correct
from tests.desk.test_uploads import listed, upload

ROWS = {sheet: at for at, sheet in enumerate(("环节", "依赖", "企业"))}


def loaded(files: dict[str, bytes]) -> Dataset:
    dataset = load_files(files).dataset
    assert dataset is not None
    return dataset


def cells(before: Dataset, after: Dataset) -> dict[str, tuple[str, str]]:
    """Field → the cell before and the cell after, of one changed row."""
    (row,) = difference(before, after).rows
    assert row.kind is RowKind.CHANGED
    return {one.column: (str(row.cell_before(one.column)), str(row.cell_after(one.column))) for one in row.cells}


def at_latest(store: Store) -> dict[str, tuple[str, str]]:
    """The same of the last two versions."""
    return cells(data(store, history.listed(store)[1].version_id), data(store))


def written(content: bytes, cell: Cell | None) -> object:
    """What stands in a cell of a workbook."""
    assert cell is not None and cell.row and cell.column
    return load_workbook(io.BytesIO(content))[cell.sheet].cell(row=cell.row, column=cell.column).value


def shuffled(chance: random.Random, *, change: bool) -> Callable[[Sheets], None]:
    """Columns in another order, a free column among them, a title above; with `change` every row has other notes."""

    def rewrite(made: Sheets) -> None:
        for sheet in ROWS:
            rows = made[sheet]
            width = max(map(len, rows))
            table = [[*row, *[None] * (width - len(row))] for row in rows]
            heads = ["备注", "自编号"]
            table = [[*row, *(heads if at == 0 else (f"{sheet}{at}{change}", f"N{at}{change}"))] for at, row in enumerate(table)]
            order = list(range(width + 2))
            chance.shuffle(order)
            above = chance.randint(0, 2)
            title: list[object] = [f"{sheet}一览"]
            made[sheet] = [title] * above + [[row[place] for place in order] for row in table]

    return rewrite


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10**6))
def test_the_named_cells_hold_what_the_change_says_wherever_the_columns_stand(seed: int) -> None:
    chance = random.Random(seed)
    sides = [folder(one=shuffled(chance, change=change)) for change in (False, True)]
    found = [row for row in difference(*map(loaded, sides)).rows if row.kind is RowKind.CHANGED]
    seen = set()
    for row in found:
        for one in row.cells:
            if one.column != "extra":  # of a segment all further columns are one text
                seen.add((row.table.value, one.column))
                assert written(sides[0]["chains/one.xlsx"], row.cell_before(one.column)) == one.before
                assert written(sides[1]["chains/one.xlsx"], row.cell_after(one.column)) == one.after
    assert seen == {(table, "note") for table in ("segments", "dependencies", "suppliers")} | {("suppliers", "extra:自编号")}


def test_a_status_names_its_cell_and_a_row_that_came_is_a_row() -> None:
    assert cells(loaded(folder()), loaded(folder(one=stop(5)))) == {"status": ("one.xlsx[企业]!E5", "one.xlsx[企业]!E5")}

    def more(made: Sheets) -> None:
        made["企业"].append(["新厂", "metal", "临港新片区", "内资", "量产"])

    (row,) = difference(loaded(folder()), loaded(folder(one=more))).rows
    assert row.kind is RowKind.ADDED and (str(row.after), str(row.cell_after("status"))) == ("one.xlsx[企业]!16:16",) * 2


def test_where_a_segment_was_checked_is_its_own_cell_unless_the_sheet_about_says_it() -> None:
    def own(made: Sheets) -> None:
        made["环节"] = [[*row, "核查范围" if at == 0 else "上海市" if at == 2 else None] for at, row in enumerate(made["环节"])]

    found = cells(loaded(folder()), loaded(folder(one=own)))
    assert found["checked_region"] == ("one.xlsx[环节]!3:3", "one.xlsx[环节]!F3")


def test_two_further_columns_of_one_header_leave_the_row() -> None:
    def twice(value: str) -> Callable[[Sheets], None]:
        def change(made: Sheets) -> None:
            made["企业"] = [
                [*row, "电话", "电话"] if at == 0 else [*row, "0" if at == 3 else None, value if at == 1 else None]
                for at, row in enumerate(made["企业"])
            ]

        return change

    found = cells(loaded(folder(one=twice("1"))), loaded(folder(one=twice("2"))))
    assert found == {"extra:电话": ("one.xlsx[企业]!2:2", "one.xlsx[企业]!2:2")}


def test_a_list_names_the_cells_of_its_recipe_and_what_it_leaves_blank_is_none_of_its_cells(store: Store) -> None:
    first(store)
    landed(put(store, listed(store, upload(["G", "one", "wafer", "临港新片区", None, "停产", "走访"], title=True))))
    found = at_latest(store)
    assert found["status"] == ("one.xlsx[企业]!E5", "东区名单.xlsx[名单]!F4")
    assert found["source"][1] == "东区名单.xlsx[名单]!G4"

    def foreign(made: Sheets) -> None:
        made["企业"][4][3] = "外资"

    landed(put(store, draft(store, folder(one=foreign))))
    assert at_latest(store) == {"control": ("东区名单.xlsx[名单]!4:4", "东区名单.xlsx[名单]!4:4")}


def test_a_list_without_a_column_leaves_the_row(store: Store) -> None:
    first(store)
    short = upload(["G", "one", "wafer", "临港新片区"], header=["企业名称", "产业链", "环节", "所在地"])
    landed(put(store, listed(store, short)))
    landed(put(store, draft(store, folder(one=stop(5)))))
    assert at_latest(store) == {"status": ("东区名单.xlsx[名单]!2:2", "东区名单.xlsx[名单]!2:2")}


def test_what_a_correction_says_stands_in_no_cell_of_the_workbook(store: Store) -> None:
    first(store)
    landed(put(store, correct(store, "A", "status", "停产")))
    before, after = at_latest(store)["status"]
    assert before.startswith("one.xlsx[企业]!E") and after == before.replace("!E", "!") + ":" + before.rpartition("E")[2]
    landed(put(store, correct(store, "A", "note", "走访")))
    assert at_latest(store)["note"][1] == after


def test_a_check_on_the_spot_leaves_the_row_of_its_segment(store: Store) -> None:
    first(store)
    row = checked("one", "metal", "shanghai", CheckMethod.ON_SITE, NOW.date(), user=ANN, now=NOW, note="走访")
    landed(put(store, correction_draft(store, [row])))
    assert at_latest(store) == {"note": ("one.xlsx[环节]!2:2", "one.xlsx[环节]!2:2")}, "the sheet has no such column"


def test_changes_pass_between_processes() -> None:
    rows = difference(loaded(folder()), loaded(folder(one=stop(5)))).rows
    assert pickle.loads(pickle.dumps(rows)) == rows
