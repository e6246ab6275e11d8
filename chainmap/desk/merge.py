"""Two changes of one content: they land together when they speak of different things, else they conflict."""

from collections.abc import Collection, Hashable, Iterable
from typing import TypeVar

from chainmap.model.alias import Alias
from chainmap.model.version import Content, Source
from chainmap.store.versions import ordered

Part = TypeVar("Part", Source, Alias)


def merge(base: Content, mine: Content, theirs: Content, joined: Collection[str] = ()) -> Content | tuple[str, ...]:
    """`theirs` with my changes since `base` in it, or the scopes in which both changed something differently.

    Sources called `joined` hold both changes already, as I have them: they conflict with other sources only.
    """
    own_sources, other_sources = _changed(_by_name(base), _by_name(mine)), _changed(_by_name(base), _by_name(theirs))
    own_names, other_names = _changed(_by_key(base), _by_key(mine)), _changed(_by_key(base), _by_key(theirs))
    agreed = {name for name in own_sources & other_sources if mine.source(name) == theirs.source(name)} - set(joined)
    own, other = own_sources - agreed, other_sources - agreed
    clashes = _scopes(own, base, mine) & _scopes(other - set(joined), base, theirs)
    clashes |= _scopes(own - set(joined), base, mine) & _scopes(other, base, theirs)
    decided = {key for key in own_names & other_names if _meaning(_by_key(mine), key) != _meaning(_by_key(theirs), key)}
    if clashes or decided:
        return tuple(sorted({*clashes, *(f"name:{key[2]}" for key in decided)}))
    merged = _merged(_by_name(theirs), _by_name(mine), own)
    names = _merged(_by_key(theirs), _by_key(mine), own_names - other_names)
    return Content(sources=ordered(merged.values()), decisions=tuple(names.values()))


def _by_name(content: Content) -> dict[str, Source]:
    return {source.name: source for source in content.sources}


def _by_key(content: Content) -> dict[tuple[str, str, str, str], Alias]:
    return {alias.key: alias for alias in content.decisions}


_Key = TypeVar("_Key", bound=Hashable)


def _changed(base: dict[_Key, Part], after: dict[_Key, Part]) -> set[_Key]:
    return {key for key in base.keys() | after.keys() if base.get(key) != after.get(key)}


def _scopes(names: Iterable[str], base: Content, after: Content) -> set[str]:
    found = (one for name in names for one in (base.source(name), after.source(name)) if one is not None)
    return {scope for source in found for scope in source.scope}


def _meaning(names: dict[tuple[str, str, str, str], Alias], key: tuple[str, str, str, str]) -> tuple[str, ...] | None:
    return names[key].meaning if key in names else None


def _merged(theirs: dict[_Key, Part], mine: dict[_Key, Part], changed: Iterable[_Key]) -> dict[_Key, Part]:
    """Theirs, with what I changed as I have it."""
    wanted = set(changed)
    kept = {key: mine[key] if key in wanted else part for key, part in theirs.items() if key in mine or key not in wanted}
    return kept | {key: part for key, part in mine.items() if key in wanted and key not in kept}


__all__ = ["merge"]
