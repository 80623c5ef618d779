"""The sheet of one program: all that is known on the day, and on the evening of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.exchange import dates
from fmgtrack.exchange import report_parts as parts
from fmgtrack.exchange.markup import joined, linked, said, tag
from fmgtrack.rules.followups import THANKED, TO_DO

if TYPE_CHECKING:
    from fmgtrack.exchange.markup import Markup
    from fmgtrack.exchange.report_parts import Report, Row, Sheet

STATES = {
    "scheduled": "after the day",
    "withheld": "no mail: program's wish",
    "not-owed": "none owed",
}
"""States of a mail in words, where the word alone does not say it."""


def sheet(one: Sheet, report: Report) -> Markup:
    """One program, on a page of its own when printed."""
    row = one.program
    ident = row["ref"]
    place = ", ".join(part for part in (row["city"], row["state"]) if part)
    above = joined(
        (said(part) for part in (row["institution"], row["specialty"], place) if part), " · "
    )
    return tag(
        "section",
        tag("h2", said(row["name"]), id=f"{ident}-title"),
        tag("p", above, class_="lead") if above else None,
        _facts(one, report),
        _part("Days", [_day(interview, report) for interview in one.interviews]),
        _part("People", _people(one)),
        _part("Talked about", _talked(one)),
        _part("Questions still open", _questions(one)),
        _part("Ratings", _ratings(one)),
        _part("Dates", _dates(one, report)),
        id=ident,
        class_="sheet",
        aria_labelledby=f"{ident}-title",
    )


def _part(title: str, content: object | None) -> Markup | None:
    return tag("div", tag("h3", title), content, class_="part") if content else None


def _facts(one: Sheet, report: Report) -> Markup:
    row = one.program
    seen = parts.evidence(row["visa"]["source"], row["visa"]["checked_on"], report.facts_from)
    said_of_visa = row["visa"]["j1"] is not None or row["visa"]["h1b"] is not None
    policy: object = row["contact_policy"]
    if policy != "unknown":
        policy = _with(
            policy, parts.evidence(row["policy_source"], row["policy_on"], report.facts_from)
        )
    facts = parts.pairs(
        ("ref", row["ref"]),
        ("NRMP codes", ", ".join(row["nrmp_codes"])),
        ("on your list", "; ".join(one.ranks)),
        ("ACGME number", row["acgme_code"]),
        ("web", linked(row["url"])),
        ("time zone", row["timezone"]),
        ("status", row["status"]),
        ("signal", None if row["signal"] == "none" else row["signal"]),
        ("visa", _with(parts.visa(row), seen) if said_of_visa else "not said"),
        ("mail after the day", policy),
        ("contract came", _contract(row, report)),
    )
    return joined([facts, parts.note(row["notes"])])


def _with(value: object, evidence: Markup) -> Markup:
    return joined([said(value), " (", evidence, ")"])


def _contract(row: Row, report: Report) -> str | None:
    on = row["contract_on"]
    if not on:
        return None
    return dates.day(on) if on >= report.facts_from else f"{dates.day(on)} (an earlier season)"


def _day(row: Row, report: Report) -> Markup:
    home = parts.at_home(row, report)
    answer = None
    if row["status"] in {"invited", "waitlisted"} and row["respond_by"]:
        there = dates.moment(row["respond_by"], row["respond_zone"])
        beside = dates.beside(row["home_respond_by"], row["respond_by"], report.home_zone)
        answer = f"{there}, {beside} for you" if beside else there
    facts = parts.pairs(
        ("when", f"{parts.when(row)}, {home} for you" if home else parts.when(row)),
        ("status", row["status"]),
        ("answer by", answer),
        ("format", row["format"]),
        ("place", linked(row["place"])),
        ("stood out", row["highlight"]),
    )
    return joined([facts, parts.note(row["notes"])])


def _people(one: Sheet) -> Markup | None:
    if not one.contacts:
        return None
    settings: dict[str, list[str]] = {}
    states: dict[str, list[str]] = {}
    for row in one.followups:
        ref = row["contact"]["ref"]
        settings.setdefault(ref, []).append(row["setting"] or "not met")
        states.setdefault(ref, []).append(_state(row))
    rows = [
        (
            parts.over(parts.full_name(contact), contact["email"]),
            parts.role(contact["role"]),
            ", ".join(dict.fromkeys(settings.get(contact["ref"], []))),
            "; ".join(dict.fromkeys(states.get(contact["ref"], []))),
            said(contact["notes"]) if contact["notes"] else None,
        )
        for contact in one.contacts
    ]
    heads = ["Name", "Role", "Met", "Mail", "Private note"]
    if not any(row[-1] for row in rows):
        return parts.table(heads[:-1], [row[:-1] for row in rows])
    return parts.table(heads, rows)


def _state(row: Row) -> str:
    state = row["state"]
    if state in THANKED:
        return f"{state} {dates.short(row[f'{state}_on'])}"
    if state in TO_DO:
        return f"{state}, {dates.days(row['due_from'], row['due_by'])}"
    if state == "skipped" and row["reason"]:
        return f"skipped: {row['reason']}"
    return str(STATES.get(state, state))


def _talked(one: Sheet) -> Markup | None:
    return parts.bullets(
        joined([said(line), parts.aside(f"with {parts.full_name(row['contact'])}")], " ")
        for row in one.followups
        for line in parts.lines(row["talked_about"])
    )


def _questions(one: Sheet) -> Markup | None:
    return parts.bullets(
        joined([parts.BOX, said(line), parts.aside(_asked(row))], " ")
        for row in one.followups
        if row["state"] != "replied"
        for line in parts.lines(row["to_ask"])
    )


def _asked(row: Row) -> str:
    who = f"for {parts.full_name(row['contact'])}"
    return f"{who}, asked {dates.short(row['sent_on'])}" if row["state"] == "sent" else who


def _ratings(one: Sheet) -> Markup | None:
    if not any(value for _, value in one.ratings):
        return tag("p", "Not rated yet.", class_="quiet")
    rows = [
        (
            label,
            joined([parts.bar(value), tag("span", f" {value} of {parts.BEST}", class_="number")])
            if value
            else tag("span", "not rated", class_="quiet"),
        )
        for label, value in one.ratings
    ]
    total = ("Score", parts.scored(one.score, one.coverage))
    return parts.table(["What you weigh", "Your rating"], [*rows, total])


def _dates(one: Sheet, report: Report) -> Markup | None:
    return parts.bullets(
        joined([said(row["title"]), parts.aside(dated(row, report))], " ") for row in one.deadlines
    )


def dated(row: Row, report: Report) -> str:
    """When a dated event is, in both zones, and whether that is sure."""
    there = dates.moment(row["due_at"], row["timezone"])
    home = dates.beside(row["home_due_at"], row["due_at"], report.home_zone)
    said_when = f"{there}, {home} for you" if home else there
    if row["done_on"]:
        return f"{said_when}, done {dates.short(row['done_on'])}"
    return f"{said_when}, unconfirmed" if row["confidence"] == "secondary" else said_when
