"""Pictures are drawn from the map's positions, the same bytes every time, and only with a font that has Chinese."""

import struct

import pytest

from chainmap.present import picture
from chainmap.present.layout import layout
from chainmap.present.picture import FontMissing, cjk_font, png
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
def test_equal_inputs_give_equal_bytes() -> None:
    view = example_view("en")
    assert png(view, view.assessment.chains[0]) == png(view, view.assessment.chains[0])


@needs_font
def test_every_sign_of_a_shipped_chain_is_in_a_font(recwarn: pytest.WarningsRecorder) -> None:
    view = shipped_view()
    assert png(view, view.assessment.chain("new-energy-materials")).startswith(b"\x89PNG")
    assert not [warning for warning in recwarn if "missing from font" in str(warning.message)]


def test_groups_are_called_in_the_language_of_the_picture() -> None:
    view = shipped_view("en")
    result = view.assessment.chain("aerospace-materials")
    placed = layout(result.chain, "en")
    written = {one.get_text() for one in picture._figure(view, result, placed).axes[0].texts}
    assert {lane.label for lane in placed.lanes} <= written


def test_without_a_font_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "CJK_FONTS", ("No Such Font",))
    view = example_view()
    with pytest.raises(FontMissing):
        png(view, view.assessment.chains[0])
