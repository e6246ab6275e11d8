"""Numbers in the reasons of verdicts and actions open to answers that count the same."""

import re
from functools import cache, partial
from html import unescape

import pytest

from chainmap.analysis.assess import assess
from chainmap.analysis.scenario import Lose, SetStatus, scenario
from chainmap.model.vocabulary import Action, Status, Verdict
from chainmap.present.answers import answer
from chainmap.present.reason_figures import reason_markup
from chainmap.present.scenario_review import after_view, verdict_table
from chainmap.present.segment_detail import segment_detail
from chainmap.present.targets_review import not_filled_table
from chainmap.present.view import View
from chainmap.present.words import LANGUAGES, Language
from tests.analysis.datasets import chain, dataset, segment, supplier
from tests.present.test_why import events, sums
from tests.present.views import example_view, shipped_view

FIGURE = re.compile(r'data-event="why:([^"]*)">([^<]*)<')


def plain(html: str) -> str:
    return unescape(re.sub("<[^>]*>", "", html))


def value(view: View, question: str) -> float:
    """The number that the answer to a question ends in, as percent or as a count."""
    topic, slot, *region = question.split(":")
    found = view.find(slot)
    told = answer(view, question, opened=None)
    assert found is not None and told is not None, question
    one = found[1]
    match topic:
        case "cover":
            return 100 * one.cover[region[0]].lo
        case "lost":
            return 100 * one.loss_cover[region[0]]
        case "inputs":
            return 100 * one.domestic_inputs.hi
        case "companies":
            certain, possible = one.companies[region[0]]
            return certain or possible
        case "candidates":  # those of the nearest step come first
            first = re.search(r"<p>[^<]*?(\d+)(?: \+ | = )", told.body)
            assert first is not None
            return float(first[1])
        case "producing" | "under-way" | "nearby":
            return float(sums(told.body)[0][-1]) if sums(told.body) else 0.0
        case _:
            raise AssertionError(question)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reason_says_the_same_with_its_numbers_open(language: Language) -> None:
    for view in (shipped_view(language), example_view(language, 1)):
        topics = set()
        answered = cache(partial(value, view))  # many reasons ask the same
        for chained in view.assessment.chains:
            for one in chained.segments:
                for reason in (one.reason, one.action_reason):
                    html = reason_markup(view, chained, one, reason)
                    assert plain(html).replace("\u00a0", " ") == view.because(reason, chained.chain)
                    for question, number in FIGURE.findall(html):
                        question = unescape(question)
                        topics.add(question.partition(":")[0])
                        if question.startswith("controlled:"):
                            covers = one.controlled_cover[question.rpartition(":")[2]]
                            expected = 100 * (covers.hi if reason.code == "do.breakthrough" else covers.lo)
                        elif chained.chain.chain_id != "example" and language == "en":
                            continue  # the same answers as in Chinese
                        else:
                            expected = answered(question)
                        assert float(number.removesuffix("\u00a0%")) == pytest.approx(expected, abs=0.1), (question, reason.code)
        assert topics >= {"cover", "candidates"} or view.assessment.chains[0].chain.chain_id == "example"


def test_every_kind_of_number_is_met() -> None:
    """Companies that build, that produce nearby, and a base that only one company holds."""
    rows = [
        supplier("甲", "a", "lingang", status="under-construction"), supplier("乙", "b", "suzhou"), supplier("丙", "b", "suzhou"),
        supplier("丁", "c", "lingang"), supplier("戊", "c", "lingang"), supplier("己", "d", "lingang"),
    ]  # fmt: skip
    segments = [segment(name) for name in "abcd"]
    data = dataset(chain(segments), rows)
    view = View(assessment=assess(data), dataset=data, language="zh")
    found = {one.segment.segment_id: one for one in view.assessment.chains[0].segments}
    assert [found[name].verdict for name in "abcd"] == [Verdict.COMING, Verdict.MISSING, Verdict.STRONG, Verdict.FRAGILE]
    assert found["b"].action is Action.SOURCE_NEARBY
    html = "".join(segment_detail(view, view.assessment.chains[0], one) for one in found.values())
    for topic, number in (("under-way", 1), ("nearby", 2), ("producing", 2), ("lost", 0)):
        questions = {one for one in events(html) if one.startswith(f"{topic}:")}
        assert questions
        if topic != "lost":
            assert {value(view, one) for one in questions} == {number}


def test_numbers_of_companies_after_a_scenario_are_those_before_and_what_each_step_does() -> None:
    rows = [
        *(supplier(name, "a", "lingang") for name in "甲乙丙"), supplier("丁", "b", "lingang"), supplier("戊", "c", "lingang"),
        supplier("己", "c", "suzhou"), supplier("庚", "c", "suzhou"), supplier("辛", "c", "suzhou"),
    ]  # fmt: skip
    data = dataset(chain([segment(name) for name in "abc"]), rows)
    before = View(assessment=assess(data), dataset=data, language="zh")
    slots = {name: ("example", name) for name in "abc"}
    building = SetStatus(company_key="丁", slot=slots["b"], status=Status.UNDER_CONSTRUCTION)
    made = scenario(data, before.assessment, [Lose(company_key="甲"), building, Lose(company_key="戊"), Lose(company_key="己")])
    view = after_view(before, made)
    chained = view.assessment.chains[0]
    for topic, slot, region, number in (
        ("producing", "a", "lingang", 2), ("under-way", "b", "lingang", 1), ("nearby", "c", "yrd", 2),
    ):  # fmt: skip
        one = chained.segment(slot)
        reasons = one.reason, one.action_reason
        question = f"{topic}:example/{slot}:{region}"
        assert question in events("".join(reason_markup(view, chained, one, reason) for reason in reasons))
        assert value(view, question) == number
        told = answer(view, question, opened=None)
        assert told is not None and ("+1" if topic == "under-way" else "−1") in told.body
    opened = events(verdict_table(before, made))
    assert "scenario;under-way:example/b:lingang" in opened


def test_why_not_these_opens_its_numbers() -> None:
    view = shipped_view()
    questions = events(not_filled_table(view))
    assert questions
    assert [one for one in questions if answer(view, one, opened=None) is None] == []
