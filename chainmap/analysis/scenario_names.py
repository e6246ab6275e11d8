"""What a written name means in a dataset: companies, segments, regions, groups and states, or what is written like it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from chainmap.model.dataset import Dataset
from chainmap.model.names import company_core, matching_key
from chainmap.model.vocabulary import Status, spellings

Slot = tuple[str, str]  # (chain_id, segment_id)
_NEAREST = 5
_ALIKE = 50.0  # of 100
_SEPARATORS = re.compile(r"[\n\r;；、\t]+|，(?![^（]{0,80}）)")
_NUMBERED = re.compile(r"^\s*(\d+\s*[.、)）]|[-•·*])\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownName:
    """A name that cannot be understood. `kind` is company, group, segment, region, status, row or step.

    `nearest` is what is like it; where `ambiguous`, it is everything that it may mean.
    """

    kind: str
    name: str
    nearest: tuple[str, ...] = ()
    ambiguous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedNames:
    """A list of company names beside the register: (name as written, key), and the names that it does not have."""

    found: tuple[tuple[str, str], ...]
    unknown: tuple[UnknownName, ...]


def find_segment(dataset: Dataset, name: str) -> Slot | UnknownName:
    """The segment that a text means; an id or name that two chains have is not enough."""
    slots = {
        f"{chain.chain_id}/{one.segment_id}": (chain.chain_id, one.segment_id)
        for chain in dataset.chains
        for one in chain.segments
    }
    if name in slots:
        return slots[name]
    wanted = matching_key(name)
    named = [
        (chain.chain_id, one.segment_id)
        for chain in dataset.chains
        for one in chain.segments
        if name == one.segment_id or (wanted and wanted in (matching_key(one.name_zh), matching_key(one.name_en)))
    ]
    if len(named) == 1:
        return named[0]
    if named:
        return UnknownName(kind="segment", name=name, nearest=tuple("/".join(slot) for slot in named), ambiguous=True)
    texts = {ref: ref.partition("/")[2] for ref in slots}
    texts |= {
        f"{chain.chain_id}/{one.segment_id}": one.name_zh
        for chain in dataset.chains
        for one in chain.segments
        if not name.isascii()
    }
    return UnknownName(kind="segment", name=name, nearest=_alike(name.rpartition("/")[2], texts))


def find_company(dataset: Dataset, name: str) -> str | UnknownName:
    """The company_key that a text means: a key, a code (统一社会信用代码), or a name as any row writes it."""
    return _Companies(dataset).find(name)


def find_companies(dataset: Dataset, text: str) -> MatchedNames:
    """The companies of a pasted list, one a line or separated by ；、; numbers and bullets before a name are passed over."""
    names = dict.fromkeys(filter(None, (_NUMBERED.sub("", part).strip() for part in _SEPARATORS.split(text))))
    index = _Companies(dataset)
    read = [(name, index.find(name)) for name in names]
    return MatchedNames(
        found=tuple((name, key) for name, key in read if isinstance(key, str)),
        unknown=tuple(key for _name, key in read if isinstance(key, UnknownName)),
    )


def find_group(dataset: Dataset, name: str) -> str | UnknownName:
    """The group that a text means, as the register writes it."""
    groups = sorted(set(dataset.suppliers["company_group"]) - {""})
    wanted = matching_key(name)
    same = [group for group in groups if group == name or (wanted and matching_key(group) == wanted)]
    if len(same) == 1 or name in same:
        return name if name in same else same[0]
    if same:
        return UnknownName(kind="group", name=name, nearest=tuple(same), ambiguous=True)
    return UnknownName(kind="group", name=name, nearest=_alike(wanted, {group: matching_key(group) for group in groups}))


def find_region(dataset: Dataset, name: str) -> str | UnknownName:
    """The region of this id, name or alias. An address that merely contains one is not enough: more would be cut than meant."""
    regions = dataset.regions.regions
    if name.strip() in dataset.regions:
        return name.strip()
    wanted = matching_key(name)
    spelled = {one.region_id: (one.name_zh, one.name_en, *(alias.lstrip("=") for alias in one.aliases)) for one in regions}
    same = [region for region, names in spelled.items() if wanted and wanted in map(matching_key, names)]
    if len(same) == 1:
        return same[0]
    if same:
        return UnknownName(kind="region", name=name, nearest=tuple(same), ambiguous=True)
    written = {f"{region}|{text}": matching_key(text) for region, names in spelled.items() for text in names if text}
    near = dict.fromkeys(found.partition("|")[0] for found in _alike(wanted, written))
    return UnknownName(kind="region", name=name, nearest=tuple(near))


def find_status(word: str) -> Status | UnknownName:
    """The status of a supplier that a word means."""
    for status, spelled in spellings(Status).items():
        if word == status.value or word in spelled:
            return Status(status)
    return UnknownName(kind="status", name=word, nearest=tuple(status.value for status in Status))


class _Companies:
    """The companies of a register by every way in which they are written."""

    def __init__(self, dataset: Dataset) -> None:
        suppliers = dataset.suppliers
        self._keys = frozenset(suppliers["company_key"])
        self._named: dict[str, dict[str, None]] = {}
        self._names: dict[str, str] = {}
        rows = suppliers[["company", "uscc", "company_key"]].drop_duplicates()
        for name, uscc, key in rows.itertuples(index=False, name=None):
            for written in filter(None, (matching_key(name), matching_key(uscc))):
                self._named.setdefault(written, {})[str(key)] = None
            self._names.setdefault(name, company_core(name))

    def find(self, name: str) -> str | UnknownName:
        """The key that a name, code or key means."""
        if name in self._keys:
            return name
        keys = sorted(self._named.get(matching_key(name), ()))
        if len(keys) == 1:
            return keys[0]
        if keys:
            return UnknownName(kind="company", name=name, nearest=tuple(keys), ambiguous=True)
        return UnknownName(kind="company", name=name, nearest=self._like(name))

    def _like(self, name: str) -> tuple[str, ...]:
        """Names that hold this one or are held by it, then those that are spelled alike."""
        core = company_core(name)
        held = [
            text for text, other in self._names.items() if len(core) > 1 and (core in other or (len(other) > 2 and other in core))
        ]
        alike = _alike(core, dict(sorted(self._names.items())))
        return tuple(dict.fromkeys((*sorted(held, key=lambda text: (len(text), text)), *alike)))[:_NEAREST]


def _alike(text: str, choices: Mapping[str, str]) -> tuple[str, ...]:
    found: Iterable[tuple[str, float, str]] = process.extract(
        text, choices, scorer=fuzz.ratio, limit=_NEAREST, score_cutoff=_ALIKE
    )
    return tuple(key for _text, _score, key in found)
