"""The dated events of a season become deadlines of the record."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from fmgtrack.errors import NotFoundError, RefusedError
from fmgtrack.records import RECORDS
from fmgtrack.records.deadline import Deadline
from fmgtrack.records.program import Program
from fmgtrack.records.results import Changed, Notice
from fmgtrack.reference.seasons import season, years

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.store.history import Change

LEFT_BEHIND = frozenset(
    {
        *("interview", "meeting", "mail", "deadline", "entry", "link", "exclusion", "answer"),
        *("certification", "rating", "partner", "pair", "stage"),
    }
)
"""Kinds of records that belong to one season."""


def bring(work: Work, year: int) -> Changed:
    """Add or renew the events of a season; what the person corrected stays as it is.

    Raises:
        NotFoundError: no events of that season ship with this version.
    """
    if not season(year):
        raise NotFoundError(
            "season", str(year), hint=f"this version has {', '.join(map(str, years()))}"
        )
    with work.store.change() as change:
        added, renewed, kept = load(work, change, year)
        change.title = f"season {year}: {added} events added, {renewed} renewed"
    title = change.title if added or renewed else ""
    counts = Notice("season", year=year, added=added, renewed=renewed, kept=kept)
    return Changed("season", (), title, (counts,))


def load(work: Work, change: Change, year: int) -> tuple[int, int, int]:
    """Write a season's events: how many were added, renewed, and kept as the person has them."""
    table = change.table(Deadline)
    known = {row.key: row for row in work.store.table(Deadline).list(season=year)}
    added = renewed = kept = 0
    for event in season(year):
        values = asdict(event)
        row = known.get(event.key)
        if row is None:
            table.insert(Deadline(**values, season=year, own=False))
            added += 1
        elif row.own:
            kept += 1
        elif any(getattr(row, name) != value for name, value in values.items()):
            table.update(row, **values)
            renewed += 1
    return added, renewed, kept


def start(work: Work, year: int) -> Changed:
    """Begin the next record for a person who applies again.

    People, programs, codes, criteria and settings come along; interviews, mails, the list, ratings
    and the last season's events do not. What programs said keeps the day on which it was read, and
    so shows as unconfirmed. The record as it was is copied first, and the change can be undone.

    Raises:
        RefusedError: the season is not later than the record's.
    """
    from fmgtrack.actions.settings import write
    from fmgtrack.store.backups import make

    if year <= work.season:
        raise RefusedError(
            f"this record is of season {work.season}",
            f"type a later year, such as `fmgtrack season start {work.season + 1}`",
        )
    copy = make(work.store)
    with work.store.change(f"began season {year}") as change:
        for name in reversed(RECORDS):
            if name in LEFT_BEHIND:
                table = change.table(RECORDS[name].cls)
                for row in work.store.table(RECORDS[name].cls).list():
                    if not isinstance(row, Deadline) or row.season is not None:
                        table.delete(row)
        for program in work.store.table(Program).list():
            change.table(Program).update(program, status="considered", signal="none")
        write(work, change, "season", str(year))
        added, *_ = load(work, change, year)
    told = [Notice("kept-before", path=copy)]
    if not added:
        told.append(Notice("no-season", year=year))
    return Changed("season", (), change.title, tuple(told))
