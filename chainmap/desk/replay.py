"""From the sources of a version to its data: base workbooks, then added lists by their recipes, then 更正, in order."""

import json
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from chainmap.desk import correction_rows, corrections
from chainmap.desk.memory import Memory
from chainmap.desk.readings import workbook, workbooks
from chainmap.intake.companies import Locate, company_keys, with_company_keys
from chainmap.intake.left_out import Row
from chainmap.intake.load import Parsed, labels_of, load_files
from chainmap.intake.supplier_list import ListParsed, Mode, Recipe, apply
from chainmap.model.dataset import SUPPLIER_COLUMNS, Dataset, SheetColumns
from chainmap.model.finding import Cell, Finding
from chainmap.model.names import matching_key
from chainmap.model.version import Content, Source, SourceKind
from chainmap.model.vocabulary import Control, Status
from chainmap.store.canonical import canonical_json, json_digest

BASE_KINDS = (SourceKind.REGIONS, SourceKind.PLAN, SourceKind.CHAIN)
_UNSAID = {"status": Status.UNKNOWN.value, "control": Control.UNKNOWN.value}  # a blank cell reads as this


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """The data of a content. `scopes`: source → what it says something about; `labels`: source → its name in findings."""

    parsed: Parsed
    scopes: dict[str, tuple[str, ...]]
    labels: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """The data after some of the added sources, before companies are named over all of them."""

    dataset: Dataset
    findings: tuple[Finding, ...]
    scopes: dict[str, tuple[str, ...]]


_FINISHED: Memory[Replayed] = Memory(4)
_STATES: Memory[_State] = Memory(4)  # so that one more list, or another recipe for it, does not read the others again


def replay(content: Content, fetch: Callable[[str], bytes]) -> Replayed:
    """Everything that the sources give; `fetch` gives the bytes of a source by their hash.

    Equal content gives equal data, whatever was decided or published elsewhere; so it is remembered by content.
    """
    key = _key(content, content.sources)
    return _FINISHED.get(key) or _FINISHED.put(key, _replayed(content, fetch))


def remembered(content: Content) -> Replayed | None:
    """What a content was replayed to, while it is remembered."""
    return _FINISHED.get(_key(content, content.sources))


def remember(content: Content, replayed: Replayed) -> None:
    """Remember what another process made of a content, as if it had been made here."""
    _FINISHED.put(_key(content, content.sources), replayed)


def forget() -> None:
    """Forget what is remembered: the next replay reads everything from the bytes again."""
    _FINISHED.clear()
    _STATES.clear()


def _replayed(content: Content, fetch: Callable[[str], bytes]) -> Replayed:
    base = tuple(one for one in content.sources if one.kind in BASE_KINDS)
    added = tuple(one for one in content.sources if one.kind not in BASE_KINDS)
    labels = _labels(content.sources)
    state, done = _remembered(content, base, added)
    if state is None:
        read = _read_base(content, base, labels, fetch)
        if isinstance(read, Replayed):
            return replace(read, scopes={one.name: one.scope for one in added} | read.scopes)
        state = _STATES.put(_key(content, base), read)
    if not added:
        return Replayed(parsed=Parsed(dataset=state.dataset, findings=state.findings), scopes=state.scopes, labels=labels)
    for position, source in enumerate(added[done:], start=done + 1):
        state = _with(state, source, labels[source.name], fetch(source.sha256), content)
        if position == len(added) or added[position].kind is not source.kind:
            _STATES.put(_key(content, (*base, *added[:position])), state)
    dataset, findings = _named(state, {labels[one.name] for one in base}, _locate(added, labels), content)
    sources = dataset.sources | {labels[one.name]: one.sha256 for one in added}
    parsed = Parsed(dataset=replace(dataset, sources=sources), findings=tuple(sorted(findings, key=lambda one: one.order)))
    return Replayed(parsed=parsed, scopes=state.scopes, labels=labels)


def _remembered(content: Content, base: tuple[Source, ...], added: tuple[Source, ...]) -> tuple[_State | None, int]:
    """The state after most of the added sources, and how many these are."""
    for count in range(len(added), -1, -1):
        state = _STATES.get(_key(content, (*base, *added[:count])))
        if state is not None:
            return state, count
    return None, 0


def _read_base(
    content: Content, base: tuple[Source, ...], labels: Mapping[str, str], fetch: Callable[[str], bytes]
) -> _State | Replayed:
    """The base workbooks; `Replayed` when they hold no data."""
    files = {one.name: fetch(one.sha256) for one in base}
    parsed = load_files(files, content.decisions, {one.name: left_out_rows(one) for one in base}, read=workbooks)
    scopes = {one.name: _base_scope(one, labels, parsed.dataset) for one in base}
    if parsed.dataset is None:
        return Replayed(parsed=parsed, scopes=scopes, labels=dict(labels))
    return _State(dataset=parsed.dataset, findings=parsed.findings, scopes=scopes)


def _key(content: Content, sources: Sequence[Source]) -> str:
    read = [[one.name, one.kind.value, one.sha256, one.recipe] for one in sources]
    return json_digest([read, [list(one.meaning) for one in content.decisions]])


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


def _with(state: _State, source: Source, label: str, data: bytes, content: Content) -> _State:
    """The state with one more source."""
    if source.kind is SourceKind.CORRECTIONS:
        rows = correction_rows.from_bytes(data)
        dataset, corrected = corrections.replay(state.dataset, label, rows)
        found, scope = tuple(corrected), tuple(sorted({f"chain:{row.chain_id}" for row in rows}))
    else:
        dataset, found, scope = _with_list(state.dataset, source, label, data, content)
    return _State(
        dataset=dataset, findings=(*state.findings, *found), scopes={**state.scopes, source.name: scope or source.scope}
    )


