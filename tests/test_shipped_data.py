"""The workbooks that are shipped in data/: complete, readable without a finding, and pleasant to open."""

import io
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from chainmap.intake.columns import CHAIN_WORKBOOK, PLAN_WORKBOOK, REGIONS, SheetFormat
from chainmap.intake.load import Parsed, load_folder
from chainmap.model.dataset import Dataset
from chainmap.model.vocabulary import CheckMethod, PolicyAction, RegionLevel, ResourceKind

DATA = Path(__file__).parent.parent / "data"
BOOKS = sorted(DATA.rglob("*.xlsx"))
SEGMENT_COUNTS = {
    "ic-materials": 52,
    "smart-vehicle-materials": 50,
    "aerospace-materials": 40,
    "new-energy-materials": 50,
    "biomedical-materials": 46,
}


@pytest.fixture(scope="module")
def parsed() -> Parsed:
    return load_folder(DATA)


@pytest.fixture(scope="module")
def dataset(parsed: Parsed) -> Dataset:
    assert parsed.dataset is not None
    return parsed.dataset


def _formats(book: Path) -> tuple[SheetFormat, ...]:
    return {"regions.xlsx": (REGIONS,), "plan.xlsx": PLAN_WORKBOOK}.get(book.name, CHAIN_WORKBOOK)


def test_the_shipped_data_have_no_finding(parsed: Parsed) -> None:
    assert [(str(finding.cell), finding.code) for finding in parsed.findings] == []


def test_every_segment_dependency_and_supplier_is_there(dataset: Dataset) -> None:
    assert {chain.chain_id: len(chain.segments) for chain in dataset.chains} == SEGMENT_COUNTS
    assert sum(len(chain.dependencies) for chain in dataset.chains) == 327
    assert len(dataset.suppliers) == 792
    assert dataset.suppliers["confidence"].value_counts().to_dict() == {"low": 418, "medium": 328, "high": 46}
    assert (dataset.suppliers["source"] != "").all()


def test_every_group_has_an_english_name_of_its_own(dataset: Dataset) -> None:
    for chain in dataset.chains:
        groups = {segment.group for segment in chain.segments}
        english = [chain.group_name_en(group) for group in groups]
        assert all(name.isascii() and name for name in english)
        assert len(set(english)) == len(groups)


def test_what_is_not_known_is_blank(dataset: Dataset) -> None:
    dependencies = [one for chain in dataset.chains for one in chain.dependencies]
    assert Counter(one.essential for one in dependencies) == {True: 175, None: 143, False: 9}
    segments = [one for chain in dataset.chains for one in chain.segments]
    assert {one.own_share for one in segments} == {one.demand for one in segments} == {None}
    assert {one.input_share for one in dependencies} == {None}
    assert dataset.suppliers[["capacity", "supply_share", "domestic_share"]].isna().all().all()


def test_only_segments_that_the_plan_names_are_checked_and_only_for_lingang(dataset: Dataset) -> None:
    segments = [one for chain in dataset.chains for one in chain.segments]
    checked = [one for one in segments if one.checked_region is not None]
    assert len(checked) == 85
    assert [one.segment_id for one in segments if one.policy_section] == [one.segment_id for one in checked]
    assert {(one.checked_region, one.check_method, one.checked_on) for one in checked} == {
        ("lingang", CheckMethod.PUBLIC_SEARCH, date(2026, 11, 23))
    }


def test_six_domestic_rates_are_applied_each_with_its_source_and_year(dataset: Dataset) -> None:
    rated = {
        one.segment_id: (one.domestic_rate_lo, one.domestic_rate_hi)
        for chain in dataset.chains
        for one in chain.segments
        if one.domestic_rate_source
    }
    assert rated == {
        "big-silicon-wafer": (0.5, 0.7),
        "wafer-200mm": (0.75, 0.85),
        "photoresist": (0.04, 0.12),
        "process-equipment": (0.3, 0.4),
        "power-die": (0, 0.2),
        "platinum-group": (0, 0.1),
    }
    sources = [one.domestic_rate_source for chain in dataset.chains for one in chain.segments if one.domestic_rate_source]
    assert all(" 年" in source for source in sources)
    shown = [one for chain in dataset.chains for one in chain.segments if "仅供参考，不入计算" in one.note]
    assert len(shown) == 51
    assert all(one.domestic_rate_lo is None and "可信度：" in one.note for one in shown)


