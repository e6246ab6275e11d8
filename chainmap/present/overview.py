"""The overview: every chain in one sentence, its three scores, first gaps, goals of the plan, and what the data are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from chainmap.analysis.assessment import ChainResult, SegmentResult
from chainmap.model.vocabulary import Confidence, Score, State
from chainmap.present.finding_list import unused_files
from chainmap.present.gap_buyers import buyers_cell
from chainmap.present.gap_list import Gap, gaps, largest, to_check
from chainmap.present.goals import goals_table, no_plan
from chainmap.present.html_table import PLACE, Column, Row, around, figure, figures_in, html_table, mark, opener, unbroken_days
from chainmap.present.marks import chip, verdict_order
from chainmap.present.markup import Markup, Part, element, join
from chainmap.present.numbers import column_interval, count, day, established, is_unknown, listed, percent
from chainmap.present.provenance import shown_rows, shows_all
from chainmap.present.register_filter import Filter, as_text
from chainmap.present.score_bar import after_loss_beside, gain_bar, score_bar
from chainmap.present.since import Since, since_context, since_line
from chainmap.present.verdict_strip import verdict_strip
from chainmap.present.view import View, ref
from chainmap.present.why_unknowns import is_open

HEADLINES = (Score.COVERAGE, Score.SELF_RELIANCE, Score.CONTINUITY)
_NAMED_GAPS = 2
_NAMED_OF_ALL = 3
_HOLDING = 3
_FIRST_GAPS = 10
_OPEN = 1e-9
# The other pages print in landscape.
_PORTRAIT = Markup("@media print { @page { size: A4 portrait !important; margin: 10mm !important; } }")


def overview(view: View, *, label: str, since: Since | None = None, today: date | None = None) -> Markup:
    """The whole page as escaped HTML.

    `label` names the version or the folder that it was made from; `since` the one before. With `today` goals may be overdue.
    """
    return element(
        "div",
        element("style", _PORTRAIT),
        element("p", context_line(view, label, since), class_="cm-context"),
        _all_chains(view) if len(view.assessment.chains) > 1 else None,
        *(_chain_block(view, chain, since) for chain in view.assessment.chains),
        element("div", _first_gaps(view), _goals(view, today), class_="cm-two"),
        _about_the_data(view),
        class_="cm-page cm-overview",
    )


def context_line(view: View, label: str, since: Since | None = None) -> Markup:
    """Where am I: region, number of chains, version, age of the data, share of rows of low confidence."""
    dates = [chain.chain.as_of for chain in view.assessment.chains if chain.chain.as_of is not None]
    every: list[Part] = [
        element("b", view.region(view.assessment.region)),
        figure(view.say("context.chains", count=len(view.assessment.chains)), f"why:chains:{view.only_chain}"),
        label,
        figure(
            view.say("context.as-of", date=day(min(dates))) if dates else view.say("context.no-date"),
            f"why:age:{view.only_chain}",
        ),
        _before(view, since),
        *_rows_in_short(view),
    ]
    parts = [part for part in every if part is not None]
    return join((element("span", part) for part in parts), " ")  # the dots between them are of the page's style


def _before(view: View, since: Since | None) -> Part | None:
    """A folder has no versions, so that none is its first."""
    if since is None:
        return view.say("change.first-version") if view.assessment.version else None
    return since_context(view, since)


def chain_sentence(view: View, chain: ChainResult) -> str:
    """One chain in words: how many segments are there, absent, not checked, and which to fill first."""
    states = [view.say(f"sentence.{state.value}", count=number) for state, number in _states([chain])]
    number = len(chain.segments)
    counted = view.say("sentence.segments", count=number, more=number, states=view.say("sentence.comma").join(states))
    return counted + _first(view, chain)


def _sentence(view: View, chain: ChainResult) -> tuple[Part, Part]:
    """The same, with every count as a figure that opens to the segments counted."""
    own = chain.chain.chain_id
    return _counts(view, [chain], f"segments:{own}", f"state:{{state}}:{own}"), _first(view, chain)


def _counts(view: View, chains: Sequence[ChainResult], every: str, of_state: str) -> Markup:
    """Segments of these chains by state; `every` and `of_state` are what their figures ask."""
    number = sum(len(chain.segments) for chain in chains)
    parts = {"all": figure(count(number), f"why:{every}")}
    for state, count_of in _states(chains):
        words = view.say(f"sentence.{state.value}", count=count_of)
        parts[state.value] = figure(words, f"why:{of_state.format(state=state.value)}")
    states = _comma(view).join(mark(state.value) for state, _ in _states(chains))
    return figures_in(view.say("sentence.segments", count=mark("all"), more=number, states=states), parts)


def _states(chains: Sequence[ChainResult]) -> list[tuple[State, int]]:
    numbers = Counter(one.state for chain in chains for one in chain.segments)
    return [(state, numbers[state]) for state in State if numbers[state]]


def _first(view: View, chain: ChainResult) -> str:
    return _named_first(view.only(chain.chain.chain_id), _NAMED_GAPS)


def _named_first(view: View, at_most: int) -> str:
    for code, found in (("sentence.fill-first", gaps), ("sentence.check-first", to_check)):
        named = found(view)[:at_most]
        if named:
            return view.say(code, names=_told_apart(view, named))
    return view.say("sentence.no-gap")


def _told_apart(view: View, named: Sequence[Gap]) -> tuple[str, ...]:
    """Names of the segments; of those that share one, with their chain."""
    names = [view.segment(gap.result.segment) for gap in named]
    return tuple(
        view.say("sentence.of-chain", name=name, chain=view.chain(gap.chain.chain)) if names.count(name) > 1 else name
        for name, gap in zip(names, named, strict=True)
    )


def open_count(view: View, chain: ChainResult, score: Score) -> int:
    """How many segments are not known well enough for the score at its headline region."""
    region = view.assessment.headline(score)
    return sum(is_open(chain, one, score, region) for one in chain.segments)


def held_down_by(view: View, chain: ChainResult, *, at_most: int | None = _HOLDING) -> str:
    """The segments that hold continuity down, as words; empty when nothing does."""
    return listed((view.segment(one.segment) for one in _holding(chain)), view.language, at_most=at_most)


def _holding(chain: ChainResult) -> list[SegmentResult]:
    held = dict.fromkeys(segment_id for end in chain.end_segments if end.runnable.lo < 1 - _OPEN for segment_id in end.held_by)
    return [chain.segment(segment_id) for segment_id in held]


def _held(view: View, chain: ChainResult) -> Markup | None:
    """The first of them, each of which says why: its own cover, and which inputs are essential."""
    every = _holding(chain)
    if not every:
        return None
    names = (figure(view.segment(one.segment), f"why:runnable:{ref(chain.chain, one.segment.segment_id)}") for one in every)
    *first, last = list(names)[:_HOLDING]
    comma = _comma(view).strip()  # stays on the line of the name before it
    shown = join([*(element("span", name, comma, class_="cm-place") for name in first), last], "" if comma == "、" else " ")
    if len(every) > _HOLDING:
        more = view.say("number.and-more", names=PLACE, count=len(every), more=len(every) - _HOLDING)
        shown = around(more, shown)
    return element("p", around(view.say("score.held-by", names=PLACE), shown), class_="cm-held")


def confidence_sentence(view: View) -> str:
    """Share of supplier rows per confidence."""
    numbers = confidence_numbers(view)
    total = sum(numbers.values())
    if not total:
        return view.say("confidence.no-rows")
    shares = [_confidence_share(view, code, percent(numbers[code] / total)) for code in numbers]
    return view.say("confidence.rows", count=count(total), more=count(total), shares=tuple(shares))


def _confidence(view: View) -> Markup:
    """The same, with every share as a figure that opens to its rows."""
    numbers = confidence_numbers(view)
    total = sum(numbers.values())
    if not total:
        return element("span", view.say("confidence.no-rows"))
    parts = {
        code: figure(_confidence_share(view, code, percent(numbers[code] / total)), f"why:confidence:{code}:{view.only_chain}")
        for code in numbers
    }
    shares = _comma(view).join(mark(code) for code in numbers)
    text = view.say("confidence.rows", count=mark("rows"), more=count(total), shares=shares)
    return figures_in(text, parts | {"rows": figure(count(total), _every_row(view))})


def _rows_in_short(view: View) -> list[Part]:
    """How many supplier rows, and the share that is only weakly known; all grades stand below the page's tables."""
    numbers = confidence_numbers(view)
    total, low = sum(numbers.values()), numbers.get(Confidence.LOW.value, 0)
    if not total:
        return [view.say("confidence.no-rows")]
    asked = f"why:confidence:{Confidence.LOW.value}:{view.only_chain}"
    share = figure(view.say("context.low", share=percent(low / total)), asked) if low else None
    return [figure(view.say("context.rows", count=count(total)), _every_row(view)), share]


