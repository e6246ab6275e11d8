"""Files that were just read: the steps of an upload look at one file several times, and reading it costs most."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath

from chainmap.intake.spreadsheet import RawSheet, RawWorkbook, read_files
from chainmap.model.finding import Finding

_SMALL = 4 << 20  # bytes
_UNNAMED = ":"  # no sheet can be called so; the sheet of a text file is called after the file


def workbook(label: str, data: bytes) -> RawWorkbook:
    """The sheets of a file, called `label` in findings; the same bytes under another name are not read again."""
    path = PurePosixPath(label)
    read = _read(path.suffix.lower(), data)
    sheets = tuple(replace(one, name=path.stem) if one.name == _UNNAMED else one for one in read.sheets)
    return replace(read, file=label, sheets=sheets, findings=tuple(_about(one, label, sheets) for one in read.findings))


def workbooks(files: Mapping[str, bytes]) -> Mapping[str, RawWorkbook]:
    """The workbooks of a version; those read last are remembered unless they are large: every answer about a name asks again."""
    if sum(map(len, files.values())) > _SMALL:
        return read_files(files)
    return _together(tuple(files.items()))


def forget() -> None:
    """Forget what was read: the next look reads the files again."""
    _read.cache_clear()
    _together.cache_clear()


@lru_cache(maxsize=1)
def _together(files: tuple[tuple[str, bytes], ...]) -> dict[str, RawWorkbook]:
    return read_files(dict(files))


@lru_cache(maxsize=2)
def _read(suffix: str, data: bytes) -> RawWorkbook:
    name = _UNNAMED + suffix
    return read_files({name: data})[name]


def _about(finding: Finding, label: str, sheets: tuple[RawSheet, ...]) -> Finding:
    sheet = sheets[0].name if finding.cell.sheet == _UNNAMED else finding.cell.sheet
    return replace(finding, cell=replace(finding.cell, file=label, sheet=sheet))
