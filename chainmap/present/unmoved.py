"""Which scores stay between two versions, by name and region, and what moves in other regions all the same."""

from collections.abc import Iterator

from chainmap.model.vocabulary import Score
from chainmap.present.change import Change, chain_name
from chainmap.present.contribution_table import SCORES, STILL
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import percent_points
from chainmap.present.view import View

_NAMED = 3


def unmoved_names(view: View) -> dict[str, str]:
    """The three scores of the page, each with the region that it is told for."""
    return {
        "region": view.region(view.assessment.headline(Score.COVERAGE)),
        "home": view.region(view.assessment.headline(Score.SELF_RELIANCE)),
        "coverage": view.word(Score.COVERAGE),
        "reliance": view.word(Score.SELF_RELIANCE),
        "continuity": view.word(Score.CONTINUITY),
    }


def unmoved_sentence(view: View, change: Change) -> Markup:
    """That these scores are the same, and the largest moves of other regions."""
    text = view.say("compare.unchanged", **unmoved_names(view))
    moves = sorted(moved_elsewhere(view, change), key=lambda one: -abs(one[3]))
    if not moves:
        return element("span", text)
    told = [
        view.say(
            "compare.moved-there", chain=chain_name(change, chain_id), score=view.word(score), region=view.region(region),
            change=percent_points(moved),
        )
        for chain_id, score, region, moved in moves[:_NAMED]
    ]  # fmt: skip
    code = "compare.also-moved-more" if len(moves) > _NAMED else "compare.also-moved"
    more = view.say(code, moves=view.say("compare.moves-separator").join(told), count=len(moves) - _NAMED)
    return element("span", text, more)


def moved_elsewhere(view: View, change: Change) -> Iterator[tuple[str, Score, str, float]]:
    """(chain, score, region, points) of every score that moves in a region of the ladder that is not its headline one."""
    old = {one.chain.chain_id: one for one in change.before.chains}
    new = {one.chain.chain_id: one for one in change.after.chains}
    for chain in view.assessment.chains:
        chain_id = chain.chain.chain_id
        if chain_id not in old or chain_id not in new:
            continue
        before, after = old[chain_id].scores, new[chain_id].scores
        for region in after:
            for score in SCORES if region in before else ():
                moves = [after[region][score][end] - before[region][score][end] for end in (0, 1)]
                moved = moves[0] if abs(moves[0]) > STILL else moves[1]
                if region != view.assessment.headline(score) and abs(moved) > STILL:
                    yield chain_id, score, region, moved
