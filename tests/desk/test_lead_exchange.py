"""The list of leads goes out to Excel and comes back: real workbooks, both databases, everything or nothing."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from chainmap.desk import history
from chainmap.desk.follow_leads import add, change, listed
from chainmap.desk.follow_leads import history as lead_history
from chainmap.desk.lead_exchange import TakenIn, compare, take_in
from chainmap.desk.outcome import Refusal
from chainmap.desk.workspace import assessed
from chainmap.model.event import What
from chainmap.model.finding import Severity
from chainmap.model.lead import Lead
from chainmap.model.lead_list import LeadComparison
from chainmap.model.parameters import Parameters
from chainmap.model.vocabulary import LeadStatus
from chainmap.present.lead_list import LeadLine
from chainmap.present.lead_workbook import lead_workbook
from chainmap.present.view import View
from chainmap.present.words import Language, message
from chainmap.store.database import Store, open_store
from tests.databases import fingerprint
from tests.desk.stage import ANN, BEN, NOW, VIEWER, Sheets, data, draft, first, folder, landed, opened, put
from tests.workbooks import workbook

TODAY = date(2026, 11, 23)
LEAD = Lead(
    chain_id="one", segment_id="metal", region_id="lingang", company="M2", owner="甲", origin="招商会",
    due=date(2026, 12, 1), notes="等回话", extra=(("报价", "12"),),
)  # fmt: skip


def added(store: Store, lead: Lead = LEAD) -> Lead:
    outcome = add(store, lead, user=ANN, now=NOW)
    assert isinstance(outcome, Lead), outcome
    return outcome


def exported(store: Store, language: Language = "zh") -> bytes:
    """The list as a person downloads it."""
    workspace = opened(store)
    assert workspace.dataset is not None
    view = View(assessment=assessed(workspace, Parameters()), dataset=workspace.dataset, language=language)
    lines = [LeadLine(lead=one.lead, since=one.since) for one in listed(store, workspace.dataset, TODAY)]
    return lead_workbook(view, lines)


def edited(content: bytes, edit: Callable[[Worksheet], object]) -> bytes:
    """The workbook after a person edited its first sheet in a spreadsheet program."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    edit(book.worksheets[0])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def column(sheet: Worksheet, header: str) -> str:
    return next(str(cell.column_letter) for cell in sheet[1] if cell.value == header)


def put_in(header: str, value: Any, row: int = 2) -> Callable[[Worksheet], None]:
    def edit(sheet: Worksheet) -> None:
        sheet[f"{column(sheet, header)}{row}"] = value

    return edit


def compared(store: Store, content: bytes, name: str = "线索.xlsx") -> LeadComparison:
    return compare(store, data(store), name, content, region="lingang")


def taken(outcome: object) -> TakenIn:
    assert isinstance(outcome, TakenIn), outcome
    return outcome


def codes(found: LeadComparison) -> list[tuple[str, str]]:
    return [(one.code, str(one.cell).partition("!")[2]) for one in found.findings]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_list_that_nobody_edited_changes_nothing(store: Store, language: Language) -> None:
    first(store)
    added(store)
    added(store, replace(LEAD, company="  K9\n", notes="两行\n备注 ", due=None, extra=(("带空格", " x "),)))
    found = compared(store, exported(store, language))
    assert (found.added, found.edited, found.missing, found.unchanged, found.errors) == ((), (), (), 2, ())


