"""The target list under its filters: ranks stay those of the whole list, counts are lengths, files say what held."""

import csv
import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from chainmap.model.lead import Lead
from chainmap.model.vocabulary import Confidence, Score, Status
from chainmap.present.csv_text import csv_bytes
from chainmap.present.facet import ALL
from chainmap.present.gap_list import gaps
from chainmap.present.gap_table import export_table
from chainmap.present.held import Held, for_csv, for_excel, told
from chainmap.present.html_table import Paged
from chainmap.present.table import Table, TableColumn, table_workbook
from chainmap.present.target_filter import FOLLOWING, TargetFilter, gap_choices, listed, named, place_choices
from chainmap.present.target_list import target_workbook
from chainmap.present.targets_review import ordered, rows_shown, target_table
from chainmap.present.view import View
from chainmap.present.words import LANGUAGES, Language
from tests.present.views import shipped_targets, shipped_view


def _view(language: Language = "zh") -> View:
    company = shipped_targets().targets[4].company
    lead = Lead(lead_id=1, chain_id="ic-materials", segment_id="photoresist", region_id="lingang", company=company)
    return replace(shipped_view(language), leads=(lead,))


@pytest.mark.parametrize(
    "wanted",
    [
        TargetFilter(),
        TargetFilter(region_id="yrd", domestic=True),
        TargetFilter(status=Status.PRODUCING, confidence=Confidence.LOW, followed="no"),
        TargetFilter(text="催化剂", followed="yes"),
        TargetFilter(status=Status.STOPPED),
    ],
)
def test_every_choice_says_how_many_targets_it_leaves(wanted: TargetFilter) -> None:
    view, found = _view(), shipped_targets()
    changed: dict[str, list[TargetFilter]] = {
        "region_id": [replace(wanted, region_id=one) for one in (None, *place_choices(view, found))],
        "slot": [replace(wanted, slot=one) for one in (None, *gap_choices(view, found))],
        "status": [replace(wanted, status=one) for one in (None, *Status)],
        "confidence": [replace(wanted, confidence=one) for one in (None, *Confidence)],
        "followed": [replace(wanted, followed=one) for one in (None, *FOLLOWING)],
    }
    left = listed(view, found, wanted).counts
    assert set(left) == set(changed)
    for name, others in changed.items():
        for other in others:
            choice = getattr(other, name) or ALL
            assert left[name].get(choice, 0) == len(listed(view, found, other).targets), (name, choice)


def test_ranks_are_those_of_the_whole_list_in_any_order() -> None:
    view, found = _view(), shipped_targets()
    some = listed(view, found, TargetFilter(region_id="yrd")).targets
    assert 0 < len(some) < len(found.targets)
    for rank, one in ordered(view, some, Paged(column="company")):
        assert found.targets[rank - 1] is one and "yrd" in view.dataset.regions.path(one.region_id)


def test_a_company_that_is_followed_anywhere_is_no_new_call() -> None:
    view, found = _view(), shipped_targets()
    key = found.targets[4].company_key
    followed = listed(view, found, TargetFilter(followed="yes")).targets
    assert {one.company_key for _, one in followed} == {key}
    dropped = replace(view, leads=tuple(replace(one, status=type(one.status)("dropped")) for one in view.leads))
    assert listed(dropped, found, TargetFilter(followed="yes")).targets == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_looked_for_stands_in_either_language(language: Language) -> None:
    view, found = _view(language), shipped_targets()
    first = found.targets[0]
    segment = view.assessment.chain(first.chain_id).segment(first.segment_id).segment
    for text in (first.company[:6], segment.name_zh, segment.name_en.upper(), f"{first.place} {segment.name_zh}"):
        assert first in [one for _, one in listed(view, found, TargetFilter(text=text)).targets], text
    assert listed(view, found, TargetFilter(text="没有这家")).targets == ()


