"""What parameters do: every one that can be moved is told, its value is today's, and its segments are those of its verdict."""

import re
from dataclasses import replace
from html import unescape

import pytest

from chainmap.analysis.assess import assess
from chainmap.app.parameter_form import NAMES
from chainmap.model.parameters import Parameters, Readiness
from chainmap.model.vocabulary import Action, Confidence, Verdict
from chainmap.present.answers import answer
from chainmap.present.parameter_table import parameter_table
from chainmap.present.view import View
from chainmap.present.words import LANGUAGES, Language
from tests.present.test_why import events
from tests.present.views import shipped_view

MOVED = Parameters(
    region="lingang", q=0.6, weak_below=0.9, fragile_below=0.1, min_confidence=Confidence.MEDIUM, readiness=Readiness.FIRM
)


def cells(html: str) -> list[list[str]]:
    body = html.partition("<tbody>")[2]
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body)]
    return [[" ".join(unescape(re.sub("<[^>]*>", " ", cell)).split()) for cell in row] for row in rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_parameter_that_can_be_moved_is_told(language: Language) -> None:
    view = shipped_view(language)
    told = cells(parameter_table(view, view.assessment.chains[0], NAMES))
    assert [row[0] for row in told] == [view.say(f"method.{name}") for name in NAMES]
    assert all(row[2] for row in told)


def test_a_moved_parameter_stands_beside_its_default_and_its_segments_are_those_of_its_verdict() -> None:
    base = shipped_view()
    view = replace(base, assessment=assess(base.dataset, MOVED))
    chain = view.assessment.chains[0]
    told = dict(zip(NAMES, cells(parameter_table(view, chain, NAMES)), strict=True))
    assert (told["q"][1], told["weak_below"][1], told["min_confidence"][1]) == ("0.6 默认 1", "0.9 默认 0.5", "中 默认 不限")
    assert told["hollow_below"][1] == "0.5"
    assert told["readiness"][2] == "尚未量产的企业按状态折算，现在是：爬坡 0、中试 0、在建 0、规划 0。"
    lines = {"weak_below": Verdict.WEAK, "fragile_below": Verdict.FRAGILE, "controlled_below": Verdict.FOREIGN_HELD}
    for name, verdict in lines.items():
        assert told[name][3] == str(sum(one.verdict is verdict for one in chain.segments))
    assert told["extend_from"][3] == str(sum(Action.EXTEND in (one.action, *one.also) for one in chain.segments))
    assert int(told["weak_below"][3]) > 0


def test_the_segments_of_a_line_open() -> None:
    view: View = shipped_view()
    asked = events(parameter_table(view, view.assessment.chains[0], NAMES))
    assert len(asked) == 7 and f"moved;action:extend:{view.assessment.chains[0].chain.chain_id}" in asked
    for one in asked:
        side, _, question = one.partition(";")
        assert side == "moved"
        assert answer(view, question, opened=None) is not None
