"""The sets of gaps that lift continuity only together, per chain, and what each of them reaches."""

from collections.abc import Sequence

from chainmap.analysis.assessment import ChainResult
from chainmap.analysis.best import Best
from chainmap.model.vocabulary import Score
from chainmap.present.best_sentences import segment_names
from chainmap.present.html_table import PLACE, around, figure, figures_in, mark, opener
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import listed, percent
from chainmap.present.view import View
from chainmap.present.why_unlock import reached

_UNLOCK_SETS = 12


def unlock_sentence(view: View, found: Sequence[Best]) -> str:
    """What the sets are for; empty where there is none."""
    return view.say("gaps.unlock-note") if any(best.unlocking for best in found) else ""


def unlock_lists(view: View, found: Sequence[Best]) -> Markup:
    """Per chain the smallest sets of gaps that lift continuity together."""
    lists = [(view.assessment.chain(best.chain_id), best) for best in found]
    return element(
        "div",
        *(part for chain, best in lists for part in (element("h3", view.chain(chain.chain)), _unlock_list(view, chain, best))),
        class_="cm-page",
    )


def _unlock_list(view: View, chain: ChainResult, best: Best) -> Markup:
    if not best.unlocking:
        return element("p", view.say("gaps.no-unlock"), class_="cm-muted")
    shown = best.unlocking[:_UNLOCK_SETS]
    values = reached(chain, view.assessment.headline(Score.CONTINUITY), shown).tolist()
    items = [_unlock_item(view, chain, members, value) for members, value in zip(shown, values, strict=True)]
    more = len(best.unlocking) - len(shown)
    return element(
        "div", element("ul", *items), element("p", view.say("gaps.unlock-more", count=more), class_="cm-muted") if more else None
    )


def _unlock_item(view: View, chain: ChainResult, members: Sequence[str], value: float) -> Markup:
    """The set by its segments, each open, and the continuity that it reaches, which opens to what makes it."""
    size = element("b", view.say("gaps.unlock-size", count=len(members)))
    chain_id, named = chain.chain.chain_id, zip(members, segment_names(view, chain, tuple(members)), strict=True)
    opened = {member: opener(name, f"segment:{chain_id}/{member}") for member, name in named}
    names = figures_in(listed([mark(member) for member in members], view.language), opened)
    event = f"why:unlock:{chain_id}:{','.join(members)}"
    told = around(view.say("gaps.unlock-reaches", score=view.word(Score.CONTINUITY), value=PLACE), figure(percent(value), event))
    return element("li", size, names, told)
