from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.records.tick import PARTS
from fmgtrack.records.words import FORMATS
from fmgtrack.reference.checklists import lines
from fmgtrack.render.checklists import KNOWN as SAID
from fmgtrack.rules.checklists import (
    DONE,
    KEPT,
    KNOWN,
    LATER,
    NOW,
    PASSED,
    Facts,
    Span,
    for_format,
    is_known,
    span,
    state,
)

FIRST = date(2026, 12, 1)


def seen(today: date, *, over: bool = False, last: date = FIRST) -> Span:
    return Span(FIRST, last, today, over)


@pytest.mark.parametrize(
    ("part", "days", "when", "wanted"),
    [
        ("before", 3, seen(date(2026, 11, 27)), LATER),
        ("before", 3, seen(date(2026, 11, 28)), NOW),
        ("before", 3, seen(FIRST), NOW),
        ("before", 3, seen(FIRST, over=True), PASSED),
        ("before", 3, seen(date(2026, 12, 2), last=date(2026, 12, 2)), NOW),
        ("day", 0, seen(date(2026, 11, 30)), LATER),
        ("day", 0, seen(FIRST), NOW),
        ("day", 0, seen(FIRST, over=True), PASSED),
        ("day", 0, seen(date(2026, 12, 2), last=date(2026, 12, 2)), NOW),
        ("after", 0, seen(FIRST), LATER),
        ("after", 0, seen(FIRST, over=True), NOW),
        ("after", 2, seen(date(2026, 12, 2), over=True), LATER),
        ("after", 2, seen(date(2026, 12, 3), over=True), NOW),
        ("after", 2, seen(date(2026, 12, 3) + KEPT, over=True), NOW),
        ("after", 2, seen(date(2026, 12, 4) + KEPT, over=True), PASSED),
        ("after", 0, seen(FIRST, over=True, last=date(2026, 12, 2)), LATER),
        *((part, 0, None, LATER) for part in PARTS),
    ],
)
def test_when_a_line_matters(part: str, days: int, when: Span | None, wanted: str) -> None:
    assert state(part, days, when) == wanted


@given(st.sampled_from(PARTS), st.integers(0, 30), st.integers(-60, 60), st.booleans())
def test_a_line_comes_now_and_passes_in_this_order(
    part: str, days: int, away: int, over: bool
) -> None:
    order = (LATER, NOW, PASSED)
    today = FIRST + timedelta(days=away)
    before = state(part, days, seen(today, over=over))
    later = state(part, days, seen(today + timedelta(days=1), over=True))

    assert before != DONE
    assert order.index(before) <= order.index(later)


NOON = datetime.fromisoformat("2026-12-01T12:00:00-06:00")


@pytest.mark.parametrize(
    ("starts", "ends", "zone", "there", "now", "wanted"),
    [
        ("2026-12-01 16:30", None, "America/Chicago", None, NOON, (1, 1, 1, False)),
        # said in the applicant's zone, where it is a day later
        ("2026-12-02 03:30", None, "Asia/Karachi", "America/Chicago", NOON, (1, 1, 1, False)),
        ("2026-12-02 03:30", None, "Asia/Karachi", None, NOON, (2, 2, 1, False)),
        ("2026-12-01 09:00", "2026-12-02 15:00", "America/Chicago", None, NOON, (1, 2, 1, False)),
        ("2026-12-01", None, "America/Chicago", "America/Chicago", NOON, (1, 1, 1, False)),
        ("2026-12-01 08:00", "2026-12-01 11:59", "America/Chicago", None, NOON, (1, 1, 1, True)),
        # today is the program's day, not the day where the clock stands
        (
            *("2026-12-01 08:00", None, "America/Chicago", "Pacific/Guam", NOON),
            (2, 2, 2, False),
        ),
    ],
)
def test_days_are_those_of_the_program(
    starts: str,
    ends: str | None,
    zone: str,
    there: str | None,
    now: datetime,
    *,
    wanted: tuple[int, int, int, bool],
) -> None:
    found = span(starts, ends, zone, there, now)

    assert (found.first.day, found.last.day, found.today.day, found.over) == wanted


NOTHING = Facts(
    people=0,
    questions=0,
    open_questions=0,
    answers=0,
    noted=False,
    rated=False,
    mails=(),
)


@pytest.mark.parametrize(
    ("what", "facts", "over", "wanted"),
    [
        *((what, NOTHING, True, False) for what in KNOWN),
        ("people", NOTHING._replace(people=1), False, True),
        ("questions", NOTHING._replace(questions=1), False, False),
        ("questions", NOTHING._replace(questions=2), False, True),
        ("impressions", NOTHING._replace(noted=True), True, True),
        ("impressions", NOTHING._replace(noted=True), False, False),
        ("answers", NOTHING._replace(answers=1), True, True),
        ("answers", NOTHING._replace(answers=1, open_questions=1), True, False),
        ("answers", NOTHING._replace(answers=1), False, False),
        ("ratings", NOTHING._replace(rated=True), True, True),
        ("ratings", NOTHING._replace(rated=True), False, False),
        ("thanks", NOTHING._replace(mails=("sent", "replied", "skipped")), True, True),
        ("thanks", NOTHING._replace(mails=("sent", "not-owed")), True, True),
        ("thanks", NOTHING._replace(mails=("withheld",)), True, True),
        ("thanks", NOTHING._replace(mails=("not-owed",)), True, False),
        ("thanks", NOTHING._replace(mails=("sent", "due")), True, False),
        ("thanks", NOTHING._replace(mails=("sent", "open")), True, False),
        ("thanks", NOTHING._replace(mails=("sent",)), False, False),
        (None, NOTHING._replace(people=1, rated=True), True, False),
    ],
)
def test_what_the_record_shows(what: str | None, facts: Facts, *, over: bool, wanted: bool) -> None:
    assert is_known(what, facts, over=over) is wanted


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_has_a_list_of_a_length_to_work_through(form: str) -> None:
    found = for_format(lines(), form)

    assert 12 <= len(found) <= 20
    for part, fewest in (("before", 5), ("day", 2), ("after", 3)):
        assert sum(line.part == part for line in found) >= fewest


def test_with_no_format_there_is_what_every_format_has() -> None:
    found = for_format(lines(), None)

    assert len(found) >= 8
    for form in FORMATS:
        assert set(found) <= set(for_format(lines(), form))


@pytest.mark.parametrize("line", lines(), ids=lambda line: line.key)
def test_a_line_that_ships_is_well_formed(line: object) -> None:
    (found,) = [one for one in lines() if one is line]

    # never a number or the ref of a person's own line, which are typed in its place
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", found.key)
    assert found.part in PARTS
    assert set(found.formats) <= set(FORMATS)
    assert found.days >= 0
    assert found.known is None or found.known in KNOWN
    said = found.text.format(interview="i4", program="p1")
    assert "{" not in said
    assert not said.endswith(".")


def test_keys_are_single_and_lines_stand_in_the_order_of_their_days() -> None:
    assert len({line.key for line in lines()}) == len(lines())
    assert {line.known for line in lines()} - {None} == set(KNOWN) == set(SAID)
    for form in FORMATS:
        days = {
            part: [x.days for x in for_format(lines(), form) if x.part == part] for part in PARTS
        }
        assert days["before"] == sorted(days["before"], reverse=True)
        assert days["after"] == sorted(days["after"])
