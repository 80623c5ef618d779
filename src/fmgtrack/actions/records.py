"""The verbs that work on any record: show, edit, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.actions import (
    asking,
    contacts,
    deadlines,
    developments,
    documents,
    exams,
    experience,
    facts,
    find,
    followups,
    interviews,
    letters,
    mocks,
    outlines,
    programs,
    questions,
    reasons,
    stories,
    tellings,
    tries,
)
from fmgtrack.errors import ConflictError, UsageError
from fmgtrack.records import RECORDS
from fmgtrack.records.asking import Asking
from fmgtrack.records.contact import Contact
from fmgtrack.records.deadline import Deadline
from fmgtrack.records.development import Development
from fmgtrack.records.experience import Experience
from fmgtrack.records.fact import Fact, Preference
from fmgtrack.records.interview import Interview, Meeting
from fmgtrack.records.letter import Assignment, Document, Letter
from fmgtrack.records.mock import Mock
from fmgtrack.records.practice import Practice
from fmgtrack.records.profile import Exam, Gap, Profile
from fmgtrack.records.program import Program
from fmgtrack.records.question import Outline, Question
from fmgtrack.records.reason import Reason
from fmgtrack.records.results import Card, Changed, Notice
from fmgtrack.records.stage import Stage
from fmgtrack.records.story import Story, Telling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.records.spec import Record
    from fmgtrack.store import Store
    from fmgtrack.store.history import Change

EDITS: dict[type[Record], tuple[Callable[..., tuple[Notice, ...]], tuple[str, ...]]] = {
    Program: (
        programs.change_program,
        (
            *("name", "institution", "specialty", "city", "state", "zone", "code", "acgme", "url"),
            *(
                "status",
                "since",
                "signal",
                "policy",
                "policy_source",
                "j1",
                "h1b",
                "visa_source",
                "contract",
                "note",
            ),
            "without",
        ),
    ),
    Contact: (contacts.change_contact, ("name", "title", "role", "email", "note")),
    Interview: (
        interviews.change_interview,
        (
            *("when", "until", "zone", "format", "place", "with", "without", "status"),
            *("respond_by", "highlight", "note"),
        ),
    ),
    Meeting: (followups.change_meeting, ("setting", "about", "ask")),
    Deadline: (
        deadlines.change_deadline,
        ("title", "when", "program", "zone", "body", "source", "done"),
    ),
    Question: (
        questions.change_question,
        ("text", "kind", "assesses", "minutes", "pitfalls"),
    ),
    Reason: (reasons.change_reason, ("text", "kind", "source", "on")),
    Asking: (asking.change_asking, ("setting", "ask")),
    Development: (developments.change_development, developments.OPTIONS),
    Exam: (exams.change_exam, ("kind", "on", "outcome", "score", "result_on")),
    Gap: (exams.change_gap, ("begins", "ends", "why")),
    Story: (stories.change_story, stories.OPTIONS),
    Mock: (mocks.change_mock, mocks.OPTIONS),
    Experience: (experience.change_experience, experience.OPTIONS),
    Letter: (letters.change_letter, letters.OPTIONS),
    Document: (documents.change_document, documents.OPTIONS),
}
"""What `edit` does for each kind of record, and the options it takes."""


def edit(work: Work, text: str, values: Mapping[str, str | tuple[str, ...]]) -> Changed:
    """Change a record by the options of its `add-` command.

    Raises:
        UsageError: an option does not belong to this kind of record.
    """
    with work.store.change() as change:
        record, notices = apply(work, change, text, values)
        changed = ", ".join(sorted(option.replace("_", "-") for option in values))
        change.title = f"edited {record.ref} ({changed})"
        title = change.title if any(b != a for _, _, b, a in change.images) else ""
    return Changed("edit", (record.ref,), title, notices)


def apply(
    work: Work, change: Change, text: str, values: Mapping[str, str | tuple[str, ...]]
) -> tuple[Record, tuple[Notice, ...]]:
    """Do what `edit` does within a change that is open: the record as it was, and what to tell.

    Raises:
        UsageError: an option does not belong to this kind of record.
    """
    record = find.anything(work.store, text)
    change_it, options = editable(record)
    for option in values:
        if option not in options:
            flag = option.replace("_", "-")
            raise UsageError(
                f"`--{flag}` is no option of {find.a_kind(record)}",
                "it takes " + ", ".join(f"`--{name.replace('_', '-')}`" for name in options),
            )
    return record, change_it(work, change, record, values)


def editable(
    record: Record,
) -> tuple[Callable[..., tuple[Notice, ...]], tuple[str, ...]]:
    """The function that edits this kind of record and the options it takes."""
    found = EDITS.get(type(record))
    if found is None:
        raise ConflictError(f"{record.ref} cannot be edited", "`fmgtrack show` shows it")
    return found


def removal(work: Work, texts: Iterable[str]) -> Card:
    """What `remove` would remove: the named records and everything that hangs on them."""
    named = [find.anything(work.store, text) for text in find.spread(work.store, texts)]
    return Card(
        "removal", {"records": [describe(work.store, r) for r in family(work.store, named)]}
    )


def remove(work: Work, texts: Iterable[str]) -> Changed:
    """Remove records with everything that hangs on them, children first."""
    with work.store.change() as change:
        named = [find.anything(work.store, text) for text in find.spread(work.store, texts)]
        everything = family(work.store, named)
        lists = {record.letter for record in everything if hasattr(record, "letter")}
        for record in everything:
            _let_go(change, record)
            change.table(type(record)).delete(record)
        _close_gaps(work.store, change, lists)
        change.title = "removed " + ", ".join(
            describe(work.store, record)["title"] for record in named
        )
    return Changed("remove", tuple(record.ref for record in everything), change.title)


def _let_go(change: Change, record: Record) -> None:
    """Take a record's number out of what names it but lives without it."""
    for name, column in record.spec.loose:
        table = change.table(RECORDS[name].cls)
        for row in table.list(**{column: record.id}):
            table.update(row, **{column: None})


