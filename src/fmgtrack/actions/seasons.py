"""The dated events of a season become deadlines of the record."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from fmgtrack.errors import NotFoundError
from fmgtrack.records.deadline import Deadline
from fmgtrack.records.results import Changed, Notice
from fmgtrack.reference.seasons import season, years

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.store.history import Change


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
