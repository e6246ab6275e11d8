"""规划: what the plan asks, clause by clause, and where the chains stand today."""

from chainmap.app import dialogs, events, session
from chainmap.app.pane import pane
from chainmap.present.plan_review import plan_review

view = session.view()
pane(plan_review(view.only(session.scope().chain_id)), key="plan", on_event=events.follow)
dialogs.show_asked(view)
