"""The tabs of the versions page, a function each."""

import io
import json
from collections.abc import Sequence
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import streamlit as st

from chainmap.analysis.assess import RegionError
from chainmap.analysis.assessment import Assessment
from chainmap.app import dialogs, events, session, who, workbench
from chainmap.app.file_button import EXCEL, file_button
from chainmap.app.filters import exactly_one
from chainmap.app.outcome import told
from chainmap.app.pane import pane
from chainmap.desk import history
from chainmap.desk.alias_files import NAMES_FILE, aliases_json, imported, in_force
from chainmap.desk.compare import difference
from chainmap.desk.drafts import Draft
from chainmap.desk.effect import effect
from chainmap.desk.matching import decision_draft
from chainmap.desk.outcome import Outcome, Refusal
from chainmap.desk.publish import Purpose, publish
from chainmap.desk.roles import Deed
from chainmap.desk.undo import undo
from chainmap.desk.uploads import original
from chainmap.desk.workspace import Workspace, assessed
from chainmap.model.alias import Alias
from chainmap.model.dataset import Dataset
from chainmap.model.event import What
from chainmap.model.parameters import Parameters
from chainmap.model.version import Source, Version
from chainmap.present.change import ID_LENGTH, side_named
from chainmap.present.difference_review import export_rows, names_of, row_table, sentence
from chainmap.present.effect_review import ChangedScore, effect_table
from chainmap.present.markup import element
from chainmap.present.name_review import alias_table
from chainmap.present.table import table_workbook
from chainmap.present.version_list import source_table, version_name, version_table
from chainmap.present.words import Language, say
from chainmap.present.workbook import dataset_workbooks
from chainmap.store.database import Store

_WRITTEN_ON = (2000, 1, 1, 0, 0, 0)  # equal content gives equal bytes


def list_tab(store: Store, versions: Sequence[Version], shown: Version, language: Language) -> None:
    """Every version; a click shows the pages at it, and it can be brought back."""
    _outcome(language)
    pane(version_table(versions, language, chosen=shown.version_id), key="versions_list", on_event=_open)
    if shown is versions[0]:
        return
    st.html(element("p", say("versions.shown", language, number=shown.number)))
    if not who.may(Deed.PUBLISH):
        return
    st.html(element("p", say("versions.undo-note", language), class_="cm-muted"))
    with st.container(key="filters_undo", horizontal=True, vertical_alignment="bottom"):
        _sign(language)
        st.button(
            say("versions.undo", language), key="versions_undo", on_click=_undo,
            args=(store, shown.version_id, versions[0].version_id),
        )  # fmt: skip


def compare_tab(store: Store, versions: Sequence[Version], language: Language) -> None:
    """Rows, scores and verdicts of two versions."""
    names = {one.version_id[:ID_LENGTH]: version_name(one) for one in versions}
    full = {one.version_id[:ID_LENGTH]: one.version_id for one in versions}
    ids = list(names)
    with st.container(key="filters_compare", horizontal=True, vertical_alignment="bottom"):
        older = exactly_one(
            language, say("versions.before", language), ids, name="before", words=names.__getitem__, width=200,
            first=min(1, len(ids) - 1),
        )  # fmt: skip
        newer = exactly_one(language, say("versions.after", language), ids, name="after", words=names.__getitem__, width=200)
    opened = history.between(store, full[older], full[newer])
    if isinstance(opened, Refusal):
        told(opened, language)
        return
    before, after = opened
    rows = difference(before.dataset, after.dataset).rows
    named = names_of((before.dataset, after.dataset), language)
    st.html(element("p", sentence(rows, language), class_="cm-sentence"))
    if older == newer:
        st.html(element("p", say("versions.same", language), class_="cm-muted"))
        return
    with st.spinner(say("app.computing", language)):
        moved = effect(_assessed(before), _assessed(after))
    st.html(element("h3", say("diff.effect", language)))

    def asks(side: str, chain_id: str, one: ChangedScore) -> str:
        at = "" if one.headline else one.region_id
        return f"why:{side_named(side, full[older], full[newer], at)};{one.score.value}:{chain_id}"

    table = effect_table(moved, named, language, asks)
    pane(element("div", table, class_="cm-page"), key="versions_effect", on_event=events.follow)
    if rows:
        st.html(element("h3", say("diff.rows", language)))
        st.html(element("div", row_table(rows, named, language), class_="cm-page"))
        file_button(
            say("download.excel", language), lambda: table_workbook([export_rows(rows, named, language)]), "changes.xlsx", EXCEL
        )
    dialogs.show_asked(session.view())


