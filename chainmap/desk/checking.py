"""What is wrong with folders and files, before anything is published."""

from collections.abc import Sequence
from pathlib import Path

from chainmap.desk.workspace import open_folder
from chainmap.intake.single_file import check_file
from chainmap.model.dataset import Dataset
from chainmap.model.finding import Finding


def check_paths(paths: Sequence[Path], context_folder: Path) -> tuple[Finding, ...]:
    """Findings of every path in their order, each once. Raises OSError for a file that cannot be read.

    A folder is checked as a data folder. A file is looked up against the data folder that it lies in, else against
    `context_folder` where that exists.
    """
    found: dict[str, Finding] = {}
    contexts: dict[Path | None, Dataset | None] = {None: None}
    for path in paths:
        if path.is_dir():
            findings = open_folder(path).findings
        else:
            folder = _context_of(path, context_folder)
            if folder not in contexts and folder is not None:
                contexts[folder] = open_folder(folder).dataset
            findings = check_file(path.name, path.read_bytes(), contexts[folder])
        found.update({repr(finding): finding for finding in findings})
    return tuple(found.values())


def _context_of(path: Path, otherwise: Path) -> Path | None:
    for folder in (path.resolve().parent, path.resolve().parent.parent, otherwise):
        if (folder / "regions.xlsx").is_file():
            return folder
    return None
