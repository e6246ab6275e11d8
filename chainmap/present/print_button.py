"""A button that prints the page as the browser does."""

from chainmap.present.markup import Markup, element
from chainmap.present.view import View


def print_button(view: View) -> Markup:
    """Nothing is sent to Python: the browser's own dialog opens."""
    return element("button", view.say("overview.print"), type="button", class_="cm-do cm-print", data_print=True)
