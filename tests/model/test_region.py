"""Which region a written place means (DESIGN: free-text addresses), and which place lies in which."""

import pytest

from chainmap.model.finding import Cell
from chainmap.model.region import Region, RegionTree, tree
from chainmap.model.vocabulary import RegionLevel

AT = Cell(file="regions.xlsx")


def _region(
    region_id: str, parent: str | None, name: str, *aliases: str, level: str = "city", overlaps: tuple[str, ...] = ()
) -> Region:
    return Region(
        region_id=region_id, name_zh=name, parent=parent, level=RegionLevel(level), overlaps=overlaps, aliases=aliases, cell=AT
    )  # fmt: skip


@pytest.fixture
def regions() -> RegionTree:
    return tree(
        [
            _region("world", None, "全球", level="world"),
            _region("china", "world", "中国", "China", level="country"),
            _region("oman", "world", "阿曼", "Oman", level="country"),
            _region("romania", "world", "罗马尼亚", "Romania", level="country"),
            _region("korea", "world", "韩国", "Korea", "South Korea", level="country"),
            _region("india", "world", "印度", level="country"),
            _region("indonesia", "world", "印度尼西亚", level="country"),
            _region("hainan", "china", "海南", level="province"),
            _region("guangdong", "china", "广东", level="province"),
            _region("tianjin", "china", "天津", level="province"),
            _region("shanghai", "china", "上海", "上海市"),
            _region("pudong", "shanghai", "浦东新区", "浦东", "南汇", level="district", overlaps=("lingang",)),
            _region("lingang", "shanghai", "临港新片区", "=临港", level="park"),
            _region("zhangjiang", "pudong", "张江", level="park"),
            _region("xingang", "lingang", "东方芯港", level="cluster"),
        ]
    )


@pytest.mark.parametrize(
    ("place", "region_id"),
    [
        ("上海南汇", "pudong"),  # no 海南 in it
        ("海南", "hainan"),
        ("上海浦东新区(张江)", "zhangjiang"),  # the deepest
        ("上海临港新片区/浦东新区", "lingang"),  # equally deep: the longer alias
        ("印度/韩国", "india"),  # equally deep and long: the first
        ("印度尼西亚", "indonesia"),
        ("lingang", "lingang"),
        ("中国（上海）自由贸易试验区临港新片区云水路", "lingang"),
        ("廣東", "guangdong"),
        ("Seoul, South Korea", "korea"),
        ("Romania", "romania"),
        ("中国 South Korea", "korea"),  # both countries: the longer alias
        ("SOUTH KOREA 首尔", "korea"),
        ("张 江", "zhangjiang"),
    ],
)
def test_a_place_is_the_deepest_region_that_it_names(regions: RegionTree, place: str, region_id: str) -> None:
    assert regions.resolve(place) == region_id


@pytest.mark.parametrize("place", ["", "  ", "某地", "Chinatown", "Omanisch"])
def test_an_unknown_place_is_no_region(regions: RegionTree, place: str) -> None:
    assert regions.resolve(place) is None


def test_an_alias_behind_an_equals_sign_counts_only_alone(regions: RegionTree) -> None:
    assert regions.resolve(" 临港 ") == "lingang"
    assert regions.resolve("天津临港经济区") == "tianjin"
    assert regions.resolve("某市临港工业园") is None


def test_a_wider_place_may_lie_in_the_region(regions: RegionTree) -> None:
    assert regions.inside("shanghai", "lingang") == (0.0, 1.0)
    assert regions.inside("xingang", "lingang") == (1.0, 1.0)
    assert regions.inside("guangdong", "lingang") == (0.0, 0.0)


def test_an_overlap_is_symmetric_and_not_inherited(regions: RegionTree) -> None:
    assert regions.inside("pudong", "lingang") == regions.inside("lingang", "pudong") == (0.0, 1.0)
    assert regions.inside("zhangjiang", "lingang") == (0.0, 0.0)
    assert regions.inside("xingang", "pudong") == (0.0, 0.0)


def test_a_region_that_lies_in_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="lies in itself"):
        tree([_region("a", "b", "甲"), _region("b", "a", "乙")])
