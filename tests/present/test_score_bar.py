from chainmap.model.interval import Interval
from chainmap.present.score_bar import score_bar


def test_established_part_is_solid_open_part_hatched_tick_at_after_loss() -> None:
    bar = score_bar(Interval(0.193, 0.835), "zh", label="本地覆盖率", after_loss=0.067)
    assert '<i class="cm-solid" style="width:19.3%"></i>' in bar
    assert '<i class="cm-open" style="left:19.3%;width:64.2%"></i>' in bar
    assert '<i class="cm-tick" style="left:6.7%"></i>' in bar


def test_known_score_has_no_hatched_part() -> None:
    assert "cm-open" not in score_bar(Interval(0.5, 0.5), "en", label="coverage")
    assert "cm-tick" not in score_bar(Interval(0.5, 0.5), "en", label="coverage")


def test_bar_is_spoken_for_who_does_not_see_it() -> None:
    bar = score_bar(Interval(0.2, 0.8), "en", label="coverage", after_loss=0.1)
    assert 'role="img"' in bar
    assert "coverage: 20\u00a0% established, 80\u00a0% at most; 10\u00a0% after the loss" in bar


def test_label_is_escaped() -> None:
    assert "<b>" not in score_bar(Interval(0, 1), "en", label='"><b>')
