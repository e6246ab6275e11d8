"""Measurements, printed in one run: `python -m bench`. Ratios against a peer, medians of five. Nothing is tested here."""

import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from python_calamine import CalamineWorkbook

from bench.changes import changes
from bench.generated import chain, supplier_list
from bench.networkx_loop import gains as loop_gains
from bench.networkx_loop import graph
from bench.reruns import overview, reruns
from bench.shipped import shipped_versions
from bench.stress import stress
from bench.upload import uploads
from chainmap.analysis.assess import assess
from chainmap.analysis.companies import best_companies
from chainmap.analysis.gains import continuity_gains, coverage_gains, credit, pull, self_reliance_gains
from chainmap.analysis.network import build
from chainmap.analysis.scores import continuity, coverage, self_reliance
from chainmap.analysis.targets import targets
from chainmap.desk.workspace import open_folder
from chainmap.intake.supplier_list import load_supplier_list
from chainmap.present.brief import brief
from chainmap.present.chain_map import html
from chainmap.present.chain_svg import svg
from chainmap.present.folding import foldable, folded_map
from chainmap.present.layout import layout
from chainmap.present.target_list import target_workbook
from chainmap.present.targets_review import PAGE, target_table
from tests.present.chains import generated
from tests.present.views import shipped_view

ROOT = Path(__file__).parent.parent
REPEATS = 5


def main() -> None:
    """Prints every measurement with the machine's cores."""
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, medians of {REPEATS}")
    shipped()
    intake()
    with shipped_versions() as environment:
        os.environ.update(environment)
        uploads(ROOT / "data", overview().run)
        attraction()
        reruns()
    changes(ROOT / "data", median)
    gains_of_500()
    maps()
    stress()


def shipped() -> None:
    """`assess` of the shipped chains, from a cold process and warm."""
    command = [sys.executable, "-m", "chainmap", "assess", "data", "--format", "json"]
    cold = median(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True))
    read = median(lambda: open_folder(ROOT / "data"))
    dataset = open_folder(ROOT / "data").dataset
    assert dataset is not None
    warm = median(lambda: assess(dataset))
    print(f"assess of the shipped data: cold process {cold:.2f} s, warm {warm:.3f} s; reading the folder {read:.2f} s")


def intake() -> None:
    """A list of 100,000 rows: our whole intake against pandas with openpyxl and bare calamine, which check nothing."""
    dataset = open_folder(ROOT / "data").dataset
    assert dataset is not None
    first = dataset.chains[0]
    content = supplier_list(100_000, [one.segment_id for one in first.segments], ["上海", "江苏省", "浙江省", "日本", "广东省"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        path.write_bytes(content)
        ours = median(lambda: load_supplier_list(path.name, path.read_bytes(), dataset, chain_id=first.chain_id))
        openpyxl = median(lambda: pd.read_excel(io.BytesIO(content), engine="openpyxl"))
        bare = median(lambda: CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python())
    print(
        f"100,000 rows × 12: intake with all checks {ours:.1f} s; "
        f"{ours / openpyxl:.2f} of pandas with openpyxl ({openpyxl:.1f} s), "
        f"{ours / bare:.1f} times bare calamine ({bare:.1f} s)"
    )


def gains_of_500() -> None:
    """All gains of 500 segments against one scoring of them, and against a loop over a networkx graph."""
    network = build(chain(500))
    chance = np.random.default_rng(3)
    c = chance.choice([0.0, 0.2, 0.6, 1.0], network.size)
    hi = np.minimum(1.0, c + chance.choice([0.0, 0.4], network.size))
    regions = np.vstack([c * share for share in (0.2, 0.4, 0.6, 0.8, 1.0)])

    def scoring() -> None:
        for one_end, is_hi in ((regions, False), (np.vstack([hi] * 5), True)):
            coverage(network, one_end)
            self_reliance(network, one_end)
            continuity(network, one_end, hi=is_hi)

    def all_gains() -> None:
        coverage_gains(network, c)
        pull(network, c, hi)
        self_reliance_gains(network, c)
        continuity_gains(network, c)
        credit(network, c, network.fillable & (c < 1))

    made = graph(network)
    expected = loop_gains(made, c)
    assert np.allclose(self_reliance_gains(network, c)[network.fillable], expected[0][network.fillable])
    assert np.allclose(continuity_gains(network, c)[network.fillable], expected[1][network.fillable])
    score, ours, loop = median(scoring), median(all_gains), median(lambda: loop_gains(made, c))
    print(
        f"500 segments: one scoring (five regions, both ends) {score * 1000:.0f} ms; all gains {ours * 1000:.0f} ms, "
        f"{ours / score:.1f} scorings; a networkx loop {loop:.1f} s, {loop / ours:.0f} times ours"
    )


def attraction() -> None:
    """The targets page of all chains, warm: everything that it shows, and each part of it; and the documents."""
    view = shipped_view()
    found = targets(view.dataset, view.assessment)
    listed = median(lambda: targets(view.dataset, view.assessment))
    best = median(lambda: best_companies(view.dataset, view.assessment, found, 3))
    rows = list(enumerate(found.targets[:PAGE], start=1))
    table = median(lambda: target_table(view, found, rows, opened=None))
    app = overview()
    app.switch_page("chainmap/app/pages/targets.py").run()
    page = median(app.run)
    print(f"targets of all chains: list {listed:.2f} s, best three companies {best:.2f} s, {PAGE} rows {table * 1000:.0f} ms")
    print(f"targets page of all chains, warm: {page:.2f} s")
    excel, word = median(lambda: target_workbook(view, found)), median(lambda: brief(view, found, label=""))
    print(f"target list (.xlsx) {excel:.2f} s, brief of all chains (.docx) {word:.2f} s")


def maps() -> None:
    """Layouts of chains of several sizes, a shipped one with and without folded groups among them, and the map's file."""
    view = shipped_view()
    result = view.assessment.chain("ic-materials")
    groups = foldable(result.chain)
    print(f"map of {len(result.segments)} segments: layout {median(lambda: layout(result.chain)) * 1000:.0f} ms", end=", ")
    print(f"with all groups folded {median(lambda: folded_map(result, 'zh', groups)) * 1000:.0f} ms", end=", ")
    print(f"offline file {median(lambda: html(view, result)):.2f} s, SVG {median(lambda: svg(view, result)) * 1000:.0f} ms")
    for size, layers in ((150, 8), (300, 9)):
        described = generated(size, layers, 1)
        print(f"map of {size} segments: layout {median(partial(layout, described)) * 1000:.0f} ms")


def median(work: Callable[[], object]) -> float:
    """Median seconds of five runs."""
    seconds = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


if __name__ == "__main__":
    main()
