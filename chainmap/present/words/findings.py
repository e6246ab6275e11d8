"""Texts of findings: per code what is wrong and how to mend it, in Chinese and English."""

from typing import NamedTuple


class FindingText(NamedTuple):
    """(Chinese, English) of the message and of the hint."""

    message: tuple[str, str]
    hint: tuple[str, str]


TEXTS: dict[str, FindingText] = {}
