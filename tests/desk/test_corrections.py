from dataclasses import replace
from datetime import date

import pytest

from chainmap.desk import history
from chainmap.desk.correction_rows import from_bytes, to_bytes
from chainmap.desk.drafts import Draft
from chainmap.desk.on_the_spot import changed, checked, correction_draft, corrections_of, found, taken_back
from chainmap.desk.outcome import Conflict, Invalid, Refusal
from chainmap.desk.workspace import assessed
from chainmap.model.correction import Correction, CorrectionKind
from chainmap.model.parameters import Parameters
from chainmap.model.version import Version
from chainmap.model.vocabulary import CheckMethod, State, Verdict
from chainmap.store.database import Store
from tests.databases import fingerprint
from tests.desk.stage import ANN, BEN, NOW, Sheets, data, draft, first, folder, landed, opened, put, stop

DAY = date(2026, 11, 20)


def correct(store: Store, company: str, field: str, text: str, base: str | None = None) -> Draft | Invalid | Refusal:
    """Correct a cell of the first row of a company in chain one."""
    suppliers = data(store, base or "latest").suppliers
    at = int(((suppliers["company"] == company) & (suppliers["chain_id"] == "one")).to_numpy().argmax())
    row = changed(data(store, base or "latest"), at, field, text, user=ANN, now=NOW)
    return correction_draft(store, [row], base=base)


def cell(store: Store, company: str, field: str) -> object:
    suppliers = data(store).suppliers
    return suppliers[(suppliers["company"] == company) & (suppliers["chain_id"] == "one")].iloc[0][field]


def codes(store: Store) -> list[str]:
    return [one.code for one in opened(store).findings if one.code.startswith("correction")]


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("status", "停产", "stopped"),
        ("control", "外资", "foreign"),
        ("control_country", "日本", "japan"),
        ("domestic_share", "60%", 0.6),
        ("capacity", "1.5万", 15000.0),
        ("confidence", "低", "low"),
        ("note", "=走访", "=走访"),
    ],
)
def test_a_cell_is_corrected_by_the_rules_of_its_column(store: Store, field: str, text: str, value: object) -> None:
    first(store)
    landed(put(store, correct(store, "A", field, text)))
    assert cell(store, "A", field) == value
    assert data(store).suppliers.dtypes.equals(data(store, history.listed(store)[-1].version_id).suppliers.dtypes)
    assert codes(store) == []


def test_a_corrected_place_is_looked_up(store: Store) -> None:
    first(store)
    landed(put(store, correct(store, "A", "place", "上海临港")))
    assert (cell(store, "A", "place"), cell(store, "A", "region_id")) == ("上海临港", "lingang")
    landed(put(store, correct(store, "A", "status", "中试")))
    assert cell(store, "A", "status") == "pilot"
    assert codes(store) == []


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("status", "差不多", "unknown-word"),
        ("place", "亚特兰", "unknown-place"),
        ("place", " ", "empty-required"),
        ("company", "别的", "correction-field"),
        ("segment_id", "cmp", "correction-field"),
    ],
)
def test_a_value_that_its_column_does_not_take_is_refused_at_once(store: Store, field: str, text: str, code: str) -> None:
    first(store)
    before = fingerprint(store)
    outcome = correct(store, "A", field, text)
    assert isinstance(outcome, Invalid)
    (problem,) = outcome.errors
    assert problem.code == code or problem.severity.value == "error"
    assert fingerprint(store) == before


def test_a_correction_is_visible_and_can_be_taken_back(store: Store) -> None:
    first(store)
    landed(put(store, correct(store, "A", "status", "停产")))
    landed(put(store, correct(store, "B", "status", "中试")))
    made = corrections_of(store)
    assert [(one.source, one.row, one.correction.company, one.correction.before, one.correction.after) for one in made] == [
        ("更正/one", 1, "A", "producing", "停产"),
        ("更正/one", 2, "B", "producing", "中试"),
    ]
    assert (made[0].correction.author, made[0].correction.made_at) == ("甲", NOW)
    landed(put(store, taken_back(store, made[:1])))
    assert (cell(store, "A", "status"), cell(store, "B", "status")) == ("producing", "pilot")
    landed(put(store, taken_back(store, made)))
    version = history.find(store, "latest")
    assert isinstance(version, Version)
    assert [one.name for one in history.content_of(store, version.version_id).sources if "更正" in one.name] == []
    assert version.content_id == history.listed(store)[-1].content_id


