from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.rules import moments
from fmgtrack.rules.nights import by_night, unusual_hours

ET, CT = "America/New_York", "America/Chicago"
KARACHI, CAIRO, BERLIN, SHANGHAI = "Asia/Karachi", "Africa/Cairo", "Europe/Berlin", "Asia/Shanghai"
KATHMANDU = "Asia/Kathmandu"


@pytest.mark.parametrize(
    ("starts", "ends", "zone", "home", "night"),
    [
        ("2026-12-01 09:00", None, ET, KARACHI, False),  # 19:00
        ("2026-12-01 12:59", None, ET, KARACHI, False),  # 22:59
        ("2026-12-01 13:00", None, ET, KARACHI, True),  # 23:00
        ("2026-12-01 16:30", None, CT, KARACHI, True),  # 03:30 the next day
        ("2026-12-01 19:59", None, ET, KARACHI, True),  # 05:59
        ("2026-12-01 20:00", None, ET, KARACHI, False),  # 06:00
        ("2026-12-01 09:00", "2026-12-01 13:00", ET, KARACHI, False),  # until 23:00
        ("2026-12-01 09:00", "2026-12-01 13:01", ET, KARACHI, True),
        ("2026-12-01 09:00", "2026-12-01 18:00", ET, SHANGHAI, True),  # 22:00 to 07:00
        ("2026-12-01 09:00", "2026-12-01 16:00", ET, BERLIN, False),  # 15:00 to 22:00
        ("2026-12-01 07:00", "2026-12-01 12:00", ET, ET, False),
        ("2026-12-01 05:00", "2026-12-01 12:00", ET, ET, True),
        ("2026-12-01", None, ET, KARACHI, False),
        ("2026-12-01 09:00", "2026-12-02", ET, KARACHI, False),
        # two days: the night between them is free
        ("2026-12-01 09:00", "2026-12-02 12:00", ET, BERLIN, False),
        ("2026-12-01 09:00", "2026-12-02 18:00", ET, BERLIN, True),
    ],
)
def test_what_touches_the_night_at_home(
    starts: str, ends: str | None, zone: str, home: str, *, night: bool
) -> None:
    assert by_night(starts, ends, zone, home) is night


@pytest.mark.parametrize(
    ("starts", "zone", "home", "now", "said"),
    [
        # the United States left summer time on 1 November 2026, Pakistan has none
        ("2026-11-10 09:00", ET, KARACHI, "2026-10-20", (10, 9)),
        ("2026-11-10 09:00", ET, KARACHI, "2026-11-05", None),
        ("2026-12-01 09:00", ET, KARACHI, "2026-11-25", None),
        # Germany left it on 25 October 2026: one week of five hours
        ("2026-10-28 09:00", ET, BERLIN, "2026-10-20", (5, 6)),
        ("2026-10-28 09:00", ET, BERLIN, "2026-10-28", (5, 6)),
        ("2026-11-03 09:00", ET, BERLIN, "2026-10-28", (6, 5)),
        ("2026-11-03 09:00", ET, BERLIN, "2026-10-20", None),
        ("2027-03-16 09:00", ET, BERLIN, "2027-02-01", (5, 6)),
        ("2026-12-01 09:00", ET, KATHMANDU, "2026-10-20", (10.75, 9.75)),
        ("2026-10-28", ET, BERLIN, "2026-10-20", None),
        ("2026-10-28 09:00", ET, ET, "2026-06-20", None),
        ("2026-11-10 09:00", CAIRO, ET, "2026-10-20", None),
    ],
)
def test_weeks_in_which_the_clocks_differ_otherwise(
    starts: str, zone: str, home: str, now: str, said: tuple[float, float] | None
) -> None:
    moment = datetime.fromisoformat(f"{now}T12:00:00+00:00")

    assert unusual_hours(starts, zone, home, moment) == said


zones = st.sampled_from([ET, CT, KARACHI, CAIRO, BERLIN, SHANGHAI, KATHMANDU, "Pacific/Honolulu"])
walls = st.datetimes(
    datetime.fromisoformat("2026-09-01"), datetime.fromisoformat("2027-05-01")
).map(lambda moment: moment.strftime("%Y-%m-%d %H:%M"))


@given(walls, st.integers(0, 600), zones, zones)
def test_some_minute_of_it_lies_in_the_night_exactly_when_it_says_so(
    starts: str, minutes: int, zone: str, home: str
) -> None:
    begins = moments.moment(starts, zone)
    ends_at = (datetime.fromisoformat(starts) + timedelta(minutes=minutes)).isoformat(" ")[:16]
    ends = moments.moment(ends_at, zone)
    length = (ends.astimezone(UTC) - begins.astimezone(UTC)) // timedelta(minutes=1)
    hours = {
        moments.in_zone(begins.astimezone(UTC) + timedelta(minutes=passed), home).hour
        for passed in range(max(length, 1))
    }

    assert by_night(starts, ends_at, zone, home) == any(hour >= 23 or hour < 6 for hour in hours)


@given(walls, zones, zones)
def test_one_zone_is_never_unusual_and_what_is_unusual_differs(
    starts: str, zone: str, home: str
) -> None:
    now = datetime(2026, 11, 25, 15, tzinfo=UTC)
    found = unusual_hours(starts, zone, home, now)

    assert unusual_hours(starts, zone, zone, now) is None
    assert found is None or found[0] != found[1]