def confidence_numbers(view: View) -> Mapping[str, int]:
    """Supplier rows of the view's chains per confidence, in their order; "" for those that give none."""
    whole = shows_all(view)
    numbers = view.assessment.confidence_counts if whole else dict(shown_rows(view)["confidence"].value_counts())
    return {code: int(numbers[code]) for code in (*map(str, Confidence), "") if numbers.get(code)}


def _every_row(view: View) -> str:
    """Asks for the supplier rows of the view's chains."""
    return f"why:register:rows:{as_text(Filter(chain_id=view.only_chain or None))}"


def _confidence_share(view: View, code: str, share: str) -> str:
    word = view.word(Confidence(code)) if code else view.say("confidence.none")
    return view.say("confidence.share", confidence=word, share=share)


def _comma(view: View) -> str:
    return "、" if view.language == "zh" else ", "


def _all_chains(view: View) -> Markup:
    """The answer of the page: how the chains stand together, and what to fill first of all."""
    asked = "chains:"
    return element(
        "article",
        element(
            "header",
            element("h2", view.say("overview.all-chains", count=len(view.assessment.chains))),
            verdict_strip(view, view.assessment.chains, asked=asked),
        ),
        element(
            "p", _counts(view, view.assessment.chains, asked, asked), _named_first(view, _NAMED_OF_ALL), class_="cm-sentence"
        ),
        class_="cm-chain cm-all",
    )


