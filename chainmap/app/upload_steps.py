"""The four steps of the upload page, a function each."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from chainmap.app import dialogs, draft_side, events, session, who, workbench
from chainmap.app.file_button import EXCEL, file_button
from chainmap.app.outcome import told
from chainmap.app.pane import pane
from chainmap.app.place_choice import choose_place
from chainmap.app.plain import plain
from chainmap.app.recipe_form import recipe_form
from chainmap.app.taken import TAKEN_MB
from chainmap.desk.history import find
from chainmap.desk.matching import Question, accepted_above
from chainmap.desk.outcome import BadRow, Conflict, Outcome, Published, Unchanged
from chainmap.desk.publish import publish
from chainmap.desk.review import Review
from chainmap.desk.standing import lost
from chainmap.desk.upload_job import Job, findings_of, label, missing_columns, rows_left_out, with_all_rows
from chainmap.intake.remarks import NOT_COUNTED
from chainmap.intake.spreadsheet import limits_hold
from chainmap.model.alias import Alias, AliasKind, Answer
from chainmap.model.dataset import Dataset
from chainmap.model.finding import Finding, Severity
from chainmap.present.difference_review import Names, export_rows, names_of, row_table, sentence
from chainmap.present.effect_review import effect_table
from chainmap.present.finding_list import finding_counts, finding_table
from chainmap.present.marked_workbook import marked_name, marked_workbook, not_kept
from chainmap.present.markup import element
from chainmap.present.name_review import is_decided, question_table
from chainmap.present.names import chain_options, every_name
from chainmap.present.spot_review import lost_lines
from chainmap.present.table import table_workbook
from chainmap.present.upload_review import found_table, limits_text, matching, rows_list, rows_table, tab_line
from chainmap.present.words import Language, say
from chainmap.present.workbook import chain_workbook, supplier_template, template
from chainmap.store.database import Store

TYPES = ("xlsx", "xlsm", "xlsb", "xls", "et", "ods", "csv", "txt", "tsv")


def choose_file(store: Store, language: Language) -> None:
    """Step 1 before there is a file: what may be uploaded, and what to start from."""
    with st.container(key="upload_drop"):
        given = st.file_uploader(
            say("upload.choose", language),
            TYPES,
            key=f"upload_file_{st.session_state.get('upload_round', 0)}",
            max_upload_size=TAKEN_MB,
            label_visibility="collapsed",
        )
    if refused := st.session_state.get("upload_refused"):
        told(refused, language)
    st.html(element("p", limits_text(language), class_="cm-muted"))
    if not limits_hold():
        st.html(element("p", say("upload.no-process-limits", language), class_="cm-muted"))
    if given is not None:
        workbench.begin(store, given.name, given.getvalue())
        st.rerun()
    _start_from(language)


def file_step(of: Job, language: Language) -> None:
    """Step 1 with a file: what it is, and for a list how it is read."""
    if of.upload.kind is None:
        st.html(element("p", say("upload.unreadable", language, file=of.upload.name), class_="cm-alert", role="alert"))
        st.html(finding_table(of.upload.findings, language))
        return
    if not of.is_list:
        st.html(element("p", say(f"upload.is.{of.upload.kind.value}", language, file=of.upload.name), class_="cm-sentence"))
    else:
        if missing_columns(of) and of.upload.findings:  # there are no problems to look at yet, and letters may be wrong
            st.html(finding_table(of.upload.findings, language))
        changed = recipe_form(of, _dataset(), language)
        if changed != of:
            workbench.change(changed)
            st.rerun()


def problem_step(store: Store, of: Job, made: Review, language: Language) -> None:
    """Step 2: findings to filter and to jump to, the marked-up workbook, rows that are left out."""
    findings = findings_of(of, made.draft)
    sentence_of = say("upload.problems", language, counts=finding_counts(findings, language))
    st.html(element("p", sentence_of if findings else say("upload.no-findings", language), class_="cm-sentence"))
    totals = [one.cell for one in findings if one.code in NOT_COUNTED]
    if totals:
        rows = tuple(str(cell.row) for cell in totals[:20])
        st.html(element("p", say("upload.totals", language, count=len(totals), rows=rows)))
    file = label(of, made.draft)
    bad = tuple(row for row in made.draft.rows if row.file == file)
    left_out = [*rows_left_out(of), *((cell.sheet, cell.row) for cell in totals)]
    with st.container(key="upload_actions", horizontal=True, vertical_alignment="center"):
        _without(of, bad, language)
        _marked(of, made, language)
    sizes = {"found": len(findings), "rows": len(bad), "left-out": len(left_out)}
    tab = st.session_state.get("upload_tab", "found")
    pane(tab_line(sizes, tab, language), key="upload_tabs", on_event=_open_tab)
    if tab == "found":
        _findings(of, findings, file, language)
    elif tab == "rows":
        st.html(element("p", say("upload.without-note" if bad else "upload.no-bad-rows", language)))
        _rows(of, [(row.sheet, row.row) for row in bad], "rows-with-errors.xlsx", language)
    else:
        st.html(element("p", "" if left_out else say("upload.nothing-left-out", language)))
        _rows(of, left_out, "rows-left-out.xlsx", language)
    if findings:
        _corrected(store, language)


def name_step(of: Job, made: Review, language: Language) -> None:
    """Step 3: what names may mean; accept, reject or new, one by one or all above a threshold."""
    answers = workbench.answers_by_question(of, made.questions)
    decided = sum(is_decided(one, answers.get(at, ())) for at, one in enumerate(made.questions))
    if not made.questions:
        st.html(element("p", say("names.nothing", language), class_="cm-sentence"))
        return
    told = say("names.sentence", language, count=len(made.questions), decided=decided)
    st.html(element("p", told, class_="cm-sentence"))
    with st.container(key="filters_names", horizontal=True, vertical_alignment="bottom"):
        threshold = st.number_input(say("names.threshold", language), 60, 100, 90, key="names_threshold", width=140)
        open_ones = [one for at, one in enumerate(made.questions) if not answers.get(at)]
        note = st.text_input(say("names.reason", language), key="names_note", width=320)
        found = accepted_above(open_ones, threshold, author=workbench.user().name, now=workbench.now(), note=note)
        accept = say("names.accept-all", language, count=len(found))
        st.button(accept, key="names_accept", disabled=not found, on_click=_answer_all, args=(found,))
    pane(
        question_table(made.questions, answers, every_name(_dataset(), language), language),
        key="upload_names",
        on_event=lambda event: _decide(event, made.questions),
    )
    if any(one.kind is AliasKind.SEGMENT for one in made.questions):
        st.html(element("p", say("names.new-segment-note", language), class_="cm-muted"))
    choose_place(of, [one for at, one in enumerate(made.questions) if not answers.get(at)], _dataset(), language)


def publish_step(store: Store, of: Job, made: Review, language: Language) -> None:
    """Step 4: what changes, what that does, and the button."""
    names = names_of((made.before.dataset if made.before else None, made.draft.parsed.dataset), language)
    outcome: Outcome | None = st.session_state.get("upload_outcome")
    if outcome is not None:
        told(outcome, language)
        if isinstance(outcome, Published | Unchanged):
            with st.container(key="downloads_published", horizontal=True):
                st.button(say("publish.next", language), key="publish_next", on_click=_again)
                st.button(say("publish.see-versions", language), key="publish_versions", on_click=session.go, args=("versions",))
        if isinstance(outcome, Published):
            _done(made, names, language)
        if isinstance(outcome, Published | Unchanged):
            return
    rows = made.difference.rows
    st.html(element("p", sentence(rows, language), class_="cm-sentence"))
    if not (rows or of.answers or made.draft.errors):
        st.html(element("p", say("publish.nothing", language), class_="cm-muted"))
        another(language)
        return
    if overtaken := lost(store, made.draft):
        st.html(lost_lines(session.view(), overtaken))
    errors = len(made.draft.errors)
    if errors:
        st.html(element("p", say("publish.blocked", language, errors=errors), class_="cm-alert", role="alert"))
    with st.container(key="filters_publish", horizontal=True, vertical_alignment="bottom"):
        who.sign(say("publish.author", language))
        st.text_input(
            say("publish.note", language), key="publish_note", placeholder=say("publish.note-placeholder", language), width=420
        )
        ready = not errors and bool(rows or of.answers) and not isinstance(outcome, Conflict)
        st.button(
            say("publish.button", language), key="publish", type="primary", disabled=not ready, on_click=_publish,
            args=(store, of, made),
        )  # fmt: skip
    if isinstance(outcome, Conflict):
        st.button(say("publish.again", language), key="publish_again", on_click=_rebase, args=(store, of))
    st.html(element("h3", say("diff.effect", language)))
    table = effect_table(made.effects, names, language, draft_side.asks_of(made.before, made.draft.workspace))
    pane(element("div", table, class_="cm-page"), key="upload_effect", on_event=events.follow)
    st.html(element("h3", say("diff.rows", language)))
    pane(row_table(rows, names, language), key="upload_rows", on_event=lambda _: None)
    if rows:
        file_button(
            say("download.excel", language), lambda: table_workbook([export_rows(rows, names, language)]), "changes.xlsx", EXCEL
        )
    dialogs.show_asked(session.view())


def _done(made: Review, names: Names, language: Language) -> None:
    """What was published, as it was shown before."""
    st.html(element("p", sentence(made.difference.rows, language), class_="cm-sentence"))
    st.html(element("h3", say("diff.effect", language)))
    st.html(element("div", effect_table(made.effects, names, language), class_="cm-page"))


def _dataset() -> Dataset:
    dataset = session.open_source().dataset
    assert dataset is not None  # the entry shows no page without data
    return dataset


def _start_from(language: Language) -> None:
    dataset = _dataset()
    st.html(element("h3", say("upload.start-from", language)))
    with st.container(key="downloads_templates", horizontal=True):
        file_button(
            say("upload.template-list", language),
            lambda: supplier_template(language, dataset.regions, dataset.chains),
            "suppliers.xlsx",
            EXCEL,
        )
        file_button(say("upload.template-chain", language), lambda: template(language, dataset.regions), "chain.xlsx", EXCEL)
    st.html(element("h3", say("upload.start-current", language)))
    with st.container(key="downloads_current", horizontal=True):
        for chain_id, name in chain_options(dataset, language).items():
            file_button(
                plain(name),
                lambda chain_id=chain_id: chain_workbook(  # type: ignore[misc]
                    dataset.chain(chain_id), dataset.suppliers, dataset.regions, language
                ),
                f"{chain_id}.xlsx",
                EXCEL,
            )


def another(language: Language) -> None:
    """The button that puts the file away for another one."""
    st.button(say("upload.another", language), key="upload_another", on_click=_again)


def _again() -> None:
    workbench.forget()
    st.session_state["upload_round"] = st.session_state.get("upload_round", 0) + 1


def _findings(of: Job, findings: Sequence[Finding], file: str, language: Language) -> None:
    with st.container(key="filters_upload", horizontal=True, vertical_alignment="bottom"):
        severity = st.selectbox(
            say("upload.filter-severity", language),
            list(Severity),
            index=None,
            format_func=lambda one: say(f"severity.{one.value}", language),
            placeholder=say("upload.any", language),
            key=f"upload_severity_{language}",
            width=140,
        )
        text = st.text_input(
            say("upload.filter-text", language),
            key="upload_text",
            placeholder=say("upload.filter-placeholder", language),
            width=320,
        )
    shown = matching(findings, language, severity=severity, text=text)
    opened = st.session_state.get("upload_opened")
    table = found_table(shown, of.upload.workbook, language, file=file, opened=opened)
    pane(table, key="upload_findings", on_event=_open_finding)


def _without(of: Job, bad: tuple[BadRow, ...], language: Language) -> None:
    """The choice to publish without rows, and to take that back."""
    if bad:
        changed = replace(of, left_out=(*of.left_out, *bad))
        without = say("upload.without", language, count=len(bad))
        st.button(without, key="upload_without", on_click=workbench.change, args=(changed,))
    if gone := rows_left_out(of):
        back = say("upload.put-back", language, count=len(gone))
        st.button(back, key="upload_put_back", on_click=workbench.change, args=(with_all_rows(of),))


def _rows(of: Job, rows: Sequence[tuple[str, int]], name: str, language: Language) -> None:
    """Rows of the file, to look at and to download."""
    if rows:
        table = rows_table(of.upload.workbook, rows, language)
        st.html(element("div", rows_list(table, language), class_="cm-page"))
        file_button(say("upload.get-rows", language), lambda: table_workbook([table]), name, EXCEL)


def _marked(of: Job, made: Review, language: Language) -> None:
    """The marked-up workbook: made when asked for; what it does not keep stands beside its button."""
    findings = findings_of(of, made.draft)
    kept = st.session_state.get("upload_marked")
    if not findings:
        return
    if kept is None or kept[0] != (of, language):
        if not st.button(say("upload.make-marked", language), key="upload_make_marked"):
            return
        with st.spinner(say("app.computing", language)):
            marked = marked_workbook(label(of, made.draft), of.upload.data, findings, language)
        kept = ((of, language), marked)
        st.session_state["upload_marked"] = kept
        st.rerun()
    marked = kept[1]
    file_button(say("upload.get-marked", language), lambda: marked.content, marked_name(of.upload.name, language), EXCEL)
    space = "" if language == "zh" else " "
    st.html(element("p", not_kept(marked, language), space, say("upload.marked-note", language), class_="cm-muted"))


def _corrected(store: Store, language: Language) -> None:
    with st.container(key="upload_drop_again"):
        given = st.file_uploader(
            say("upload.corrected", language),
            TYPES,
            key=f"upload_again_{st.session_state.get('upload_round', 0)}",
            max_upload_size=TAKEN_MB,
        )
    if given is not None:
        st.session_state["upload_round"] = st.session_state.get("upload_round", 0) + 1
        workbench.go_on_with(store, given.name, given.getvalue())
        st.session_state["upload_step"] = "problems"
        st.rerun()


def _open_tab(event: str) -> None:
    st.session_state["upload_tab"] = event.partition(":")[2]


def _open_finding(event: str) -> None:
    number = int(event.partition(":")[2])
    st.session_state["upload_opened"] = None if st.session_state.get("upload_opened") == number else number


def _decide(event: str, questions: Sequence[Question]) -> None:
    of = workbench.job()
    kind, _, rest = event.partition(":")
    at, _, number = rest.partition(":")
    question = questions[int(at)]
    if of is None:
        return
    if kind == "open":
        mine = [one for one in of.answers if (one.kind, one.written) == (question.kind, question.written)]
        workbench.change(replace(of, answers=tuple(one for one in of.answers if one not in mine)))
        return
    suggestion = question.suggestions[int(number)] if number else None
    answer = {"same": Answer.SAME, "different": Answer.DIFFERENT, "new": Answer.NEW}[kind]
    note = str(st.session_state.get("names_note", ""))
    made = question.answer(answer, suggestion, author=workbench.user().name, now=workbench.now(), note=note)
    workbench.change(replace(of, answers=(*of.answers, made)))


def _answer_all(found: Sequence[Alias]) -> None:
    of = workbench.job()
    if of is not None:
        workbench.change(replace(of, answers=(*of.answers, *found)))


def _publish(store: Store, of: Job, made: Review) -> None:
    user = workbench.user()
    decisions = tuple(replace(one, author=user.name) if one in of.answers else one for one in made.draft.content.decisions)
    signed = replace(made.draft, content=replace(made.draft.content, decisions=decisions))
    note = str(st.session_state.get("publish_note", ""))
    st.session_state["upload_outcome"] = publish(store, signed, user=user, note=note, now=workbench.now())


def _rebase(store: Store, of: Job) -> None:
    latest = find(store, "latest")
    workbench.change(replace(of, base=latest.version_id if latest else None))
