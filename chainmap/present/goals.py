"""Goals of the plan with target, current value, source and progress; what nobody entered is said as such."""

from chainmap.model.plan import Goal
from chainmap.present.html_table import Column, Row, html_table
from chainmap.present.markup import Markup, element
from chainmap.present.numbers import day, percent, quantity
from chainmap.present.view import View


def goals_table(view: View) -> Markup:
    """One row a goal; needs a plan."""
    goals = view.dataset.plan.goals if view.dataset.plan else ()
    columns = (
        Column(label=view.say("column.goal"), sortable=False),
        Column(label=view.say("column.target"), numeric=True, sortable=False),
        Column(label=view.say("column.current"), numeric=True, sortable=False),
        Column(label=view.say("column.due"), sortable=False, tight=True),
    )
    return html_table(
        columns, [_goal_row(view, goal) for goal in goals], caption=view.say("overview.goals"), empty=view.say("plan.no-goals")
    )


def _goal_row(view: View, goal: Goal) -> Row:
    name = (goal.name_en or goal.name_zh) if view.language == "en" else goal.name_zh
    unit = (goal.unit_en or goal.unit) if view.language == "en" else goal.unit
    source = " · ".join(part for part in (goal.source, day(goal.as_of)) if part)
    return Row(
        cells=(
            element("div", name, element("small", source) if source else None),
            quantity(goal.target, unit) or "–",
            element("div", quantity(goal.current, unit) or view.say("goal.not-entered"), _progress(view, goal)),
            day(goal.due),
        )
    )


def _progress(view: View, goal: Goal) -> Markup | None:
    if goal.current is None or not goal.target:
        return None
    return element("small", view.say("goal.progress", share=percent(min(goal.current / goal.target, 1.0))))
