"""How many pages the documents take when an office program lays them out; skipped where none is installed."""

from collections import Counter
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


def test_report_of_all_chains_and_brief_of_one_are_short(tmp_path: Path) -> None:
    view, found = shipped_view(), shipped_targets()
    assert page_count(pdf_of(overview_docx(view, label="x"), "report.docx", tmp_path)) <= 4
    assert 5 <= page_count(pdf_of(brief(view.only("ic-materials"), found, label="x"), "brief.docx", tmp_path)) <= 8


def test_a_list_is_as_wide_as_a_page(tmp_path: Path) -> None:
    view = shipped_view().only("ic-materials")
    sheets = 5  # the list, left out, nobody known, why not these, about the data
    assert page_count(pdf_of(target_workbook(view, shipped_targets()), "list.xlsx", tmp_path)) <= sheets + 2
