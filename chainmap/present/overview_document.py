"""The overview as a Word document to print on a page: every chain in a sentence, scores, what holds continuity down, verdicts,
first gaps, goals of the plan, what the data are and the files that they come from. Five chains are a page, more go on."""

from collections.abc import Iterator, Sequence
from datetime import date

from chainmap.analysis.assessment import ChainResult
from chainmap.model.plan import Goal
from chainmap.model.vocabulary import Score, Verdict
from chainmap.present.data_note import as_of, confidence_counts, source_lines, statements
from chainmap.present.document import Block, Grid, Heading, Paragraph, word_document
from chainmap.present.document_style import Size
from chainmap.present.gap_list import gaps
from chainmap.present.gap_rows import gap_grid
from chainmap.present.goals import goal_name, goal_value, overdue, reached
from chainmap.present.numbers import count, day, listed, percent, percent_in_column
from chainmap.present.overview import HEADLINES, chain_sentence, held_down_by, open_count
from chainmap.present.verdict_style import LEGEND
from chainmap.present.view import View

_FIRST_GAPS = 10
_BELOW_CHANGES = 8  # so many gaps leave room on the page for a sentence of two lines a chain
_HOLDING = 3


def overview_docx(view: View, *, label: str, changes: Sequence[str] = (), today: date | None = None) -> bytes:
    """A .docx on the chains of the view; `label` names the version or folder, `changes` are sentences on the version before.

    With `today` goals may be overdue. Equal inputs give equal bytes.
    """
    made = list(blocks(view, label=label, changes=changes, today=today))
    return word_document(made, language=view.language, title=title(view), size=Size.PAGE)


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
    yield from gap_grid(view, gaps(view), at_most=_BELOW_CHANGES if len(changes) > 1 else _FIRST_GAPS, beside=True)
    yield from _goals(view, today)
    yield from _data(view)


def _state(view: View, changes: Sequence[str]) -> Iterator[Block]:
    yield Heading(text=view.say("report.state"))
    for chain in view.assessment.chains:
        text = view.say("report.chain-line", chain=view.chain(chain.chain), text=chain_sentence(view, chain))
        yield Paragraph(text=text)
    if changes:
        yield Paragraph(text=view.say("report.changes", changes=changes[0]), style="Note")
        yield from (Paragraph(text=one, style="Note") for one in changes[1:])


def _scores(view: View) -> Iterator[Block]:
    yield Heading(text=view.say("report.scores"))
    names = (_sentence_case(view.word(score)) for score in HEADLINES)
    beside = (view.say("report.column-open"), view.say("column.after-loss"))
    headers = [view.say("column.chain")]
    for name in names:
        headers += [view.say("report.column-established", score=name), *beside]
    rows = [
        [view.chain(chain.chain), *(cell for score in HEADLINES for cell in _score_cells(view, chain, score))]
        for chain in view.assessment.chains
    ]
    yield Grid(headers=headers, rows=rows, widths=(3.3, *(1.8, 1.9, 1.1) * 3), right=frozenset(range(1, 10)))
    region, home = view.region(view.assessment.region), view.region(view.assessment.home_country)
    yield Paragraph(text=view.say("report.score-note", region=region, home=home), style="Note")
    held = view.say("report.stop").join(_held(view, chain) for chain in view.assessment.chains)
    yield Paragraph(text=view.say("report.held", held=held))


def _score_cells(view: View, chain: ChainResult, score: Score) -> Sequence[str]:
    region = view.assessment.headline(score)
    interval, after = chain.scores[region][score], chain.after_loss[region][score]
    unknown = view.say("report.open", share=percent(interval.width), count=count(open_count(view, chain, score)))
    return (percent_in_column(interval.lo), unknown, percent_in_column(after))


def _held(view: View, chain: ChainResult) -> str:
    names = held_down_by(view, chain, at_most=_HOLDING)
    return view.say("report.held-line" if names else "report.held-nothing", chain=view.chain(chain.chain), names=names)


def _verdicts(view: View) -> Iterator[Block]:
    yield Heading(text=view.say("report.verdicts"))
    chains = view.assessment.chains
    shown = [verdict for verdict in LEGEND if any(_number(chain, verdict) for chain in chains)]
    headers = (view.say("column.chain"), *(view.word(one) for one in shown), view.say("report.column-all"))
    rows = [
        (view.chain(chain.chain), *(count(_number(chain, one)) for one in shown), count(len(chain.segments))) for chain in chains
    ]
    widths = (3.3, *[1.32] * (len(shown) + 1))
    yield Grid(headers=headers, rows=rows, widths=widths, right=frozenset(range(1, len(headers))))
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
        headers=tuple(map(view.say, columns)), rows=rows, widths=(4.0, 2.0, 1.8, 1.2, 3.6, 5.0), right=frozenset({1, 2, 3})
    )


def _goal_row(view: View, goal: Goal, today: date | None) -> Sequence[str]:
    share = reached(goal)
    return (
        goal_name(view, goal),
        goal_value(view, goal, "target"),
        goal_value(view, goal, "current"),
        "–" if share is None else percent_in_column(share),
        " · ".join(part for part in (day(goal.due), overdue(view, goal, today)) if part),
        goal.source,
    )


def _data(view: View) -> Iterator[Block]:
    yield Heading(text=view.say("report.data"))
    for statement in statements(view):
        yield Paragraph(text=statement, style="Note")
    yield Paragraph(text=confidence_counts(view) + view.say("brief.stop"))
    region = view.assessment.region
    shares = (
        view.say("data.count-grade", chain=view.chain(chain.chain), share=percent(chain.count_grade_share[region]))
        for chain in view.assessment.chains
    )
    yield Paragraph(text=view.say("report.count-grade", shares=listed(shares, view.language)))
    if view.assessment.findings:
        yield Paragraph(text=view.say("report.findings", count=len(view.assessment.findings)))
    files = view.say("report.stop").join(source_lines(view))
    yield Paragraph(text=view.say("report.sources", files=files), style="Note")
