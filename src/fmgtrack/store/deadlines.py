"""Deadlines as they are listed."""

from __future__ import annotations

from fmgtrack.rules import moments
from fmgtrack.store.interviews import ANY_ZONE, at_home

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from fmgtrack.records.results import Row
    from fmgtrack.store import Store


def rows(  # noqa: PLR0913  filters of one listing
    store: Store,
    now: datetime,
    home_zone: str,
    *,
    everything: bool = True,
    deadline_id: int | None = None,
    program_id: int | None = None,
) -> list[Row]:
    """Deadlines by date, with the keys of product.md section 11 and `home_due_at`, `is_past`.

    Without `everything`, what is done or past is left out. A deadline that names only a day is
    past when that day is over in its zone.
    """
    where = [
        condition
        for condition, wanted in (
            ("d.id = :id", deadline_id is not None),
            ("d.program_id = :program", program_id is not None),
            ("d.due_at >= :since AND d.done_on IS NULL", not everything),
        )
        if wanted
    ]
    found = store.query(
        f"""SELECT d.*, p.name AS program_name FROM deadline d
            LEFT JOIN program p ON p.id = d.program_id
            WHERE {" AND ".join(where) or "1"} ORDER BY d.due_at, d.id""",
        {"id": deadline_id, "program": program_id, "since": (now - ANY_ZONE).date().isoformat()},
    )
    shaped = [_shape(row, now, home_zone) for row in found]
    return [row for row in shaped if everything or not (row["done_on"] or row["is_past"])]


def _shape(row: Row, now: datetime, home_zone: str) -> Row:
    due, zone = row["due_at"], row["timezone"]
    if moments.has_clock(due):
        past = moments.moment(due, zone) < now
    else:
        past = moments.day_of(due) < moments.in_zone(now, zone).date()
    return {
        "ref": f"d{row['id']}",
        "title": row["title"],
        "due_at": moments.iso(due, zone),
        "timezone": zone,
        "body": row["body"],
        "binding": bool(row["binding"]),
        "source": row["source"],
        "confidence": row["confidence"],
        "program": row["program_id"]
        and {"ref": f"p{row['program_id']}", "name": row["program_name"]},
        "done_on": row["done_on"],
        "home_due_at": at_home(due, zone, home_zone),
        "is_past": past,
        "key": row["key"],
    }


def of_key(store: Store, season: int, key: str) -> Row | None:
    """The deadline row that carries a season's event, as stored."""
    found = store.query(
        "SELECT * FROM deadline WHERE season = :season AND key = :key",
        {"season": season, "key": key},
    )
    return found[0] if found else None
