"""The app in tests shows the shipped folder unless a test says otherwise; no test writes into the project."""

from pathlib import Path

import pytest

from chainmap.app.session import FOLDER_VARIABLE
from chainmap.store.database import URL_VARIABLE


@pytest.fixture(autouse=True)
def _shipped_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(Path(__file__).parents[2] / "data"))
    monkeypatch.delenv(URL_VARIABLE, raising=False)
