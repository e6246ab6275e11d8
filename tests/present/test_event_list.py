from datetime import UTC, datetime

import pytest

from chainmap.model.event import Event, What
from chainmap.present.csv_text import csv_bytes
from chainmap.present.event_list import details, event_rows, event_table, matching
from tests.folders import HOSTILE

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ADDED = Event(number=3, at=AT, author="甲", what=What.LEAD_ADDED, facts={"lead": 7, "company": "某公司", "status": "lead"})
PUBLISHED = Event(number=2, at=AT, author="乙", what=What.PUBLISHED, facts={"number": 1, "note": "首版"})
HOSTILE_ONE = Event(number=1, at=AT, author=HOSTILE, what=What.SCENARIO_SAVED, facts={"scenario": 1, "name": "=1+1"})
EVENTS = (ADDED, PUBLISHED, HOSTILE_ONE)


def test_an_event_says_what_it_was_about_and_no_number_of_ours() -> None:
    assert details(ADDED, "zh") == "某公司 · 线索"
    assert details(PUBLISHED, "en") == "首版"
    assert details(Event(at=AT, author="甲", what=What.SIGNED_IN, facts={"role": "admin"}), "zh") == "管理员"


def test_events_are_found_by_person_deed_and_text() -> None:
    assert matching(EVENTS, "zh") == EVENTS
    assert matching(EVENTS, "zh", author="甲") == (ADDED,)
    assert matching(EVENTS, "zh", what=What.PUBLISHED) == (PUBLISHED,)
    assert matching(EVENTS, "zh", text=" 某公 ") == (ADDED,)
    assert matching(EVENTS, "zh", author="甲", what=What.PUBLISHED) == ()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_deed_has_a_word(language: str) -> None:
    for what in What:
        assert event_table((Event(at=AT, author="甲", what=what),), (), "en" if language == "en" else "zh")


def test_texts_of_people_are_text_and_inert() -> None:
    assert HOSTILE not in event_table(EVENTS, (), "zh")
    assert b",'=1+1" in csv_bytes(event_rows(EVENTS, (), "zh"))
