"""Leads as tables: overdue ones stand out, what is gone says so, texts of people stay texts, nobody is kept twice."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import openpyxl
import pytest

from chainmap.model.finding import Cell
from chainmap.model.lead import Lead, LeadChange
from chainmap.model.lead_list import FieldChange, LeadComparison, LeadEdit, LeadSheet, NewLead
from chainmap.model.vocabulary import LeadStatus
from chainmap.present.lead_list import LeadLine, history_list, lead_note, lead_table, leads_sentence, overdue_sentence
from chainmap.present.lead_mark import keep_button, lead_mark
from chainmap.present.lead_review import comparison_sentence, comparison_table
from chainmap.present.lead_workbook import lead_workbook
from tests.folders import FORMULA, HOSTILE
from tests.present.views import example_view

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LEAD = Lead(lead_id=1, chain_id="example", segment_id="cmp", region_id="lingang", company="K1", created_at=NOW, changed_at=NOW)


def test_overdue_leads_say_by_how_many_days_and_the_longest_is_named() -> None:
    view = example_view()
    late = LeadLine(lead=replace(LEAD, due=date(2026, 11, 20)), overdue=True)
    later = LeadLine(lead=replace(LEAD, lead_id=2, company="K2", due=date(2026, 11, 1)), overdue=True)
    html = lead_table(view, [late, later], opened=None, today=TODAY)
    assert "逾期 3 天" in html and "逾期 22 天" in html
    assert leads_sentence(view, [late, later]) == "2 条线索在跟进，2 条逾期。"
    assert overdue_sentence(view, [late, later]) == "2 条线索逾期，最久的是K2（期限 2026-11-01）。"
    assert overdue_sentence(view, [LeadLine(lead=LEAD)]) == ""


@pytest.mark.parametrize(("gone", "said"), [("segment", "环节已不在链中"), ("chain", "产业链已不在"), ("region", "区域已不在")])
def test_what_is_gone_is_said(gone: str, said: str) -> None:
    assert said in lead_table(example_view(), [LeadLine(lead=LEAD, gone=gone)], opened=None, today=TODAY)


def test_a_landed_lead_says_whether_the_register_has_it() -> None:
    landed = replace(LEAD, status=LeadStatus.LANDED)
    view = example_view()
    assert "落地后尚未写入名录" in lead_table(view, [LeadLine(lead=landed)], opened=None, today=TODAY)
    assert "名录已载其量产" in lead_table(view, [LeadLine(lead=landed, in_register=True)], opened=None, today=TODAY)


def test_a_company_that_is_a_lead_is_said_in_other_lists_and_not_kept_twice() -> None:
    view = replace(example_view(), leads=(replace(LEAD, owner="王敏"),), may_keep=True)
    assert lead_note(view, view.leads, "Ｋ１", ("example", "cmp")) == "线索：线索（王敏）"
    assert lead_note(view, view.leads, "K1", ("example", "resist")) == "也是cmp的线索"
    key = view.identity("K1")
    there, elsewhere = (keep_button(view, "K1", key, ("example", segment)) for segment in ("cmp", "resist"))
    assert there is not None and "keep:" not in there
    assert elsewhere is not None and f"keep:example/resist/{key}" in elsewhere and "也是cmp的线索" in elsewhere
    assert keep_button(replace(view, may_keep=False, leads=()), "K1", key, ("example", "cmp")) is None
    chain = view.assessment.chain("example")
    mark = lead_mark(view, chain, chain.segment("cmp"))
    assert mark is not None and "线索 1（线索）" in mark
    assert lead_mark(view, chain, chain.segment("resist")) is None
    dropped = replace(view, leads=(replace(LEAD, status=LeadStatus.DROPPED),))
    assert "keep:" in str(keep_button(dropped, "K1", key, ("example", "cmp")))


def test_texts_of_people_stay_texts_in_every_table() -> None:
    view = example_view()
    lead = replace(LEAD, company=HOSTILE, notes=HOSTILE, owner=HOSTILE, next_step=FORMULA, extra=((HOSTILE, HOSTILE),))
    change = FieldChange(field=f"extra:{HOSTILE}", base="a", present=HOSTILE, after=HOSTILE + "2")
    found = LeadComparison(
        sheet=LeadSheet(file=HOSTILE, rows=(), exported=None, findings=()), unchanged=0, missing=(lead,), findings=(),
        added=(NewLead(cell=Cell(file="x", sheet=HOSTILE, row=2), lead=lead, also=(lead,)),), last_number=1,
        edited=(LeadEdit(cell=Cell(file="x", sheet="y", row=3), lead=lead, changes=(change,)),),
    )  # fmt: skip
    told = LeadChange(lead_id=1, revision=2, field="notes", before="", after=HOSTILE, author=HOSTILE, at=NOW)
    listed = lead_table(view, [LeadLine(lead=lead)], opened=None, today=TODAY)
    for html in (listed, comparison_table(view, found), history_list(view, [told])):
        assert "<script>" not in html and "&lt;script&gt;" in html
    assert "冲突" in comparison_table(view, found) and "保留同事的" in comparison_table(view, found)
    assert "其中 1 条与同事的改动冲突" in comparison_sentence(view, found)
    book = openpyxl.load_workbook(io.BytesIO(lead_workbook(view, [LeadLine(lead=lead)])))
    cells = [cell for row in book.worksheets[0].iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells) and FORMULA in [cell.value for cell in cells]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_has_drop_downs_filters_links_and_the_same_bytes(language: str) -> None:
    view = example_view("en" if language == "en" else "zh")
    lines = [LeadLine(lead=replace(LEAD, notes="https://example.org/a", extra=(("报价", "12"),)), since=TODAY)]
    made = lead_workbook(view, lines)
    assert made == lead_workbook(view, lines)
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    assert sheet.auto_filter.ref and sheet.freeze_panes == "C2"
    assert len(sheet.data_validations.dataValidation) == 4  # status, chain, segment, region
    assert [cell.value for cell in sheet[1]][-1] == "报价"
    assert [cell.hyperlink.target for cell in sheet[2] if cell.hyperlink] == ["https://example.org/a"]
