"""Scenario and stress as HTML: steps in words, links that come back, both sides, escaping."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainmap.analysis.scenario import UnknownName, changes, scenario
from chainmap.analysis.stress import lose_each, lose_one_by_one, lose_some
from chainmap.present.scenario_link import decoded, encoded
from chainmap.present.scenario_review import comparison, sentence, step_list
from chainmap.present.step_text import step_text
from chainmap.present.stress_review import stress_sentence, stress_table
from tests.present.views import example_view

STEPS = (
    ("land", "K1", "cmp"), ("land", "K1", "cmp", "shanghai"), ("lose", "G"), ("fill", "resist"), ("cut", "metal"),
    ("cut-region", "japan"), ("status", "H", "wafer", "量产"),
)  # fmt: skip


def test_every_kind_of_step_is_said() -> None:
    view = example_view()
    read = changes(view.dataset, STEPS)
    assert not isinstance(read, UnknownName)
    assert [step_text(view, one) for one in read] == [
        "引进K1到cmp", "引进K1到cmp（上海市）", "失去G", "补上resist", "切断metal", "切断日本", "H在wafer改为量产",
    ]  # fmt: skip


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=4).map(tuple), max_size=6
    )
)
def test_link_gives_its_steps_back(steps: list[tuple[str, ...]]) -> None:
    assert decoded(encoded(steps)) == tuple(steps)


def test_link_reads_as_a_sentence_and_holds_at_most_so_many_steps() -> None:
    assert encoded([("lose", "上海新昇"), ("fill", "ic/a")]) == "lose~上海新昇|fill~ic/a"
    assert len(decoded("|".join(["fill~a"] * 500))) == 200


def test_sentence_names_the_largest_change_first() -> None:
    view = example_view()
    read = changes(view.dataset, [("fill", "resist")])
    assert not isinstance(read, UnknownName)
    made = scenario(view.dataset, view.assessment, read)
    assert sentence(view, made).startswith("算例断供可运行率 20\u00a0% → 66.7\u00a0%、")
    html = comparison(view, made)
    assert "+19.2" in html  # coverage of resist at Lingang
    assert "缺链" in html and "单点" in html


def test_a_scenario_that_changes_nothing_says_so() -> None:
    view = example_view()
    assert sentence(view, scenario(view.dataset, view.assessment, [])) == "三个分数都不变，没有环节改判。"


def test_steps_of_a_link_that_nobody_knows_are_shown_escaped() -> None:
    view = example_view()
    html = step_list(view, [UnknownName(kind="company", name="<script>", nearest=("K1",))])
    assert "<script>" not in html and "K1" in html and "remove:0" in html


@pytest.mark.parametrize("language", ["zh", "en"])
def test_stress_is_drawn_and_its_worst_cases_are_named(language: str) -> None:
    view = example_view("en" if language == "en" else "zh")
    found = lose_one_by_one(view.dataset, view.assessment, region="world")
    html = stress_table(view, found)
    assert html.count("<svg") == len(found.distributions)
    assert "G" in html  # the only wafer maker of Lingang
    assert "13" in stress_sentence(view, found)
    some = lose_some(view.dataset, view.assessment, number=2, draws=10)
    assert "10" in stress_sentence(view, some, number=2)
    each = lose_each(view.dataset, view.assessment, probability=0.1, draws=10)
    assert "10\u00a0%" in stress_sentence(view, each, probability=0.1)
