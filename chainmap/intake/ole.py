"""The container of .xls, .et and encrypted workbooks (OLE, MS-CFB): its streams, every chain of sectors followed with a count."""

import struct
from dataclasses import dataclass

from chainmap.intake.refusal import Refusal

_END = 0xFFFFFFFE
_SPECIAL = 0xFFFFFFFA  # from here on no sector numbers
_ENTRY = 128
_STREAM = 2
_ROOT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


def streams(content: bytes) -> dict[str, bytes]:
    """Name → bytes of all streams, names without their storage. Raises Refusal for loops, gaps and sectors that are not there."""
    try:
        return _Container(content).streams()
    except (struct.error, IndexError) as problem:
        raise Refusal("file-corrupt", part="OLE") from problem


class _Container:
    def __init__(self, content: bytes) -> None:
        major, _, shift, small_shift = struct.unpack_from("<HHHH", content, 26)
        if (major, shift) not in ((3, 9), (4, 12)) or small_shift != 6:
            raise Refusal("file-corrupt", part="OLE")
        self._content = content
        self._size = 1 << shift
        self._count = (len(content) + self._size - 1) // self._size  # more than there can be
        (fat_count,) = struct.unpack_from("<I", content, 44)
        first_directory, _, self._cutoff, first_small, _, first_extra, _ = struct.unpack_from("<7I", content, 48)
        self._fat = self._table(self._fat_sectors(fat_count, first_extra))
        self._small_fat = self._table(self._chain(first_small)) if first_small < _SPECIAL else ()
        self._directory = self._join(self._chain(first_directory))

    def streams(self) -> dict[str, bytes]:
        entries = list(self._entries())
        root = next((entry for entry in entries if entry.kind == _ROOT), None)
        if root is None:
            raise Refusal("file-corrupt", part="OLE")
        small = self._join(self._chain(root.start))[: root.size] if root.start < _SPECIAL else b""
        total = 0
        found: dict[str, bytes] = {}
        for entry in entries:
            if entry.kind == _STREAM:
                total += entry.size
                if total > len(self._content):
                    raise Refusal("file-corrupt", part="OLE")
                found.setdefault(entry.name, self._stream(entry, small))
        return found

    def _entries(self) -> list[_Entry]:
        entries = []
        for at in range(0, len(self._directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", self._directory, at + 64)
            start, size = struct.unpack_from("<IQ", self._directory, at + 116)
            name = self._directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            entries.append(_Entry(name=name, kind=kind, start=start, size=size if self._size == 4096 else size & 0xFFFFFFFF))
        return entries

    def _stream(self, entry: _Entry, small: bytes) -> bytes:
        if entry.size == 0:
            return b""
        if entry.size >= self._cutoff:
            data = self._join(self._chain(entry.start))
        else:
            numbers = _followed(entry.start, self._small_fat)
            data = b"".join(small[number * 64 : number * 64 + 64] for number in numbers)
        if len(data) < entry.size:
            raise Refusal("file-corrupt", part=entry.name)
        return data[: entry.size]

    def _fat_sectors(self, count: int, extra: int) -> list[int]:
        sectors = [sector for sector in struct.unpack_from("<109I", self._content, 76) if sector < _SPECIAL]
        seen = 0
        while extra < _SPECIAL:
            seen += 1
            if seen > self._count:
                raise Refusal("file-corrupt", part="OLE")
            *more, extra = struct.unpack(f"<{self._size // 4}I", self._sector(extra))
            sectors.extend(sector for sector in more if sector < _SPECIAL)
        if count > self._count or len(sectors) > self._count:
            raise Refusal("file-corrupt", part="OLE")
        return sectors[:count]

    def _table(self, sectors: list[int]) -> tuple[int, ...]:
        data = self._join(sectors)
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _chain(self, start: int) -> list[int]:
        return _followed(start, self._fat)

    def _join(self, sectors: list[int]) -> bytes:
        return b"".join(map(self._sector, sectors))

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        if at >= len(self._content):
            raise Refusal("file-corrupt", part="OLE")
        return self._content[at : at + self._size].ljust(self._size, b"\0")


def _followed(start: int, table: tuple[int, ...]) -> list[int]:
    """The sectors of a chain. Raises Refusal when it does not end."""
    chain: list[int] = []
    while start < _SPECIAL:
        chain.append(start)
        if len(chain) > len(table):
            raise Refusal("file-corrupt", part="OLE")
        start = table[start]
    return chain
