"""The checklist of an interview: which lines matter now, and what the record itself knows.

Days are calendar days in the program's zone where it is known, else in the zone in which the
interview was said. Both ends belong to a span.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from fmgtrack.records.tick import PARTS
from fmgtrack.rules import moments
from fmgtrack.rules.asking import FEWEST
from fmgtrack.rules.followups import THANKED, last_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

BEFORE, DAY, AFTER = PARTS
"""The parts of a checklist by name."""

DONE, NOW, LATER, PASSED = "done", "now", "later", "passed"
"""How a line stands: done, to be done now, not yet, and never done in its time."""

KEPT = timedelta(days=14)
"""How long a line of the part `after` is still called for."""

OWN_DAYS = 7
"""From how many days before the interview a person's own line matters."""

KNOWN = ("people", "questions", "impressions", "answers", "ratings", "thanks")
"""What the record can tell."""


class Line(NamedTuple):
    """A line that ships: `days` before the first day, or after the last, from which it matters."""

    key: str
    part: str
    days: int
    text: str
    formats: tuple[str, ...]
    known: str | None


class Span(NamedTuple):
    """First and last day of an interview, the day it is there, and whether it is over."""

    first: date
    last: date
    today: date
    over: bool


class Facts(NamedTuple):
    """What is on record of an interview and its program.

    Args:
        people: persons named for the day, with where they were or will be met.
        questions: chosen to be asked.
        open_questions: those of them that have no answer and are in no mail.
        answers: those of them that have one.
        noted: whether something was noted of the day or of a meeting.
        rated: whether the program has a rating.
        mails: states of the follow-ups.
    """

    people: int
    questions: int
    open_questions: int
    answers: int
    noted: bool
    rated: bool
    mails: tuple[str, ...]


def span(
    starts_at: str, ends_at: str | None, zone: str, program_zone: str | None, now: datetime
) -> Span:
    """The days of an interview on the calendar of the program's zone."""
    there = program_zone or zone
    first = moments.day_of(starts_at)
    if moments.has_clock(starts_at):
        first = moments.in_zone(moments.moment(starts_at, zone), there).date()
    return Span(
        first,
        max(first, last_day(starts_at, ends_at, zone, program_zone)),
        moments.in_zone(now, there).date(),
        moments.is_over(starts_at, ends_at, zone, now, program_zone),
    )


def state(part: str, days: int, when: Span | None) -> str:
    """How a line stands that is not done; an interview without a day comes later."""
    if when is None:
        return LATER
    if part == AFTER:
        begins = when.last + timedelta(days=days)
        if not when.over or when.today < begins:
            return LATER
        return NOW if when.today <= begins + KEPT else PASSED
    if when.over:
        return PASSED
    begins = when.first - timedelta(days=days)
    return NOW if when.today >= begins else LATER


def for_format(lines: Iterable[Line], form: str | None) -> list[Line]:
    """The lines of a format; those that every format has where it is not known."""
    found = list(lines)
    every = {name for line in found for name in line.formats}
    if form is None:
        return [line for line in found if every <= set(line.formats)]
    return [line for line in found if form in line.formats]


def is_known(what: str | None, facts: Facts, *, over: bool) -> bool:
    """Whether the record shows that a line is done."""
    if what == "people":
        return facts.people > 0
    if what == "questions":
        return facts.questions >= FEWEST
    if not over:
        return False
    return {
        "impressions": facts.noted,
        "answers": facts.answers > 0 and not facts.open_questions,
        "ratings": facts.rated,
        "thanks": _thanked(facts.mails),
    }.get(what or "", False)


def _thanked(states: tuple[str, ...]) -> bool:
    """Whether all that was owed is sent, skipped, or not wanted by the program."""
    settled = {*THANKED, "skipped", "withheld"}
    return bool(settled & set(states)) and set(states) <= {*settled, "not-owed"}
