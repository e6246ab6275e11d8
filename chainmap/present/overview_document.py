"""The overview as a Word document to print: every chain in a sentence, scores, what holds continuity down, verdicts, first gaps,
goals of the plan, what the data are and the files that they come from."""

from collections.abc import Iterator, Sequence
from datetime import date

from chainmap.analysis.assessment import ChainResult
from chainmap.model.plan import Goal
from chainmap.model.vocabulary import Score, Verdict
from chainmap.present.data_note import as_of, confidence_counts, statements
from chainmap.present.document import Block, Grid, Heading, Paragraph, word_document
from chainmap.present.gap_list import gaps
from chainmap.present.gap_rows import gap_grid
from chainmap.present.goals import goal_name, goal_quantity, overdue, reached
from chainmap.present.numbers import count, day, listed, percent
from chainmap.present.overview import HEADLINES, chain_sentence, held_down_by, open_count
from chainmap.present.verdict_style import LEGEND
from chainmap.present.view import View

_FIRST_GAPS = 10
_HOLDING = 8
_CHAINS_BESIDE = 6


def overview_docx(view: View, *, label: str, changes: Sequence[str] = (), today: date | None = None) -> bytes:
    """A .docx on the chains of the view; `label` names the version or folder, `changes` are sentences on the version before.

    With `today` goals may be overdue. Equal inputs give equal bytes.
    """
    made = list(blocks(view, label=label, changes=changes, today=today))
    return word_document(made, language=view.language, title=title(view), compact=True)


def title(view: View) -> str:
    """With one chain its name is in the title."""
    region = view.region(view.assessment.region)
    if len(view.assessment.chains) == 1:
        return view.say("report.title-chain", region=region, chain=view.chain(view.assessment.chains[0].chain))
    return view.say("report.title", region=region)


def blocks(view: View, *, label: str, changes: Sequence[str] = (), today: date | None = None) -> Iterator[Block]:
    """The parts of the report in their order."""
    yield Paragraph(text=title(view), style="Title")
    maintainers = dict.fromkeys(chain.chain.maintainer for chain in view.assessment.chains if chain.chain.maintainer)
    named = listed(maintainers, view.language) or view.say("brief.nobody-named")
    yield Paragraph(text=view.say("brief.subtitle", date=as_of(view), maintainer=named, label=label), style="Subtitle")
    yield from _state(view, changes)
    yield from _scores(view)
    yield from _verdicts(view)
    yield Heading(text=view.say("report.gaps"))
    yield from gap_grid(view, gaps(view), at_most=_FIRST_GAPS)
    yield from _goals(view, today)
    yield from _data(view)


def _state(view: View, changes: Sequence[str]) -> Iterator[Block]:
    yield Heading(text=view.say("report.state"))
    for chain in view.assessment.chains:
        text = view.say("report.chain-line", chain=view.chain(chain.chain), text=chain_sentence(view, chain))
        yield Paragraph(text=text)
    if changes:
        yield Heading(text=view.say("report.changes"), level=2)
        yield from (Paragraph(text=one) for one in changes)


def _scores(view: View) -> Iterator[Block]:
    yield Heading(text=view.say("report.scores"))
    columns = (
        "column.chain",
        "column.score",
        "report.column-established",
        "report.column-open",
        "report.column-to-check",
        "column.after-loss",
    )
    rows = [_score_row(view, chain, score) for chain in view.assessment.chains for score in HEADLINES]
    yield Grid(
        headers=tuple(map(view.say, columns)),
        rows=rows,
        widths=(3.8, 2.8, 2.6, 1.8, 2.6, 2.0),
        right=frozenset({2, 3, 4, 5}),
        merged=frozenset({0}),
    )
    region, home = view.region(view.assessment.region), view.region(view.assessment.home_country)
    yield Paragraph(text=view.say("report.score-note", region=region, home=home), style="Note")
    held = view.say("report.stop").join(_held(view, chain) for chain in view.assessment.chains)
    yield Paragraph(text=view.say("report.held", held=held))


