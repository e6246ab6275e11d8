"""Decisions on names: list, export, import, withdraw."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chainmap.cli.answers import emit, misuse, refused, store, told
from chainmap.cli.options import Format, FormatOption, Lang, LangOption, OutOption, example, help_of

if TYPE_CHECKING:
    from chainmap.model.alias import Alias
    from chainmap.store.database import Store

commands = typer.Typer()


@commands.command(help=help_of("aliases"), epilog=example("aliases --out aliases.json"))
def aliases(
    version: Annotated[str, typer.Option("--version", help=help_of("option.of-version"))] = "latest",
    take: Annotated[Path | None, typer.Option("--import", help=help_of("option.import"))] = None,
    withdraw: Annotated[list[str] | None, typer.Option("--withdraw", metavar="NAME", help=help_of("option.withdraw"))] = None,
    author: Annotated[str | None, typer.Option("--author", help=help_of("option.author"))] = None,
    note: Annotated[str, typer.Option("--note", help=help_of("option.note"))] = "",
    out: OutOption = None,
    output: FormatOption = Format.TABLE,
    lang: LangOption = Lang.ZH,
) -> None:
    from chainmap.desk.alias_files import aliases_json, in_force
    from chainmap.desk.history import find
    from chainmap.present.history_tables import aliases_table
    from chainmap.present.report import dumps

    opened = store(lang)
    if take is not None or withdraw:
        if not (author or "").strip():
            misuse("author-needed", lang)
        _decide(opened, _read(take, lang) if take else (), withdraw or (), str(author), note, lang)
    if version != "latest" and find(opened, version) is None:
        misuse("no-such-version", lang, version=version)
    if output is Format.JSON or out is not None:
        emit(dumps(aliases_json(opened, version)), out, lang)
    else:
        emit(aliases_table(lang.value, in_force(opened, version)), None, lang)


def _read(path: Path, lang: Lang) -> "tuple[Alias, ...]":
    from chainmap.desk.alias_files import imported
    from chainmap.desk.outcome import Refusal

    if not path.is_file():
        misuse("no-such-path", lang, path=str(path))
    try:
        answers = imported(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, RecursionError):  # no JSON, no UTF-8, or nested without end
        refused("aliases-file", lang, entry=0)
    if isinstance(answers, Refusal):
        refused(answers.code, lang, **answers.facts)
    return answers


def _decide(
    opened: "Store", answers: "tuple[Alias, ...]", names: "list[str] | tuple[()]", author: str, note: str, lang: Lang
) -> None:
    """Publishes decisions made and withdrawn as one version."""
    from chainmap.desk.alias_files import in_force
    from chainmap.desk.matching import decision_draft
    from chainmap.desk.outcome import Refusal
    from chainmap.desk.publish import Purpose, publish
    from chainmap.desk.roles import Deed, local_user
    from chainmap.model.event import What

    gone = [one for one in in_force(opened) if one.written in names]
    for name in names:
        if name not in {one.written for one in gone}:
            misuse("no-such-decision", lang, name=name)
    draft = decision_draft(opened, answers, withdrawn=gone)
    if isinstance(draft, Refusal):
        refused(draft.code, lang, **draft.facts)
    purpose = Purpose(what=What.DECIDED if answers else What.WITHDRAWN, deed=Deed.DECIDE)
    note = note or "、".join(names) or str(len(answers))
    told(publish(opened, draft, user=local_user(author), note=note, now=datetime.now(UTC), purpose=purpose), lang, aside=True)
