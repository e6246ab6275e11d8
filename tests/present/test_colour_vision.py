"""Verdicts stay apart for eyes that see colours otherwise: simulated as in Machado, Oliveira and Fernandes (2009), in CIELAB."""

from itertools import combinations, product

import numpy as np
import pytest
from numpy.typing import NDArray

from chainmap.model.vocabulary import Verdict
from chainmap.present.map_change import CHANGE_STYLES, ChangeKind
from chainmap.present.verdict_style import DARK, LIGHT, STYLES, Fill, Style, tint

Numbers = NDArray[np.float64]

# Full severity, on linear RGB.
VISIONS: dict[str, Numbers] = {
    "normal": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}
TOLD_APART = 10.0  # ΔE of 1976; 2.3 can just be seen
PAPERS = {"light": LIGHT["paper"], "dark": DARK["paper"]}


def linear(colour: str) -> Numbers:
    """#rrggbb as linear RGB."""
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(colour: str, vision: str) -> Numbers:
    """CIELAB under D65 of a colour as this vision sees it."""
    seen = np.clip(VISIONS[vision] @ linear(colour), 0.0, 1.0)
    xyz = (
        np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]) @ seen
    )
    scaled = xyz / np.array([0.95047, 1.0, 1.08883])
    x, y, z = np.where(scaled > 216 / 24389, np.cbrt(scaled), (24389 / 27 * scaled + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def difference(one: str, other: str, vision: str) -> float:
    """ΔE*ab of two colours as this vision sees them."""
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))


def colour(style: Style, mode: str) -> str:
    return style.colour if mode == "light" else style.dark_colour


def fill(style: Style, mode: str) -> str:
    own, paper = colour(style, mode), PAPERS[mode]
    return {Fill.FULL: own, Fill.PAPER: paper, Fill.TINT: tint(own, paper)}[style.fill]


@pytest.mark.parametrize(("vision", "mode"), list(product(VISIONS, PAPERS)))
def test_two_verdicts_differ_by_colour_or_by_sign_and_form(vision: str, mode: str) -> None:
    for one, other in combinations(Verdict, 2):
        first, second = STYLES[one], STYLES[other]
        if {one, other} == {Verdict.LOCATE, Verdict.UNCHECKED}:
            continue  # both say that nobody knows; the word tells which
        by_colour = difference(colour(first, mode), colour(second, mode), vision) >= TOLD_APART
        by_sign = first.sign != second.sign
        assert by_sign, (one, other)
        by_form = (first.border, first.fill) != (second.border, second.fill)
        assert by_colour or by_form, (one, other, vision, mode)


@pytest.mark.parametrize(("vision", "mode"), list(product(VISIONS, PAPERS)))
def test_two_kinds_of_change_differ_by_sign_and_by_colour_or_form(vision: str, mode: str) -> None:
    for (one, first), (other, second) in combinations(CHANGE_STYLES.items(), 2):
        assert first.sign != second.sign, (one, other)
        by_colour = difference(colour(first, mode), colour(second, mode), vision) >= TOLD_APART
        by_form = (first.border, first.fill) != (second.border, second.fill)
        assert by_colour or by_form, (one, other, vision, mode)
    stands_out = {kind: difference(fill(style, mode), PAPERS[mode], vision) for kind, style in CHANGE_STYLES.items()}
    assert stands_out[ChangeKind.WORSE] > 2 * max(value for kind, value in stands_out.items() if kind is not ChangeKind.WORSE)


@pytest.mark.parametrize(("vision", "mode"), list(product(VISIONS, PAPERS)))
def test_missing_is_what_the_eye_finds_first(vision: str, mode: str) -> None:
    paper = PAPERS[mode]
    stands_out = {verdict: difference(fill(style, mode), paper, vision) for verdict, style in STYLES.items()}
    others = [value for verdict, value in stands_out.items() if verdict is not Verdict.MISSING]
    assert stands_out[Verdict.MISSING] > 2 * max(others)


@pytest.mark.parametrize(("vision", "mode"), list(product(VISIONS, PAPERS)))
def test_every_mark_is_seen_on_its_paper(vision: str, mode: str) -> None:
    for member, style in [*STYLES.items(), *CHANGE_STYLES.items()]:
        assert difference(colour(style, mode), PAPERS[mode], vision) >= TOLD_APART, member


def test_simulation_is_that_of_the_paper() -> None:
    """Pure red and green meet for a deuteranope far more than for a normal eye; blue and yellow stay apart."""
    assert difference("#FF0000", "#00FF00", "normal") > 2 * difference("#FF0000", "#00FF00", "deuteranopia")
    assert difference("#0000FF", "#FFFF00", "deuteranopia") > 150
    assert difference("#009E73", "#009E73", "tritanopia") == 0
    assert lab("#FFFFFF", "normal") == pytest.approx([100, 0, 0], abs=0.02)