def test_a_correction_gives_way_to_a_newer_source(store: Store) -> None:
    first(store)
    landed(put(store, correct(store, "A", "status", "停产")))

    def ramping(made: Sheets) -> None:
        made["企业"][1][4] = "爬坡"

    landed(put(store, draft(store, folder(one=ramping))))
    assert cell(store, "A", "status") == "ramping"
    (finding,) = [one for one in opened(store).findings if one.code == "correction-stale"]
    assert (str(finding.cell), finding.facts["now_zh"], finding.facts["before_zh"]) == ("更正/one[更正]!1:1", ("爬坡",), "量产")

    def stopped(made: Sheets) -> None:
        made["企业"][1][4] = "停产"

    landed(put(store, draft(store, folder(one=stopped))))
    assert codes(store) == [], "the workbook says the same by now"


def test_a_correction_of_a_row_that_is_gone_says_so(store: Store) -> None:
    first(store)
    landed(put(store, correct(store, "A", "status", "停产")))

    def without(made: Sheets) -> None:
        del made["企业"][1]

    landed(put(store, draft(store, folder(one=without))))
    assert codes(store) == ["correction-without-row"]


def test_a_company_found_on_site_becomes_a_row_with_its_cell(store: Store) -> None:
    first(store)
    values = [("status", "量产"), ("control", "内资"), ("source", "")]
    row = found("one", "metal", " 新发现 ", "临港新片区", user=ANN, now=NOW, values=values)
    landed(put(store, correction_draft(store, [row])))
    fields = ("company_key", "region_id", "status", "control", "file", "sheet", "row")
    assert [cell(store, "新发现", name) for name in fields] == [
        "name:新发现", "lingang", "producing", "domestic", "更正/one", "更正", 1,
    ]  # fmt: skip
    assert set(data(store).sources) == {"one.xlsx", "two.xlsx", "regions.xlsx", "更正/one"}
    again = correction_draft(store, [replace(row, author="乙")])
    landed(put(store, again))
    assert (data(store).suppliers["company"] == "新发现").sum() == 1


def test_checked_and_nobody_there_turns_unchecked_into_missing(store: Store) -> None:
    def unchecked(made: Sheets) -> None:
        made["说明"][3][1] = "未核查"

    landed(put(store, draft(store, folder(one=unchecked))))

    def resist() -> tuple[State, Verdict]:
        result = assessed(opened(store), Parameters()).chain("one").segment("resist")
        return result.state, result.verdict

    assert resist() == (State.UNCHECKED, Verdict.UNCHECKED)
    answer = checked("one", "resist", "lingang", CheckMethod.ON_SITE, DAY, user=ANN, now=NOW, note="走访园区，无人")
    landed(put(store, correction_draft(store, [answer])))
    assert resist() == (State.ABSENT, Verdict.MISSING)
    segment = data(store).chain("one").segment("resist")
    assert (segment.checked_region, segment.check_method, segment.checked_on, segment.note) == (
        "lingang", CheckMethod.ON_SITE, DAY, "走访园区，无人",
    )  # fmt: skip


def test_a_check_inside_what_was_searched_narrows_nothing(store: Store) -> None:
    first(store)  # all of it is checked for the world
    answer = checked("one", "resist", "lingang", CheckMethod.ON_SITE, DAY, user=ANN, now=NOW, note="走访")
    landed(put(store, correction_draft(store, [answer])))
    segment = data(store).chain("one").segment("resist")
    assert (segment.checked_region, segment.check_method, segment.note) == ("world", CheckMethod.PUBLIC_SEARCH, "走访")


