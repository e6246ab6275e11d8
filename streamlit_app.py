"""The app: sidebar, navigation, and what stands in the way of a page. Start it with `streamlit run streamlit_app.py`."""

import streamlit as st

from chainmap.app import address, failure, gate, heading, levels, served, session, sidebar, style
from chainmap.desk import history
from chainmap.present.words import say

PAGES = {
    "overview": "chainmap/app/pages/overview.py",
    "chain-map": "chainmap/app/pages/chain_map.py",
    "gaps": "chainmap/app/pages/gaps.py",
    "targets": "chainmap/app/pages/targets.py",
    "scenarios": "chainmap/app/pages/scenarios.py",
    "suppliers": "chainmap/app/pages/suppliers.py",
    "compare": "chainmap/app/pages/compare.py",
    "plan": "chainmap/app/pages/plan.py",
    "method": "chainmap/app/pages/method.py",
}
OF_VERSIONS = {"upload": "chainmap/app/pages/upload.py", "versions": "chainmap/app/pages/versions.py"}


def show() -> None:
    """One run of the app for one person: a first visit, a click."""
    st.set_page_config(page_title=say("app.title", session.language()), layout="wide", initial_sidebar_state="expanded")
    style.apply()
    with failure.of_store():
        gate.guard()
        with st.sidebar:
            scope_place, version_place, language_place, pages_place, person_place = (st.container() for _ in range(5))
        with language_place:
            language = sidebar.choose_language()
            style.say_language(language)
        with st.spinner(say("app.loading", language)):
            kept = session.store()
        gate.log_once(kept)
        pages = {
            name: st.Page(path, title=say(f"page.{name}", language), url_path=name, default=name == "overview")
            for name, path in (PAGES | (OF_VERSIONS if kept else {})).items()
        }
        page = st.navigation(list(pages.values()), position="hidden")
        address.arrive(page.url_path or "overview")
        with pages_place:
            sidebar.show_pages(list(pages.values()))
        with person_place:
            gate.show_person(language)

        if kept:
            with version_place:
                sidebar.choose_version(history.listed(kept), language)
        with st.spinner(say("app.loading", language)):
            workspace = session.settle_source()
        if workspace.dataset is None:
            failure.no_data(workspace, language)
            st.stop()
        with scope_place:
            sidebar.choose_scope(workspace.dataset, language)
        with version_place:
            sidebar.show_source()
        if wanted := st.session_state.pop("go", None):
            levels.close()  # back finds it open; who comes by the sidebar does not
            st.switch_page(pages[wanted], query_params=address.of(wanted))  # the bound ones stay
        with failure.of_region(language), st.spinner(say("app.loading", language)):
            session.view()
        heading.show(page.url_path or "overview", workspace.dataset)
        failure.some_errors(workspace, language)
        failure.unknown_address(language)
        found_on_page = st.container()
        gate.show_expiry(language)
        page.run()
        with found_on_page:
            failure.passed_over(language)
        address.follow()


if __name__ == "__main__":  # Streamlit runs this file again for every click, and once imports it to serve it
    show()
else:
    app = st.App(__file__, middleware=served.MIDDLEWARE)
