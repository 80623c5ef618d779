"""Whose thank-you is to be written, and what is to be said beside the list."""

from __future__ import annotations

from fmgtrack.records.results import Listing, Notice
from fmgtrack.rules.followups import THANKED, TO_DO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row


def listing(
    work: Work,
    *,
    everything: bool = False,
    program_text: str | None = None,
    within: int | None = None,
) -> Listing:
    """Follow-ups to do, soonest first; `everything` for all of them.

    Args:
        work: the open record.
        everything: every state, not only open, due and overdue.
        program_text: only those at this program.
        within: only those whose window begins within so many days from today.
    """
    from datetime import timedelta

    from fmgtrack.store import followups

    program_id = None
    if program_text:
        from fmgtrack.actions import find

        program_id = find.program(work.store, program_text).id
    rows = followups.rows(
        work.store, work.now, work.settings, program_id=program_id, unanswered=not everything
    )
    shown = rows if everything else [row for row in rows if row["state"] in TO_DO]
    if within is not None:
        last = (work.today + timedelta(days=within)).isoformat()
        shown = [row for row in shown if row["due_from"] and row["due_from"] <= last]
    notices = (
        *_counts(work, rows, shown),
        *(() if within is not None else _nobody_met(work, program_id)),
        *_not_owed(rows, everything=everything),
        *_missing(work, rows),
    )
    empty = Notice("nothing-owed", next=_next_window(rows))
    return Listing("followups", shown, notices, empty)


def _counts(work: Work, rows: list[Row], shown: list[Row]) -> tuple[Notice, ...]:
    """How many of those owed a mail were thanked, for each program that is shown."""
    from fmgtrack.store.followups import thanked

    named = dict.fromkeys((row["program"]["ref"], row["program"]["name"]) for row in shown)
    done = thanked(work.store, [int(ref[1:]) for ref, _ in named])
    to_do: dict[str, int] = {}
    for row in rows:
        if row["state"] in TO_DO:
            to_do[row["program"]["ref"]] = to_do.get(row["program"]["ref"], 0) + 1
    told = []
    for ref, name in named:
        waiting = to_do.get(ref, 0)
        sent = done.get(int(ref[1:]), 0)
        if waiting + sent:
            told.append(Notice("thanked", program=name, thanked=sent, owed=waiting + sent))
    return tuple(told)


def _not_owed(rows: list[Row], *, everything: bool) -> tuple[Notice, ...]:
    """People met of whom nothing was noted, at interviews whose mails are still being written."""
    if everything:
        return ()
    active = {row["interview"]["ref"] for row in rows if row["state"] in TO_DO}
    return tuple(
        Notice("not-owed", ref=row["ref"], contact=row["contact"], program=row["program"]["name"])
        for row in rows
        if row["state"] == "not-owed"
        and row["reason"] == "nothing noted"
        and row["interview"]["ref"] in active
    )


def _missing(work: Work, rows: list[Row]) -> tuple[Notice, ...]:
    from fmgtrack.store.followups import without_role

    held = {int(row["program"]["ref"][1:]) for row in rows if row["state"] in (*TO_DO, *THANKED)}
    if not held:
        return ()
    return tuple(
        Notice("no-role", ref=f"p{number}", program=name, role=role)
        for number, name, roles in without_role(work.store, held)
        for role in roles
    )


def _nobody_met(work: Work, program_id: int | None) -> tuple[Notice, ...]:
    """Interviews that are over and of which nobody is on record."""
    from fmgtrack.store.interviews import nobody_met

    return tuple(
        Notice("nobody-met", program=row["program"], interview=row["ref"])
        for row in nobody_met(work.store, work.now, program_id)
    )


def _next_window(rows: list[Row]) -> str | None:
    return next(
        (row["due_from"] for row in rows if row["state"] == "scheduled" and row["due_from"]), None
    )