def source_tab(store: Store, shown: Version, language: Language) -> None:
    """What the version shown is made of: original bytes, and workbooks of its state."""
    sources = history.content_of(store, shown.version_id).sources
    st.html(element("div", source_table(sources, language), class_="cm-page"))
    with st.container(key="downloads_sources", horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            say("versions.source", language), sources, format_func=lambda one: one.name, key="versions_source", width=320
        )
        if chosen is not None:
            file_button(say("versions.original", language), lambda: original(store, chosen), _file_name(chosen))
    dataset = session.open_source().dataset
    if dataset is not None:
        file_button(
            say("versions.state", language),
            lambda: _zipped(_state(store, shown, dataset, language)),
            f"version-{shown.number}.zip",
        )
        st.html(element("p", say("versions.state-note", language), class_="cm-muted"))


def name_tab(store: Store, language: Language) -> None:
    """Decisions in force: withdraw one, export all, import a file of them."""
    _outcome(language)
    aliases, changes = in_force(store), who.may(Deed.DECIDE)
    if changes:
        with st.container(key="filters_names_tab", horizontal=True, vertical_alignment="bottom"):
            _sign(language)
    table = alias_table(aliases, language, changes=changes)
    pane(table, key="versions_names", on_event=lambda event: _withdraw(store, aliases, event))
    with st.container(key="downloads_names", horizontal=True, vertical_alignment="bottom"):
        text = json.dumps(aliases_json(store), ensure_ascii=False, indent=1)
        file_button(say("names.export", language), lambda: text.encode(), "names.json", "application/json")
    if not changes:
        return
    with st.container(key="upload_drop"):
        given = st.file_uploader(
            say("names.import", language),
            ("json",),
            key=f"names_file_{st.session_state.get('names_round', 0)}",
            max_upload_size=8,
        )
    if given is not None:
        st.button(say("names.import-button", language), key="names_import", on_click=_import, args=(store, given.getvalue()))


def _sign(language: Language) -> None:
    who.sign(say("publish.author", language))
    st.text_input(say("publish.note", language), key="versions_note", width=420)


def _outcome(language: Language) -> None:
    outcome: Outcome | None = st.session_state.pop("versions_outcome", None)
    if outcome is not None:
        told(outcome, language)


def _open(event: str) -> None:
    session.choose(version=event.partition(":")[2])


def _undo(store: Store, to: str, seen: str) -> None:
    note = str(st.session_state.get("versions_note", ""))
    outcome = undo(store, user=workbench.user(), note=note, now=workbench.now(), to=to, seen=seen)
    _keep(outcome)


def _withdraw(store: Store, aliases: Sequence[Alias], event: str) -> None:
    gone = aliases[int(event.partition(":")[2])]
    _decide(store, decision_draft(store, (), withdrawn=(gone,)), What.WITHDRAWN, gone.written)


def _import(store: Store, data: bytes) -> None:
    st.session_state["names_round"] = st.session_state.get("names_round", 0) + 1
    try:
        found = imported(json.loads(data))
    except ValueError:  # not JSON, or no text at all
        found = Refusal(code="aliases-file", facts={"entry": 0})
    if isinstance(found, Refusal):
        _keep(found)
    else:
        _decide(store, decision_draft(store, found), What.DECIDED, str(len(found)))


def _decide(store: Store, made: Draft | Refusal, what: What, subject: str) -> None:
    if isinstance(made, Refusal):
        _keep(made)
        return
    note = str(st.session_state.get("versions_note", "")) or subject
    purpose = Purpose(what=what, deed=Deed.DECIDE)
    _keep(publish(store, made, user=workbench.user(), note=note, now=workbench.now(), purpose=purpose))


def _keep(outcome: Outcome) -> None:
    st.session_state["versions_outcome"] = outcome
    session.choose(version="")


def _assessed(workspace: Workspace) -> Assessment | None:
    if workspace.dataset is None:
        return None
    try:
        return assessed(workspace, Parameters(region=session.scope().region))
    except RegionError:
        return None  # the region of the sidebar is not in these data


def _file_name(source: Source) -> str:
    name = source.name.rpartition("/")[2]
    return name if "." in name else f"{name}.jsonl"


def _state(store: Store, shown: Version, dataset: Dataset, language: Language) -> dict[str, bytes]:
    """The workbooks of a version and its decisions on names: a folder that publishes as the same data."""
    names = aliases_json(store, shown.version_id)
    more = {NAMES_FILE: json.dumps(names, ensure_ascii=False, indent=1).encode()} if names["aliases"] else {}
    return dataset_workbooks(dataset, language) | more


def _zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(ZipInfo(name, _WRITTEN_ON), content, ZIP_DEFLATED)
    return stream.getvalue()
