"""What an export is made from: region, version, parameters, age and confidence of the data, files; and what the data are not."""

from chainmap.model.vocabulary import Confidence
from chainmap.present.finding_list import unused_files
from chainmap.present.numbers import day, listed
from chainmap.present.overview import confidence_numbers, confidence_sentence
from chainmap.present.table import Table, TableColumn
from chainmap.present.view import View


def data_note(view: View) -> Table:
    """The sheet that every exported workbook ends with: one line a fact."""
    facts = note_facts(view)
    columns = tuple(TableColumn(header=name) for name, _text in facts)
    return Table(name=view.say("xlsx.note"), columns=columns, rows=[[text for _name, text in facts]], key_value=True)


def note_facts(view: View) -> list[tuple[str, str]]:
    """Name and text of every fact, in the order in which they are read."""
    assessment = view.assessment
    settings = (f"{name}={value}" for name, value in assessment.parameters.as_json().items())
    return [
        (view.say("xlsx.region"), view.region(assessment.region)),
        (view.say("xlsx.home-country"), view.region(assessment.home_country)),
        (view.say("xlsx.ladder"), " → ".join(map(view.region, assessment.ladder))),
        (view.say("xlsx.as-of"), as_of(view)),
        (view.say("xlsx.statement"), "\n".join(statements(view))),
        (view.say("xlsx.confidence"), confidence_counts(view)),
        (view.say("xlsx.reading"), view.say("xlsx.reading-text")),
        (view.say("xlsx.version"), assessment.version or view.say("xlsx.no-version")),
        (view.say("xlsx.method"), str(assessment.method)),
        (view.say("xlsx.parameters"), listed(settings, view.language)),
        (view.say("xlsx.sources"), "\n".join(source_lines(view, gap="  "))),
    ]


def source_lines(view: View, *, gap: str = " ") -> list[str]:
    """Every file with its whole hash, and behind it that nothing of it counts where it cannot be used."""
    unused = unused_files(view.assessment.findings, view.dataset)
    return [
        f"{file}{gap}{digest}" + (view.say("data.file-unused") if file in unused else "")
        for file, digest in sorted(view.assessment.sources.items())
    ]


def confidence_counts(view: View) -> str:
    """How many supplier rows the chains of the view have, their shares and their numbers per confidence."""
    numbers = confidence_numbers(view)
    counted = [
        view.say(
            "xlsx.confidence-count",
            confidence=view.word(Confidence(code)) if code else view.say("confidence.none"),
            count=numbers[code],
        )
        for code in numbers
    ]
    return confidence_sentence(view) + (view.say("xlsx.in-brackets", text=tuple(counted)) if counted else "")


def statements(view: View) -> tuple[str, ...]:
    """What the chains' sheets say about their own data, each sentence once, as written."""
    return tuple(dict.fromkeys(chain.chain.note for chain in view.assessment.chains if chain.chain.note))


def as_of(view: View) -> str:
    """The oldest date that a chain's sheet gives for its data, or that none does."""
    dates = [chain.chain.as_of for chain in view.assessment.chains if chain.chain.as_of is not None]
    return day(min(dates)) if dates else view.say("context.no-date")
