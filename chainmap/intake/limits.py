"""How much of a machine one uploaded file may take. Everything beyond is refused with a finding."""

from dataclasses import dataclass

ROWS = 1_048_576  # Excel's grid
COLUMNS = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Per file, unless said otherwise. The defaults let one million rows of 40 columns through."""

    max_bytes: int = 64 << 20  # of a workbook as it arrives
    max_text_bytes: int = 192 << 20  # of a text as it arrives: nothing in it is packed, a row has some 100 to 200 bytes
    max_inflated: int = 3 << 29  # 1.5 GiB: all parts of a zip together, counted while inflating
    max_parts: int = 10_000  # members of a zip
    max_sheets: int = 256
    max_cells: int = 40_000_000  # of the rectangles from A1 to the last cell, all sheets together
    memory_bytes: int = 4 << 30  # address space of the reading process
    cpu_seconds: int = 120  # of the reading process, per file
    wall_seconds: float = 180.0  # of the reading process, per file
    compared_cells: int = 20_000  # compared value by value with a second reader, all sheets together
    compared_area: int = 1_000_000  # cells of the rectangles from A1 of a file that is so compared
    compared_bytes: int = 32 << 20  # of all its XML


DEFAULT = Limits()
