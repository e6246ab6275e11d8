"""How written names are compared: cleaned text is used for matching only, raw text is kept as written."""

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
_BLANKS = re.compile(r"\s+")
_PUNCTUATION = re.compile(r"[\s()\[\]{}<>《》〈〉【】「」·•・.,，。、;；:：'\"“”‘’/\\|_&+-]+")
_LEGAL_FORMS = re.compile(
    r"(集团)?(股份有限公司|有限责任公司|有限公司|股份公司|公司)$|[,.\s](inc|ltd|co|corp|corporation|gmbh|ag|plc|llc|sa|nv|kk|limited|company)\.?(?=$|[,.\s])",
    re.IGNORECASE,
)

_KNOWN_NAMES = 1 << 18  # a register is gone through several times: with fewer than its names nothing would be found again


def clean(text: str) -> str:
    """Text without width variants, invisible characters and surplus blanks; case and script stay."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).strip()


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
    """Traditional Chinese characters as simplified ones; for matching only."""
    return text if text.isascii() else str(_converter().convert(text))
