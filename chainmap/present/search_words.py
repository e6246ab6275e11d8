"""For a gap for which the register knows nobody: the words to search with, by where they are of use, and whom to ask.

All of them come from the data: names of the segment in both languages, products that the register knows on it, its users,
the institutes of the chain. No company, association or fair is named in code.
"""

import re
from dataclasses import dataclass

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.present.gap_list import buyers
from chainmap.present.numbers import listed
from chainmap.present.view import View

_ALTERNATIVES = re.compile(r"[/／、]")
_PIECES = re.compile(r"[/／、;；,，]")
_BRACKETS = re.compile(r"[(（]([^)）]*)[)）]")
_FEW = 3
_SHORTEST = 2  # characters of a part that says something by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchWords:
    """What to type, and whom to ask. Every entry is ready to be pasted into a search box, except those of `ask`."""

    makers: tuple[str, ...]
    products: tuple[str, ...]
    standards: tuple[str, ...]
    fairs: tuple[str, ...]
    ask: tuple[str, ...]


def search_words(view: View, chain: ChainResult, result: SegmentResult) -> SearchWords:
    """The words for one segment; Chinese and English names both serve, whatever the language of the page."""
    zh, en = (_parts(name) for name in (result.segment.name_zh, result.segment.name_en))
    home = view.dataset.regions[view.assessment.home_country].name_en
    own = (zh or en) if view.language == "zh" else (en or zh)
    return SearchWords(
        makers=_unique(
            *(view.say("search.makers", name=name) for name in own),
            *(f"{name} manufacturer {home}".strip() for name in en),
            *(f"{name} 生产厂家" for name in zh if view.language == "en"),
        ),
        products=_products(view, chain, result),
        standards=_unique(*(view.say("search.standard", name=name) for name in own[:1])),
        fairs=_unique(
            view.say("search.fair", name=own[0]), view.say("search.association", chain=view.chain(chain.chain)),
        ),
        ask=_ask(view, chain, result),
    )  # fmt: skip


def search_text(view: View, words: SearchWords) -> str:
    """The same as one text: `检索词：…；标准：…；展会与协会：…；可询问：…。`"""
    parts = [
        view.say(f"search.{code}-line", words=getattr(words, code))
        for code in ("makers", "products", "standards", "fairs", "ask")
        if getattr(words, code)
    ]
    return view.say("call.separator").join(parts) + view.say("brief.stop")


def _parts(name: str) -> tuple[str, ...]:
    """The alternatives in the name, without what stands in brackets; the name itself where they are too short."""
    plain = " ".join(_BRACKETS.sub(" ", name).split())
    pieces = [piece.strip() for piece in _ALTERNATIVES.split(plain)]
    parts = _unique(*(piece for piece in pieces if len(piece) >= _SHORTEST))
    return parts or _unique(plain)


def _products(view: View, chain: ChainResult, result: SegmentResult) -> tuple[str, ...]:
    """Products that the register knows on the segment, of whoever makes them."""
    rows = view.dataset.suppliers
    own = rows[(rows["chain_id"] == chain.chain.chain_id) & (rows["segment_id"] == result.segment.segment_id)]
    return _unique(*(piece.strip() for one in own["product"] for piece in _PIECES.split(str(one))))[:_FEW]


def _ask(view: View, chain: ChainResult, result: SegmentResult) -> tuple[str, ...]:
    named = [one.name for one in chain.chain.resources if result.segment.segment_id in one.segments][:_FEW]
    local, _unknown = buyers(chain, result, view.assessment.region)
    if local:
        users = listed((view.segment(chain.segment(one).segment) for one in local), view.language, at_most=_FEW)
        named.append(view.say("call.ask-buyers", names=users))
    return (*named, view.say("call.ask-association"))


def _unique(*words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))
