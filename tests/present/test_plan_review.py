"""The plan page: verdicts now and before, clauses without a segment, gaps without a clause, goals against time, clusters."""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from html import unescape
from pathlib import Path

import pytest

from chainmap.analysis.assess import assess
from chainmap.intake.load import load_folder
from chainmap.model.finding import Cell
from chainmap.model.plan import Goal, Plan
from chainmap.model.vocabulary import Verdict
from chainmap.present.cluster_table import cluster_table, rows_in
from chainmap.present.goals import elapsed, goal_quantity, goals_table, reached
from chainmap.present.html_table import cell_markup
from chainmap.present.overview import overview
from chainmap.present.plan_review import Before, changed_sentence, named_segments, plan_review, uncovered
from chainmap.present.resource_table import resource_table, segments_with_resources
from chainmap.present.view import View
from chainmap.present.words import LANGUAGES, Language

DATA = Path(__file__).parents[2] / "data"
CELL = Cell(file="plan.xlsx", sheet="目标", row=2)
GOAL = Goal(
    goal_id="g", name_zh="目标一", target=4.0, unit="家", unit_en="firms", start=date(2024, 1, 1), due=date(2024, 12, 31),
    current=1.0, as_of=date(2024, 7, 1), cell=CELL,
)  # fmt: skip


@lru_cache
def shipped(language: Language = "zh") -> View:
    dataset = load_folder(DATA).dataset
    assert dataset is not None
    return View(assessment=assess(dataset), dataset=dataset, language=language)


def plan_of(view: View) -> Plan:
    assert view.dataset.plan is not None
    return view.dataset.plan


def with_goal(goal: Goal, language: Language = "zh") -> View:
    view = shipped(language)
    return replace(view, dataset=replace(view.dataset, plan=replace(plan_of(view), goals=(goal,))))


