"""The season as weeks: which interviews, mails and dates lie in each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from fmgtrack.records.results import Card
from fmgtrack.rules.followups import TO_DO
from fmgtrack.rules.stages import WEEK, weeks
from fmgtrack.store import deadlines, followups, interviews

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row

WRITTEN = (*TO_DO, "scheduled")
"""States of mails that are still to be written."""

ASKED = ("invited", "waitlisted")
"""States of interviews that wait for an answer."""


def strip(work: Work) -> Card:
    """The weeks from the first interview, or from this one, to the last date that is known.

    Keys: `season today week` (the Monday of this week), `undated` (interviews without a day),
    `outside` (days outside of the season, which are not drawn), and `weeks[{week,
    interviews[{ref,program,on}], mails[{interview,program,due_from,due_by,owed}],
    dates[{ref,title,on,binding,program}]}]`. A week is the day of its Monday; mails stand in each
    week that their window touches; a date is a deadline that is not done or past, or an answer that
    an invitation waits for, which has no `title`.
    """
    with work.store.reading():
        days = interviews.rows(work.store, work.now, work.home_zone)
        owed = followups.rows(work.store, work.now, work.settings, unanswered=True)
        dated = deadlines.rows(work.store, work.now, work.home_zone, everything=False)
    placed: list[tuple[str, date, Row]] = [
        *(("interviews", date.fromisoformat(row["on"]), row) for row in _interviews(days)),
        *(("mails", monday, row) for row in _windows(owed) for monday in _touched(row)),
        *(("dates", date.fromisoformat(row["on"]), row) for row in _dates(dated, days)),
    ]
    this = _monday(work.today)
    axis, outside = weeks([on for _, on, _ in placed], work.season)
    if axis:
        axis, _ = weeks([this, *(monday for monday, _ in axis)], work.season)
    found: dict[date, Row] = {monday: _empty(monday) for monday, _ in axis}
    for kind, on, row in placed:
        if _monday(on) in found:
            found[_monday(on)][kind].append(row)
    return Card(
        "season",
        {
            "season": work.season,
            "today": work.today.isoformat(),
            "week": this.isoformat(),
            "undated": sum(row["status"] in ASKED and not row["starts_at"] for row in days),
            "outside": outside,
            "weeks": list(found.values()),
        },
    )


def _empty(monday: date) -> Row:
    return {"week": monday.isoformat(), "interviews": [], "mails": [], "dates": []}


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _interviews(days: list[Row]) -> list[Row]:
    return [
        {"ref": row["ref"], "program": row["program"], "on": row["starts_at"][:10]}
        for row in days
        if row["starts_at"] and row["status"] in ("scheduled", "completed")
    ]


def _windows(owed: list[Row]) -> list[Row]:
    """The windows in which mails are still to be written, one for each interview."""
    found: dict[str, Row] = {}
    for row in owed:
        if row["state"] not in WRITTEN or not row["due_from"]:
            continue
        window = found.setdefault(
            row["interview"]["ref"],
            {
                "interview": row["interview"]["ref"],
                "program": row["program"],
                "due_from": row["due_from"],
                "due_by": row["due_by"],
                "owed": 0,
            },
        )
        window["owed"] += 1
    return list(found.values())


def _touched(window: Row) -> list[date]:
    """The Mondays of the weeks in which a window is open."""
    first = _monday(date.fromisoformat(window["due_from"]))
    last = date.fromisoformat(window["due_by"])
    return [first + WEEK * number for number in range((last - first).days // 7 + 1)]


def _dates(dated: list[Row], days: list[Row]) -> list[Row]:
    found = [
        {
            "ref": row["ref"],
            "title": row["title"],
            "on": row["due_at"][:10],
            "binding": row["binding"],
            "program": row["program"],
        }
        for row in dated
    ]
    found += [
        {
            "ref": row["ref"],
            "title": None,
            "on": row["respond_by"][:10],
            "binding": True,
            "program": row["program"],
        }
        for row in days
        if row["status"] in ASKED and row["respond_by"]
    ]
    return sorted(found, key=lambda row: (row["on"], not row["binding"]))
