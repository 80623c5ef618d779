"""The people of an invitation: who will be met, and what is kept of the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fmgtrack.actions import contacts, fields
from fmgtrack.errors import FmgtrackError
from fmgtrack.records.interview import Meeting
from fmgtrack.records.results import Notice
from fmgtrack.rules.matching import name_key

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.exchange.icsfile import Guest, Invitation
    from fmgtrack.records.contact import Contact
    from fmgtrack.records.interview import Interview
    from fmgtrack.records.program import Program
    from fmgtrack.rules.people import Person
    from fmgtrack.store.history import Change

MOST_PEOPLE = 20
"""Invited people who become contacts; more of them are a mailing list, or other applicants."""

LONGEST_NOTE = 4_000
"""Characters of a description that are kept."""

MOST_LISTED = 100
"""Invited people that a note lists."""

_LONGEST_NAME, _LONGEST_SAID = 100, 500
_ROOMS = ("ROOM", "RESOURCE", "GROUP")
_NO_PERSON = re.compile(
    r"\b(?:office|residency|program|programme|department|dept|gme|team|recruitment|interviews?"
    r"|zoom|teams|webex|room|conference|admissions|applicants?|calendar|no-?reply|hospital"
    r"|university|education|medicine)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_COORDINATOR = re.compile(r"coordinator", re.IGNORECASE)


def meet(
    work: Work, change: Change, interview: Interview, program: Program, invitation: Invitation
) -> tuple[list[str], list[Notice]]:
    """Make the invited people follow-ups of an interview: what was added, and what to tell.

    Who is on record stays as the record has them. The organiser is met only as a coordinator.
    """
    people = _people(work, invitation)
    if len(people) > MOST_PEOPLE:
        return [], [Notice("invitation-crowd", ref=interview.ref, people=len(people))]
    made: list[str] = []
    for person in people:
        known = contacts.of_name(work.store, program, person.name, person.email)
        if known is None:
            role = person.role or "faculty"
            columns = {"name": person.name, "title": person.title, "email": person.email}
            given = {key: value for key, value in columns.items() if value}
            known = contacts.insert(change, program, given | {"role": role})
            contacts.always_met(work.store, change, known)
            made.append(f"with {known.full_name}")
        made += _met(work, change, interview, known)
    return list(dict.fromkeys(made)), []


def _met(work: Work, change: Change, interview: Interview, contact: Contact) -> list[str]:
    """Make one contact a follow-up, unless they are one; who is not named in person stays so."""
    table = work.store.table(Meeting)
    known = table.list(interview_id=interview.id, contact_id=contact.id)
    setting = None if contact.role == "coordinator" else "formal"
    if known:
        return []
    change.table(Meeting).insert(
        Meeting(interview_id=interview.id, contact_id=contact.id, setting=setting)
    )
    return [f"with {contact.full_name}"]


def _people(work: Work, invitation: Invitation) -> list[Person]:
    """Who is invited and is a person with a name, but not the user; a coordinator who invites."""
    found: dict[str, Person] = {}
    organiser = invitation.organiser
    host = organiser.address.lower() if organiser and organiser.address else None
    for guest in invitation.guests:
        is_host = host is not None and (guest.address or "").lower() == host
        if not is_host and not _is_user(work, guest) and (person := _person(guest)):
            found.setdefault(name_key(person.name), person)
    if organiser and _is_coordinator(organiser) and not _is_user(work, organiser):
        person = _person(organiser)
        if person:
            found.setdefault(name_key(person.name), person)
    return list(found.values())


def _is_coordinator(guest: Guest) -> bool:
    return bool(_COORDINATOR.search(guest.name) or _COORDINATOR.search(guest.role))


def _is_user(work: Work, guest: Guest) -> bool:
    """Whether this is the user: the name of the settings, or an address made of it."""
    own = sorted(name_key(work.settings.name or "").split())
    local = re.split(r"[._+-]", (guest.address or "").partition("@")[0].lower())
    return bool(own) and own in (sorted(name_key(guest.name).split()), sorted(local))


def _person(guest: Guest) -> Person | None:
    """A guest as a person; None for a room, an office, or a mere address."""
    from dataclasses import replace

    from fmgtrack.rules.people import read_email, read_person

    if len(guest.name) > _LONGEST_SAID:
        return None
    is_coordinator = _is_coordinator(guest)
    name = _BESIDE.sub(" ", guest.name)
    name = re.sub(r"[,\s-]*\b(?:residency |program )*coordinator\b", " ", name, flags=re.IGNORECASE)
    name = " ".join(name.replace('"', " ").replace("<", " ").replace(">", " ").split()).strip(",- ")
    if guest.kind in _ROOMS or "@" in name or " " not in name or _NO_PERSON.search(name):
        return None
    try:
        person = read_person(f'"{name}",')
        if len(fields.name(person.name, "person")) > _LONGEST_NAME:
            return None
        person = replace(person, role="coordinator" if is_coordinator else person.role)
    except FmgtrackError:
        return None
    try:
        return replace(person, email=read_email(guest.address) if guest.address else None)
    except FmgtrackError:
        return person


def note(work: Work, invitation: Invitation) -> str | None:
    """What an invitation says beside its day, for the private note."""
    people = {person.name for person in _people(work, invitation)}
    crowd = len(people) > MOST_PEOPLE
    lines = [f"invitation: {invitation.summary}"] if invitation.summary else []
    organiser = invitation.organiser
    if organiser and not _is_user(work, organiser) and (said := _said(organiser)):
        lines.append(f"from: {said}")
    others = [
        _said(guest)
        for guest in invitation.guests
        if not _is_user(work, guest)
        and guest.kind not in _ROOMS
        and (crowd or (person := _person(guest)) is None or person.name not in people)
        and (organiser is None or guest.address != organiser.address)
    ]
    if others:
        lines.append(f"also invited: {', '.join(filter(None, others[:MOST_LISTED]))}")
    lines.append(invitation.description[:LONGEST_NOTE])
    return fields.prose("\n".join(line[:LONGEST_NOTE] for line in lines if line), "note")


def _said(guest: Guest) -> str:
    address = f"<{guest.address}>" if guest.address and guest.name else guest.address or ""
    return f"{guest.name} {address}".strip() if guest.name != guest.address else guest.name
