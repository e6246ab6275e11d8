"""The brief on investment attraction as a Word document: five lines, gaps, whom to call, how it was checked, chain maps."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from chainmap.analysis.targets import Target, TargetList
from chainmap.model.vocabulary import Score, State
from chainmap.present.data_note import as_of, confidence_counts, statements
from chainmap.present.document import Block, Grid, Heading, Paragraph, Picture, word_document
from chainmap.present.gap_list import Gap, gaps, to_check
from chainmap.present.gap_rows import gap_grid, gap_name
from chainmap.present.not_filled import NotFilled, not_filled
from chainmap.present.numbers import listed, percent, percent_points
from chainmap.present.picture import FontMissing, png
from chainmap.present.provenance import how_checked
from chainmap.present.target_list import nobody_known
from chainmap.present.target_words import call_line, nobody_text
from chainmap.present.view import View

_GAPS = 24  # rows of the table; the rest is in the gap list
_PER_GAP = 3
_NAMED = 3


def brief(view: View, found: TargetList, *, label: str) -> bytes:
    """A .docx on the chains of the view; `label` names the version or folder that it was made from.

    Equal inputs give equal bytes on one machine. Without a font for Chinese the maps are left out, and it says so.
    """
    title = brief_title(view)
    return word_document(list(blocks(view, found, label=label)), language=view.language, title=title)


def brief_title(view: View) -> str:
    """With one chain its name is in the title."""
    region = view.region(view.assessment.region)
    if len(view.assessment.chains) == 1:
        return view.say("brief.title-chain", region=region, chain=view.chain(view.assessment.chains[0].chain))
    return view.say("brief.title", region=region)


def _broken_title(view: View) -> str:
    # A long title breaks after the region, not before its last character.
    region = view.region(view.assessment.region)
    title = brief_title(view)
    one_line = len(view.assessment.chains) > 1 or view.language == "en" or not title.startswith(region)
    return title if one_line else f"{region}\n{title.removeprefix(region)}"


def blocks(view: View, found: TargetList, *, label: str) -> Iterator[Block]:
    """The parts of the brief in their order."""
    yield Paragraph(text=_broken_title(view), style="Title")
    maintainers = dict.fromkeys(chain.chain.maintainer for chain in view.assessment.chains if chain.chain.maintainer)
    named = listed(maintainers, view.language) or view.say("brief.nobody-named")
    yield Paragraph(text=view.say("brief.subtitle", date=as_of(view), maintainer=named, label=label), style="Subtitle")
    yield Heading(text=view.say("brief.summary"))
    for number, line in enumerate(summary(view, found), start=1):
        yield Paragraph(text=f"{number}. {line}")
    yield Heading(text=view.say("brief.maps"))
    yield from _maps(view)
    yield from _gap_blocks(view)
    yield from _target_blocks(view, found)
    yield from _not_filled_blocks(view)
    yield from _check_blocks(view)
    yield from _method_blocks(view)


def summary(view: View, found: TargetList) -> tuple[str, str, str, str, str]:
    """Five lines: what is there, coverage, self-reliance and continuity, what to fill first, whom to call."""
    return (_state_line(view), _coverage_line(view), _home_line(view), _gap_line(view), _target_line(view, found))


def _state_line(view: View) -> str:
    every = [one for chain in view.assessment.chains for one in chain.segments]
    numbers = {state: sum(1 for one in every if one.state is state) for state in State}
    states = [view.say(f"sentence.{state.value}", count=numbers[state]) for state in State if numbers[state]]
    text = view.say("sentence.segments", count=len(every), states=view.say("sentence.comma").join(states))
    return view.say("brief.line-state", text=text).rstrip()


def _coverage_line(view: View) -> str:
    region = view.assessment.region
    values = []
    for chain in view.assessment.chains:
        lo, hi = chain.scores[region][Score.COVERAGE]
        values.append(view.say("brief.chain-range", chain=view.chain(chain.chain), lo=percent(lo), hi=percent(hi)))
    return view.say("brief.line-coverage", region=view.region(region), values=listed(values, view.language))


def _home_line(view: View) -> str:
    home = view.assessment.home_country
    by_score = {
        score: [
            view.say("brief.chain-value", chain=view.chain(chain.chain), value=percent(chain.scores[home][score].lo))
            for chain in view.assessment.chains
        ]
        for score in (Score.SELF_RELIANCE, Score.CONTINUITY)
    }
    named = {score: listed(values, view.language) for score, values in by_score.items()}
    reliance, continuity = named[Score.SELF_RELIANCE], named[Score.CONTINUITY]
    return view.say("brief.line-home", region=view.region(home), reliance=reliance, continuity=continuity)


def _gap_line(view: View) -> str:
    every = gaps(view)
    if not every:
        return view.say("brief.line-no-gaps")
    names = [
        view.say("brief.gap-value", name=view.segment(gap.result.segment), value=percent_points(gap.result.gains.pulled))
        for gap in every[:_NAMED]
        if gap.result.gains is not None
    ]
    return view.say("brief.line-gaps", count=len(every), names=tuple(names))


def _target_line(view: View, found: TargetList) -> str:
    own, nobody, unclear = _own(view, found), len(nobody_known(view, found)), len(to_check(view))
    parts = [_call_first(view, own) if own else view.say("brief.line-no-targets")]
    if nobody:
        parts.append(view.say("brief.line-nobody", count=nobody))
    if unclear:
        parts.append(view.say("brief.line-open", count=unclear))
    return view.say("call.separator").join(parts) + view.say("brief.stop")


def _call_first(view: View, own: Sequence[Target]) -> str:
    first = list({one.company_key: one for one in reversed(own)}.values())[::-1][:_NAMED]
    names = [view.say("brief.target-value", company=one.company, segment=_segment_name(view, one)) for one in first]
    companies, filled = len({one.company_key for one in own}), len({(one.chain_id, one.segment_id) for one in own})
    return view.say("brief.line-targets", companies=companies, gaps=filled, names=tuple(names))


def _gap_blocks(view: View) -> Iterator[Block]:
    yield Heading(text=view.say("brief.gaps"))
    yield from gap_grid(view, gaps(view), at_most=_GAPS)


def _target_blocks(view: View, found: TargetList) -> Iterator[Block]:
    yield Heading(text=view.say("brief.targets"))
    own = _own(view, found)
    headers = tuple(map(view.say, ("column.segment", "targets.company", "targets.first-sentence")))
    rows = [row for gap in gaps(view)[:_GAPS] for row in _target_rows(view, gap, own)]
    if rows:
        yield Grid(headers=headers, rows=rows, widths=(3.2, 4.4, 8.0))
        yield Paragraph(text=view.say("brief.more-targets", shown=_PER_GAP, count=len(own)), style="Note")
    nobody = nobody_known(view, found)
    if nobody:
        yield Heading(text=view.say("brief.nobody"), level=2)
    for chain, result in nobody:
        yield Paragraph(
            text=view.say("brief.nobody-line", segment=view.segment(result.segment), text=nobody_text(view, chain, result))
        )


def _target_rows(view: View, gap: Gap, own: Sequence[Target]) -> Iterator[Sequence[str]]:
    slot = (gap.chain.chain.chain_id, gap.result.segment.segment_id)
    for one in [each for each in own if (each.chain_id, each.segment_id) == slot][:_PER_GAP]:
        yield (gap_name(view, gap), one.company, call_line(view, one))


def _not_filled_blocks(view: View) -> Iterator[Block]:
    yield Heading(text=view.say("brief.not-filled"))
    found = not_filled(view)
    if not found:
        yield Paragraph(text=view.say("brief.nothing-left"))
    for action, group in groupby(found, key=lambda one: one.result.action):
        yield Heading(text=view.word(action), level=2)
        headers = tuple(map(view.say, ("column.segment", "targets.why")))
        yield Grid(headers=headers, rows=[_not_filled_row(view, one) for one in group], widths=(4.0, 11.6))


def _not_filled_row(view: View, one: NotFilled) -> Sequence[str]:
    name = view.segment(one.result.segment)
    return (name if len(view.assessment.chains) == 1 else f"{name}\n{view.chain(one.chain.chain)}", one.text)


def _check_blocks(view: View) -> Iterator[Block]:
    every = gaps(view)
    if not every:
        return
    yield Heading(text=view.say("brief.checks"))
    headers = tuple(map(view.say, ("column.segment", "column.how-checked", "column.cell")))
    rows = [(gap_name(view, gap), how_checked(view, gap.result), str(gap.result.segment.cell)) for gap in every]
    yield Grid(headers=headers, rows=rows, widths=(4.2, 7.0, 4.4))


def _method_blocks(view: View) -> Iterator[Block]:
    yield Heading(text=view.say("brief.method"))
    yield Paragraph(text=view.say("brief.method-text"))
    for statement in statements(view):
        yield Paragraph(text=statement)
    yield Paragraph(text=confidence_counts(view))
    facts = [(view.say(f"xlsx.{name}"), text) for name, text in _made_from(view)]
    yield Grid(headers=(view.say("brief.column-fact"), view.say("brief.column-value")), rows=facts, widths=(3.0, 12.6))


def _made_from(view: View) -> tuple[tuple[str, str], ...]:
    assessment = view.assessment
    return (
        ("ladder", " → ".join(map(view.region, assessment.ladder))),
        ("as-of", as_of(view)),
        ("version", assessment.version or view.say("xlsx.no-version")),
        ("method", str(assessment.method)),
        ("sources", listed(sorted(assessment.sources), view.language)),
    )


def _maps(view: View) -> Iterator[Block]:
    region = view.region(view.assessment.region)
    for chain in view.assessment.chains:
        caption = view.say("brief.map-caption", chain=view.chain(chain.chain), region=region, count=len(chain.segments))
        try:
            yield Picture(png=png(view, chain), caption=caption)
        except FontMissing:
            yield Paragraph(text=view.say("brief.no-font"))
            return


def _own(view: View, found: TargetList) -> list[Target]:
    shown = {chain.chain.chain_id for chain in view.assessment.chains}
    return [one for one in found.targets if one.chain_id in shown]


def _segment_name(view: View, target: Target) -> str:
    return view.segment(view.assessment.chain(target.chain_id).segment(target.segment_id).segment)
