"""One page of a season to read and to print: values in, one self-contained HTML text out.

Nothing is fetched, run or loaded by it: no script, no picture, no font, one style sheet inside.
The same values give the same text.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from fmgtrack.exchange import dates
from fmgtrack.exchange import report_parts as parts
from fmgtrack.exchange.markup import joined, linked, page, said, style, tag
from fmgtrack.exchange.report_list import rank_order_list
from fmgtrack.exchange.report_season import applications, season
from fmgtrack.exchange.sheets import sheet
from fmgtrack.records.words import CALLED_OFF
from fmgtrack.rules.followups import TO_DO

if TYPE_CHECKING:
    from fmgtrack.exchange.markup import Markup
    from fmgtrack.exchange.report_parts import Report, Row

MARK = "fmgtrack report"
"""Stands in a comment at the beginning of each page, so that it is known again."""

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a browser may load or run for this page: the style sheet in it, nothing else."""


def report_page(report: Report) -> str:
    """The whole page as HTML."""
    title = f"{report.name}, Match {report.season}" if report.name else f"Match {report.season}"
    head = [
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        style(_sheet()),
    ]
    content = [
        part(report)
        for part in (
            *(_owed, season, _interviews, _invitations, _deadlines, applications),
            rank_order_list,
        )
    ]
    sheets = [sheet(one, report) for one in report.sheets]
    body = tag("body", _top(title, report), tag("main", content, sheets))
    return page(head, body, MARK)


def is_report(beginning: bytes) -> bool:
    """Whether a file that begins so was written here."""
    return f"<!-- {MARK} -->".encode() in beginning[:200]


@cache
def _sheet() -> str:
    return (files("fmgtrack.exchange") / "report.css").read_text(encoding="utf-8")


def _top(title: str, report: Report) -> Markup:
    contents = tag(
        "nav",
        tag("ul", [tag("li", parts.program(one.program, report)) for one in report.sheets]),
        aria_label="Programs",
    )
    return tag(
        "header",
        tag("h1", said(title)),
        tag("p", f"As it stood on {dates.moment(report.now, report.home_zone)}", class_="lead"),
        tag("ul", [tag("li", figure) for figure in _figures(report)], class_="figures"),
        contents if report.sheets else None,
    )


def _figures(report: Report) -> list[Markup]:
    counts = {state: _in_state(report, state) for state in TO_DO}
    owed = sum(counts.values())
    states = [row["status"] for row in report.interviews]
    over, ahead = states.count("completed"), states.count("scheduled")
    waiting = states.count("invited")
    found = [
        _figure(
            owed,
            "mail to write" if owed == 1 else "mails to write",
            ", ".join(f"{number} {state}" for state, number in counts.items() if number),
        ),
        _figure(
            over + ahead,
            "interview" if over + ahead == 1 else "interviews",
            f"{over} over, {ahead} ahead" if over + ahead else "",
        ),
    ]
    if waiting:
        found.append(
            _figure(waiting, "to answer", parts.counted(waiting, "invitation") + " waiting")
        )
    due = report.rol["deadline"]
    if due and not due["is_past"]:
        found.append(
            _figure(
                due["days_left"],
                "day to certify" if due["days_left"] == 1 else "days to certify",
                dates.short(due["due_at"])
                + (", unconfirmed" if due["confidence"] == "secondary" else ""),
            )
        )
    return found


def _in_state(report: Report, state: str) -> int:
    return sum(row["state"] == state for row in report.followups)


def _figure(number: int, what: str, more: str) -> Markup:
    return joined([tag("b", number), " ", tag("span", what), parts.aside(more) if more else None])


def _owed(report: Report) -> Markup:
    rows = [row for state in TO_DO for row in report.followups if row["state"] == state]
    if not rows:
        ahead = [
            row["due_from"]
            for row in report.followups
            if row["state"] == "scheduled" and row["due_from"]
        ]
        more = f" The next window opens on {dates.day(min(ahead))}." if ahead else ""
        return parts.section("owed", "Mail that is owed", tag("p", f"No mail is owed now.{more}"))
    shown = parts.table(
        ["Done", "Stands", "Write it", "To", "Program", "About"],
        [
            (
                parts.BOX,
                tag("span", row["state"], class_=f"state {row['state']}"),
                parts.timed(dates.days(row["due_from"], row["due_by"])),
                joined(
                    [
                        said(parts.full_name(row["contact"])),
                        parts.aside(parts.role(row["contact"]["role"])),
                        parts.aside(row["contact"]["email"]) if row["contact"]["email"] else None,
                    ]
                ),
                parts.program(row["program"], report),
                _about(row),
            )
            for row in rows
        ],
        name=3,
    )
    return parts.section("owed", "Mail that is owed", shown)


