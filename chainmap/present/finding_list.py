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
        Column(label=say("column.cell", language), code="cell"),
        Column(label=say("column.severity", language), code="severity"),
        Column(label=say("column.message", language), code="message"),
        Column(label=say("column.hint", language), code="hint"),
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
    """How many of each severity that there is, in words."""
    numbers = {severity: sum(1 for finding in findings if finding.severity is severity) for severity in Severity}
    told = (say(f"findings.{severity.value}", language, count=number) for severity, number in numbers.items() if number)
    return ("，" if language == "zh" else ", ").join(told)


def left_out(errors: Sequence[Finding], dataset: Dataset, rows: str, language: Language) -> str:
    """What errors left out, in words: files of which nothing is used, by name, and `rows` where there are other errors."""
    whole = unused_files(errors, dataset)
    if not whole:
        return rows
    return say(
        "error.some-files", language, files=whole, rest=rows if any(one.cell.file not in whole for one in errors) else ""
    ).rstrip()


def unused_files(findings: Sequence[Finding], dataset: Dataset) -> tuple[str, ...]:
    """Names of the files that errors left out whole: nothing in the data is of them."""
    used = {chain.file for chain in dataset.chains} | {region.cell.file for region in dataset.regions.regions}
    used |= {dataset.plan.file} if dataset.plan else set()
    wrong = dict.fromkeys(one.cell.file for one in findings if one.severity is Severity.ERROR)
    left = [file for file in wrong if file not in used]
    lists = set(dataset.suppliers["file"]) if left else set()  # a list of suppliers is none of the others
    return tuple(file for file in left if file not in lists)


def _row(finding: Finding, language: Language) -> Row:
    severity = element("span", say(f"severity.{finding.severity.value}", language), class_=f"cm-tag cm-{finding.severity.value}")
    return Row(cells=(cell_markup(finding.cell), severity, message(finding, language), hint(finding, language)))
