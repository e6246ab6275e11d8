"""Commands that evaluate: assess, compare, map; those of investment attraction and of scenarios are beside."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from chainmap.cli.answers import as_on_pages, emit, misuse, progress, refuse, region_named, source_label, view, write
from chainmap.cli.options import (
    DATA,
    AssessFormat,
    ChainOption,
    FolderArgument,
    Format,
    FormatOption,
    Lang,
    LangOption,
    OutOption,
    RegionOption,
    SetOption,
    VersionOption,
    example,
    help_of,
)

commands = typer.Typer()


@commands.command(help=help_of("assess"), epilog=example("assess data/ --region shanghai --set q=0.6 --format json"))
def assess(
    folder: FolderArgument = DATA,
    version: VersionOption = None,
    region: RegionOption = None,
    chain: ChainOption = None,
    settings: SetOption = None,
    output: Annotated[AssessFormat, typer.Option("--format", help=help_of("option.format"))] = AssessFormat.TABLE,
    out: OutOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    from chainmap.present.console import assessment_tables
    from chainmap.present.report import assessment_json, dumps

    seen = view(folder, version, region, settings, lang, chain)
    if output is AssessFormat.TABLE:
        emit(assessment_tables(seen), out, lang)
    elif output is AssessFormat.JSON:
        emit(dumps(assessment_json(seen.assessment, seen.dataset, lang.value)), out, lang)
    elif out is None:
        misuse("needs-out", lang)
    elif output is AssessFormat.DOCX:
        from chainmap.present.overview_document import overview_docx

        made = overview_docx(as_on_pages(seen), label=source_label(seen, folder, lang), today=date.today())
        write(out, made, lang)
    else:
        from chainmap.present.assessment_workbook import assessment_workbook

        write(out, assessment_workbook(seen), lang)


@commands.command(help=help_of("compare"), epilog=example("compare --with shanghai --with yrd"))
def compare(
    folder: FolderArgument = DATA,
    version: VersionOption = None,
    region: RegionOption = None,
    chain: ChainOption = None,
    settings: SetOption = None,
    against: Annotated[list[str] | None, typer.Option("--with", metavar="REGION", help=help_of("option.against"))] = None,
    output: FormatOption = Format.TABLE,
    lang: LangOption = Lang.ZH,
) -> None:
    from chainmap.analysis.assess import RegionError
    from chainmap.analysis.side_by_side import side_by_side
    from chainmap.present.console import side_by_side_table
    from chainmap.present.report import dumps, side_by_side_json

    seen = view(folder, version, region, settings, lang, chain)
    named = [region_named(one, seen.dataset, lang) for one in against or ()]
    regions = (seen.assessment.region, *named) if named else seen.assessment.ladder
    with progress("working", lang):
        try:
            found = side_by_side(seen.dataset, seen.assessment, regions)
        except RegionError as error:
            misuse(error.code, lang, region=error.region)
    answer = side_by_side_json(found)
    emit(dumps(answer) if output is Format.JSON else side_by_side_table(seen, found), None, lang)


@commands.command("map", help=help_of("map"), epilog=example("map ic-materials --out ic.html"))
def draw(
    chain: Annotated[str, typer.Argument(help=help_of("option.chain"))],
    out: Annotated[Path, typer.Option("--out", help=help_of("option.out"))],
    folder: Annotated[Path, typer.Option("--data", help=help_of("option.folder"))] = DATA,
    version: VersionOption = None,
    region: RegionOption = None,
    settings: SetOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    suffix = out.suffix.lower()
    if suffix not in (".html", ".svg", ".png"):
        misuse("suffix", lang, path=str(out), suffixes=(".html", ".svg", ".png"))
    seen = view(folder, version, region, settings, lang, chain)
    result = seen.assessment.chain(chain)
    if suffix == ".html":
        from chainmap.present.chain_map import html

        write(out, html(seen, result).encode(), lang)
    elif suffix == ".svg":
        from chainmap.present.chain_svg import svg

        write(out, svg(seen, result), lang)
    else:
        from chainmap.present.picture import FontMissing, png

        try:
            write(out, png(seen, result), lang)
        except FontMissing:
            refuse("no-font", lang)