def _chain_block(view: View, chain: ChainResult, since: Since | None) -> Markup:
    moved = since_line(view, since, chain.chain.chain_id) if since else None
    own = chain.chain.chain_id
    name = element("h2", opener(view.chain(chain.chain), f"map:{own}"))
    depth = figure(view.say("chain.depth", depth=chain.depth), f"why:depth:{own}")
    return element(
        "article",
        element(
            "header",
            name,
            verdict_strip(view, [chain], asked=f"verdict:{{verdict}}:{own}"),
        ),
        element("p", *_sentence(view, chain), " ", element("span", depth, class_="cm-muted"), class_="cm-sentence"),
        element("div", *(_score(view, chain, score) for score in HEADLINES), class_="cm-scores"),
        element("p", moved, class_="cm-held") if moved else None,
        class_="cm-chain",
    )


def _score(view: View, chain: ChainResult, score: Score) -> Markup:
    region, own = view.assessment.headline(score), chain.chain.chain_id
    interval = chain.scores[region][score]
    after = None if is_unknown(interval) else chain.after_loss[region][score]
    beside = after_loss_beside(view, interval, after, f"{score.value}:{own}")
    text = established(interval, open_count(view, chain, score), view.language)
    title = element("span", element("b", view.word(score)), " ", element("span", view.region(region), class_="cm-muted"))
    return element(
        "div",
        element("div", title, beside),
        score_bar(interval, view.language, label=view.word(score), after_loss=after),
        element("div", figure(text, f"why:{score.value}:{own}")),
        _held(view, chain) if score is Score.CONTINUITY else None,
        class_="cm-score",
    )


