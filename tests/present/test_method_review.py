"""The method page says the numbers that the command line says: formulas, q band, credit and its sum."""

import json
import re
from dataclasses import asdict, replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from chainmap.analysis.assess import assess
from chainmap.analysis.assessment import Assessment
from chainmap.cli import app
from chainmap.intake.load import load_folder
from chainmap.model.parameters import Parameters, Readiness
from chainmap.model.vocabulary import Action, Score
from chainmap.present.formulas import method_formulas
from chainmap.present.method_review import action_changes, credit_table, q_band_table
from chainmap.present.numbers import column_percent
from chainmap.present.view import View
from chainmap.present.words import LANGUAGES, Language
from tests.present.equations import says
from tests.present.views import example_view

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module", params=[(), ("q=0.6", "readiness=firm")])
def both(request: pytest.FixtureRequest) -> tuple[View, dict[str, object]]:
    """A view of the shipped chains and what `assess --format json` says with the same parameters."""
    settings = [word for one in request.param for word in ("--set", one)]
    answer = CliRunner().invoke(app, ["assess", str(DATA), "--format", "json", *settings])
    assert answer.exit_code == 0
    dataset = load_folder(DATA).dataset
    assert dataset is not None
    moved = Parameters(q=0.6, readiness=Readiness.FIRM) if request.param else Parameters()
    return View(assessment=assess(dataset, moved), dataset=dataset, language="zh"), json.loads(answer.stdout)


def visible(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", " ", html))


def test_numbers_of_the_page_are_those_of_the_command_line(both: tuple[View, dict[str, object]]) -> None:
    view, answer = both
    for told in answer["chains"]:  # type: ignore[attr-defined]
        chain = view.assessment.chain(told["id"])
        band = visible(q_band_table(view, chain))
        for scores in told["q_band"].values():
            assert all(
                column_percent(scores[score.value]) in band for score in (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)
            )
        shares = sorted((one["gains"]["credit"] for one in told["segments"] if one["gains"]), reverse=True)
        table = visible(credit_table(view, chain))
        assert all(column_percent(value) in table for value in shares[:15] if value)
        now = told["scores"]["china"]["self_reliance"][0]
        assert column_percent(sum(shares)) in table and column_percent(now) in table
        assert column_percent(now + sum(shares) + chain.credit_residual) in table
        tex = r"\qquad ".join(one.with_numbers for one in method_formulas(view, chain))
        assert says(tex, now) and says(tex, sum(shares))


def test_counts_of_actions_follow_the_lines_that_draw_them(both: tuple[View, dict[str, object]]) -> None:
    view, _ = both
    for moved in (Parameters(nearby_steps=0), Parameters(nearby_companies=1)):
        after = assess(view.dataset, replace(view.assessment.parameters, **differing(moved)))
        for chain in after.chains:
            told = action_changes(view, chain.chain.chain_id, after)
            before = view.assessment.chain(chain.chain.chain_id)
            for one in Action:
                pair = tuple(sum(1 for seen in side.segments if one in (seen.action, *seen.also)) for side in (before, chain))
                said = re.sub(r"\s*→\s*", " → ", re.sub(r"\s+", " ", visible(told)))
                says = f"{view.word(one)} {pair[0]} → {pair[1]}" in said
                assert says is (pair[0] != pair[1]), (moved, one)
        assert actions(after) != actions(view.assessment), moved


def actions(done: Assessment) -> list[tuple[Action, ...]]:
    return [(one.action, *one.also) for chain in done.chains for one in chain.segments]


def differing(moved: Parameters) -> dict[str, Any]:
    return {name: value for name, value in asdict(moved).items() if value != getattr(Parameters(), name)}


def test_credit_and_rest_are_all_filled_less_now() -> None:
    view = example_view()
    tex = next(one.with_numbers for one in method_formulas(view, view.assessment.chains[0]) if r"\varphi" in one.general)
    assert tex == r"\sum_i\varphi_i=1-0.6923=0.3077"  # METHOD section 8, example 2: R 9/13, all filled 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_user_stands_in_tex(language: Language) -> None:
    view = example_view(language)
    for one in method_formulas(view, view.assessment.chains[0]):
        assert one.general and "wafer" not in one.general + one.with_numbers
        if language == "en":
            assert not re.search("[\u3400-\u9fff]", one.general)
