"""Where the system's Chromium is, for tests, benches and pictures."""

import shutil

_WITH_WINDOW = ("chromium", "chromium-browser", "google-chrome")
_WITHOUT_WINDOW = ("chromium-headless-shell",)  # the same engine, does less for a page


def chromium_of_tests() -> str | None:
    """Path of the Chromium that does least; none on this machine: None."""
    return _first(_WITHOUT_WINDOW + _WITH_WINDOW)


def chromium_of_people() -> str:
    """Path of a Chromium as people have it; without any the program ends with advice."""
    found = _first(_WITH_WINDOW + _WITHOUT_WINDOW)
    if found is None:
        raise SystemExit("no Chromium on this machine: apt-get install chromium")
    return found


def _first(names: tuple[str, ...]) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)
