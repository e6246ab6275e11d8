"""The command on leads: list them, write the list to Excel, bring an edited one back, forecast."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chainmap.cli.answers import emit, misuse, pairs, parameters_of, progress, refuse, refused, store, with_named_regions, write
from chainmap.cli.options import Format, FormatOption, Lang, LangOption, RegionOption, SetOption, example, help_of
from chainmap.cli.terminal import tell, tell_finding
from chainmap.model.vocabulary import LeadStatus, spellings
from chainmap.present.words import say, word

if TYPE_CHECKING:
    from chainmap.model.lead_list import LeadComparison
    from chainmap.present.view import View
    from chainmap.store.database import Store

commands = typer.Typer()


@commands.command(help=help_of("leads"), epilog=example("leads --out leads.xlsx"))
def leads(
    out: Annotated[Path | None, typer.Option("--out", help=help_of("option.leads-out"))] = None,
    take: Annotated[Path | None, typer.Option("--import", help=help_of("option.import-leads"))] = None,
    confirm: Annotated[bool, typer.Option("--confirm", help=help_of("option.confirm"))] = False,
    author: Annotated[str, typer.Option("--author", help=help_of("option.recorder"))] = "",
    mine: Annotated[bool, typer.Option("--mine", help=help_of("option.mine"))] = False,
    drop_missing: Annotated[bool, typer.Option("--drop-missing", help=help_of("option.drop-missing"))] = False,
    without_bad_rows: Annotated[bool, typer.Option("--without-bad-rows", help=help_of("option.without-bad-rows"))] = False,
    at_least: Annotated[str | None, typer.Option("--forecast", metavar="STATUS", help=help_of("option.forecast"))] = None,
    chance: Annotated[list[str] | None, typer.Option("--chance", metavar="STATUS=CHANCE", help=help_of("option.chance"))] = None,
    region: RegionOption = None,
    settings: SetOption = None,
    output: FormatOption = Format.TABLE,
    lang: LangOption = Lang.ZH,
) -> None:
    if chance and at_least is None:
        misuse("goes-with", lang, option="--chance", other="--forecast")
    if take is None and (confirm or mine or drop_missing or without_bad_rows):
        options = "--confirm, --mine, --drop-missing, --without-bad-rows"
        misuse("goes-with", lang, option=options, other="--import")
    opened = store(lang)
    if take is not None:
        _bring_back(opened, take, confirm, author, mine, drop_missing, without_bad_rows, region, settings, output, lang)
    elif at_least is not None:
        _forecast(opened, at_least, chance, region, settings, output, lang)
    elif out is not None:
        _write(opened, out, region, settings, lang)
    else:
        _list(opened, output, lang)


def _list(opened: "Store", output: Format, lang: Lang) -> None:
    from chainmap.desk.follow_leads import leads_json
    from chainmap.desk.workspace import open_version
    from chainmap.present.console import rows_table
    from chainmap.present.report import dumps

    workspace = open_version(opened)
    answer: dict[str, Any] = leads_json(opened, workspace.dataset if workspace else None, datetime.now(UTC).date())
    if output is Format.JSON:
        emit(dumps(answer), None, lang)
        return
    headers = ("company", "chain", "segment", "status", "owner", "due", "next_step")
    names = {"chain": "chain_id", "segment": "segment_id"}
    rows = [[_shown(row, names.get(name, name), lang) for name in headers] for row in answer["leads"]]
    emit(rows_table(lang.value, headers, rows), None, lang)


def _shown(row: dict[str, Any], name: str, lang: Lang) -> str:
    if name == "status":
        return word(LeadStatus(row[name]), lang.value)
    return str(row.get(name) or "")


def _write(opened: "Store", out: Path, region: str | None, settings: list[str] | None, lang: Lang) -> None:
    from chainmap.desk.follow_leads import listed
    from chainmap.present.lead_list import LeadLine
    from chainmap.present.lead_workbook import lead_workbook

    if out.suffix.lower() != ".xlsx":
        misuse("suffix", lang, path=str(out), suffixes=(".xlsx",))
    seen = _view(opened, region, settings, lang)
    found = listed(opened, seen.dataset, datetime.now(UTC).date())
    lines = [LeadLine(lead=one.lead, overdue=one.overdue, since=one.since, in_register=one.in_register) for one in found]
    write(out, lead_workbook(seen, lines), lang)


def _bring_back(
    opened: "Store", path: Path, confirm: bool, author: str, mine: bool, drop: bool, without: bool, region: str | None,
    settings: list[str] | None, output: Format, lang: Lang,
) -> None:  # fmt: skip
    from chainmap.desk.lead_exchange import compare, take_in
    from chainmap.desk.outcome import Refusal
    from chainmap.desk.roles import local_user
    from chainmap.present.lead_review import comparison_sentence, difference_lines
    from chainmap.present.report import dumps
    from chainmap.present.scenario_report import lead_comparison_json

    if not path.is_file():
        misuse("no-such-path", lang, path=str(path))
    if confirm and not author.strip():
        misuse("author-needed", lang)
    seen = _view(opened, region, settings, lang)
    with progress("reading", lang):
        found = compare(opened, seen.dataset, path.name, path.read_bytes(), region=seen.assessment.region)
    chosen = [(one.lead.lead_id, change.field) for one in found.edited for change in one.conflicts] if mine else []
    stored: dict[str, int] | None = None
    outcome = None
    if confirm:
        outcome = take_in(
            opened,
            found,
            user=local_user(author),
            now=datetime.now(UTC),
            mine=chosen,
            without_bad_rows=without,
            drop_missing=drop,
        )
        if not isinstance(outcome, Refusal):
            stored = {"added": len(outcome.added), "changed": len(outcome.changed), "dropped": len(outcome.dropped)}
    if output is Format.JSON:
        emit(dumps({**lead_comparison_json(found, lang.value), "stored": stored}), None, lang)
    else:
        _print(seen, found, comparison_sentence(seen, found), difference_lines(seen, found), lang)
    if isinstance(outcome, Refusal):
        refused(outcome.code, lang, **outcome.facts)
    typer.echo(say("cli.leads-stored", lang.value, **stored) if stored else say("cli.leads-not-stored", lang.value), err=True)
    raise typer.Exit(int(bool(found.errors) and not stored))


def _print(
    seen: "View", found: "LeadComparison", sentence: str, lines: list[tuple[str, str, str, str]], lang: Lang
) -> None:  # fmt: skip
    from chainmap.present.console import rows_table

    for one in found.findings:
        tell_finding(one, lang, aside=False, severity=True)
    tell(sentence, aside=False)
    rows = [[seen.say(f"leadlist.{kind}"), company, what, cell] for kind, company, what, cell in lines]
    emit(rows_table(lang.value, ("row-kind", "company", "change", "cell"), rows), None, lang)


def _forecast(
    opened: "Store", status: str, chance: list[str] | None, region: str | None, settings: list[str] | None, output: Format,
    lang: Lang,
) -> None:  # fmt: skip
    from chainmap.desk.follow_leads import leads_of
    from chainmap.desk.forecast import CHANCES, forecast
    from chainmap.present.console import before_after_table, weighted_table
    from chainmap.present.report import dumps
    from chainmap.present.scenario_report import forecast_json

    chances = CHANCES | {_status(name, lang): _chance(text, lang) for name, text in pairs(chance, "STATUS=CHANCE", lang)}
    seen = _view(opened, region, settings, lang)
    with progress("working", lang):
        made = forecast(seen.dataset, seen.assessment, leads_of(opened), at_least=_status(status, lang), chances=chances)
    answer = forecast_json(seen.assessment, made.landed, made.weighted, made.chances, made.leads, made.gone)
    if output is Format.JSON:
        emit(dumps(answer), None, lang)
    else:
        emit(before_after_table(seen, answer), None, lang)
        emit(weighted_table(seen, answer), None, lang)


def _view(opened: "Store", region: str | None, settings: list[str] | None, lang: Lang) -> "View":
    """The latest version, assessed; ends the command where there is none."""
    from chainmap.analysis.assess import RegionError
    from chainmap.desk.workspace import assessed, open_version
    from chainmap.present.view import View

    parameters = parameters_of(settings, region, lang)
    workspace = open_version(opened)
    if workspace is None or workspace.dataset is None:
        refuse("nothing", lang)
    parameters = with_named_regions(parameters, workspace.dataset, lang)
    try:
        return View(assessment=assessed(workspace, parameters), dataset=workspace.dataset, language=lang.value)
    except RegionError as error:
        misuse(error.code, lang, region=error.region)


def _status(name: str, lang: Lang) -> LeadStatus:
    known = {text: status for status, spelled in spellings(LeadStatus).items() for text in (status.value, *spelled)}
    status = known.get(name)
    if status is None or status is LeadStatus.DROPPED:
        names = tuple(word(one, lang.value) for one in LeadStatus if one is not LeadStatus.DROPPED)
        misuse("no-such-lead-status", lang, name=name, names=names)
    return LeadStatus(status)


def _chance(text: str, lang: Lang) -> float:
    try:
        chance = float(text)
    except ValueError:
        chance = -1.0
    if not 0 <= chance <= 1:
        misuse("pair", lang, form="STATUS=0…1", value=text)
    return chance