def test_edited_cells_new_rows_and_free_columns_come_in_at_once(store: Store) -> None:
    first(store)
    lead = added(store)

    def edit(sheet: Worksheet) -> None:
        put_in("状态", "签约")(sheet)
        put_in("期限", date(2027, 1, 15))(sheet)
        put_in("报价", 15)(sheet)
        sheet.cell(1, sheet.max_column + 1, "意向面积")
        sheet.cell(2, sheet.max_column, "3000 平方米")
        sheet["B3"], sheet["D3"], sheet["F3"] = "新来者", "resist", "乙"
        put_in("产业链", "链 one", 3)(sheet)

    found = compared(store, edited(exported(store), edit))
    assert found.findings == ()
    (change_of,) = found.edited
    assert [(one.field, one.present, one.after, one.conflict) for one in change_of.changes] == [
        ("status", "lead", "signed", False), ("due", "2026-12-01", "2027-01-15", False),
        ("extra:意向面积", "", "3000 平方米", False), ("extra:报价", "12", "15", False),
    ]  # fmt: skip
    assert [(one.lead.company, one.lead.segment_id, one.lead.region_id, one.cell.row) for one in found.added] == [
        ("新来者", "resist", "lingang", 3)
    ]
    before = fingerprint(store)
    assert before == fingerprint(store)  # comparing stores nothing
    done = taken(take_in(store, found, user=BEN, now=NOW))
    assert (len(done.added), len(done.changed), len(done.dropped)) == (1, 1, 0)
    views = {one.lead.company: one for one in listed(store, data(store), TODAY)}
    assert views["M2"].lead.status is LeadStatus.SIGNED and views["M2"].lead.notes == "等回话"
    assert dict(views["M2"].lead.extra) == {"报价": "15", "意向面积": "3000 平方米"}
    assert views["新来者"].lead.owner == "乙"
    assert {one.author for one in lead_history(store, lead.lead_id) if one.revision == 2} == {"乙"}
    event = history.deeds(store)[0]
    assert event.what is What.LEADS_TAKEN_IN
    assert event.facts == {"file": "线索.xlsx", "added": 1, "changed": 1, "dropped": 0}
    again = compared(store, exported(store))
    assert not again.edited and not again.added


def test_a_cleared_cell_clears_and_a_column_that_is_not_there_says_nothing(store: Store) -> None:
    first(store)
    added(store)

    def edit(sheet: Worksheet) -> None:
        put_in("备注", None)(sheet)
        put_in("报价", None)(sheet)
        sheet.delete_cols(sheet[f"{column(sheet, '负责人')}1"].column)

    (change_of,) = compared(store, edited(exported(store), edit)).edited
    assert [(one.field, one.after) for one in change_of.changes] == [("notes", ""), ("extra:报价", "")]


def test_what_a_colleague_changed_meanwhile_is_a_conflict_with_both_values(store: Store) -> None:
    first(store)
    lead = added(store)
    content = exported(store)
    theirs = change(store, replace(lead, status=LeadStatus.NEGOTIATING, owner="丁"), user=BEN, now=NOW)
    assert isinstance(theirs, Lead)

    def edit(sheet: Worksheet) -> None:
        put_in("状态", "签约")(sheet)
        put_in("备注", "面谈过")(sheet)

    found = compared(store, edited(content, edit))
    (change_of,) = found.edited
    assert [(one.field, one.base, one.present, one.after) for one in change_of.conflicts] == [
        ("status", "lead", "negotiating", "signed")
    ]
    taken(take_in(store, found, user=ANN, now=NOW))  # by default the colleague's value stays, the rest comes in
    (view,) = listed(store, data(store), TODAY)
    assert (view.lead.status, view.lead.owner, view.lead.notes) == (LeadStatus.NEGOTIATING, "丁", "面谈过")
    again = compared(store, edited(content, edit))
    taken(take_in(store, again, user=ANN, now=NOW, mine=[(lead.lead_id, "status")]))
    (view,) = listed(store, data(store), TODAY)
    assert (view.lead.status, view.lead.owner) == (LeadStatus.SIGNED, "丁")


