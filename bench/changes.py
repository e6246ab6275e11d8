"""A change between two versions of the shipped data: split by cause, and shared among few or among all companies."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from chainmap.analysis.contributions import data_parts
from chainmap.analysis.decomposition import State, decompose
from chainmap.desk.workspace import open_folder
from chainmap.model.parameters import Parameters

_EVERY = {"few": 60, "many": 1}  # every so many rows is stopped


def changes(folder: Path, median: Callable[[Callable[[], object]], float]) -> None:
    """Prints the time of the split and of the shares, with data, and with data and parameters changed."""
    dataset = open_folder(folder).dataset
    assert dataset is not None
    before = State(dataset=dataset, parameters=Parameters())
    for name, every in _EVERY.items():
        rows = dataset.suppliers
        status = [("stopped" if at % every == 0 else one) for at, one in enumerate(rows["status"])]
        later = replace(dataset, suppliers=rows.assign(status=status))
        for q in (1.0, 0.6):
            after = State(dataset=later, parameters=Parameters(q=q))
            splits = decompose(before, after)
            split = median(partial(decompose, before, after))
            shares = median(partial(data_parts, before, after, splits))
            members = sum(len(one.contributions) for one in data_parts(before, after, splits))
            print(f"change of {name} rows, q {q:g}: split {split:.2f} s, shares of {members} companies {shares:.1f} s")
