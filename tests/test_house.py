"""The house of the design: floors, one direction, and which library is imported where."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = {"model": 0, "intake": 1, "analysis": 1, "store": 1, "desk": 2, "present": 2, "app": 3, "cli": 3, "__main__": 4}

# Library → the only files (prefixes) that may import it.
ONLY_IN = {
    "streamlit": ("chainmap/app/", "streamlit_app.py"),
    "pyvis": ("chainmap/present/chain_map.py",),
    "ibis": ("chainmap/analysis/cover.py", "chainmap/intake/register.py"),
    "python_calamine": ("chainmap/intake/",),
    "networkx": ("chainmap/analysis/", "chainmap/intake/", "chainmap/present/layout.py"),
    "sqlalchemy": ("chainmap/store/",),
    "psycopg": ("chainmap/store/",),
    "xlsxwriter": ("chainmap/present/", "chainmap/intake/"),
    "docx": ("chainmap/present/",),
    "matplotlib": ("chainmap/present/",),
    "latex2mathml": ("chainmap/present/mathematics.py",),
    "typer": ("chainmap/cli/",),
}


def _files() -> list[Path]:
    return [*sorted((ROOT / "chainmap").rglob("*.py")), ROOT / "streamlit_app.py"]


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = str(node.module)
            yield module
            if module == "chainmap":
                yield from (f"chainmap.{alias.name}" for alias in node.names)


def _room(module_or_path: str) -> str | None:
    parts = module_or_path.removesuffix(".py").replace("/", ".").split(".")
    return parts[1] if parts[0] == "chainmap" and len(parts) > 1 and parts[1] in FLOORS else None


@pytest.mark.parametrize("path", _files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_from_its_own_room_and_from_floors_below(path: Path) -> None:
    own = _room(str(path.relative_to(ROOT)))
    floor = FLOORS[own] if own else 4
    for module in _imported(path):
        other = _room(module)
        if other and other != own:
            assert FLOORS[other] < floor, f"{path.name} on floor {floor} imports {module}"


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_imported_in_its_rooms_only(library: str) -> None:
    importers = [
        str(path.relative_to(ROOT))
        for path in _files()
        if any(module == library or module.startswith(library + ".") for module in _imported(path))
    ]
    assert importers, f"nobody imports {library}: delete it from the requirements"
    assert [one for one in importers if not one.startswith(ONLY_IN[library])] == []


def test_entry_stays_short() -> None:
    assert len((ROOT / "streamlit_app.py").read_text(encoding="utf-8").splitlines()) < 80


def test_no_module_is_called_after_nothing() -> None:
    assert [path for path in _files() if path.stem in {"utils", "util", "helpers", "common", "base", "misc"}] == []
