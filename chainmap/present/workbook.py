"""What stands in which workbook: chains, regions, plan, templates, written by the tables of `intake.columns`.

What is written here reads back as it was. How a sheet looks is in `present.table`.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

import pandas as pd

from chainmap.intake import columns
from chainmap.intake.columns import Column, Kind, SheetFormat
from chainmap.intake.content import pieces
from chainmap.model.chain import Chain, Segment
from chainmap.model.dataset import Dataset
from chainmap.model.names import matching_key
from chainmap.model.plan import Plan
from chainmap.model.region import RegionTree
from chainmap.model.vocabulary import NOT_CHECKED, RegionLevel, spellings
from chainmap.present.table import CellKind, Table, TableColumn, Value, table_workbook
from chainmap.present.words import LANGUAGES, Language, say

__all__ = ["Table", "TableColumn", "chain_workbook", "dataset_workbooks", "supplier_template", "table_workbook", "template"]

Field = str | int | float | bool | date | StrEnum | tuple[str, ...] | None
Record = Mapping[str, Field]  # by the codes of the columns; other keys are the headers of columns that are not ours
Choices = Mapping[str, tuple[str, ...]]  # drop-down per code of a column, beside those of the vocabularies

_SHOWN_AS = {
    Kind.ID: CellKind.CODE, Kind.CODE: CellKind.CODE, Kind.PART_DATE: CellKind.CODE, Kind.DATE: CellKind.DATE,
    Kind.NUMBER: CellKind.NUMBER, Kind.INTEGER: CellKind.NUMBER, Kind.SHARE: CellKind.SHARE,
}  # fmt: skip
_FROZEN = {"segments": 2, "regions": 2, "dependencies": 2}


def chain_workbook(chain: Chain, suppliers: pd.DataFrame, regions: RegionTree, language: Language = "zh") -> bytes:
    """The workbook of one chain. `suppliers` are its rows of the register; rows of other chains are left out."""
    labels = _segment_labels(chain, language)
    region = _region_labels(regions, language)
    about: Record = {
        "chain_id": chain.chain_id, "name_zh": chain.name_zh, "name_en": chain.name_en, "checked": _not_checked(language),
        "as_of": chain.as_of, "maintainer": chain.maintainer, "note": chain.note,
    }  # fmt: skip
    dependencies: list[Record] = [
        {
            "upstream": labels[one.upstream], "downstream": labels[one.downstream], "essential": one.essential,
            "substitute_group": one.substitute_group, "input_share": one.input_share, "note": one.note, **dict(one.extra),
        }
        for one in chain.dependencies
    ]  # fmt: skip
    resources: list[Record] = [
        {
            "name": one.name, "kind": one.kind, "segments": tuple(labels[segment] for segment in one.segments),
            "place": one.place, "source": one.source,
        }
        for one in chain.resources
    ]  # fmt: skip
    rows = suppliers[suppliers["chain_id"] == chain.chain_id]
    return written_chain(
        {
            "about": [about],
            "segments": [_segment_record(segment, region, language) for segment in chain.segments],
            "dependencies": dependencies,
            "suppliers": list(_supplier_records(rows, labels, regions, region, language)),
            "resources": resources,
        },
        language,
        choices=_region_choices(regions, language),
    )


def written_chain(sheets: Mapping[str, Sequence[Record]], language: Language, *, choices: Choices | None = None) -> bytes:
    """A chain workbook from records per sheet code (about, segments, dependencies, suppliers, resources)."""
    return table_workbook([sheet(form, sheets.get(form.name, ()), language, choices) for form in columns.CHAIN_WORKBOOK])


def regions_workbook(regions: RegionTree, language: Language = "zh") -> bytes:
    """The region table in the order of its sheet."""
    records: list[Record] = [
        {
            "region_id": one.region_id, "name_zh": one.name_zh, "name_en": one.name_en, "parent": one.parent, "level": one.level,
            "overlaps": one.overlaps, "aliases": one.aliases,
        }
        for one in regions.regions
    ]  # fmt: skip
    return table_workbook([sheet(columns.REGIONS, records, language)])


def plan_workbook(plan: Plan, chains: Sequence[Chain], language: Language = "zh") -> bytes:
    """Goals, clauses and clusters of a plan; segments are written by name within the clause's chain, else by id."""
    labels = {chain.chain_id: _segment_labels(chain, language) for chain in chains}
    goals: list[Record] = [
        {
            "goal_id": one.goal_id, "name_zh": one.name_zh, "name_en": one.name_en, "target": one.target, "unit": one.unit,
            "unit_en": one.unit_en, "start": one.start, "due": one.due, "current": one.current,
            "source": one.source, "as_of": one.as_of, "note": one.note,
        }
        for one in plan.goals
    ]  # fmt: skip
    clauses: list[Record] = [
        {
            "section": one.section, "text": one.text, "action": one.action, "chain": one.chain_id, "note": one.note,
            "segments": tuple(labels.get(one.chain_id or "", {}).get(segment, segment) for segment in one.segments),
        }
        for one in plan.clauses
    ]  # fmt: skip
    clusters: list[Record] = [
        {"name": one.name, "place": one.place, "chain": one.chain_id, "note": one.note} for one in plan.clusters
    ]
    return written_plan({"goals": goals, "clauses": clauses, "clusters": clusters}, language, chain_ids=tuple(labels))