def visible(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", " ", html)).replace("\u00a0", " ")


@lru_cache
def before_targets() -> Before:
    """A version before in which no producing company made sputtering targets or wafers anywhere."""
    view = shipped()
    register = view.dataset.suppliers
    kept = register[~register["segment_id"].isin(["big-silicon-wafer"])]
    then = replace(view.dataset, suppliers=kept.reset_index(drop=True))
    return Before(assessment=assess(then), name="第 1 版")


def test_a_changed_verdict_stands_beside_the_one_before_and_others_once() -> None:
    view, before = shipped(), before_targets()
    shown = visible(plan_review(view, before))
    assert re.search(r"大硅片\(300mm\)\s+✕\s*缺链\s+→", shown)
    assert "与上一版（第 1 版）相比，1 个点名环节的裁定变了：大硅片(300mm)由缺链变为" in shown
    assert not re.search(r"掩膜基板\(空白掩模版\)\s+\S+\s*\S+\s+→", shown)


def test_the_same_version_says_that_nothing_changed_and_the_first_that_there_is_none() -> None:
    view = shipped()
    same = Before(assessment=view.assessment, name="第 1 版")
    assert "都没有变" in changed_sentence(view, plan_of(view), same)
    assert "没有上一版可比" in changed_sentence(view, plan_of(view), None)


def test_a_segment_that_the_version_before_lacks_has_no_verdict_before() -> None:
    view = shipped()
    chains = tuple(one for one in view.assessment.chains if one.chain.chain_id != "ic-materials")
    before = Before(assessment=replace(view.assessment, chains=chains), name="第 1 版")
    assert "都没有变" in changed_sentence(view, plan_of(view), before)


def test_every_clause_is_shown_once_with_or_without_segments() -> None:
    view = shipped()
    shown = visible(plan_review(view))
    plan = plan_of(view)
    naming = [one for one in plan.clauses if one.segments]
    assert f"点名环节的条款（{len(naming)}）" in shown
    assert f"未点名环节的条款（{len(plan.clauses) - len(naming)}）" in shown
    for one in plan.clauses:
        assert str(view.dataset.cell_of(one.cell, "text")) in shown.replace(" ", "")


def test_a_gap_that_no_clause_names_is_shown_as_such() -> None:
    view = shipped()
    assert all(one.verdict in (Verdict.MISSING, Verdict.COMING, Verdict.WEAK, Verdict.FOREIGN_HELD)
               for _, one in uncovered(view, plan_of(view)))  # fmt: skip
    without = replace(plan_of(view), clauses=plan_of(view).clauses[:2])
    bare = replace(view, dataset=replace(view.dataset, plan=without))
    assert named_segments(bare, without) == []
    assert len(uncovered(bare, without)) > 40
    assert "质子交换膜" in visible(plan_review(bare))


def test_a_clause_without_a_chain_may_name_segments_of_several() -> None:
    view = shipped()
    both = replace(plan_of(view).clauses[0], segments=("ic-materials/photoresist", "new-energy-materials/pcs"))
    plan = replace(plan_of(view), clauses=(both,))
    named = named_segments(replace(view, dataset=replace(view.dataset, plan=plan)), plan)
    assert [one.segment.segment_id for _, one in named] == ["photoresist", "pcs"]


def test_progress_is_told_against_the_time_on_the_day_of_the_value() -> None:
    assert reached(GOAL) == 0.25
    assert elapsed(GOAL, date(2024, 7, 1)) == pytest.approx(182 / 365)
    shown = " ".join(visible(goals_table(with_goal(GOAL), date(2024, 9, 1))).split())
    assert "完成 25 %；到 2024-07-01 时间已过 49.9 %" in shown and "过期" not in shown
    assert "firms" in visible(goals_table(with_goal(GOAL, "en"), date(2024, 9, 1)))


@pytest.mark.parametrize(
    ("goal", "today", "said", "unsaid"),
    [
        (replace(GOAL, current=None), date(2025, 1, 10), ("未填报", "时间已过 100 %", "已过期 10 天"), ("完成", "未填报；")),
        (replace(GOAL, current=5.0), date(2025, 1, 10), ("完成 125 %",), ("过期",)),
        (replace(GOAL, start=None), date(2024, 9, 1), ("完成 25 %",), ("时间已过",)),
        (replace(GOAL, due=None), date(2024, 9, 1), ("完成 25 %",), ("时间已过", "过期")),
        (replace(GOAL, start=date(2025, 5, 1)), date(2024, 9, 1), ("完成 25 %",), ("时间已过",)),
        (replace(GOAL, target=None), date(2024, 9, 1), ("未定数量", "1 家"), ("完成",)),
        (
            replace(GOAL, target=None, current=None, unread=(("target", "破百"), ("current", "约三家，" * 9))), date(2024, 9, 1),
            ("“破百”不是数", "“约三家，约三家，约三家，约三家，约三家，…”不是数"), ("未定数量", "未填报"),
        ),
        (replace(GOAL, target=0.0), date(2024, 9, 1), ("0 家", "时间已过"), ("完成", "未填报")),
        (replace(GOAL, target=-4.0), date(2024, 9, 1), ("−4 家", "1 家"), ("完成", "未填报")),
    ],
)  # fmt: skip
def test_what_is_not_given_is_never_a_number(goal: Goal, today: date, said: tuple[str, ...], unsaid: tuple[str, ...]) -> None:
    shown = visible(goals_table(with_goal(goal), today))
    assert all(one in shown for one in said), shown
    assert not any(one in shown for one in unsaid), shown


def test_the_overview_marks_what_is_overdue_without_the_bars_of_the_plan_page() -> None:
    shown = visible(overview(with_goal(GOAL), label="", today=date(2025, 1, 10)))
    assert "完成 25 %" in shown and "已过期 10 天" in shown and "时间已过" not in shown
    assert "过期" not in visible(overview(with_goal(GOAL), label="", today=date(2024, 12, 31)))


def test_clusters_name_their_companies_and_segments() -> None:
    view = shipped()
    bay = next(one for one in plan_of(view).clusters if one.place == "生命蓝湾")
    rows = rows_in(view, bay, {chain.chain.chain_id for chain in view.assessment.chains})
    assert set(rows["region_id"]) == {"life-blue-bay"} and set(rows["chain_id"]) == {"biomedical-materials"}
    shown = visible(cluster_table(view, plan_of(view)))
    assert rows["company"].iloc[0] in shown
    assert len(plan_of(view).clusters) == 8 and "新材料研发创新基地" in shown


def test_resources_stand_by_segment_too() -> None:
    shown = visible(segments_with_resources(shipped()))
    assert "特种橡胶" in shown and "中石油（上海）新材料研究院（研究院所）" in shown


def test_a_resource_of_many_chains_says_in_how_many_cells_it_stands_and_opens_to_them() -> None:
    view = shipped("en")
    every = [one for chain in view.assessment.chains for one in chain.chain.resources if one.name == "东华大学"]
    shown = resource_table(view)
    assert len(every) == 5 and "<summary>5 cells</summary>" in shown
    assert all(cell_markup(one.cell) in shown for one in every)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_without_goals_clauses_or_clusters_says_so(language: Language) -> None:
    view = shipped(language)
    empty = replace(view, dataset=replace(view.dataset, plan=Plan(file="plan.xlsx")))
    shown = visible(plan_review(empty, None, date(2026, 1, 1)))
    assert ("没有目标" if language == "zh" else "no goals") in shown


def test_own_words_of_the_page_are_english_in_english() -> None:
    view = shipped("en")
    plan = Plan(file="plan.xlsx", goals=(replace(GOAL, name_en="Goal", source=""),))
    page = plan_review(replace(view.only("ic-materials"), dataset=replace(view.dataset, plan=plan)), None, date(2026, 1, 1))
    shown = visible(page).split("Institutes")[0]
    assert not re.search("[\u3400-\u9fff]", shown.partition("Clusters")[0])


@pytest.mark.parametrize(
    ("target", "unit", "unit_en", "zh", "en"),
    [
        (150.0, "亿元", "hundred million yuan", "150\u00a0亿元", "15\u00a0billion yuan"),
        (25.0, "万元", "", "25\u00a0万元", "0.25\u00a0million yuan"),
        (3.0, "家", "companies", "3\u00a0家", "3\u00a0companies"),
        (3.0, "家", "", "3\u00a0家", "3\u00a0家"),
        (1.0, "家", "companies", "1\u00a0家", "companies: 1"),
        (1.0, "家", "", "1\u00a0家", "1\u00a0家"),
        (1.0, "家", "company|companies", "1\u00a0家", "1\u00a0company"),
        (3.0, "家", "company | companies", "3\u00a0家", "3\u00a0companies"),
        (3.0, "a|b", "", "3\u00a0a|b", "3\u00a0a|b"),
        (1.0, "", "", "1", "1"),
        (None, "亿元", "", "", ""),
    ],
)
def test_money_is_counted_as_each_language_counts(target: float | None, unit: str, unit_en: str, zh: str, en: str) -> None:
    goal = replace(GOAL, target=target, unit=unit, unit_en=unit_en)
    assert [goal_quantity(with_goal(goal, language), goal, target) for language in ("zh", "en")] == [zh, en]
