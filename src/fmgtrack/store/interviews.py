"""Interviews as they are listed, with the people met."""

from __future__ import annotations

from datetime import timedelta

from fmgtrack.rules import moments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from fmgtrack.records.results import Row
    from fmgtrack.store import Store


STILL_ASKED = timedelta(days=60)
"""How long after an interview it is still asked who was met there."""

ANY_ZONE = timedelta(days=3)
"""By so much a wall time and the moment it stands for may differ, and an hour for its end."""

LAST = "coalesce(max(i.ends_at, i.starts_at), i.starts_at)"
"""The last wall time of an interview, as the index `interview_lasts` has it."""

OPEN = f"""i.id IN (
    SELECT i.id FROM interview i WHERE i.status = 'scheduled' AND {LAST} >= :since
    UNION ALL SELECT i.id FROM interview i WHERE i.status IN ('invited', 'waitlisted'))"""
"""Interviews that may not be over, and those that wait for an answer: two partial indexes."""


def rows(  # noqa: PLR0913  filters of one listing
    store: Store,
    now: datetime,
    home_zone: str,
    *,
    interview_id: int | None = None,
    program_id: int | None = None,
    recent: timedelta | None = None,
) -> list[Row]:
    """Interviews by day, undated ones first, with the keys of product.md section 11.

    Beside them `home_starts_at`, the same moment on the clocks of `home_zone`, and `highlight`
    and `notes`. `status` is `completed` when a scheduled interview is over at `now`.

    Args:
        store: the record.
        now: an aware moment.
        home_zone: the person's zone.
        interview_id: only this one.
        program_id: only those at this program.
        recent: only what waits for an answer, is to come, or ended no longer ago than this (and
            a little more, as zones differ); the cost is that of these, whatever else is on record.
    """
    since = _surely_over(now, recent or ANY_ZONE)
    values = {"id": interview_id, "program": program_id, "since": since}
    where = [
        condition
        for condition, wanted in (
            ("i.id = :id", interview_id is not None),
            ("i.program_id = :program", program_id is not None),
            (OPEN, recent is not None),
        )
        if wanted
    ]
    which = " AND ".join(where) or "1"
    met: dict[int, list[Row]] = {}
    for row in store.query(
        f"""SELECT m.id, m.interview_id, m.contact_id, m.setting, m.talked_about, m.to_ask,
                c.name, c.title, c.role FROM meeting m
            JOIN contact c ON c.id = m.contact_id JOIN interview i ON i.id = m.interview_id
            WHERE {which} ORDER BY m.id""",
        values,
    ):
        met.setdefault(row["interview_id"], []).append(_met(row))
    found = store.query(
        f"""SELECT i.*, p.name AS program_name, p.timezone AS program_zone
            FROM interview i JOIN program p ON p.id = i.program_id
            WHERE {which} ORDER BY i.starts_at, i.id""",
        values,
    )
    return [_shape(row, met.get(row["id"], []), now, home_zone) for row in found]


def nobody_met(store: Store, now: datetime, program_id: int | None = None) -> list[Row]:
    """Interviews of the last weeks that are over and have nobody on record: `ref program`."""
    found = store.query(
        """SELECT i.id, i.starts_at, i.ends_at, i.timezone, p.name AS program, p.timezone AS there
           FROM interview i JOIN program p ON p.id = i.program_id
           WHERE i.status = 'scheduled' AND i.starts_at >= :since
           AND (:program IS NULL OR i.program_id = :program)
           AND NOT EXISTS (SELECT 1 FROM meeting m WHERE m.interview_id = i.id)
           ORDER BY i.starts_at, i.id""",
        {"since": (now - STILL_ASKED).date().isoformat(), "program": program_id},
    )
    return [
        {"ref": f"i{row['id']}", "program": row["program"]}
        for row in found
        if moments.is_over(row["starts_at"], row["ends_at"], row["timezone"], now, row["there"])
    ]


def held_at(store: Store, now: datetime, which: str) -> dict[int, str]:
    """Programs at which an interview is over at `now`: number and name, by number.

    Args:
        store: the record.
        now: an aware moment.
        which: a condition on the program `p`. For each of them one interview that is surely over
            is looked for, and only where there is none the days around `now` are looked at.
    """
    values = {"since": _surely_over(now)}
    found = store.query(
        f"""SELECT p.id, p.name, EXISTS (SELECT 1 FROM interview i WHERE i.program_id = p.id
                AND i.status = 'scheduled' AND {LAST} < :since) AS held
            FROM program p WHERE {which} ORDER BY p.id""",
        values,
    )
    recent = {
        row["program_id"]
        for row in store.query(
            f"""SELECT i.program_id, i.starts_at, i.ends_at, i.timezone, p.timezone AS there
                FROM interview i JOIN program p ON p.id = i.program_id
                WHERE i.status = 'scheduled' AND {LAST} >= :since""",
            values,
        )
        if moments.is_over(row["starts_at"], row["ends_at"], row["timezone"], now, row["there"])
    }
    return {row["id"]: row["name"] for row in found if row["held"] or row["id"] in recent}


def _surely_over(now: datetime, ago: timedelta = ANY_ZONE) -> str:
    """A day: what ended before it has been over for so long, and is over at `now` in any zone."""
    return (now - max(ago, ANY_ZONE)).date().isoformat()


def _shape(row: Row, met: list[Row], now: datetime, home_zone: str) -> Row:
    starts, zone = row["starts_at"], row["timezone"]
    status = row["status"]
    there = row["program_zone"]
    if status == "scheduled" and moments.is_over(starts, row["ends_at"], zone, now, there):
        status = "completed"
    return {
        "ref": f"i{row['id']}",
        "program": {"ref": f"p{row['program_id']}", "name": row["program_name"]},
        "status": status,
        "starts_at": moments.iso(starts, zone),
        "ends_at": moments.iso(row["ends_at"], zone),
        "timezone": zone,
        "home_starts_at": at_home(starts, zone, home_zone),
        "format": row["format"],
        "place": row["place"],
        "respond_by": moments.iso(row["respond_by"], row["respond_zone"]),
        "respond_zone": row["respond_zone"],
        "home_respond_by": at_home(row["respond_by"], row["respond_zone"], home_zone),
        "highlight": row["highlight"],
        "notes": row["note"],
        "met": met,
    }


def at_home(wall: str | None, zone: str | None, home_zone: str) -> str | None:
    """The same moment in the home zone as ISO, or None where there is no clock time to convert."""
    if wall is None or zone is None or not moments.has_clock(wall):
        return None
    return moments.in_zone(moments.moment(wall, zone), home_zone).isoformat()


def _met(row: dict[str, Any]) -> Row:
    return {
        "ref": f"f{row['id']}",
        "contact": {
            "ref": f"c{row['contact_id']}",
            "name": row["name"],
            "role": row["role"],
            "title": row["title"],
        },
        "setting": row["setting"],
        "talked_about": row["talked_about"],
        "to_ask": row["to_ask"],
    }
