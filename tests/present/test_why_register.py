"""The counts of the register open: rows, companies and segments of a filter, which are those that the page shows."""

import re

import pytest

from chainmap.model.vocabulary import Confidence, Status
from chainmap.present.answers import answer
from chainmap.present.overview import overview
from chainmap.present.register_filter import Filter, as_text, matching_rows, of_text
from chainmap.present.supplier_list import company_story, summary
from chainmap.present.words import LANGUAGES, Language
from tests.present.equations import worked_out
from tests.present.test_why import events, sums
from tests.present.views import shipped_view

SEGMENT = "ic-materials/photoresist"
FILTERS = (
    Filter(), Filter(chain_id="ic-materials"), Filter(ref=SEGMENT), Filter(status=Status.PRODUCING, confidence=Confidence.LOW),
    Filter(text="光刻 ; a&b=c:d~|%", region_id="shanghai"), Filter(text="上海", region_id="china"),
)  # fmt: skip


@pytest.mark.parametrize("wanted", FILTERS)
def test_a_filter_survives_an_address(wanted: Filter) -> None:
    assert of_text(as_text(wanted)) == wanted


@pytest.mark.parametrize("wanted", FILTERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_count_of_the_page_opens_to_what_it_counts(language: Language, wanted: Filter) -> None:
    view = shipped_view(language)
    rows = matching_rows(view, wanted)
    page = summary(view, wanted, rows)
    numbers = [len(rows), rows["company_key"].nunique(), len(rows[["chain_id", "segment_id"]].drop_duplicates())]
    asked = events(page)
    assert [one.split(":")[1] for one in asked] == ["rows", "companies", "segments"]
    for one, number in zip(asked, numbers, strict=True):
        found = answer(view, one, opened=None)
        assert found is not None and f"{number:,}" in found.title and found.tex[0].endswith(f"={number}")
        assert [one.made for one in worked_out(found.tex[0])] in ([number], [])  # one number alone needs no working
        if number:
            assert sums(found.body)[0][1:] == [f"{each:,}" for each in numbers]


def test_answers_lead_to_cells() -> None:
    view = shipped_view()
    for what in ("rows", "companies"):
        found = answer(view, f"register:{what}:", opened=None)
        assert found is not None and found.body.count("<code>") >= 100
    found = answer(view, "register:segments:chain_id=ic-materials", opened=SEGMENT)
    assert found is not None and "xlsx[" in re.sub("<[^>]*>", "", found.body)


def test_counts_of_one_company_and_of_the_overview_open() -> None:
    view = shipped_view()
    key = str(view.dataset.suppliers["company_key"].iloc[0])
    for one in events(company_story(view, key) or ""):
        found = answer(view, one, opened=None)
        assert found is not None and sums(found.body)[0][2] == "1"
    assert "register:rows:" in events(overview(view, label=""))
    assert "register:rows:chain_id=ic-materials" in events(overview(view.only("ic-materials"), label=""))


@pytest.mark.parametrize("asked", ["register:x:", "register:rows:status=odd", "register:rows:chain_id=odd", "register:rows"])
def test_a_filter_of_other_data_has_no_answer(asked: str) -> None:
    assert answer(shipped_view(), asked, opened=None) is None
