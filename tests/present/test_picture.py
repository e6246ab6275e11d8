"""Pictures are drawn from the map's positions, the same bytes every time, and only with a font that has Chinese."""

import re
import struct

import pytest

from chainmap.present import picture
from chainmap.present.layout import layout
from chainmap.present.picture import FontMissing, cjk_font, png, svg
from tests.present.views import example_view, shipped_view

needs_font = pytest.mark.skipif(cjk_font() is None, reason="no font for Chinese on this machine")


@needs_font
def test_a_png_has_two_pixels_per_unit() -> None:
    view = example_view()
    result = view.assessment.chains[0]
    placed = layout(result.chain)
    drawn = png(view, result, placed)
    width, height = struct.unpack(">II", drawn[16:24])
    assert drawn.startswith(b"\x89PNG")
    assert (width, height) == (pytest.approx(2 * placed.width, abs=2), pytest.approx(2 * (placed.height + 52), abs=2))


@needs_font
@pytest.mark.parametrize("draw", [svg, png])
def test_equal_inputs_give_equal_bytes(draw: object) -> None:
    assert callable(draw)
    view = example_view("en")
    assert draw(view, view.assessment.chains[0]) == draw(view, view.assessment.chains[0])


@needs_font
def test_an_svg_names_no_time_and_no_program() -> None:
    view = example_view()
    drawn = svg(view, view.assessment.chains[0]).decode()
    assert "<svg" in drawn
    assert not re.search(r"<dc:date>|matplotlib v\d", drawn.lower())


@needs_font
def test_a_shipped_chain_is_drawn_with_every_segment(recwarn: pytest.WarningsRecorder) -> None:
    view = shipped_view()
    result = view.assessment.chain("new-energy-materials")
    drawn = svg(view, result).decode()
    boxes = len(re.findall(r'<g id="patch_\d+">', drawn))
    assert boxes >= len(result.segments) + 2 * len(result.chain.dependencies)
    assert not [warning for warning in recwarn if "missing from font" in str(warning.message)]


def test_without_a_font_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "CJK_FONTS", ("No Such Font",))
    view = example_view()
    with pytest.raises(FontMissing):
        svg(view, view.assessment.chains[0])
