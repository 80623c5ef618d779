"""The calendar: interviews, answers to give, mails to write and deadlines as events."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields
from fmgtrack.errors import UsageError
from fmgtrack.exchange.calendar import PRODUCT, Event, calendar_file
from fmgtrack.records.results import Card
from fmgtrack.records.words import CALLED_OFF
from fmgtrack.rules import moments
from fmgtrack.rules.followups import TO_DO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row

KINDS = ("interviews", "followups", "deadlines", "invitations")
"""What a calendar may hold."""

DAY, HOUR, MORNING = timedelta(days=1), timedelta(hours=1), timedelta(hours=9)
MOST_MORNINGS = 14
"""Alarms of one window; a longer one is the person's own setting."""


def write(work: Work, path: str, *, only: str | None, may_replace: bool) -> Card:
    """Write a calendar file, whole or not at all; taken in again, it updates what is there.

    Args:
        work: the open record.
        path: a name that ends in `.ics`.
        only: some of `KINDS` with commas between, all if None.
        may_replace: whether another file than a calendar of fmgtrack may be replaced.

    Raises:
        UsageError: the name does not end in `.ics`, a kind is not known, or another file is there.
    """
    from fmgtrack.exchange.files import write_whole

    file = Path(path)
    kinds = _kinds(only)
    if file.suffix.lower() != ".ics":
        raise UsageError(f"`{path}` is no name for a calendar", "type a name that ends in `.ics`")
    if not may_replace and file.is_file() and not _is_ours(file):
        raise UsageError(f"`{path}` is there and is no calendar of fmgtrack", "`--yes` replaces it")
    with work.store.reading():
        found = {kind: list(_EVENTS[kind](_Desk(work))) for kind in kinds}
    events = [event for some in found.values() for event in some]
    write_whole(file, calendar_file(events, work.now))
    return Card(
        "calendar",
        {"path": str(file), "events": {kind: len(some) for kind, some in found.items()}},
    )


def _kinds(only: str | None) -> tuple[str, ...]:
    if only is None:
        return KINDS
    chosen = [fields.choice(word, "--only", KINDS) for word in only.split(",") if word.strip()]
    if not chosen:
        raise UsageError("`--only` names nothing", f"type some of: {', '.join(KINDS)}")
    return tuple(kind for kind in KINDS if kind in chosen)


def _is_ours(file: Path) -> bool:
    with file.open("rb") as stream:
        return PRODUCT.encode() in stream.read(400)


class _Desk:
    """The rows that events are made of, and what the journal says of each."""

    def __init__(self, work: Work) -> None:
        from fmgtrack.store import calendars

        self.work = work
        self.interviews = calendars.interviews(work.store)
        self.deadlines = calendars.deadlines(work.store)
        self.journal = calendars.journal(work.store)

    def touched(self, *records: tuple[str, int | None]) -> dict[str, Any]:
        """How often, and when last, a change touched any of these records."""
        changes: dict[int, str] = {}
        for kind, number in records:
            changes |= self.journal.get((kind, number or 0), {})
        return {
            "sequence": len(changes),
            "changed_at": changes[max(changes)] if changes else None,
        }

    def of_interview(self, row: Row) -> list[tuple[str, int | None]]:
        """The records that an interview's events are made of."""
        people = [("contact", person["id"]) for person in row["met"]]
        return [("interview", row["id"]), ("program", row["program_id"]), *people]


def _interviews(desk: _Desk) -> Iterator[Event]:
    statuses = {"scheduled": "CONFIRMED"} | dict.fromkeys(CALLED_OFF, "CANCELLED")
    for row in desk.interviews:
        starts = row["starts_at"]
        if not starts:
            continue
        extras = [("X-FMGTRACK-ZONE", row["timezone"])]
        if row["format"]:
            extras.append(("X-FMGTRACK-FORMAT", row["format"]))
        yield Event(
            uid=f"interview-{row['uid']}@fmgtrack",
            **desk.touched(*desk.of_interview(row)),
            summary=f"Interview: {row['program']}",
            starts=starts,
            ends=_until(starts, row["ends_at"]),
            zone=row["timezone"],
            status=statuses.get(row["status"], "TENTATIVE"),
            busy=True,
            alarms=(-DAY, -HOUR) if moments.has_clock(starts) else (MORNING - DAY,),
            description=_lines(
                row["format"],
                _people("to meet", row["met"]),
                f"fmgtrack show i{row['id']}",
            ),
            place=row["place"] or "",
            extras=tuple(extras),
        )


