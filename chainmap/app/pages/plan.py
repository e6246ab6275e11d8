"""规划: what the plan asks, clause by clause, and where the chains stand today and stood at the last version."""

from datetime import date

import streamlit as st

from chainmap.app import dialogs, events, session
from chainmap.app.pane import pane
from chainmap.app.previous import previous_assessment, previous_version
from chainmap.present.plan_review import Before, plan_review
from chainmap.present.version_list import version_name

view = session.view()
with st.spinner(view.say("app.computing")):
    before, version = previous_assessment(view), previous_version()
then = Before(assessment=before, name=version_name(version)) if before and version else None
shown = view.only(session.scope().chain_id)
pane(plan_review(shown, then, date.today()), key="plan", on_event=events.follow)
dialogs.show_asked(view)
