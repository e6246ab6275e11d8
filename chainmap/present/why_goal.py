"""Why a goal of the plan stands where it does: target, value and days as they were entered, with their cells."""

from datetime import date

from chainmap.model.plan import Goal
from chainmap.present.answer import Answer
from chainmap.present.decimals import number
from chainmap.present.goals import elapsed, goal_name, goal_value, reached
from chainmap.present.html_table import Column, Row, cell_markup, html_table
from chainmap.present.markup import element
from chainmap.present.numbers import day, plain
from chainmap.present.view import View


def goal_answer(view: View, goal_id: str, today: date | None) -> Answer | None:
    """None for a goal that the plan does not have."""
    goal = next((one for one in view.dataset.plan.goals if one.goal_id == goal_id), None) if view.dataset.plan else None
    if goal is None:
        return None
    lacking = [name for name, given in (("target", goal.target), ("current", goal.current)) if given is None]
    body = element(
        "div",
        element("p", view.say("why.goal"), class_="cm-sentence"),
        *(
            element(
                "p",
                view.say("why.goal-unread" if name in dict(goal.unread) else f"why.goal-no-{name}"),
                " ",
                cell_markup(goal.cell_of(name)),
                class_="cm-muted",
            )
            for name in lacking
        ),
        _table(view, goal),
        class_="cm-page",
    )
    title = view.say("why.title-goal", goal=goal_name(view, goal) or goal.name_zh)
    return Answer(title=title, tex=_formulas(view, goal, today), body=body)


def _formulas(view: View, goal: Goal, today: date | None) -> tuple[str, ...]:
    """Progress and the time that has gone, with their numbers; neither where a value was not entered."""
    found, share, on = [], reached(goal), goal.as_of or today
    if share is not None and goal.current is not None and goal.target is not None:
        done = view.say("why.tex-done")
        found.append(rf"\text{{{done}}}=\frac{{{plain(goal.current)}}}{{{plain(goal.target)}}}={number(share, 4)}")
    time = elapsed(goal, on) if on else None
    if time is not None and on and goal.start and goal.due:
        gone, whole = (on - goal.start).days, (goal.due - goal.start).days
        days, past = view.say("why.tex-days"), view.say("why.tex-time")
        numbers = rf"\frac{{{gone}\ \text{{{days}}}}}{{{whole}\ \text{{{days}}}}}"
        found.append(rf"\text{{{past}}}=\min\Big(1,\ {numbers}\Big)={number(time, 4)}")
    return tuple(found)


def _table(view: View, goal: Goal) -> str:
    facts = (
        ("target", goal_value(view, goal, "target")),
        ("current", goal_value(view, goal, "current")),
        ("start", day(goal.start) or "–"),
        ("due", day(goal.due) or "–"),
        ("as_of", day(goal.as_of) or "–"),
    )
    columns = (
        Column(label="", sortable=False),
        Column(label=view.say("column.value"), sortable=False),
        Column(label=view.say("column.cell"), sortable=False),
    )
    rows = [Row(cells=(view.say(f"goal.{name}"), value, cell_markup(goal.cell_of(name)))) for name, value in facts]
    rows += [
        Row(cells=(view.say(code), text or "–", cell_markup(goal.cell)))
        for code, text in (("column.source", goal.source), ("column.note", goal.note))
    ]
    return html_table(columns, rows, caption=view.say("overview.goals"), empty="")
