"""Who needs a gap here: as text for lists and documents, and on pages with what opens to the users of the segment."""

from chainmap.present.gap_list import Gap
from chainmap.present.html_table import figure, figures_in, mark
from chainmap.present.markup import Part
from chainmap.present.numbers import listed
from chainmap.present.view import View

_NAMED = 2


def buyers_text(view: View, gap: Gap) -> str:
    """Who needs it here, by name; users of whom nobody knows are counted."""
    names, unknown = _parts(view, gap)
    if not unknown:
        return names or view.say("buyers.none")
    return view.say("buyers.and-unknown", names=names, unknown=unknown) if names else unknown


def buyers_cell(view: View, gap: Gap) -> Part:
    """The same; the names and the number open to the users that they stand for."""
    names, unknown = _parts(view, gap)
    if not names and not unknown:
        return view.say("buyers.none")
    named = figure(names, f"why:users:{gap.ref}:local") if names else None
    counted = figure(unknown, f"why:users:{gap.ref}:unknown") if unknown else None
    if named is None or counted is None:
        return named or counted
    told = view.say("buyers.and-unknown", names=mark("names"), unknown=mark("unknown"))
    return figures_in(told, {"names": named, "unknown": counted})


def _parts(view: View, gap: Gap) -> tuple[str, str]:
    names = listed((view.segment(gap.chain.segment(one).segment) for one in gap.buyers), view.language, at_most=_NAMED)
    return names, view.say("buyers.unknown", count=gap.unknown_buyers) if gap.unknown_buyers else ""
