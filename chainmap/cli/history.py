"""Commands on published versions: publish, versions, diff, verify, aliases."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from chainmap.cli.answers import emit, misuse, parameters_of, progress, refused, store
from chainmap.cli.options import Format, FormatOption, Lang, LangOption, OutOption, RegionOption, SetOption, example, help_of
from chainmap.present.words import message, say

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
    from chainmap.desk.drafts import folder_draft
    from chainmap.desk.outcome import Conflict, Invalid, Published, Refusal, Unchanged
    from chainmap.desk.publish import publish as publish_draft
    from chainmap.desk.roles import local_user
    from chainmap.intake.load import files_of
    from chainmap.present.report import dumps

    if not folder.is_dir():
        misuse("no-such-path", lang, path=str(folder))
    opened = store(lang)
    with progress("reading", lang):
        draft = folder_draft(opened, files_of(folder), base=base)
    if isinstance(draft, Refusal):
        refused(draft.code, lang, **draft.facts)
    outcome = publish_draft(opened, draft, user=local_user(author), note=note, now=datetime.now(UTC))
    match outcome:
        case Published() | Unchanged():
            if isinstance(outcome, Unchanged):
                typer.echo(say("refusal.unchanged", lang.value), err=True)
            version = outcome.version.version_id
            emit(
                dumps({"version": version}) if output is Format.JSON else say("cli.published", lang.value, version=version),
                None,
                lang,
            )
        case Invalid():
            for finding in outcome.errors:
                typer.echo(f"{finding.cell}  {message(finding, lang.value)}", err=True)
            refused("invalid", lang, count=len(outcome.errors))
        case Conflict():
            refused("conflict", lang, scopes=outcome.scopes, latest=outcome.latest.version_id, author=outcome.latest.author)
        case Refusal():
            refused(outcome.code, lang, **outcome.facts)


@commands.command(help=help_of("versions"), epilog=example("versions --format json"))
def versions(output: FormatOption = Format.TABLE, lang: LangOption = Lang.ZH) -> None:
    from chainmap.desk.history import versions_json
    from chainmap.present.console import rows_table
    from chainmap.present.report import dumps

    answer: dict[str, Any] = versions_json(store(lang))
    if output is Format.JSON:
        emit(dumps(answer), None, lang)
    else:
        headers = ("version", "created_at", "author", "note", "parent")
        rows = [[row[{"version": "id"}.get(name, name)] for name in headers] for row in answer["versions"]]
        emit(rows_table(lang.value, headers, rows), None, lang)


@commands.command(help=help_of("diff"), epilog=example("diff 3f2a latest"))
def diff(
    before: Annotated[str, typer.Argument(help=help_of("option.version"))],
    after: Annotated[str, typer.Argument(help=help_of("option.version"))] = "latest",
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
    from chainmap.present.console import difference_tables
    from chainmap.present.report import dumps

    parameters = parameters_of(settings, region, lang)
    earlier = parameters_of(settings_before, region, lang) if settings_before else parameters
    with progress("working", lang):
        try:
            answer = diff_json(store(lang), before, after, parameters, earlier)
        except RegionError as error:
            misuse(error.code, lang, region=error.region)
    if isinstance(answer, Refusal):
        refused(answer.code, lang, **answer.facts)
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
            typer.echo(f"{problem['code']}  {problem['subject']}")
    raise typer.Exit(0 if answer["ok"] else 1)


@commands.command(help=help_of("aliases"), epilog=example("aliases --out aliases.json"))
def aliases(
    version: Annotated[str, typer.Option("--version", help=help_of("option.version"))] = "latest",
    take: Annotated[Path | None, typer.Option("--import", help=help_of("option.import"))] = None,
    author: Annotated[str | None, typer.Option("--author", help=help_of("option.author"))] = None,
    note: Annotated[str, typer.Option("--note", help=help_of("option.note"))] = "",
    out: OutOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    from chainmap.desk.alias_files import aliases_json
    from chainmap.present.report import dumps

    if take is not None:
        _import_aliases(take, author, note, lang)
    emit(dumps(aliases_json(store(lang), version)), out, lang)


def _import_aliases(path: Path, author: str | None, note: str, lang: Lang) -> None:
    from chainmap.desk.alias_files import imported
    from chainmap.desk.matching import decision_draft
    from chainmap.desk.outcome import Published, Refusal, Unchanged
    from chainmap.desk.publish import publish as publish_draft
    from chainmap.desk.roles import local_user

    try:
        answers = imported(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        misuse("no-such-path", lang, path=str(path))
    if isinstance(answers, Refusal):
        refused(answers.code, lang, **answers.facts)
    opened = store(lang)
    draft = decision_draft(opened, answers)
    if isinstance(draft, Refusal):
        refused(draft.code, lang, **draft.facts)
    outcome = publish_draft(opened, draft, user=local_user(author or ""), note=note, now=datetime.now(UTC))
    if isinstance(outcome, Refusal):
        refused(outcome.code, lang, **outcome.facts)
    if not isinstance(outcome, Published | Unchanged):
        refused("invalid", lang, count=0)
