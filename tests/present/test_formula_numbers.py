"""Whoever works out a formula from its printed numbers and rounds gets what is printed behind the sign: in every answer."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chainmap.analysis.assess import assess
from chainmap.analysis.assessment import ChainResult
from chainmap.model.dataset import Dataset
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import Score
from chainmap.present.answers import answer
from chainmap.present.decimals import number, places
from chainmap.present.equation import equation
from chainmap.present.equation import product as term
from chainmap.present.formulas import method_formulas
from chainmap.present.gap_list import gaps
from chainmap.present.numbers import column_percent
from chainmap.present.provenance import how_checked
from chainmap.present.view import View
from chainmap.present.why import formula
from chainmap.present.words import LANGUAGES, Language
from tests.analysis.test_register_properties import chained, quality
from tests.present.equations import results, worked_out
from tests.present.views import example_view, shipped_targets, shipped_view

ENDS = ("lo", "hi")
OF_SEGMENT = ("weight", "content", "inputs", "runnable", "gain", "gain-self_reliance", "gain-continuity", "credit", "information")
COVERS = ("hhi", "lost", "cover", "controlled")

few = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def of_chain(chain: ChainResult) -> Iterator[str]:
    own = chain.chain.chain_id
    yield from (f"{score.value}:{own}" for score in Score)
    yield from (f"after-loss:{score.value}:{own}" for score in (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY))
    yield from (f"{topic}:{own}" for topic in ("count-grade", "segments", "depth", "checked", "credit-all", "register:rows"))
    members = [one.segment.segment_id for one in chain.segments if one.gains is not None][:6]
    for score in (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY):
        yield f"best:{score.value}:{own}:{','.join(members)}"
    if members:
        yield f"unlock:{own}:{','.join(members)}"


def of_segments(view: View, chain: ChainResult, *, every: int = 1, covers: int = 1) -> Iterator[str]:
    """Of every so manieth segment; of the first ones also what needs their companies, which takes longer."""
    home = view.assessment.home_country
    for at, one in enumerate(chain.segments):
        if at % every == 0:
            slot = f"{chain.chain.chain_id}/{one.segment.segment_id}"
            yield from (f"{topic}:{slot}" for topic in OF_SEGMENT)
            yield from (f"users:{slot}:{which}" for which in ("local", "unknown"))
            yield from (f"{topic}:{slot}:{home}" for topic in COVERS if at < every * covers)


def assert_formulas_hold(view: View, questions: Iterator[str]) -> set[str]:
    """The topics in which something was worked out."""
    seen = set()
    for question in questions:
        found = answer(view, question, opened=None)
        for tex in found.tex if found else ():
            assert r"\dots" not in tex, (question, tex)
            for one in worked_out(tex):
                assert one.is_right, (question, one)
                seen.add(question.partition(":")[0])
    return seen


@pytest.mark.parametrize("number", [1, 2])
def test_every_formula_of_an_example_makes_what_it_says(number: int) -> None:
    view = example_view(number=number)
    chain = view.assessment.chains[0]
    seen = assert_formulas_hold(view, iter([*of_chain(chain), *of_segments(view, chain, covers=6)]))
    assert seen >= {
        "coverage", "controlled_coverage", "self_reliance", "continuity", "after-loss", "best", "unlock", "credit", "credit-all",
        "weight", "content", "inputs", "runnable", "gain", "gain-self_reliance", "gain-continuity", "information",
        "hhi", "lost", "cover", "controlled",
    }  # fmt: skip


@pytest.mark.parametrize("at", range(5))
def test_every_formula_of_a_shipped_chain_makes_what_it_says(at: int) -> None:
    view = shipped_view(LANGUAGES[at % 2])
    chain = view.assessment.chains[at]
    assert_formulas_hold(view, iter([*of_chain(chain), *of_segments(view, chain, every=16)]))
    for one in method_formulas(view, chain):
        assert all(each.is_right for each in worked_out(one.with_numbers)), one


def test_landings_and_the_register_make_what_they_say() -> None:
    view = shipped_view()
    landings = (f"landing:{one.chain_id}/{one.segment_id}:{one.company_key}" for one in shipped_targets().targets[::100])
    assert "landing" in assert_formulas_hold(view, landings)
    counts = (f"register:{what}:{text}" for what in ("rows", "companies", "segments") for text in ("", "chain=ic-materials"))
    assert "register" in assert_formulas_hold(view, counts)


@few
@given(chained(), quality, st.sampled_from(("lingang", "china")))
def test_every_formula_of_any_data_makes_what_it_says(data: Dataset, q: float, region: str) -> None:
    view = View(assessment=assess(data, Parameters(region=region, q=q)), dataset=data, language="en")
    chain = view.assessment.chains[0]
    assert_formulas_hold(view, iter([*of_chain(chain), *of_segments(view, chain)]))
    for one in method_formulas(view, chain):
        assert all(each.is_right for each in worked_out(one.with_numbers)), one


@few
@given(chained(), chained(), quality)
def test_what_moved_beside_another_side_is_made_by_its_segments(data: Dataset, _other: Dataset, q: float) -> None:
    here, there = (assess(data, Parameters(region=region, q=q)) for region in ("shanghai", "lingang"))
    view = View(assessment=here, dataset=data, language="zh", beside=there)
    own = here.chains[0].chain.chain_id
    assert_formulas_hold(view, (f"moved:{score.value}:{own}" for score in Score))


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=9))
def test_a_sum_of_any_products_can_be_worked_out(pairs: list[tuple[float, float]]) -> None:
    value = sum(one * other for one, other in pairs)
    tex = equation(example_view(), "B", [term(*pair) for pair in pairs], value)
    (one,) = worked_out(tex)
    assert one.is_right and one.printed == pytest.approx(value, abs=0.5 / 10**one.decimals)
    assert tex.count("+") <= 5 and (r"\underbrace" in tex) == (len(pairs) > 5)


@given(st.floats(0, 1), st.floats(0, 1))
def test_what_printed_factors_make_is_read_as_the_percent_of_the_page(one: float, other: float) -> None:
    within, outer = places(one * other, lambda printed: printed(one) * printed(other))
    if outer < 8:
        made, printed = round(one, within) * round(other, within), round(one * other, outer)
        if one * other > 0.001 and abs(one * other * 1000 % 1 - 0.5) > 1e-9:
            assert column_percent(made) == column_percent(printed) == column_percent(one * other)


def test_numbers_have_as_many_decimals_as_they_need() -> None:
    assert places(0.02451 * 0.92, lambda printed: printed(0.02451) * printed(0.92)).result > 4  # 2.25 %: either 2.2 or 2.3
    assert places(0.25, lambda printed: printed(0.5) * printed(0.5)) == (4, 4)
    assert [number(one, 4) for one in (0.5, 1.0, 0.0, -0.0, 1 / 3, -0.25, 0.00001)] == [
        "0.5", "1", "0", "0", "0.3333", "-0.25", "0.0000",
    ]  # fmt: skip


@pytest.mark.parametrize("view", [example_view(number=1), example_view(number=2), shipped_view()], ids=["1", "2", "shipped"])
def test_both_ends_of_a_segment_stand_in_its_formulas(view: View) -> None:
    chain = view.assessment.chains[-1]
    region, home = view.assessment.region, view.assessment.home_country
    for one in [one for one in chain.segments if one.companies[home].certain][:2]:
        slot = f"{chain.chain.chain_id}/{one.segment.segment_id}"
        for question, value in (
            (f"content:{slot}", one.domestic_content), (f"inputs:{slot}", one.domestic_inputs),
            (f"runnable:{slot}", one.runnable), (f"cover:{slot}:{region}", one.cover[region]),
            (f"controlled:{slot}:{home}", one.controlled_cover[home]),
        ):  # fmt: skip
            found = answer(view, question, opened=None)
            assert found is not None
            if one.rate_applied and question.startswith("controlled"):
                continue
            assert results(found.tex[-1])[-2:] == pytest.approx(list(value), abs=5e-5), (question, found.tex)


def test_a_gain_stands_with_its_pull_and_its_local_part() -> None:
    for view in (example_view(number=1), example_view(number=2), shipped_view()):
        for gap in gaps(view)[::9]:
            found = answer(view, f"gain:{gap.chain.chain.chain_id}/{gap.result.segment.segment_id}", opened=None)
            assert found is not None and gap.result.gains is not None
            gains = gap.result.gains
            pulls = [gains.pull.lo, gains.pull.hi] if gains.pull.width else [gains.pull.lo]
            assert results(found.tex[1]) == pytest.approx(pulls, abs=5e-5)
            assert results(found.tex[2]) == pytest.approx([gains.coverage, *(gains.coverage * end for end in pulls)], abs=5e-5)


@pytest.mark.parametrize("score", [Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY])
def test_both_ends_of_a_score_stand_in_its_formula(score: Score) -> None:
    for view in (example_view(number=1), example_view(number=2), shipped_view()):
        for chain in view.assessment.chains:
            tex = formula(view, chain, score, view.assessment.headline(score)).with_numbers
            interval = chain.scores[view.assessment.headline(score)][score]
            ends = [interval.lo] if interval.width < 1e-9 else list(interval)
            assert results(tex) == pytest.approx(ends, abs=5e-5)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_upper_end_of_what_nobody_looked_for_says_so(language: Language) -> None:
    view = shipped_view(language)
    chain = view.assessment.chains[0]
    one = next(one for one in chain.segments if not one.checked[view.assessment.region])
    found = answer(view, f"cover:{chain.chain.chain_id}/{one.segment.segment_id}:{view.assessment.region}", opened=None)
    assert found is not None and view.say("why.tex-unchecked") in found.tex[-1]


def test_names_of_texts_in_formulas_are_ours() -> None:
    """Nothing of a user stands inside TeX."""
    view = replace(shipped_view(), language="en")
    chain = view.assessment.chains[0]
    for one in method_formulas(view, chain):
        assert not re.search(r"[&<>]", one.with_numbers)


def test_cover_of_nothing_is_said_once() -> None:
    found = answer(shipped_view(), "cover:aerospace-materials/acrylonitrile:lingang", opened=None)
    assert found is not None and found.tex[1].startswith(r"c_{\text{lo}}=0,")


def test_essential_inputs_beyond_four_are_counted() -> None:
    found = answer(shipped_view(), "runnable:aerospace-materials/airframe-assembly", opened=None)
    assert found is not None and r"\underbrace{1}_{\text{其余 3 项中最小}}" in found.tex[1]


def test_who_checked_elsewhere_is_told_which_region_was_not() -> None:
    view = shipped_view()
    found = next(
        one
        for chain in view.assessment.chains
        for one in chain.segments
        if one.segment.checked_region == "lingang" and not one.checked["china"]
    )
    assert how_checked(view, found, "china").endswith("未涵盖中国")
    assert "未涵盖" not in how_checked(view, found)
