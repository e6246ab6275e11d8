"""A data folder → a Dataset and findings that name the cell. Every row is visited, nothing is raised for what users write."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

import pandas as pd

from chainmap.intake.bad_cells import blame, bounded
from chainmap.intake.chain_sheets import ChainSheets, read_chain
from chainmap.intake.columns import PLAN_WORKBOOK, REGIONS, SUPPLIERS
from chainmap.intake.companies import locator, with_company_keys
from chainmap.intake.field_columns import columns_in
from chainmap.intake.left_out import Row, without_rows
from chainmap.intake.plan_sheets import ChainNames, read_plan
from chainmap.intake.regions import Places, read_regions
from chainmap.intake.register import SegmentReading, SupplierRows, no_rows, read_suppliers
from chainmap.intake.spreadsheet import RawWorkbook, read_files
from chainmap.model.alias import Alias
from chainmap.model.dataset import Dataset, empty_register
from chainmap.model.finding import Cell, Fact, Finding, Severity
from chainmap.model.region import RegionTree

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods")
_NOT_OURS = ("~$", ".")  # what Excel leaves beside an open file; hidden files


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a folder gives. `dataset` is None when there are no regions or no chain; else it holds the good rows."""

    dataset: Dataset | None
    findings: tuple[Finding, ...]  # sorted by file, sheet and cell


