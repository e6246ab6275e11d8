"""Answers as tables for a terminal. The same figures as on the pages, made by the same functions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from chainmap.analysis.assessment import ChainResult
from chainmap.model.finding import Fact
from chainmap.model.interval import Interval
from chainmap.model.vocabulary import Action, Score, Verdict
from chainmap.present.numbers import interval_percent, listed, percent, percent_points
from chainmap.present.score_bar import known_text
from chainmap.present.view import View
from chainmap.present.words import Language, say

if TYPE_CHECKING:
    from chainmap.analysis.side_by_side import SideBySide

SCORES = (Score.COVERAGE, Score.CONTROLLED_COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)
_WORST_NAMED = 5
_CLOSED = 1e-9  # a smaller change is rounding


def assessment_tables(view: View) -> Group:
    """Per chain the scores of every region of the ladder, then its segments per verdict."""
    parts: list[RenderableType] = []
    for chain in view.assessment.chains:
        parts += [_scores(view, chain), Text(_verdicts(view, chain)), Text("")]
    return Group(*parts)


def gap_table(view: View, answer: Mapping[str, Any], score: Score) -> Group:
    """The gap list of `report.gaps_json` by a score, then the best sets and the unlock sets where they were asked for."""
    table = _table(
        view, "rank", "chain", "segment", "verdict", "action", "coverage-gain", "pull", "reliance-gain", "continuity-gain"
    )
    for rank, gap in enumerate(answer["gaps"], start=1):
        gains = gap["gains"]
        chain = view.assessment.chain(gap["chain"])
        table.add_row(
            str(rank), view.chain(chain.chain), view.segment(chain.segment(gap["segment"]).segment),
            view.word(Verdict(gap["verdict"])), view.word(Action(gap["action"])), percent_points(gains["coverage"]),
            "–".join(percent(end) for end in dict.fromkeys(gains["pull"])), percent_points(gains["self_reliance"]),
            percent_points(gains["continuity"]),
        )  # fmt: skip
    return Group(table if answer["gaps"] else Text(view.say("gaps.none")), *_best(view, answer, score))


def target_table(view: View, answer: Mapping[str, Any]) -> Group:
    """The companies of `report.targets_json` with their first sentences; gaps without anybody; the best few."""
    table = _table(view, "rank", "company", "chain", "segment", "pulled-gain", "coverage-gain", "first-sentence")
    for rank, target in enumerate(answer["targets"], start=1):
        gains = target["gains"]
        table.add_row(
            str(rank), target["company"], *_names(view, target), percent_points(gains["coverage"] * gains["pull"][0]),
            percent_points(gains["coverage"]), target["first_sentence"],
        )  # fmt: skip
    listed = table if answer["targets"] else Text(view.say("targets.none-in-chain"))
    return Group(listed, *_nobody(view, answer), *_best_companies(view, answer))


def _nobody(view: View, answer: Mapping[str, Any]) -> Iterable[RenderableType]:
    for one in answer["nobody_known"]:
        words = tuple(word for name in ("makers", "products", "standards", "fairs") for word in one["search"][name])
        yield Text(view.say("console.nobody", segment=_names(view, one)[1], words=words))


def _best_companies(view: View, answer: Mapping[str, Any]) -> Iterable[RenderableType]:
    for best in answer.get("best_companies", ()):
        exact = view.say("console.exact" if best["exact"] else "console.bounded", bound=percent(best["bound"]))
        companies = tuple(f"{one['company']} ({', '.join(one['segments'])})" for one in best["companies"])
        yield Text(
            view.say("console.best-companies", k=best["k"], value=percent(best["value"]), exact=exact, companies=companies)
        )


def _names(view: View, row: Mapping[str, Any]) -> tuple[str, str]:
    chain = view.assessment.chain(row["chain"])
    return view.chain(chain.chain), view.segment(chain.segment(row["segment"]).segment)


def before_after_table(view: View, answer: Mapping[str, Any]) -> Table:
    """The scores of `report.scenario_json` at their headline regions, before and after."""
    table = _table(view, "chain", "score", "region", "before", "after", "change")
    for chain_id, before in answer["before"].items():
        after = answer["after"][chain_id]
        for score in SCORES:
            region = view.assessment.headline(score)
            ends = [row[region][score.value] for row in (before, after)]
            table.add_row(
                view.chain(view.assessment.chain(chain_id).chain), view.word(score), view.region(region),
                *(interval_percent(Interval(*pair)) for pair in ends), percent_points(ends[1][0] - ends[0][0]),
            )  # fmt: skip
    return table


def stress_table(view: View, answer: Mapping[str, Any]) -> Table:
    """The distributions of `report.stress_json`, each with its worst case by name."""
    title = view.say(
        "console.stress", region=view.region(answer["region"]), companies=answer["companies"], draws=answer["draws"],
        seed=answer["seed"],
    )  # fmt: skip
    table = _table(view, "chain", "score", "before", "median", "low", "least", "harmed", "worst", title=title)
    for one in answer["distributions"]:
        quantiles = one["quantiles"]
        figures = (one["before"], quantiles["0.5"], quantiles["0.05"], quantiles["0"], one["harmed_share"])
        worst = listed(one["worst"][0]["companies"], view.language, at_most=_WORST_NAMED) if one["worst"] else "–"
        chain = view.chain(view.assessment.chain(one["chain"]).chain)
        table.add_row(chain, view.word(Score(one["score"])), *map(percent, figures), Text(worst))
    return table


def weighted_table(view: View, answer: Mapping[str, Any]) -> Table:
    """The expected scores of `report.forecast_json` beside those of now."""
    table = _table(view, "chain", "score", "region", "before", "weighted", "change")
    for chain_id, scores in answer["weighted"].items():
        for score in (one for one in SCORES if one.value in scores):
            region = view.assessment.headline(score)
            before = answer["before"][chain_id][region][score.value][0]
            table.add_row(
                view.chain(view.assessment.chain(chain_id).chain), view.word(score), view.region(region), percent(before),
                percent(scores[score.value]), percent_points(scores[score.value] - before),
            )  # fmt: skip
    return table


def side_by_side_table(view: View, found: "SideBySide") -> Group:
    """Per chain one row a region: its own coverage, then self-reliance and continuity inside it."""
    tables: list[RenderableType] = []
    for chain in view.assessment.chains:
        table = _table(view, "region", *(score.value for score in SCORES), title=view.chain(chain.chain))
        for one in found.assessments:
            scores = one.chain(chain.chain.chain_id).scores[one.region]
            table.add_row(view.region(one.region), *(interval_percent(scores[score]) for score in SCORES))
        tables.append(table)
    return Group(*tables)


def rows_table(language: Language, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """Any rows under headers whose texts are `console.…` codes."""
    table = Table(box=box.SIMPLE_HEAD)
    for header in headers:
        table.add_column(say(f"console.{header}", language), overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    return table


def _scores(view: View, chain: ChainResult) -> Table:
    table = _table(view, "region", *(score.value for score in SCORES), "count-grade", title=view.chain(chain.chain))
    for region, scores in chain.scores.items():
        table.add_row(
            view.region(region), *(interval_percent(scores[score]) for score in SCORES), percent(chain.count_grade_share[region])
        )
        after = chain.after_loss[region]
        table.add_row(
            Text(view.say("console.after-loss"), style="dim"),
            *(
                Text(known_text(view, scores[score], after[score], percent) if score in after else "", style="dim")
                for score in SCORES
            ),
            "",
        )  # fmt: skip
    return table


def _verdicts(view: View, chain: ChainResult) -> str:
    counted = [(verdict, sum(1 for one in chain.segments if one.verdict is verdict)) for verdict in Verdict]
    return "  ".join(f"{view.word(verdict)} {count}" for verdict, count in counted if count)


def _best(view: View, answer: Mapping[str, Any], score: Score) -> Iterable[RenderableType]:
    for best in answer.get("best", ()):
        chain = view.assessment.chain(best["chain"])
        if best["value"] - chain.scores[view.assessment.headline(score)][score].lo < _CLOSED:
            facts: dict[str, Fact] = {"k": best["k"], "score": view.word(score), "value": percent(best["value"])}
            yield Text(view.say("console.best-none", chain=view.chain(chain.chain), **facts))
            continue
        names = tuple(view.segment(chain.segment(one.rpartition("/")[2]).segment) for one in best["segments"])
        exact = view.say("console.exact" if best["exact"] else "console.bounded", bound=percent(best["bound"]))
        yield Text(
            view.say(
                "console.best",
                chain=view.chain(chain.chain),
                k=best["k"],
                segments=names,
                value=percent(best["value"]),
                exact=exact,
            )
        )
    for unlocked in answer.get("unlock_sets", ()):
        yield Text(view.say("console.unlock", segments=tuple(_segment_name(view, one) for one in unlocked)))


def _segment_name(view: View, written: str) -> str:
    """Name of what the JSON writes as `chain/segment`, or as the bare id where that is the only one."""
    chain_id, _, segment_id = written.rpartition("/")
    chains = [view.assessment.chain(chain_id)] if chain_id else view.assessment.chains
    own = (one for chain in chains for one in chain.segments if one.segment.segment_id == segment_id)
    return view.segment(next(own).segment)


def _table(view: View, *headers: str, title: str | None = None) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", title_style="bold")
    for header in headers:
        table.add_column(view.say(f"console.{header}"), overflow="fold")
    return table
