"""What a command line may say: formats, options and their helps, in the language that it asks for."""

import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from chainmap.present.words import LANGUAGES, Language, say

DATA = Path("data")


class Lang(StrEnum):
    ZH = "zh"
    EN = "en"


class AssessFormat(StrEnum):
    TABLE = "table"
    JSON = "json"
    XLSX = "xlsx"
    DOCX = "docx"


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"


class TargetFormat(StrEnum):
    TABLE = "table"
    JSON = "json"
    XLSX = "xlsx"
    DOCX = "docx"


class TemplateKind(StrEnum):
    CHAIN = "chain"
    LIST = "list"


class GapScore(StrEnum):
    COVERAGE = "coverage"
    SELF_RELIANCE = "self_reliance"
    CONTINUITY = "continuity"


def asked_language(arguments: Sequence[str]) -> Language:
    """The language that a command line asks for, before it is parsed: the help texts need it."""
    asked = os.environ.get("CHAINMAP_LANG", "")
    for before, argument in zip(["", *arguments], arguments, strict=False):
        if before == "--lang":
            asked = argument
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    return next((language for language in LANGUAGES if language == asked), "zh")


HELP_LANGUAGE = asked_language(sys.argv[1:])


def help_of(code: str) -> str:
    """The help text of a command or an option."""
    return say(f"cli.{code}", HELP_LANGUAGE)


def example(line: str) -> str:
    """The example below a command's help."""
    return say("cli.example", HELP_LANGUAGE, line=f"python -m chainmap {line}")


FolderArgument = Annotated[Path, typer.Argument(help=help_of("option.folder"), show_default=True)]
VersionOption = Annotated[str | None, typer.Option("--version", help=help_of("option.version"))]
RegionOption = Annotated[str | None, typer.Option("--region", help=help_of("option.region"))]
ChainOption = Annotated[str | None, typer.Option("--chain", help=help_of("option.chain"))]
SetOption = Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help=help_of("option.set"))]
FormatOption = Annotated[Format, typer.Option("--format", help=help_of("option.format"))]
OutOption = Annotated[Path | None, typer.Option("--out", help=help_of("option.out"))]
LangOption = Annotated[Lang, typer.Option("--lang", help=help_of("option.lang"), envvar="CHAINMAP_LANG")]