def _score_row(view: View, chain: ChainResult, score: Score) -> Sequence[str]:
    region = view.assessment.headline(score)
    interval, after = chain.scores[region][score], chain.after_loss[region][score]
    figures = (percent(interval.lo), percent(interval.width), count(open_count(view, chain, score)), percent(after))
    return (view.chain(chain.chain), _sentence_case(view.word(score)), *figures)


def _held(view: View, chain: ChainResult) -> str:
    names = held_down_by(view, chain, at_most=_HOLDING)
    return view.say("report.held-line" if names else "report.held-nothing", chain=view.chain(chain.chain), names=names)


def _verdicts(view: View) -> Iterator[Block]:
    """Verdicts in rows, chains in columns: words of verdicts are long in English."""
    yield Heading(text=view.say("report.verdicts"))
    every = view.assessment.chains
    for chains in (every[at : at + _CHAINS_BESIDE] for at in range(0, len(every), _CHAINS_BESIDE)):
        shown = [verdict for verdict in LEGEND if any(_number(chain, verdict) for chain in chains)]
        headers = (view.say("column.verdict"), *(view.chain(chain.chain) for chain in chains))
        rows = [(_sentence_case(view.word(one)), *(count(_number(chain, one)) for chain in chains)) for one in shown]
        rows.append((view.say("report.column-all"), *(count(len(chain.segments)) for chain in chains)))
        right = frozenset(range(1, len(headers)))
        yield Grid(headers=headers, rows=rows, widths=(2.4, *[2.6] * len(chains)), right=right)
    yield Paragraph(text=view.say("report.verdict-note"), style="Note")


def _number(chain: ChainResult, verdict: Verdict) -> int:
    return sum(1 for one in chain.segments if one.verdict is verdict)


def _sentence_case(word: str) -> str:
    return word[:1].upper() + word[1:]


def _goals(view: View, today: date | None) -> Iterator[Block]:
    goals = view.dataset.plan.goals if view.dataset.plan else ()
    if not goals:
        return
    yield Heading(text=view.say("report.goals"))
    columns = ("column.goal", "column.target", "column.current", "report.column-reached", "column.due", "column.source")
    rows = [_goal_row(view, goal, today) for goal in goals]
    yield Grid(
        headers=tuple(map(view.say, columns)), rows=rows, widths=(3.4, 2.6, 2.0, 1.6, 2.8, 3.2), right=frozenset({1, 2, 3})
    )


def _goal_row(view: View, goal: Goal, today: date | None) -> Sequence[str]:
    share = reached(goal)
    return (
        goal_name(view, goal),
        goal_quantity(view, goal, goal.target) or view.say("goal.no-target"),
        goal_quantity(view, goal, goal.current) or view.say("goal.not-entered"),
        "–" if share is None else percent(share),
        " · ".join(part for part in (day(goal.due), overdue(view, goal, today)) if part),
        goal.source,
    )


def _data(view: View) -> Iterator[Block]:
    yield Heading(text=view.say("report.data"))
    for statement in statements(view):
        yield Paragraph(text=statement)
    yield Paragraph(text=confidence_counts(view) + view.say("brief.stop"))
    region = view.assessment.region
    shares = (
        view.say("data.count-grade", chain=view.chain(chain.chain), share=percent(chain.count_grade_share[region]))
        for chain in view.assessment.chains
    )
    yield Paragraph(text=view.say("report.count-grade", shares=listed(shares, view.language)))
    if view.assessment.findings:
        yield Paragraph(text=view.say("report.findings", count=len(view.assessment.findings)))
    yield Heading(text=view.say("report.sources"))
    headers = (view.say("report.column-file"), view.say("report.column-hash"))
    yield Grid(headers=headers, rows=sorted(view.assessment.sources.items()), widths=(5.0, 10.6))
