"""The answer to "why" about a change between versions: `coverage:ic`, `part:data:coverage:ic`, `share:…`, `verdict:ic/resist`."""

from chainmap.analysis.decomposition import Cause, Split
from chainmap.model.vocabulary import Score
from chainmap.present.answer import Answer
from chainmap.present.change import Change
from chainmap.present.contribution_table import SCORES
from chainmap.present.view import View
from chainmap.present.why_cause import cause_part, member_share
from chainmap.present.why_change import score_change
from chainmap.present.why_two_sides import verdict_change


def change_answer(view: View, change: Change, asked: str, *, opened: str | None) -> Answer | None:
    """None when what was asked for is in neither version; `opened` is the segment (`chain/segment`) that stands open."""
    topic, *rest = asked.split(":")
    try:
        match topic, rest:
            case ("verdict", [slot]):
                return verdict_change(view, change, slot)
            case ("part", [cause, score, chain_id]):
                split = _split(change, score, chain_id)
                return cause_part(view, change, split, Cause(cause)) if split else None
            case ("share", [score, chain_id, *key]):
                part = next((one for one in change.data if one.chain_id == chain_id), None)
                found = Score(score)
                known = part is not None and found in SCORES
                return member_share(view, change, part, found, ":".join(key), opened=opened) if part and known else None
            case (score, [chain_id]):
                split = _split(change, score, chain_id)
                return score_change(view, change, split, opened=opened) if split else None
    except ValueError:  # a word of an address that is none of ours
        return None
    return None


def _split(change: Change, score: str, chain_id: str) -> Split | None:
    wanted = Score(score)
    return next((one for one in change.splits if one.chain_id == chain_id and one.score is wanted), None)
