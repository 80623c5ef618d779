"""Developments in the specialty as they are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

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
