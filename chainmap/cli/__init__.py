"""The command line: one function a command; each reads, asks the desk, prints. The other door is the app.

Answers go to standard output, progress and warnings to standard error. Exit codes: 0 fine, 1 the input has errors or
the request was refused, 2 misuse. `--lang en` (or CHAINMAP_LANG=en) switches every text of ours, the help included.
Imports of other rooms stand inside the functions: a command loads only what it needs.
"""

import io
import sys

import typer

from chainmap.cli import data, evaluate, history
from chainmap.cli.options import help_of

app = typer.Typer(help=help_of("about"), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
for group in (data, evaluate, history):
    app.registered_commands += group.commands.registered_commands


def main() -> None:
    """Entry of `python -m chainmap` and of the script `chainmap`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a Windows console starts in the local code page
            stream.reconfigure(encoding="utf-8")
    app()
