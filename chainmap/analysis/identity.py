"""Which company a written name means, where names are compared many times: leads with leads, leads with the register."""

from collections.abc import Callable
from functools import cache

import pandas as pd

from chainmap.model.names import matching_key

Identity = Callable[[str], str]


def identity(suppliers: pd.DataFrame) -> Identity:
    """From a written name to the key of its company in the register; to its matching key where that is not one company.

    Two names with the same answer are one company: spelled alike, or merged by a code, a group or a decision.
    """
    keys: dict[str, set[str]] = {}
    for name, key in suppliers[["company", "company_key"]].drop_duplicates().itertuples(index=False, name=None):
        keys.setdefault(matching_key(name), set()).add(str(key))
    known = {name: next(iter(found)) for name, found in keys.items() if len(found) == 1}
    registered = {key for found in keys.values() for key in found}

    @cache
    def of(name: str) -> str:
        return name if name in registered else known.get(matching_key(name), matching_key(name))

    return of
