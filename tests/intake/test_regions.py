"""The region table, and how written places are read against it."""

from collections.abc import Sequence

import pytest

from chainmap.intake.columns import SEGMENTS, SUPPLIERS
from chainmap.intake.regions import UNCHECKED, Places, read_regions
from chainmap.model.finding import Finding, Severity
from chainmap.model.region import RegionTree
from tests.intake.sheets import brief, raw_workbook
from tests.workbooks import REGIONS

HEADER = REGIONS[0]


def read(rows: Sequence[Sequence[object]]) -> tuple[RegionTree, tuple[Finding, ...]]:
    tree, findings = read_regions(raw_workbook("regions.xlsx", {"区域": rows}))
    assert tree is not None
    return tree, findings


def changed(row: int, column: int, value: object) -> list[list[object]]:
    """The region table with one cell changed; row and column count from 1."""
    rows = [list(one) for one in REGIONS]
    rows[row - 1][column - 1] = value
    return rows


def test_a_good_table_has_no_finding() -> None:
    tree, findings = read(REGIONS)
    assert findings == ()
    assert tree.path("lingang") == ("lingang", "shanghai", "yrd", "china", "world")


@pytest.mark.parametrize(
    ("row", "column", "value", "code", "cell"),
    [
        (9, 4, "atlantis", "unknown-parent", "区域!D9"),
        (9, 6, "xuhui；atlantis", "unknown-overlaps", "区域!F9"),
        (2, 4, "lingang", "region-cycle", "区域!D9"),
        (9, 1, "xuhui", "duplicate-region", "区域!A10"),
        (9, 1, None, "empty-required", "区域!A9"),
        (7, 1, "yrd", "duplicate-region", "区域!A7"),
        (9, 5, "新区", "unknown-word", "区域!E9"),
        (9, 7, "临港；徐汇", "shared-alias", "区域!G10"),
    ],
)
def test_one_mistake_is_one_finding_and_no_place_is_lost(row: int, column: int, value: object, code: str, cell: str) -> None:
    tree, findings = read(changed(row, column, value))
    assert brief(findings) == [(code, cell)]
    assert len(tree.regions) == len(REGIONS) - 1
    assert tree.resolve("临港新片区某路") is not None
    assert tree.resolve("上海市") is not None


def test_a_lost_id_is_not_said_again_by_the_rows_that_refer_to_it() -> None:
    tree, findings = read(changed(7, 1, "beijing"))  # shanghai, the parent of two
    assert brief(findings) == [("duplicate-region", "区域!A7")]
    assert tree["lingang"].parent is None


def test_a_parent_may_be_written_by_its_name() -> None:
    tree, findings = read(changed(9, 4, "上海市"))
    assert findings == ()
    assert tree["lingang"].parent == "shanghai"


def test_a_shared_alias_is_a_warning() -> None:
    _, findings = read(changed(9, 7, "徐汇"))
    assert [one.severity for one in findings] == [Severity.WARNING]


def test_missing_table_and_missing_header_give_no_tree() -> None:
    assert read_regions(raw_workbook("regions.xlsx", {"别的": REGIONS}))[0] is None
    tree, findings = read_regions(raw_workbook("regions.xlsx", {"区域": [["甲", "乙"]]}))
    assert tree is None
    assert [one.code for one in findings] == ["no-header"]


def test_a_place_may_be_an_address_but_a_checked_region_is_a_whole_name() -> None:
    places = Places(read(REGIONS)[0])
    place, checked = SUPPLIERS.column("place"), SEGMENTS.column("checked")
    assert places(place, "上海市徐汇区漕溪北路 1 号").value == "xuhui"
    assert places(checked, "徐汇").value == "xuhui"
    assert places(checked, "XUHUI").value == "xuhui"
    assert places(checked, "未核查").value == UNCHECKED
    problem = places(checked, "徐汇区及周边").problem
    assert problem is not None and problem.code == "unknown-checked-region"


def test_an_unknown_place_has_suggestions() -> None:
    problem = Places(read(REGIONS)[0])(SUPPLIERS.column("place"), "徐彙區").problem
    assert problem is None  # traditional characters are the same place
    problem = Places(read(REGIONS)[0])(SUPPLIERS.column("place"), "徐区").problem
    assert problem is not None and problem.suggestions is not None
    assert "徐汇区" in problem.suggestions()


def test_a_controlling_country_wider_than_a_country_is_said() -> None:
    places = Places(read(REGIONS)[0])
    column = SUPPLIERS.column("control_country")
    assert places(column, "日本").value == "japan"
    assert places(column, "日本").problem is None
    problem = places(column, "全球").problem
    assert problem is not None and problem.code == "not-a-country"


def test_each_distinct_place_is_resolved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    resolve = RegionTree.resolve

    def counted(self: RegionTree, text: str) -> str | None:
        asked.append(text)
        return resolve(self, text)

    monkeypatch.setattr(RegionTree, "resolve", counted)
    places = Places(read(REGIONS)[0])
    for _ in range(5):
        places(SUPPLIERS.column("place"), "北京市")
    assert asked == ["北京市"]
