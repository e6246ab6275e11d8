"""The rules by which cells become values: what is read, what is said of it, and that no content ever raises."""

import math
from datetime import date, datetime, time, timedelta
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainmap.intake import uscc
from chainmap.intake.columns import Column, Kind
from chainmap.intake.content import Content, Unreadable, as_text, pieces
from chainmap.intake.values import Reading, read
from chainmap.model.finding import Severity
from chainmap.model.names import matching_key
from chainmap.model.vocabulary import (
    CheckMethod,
    Confidence,
    Control,
    PolicyAction,
    RegionLevel,
    ResourceKind,
    Stage,
    Status,
    spellings,
)

NUMBER = Column(name="n", zh="数", en="n", kind=Kind.NUMBER)
POSITIVE = Column(name="n", zh="数", en="n", kind=Kind.NUMBER, minimum=0, above_minimum=True)
SHARE = Column(name="s", zh="占比", en="s", kind=Kind.SHARE, minimum=0, maximum=1)
GRADE = Column(name="g", zh="级", en="g", kind=Kind.INTEGER, minimum=1, maximum=5)
DAY = Column(name="d", zh="日", en="d", kind=Kind.DATE)
PART = Column(name="p", zh="期", en="p", kind=Kind.PART_DATE)
CODE = Column(name="c", zh="码", en="c", kind=Kind.CODE)
TEXT = Column(name="t", zh="文", en="t")
NAME = Column(name="t", zh="名", en="t", required=True)
YES_NO = Column(name="y", zh="否", en="y", kind=Kind.YES_NO)


def word(vocabulary: type) -> Column:
    return Column(name="w", zh="词", en="w", kind=Kind.WORD, vocabulary=vocabulary)


def read_alone(column: Column, content: Content) -> Reading:
    return read(column, content, lambda column, text: Reading(text), lambda column, text: Reading(text))


def code_of(reading: Reading) -> str:
    return reading.problem.code if reading.problem else ""


