"""Random stress: 10,000 draws over the shipped chains, and over a register of 20,000 generated rows."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from chainmap.analysis.assess import assess
from chainmap.analysis.assessment import Assessment
from chainmap.analysis.scenario import Lose, scenario
from chainmap.analysis.stress import lose_each, lose_one_by_one, lose_some
from chainmap.desk.workspace import open_folder
from chainmap.model.dataset import Dataset

ROOT = Path(__file__).parent.parent
REPEATS = 5
_ROWS = 20_000


def stress() -> None:
    """Prints the three ways of losing companies, and what one scenario costs beside them."""
    dataset = open_folder(ROOT / "data").dataset
    assert dataset is not None
    before = assess(dataset)
    _print("the shipped chains", dataset, before, "china")
    one = before.chains[0].chain.chain_id
    key = str(dataset.suppliers.loc[dataset.suppliers["chain_id"] == one, "company_key"].iloc[0])
    alone = _median(lambda: scenario(dataset, before, [Lose(company_key=key)]))
    print(f"one scenario of all shipped chains, verdicts and gains included: {alone * 1000:.0f} ms")
    large = _generated(dataset)
    _print(f"{_ROWS:,} rows", large, assess(large), "china", repeats=1)


def _print(name: str, dataset: Dataset, before: Assessment, region: str, repeats: int = REPEATS) -> None:
    some = _median(lambda: lose_some(dataset, before, number=5, region=region), repeats)
    each = _median(lambda: lose_each(dataset, before, probability=0.1, region=region), repeats)
    single = lose_one_by_one(dataset, before, region=region) if repeats > 1 else None
    companies = lose_some(dataset, before, number=1, region=region, draws=1).company_count
    told = (
        f", one by one ({single.draw_count} draws) {_median(lambda: lose_one_by_one(dataset, before, region=region)):.2f} s"
        if single
        else ""
    )
    print(f"10,000 draws over {name} ({companies:,} companies): five lost {some:.2f} s, each at 10 % {each:.2f} s{told}")


def _generated(dataset: Dataset) -> Dataset:
    """The shipped chains with a register of many rows: real rows under invented companies."""
    chosen = np.random.default_rng(1).integers(0, len(dataset.suppliers), _ROWS)
    rows = dataset.suppliers.iloc[chosen].reset_index(drop=True)
    names = pd.Series([f"企业{at}" for at in range(_ROWS)], dtype="str")
    return replace(dataset, suppliers=rows.assign(company=names, company_key="name:" + names, uscc="", company_group=""))


def _median(work: Callable[[], object], repeats: int = REPEATS) -> float:
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
