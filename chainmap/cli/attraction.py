"""Commands of investment attraction: gaps, targets, brief."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chainmap.cli.answers import (
    as_on_pages,
    emit,
    misuse,
    pairs,
    progress,
    refuse,
    source_label,
    store,
    unknown_name,
    view,
    write,
)
from chainmap.cli.options import (
    DATA,
    ChainOption,
    FolderArgument,
    Format,
    FormatOption,
    GapScore,
    Lang,
    LangOption,
    OutOption,
    RegionOption,
    SetOption,
    TargetFormat,
    VersionOption,
    example,
    help_of,
)
from chainmap.cli.terminal import tell_finding
from chainmap.model.finding import Severity
from chainmap.model.vocabulary import Score

if TYPE_CHECKING:
    from chainmap.analysis.targets import TargetList
    from chainmap.model.dataset import Dataset
    from chainmap.present.view import View

commands = typer.Typer()
Slot = tuple[str, str]

ScoreOption = Annotated[GapScore, typer.Option("--score", help=help_of("option.score"))]


@commands.command(help=help_of("gaps"), epilog=example("gaps --best 3 --score coverage --chain ic-materials"))
def gaps(
    folder: FolderArgument = DATA,
    version: VersionOption = None,
    region: RegionOption = None,
    chain: ChainOption = None,
    settings: SetOption = None,
    best: Annotated[int | None, typer.Option("--best", min=1, max=100, help=help_of("option.best"))] = None,
    score: ScoreOption = GapScore.COVERAGE,
    cost: Annotated[list[str] | None, typer.Option("--cost", metavar="SEGMENT=COST", help=help_of("option.cost"))] = None,
    costs: Annotated[Path | None, typer.Option("--costs", metavar="FILE", help=help_of("option.costs"))] = None,
    budget: Annotated[float | None, typer.Option("--budget", min=0, help=help_of("option.budget"))] = None,
    output: FormatOption = Format.TABLE,
    lang: LangOption = Lang.ZH,
) -> None:
    from chainmap.analysis.best import best_of
    from chainmap.present.attraction_report import best_json
    from chainmap.present.console import gap_table
    from chainmap.present.report import dumps, gaps_json

    if best is None and (cost or costs is not None or budget is not None):
        misuse("needs-best", lang)
    seen = view(folder, version, region, settings, lang, chain)
    answer = gaps_json(seen.assessment, seen.dataset, lang.value, Score(score.value))
    if best is not None:
        prices = _costs(seen.dataset, costs, cost, lang)
        with progress("working", lang):
            answer |= best_json(best_of(seen.assessment, Score(score.value), best, costs=prices or None, budget=budget))
    emit(dumps(answer) if output is Format.JSON else gap_table(seen, answer, Score(score.value)), None, lang)


@commands.command(help=help_of("targets"), epilog=example("targets --all --format xlsx --out targets.xlsx"))
def targets(
    folder: FolderArgument = DATA,
    version: VersionOption = None,
    region: RegionOption = None,
    chain: ChainOption = None,
    settings: SetOption = None,
    segment: Annotated[str | None, typer.Option("--segment", help=help_of("option.segment"))] = None,
    every: Annotated[bool, typer.Option("--all", help=help_of("option.all"))] = False,
    company: Annotated[str | None, typer.Option("--company", metavar="NAME", help=help_of("option.company"))] = None,
    score: ScoreOption = GapScore.COVERAGE,
    best: Annotated[int | None, typer.Option("--best", min=1, max=100, help=help_of("option.best-companies"))] = None,
    output: Annotated[TargetFormat, typer.Option("--format", help=help_of("option.format"))] = TargetFormat.TABLE,
    out: OutOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    from chainmap.analysis.targets import targets as find_targets

    if [segment is not None, every, company is not None].count(True) != 1:
        misuse("needs-target", lang)
    if output is TargetFormat.DOCX and company is None:
        misuse("needs-company", lang)
    if best is not None and (company is not None or score is not GapScore.COVERAGE):
        misuse("best-of-coverage", lang)
    if output in (TargetFormat.XLSX, TargetFormat.DOCX) and out is None:
        misuse("needs-out", lang)
    seen = as_on_pages(view(folder, version, region, settings, lang, chain))
    only = None if segment is None else _segment(seen.dataset, segment, lang)
    with progress("working", lang):
        found = find_targets(seen.dataset, seen.assessment, only, score=Score(score.value))
    if company is None:
        _write_list(seen, found, best, output, out, lang)
    else:
        _write_company(seen, found, company, (output, out), source_label(seen, folder, lang), lang)


@commands.command(help=help_of("brief"), epilog=example("brief --chain ic-materials --out brief.docx"))
def brief(
    out: Annotated[Path, typer.Option("--out", help=help_of("option.out"))],
    folder: FolderArgument = DATA,
    version: VersionOption = None,
    region: RegionOption = None,
    chain: ChainOption = None,
    settings: SetOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    from chainmap.analysis.targets import targets as find_targets
    from chainmap.present.brief import brief as made

    if out.suffix.lower() != ".docx":
        misuse("suffix", lang, path=str(out), suffixes=(".docx",))
    seen = as_on_pages(view(folder, version, region, settings, lang, chain))
    with progress("working", lang):
        content = made(seen, find_targets(seen.dataset, seen.assessment), label=source_label(seen, folder, lang))
    write(out, content, lang)


def _write_list(seen: "View", found: "TargetList", best: int | None, output: TargetFormat, out: Path | None, lang: Lang) -> None:
    from chainmap.present.attraction_report import best_companies_json, targets_json
    from chainmap.present.console import target_table
    from chainmap.present.report import dumps

    if output is TargetFormat.XLSX and out is not None:
        from chainmap.present.target_list import target_workbook

        write(out, target_workbook(_with_leads(seen, lang), found), lang)
        return
    answer = targets_json(found, seen.assessment, seen.dataset, lang.value)
    if best is not None:
        from chainmap.analysis.companies import best_companies

        with progress("working", lang):
            answer |= best_companies_json(best_companies(seen.dataset, seen.assessment, found, best))
    emit(dumps(answer) if output is TargetFormat.JSON else target_table(seen, answer), out, lang)


def _with_leads(seen: "View", lang: Lang) -> "View":
    """The view with the team's leads where it shows a published version; a folder has none."""
    from dataclasses import replace

    from chainmap.desk.follow_leads import leads_of

    return seen if seen.assessment.version is None else replace(seen, leads=leads_of(store(lang)))