def _first_gaps(view: View) -> Markup:
    columns = (
        Column(label="#", numeric=True, sortable=False, width="2.5em"),
        Column(label=view.say("column.segment"), code="segment"),
        Column(label=view.say("column.verdict"), code="verdict"),
        Column(label=view.say("column.pulled"), code="pulled", numeric=True, hint=view.say("hint.pulled")),
        Column(label=view.say("column.buyers"), code="buyers", hint=view.say("hint.buyers")),
        Column(label=view.say("column.candidates"), code="candidates", numeric=True, hint=view.say("hint.candidates")),
    )
    every = gaps(view)
    most = largest(every)
    rows = [_gap_row(view, gap, most) for gap in every[:_FIRST_GAPS]]
    return element(
        "section",
        element("h3", view.say("overview.first-gaps")),
        html_table(columns, rows, caption=view.say("overview.first-gaps"), empty=view.say("gaps.none")),
        _all_gaps(view, len(every)),
    )


def _all_gaps(view: View, count: int) -> Markup | None:
    """The way on: to the list of gaps, or to what is to be checked where none is established."""
    if count:
        return element("p", opener(view.say("overview.all-gaps", count=count), "gaps:"), class_="cm-more")
    if unchecked := len(to_check(view)):
        return element("p", opener(view.say("overview.all-checks", count=unchecked), "gaps:check-list"), class_="cm-more")
    return None


def _gap_row(view: View, gap: Gap, most: float) -> Row:
    whose = element("small", view.chain(gap.chain.chain)) if len(view.assessment.chains) > 1 else None
    name = element("div", opener(view.segment(gap.result.segment), f"segment:{gap.ref}"), whose)
    verdict = element("div", chip(gap.result.verdict, view.language), element("small", view.word(gap.result.action)))
    gains = gap.result.gains
    pulled = gains.pulled if gains else 0.0
    asked = figure(column_interval(gains.pulled_range) if gains else "", f"why:gain:{gap.ref}")
    worth = element("div", asked, gain_bar(gains.pulled_range, most)) if gains else asked
    candidates = gap.result.candidates[view.assessment.home_country]
    cells = (str(gap.rank), name, verdict, worth, buyers_cell(view, gap), figure(count(candidates), f"why:candidates:{gap.ref}"))
    return Row(
        cells=cells, sort=(None, None, verdict_order(gap.result.verdict), pulled, None, candidates), event=f"segment:{gap.ref}"
    )


def _goals(view: View, today: date | None) -> Markup:
    table = goals_table(view, today, bars=False) if view.dataset.plan else element("p", no_plan(view), class_="cm-empty")
    return element("section", element("h3", view.say("overview.goals")), table)


def _about_the_data(view: View) -> Markup:
    region = view.assessment.region
    asked = {
        chain.chain.chain_id: figure(percent(chain.count_grade_share[region]), f"why:count-grade:{chain.chain.chain_id}")
        for chain in view.assessment.chains
    }
    shares = _comma(view).join(
        view.say("data.count-grade", chain=view.chain(chain.chain), share=mark(chain.chain.chain_id))
        for chain in view.assessment.chains
    )
    counted = view.say("data.count-grade-title") + shares + view.say("data.count-grade-note")
    notes = list(dict.fromkeys(chain.chain.note for chain in view.assessment.chains if chain.chain.note))
    warnings = len(view.assessment.findings)
    return element(
        "section",
        element("h3", view.say("overview.data")),
        *(element("p", unbroken_days(note)) for note in notes),
        element("p", _confidence(view)),
        element("p", figures_in(counted, asked)),
        element("p", opener(view.say("data.findings", count=warnings), "findings:")) if warnings else None,
        element("p", *_files(view), class_="cm-muted"),
        class_="cm-data",
    )


def _files(view: View) -> list[Markup]:
    unused = unused_files(view.assessment.findings, view.dataset)
    used = [file for file in sorted(view.assessment.sources) if file not in unused]
    told = [view.say("data.files"), join([element("code", file) for file in used], " ")]
    if unused:
        told += [view.say("data.files-unused"), join([element("code", file) for file in unused], " ")]
    return [join(told)]
