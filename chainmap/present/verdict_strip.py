"""How many segments have each verdict, as chips that stand under each other from chain to chain."""

from collections import Counter
from collections.abc import Sequence

from chainmap.analysis.assessment import ChainResult
from chainmap.model.vocabulary import Verdict
from chainmap.present.html_table import figure
from chainmap.present.marks import chip
from chainmap.present.markup import Markup, element, join
from chainmap.present.verdict_style import LEGEND
from chainmap.present.view import View


def verdict_strip(view: View, chains: Sequence[ChainResult], *, asked: str) -> Markup:
    """A chip a verdict of these chains, in the order in which the eye should find them; each opens to those it counts.

    `asked` is the question of a chip, where `{verdict}` stands for it. A verdict that only other chains of the view have
    keeps its place, and a number the width of the sum over all chains, so that a column of chips can be read downwards.
    """
    everywhere, own = _counted(view.assessment.chains), _counted(chains)
    chips = (
        _place(view, verdict, own[verdict], len(str(number)), asked) for verdict in LEGEND if (number := everywhere[verdict])
    )
    return element("p", join(chips, " "), class_="cm-strip")


def _place(view: View, verdict: Verdict, number: int, digits: int, asked: str) -> Markup:
    shown = element("span", chip(verdict, view.language, number=number), style=f"--cm-digits:{digits}")
    if number:
        return figure(shown, f"why:{asked.format(verdict=verdict.value)}")
    return element("span", shown, class_="cm-unfilled", aria_hidden="true")


def _counted(chains: Sequence[ChainResult]) -> Counter[Verdict]:
    return Counter(one.verdict for chain in chains for one in chain.segments)