def written_plan(sheets: Mapping[str, Sequence[Record]], language: Language, *, chain_ids: tuple[str, ...]) -> bytes:
    """A plan workbook from records per sheet code (goals, clauses, clusters)."""
    return table_workbook(
        [sheet(form, sheets.get(form.name, ()), language, {"chain": chain_ids}) for form in columns.PLAN_WORKBOOK]
    )


def dataset_workbooks(dataset: Dataset, language: Language = "zh") -> dict[str, bytes]:
    """Workbooks that read back as the dataset: chains/<chain-id>.xlsx, regions.xlsx and, when there is one, plan.xlsx."""
    books = {
        f"chains/{chain.chain_id}.xlsx": chain_workbook(chain, dataset.suppliers, dataset.regions, language)
        for chain in dataset.chains
    }
    books["regions.xlsx"] = regions_workbook(dataset.regions, language)
    if dataset.plan is not None:
        books["plan.xlsx"] = plan_workbook(dataset.plan, dataset.chains, language)
    return books


def template(language: Language = "zh", regions: RegionTree | None = None) -> bytes:
    """A chain workbook to fill in: one small example, drop-downs, and a guide to every column."""
    examples = {form.name: [_example(form, language)] for form in columns.CHAIN_WORKBOOK}
    examples["segments"].append(_example_user(language))
    tables = [sheet(form, examples[form.name], language, _template_choices(regions, language)) for form in columns.CHAIN_WORKBOOK]
    return table_workbook([*tables, _guide(columns.CHAIN_WORKBOOK, language)])


def supplier_template(language: Language = "zh", regions: RegionTree | None = None, chains: Sequence[Chain] = ()) -> bytes:
    """A supplier list to fill in that comes alone: the chain stands in its first column.

    With chains the drop-downs hold them and their segments, and the example names the first ones.
    """
    form = supplier_list_format()
    labels = {_of(language, one.name_zh, one.name_en) or one.chain_id: _segment_labels(one, language) for one in chains}
    named = [(chain, label) for chain, segments in labels.items() for label in segments.values()]
    example = (
        _example(form, language) | dict(zip(("chain", "segment"), named[0], strict=True)) if named else _example(form, language)
    )
    choices = dict(_template_choices(regions, language))
    if named:
        choices |= {"chain": tuple(labels), "segment": tuple(dict.fromkeys(label for _, label in named))}
    return table_workbook([sheet(form, [example], language, choices), _guide((form,), language)])


