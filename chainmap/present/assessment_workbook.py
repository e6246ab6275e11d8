"""An assessment as a workbook: scores per chain and region, every segment with its reason and cells, gaps, what the data are."""

from collections.abc import Iterator, Mapping

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.vocabulary import Action, PolicyAction, Score, Verdict
from chainmap.present.data_note import data_note
from chainmap.present.gap_list import gaps
from chainmap.present.gap_table import export_table
from chainmap.present.numbers import listed
from chainmap.present.provenance import SupplierRow, how_checked, supplier_rows
from chainmap.present.table import CellKind, Table, TableColumn, Value, table_workbook
from chainmap.present.view import View

_SCORES = (Score.COVERAGE, Score.CONTROLLED_COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)
_AFTER_LOSS = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)

Field = tuple[TableColumn, Value]
Companies = Mapping[tuple[str, str], list[SupplierRow]]


def assessment_workbook(view: View) -> bytes:
    """An .xlsx of the whole assessment; texts are inert, equal inputs give equal bytes."""
    found = export_table(view, gaps(view))
    named = Table(name=view.say("xlsx.gaps"), columns=found.columns, rows=found.rows, frozen_columns=found.frozen_columns)
    return table_workbook([_scores(view), _segments(view), named, data_note(view)])


def _scores(view: View) -> Table:
    rows = [list(_score_row(view, chain, region)) for chain in view.assessment.chains for region in view.assessment.ladder]
    return _table(view.say("xlsx.scores"), rows, frozen_columns=2)


def _score_row(view: View, chain: ChainResult, region: str) -> Iterator[Field]:
    yield _text(view.say("export.chain"), 18), view.chain(chain.chain)
    yield _text(view.say("xlsx.region"), 14), view.region(region)
    for score in _SCORES:
        interval, name = chain.scores[region][score], view.word(score)
        yield _share(view.say("xlsx.established", score=name)), interval.lo
        yield _share(view.say("xlsx.at-most", score=name)), interval.hi
    for score in _AFTER_LOSS:
        yield _share(view.say("xlsx.after-loss", score=view.word(score))), chain.after_loss[region][score]
    yield _share(view.say("xlsx.count-grade")), chain.count_grade_share[region]
    yield _number(view.say("xlsx.segment-count")), len(chain.segments)
    yield _number(view.say("xlsx.depth")), chain.depth


def _segments(view: View) -> Table:
    here = _local_companies(view)
    rows = [list(_segment_row(view, chain, one, here)) for chain in view.assessment.chains for one in chain.segments]
    return _table(view.say("xlsx.segments"), rows, frozen_columns=3)


def _segment_row(view: View, chain: ChainResult, one: SegmentResult, here: Companies) -> Iterator[Field]:
    yield from _identity(view, chain, one)
    yield from _findings(view, chain, one)
    yield from _figures(view, one)
    yield from _sources(view, one, here.get((chain.chain.chain_id, one.segment.segment_id), []))


def _identity(view: View, chain: ChainResult, one: SegmentResult) -> Iterator[Field]:
    segment = one.segment
    yield _text(view.say("export.chain"), 16), view.chain(chain.chain)
    yield TableColumn(header=view.say("export.segment-id"), kind=CellKind.CODE, width=20), segment.segment_id
    yield _text(view.say("export.segment"), 20), view.segment(segment)
    yield _text(view.say("xlsx.group")), view.group(chain.chain, segment.group)
    yield _text(view.say("xlsx.stage")), view.word(segment.stage)
    yield _text(view.say("xlsx.state")), view.word(one.state)
    yield _text(view.say("export.verdict")), view.word(one.verdict)
    yield _text(view.say("export.action")), view.word(one.action)
    yield _text(view.say("export.also")), listed((view.word(each) for each in one.also), view.language)


