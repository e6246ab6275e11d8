"""Corrections from the page's side: several cells at once, what they do, who may, undoing one of many, later uploads."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from chainmap.desk import history
from chainmap.desk.compare import RowKind, Table, difference
from chainmap.desk.correction_rows import to_bytes
from chainmap.desk.drafts import Draft, against_base, folder_draft
from chainmap.desk.on_the_spot import (
    changed,
    checked,
    correct,
    correction_draft,
    corrections_of,
    edited,
    found,
    take_back,
    taken_back,
)  # fmt: skip
from chainmap.desk.outcome import Invalid, Published, Refusal, Unchanged
from chainmap.desk.roles import Role, User
from chainmap.desk.standing import Standing, preview, standing
from chainmap.model.correction import Correction
from chainmap.model.event import What
from chainmap.model.parameters import Parameters
from chainmap.model.version import Version
from chainmap.model.vocabulary import CheckMethod, Score, Verdict
from chainmap.present.words import LANGUAGES
from chainmap.present.workbook import dataset_workbooks
from chainmap.store.database import Store
from chainmap.store.schema import BLOB
from tests.databases import fingerprint
from tests.desk.stage import ANN, BEN, NOW, VIEWER, Sheets, data, draft, first, folder, landed, put

DAY = date(2026, 11, 20)


def position(store: Store, company: str, segment: str = "fab") -> int:
    """The row of a company in chain one."""
    rows = data(store).suppliers
    mask = (rows["company"] == company) & (rows["chain_id"] == "one") & (rows["segment_id"] == segment)
    return int(mask.to_numpy().argmax())


def edit(store: Store, company: str, segment: str = "fab", **texts: str) -> tuple[Correction, ...]:
    """Cells of a company's row, corrected for a reason."""
    return edited(data(store), position(store, company, segment), texts, user=ANN, now=NOW, note="走访")


def made(store: Store, rows: tuple[Correction, ...]) -> Version:
    return landed(correct(store, rows, user=ANN, now=NOW, note="更正"))


def row(store: Store, company: str, segment: str = "fab") -> dict[str, object]:
    return {str(name): value for name, value in data(store).suppliers.iloc[position(store, company, segment)].items()}


def problems(store: Store) -> list[str]:
    return [one.problem.code for one in standing(store) if one.problem]


def test_several_cells_of_a_row_are_corrected_at_once_and_what_stays_is_passed_over(store: Store) -> None:
    first(store)
    rows = edit(store, "A", place="苏州市", product="晶圆", status="ramping", control="domestic", company_group="甲集团")
    assert [one.field for one in rows] == ["status", "company_group", "product", "place"]
    made(store, rows)
    after = row(store, "A")
    assert [after[name] for name in ("place", "region_id", "product", "status", "company_group")] == [
        "苏州市", "suzhou", "晶圆", "ramping", "甲集团",
    ]  # fmt: skip
    assert problems(store) == []


def test_a_preview_says_what_the_verdicts_and_scores_become(store: Store) -> None:
    def unchecked(made: Sheets) -> None:
        made["说明"][3][1] = "未核查"

    landed(put(store, draft(store, folder(one=unchecked))))
    answer = checked("one", "resist", "lingang", CheckMethod.ON_SITE, DAY, user=ANN, now=NOW)
    before = fingerprint(store)
    drafted = correction_draft(store, [answer])
    assert isinstance(drafted, Draft)
    told = preview(store, drafted, Parameters())
    effect = next(one for one in told.effects if one.chain_id == "one")
    (segment,) = [one for one in effect.segments if one.changed]
    assert (segment.segment_id, segment.verdict_before, segment.verdict_after) == ("resist", Verdict.UNCHECKED, Verdict.MISSING)
    coverage = next(one for one in effect.scores if one.score is Score.COVERAGE and one.region_id == "lingang")
    assert coverage.before and coverage.after
    assert coverage.before.hi - coverage.after.hi == pytest.approx(5 / 26)
    assert [(one.table, one.kind) for one in against_base(store, drafted).rows] == [(Table.SEGMENTS, RowKind.CHANGED)]
    assert fingerprint(store) == before, "looking changes nothing"


