"""After a scenario every step stands as a row of its own, and the rows add up to the number after it."""

import re
from html import unescape

import pytest

from chainmap.analysis.scenario import Change, Cut, CutRegion, Fill, Land, Lose, SetStatus, scenario
from chainmap.analysis.scenario_parts import stages, touching
from chainmap.model.vocabulary import Score, Status
from chainmap.present.answers import answer
from chainmap.present.scenario_review import after_view
from chainmap.present.segment_detail import segment_detail
from chainmap.present.step_text import step_text
from chainmap.present.view import View
from chainmap.present.words import Language
from tests.present.test_why import sums
from tests.present.views import example_view

FAB, WAFER, RESIST = ("example", "fab"), ("example", "wafer"), ("example", "resist")
SCORES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)


def steps(view: View) -> list[Change]:
    keys = dict(view.dataset.suppliers[["company", "company_key"]].itertuples(index=False, name=None))
    return [
        Lose(company_key=keys["A"]),
        Land(company_key=keys["R1"], slot=RESIST, region_id="shanghai"),
        SetStatus(company_key=keys["G"], slot=WAFER, status=Status.PILOT),
        CutRegion(region_id="yrd"),
        Fill(slot=FAB),
        Cut(slot=WAFER),
    ]


def after(language: Language = "zh", number: int = 1) -> View:
    view = example_view(language, number)
    return after_view(view, scenario(view.dataset, view.assessment, steps(view)))


def shown(html: str) -> str:
    return unescape(re.sub("<[^>]*>", " ", html))


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("score", SCORES)
def test_steps_of_a_score_add_up_to_the_score_after_them(number: int, score: Score) -> None:
    view = after(number=number)
    assert view.made is not None
    chain = view.assessment.chains[0]
    found = stages(view.dataset, view.made, "example")
    assert len(found) == len(view.made.changes)
    region = view.assessment.headline(score)
    assert found[-1].chain.scores[region][score].lo == pytest.approx(chain.scores[region][score].lo)
    told = answer(view, f"{score.value}:example", opened=None)
    assert told is not None
    for step in view.made.changes:
        assert step_text(view, step) in shown(told.body)


@pytest.mark.parametrize(
    ("kind", "language"),
    [("cover", "zh"), ("cover", "en"), ("controlled", "zh"), ("lost", "en"), ("companies", "zh"), ("hhi", "en")],
)
def test_rows_of_a_segment_add_up_with_every_step_that_touches_it(kind: str, language: Language) -> None:
    view = after(language)
    assert view.made is not None
    for slot in (FAB, WAFER, RESIST):
        for region in (view.assessment.region, view.assessment.home_country):
            found = answer(view, f"{kind}:{'/'.join(slot)}:{region}", opened=None)
            assert found is not None
            for step in touching(view.dataset, view.made, *slot):
                assert step_text(view, step) in shown(found.body)
            rows = re.findall(r"<tr[^>]*>(?:(?!</tr>).)*</tr>", found.body.partition("<tfoot>")[0])
            last = [unescape(re.findall(r"<td[^>]*>([^<]*)</td></tr>", row)[-1]) for row in rows if "<td" in row]
            if kind in ("cover", "controlled", "lost") and last:
                parts = sum(float(one.replace("−", "-").replace("<", "").replace(">", "")) for one in last)
                total = float(sums(found.body)[0][-1].strip("<>"))
                assert parts == pytest.approx(total, abs=0.06 * len(last)), (slot, region)


def test_the_formula_of_a_step_adds_up() -> None:
    view = after()
    found = answer(view, "cover:example/wafer:china", opened=None)
    assert found is not None
    left, value = found.tex[0].partition(r",\qquad")[0].removeprefix("c=").split("=")
    assert sum(map(float, re.findall(r"[+-]?[\d.]+", left))) == pytest.approx(float(value), abs=0.004)


def test_only_what_touches_a_segment_is_told_of_it() -> None:
    view = after()
    assert view.made is not None
    kinds = [type(step).__name__ for step in touching(view.dataset, view.made, *WAFER)]
    assert kinds == ["SetStatus", "CutRegion", "Cut"]
    detail = shown(segment_detail(view, view.assessment.chains[0], view.assessment.chains[0].segment("resist")))
    assert "情景的这些步骤" in detail and "补上" not in detail.partition("情景的这些步骤")[2][:40]
    before = example_view("zh", 1)
    assert "情景的这些步骤" not in shown(
        segment_detail(before, before.assessment.chains[0], before.assessment.chains[0].segments[0])
    )


def test_beyond_the_most_the_last_stage_holds_the_rest() -> None:
    view = after()
    assert view.made is not None
    found = stages(view.dataset, view.made, "example", at_most=3)
    assert [len(stage.changes) for stage in found] == [1, 1, 4]
    every = stages(view.dataset, view.made, "example")
    region = view.assessment.region
    assert found[-1].chain.scores[region][Score.COVERAGE] == every[-1].chain.scores[region][Score.COVERAGE]
