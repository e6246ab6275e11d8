"""The way out of filters: a button beside what they leave, and in place of a list of which they leave nothing."""

from chainmap.present.markup import Markup, element, join
from chainmap.present.view import View

CLEAR = "clear-filters"  # what it sends


def clear_button(view: View) -> Markup:
    """Lets all through again."""
    return element("button", view.say("filter.clear"), type="button", class_="cm-do", data_event=CLEAR)


def none_match(view: View, code: str) -> Markup:
    """The sentence of a code, and the way out."""
    return join((view.say(code), clear_button(view)), " ")