@pytest.mark.parametrize(
    ("column", "content", "value", "code"),
    [
        (NUMBER, 12, 12.0, ""),
        (NUMBER, "12.50", 12.5, ""),
        (NUMBER, " -3 ", -3.0, ""),
        (NUMBER, "1e3", 1000.0, ""),
        (NUMBER, "１２００", 1200.0, ""),
        (NUMBER, "1,200", 1200.0, "number-read"),
        (NUMBER, "1，200", 1200.0, "number-read"),
        (NUMBER, "3.5万", 35000.0, "number-read"),
        (NUMBER, "2 亿", 2e8, "number-read"),
        (NUMBER, "-", None, "placeholder"),
        (NUMBER, "未知", None, "placeholder"),
        (NUMBER, "1,20", None, "text-in-number"),
        (NUMBER, "1.234,5", None, "text-in-number"),
        (NUMBER, "约500", None, "text-in-number"),
        (NUMBER, "500吨", None, "text-in-number"),
        (NUMBER, "10-20", None, "text-in-number"),
        (NUMBER, "12 5", None, "text-in-number"),
        (NUMBER, "10³", None, "text-in-number"),
        (NUMBER, "٣", None, "text-in-number"),
        (NUMBER, 10**400, None, "nan"),
        (NUMBER, "35%", None, "percent-in-number"),
        (NUMBER, "NaN", None, "nan"),
        (NUMBER, "N/A", None, "nan"),
        (NUMBER, float("nan"), None, "nan"),
        (NUMBER, math.inf, None, "nan"),
        (NUMBER, "1e999", None, "nan"),
        (NUMBER, True, None, "yes-no-in-number"),
        (NUMBER, datetime(2026, 1, 1), None, "date-in-number"),
        (NUMBER, time(12), None, "date-in-number"),
        (NUMBER, Unreadable("error-cell", "#REF!"), None, "error-cell"),
        (POSITIVE, 0, None, "number-not-above"),
        (SHARE, 0.35, 0.35, ""),
        (SHARE, "35%", 0.35, "number-read"),
        (SHARE, "３５％", 0.35, "number-read"),
        (SHARE, "600‰", 0.6, "number-read"),
        (SHARE, 35, None, "share-above-one"),
        (SHARE, "135%", None, "number-too-large"),
        (SHARE, "1万", None, "text-in-number"),
        (SHARE, -0.1, None, "number-too-small"),
        (GRADE, 3, 3, ""),
        (GRADE, 3.0, 3, ""),
        (GRADE, "4", 4, ""),
        (GRADE, 3.5, None, "not-whole"),
        (GRADE, 6, None, "number-too-large"),
        (GRADE, 0, None, "number-too-small"),
        (YES_NO, "是", True, ""),
        (YES_NO, "否", False, ""),
        (YES_NO, "Yes", True, ""),
        (YES_NO, False, False, ""),
        (YES_NO, 1, True, ""),
        (YES_NO, 0.0, False, ""),
        (YES_NO, "也许", None, "not-yes-no"),
        (YES_NO, 2, None, "not-yes-no"),
        (YES_NO, None, None, ""),
        (DAY, datetime(2026, 11, 23, 8), date(2026, 11, 23), ""),
        (DAY, date(2026, 11, 23), date(2026, 11, 23), ""),
        (DAY, "2026-11-23", date(2026, 11, 23), "date-as-text"),
        (DAY, "2026/1/3", date(2026, 1, 3), "date-as-text"),
        (DAY, "2026年11月23日", date(2026, 11, 23), "date-as-text"),
        (DAY, "20261123", date(2026, 11, 23), "date-as-text"),
        (DAY, "2026-11-23 00:00:00", date(2026, 11, 23), "date-as-text"),
        (DAY, "2026年11月", None, "not-a-date"),
        (DAY, "11/23/2026", None, "not-a-date"),
        (DAY, "去年十一月", None, "not-a-date"),
        (DAY, "2026-02-30", None, "not-a-date"),
        (DAY, 46349, None, "not-a-date"),
        (DAY, date(1900, 1, 5), None, "not-a-date"),
        (PART, 2024, "2024", ""),
        (PART, "2024年", "2024", ""),
        (PART, "2024-8", "2024-08", ""),
        (PART, "2024年8月", "2024-08", ""),
        (PART, 202408, "2024-08", ""),
        (PART, "2024-08-15", "2024-08-15", ""),
        (PART, datetime(2024, 8, 15), "2024-08-15", ""),
        (PART, 2024.1, None, "not-a-part-date"),
        (PART, "2024Q3", None, "not-a-part-date"),
        (PART, "2024-13", None, "not-a-part-date"),
        (PART, 24, None, "not-a-part-date"),
        (CODE, "91350100M000100Y43", "91350100M000100Y43", ""),
        (CODE, " 91350100m000100y43 ", "91350100M000100Y43", ""),
        (CODE, "91350100M000100Y44", None, "code-check-digit"),
        (CODE, "91350100M000100Y4", None, "code-length"),
        (CODE, "91350100I000100Y43", None, "code-letters"),
        (CODE, 913501001234567890, None, "code-as-number"),
        (TEXT, 123, "123", ""),
        (TEXT, "3M", "3M", ""),
        (TEXT, date(2026, 3, 1), "2026-03-01", "date-in-text"),
        (TEXT, timedelta(hours=30, seconds=5), "30:00:05", "date-in-text"),
        (NAME, 123, "123", "number-as-name"),
        (NAME, "  ", None, "empty-required"),
        (NAME, "\u200b", None, "empty-required"),
        (NAME, "中芯\u202e国际", "中芯\u202e国际", "unseen-characters"),
        (TEXT, "硅\u200b片", "硅\u200b片", "unseen-characters"),
        (NAME, "甲\x1b[31m公司", "甲\x1b[31m公司", "unseen-characters"),
        (TEXT, "a\x07b", "a\x07b", "unseen-characters"),
        (NAME, "甲\x00乙", "甲乙", "unseen-characters"),
        (TEXT, "a\tb\r\nc", "a\tb\r\nc", ""),
        (TEXT, "葛\U000e0100\u3000㎜\u00a0⚙\ufe0f", "葛\U000e0100\u3000㎜\u00a0⚙\ufe0f", ""),
        (NUMBER, "1\u200b2", 12.0, ""),
        (word(Status), "量产", Status.PRODUCING, ""),
        (word(Status), "量 产", Status.PRODUCING, ""),
        (word(Status), "Under Construction", Status.UNDER_CONSTRUCTION, ""),
        (word(Status), "满产", None, "unknown-word"),
        (word(Status), "/", None, "placeholder"),
        (word(Control), "港澳台", Control.HK_MACAO_TAIWAN, ""),
        (word(Control), "JV", Control.JOINT_VENTURE, ""),
        (word(Control), "中外合資", Control.JOINT_VENTURE, ""),
        (word(PolicyAction), "无", PolicyAction.NONE, ""),
    ],
)  # fmt: skip
def test_a_cell_is_read_by_the_rule_of_its_column(column: Column, content: Content, value: object, code: str) -> None:
    reading = read_alone(column, content)
    assert (reading.value, code_of(reading)) == (value, code)
    assert type(reading.value) is type(value)


@pytest.mark.parametrize("content", ["1,200", "-", "约500", True, math.nan])
def test_a_value_is_kept_exactly_when_its_problem_is_no_error(content: Content) -> None:
    reading = read_alone(NUMBER, content)
    assert reading.problem is not None
    assert reading.lost == (reading.problem.severity is Severity.ERROR)


def test_a_date_format_in_a_number_column_names_the_number_behind_it() -> None:
    problem = read_alone(NUMBER, datetime(1908, 3, 18)).problem
    assert problem is not None and problem.facts["number"] == "3000"


