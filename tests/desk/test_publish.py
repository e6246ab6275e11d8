import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from chainmap.desk import history, replay, workspace
from chainmap.desk.compare import RowKind, Table
from chainmap.desk.drafts import against_base, folder_draft, without_rows
from chainmap.desk.first_version import ensure_first_version
from chainmap.desk.outcome import Conflict, Invalid, Outcome, Published, Refusal, Unchanged
from chainmap.desk.publish import publish
from chainmap.desk.undo import undo
from chainmap.desk.workspace import assessed, open_folder, open_version
from chainmap.model.event import What
from chainmap.model.parameters import Parameters
from chainmap.store.database import Store
from tests.databases import fingerprint
from tests.desk.stage import (
    ANN,
    BEN,
    NOW,
    REGION_TABLE,
    VIEWER,
    Sheets,
    chain_file,
    data,
    draft,
    first,
    folder,
    landed,
    opened,
    put,
    stop,
)
from tests.workbooks import REGIONS, regions_workbook, workbook


def numbers(store: Store, version: str = "latest") -> list[object]:
    assessment = assessed(opened(store, version), Parameters())
    return [(chain.scores, [(one.verdict, one.action, one.gains) for one in chain.segments]) for chain in assessment.chains]


def statuses(store: Store, chain_id: str, version: str = "latest") -> list[str]:
    suppliers = data(store, version).suppliers
    return list(suppliers[suppliers["chain_id"] == chain_id]["status"])


def misspelt(made: Sheets) -> None:
    made["企业"][3][1] = "fap"  # row 4
    made["企业"][5][2] = "阿特兰蒂斯"  # row 6


def test_a_version_holds_what_the_folder_holds(store: Store, tmp_path: Path) -> None:
    files = folder()
    (tmp_path / "chains").mkdir()
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    version = first(store)
    here, there, empty = open_folder(tmp_path), opened(store), pd.DataFrame()
    assert there.dataset is not None and here.dataset is not None
    assert there.dataset.suppliers.equals(here.dataset.suppliers)
    assert replace(there.dataset, suppliers=empty) == replace(here.dataset, suppliers=empty)
    assert there.findings == here.findings
    assert (there.label, there.version) == (version.version_id, version.version_id)
    assert assessed(there, Parameters()).chains[0].scores == assessed(here, Parameters()).chains[0].scores


def test_the_same_folder_has_the_same_id_everywhere_and_makes_no_second_version(store: Store) -> None:
    version = first(store)
    before = fingerprint(store)
    again = put(store, draft(store, folder()), user=BEN, note="再来")
    assert again == Unchanged(version=version)
    assert fingerprint(store) == before


def test_author_note_time_and_base_are_kept(store: Store) -> None:
    start = first(store)
    version = landed(put(store, draft(store, folder(one=stop(2))), user=BEN, note=" G 停产 "))
    assert (version.author, version.note, version.created_at) == ("乙", "G 停产", NOW)
    assert (version.parent, version.base, version.number) == (start.version_id, start.version_id, 2)
    at = "2026-11-23T08:00:00.000000+00:00"
    assert history.versions_json(store) == {
        "versions": [
            {"id": version.version_id, "parent": start.version_id, "author": "乙", "note": "G 停产", "created_at": at},
            {"id": start.version_id, "parent": None, "author": "甲", "note": "首版", "created_at": at},
        ]
    }
    assert [(one.what, one.author, one.version_id) for one in history.deeds(store)] == [
        (What.PUBLISHED, "乙", version.version_id),
        (What.PUBLISHED, "甲", start.version_id),
    ]


def test_data_with_errors_are_refused_and_leave_the_database_as_it_was(store: Store) -> None:
    first(store)
    before = fingerprint(store)
    made = draft(store, folder(one=misspelt))
    outcome = put(store, made)
    assert isinstance(outcome, Invalid)
    assert [(str(one.cell), one.code) for one in outcome.errors] == [
        ("one.xlsx[企业]!B4", "unknown-segment"),
        ("one.xlsx[企业]!C6", "unknown-place"),
    ]
    assert [(one.source, one.sheet, one.row) for one in outcome.rows] == [
        ("chains/one.xlsx", "企业", 4),
        ("chains/one.xlsx", "企业", 6),
    ]
    assert fingerprint(store) == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"\x89PNG"])
