"""How a list of a known layout is recognised: by its header row; and which of its rows were left out the last time.

A recipe is kept in a source as canonical JSON with two entries beside its own: `header`, the cleaned header row, and
`left_out_rows`, a short hash of the content of every row that a person left out.
"""

import json
from dataclasses import replace

from chainmap.intake.content import as_text
from chainmap.intake.spreadsheet import RawSheet, RawWorkbook
from chainmap.intake.supplier_list import Recipe, sheet_of
from chainmap.model.names import matching_key
from chainmap.store.canonical import canonical_json, json_digest

_HEADER_WITHIN = 40  # rows from the top in which a known layout is looked for
_HASH = 16  # hex digits: 64 bits tell the rows of a sheet apart


def recipe_text(recipe: Recipe, workbook: RawWorkbook) -> str:
    """A recipe as a source keeps it: with what the next list of this layout is known by."""
    sheet = sheet_of(workbook, recipe)
    kept: dict[str, object] = {"header": list(header_of(sheet, recipe.header_row)) if sheet else []}
    if sheet is not None and recipe.left_out:
        kept["left_out_rows"] = sorted({_content(sheet, row) for row in recipe.left_out} - {""})
    return canonical_json({**json.loads(recipe.as_json()), **kept})


def fitting(workbook: RawWorkbook, text: str) -> Recipe | None:
    """A kept recipe, moved to the sheet and row where its header stands in this workbook; None where it stands nowhere.

    Rows that say the same as one that was left out are left out again.
    """
    kept = json.loads(text)
    header, recipe = tuple(kept.get("header", ())), Recipe.from_json(text)
    for sheet in sorted(workbook.sheets, key=lambda one: one.name != recipe.sheet):
        for row in range(1, min(len(sheet.rows), _HEADER_WITHIN) + 1):
            if header and header_of(sheet, row) == header:
                left_out = _same(sheet, row, frozenset(kept.get("left_out_rows", ())))
                return replace(recipe, sheet=sheet.name, header_row=row, left_out=left_out)
    return None


def header_of(sheet: RawSheet, row: int) -> tuple[str, ...]:
    """A row as headers are compared: cleaned, without the blanks at its end; () for a row that the sheet does not have."""
    if not 1 <= row <= len(sheet.rows):
        return ()
    texts = [matching_key(as_text(value)) for value in sheet.rows[row - 1]]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _same(sheet: RawSheet, header_row: int, contents: frozenset[str]) -> tuple[int, ...]:
    below = range(header_row + 1, len(sheet.rows) + 1) if contents else ()
    return tuple(row for row in below if _content(sheet, row) in contents)


def _content(sheet: RawSheet, row: int) -> str:
    """Hash of what a row says; "" of a blank one."""
    texts = header_of(sheet, row)
    return json_digest(list(texts))[:_HASH] if texts else ""
