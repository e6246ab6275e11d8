"""Numbers of a change open: of two versions on their page, headline or not, and of corrections and uploads before."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from chainmap.app.session import FOLDER_VARIABLE
from chainmap.desk import history
from chainmap.store.database import URL_VARIABLE, open_store
from tests.app.test_spot_pages import field, run, texts
from tests.app.test_upload_page import GOOD, step, upload
from tests.desk.stage import draft, put
from tests.folders import marked_folder

CAME: list[object] = ["C6", "powder", "P6", "Pk", "domestic", "producing", "S6"]


@pytest.fixture
def before_and_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """Ids of two versions of the marked folder, the older first: C6 came to the park."""
    first = marked_folder(tmp_path / "data")
    monkeypatch.setenv(FOLDER_VARIABLE, str(first))
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{tmp_path / 'versions.sqlite'}")
    store = open_store(f"sqlite:///{tmp_path / 'versions.sqlite'}")
    for content in (first, marked_folder(tmp_path / "later", more=[CAME])):
        files = {one.relative_to(content).as_posix(): one.read_bytes() for one in sorted(content.rglob("*.xlsx"))}
        put(store, draft(store, files))
    ids = [one.version_id for one in history.listed(store)]
    store.close()
    yield ids[1], ids[0]
    st.cache_resource.clear()


def asked(html: str) -> list[str]:
    """What the numbers of a table ask."""
    return re.findall(r'data-event="why:([^"]*)"', html)


def opened(app: AppTest, page: str, question: str) -> str:
    """The answer that opens on the page, in the same session."""
    kept = app.session_state["address_texts"]
    kept[page]["why"] = question
    app.session_state["address_texts"] = kept
    app.run()
    assert not app.exception, app.exception
    return texts(app)


def test_scores_of_two_versions_open_on_both_sides_and_in_between(before_and_after: tuple[str, str]) -> None:
    app = run("versions", tab="compare")
    assert not app.exception, app.exception
    questions = asked(texts(app))
    older, newer = (one[:12] for one in before_and_after)
    wanted = {f"before={older}", f"after={newer}", f"change={older},{newer}"}
    assert {one.partition(";")[0].partition("@")[0] for one in questions} == wanted
    beyond = [one for one in questions if "@" in one]
    assert beyond and len(beyond) < len(questions)
    headline = [one for one in questions if one.endswith("coverage:one") and "@" not in one]
    for question in [*headline, *(one for one in beyond if "continuity" in one or "controlled" in one)][:9]:
        assert "cm-tex" in opened(app, "versions", question), question


def test_numbers_of_a_correction_open_before_it_is_published(before_and_after: tuple[str, str]) -> None:
    app = run("suppliers", correct="one.xlsx[Suppliers]!2:2")
    field(app, "selectbox", "spot_status").set_value("stopped").run()
    assert not app.exception, app.exception
    questions = asked(texts(app))
    drafted = [one for one in questions if one.startswith("draft")]
    assert {one.partition(";")[2].partition(":")[0] for one in drafted} > {"moved", "coverage"}
    for question in ["draft;coverage:one", "draft;moved:coverage:one", next(one for one in drafted if "=" in one)]:
        assert question in questions
        assert "cm-tex" in opened(app, "suppliers", question), question


def test_numbers_of_an_upload_open_before_it_is_published(before_and_after: tuple[str, str]) -> None:
    app = step(upload(GOOD), "publish")
    questions = asked(texts(app))
    assert {one.partition(";")[0].partition("=")[0] for one in questions if ";" in one} == {"draft", "inside"}
    for question in ["draft;coverage:one", next(one for one in questions if one.startswith("draft=") and ";moved:" in one)]:
        assert question in questions
        assert "cm-tex" in opened(app, "upload", question), question