def test_a_file_that_cannot_be_read_leaves_the_database_as_it_was(store: Store, content: bytes) -> None:
    first(store)
    before = fingerprint(store)
    assert isinstance(put(store, draft(store, {**folder(), "chains/one.xlsx": content})), Invalid)
    assert fingerprint(store) == before


def test_rows_with_errors_may_be_left_out_and_that_is_part_of_the_version(store: Store) -> None:
    made = draft(store, folder(one=misspelt))
    thinner = without_rows(store, made)
    assert thinner.errors == () and thinner.rows == ()
    assert [one.code for one in thinner.parsed.findings if one.cell.file == "one.xlsx"] == ["rows-left-out"]
    version = landed(put(store, thinner))
    assert "X" not in set(data(store).suppliers[data(store).suppliers["chain_id"] == "one"]["company"])
    assert [one.code for one in opened(store).findings if one.code == "rows-left-out"] == ["rows-left-out"]
    source = history.content_of(store, version.version_id).source("chains/one.xlsx")
    assert source is not None and source.recipe == '{"left_out":[["企业",4],["企业",6]]}'


def test_one_bad_row_left_out_leaves_the_other_to_be_mended(store: Store) -> None:
    made = draft(store, folder(one=misspelt))
    thinner = without_rows(store, made, made.rows[:1])
    assert [str(one.cell) for one in thinner.errors] == ["one.xlsx[企业]!C6"]
    assert isinstance(put(store, thinner), Invalid)


def test_rows_that_miss_a_row_left_out_come_up_as_errors_themselves(store: Store) -> None:
    def unreadable_stage(made: Sheets) -> None:
        made["环节"][1][2] = "不知道"  # metal, which others name

    made = draft(store, folder(one=unreadable_stage))
    once = without_rows(store, made)
    assert {one.code for one in once.errors} == {"unknown-segment"}
    twice = without_rows(store, once)
    assert twice.errors == ()
    landed(put(store, twice))
    assert [one.segment_id for one in data(store).chain("one").segments] == ["target", "wafer", "resist", "cmp", "fab"]


def test_disjoint_changes_of_two_people_both_land(store: Store) -> None:
    base = first(store).version_id
    mine, theirs = draft(store, folder(one=stop(2)), base), draft(store, folder(two=stop(3)), base)
    landed(put(store, theirs, user=BEN))
    outcome = put(store, mine)
    assert isinstance(outcome, Published) and outcome.rebased
    assert statuses(store, "one")[:2] == ["stopped", "producing"]
    assert statuses(store, "two")[:2] == ["producing", "stopped"]
    assert outcome.version.base == base
    assert outcome.version.parent != base


def test_a_chain_and_the_regions_are_disjoint(store: Store) -> None:
    base = first(store).version_id
    wider = regions_workbook([*REGIONS, ["korea", "韩国", "Korea", "world", "国家（地区）", None, None]])
    mine, theirs = draft(store, {**folder(), "regions.xlsx": wider}, base), draft(store, folder(two=stop(3)), base)
    landed(put(store, theirs))
    landed(put(store, mine))
    assert "korea" in data(store).regions
    assert statuses(store, "two")[1] == "stopped"


def test_of_two_changes_of_one_source_one_lands_and_the_other_is_told_with_both_diffs(store: Store) -> None:
    base = first(store).version_id
    mine, theirs = draft(store, folder(one=stop(2)), base), draft(store, folder(one=stop(3), two=stop(4)), base)
    other = landed(put(store, theirs, user=BEN, note="先到"))
    before = fingerprint(store)
    outcome = put(store, mine)
    assert isinstance(outcome, Conflict)
    assert (outcome.base, outcome.latest, outcome.scopes) == (base, other, ("chain:one",))
    assert [(one.key[0], one.cells[0].column, one.cells[0].after) for one in outcome.mine.rows] == [
        ("name:a", "status", "stopped")
    ]
    assert [(one.key[0], one.chain_id) for one in outcome.theirs.rows] == [("name:b", "one")]
    assert fingerprint(store) == before


def test_the_same_change_made_twice_is_no_conflict(store: Store) -> None:
    base = first(store).version_id
    mine, theirs = draft(store, folder(one=stop(2)), base), draft(store, folder(one=stop(2)), base)
    other = landed(put(store, theirs, user=BEN))
    assert put(store, mine) == Unchanged(version=other)


