"""How a command begins and ends: data opened and assessed, answers printed or written, refusals in one sentence."""

import errno
import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer
from rich.console import Console, RenderableType

from chainmap.cli.options import Lang
from chainmap.cli.terminal import show, tell, tell_finding
from chainmap.model.finding import Fact
from chainmap.model.parameters import ParameterError, Parameters
from chainmap.present.words import Language, say

if TYPE_CHECKING:
    from chainmap.analysis.scenario_names import UnknownName
    from chainmap.desk.folder import Workspace
    from chainmap.desk.outcome import Outcome
    from chainmap.model.dataset import Dataset
    from chainmap.present.view import View
    from chainmap.store.database import Store

_CAUSES = {
    errno.ENOENT: "cli.write-no-folder",
    errno.ENOTDIR: "cli.write-no-folder",
    errno.EISDIR: "cli.write-is-folder",
    errno.EACCES: "cli.write-not-allowed",
    errno.EPERM: "cli.write-not-allowed",
    errno.EROFS: "cli.write-not-allowed",
    errno.ENOSPC: "cli.write-disk-full",
    errno.EPIPE: "cli.write-broken-off",
}


def view(
    folder: Path, version: str | None, region: str | None, settings: Sequence[str] | None, lang: Lang, chain: str | None
) -> "View":
    """What most commands begin with: data and assessment; ends the command where one of them cannot be had."""
    from chainmap.analysis.assess import RegionError, assess
    from chainmap.present.view import View

    parameters = parameters_of(settings, region, lang)  # before the data are read: what is written wrongly is said at once
    workspace = opened(folder, version, lang)
    dataset = workspace.dataset
    if dataset is None or not dataset.chains:
        for finding in workspace.errors or workspace.findings:
            tell_finding(finding, lang)
        refuse("nothing", lang)
    if chain is not None and chain not in [one.chain_id for one in dataset.chains]:
        misuse("no-such-chain", lang, chain=chain, chains=tuple(one.chain_id for one in dataset.chains))
    if workspace.errors:
        from chainmap.present.finding_list import left_out

        rows = say("cli.findings-remain", lang.value, errors=len(workspace.errors))
        tell(left_out(workspace.errors, dataset, rows, lang.value))
    parameters = with_named_regions(parameters, dataset, lang)
    with progress("working", lang):
        try:
            assessment = assess(dataset, parameters, version=workspace.version, findings=workspace.findings)
        except RegionError as error:
            misuse(error.code, lang, region=error.region)
    return View(assessment=assessment, dataset=dataset, language=lang.value).only(chain)


def source_label(seen: "View", folder: Path, lang: Lang) -> str:
    """How a document names what it was made from, in the words of the pages."""
    if seen.assessment.version is None:
        return say("source.folder", lang.value, name=folder.resolve().name)
    from chainmap.desk.history import find
    from chainmap.present.version_list import version_name

    version = find(store(lang), seen.assessment.version)
    return say("source.version", lang.value, name=version_name(version) if version else seen.assessment.version)


def as_on_pages(seen: "View") -> "View":
    """The same chains in the order in which the pages show them."""
    from chainmap.present.view import in_plan_order

    return replace(seen, assessment=in_plan_order(seen.assessment, seen.dataset.plan))


def opened(folder: Path, version: str | None, lang: Lang) -> "Workspace":
    """The folder, or the published version; ends the command where there is none."""
    if version is None:
        from chainmap.desk.folder import open_folder

        need_folder(folder, lang)
        with progress("reading", lang):
            return open_folder(folder)
    from chainmap.desk.workspace import open_version

    with progress("reading", lang):
        found = open_version(store(lang), version)
    if found is None:
        misuse("no-such-version", lang, version=version)
    return found


def need_folder(folder: Path, lang: Lang) -> None:
    """Ends the command where a folder is not there, or is a file."""
    if not folder.is_dir():
        misuse("not-a-folder" if folder.exists() else "no-such-path", lang, path=str(folder))


def store(lang: Lang) -> "Store":
    """The database of CHAINMAP_DATABASE_URL, or the file under var/; ends the command where it cannot be used."""
    from chainmap.store.database import StoreError, open_store
    from chainmap.store.migrations import SchemaTooNewError

    try:
        return open_store()
    except StoreError as error:
        tell(say(f"store.{error.code}", lang.value, value=error.value))
    except SchemaTooNewError as error:
        tell(say("store.schema-too-new", lang.value, value=str(error)))
    raise typer.Exit(1)


def parameters_of(settings: Sequence[str] | None, region: str | None, lang: Lang) -> Parameters:
    try:
        parameters = Parameters().with_settings(settings or ())
    except ParameterError as error:
        allowed = say(f"parameter.{error.kind}", lang.value)
        names = tuple(one.name for one in fields(Parameters))
        misuse(error.code, lang, name=error.name, value=error.value, names=names, allowed=allowed)
    return parameters if region is None else replace(parameters, region=region)


