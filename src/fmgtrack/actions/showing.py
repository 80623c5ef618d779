"""One record whole, of any kind; what a kind needs is loaded when one is shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from fmgtrack.actions import find
from fmgtrack.errors import NotFoundError, RefusedError
from fmgtrack.records import RECORDS
from fmgtrack.records.contact import Contact
from fmgtrack.records.deadline import Deadline
from fmgtrack.records.interview import Interview, Meeting
from fmgtrack.records.program import Program
from fmgtrack.records.results import Card

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row
    from fmgtrack.records.spec import Record

MAIN = ("program", "contact", "interview", "meeting", "deadline")
"""Kinds of records that have a query of their own."""

SHOWN = {
    "profile": ("profile", "row"),
    "exam": ("exams", "exam_row"),
    "gap": ("exams", "gap_row"),
    "fact": ("facts", "shown"),
    "preference": ("facts", "preferred"),
    "question": ("question_rows", "row_of"),
    "outline": ("outlines", "row_of"),
    "reason": ("reasons", "row_of"),
    "practice": ("tries", "shown"),
    "asking": ("asking", "row_of"),
    "tick": ("checklists", "row_of"),
    "development": ("developments", "row_of"),
    "story": ("stories", "row_of"),
    "mock": ("mocks", "row_of"),
    "mend": ("mocks", "mend_row"),
    "experience": ("experience", "shown"),
    "letter": ("letters", "shown"),
    "document": ("documents", "shown"),
}
"""For each further kind of record the module of this package, and its function that gives the row
of a listing."""


def show(work: Work, text: str) -> Card:
    """One record whole, with its listing's keys and what hangs on it.

    A program brings its contacts, interviews, follow-ups and deadlines.
    """
    record = find.anything(work.store, text)
    row = row_of(work, record)
    return Card(find.kind_of(record), row)


def last_made(work: Work) -> Record:
    """The main record of the newest change, of those that can be shown.

    Raises:
        RefusedError: it made or changed none that is still there.
    """
    from fmgtrack.store.history import latest

    for name, number in latest(work.store.conn):
        if name in (*MAIN, *SHOWN):
            record = work.store.table(RECORDS[name].cls).get(number)
            if record is not None:
                return record
    raise RefusedError(
        "the last change left no record of its own", "`fmgtrack history` shows what it was"
    )


def row_of(work: Work, record: Record) -> Row:
    """The listing row of a record; for a program with its people, days and mails."""
    from fmgtrack.store import contacts as people
    from fmgtrack.store import deadlines as dates
    from fmgtrack.store import followups as mails
    from fmgtrack.store import interviews as days
    from fmgtrack.store import programs as places

    store, number = work.store, record.id
    if isinstance(record, Program):
        from fmgtrack.actions.stages import of_program

        return places.rows(store, program_id=number)[0] | {
            "contacts": people.rows(store, program_id=number),
            "interviews": days.rows(store, work.now, work.home_zone, program_id=number),
            "followups": mails.rows(store, work.now, work.settings, program_id=number),
            "deadlines": dates.rows(store, work.now, work.home_zone, program_id=number),
            "stages": of_program(work, number),
        }
    if isinstance(record, Contact):
        return people.rows(store, contact_id=number)[0]
    if isinstance(record, Interview):
        return days.rows(store, work.now, work.home_zone, interview_id=number)[0]
    if isinstance(record, Meeting):
        return mails.rows(store, work.now, work.settings, meeting_ids=(number,))[0]
    if isinstance(record, Deadline):
        return dates.rows(store, work.now, work.home_zone, deadline_id=number)[0]
    if record.spec.name in SHOWN:
        module, function = SHOWN[record.spec.name]
        found: Row = getattr(import_module(f"fmgtrack.actions.{module}"), function)(work, record)
        return found
    raise NotFoundError("record", record.ref, hint="`fmgtrack history` shows what became of it")
