"""Who is owed a thank-you, in which window, and how each stands."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from fmgtrack.rules import followups, moments

NOON = "2026-11-25T12:00:00-05:00"
"""Noon in Detroit, two days after the interview of these tests."""


def state_of(
    now: str = NOON,
    /,
    *,
    starts_at: str | None = "2026-11-23 09:00",
    ends_at: str | None = "2026-11-23 15:00",
    zone: str = "America/Detroit",
    program_zone: str | None = "America/Detroit",
    **over: Any,  # noqa: ANN401  any column
) -> str:
    """The state of a follow-up of a faculty member met formally, unless said otherwise."""
    moment = datetime.fromisoformat(now)
    days, is_over = None, False
    if starts_at:
        day = followups.last_day(starts_at, ends_at, zone, program_zone)
        days = followups.window(day, 2, 3)
        is_over = moments.is_over(starts_at, ends_at, zone, moment)
    row: dict[str, str | None] = {
        **dict.fromkeys(("replied_on", "sent_on", "skipped_on", "talked_about", "to_ask")),
        "policy": "unknown",
        "status": "scheduled",
        "role": "faculty",
        "setting": "formal",
        "zone": program_zone or zone,
    }
    return followups.state(row | over, moment, days, over=is_over)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-20T12:00:00-05:00", "scheduled"),
        ("2026-11-23T14:59:59-05:00", "scheduled"),
        ("2026-11-23T15:00:00-05:00", "open"),
        ("2026-11-24T23:59:59-05:00", "open"),
        ("2026-11-25T00:00:00-05:00", "due"),
        ("2026-11-26T23:59:59-05:00", "due"),
        ("2026-11-27T00:00:00-05:00", "overdue"),
        ("2027-03-01T12:00:00-05:00", "overdue"),
        # the same moments on other clocks
        ("2026-11-25T04:59:59+00:00", "open"),
        ("2026-11-25T05:00:00+00:00", "due"),
        ("2026-11-27T10:00:00+05:00", "overdue"),
    ],
)
def test_states_by_time_count_calendar_days_of_the_program(now: str, state: str) -> None:
    assert state_of(now) == state


@pytest.mark.parametrize(
    ("role", "setting", "talked_about", "to_ask", "owed"),
    [
        # always, even when not met that day
        ("program-director", None, None, None, True),
        ("coordinator", None, None, None, True),
        ("coordinator", "tour", None, None, True),
        # met formally or by correspondence
        ("faculty", "formal", None, None, True),
        ("resident", "formal", None, None, True),
        ("chair", "formal", None, None, True),
        ("associate-director", "correspondence", None, None, True),
        # not before something is remembered
        ("resident", "meal", None, None, False),
        ("resident", "tour", None, None, False),
        ("faculty", "session", None, None, False),
        ("chair", "meal", None, None, False),
        ("associate-director", None, None, None, False),
        ("resident", "meal", "living in Detroit", None, True),
        ("other", "tour", "the new ward", None, True),
        # a question that is still open is something remembered
        ("resident", "meal", None, "Is there a car park?", True),
        ("faculty", None, "your work on sepsis", None, True),
    ],
)
def test_who_is_owed(
    role: str, setting: str | None, talked_about: str | None, to_ask: str | None, owed: bool
) -> None:
    state = state_of(role=role, setting=setting, talked_about=talked_about, to_ask=to_ask)
    assert state == ("due" if owed else "not-owed")


PRECEDENCE: list[tuple[str, dict[str, Any]]] = [
    ("replied", {"replied_on": "2026-11-25"}),
    ("sent", {"sent_on": "2026-11-25"}),
    ("skipped", {"skipped_on": "2026-11-25"}),
    ("withheld", {"policy": "no-thanks"}),
    ("not-owed", {"role": "resident", "setting": "meal"}),
    ("due", {}),
]
"""The order of product.md section 5: the first that holds."""


@pytest.mark.parametrize("first", range(len(PRECEDENCE)))
def test_the_first_that_holds_is_the_state(first: int) -> None:
    together: dict[str, Any] = {}
    for _, facts in PRECEDENCE[first:]:
        together |= facts
    assert state_of(NOON, **together) == PRECEDENCE[first][0]


@pytest.mark.parametrize(
    ("policy", "state"),
    [
        ("unknown", "due"),
        ("welcome", "due"),
        ("neutral", "due"),
        ("no-thanks", "withheld"),
        ("no-contact", "withheld"),
    ],
)
def test_a_program_that_asks_for_no_mail_is_owed_none(policy: str, state: str) -> None:
    assert state_of(policy=policy) == state


@pytest.mark.parametrize("status", ["declined", "cancelled"])
def test_nobody_is_owed_a_mail_for_a_day_that_was_called_off(status: str) -> None:
    assert state_of(status=status, role="program-director") == "not-owed"


@pytest.mark.parametrize("status", ["invited", "waitlisted"])
def test_a_day_that_was_never_agreed_opens_no_window(status: str) -> None:
    assert state_of("2026-12-24T12:00:00-05:00", status=status) == "scheduled"
    assert state_of(status=status, starts_at=None, ends_at=None) == "scheduled"


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "zone", "program_zone", "day"),
    [
        ("2026-11-23 09:00", None, "America/Detroit", "America/Detroit", date(2026, 11, 23)),
        # two days: the window counts from the last
        ("2026-11-23 09:00", "2026-11-24 15:00", "America/Detroit", None, date(2026, 11, 24)),
        ("2026-11-23", "2026-11-24", "America/Detroit", "America/Detroit", date(2026, 11, 24)),
        # said in Karachi, held in Detroit: the calendar of the program counts
        (
            *("2026-11-24 00:30", "2026-11-24 02:00", "Asia/Karachi", "America/Detroit"),
            date(2026, 11, 23),
        ),
        (
            *("2026-11-24 00:30", "2026-11-25 02:00", "Asia/Karachi", "America/Detroit"),
            date(2026, 11, 24),
        ),
        # said in Detroit for a program in Guam
        (
            *("2026-11-23 17:00", "2026-11-23 19:00", "America/Detroit", "Pacific/Guam"),
            date(2026, 11, 24),
        ),
        # no zone of the program known: the day as it was said
        ("2026-11-24 00:30", "2026-11-24 02:00", "Asia/Karachi", None, date(2026, 11, 24)),
        # a day alone means that day, wherever it was typed
        ("2026-11-23", None, "Asia/Karachi", "America/Detroit", date(2026, 11, 23)),
        ("2026-11-23", "2026-11-24", "Asia/Karachi", "America/Detroit", date(2026, 11, 24)),
        # past midnight at the program
        (
            *("2026-11-23 22:00", "2026-11-24 00:30", "America/Detroit", "America/Detroit"),
            date(2026, 11, 24),
        ),
    ],
)
def test_the_last_day_is_a_day_at_the_program(
    starts_at: str, ends_at: str | None, zone: str, program_zone: str | None, day: date
) -> None:
    assert followups.last_day(starts_at, ends_at, zone, program_zone) == day


def test_a_day_without_an_end_said_in_another_zone_ends_that_day_at_the_program() -> None:
    # 01:00 of the 25th in Karachi is 15:00 of the 24th in Detroit; 18:00 there is its end
    day = followups.last_day("2026-11-25 01:00", None, "Asia/Karachi", "America/Detroit")
    assert day == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("day", "due_from", "due_by", "window"),
    [
        (date(2026, 11, 23), 2, 3, (date(2026, 11, 25), date(2026, 11, 26))),
        # weekends count
        (date(2026, 11, 26), 2, 3, (date(2026, 11, 28), date(2026, 11, 29))),
        # the clocks change on 1 November and 14 March: a day is a day
        (date(2026, 10, 31), 2, 3, (date(2026, 11, 2), date(2026, 11, 3))),
        (date(2027, 3, 12), 2, 3, (date(2027, 3, 14), date(2027, 3, 15))),
        (date(2026, 12, 30), 2, 3, (date(2027, 1, 1), date(2027, 1, 2))),
        (date(2026, 11, 23), 0, 0, (date(2026, 11, 23), date(2026, 11, 23))),
        (date(2026, 11, 23), 1, 30, (date(2026, 11, 24), date(2026, 12, 23))),
    ],
)
def test_the_window(day: date, due_from: int, due_by: int, window: tuple[date, date]) -> None:
    assert followups.window(day, due_from, due_by) == window


@pytest.mark.parametrize(
    ("now", "state"),
    [
        # a Saturday before the clocks go back: due from Monday at midnight, standard time
        ("2026-11-02T04:59:59+00:00", "open"),
        ("2026-11-02T05:00:00+00:00", "due"),
        ("2026-11-04T04:59:59+00:00", "due"),
        ("2026-11-04T05:00:00+00:00", "overdue"),
    ],
)
def test_the_window_across_the_end_of_daylight_time(now: str, state: str) -> None:
    assert state_of(now, starts_at="2026-10-31 09:00", ends_at="2026-10-31 15:00") == state


@pytest.mark.parametrize(
    ("now", "state"),
    [
        # a Friday before the clocks go forward: due from Sunday at midnight, standard time
        ("2027-03-14T04:59:59+00:00", "open"),
        ("2027-03-14T05:00:00+00:00", "due"),
        ("2027-03-16T03:59:59+00:00", "due"),
        ("2027-03-16T04:00:00+00:00", "overdue"),
    ],
)
def test_the_window_across_the_beginning_of_daylight_time(now: str, state: str) -> None:
    assert state_of(now, starts_at="2027-03-12 09:00", ends_at="2027-03-12 15:00") == state


def test_every_state_of_the_table_is_a_known_one() -> None:
    assert set(followups.TO_DO) | set(followups.THANKED) <= set(followups.STATES)
    assert {state for state, _ in PRECEDENCE} <= set(followups.STATES)
