"""What the number of chains counts: the chains with their segments by state, and all segments by verdict, each number open."""

from collections import Counter

from chainmap.analysis.assessment import ChainResult
from chainmap.model.vocabulary import State, Verdict
from chainmap.present.answer import Answer
from chainmap.present.html_table import Column, Row, figure, html_table, opener
from chainmap.present.marks import chip
from chainmap.present.markup import Markup, Part, element, join
from chainmap.present.numbers import count, day
from chainmap.present.verdict_style import LEGEND
from chainmap.present.view import View
from chainmap.present.why_segments import checked_for


def chains_answer(view: View) -> Answer:
    """Of the chains of the view: a row a chain, then a row a verdict over all of them; both add up to the same."""
    chains = view.assessment.chains
    region, numbers = view.region(view.assessment.region), [len(chain.segments) for chain in chains]
    body = element(
        "div",
        element("p", view.say("why.chains", region=region), class_="cm-sentence"),
        _by_state(view),
        element("h3", view.say("why.chains-verdicts")),
        _by_verdict(view),
        element("h3", view.say("why.levers")),
        element("ul", *(element("li", view.say(f"why.chains-lever-{name}")) for name in ("chain", "check", "company"))),
        class_="cm-page",
    )
    tex = (rf"{'+'.join(map(str, numbers))}={sum(numbers)}",) if len(numbers) > 1 else ()
    return Answer(title=view.say("why.title-chains", count=len(chains)), tex=tex, body=body)


def checked_answer(view: View) -> Answer:
    """Of the chains of the view how many segments each has that were checked for the region, each number open."""
    region = view.assessment.region
    numbers = {chain.chain.chain_id: len(checked_for(chain, region)) for chain in view.assessment.chains}
    columns = (
        Column(label=view.say("column.chain")),
        Column(label=view.say("column.segments"), numeric=True),
        Column(label=view.say("column.checked"), numeric=True),
    )
    rows = [
        Row(
            cells=(
                opener(view.chain(chain.chain), f"map:{own}"),
                figure(count(len(chain.segments)), f"why:segments:{own}"),
                _counted(numbers[own], f"why:checked:{own}"),
            ),
            sort=(None, float(len(chain.segments)), float(numbers[own])),
        )
        for chain in view.assessment.chains
        for own in (chain.chain.chain_id,)
    ]
    size, total = sum(len(chain.segments) for chain in view.assessment.chains), sum(numbers.values())
    foot = (view.say("why.total"), count(size), count(total))
    title = view.say("why.title-checked-all", region=view.region(region), count=total)
    body = element(
        "div",
        element("p", view.say("why.checked-all", region=view.region(region)), class_="cm-sentence"),
        html_table(columns, rows, caption=title, empty=view.say("detail.none"), total=foot),
        class_="cm-page",
    )
    return Answer(title=title, tex=(rf"{'+'.join(map(str, numbers.values()))}={total}",), body=body)


def _by_state(view: View) -> Markup:
    columns = (
        Column(label=view.say("column.chain")),
        Column(label=view.say("column.segments"), numeric=True),
        *(Column(label=view.word(state).capitalize(), numeric=True) for state in State),
        Column(label=view.say("xlsx.as-of"), sortable=False, tight=True),
    )
    chains = view.assessment.chains
    everywhere = Counter(one.state for chain in chains for one in chain.segments)
    total = (
        view.say("why.total"), count(sum(len(chain.segments) for chain in chains)),
        *(count(everywhere[state]) for state in State), "",
    )  # fmt: skip
    rows = [_chain_row(view, chain) for chain in chains]
    return html_table(columns, rows, caption=view.say("column.chain"), empty=view.say("detail.none"), total=total)


def _chain_row(view: View, chain: ChainResult) -> Row:
    own = chain.chain.chain_id
    found = Counter(one.state for one in chain.segments)
    numbers = [found[state] for state in State]
    states = (_counted(number, f"why:state:{state.value}:{own}") for state, number in zip(State, numbers, strict=True))
    size = len(chain.segments)
    return Row(
        cells=(
            opener(view.chain(chain.chain), f"map:{own}"), figure(count(size), f"why:segments:{own}"), *states,
            day(chain.chain.as_of) or view.say("context.no-date"),
        ),
        sort=(None, float(size), *map(float, numbers), None),
    )  # fmt: skip


def _by_verdict(view: View) -> Markup:
    """A row a verdict: how many over all chains, and how many on each."""
    columns = (
        Column(label=view.say("column.verdict"), sortable=False),
        Column(label=view.say("column.segments"), numeric=True, sortable=False),
        Column(label=view.say("why.chains-of-which"), sortable=False, width="66%"),
    )
    rows = [row for verdict in LEGEND if (row := _verdict_row(view, verdict)) is not None]
    total = (view.say("why.total"), count(sum(len(chain.segments) for chain in view.assessment.chains)), "")
    return html_table(columns, rows, caption=view.say("why.chains-verdicts"), empty=view.say("detail.none"), total=total)


def _verdict_row(view: View, verdict: Verdict) -> Row | None:
    numbers = ((chain, sum(one.verdict is verdict for one in chain.segments)) for chain in view.assessment.chains)
    found = [(chain, number) for chain, number in numbers if number]
    if not found:
        return None
    parts = [
        figure(
            view.say("why.chains-part", chain=view.chain(chain.chain), count=number),
            f"why:verdict:{verdict.value}:{chain.chain.chain_id}",
        )
        for chain, number in found
    ]
    return Row(cells=(chip(verdict, view.language), count(sum(number for _, number in found)), join(parts, " · ")))


def _counted(number: int, asked: str) -> Part:
    return figure(count(number), asked) if number else count(number)