def _with_list(
    dataset: Dataset, source: Source, label: str, data: bytes, content: Content
) -> tuple[Dataset, tuple[Finding, ...], tuple[str, ...]]:
    recipe = Recipe.from_json(source.recipe)
    read = apply(workbook(label, data), recipe, dataset, content.decisions, companies=False)
    chain_ids = _chains_of(read, recipe, dataset)
    columns = read.columns
    if recipe.mode is Mode.REPLACE:
        others = dataset.suppliers[~dataset.suppliers["chain_id"].isin(chain_ids)]
        merged = pd.concat([others, read.register], ignore_index=True)
    else:
        both = pd.concat([dataset.suppliers, read.register], ignore_index=True)
        keyed, count = company_keys(both, content.decisions), len(dataset.suppliers)
        before, rows = keyed.iloc[:count], keyed.iloc[count:]
        met = _met(before, rows, with_product="product" in dict(recipe.columns))
        merged, columns = _updated(before, rows, met), _own_cells(columns, before, rows, met)
    scope = tuple(f"chain:{chain_id}" for chain_id in sorted(chain_ids))
    return replace(dataset, suppliers=merged, columns=dataset.columns | columns), read.findings, scope


def _chains_of(read: ListParsed, recipe: Recipe, dataset: Dataset) -> set[str]:
    """The chains that a list says something about, also when none of its rows can be used."""
    wanted = matching_key(recipe.chain_id or "")
    named = {chain.chain_id for chain in dataset.chains if wanted in map(matching_key, (chain.chain_id, chain.name_zh))}
    return named | set(read.register["chain_id"])


def _met(before: pd.DataFrame, rows: pd.DataFrame, *, with_product: bool) -> NDArray[np.int64]:
    """Per row of a list the position of the row that it meets, -1 where it is new: of one company, segment, place, product.

    Of equal rows the first meets the first; of a list without a product column a row meets the next row of its company,
    whatever the product.
    """
    keys = ("company_key", "chain_id", "segment_id", "place", *(("product",) if with_product else ()))
    free: dict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for position, key in enumerate(_row_keys(before, keys)):
        free[key].append(position)
    return np.array([free[key].popleft() if free.get(key) else -1 for key in _row_keys(rows, keys)], dtype=np.int64)


def _updated(before: pd.DataFrame, rows: pd.DataFrame, met: NDArray[np.int64]) -> pd.DataFrame:
    """A register with the rows of a list added; one that meets a row is that row.

    What the list says stands, what it leaves blank stays, in every further column too; the row's cell is then the list's.
    """
    matched = np.flatnonzero(met >= 0)
    columns = {}
    for name in SUPPLIER_COLUMNS:
        values, news = before[name].to_numpy(dtype=object, copy=True), rows[name].to_numpy(dtype=object)
        said = matched[~_unsaid(name, news[matched])]
        if name == "extra":
            values[met[said]] = [_merged_extra(values[met[at]], news[at]) for at in said]
        else:
            values[met[said]] = news[said]
        columns[name] = pd.Series(np.concatenate([values, news[met < 0]]), dtype=SUPPLIER_COLUMNS[name])
    return pd.DataFrame(columns)


def _own_cells(
    columns: Mapping[tuple[str, str], SheetColumns], before: pd.DataFrame, rows: pd.DataFrame, met: NDArray[np.int64]
) -> dict[tuple[str, str], SheetColumns]:
    """Where the fields of a list stand; what it leaves blank of a row that was there already stands where it stood."""
    matched = np.flatnonzero(met >= 0)
    numbers = rows["row"].to_numpy()
    found = dict(columns)
    for name, one in columns.items():
        for field in SUPPLIER_COLUMNS:
            if field not in one.places and field != "extra":
                continue
            kept = ~_unsaid(field, before[field].to_numpy(dtype=object)[met[matched]])
            if field != "extra":
                kept &= _unsaid(field, rows[field].to_numpy(dtype=object)[matched])
            found[name] = found[name].without(field, numbers[matched[kept]].tolist())
    return found


def _row_keys(register: pd.DataFrame, names: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    columns = [register[name].to_numpy(dtype=object).tolist() for name in names]
    texts = columns[:3] + [list(map(matching_key, column)) for column in columns[3:]]
    return zip(*texts, strict=True)


def _merged_extra(before: str, news: str) -> str:
    """JSON texts of further columns, put together column by column: one that the list does not fill stays."""
    return json.dumps({**json.loads(before or "{}"), **json.loads(news)}, ensure_ascii=False)


def _unsaid(name: str, values: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Where a value of this column says nothing."""
    return np.asarray(pd.isna(values) | (values == "") | (values == _UNSAID.get(name, "")), dtype=bool)


def _named(state: _State, base: set[str], locate: Locate, content: Content) -> tuple[Dataset, list[Finding]]:
    """Company keys over all rows together; what that says about names of base workbooks alone is said there already."""
    register, found = with_company_keys(state.dataset.suppliers, locate, content.decisions, told=base)
    more = (one for one in found if one.cell.file not in base)
    return replace(state.dataset, suppliers=register), [*state.findings, *more]


def _locate(lists: Iterable[Source], labels: Mapping[str, str]) -> Locate:
    """Finds the cells of rows of these lists by their recipes."""
    recipes = {labels[one.name]: Recipe.from_json(one.recipe) for one in lists if one.kind is SourceKind.LIST}
    columns = {(file, one.sheet): dict(one.columns) for file, one in recipes.items()}
    return lambda file, sheet, row, column: Cell(
        file=file, sheet=sheet, row=row, column=columns.get((file, sheet), {}).get(column, 0)
    )
