"""Formulas as MathML: everything of them is there, and lines end where a reader expects it."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from chainmap.present.formulas import formula_list, method_formulas
from chainmap.present.mathematics import typeset
from chainmap.present.words import LANGUAGES, Language
from tests.present.views import shipped_view

PRESENT = Path(__file__).parents[2] / "chainmap" / "present"
FONT = PRESENT.parent / "app" / "fonts" / "stix-two-math.woff2"
TAKE_MORE = {"text", "frac", "tfrac", "underbrace", "operatorname", "mathsf", "big", "bigl", "bigr"}  # no sign by themselves


def formulas(tex: str) -> list[list[str]]:
    """Text of the pieces of each formula."""
    spans = re.findall(r"<span>(.*?)</span>", typeset(tex))
    return [["".join(re.findall(r">([^<]+)<", piece)) for piece in span.split("<wbr>")] for span in spans]


def test_a_line_may_end_after_a_sign_outside_brackets() -> None:
    assert formulas(r"c=1-(1-q)^{2}+3") == [["c=", "1−", "(1−q)2+", "3"]]


def test_a_wide_space_parts_two_formulas() -> None:
    assert formulas(r"a=1,\quad b=2,\qquad c\,d=3") == [["a=", "1,"], ["b=", "2,"], ["cd=", "3"]]


def test_a_minus_in_front_stays_with_its_number() -> None:
    assert formulas(r"-1=x,\quad -y=-0.5") == [["−1=", "x,"], ["−y=", "−0.5"]]


def test_fractions_and_brackets_that_grow_are_one_piece() -> None:
    assert formulas(r"\frac{a+b}{c-d}=\left(2+3\right)") == [["a+bc−d=", "(2+3)"]]


def test_sums_carry_their_index_below() -> None:
    assert "<munder><mo>∑</mo><mi>i</mi></munder>" in typeset(r"\sum_i w_i")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_formula_of_every_chain_is_mathematics(language: Language) -> None:
    view = shipped_view(language)
    for chain in view.assessment.chains:
        listed = method_formulas(view, chain)
        assert listed
        for one in listed:
            for tex in filter(None, (one.general, one.with_numbers)):
                written = typeset(tex)
                assert "\\" not in written and "merror" not in written, written
                for number in re.findall(r"\d+\.\d+", tex):
                    assert f"<mn>{number}</mn>" in written


def test_elements_close() -> None:
    class Balanced(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.open: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag != "wbr":
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    view = shipped_view()
    reader = Balanced()
    reader.feed(formula_list(view, view.assessment.chains[0]))
    assert reader.open == []


def test_the_font_has_every_sign_that_a_formula_may_use() -> None:
    font = TTFont(FONT)
    assert "MATH" in font, "without it brackets and sums do not grow"
    source = "".join(path.read_text(encoding="utf-8") for path in PRESENT.glob("*.py"))
    raw = "".join(re.findall(r'\brf?"[^"\n]*"', source))
    named = set(re.findall(r"\\([a-z]{2,}|Delta)(?![a-z])", raw))
    assert named > {"sum", "prod", "varphi", "cdot"}
    written = "".join(typeset(rf"\{one}") for one in sorted(named - TAKE_MORE))
    signs = set(re.sub(r"<[^>]+>", "", written)) | set("0123456789.,()+-=′⏟")
    assert {one for one in signs if ord(one) not in font.getBestCmap()} == set()