def with_named_regions(parameters: Parameters, dataset: "Dataset", lang: Lang) -> Parameters:
    """The parameters with ids in place of names and aliases of regions; ends the command where one is not known."""
    region, home = parameters.region, parameters.home_country
    return replace(
        parameters,
        region=None if region is None else region_named(region, dataset, lang),
        home_country=None if home is None else region_named(home, dataset, lang),
    )


def region_named(text: str, dataset: "Dataset", lang: Lang) -> str:
    """The id of the region that a text means by id, name or alias; ends the command where it means none or several."""
    from chainmap.analysis.scenario_names import UnknownName, find_region

    found = find_region(dataset, text)
    if isinstance(found, UnknownName):
        unknown_name(found, lang)
    return found


def pairs(written: Sequence[str] | None, form: str, lang: Lang) -> Iterator[tuple[str, str]]:
    """Name and value of options that are written NAME=VALUE."""
    for one in written or ():
        name, equals, value = one.rpartition("=")
        if not equals or not name.strip() or not value.strip():
            misuse("pair", lang, form=form, value=one)
        yield name.strip(), value.strip()


def emit(answer: "RenderableType | str", out: Path | None, lang: Lang) -> None:
    """Prints an answer, or writes it to `out` as UTF-8."""
    if isinstance(answer, str):
        text = answer if answer.endswith("\n") else answer + "\n"
        if out is None:
            sys.stdout.write(text)
        else:
            write(out, text.encode(), lang)
    elif out is None:
        show(answer, sys.stdout)
    else:
        with io.StringIO() as page:
            show(answer, page)
            write(out, page.getvalue().encode(), lang)


def write(out: Path, content: bytes, lang: Lang) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        refuse("cannot-write", lang, path=str(out), why=cause(error, lang.value))
    tell(say("cli.written", lang.value, path=str(out)))


def cause(error: OSError, language: Language) -> str:
    """Why a file or output cannot be used, in our words: the system's stand in one language."""
    return say(_CAUSES.get(error.errno or 0, "cli.write-error"), language)


@contextmanager
def progress(code: str, lang: Lang) -> Iterator[None]:
    """A line on a terminal's standard error while the work goes on; nothing where nobody looks."""
    with Console(stderr=True).status(say(f"cli.{code}", lang.value)):
        yield


def misuse(code: str, lang: Lang, **facts: Fact) -> NoReturn:
    tell(say(f"cli.{code}", lang.value, **facts))
    raise typer.Exit(2)


def unknown_name(one: "UnknownName", lang: Lang) -> NoReturn:
    """Ends the command where a name is not known, with what could be meant."""
    tell(how_unknown(one, lang))
    raise typer.Exit(2)


def how_unknown(one: "UnknownName", lang: Lang) -> str:
    """That a name is not known, or not enough, and what could be meant."""
    if one.ambiguous:
        return say("cli.ambiguous", lang.value, name=one.name, nearest=one.nearest)
    text = say(f"cli.unknown-name-{one.kind}", lang.value, name=one.name)
    return text + say("cli.nearest", lang.value, nearest=one.nearest) if one.nearest else text


def refuse(code: str, lang: Lang, **facts: Fact) -> NoReturn:
    tell(say(f"cli.{code}", lang.value, **facts))
    raise typer.Exit(1)


def refused(code: str, lang: Lang, **facts: Fact) -> NoReturn:
    """Ends the command with what the desk says."""
    tell(say(f"refusal.{code}", lang.value, **facts))
    raise typer.Exit(1)


def told(outcome: "Outcome", lang: Lang, *, aside: bool) -> str:
    """Says what became of a change (`aside`: on standard error) and gives the version in force; ends the command where it was
    refused."""
    from chainmap.desk.history import difference_json
    from chainmap.desk.outcome import Conflict, Invalid, Published, Refusal, Unchanged
    from chainmap.present.history_tables import difference_tables

    match outcome:
        case Published(version=version):
            typer.echo(say("cli.published", lang.value, version=version.version_id), err=aside)
            return version.version_id
        case Unchanged(version=version):
            typer.echo(say("cli.unchanged", lang.value, version=version.version_id), err=aside)
            return version.version_id
        case Invalid():
            for finding in outcome.errors:
                tell_finding(finding, lang)
            refused("invalid-together" if outcome.rebased_on else "invalid", lang, count=len(outcome.errors))
        case Conflict():
            for code, found in (("publish.mine", outcome.mine), ("publish.theirs", outcome.theirs)):
                tell(say(code, lang.value))
                shown = difference_tables(lang.value, {**difference_json(found), "aliases": {}, "effect": ()})
                show(shown, sys.stderr)
            refused("conflict", lang, scopes=outcome.scopes, latest=outcome.latest.version_id, author=outcome.latest.author)
        case Refusal():
            refused(outcome.code, lang, **outcome.facts)