def _findings(view: View, chain: ChainResult, one: SegmentResult) -> Iterator[Field]:
    segment = one.segment
    asked = segment.policy_action
    yield _text(view.say("export.reason"), 40), view.reason(one, chain.chain)
    yield _text(view.say("detail.action").rstrip("：: "), 30), view.because(one.action_reason, chain.chain)
    yield _text(view.say("xlsx.change"), 30), view.because(one.change, chain.chain)
    yield _text(view.say("xlsx.verdict-on-hi")), _word(view, one.verdict_on_hi)
    follows = (_word(view, one.verdict_if_confirmed), _word(view, one.action_if_confirmed))
    yield _text(view.say("xlsx.if-nobody")), " → ".join(filter(None, follows))
    yield _text(view.say("export.how-checked"), 30), how_checked(view, one)
    yield _text(view.say("xlsx.plan")), "" if asked is PolicyAction.NONE else view.word(asked)
    yield _text(view.say("xlsx.plan-section")), segment.policy_section


def _figures(view: View, one: SegmentResult) -> Iterator[Field]:
    yield _share(view.say("export.weight")), one.weight
    yield _text(view.say("xlsx.evidence")), view.word(one.evidence)
    for region in dict.fromkeys((view.assessment.region, view.assessment.home_country)):
        name = view.region(region)
        yield _share(view.say("xlsx.cover", region=name)), one.cover[region].lo
        yield _share(view.say("xlsx.cover-at-most", region=name)), one.cover[region].hi
        yield _share(view.say("xlsx.controlled-cover", region=name)), one.controlled_cover[region].lo
        yield _share(view.say("xlsx.controlled-cover-at-most", region=name)), one.controlled_cover[region].hi
        yield _number(view.say("xlsx.companies", region=name)), one.companies[region].certain
        yield _number(view.say("xlsx.companies-possible", region=name)), one.companies[region].possible
    gains = one.gains
    yield _share(view.say("export.pulled")), gains.pulled if gains else None
    yield _share(view.say("export.gain-coverage")), gains.coverage if gains else None
    yield _share(view.say("export.gain-self-reliance")), gains.self_reliance if gains else None
    yield _share(view.say("export.gain-continuity")), gains.continuity if gains else None
    yield _share(view.say("export.credit")), gains.credit if gains else None
    yield _number(view.say("export.candidates")), one.candidates[view.assessment.home_country]


def _sources(view: View, one: SegmentResult, here: list[SupplierRow]) -> Iterator[Field]:
    yield _text(view.say("xlsx.local-companies"), 28), listed(dict.fromkeys(row.company for row in here), view.language)
    yield _text(view.say("export.cell"), 30), str(one.segment.cell)
    yield _text(view.say("xlsx.supplier-cells"), 30), listed((str(row.cell) for row in here), view.language)


def _local_companies(view: View) -> Companies:
    """Rows of the register that certainly lie in the focal region, per segment."""
    register, regions = view.dataset.suppliers, view.dataset.regions
    inside = [place for place in register["region_id"].unique() if regions.contains(view.assessment.region, place)]
    found: dict[tuple[str, str], list[SupplierRow]] = {}
    for row in supplier_rows(view, register[register["region_id"].isin(inside)]):
        found.setdefault((row.chain_id, row.segment_id), []).append(row)
    return found


def _table(name: str, rows: list[list[Field]], frozen_columns: int) -> Table:
    columns = tuple(column for column, _value in rows[0]) if rows else ()
    values = [[value for _column, value in row] for row in rows]
    return Table(name=name, columns=columns, rows=values, frozen_columns=frozen_columns)


def _word(view: View, member: Verdict | Action | None) -> str:
    return "" if member is None else view.word(member)


def _text(header: str, width: float = 12) -> TableColumn:
    return TableColumn(header=header, width=width)


def _share(header: str) -> TableColumn:
    return TableColumn(header=header, kind=CellKind.SHARE, width=10)


def _number(header: str) -> TableColumn:
    return TableColumn(header=header, kind=CellKind.NUMBER, width=8)
