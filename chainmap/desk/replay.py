"""From the sources of a version to its data: base workbooks, then added lists by their recipes, then 更正, in order."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

import numpy as np
import pandas as pd

from chainmap.desk import correction_rows, corrections
from chainmap.intake.companies import locator, with_company_keys
from chainmap.intake.left_out import Row
from chainmap.intake.load import Parsed, labels_of, load_files
from chainmap.intake.spreadsheet import read_files
from chainmap.intake.supplier_list import ListParsed, Mode, Recipe, apply
from chainmap.model.dataset import SUPPLIER_COLUMNS, Dataset
from chainmap.model.finding import Finding
from chainmap.model.names import matching_key
from chainmap.model.version import Content, Source, SourceKind
from chainmap.model.vocabulary import Control, Status
from chainmap.store.canonical import canonical_json

BASE_KINDS = (SourceKind.REGIONS, SourceKind.PLAN, SourceKind.CHAIN)
_ADDED_KINDS = (SourceKind.LIST, SourceKind.CORRECTIONS)
_UNSAID = {"status": Status.UNKNOWN.value, "control": Control.UNKNOWN.value}  # a blank cell reads as this


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """The data of a content. `scopes`: source → what it says something about; `labels`: source → its name in findings."""

    parsed: Parsed
    scopes: dict[str, tuple[str, ...]]
    labels: dict[str, str]


def replay(content: Content, data: Mapping[str, bytes]) -> Replayed:
    """Everything that the sources give; `data` holds their bytes by hash.

    Equal content gives equal data, whatever was decided or published elsewhere.
    """
    base = [one for one in content.sources if one.kind in BASE_KINDS]
    files = {one.name: data[one.sha256] for one in base}
    parsed = load_files(files, content.decisions, {one.name: left_out_rows(one) for one in base})
    labels = _labels(content.sources)
    scopes = {one.name: _base_scope(one, labels, parsed.dataset) for one in base}
    added = [one for one in content.sources if one.kind in _ADDED_KINDS]
    if parsed.dataset is None or not added:
        return Replayed(parsed=parsed, scopes=scopes | {one.name: one.scope for one in added}, labels=labels)
    dataset, findings = parsed.dataset, list(parsed.findings)
    for source in added:
        dataset, found, scopes[source.name] = _with(dataset, source, labels[source.name], data[source.sha256], content)
        findings += found
    dataset, findings = _named(dataset, findings, {labels[one.name] for one in base}, content)
    sources = dataset.sources | {labels[one.name]: one.sha256 for one in added}
    parsed = Parsed(dataset=replace(dataset, sources=sources), findings=tuple(sorted(findings, key=lambda one: one.order)))
    return Replayed(parsed=parsed, scopes=scopes, labels=labels)


def left_out_rows(source: Source) -> frozenset[Row]:
    """The rows of a base workbook that its recipe leaves out."""
    return (
        frozenset((str(sheet), int(row)) for sheet, row in json.loads(source.recipe)["left_out"])
        if source.recipe
        else frozenset()
    )


def base_recipe(left_out: Iterable[Row]) -> str:
    """The recipe of a base workbook; "" when it is read as it is."""
    rows = sorted(set(left_out))
    return canonical_json({"left_out": rows}) if rows else ""


def _labels(sources: Iterable[Source]) -> dict[str, str]:
    """What every source is called in findings; base workbooks as if they stood alone in a folder."""
    sources = tuple(sources)
    labels = labels_of(one.name for one in sources if one.kind in BASE_KINDS)
    for one in sources:
        short = PurePosixPath(one.name).name if one.kind is SourceKind.LIST else one.name
        taken = {label.casefold() for label in labels.values()}
        labels.setdefault(one.name, one.name if short.casefold() in taken else short)
    return labels


def _base_scope(source: Source, labels: Mapping[str, str], dataset: Dataset | None) -> tuple[str, ...]:
    if source.kind is not SourceKind.CHAIN:
        return (source.kind.value,)
    chain_ids = [chain.chain_id for chain in (dataset.chains if dataset else ()) if chain.file == labels[source.name]]
    return tuple(f"chain:{chain_id}" for chain_id in chain_ids) or (source.name,)


def _with(
    dataset: Dataset, source: Source, label: str, data: bytes, content: Content
) -> tuple[Dataset, list[Finding], tuple[str, ...]]:
    """The dataset with one added source."""
    if source.kind is SourceKind.CORRECTIONS:
        rows = correction_rows.from_bytes(data)
        dataset, found = corrections.replay(dataset, label, rows)
        return dataset, found, tuple(sorted({f"chain:{row.chain_id}" for row in rows}))
    recipe = Recipe.from_json(source.recipe)
    read = apply(read_files({label: data})[label], recipe, dataset, content.decisions)
    chain_ids = _chains_of(read, recipe, dataset)
    keyed = _keyed(pd.concat([dataset.suppliers, read.register], ignore_index=True), content)
    old, new = keyed.iloc[: len(dataset.suppliers)], keyed.iloc[len(dataset.suppliers) :]
    if recipe.mode is Mode.REPLACE:
        merged = pd.concat([old[~old["chain_id"].isin(chain_ids)], new], ignore_index=True)
    else:
        merged = updated(old, new, with_product="product" in dict(recipe.columns))
    scope = tuple(f"chain:{chain_id}" for chain_id in sorted(chain_ids))
    return replace(dataset, suppliers=merged), list(read.findings), scope or source.scope


def _chains_of(read: ListParsed, recipe: Recipe, dataset: Dataset) -> set[str]:
    """The chains that a list says something about, also when none of its rows can be used."""
    wanted = matching_key(recipe.chain_id or "")
    named = {chain.chain_id for chain in dataset.chains if wanted in map(matching_key, (chain.chain_id, chain.name_zh))}
    return named | set(read.register["chain_id"])


def updated(before: pd.DataFrame, rows: pd.DataFrame, *, with_product: bool) -> pd.DataFrame:
    """A register with the rows of a list added. Rows of one company, segment, place and product are one row.

    What the list says stands, what it leaves blank stays; the row's cell is then the list's. Of equal rows the first
    meets the first. A list without a product column speaks of every product of its companies.
    """
    keys = ("company_key", "chain_id", "segment_id", "place", *(("product",) if with_product else ()))
    free: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for position, key in enumerate(_row_keys(before, keys)):
        free[key].append(position)
    met = np.array([free[key].pop(0) if free.get(key) else -1 for key in _row_keys(rows, keys)], dtype=np.int64)
    matched = np.flatnonzero(met >= 0)
    columns = {}
    for name in SUPPLIER_COLUMNS:
        values, news = before[name].to_numpy(dtype=object, copy=True), rows[name].to_numpy(dtype=object)
        said = [at for at in matched if not _is_unsaid(name, news[at])]
        values[met[said]] = news[said]
        columns[name] = pd.Series(np.concatenate([values, news[met < 0]]), dtype=SUPPLIER_COLUMNS[name])
    return pd.DataFrame(columns)


def _row_keys(register: pd.DataFrame, names: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    texts = [register[name].tolist() for name in names[:3]]
    texts += [[matching_key(text) for text in register[name]] for name in names[3:]]
    return zip(*texts, strict=True)


def _is_unsaid(name: str, value: object) -> bool:
    return value == "" or value != value or value == _UNSAID.get(name)


def _keyed(register: pd.DataFrame, content: Content) -> pd.DataFrame:
    return with_company_keys(register, locator(()), content.decisions)[0]


def _named(dataset: Dataset, findings: list[Finding], base: set[str], content: Content) -> tuple[Dataset, list[Finding]]:
    """Company keys over all rows together; what that says about names of base workbooks is said there already."""
    register, found = with_company_keys(dataset.suppliers, locator(()), content.decisions)
    said = {(one.code, one.cell.file, one.cell.sheet, one.cell.row) for one in findings}
    more = [one for one in found if (one.code, one.cell.file, one.cell.sheet, one.cell.row) not in said]
    return replace(dataset, suppliers=register), [*findings, *(one for one in more if one.cell.file not in base)]
