"""Every verdict is told apart by more than its colour, and its letters can be read."""

from dataclasses import replace

import pytest

from chainmap.analysis.assessment import Count, SegmentResult
from chainmap.model.interval import Interval
from chainmap.model.vocabulary import Verdict
from chainmap.present.verdict_style import (
    COVER_LEGEND,
    COVER_STYLES,
    DARK,
    LEGEND,
    LIGHT,
    STYLES,
    CoverState,
    Fill,
    contrast,
    cover_state,
    tint,
)
from tests.present.views import example_view, shipped_view


def test_every_verdict_and_cover_state_has_a_style_and_a_place_in_the_legend() -> None:
    assert set(STYLES) == set(LEGEND) == set(Verdict)
    assert set(COVER_STYLES) == set(COVER_LEGEND) == set(CoverState)
    assert len(LEGEND) == len(Verdict)
    assert len(COVER_LEGEND) == len(CoverState)


def test_verdicts_differ_by_sign_but_for_the_two_that_nobody_knows() -> None:
    same = [verdict for verdict in Verdict if STYLES[verdict].sign == "?"]
    assert same == [Verdict.UNCHECKED, Verdict.LOCATE]
    assert len({style.sign for style in STYLES.values()}) == len(Verdict) - 1


@pytest.mark.parametrize("verdict", Verdict)
def test_text_on_a_box_has_enough_contrast_on_light_and_dark(verdict: Verdict) -> None:
    style = STYLES[verdict]
    for colour, roles, share in ((style.colour, LIGHT, 0.14), (style.dark_colour, DARK, 0.24)):
        ground = {Fill.FULL: colour, Fill.PAPER: roles["paper"], Fill.TINT: tint(colour, roles["paper"], share)}[style.fill]
        assert contrast("#FFFFFF" if style.fill is Fill.FULL else roles["ink"], ground) >= 4.5
        assert contrast(roles["muted"], roles["paper"]) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_a_tint_lies_between_colour_and_paper() -> None:
    assert tint("#009E73", "#FFFFFF", 0) == "#ffffff"
    assert tint("#009E73", "#FFFFFF", 1) == "#009e73"
    assert tint("#000000", "#FFFFFF", 0.14) == "#dbdbdb"


def _result(**changes: object) -> SegmentResult:
    plain = example_view().assessment.chains[0].segment("wafer")
    assert plain.verdict is not Verdict.ANCHOR
    region = "lingang"
    mapped = {
        name: {**getattr(plain, name), region: value}
        for name, value in changes.items()
        if name in {"cover", "companies", "producing", "checked"}
    }
    return replace(plain, **mapped)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cover", "companies", "producing", "checked", "state"),
    [
        (Interval(0.5, 1), Count(1, 0), Count(1, 0), True, CoverState.COVERED),
        (Interval(0.49, 1), Count(1, 0), Count(1, 0), True, CoverState.PARTIAL),
        (Interval(0, 1), Count(1, 0), Count(0, 0), False, CoverState.COMING),
        (Interval(0, 1), Count(1, 0), Count(0, 1), False, CoverState.LOCATE),
        (Interval(0, 1), Count(0, 2), Count(0, 2), True, CoverState.LOCATE),
        (Interval(0, 0), Count(0, 0), Count(0, 0), True, CoverState.ABSENT),
        (Interval(0, 1), Count(0, 0), Count(0, 0), False, CoverState.UNCHECKED),
    ],
)
def test_cover_state_says_what_is_established(
    cover: Interval, companies: Count, producing: Count, checked: bool, state: CoverState
) -> None:
    assert cover_state(_result(cover=cover, companies=companies, producing=producing, checked=checked), "lingang", 0.5) is state


def test_cover_state_agrees_with_the_verdict_at_the_focal_region() -> None:
    view = shipped_view()
    agreeing = {
        CoverState.ANCHOR: {Verdict.ANCHOR},
        CoverState.COVERED: {Verdict.STRONG, Verdict.FRAGILE, Verdict.HOLLOW, Verdict.FOREIGN_HELD},
        CoverState.PARTIAL: {Verdict.WEAK},
        CoverState.COMING: {Verdict.COMING},
        CoverState.LOCATE: {Verdict.LOCATE, Verdict.COMING},
        CoverState.ABSENT: {Verdict.MISSING},
        CoverState.UNCHECKED: {Verdict.UNCHECKED},
    }
    for chain in view.assessment.chains:
        for one in chain.segments:
            state = cover_state(one, view.assessment.region, view.assessment.parameters.weak_below)
            assert one.verdict in agreeing[state], one.segment.segment_id