def test_every_place_lies_where_it_says(dataset: Dataset) -> None:
    regions = dataset.regions
    places = dict(zip(dataset.suppliers["place"], dataset.suppliers["region_id"], strict=True))
    assert all(regions.resolve(place) == region_id for place, region_id in places.items())
    steps = ("lingang", "shanghai", "yrd", "china", "world")
    nearest = Counter(next(step for step in steps if step in regions.path(one)) for one in dataset.suppliers["region_id"])
    assert nearest["lingang"] == 77
    assert nearest["shanghai"] == 100


@pytest.mark.parametrize(
    ("place", "region_id"),
    [
        ("上海临港新片区/浦东新区", "lingang"),
        ("上海临港生命蓝湾", "life-blue-bay"),
        ("上海临港大飞机园", "aircraft-park"),
        ("上海浦东新区(张江)", "zhangjiang"),
        ("上海浦东金桥", "jinqiao"),
        ("上海化学工业区(项目地)", "shanghai-chemical-park"),
        ("上海南汇", "pudong"),
        ("上海市浦东新区南汇新城镇", "lingang"),
        ("上海市奉贤区四团镇", "situan"),
        ("临港", "lingang"),
        ("天津临港经济区", "tianjin"),
        ("江苏江阴临港经济开发区", "wuxi"),
        ("上海临港松江科技城", "songjiang"),
        ("西藏省", "tibet"),
        ("川渝高竹新区", "gaozhu"),
        ("四川(晨光院,页面摘录未写地点)", "sichuan"),
        ("中国(页面摘录未写地点)", "china"),
        ("福建厦门海沧", "xiamen"),
        ("吉林省", "jilin"),
        ("吉林省吉林市", "jilin-city"),
        ("江苏泰州", "taizhou-js"),
        ("浙江台州", "taizhou-zj"),
        ("浙江省舟山市普陀区", "zhoushan"),
        ("爱尔兰/英国", "ireland"),
        ("瑞士/美国", "switzerland"),
        ("美国旧金山", "usa"),
        ("印度尼西亚", "indonesia"),
        ("Romania", "romania"),
        ("Dutch", "netherlands"),
        ("中国台湾", "taiwan"),
    ],
)
def test_a_written_place_means_this_region(dataset: Dataset, place: str, region_id: str) -> None:
    assert dataset.regions.resolve(place) == region_id


def test_every_name_and_alias_of_a_region_means_that_region(dataset: Dataset) -> None:
    regions = dataset.regions
    spelled = [(alias.removeprefix("="), one) for one in regions.regions for alias in (one.name_zh, one.name_en, *one.aliases)]
    assert [(alias, one.region_id) for alias, one in spelled if regions.resolve(alias) != one.region_id] == []
    assert all(one.name_en for one in regions.regions)


def test_the_ladder_of_the_first_park_leads_outward_to_the_world(dataset: Dataset) -> None:
    regions = dataset.regions
    parks = [one.region_id for one in regions.regions if one.level is RegionLevel.PARK]
    assert regions.path(parks[0]) == ("lingang", "shanghai", "yrd", "china", "world")
    assert regions.home_country("lingang") == "china"
    assert {one.region_id for one in regions.regions if one.parent == "lingang"} == {
        "dongfang-xingang",
        "hydrogen-valley",
        "aircraft-park",
        "life-blue-bay",
        "yangshan",
    }
    may_be = {one.region_id for one in regions.regions if regions.inside(one.region_id, "lingang") == (0.0, 1.0)}
    assert may_be == {"world", "china", "yrd", "shanghai", "pudong", "fengxian", "situan"}


def test_every_named_segment_is_covered_by_a_clause_of_its_section_that_quotes_it(dataset: Dataset) -> None:
    assert dataset.plan is not None
    texts: dict[tuple[str | None, str, str], list[str]] = {}
    for clause in dataset.plan.clauses:
        for segment_id in clause.segments:
            texts.setdefault((clause.chain_id, clause.section, segment_id), []).append(clause.text)
    for chain in dataset.chains:
        for one in chain.segments:
            if one.policy_section:
                found = texts.get((chain.chain_id, one.policy_section, one.segment_id), [])
                assert any(one.policy_quote in text for text in found), one.segment_id


def test_every_segment_of_a_clause_exists_and_carries_its_section(dataset: Dataset) -> None:
    assert dataset.plan is not None
    named = [(clause, segment_id) for clause in dataset.plan.clauses for segment_id in clause.segments]
    assert named
    for clause, segment_id in named:
        assert clause.chain_id is not None
        assert dataset.chain(clause.chain_id).segment(segment_id).policy_section == clause.section


