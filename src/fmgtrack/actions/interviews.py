"""Interviews and the meetings of the day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from fmgtrack.actions import contacts, fields, find
from fmgtrack.errors import ConflictError, NotFoundError, UsageError, WhenError
from fmgtrack.records.contact import Contact
from fmgtrack.records.interview import Interview, Meeting
from fmgtrack.records.program import Program
from fmgtrack.records.results import Changed, Notice
from fmgtrack.records.words import ALWAYS_THANKED, CALLED_OFF, FORMATS, INTERVIEW_STATUSES
from fmgtrack.rules import moments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.rules.people import Person
    from fmgtrack.rules.when import When
    from fmgtrack.store import Store
    from fmgtrack.store.history import Change

ANSWER_WITHIN = timedelta(hours=48)
"""The least time a program gives to answer an invitation (domain.md 3.1, agreement section 6.2)."""

UNDATED = ("invited", "waitlisted", "declined", "cancelled")
"""Statuses in which an interview may have no day."""


def add_interview(
    work: Work, program_text: str, values: Mapping[str, str | tuple[str, ...]]
) -> Changed:
    """Put an interview on record, with a follow-up for everyone who is or was met.

    Director and coordinator on record become follow-ups too. People named by `with` who are not
    on record become contacts. All of it is one change.

    Raises:
        UsageError: a scheduled interview has no day.
        ConflictError: the program has an interview at that moment already.
    """
    with work.store.change() as change:
        program = find.program(work.store, program_text)
        columns, notices = read(work, values, program)
        status = columns.setdefault("status", "scheduled" if columns.get("starts_at") else None)
        if status is None or (status == "scheduled" and not columns.get("starts_at")):
            raise UsageError(
                "the day of the interview is missing",
                'type it after the program, such as "24 Nov 2026 9:00"; `--status invited` goes'
                " without",
            )
        if status == "invited" and "respond_by" not in columns:
            columns |= _reply_clock(work, program)
        interview = Interview(**columns, program_id=program.id)
        refuse_double(work.store, interview)
        interview = change.table(Interview).insert(interview)
        made = _meet_all(work, change, interview, program, fields.many(values, "with"))
        change.title = f"added interview {interview.ref} at {program.name}"
    return Changed(
        "add-interview",
        (interview.ref, *(meeting.ref for meeting in made)),
        change.title,
        (
            *echo(work, interview),
            *notices,
            *said_no(program),
            *_another_day(work, interview),
            *conflicts(work, interview),
            *_to_note(work, made),
        ),
    )


def read(
    work: Work,
    values: Mapping[str, str | tuple[str, ...]],
    program: Program,
    current: Interview | None = None,
) -> tuple[dict[str, Any], tuple[Notice, ...]]:
    """Column values from the options that were given, and what to tell the person.

    A time is read in the zone that is typed, else `--zone`, else the program's, else the one the
    interview has, else the person's own.
    """
    columns: dict[str, Any] = {}
    zone = fields.zone(work, fields.one(values, "zone") or "")
    default = zone or program.timezone or (current and current.timezone) or None
    notices: list[Notice] = []
    columns |= _times(work, values, default, current, notices)
    if zone and "starts_at" not in columns and current and current.starts_at:
        columns["timezone"] = zone
    if (text := fields.one(values, "status")) is not None:
        columns["status"] = fields.choice(text, "--status", INTERVIEW_STATUSES)
    if (text := fields.one(values, "format")) is not None:
        columns["format"] = fields.choice(text, "--format", FORMATS) if text.strip() else None
    for option in ("place", "highlight"):
        if (text := fields.one(values, option)) is not None:
            columns[option] = fields.line(text, option)
    if (text := fields.one(values, "note")) is not None:
        columns["note"] = fields.prose(text, "note")
    if (text := fields.one(values, "respond_by")) is not None:
        status = columns.get("status", current and current.status)
        columns |= _respond_by(work, text, default, notices, waits=status == "invited")
    return columns, tuple(notices)


def _times(
    work: Work,
    values: Mapping[str, str | tuple[str, ...]],
    default: str | None,
    current: Interview | None,
    notices: list[Notice],
) -> dict[str, Any]:
    from fmgtrack.rules.when import from_wall, read_when

    columns: dict[str, Any] = {}
    starts, zone = (current.starts_at, current.timezone) if current else (None, None)
    if (text := fields.one(values, "when")) is not None:
        begin = read_when(text, work.reading(default))
        said = fields.one(values, "zone")
        if said and begin.zone_said and default != begin.zone:
            raise UsageError(
                f"the time says {begin.zone} and `--zone` says {default}", "leave one of them out"
            )
        starts, zone = begin.wall, begin.zone
        if begin.clock is None and current and current.starts_at:
            starts = _same_clock(starts, current.starts_at, notices)
        columns |= {"starts_at": starts, "timezone": zone}
        notices.extend(Notice("when", sentence=note) for note in begin.notes)
        if current and current.ends_at and "until" not in values:
            # a moved day keeps its length; an end that was said belongs to the old day
            columns["ends_at"] = _moved_end(current, from_wall(starts, zone))
    if (text := fields.one(values, "until")) is not None:
        if not text.strip():
            columns["ends_at"] = None
        elif starts is None or zone is None:
            raise UsageError("`--until` needs the day on which it begins", "type that day too")
        else:
            end = read_when(text, work.reading(zone), day=moments.day_of(starts))
            notices.extend(Notice("when", sentence=note) for note in end.notes)
            columns["ends_at"] = _wall_in(end, zone)
    ends_at = columns.get("ends_at", current.ends_at if current else None)
    if starts and ends_at and _is_before(ends_at, starts):
        raise WhenError(
            f"the interview would end ({ends_at}) before it begins ({starts})",
            "`--until` takes its end: a time of the same day, or a day and a time",
        )
    return columns


def _same_clock(day: str, before: str, notices: list[Notice]) -> str:
    """A day moved without a time keeps the time of day that it had."""
    if not moments.has_clock(before):
        return day
    clock = before[moments.DAY_LENGTH + 1 :]
    notices.append(Notice("kept-clock", clock=clock))
    return f"{day} {clock}"


def _is_before(ends_at: str, starts_at: str) -> bool:
    if moments.has_clock(ends_at) and moments.has_clock(starts_at):
        return ends_at < starts_at
    return moments.day_of(ends_at) < moments.day_of(starts_at)


def _wall_in(when: When, zone: str) -> str:
    if when.clock is None or when.zone == zone:
        return when.wall
    return moments.in_zone(when.moment, zone).strftime("%Y-%m-%d %H:%M")


def _moved_end(current: Interview, begin: When) -> str | None:
    if not current.starts_at or not current.ends_at:
        return None
    days = moments.day_of(current.ends_at) - moments.day_of(current.starts_at)
    if not (moments.has_clock(current.ends_at) and moments.has_clock(current.starts_at)):
        return (begin.day + days).isoformat() if days else None
    if begin.clock is None:
        return (begin.day + days).isoformat() if days else None
    length = moments.ends(current.starts_at, current.ends_at) - datetime.fromisoformat(
        current.starts_at
    )
    return (datetime.combine(begin.day, begin.clock) + length).strftime("%Y-%m-%d %H:%M")


def _respond_by(
    work: Work, text: str, default: str | None, notices: list[Notice], *, waits: bool
) -> dict[str, Any]:
    from fmgtrack.rules.when import read_when

    if not text.strip():
        return {"respond_by": None, "respond_zone": None}
    when = read_when(text, work.reading(default))
    notices.extend(Notice("when", sentence=note) for note in when.notes)
    # the whole of a day that was said without a time is there for the answer
    last = when.moment if when.clock else when.moment + timedelta(days=1)
    if waits and last < work.now:
        notices.append(Notice("respond-past", by=when.wall))
    return {"respond_by": when.wall, "respond_zone": when.zone}


def _reply_clock(work: Work, program: Program) -> dict[str, Any]:
    zone = program.timezone or work.home_zone
    until = moments.in_zone(work.now + ANSWER_WITHIN, zone)
    return {"respond_by": until.strftime("%Y-%m-%d %H:%M"), "respond_zone": zone}


def said_no(program: Program) -> tuple[Notice, ...]:
    """That a program said no, or was withdrawn from, where it is dealt with as if not."""
    if program.status not in ("rejected", "withdrawn"):
        return ()
    return (Notice("said-no", ref=program.ref, name=program.name, status=program.status),)


def _another_day(work: Work, interview: Interview) -> tuple[Notice, ...]:
    """Another interview at the program that takes place: one may have been put down twice."""
    if interview.status in CALLED_OFF:
        return ()
    for other in work.store.table(Interview).list(program_id=interview.program_id):
        if other.id != interview.id and other.status == "scheduled" and other.starts_at:
            facts = {"ref": other.ref, "starts_at": other.starts_at, "new": interview.ref}
            return (Notice("another-day", **facts),)
    return ()


def refuse_double(store: Store, interview: Interview) -> None:
    """Refuse a second interview at the same moment and program with the same status."""
    for other in store.table(Interview).list(program_id=interview.program_id):
        same = other.starts_at == interview.starts_at and other.timezone == interview.timezone
        if same and other.id != interview.id and other.status == interview.status:
            raise ConflictError(
                f"{other.ref} is the same interview",
                f"`fmgtrack edit {other.ref}` changes it",
            )


def _meet_all(
    work: Work, change: Change, interview: Interview, program: Program, people: tuple[str, ...]
) -> list[Meeting]:
    """Follow-ups of a new interview: director and coordinator on record, then who was named."""
    always = _always_met(work.store, change, interview)
    named = [meet(work, change, interview, program, text) for text in people]
    return list({meeting.id: meeting for meeting in (*always, *named)}.values())


def _always_met(store: Store, change: Change, interview: Interview) -> list[Meeting]:
    """Make director and coordinator follow-ups of an interview that will take place."""
    made: list[Meeting] = []
    if interview.status in CALLED_OFF:
        return made
    known = {m.contact_id for m in store.table(Meeting).list(interview_id=interview.id)}
    for contact in store.table(Contact).list(program_id=interview.program_id):
        if contact.role in ALWAYS_THANKED and contact.id not in known:
            meeting = Meeting(interview_id=interview.id, contact_id=contact.id)
            made.append(change.table(Meeting).insert(meeting))
    return made


def meet(work: Work, change: Change, interview: Interview, program: Program, text: str) -> Meeting:
    """One person met at an interview: a new contact if need be, and the meeting."""
    contact, person = _person(work, change, program, text)
    setting = person.setting or "formal"
    for known in work.store.table(Meeting).list(interview_id=interview.id, contact_id=contact.id):
        return change.table(Meeting).update(known, setting=setting)
    return change.table(Meeting).insert(
        Meeting(interview_id=interview.id, contact_id=contact.id, setting=setting)
    )


def _person(work: Work, change: Change, program: Program, text: str) -> tuple[Contact, Person]:
    from fmgtrack.rules.people import read_person

    person = read_person(text)
    known = find.by_ref(work.store, person.name)
    if known is None:
        known = contacts.of_name(work.store, program, person.name, person.email)
    elif not isinstance(known, Contact):
        raise find.other_kind(work.store, known, "contact")
    elif known.program_id != program.id:
        raise ConflictError(
            f"{known.ref} {known.full_name} is not at {program.name}",
            f"`fmgtrack contacts {program.ref}` lists who is",
        )
    if known is None:
        given = {"title": person.title, "email": person.email, "role": person.role}
        columns = {"name": person.name} | {key: value for key, value in given.items() if value}
        return contacts.insert(change, program, columns), person
    more: dict[str, Any] = {}
    if person.email and person.email != known.email:
        more["email"] = person.email
    if person.role and person.role != known.role:
        more["role"] = person.role
    if person.title and person.title != known.title:
        more["title"] = person.title
    if more:
        known = change.table(Contact).update(known, **more)
    if "role" in more:
        contacts.always_met(work.store, change, known)
    return known, person


def echo(work: Work, interview: Interview) -> tuple[Notice, ...]:
    """The day as understood, in the time it was said, the program's and the person's."""
    facts = {"home_zone": work.home_zone}
    told: list[Notice] = []
    starts, zone = interview.starts_at, interview.timezone
    if starts and zone:
        span = {"starts_at": starts, "ends_at": interview.ends_at, "zone": zone}
        told.append(Notice("interview-when", **span, **facts))
        program = work.store.table(Program).get(interview.program_id)
        there = program.timezone if program else None
        if program and there is None:
            told.append(
                Notice(
                    "zone-unknown",
                    program=program.name,
                    zone=zone,
                    ref=program.ref,
                    interview=interview.ref,
                )
            )
        elif there and there != zone and moments.has_clock(starts):
            moved = moments.in_zone(moments.moment(starts, zone), there)
            wall = moved.strftime("%Y-%m-%d %H:%M")
            told.append(Notice("there", starts_at=wall, zone=there))
        if interview.ends_at is None and moments.has_clock(starts):
            over = moments.ends(starts, None).strftime("%H:%M")
            told.append(Notice("no-end", ref=interview.ref, over=over))
        told += _off_season(work, starts)
    if interview.respond_by and interview.status == "invited":
        told.append(
            Notice("answer-by", by=interview.respond_by, zone=interview.respond_zone, **facts)
        )
    return tuple(told)


def _off_season(work: Work, starts_at: str) -> list[Notice]:
    """A day that is not in the season: most often a wrong year."""
    from datetime import date

    day = moments.day_of(starts_at)
    if date(work.season - 1, 6, 1) <= day <= date(work.season, 7, 31):
        return []
    return [Notice("off-season", day=starts_at, season=work.season)]


def conflicts(work: Work, interview: Interview) -> tuple[Notice, ...]:
    """What stands against a day: other interviews, the night at home, unusual clocks."""
    return (*_clashes(work, interview), *_hours(work, interview))


def _hours(work: Work, interview: Interview) -> tuple[Notice, ...]:
    """Whether the person sleeps then, and whether that week the clocks differ as they do now."""
    from fmgtrack.rules.nights import by_night, unusual_hours

    starts, zone = interview.starts_at, interview.timezone
    # whoever travels there lives by the clocks there
    if not starts or not zone or interview.format == "in-person":
        return ()
    if interview.status in CALLED_OFF:
        return ()
    told: list[Notice] = []
    if by_night(starts, interview.ends_at, zone, work.home_zone):
        span = {"starts_at": starts, "ends_at": interview.ends_at, "zone": zone}
        told.append(Notice("by-night", **span, home_zone=work.home_zone))
    if hours := unusual_hours(starts, zone, work.home_zone, work.now):
        told.append(Notice("clocks", then=hours[0], usual=hours[1]))
    return tuple(told)


def _clashes(work: Work, interview: Interview) -> tuple[Notice, ...]:
    """Other interviews that overlap with this one, or share one of its days."""
    store = work.store
    told: list[Notice] = []
    if not interview.starts_at or not interview.timezone or interview.status in CALLED_OFF:
        return ()
    for other in store.table(Interview).each():
        if (
            other.id == interview.id
            or other.status in CALLED_OFF
            or not other.starts_at
            or not other.timezone
        ):
            continue
        shared = _shared(interview, other)
        if shared:
            program = store.table(Program).get(other.program_id)
            told.append(
                Notice(
                    shared,
                    ref=other.ref,
                    program=program.name if program else "",
                    starts_at=other.starts_at,
                    zone=other.timezone,
                    home_zone=work.home_zone,
                )
            )
    return tuple(told)


def _shared(one: Interview, other: Interview) -> str | None:
    """`clash` when two interviews overlap, `same-day` when they only share a day, else None."""
    spans = []
    for interview in (one, other):
        starts, zone = interview.starts_at or "", interview.timezone or "UTC"
        begin = moments.moment(starts, zone)
        end = moments.end_moment(starts, interview.ends_at, zone)
        clock = moments.has_clock(starts)
        days = (moments.day_of(starts), moments.ends(starts, interview.ends_at).date())
        spans.append((begin, end, days, clock))
    (begin, end, days, clock), (begin2, end2, days2, clock2) = spans
    if clock and clock2 and begin < end2 and begin2 < end:
        return "clash"
    return "same-day" if days[0] <= days2[1] and days2[0] <= days[1] else None


def _to_note(work: Work, made: list[Meeting]) -> tuple[Notice, ...]:
    """Who may be noted something of, by ref and name."""
    people = []
    for meeting in made:
        contact = work.store.table(Contact).get(meeting.contact_id)
        people.append(f"{meeting.ref} {contact.full_name}" if contact else meeting.ref)
    return (Notice("note-next", people=tuple(people)),) if people else ()


def change_interview(
    work: Work, change: Change, interview: Interview, values: Mapping[str, str | tuple[str, ...]]
) -> tuple[Notice, ...]:
    """Apply the options of `edit` to an interview."""
    program = find.of_kind(work.store, f"p{interview.program_id}", Program, "program")
    columns, notices = read(work, values, program, interview)
    after_status = columns.get("status", interview.status)
    if after_status not in UNDATED and not columns.get("starts_at", interview.starts_at):
        raise UsageError("a scheduled interview needs its day", "`--when` takes it")
    for text in fields.many(values, "without"):
        _not_met(work, change, interview, text)
    after = change.table(Interview).update(interview, **columns)
    refuse_double(work.store, after)
    # what was called off had no follow-ups for those who are always thanked
    always = _always_met(work.store, change, after) if interview.status in CALLED_OFF else []
    named = [meet(work, change, after, program, text) for text in fields.many(values, "with")]
    made = list({meeting.id: meeting for meeting in (*always, *named)}.values())
    moved = {"starts_at", "ends_at", "timezone"} & columns.keys()
    return (
        *(echo(work, after) if moved else ()),
        *notices,
        *(conflicts(work, after) if moved else ()),
        *_to_note(work, made),
    )


def _not_met(work: Work, change: Change, interview: Interview, text: str) -> None:
    """Take a person off a day: the follow-up goes, with the mail that was kept of it."""
    from fmgtrack.records.mail import Mail

    record = find.by_ref(work.store, text)
    if isinstance(record, Contact):
        wanted = {"contact_id": record.id}
    elif isinstance(record, Meeting) and record.interview_id == interview.id:
        wanted = {"id": record.id}
    else:
        wanted = {"contact_id": find.contact(work.store, text).id}
    met = work.store.table(Meeting).list(interview_id=interview.id, **wanted)
    if not met:
        raise NotFoundError(
            "follow-up", text, hint=f"`fmgtrack show {interview.ref}` shows who was met"
        )
    for meeting in met:
        for mail in work.store.table(Mail).list(meeting_id=meeting.id):
            change.table(Mail).delete(mail)
        change.table(Meeting).delete(meeting)
