"""Developments in the specialty as they are listed, and the interview that comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.rules import moments

if TYPE_CHECKING:
    from datetime import date, datetime

    from fmgtrack.records.results import Row
    from fmgtrack.store import Store

NO_VIEW, LOOK_AGAIN, READY = "no-view", "look-again", "ready"
"""How a development stands, the first that holds."""


def rows(
    store: Store, today: date, *, specialty: str | None = None, development_id: int | None = None
) -> list[Row]:
    """Developments, those that want something first, then the newest.

    Keys: `ref what specialty source dated_on view look_on state`. With a specialty: those of it,
    whatever the case of letters, and those of none.
    """
    found = store.query(
        "SELECT * FROM development WHERE :id IS NULL OR id = :id ORDER BY id",
        {"id": development_id},
    )
    shaped = [
        _shape(row, today)
        for row in found
        if specialty is None
        or row["specialty"] is None
        or row["specialty"].casefold() == specialty.casefold()
    ]
    shaped.sort(key=lambda row: row["dated_on"] or "", reverse=True)
    shaped.sort(key=lambda row: (NO_VIEW, LOOK_AGAIN, READY).index(row["state"]))
    return shaped


def _shape(row: Row, today: date) -> Row:
    state = READY
    if not row["view"]:
        state = NO_VIEW
    elif row["look_on"] and row["look_on"] <= today.isoformat():
        state = LOOK_AGAIN
    return {
        "ref": f"de{row['id']}",
        **{key: row[key] for key in ("what", "specialty", "source", "dated_on", "view")},
        "look_on": row["look_on"],
        "state": state,
    }


def specialties(store: Store) -> list[str]:
    """Specialties of the programs and developments on record."""
    found = store.query(
        """SELECT DISTINCT specialty FROM program WHERE specialty IS NOT NULL
           UNION SELECT DISTINCT specialty FROM development WHERE specialty IS NOT NULL"""
    )
    return [row["specialty"] for row in found]


def first_interview(store: Store, now: datetime, since: str) -> Row | None:
    """The next scheduled interview, None when one has begun since the day `since` or none comes.

    Keys: `id program_id name starts_at timezone program_zone`.
    """
    found = store.query(
        """SELECT i.id, i.program_id, p.name, i.starts_at, i.timezone,
               p.timezone AS program_zone
           FROM interview i JOIN program p ON p.id = i.program_id
           WHERE i.status = 'scheduled' AND i.starts_at >= :since""",
        {"since": since},
    )
    found.sort(key=lambda row: moments.moment(row["starts_at"], row["timezone"]))
    return found[0] if found and _ahead(found[0], now) else None


def _ahead(row: Row, now: datetime) -> bool:
    """Whether an interview has not begun; one with no hour begins with its day."""
    starts, zone = row["starts_at"], row["timezone"]
    if moments.has_clock(starts):
        return moments.moment(starts, zone) > now
    return moments.day_of(starts) >= moments.in_zone(now, zone).date()
