"""Whatever happens to the reading process, the parent says which file it was and reads the next one."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from datetime import time as clock
from itertools import pairwise

import pytest

from chainmap.intake.limits import DEFAULT, Limits
from chainmap.intake.reading import Reading, limits_hold
from chainmap.intake.refusal import Refusal
from chainmap.intake.scan import SheetScan
from tests.intake.archives import strings_xml, xlsx

SHEET = SheetScan(index=0, name="S1", last_row=3, last_column=3)
GOOD = '["sheet","S1"]\n["rows",[[1,"甲",null]]]\n["end"]'
linux = pytest.mark.skipif(sys.platform == "win32", reason="limits of resources are not to be had")


def broken(limits: Limits = DEFAULT) -> Reading:
    return Reading(limits, module="tests.intake.broken_readers")


def refused(reading: Reading, content: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        reading.read(content, (SHEET,))
    return caught.value


@pytest.fixture
def reading() -> Iterator[Reading]:
    with broken() as one:
        yield one


@pytest.mark.parametrize(
    ("order", "detail"), [("abort", "SIGABRT"), ("leave", "exit 3"), ("half", "exit 0"), ("nested", "answer"), ("huge", "answer")]
)
def test_death_is_reported_for_its_file_and_the_next_file_is_read(reading: Reading, order: str, detail: str) -> None:
    assert reading.read(GOOD.encode(), (SHEET,)) == {"S1": [[1, "甲", None]]}
    refusal = refused(reading, order.encode())
    assert (refusal.code, refusal.facts) == ("reader-died", {"detail": detail})
    assert reading.read(GOOD.encode(), (SHEET,)) == {"S1": [[1, "甲", None]]}


@pytest.mark.parametrize(
    "answer",
    [
        "not json",
        "[]",
        "{}",
        "[1]",
        '["sheet","another"]',
        '["sheet","S1"]\n["sheet","S1"]',
        '["rows",[[1]]]',
        '["end"]',
        '["sheet","S1"]\n["rows",[1]]',
        '["sheet","S1"]\n["rows",[[[1]]]]',
        '["sheet","S1"]\n["rows",[[{"datetime":"tomorrow"}]]]',
        '["sheet","S1"]\n["rows",[[{"call":"me"}]]]',
        '["failed","made-up",""]',
    ],
)
def test_answers_that_make_no_sense_are_not_taken(reading: Reading, answer: str) -> None:
    assert refused(reading, answer.encode()).code == "reader-died"


@pytest.mark.parametrize("rows", [[[1]] * 4, [[1] * 4]])
def test_more_cells_than_the_prescan_saw_are_not_taken(reading: Reading, rows: list[list[int]]) -> None:
    order = f'["sheet","S1"]\n["rows",{json.dumps(rows)}]'
    assert refused(reading, order.encode()).code == "reader-disagrees-on-size"
    assert reading.read(GOOD.encode(), (SHEET,))


def test_dates_come_back_typed(reading: Reading) -> None:
    typed = '[{"date":"2024-01-02"},{"datetime":"2024-01-02T03:04:05.678000"},{"time":"03:04:00"}]'
    order = f'["sheet","S1"]\n["rows",[{typed},[{{"days":1,"seconds":5,"microseconds":0}},true,0.5]]]\n["end"]'
    assert reading.read(order.encode(), (SHEET,))["S1"] == [
        [date(2024, 1, 2), datetime(2024, 1, 2, 3, 4, 5, 678000), clock(3, 4)],
        [timedelta(days=1, seconds=5), True, 0.5],
    ]


def test_wall_clock_ends_a_process_that_sleeps() -> None:
    with broken(replace(DEFAULT, wall_seconds=0.5)) as reading:
        before = time.perf_counter()
        assert refused(reading, b"sleep").code == "reader-too-slow"
        assert time.perf_counter() - before < 5


@linux
def test_cpu_limit_ends_a_process_that_spins() -> None:
    with broken(replace(DEFAULT, cpu_seconds=1)) as reading:
        refusal = refused(reading, b"spin")
    assert (refusal.code, refusal.facts) == ("reader-too-slow", {"detail": "SIGXCPU"})


def test_windows_is_known_to_have_no_limits() -> None:
    assert limits_hold() is (sys.platform != "win32")


@linux
def test_cpu_is_allowed_per_file() -> None:
    with Reading(replace(DEFAULT, cpu_seconds=1)) as reading:
        content = xlsx('<row r="1"><c r="A1"><v>1</v></c></row>')
        assert all(reading.read(content, (SHEET,)) == {"S1": [[1]]} for _ in range(3))


@linux
def test_memory_limit_holds() -> None:
    with broken(replace(DEFAULT, memory_bytes=1 << 30)) as reading:
        assert refused(reading, b"eat").code == "reader-died"


def test_process_is_told_no_secret(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAINMAP_SECRET", "password")
    assert refused(reading, b"secret").facts == {"detail": "not told"}


@linux
@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'), {"reader-died"}),
        (
            xlsx(
                '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
                strings=strings_xml("<si><t>x</t></si>", ' uniqueCount="4294967295"'),
            ),
            {"reader-died"},
        ),
        (xlsx('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>'), {"reader-died", "reader-refuses", "reader-out-of-memory"}),
    ],
)
def test_files_that_abort_calamine_leave_the_parent_alone(content: bytes, codes: set[str]) -> None:
    with Reading(replace(DEFAULT, memory_bytes=2 << 30)) as reading:
        assert refused(reading, content).code in codes
        assert reading.read(xlsx('<row r="1"><c r="A1"><v>1</v></c></row>'), (SHEET,)) == {"S1": [[1]]}


def test_one_process_reads_all_files() -> None:
    with Reading(DEFAULT) as reading:
        processes = []
        for _ in range(3):
            reading.read(xlsx('<row r="1"><c r="A1"><v>1</v></c></row>'), (SHEET,))
            processes.append(reading._process)
    assert all(first is second for first, second in pairwise(processes))


def test_reading_process_imports_nothing_heavy() -> None:
    code = "import sys, chainmap.intake.reader; print(sorted({name.partition('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not any(f"'{name}'" in loaded for name in ("pandas", "numpy", "openpyxl", "opencc", "ibis", "duckdb"))
