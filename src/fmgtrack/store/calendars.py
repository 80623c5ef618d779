"""What a calendar is written from: interviews and deadlines with their random ids and journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fmgtrack.records.results import Row
    from fmgtrack.store import Store


def interviews(store: Store) -> list[Row]:
    """Interviews as stored, with `program`, its name, and `met`: title, name and role of each."""
    met: dict[int, list[Row]] = {}
    for row in store.query(
        """SELECT m.interview_id, c.id, c.title, c.name, c.role FROM meeting m
           JOIN contact c ON c.id = m.contact_id ORDER BY m.id"""
    ):
        met.setdefault(row["interview_id"], []).append(row)
    found = store.query(
        """SELECT i.*, p.name AS program FROM interview i
           JOIN program p ON p.id = i.program_id ORDER BY i.id"""
    )
    return [row | {"met": met.get(row["id"], [])} for row in found]


def deadlines(store: Store) -> list[Row]:
    """Deadlines as stored, with `program`, the name of theirs."""
    return store.query(
        """SELECT d.*, p.name AS program FROM deadline d
           LEFT JOIN program p ON p.id = d.program_id ORDER BY d.id"""
    )


def journal(store: Store) -> dict[tuple[str, int], dict[int, str]]:
    """Which changes touched each record: number and moment (UTC) by kind and row.

    A follow-up counts for its interview, one that was removed too. Settings are one record, 0.
    """
    found = store.query(
        """SELECT i.record, i.row_id, i.change_id, c.at,
               json_extract(coalesce(i.after, i.before), '$.interview_id') AS interview_id
           FROM image i JOIN change c ON c.id = i.change_id
           WHERE i.record IN
               ('interview', 'meeting', 'program', 'contact', 'deadline', 'setting')"""
    )
    touched: dict[tuple[str, int], dict[int, str]] = {}
    for row in found:
        key = (row["record"], row["row_id"])
        if row["record"] == "meeting":
            key = ("interview", row["interview_id"])
        elif row["record"] == "setting":
            key = ("setting", 0)
        touched.setdefault(key, {})[row["change_id"]] = row["at"]
    return touched
