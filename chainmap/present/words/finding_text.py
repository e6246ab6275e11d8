"""The shape of a finding's text, and the sentence about rows that it leaves out."""

from typing import NamedTuple


class FindingText(NamedTuple):
    """(Chinese, English) of the message and of the hint."""

    message: tuple[str, str]
    hint: tuple[str, str]
    suggestion: tuple[str, str] | None = None  # the hint when the finding has something `nearest`


# Added to the message of a finding that leaves rows out.
LEFT_OUT_ONE = ("因此有 1 行未计入。", "It leaves 1 row out.")
LEFT_OUT = ("因此有 {left_out} 行未计入。", "It leaves {left_out} rows out.")
