"""The app in tests shows the shipped folder unless a test says otherwise; no test writes into the project."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner

from chainmap.app.session import FOLDER_VARIABLE
from chainmap.store.database import URL_VARIABLE


@pytest.fixture(autouse=True)
def _shipped_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(Path(__file__).parents[2] / "data"))
    monkeypatch.delenv(URL_VARIABLE, raising=False)


@pytest.fixture(autouse=True, scope="session")
def _packages_are_searched_once() -> Iterator[None]:
    """Every AppTest asks all installed packages for components, which takes longer than most pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(autouse=True, scope="module")
def _caches_of_one_module() -> Iterator[None]:
    """Data and answers are kept by content, so tests of one module may share them."""
    yield
    st.cache_resource.clear()
