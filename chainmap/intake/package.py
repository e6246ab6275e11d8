"""The zip around a workbook: its parts inflated under a count, with their checksums, without DTDs."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from chainmap.intake.limits import Limits
from chainmap.intake.refusal import Refusal

_CHUNK = 4 << 20
_WHOLE = 256 << 20  # no part but sheets and shared strings is held whole beyond this
_XML = (".xml", ".rels", ".vml")
_DOCTYPE = re.compile(rb"<!DOCTYPE|<\0!\0D\0O\0C\0T")  # also as UTF-16
_OVERLAP = 16
_ENCRYPTED = 0x1


class Package:
    """A zip that was opened under limits; every part is counted once, however often it is read."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self._limits = limits
        self._sizes: dict[str, int] = {}
        try:
            self._zip = ZipFile(BytesIO(content))
        except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as problem:
            raise Refusal("file-corrupt", part="zip") from problem
        members = self._zip.infolist()
        if len(members) > limits.max_parts:
            raise Refusal("file-too-many-parts", parts=len(members), allowed=limits.max_parts)
        self.names = frozenset(member.filename for member in members)
        if len(self.names) != len(members):
            raise Refusal("file-corrupt", part="zip")
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise Refusal("file-encrypted")
        if any(member.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for member in members):
            raise Refusal("file-corrupt", part="zip")

    def find(self, name: str) -> str | None:
        """The part of that name as the zip spells it, blind to case; None when there is none."""
        if name in self.names:
            return name
        return next((known for known in sorted(self.names) if known.casefold() == name.casefold()), None)

    def read(self, name: str) -> bytes:
        """A small part whole. Raises Refusal when it is damaged, holds a DTD or is not small."""
        pieces: list[bytes] = []
        size = 0
        for piece in self.chunks(name):
            size += len(piece)
            if size > _WHOLE:
                raise Refusal("file-expands", part=name, allowed_mb=_WHOLE >> 20)
            pieces.append(piece)
        return b"".join(pieces)

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part piece by piece. Raises Refusal when it is damaged, holds a DTD or goes beyond the limit."""
        size = 0
        tail = b""
        look = name.lower().endswith(_XML)
        try:
            with self._zip.open(name) as part:
                while piece := part.read(_CHUNK):
                    size += len(piece)
                    self._count(name, size)
                    if look:
                        if _DOCTYPE.search(tail + piece[:_OVERLAP]) or _DOCTYPE.search(piece):
                            raise Refusal("file-has-dtd", part=name)
                        tail = piece[-_OVERLAP:]
                    yield piece
        except (BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as problem:
            raise Refusal("file-corrupt", part=name) from problem

    def check_rest(self) -> None:
        """Inflates the parts that nobody has read yet, for their size, checksums and DTDs."""
        for name in sorted(self.names - set(self._sizes)):
            for _ in self.chunks(name):
                pass
            self._sizes.setdefault(name, 0)

    def xml_bytes(self) -> int:
        """Size of the XML parts read until now."""
        return sum(size for name, size in self._sizes.items() if name.lower().endswith(_XML))

    def _count(self, name: str, size: int) -> None:
        self._sizes[name] = max(self._sizes.get(name, 0), size)
        if sum(self._sizes.values()) > self._limits.max_inflated:
            raise Refusal("file-expands", part=name, allowed_mb=self._limits.max_inflated >> 20)
