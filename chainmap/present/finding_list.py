"""Findings as a table: the cell first, what is wrong, how to mend it."""

from collections.abc import Sequence

from chainmap.model.dataset import Dataset
from chainmap.model.finding import Finding, Severity
from chainmap.present.html_table import Column, Row, cell_markup, html_table
from chainmap.present.markup import Markup, element
from chainmap.present.words import Language, hint, message, say


def finding_table(findings: Sequence[Finding], language: Language, *, at_most: int = 500) -> Markup:
    """One row a finding, errors first, up to `at_most`; what is left out is counted."""
    columns = (
        Column(label=say("column.cell", language)),
        Column(label=say("column.severity", language)),
        Column(label=say("column.message", language)),
        Column(label=say("column.hint", language)),
    )
    order = tuple(Severity)
    ordered = sorted(findings, key=lambda finding: (order.index(finding.severity), finding.order))
    table = html_table(
        columns,
        [_row(finding, language) for finding in ordered[:at_most]],
        caption=say("findings.title", language),
        empty=say("findings.none", language),
    )
    left = len(ordered) - at_most
    return element(
        "div", table, element("p", say("findings.left-out", language, count=left), class_="cm-muted") if left > 0 else None
    )


def finding_counts(findings: Sequence[Finding], language: Language) -> str:
    """How many of each severity, in words."""
    numbers = {severity: sum(1 for finding in findings if finding.severity is severity) for severity in Severity}
    return say(
        "findings.counts",
        language,
        errors=numbers[Severity.ERROR],
        warnings=numbers[Severity.WARNING],
        infos=numbers[Severity.INFO],
    )


def left_out(errors: Sequence[Finding], dataset: Dataset, rows: str, language: Language) -> str:
    """What errors left out, in words: files of which nothing is used, by name, and `rows` where there are other errors."""
    used = {chain.file for chain in dataset.chains}
    whole = tuple(dict.fromkeys(one.cell.file for one in errors if not one.cell.sheet and one.cell.file not in used))
    if not whole:
        return rows
    return say("error.some-files", language, files=whole, rest=rows if len(errors) > len(whole) else "").rstrip()


def _row(finding: Finding, language: Language) -> Row:
    severity = element("span", say(f"severity.{finding.severity.value}", language), class_=f"cm-tag cm-{finding.severity.value}")
    return Row(cells=(cell_markup(finding.cell), severity, message(finding, language), hint(finding, language)))
