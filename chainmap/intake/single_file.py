"""One file of unknown content: a chain's workbook, the region table, a plan or a supplier list, told by its sheets."""

from enum import StrEnum

from chainmap.intake.columns import CHAIN_WORKBOOK, PLAN_WORKBOOK, REGIONS, RESOURCES, SUPPLIERS, SheetFormat
from chainmap.intake.load import assembled, is_refused
from chainmap.intake.plan_sheets import ChainNames, read_plan
from chainmap.intake.regions import Places, read_regions
from chainmap.intake.segments import SegmentIndex
from chainmap.intake.spreadsheet import RawWorkbook, read_files
from chainmap.intake.supplier_list import apply, detect, load_supplier_list
from chainmap.model.dataset import Dataset
from chainmap.model.finding import Finding
from chainmap.model.names import matching_key


class FileKind(StrEnum):
    CHAIN = "chain"
    REGIONS = "regions"
    PLAN = "plan"
    LIST = "list"


def check_file(name: str, content: bytes, context: Dataset | None = None) -> tuple[Finding, ...]:
    """Everything wrong with one file, looked up against the regions and chains of the context, sorted by cell.

    Without a context places are not looked up, and neither are the chains of a plan or of a list.
    """
    workbook = read_files({name: content})[name]
    if is_refused(workbook):
        return workbook.findings
    match kind_of(workbook):
        case FileKind.CHAIN:
            return assembled([workbook], context.regions if context else None).findings
        case FileKind.REGIONS:
            return (*workbook.findings, *read_regions(workbook)[1])
        case FileKind.PLAN:
            return (*workbook.findings, *read_plan(workbook, Places(context.regions if context else None), _names(context))[1])
        case _:
            recipe = detect(workbook)
            return apply(workbook, recipe, context).findings if recipe else load_supplier_list(name, content, context).findings


def kind_of(workbook: RawWorkbook) -> FileKind:
    """What the file is, by the names of its sheets; a supplier list when nothing else."""
    names = {matching_key(sheet.name) for sheet in workbook.sheets}

    def has(*formats: SheetFormat) -> bool:
        return any(matching_key(name) in names for one in formats for name in (one.zh, one.en))

    if has(*(one for one in CHAIN_WORKBOOK if one not in (SUPPLIERS, RESOURCES))):
        return FileKind.CHAIN
    if has(REGIONS):
        return FileKind.REGIONS
    return FileKind.PLAN if has(*PLAN_WORKBOOK) else FileKind.LIST


def _names(context: Dataset | None) -> ChainNames:
    chains = context.chains if context else ()
    return ChainNames(chains, {chain.chain_id: SegmentIndex(chain.segments) for chain in chains}, complete=context is not None)
