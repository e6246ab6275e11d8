"""Bars of intervals: established part solid, open part hatched up to hi; for scores a tick at the after-loss value."""

from collections.abc import Callable

from chainmap.model.interval import Interval
from chainmap.present.html_table import figure
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import is_known, is_unknown, percent, percent_in_column
from chainmap.present.view import View
from chainmap.present.words import Language, say


def score_bar(interval: Interval, language: Language, *, label: str, after_loss: float | None = None) -> Markup:
    """The bar as escaped HTML; its colours come from the page's style, its text alternative says the numbers."""
    solid = element("i", class_="cm-solid", style=f"width:{_place(interval.lo)}")
    hatched = (
        None
        if is_known(interval)
        else element("i", class_="cm-open", style=f"left:{_place(interval.lo)};width:{_place(interval.width)}")
    )
    tick = None if after_loss is None else element("i", class_="cm-tick", style=f"left:{_place(after_loss)}")
    return element(
        "div", solid, hatched, tick, class_="cm-bar", role="img", aria_label=_spoken(interval, language, label, after_loss)
    )


def after_loss_figure(view: View, value: float, asked: str, *, in_column: bool = False) -> Markup:
    """`稳健值 7.8 %` beside a bar with its tick, which opens to the companies that are lost."""
    shown = percent_in_column(value) if in_column else percent(value)
    return figure(view.say("score.after-loss", value=shown), asked, hint=view.say("hint.after-loss"))


def after_loss_beside(
    view: View, interval: Interval, value: float | None, own: str, *, where: str = "", in_column: bool = False
) -> Markup:
    """The after-loss value of a score beside its bar. Where nothing of the score is known, that word, which opens to the score.

    `own` is the score and its chain (`coverage:ic`), `where` the side that the figures ask.
    """
    if value is None or is_unknown(interval):
        return figure(view.say("score.after-loss-unknown"), f"why:{where}{own}", hint=view.say("hint.after-loss-unknown"))
    return after_loss_figure(view, value, f"why:{where}after-loss:{own}", in_column=in_column)


def known_text(view: View, interval: Interval, value: float, shown: Callable[[float], str] = percent_in_column) -> str:
    """What is established of a cover or score, or what it keeps after a loss; where nothing of it is known, that word."""
    return view.say("compare.unknown") if is_unknown(interval) else shown(value)


def loss_topic(cover: Interval) -> str:
    """What the answer to "why" of a loss begins with; where nothing of the cover is known, that of the cover."""
    return "cover" if is_unknown(cover) else "lost"


def gain_bar(interval: Interval, most: float) -> Markup:
    """Below a figure of a table's column: the same on one scale, so that the column is seen before it is read.

    `most` is the largest upper end of the column. For eyes only: the figure says the numbers.
    """
    scale = most or 1.0
    solid = element("i", class_="cm-solid", style=f"width:{_place(interval.lo / scale)}")
    left, width = _place(interval.lo / scale), _place(interval.width / scale)
    hatched = None if is_known(interval) else element("i", class_="cm-open", style=f"left:{left};width:{width}")
    return element("div", solid, hatched, class_="cm-bar cm-gain", aria_hidden="true")


def _spoken(interval: Interval, language: Language, label: str, after_loss: float | None) -> str:
    spoken = say("bar.spoken", language, label=label, lo=percent(interval.lo), hi=percent(interval.hi))
    return spoken if after_loss is None else spoken + say("bar.spoken-after-loss", language, value=percent(after_loss))


def _place(share: float) -> str:
    return f"{min(max(share, 0.0), 1.0) * 100:.4g}%"
