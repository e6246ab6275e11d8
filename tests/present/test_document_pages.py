"""How many pages the documents take when an office program lays them out; skipped where none is installed."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from chainmap.present.brief import brief
from chainmap.present.company_sheet import company_sheet
from chainmap.present.overview_document import overview_docx
from chainmap.present.target_list import target_workbook
from chainmap.present.words import Language
from tests.office import needs_office, page_count, pdf_of
from tests.present.views import shipped_targets, shipped_view

pytestmark = needs_office


@pytest.mark.parametrize("language", ["zh", "en"])
def test_call_sheet_of_the_company_with_most_gaps_is_one_page(language: Language, tmp_path: Path) -> None:
    found = shipped_targets()
    key, _gaps = Counter(one.company_key for one in found.targets).most_common(1)[0]
    assert page_count(pdf_of(company_sheet(shipped_view(language), found, key, label="x"), "sheet.docx", tmp_path)) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_overview_of_five_chains_with_a_change_of_each_is_one_page(language: Language, tmp_path: Path) -> None:
    change = "Integrated-circuit materials: coverage rose by 1.2 points and self-reliance by 0.4 points, mostly due to data."
    change += " Two companies that have stopped and one that was checked account for most of it, all in this version."
    content = overview_docx(shipped_view(language), label="x" * 40, changes=[change] * 5, today=date(2026, 11, 27))
    assert page_count(pdf_of(content, "report.docx", tmp_path)) == 1


def test_brief_of_a_chain_is_short(tmp_path: Path) -> None:
    view, found = shipped_view(), shipped_targets()
    assert 5 <= page_count(pdf_of(brief(view.only("ic-materials"), found, label="x"), "brief.docx", tmp_path)) <= 8


def test_a_list_is_as_wide_as_a_page(tmp_path: Path) -> None:
    view = shipped_view().only("ic-materials")
    sheets = 5  # the list, left out, nobody known, why not these, about the data
    assert page_count(pdf_of(target_workbook(view, shipped_targets()), "list.xlsx", tmp_path)) <= sheets + 2
