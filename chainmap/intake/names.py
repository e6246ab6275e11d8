"""Names: what a misspelled one may mean, and which written names are one company (METHOD section 1)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rapidfuzz import fuzz, process

from chainmap.model.alias import Alias, AliasKind, Answer
from chainmap.model.names import clean, matching_key

_LIKE = 60.0  # of 100; below, a suggestion misleads more than it helps


def nearest(text: str, known: Mapping[str, str], limit: int = 3) -> tuple[str, ...]:
    """The likest of `known` (matching key → how it is written), best first, each once; () when none is much like it."""
    ranked = process.extract(matching_key(text), known.keys(), scorer=fuzz.ratio, limit=limit * 3, score_cutoff=_LIKE)
    return tuple(dict.fromkeys(known[key] for key, _, _ in ranked))[:limit]


class Written(NamedTuple):
    """How one row names its company; "" for what it leaves blank."""

    company: str
    uscc: str
    group: str


class Identities(NamedTuple):
    """Keys of companies, and the names that could not be told apart."""

    keys: dict[Written, str]
    ambiguous: dict[str, tuple[str, ...]]  # matching key of a name → the keys of the companies that bear it


def identities(written: Iterable[Written], decisions: Iterable[Alias] = ()) -> Identities:
    """The key of every company: `group:…`, else `uscc:…`, else `name:…`.

    Rows with one group are one company, and so are rows with one code. A code that occurs with exactly one group takes
    it. A name that occurs with exactly one code or group takes it; one with two stays apart, as `name:…`.
    """
    rows = tuple(dict.fromkeys(written))
    meant = {matching_key(one.written): matching_key(one.target) for one in decisions if _same_company(one)}
    names = {row: _meant(name_key(row.company), meant) for row in rows}
    group_of_code = _groups_of_codes(rows, names)
    known = {row: key for row in rows if (key := _own_key(row, group_of_code))}
    bearers: dict[str, dict[str, None]] = defaultdict(dict)
    for row, key in known.items():
        bearers[names[row]][key] = None
    keys = {row: known.get(row) or _key_of_name(names[row], bearers) for row in rows}
    return Identities(keys, {name: tuple(those) for name, those in bearers.items() if len(those) > 1})


def name_key(company: str) -> str:
    """Matching key of a company name; of a name that is all punctuation the cleaned text."""
    return matching_key(company) or clean(company)


def _same_company(decision: Alias) -> bool:
    return decision.kind is AliasKind.COMPANY and decision.answer is Answer.SAME


def _meant(key: str, meant: Mapping[str, str]) -> str:
    seen = {key}
    while (target := meant.get(key)) is not None and target not in seen:
        seen.add(target)
        key = target
    return key


def _groups_of_codes(rows: Iterable[Written], names: Mapping[Written, str]) -> dict[str, str]:
    """Code → group for codes that occur with exactly one group, in a row or through a name with one of each."""
    of_code: dict[str, set[str]] = defaultdict(set)
    groups_of_name: dict[str, set[str]] = defaultdict(set)
    codes_of_name: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.uscc:
            codes_of_name[names[row]].add(row.uscc)
        if row.group:
            groups_of_name[names[row]].add(matching_key(row.group))
        if row.uscc and row.group:
            of_code[row.uscc].add(matching_key(row.group))
    for name, codes in codes_of_name.items():
        groups = groups_of_name.get(name, set())
        if len(codes) == 1 and len(groups) == 1:
            of_code[next(iter(codes))] |= groups
    return {code: next(iter(groups)) for code, groups in of_code.items() if len(groups) == 1}


def _own_key(row: Written, group_of_code: Mapping[str, str]) -> str | None:
    if row.group:
        return f"group:{matching_key(row.group)}"
    if row.uscc:
        return f"group:{group_of_code[row.uscc]}" if row.uscc in group_of_code else f"uscc:{row.uscc}"
    return None


def _key_of_name(name: str, bearers: Mapping[str, Mapping[str, None]]) -> str:
    keys = tuple(bearers.get(name, ()))
    return keys[0] if len(keys) == 1 else f"name:{name}"
