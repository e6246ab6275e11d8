"""What stands in place of a page when the data cannot be shown: what happened, where, and what to do next."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from chainmap.analysis.place import RegionError
from chainmap.app import address, events, session
from chainmap.app.pane import pane
from chainmap.desk.workspace import Workspace
from chainmap.present.finding_list import finding_counts, finding_table, left_out
from chainmap.present.markup import element
from chainmap.present.words import Language, say
from chainmap.store.database import StoreError
from chainmap.store.migrations import SchemaTooNewError

_MOST = 80  # signs of a value that nobody knows
_NOTHING_THERE = frozenset({"no-chains", "no-regions"})  # findings of a folder without any workbook


@contextmanager
def of_store() -> Iterator[None]:
    """Says in place of the page that the database cannot be used, now or as it is set up; what happened goes to the log."""
    try:
        yield
    except (StoreError, SchemaTooNewError) as error:
        logging.getLogger(__name__).error("%s", error)
        language = session.language()
        value = getattr(error, "value", "")
        # What a driver says names hosts and folders: it is for the log.
        out_of_reach = error.code == "database-unreachable"
        advice = "error.store-next" if out_of_reach else f"store.{error.code}"
        _page(say("error.store", language), say(advice, language, value=value), language)
        st.stop()


def no_data(workspace: Workspace, language: Language) -> None:
    """The workbooks cannot be used, or there are none."""
    empty = {finding.code for finding in workspace.findings} <= _NOTHING_THERE
    code = "error.empty" if empty else "error.data"
    _page(say(code, language), say(f"{code}-next", language), language)
    if workspace.findings and not empty:  # of an empty folder they would only say the same again
        st.html(element("p", finding_counts(workspace.findings, language), class_="cm-muted"))
        pane(finding_table(workspace.findings, language), key="failure_findings", on_event=events.follow)


@contextmanager
def of_region(language: Language) -> Iterator[None]:
    """Says in place of the page that the region has no country, so that two of the scores have no meaning."""
    try:
        yield
    except RegionError:
        _page(say("error.region", language), say("error.region-next", language), language)
        st.stop()


def some_errors(workspace: Workspace, language: Language) -> None:
    """A line above the page when rows were left out because of errors, or whole files."""
    if workspace.errors and workspace.dataset:
        rows = say("error.some", language, counts=finding_counts(workspace.findings, language))
        told = left_out(workspace.errors, workspace.dataset, rows, language)
        st.html(element("p", told, class_="cm-alert", role="alert"))


def unknown_address(language: Language) -> None:
    """Lines above the page for what the sidebar's part of the address asks for and the data do not have."""
    for name in ("region", "chain", "version", "segment"):
        if found := st.session_state.get(f"unknown_{name}"):
            value, shown, is_there = found
            if name == "segment":
                line(say("error.unknown-segment", language, value=_short(value)))
            elif is_there:
                line(say("error.no-country", language, value=value, shown=shown))
            else:
                unknown(name, value, shown, language)


def unknown(name: str, value: str, shown: str, language: Language) -> None:
    """A line that says what was asked for, a `region`, `chain` or `version`, and what is shown in its place."""
    what = say(f"error.unknown-{name}", language)
    line(say("error.unknown", language, what=what, value=_short(value), shown=shown))


def passed_over(language: Language) -> None:
    """Lines for what the address says of the page that was shown and nobody knows. After the page, which finds them."""
    for what, value, shown in address.passed_over():
        code = "error.left-out" if shown is None else "error.unknown-choice"
        line(say(code, language, what=what, value=_short(value), **({} if shown is None else {"shown": shown})))


def line(told: str) -> None:
    """Something above the page that everybody is to read."""
    st.html(element("p", told, class_="cm-alert", role="alert"))


def _short(value: str) -> str:
    """What an address says, which may be of any length."""
    return value if len(value) <= _MOST else value[:_MOST] + "…"


def _page(title: str, advice: str, language: Language) -> None:
    st.html(
        element(
            "section", element("h1", title), element("p", advice), class_="cm-failure", lang="zh-CN" if language == "zh" else "en"
        )
    )
