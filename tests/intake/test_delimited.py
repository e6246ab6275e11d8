"""Delimited text is decoded and taken apart without a guess at its values."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainmap.intake.delimited import decoded, read_delimited, separator
from chainmap.intake.limits import DEFAULT
from chainmap.intake.refusal import Refusal

ROWS: list[list[str | None]] = [
    ["企业名称", "代码", "备注"],
    ["沪硅产业", "007", "第一行\n第二行"],
    ["中芯，国际", None, 'a "quoted", text'],
]


def written(separator: str, line: str = "\n") -> str:
    def quoted(value: str | None) -> str:
        return '"' + value.replace('"', '""') + '"' if value else ""

    return line.join(separator.join(map(quoted, row)) for row in ROWS) + line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be-mark", "gb18030", "gbk"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_encoding_and_separator_gives_the_same_rows(encoding: str, separator: str) -> None:
    text = written(separator)
    content = ("\ufeff" + text).encode("utf-16-be") if encoding == "utf-16-be-mark" else text.encode(encoding)
    assert read_delimited(content, DEFAULT) == ROWS


@pytest.mark.parametrize("line", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(line: str) -> None:
    assert read_delimited(written(",", line).encode(), DEFAULT) == ROWS


def test_rare_characters_of_gb18030() -> None:
    assert decoded("𠮷野家㐂".encode("gb18030")) == "𠮷野家㐂"


def test_values_stay_text_and_blanks_become_none() -> None:
    assert read_delimited(b"a,b\n007,\n,1.50\n=1+1, x \n\n", DEFAULT) == [
        ["a", "b"],
        ["007", None],
        [None, "1.50"],
        ["=1+1", " x "],
    ]


def test_blank_rows_inside_keep_their_place() -> None:
    assert read_delimited(b"a,b\n\n1,2\n", DEFAULT) == [["a", "b"], [None, None], ["1", "2"]]


def test_separator_is_the_one_that_splits_rows_alike() -> None:
    assert separator("名称;产品\n甲;a,b,c\n乙;d\n") == ";"
    assert separator("名称,产品\n甲;乙,c\n") == ","
    assert separator("只有一列\n甲\n") == ","


def test_undecodable_text_names_its_line() -> None:
    with pytest.raises(Refusal) as caught:
        read_delimited("名称\n甲\n".encode() + b"\xff\xff\n", DEFAULT)
    assert (caught.value.code, caught.value.facts) == ("text-encoding", {"encoding": "UTF-8", "line": 3})


@pytest.mark.parametrize(("text", "line"), [('a,b\n"c,d\ne,f\n', 2), ('a,b\nc,d\n"e,f', 3), ('"a\nb",c\nd,"e\nf\ng', 3)])
def test_a_quotation_mark_that_is_never_closed_names_its_line(text: str, line: int) -> None:
    with pytest.raises(Refusal) as caught:
        read_delimited(text.encode(), DEFAULT)
    assert (caught.value.code, caught.value.facts) == ("text-quote-open", {"line": line})


def test_a_quotation_mark_inside_a_field_is_a_letter() -> None:
    assert read_delimited(b'a,b\n12",c\n', DEFAULT) == [["a", "b"], ['12"', "c"]]


def test_endless_field_and_wide_rows_are_refused() -> None:
    with pytest.raises(Refusal, match="text-malformed"):
        read_delimited(b'a,b\n"' + b"x" * 1_100_000, DEFAULT)
    with pytest.raises(Refusal, match="text-too-large"):
        read_delimited(b"a," * 17_000, DEFAULT)
    with pytest.raises(Refusal, match="text-too-large"):
        read_delimited(b"a,b\n" * 100, replace(DEFAULT, max_cells=50))


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"))), min_size=2, max_size=4), min_size=1, max_size=6)
)
def test_what_is_written_is_read(rows: list[list[str]]) -> None:
    width = max(map(len, rows))
    padded = [row + [""] * (width - len(row)) for row in rows]
    text = "\n".join(",".join('"' + field.replace('"', '""') + '"' for field in row) for row in [["标题"] * width, *padded])
    expected: list[list[str | None]] = [[field or None for field in row] for row in padded]
    while expected and not any(expected[-1]):
        expected.pop()
    assert read_delimited(("\ufeff" + text).encode("utf-8"), DEFAULT)[1:] == expected
