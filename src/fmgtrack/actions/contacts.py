"""Contacts: the people at a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields, find
from fmgtrack.errors import ConflictError, UsageError
from fmgtrack.records.contact import Contact
from fmgtrack.records.interview import Interview, Meeting
from fmgtrack.records.program import Program
from fmgtrack.records.results import Changed, Notice
from fmgtrack.records.words import ALWAYS_THANKED, CALLED_OFF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.store import Store
    from fmgtrack.store.history import Change


def add_contact(
    work: Work, program_text: str, values: Mapping[str, str | tuple[str, ...]]
) -> Changed:
    """Put a person at a program on record.

    A director or coordinator becomes a follow-up of each interview there, in the same change.

    Raises:
        ConflictError: a person of that name is on record at the program.
    """
    columns = read(values)
    with work.store.change() as change:
        program = find.program(work.store, program_text)
        refuse_double(work.store, program, columns["name"])
        contact = insert(change, program, columns)
        made = always_met(work.store, change, contact)
        change.title = f"added contact {contact.ref} {contact.full_name} at {program.name}"
    notices = tuple(
        Notice("follow-up-made", ref=meeting.ref, interview=f"i{meeting.interview_id}")
        for meeting in made
    )
    if not made and contact.role not in ALWAYS_THANKED:
        latest = _latest_interview(work.store, program)
        if latest:
            notices = (Notice("not-met-yet", interview=latest, name=contact.full_name),)
    return Changed("add-contact", (contact.ref, *(m.ref for m in made)), change.title, notices)


def read(values: Mapping[str, str | tuple[str, ...]]) -> dict[str, Any]:
    """Column values from the options that were given.

    A name may carry title, mail address and role, as in `add-interview --with`.
    """
    from fmgtrack.rules.people import read_person, read_role, read_title

    columns: dict[str, Any] = {}
    if (text := fields.one(values, "name")) is not None:
        person = read_person(text)
        if person.setting:
            raise UsageError(
                f"`{person.setting}` belongs to a day, not to a person",
                "`add-interview --with` and `edit f1 --setting` take it",
            )
        given = {"name": person.name, "title": person.title, "email": person.email}
        columns.update({key: value for key, value in given.items() if value})
        if person.role:
            columns["role"] = person.role
    if (text := fields.one(values, "role")) is not None:
        columns["role"] = read_role(text)
    if (text := fields.one(values, "title")) is not None:
        columns["title"] = read_title(text) if text.strip() else None
    if (text := fields.one(values, "email")) is not None:
        columns["email"] = fields.email(text)
    if (text := fields.one(values, "note")) is not None:
        columns["note"] = fields.prose(text, "note")
    return columns


def insert(change: Change, program: Program, columns: Mapping[str, Any]) -> Contact:
    """Write a new contact; title Dr. for all but a coordinator, unless another was given."""
    role = columns.get("role") or "faculty"
    title = None if role == "coordinator" else "Dr."
    return change.table(Contact).insert(
        Contact(**({"title": title} | dict(columns) | {"program_id": program.id, "role": role}))
    )


def refuse_double(store: Store, program: Program, name: str, *, but: int = 0) -> None:
    """Refuse a second person of the same name at a program."""
    other = of_name(store, program, name)
    if other and other.id != but:
        raise ConflictError(
            f"{other.ref} {other.full_name} is on record at {program.name} already",
            f"`fmgtrack edit {other.ref}` changes it; a fuller name tells two people apart",
        )


def of_name(store: Store, program: Program, name: str, email: str | None = None) -> Contact | None:
    """The person of that name at a program, or the only one that it is short for.

    An address tells two spellings of one last name to be the same person.
    """
    from fmgtrack.rules.matching import name_key
    from fmgtrack.rules.people import last_name, same_person

    people = store.table(Contact).list(program_id=program.id)
    for person in people:
        if name_key(person.name) == name_key(name):
            return person
    surname = name_key(last_name(name))
    for person in people:
        # an office shares one address, so the address alone does not tell who is meant
        shared = email and person.email and person.email.lower() == email.lower()
        if shared and name_key(last_name(person.name)) == surname:
            return person
    alike = [person for person in people if same_person(name, person.name)]
    return alike[0] if len(alike) == 1 else None


def always_met(store: Store, change: Change, contact: Contact) -> list[Meeting]:
    """Make a director or coordinator a follow-up of each interview that has none of them yet."""
    made: list[Meeting] = []
    if contact.role not in ALWAYS_THANKED:
        return made
    for interview in store.table(Interview).list(program_id=contact.program_id):
        known = store.table(Meeting).list(interview_id=interview.id, contact_id=contact.id)
        if interview.status not in CALLED_OFF and not known:
            meeting = Meeting(interview_id=interview.id, contact_id=contact.id)
            made.append(change.table(Meeting).insert(meeting))
    return made


def _latest_interview(store: Store, program: Program) -> str | None:
    found = store.table(Interview).list(program_id=program.id)
    return found[-1].ref if found else None


def change_contact(
    work: Work, change: Change, contact: Contact, values: Mapping[str, str | tuple[str, ...]]
) -> tuple[Notice, ...]:
    """Apply the options of `edit` to a contact."""
    columns = read(values)
    if "name" in columns:
        program = find.of_kind(work.store, f"p{contact.program_id}", Program, "program")
        refuse_double(work.store, program, columns["name"], but=contact.id)
    after = change.table(Contact).update(contact, **columns)
    if after.role == contact.role:
        return ()
    return tuple(
        Notice("follow-up-made", ref=meeting.ref, interview=f"i{meeting.interview_id}")
        for meeting in always_met(work.store, change, after)
    )
