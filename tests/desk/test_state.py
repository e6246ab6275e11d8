"""The workbooks of a state, published elsewhere, are the same data: with decisions, rows left out, further columns, 更正."""

import json
from pathlib import Path
from typing import Literal

import pytest

from chainmap.desk.alias_files import NAMES_FILE, aliases_json, with_names_of
from chainmap.desk.compare import difference
from chainmap.desk.drafts import Draft, folder_draft, without_rows
from chainmap.desk.matching import company_questions, place_questions, segment_questions, with_decisions
from chainmap.desk.outcome import Refusal
from chainmap.desk.uploads import list_draft, proposal, read_upload
from chainmap.intake.load import files_of
from chainmap.model.alias import Answer
from chainmap.present.workbook import dataset_workbooks
from chainmap.store.database import Store, open_store
from tests.desk.stage import NOW, data, draft, first, folder, landed, opened, put
from tests.workbooks import workbook

HEADER: list[object] = ["企业名称", "产业链", "环节", "所在地", "状态", "联系人", "成立年份"]
ROWS: list[list[object]] = [
    ["远方光电股份公司", "one", "metal", "临巷新片区", "量产", "张三", 2020],
    ["远方光电有限公司", "one", "metals", "临港新片区", "爬坡", None, "二〇二一"],
    ["=怪厂", "one", "没有的环节", "临港新片区", "量产", None, None],
]


def mixed(store: Store) -> None:
    """A version with a list, a segment, a place and a company decided, and a row left out."""
    first(store)
    upload = read_upload("名单.xlsx", workbook({"名单": [HEADER, *ROWS]}))
    found = proposal(store, upload)
    assert found is not None
    made = list_draft(store, upload, found.recipe)
    assert isinstance(made, Draft)
    segment = next(one for one in segment_questions(made.workspace) if one.written == "metals")
    meant = next(one for one in segment.suggestions if one.chain_id == "one")
    (place,) = place_questions(made.workspace)
    read = [
        segment.answer(Answer.SAME, meant, author="甲", now=NOW, note="电话核实"),
        place.answer(Answer.SAME, place.suggestions[0], author="甲", now=NOW),
    ]
    made = with_decisions(store, made, read)
    assert isinstance(made, Draft) and made.parsed.dataset is not None
    (company,) = company_questions(data(store), made.parsed.dataset)
    made = with_decisions(store, made, [company.answer(Answer.SAME, company.suggestions[0], author="甲", now=NOW)])
    assert isinstance(made, Draft)
    landed(put(store, without_rows(store, made)))
    assert {one["kind"] for one in aliases_json(store)["aliases"]} == {"segment", "place", "company"}  # type: ignore[attr-defined]


def unpacked(store: Store, place: Path, language: Literal["zh", "en"], *, names: bool = True) -> Path:
    """The state as a folder."""
    files = dataset_workbooks(data(store), language)
    if names:
        files[NAMES_FILE] = json.dumps(aliases_json(store)).encode()
    for name, content in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    return place


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbooks_of_a_state_are_the_same_data_elsewhere(
    store: Store, tmp_path: Path, language: Literal["zh", "en"]
) -> None:
    mixed(store)
    place = unpacked(store, tmp_path / "state", language)
    elsewhere = open_store(f"sqlite:///{tmp_path / 'elsewhere.sqlite'}")
    made = folder_draft(elsewhere, files_of(place))
    assert isinstance(made, Draft)
    made = with_names_of(elsewhere, made, place)
    landed(put(elsewhere, made))
    assert difference(data(store), data(elsewhere)).rows == ()
    extras = [text for text in data(elsewhere).suppliers["extra"] if text]
    assert [json.loads(text) for text in extras] == [{"联系人": "张三", "成立年份": "2020"}, {"成立年份": "二〇二一"}]
    assert not [one for one in opened(elsewhere).findings if one.severity.value == "error"]
    elsewhere.close()


def test_published_where_it_came_from_it_changes_nothing(store: Store, tmp_path: Path) -> None:
    mixed(store)
    before = data(store)
    made = draft(store, files_of(unpacked(store, tmp_path, "zh", names=False)))
    assert made.parsed.dataset is not None and difference(before, made.parsed.dataset).rows == ()


@pytest.mark.parametrize("content", [b"[]", b"\xff", b'{"aliases": [{}]}'])
def test_decisions_that_cannot_be_read_refuse_the_folder(store: Store, tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAMES_FILE).write_bytes(content)
    refused = with_names_of(store, draft(store, folder()), tmp_path)
    assert isinstance(refused, Refusal) and refused.code == "aliases-file"