@pytest.mark.parametrize(
    ("rows", "user", "code"),
    [
        ([], ANN, "no-correction"),
        ([found("one", "resist", "新厂", "临港", user=ANN, now=NOW)], ANN, "no-source"),
        (
            [checked("one", "resist", "lingang", CheckMethod.ON_SITE, NOW.date() + timedelta(2), user=ANN, now=NOW)],
            ANN,
            "check-in-future",
        ),
        ([checked("one", "resist", "lingang", CheckMethod.ON_SITE, DAY, user=ANN, now=NOW)], VIEWER, "not-allowed"),
        (
            [checked("one", "resist", "lingang", CheckMethod.ON_SITE, DAY, user=ANN, now=NOW)],
            replace(BEN, expires_at=NOW),
            "token-expired",
        ),
        (
            [checked("one", "resist", "lingang", CheckMethod.ON_SITE, DAY, user=ANN, now=NOW)],
            User(name=" ", role=Role.ANALYST),
            "no-author",
        ),
    ],
)
def test_what_may_not_be_published_is_refused_in_words_and_nothing_is_stored(
    store: Store, rows: list[Correction], user: User, code: str
) -> None:
    first(store)
    before = fingerprint(store)
    outcome = correct(store, rows, user=user, now=NOW, note="")
    assert isinstance(outcome, Refusal) and outcome.code == code
    assert fingerprint(store) == before


def test_a_cell_is_not_corrected_without_a_reason(store: Store) -> None:
    first(store)
    rows = edited(data(store), position(store, "A"), {"status": "停产"}, user=ANN, now=NOW)
    assert correct(store, rows, user=ANN, now=NOW, note="") == Refusal(code="no-reason")


def test_all_rows_land_or_none(store: Store) -> None:
    first(store)
    before = fingerprint(store)
    rows = (*edit(store, "A", status="停产"), *edit(store, "B", place="亚特兰"))
    outcome = correct(store, rows, user=ANN, now=NOW, note="")
    assert isinstance(outcome, Invalid) and [one.code for one in outcome.errors] == ["unknown-place"]
    assert fingerprint(store) == before


def test_the_log_says_who_corrected_and_who_took_back_what(store: Store) -> None:
    first(store)
    made(store, edit(store, "A", status="停产"))
    landed(take_back(store, corrections_of(store), user=BEN, now=NOW, note="看错了"))
    back, done = history.deeds(store)[:2]
    assert (done.what, done.author, done.facts["companies"], done.facts["segments"]) == (
        What.CORRECTED,
        "甲",
        ("A",),
        ("one/fab",),
    )
    assert (back.what, back.author, back.facts["note"]) == (What.TAKEN_BACK, "乙", "看错了")


def test_taking_back_takes_a_right_and_a_correction_that_is_there(store: Store) -> None:
    first(store)
    made(store, edit(store, "A", status="停产"))
    gone = corrections_of(store)
    assert take_back(store, gone, user=VIEWER, now=NOW, note="") == Refusal(
        code="not-allowed", facts={"role": "viewer", "deed": "publish"}
    )
    landed(take_back(store, gone, user=ANN, now=NOW, note=""))
    before = fingerprint(store)
    assert take_back(store, gone, user=ANN, now=NOW, note="") == Refusal(code="unknown-correction")
    assert take_back(store, (), user=ANN, now=NOW, note="") == Refusal(code="unknown-correction")
    assert fingerprint(store) == before


def test_a_correction_in_the_middle_is_taken_back_and_the_others_keep_their_meaning(store: Store) -> None:
    start = first(store)
    for texts in ({"place": "苏州市"}, {"status": "stopped"}, {"status": "pilot"}, {"place": "临港新片区"}, {"product": "晶圆"}):
        made(store, edit(store, "A", **texts))
    moved, stopped = corrections_of(store)[:2]
    landed(take_back(store, [stopped], user=ANN, now=NOW, note=""))
    landed(take_back(store, [moved], user=ANN, now=NOW, note=""))
    after = row(store, "A")
    assert [after[name] for name in ("status", "place", "product")] == ["pilot", "临港新片区", "晶圆"]
    assert problems(store) == []
    landed(take_back(store, corrections_of(store), user=ANN, now=NOW, note=""))
    assert history.listed(store)[0].content_id == start.content_id


def test_a_company_that_was_found_goes_with_what_was_corrected_in_it(store: Store) -> None:
    start = first(store)
    made(store, (found("one", "resist", "新厂", "临港新片区", user=ANN, now=NOW, values=[("source", "走访")]),))
    made(store, edit(store, "新厂", "resist", place="苏州市", status="pilot"))
    landed(take_back(store, corrections_of(store)[:1], user=ANN, now=NOW, note=""))
    assert history.listed(store)[0].content_id == start.content_id


def test_every_correction_names_the_row_that_it_changed_in_its_workbook(store: Store) -> None:
    first(store)
    made(store, edit(store, "A", status="stopped", place="苏州市"))
    made(store, (found("one", "resist", "新厂", "临港新片区", user=ANN, now=NOW, values=[("source", "走访")]),))
    made(store, (checked("one", "cmp", "lingang", CheckMethod.ON_SITE, DAY, user=ANN, now=NOW),))
    assert [[str(cell) for cell in one.cells] for one in standing(store)] == [
        ["one.xlsx[企业]!2:2"], ["one.xlsx[企业]!2:2"], ["更正/one[更正]!3:3"], [],
    ]  # fmt: skip


