"""What the pages show: one version a run, whoever publishes meanwhile."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from chainmap.app import failure, heading, session
from chainmap.app.session import FOLDER_VARIABLE
from chainmap.model.version import Version
from chainmap.present.words import LANGUAGES, Language
from chainmap.store.database import URL_VARIABLE, open_store
from tests.desk.stage import draft, first, folder, landed, put, stop

ROOT = Path(__file__).parents[2]


def test_a_run_shows_one_version_and_the_next_run_what_was_published_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'versions.sqlite'}"
    monkeypatch.setenv(URL_VARIABLE, url)
    monkeypatch.setenv(FOLDER_VARIABLE, str(ROOT / "data"))
    store = open_store(url)
    old, made, seen = first(store), list[Version](), list[str | None]()
    shown, told = heading.show, failure.passed_over

    def publish_then_show(*of: object) -> None:
        seen.append(session.open_source().version)
        if not made:
            made.append(landed(put(store, draft(store, folder(one=stop(2))))))
        shown(*of)  # type: ignore[arg-type]

    def see_then_tell(language: Language) -> None:
        seen.append(session.open_source().version)
        told(language)

    monkeypatch.setattr(heading, "show", publish_then_show)
    monkeypatch.setattr(failure, "passed_over", see_then_tell)
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    app.run()
    assert not app.exception
    (new,) = made
    assert seen == [old.version_id] * 2
    seen.clear()
    app.run()
    assert seen == [new.version_id] * 2
    store.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_version_is_meant_by_the_beginning_of_its_id(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'versions.sqlite'}"
    monkeypatch.setenv(URL_VARIABLE, url)
    monkeypatch.setenv(FOLDER_VARIABLE, str(ROOT / "data"))
    store = open_store(url)
    old = first(store)
    landed(put(store, draft(store, folder(one=stop(2)))))
    store.close()
    for written, shown in ((old.version_id[:8], old.version_id), (old.version_id, old.version_id), ("latest", ""), ("", "")):
        app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
        app.query_params["lang"], app.query_params["version"] = language, written
        app.run()
        assert not app.exception
        assert app.sidebar.selectbox(key=f"version_choice_{language}").value == shown, written
        assert (app.session_state["settled_version"] == old.version_id) == bool(shown)
        assert app.session_state["unknown_version"] is None
