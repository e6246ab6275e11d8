"""The brief on investment attraction as a Word document: five lines, gaps, whom to call, how it was checked, chain maps."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from chainmap.analysis.assessment import ChainResult
from chainmap.analysis.best import best_of
from chainmap.analysis.companies import best_companies
from chainmap.analysis.targets import Target, TargetList
from chainmap.model.vocabulary import Score
from chainmap.present.best_sentences import best_companies_sentence, best_sentence, fewest
from chainmap.present.brief_summary import chain_grid, summary
from chainmap.present.data_note import as_of, confidence_counts, statements
from chainmap.present.document import Block, Grid, Heading, Paragraph, Picture, word_document
from chainmap.present.gap_list import Gap, gaps
from chainmap.present.gap_rows import gap_grid, gap_name
from chainmap.present.not_filled import NotFilled, not_filled
from chainmap.present.numbers import listed
from chainmap.present.picture import FontMissing, png
from chainmap.present.provenance import how_checked
from chainmap.present.target_list import nobody_known
from chainmap.present.target_words import call_line, nobody_text
from chainmap.present.view import View

_GAPS = 24  # rows of the table; the rest is in the gap list
_PER_GAP = 3
_GAPS_OF_SEVERAL, _PER_GAP_OF_SEVERAL = 12, 2  # chains in one brief: the companies of the first gaps only
_BEST = 3


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
    """The parts of the brief in their order; the map of one chain stands before its tables, those of several at the end."""
    yield Paragraph(text=_broken_title(view), style="Title")
    maintainers = dict.fromkeys(chain.chain.maintainer for chain in view.assessment.chains if chain.chain.maintainer)
    named = listed(maintainers, view.language) or view.say("brief.nobody-named")
    yield Paragraph(text=view.say("brief.subtitle", date=as_of(view), maintainer=named, label=label), style="Subtitle")
    yield from _summary_blocks(view, found)
    if not _several(view):
        yield from _maps(view)
    yield from _gap_blocks(view)
    yield from _target_blocks(view, found)
    yield from _not_filled_blocks(view)
    yield from _check_blocks(view)
    yield from _method_blocks(view)
    if _several(view):
        yield from _maps(view)


def _several(view: View) -> bool:
    return len(view.assessment.chains) > 1


def _summary_blocks(view: View, found: TargetList) -> Iterator[Block]:
    yield Heading(text=view.say("brief.summary"))
    for number, line in enumerate(summary(view, found), start=1):
        yield Paragraph(text=f"{number}. {line}")
    if _several(view):
        yield chain_grid(view)


def _gap_blocks(view: View) -> Iterator[Block]:
    yield Heading(text=view.say("brief.gaps"))
    yield from gap_grid(view, gaps(view), at_most=_GAPS)
    for chain, best in zip(view.assessment.chains, best_of(view.assessment, Score.COVERAGE, _BEST), strict=True):
        if best.sets:
            yield Paragraph(text=best_sentence(view, chain, best, best.sets[-1], Score.COVERAGE), style="Note")


def _target_blocks(view: View, found: TargetList) -> Iterator[Block]:
    yield Heading(text=view.say("brief.targets"))
    own = [one for one in found.targets if one.chain_id in {chain.chain.chain_id for chain in view.assessment.chains}]
    shown, per_gap = (_GAPS_OF_SEVERAL, _PER_GAP_OF_SEVERAL) if _several(view) else (_GAPS, _PER_GAP)
    headers = tuple(map(view.say, ("column.segment", "targets.company", "targets.first-sentence")))
    rows = [row for gap in gaps(view)[:shown] for row in _target_rows(view, gap, own, per_gap)]
    if rows:
        yield Grid(headers=headers, rows=rows, widths=(3.2, 3.8, 8.6), merged=frozenset({0}))
        code = "brief.more-targets" if len(gaps(view)) > shown else "brief.all-targets"
        yield Paragraph(text=view.say(code, gaps=shown, shown=per_gap, count=len(own)), style="Note")
        best = best_companies(view.dataset, view.assessment, found, _BEST)
        yield Paragraph(text=best_companies_sentence(view, fewest(best)), style="Note")
    for chain, result in nobody_known(view, found):
        text = view.say("brief.nobody-line", segment=view.segment(result.segment), text=nobody_text(view, chain, result))
        yield Paragraph(text=text, style="Note")


def _target_rows(view: View, gap: Gap, own: Sequence[Target], at_most: int) -> Iterator[Sequence[str]]:
    slot = (gap.chain.chain.chain_id, gap.result.segment.segment_id)
    for one in [each for each in own if (each.chain_id, each.segment_id) == slot][:at_most]:
        yield (gap_name(view, gap), one.company, call_line(view, one))


def _not_filled_blocks(view: View) -> Iterator[Block]:
    yield Heading(text=view.say("brief.not-filled"))
    found = not_filled(view)
    if not found:
        yield Paragraph(text=view.say("brief.nothing-left"))
    for action, group in groupby(found, key=lambda one: one.result.action):
        yield Heading(text=view.say(f"brief.not-filled-{action.value}"), level=2)
        headers = tuple(map(view.say, ("column.segment", "targets.why")))
        yield Grid(headers=headers, rows=[_not_filled_row(view, one) for one in group], widths=(4.0, 11.6))


def _not_filled_row(view: View, one: NotFilled) -> Sequence[str]:
    name = view.segment(one.result.segment)
    return (f"{name}\n{view.chain(one.chain.chain)}" if _several(view) else name, one.text)


def _check_blocks(view: View) -> Iterator[Block]:
    """Gaps that were checked in the same way stand together, with their rows in the chain's sheet."""
    rows = [row for chain in view.assessment.chains for row in _check_rows(view, chain)]
    if rows:
        yield Heading(text=view.say("brief.checks"))
        headers = tuple(map(view.say, ("column.how-checked", "brief.column-segments", "column.cell")))
        yield Grid(headers=headers, rows=rows, widths=(4.6, 7.4, 3.6))