def test_changes_that_are_sound_alone_and_wrong_together_are_refused(store: Store) -> None:
    without_japan = regions_workbook([row for row in REGIONS if row[0] != "japan"])

    def home(made: Sheets) -> None:
        made["企业"][13][2] = "北京市"  # M1 leaves Japan

    both = folder(one=home, two=home)
    base = landed(put(store, draft(store, both))).version_id
    mine = draft(store, {**both, "regions.xlsx": without_japan}, base)
    landed(put(store, draft(store, folder(one=home), base), user=BEN))  # chain two goes back to Japan
    before = fingerprint(store)
    outcome = put(store, mine)
    assert isinstance(outcome, Invalid)
    assert outcome.rebased_on == opened(store).version
    assert [str(one.cell) for one in outcome.errors] == ["two.xlsx[企业]!C14"]
    assert fingerprint(store) == before


def test_a_chain_that_one_removes_and_another_changes_is_a_conflict(store: Store) -> None:
    base = first(store).version_id
    fewer = {name: content for name, content in folder().items() if name != "chains/two.xlsx"}
    mine, theirs = draft(store, fewer, base), draft(store, folder(two=stop(3)), base)
    landed(put(store, theirs))
    outcome = put(store, mine)
    assert isinstance(outcome, Conflict) and outcome.scopes == ("chain:two",)
    assert outcome.mine.count(Table.SEGMENTS, RowKind.REMOVED) == 6


def test_many_people_at_once_all_land_on_different_chains_and_once_on_the_same(store: Store) -> None:
    names = ["one", "two", "three", "four"]
    files: dict[str, bytes] = {"regions.xlsx": REGION_TABLE}
    for name in names:
        files |= chain_file(name)
    base = landed(put(store, draft(store, files))).version_id
    drafts = [draft(store, {**files, **chain_file(name, stop(row))}, base) for name in names for row in (2, 3)]
    outcomes: list[Outcome] = []
    start = threading.Barrier(len(drafts))

    def work(number: int) -> None:
        start.wait()
        outcomes.append(put(store, drafts[number], note=str(number)))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(drafts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(one).__name__ for one in outcomes) == ["Conflict"] * 4 + ["Published"] * 4
    assert [statuses(store, name).count("stopped") for name in names] == [1, 1, 1, 1]
    assert history.verify(store) == ()
    assert [one.number for one in history.listed(store)] == [5, 4, 3, 2, 1]


def test_an_unknown_base_is_refused(store: Store) -> None:
    first(store)
    assert folder_draft(store, folder(), base="f" * 64) == Refusal(code="unknown-version", facts={"version": "f" * 64})
    assert open_version(store, "f" * 64) is None


def test_undo_brings_the_earlier_content_back_as_a_new_version(store: Store) -> None:
    start = first(store)
    second = landed(put(store, draft(store, folder(one=stop(2)))))
    before = numbers(store, start.version_id)
    back = landed(undo(store, user=BEN, note="退回", now=NOW))
    assert (back.content_id, back.restores, back.parent) == (start.content_id, start.version_id, second.version_id)
    assert back.version_id not in (start.version_id, second.version_id)
    assert numbers(store) == before
    assert [one.number for one in history.listed(store)] == [3, 2, 1]
    again = landed(undo(store, user=ANN, note="还是要", now=NOW))
    assert again.content_id == second.content_id
    third = landed(undo(store, user=ANN, note="指定", now=NOW, to=start.version_id[:10]))
    assert third.content_id == start.content_id
    assert history.deeds(store)[0].what is What.RESTORED


def test_undo_has_nothing_to_do_at_the_first_version(store: Store) -> None:
    assert undo(store, user=ANN, note="", now=NOW) == Refusal(code="nothing-to-undo", facts={"version": ""})
    only = first(store)
    assert undo(store, user=ANN, note="", now=NOW) == Refusal(code="nothing-to-undo", facts={"version": ""})
    assert undo(store, user=ANN, note="", now=NOW, to=only.version_id) == Unchanged(version=only)


def test_undo_of_what_one_has_not_seen_is_refused(store: Store) -> None:
    seen = first(store)
    landed(put(store, draft(store, folder(one=stop(2))), user=BEN, note="新"))
    outcome = undo(store, user=ANN, note="", now=NOW, seen=seen.version_id)
    assert isinstance(outcome, Refusal) and outcome.code == "moved-on" and outcome.facts["author"] == "乙"


