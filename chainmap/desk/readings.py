"""Files that were just read: the steps of an upload look at one file several times, and reading it costs most."""

from functools import lru_cache

from chainmap.intake.spreadsheet import RawWorkbook, read_files


@lru_cache(maxsize=2)
def workbook(label: str, data: bytes) -> RawWorkbook:
    """The sheets of a file, called `label` in findings."""
    return read_files({label: data})[label]
