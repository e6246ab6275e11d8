"""Pictures of the pages of exported documents, as an office program lays them out: side by side on a screen of 1440 × 900.

Needs LibreOffice and poppler's pdftoppm; without them nothing is made.
"""

import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from chainmap.analysis.assess import assess
from chainmap.analysis.targets import TargetList, targets
from chainmap.desk.folder import open_folder
from chainmap.present.brief import brief
from chainmap.present.overview_document import overview_docx
from chainmap.present.target_list import target_workbook
from chainmap.present.view import View, in_plan_order
from chainmap.present.words import Language, say
from tests.office import SOFFICE, pdf_of

SIZE = (1440, 900)
_GROUND, _LINE, _GAP = "#D9DEE4", "#B4BCC5", 16
_SHARP = 150  # dots an inch, before the page is made to fit

Made = Callable[[View, TargetList, str], bytes]
DOCUMENTS: dict[str, tuple[str, Made, tuple[int, ...]]] = {  # name → file, what makes it, pages that are shown
    "report-document": ("report.docx", lambda view, _found, label: overview_docx(view, label=label), (1,)),
    "brief-document": ("brief.docx", lambda view, found, label: brief(view.only("ic-materials"), found, label=label), (1, 3)),
    "brief-map": ("brief.docx", lambda view, found, label: brief(view.only("ic-materials"), found, label=label), (2,)),
    "list-document": ("list.xlsx", lambda view, found, _label: target_workbook(view.only("ic-materials"), found), (1,)),
}


def possible() -> bool:
    """Whether this machine can lay documents out and draw them."""
    return SOFFICE is not None and shutil.which("pdftoppm") is not None


def document_picture(name: str, data: Path, language: Language) -> bytes:
    """The picture of a document of the shipped data, as a PNG in 256 colours."""
    file, made, pages = DOCUMENTS[name]
    dataset = open_folder(data).dataset
    assert dataset is not None
    view = View(assessment=in_plan_order(assess(dataset), dataset.plan), dataset=dataset, language=language)
    content = made(view, targets(dataset, view.assessment), say("source.folder", language, name=data.name))
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "made.pdf"
        pdf.write_bytes(pdf_of(content, file, Path(folder)))
        return _png(_side_by_side([_page(pdf, number) for number in pages]))


def _page(pdf: Path, number: int) -> Image.Image:
    command = ["pdftoppm", "-r", str(_SHARP), "-f", str(number), "-l", str(number), "-png", str(pdf)]
    return Image.open(io.BytesIO(subprocess.run(command, check=True, capture_output=True).stdout)).convert("RGB")


def _side_by_side(pages: list[Image.Image]) -> Image.Image:
    """The pages as large as they fit beside each other, each on its own sheet; of one upright page the upper part."""
    if len(pages) == 1 and pages[0].height > pages[0].width:
        pages = [pages[0].crop((0, 0, pages[0].width, pages[0].width * (SIZE[1] - _GAP) // (SIZE[0] - 2 * _GAP)))]
    room = ((SIZE[0] - _GAP * (len(pages) + 1)) / len(pages), SIZE[1] - 2 * _GAP)
    scale = min(min(room[0] / page.width, room[1] / page.height) for page in pages)
    shown = [page.resize((int(page.width * scale), int(page.height * scale)), Image.Resampling.LANCZOS) for page in pages]
    canvas = Image.new("RGB", SIZE, _GROUND)
    left = (SIZE[0] - sum(page.width for page in shown) - _GAP * (len(shown) - 1)) // 2
    for page in shown:
        top = (SIZE[1] - page.height) // 2
        canvas.paste(Image.new("RGB", (page.width + 2, page.height + 2), _LINE), (left - 1, top - 1))
        canvas.paste(page, (left, top))
        left += page.width + _GAP
    return canvas


def _png(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.quantize(256, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
    return stream.getvalue()