def test_share_above_one_offers_the_percentage() -> None:
    problem = read_alone(SHARE, 35).problem
    assert problem is not None and problem.facts["percent"] == "0.35"


@pytest.mark.parametrize(
    ("vocabulary", "written", "meant"),
    [
        (Control, "国企", Control.DOMESTIC), (Control, "国有", Control.DOMESTIC), (Control, "民营", Control.DOMESTIC),
        (Control, "央企", Control.DOMESTIC), (Control, "私营", Control.DOMESTIC), (Control, "国有控股", Control.DOMESTIC),
        (Control, "外商独资", Control.FOREIGN), (Control, "中外合资", Control.JOINT_VENTURE),
        (Control, "臺資", Control.HK_MACAO_TAIWAN), (Status, "已投产", Status.PRODUCING), (Status, "量产中", Status.PRODUCING),
        (Status, "小批量", Status.RAMPING), (Status, "试生产", Status.PILOT), (Status, "建设中", Status.UNDER_CONSTRUCTION),
        (Status, "筹建", Status.PLANNED), (Status, "停业", Status.STOPPED), (Confidence, "较高", Confidence.HIGH),
    ],
)  # fmt: skip
def test_words_of_real_lists_are_read(vocabulary: type[StrEnum], written: str, meant: StrEnum) -> None:
    assert read_alone(word(vocabulary), written) == Reading(meant)


@pytest.mark.parametrize(
    ("vocabulary", "written"),
    [(Status, "签约"), (Status, "待投产"), (Status, "建成"), (Control, "独资"), (Control, "上市公司"), (Control, "混合所有制")],
)
def test_words_that_may_mean_several_things_are_not_guessed(vocabulary: type[StrEnum], written: str) -> None:
    reading = read_alone(word(vocabulary), written)
    assert reading.lost and reading.problem is not None and reading.problem.code == "unknown-word"


@pytest.mark.parametrize("vocabulary", [Status, Control, Confidence, Stage])
def test_no_spelling_means_two_members(vocabulary: type[StrEnum]) -> None:
    every = [matching_key(one) for words in spellings(vocabulary).values() for one in dict.fromkeys(map(matching_key, words))]
    assert len(every) == len(set(every))


def test_unknown_word_names_the_allowed_ones() -> None:
    problem = read_alone(word(Stage), "中游").problem
    assert problem is not None and problem.facts["allowed_zh"] == ("原料", "材料", "零部件", "装备耗材", "终端应用")


@pytest.mark.parametrize("code", ["91350100M000100Y43", "914403001922038216", "91110108551385082Q"])
def test_check_digit_of_gb_32100(code: str) -> None:
    assert uscc.check_digit(code) == code[-1]  # the standard's own example and two published codes


@given(st.text(alphabet=uscc.ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(uscc.ALPHABET))
def test_check_digit_finds_every_single_wrong_character(body: str, place: int, letter: str) -> None:
    wrong = body[:place] + letter + body[place + 1 :]
    assert (uscc.check_digit(wrong) == uscc.check_digit(body)) == (wrong == body)


def test_several_segments_are_separated_by_semicolons_and_line_breaks() -> None:
    assert pieces("硅片；光刻胶; 靶材\n抛光液；") == ("硅片", "光刻胶", "靶材", "抛光液")


def test_text_of_a_value_is_what_a_person_sees() -> None:
    assert [as_text(one) for one in (5.0, 0.5, True, datetime(2026, 1, 2), None, " a ")] == [
        "5",
        "0.5",
        "TRUE",
        "2026-01-02",
        "",
        "a",
    ]


CELLS = st.one_of(
    st.none(), st.text(), st.integers(), st.floats(), st.booleans(), st.datetimes(), st.dates(), st.times(), st.timedeltas(),
    st.sampled_from([Unreadable("error-cell", "#REF!"), Unreadable("")]),
    st.sampled_from(["1,0", "%", "万", "٣", "²", "1e400", "-0", "−5"]),
)  # fmt: skip
COLUMNS = [NUMBER, POSITIVE, SHARE, GRADE, DAY, PART, CODE, TEXT, NAME, YES_NO] + [
    word(one) for one in (Stage, Status, Control, CheckMethod, PolicyAction, RegionLevel, ResourceKind)
]


@given(st.sampled_from(COLUMNS), CELLS)
def test_no_content_raises_and_numbers_stay_within_their_limits(column: Column, content: Content) -> None:
    reading = read_alone(column, content)
    if isinstance(reading.value, float):
        assert math.isfinite(reading.value)
        assert column.minimum is None or reading.value >= column.minimum
        assert column.maximum is None or reading.value <= column.maximum
    assert reading.value is None or not reading.lost


def test_a_duration_is_no_number() -> None:
    assert code_of(read_alone(NUMBER, timedelta(hours=30))) == "date-in-number"