def test_a_version_gives_the_same_numbers_forever(store: Store) -> None:
    start = first(store)
    before = numbers(store, start.version_id)
    landed(put(store, draft(store, folder(one=stop(2), two=stop(5)))))
    wider = regions_workbook([*REGIONS[:-1], ["xuhui", "徐汇区", "Xuhui", "lingang", "区县", None, "徐汇"]])
    landed(put(store, draft(store, {**folder(), "regions.xlsx": wider})))
    workspace.open_known.cache_clear()
    replay.forget()  # everything is made from the bytes again
    assert numbers(store, start.version_id) == before
    assert numbers(store) != before


@pytest.mark.parametrize("change", [lambda store, who: put(store, draft(store, folder(one=stop(2))), user=who)])
def test_only_who_may_publishes(store: Store, change: Callable[[Store, object], Outcome]) -> None:
    first(store)
    before = fingerprint(store)
    outcome = change(store, VIEWER)
    assert outcome == Refusal(code="not-allowed", facts={"role": "viewer", "deed": "publish"})
    late = NOW + timedelta(hours=1)
    made = draft(store, folder(one=stop(2)))
    assert publish(store, made, user=BEN, note="", now=late) == Refusal(code="token-expired")
    assert undo(store, user=VIEWER, note="", now=NOW, to="latest") == Refusal(
        code="not-allowed", facts={"role": "viewer", "deed": "publish"}
    )
    assert publish(store, made, user=replace(ANN, name="  "), note="", now=NOW) == Refusal(code="no-author")
    assert fingerprint(store) == before


def test_the_first_start_publishes_the_shipped_folder_once(store: Store, tmp_path: Path) -> None:
    (tmp_path / "chains").mkdir()
    for name, content in folder().items():
        (tmp_path / name).write_bytes(content)
    outcomes: list[Outcome] = []
    threads = [threading.Thread(target=lambda: outcomes.append(ensure_first_version(store, tmp_path, NOW))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(one).__name__ for one in outcomes) == ["Published", "Unchanged", "Unchanged", "Unchanged"]
    (only,) = history.listed(store)
    assert (only.author, only.note) == ("系统", "随系统附带")


def test_a_draft_shows_what_it_changes(store: Store) -> None:
    first(store)
    made = draft(store, folder(one=stop(2)))
    (row,) = against_base(store, made).rows
    assert (row.table, row.kind, row.chain_id) == (Table.SUPPLIERS, RowKind.CHANGED, "one")
    assert row.cells == (("status", "producing", "stopped"),)
    assert str(row.after) == "one.xlsx[企业]!2:2"


def test_diff_tells_rows_and_effect(store: Store) -> None:
    start = first(store)
    second = landed(put(store, draft(store, folder(one=stop(5)))))  # G, the only one on wafer in Lingang
    answer = history.diff_json(store, start.version_id[:8], "latest")
    assert isinstance(answer, dict)
    assert (answer["before"], answer["after"]) == (start.version_id, second.version_id)
    told: Any = answer
    assert list(told["rows"]) == ["suppliers"]
    one, two = told["effect"]
    assert one["segments"] == [
        {
            "segment": "wafer",
            "verdict": {"before": "fragile", "after": "missing"},
            "action": {"before": "diversify", "after": "attract"},
        }
    ]  # fmt: skip
    lo = 5 / 26
    assert one["scores"]["lingang"]["coverage"] == {"before": pytest.approx([lo, lo]), "after": [0.0, 0.0]}
    assert two["segments"] == []
    assert history.diff_json(store, "nothing", "latest") == Refusal(code="unknown-version", facts={"version": "nothing"})


def test_verify_says_ok(store: Store) -> None:
    first(store)
    assert history.verify_json(store) == {"ok": True, "problems": []}


def test_publishing_a_folder_keeps_its_workbooks_only(store: Store) -> None:
    files = {**folder(), "notes.txt": b"x", "other.xlsx": workbook({"a": [["b"]]}), "chains/~$one.xlsx": b"lock"}
    version = landed(put(store, draft(store, files)))
    assert [one.name for one in history.content_of(store, version.version_id).sources] == [
        "regions.xlsx",
        "chains/one.xlsx",
        "chains/two.xlsx",
    ]