def test_a_later_check_in_the_workbook_counts(store: Store) -> None:
    def later(made: Sheets) -> None:
        made["环节"][0] += ["核查范围", "核查日期"]
        made["环节"][4] += ["上海市", "2026-12-01"]

    first(store)
    answer = checked("one", "resist", "lingang", CheckMethod.ON_SITE, DAY, user=ANN, now=NOW)
    landed(put(store, correction_draft(store, [answer])))
    landed(put(store, draft(store, folder(one=later))))
    assert data(store).chain("one").segment("resist").checked_region == "shanghai"
    assert codes(store) == ["correction-check-later"]
    again = correction_draft(store, [replace(answer, author="乙")])
    assert isinstance(again, Invalid) and again.errors[0].facts["on"] == "2026-12-01"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (checked("one", "gone", "lingang", CheckMethod.ON_SITE, DAY, user=ANN, now=NOW), "correction-without-segment"),
        (checked("none", "metal", "lingang", CheckMethod.ON_SITE, DAY, user=ANN, now=NOW), "correction-without-segment"),
        (checked("one", "metal", "mars", CheckMethod.ON_SITE, DAY, user=ANN, now=NOW), "correction-without-region"),
        (found("one", "gone", "甲", "临港", user=ANN, now=NOW), "correction-without-segment"),
        (found("one", "metal", "甲", "火星", user=ANN, now=NOW), "unknown-place"),
        (found("one", "metal", "", "临港", user=ANN, now=NOW), "empty-required"),
        (found("one", "metal", "甲", "临港", user=ANN, now=NOW, values=[("capacity", "很多")]), "text-in-number"),
    ],
)
def test_an_answer_about_what_is_not_there_is_refused(store: Store, row: Correction, code: str) -> None:
    first(store)
    outcome = correction_draft(store, [row])
    assert isinstance(outcome, Invalid) and [one.code for one in outcome.errors] == [code]


def test_corrections_of_different_rows_both_land_and_of_one_row_one(store: Store) -> None:
    base = first(store).version_id
    one = checked("one", "resist", "lingang", CheckMethod.ON_SITE, DAY, user=ANN, now=NOW, note="走访园区")
    two = checked("two", "resist", "lingang", CheckMethod.ON_SITE, DAY, user=BEN, now=NOW)
    other = checked("one", "cmp", "lingang", CheckMethod.ON_SITE, DAY, user=BEN, now=NOW)
    status, same = (correct(store, "A", "status", text, base) for text in ("停产", "中试"))
    beside, control = correct(store, "B", "status", "爬坡", base), correct(store, "A", "control", "外资", base)
    who = found("one", "resist", "新厂", "临港新片区", user=BEN, now=NOW, note="走访")
    drafts = [correction_draft(store, [row], base=base) for row in (one, two, other)]
    for made in (*drafts, status, beside):
        landed(put(store, made))
    assert {one.source for one in corrections_of(store)} == {"更正/one", "更正/two"}
    assert (cell(store, "A", "status"), cell(store, "B", "status")) == ("stopped", "ramping")
    before = fingerprint(store)
    for made, theirs in ((same, "stopped"), (control, "stopped"), (correction_draft(store, [who], base=base), "走访园区")):
        told = put(store, made, user=BEN)
        assert isinstance(told, Conflict) and told.scopes == ("chain:one",)
        assert len(told.mine.rows) == 1
        assert theirs in [one.after for row in told.theirs.rows for one in row.cells]
    assert fingerprint(store) == before


def test_taking_back_and_correcting_the_same_row_at_once_is_a_conflict(store: Store) -> None:
    first(store)
    base = landed(put(store, correct(store, "A", "status", "停产"))).version_id
    again = correct(store, "A", "status", "中试", base)
    landed(put(store, taken_back(store, corrections_of(store))))
    assert isinstance(put(store, again, user=BEN), Conflict)


def test_an_upload_and_a_correction_of_the_same_chain_conflict_and_of_another_chain_land(store: Store) -> None:
    base = first(store).version_id
    made = correct(store, "A", "control", "外资", base)
    landed(put(store, draft(store, folder(two=stop(3)), base)))
    landed(put(store, made))
    assert isinstance(put(store, draft(store, folder(one=stop(3)), base), user=BEN), Conflict)


def test_there_is_nothing_to_correct_without_a_version(store: Store) -> None:
    row = checked("one", "resist", "lingang", CheckMethod.ON_SITE, DAY, user=ANN, now=NOW)
    assert correction_draft(store, [row]) == Refusal(code="nothing-to-correct")
    assert correction_draft(store, [row], base="f" * 64) == Refusal(code="unknown-version", facts={"version": "f" * 64})
    assert corrections_of(store) == ()


def test_rows_survive_being_written() -> None:
    rows = (
        checked("one", "resist", "lingang", CheckMethod.ON_SITE, DAY, user=ANN, now=NOW, note="第一行\n第二行\u2028第三行"),
        found("one", "metal", "甲", "临港", user=ANN, now=NOW, values=[("status", "量产")]),
        Correction(kind=CorrectionKind.CHANGE, chain_id="a", segment_id="b", field="note", after="", author="", made_at=NOW),
    )
    assert from_bytes(to_bytes(rows)) == rows