def supplier_list_format() -> SheetFormat:
    """The supplier sheet with the chain in front."""
    own = columns.SUPPLIERS
    return SheetFormat(name=own.name, zh=own.zh, en=own.en, also=own.also, columns=(columns.CHAIN_COLUMN, *own.columns))


def sheet(form: SheetFormat, records: Sequence[Record], language: Language, choices: Choices | None = None) -> Table:
    """Records as a table with the sheet's headers, notes and drop-downs; columns that are not ours follow at the end."""
    own = {column.name for column in form.columns}
    extra = tuple(dict.fromkeys(key for record in records for key in record if key not in own))
    return Table(
        name=_of(language, form.zh, form.en),
        columns=(
            *(_table_column(column, form, language, choices or {}) for column in form.columns),
            *(TableColumn(header=header) for header in extra),
        ),
        rows=[
            [
                *(_shown(record.get(column.name), column, language) for column in form.columns),
                *(_text(record.get(header), language) for header in extra),
            ]
            for record in records
        ],
        frozen_columns=_FROZEN.get(form.name, 1),
        key_value=form.key_value,
    )


def _table_column(column: Column, form: SheetFormat, language: Language, choices: Choices) -> TableColumn:
    words = _vocabulary_words(column, language) or choices.get(column.name, ())
    return TableColumn(
        header=_of(language, column.zh, column.en),
        kind=_SHOWN_AS.get(column.kind, CellKind.TEXT),
        width=column.width,
        required=column.required,
        note="\n".join(_notes(column, language)),
        choices=words,
        choices_from=_source_of_choices(column, form, language),
    )


def _source_of_choices(column: Column, form: SheetFormat, language: Language) -> tuple[str, int] | None:
    stands_alone = form.columns[0] is columns.CHAIN_COLUMN
    if column.kind is Kind.SEGMENT and not stands_alone:
        label = "name_zh" if language == "zh" else "segment_id"
        return _of(language, columns.SEGMENTS.zh, columns.SEGMENTS.en), _position(columns.SEGMENTS, label)
    if form is columns.REGIONS and column.name == "parent":
        return _of(language, form.zh, form.en), _position(form, "region_id")
    return None


def _position(form: SheetFormat, name: str) -> int:
    return [column.name for column in form.columns].index(name)


def _notes(column: Column, language: Language) -> Iterable[str]:
    if column.required:
        yield say("workbook.required", language)
    if note := _of(language, column.note_zh, column.note_en):
        yield note
    elif column.kind not in (Kind.TEXT, Kind.WORD):
        yield say(f"workbook.kind.{column.kind.value}", language)
    if words := _vocabulary_words(column, language):
        yield say("workbook.words", language, words=words)


def _vocabulary_words(column: Column, language: Language) -> tuple[str, ...]:
    if column.kind is Kind.YES_NO:
        return tuple(say(f"workbook.{answer}", language) for answer in ("yes", "no"))
    if column.vocabulary is None:
        return ()
    return tuple(spelled[LANGUAGES.index(language)] for spelled in spellings(column.vocabulary).values())


def _shown(value: Field, column: Column, language: Language) -> Value:
    if column.vocabulary is not None and isinstance(value, str) and value:
        return spellings(column.vocabulary)[column.vocabulary(value)][LANGUAGES.index(language)]
    if isinstance(value, bool | tuple):
        return _text(value, language)
    if isinstance(value, float) and value != value:  # NaN: blank
        return None
    return value


def _text(value: Field, language: Language) -> str:
    if isinstance(value, bool):
        return say("workbook.yes" if value else "workbook.no", language)
    if isinstance(value, tuple):
        return "；".join(value)
    return "" if value is None else str(value)


def _segment_record(segment: Segment, region: Callable[[str], str], language: Language) -> Record:
    own = {column.name for column in columns.SEGMENTS.columns} - {"checked"}
    checked = _not_checked(language) if segment.checked_region is None else region(segment.checked_region)
    return {**{name: getattr(segment, name) for name in own}, "checked": checked, **dict(segment.extra)}


