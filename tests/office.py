"""Documents as an office program lays them out: LibreOffice, where it is installed."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
_AS_WIDE_AS_TIMES = ("Times New Roman", "Liberation Serif", "Tinos", "Nimbus Roman", "TeX Gyre Termes")


def _letters() -> str:
    """The font that stands in for that of the documents here, "" where nothing tells."""
    ask = shutil.which("fc-match")
    return subprocess.run([ask, "Times New Roman", "family"], capture_output=True, text=True).stdout if ask else ""


needs_office = pytest.mark.skipif(
    SOFFICE is None or not any(name in _letters() for name in _AS_WIDE_AS_TIMES),
    reason="needs LibreOffice and a font as wide as Times New Roman",
)


def pdf_of(content: bytes, name: str, folder: Path) -> bytes:
    """The document as PDF; `name` says by its ending what it is."""
    (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / name).with_suffix(".pdf").read_bytes()


def page_count(pdf: bytes) -> int:
    """How many pages a PDF of LibreOffice has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))
