"""What is on record of interviews, for their checklists."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from fmgtrack.records.results import Row
    from fmgtrack.store import Store

_FACTS = """
    SELECT i.*, p.name AS program, p.timezone AS program_zone,
        (i.highlight IS NOT NULL OR i.note IS NOT NULL OR EXISTS (
            SELECT 1 FROM meeting m WHERE m.interview_id = i.id AND m.talked_about IS NOT NULL))
            AS noted,
        (SELECT count(*) FROM meeting m
            WHERE m.interview_id = i.id AND m.setting IS NOT NULL) AS people,
        EXISTS (SELECT 1 FROM rating r WHERE r.program_id = i.program_id) AS rated,
        (SELECT count(*) FROM asking a
            WHERE a.program_id = i.program_id AND NOT a.on_page) AS questions,
        (SELECT count(*) FROM asking a WHERE a.program_id = i.program_id AND NOT a.on_page
            AND a.answer IS NULL AND a.meeting_id IS NULL) AS open_questions,
        (SELECT count(*) FROM asking a
            WHERE a.program_id = i.program_id AND a.answer IS NOT NULL) AS answers
    FROM interview i JOIN program p ON p.id = i.program_id
"""


def facts(store: Store, interview_id: int) -> Row:
    """An interview with `program program_zone` and what is known of its day, as stored.

    `people` are those named for the day, not directors and coordinators who were not met.
    """
    return store.query(f"{_FACTS} WHERE i.id = :id", {"id": interview_id})[0]


def scheduled(store: Store, first: date, last: date) -> list[Row]:
    """The same for scheduled interviews that touch these days, both included, soonest first."""
    return store.query(
        f"""{_FACTS} WHERE i.status = 'scheduled'
            AND substr(coalesce(i.ends_at, i.starts_at), 1, 10) >= :first
            AND substr(i.starts_at, 1, 10) <= :last ORDER BY i.starts_at, i.id""",
        {"first": first.isoformat(), "last": last.isoformat()},
    )