def _check_rows(view: View, chain: ChainResult) -> Iterator[Sequence[str]]:
    ways: dict[tuple[str, str], list[str]] = {}
    for gap in gaps(view.only(chain.chain.chain_id)):
        segment = gap.result.segment
        name = view.say("brief.segment-row", segment=view.segment(segment), row=segment.cell.row)
        ways.setdefault((how_checked(view, gap.result), f"{segment.cell.file}\n{segment.cell.sheet}"), []).append(name)
    for (way, sheet), names in ways.items():
        yield (way, listed(names, view.language), sheet)


def _method_blocks(view: View) -> Iterator[Block]:
    yield Heading(text=view.say("brief.method"))
    said = (view.say("brief.method-text"), *statements(view), confidence_counts(view) + view.say("brief.stop"))
    yield from (Paragraph(text=text, style="Note") for text in said)
    facts = (view.say("brief.fact", name=view.say(f"xlsx.{name}"), text=text) for name, text in _made_from(view))
    yield Paragraph(text=view.say("call.separator").join(facts) + view.say("brief.stop"), style="Note")


def _made_from(view: View) -> tuple[tuple[str, str], ...]:
    assessment = view.assessment
    return (
        ("ladder", " → ".join(map(view.region, assessment.ladder))),
        ("as-of", as_of(view)),
        ("version", assessment.version or view.say("xlsx.no-version")),
        ("method", str(assessment.method)),
        ("sources", listed(_files(view), view.language)),
    )


def _files(view: View) -> list[str]:
    """The files that the brief rests on: not the workbooks of chains that it leaves out."""
    shown = {chain.chain.file for chain in view.assessment.chains}
    others = {chain.file for chain in view.dataset.chains} - shown
    return sorted(set(view.assessment.sources) - others)


def _maps(view: View) -> Iterator[Block]:
    yield Heading(text=view.say("brief.maps"))
    region = view.region(view.assessment.region)
    for chain in view.assessment.chains:
        caption = view.say("brief.map-caption", chain=view.chain(chain.chain), region=region, count=len(chain.segments))
        try:
            yield Picture(png=png(view, chain), caption=caption)
        except FontMissing:
            yield Paragraph(text=view.say("brief.no-font"))
            return