def test_a_removed_row_deletes_nothing_unless_it_is_said(store: Store) -> None:
    first(store)
    added(store)
    second = added(store, replace(LEAD, company="K1", segment_id="cmp"))
    content = edited(exported(store), lambda sheet: sheet.delete_rows(3))
    added(store, replace(LEAD, company="后来加的"))  # was not exported, so it is not missing
    found = compared(store, content)
    assert [one.lead_id for one in found.missing] == [second.lead_id]
    before = fingerprint(store)
    assert taken(take_in(store, found, user=ANN, now=NOW)) == TakenIn(added=(), changed=(), dropped=())
    assert fingerprint(store) == before
    taken(take_in(store, found, user=ANN, now=NOW, drop_missing=True))
    states = {one.lead.company: one.lead.status for one in listed(store, data(store), TODAY)}
    assert states == {"M2": LeadStatus.LEAD, "K1": LeadStatus.DROPPED, "后来加的": LeadStatus.LEAD}


@pytest.mark.parametrize(
    ("header", "value", "code"),
    [
        ("状态", "快了", "unknown-word"),
        ("期限", "下个月", "not-a-date"),
        ("环节", "金属矿", "unknown-segment"),
        ("产业链", "没有的链", "unknown-chain"),
        ("落地区域", "火星", "unknown-place"),
        ("企业", None, "empty-required"),
        ("编号", 77, "lead-unknown"),
        ("编号", "甲", "text-in-number"),
        ("备注", "=1/0", "formula-without-value"),
    ],
)
def test_a_bad_cell_is_named_and_nothing_is_stored(store: Store, header: str, value: Any, code: str) -> None:
    first(store)
    added(store)
    added(store, replace(LEAD, company="K1"))

    def edit(sheet: Worksheet) -> None:
        put_in("下一步", "好的一行")(sheet)
        put_in(header, value, 3)(sheet)

    content = edited(exported(store), edit)
    found = compared(store, content)
    letter = column(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0], header)
    assert (code, f"{letter}3") in codes(found)
    assert all(message(one, language) for one in found.findings for language in ("zh", "en"))
    before = fingerprint(store)
    refused = take_in(store, found, user=ANN, now=NOW)
    assert isinstance(refused, Refusal) and refused.code == "leads-invalid"
    assert fingerprint(store) == before
    done = taken(take_in(store, found, user=ANN, now=NOW, without_bad_rows=True, drop_missing=True))
    assert [one.next_step for one in done.changed] == ["好的一行"]
    if header != "编号":
        assert done.dropped == ()  # a row with an error is not a removed one


def test_a_number_twice_is_an_error_of_the_second_row(store: Store) -> None:
    first(store)
    added(store)
    added(store, replace(LEAD, company="K1"))
    found = compared(store, edited(exported(store), put_in("编号", 1, 3)))
    assert ("lead-twice", "A3") in codes(found)


def test_a_row_without_its_number_is_the_lead_of_that_company_there_and_clears_nothing(store: Store) -> None:
    first(store)
    added(store)
    rows: list[list[object]] = [["企业", "环节", "产业链", "负责人", "备注"], ["Ｍ２", "metal", "one", "戊", None]]
    found = compared(store, workbook({"Sheet1": rows}))
    (change_of,) = found.edited
    assert change_of.matched and [(one.field, one.after) for one in change_of.changes if one.field != "company"] == [
        ("owner", "戊")
    ]
    assert "lead-matched" in [one.code for one in found.findings]


def test_a_company_that_is_a_lead_elsewhere_is_said(store: Store) -> None:
    first(store)
    added(store)
    rows: list[list[object]] = [["企业", "环节", "产业链"], ["M2", "resist", "one"], ["M2", "resist", "one"]]
    found = compared(store, workbook({"线索": rows}))
    assert [[other.segment_id for other in one.also] for one in found.added] == [["metal"]]
    assert ("lead-row-twice", "3:3") in codes(found)