def load_folder(folder: Path, decisions: Sequence[Alias] = ()) -> Parsed:
    """The workbooks of a folder: `chains/*.xlsx`, `regions.xlsx` and, if there, `plan.xlsx`; tables elsewhere are findings."""
    parsed = load_files(files_of(folder), decisions)
    return replace(parsed, findings=tuple(sorted([*parsed.findings, *passed_over(folder)], key=lambda one: one.order)))


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of a folder that are ours, by their names in it.

    Raises OSError for one that cannot be read: a link that leads nowhere is not a chain less.
    """
    found = [path for path in sorted([*folder.glob("*.*"), *folder.glob("chains/*.*")]) if not path.is_dir()]
    files = {path.relative_to(folder).as_posix(): path for path in found}
    return {name: path.read_bytes() for name, path in files.items() if role_of(name)}


def passed_over(folder: Path) -> list[Finding]:
    """A finding per table of the folder that is not read: it has no name of ours, or lies not where chains do."""
    found = [*folder.glob("*.*"), *folder.glob("chains/*.*"), *folder.glob("chains/*/*.*")]
    tables = [path for path in found if path.suffix.lower() in (*SUFFIXES, ".csv") and not path.name.startswith(_NOT_OURS)]
    names = (path.relative_to(folder).as_posix() for path in tables if not path.is_dir())
    return [_passed_over(name) for name in names if not role_of(name)]


def load_files(
    files: Mapping[str, bytes],
    decisions: Sequence[Alias] = (),
    left_out: Mapping[str, Iterable[Row]] | None = None,
    *,
    read: Callable[[Mapping[str, bytes]], Mapping[str, RawWorkbook]] = read_files,
) -> Parsed:
    """The content of these files by their names (`chains/x.xlsx`, `regions.xlsx`, `plan.xlsx`); others are ignored.

    `left_out` gives, by file name, the rows that a person leaves out; `read` may remember workbooks.
    """
    used = {name: files[name] for name in sorted(files) if role_of(name)}
    labels = labels_of(used)
    workbooks = read({labels[name]: content for name, content in used.items()})
    roles: dict[str, list[RawWorkbook]] = {"regions": [], "chain": [], "plan": []}
    for name in sorted(used, key=lambda name: role_of(name) != "chain" and SUFFIXES.index(PurePosixPath(name).suffix.lower())):
        roles[role_of(name)].append(without_rows(workbooks[labels[name]], (left_out or {}).get(name, ())))
    parsed = load_workbooks(roles["chain"], regions=roles["regions"], plan=roles["plan"], decisions=decisions)
    if parsed.dataset is None:
        return parsed
    sources = {labels[name]: sha256(content).hexdigest() for name, content in used.items()}
    return replace(parsed, dataset=replace(parsed.dataset, sources=sources))


def load_workbooks(
    chains: Sequence[RawWorkbook],
    *,
    regions: Sequence[RawWorkbook],
    plan: Sequence[RawWorkbook] = (),
    decisions: Sequence[Alias] = (),
) -> Parsed:
    """The same of workbooks that are read already; `sources` stay empty."""
    tree, findings = _regions(regions)
    for first, *others in filter(None, (regions, plan)):
        findings += [_passed_over(one.file, first.file) for one in others]
    if not chains:
        findings.append(Finding(code="no-chains", severity=Severity.ERROR, cell=Cell(file="chains")))
    findings += [finding for workbook in regions for finding in workbook.findings]
    parsed = assembled(chains, tree, plan, decisions)
    if parsed.dataset is not None:
        of_regions = columns_in(regions[0], (REGIONS,))
        parsed = replace(parsed, dataset=replace(parsed.dataset, columns=parsed.dataset.columns | of_regions))
    return replace(parsed, findings=tuple(bounded([*findings, *parsed.findings])))


def assembled(
    chains: Sequence[RawWorkbook], tree: RegionTree | None, plan: Sequence[RawWorkbook] = (), decisions: Sequence[Alias] = ()
) -> Parsed:
    """Chains and plan put together over a region tree; without one no place is looked up, and nothing is said of it."""
    findings = [finding for workbook in (*chains, *plan) for finding in workbook.findings]
    places = Places(tree, decisions)
    read = [read_chain(workbook, places, decisions) for workbook in chains if not is_refused(workbook)]
    distinct, found = _distinct(read)
    register, found_in_rows = _register(distinct, places, decisions)
    findings += [*found, *found_in_rows]
    kept = tuple(one.chain for one in distinct if one.chain is not None)
    names = ChainNames(kept, {one.chain_id: one.index for one in distinct}, complete=len(distinct) == len(chains))
    plans = [read_plan(workbook, places, names) for workbook in plan if not is_refused(workbook)]
    findings += [finding for _, found_in_plan in plans for finding in found_in_plan]
    if tree is None or not kept:
        return Parsed(dataset=None, findings=tuple(bounded(findings)))
    columns = {name: found for one in distinct for name, found in one.columns.items()}
    if plans:
        columns |= columns_in(next(workbook for workbook in plan if not is_refused(workbook)), PLAN_WORKBOOK)
    dataset = Dataset(chains=kept, suppliers=register, regions=tree, plan=plans[0][0] if plans else None, columns=columns)
    return Parsed(dataset=dataset, findings=tuple(bounded(findings)))


def is_refused(workbook: RawWorkbook) -> bool:
    """Whether the file could not be read at all; its findings say why."""
    return not workbook.sheets and any(finding.severity is Severity.ERROR for finding in workbook.findings)


def role_of(name: str) -> str:
    """regions, plan, chain, or "" for a file that is none of ours."""
    path = PurePosixPath(name)
    if path.suffix.lower() not in SUFFIXES or path.name.startswith(_NOT_OURS):
        return ""
    if path.parent.name == "chains":
        return "chain"
    return path.stem.lower() if path.stem.lower() in ("regions", "plan") and len(path.parts) == 1 else ""


def labels_of(names: Iterable[str]) -> dict[str, str]:
    """What a file is called in findings and sources: its base name, or all of its name where two would be alike."""
    names = tuple(names)
    count = Counter(PurePosixPath(name).name.casefold() for name in names)
    return {name: PurePosixPath(name).name if count[PurePosixPath(name).name.casefold()] == 1 else name for name in names}


def _passed_over(name: str, first: str = "") -> Finding:
    """`first` is the file that is read in its place."""
    code = "second-file" if first else "passed-over"
    return Finding(code=code, severity=Severity.WARNING, cell=Cell(file=name), facts={"first": first} if first else {})


def _regions(workbooks: Sequence[RawWorkbook]) -> tuple[RegionTree | None, list[Finding]]:
    if not workbooks:
        return None, [Finding(code="no-regions", severity=Severity.ERROR, cell=Cell(file="regions.xlsx"))]
    if is_refused(workbooks[0]):
        return None, []
    tree, findings = read_regions(workbooks[0])
    return tree, list(findings)


def _distinct(read: Iterable[ChainSheets]) -> tuple[list[ChainSheets], list[Finding]]:
    """The first workbook of every chain id; the others are left out."""
    first: dict[str, ChainSheets] = {}
    findings = []
    for one in read:
        if first.setdefault(one.chain_id, one) is not one:
            facts: dict[str, Fact] = {"first": str(first[one.chain_id].id_cell)}
            findings.append(
                Finding(code="duplicate-chain", severity=Severity.ERROR, cell=one.id_cell, value=one.chain_id, facts=facts)
            )
    return list(first.values()), findings


def _register(chains: Sequence[ChainSheets], places: Places, decisions: Sequence[Alias]) -> tuple[pd.DataFrame, list[Finding]]:
    """The suppliers of all chains with their company keys, and every finding of the chains' workbooks."""
    findings: list[Finding] = []
    frames = [empty_register()]
    for one in chains:
        rows = _suppliers(one, places)
        own = [*one.supplier_findings, *rows.findings]
        segment_findings, own = blame(rows.silent, one.segment_findings, own)
        findings += [*one.findings, *segment_findings, *own]
        frames.append(rows.frame if one.chain is not None else rows.frame.iloc[:0])
    register = pd.concat(frames, ignore_index=True)
    keyed, found = with_company_keys(register, locator(one.suppliers for one in chains if one.suppliers is not None), decisions)
    return keyed, [*findings, *found]


def _suppliers(chain: ChainSheets, places: Places) -> SupplierRows:
    if chain.suppliers is None:
        return no_rows()
    reading = SegmentReading(chain_id=chain.chain_id, segment=lambda _, column, text: chain.index(column, text))
    return read_suppliers(chain.suppliers, SUPPLIERS, places, reading)
