"""The invitation desk: what became of an invitation or of an interview that was accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields, find, interviews, mails
from fmgtrack.errors import AmbiguousError, RefusedError, UsageError, WhenError
from fmgtrack.records.interview import Interview
from fmgtrack.records.program import Program
from fmgtrack.records.results import Changed, Notice
from fmgtrack.rules import moments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.store.history import Change

WAITING = {
    "accept": ("invited", "waitlisted"),
    "decline": ("invited", "waitlisted"),
    "reschedule": ("scheduled",),
    "cancel": ("scheduled",),
    "waitlist": ("invited",),
}
"""Statuses in which an interview waits for each answer."""

_INSTEAD = {
    ("accept", "scheduled"): "`fmgtrack reschedule {ref} WHEN` moves it",
    ("decline", "scheduled"): "`fmgtrack cancel {ref}` calls it off",
    ("reschedule", "invited"): "`fmgtrack accept {ref} WHEN` takes it with its day",
    ("reschedule", "waitlisted"): "`fmgtrack accept {ref} WHEN` takes it with its day",
    ("cancel", "invited"): "`fmgtrack decline {ref}` answers it",
    ("cancel", "waitlisted"): "`fmgtrack decline {ref}` answers it",
    ("waitlist", "scheduled"): "`fmgtrack edit {ref} --status waitlisted` says so all the same",
    ("waitlist", "waitlisted"): "nothing to do",
    ("decline", "declined"): "nothing to do",
    ("cancel", "cancelled"): "nothing to do",
}
_BACK = "`fmgtrack edit {ref} --status invited` takes that back"


def needs_day(work: Work, text: str) -> bool:
    """Whether the interview that would be accepted has no day on record yet."""
    return _meant(work, text, "accept")[0].starts_at is None


def accept(work: Work, text: str, values: Mapping[str, str | tuple[str, ...]]) -> Changed:
    """Accept an invitation, or a place from the waiting list: the interview is scheduled.

    Args:
        work: the open record.
        text: an interview's ref, or a program at which exactly one waits for an answer.
        values: `when until zone` as typed; the day may be left out when it is on record.

    Raises:
        UsageError: there is no day.
        RefusedError: the interview does not wait for an answer.
    """
    with work.store.change() as change:
        interview, program = _meant(work, text, "accept")
        notices = _set_day(work, change, interview, program, values)
        change.title = f"accepted {interview.ref} at {program.name}"
    notices += (_mail(interview, "accept", "confirms it"),)
    return Changed("accept", (interview.ref,), change.title, notices)


def reschedule(work: Work, text: str, values: Mapping[str, str | tuple[str, ...]]) -> Changed:
    """Move an interview that was accepted to another day; one of known length keeps it.

    The mail that asks for another day is written before the program agrees, and so before this.

    Raises:
        WhenError: the day is over; it most often is of the wrong year.
    """
    with work.store.change() as change:
        interview, program = _meant(work, text, "reschedule")
        notices = _set_day(work, change, interview, program, values)
        _refuse_past(work, interview, fields.one(values, "when") or "")
        change.title = f"moved {interview.ref} at {program.name}"
        moved = any(before != after for _, _, before, after in change.images)
    if not moved:
        return Changed("reschedule", (interview.ref,), "", notices)
    notices += (
        *mails.short_notice(work, interview),
        _mail(interview, "accept", "confirms the new day"),
    )
    return Changed("reschedule", (interview.ref,), change.title, notices)


def call_off(work: Work, text: str, what: str, why: str | None = None) -> Changed:
    """Decline an invitation, cancel an interview, or note that there is a waiting list.

    Args:
        work: the open record.
        text: an interview's ref, or a program at which exactly one fits.
        what: `decline`, `cancel` or `waitlist`.
        why: the reason, which is kept as a private note.
    """
    status, done = {
        "decline": ("declined", "declined"),
        "cancel": ("cancelled", "cancelled"),
        "waitlist": ("waitlisted", "noted the waiting list for"),
    }[what]
    with work.store.change() as change:
        interview, program = _meant(work, text, what)
        columns: dict[str, Any] = {"status": status}
        if reason := fields.line(why or "", "reason"):
            columns["note"] = fields.added(interview.note, f"{status}: {reason}")
        change.table(Interview).update(interview, **columns)
        change.title = f"{done} {interview.ref} at {program.name}"
    notices = mails.short_notice(work, interview) if what == "cancel" else ()
    told = {
        "decline": "says so",
        "cancel": "says so",
        "waitlist": "asks to be kept on it",
    }[what]
    return Changed(what, (interview.ref,), change.title, (*notices, _mail(interview, what, told)))


def _set_day(
    work: Work,
    change: Change,
    interview: Interview,
    program: Program,
    values: Mapping[str, str | tuple[str, ...]],
) -> tuple[Notice, ...]:
    """Schedule an interview for the day that was typed, else the one on record."""
    columns, notices = interviews.read(work, values, program, interview)
    if not columns.get("starts_at", interview.starts_at):
        raise UsageError(
            "the day of the interview is missing",
            f'type it behind, such as `fmgtrack accept {interview.ref} "24 Nov 2026 9:00"`',
        )
    after = change.table(Interview).update(interview, **columns | {"status": "scheduled"})
    interviews.refuse_double(work.store, after)
    return (*interviews.echo(work, after), *notices, *interviews.conflicts(work, after))


def _refuse_past(work: Work, interview: Interview, typed: str) -> None:
    moved = find.of_kind(work.store, interview.ref, Interview, "interview")
    if _is_over(work, moved):
        raise WhenError(
            f"`{typed}` is {moved.starts_at}, which is past",
            f'did it take place then? `fmgtrack edit {interview.ref} --when "{typed}"` says so',
        )


def _mail(interview: Interview, kind: str, what: str) -> Notice:
    return Notice("mail-next", ref=interview.ref, kind=kind, what=what)


def _meant(work: Work, text: str, what: str) -> tuple[Interview, Program]:
    """The interview that is meant, with its program.

    Raises:
        AmbiguousError: several interviews at the program wait for that answer.
        RefusedError: none does.
    """
    record = find.by_ref(work.store, text)
    if isinstance(record, Interview):
        program = find.of_kind(work.store, f"p{record.program_id}", Program, "program")
        _refuse_unless_waiting(work, record, what)
        return record, program
    if record is not None and not isinstance(record, Program):
        raise find.other_kind(work.store, record, "interview")
    program = find.program(work.store, text)
    there = work.store.table(Interview).list(program_id=program.id)
    waiting = [one for one in there if one.status in WAITING[what] and not _is_over(work, one)]
    if len(waiting) > 1:
        raise AmbiguousError(
            "interview", text, [(one.ref, one.starts_at or one.status) for one in waiting]
        )
    if waiting:
        return waiting[0], program
    if len(there) == 1:
        _refuse_unless_waiting(work, there[0], what)
    if there:
        raise RefusedError(
            f"no interview at {program.name} waits for that",
            f"`fmgtrack interviews --program {program.ref}` lists them",
        )
    status = "waitlisted" if what == "waitlist" else "invited"
    raise RefusedError(
        f"no interview at {program.name} is on record",
        f"`fmgtrack add-interview {program.ref} --status {status}` adds it",
    )


def _refuse_unless_waiting(work: Work, interview: Interview, what: str) -> None:
    if _is_over(work, interview):
        raise RefusedError(
            f"{interview.ref} is over", f"`fmgtrack show {interview.ref}` shows its day"
        )
    if interview.status not in WAITING[what]:
        hint = _INSTEAD.get((what, interview.status), _BACK)
        raise RefusedError(f"{interview.ref} is {interview.status}", hint.format(ref=interview.ref))


def _is_over(work: Work, interview: Interview) -> bool:
    """Whether an interview took place."""
    starts, zone = interview.starts_at, interview.timezone
    if interview.status != "scheduled" or not starts or not zone:
        return False
    return moments.is_over(starts, interview.ends_at, zone, work.now)