def _until(starts: str, ends: str | None) -> str | None:
    """The end as an event has it: a clock time where it begins with one, else a day or none."""
    if not moments.has_clock(starts):
        return ends and ends[: moments.DAY_LENGTH]
    return moments.ends(starts, ends).strftime("%Y-%m-%d %H:%M")


def _invitations(desk: _Desk) -> Iterator[Event]:
    """When an invitation has to be answered by; taken back once it is answered."""
    for row in desk.interviews:
        if not row["respond_by"]:
            continue
        waiting = row["status"] == "invited"
        yield Event(
            uid=f"reply-{row['uid']}@fmgtrack",
            **desk.touched(*desk.of_interview(row)),
            summary=f"Answer the invitation: {row['program']}",
            starts=row["respond_by"],
            ends=None,
            zone=row["respond_zone"] or desk.work.home_zone,
            status="CONFIRMED" if waiting else "CANCELLED",
            alarms=(-DAY, -3 * HOUR) if moments.has_clock(row["respond_by"]) else (MORNING,),
            description=f"fmgtrack show i{row['id']}",
        )


def _followups(desk: _Desk) -> Iterator[Event]:
    """One event for the window of each interview; taken back once nothing is owed any more."""
    from fmgtrack.store import followups

    work = desk.work
    by_interview: dict[str, list[Row]] = {}
    for row in followups.rows(work.store, work.now, work.settings):
        by_interview.setdefault(row["interview"]["ref"], []).append(row)
    for interview in desk.interviews:
        rows = by_interview.get(f"i{interview['id']}", [])
        if not rows or not rows[0]["due_from"]:
            continue
        owed = [row["contact"] for row in rows if row["state"] in (*TO_DO, "scheduled")]
        if interview["status"] != "scheduled":
            owed = []
        first, last = rows[0]["due_from"], rows[0]["due_by"]
        days = (moments.day_of(last) - moments.day_of(first)).days + 1
        count = f" ({len(owed)})" if owed else ""
        yield Event(
            uid=f"window-{interview['uid']}@fmgtrack",
            **desk.touched(*desk.of_interview(interview), ("setting", 0)),
            summary=f"Thank-you mails due: {interview['program']}{count}",
            starts=first,
            ends=last,
            zone=interview["timezone"],
            status="CONFIRMED" if owed else "CANCELLED",
            alarms=tuple(MORNING + DAY * day for day in range(min(days, MOST_MORNINGS))),
            description=_lines(
                _people("to thank", owed),
                f"fmgtrack followups --program p{interview['program_id']}",
            ),
        )


def _deadlines(desk: _Desk) -> Iterator[Event]:
    for row in desk.deadlines:
        clock = moments.has_clock(row["due_at"])
        alarms = (-DAY,) if clock else (MORNING - DAY,)
        unconfirmed = " (unconfirmed)" if row["confidence"] == "secondary" else ""
        program = f" ({row['program']})" if row["program"] else ""
        yield Event(
            uid=f"deadline-{row['uid']}@fmgtrack",
            **desk.touched(("deadline", row["id"]), ("program", row["program_id"])),
            summary=f"{row['title']}{program}{unconfirmed}",
            starts=row["due_at"],
            ends=None,
            zone=row["timezone"],
            alarms=alarms if row["binding"] and not row["done_on"] else (),
            description=_lines(
                row["body"],
                f"source: {row['source']}" if row["source"] else None,
                f"done on {row['done_on']}" if row["done_on"] else None,
                f"fmgtrack show d{row['id']}",
            ),
        )


def _people(words: str, people: Iterable[Row]) -> str | None:
    said = [
        f"{person['title']} {person['name']}" if person["title"] else person["name"]
        for person in people
    ]
    return f"{words}: {', '.join(said)}" if said else None


def _lines(*lines: str | None) -> str:
    return "\n".join(line for line in lines if line)


_EVENTS = {
    "interviews": _interviews,
    "followups": _followups,
    "deadlines": _deadlines,
    "invitations": _invitations,
}
"""How the events of each kind are made."""
