"""What stands in place of a page when the data cannot be shown: what happened, where, and what to do next."""

import streamlit as st

from chainmap.app import events
from chainmap.app.pane import pane
from chainmap.desk.workspace import Workspace
from chainmap.present.finding_list import finding_counts, finding_table
from chainmap.present.markup import element
from chainmap.present.words import Language, say

_NOTHING_THERE = frozenset({"no-chains", "no-regions"})  # findings of a folder without any workbook


def no_data(workspace: Workspace, language: Language) -> None:
    """The workbooks cannot be used, or there are none."""
    empty = {finding.code for finding in workspace.findings} <= _NOTHING_THERE
    code = "error.empty" if empty else "error.data"
    _page(say(code, language), say(f"{code}-next", language), language)
    if workspace.findings and not empty:  # of an empty folder they would only say the same again
        st.html(element("p", finding_counts(workspace.findings, language), class_="cm-muted"))
        pane(finding_table(workspace.findings, language), key="failure_findings", on_event=events.follow)


def no_region(language: Language) -> None:
    """The region has no country, so that two of the scores have no meaning."""
    _page(say("error.region", language), say("error.region-next", language), language)


def some_errors(workspace: Workspace, language: Language) -> None:
    """A line above the page when rows were left out because of errors."""
    if workspace.errors:
        st.html(
            element(
                "p",
                say("error.some", language, counts=finding_counts(workspace.findings, language)),
                class_="cm-alert",
                role="alert",
            )
        )


def _page(title: str, advice: str, language: Language) -> None:
    st.html(
        element(
            "section", element("h1", title), element("p", advice), class_="cm-failure", lang="zh-CN" if language == "zh" else "en"
        )
    )
