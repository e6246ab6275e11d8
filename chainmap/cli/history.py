"""Commands on published versions: publish, versions, diff, verify."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from chainmap.cli.answers import emit, misuse, need_folder, parameters_of, progress, store, told, with_named_regions
from chainmap.cli.options import Format, FormatOption, Lang, LangOption, RegionOption, SetOption, example, help_of
from chainmap.cli.terminal import tell, tell_finding
from chainmap.present.words import say

commands = typer.Typer()


@commands.command(help=help_of("publish"), epilog=example('publish data/ --author 王敏 --note "三季度更新"'))
def publish(
    folder: Annotated[Path, typer.Argument(help=help_of("option.folder"))],
    author: Annotated[str, typer.Option("--author", help=help_of("option.author"))],
    note: Annotated[str, typer.Option("--note", help=help_of("option.note"))] = "",
    base: Annotated[str | None, typer.Option("--base", metavar="ID", help=help_of("option.base"))] = None,
    output: FormatOption = Format.TABLE,
    lang: LangOption = Lang.ZH,
) -> None:
    from chainmap.desk.alias_files import with_names_of
    from chainmap.desk.drafts import folder_draft
    from chainmap.desk.outcome import Refusal
    from chainmap.desk.publish import publish as publish_draft
    from chainmap.desk.roles import local_user
    from chainmap.intake.load import files_of, passed_over
    from chainmap.present.report import dumps

    need_folder(folder, lang)
    if not author.strip():
        misuse("author-needed", lang)
    opened = store(lang)
    with progress("reading", lang):
        draft = folder_draft(opened, files_of(folder), base=base)
        if not isinstance(draft, Refusal):
            draft = with_names_of(opened, draft, folder)
    if isinstance(draft, Refusal):
        misuse("no-such-version", lang, **draft.facts)  # the base is what it may not know
    for finding in passed_over(folder):
        tell_finding(finding, lang, mending=True)
    outcome = publish_draft(opened, draft, user=local_user(author), note=note, now=datetime.now(UTC))
    version = told(outcome, lang, aside=output is Format.JSON)
    if output is Format.JSON:
        emit(dumps({"version": version}), None, lang)


@commands.command(help=help_of("versions"), epilog=example("versions --format json"))
def versions(output: FormatOption = Format.TABLE, lang: LangOption = Lang.ZH) -> None:
    from chainmap.desk.history import versions_json
    from chainmap.present.history_tables import versions_table
    from chainmap.present.report import dumps

    answer = versions_json(store(lang))
    emit(dumps(answer) if output is Format.JSON else versions_table(lang.value, answer), None, lang)


@commands.command(help=help_of("diff"), epilog=example("diff 3f2a latest"))
def diff(
    before: Annotated[str, typer.Argument(help=help_of("option.before"))],
    after: Annotated[str, typer.Argument(help=help_of("option.after"))] = "latest",
    region: RegionOption = None,
    settings: SetOption = None,
    settings_before: Annotated[
        list[str] | None, typer.Option("--set-before", metavar="NAME=VALUE", help=help_of("option.set_before"))
    ] = None,
    output: FormatOption = Format.TABLE,
    lang: LangOption = Lang.ZH,
) -> None:
    from chainmap.analysis.assess import RegionError
    from chainmap.desk.history import diff_json
    from chainmap.desk.outcome import Refusal
    from chainmap.desk.workspace import open_version
    from chainmap.present.history_tables import difference_tables
    from chainmap.present.report import dumps

    parameters = parameters_of(settings, region, lang)
    earlier = parameters_of(settings_before, region, lang) if settings_before else parameters
    if any((one.region, one.home_country) != (None, None) for one in (parameters, earlier)):
        latest = open_version(store(lang), after)
        if latest is not None and latest.dataset is not None:
            parameters, earlier = (with_named_regions(one, latest.dataset, lang) for one in (parameters, earlier))
    with progress("working", lang):
        try:
            answer = diff_json(store(lang), before, after, parameters, earlier)
        except RegionError as error:
            misuse(error.code, lang, region=error.region)
    if isinstance(answer, Refusal):
        misuse("no-such-version", lang, **answer.facts)
    emit(dumps(answer) if output is Format.JSON else difference_tables(lang.value, answer), None, lang)


@commands.command(help=help_of("verify"), epilog=example("verify"))
def verify(output: FormatOption = Format.TABLE, lang: LangOption = Lang.ZH) -> None:
    from chainmap.desk.history import verify_json
    from chainmap.present.report import dumps

    with progress("working", lang):
        answer: dict[str, Any] = verify_json(store(lang))
    if output is Format.JSON:
        emit(dumps(answer), None, lang)
    elif answer["ok"]:
        typer.echo(say("cli.verified", lang.value))
    else:
        for problem in answer["problems"]:
            tell(say(f"problem.{problem['code']}", lang.value, subject=problem["subject"]), aside=False)
    raise typer.Exit(0 if answer["ok"] else 1)
