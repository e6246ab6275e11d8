"""Every text of ours in Chinese and English, made from codes and facts.

`TEXTS` of the modules in this package hold (Chinese, English) per code, with {placeholders}; {count:row|rows} is the
word that goes with a number. Texts of findings have a message and a hint. A test holds that every code has both languages and the same placeholders in both.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Self

from chainmap.model.finding import Fact, Finding, Reason
from chainmap.model.vocabulary import spellings
from chainmap.present.words import (
    attraction,
    chain_map,
    chrome,
    columns,
    commands,
    comparison,
    corrections,
    desk,
    documents,
    follow_up,
    gaps_page,
    interface,
    lead_words,
    method_page,
    overview_page,
    plan_page,
    reasons,
    segment_panel,
    shell,
    sign_in,
    supplier_page,
    why,
    why_change,
    why_pages,
    why_titles,
    workbench,
    workbench_pages,
)
from chainmap.present.words import findings as finding_words

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

MODULES = (
    attraction,
    chain_map,
    chrome,
    columns,
    commands,
    comparison,
    corrections,
    desk,
    documents,
    follow_up,
    gaps_page,
    interface,
    lead_words,
    method_page,
    overview_page,
    plan_page,
    reasons,
    segment_panel,
    shell,
    sign_in,
    supplier_page,
    why,
    why_change,
    why_pages,
    why_titles,
    workbench,
    workbench_pages,
)
_LONGEST = 200  # characters of a value in the text of a finding
TEXTS: Mapping[str, tuple[str, str]] = {code: text for module in MODULES for code, text in module.TEXTS.items()}


def say(code: str, language: Language, **facts: Fact) -> str:
    """The text of a code with its facts filled in; raises KeyError for an unknown code or a missing fact."""
    return _filled(TEXTS[code][LANGUAGES.index(language)], facts, language)


def message(finding: Finding, language: Language) -> str:
    """What is wrong, with the value in it, and how many rows it leaves out."""
    text = finding_words.TEXTS[finding.code].message[LANGUAGES.index(language)]
    facts = _facts(finding)
    if facts.get("left_out"):
        sentence = finding_words.LEFT_OUT_ONE if facts["left_out"] == 1 else finding_words.LEFT_OUT
        text += ("" if language == "zh" else " ") + sentence[LANGUAGES.index(language)]
    return _filled(text, facts, language)


def hint(finding: Finding, language: Language) -> str:
    """How to mend it; with what is written like it, where something is."""
    texts = finding_words.TEXTS[finding.code]
    template = texts.suggestion if texts.suggestion and finding.facts.get("nearest") else texts.hint
    return _filled(template[LANGUAGES.index(language)], _facts(finding), language)


def reason(of: Reason, language: Language, name: Callable[[str], str] = str) -> str:
    """The sentence of a reason. `name` turns ids of segments and regions (facts ending in _id or _ids) into names."""
    facts = {key: _named(key, fact, name) for key, fact in of.facts.items()}
    return _filled(reasons.TEXTS["reason." + of.code][LANGUAGES.index(language)], facts, language)


def word(member: StrEnum, language: Language) -> str:
    """The word for a member of a vocabulary or of another enum of ours."""
    code = f"{type(member).__name__.lower()}.{member.value}"
    spelled = spellings(type(member)).get(member)
    if spelled and code not in TEXTS:
        return spelled[0] if language == "zh" else spelled[1].replace("-", " ")
    return TEXTS[code][LANGUAGES.index(language)]


def _facts(finding: Finding) -> dict[str, Fact]:
    """What fills the texts of a finding; of a text that is pages long its beginning, since the cell has all of it."""
    facts = {**finding.facts, "value": finding.value}
    return {key: one[:_LONGEST] + "…" if isinstance(one, str) and len(one) > _LONGEST else one for key, one in facts.items()}


def _named(key: str, fact: Fact, name: Callable[[str], str]) -> Fact:
    if key.endswith("_id") and isinstance(fact, str):
        return name(fact)
    if key.endswith("_ids") and isinstance(fact, tuple):
        return tuple(name(one) for one in fact)
    return fact


def _filled(template: str, facts: Mapping[str, Fact], language: Language) -> str:
    comma = "、" if language == "zh" else ", "
    return template.format_map(
        {key: _Filling(comma.join(map(str, fact)) if isinstance(fact, tuple) else fact) for key, fact in facts.items()}
    )


class Placeholder(str):
    """What stands in a text until the figure of a number takes its place; the words around it go with the number."""

    __slots__ = ("number",)
    number: float | str

    def __new__(cls, text: str, number: float | str) -> Self:
        made = super().__new__(cls, text)
        made.number = number
        return made


@dataclass(frozen=True, slots=True)
class _Filling:
    """A fact in a template. `{count:row|rows}` is the word that goes with the number, `{count}` the number itself."""

    fact: Fact

    def __format__(self, wanted: str) -> str:
        one, bar, many = wanted.partition("|")
        if bar:
            number = self.fact.number if isinstance(self.fact, Placeholder) else self.fact
            shown = f"{number:g}" if isinstance(number, float) else str(number)
            if not any(sign.isdigit() for sign in shown):
                raise ValueError(f"{self.fact!r} stands for a number: make it a Placeholder of the number, for {wanted!r}")
            return one if shown.lstrip("+−") == "1" else many
        # A mark may stand for a number, until the number takes its place.
        return self.fact if isinstance(self.fact, str) else format(self.fact, wanted)
