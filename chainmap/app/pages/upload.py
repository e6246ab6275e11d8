"""上传: a file on its way to a version, in four steps: file, problems, names, publish."""

import streamlit as st

from chainmap.app import session, upload_steps, who, workbench
from chainmap.app.outcome import told
from chainmap.app.pane import pane
from chainmap.desk.outcome import Refusal
from chainmap.desk.review import Review
from chainmap.desk.roles import Deed
from chainmap.desk.upload_job import findings_of
from chainmap.model.finding import Severity
from chainmap.present.markup import element
from chainmap.present.name_review import is_decided
from chainmap.present.upload_review import STEPS, severities, step_line
from chainmap.present.words import say


def choose_step(event: str) -> None:
    """A click on the line of steps."""
    st.session_state["upload_step"] = event.partition(":")[2]


language = session.language()
store = session.store()
assert store is not None  # the page stands only where versions are kept
if not who.may(Deed.PUBLISH):
    st.html(element("p", say("signed-in.read-only", language), class_="cm-sentence"))
    st.stop()
job = workbench.job()
line, body = st.container(), st.container()
with body:
    review = workbench.review(store, job) if job else None

counts = {"file": job.upload.name if job else ""}
if isinstance(review, Review) and job is not None:
    found = severities(findings_of(job, review.draft))
    others = found[Severity.WARNING] + found[Severity.INFO]
    code = "upload.count.problems" if others else "upload.count.errors"
    answers = workbench.answers_by_question(job, review.questions)
    undecided = sum(not is_decided(one, answers.get(at, ())) for at, one in enumerate(review.questions))
    counts |= {
        "problems": say(code, language, errors=found[Severity.ERROR], others=others),
        "names": say("upload.count.names", language, count=undecided),
        "publish": say("upload.count.changes", language, count=len(review.difference.rows)),
    }
step = st.session_state.get("upload_step", STEPS[0])
step = step if step in counts else STEPS[0]
with line:
    pane(step_line(counts, step, language), key="upload_steps", on_event=choose_step)

with body:
    if job is None:
        st.html(element("p", say("upload.sentence.empty", language), class_="cm-sentence"))
        upload_steps.choose_file(store, language)
    elif step == "file":
        upload_steps.file_step(job, language)
        if isinstance(review, Refusal):
            told(review, language)
    elif isinstance(review, Review):
        if step == "problems":
            upload_steps.problem_step(store, job, review, language)
        elif step == "names":
            upload_steps.name_step(job, review, language)
        else:
            upload_steps.publish_step(store, job, review, language)
    onward = st.container(key="upload_onward", horizontal=True)
    following = STEPS[(STEPS.index(step) + 1) % len(STEPS)]
    if following != STEPS[0] and following in counts:
        name = say(f"upload.step.{following}", language, number=STEPS.index(following) + 1)
        onward.button(
            say("upload.next", language, step=name),
            key="upload_next",
            type="primary",
            on_click=choose_step,
            args=(f"step:{following}",),
        )
    if job is not None and step == "file":
        with onward:
            upload_steps.another(language)
