"""To whom a story was told: a story is told to a person, at a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.actions import find
from fmgtrack.errors import ConflictError, NotFoundError, RefusedError, UsageError
from fmgtrack.records.contact import Contact
from fmgtrack.records.interview import Interview, Meeting
from fmgtrack.records.program import Program
from fmgtrack.records.results import Notice
from fmgtrack.records.story import Story, Telling
from fmgtrack.rules import moments

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fmgtrack.actions.work import Work
    from fmgtrack.store import Store
    from fmgtrack.store.history import Change


def tell(
    work: Work, change: Change, record: Story, texts: Iterable[str]
) -> tuple[list[str], tuple[Notice, ...]]:
    """Keep that a story was told at these meetings: to whom it is new, and what to tell."""
    from fmgtrack.store.stories import tellings

    new: list[str] = []
    notices: list[Notice] = []
    for meeting in _meetings(work.store, texts):
        who, where = _present(work, meeting)
        before = [row for row in tellings(work.store) if row["story_id"] == record.id]
        if any(row["ref"] == meeting.ref for row in before):
            notices.append(Notice("told-already", ref=record.ref, who=who))
            continue
        notices += [
            Notice(
                "told-there",
                ref=record.ref,
                contact=row["contact"],
                program=row["program"]["name"],
                told_on=row["told_on"],
            )
            for row in before
            if row["program"]["ref"] == where
        ]
        change.table(Telling).insert(Telling(story_id=record.id, meeting_id=meeting.id))
        new.append(who)
    return new, tuple(notices)


def untell(work: Work, change: Change, record: Story, texts: Iterable[str]) -> list[str]:
    """Take back that a story was told at these meetings.

    Raises:
        ConflictError: it was not told there.
    """
    gone = []
    for meeting in _meetings(work.store, texts):
        who = _who(work.store, meeting)
        kept = work.store.table(Telling).list(story_id=record.id, meeting_id=meeting.id)
        if not kept:
            raise ConflictError(
                f"{record.ref} was not told to {who}", f"`fmgtrack show {record.ref}` names those"
            )
        change.table(Telling).delete(kept[0])
        gone.append(who)
    return gone


def _meetings(store: Store, texts: Iterable[str]) -> list[Meeting]:
    """The meetings that refs or names of people stand for.

    Raises:
        UsageError: a program is named in place of a person; those met there are the candidates.
    """
    named = [text for text in texts if text.strip()]
    if not named:
        return []
    meetings, programs = find.follow_ups(store, named)
    for program in programs:
        days = store.table(Interview).list(program_id=program.id)
        met = [one for day in days for one in store.table(Meeting).list(interview_id=day.id)]
        raise UsageError(
            f"{program.name} is a program, and a story is told to a person",
            "name a follow-up or a person",
            [(one.ref, _who(store, one)) for one in met],
        )
    return meetings


def _who(store: Store, meeting: Meeting) -> str:
    contact = store.table(Contact).get(meeting.contact_id)
    return contact.full_name if contact else meeting.ref


def _present(work: Work, meeting: Meeting) -> tuple[str, str]:
    """Who was met and the ref of the program.

    Raises:
        RefusedError: the first day of that interview is still to come, there and at home.
    """
    day = work.store.table(Interview).get(meeting.interview_id)
    owner = work.store.table(Program).get(day.program_id) if day else None
    if day is None or owner is None:
        raise NotFoundError("follow-up", meeting.ref)
    today = work.today
    if owner.timezone or day.timezone:
        there = moments.in_zone(work.now, owner.timezone or day.timezone or "UTC").date()
        today = max(today, there)
    if day.starts_at is None or moments.day_of(day.starts_at) > today:
        raise RefusedError(
            f"{meeting.ref} belongs to {day.ref}, whose day has not come",
            f"`fmgtrack show {day.ref}` shows it; a story is told on the day or after it",
        )
    return _who(work.store, meeting), owner.ref


def said(store: Store, telling: Telling) -> str:
    """A telling in a few words: which story, and to whom."""
    record = store.table(Story).get(telling.story_id)
    meeting = store.table(Meeting).get(telling.meeting_id)
    what = f"{record.ref} {record.title}" if record else ""
    return f"{what} to {_who(store, meeting)}" if meeting else what