@pytest.mark.parametrize(("language", "shown"), [("zh", "163 个对象中的 12 个"), ("en", "12 of 163 targets")])
def test_the_line_says_of_how_many_and_offers_a_way_out(language: Language, shown: str) -> None:
    view = _view(language)
    told = rows_shown(view, first=1, last=12, count=12, of=163)
    assert shown in told and "clear-filters" in told
    assert rows_shown(view, first=1, last=12, count=12, of=12) == rows_shown(view, first=1, last=0, count=0, of=12) == ""
    assert "clear-filters" not in rows_shown(view, first=1, last=50, count=163, of=163)
    assert "clear-filters" in target_table(view, shipped_targets(), (), opened=None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_holds_what_is_listed_and_says_which_filters_held(language: Language) -> None:
    view, found = _view(language), shipped_targets()
    wanted = TargetFilter(region_id="yrd", status=Status.PRODUCING, text="=1+1&x")
    every = named(view, wanted)
    some = [one for _, one in listed(view, found, replace(wanted, text="")).targets]
    held = Held(filters=every, rows=len(some), of=len(found.targets), score=view.word(Score.COVERAGE))
    book = load_workbook(io.BytesIO(target_workbook(view, found, listed=some, held=held)))
    lists = [book[name] for name in book.sheetnames[: len(view.assessment.chains)]]
    assert sum(isinstance(sheet.cell(row, 1).value, int) for sheet in lists for row in range(2, sheet.max_row + 1)) == len(some)
    whole = load_workbook(io.BytesIO(target_workbook(view, found)))
    for sheet in lists:
        ranks = {row[1:3]: row[0] for row in whole[sheet.title].iter_rows(min_row=2, max_col=3, values_only=True)}
        rows = [row for row in sheet.iter_rows(min_row=2, max_col=3, values_only=True) if isinstance(row[0], int)]
        assert all(ranks[row[1:3]] == row[0] for row in rows)
        header = sheet.oddHeader
        assert header is not None and header.left is not None and "=1+1&" in str(header.left.text)
    said = {row[0].value: row[1].value for row in book[view.say("filter.sheet")].iter_rows(max_col=2)}
    assert said[view.say("filter.held")] == told(view, every)
    assert str(len(some)) in str(said[view.say("filter.rows")])
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_files_of_a_filtered_list_say_so_and_the_header_stays_the_first_line() -> None:
    view = shipped_view()
    found = gaps(view)[:2]
    held = Held(filters=(("裁定", "缺链"), ("动作", "=补链")), rows=2, of=53)
    table = export_table(view, found)
    lines = list(csv.reader(io.StringIO(csv_bytes(for_csv(view, table, held)).decode("utf-8-sig"))))
    assert lines[0][-1] == "筛选条件" and [line[-1] for line in lines[1:]] == ["裁定：缺链；动作：=补链"] * 2
    assert for_csv(view, table, replace(held, filters=())) is table
    book = load_workbook(io.BytesIO(table_workbook(for_excel(view, table, held))))
    assert book.sheetnames == ["缺口清单", "_筛选条件"]
    assert [cell.value for cell in book["_筛选条件"]["B"]][1:3] == ["裁定：缺链；动作：=补链", "53 行中的 2 行"]


@pytest.mark.parametrize("text", ["a;=1+1", "a\t=1+1", 'say "x";=2', "\u3000=1+1", "a|=1"])
def test_what_stands_behind_a_separator_stays_in_its_cell(text: str) -> None:
    table = Table(name="t", columns=(TableColumn(header="a"), TableColumn(header="b")), rows=[[text, 1]])
    written = csv_bytes(table).decode("utf-8-sig").splitlines()[1]
    assert list(csv.reader([written])) == [[text if text[0] != "\u3000" else f"'{text}", "1"]]
    for separator in ";\t|":
        cells = next(csv.reader([written], delimiter=separator))
        assert not any(cell.lstrip().startswith("=") for cell in cells)
