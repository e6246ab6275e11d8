"""The look at a file before any reader sees it: its kind by content, whether it is safe to open, what its cells hold."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from chainmap.intake.delimited import utf16_without_mark
from chainmap.intake.limits import Limits
from chainmap.intake.ods import scan_ods
from chainmap.intake.package import Package
from chainmap.intake.refusal import Refusal
from chainmap.intake.scan import SheetScan
from chainmap.intake.xls import scan_xls
from chainmap.intake.xlsb import scan_xlsb
from chainmap.intake.xlsx import scan_xlsx
from chainmap.model.finding import Cell, Finding, Severity


class Kind(StrEnum):
    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    TEXT = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescan:
    """What is known about a file that may be opened."""

    kind: Kind
    sheets: tuple[SheetScan, ...] = ()  # none for text
    strict: bool = False  # Strict OOXML
    date_1904: bool = False
    xml_bytes: int = 0  # of an .xlsx, inflated


_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS_BY_EXTENSION = {
    ".xlsx": {Kind.XLSX}, ".xlsm": {Kind.XLSX}, ".xltx": {Kind.XLSX}, ".xltm": {Kind.XLSX},
    ".xlsb": {Kind.XLSB}, ".xls": {Kind.XLS}, ".et": {Kind.XLS, Kind.XLSX}, ".ods": {Kind.ODS},
    ".csv": {Kind.TEXT}, ".txt": {Kind.TEXT}, ".tsv": {Kind.TEXT},
}  # fmt: skip


def prescan(content: bytes, limits: Limits) -> Prescan:
    """What the file is and holds. Raises Refusal when it must not or cannot be opened."""
    if not content:
        raise Refusal("file-empty")
    packed = content.startswith((_ZIP, _OLE))
    allowed = limits.max_bytes if packed else limits.max_text_bytes
    if len(content) > allowed:
        raise Refusal("file-too-big", size_mb=round(len(content) / 2**20, 1), allowed_mb=allowed >> 20)
    if content.startswith(_ZIP):
        return _prescan_zip(Package(content, limits), limits)
    if content.startswith(_OLE):
        sheets, date_1904 = scan_xls(content, limits)
        return Prescan(kind=Kind.XLS, sheets=sheets, date_1904=date_1904)
    if _is_text(content):
        return Prescan(kind=Kind.TEXT)
    if kind := _kind_name(content):
        raise Refusal("kind-unreadable", kind=kind)
    raise Refusal("kind-unknown")


def extension_findings(file: str, kind: Kind) -> tuple[Finding, ...]:
    """A warning when the extension promises something else than the content is."""
    extension = PurePosixPath(file).suffix.lower()
    expected = _KINDS_BY_EXTENSION.get(extension)
    if expected is None or kind in expected:
        return ()
    facts = {"extension": extension, "kind": f".{kind}"}
    return (Finding(code="extension-mismatch", severity=Severity.WARNING, cell=Cell(file=file), facts={**facts}),)


def _prescan_zip(package: Package, limits: Limits) -> Prescan:
    if package.find("xl/workbook.xml"):
        scan = scan_xlsx(package, limits)
        return Prescan(kind=Kind.XLSX, sheets=scan.sheets, strict=scan.strict, date_1904=scan.date_1904, xml_bytes=scan.xml_bytes)
    if package.find("xl/workbook.bin"):
        sheets, date_1904 = scan_xlsb(package, limits)
        return Prescan(kind=Kind.XLSB, sheets=sheets, date_1904=date_1904)
    mimetype = package.find("mimetype")
    if mimetype and b"opendocument.spreadsheet" in package.read(mimetype):
        return Prescan(kind=Kind.ODS, sheets=scan_ods(package, limits))
    raise Refusal("kind-unreadable", kind="zip")


def _is_text(content: bytes) -> bool:
    """Whether it can be a delimited list: no binary characters, and no markup."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return (b"\0" not in content or utf16_without_mark(content) != "") and not start.startswith(
        (b"<", b"%PDF", b"{\\rtf", b"\x89PNG", b"GIF8", b"\xff\xd8")
    )


def _kind_name(content: bytes) -> str:
    """What a file that is no spreadsheet seems to be; "" where nothing tells."""
    for mark, name in ((b"%PDF", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8", "JPEG"), (b"GIF8", "GIF"), (b"{\\rtf", "RTF")):
        if content.startswith(mark):
            return name
    return "HTML/XML" if content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else ""
