"""总览: the state of all chains in five minutes."""

from chainmap.app import dialogs, events, session
from chainmap.app.pane import pane
from chainmap.present.overview import overview

view = session.view()
shown = view.only(session.scope().chain_id)
pane(overview(shown, label=session.source_label()), key="overview", on_event=events.follow)
dialogs.show_asked(view)
