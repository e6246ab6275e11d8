"""The command on scenarios: before and after changes, a kept one, random stress."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chainmap.cli.answers import emit, how_unknown, misuse, progress, region_named, store, unknown_name, view
from chainmap.cli.options import (
    DATA,
    ChainOption,
    FolderArgument,
    Format,
    FormatOption,
    Lang,
    LangOption,
    RegionOption,
    SetOption,
    VersionOption,
    example,
    help_of,
)
from chainmap.cli.terminal import tell
from chainmap.present.words import say

if TYPE_CHECKING:
    from chainmap.analysis.stress import Stress
    from chainmap.model.dataset import Dataset
    from chainmap.present.view import View

commands = typer.Typer()
Step = tuple[str, ...]
Names = list[str] | None


@commands.command(help=help_of("scenario"), epilog=example("scenario --lose 上海新昇半导体科技有限公司 --cut-region 日本"))
def scenario(
    folder: FolderArgument = DATA,
    version: VersionOption = None,
    region: RegionOption = None,
    chain: ChainOption = None,
    settings: SetOption = None,
    lose: Annotated[Names, typer.Option("--lose", metavar="COMPANY", help=help_of("option.lose"))] = None,
    lose_list: Annotated[Path | None, typer.Option("--lose-list", help=help_of("option.lose-list"))] = None,
    lose_group: Annotated[Names, typer.Option("--lose-group", metavar="GROUP", help=help_of("option.lose-group"))] = None,
    land: Annotated[Names, typer.Option("--land", metavar="COMPANY=SEGMENT", help=help_of("option.land"))] = None,
    fill: Annotated[Names, typer.Option("--fill", metavar="SEGMENT", help=help_of("option.fill"))] = None,
    cut: Annotated[Names, typer.Option("--cut", metavar="SEGMENT", help=help_of("option.cut"))] = None,
    cut_region: Annotated[Names, typer.Option("--cut-region", metavar="REGION", help=help_of("option.cut_region"))] = None,
    status: Annotated[Names, typer.Option("--status", metavar="COMPANY=SEGMENT=STATUS", help=help_of("option.status"))] = None,
    kept: Annotated[int | None, typer.Option("--kept", metavar="NUMBER", min=1, help=help_of("option.kept"))] = None,
    stress: Annotated[str | None, typer.Option("--stress", metavar="N|P%|one", help=help_of("option.stress"))] = None,
    stress_region: Annotated[str | None, typer.Option("--stress-region", help=help_of("option.stress-region"))] = None,
    draws: Annotated[int, typer.Option("--draws", min=1, max=1_000_000, help=help_of("option.draws"))] = 10_000,
    seed: Annotated[int, typer.Option("--seed", min=0, help=help_of("option.seed"))] = 0,
    output: FormatOption = Format.TABLE,
    lang: LangOption = Lang.ZH,
) -> None:
    from chainmap.analysis.scenario import UnknownName, changes
    from chainmap.analysis.scenario import scenario as before_and_after
    from chainmap.present.console import before_after_table
    from chainmap.present.report import dumps
    from chainmap.present.scenario_report import scenario_json

    steps: list[Step] = [("land", *pair) for pair in _parts(land, 2, "COMPANY=SEGMENT", lang)]
    steps += [("status", *parts) for parts in _parts(status, 3, "COMPANY=SEGMENT=STATUS", lang)]
    for step, names in (("lose", lose), ("lose-group", lose_group), ("fill", fill), ("cut", cut), ("cut-region", cut_region)):
        steps += [(step, name) for name in names or ()]
    if stress is not None and (steps or lose_list or kept):
        misuse("stress-alone", lang)
    made_on, saved = _kept(kept, lang)
    seen = view(folder, version if made_on is None or version is not None else made_on, region, settings, lang, chain)
    if stress is not None:
        _stress(seen, stress, stress_region, draws, seed, output, lang)
        return
    steps = [*saved, *steps, *_listed(seen.dataset, lose_list, lang)]
    asked = changes(seen.dataset, steps)
    if isinstance(asked, UnknownName):
        unknown_name(asked, lang)
    with progress("working", lang):
        answer = scenario_json(before_and_after(seen.dataset, seen.assessment, asked))
    emit(dumps(answer) if output is Format.JSON else before_after_table(seen, answer), None, lang)


def _kept(number: int | None, lang: Lang) -> tuple[str | None, tuple[Step, ...]]:
    """(version that it was made on, steps) of a kept scenario."""
    if number is None:
        return None, ()
    from chainmap.desk.keep_scenarios import find

    found = find(store(lang), number)
    if found is None:
        misuse("no-such-scenario", lang, number=number)
    return found.version_id, found.steps


def _listed(dataset: "Dataset", path: Path | None, lang: Lang) -> list[Step]:
    """A step per company of the list that the data have; the others are said, with what is written like them."""
    if path is None:
        return []
    from chainmap.analysis.scenario_names import find_companies

    if str(path) != "-" and not path.is_file():
        misuse("no-such-path", lang, path=str(path))
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        misuse("not-utf8", lang, path=str(path))
    found = find_companies(dataset, text)
    typer.echo(say("cli.list-matched", lang.value, count=len(found.found), total=len(found.found) + len(found.unknown)), err=True)
    for one in found.unknown:
        tell(how_unknown(one, lang))
    return [("lose", key) for _name, key in found.found]


def _stress(seen: "View", asked: str, where: str | None, draws: int, seed: int, output: Format, lang: Lang) -> None:
    from chainmap.present.console import stress_table
    from chainmap.present.report import dumps
    from chainmap.present.scenario_report import stress_json

    region = seen.assessment.region if where is None else region_named(where, seen.dataset, lang)
    with progress("working", lang):
        found = _drawn(seen, asked, region, draws, seed, lang)
    answer = stress_json(found)
    emit(dumps(answer) if output is Format.JSON else stress_table(seen, answer), None, lang)


def _drawn(seen: "View", asked: str, region: str, draws: int, seed: int, lang: Lang) -> "Stress":
    from chainmap.analysis.stress import lose_each, lose_one_by_one, lose_some

    if asked == "one":
        return lose_one_by_one(seen.dataset, seen.assessment, region=region)
    if asked.isascii() and asked.isdigit() and int(asked) > 0:
        return lose_some(seen.dataset, seen.assessment, number=int(asked), region=region, draws=draws, seed=seed)
    try:
        percent = float(asked.removesuffix("%")) if asked.endswith("%") else -1.0
    except ValueError:
        percent = -1.0
    if not 0 <= percent <= 100:
        misuse("pair", lang, form="N | P% | one", value=asked)
    return lose_each(seen.dataset, seen.assessment, probability=percent / 100, region=region, draws=draws, seed=seed)


def _parts(written: Sequence[str] | None, number: int, form: str, lang: Lang) -> list[Step]:
    """The parts of COMPANY=SEGMENT and the like; the company may hold an equals sign."""
    found = []
    for one in written or ():
        parts = tuple(part.strip() for part in one.rsplit("=", number - 1))
        if len(parts) != number or not all(parts):
            misuse("pair", lang, form=form, value=one)
        found.append(parts)
    return found