def test_what_the_plan_asks_of_a_segment_is_what_a_clause_that_names_it_asks(dataset: Dataset) -> None:
    assert dataset.plan is not None
    for chain in dataset.chains:
        for one in chain.segments:
            naming = [clause for clause in dataset.plan.clauses if clause.chain_id == chain.chain_id]
            asked = {clause.action for clause in naming if one.segment_id in clause.segments}
            assert one.policy_action in {*asked, PolicyAction.NONE}, one.segment_id


def test_only_sentences_that_say_expand_or_start_production_strengthen(dataset: Dataset) -> None:
    assert dataset.plan is not None
    words = ("强链", "做大产业规模", "扩产", "投产", "生产规模", "批量应用", "大规模应用", "产业基地建设")
    strengthening = [one.text for one in dataset.plan.clauses if one.action is PolicyAction.STRENGTHEN]
    assert strengthening
    assert [text for text in strengthening if not any(word in text for word in words)] == []


def test_institutes_platforms_and_incubators_of_the_plan_are_resources_with_a_source(dataset: Dataset) -> None:
    resources = [one for chain in dataset.chains for one in chain.resources]
    assert all("198号" in one.source for one in resources)
    named = {one.name for one in resources}
    for wanted in (
        "上海集成电路研究院", "集成电路材料研究院", "中国科学院上海有机化学研究所", "中石油（上海）新材料研究院",
        "华东理工大学", "东华大学", "中国科学院", "北大临港科创中心", "国纳之星", "新片区检验检测园",
        "新材料产业基金（规划鼓励探索设立）", "新材料产业专家库（规划要求建立）",
    ):  # fmt: skip
        assert wanted in named
    assert {one.kind for one in resources} == set(ResourceKind)


def test_only_the_clauses_that_attract_companies_fill(dataset: Dataset) -> None:
    assert dataset.plan is not None
    filling = [clause for clause in dataset.plan.clauses if clause.action is PolicyAction.FILL]
    assert [(clause.section, clause.segments) for clause in filling] == [
        ("二(一)1", ("cmp-slurry", "cmp-conditioner", "package-substrate", "die-attach")),
        ("二(一)3", ()),
        ("二(四)9", ()),
    ]


def test_the_goals_carry_a_current_value_only_where_a_source_gives_it(dataset: Dataset) -> None:
    assert dataset.plan is not None
    assert {goal.goal_id: (goal.target, goal.current) for goal in dataset.plan.goals} == {
        "output": (150, None),
        "alliances": (2, None),
        "results": (20, None),
        "listings": (3, 1),
        "large-firms": (None, None),
        "platforms": (4, None),
        "chains": (5, None),
    }
    listings = next(goal for goal in dataset.plan.goals if goal.current is not None)
    assert "道生天合" in listings.source and listings.as_of is not None
    assert all(goal.unit and goal.unit_en for goal in dataset.plan.goals)
    assert {goal.start for goal in dataset.plan.goals} == {date(2023, 1, 1)}  # 三年行动方案 (2023–2025 年)
    assert {goal.due for goal in dataset.plan.goals} == {date(2025, 12, 31)}


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_no_cell_holds_a_formula(book: Path) -> None:
    archive = zipfile.ZipFile(io.BytesIO(book.read_bytes()))
    sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert sheets
    assert [name for name in sheets if b"<f>" in archive.read(name) or b"<f " in archive.read(name)] == []


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_headers_are_frozen_and_filtered_with_notes_and_drop_downs(book: Path) -> None:
    opened = load_workbook(book)
    for form in _formats(book):
        sheet = opened[form.zh]
        cells = sheet["A"] if form.key_value else sheet[1]
        assert [cell.value for cell in cells][: len(form.columns)] == [column.zh for column in form.columns]
        if not form.key_value:
            assert sheet.freeze_panes is not None and sheet.freeze_panes.endswith("2")
            assert sheet.auto_filter.ref == sheet.dimensions
        worded = [column.name for column in form.columns if column.vocabulary is not None]
        assert len(sheet.data_validations.dataValidation) >= len(worded)
        noted = [cell for cell, column in zip(cells, form.columns, strict=False) if column.note_zh]
        assert all(cell.comment is not None for cell in noted)
    assert all(sheet.sheet_state == "hidden" for sheet in opened.worksheets if sheet.title.startswith("_"))
