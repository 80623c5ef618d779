"""The season as a picture on the page: what is put into it, and the key to its shapes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fmgtrack.exchange import dates
from fmgtrack.exchange import report_parts as parts
from fmgtrack.exchange.markup import tag
from fmgtrack.exchange.timeline import Event, Visit, key, timeline
from fmgtrack.rules.followups import THANKED, TO_DO

if TYPE_CHECKING:
    from fmgtrack.exchange.markup import Markup
    from fmgtrack.exchange.report_parts import Report, Row


def season(report: Report) -> Markup:
    """The picture of the season with its key."""
    events = [
        Event(
            on=date.fromisoformat(row["due_at"][:10]),
            title=row["title"],
            sure=row["confidence"] != "secondary",
        )
        # what is lost when it is missed names the day, where several things share it
        for row in sorted(report.deadlines, key=lambda row: not row["binding"])
        if not row["done_on"]
    ]
    events += [
        Event(
            on=date.fromisoformat(row["respond_by"][:10]), title=f"Answer {row['program']['name']}"
        )
        for row in report.interviews
        if row["status"] in parts.WAITING and row["respond_by"]
    ]
    today = date.fromisoformat(report.now[:10])
    picture, left_out = timeline(_visits(report), events, today=today, season=report.season)
    legend = tag("p", [tag("span", mark, name) for name, mark in key()], class_="legend")
    more = f"{parts.counted(left_out, 'date')} outside the season not drawn." if left_out else None
    return parts.section(
        "timeline",
        f"The season up to {_end(report)}",
        tag("figure", tag("div", picture, class_="scroll"), tag("figcaption", legend, more)),
    )


def _end(report: Report) -> str:
    match = next((row for row in report.deadlines if row["key"] == "match-day"), None)
    return f"Match Day, {dates.day(match['due_at'])}" if match else "its last date"


def _visits(report: Report) -> list[Visit]:
    mails: dict[str, list[Row]] = {}
    for row in report.followups:
        mails.setdefault(row["interview"]["ref"], []).append(row)
    return [
        _visit(row, mails.get(row["ref"], []))
        for row in report.interviews
        if row["starts_at"] and row["status"] in {"scheduled", "completed"}
    ]


def _visit(row: Row, mails: list[Row]) -> Visit:
    counted = [
        mail
        for mail in mails
        if mail["state"] in {*TO_DO, *THANKED, "scheduled"} and mail["due_from"]
    ]
    owed = sum(mail["state"] in TO_DO for mail in counted)
    first, last = (row["starts_at"][:10], (row["ends_at"] or row["starts_at"])[:10])
    return Visit(
        first=date.fromisoformat(first),
        last=date.fromisoformat(last),
        name=row["program"]["name"],
        open_from=date.fromisoformat(counted[0]["due_from"]) if counted else None,
        open_by=date.fromisoformat(counted[0]["due_by"]) if counted else None,
        owed=owed,
        thanked=not owed and any(mail["state"] in THANKED for mail in counted),
    )
