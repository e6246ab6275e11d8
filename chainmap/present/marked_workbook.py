"""The marked-up workbook of a file in one language, and in words what of the file it does not keep."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from chainmap.intake.bad_cells import rows_of
from chainmap.intake.marking import ListTexts, Mark, Marked, mark
from chainmap.model.finding import Finding
from chainmap.present.words import Language, hint, message, say


def marked_workbook(file: str, content: bytes, findings: Sequence[Finding], language: Language) -> Marked:
    """The workbook with its problem cells coloured and commented; findings of other files are left out."""
    marks = [_mark(finding, language) for finding in findings if finding.cell.file == file]
    headers = ("column.cell", "column.severity", "column.message", "column.hint")
    cell, severity, wrong, mend = (say(code, language) for code in headers)
    return mark(file, content, marks, ListTexts(sheet=say("marked.sheet", language), headers=(cell, severity, wrong, mend)))


def marked_name(file: str, language: Language) -> str:
    """File name of the marked-up workbook."""
    return say("marked.file", language, stem=PurePosixPath(file).stem)


def not_kept(marked: Marked, language: Language) -> str:
    """What the marked-up workbook does not keep of the file, or that it keeps everything."""
    if not marked.not_kept:
        return say("marked.kept" if marked.kept else "marked.rebuilt", language)
    things = tuple(say(f"marked.lost.{code}", language) for code in marked.not_kept)
    return say("marked.kept-without" if marked.kept else "marked.rebuilt-without", language, things=things)


def _mark(finding: Finding, language: Language) -> Mark:
    return Mark(
        cell=finding.cell,
        severity=finding.severity,
        label=say(f"severity.{finding.severity.value}", language),
        message=message(finding, language),
        hint=hint(finding, language),
        rows=rows_of(finding) if finding.code == "more-findings" else (),
    )
