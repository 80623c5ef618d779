"""Deadlines: a person's own, and corrections to the season's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields, find
from fmgtrack.records.deadline import Deadline
from fmgtrack.records.results import Changed, Notice
from fmgtrack.rules import moments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.records.program import Program
    from fmgtrack.store.history import Change


def add_deadline(work: Work, values: Mapping[str, str | tuple[str, ...]]) -> Changed:
    """Put a dated event on record: `title`, `when`, and the options that were given."""
    with work.store.change() as change:
        columns, notices = read(work, values)
        deadline = change.table(Deadline).insert(Deadline(**columns))
        change.title = f"added deadline {deadline.ref} {deadline.title}"
    return Changed(
        "add-deadline", (deadline.ref,), change.title, (*_echo(work, deadline), *notices)
    )


def read(
    work: Work, values: Mapping[str, str | tuple[str, ...]], current: Deadline | None = None
) -> tuple[dict[str, Any], tuple[Notice, ...]]:
    """Column values from the options that were given, and what to tell the person.

    A moment is read in the zone that is typed, else `--zone`, else the program's, else the one
    the deadline has, else the person's own.
    """
    from fmgtrack.rules.when import read_when

    columns: dict[str, Any] = {}
    notices: tuple[Notice, ...] = ()
    program: Program | None = None
    if (text := fields.one(values, "program")) is not None:
        program = find.program(work.store, text) if text.strip() else None
        columns["program_id"] = program.id if program else None
    zone = fields.zone(work, fields.one(values, "zone") or "")
    default = zone or (program and program.timezone) or (current and current.timezone) or None
    if (text := fields.one(values, "when")) is not None:
        when = read_when(text, work.reading(default))
        columns |= {"due_at": when.wall, "timezone": when.zone}
        notices = tuple(Notice("when", sentence=note) for note in when.notes)
    elif zone:
        columns["timezone"] = zone
    if (text := fields.one(values, "title")) is not None:
        columns["title"] = fields.name(text, "deadline")
    for option in ("body", "source"):
        if (text := fields.one(values, option)) is not None:
            columns[option] = fields.line(text, option)
    if (text := fields.one(values, "done")) is not None:
        from fmgtrack.rules.when import read_day

        done = read_day(text, work.reading(), past=True).isoformat() if text.strip() else None
        columns["done_on"] = done
    return columns, notices


def _echo(work: Work, deadline: Deadline) -> tuple[Notice, ...]:
    return (
        Notice(
            "deadline-when",
            due_at=deadline.due_at,
            zone=deadline.timezone,
            home_zone=work.home_zone,
            no_clock=not moments.has_clock(deadline.due_at),
        ),
    )


def change_deadline(
    work: Work, change: Change, deadline: Deadline, values: Mapping[str, str | tuple[str, ...]]
) -> tuple[Notice, ...]:
    """Apply the options of `edit` to a deadline.

    A date or source that the person gives makes the event theirs: no newer season file changes
    it again.
    """
    columns, notices = read(work, values, deadline)
    if {"due_at", "timezone", "source", "title", "body"} & columns.keys():
        columns |= {"own": True, "confidence": "own"}
    after = change.table(Deadline).update(deadline, **columns)
    return (*(_echo(work, after) if "due_at" in columns else ()), *notices)
