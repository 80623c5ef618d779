"""A record as text for the editor, and back to the options of `edit`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.actions import developments, documents, experience, find, letters
from fmgtrack.actions.records import editable
from fmgtrack.errors import ConflictError
from fmgtrack.exchange.form import read_form, write_form
from fmgtrack.records.asking import Asking
from fmgtrack.records.contact import Contact
from fmgtrack.records.deadline import Deadline
from fmgtrack.records.development import Development
from fmgtrack.records.experience import Experience
from fmgtrack.records.interview import Interview, Meeting
from fmgtrack.records.letter import Document, Letter
from fmgtrack.records.mock import Mock
from fmgtrack.records.profile import Exam
from fmgtrack.records.program import Program, Track
from fmgtrack.records.reason import Reason
from fmgtrack.records.story import Story

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.records.spec import Record

COLUMNS: dict[type[Record], dict[str, str]] = {
    Program: {
        "zone": "timezone",
        "acgme": "acgme_code",
        "policy": "contact_policy",
        "contract": "contract_on",
    },
    Contact: {},
    Interview: {"when": "starts_at", "until": "ends_at", "zone": "timezone"},
    Meeting: {"about": "talked_about", "ask": "to_ask"},
    Deadline: {"when": "due_at", "zone": "timezone", "done": "done_on"},
    Reason: {"on": "checked_on"},
    Asking: {"ask": "text"},
    Development: developments.COLUMNS,
    Exam: {"on": "taken_on"},
    Story: {"competency": "competencies"},
    Mock: {"on": "held_on"},
    Experience: experience.COLUMNS,
    Letter: letters.DAYS,
    Document: documents.COLUMNS,
}
"""Options whose column has another name."""

LEFT_OUT = ("with", "without", "program", "told", "mend", "since")
"""Options that add or take away, and so have no value to show."""


def form(work: Work, text: str) -> str:
    """The record as a form with a line for each option of `edit`."""
    record = find.anything(work.store, text)
    title = f"{record.ref}: change what stands after the colon, save and close\nempty = not set"
    return write_form(title, _values(work, record))


def changed(work: Work, text: str, opened: str, edited: str) -> dict[str, str | tuple[str, ...]]:
    """The options that a person changed in the editor, as `edit` takes them.

    Args:
        work: the open record.
        text: which of its records.
        opened: the form as the editor was given it.
        edited: the form as it was saved.

    Raises:
        InvalidError: a line is no field of this record; it is named by its number.
        ConflictError: another command changed one of these options while the editor was open.
    """
    record = find.anything(work.store, text)
    fields = _values(work, record)
    names = [name for name, _ in fields]
    now, before, after = (
        read_form(form, names) for form in (write_form("", fields), opened, edited)
    )
    values: dict[str, str | tuple[str, ...]] = {
        name: value for name, value in after.items() if value != before[name]
    }
    both = [name for name in values if now[name] not in (before[name], after[name])]
    if both:
        raise ConflictError(
            f"{', '.join(both)} of {record.ref} was changed by another command while your editor"
            " was open",
            f"`fmgtrack show {record.ref}` shows it as it is now",
        )
    if "code" in values:
        old, new = before["code"].split(), after["code"].split()
        values["code"] = tuple(new)
        values["without"] = tuple(code for code in old if code not in new)
    return values


def _values(work: Work, record: Record) -> list[tuple[str, str]]:
    names = COLUMNS.get(type(record), {})
    shown = []
    for option in editable(record)[1]:
        if option not in LEFT_OUT:
            value: Any = getattr(record, names.get(option, option), None)
            if option == "code":
                tracks = work.store.table(Track).list(program_id=record.id)
                value = " ".join(track.code for track in tracks)
            shown.append((option, _text(value)))
    return shown


def _text(value: Any) -> str:  # noqa: ANN401  a column's value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
