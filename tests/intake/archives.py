"""Workbooks made part by part for the tests of intake: well-formed ones in unusual manners, and hostile ones."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATION = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SECTOR = 512
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def sheet_xml(rows: str, after: str = "", *, namespace: str = MAIN) -> str:
    """A worksheet part around rows."""
    return f'{_HEAD}<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def strings_xml(items: str, attributes: str = "") -> str:
    """A shared strings part around items."""
    return f'{_HEAD}<sst xmlns="{MAIN}"{attributes}>{items}</sst>'


def xlsx_parts(
    sheets: Sequence[str],
    *,
    strings: str | None = None,
    styles: str | None = None,
    states: Mapping[int, str] | None = None,
    names: Sequence[str] | None = None,
    strict: bool = False,
) -> dict[str, bytes | str]:
    """The parts of an .xlsx with these worksheet parts, named S1, S2 … unless `names` says otherwise."""
    relation = _STRICT_RELATION if strict else _RELATION
    labels = names or [f"S{number}" for number in range(1, len(sheets) + 1)]
    listed = "".join(
        f'<sheet name="{label}" sheetId="{number}" r:id="rId{number}"'
        + (f' state="{states[number]}"' if states and number in states else "")
        + "/>"
        for number, label in enumerate(labels, start=1)
    )
    extra = [("sharedStrings", strings), ("styles", styles)]
    relations = [
        f'<Relationship Id="rId{n}" Type="{relation}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers(sheets)
    ]
    relations += [f'<Relationship Id="x{kind}" Type="{relation}/{kind}" Target="{kind}.xml"/>' for kind, part in extra if part]
    overrides = [("/xl/workbook.xml", "sheet.main"), *((f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers(sheets))]
    overrides += [(f"/xl/{kind}.xml", kind) for kind, part in extra if part]
    listed_types = "".join(f'<Override PartName="{name}" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in overrides)
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed_types}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{STRICT if strict else MAIN}" xmlns:r="{relation}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{''.join(relations)}</Relationships>",
    }
    parts |= {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(sheets, start=1)}
    parts |= {f"xl/{kind}.xml": part for kind, part in extra if part}
    return parts


def numbers(sheets: Sequence[object]) -> range:
    """1 … for the sheets."""
    return range(1, len(sheets) + 1)


def xlsx(rows: str, after: str = "", strings: str | None = None, styles: str | None = None) -> bytes:
    """An .xlsx of one sheet S1 around these rows."""
    return zipped(xlsx_parts([sheet_xml(rows, after)], strings=strings, styles=styles))


def ods(rows: str) -> bytes:
    """An .ods of one sheet S1 around these rows."""
    spaces = "".join(f' xmlns:{name}="urn:{name}"' for name in ("office", "table", "text", "calcext", "style"))
    body = (
        f'<office:body><office:spreadsheet><table:table table:name="S1">{rows}</table:table></office:spreadsheet></office:body>'
    )
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": "<manifest/>",
        "content.xml": f"<office:document-content{spaces}>{body}</office:document-content>",
    })  # fmt: skip


def ods_cell(text: str, attributes: str = "") -> str:
    """A text cell of an .ods."""
    return f'<table:table-cell office:value-type="string"{attributes}><text:p>{text}</text:p></table:table-cell>'


def ole(streams: Mapping[str, bytes], *, loop: bool = False) -> bytes:
    """An OLE container with these streams (filled up to 4096 bytes); with `loop` the first one's sectors never end."""
    contents = {name: data.ljust(max(4096, -(-len(data) // _SECTOR) * _SECTOR), b"\0") for name, data in streams.items()}
    directory_sectors = -(-(len(contents) + 1) // 4)
    chains = [_FAT, *_chain(1, directory_sectors)]
    entries = [_entry("Root Entry", 5, _END, 0)]
    for name, data in contents.items():
        start = len(chains)
        entries.append(_entry(name, 2, start, len(data)))
        chains += _chain(start, len(data) // _SECTOR)
        if loop:
            chains[-1], loop = start, False
    assert len(chains) <= _SECTOR // 4, "the container has one sector of allocation table"
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<9I", 1, 1, 0, 4096, _END, 0, _END, 0, 0) + struct.pack("<108I", *[_FREE] * 108)
    table = struct.pack(f"<{_SECTOR // 4}I", *chains, *[_FREE] * (_SECTOR // 4 - len(chains)))
    directory = b"".join(entries).ljust(directory_sectors * _SECTOR, b"\0")
    return header + table + directory + b"".join(contents.values())


def _chain(start: int, count: int) -> list[int]:
    return [*range(start + 1, start + count), _END]


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<BBIII", kind, 1, _FREE, _FREE, 1 if kind == 5 else _FREE)
    return raw.ljust(64, b"\0") + struct.pack("<H", len(raw)) + links + bytes(36) + struct.pack("<IQ", start, size)


def xlsb(cells: Sequence[tuple[int, int, int, bytes]], strings: Sequence[str] = (), *, hidden: bool = False) -> bytes:
    """An .xlsb of one sheet S1 with cells (row, column, record kind, payload), row and column from 1."""
    last = (max(cell[0] for cell in cells) - 1, max(cell[1] for cell in cells) - 1)
    sheet = _record(129) + _record(148, struct.pack("<4I", 0, last[0], 0, last[1])) + _record(145)
    row = 0
    for at, column, kind, payload in cells:
        if at != row:
            sheet += _record(0, struct.pack("<II", at - 1, 0) + bytes(9))
            row = at
        sheet += _record(kind, struct.pack("<II", column - 1, 0) + payload)
    sheet += _record(146) + _record(130)
    listed = struct.pack("<II", int(hidden), 1) + _wide("rId1") + _wide("S1")
    workbook = _record(131) + _record(143) + _record(156, listed) + _record(144) + _record(132)
    items = b"".join(_record(19, b"\0" + _wide(text)) for text in strings)
    shared = _record(159, struct.pack("<II", len(strings), len(strings))) + items + _record(160)
    relations = (
        f'<Relationship Id="rId1" Type="{_RELATION}/worksheet" Target="worksheets/sheet1.bin"/>'
        f'<Relationship Id="rId2" Type="{_RELATION}/sharedStrings" Target="sharedStrings.bin"/>'
    )
    return zipped(
        {
            "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"/>',
            "xl/workbook.bin": workbook,
            "xl/_rels/workbook.bin.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
            "xl/worksheets/sheet1.bin": sheet,
            "xl/sharedStrings.bin": shared,
        }
    )


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind: int, payload: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(payload)
    lengths = b""
    while True:
        size, low = size >> 7, size & 0x7F
        lengths += bytes([low | (0x80 if size else 0)])
        if not size:
            return head + lengths + payload
