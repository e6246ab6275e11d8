"""How written names are compared: cleaned text is used for matching only, raw text is kept as written."""

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # but for tabs and ends of lines
_OF_NO_WIDTH = (
    f"{_CONTROLS}\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
_VARIANTS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"  # choose a form of the character before them
_UNSEEN = re.compile(f"[{_OF_NO_WIDTH}]")
_INVISIBLE = re.compile(f"[{_OF_NO_WIDTH}{_VARIANTS}]")
_BLANKS = re.compile(r"\s+")
_PUNCTUATION = re.compile(r"[\s()\[\]{}<>《》〈〉【】「」·•・.,，。、;；:：'\"“”‘’/\\|_&+-]+")
_LEGAL_FORMS = re.compile(
    r"(集团)?(股份有限公司|有限责任公司|有限公司|股份公司|公司)$|[,.\s](inc|ltd|co|corp|corporation|gmbh|ag|plc|llc|sa|nv|kk|limited|company)\.?(?=$|[,.\s])",
    re.IGNORECASE,
)

# Characters of the table of standard characters (通用规范汉字表, 2013) that a conversion would take for older forms of
# 升, 修, 巨, 溪 and 曲: 新昇 and 新升 may be two companies.
_OF_THEIR_OWN = frozenset("昇陞脩鉅谿麴")
_BESIDE_OWN = re.compile("([昇陞脩鉅谿麴])")

_KNOWN_NAMES = 1 << 18  # a register is gone through several times: with fewer than its names nothing would be found again


def clean(text: str) -> str:
    """Text without width variants, invisible characters and surplus blanks; case and script stay."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).strip()


def unseen(text: str) -> tuple[str, ...]:
    """Characters that nobody sees but that change how a text reads or runs, each once: of zero width, turning its direction,
    or orders to a terminal.

    `clean` takes them out, so two names that differ in nothing else are one.
    """
    return () if text.isascii() and text.isprintable() else tuple(dict.fromkeys(_UNSEEN.findall(text)))


def without_unseen(text: str) -> str:
    """The text as it is seen."""
    return _UNSEEN.sub("", text)


def unseen_shown(text: str) -> str:
    """The text with these characters as they are called: `中芯[U+202E]国际`."""
    return _UNSEEN.sub(lambda found: f"[{code_point(found[0])}]", text)


def code_point(character: str) -> str:
    """`U+202E`."""
    return f"U+{ord(character):04X}"


@lru_cache(maxsize=_KNOWN_NAMES)
def matching_key(text: str) -> str:
    """Key under which two spellings are the same: cleaned, simplified Chinese, lower case, no blanks or punctuation."""
    return _PUNCTUATION.sub("", simplified(clean(text)).casefold())


@lru_cache(maxsize=_KNOWN_NAMES)
def company_core(text: str) -> str:
    """Key of a company name without its legal form, for ranking suggestions only, never for merging."""
    cleaned = simplified(clean(text)).casefold()
    return _PUNCTUATION.sub("", _LEGAL_FORMS.sub("", cleaned)) or _PUNCTUATION.sub("", cleaned)


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Traditional Chinese characters as simplified ones, but for those that names in simplified Chinese carry too."""
    if text.isascii():
        return text
    if _OF_THEIR_OWN.isdisjoint(text):
        return str(_converter().convert(text))
    return "".join(part if part in _OF_THEIR_OWN else str(_converter().convert(part)) for part in _BESIDE_OWN.split(text))


def script_key(text: str) -> str:
    """The key of a spelling with its script: two names that differ in it, but not in `matching_key`, differ in script."""
    return _PUNCTUATION.sub("", clean(text).casefold())
