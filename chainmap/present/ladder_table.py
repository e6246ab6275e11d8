"""The ladders of all chains as one small picture: coverage of every chain on every rung, bars of one scale under each other."""

from chainmap.analysis.assessment import ChainResult
from chainmap.model.vocabulary import Score
from chainmap.present.html_table import Column, Row, figure, html_table, opener
from chainmap.present.ladder import after_loss, rungs, step
from chainmap.present.markup import Markup, element
from chainmap.present.score_bar import known_text, score_bar
from chainmap.present.view import View


def ladder_table(view: View) -> Markup:
    """A row a chain, a column a rung: the bar with its after-loss value, what is established, and what the step adds."""
    regions = rungs(view.assessment)
    width = f"{76 // len(regions)}%"
    columns = (
        Column(label=view.say("column.chain")),
        *(Column(label=view.region(region), code=region, width=width) for region in regions),
    )
    rows = [_row(view, chain, regions) for chain in view.assessment.chains]
    title = view.say("ladder.all")
    return element(
        "section",
        element("h3", title),
        element("p", view.say("ladder.title"), class_="cm-muted"),
        html_table(columns, rows, caption=title, empty=""),
    )


def _row(view: View, chain: ChainResult, regions: tuple[str, ...]) -> Row:
    cells = (_cell(view, chain, regions, at) for at in range(len(regions)))
    lows = (chain.scores[region][Score.COVERAGE].lo for region in regions)
    return Row(cells=(opener(view.chain(chain.chain), f"map:{chain.chain.chain_id}"), *cells), sort=(None, *lows))


def _cell(view: View, chain: ChainResult, regions: tuple[str, ...], at: int) -> Markup:
    region, own = regions[at], chain.chain.chain_id
    value = chain.scores[region][Score.COVERAGE]
    told = known_text(view, value, value.lo)
    label = f"{view.chain(chain.chain)} {view.region(region)}"
    return element(
        "div",
        score_bar(value, view.language, label=label, after_loss=after_loss(chain, region)),
        element(
            "small",
            figure(told, f"why:region={region};coverage:{own}"),
            step(chain, regions, at, in_column=True),
            class_="cm-ends",
        ),
    )
