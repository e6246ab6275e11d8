"""What the tests of this room start from: folders of two chains, people, times, and publishing in one line."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache

from chainmap.desk.drafts import Draft, folder_draft
from chainmap.desk.outcome import Outcome, Published
from chainmap.desk.publish import publish
from chainmap.desk.roles import Role, User
from chainmap.desk.workspace import Workspace, open_version
from chainmap.model.dataset import Dataset
from chainmap.model.version import Version
from chainmap.store.database import Store
from tests.workbooks import example_sheets, regions_workbook, workbook

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ANN = User(name="甲", role=Role.ANALYST)
BEN = User(name="乙", role=Role.ANALYST, expires_at=NOW + timedelta(hours=1))
VIEWER = User(name="丙", role=Role.VIEWER)
ADMIN = User(name="管", role=Role.ADMIN)

REGION_TABLE = regions_workbook()
Sheets = dict[str, list[list[object]]]


def sheets(chain_id: str = "one") -> Sheets:
    """The worked example as the chain `chain_id`."""
    made = example_sheets(2)
    made["说明"][0][1] = chain_id
    made["说明"][1][1] = f"链 {chain_id}"
    return made


# A workbook carries the time of its writing: made once, so that an unchanged file is the same file.
@cache
def chain_file(chain_id: str = "one", change: Callable[[Sheets], object] | None = None) -> dict[str, bytes]:
    """{file name: bytes} of one chain, after `change` of its sheets."""
    made = sheets(chain_id)
    if change is not None:
        change(made)
    return {f"chains/{chain_id}.xlsx": workbook(made)}


def folder(**changes: Callable[[Sheets], object] | None) -> dict[str, bytes]:
    """The chains `one` and `two` and the regions; keywords change the sheets of a chain."""
    return {**chain_file("one", changes.get("one")), **chain_file("two", changes.get("two")), "regions.xlsx": REGION_TABLE}


@cache
def stop(row: int) -> Callable[[Sheets], object]:
    """The supplier in this Excel row stops producing."""

    def change(made: Sheets) -> None:
        made["企业"][row - 1][4] = "停产"

    return change


def draft(store: Store, files: dict[str, bytes], base: str | None = None) -> Draft:
    """The draft of a folder; it must be possible."""
    made = folder_draft(store, files, base=base)
    assert isinstance(made, Draft), made
    return made


def put(store: Store, made: object, user: User = ANN, note: str = "改动") -> Outcome:
    """Publish a draft."""
    assert isinstance(made, Draft), made
    return publish(store, made, user=user, note=note, now=NOW)


def landed(outcome: object) -> Version:
    """The version that was made; it must have been."""
    assert isinstance(outcome, Published), outcome
    return outcome.version


def first(store: Store) -> Version:
    """The folder of two chains, published."""
    return landed(put(store, draft(store, folder()), note="首版"))


def opened(store: Store, version: str = "latest") -> Workspace:
    """A version, opened; it must be there."""
    workspace = open_version(store, version)
    assert workspace is not None
    return workspace


def data(store: Store, version: str = "latest") -> Dataset:
    """The data of a version."""
    dataset = opened(store, version).dataset
    assert dataset is not None
    return dataset
