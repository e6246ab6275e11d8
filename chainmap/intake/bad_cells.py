"""Findings in bounded memory: the first thousand of a kind in a column are named cell by cell, the rest is counted.

The counted rest keeps its rows (`rows_of`), so that a marked-up workbook can mark every one of them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from chainmap.model.finding import Cell, Finding, Severity

NAMED = 1_000  # findings of one code in one column of a sheet


def bounded(findings: Iterable[Finding]) -> list[Finding]:
    """These findings, sorted by file, sheet and cell, with the tail of each (code, column) as one `more-findings`."""
    alike: dict[tuple[str, str, str, int], list[Finding]] = defaultdict(list)
    for finding in findings:
        alike[finding.cell.file, finding.cell.sheet, finding.code, finding.cell.column].append(finding)
    kept: list[Finding] = []
    for group in alike.values():
        group.sort(key=lambda finding: finding.order)
        kept += group[:NAMED]
        if len(group) > NAMED and group[0].code != "more-findings":
            kept.append(more(group[NAMED], [finding.cell.row for finding in group[NAMED:]]))
        elif len(group) > NAMED:
            kept += group[NAMED:]
    return sorted(kept, key=lambda finding: finding.order)


def named(positions: NDArray[np.int64], rows: NDArray[np.int64], finding: Callable[[int], Finding]) -> list[Finding]:
    """`finding` of the first thousand of these positions, which are in order, and one `more-findings` for the rest.

    `rows` gives the Excel row of every position.
    """
    made = [finding(int(position)) for position in positions[:NAMED]]
    if len(positions) > NAMED:
        made.append(more(finding(int(positions[NAMED])), rows[positions[NAMED:]].tolist()))
    return made


def more(first: Finding, rows: Sequence[int]) -> Finding:
    """One finding that stands for those of the code and severity of `first` in these rows of its column."""
    return replace(
        first, code="more-findings", value="", cell=Cell(file=first.cell.file, sheet=first.cell.sheet, column=first.cell.column),
        facts={
            "of": first.code, "example": first.value, "more": len(rows), "named": NAMED, "rows": _ranges(rows),
            "left_out": _left_out(first, len(rows)),
        },
    )  # fmt: skip


def rows_of(finding: Finding) -> tuple[int, ...]:
    """The Excel rows for which a `more-findings` stands; of any other finding its own row."""
    if finding.code != "more-findings":
        return (finding.cell.row,)
    rows: list[int] = []
    for part in str(finding.facts["rows"]).split(","):
        first, _, last = part.partition("-")
        rows += range(int(first), int(last or first) + 1)
    return tuple(rows)


def with_left_out(finding: Finding, count: int) -> Finding:
    """The finding, saying that it leaves out so many rows more."""
    before = finding.facts.get("left_out", 0)
    assert isinstance(before, int)
    return replace(finding, facts={**finding.facts, "left_out": before + count}) if count else finding


def blame(count: int, *suspects: Sequence[Finding]) -> list[list[Finding]]:
    """The lists with `count` rows, left out in consequence, added to the first error of the first list that has one."""
    lists = [list(findings) for findings in suspects]
    for findings in lists:
        for index, finding in enumerate(findings):
            if finding.severity is Severity.ERROR:
                findings[index] = with_left_out(finding, count)
                return lists
    return lists


def _left_out(first: Finding, count: int) -> int:
    return count if first.facts.get("left_out") else 0


def _ranges(rows: Iterable[int]) -> str:
    """`3-5,9` for 3, 4, 5, 9."""
    ordered = np.unique(np.fromiter(rows, dtype=np.int64))
    starts = np.flatnonzero(np.diff(ordered, prepend=ordered[:1] - 2) != 1)
    ends = np.append(starts[1:], len(ordered)) - 1
    return ",".join(
        str(first) if first == last else f"{first}-{last}" for first, last in zip(ordered[starts], ordered[ends], strict=True)
    )
