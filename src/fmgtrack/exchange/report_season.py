"""The season on the page as pictures: its days week by week, and where applications stand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fmgtrack.exchange import dates
from fmgtrack.exchange import report_parts as parts
from fmgtrack.exchange.markup import joined, said, tag
from fmgtrack.exchange.timeline import Event, Visit, key, timeline
from fmgtrack.rules.followups import THANKED, TO_DO

TOP = 10
"""How many specialties and states are shown."""

LONGEST = 85
"""How much of its cell the longest bar takes, in a hundred."""

TALL, WIDE, FOOT = 44, 30, 28
"""Units of a week's column: its greatest height, its width, and the room beneath for its day."""

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def applications(report: Report) -> Markup | None:
    """How many programs stand at each stage, how far they came, and invitations by week."""
    row = report.applications
    if row is None or not row["programs"]:
        return None
    most = max(stage["standing"] for stage in row["stages"])
    stages = parts.table(
        ["Stage", "Now", "So far"],
        [
            (stage["status"], _bar(stage["standing"], most), stage["so_far"])
            for stage in row["stages"]
        ],
    )
    off = parts.counted(row["called_off"], "program")
    return parts.section(
        "applications",
        "Where applications stand",
        stages,
        tag("p", f"All interviews called off at {off}.") if row["called_off"] else None,
        [_grouped(key, row[f"by_{key}"]) for key in ("specialty", "state")],
        _weekly("Invitations by week", "invitations", row["invitations"]),
        _weekly("Interview days by week", "days", row["interviews"]),
    )


def _bar(value: int, most: int) -> Markup:
    """A bar as long as its share of the longest, with the number behind it."""
    share = f"{LONGEST * value / most:.1f}%"
    fill = tag("rect", class_="fill", width="100%", height="100%")
    drawn = tag("svg", fill, class_="share", width=share, aria_hidden="true") if value else None
    return joined([drawn, tag("span", value, class_="number")], " ")


def _grouped(key: str, rows: Sequence[Row]) -> Markup | None:
    """How far programs came by specialty or state, where that was said of any."""
    if not any(row[key] for row in rows):
        return None
    every = ("programs", "applied", "waitlisted", "invited", "interviewed", "rejected", "withdrawn")
    names = [name for name in every if any(row[name] for row in rows)]
    more = f", {TOP} of {len(rows)}" if len(rows) > TOP else ""
    return joined(
        [
            tag("h3", f"By {key}, so far{more}"),
            parts.table(
                [key.title(), *(name.title() for name in names)],
                [
                    (
                        said(row[key]) if row[key] else "not said",
                        *(row[name] or "" for name in names),
                    )
                    for row in rows[:TOP]
                ],
            ),
        ]
    )


def _weekly(title: str, ident: str, row: Row) -> Markup | None:
    """A column for each week of the season that had some, the days of the Mondays beneath."""
    asides = [
        (row["undated"], "without a day"),
        (row["outside"], "outside of the season, not drawn"),
        (row.get("at_latest", 0), "by the day on which they were put on record"),
    ]
    words = [f"{number} {words}" for number, words in asides if number]
    if not row["weeks"] and not words:
        return None
    return joined(
        [
            tag("h3", title),
            _columns(title, ident, row["weeks"]) if row["weeks"] else None,
            tag("p", f"{'; '.join(words)}.", class_="quiet") if words else None,
        ]
    )


def _columns(title: str, ident: str, weeks: Sequence[Row]) -> Markup:
    most = max(week["count"] for week in weeks)
    height, width = 14 + TALL + FOOT, WIDE * len(weeks)
    shown = [_week(week, most, number) for number, week in enumerate(weeks)]
    picture = tag(
        "svg",
        tag("title", title, id=f"{ident}-picture"),
        shown,
        class_="weekly",
        role="img",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        aria_labelledby=f"{ident}-picture",
    )
    return tag("figure", tag("div", picture, class_="scroll"))


def _week(week: Row, most: int, number: int) -> Markup:
    """One column: how many above it, the day of its Monday beneath, the month where it changes."""
    tall = TALL * week["count"] / most
    middle, foot = WIDE * number + WIDE / 2, 14 + TALL
    _, day, month = dates.short(week["week"]).split()
    first = number == 0 or int(day) <= 7  # noqa: PLR2004  the first Monday of a month
    at = {"x": f"{middle:g}", "text_anchor": "middle"}
    column = tag(
        "rect",
        class_="fill",
        x=f"{middle - 10:g}",
        y=f"{foot - tall:.1f}",
        width=20,
        height=f"{tall:.1f}",
    )
    return tag(
        "g",
        tag("title", f"Week of {dates.day(week['week'])}: {week['count']}"),
        column if week["count"] else None,
        tag("text", week["count"], y=f"{foot - tall - 3:.1f}", **at) if week["count"] else None,
        tag("text", day, class_="monday", y=foot + 11, **at),
        tag("text", month, class_="month", y=foot + 24, **at) if first else None,
    )
