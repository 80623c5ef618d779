"""The day: what is owed, what comes, how the list stands."""

from __future__ import annotations

from datetime import timedelta

from fmgtrack.rules import followups as rules
from fmgtrack.rules import moments
from fmgtrack.store import board, deadlines, followups, interviews

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from fmgtrack.records.results import Row
    from fmgtrack.records.settings import Settings
    from fmgtrack.store import Store

AFTER = timedelta(days=90)
"""For how long a deadline of the list that has passed is told: to the end of the season."""

FRESH = timedelta(days=3)
"""How long after an interview it is proposed to write down what was said."""

AHEAD = timedelta(days=14)
"""How far ahead deadlines and invitations are shown."""


def day(store: Store, now: datetime, settings: Settings, home_zone: str) -> Row:
    """What `today` shows, as one object.

    Keys: `now`, `overdue due open` (follow-ups), `interviews` (not over yet, soonest first),
    `invitations` (waiting for an answer; `hours_left` are full hours, negative when it is late),
    `debrief` (interviews that ended in the last days and of which nothing is noted yet),
    `deadlines` (within two weeks, not done), `rol` with
    `ranked unranked certified_at changed_since_certified due_at home_due_at days_left confidence
    is_past`, and `programs` (how many are on record).
    """
    owed = followups.rows(store, now, settings, unanswered=True)
    days = interviews.rows(store, now, home_zone, recent=FRESH)
    dated = deadlines.rows(store, now, home_zone, everything=False)
    last = board.certified(store)
    until = (now + AHEAD).isoformat()[:10]
    return {
        "now": moments.in_zone(now, home_zone).isoformat(),
        **{name: [row for row in owed if row["state"] == name] for name in rules.TO_DO},
        "debrief": [
            {"ref": row["ref"], "program": row["program"]}
            for row in days
            if row["status"] == "completed" and _is_fresh(row, now) and not _is_noted(row)
        ],
        "interviews": [row for row in days if row["status"] == "scheduled"],
        "invitations": [
            row | {"hours_left": _hours_left(row, now)}
            for row in days
            if row["status"] in ("invited", "waitlisted")
        ],
        "deadlines": [row for row in dated if row["due_at"][:10] <= until],
        "rol": {
            "ranked": len(board.entries(store)),
            "unranked": board.unranked(store, now),
            "certified_at": last and last["at"],
            "changed_since_certified": board.changed_since(store),
            **_deadline(deadlines.rows(store, now, home_zone), now),
        },
        "programs": store.query("SELECT count(*) AS n FROM program")[0]["n"],
    }


def _is_fresh(row: Row, now: datetime) -> bool:
    """Whether an interview that is over ended in the last days."""
    return str(row["ends_at"] or row["starts_at"])[:10] >= (now - FRESH).isoformat()[:10]


def _is_noted(row: Row) -> bool:
    """Whether anything of the day was written down."""
    return bool(row["highlight"] or any(met["talked_about"] or met["to_ask"] for met in row["met"]))


def _hours_left(row: Row, now: datetime) -> int | None:
    """Full hours in which to answer an invitation; None where no clock runs."""
    by, zone = row["respond_by"], row["respond_zone"]
    if row["status"] != "invited" or not by:
        return None
    wall = by[:16].replace("T", " ")
    end = moments.moment(wall, zone)
    if not moments.has_clock(wall):
        end += timedelta(days=1)
    return (end - now) // timedelta(hours=1)


def _deadline(dated: list[Row], now: datetime) -> Row:
    keys = ("due_at", "home_due_at", "confidence", "is_past")
    since = (now - AFTER).isoformat()[:10]
    told = (row for row in dated if row["due_at"] >= since and not row["done_on"])
    found = next((row for row in told if row["key"] == "rol-certification"), None)
    if found is None:
        return {**dict.fromkeys(keys), "days_left": None}
    last = moments.day_of(found["due_at"])
    left = (last - moments.in_zone(now, found["timezone"]).date()).days
    return {**{key: found[key] for key in keys}, "days_left": left}
