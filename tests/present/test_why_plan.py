"""Counts and goals of the plan page open: clauses with their cells, companies of a cluster, goals with their formula."""

import re
from dataclasses import replace
from datetime import date

import pytest

from chainmap.model.plan import Cluster
from chainmap.present.answers import answer
from chainmap.present.cluster_table import rows_in
from chainmap.present.plan_review import clauses_of, counted, plan_review, plan_sentence
from chainmap.present.words import LANGUAGES, Language
from tests.present.test_plan_review import GOAL, plan_of, with_goal
from tests.present.test_why import events, sums
from tests.present.views import shipped_view

TODAY = date(2026, 1, 1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("only", ["", "ic-materials"])
def test_every_number_of_the_page_has_an_answer(language: Language, only: str) -> None:
    view = shipped_view(language)
    asked = list(dict.fromkeys(events(plan_review(view.only(only or None), None, TODAY))))
    assert {one.partition(":")[0] for one in asked} >= {"plan", "clauses", "cluster", "goal"}
    for one in asked:
        found = answer(view, one, opened=None, today=TODAY)
        assert found is not None and found.title, one


@pytest.mark.parametrize("only", ["", "biomedical-materials"])
def test_clauses_that_open_are_those_that_the_sentence_counts(only: str) -> None:
    view = shipped_view().only(only or None)
    plan = plan_of(view)
    for which, clauses in clauses_of(view, plan).items():
        found = answer(shipped_view(), f"clauses:{which}:{only}", opened=None)
        assert found is not None and sums(found.body)[0][1] == str(len(clauses))
        assert all(str(view.dataset.cell_of(one.cell, "text")) in re.sub("<[^>]*>", "", found.body) for one in clauses)


def test_a_segment_of_a_clause_opens_in_place() -> None:
    view = shipped_view()
    clause = clauses_of(view, plan_of(view))["naming"][0]
    own = f"{clause.chain_id}/{clause.segments[0]}"
    found = answer(view, "clauses:naming:", opened=own)
    assert found is not None and found.body.count('class="cm-detail"') >= 1 and "cm-story" in found.body


def test_nothing_is_said_of_what_counts_nothing() -> None:
    view = shipped_view()
    plan = plan_of(view)
    assert not counted(view, plan)["missing"] or "确认缺" in plan_sentence(view, plan)
    of_one = replace(plan, clauses=tuple(one for one in plan.clauses if one.segments)[:1])
    found = counted(view, of_one)
    for name, said in (("there", "已有"), ("missing", "确认缺"), ("open", "未查清"), ("rest", "待投产等")):
        assert (said in plan_sentence(view, of_one)) == bool(found[name]), name
    silent = replace(plan, clauses=tuple(one for one in plan.clauses if not one.segments))
    assert plan_sentence(view, silent).startswith("没有条款点名环节。")
    assert " 0 " not in plan_sentence(view, plan) and " 0 " not in plan_sentence(shipped_view("en"), plan)


def test_companies_of_a_cluster_are_its_rows_down_to_the_cells() -> None:
    view = shipped_view()
    chains = {chain.chain.chain_id for chain in view.assessment.chains}
    for at, cluster in enumerate(plan_of(view).clusters):
        rows = rows_in(view, cluster, chains)
        found = answer(view, f"cluster:{at}:", opened=None)
        assert found is not None
        if len(rows):
            assert sums(found.body)[0][1:] == [str(rows["company_key"].nunique()), str(len(rows))]
            assert found.body.partition("</table>")[0].count("<code>") == len(rows) + 1  # and where the cluster stands


def test_a_cluster_without_a_place_and_one_that_is_not_there() -> None:
    view = shipped_view()
    plan = replace(plan_of(view), clusters=(Cluster(name="X", cell=GOAL.cell),))
    nowhere = replace(view, dataset=replace(view.dataset, plan=plan))
    found = answer(nowhere, "cluster:0:", opened=None)
    assert found is not None and "名录中没有企业" in found.body
    assert answer(nowhere, "cluster:1:", opened=None) is None and answer(nowhere, "cluster:-1:", opened=None) is None


def test_a_goal_opens_to_its_progress_and_the_time_that_has_gone() -> None:
    found = answer(with_goal(GOAL), "goal:g", opened=None, today=TODAY)
    assert found is not None
    assert found.tex == (
        r"\text{完成}=\frac{1}{4}=0.25",
        r"\text{时间已过}=\min\Big(1,\ \frac{182\ \text{天}}{365\ \text{天}}\Big)=0.4986",
    )


def test_a_goal_without_a_value_says_which_cell_would_resolve_it() -> None:
    view = shipped_view()
    goal = next(one for one in plan_of(view).goals if one.current is None and one.target is not None)
    found = answer(view, f"goal:{goal.goal_id}", opened=None, today=TODAY)
    assert found is not None and not any("完成" in tex for tex in found.tex)
    shown = re.sub("<[^>]*>", "", found.body)
    assert "填在这里即可算出" in shown
    assert str(goal.cell_of("current")) in shown and goal.cell_of("current").column != goal.cell.column
    assert str(goal.cell_of("target")) in shown
