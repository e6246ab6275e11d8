"""Download buttons under a table: Excel and CSV of what is shown, in which no text becomes a formula."""

from collections.abc import Callable

import streamlit as st

from chainmap.present.csv_text import csv_bytes
from chainmap.present.held import Held, for_csv, for_excel
from chainmap.present.table import Table, table_workbook
from chainmap.present.view import View

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def downloads(view: View, name: str, table: Callable[[], Table], held: Held) -> None:
    """Two buttons; the files are made when they are asked for, and say which filters held."""
    with st.container(key=f"downloads_{name}", horizontal=True):
        st.download_button(
            view.say("download.excel"),
            lambda: table_workbook(for_excel(view, table(), held)),
            f"{name}.xlsx",
            _EXCEL,
            key=f"{name}_xlsx",
            on_click="ignore",
        )
        st.download_button(
            view.say("download.csv"),
            lambda: csv_bytes(for_csv(view, table(), held)),
            f"{name}.csv",
            "text/csv",
            key=f"{name}_csv",
            on_click="ignore",
        )