def _write_company(
    seen: "View", found: "TargetList", name: str, form: tuple[TargetFormat, Path | None], label: str, lang: Lang
) -> None:
    """What is known for the call to one company: a page, or its rows of the list."""
    from dataclasses import replace

    from chainmap.analysis.scenario import UnknownName, find_company
    from chainmap.present.company_sheet import company_sheet, targets_of

    key = find_company(seen.dataset, name)
    if isinstance(key, UnknownName):
        unknown_name(key, lang)
    own = targets_of(found, key)
    if not own:
        refuse("no-target", lang, name=name)
    output, out = form
    if output is TargetFormat.DOCX and out is not None:
        write(out, company_sheet(seen, found, key, label=label), lang)
    else:
        left_out = tuple(one for one in found.left_out if one.company_key == key)
        gaps = tuple((one.chain_id, one.segment_id) for one in own)
        _write_list(seen, replace(found, targets=own, left_out=left_out, gaps=gaps), None, output, out, lang)


def _costs(dataset: "Dataset", file: Path | None, written: Sequence[str] | None, lang: Lang) -> Mapping[Slot, float]:
    """Costs of the file, then those of the command line, which count where both give one."""
    prices: dict[Slot, float] = {}
    if file is not None:
        from chainmap.intake.costs import load_costs

        if not file.is_file():
            misuse("no-such-path", lang, path=str(file))
        with progress("reading", lang):
            read = load_costs(file.name, file.read_bytes(), dataset)
        for finding in read.findings:
            tell_finding(finding, lang)
        if any(finding.severity is Severity.ERROR for finding in read.findings):
            refuse("costs-refused", lang, path=str(file))
        prices |= read.costs
    for name, text in pairs(written, "SEGMENT=COST", lang):
        prices[_segment(dataset, name, lang)] = _cost(text, lang)
    return prices


def _segment(dataset: "Dataset", written: str, lang: Lang) -> Slot:
    from chainmap.analysis.scenario import UnknownName, find_segment

    found = find_segment(dataset, written)
    if isinstance(found, UnknownName):
        unknown_name(found, lang)
    return found


def _cost(text: str, lang: Lang) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        misuse("pair", lang, form="SEGMENT=COST", value=text)
    return number
