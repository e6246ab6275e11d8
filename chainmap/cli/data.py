"""Commands around the data: check, template, app."""

import os
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from chainmap.cli.answers import emit, misuse, need_folder, progress, write
from chainmap.cli.options import DATA, Format, FormatOption, Lang, LangOption, TemplateKind, example, help_of
from chainmap.cli.terminal import tell, tell_finding
from chainmap.model.finding import Finding, Severity
from chainmap.present.words import say

commands = typer.Typer()
LOCAL = "127.0.0.1"


@commands.command(help=help_of("check"), epilog=example("check data/"))
def check(
    paths: Annotated[list[Path], typer.Argument(help=help_of("option.paths"))],
    context: Annotated[Path, typer.Option("--data", help=help_of("option.context"))] = DATA,
    marked: Annotated[Path | None, typer.Option("--marked", help=help_of("option.marked"))] = None,
    output: FormatOption = Format.TABLE,
    lang: LangOption = Lang.ZH,
) -> None:
    from chainmap.desk.checking import check_paths
    from chainmap.present.report import dumps, findings_json

    for path in paths:
        if not path.exists():
            misuse("no-such-path", lang, path=str(path))
    if marked is not None and _one_file(paths) and marked.suffix.lower() != ".xlsx":
        misuse("suffix", lang, path=str(marked), suffixes=(".xlsx",))
    with progress("reading", lang):
        findings = check_paths(paths, context)
    if marked is not None:
        _write_marked(paths, findings, marked, lang)
    if output is Format.JSON:
        emit(dumps(findings_json(findings, lang.value)), None, lang)
    else:
        for finding in findings:
            tell_finding(finding, lang, aside=False, severity=True, mending=True)
        print(_counted(findings, lang))
    raise typer.Exit(int(any(finding.severity is Severity.ERROR for finding in findings)))


@commands.command(help=help_of("template"), epilog=example("template --out template.xlsx"))
def template(
    out: Annotated[Path, typer.Option("--out", help=help_of("option.out"))],
    kind: Annotated[TemplateKind, typer.Option("--kind", help=help_of("option.kind"))] = TemplateKind.CHAIN,
    lang: LangOption = Lang.ZH,
) -> None:
    from chainmap.present.workbook import supplier_template
    from chainmap.present.workbook import template as chain_template

    made = chain_template if kind is TemplateKind.CHAIN else supplier_template
    write(out, made(lang.value), lang)


@commands.command("app", help=help_of("app"), epilog=example("app --port 8501"))
def serve(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help=help_of("option.port"))] = 8501,
    folder: Annotated[Path, typer.Option("--data", help=help_of("option.folder"))] = DATA,
    address: Annotated[str, typer.Option("--address", envvar="STREAMLIT_SERVER_ADDRESS", help=help_of("option.address"))] = LOCAL,
    lang: LangOption = Lang.ZH,
) -> None:
    entry = Path(__file__).resolve().parents[2] / "streamlit_app.py"
    need_folder(folder, lang)
    shipped, folder = folder == DATA, folder.resolve()
    os.chdir(entry.parent)  # Streamlit reads .streamlit of the current folder
    hosts = _allowed_hosts(address, lang)
    port = _free_port(port)
    typer.echo(say("cli.address", lang.value, address=f"http://{address}:{port}/"))
    sys.stdout.flush()
    if not shipped:  # else the app keeps versions in its database, which takes the shipped folder over once
        os.environ["CHAINMAP_DATA"] = str(folder)
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(entry),
        f"--server.address={address}",
        f"--server.port={port}",
        *hosts,
    ]
    if os.name == "nt":  # there exec would leave the shell without its child
        raise typer.Exit(subprocess.call(command))
    os.execv(sys.executable, command)


def _allowed_hosts(address: str, lang: Lang) -> list[str]:
    """What Streamlit is told about names that it may be reached by; ends the command where sign-in is lacking or wrong."""
    from chainmap.desk.members import is_loopback, sign_in

    settings = sign_in()
    if settings is None and not is_loopback(address):
        misuse("needs-sign-in", lang, address=address)
    if settings is not None and settings.problems:
        kind, key = settings.problems[0]
        misuse("sign-in-problem", lang, problem=say(f"gate.problem-{kind}", lang.value, key=key))
    names = [LOCAL, "localhost", "::1", settings.host] if settings else []  # without sign-in the app refuses in words
    return [f"--server.allowedHosts={name}" for name in names]


def _one_file(paths: Sequence[Path]) -> bool:
    return len(paths) == 1 and paths[0].is_file()


def _write_marked(paths: Sequence[Path], findings: Sequence[Finding], out: Path, lang: Lang) -> None:
    """One file's marked-up workbook to `out`; of several files those with findings, into the folder `out`."""
    from chainmap.desk.originals import originals
    from chainmap.present.marked_workbook import marked_name, marked_workbook, not_kept

    concerned = {finding.cell.file for finding in findings}
    if not _one_file(paths) and not concerned:
        typer.echo(say("cli.nothing-to-mark", lang.value), err=True)
        return
    for file, content in originals(paths).items():
        if _one_file(paths) or file in concerned:
            with progress("working", lang):
                made = marked_workbook(file, content, findings, lang.value)
            tell(f"{file}  {not_kept(made, lang.value)}")
            target = out if _one_file(paths) else out / marked_name(file, lang.value)
            target.parent.mkdir(parents=True, exist_ok=True)
            write(target, made.content, lang)


def _counted(findings: Sequence[Finding], lang: Lang) -> str:
    if not findings:
        return say("cli.clean", lang.value)
    counts = Counter(finding.severity for finding in findings)
    return say(
        "cli.found", lang.value, errors=counts[Severity.ERROR], warnings=counts[Severity.WARNING], infos=counts[Severity.INFO]
    )


def _free_port(wanted: int) -> int:
    """The wanted port, or the next one that is free."""
    for port in range(wanted, min(wanted + 50, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if probe.connect_ex((LOCAL, port)):
                return port
    return wanted
