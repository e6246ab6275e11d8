"""Names that do not match: what each may mean, with the reason, and buttons to decide."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Protocol

from chainmap.model.alias import Alias, AliasKind, Answer
from chainmap.model.finding import Cell
from chainmap.present.html_table import Column, Row, html_table
from chainmap.present.markup import Markup, element, join
from chainmap.present.words import Language, say, word

_NEW = {
    AliasKind.COMPANY: "names.new", AliasKind.SEGMENT: "names.new-segment", AliasKind.PLACE: "names.new-place",
}  # fmt: skip


class Likely(Protocol):
    """What a written name may mean."""

    @property
    def chain_id(self) -> str: ...
    @property
    def target(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def likeness(self) -> float: ...
    @property
    def why(self) -> StrEnum: ...


class Asked(Protocol):
    """A written name that nothing known has."""

    @property
    def kind(self) -> AliasKind: ...
    @property
    def written(self) -> str: ...
    @property
    def cells(self) -> tuple[Cell, ...]: ...
    @property
    def suggestions(self) -> Sequence[Likely]: ...


def question_table(
    questions: Sequence[Asked],
    answers: Mapping[int, Sequence[Alias]],
    names: Mapping[str, str],
    language: Language,
    *,
    at_most: int = 200,
) -> Markup:
    """One row a name. Events: `same:question:suggestion`, `different:question:suggestion`, `new:question`, `open:question`.

    `answers` are the decisions made so far by the position of their question; `names` names chains by id, segments by
    `chain/segment` and regions by `/region`.
    """
    codes = ("names.written", "names.kind", "names.where", "names.suggestions")
    columns = tuple(Column(label=say(code, language), tight=code == "names.kind", sortable=False) for code in codes)
    rows = [
        Row(
            cells=(
                element("b", one.written),
                word(one.kind, language),
                _where(one.cells, language),
                _answer(at, one, answers.get(at, ()), names, language),
            )
        )
        for at, one in enumerate(questions[:at_most])
    ]
    left = len(questions) - at_most
    more = element("p", say("names.more", language, count=left), class_="cm-muted") if left > 0 else None
    return element(
        "div", html_table(columns, rows, caption=say("names.title", language), empty=say("names.none", language)), more
    )


def is_decided(asked: Asked, answers: Sequence[Alias]) -> bool:
    """Whether a name has its answer: yes to one suggestion, new, or no to every suggestion."""
    if any(one.answer is not Answer.DIFFERENT for one in answers):
        return True
    return bool(asked.suggestions) and {one.target for one in asked.suggestions} <= {one.target for one in answers}


def alias_table(aliases: Sequence[Alias], language: Language, *, changes: bool = True) -> Markup:
    """Decisions in force; with `changes` a button withdraws one (`withdraw:position`)."""
    texts = ("names.written", "names.kind", "names.answer", "names.target", "versions.author", "versions.time", "names.note")
    codes = (*texts, "") if changes else texts
    columns = tuple(Column(label=say(code, language) if code else "", code=code, sortable=bool(code)) for code in codes)
    rows = [
        Row(
            cells=(
                one.written,
                word(one.kind, language),
                word(one.answer, language),
                one.target,
                one.author,
                one.decided_at.astimezone().strftime("%Y-%m-%d %H:%M"),
                one.note,
                *((_button(say("names.withdraw", language), f"withdraw:{at}"),) if changes else ()),
            )
        )
        for at, one in enumerate(aliases)
    ]
    return html_table(columns, rows, caption=say("names.decisions", language), empty=say("names.no-decisions", language))


def _where(cells: Sequence[Cell], language: Language) -> Markup:
    first = element("code", str(cells[0]).partition("[")[2].replace("]!", "!").removesuffix("]")) if cells else None
    rest = say("names.more-cells", language, count=len(cells) - 1) if len(cells) > 1 else None
    return join((first, rest), " ")


def _answer(at: int, asked: Asked, answers: Sequence[Alias], names: Mapping[str, str], language: Language) -> Markup:
    if is_decided(asked, answers):
        told = [element("span", _told(one, asked, names, language)) for one in answers]
        return join((*told, _button(say("names.reopen", language), f"open:{at}")), " ")
    rejected = {one.target for one in answers}
    lines = [
        element(
            "li",
            element("span", _name(one, names), *_chain(one, names)),
            element("small", say("names.because", language, why=word(one.why, language), likeness=round(one.likeness))),
            _button(say("names.same", language), f"same:{at}:{number}", strong=True),
            _button(say("names.different", language), f"different:{at}:{number}"),
        )
        for number, one in enumerate(asked.suggestions)
        if one.target not in rejected
    ]
    new = say(_NEW[asked.kind], language)
    nothing = element("span", say("names.no-suggestion", language), class_="cm-muted") if not asked.suggestions else None
    return element("ul", *lines, element("li", nothing, _button(new, f"new:{at}")), class_="cm-choices")


def _name(likely: Likely, names: Mapping[str, str]) -> str:
    return names.get(f"{likely.chain_id}/{likely.target}", likely.name)


def _chain(likely: Likely, names: Mapping[str, str]) -> tuple[str, ...]:
    return (f" · {names[likely.chain_id]}",) if likely.chain_id in names else ()


def _told(alias: Alias, asked: Asked, names: Mapping[str, str], language: Language) -> str:
    name = next((_name(one, names) for one in asked.suggestions if one.target == alias.target), None)
    name = name or names.get(f"{alias.chain_id}/{alias.target}", alias.target)
    code = {Answer.SAME: "names.is-same", Answer.DIFFERENT: "names.is-different", Answer.NEW: "names.is-new"}[alias.answer]
    return say(code, language, target=name)


def _button(text: str, event: str, *, strong: bool = False) -> Markup:
    return element("button", text, type="button", class_="cm-do cm-strong-do" if strong else "cm-do", data_event=event)
