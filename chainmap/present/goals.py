"""Goals of the plan with target, current value, source and progress; what nobody entered is said as such."""

from datetime import date
from pathlib import PurePosixPath

from chainmap.model.plan import Goal
from chainmap.present.finding_list import unused_files
from chainmap.present.html_table import Column, Row, figure, figures_in, html_table, mark, unbroken_days
from chainmap.present.markup import Markup, Part, element, join
from chainmap.present.numbers import day, percent, quantity
from chainmap.present.view import View

_LONGEST = 20  # signs of what is written instead of a number
_MANY = 100.0  # times the target: from here on a share is rounded to what a table has room for
_MONEY = {"亿元": (0.1, "billion yuan"), "万元": (0.01, "million yuan")}  # English does not count in ten thousands


def goals_table(view: View, today: date | None = None, *, bars: bool = True) -> Markup:
    """One row a goal; needs a plan. With `today` also what is overdue and, in bars, how much of the time has gone."""
    bars = bars and today is not None
    goals = view.dataset.plan.goals if view.dataset.plan else ()
    columns = (
        Column(label=view.say("column.goal"), sortable=False),
        Column(label=view.say("column.target"), numeric=True, sortable=False),
        Column(label=view.say("column.current"), numeric=True, sortable=False),
        *((Column(label=view.say("column.progress"), sortable=False, width="26%"),) if bars else ()),
        Column(label=view.say("column.due"), sortable=False, tight=True),
    )
    rows = [_goal_row(view, goal, today, bars=bars) for goal in goals]
    return html_table(columns, rows, caption=view.say("overview.goals"), empty=view.say("plan.no-goals"))


def no_plan(view: View) -> str:
    """What to do where the data have no plan: there is none yet, or its workbook cannot be used."""
    broken = [file for file in unused_files(view.assessment.findings, view.dataset) if PurePosixPath(file).stem.lower() == "plan"]
    return view.say("plan.unusable", file=broken[0]) if broken else view.say("plan.none")


def reached(goal: Goal) -> float | None:
    """Share of the target that the current value is, above 1 beyond it; None without a value or a target above zero."""
    return None if goal.current is None or goal.target is None or goal.target <= 0 else goal.current / goal.target


def elapsed(goal: Goal, on: date) -> float | None:
    """Share of the time from start to due that has gone, in [0, 1]; None where one of the days is not given."""
    if goal.start is None or goal.due is None or goal.due <= goal.start:
        return None
    return min(1.0, max(0.0, (on - goal.start).days / (goal.due - goal.start).days))


def goal_name(view: View, goal: Goal) -> str:
    """In the language of the view, else as it was given."""
    return (goal.name_en or goal.name_zh) if view.language == "en" else goal.name_zh


def goal_quantity(view: View, goal: Goal, number: float | None, *, short: bool = False) -> str:
    """A target or a value with its unit in the language of the view: `150 亿元`, `15 billion yuan`; empty without a number.

    English units are given as plurals, so that of one it says `companies: 1`; or as `company|companies`; without them
    the unit of the sheet stands behind the number. `short` rounds a number that a table has no room for; the answer to
    "why" has all its digits.
    """
    if view.language != "en" or number is None:
        return quantity(number, goal.unit, short=short)
    share, money = _MONEY.get(goal.unit, (1.0, ""))
    one, bar, many = (money or goal.unit_en).partition("|") if money or goal.unit_en else (goal.unit, "", "")
    if number == 1 and goal.unit_en and not bar and not money:
        return f"{one}: {quantity(number)}"
    return quantity(number * share, many.strip() if bar and number != 1 else one.strip(), short=short)


def goal_value(view: View, goal: Goal, column: str, *, short: bool = False) -> str:
    """Its `target` or `current` value with the unit; what is written there instead of a number; that nothing is."""
    number = goal.target if column == "target" else goal.current
    if found := goal_quantity(view, goal, number, short=short):
        return found
    if written := dict(goal.unread).get(column):
        return view.say("goal.unread", written=written if len(written) <= _LONGEST else written[:_LONGEST] + "…")
    return view.say("goal.no-target" if column == "target" else "goal.not-entered")


def overdue(view: View, goal: Goal, today: date | None) -> str:
    """By how many days the due date has gone, in words; empty where it has not, or the target is reached."""
    share = reached(goal)
    if today is None or goal.due is None or goal.due >= today or (share is not None and share >= 1):
        return ""
    return view.say("goal.overdue", days=(today - goal.due).days)


def _goal_row(view: View, goal: Goal, today: date | None, *, bars: bool) -> Row:
    source = join([unbroken_days(goal.source), _dated(view, goal)])
    asked = f"why:goal:{goal.goal_id}"
    value = figure(goal_value(view, goal, "current", short=True), asked)
    current = value if bars else element("div", value, _reached_in_words(view, goal))
    late = overdue(view, goal, today)
    return Row(
        cells=(
            element("div", goal_name(view, goal), element("small", source, class_="cm-clamp") if source else None),
            figure(goal_value(view, goal, "target", short=True), asked),
            current,
            *((_progress(view, goal, today),) if bars and today else ()),
            element("div", day(goal.due), element("small", late) if late else None),
        )
    )


def _dated(view: View, goal: Goal) -> Part:
    """Of which day the value is, behind its source; a date breaks at its hyphens."""
    if not goal.as_of:
        return None
    on = element("span", day(goal.as_of), class_="cm-place")
    return figures_in(view.say("goal.dated", day=mark("day")), {"day": on}) if goal.source else on


def _reached_in_words(view: View, goal: Goal) -> Markup | None:
    share = reached(goal)
    if share is None:
        return None
    asked = f"why:goal:{goal.goal_id}"
    return element("small", figure(view.say("goal.progress", share=_share(share)), asked))


def _share(reached: float) -> str:
    return percent(reached) if reached < _MANY else quantity(reached * 100, "%", short=True)


def _progress(view: View, goal: Goal, today: date) -> Markup:
    """A bar of what is reached with a tick where time stands, on the day of the value; the same in words."""
    on = goal.as_of or today
    share, time, asked = reached(goal), elapsed(goal, on), f"why:goal:{goal.goal_id}"
    if share is None:
        gone = elapsed(goal, today)
        if gone is None:
            return element("span", class_="cm-muted")
        return element(
            "span", figure(view.say("goal.time-gone", time=percent(gone)), asked), class_="cm-muted", style="word-break:keep-all"
        )
    if time is None:
        words = view.say("goal.progress", share=_share(share))
    else:
        words = view.say("goal.progress-time", share=_share(share), time=percent(time), day=mark("day"))
    solid = element("i", class_="cm-solid", style=f"width:{min(max(share, 0.0), 1.0) * 100:.4g}%")
    tick = None if time is None else element("i", class_="cm-tick", style=f"left:{time * 100:.4g}%")
    spoken, shown = words.replace(mark("day"), day(on)), figures_in(words, {"day": element("span", day(on), class_="cm-place")})
    bar = element("div", solid, tick, class_="cm-bar", role="img", aria_label=f"{goal_name(view, goal)}: {spoken}")
    return element("div", bar, element("small", figure(shown, asked), class_="cm-muted"))
