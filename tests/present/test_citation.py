"""Statements are cited by the cells in which they stand, and by their row where all of it is meant."""

import re
from html import unescape

import pytest

from chainmap.model.finding import Cell
from chainmap.present.answers import answer
from chainmap.present.citation import cited
from chainmap.present.words import LANGUAGES, Language
from tests.present.views import example_view, shipped_view

CHAIN = "ic-materials"


def visible(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]*>", "", html)))


def told(question: str, language: Language = "zh") -> str:
    found = answer(shipped_view(language), question, opened=None)
    assert found is not None, question
    return visible(found.body)


@pytest.mark.parametrize("language", LANGUAGES)
def test_cells_of_one_row_stand_behind_each_other_and_a_row_is_said_to_be_one(language: Language) -> None:
    view = shipped_view(language)
    row = Cell(file="ic-materials.xlsx", sheet="企业", row=9)
    comma = "、" if language == "zh" else ", "
    assert visible(cited(view, row, "place", "status", "place")) == f"ic-materials.xlsx[企业]!F9{comma}J9"
    assert visible(cited(view, row)) == f"ic-materials.xlsx[企业]!9:9 {view.say('cell.whole-row')}"


def test_where_no_column_is_known_the_row_is_named() -> None:
    view = example_view()
    assert "example.xlsx[企业]!5:5" in visible(cited(view, Cell(file="example.xlsx", sheet="企业", row=5), "status"))


def test_a_cover_cites_place_and_status_and_with_control_the_control() -> None:
    chain = shipped_view().assessment.chain(CHAIN)
    one = next(one for one in chain.segments if one.companies["china"].certain and not one.rate_applied)
    slot = f"{CHAIN}/{one.segment.segment_id}"
    assert re.search(r"\[企业\]!F(\d+)、J\1(?!、)", told(f"cover:{slot}:china"))
    assert re.search(r"\[企业\]!F(\d+)、J\1、[GHI]\1", told(f"controlled:{slot}:china"))
    assert re.search(r"\[企业\]!F(\d+)、J\1、[GHI]\1", told(f"candidates:{slot}"))


def test_a_published_rate_and_a_check_are_cited() -> None:
    view = shipped_view()
    chain, one = next((chain, one) for chain in view.assessment.chains for one in chain.segments if one.rate_applied)
    slot = f"{chain.chain.chain_id}/{one.segment.segment_id}"
    row = one.segment.cell.row
    assert re.search(rf"\[环节\]!L{row}、M{row}、N{row}", told(f"controlled:{slot}:china"))
    found = answer(view, f"content:{slot}", opened=slot)
    assert found is not None and re.search(rf"\[环节\]![A-Z]+{row}", visible(found.body))


@pytest.mark.parametrize(
    ("question", "letter"), [(f"confidence:low:{CHAIN}", "P"), (f"age:{CHAIN}", "O"), ("register:companies:", "A")]
)
def test_facts_about_rows_are_cited_by_their_own_cells(question: str, letter: str) -> None:
    assert re.search(rf"\[企业\]!{letter}\d+", told(question))


def test_a_clause_is_cited_by_its_text_and_what_it_names() -> None:
    assert re.search(r"plan\.xlsx\[条款\]!B(\d+)、E\1", told("clauses:naming:"))
