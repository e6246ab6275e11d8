"""The command line: one function a command; each reads, asks the desk, prints. The other door is the app.

Answers go to standard output, progress and warnings to standard error. Exit codes: 0 fine, 1 the input has errors or
the request was refused, 2 misuse. `--lang en` (or CHAINMAP_LANG=en) switches every text of ours, the help included.
Imports of other rooms stand inside the functions: a command loads only what it needs.
"""

import io
import os
import sys
import warnings
from pathlib import Path

import typer

from chainmap.cli import attraction, data, evaluate, history, leads, names, scenarios
from chainmap.cli.answers import cause
from chainmap.cli.options import HELP_LANGUAGE, help_of
from chainmap.present.words import say

app = typer.Typer(help=help_of("about"), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
for group in (data, evaluate, attraction, history, names, leads, scenarios):
    app.registered_commands += group.commands.registered_commands


def main() -> None:
    """Entry of `python -m chainmap` and of the script `chainmap`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a Windows console starts in the local code page
            stream.reconfigure(encoding="utf-8")
    warnings.filterwarnings("ignore", "Glyph ")  # a sign that no font here has is drawn as a box: nothing to mend in the data
    try:
        app()
    except OSError as error:  # a file that may not be read, an output that takes no more
        sys.exit(_unusable(error))


def _unusable(error: OSError) -> int:
    """Says in one sentence which file or output cannot be used; the exit code."""
    path = say("cli.output", HELP_LANGUAGE) if error.filename is None else str(error.filename)
    typer.echo(say("cli.cannot-use", HELP_LANGUAGE, path=path, why=cause(error, HELP_LANGUAGE)), err=True)
    if error.filename is None:  # what is still in the buffer would fail once more when the interpreter ends
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), sys.__stdout__.fileno() if sys.__stdout__ is not None else 1)
    return 1