def family(store: Store, named: Iterable[Record]) -> list[Record]:
    """The records and all that point at them, children before parents, each once."""
    found: dict[str, Record] = {}

    def visit(record: Record) -> None:
        for child, column in record.spec.children:
            for row in store.table(RECORDS[child].cls).list(**{column: record.id}):
                visit(row)
        found.setdefault(record.ref, record)

    for record in named:
        visit(record)
    return list(found.values())


SAID: dict[type[Record], Callable[[Store, Any], str]] = {
    Profile: lambda _, record: record.eras_name or "profile",
    Exam: exams.said,
    Gap: lambda _, record: exams.gap_said(record),
    Fact: facts.titled,
    Preference: lambda _, record: f"{record.rule} {record.value}",
    Mock: lambda _, record: record.who,
    Telling: tellings.said,
    Outline: lambda _, record: outlines.first_line(record),
    Practice: tries.titled,
    Letter: letters.titled,
    Document: letters.titled,
    Assignment: letters.titled,
    Stage: lambda _, record: f"{record.status} {record.reached_on}",
}
"""A record in a few words, for each kind that has neither a name nor a title of its own."""


def describe(store: Store, record: Record) -> dict[str, Any]:
    """A record in a line: `ref kind title`."""
    name = getattr(record, "full_name", None) or getattr(record, "name", None)
    if isinstance(record, Meeting):
        contact = store.table(Contact).get(record.contact_id)
        name = contact.full_name if contact else ""
    elif isinstance(record, Interview):
        program = store.table(Program).get(record.program_id)
        name = f"{program.name if program else ''} {record.starts_at or record.status}"
    elif type(record) in SAID:
        name = SAID[type(record)](store, record)
    name = name or getattr(record, "title", None) or getattr(record, "code", None)
    name = name or getattr(record, "subject", None) or getattr(record, "text", None)
    name = name or getattr(record, "key", None) or getattr(record, "what", None) or ""
    return {
        "ref": record.ref,
        "kind": find.kind_of(record),
        "title": f"{record.ref} {name}".strip(),
    }


def _close_gaps(store: Store, change: Change, letters: Iterable[str]) -> None:
    from fmgtrack.actions.couples import renumber as renumber_pairs
    from fmgtrack.actions.rol import renumber

    renumber_pairs(store, change)
    for letter in letters:
        renumber(store, change, letter)