def test_a_lead_whose_segment_left_the_chain_goes_out_and_comes_back(store: Store) -> None:
    first(store)
    added(store)

    def without_metal(made: Sheets) -> None:
        del made["环节"][1], made["依赖"][1]
        made["企业"] = [row for row in made["企业"] if row[1] != "metal"]

    landed(put(store, draft(store, folder(one=without_metal))))
    found = compared(store, edited(exported(store), put_in("负责人", "己")))
    assert found.errors == () and [one.changes[0].after for one in found.edited] == ["己"]


def test_a_company_that_was_written_over_another_is_doubted(store: Store) -> None:
    first(store)
    added(store)
    found = compared(store, edited(exported(store), put_in("企业", "另一家")))
    assert [one.code for one in found.findings if one.severity is Severity.WARNING] == ["lead-renamed"]


def test_a_list_that_was_overtaken_is_refused_whole(store: Store) -> None:
    first(store)
    lead = added(store)
    found = compared(store, edited(exported(store), put_in("负责人", "己")))
    change(store, replace(lead, notes="x"), user=BEN, now=NOW)
    before = fingerprint(store)
    assert take_in(store, found, user=ANN, now=NOW) == Refusal(code="lead-moved-on", facts={"lead": lead.lead_id})
    fresh = compared(store, edited(exported(store), put_in("编号", None)))
    added(store, replace(LEAD, company="K1"))
    before = fingerprint(store)
    assert fresh.edited or fresh.added or fresh.unchanged
    newcomer = compared(store, workbook({"线索": [["企业", "环节", "产业链"], ["K7", "cmp", "one"]]}))
    added(store, replace(LEAD, company="K7", segment_id="cmp"))
    before = fingerprint(store)
    assert take_in(store, newcomer, user=ANN, now=NOW) == Refusal(code="leads-moved-on")
    assert fingerprint(store) == before


def test_who_may_not_follow_leads_takes_nothing_in(store: Store) -> None:
    first(store)
    added(store)
    found = compared(store, edited(exported(store), put_in("负责人", "己")))
    before = fingerprint(store)
    assert isinstance(take_in(store, found, user=VIEWER, now=NOW), Refusal)
    assert isinstance(take_in(store, found, user=BEN, now=NOW + timedelta(hours=2)), Refusal)
    assert fingerprint(store) == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"a,b\n1,2\n", "企业\n甲\n".encode()])
def test_a_file_that_is_no_list_is_a_finding(store: Store, content: bytes) -> None:
    first(store)
    found = compared(store, content, "x.csv" if content.isascii() and b"," in content else "x.xlsx")
    assert found.errors and not found.is_usable
    assert isinstance(take_in(store, found, user=ANN, now=NOW, without_bad_rows=True), Refusal)


def test_a_csv_with_marks_that_are_no_text_is_taken_or_refused_but_never_breaks(store: Store) -> None:
    first(store)
    found = compared(store, "企业,环节,产业链,备注\nK7,cmp,one,a\x00b\n".encode(), "x.csv")
    outcome = take_in(store, found, user=ANN, now=NOW)
    assert isinstance(outcome, TakenIn | Refusal)


@settings(max_examples=40)
@given(
    notes=st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=40),
    free=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
)
def test_whatever_people_write_goes_out_and_comes_back_as_it_is(
    tmp_path_factory: pytest.TempPathFactory, notes: str, free: str
) -> None:
    store = open_store(f"sqlite:///{tmp_path_factory.getbasetemp() / 'round.sqlite'}")
    try:
        if not history.listed(store):
            first(store)
        outcome = add(store, replace(LEAD, notes=notes, extra=(("自由", free),)), user=ANN, now=NOW)
        lead = outcome if isinstance(outcome, Lead) else listed(store, None, TODAY)[0].lead
        done = change(store, replace(lead, notes=notes, extra=(("自由", free),)), user=ANN, now=NOW)
        assert isinstance(done, Lead)
        found = compared(store, exported(store))
        assert found.errors == () and found.edited == () and found.unchanged == 1
    finally:
        store.close()
