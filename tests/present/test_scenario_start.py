"""Questions that an empty scenario begins with, and the scores now."""

import re
from html import unescape

import pytest

from chainmap.analysis.assess import assess
from chainmap.analysis.scenario_names import find_company
from chainmap.model.parameters import Parameters
from chainmap.present.answers import answer
from chainmap.present.scenario_start import question_counts, questions, scores_now
from chainmap.present.view import View
from tests.analysis.datasets import chain, dataset, segment, supplier
from tests.present.test_why import events
from tests.present.views import shipped_view

ROWS = [
    supplier("甲", "a", "lingang"), supplier("乙", "a", "lingang"), supplier("乙", "b", "lingang"),
    supplier("乙", "b", "lingang"),
    supplier("丙", "a", "suzhou"), supplier("丙", "b", "suzhou"), supplier("丁", "c", "lingang", status="planned"),
    supplier("戊", "a", "japan"), supplier("戊", "b", "japan"), supplier("戊", "c", "japan"),
]  # fmt: skip


def view_of(rows: list[dict[str, object]]) -> View:
    data = dataset(chain([segment(name) for name in "abc"]), rows)
    return View(assessment=assess(data, Parameters(region="lingang")), dataset=data, language="zh")


def test_the_busiest_company_here_and_the_busiest_region_elsewhere_at_home_are_asked_about() -> None:
    view = view_of(ROWS)
    asked = {one.key: (one.told, one.steps) for one in questions(view)}
    told, ((kind, company),) = asked["lose"]
    assert "乙" in told and "2" in told
    assert (kind, find_company(view.dataset, company)) == ("lose", find_company(view.dataset, "乙"))
    told, steps = asked["cut"]
    assert steps == (("cut-region", "suzhou"),) and "苏州" in told


def test_what_the_data_cannot_answer_is_not_asked() -> None:
    assert "lose" not in [one.key for one in questions(view_of([]))]
    assert [one.key for one in questions(view_of(ROWS[:1]))].count("cut") == 0


def test_scores_now_open() -> None:
    found = set(events(scores_now(view_of(ROWS))))
    assert found >= {f"{score}:example" for score in ("coverage", "self_reliance", "continuity")}


@pytest.mark.parametrize("only", [None, "ic-materials"])
def test_the_numbers_in_the_questions_open_to_as_many_segments(only: str | None) -> None:
    view = shipped_view().only(only)
    offered = list(questions(view))
    told = question_counts(view, offered)
    assert told is not None
    found = re.findall(r'data-event="why:(register:segments:[^"]*)"[^>]*>(\d+)<', told)
    words = " ".join(one.told for one in offered)
    assert len(found) == 2
    for asked, number in found:
        opened = answer(view, unescape(asked), opened=None)
        assert opened is not None and number in opened.title and opened.tex[0].endswith(f"={number}")
        assert f" {number} " in words
