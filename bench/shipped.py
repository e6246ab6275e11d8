"""The shipped data in a database of two versions, so that every page has what it shows; a bench leaves nothing behind."""

import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import load_workbook

from chainmap.app.session import FOLDER_VARIABLE
from chainmap.desk.drafts import Draft, folder_draft
from chainmap.desk.first_version import ensure_first_version
from chainmap.desk.outcome import Published
from chainmap.desk.publish import publish
from chainmap.desk.roles import local_user
from chainmap.intake.load import files_of
from chainmap.store.database import URL_VARIABLE, Store, open_store

FOLDER = Path(__file__).parent.parent / "data"
_EVERY = 10  # so many suppliers of the first chain have stopped in the second version


@contextmanager
def shipped_versions() -> Iterator[dict[str, str]]:
    """Environment variables of an app that shows them."""
    with tempfile.TemporaryDirectory() as place:
        url = f"sqlite:///{Path(place) / 'bench.sqlite'}"
        store = open_store(url)
        ensure_first_version(store, FOLDER, datetime.now(UTC))
        _publish(store, Path(place) / "later")
        store.close()
        yield {URL_VARIABLE: url, FOLDER_VARIABLE: str(FOLDER)}


def _publish(store: Store, later: Path) -> None:
    shutil.copytree(FOLDER, later)
    first = min((later / "chains").glob("*.xlsx"))
    book = load_workbook(io.BytesIO(first.read_bytes()))
    sheet = book["企业"]
    status = next(cell.column for cell in sheet[1] if cell.value == "状态")
    for row in range(2, sheet.max_row + 1, _EVERY):
        sheet.cell(row=row, column=status, value="停产")
    book.save(first)
    draft = folder_draft(store, files_of(later))
    assert isinstance(draft, Draft), draft
    done = publish(store, draft, user=local_user("bench"), note="bench", now=datetime.now(UTC))
    assert isinstance(done, Published), done
