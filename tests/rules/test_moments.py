"""Wall times and the moments they stand for."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

import pytest

from fmgtrack.rules import moments


@pytest.mark.parametrize(
    ("wall", "clock", "day"),
    [
        ("2026-11-24", False, date(2026, 11, 24)),
        ("2026-11-24 09:00", True, date(2026, 11, 24)),
        ("2026-11-24 00:00", True, date(2026, 11, 24)),
    ],
)
def test_a_wall_time_has_a_day_and_may_have_a_clock_time(wall: str, clock: bool, day: date) -> None:
    assert moments.has_clock(wall) is clock
    assert moments.day_of(wall) == day


@pytest.mark.parametrize(
    ("wall", "zone", "said"),
    [
        ("2026-11-24 09:00", "America/Detroit", "2026-11-24T09:00:00-05:00"),
        ("2026-10-24 09:00", "America/Detroit", "2026-10-24T09:00:00-04:00"),
        ("2026-11-24 09:00", "Asia/Kathmandu", "2026-11-24T09:00:00+05:45"),
        # it occurs twice: the first of the two, still in daylight time
        ("2026-11-01 01:30", "America/New_York", "2026-11-01T01:30:00-04:00"),
        # a day alone has no offset
        ("2026-11-24", "America/Detroit", "2026-11-24"),
        (None, "America/Detroit", None),
        ("2026-11-24 09:00", None, "2026-11-24 09:00"),
    ],
)
def test_iso_has_the_offset_of_the_zone_it_was_said_in(
    wall: str | None, zone: str | None, said: str | None
) -> None:
    assert moments.iso(wall, zone) == said


def test_a_moment_on_the_clocks_of_another_zone() -> None:
    moment = moments.moment("2026-11-24 16:30", "America/Chicago")
    assert moments.in_zone(moment, "Asia/Karachi").isoformat() == "2026-11-25T03:30:00+05:00"


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-11-25T10:00:00-05:00", "2026-11-25T15:00:00Z"),
        ("2026-11-25T23:30:00.999999-05:00", "2026-11-26T04:30:00Z"),
        ("2026-11-25T10:00:00+00:00", "2026-11-25T10:00:00Z"),
    ],
)
def test_a_stamp_is_utc_in_whole_seconds(now: str, said: str) -> None:
    assert moments.stamp(datetime.fromisoformat(now)) == said


def test_a_stamp_says_nothing_of_where_this_computer_is(monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of a running process cannot be changed here")
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Asia/Karachi")
        time.tzset()
        said = moments.stamp(datetime.fromisoformat("2026-11-25T10:00:00-05:00"))
    time.tzset()
    assert said == "2026-11-25T15:00:00Z"


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "over"),
    [
        # with no end a day ends at 18:00
        ("2026-11-24", None, "2026-11-24 18:00"),
        ("2026-11-24 09:00", None, "2026-11-24 18:00"),
        ("2026-11-24 17:59", None, "2026-11-24 18:00"),
        # or an hour after a later start
        ("2026-11-24 18:00", None, "2026-11-24 19:00"),
        ("2026-11-24 19:30", None, "2026-11-24 20:30"),
        ("2026-11-24 23:30", None, "2026-11-25 00:30"),
        # an end that was said
        ("2026-11-24 09:00", "2026-11-24 12:15", "2026-11-24 12:15"),
        ("2026-11-24 22:00", "2026-11-25 01:00", "2026-11-25 01:00"),
        ("2026-11-24", "2026-11-24 17:00", "2026-11-24 17:00"),
        # an end that is a day
        ("2026-11-24", "2026-11-25", "2026-11-25 18:00"),
        ("2026-11-24 19:00", "2026-11-25", "2026-11-25 18:00"),
        ("2026-11-24 19:00", "2026-11-24", "2026-11-24 20:00"),
    ],
)
def test_when_an_interview_ends(starts_at: str, ends_at: str | None, over: str) -> None:
    assert moments.ends(starts_at, ends_at) == datetime.fromisoformat(over)


@pytest.mark.parametrize(
    ("now", "over"),
    [
        ("2026-11-24T16:59:59-05:00", False),
        ("2026-11-24T17:00:00-05:00", True),
        ("2026-11-24T22:00:00+00:00", True),
        ("2026-11-25T02:59:59+05:00", False),
    ],
)
def test_an_interview_is_over_the_moment_it_ends(now: str, over: bool) -> None:
    span = ("2026-11-24 09:00", "2026-11-24 17:00", "America/Detroit")
    assert moments.is_over(*span, datetime.fromisoformat(now)) is over


@pytest.mark.parametrize(
    ("span", "there", "over"),
    [
        # an end that was said is said in the zone of the beginning
        (("2026-11-24 09:00", "2026-11-24 17:00", "Asia/Karachi"), None, "2026-11-24T12:00"),
        (
            ("2026-11-24 09:00", "2026-11-24 17:00", "Asia/Karachi"),
            "America/Detroit",
            "2026-11-24T12:00",
        ),
        # a day alone is a day of the zone that it was said in
        (("2026-11-24", None, "Asia/Karachi"), None, "2026-11-24T13:00"),
        (("2026-11-24", None, "Asia/Karachi"), "America/Detroit", "2026-11-24T13:00"),
        (("2026-11-24", "2026-11-25", "Asia/Karachi"), "America/Detroit", "2026-11-25T13:00"),
        # with no end the day ends at 18:00 at the program
        (("2026-11-24 20:00", None, "Asia/Karachi"), "America/Detroit", "2026-11-24T23:00"),
        (("2026-11-24 20:00", None, "Asia/Karachi"), "Asia/Karachi", "2026-11-24T16:00"),
        (("2026-11-24 20:00", None, "Asia/Karachi"), None, "2026-11-24T16:00"),
        (("2026-11-25 01:00", None, "Asia/Karachi"), "America/Detroit", "2026-11-24T23:00"),
    ],
)
def test_the_moment_at_which_an_interview_ends(
    span: tuple[str, str | None, str], there: str | None, over: str
) -> None:
    end = datetime.fromisoformat(over).replace(tzinfo=UTC)

    assert moments.end_moment(*span, there) == end
    assert moments.is_over(*span, end, there)
    assert not moments.is_over(*span, end - timedelta(seconds=1), there)


def test_an_end_on_the_night_of_a_clock_change_is_a_moment_all_the_same() -> None:
    # 02:30 does not exist on that night; the hour is taken from before the change
    end = moments.end_moment("2027-03-13 22:00", "2027-03-14 02:30", "America/New_York")
    assert end.astimezone(UTC) == datetime(2027, 3, 14, 7, 30, tzinfo=UTC)
