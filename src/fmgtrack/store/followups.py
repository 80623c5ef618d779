"""Follow-ups with their windows and states.

What is still owed is found by the partial index on meetings that nobody answered for, so that the
list costs what is owed and not what was ever recorded.
"""

from __future__ import annotations

from fmgtrack.records.words import CALLED_OFF
from fmgtrack.rules import followups, moments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any

    from fmgtrack.records.results import Row
    from fmgtrack.records.settings import Settings
    from fmgtrack.store import Store

UNANSWERED = "m.sent_on IS NULL AND m.replied_on IS NULL AND m.skipped_on IS NULL"
"""The condition of the partial index `meeting_open`, word for word."""


def rows(  # noqa: PLR0913  filters of one listing
    store: Store,
    now: datetime,
    settings: Settings,
    *,
    unanswered: bool = False,
    program_id: int | None = None,
    interview_id: int | None = None,
    meeting_ids: tuple[int, ...] = (),
) -> list[Row]:
    """Follow-ups with the keys of product.md section 11, soonest window first.

    Args:
        store: the record.
        now: an aware moment, against which states are computed.
        settings: for the window's days.
        unanswered: only those neither sent, replied nor skipped.
        program_id: only those at this program.
        interview_id: only those of this interview.
        meeting_ids: only these.
    """
    where = [UNANSWERED] if unanswered else []
    values: dict[str, Any] = {"program": program_id, "interview": interview_id}
    if program_id is not None:
        where.append("i.program_id = :program")
    if interview_id is not None:
        where.append("i.id = :interview")
    if meeting_ids:
        where.append(f"m.id IN ({', '.join(str(int(number)) for number in meeting_ids)})")
    found = store.query(
        f"""SELECT m.*, i.starts_at, i.ends_at, i.timezone, i.status, i.program_id,
                p.name AS program, p.timezone AS program_zone, p.contact_policy AS policy,
                p.policy_source, c.name, c.title, c.role, c.email
            FROM meeting m JOIN interview i ON i.id = m.interview_id
            JOIN program p ON p.id = i.program_id JOIN contact c ON c.id = m.contact_id
            WHERE {" AND ".join(where) or "1"}""",
        values,
    )
    shaped = [shape(row, now, settings) for row in found]
    shaped.sort(key=lambda row: (row["due_by"] or "9999", row["interviewed_on"] or "", row["id"]))
    for row in shaped:
        del row["id"]
    return shaped


def shape(row: Row, now: datetime, settings: Settings) -> Row:
    """One follow-up from its joined row; `id` is there for sorting."""
    days: tuple[date, date] | None = None
    day: date | None = None
    over = False
    if row["starts_at"]:
        span = (row["starts_at"], row["ends_at"], row["timezone"])
        day = followups.last_day(*span, row["program_zone"])
        days = followups.window(day, settings.due_from, settings.due_by)
        over = moments.is_over(*span, now, row["program_zone"])
    zone = row["program_zone"] or row["timezone"] or "UTC"
    state = followups.state(row | {"zone": zone}, now, days, over=over)
    return {
        "id": row["id"],
        "ref": f"f{row['id']}",
        "state": state,
        "program": {"ref": f"p{row['program_id']}", "name": row["program"]},
        "interview": {"ref": f"i{row['interview_id']}"},
        "contact": {
            "ref": f"c{row['contact_id']}",
            **{key: row[key] for key in ("name", "role", "email", "title")},
        },
        "interviewed_on": day.isoformat() if day else None,
        "due_from": days[0].isoformat() if days else None,
        "due_by": days[1].isoformat() if days else None,
        "sent_on": row["sent_on"],
        "reason": _reason(row, state),
        "replied_on": row["replied_on"],
        "setting": row["setting"],
        "talked_about": row["talked_about"],
        "to_ask": row["to_ask"],
    }


def _reason(row: Row, state: str) -> str | None:
    if state == "skipped":
        return str(row["skip_reason"]) if row["skip_reason"] else None
    if state == "withheld":
        said = f"{row['policy']}"
        return f"{said} ({row['policy_source']})" if row["policy_source"] else said
    if state == "not-owed":
        return str(row["status"]) if row["status"] in CALLED_OFF else "nothing noted"
    return None


def thanked(store: Store, program_ids: list[int]) -> dict[int, int]:
    """How many mails of each of these programs were sent or answered."""
    numbers = ", ".join(str(int(number)) for number in program_ids)
    found = store.query(
        f"""SELECT i.program_id, count(*) AS n FROM interview i
            JOIN meeting m ON m.interview_id = i.id
            WHERE i.program_id IN ({numbers})
            AND (m.sent_on IS NOT NULL OR m.replied_on IS NOT NULL) GROUP BY i.program_id"""
    )
    return {row["program_id"]: row["n"] for row in found}


def without_role(store: Store, program_ids: set[int]) -> list[tuple[int, str, list[str]]]:
    """Of these programs, those with no director or coordinator on record: id, name, roles."""
    missing = []
    numbers = ", ".join(str(int(number)) for number in program_ids)
    for row in store.query(
        f"""SELECT p.id, p.name,
              max(c.role = 'program-director') AS director,
              max(c.role = 'coordinator') AS coordinator
            FROM program p LEFT JOIN contact c ON c.program_id = p.id
            WHERE p.id IN ({numbers}) GROUP BY p.id ORDER BY p.id"""
    ):
        roles = [
            role
            for role, there in (
                ("program-director", row["director"]),
                ("coordinator", row["coordinator"]),
            )
            if not there
        ]
        if roles:
            missing.append((row["id"], row["name"], roles))
    return missing
