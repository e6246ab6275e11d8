"""Answers about a change between two versions: every number of the page has one, and its parts add up to the change."""

import re
from dataclasses import replace
from functools import lru_cache
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from chainmap.analysis.assess import assess
from chainmap.analysis.decomposition import Cause
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Score
from chainmap.present.change import Change
from chainmap.present.change_answers import change_answer
from chainmap.present.change_review import change_review
from chainmap.present.words import LANGUAGES
from tests.analysis.datasets import EXAMPLE_ROWS, register
from tests.present.equations import says
from tests.present.test_compare_review import change
from tests.present.test_why import sums
from tests.present.views import example_view

CHAIN = example_view().assessment.chains[0].chain.chain_id
WAFER = f"{CHAIN}/wafer"


@lru_cache
def moved() -> Change:
    """The second worked example: the only wafer company of Lingang stopped, wafer weighs more, and q fell."""
    before = example_view().dataset
    rows = [dict(row, status="stopped") if row["company"] == "G" else row for row in EXAMPLE_ROWS]
    chain = before.chains[0]
    heavier = tuple(replace(one, criticality=1) if one.segment_id == "wafer" else one for one in chain.segments)
    after = replace(before, suppliers=register(rows), chains=(replace(chain, segments=heavier),))
    found = change(before, after, parameters=Parameters(region="lingang"))
    old, new = (replace(one, version=name * 20) for one, name in ((found.before, "a"), (found.after, "b")))
    return replace(found, before=old, after=new)


def asked(html: str) -> set[str]:
    return {unescape(one) for one in re.findall(r'data-event="why:([^"]*)"', html)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_a_change_has_an_answer(language: str) -> None:
    view = example_view("en" if language == "en" else "zh")
    questions, done, topics = asked(change_review(view, moved(), notes=[])), set[str](), set[str]()
    while questions - done:
        question = (questions - done).pop()
        done.add(question)
        side, _, rest = question.partition(";")
        assert side in ("change=aaaaaaaaaaaa,bbbbbbbbbbbb", "before=aaaaaaaaaaaa", "after=bbbbbbbbbbbb")
        if side.startswith("change="):
            found = change_answer(view, moved(), rest, opened=WAFER)
            assert found is not None and found.title, question
            topics.add(rest.partition(":")[0])
            questions |= asked(found.body)
    assert topics >= {"coverage", "self_reliance", "part", "share", "verdict"}


def test_parts_of_a_change_add_up_and_both_sides_stand_in_the_formulas() -> None:
    view = example_view()
    (split,) = (one for one in moved().splits if one.score is Score.COVERAGE)
    found = change_answer(view, moved(), f"coverage:{CHAIN}", opened=WAFER)
    assert found is not None
    total = next(row for row in sums(found.body) if len(row) == 6)
    shown = [float(one.replace("−", "-")) for one in (total[2], total[4], total[5])]
    assert shown == pytest.approx([100 * split.before.lo, 100 * split.after.lo, 100 * split.change.lo], abs=0.051)
    assert says(found.tex[1], split.before.lo) and says(found.tex[2], split.after.lo)
    assert "xlsx[" in re.sub("<[^>]*>", "", found.body), "the row that differs stands with its cell"
    for side in ("before=aaaaaaaaaaaa", "after=bbbbbbbbbbbb"):
        assert f"{side};cover:{WAFER}:lingang" in asked(found.body)


@pytest.mark.parametrize("cause", [Cause.DATA, Cause.DEFINITION])
def test_part_of_a_cause_is_the_mean_over_the_orders_of_the_states_that_are_shown(cause: Cause) -> None:
    (split,) = (one for one in moved().splits if one.score is Score.COVERAGE)
    other = Cause.DEFINITION if cause is Cause.DATA else Cause.DATA
    states = {taken: value.lo for taken, value in split.states.items()}
    assert set(states) == {frozenset(), frozenset({cause}), frozenset({other}), frozenset({cause, other})}
    first, last = states[frozenset({cause})] - states[frozenset()], states[frozenset({cause, other})] - states[frozenset({other})]
    assert split.parts[cause].lo == pytest.approx((first + last) / 2)
    found = change_answer(example_view(), moved(), f"part:{cause.value}:coverage:{CHAIN}", opened=None)
    assert found is not None and found.tex[1].count(r"\tfrac{1}{2}") == 2 and says(found.tex[1], split.parts[cause].lo)


def test_cause_that_is_the_same_in_both_versions_says_so() -> None:
    found = change_answer(example_view(), moved(), f"part:method:coverage:{CHAIN}", opened=None)
    assert found is not None and found.tex == (r"\varphi=0",) and "两版相同" in found.body


def test_what_was_found_out_about_a_segment_is_no_definition() -> None:
    """A row of which only check and rate differ counts with the data; of one that also weighs more its grade is told."""
    before = example_view().dataset
    chain = before.chains[0]

    def after(**more: object) -> Change:
        segments = tuple(
            replace(one, checked_region="shanghai", domestic_rate_lo=0.1, domestic_rate_hi=0.2, **more)  # type: ignore[arg-type]
            if one.segment_id == "wafer" else one
            for one in chain.segments
        )  # fmt: skip
        return change(
            before, replace(before, chains=(replace(chain, segments=segments),)), parameters=Parameters(region="lingang")
        )

    asked_for = f"part:definition:coverage:{CHAIN}"
    found = change_answer(example_view(), after(), asked_for, opened=None)
    assert found is not None and found.tex == (r"\varphi=0",) and "两版相同" in found.body
    heavier = change_answer(example_view(), after(criticality=1), asked_for, opened=None)
    assert heavier is not None and "关键度" in heavier.body and "核查范围" not in heavier.body and "国产化率" not in heavier.body


def test_parameters_that_differ_are_named() -> None:
    before, after = (replace(side, parameters=Parameters(q=q)) for side, q in ((moved().before, 1.0), (moved().after, 0.5)))
    found = change_answer(
        example_view(), replace(moved(), before=before, after=after), f"part:method:coverage:{CHAIN}", opened=None
    )
    assert found is not None and re.search(r"<td>q</td><td>1.0</td><td>0.5</td>", found.body)


def test_version_without_a_segment_shows_a_dash_for_it() -> None:
    data = example_view().dataset
    chain = data.chains[0]
    left = replace(
        chain,
        segments=tuple(one for one in chain.segments if one.segment_id != "wafer"),
        dependencies=tuple(one for one in chain.dependencies if "wafer" not in (one.upstream, one.downstream)),
    )
    smaller = replace(
        data, chains=(left,), suppliers=data.suppliers[data.suppliers["segment_id"] != "wafer"].reset_index(drop=True)
    )
    gone = replace(moved(), after=assess(smaller, Parameters(region="lingang")))
    found = change_answer(example_view(), gone, f"verdict:{WAFER}", opened=None)
    assert found is not None and found.title.endswith("没有这个环节") and "<td>–</td>" in found.body


@settings(max_examples=60, deadline=None)
@given(
    some.lists(
        some.sampled_from(["coverage", "part", "share", "verdict", "data", CHAIN, WAFER, "company", "\0"]) | some.text(),
        max_size=5,
    )
)
def test_any_text_of_an_address_has_an_answer_or_none(parts: list[str]) -> None:
    found = change_answer(example_view(), moved(), ":".join(parts), opened=None)
    assert found is None or found.title
