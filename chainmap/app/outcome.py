"""What became of a change, said on the page: it landed, or why it did not and that the data are as they were."""

import streamlit as st

from chainmap.app import session
from chainmap.desk.outcome import Conflict, Invalid, Outcome, Published, Refusal, Unchanged
from chainmap.present.difference_review import names_of, row_table
from chainmap.present.finding_list import finding_table
from chainmap.present.markup import element
from chainmap.present.version_list import signed
from chainmap.present.words import Language, say


def told(outcome: Outcome, language: Language) -> None:
    """What became of a change, in a sentence; with both differences where two people changed the same."""
    match outcome:
        case Published(version=version, rebased=rebased):
            code = "publish.done-rebased" if rebased else "publish.done"
            _say(say(code, language, number=version.number), good=True)
        case Unchanged(version=version):
            _say(say("publish.unchanged", language, number=version.number))
        case Invalid(errors=errors, rebased_on=rebased_on):
            _say(say("publish.invalid-together" if rebased_on else "publish.invalid", language, count=len(errors)))
            st.html(finding_table(errors, language, at_most=20))
        case Conflict(latest=latest, mine=mine, theirs=theirs):
            _say(say("publish.conflict", language, author=signed(latest.author, language), number=latest.number))
            names = names_of((session.open_source().dataset,), language)
            for code, found in (("publish.mine", mine), ("publish.theirs", theirs)):
                st.html(element("h3", say(code, language)))
                st.html(element("div", row_table(found.rows, names, language), class_="cm-page"))
        case Refusal(code=code, facts=facts):
            _say(say("upload.refused", language, why=say(f"refusal.{code}", language, **facts)))


def _say(text: str, *, good: bool = False) -> None:
    st.html(element("p", text, class_="cm-alert cm-good" if good else "cm-alert", role="status" if good else "alert"))
