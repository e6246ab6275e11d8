from dataclasses import replace
from datetime import timedelta

from chainmap.desk import history
from chainmap.desk.sign_in_log import came_in, turned_away
from chainmap.model.event import What
from chainmap.store.database import Store
from tests.desk.stage import ANN, BEN, NOW


def test_who_came_in_is_recorded_once_a_token(store: Store) -> None:
    came_in(store, BEN, NOW)
    came_in(store, BEN, NOW + timedelta(minutes=5))
    assert BEN.expires_at is not None
    came_in(store, replace(BEN, expires_at=BEN.expires_at + timedelta(hours=1)), NOW + timedelta(hours=1))
    came_in(store, replace(BEN, name=ANN.name), NOW)
    assert [(one.author, one.what) for one in history.deeds(store)] == [
        (ANN.name, What.SIGNED_IN), (BEN.name, What.SIGNED_IN), (BEN.name, What.SIGNED_IN),
    ]  # fmt: skip


def test_who_was_turned_away_is_recorded_once_a_token(store: Store) -> None:
    for until in ("1", "1", "2"):
        turned_away(store, "x" * 500, until, NOW)
    assert [(one.what, len(one.author)) for one in history.deeds(store)] == [(What.TURNED_AWAY, 200)] * 2
