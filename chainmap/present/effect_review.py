"""What a change of data does: every score before and after, what moves most first, and the verdicts that change."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from chainmap.model.interval import Interval
from chainmap.model.vocabulary import Score, Verdict
from chainmap.present.difference_review import Names
from chainmap.present.html_table import Column, Row, figure, figures_in, html_table, mark
from chainmap.present.marks import chip
from chainmap.present.markup import Markup, Part, element
from chainmap.present.numbers import column_percent, interval_in_column, listed
from chainmap.present.words import Language, say, word


class ChangedScore(Protocol):
    """A score in a region; None where it is not there."""

    @property
    def score(self) -> Score: ...
    @property
    def region_id(self) -> str: ...
    @property
    def headline(self) -> bool: ...
    @property
    def before(self) -> Interval | None: ...
    @property
    def after(self) -> Interval | None: ...


class ChangedSegment(Protocol):
    """A segment's verdict; None where it is not there."""

    @property
    def segment_id(self) -> str: ...
    @property
    def verdict_before(self) -> Verdict | None: ...
    @property
    def verdict_after(self) -> Verdict | None: ...
    @property
    def changed(self) -> bool: ...


class ChangedChain(Protocol):
    """Every score and segment of a chain."""

    @property
    def chain_id(self) -> str: ...
    @property
    def scores(self) -> Sequence[ChangedScore]: ...
    @property
    def segments(self) -> Sequence[ChangedSegment]: ...


Asks = Callable[[str, str, ChangedScore], str | None]  # before, after or change; chain; score → the event of its number


def effect_table(effects: Sequence[ChangedChain], names: Names, language: Language, asks: Asks | None = None) -> Markup:
    """Every score of the ladder before and after, chains that change first; and the verdicts that change.

    With `asks` every number of them opens.
    """
    ordered = sorted(effects, key=lambda chain: not _moves(chain))
    parts = [_chain_effect(chain, names, language, asks) for chain in ordered if _moves(chain)]
    still = [names.get(chain.chain_id, chain.chain_id) for chain in ordered if not _moves(chain)]
    if still:
        parts.append(element("p", say("diff.unmoved", language, chains=tuple(still)), class_="cm-muted"))
    return element("div", *parts)


def _chain_effect(chain: ChangedChain, names: Names, language: Language, asks: Asks | None) -> Markup:
    heads = (
        Column(label=say("console.score", language).capitalize(), sortable=False),
        Column(label=say("sidebar.region", language), sortable=False),
        *(
            Column(label=say(f"console.{code}", language).capitalize(), numeric=True, sortable=False)
            for code in ("before", "after", "change")
        ),
    )
    rows = [
        Row(
            cells=(
                word(one.score, language),
                names.get(one.region_id, one.region_id),
                *_sides(chain.chain_id, one, asks),
            )
        )
        for one in sorted((one for one in chain.scores if one.before != one.after), key=_least_moved)
    ]
    same = [one for one in chain.scores if one.headline and one.before == one.after]
    title = names.get(chain.chain_id, chain.chain_id)
    table = html_table(heads, rows, caption=title, empty=say("diff.no-score", language))
    changed = [one for one in chain.segments if one.verdict_before is not one.verdict_after]
    verdicts = [
        element(
            "li",
            names.get(f"{chain.chain_id}/{one.segment_id}", one.segment_id),
            " ",
            _verdict(one.verdict_before, language),
            " → ",
            _verdict(one.verdict_after, language),
        )
        for one in changed
    ]
    none = element("p", say("diff.no-verdict", language), class_="cm-muted") if not verdicts else None
    moved = element("ul", *verdicts, class_="cm-verdicts") if verdicts else None
    still = _same_scores(chain.chain_id, same, names, language, asks) if same else None
    return element("section", element("h3", title), table, still, moved, none, class_="cm-effect")


def _least_moved(one: ChangedScore) -> float:
    """Sorts by what moves most; a score that only one side has comes first."""
    if one.before is None or one.after is None:
        return float("-inf")
    return -max(abs(one.after.lo - one.before.lo), abs(one.after.hi - one.before.hi))


def _same_scores(chain_id: str, scores: Sequence[ChangedScore], names: Names, language: Language, asks: Asks | None) -> Markup:
    """The headline scores that stay, in a line; each opens where it can be asked."""
    told, values = [], {}
    for at, one in enumerate(scores):
        text = _interval(one.after)
        values[str(at)] = element("span", opened_side(text, "after", chain_id, one, asks))
        region = names.get(one.region_id, one.region_id)
        told.append(say("diff.same-score", language, region=region, score=word(one.score, language), value=mark(str(at), text)))
    line = say("diff.same", language, scores=listed(told, language))
    return element("p", figures_in(line, values), class_="cm-muted")


def _moves(chain: ChangedChain) -> bool:
    return any(one.before != one.after for one in chain.scores) or any(one.changed for one in chain.segments)


def _sides(chain_id: str, one: ChangedScore, asks: Asks | None) -> Iterator[Part]:
    """Before, after and the change on lo; each that is there opens where it can be asked."""
    points = column_percent(one.after.lo - one.before.lo, sign=True) if one.before and one.after else "–"
    for side, text in {"before": _interval(one.before), "after": _interval(one.after), "change": points}.items():
        yield opened_side(text, side, chain_id, one, asks)


def opened_side(text: str, side: str, chain_id: str, one: ChangedScore, asks: Asks | None) -> Part:
    """A number of a side, which opens where it can be asked; `–` never does."""
    asked = asks(side, chain_id, one) if asks and text != "–" else None
    return figure(text, asked) if asked else text


def _interval(interval: Interval | None) -> str:
    return "–" if interval is None else interval_in_column(interval)


def _verdict(verdict: Verdict | None, language: Language) -> Markup:
    return element("span", "–") if verdict is None else chip(verdict, language)
