"""What is due across a folder of records: for a mentor who reads many."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from fmgtrack.errors import FmgtrackError, InvalidError
from fmgtrack.records.results import Listing, Notice
from fmgtrack.rules.followups import TO_DO
from fmgtrack.store import followups, interviews
from fmgtrack.store.peeking import Peek

if TYPE_CHECKING:
    from datetime import datetime

    from fmgtrack.records.results import Row

SUFFIXES = (".db", ".sqlite", ".sqlite3")
"""Ends of the names of files that are looked at."""


def cohort(folder: str, now: datetime, home_zone: str) -> Listing:
    """One row for each record in a folder and the folders in it, the most pressing first.

    Keys: `record` (its path in the folder), `name` (the person's, or null), `overdue due open`
    (numbers of mails), `due_by` (the nearest last day among them), `next_interview` with
    `program{ref,name} starts_at home_starts_at timezone` or null, and `followups` (those to do, as
    `followups` lists them). Nothing is written to any of them. A file that is no record is named
    in a notice.

    Raises:
        InvalidError: there is no such folder.
    """
    place = Path(folder)
    if not place.is_dir():
        raise InvalidError(f"`{folder}` is no folder", "name the folder that holds the records")
    rows, told = [], []
    for file in sorted(place.rglob("*")):
        if file.suffix.lower() not in SUFFIXES or not file.is_file() or "backups" in file.parts:
            continue
        name = file.relative_to(place).as_posix()
        try:
            rows.append({"record": name, **_looked_at(file, now, home_zone)})
        except FmgtrackError as error:
            told.append(Notice("unread", record=name, why=error.message))
    rows.sort(key=lambda row: (-row["overdue"], -row["due"], -row["open"], row["record"]))
    return Listing("cohort", rows, tuple(told), Notice("no-records", folder=folder))


def _looked_at(file: Path, now: datetime, home_zone: str) -> Row:
    record = Peek(file)
    try:
        settings = record.settings()
        owed = followups.rows(record, now, settings, unanswered=True)
        days = [
            row
            for row in interviews.rows(record, now, home_zone, recent=timedelta(days=1))
            if row["status"] == "scheduled"
        ]
    finally:
        record.close()
    to_do = [row for row in owed if row["state"] in TO_DO]
    return {
        "name": settings.name,
        **{state: sum(row["state"] == state for row in to_do) for state in TO_DO},
        "due_by": min((row["due_by"] for row in to_do if row["due_by"]), default=None),
        "next_interview": {
            key: days[0][key] for key in ("program", "starts_at", "home_starts_at", "timezone")
        }
        if days
        else None,
        "followups": to_do,
    }