def later(change: dict[int, str | None]) -> dict[str, bytes]:
    """A later upload of chain one: the status of Excel rows, or None for a row that is gone."""

    def upload(made: Sheets) -> None:
        for number, status in sorted(change.items(), reverse=True):
            if status is None:
                del made["企业"][number - 1]
            else:
                made["企业"][number - 1][4] = status

    return folder(one=upload)


def test_a_later_upload_says_which_corrections_it_puts_out_of_force(store: Store) -> None:
    first(store)
    made(store, edit(store, "A", status="stopped"))
    made(store, edit(store, "B", status="stopped"))
    made(store, edit(store, "X", control="domestic"))
    upload = draft(store, later({2: "爬坡", 3: None}))
    told = preview(store, upload, Parameters())
    assert [one.company for one in told.lost] == ["A", "B"]
    landed(put(store, upload))
    assert problems(store) == ["correction-stale", "correction-without-row"]
    assert (row(store, "A")["status"], row(store, "X")["control"]) == ("ramping", "domestic")
    rows = data(store).suppliers
    assert (rows["status"] == "stopped").sum() == 0, "no other row was corrected instead"


def test_a_company_that_a_later_upload_knows_better_says_so(store: Store) -> None:
    first(store)
    values = [("status", "量产"), ("source", "走访")]
    made(store, (found("one", "resist", "新厂", "临港新片区", user=ANN, now=NOW, values=values),))

    def known(made: Sheets) -> None:
        made["企业"].append(["新厂", "resist", "临港新片区", "内资", "在建"])

    landed(put(store, draft(store, folder(one=known))))
    (told,) = standing(store)
    assert told.problem and (told.problem.code, told.problem.facts["columns_zh"]) == ("correction-row-exists", ("状态", "来源"))
    assert row(store, "新厂", "resist")["status"] == "under-construction"
    assert (data(store).suppliers["company"] == "新厂").sum() == 1


def test_the_workbooks_of_a_state_with_corrections_read_back_as_the_same_content(store: Store) -> None:
    first(store)
    for texts in ({"status": "stopped"}, {"place": "苏州市"}, {"status": "pilot", "note": "=1+1"}, {"place": "临港新片区"}):
        made(store, edit(store, "A", **texts))
    made(store, (found("one", "resist", "新厂", "临港新片区", user=ANN, now=NOW, values=[("source", "走访")]),))
    made(store, edit(store, "新厂", "resist", place="徐汇区", status="pilot"))
    made(store, (checked("one", "cmp", "lingang", CheckMethod.ON_SITE, DAY, user=ANN, now=NOW, note="无"),))
    state = data(store)
    for language in LANGUAGES:
        books = dataset_workbooks(state, language)
        for keep in (False, True):
            again = folder_draft(store, books, keep_added=keep)
            assert isinstance(again, Draft) and again.errors == ()
            assert difference(state, again.parsed.dataset).rows == (), (language, keep)
            assert [one.code for one in again.parsed.findings if one.code.startswith("correction")] == []


def test_verify_hashes_corrections_again(store: Store) -> None:
    first(store)
    made(store, edit(store, "A", status="stopped"))
    assert history.verify(store) == ()
    (one,) = [one for one in history.content_of(store, history.listed(store)[0].version_id).sources if one.kind == "corrections"]
    forged = to_bytes([replace(corrections_of(store)[0].correction, after="producing")])
    with store.writing() as connection:
        connection.execute(update(BLOB).where(BLOB.c.sha256 == one.sha256).values(data=forged))
    assert ("source-changed", one.sha256) in [(found.code, found.subject) for found in history.verify(store)]


def test_rows_that_look_alike_are_corrected_together(store: Store) -> None:
    first(store)
    made(store, edit(store, "K1", "cmp", status="stopped"))
    (one,) = standing(store)
    assert [cell.row for cell in one.cells] == [9, 10]


def test_taking_back_nothing_that_is_there_changes_nothing(store: Store) -> None:
    version = first(store)
    made(store, edit(store, "A", status="stopped"))
    gone = corrections_of(store)
    landed(put(store, taken_back(store, gone)))
    same = put(store, taken_back(store, gone))
    assert isinstance(same, Unchanged) and same.version.content_id == version.content_id


def test_a_changed_cell_starts_from_what_it_holds(store: Store) -> None:
    first(store)
    one = changed(data(store), position(store, "A"), "status", "停产", user=ANN, now=NOW, note="走访")
    assert isinstance(correct(store, [one], user=ANN, now=NOW, note=""), Published)
    assert isinstance(standing(store)[0], Standing)
