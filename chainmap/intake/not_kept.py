"""What of a workbook gets lost when it is written anew: told from the parts and elements that it had before and has after."""

import re
from typing import NamedTuple

from chainmap.intake.package import Package


class _Trace(NamedTuple):
    """How something shows in a package: parts of that name, or, with `element`, such elements in them."""

    code: str
    part: str
    element: bytes | None = None


_SHEETS = r"xl/worksheets/[^/]+\.xml"
_TRACES = (
    _Trace("macros", r"xl/vbaProject[^/]*\.bin"),
    _Trace("charts", r"xl/(charts|chartsheets)/[^/]+\.xml"),
    _Trace("pictures", r"xl/media/.+"),
    _Trace("shapes", r"xl/drawings/[^/]+\.xml", rb"<xdr:(?:sp|cxnSp|grpSp)[ >]"),
    _Trace("pivot-tables", r"xl/pivotTables/[^/]+\.xml"),
    _Trace("slicers", r"xl/(slicers|timelines)/[^/]+\.xml"),
    _Trace("external-links", r"xl/externalLinks/[^/]+\.xml"),
    _Trace("connections", r"xl/(connections\.xml|queryTables/.+)"),
    _Trace("controls", r"xl/(ctrlProps|activeX)/.+"),
    _Trace("threads", r"xl/threadedComments/.+"),
    _Trace("embedded", r"xl/embeddings/.+"),
    _Trace("signature", r"_xmlsignatures/.+"),
    _Trace("sparklines", _SHEETS, rb"<x14:sparkline[ >]"),
    _Trace("newer-rules", _SHEETS, rb"<x14:(?:cfRule|dataValidation)[ >]"),
    _Trace("print-settings", r"xl/printerSettings/.+"),
)
CHART_LOOKS = "chart-looks"  # charts stay, but not every detail of their look
REBUILT = ("formats", "formulas", "comments", "pictures-and-charts")  # of a new workbook that holds the cells read
CODES = (*(trace.code for trace in _TRACES), CHART_LOOKS, *REBUILT)


def lost(before: Package, after: Package) -> tuple[str, ...]:
    """Codes of what `after` has less of than `before`. Raises Refusal for a damaged package."""
    gone = [trace.code for trace in _TRACES if _count(before, trace) > _count(after, trace)]
    if "charts" not in gone and _count(before, _TRACES[1]):
        gone.append(CHART_LOOKS)
    return tuple(gone)


def _count(package: Package, trace: _Trace) -> int:
    parts = [name for name in package.names if re.fullmatch(trace.part, name, re.IGNORECASE)]
    if trace.element is None:
        return len(parts)
    return sum(len(re.findall(trace.element, package.read(name))) for name in parts)
