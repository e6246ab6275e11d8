"""The numbers inside a formula make what stands behind its last equals sign, at the lower and at the upper end."""

import re
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainmap.model.vocabulary import Score
from chainmap.present.answers import answer
from chainmap.present.decimals import decimals
from chainmap.present.gap_list import gaps
from chainmap.present.numbers import column_percent
from chainmap.present.view import View
from chainmap.present.why import formula
from chainmap.present.why_gain import gain_formula
from chainmap.present.words import LANGUAGES, Language
from tests.present.views import example_view, shipped_view

ENDS = ("lo", "hi")


def worked_out(tex: str) -> list[tuple[str, float, float]]:
    r"""(name, what its numbers make, what is printed) of every `name=numbers=value` of a formula without dots."""
    found = []
    for one in tex.split(r"\qquad "):
        name, equals, rest = one.strip().removesuffix(",").partition("=")
        numbers, _, value = rest.rpartition("=")
        if equals and numbers and r"\dots" not in numbers:
            written = re.sub(r"\\text\{[^}]*\}", "", numbers).replace(r"\cdot", "*").replace("\\", "").replace(")(", ")*(")
            written = re.sub(r"(?<=[\d.])-?\(", lambda match: "*(" if match[0] == "(" else match[0], written)
            found.append((name, float(eval(written, {"min": lambda *of: min(of), "max": max})), float(value)))
    return found


@pytest.mark.parametrize("view", [example_view(number=1), example_view(number=2), shipped_view()], ids=["1", "2", "shipped"])
def test_both_ends_of_a_segment_follow_from_the_numbers_in_the_formula(view: View) -> None:
    chain = view.assessment.chains[-1]
    region, home = view.assessment.region, view.assessment.home_country
    named = [one for one in chain.segments if one.companies[home].certain][:4]
    slots = [f"{chain.chain.chain_id}/{one.segment.segment_id}" for one in named]
    asked = [f"{topic}:{slot}" for topic, slot in product(("content", "inputs", "runnable"), slots)]
    asked += [f"{topic}:{slot}:{at}" for topic, slot, at in product(("cover", "controlled"), slots, (region, home))]
    seen = set()
    for one in asked:
        found = answer(view, one, opened=None)
        assert found is not None, one
        for name, made, printed in worked_out(found.tex[-1]):
            assert made == pytest.approx(printed, abs=0.002), (one, found.tex)
            seen.add((one.partition(":")[0], name.partition("text{")[2].rstrip("}")))
    looked_for = [one.checked[home] for one in named]  # where nobody looked, the upper end is 1 without any number
    assert seen >= set(product(("content", "runnable", *(("controlled",) if all(looked_for) else ())), ENDS))


def test_a_reader_who_works_out_a_gain_gets_the_percent_that_the_page_shows() -> None:
    for view in (example_view(number=1), example_view(number=2), shipped_view()):
        for gap in gaps(view):
            _, tex = gain_formula(view, gap.result)
            assert gap.result.gains is not None
            first, *ends = worked_out(re.sub("^", "x=", tex.replace(r"\qquad ", r"\qquad x=")).replace(r"x=\Delta B", "x"))
            pull = gap.result.gains.pull
            values = [gap.result.gains.coverage * end for end in ((pull.lo, pull.hi) if pull.width else (pull.lo,))]
            for (_, made, printed), value in zip((first, *ends), (gap.result.gains.coverage, *values), strict=True):
                if abs(value * 1000 % 1 - 0.5) > 1e-6:
                    assert half_up(made) == half_up(printed) == half_up(value), tex
                    assert column_percent(printed) == column_percent(value), tex


def half_up(share: float) -> Decimal:
    """Percent with one decimal, as a person rounds."""
    return (Decimal(f"{share:.12f}") * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


@given(st.floats(0, 1), st.floats(0, 1))
def test_what_printed_factors_make_is_what_their_product_is_printed_as(one: float, other: float) -> None:
    places = decimals((one, other), one * other)
    if places < 8:
        made, printed = round(one, places) * round(other, places), round(one * other, places)
        assert half_up(made) == half_up(printed) == half_up(one * other)


def test_a_number_between_two_tenths_takes_one_more_decimal() -> None:
    assert decimals((0.02451, 0.92), 0.02451 * 0.92) > 4
    assert decimals((0.5, 0.5), 0.25) == 4


@pytest.mark.parametrize("score", [Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY])
def test_both_ends_of_a_score_follow_from_the_numbers_in_the_formula(score: Score) -> None:
    for view in (example_view(number=1), example_view(number=2), shipped_view()):
        for chain in view.assessment.chains:
            tex = formula(chain, score, view.assessment.headline(score)).with_numbers
            interval = chain.scores[view.assessment.headline(score)][score]
            assert len(tex.split(r"\qquad ")) == (1 if interval.width < 1e-9 else 2)
            for _name, made, printed in worked_out(tex):
                assert made == pytest.approx(printed, abs=0.012)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_upper_end_of_what_nobody_looked_for_says_so(language: Language) -> None:
    view = shipped_view(language)
    chain = view.assessment.chains[0]
    one = next(one for one in chain.segments if not one.checked[view.assessment.region])
    found = answer(view, f"cover:{chain.chain.chain_id}/{one.segment.segment_id}:{view.assessment.region}", opened=None)
    assert found is not None and view.say("why.tex-unchecked") in found.tex[-1]