def _about(row: Row) -> Markup | None:
    said_of = [said(line) for line in parts.lines(row["talked_about"])]
    asked = [joined(["to ask: ", said(line)]) for line in parts.lines(row["to_ask"])]
    found = [tag("p", one) for one in (*said_of, *asked)]
    return joined(found) if found else None


def _interviews(report: Report) -> Markup:
    rows = [row for row in report.interviews if row["status"] not in parts.WAITING]
    rows.sort(key=lambda row: (row["status"] in CALLED_OFF, row["starts_at"] or ""))
    if not rows:
        return parts.section("interviews", "Interviews", tag("p", "No interview day yet."))
    shown = parts.table(
        ["Program", "There", "For you", "How and where", "Stands", "Met"],
        [
            (
                parts.program(row["program"], report),
                parts.timed(parts.when(row)),
                parts.timed(parts.at_home(row, report))
                or ("the same" if row["home_starts_at"] else None),
                _where(row),
                parts.word(row["status"]),
                ", ".join(parts.full_name(met["contact"]) for met in row["met"] if met["setting"]),
            )
            for row in rows
        ],
    )
    return parts.section("interviews", "Interviews", shown)


def _where(row: Row) -> Markup | None:
    place = linked(row["place"])
    if not row["format"]:
        return place
    return joined([row["format"], None if place is None else tag("span", place, class_="aside")])


def _invitations(report: Report) -> Markup:
    rows = [row for row in report.interviews if row["status"] in parts.WAITING]
    rows.sort(key=lambda row: row["respond_by"] or "9999")
    if not rows:
        none = tag("p", "No invitation waits for an answer.")
        return parts.section("invitations", "Invitations", none)
    shown = parts.table(
        ["Done", "Program", "Stands", "Answer by", "For you", "Offered day"],
        [
            (
                parts.BOX,
                parts.program(row["program"], report),
                parts.word(row["status"]),
                parts.timed(dates.moment(row["respond_by"], row["respond_zone"])),
                parts.timed(
                    dates.beside(row["home_respond_by"], row["respond_by"], report.home_zone)
                ),
                parts.timed(parts.when(row)),
            )
            for row in rows
        ],
        name=1,
    )
    return parts.section("invitations", "Invitations", shown)


def _deadlines(report: Report) -> Markup:
    ahead, gone = (
        [row for row in report.deadlines if bool(row["done_on"] or row["is_past"]) is over]
        for over in (False, True)
    )
    warned = any(row["confidence"] == "secondary" for row in ahead)
    warning = (
        "Dates marked unconfirmed were read on other sites than the organiser's:"
        " check them there before you rely on one."
    )
    return parts.section(
        "deadlines",
        "Deadlines",
        _dated(ahead, report) if ahead else tag("p", "No deadline ahead."),
        tag("p", warning, class_="quiet") if warned else None,
        tag("h3", "Past or done") if gone else None,
        _dated(gone, report) if gone else None,
    )


def _dated(rows: list[Row], report: Report) -> Markup:
    return parts.table(
        ["What", "There", "For you", "Set by", "Sure"],
        [
            (
                _what(row, report),
                parts.timed(dates.moment(row["due_at"], row["timezone"])),
                parts.timed(dates.beside(row["home_due_at"], row["due_at"], report.home_zone)),
                said(row["body"]) if row["body"] else None,
                _sure(row),
            )
            for row in rows
        ],
    )


def _what(row: Row, report: Report) -> Markup:
    owner = row["program"] and tag("span", parts.program(row["program"], report), class_="aside")
    last = tag("span", "cut-off", class_="aside") if row["binding"] else None
    return joined([said(row["title"]), owner, last])


def _sure(row: Row) -> Markup:
    words = {"secondary": parts.UNCONFIRMED, "own": parts.word("your own")}
    stands = f"done {dates.short(row['done_on'])}" if row["done_on"] else None
    source = linked(row["source"], short=True)
    return joined(
        [
            stands or words.get(row["confidence"], row["confidence"]),
            None if source is None else tag("span", source, class_="aside"),
        ]
    )
