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


def rows(
    store: Store,
    now: datetime,
    home_zone: str,
    *,
    interview_id: int | None = None,
    program_id: int | None = None,
) -> list[Row]:
    """Interviews by day, undated ones first, with the keys of product.md section 11.

    Beside them `home_starts_at`, the same moment on the clocks of `home_zone`, and `highlight`
    and `notes`. `status` is `completed` when a scheduled interview is over at `now`.
    """
    values = {"id": interview_id, "program": program_id}
    met: dict[int, list[Row]] = {}
    for row in store.query(
        """SELECT m.*, c.name, c.title, c.role FROM meeting m JOIN contact c ON c.id = m.contact_id
           JOIN interview i ON i.id = m.interview_id
           WHERE (:id IS NULL OR i.id = :id) AND (:program IS NULL OR i.program_id = :program)
           ORDER BY m.id""",
        values,
    ):
        met.setdefault(row["interview_id"], []).append(_met(row))
    found = store.query(
        """SELECT i.*, p.name AS program_name, p.timezone AS program_zone
           FROM interview i JOIN program p ON p.id = i.program_id
           WHERE (:id IS NULL OR i.id = :id) AND (:program IS NULL OR i.program_id = :program)
           ORDER BY i.starts_at, i.id""",
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
            **{key: row[key] for key in ("name", "role", "title")},
        },
        **{key: row[key] for key in ("setting", "talked_about", "to_ask")},
    }