def _supplier_records(
    rows: pd.DataFrame, labels: Mapping[str, str], regions: RegionTree, region: Callable[[str], str], language: Language
) -> Iterable[Record]:
    meant: dict[str, str | None] = {place: regions.resolve(place) for place in rows["place"].unique()}
    for row in rows.to_dict("records"):
        extra = json.loads(row["extra"]) if row["extra"] else {}
        place = {"place": row["place"]}
        if meant[row["place"]] != row["region_id"]:  # a person decided what this place means
            place = {"place": region(row["region_id"]), _of(language, *columns.PLACE_AS_WRITTEN): row["place"]}
        country = region(row["control_country"]) if row["control_country"] else ""
        yield {
            **{column.name: row.get(column.name) for column in columns.SUPPLIERS.columns},
            **place, "segment": labels[row["segment_id"]], "control_country": country, **extra,
        }  # fmt: skip


def _segment_labels(chain: Chain, language: Language) -> dict[str, str]:
    """Per id how other sheets name the segment: Chinese sheets by name where that means it alone, in a list of names too."""
    taken = [key for one in chain.segments for key in {matching_key(one.name_zh), matching_key(one.segment_id)}]
    names = {one.segment_id: one.name_zh for one in chain.segments if language == "zh" and pieces(one.name_zh) == (one.name_zh,)}
    sure = {segment_id: name for segment_id, name in names.items() if taken.count(matching_key(name)) == 1}
    return {one.segment_id: sure.get(one.segment_id, one.segment_id) for one in chain.segments}


def _region_labels(regions: RegionTree, language: Language) -> Callable[[str], str]:
    def label(region_id: str) -> str:
        name = _of(language, regions[region_id].name_zh, regions[region_id].name_en)
        return name if regions.resolve(name) == region_id and pieces(name) == (name,) else region_id

    return label


def _region_choices(regions: RegionTree, language: Language) -> Choices:
    label = _region_labels(regions, language)
    countries = tuple(label(one.region_id) for one in regions.regions if one.level is RegionLevel.COUNTRY)
    return {"checked": (_not_checked(language), *(label(one.region_id) for one in regions.regions)), "control_country": countries}


def _template_choices(regions: RegionTree | None, language: Language) -> Choices:
    return _region_choices(regions, language) if regions is not None else {}


def _example(form: SheetFormat, language: Language) -> dict[str, Field]:
    return {column.name: _example_of(column, language) for column in form.columns}


def _example_of(column: Column, language: Language) -> Field:
    text = column.example if language == "zh" else column.example_en or column.example
    if column.kind in (Kind.NUMBER, Kind.INTEGER, Kind.SHARE) and text:
        return float(text)
    if column.vocabulary is not None and text:
        return next(member for member, spelled in spellings(column.vocabulary).items() if text in spelled)
    return text if column.kind is not Kind.YES_NO else text == "是"


def _example_user(language: Language) -> dict[str, Field]:
    """The segment that the example of a dependency leads to."""
    return {
        "segment_id": columns.DEPENDENCIES.column("downstream").example,
        "name_zh": say("workbook.example_user", "zh"), "name_en": say("workbook.example_user", "en"),
        "stage": "end-use", "criticality": 5,
    }  # fmt: skip


def _guide(forms: Iterable[SheetFormat], language: Language) -> Table:
    headers = ("sheet", "column", "required", "meaning")
    return Table(
        name=say("workbook.guide", language),
        columns=tuple(TableColumn(header=say(f"workbook.guide.{header}", language), width=16) for header in headers),
        rows=[
            [
                _of(language, form.zh, form.en),
                _of(language, column.zh, column.en),
                say("workbook.yes", language) if column.required else "",
                " ".join(note for note in _notes(column, language) if note != say("workbook.required", language)),
            ]
            for form in forms
            for column in form.columns
        ],
        frozen_columns=2,
    )


def _not_checked(language: Language) -> str:
    return NOT_CHECKED[LANGUAGES.index(language)]


def _of(language: Language, zh: str, en: str) -> str:
    return zh if language == "zh" else en
