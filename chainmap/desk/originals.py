"""The files that findings speak of: their bytes by the names that findings give them."""

from collections.abc import Sequence
from pathlib import Path

from chainmap.intake.load import files_of, labels_of


def originals(paths: Sequence[Path]) -> dict[str, bytes]:
    """Content of every file among or in these paths, by its name in the findings of `check_paths`; the first of a name."""
    found: dict[str, bytes] = {}
    for path in paths:
        files = files_of(path) if path.is_dir() else {path.name: path.read_bytes()}
        labels = labels_of(files) if path.is_dir() else {path.name: path.name}
        for name, content in files.items():
            found.setdefault(labels[name], content)
    return found
