"""Server time of a rerun of every page on the shipped data, after its first run: `python -m bench.reruns`. Medians of five."""

import os
import statistics
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from bench.shipped import shipped_versions

ROOT = Path(__file__).parent.parent
REPEATS = 5


def main() -> None:
    """Only these measurements, with the machine's cores and how busy it is."""
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before, medians of {REPEATS}")
    with shipped_versions() as environment:
        os.environ.update(environment)
        reruns()


def reruns() -> None:
    """Prints the pages, the slowest first, and the median over them; the environment says which database."""
    seconds = {page.stem: _rerun(page) for page in sorted((ROOT / "chainmap/app/pages").glob("[a-z]*.py"))}
    for page, (middle, slowest) in sorted(seconds.items(), key=lambda one: -one[1][0]):
        print(f"rerun of {page}: {middle * 1000:.0f} ms, slowest {slowest * 1000:.0f} ms")
    print(f"rerun of a page, median of {len(seconds)}: {statistics.median(one for one, _ in seconds.values()) * 1000:.0f} ms")


def overview() -> AppTest:
    """The app on its first page, open."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    app.run()
    return app


def _rerun(page: Path) -> tuple[float, float]:
    app = overview()
    app.switch_page(str(page.relative_to(ROOT))).run()
    assert not app.exception, f"{page}: {app.exception}"
    seconds = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        app.run()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), max(seconds)


if __name__ == "__main__":
    main()
