"""Names and offsets of zones, and what is said of those that are none."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from fmgtrack.errors import WhenError
from fmgtrack.rules import zones

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def computer_in_karachi(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This computer's own clock, which no rule looks at."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of a running process cannot be changed here")
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Asia/Karachi")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Karachi", "type `Asia/Karachi`"),
        ("new york", "type `America/New_York`"),
        # a city within a state
        ("knox", "type `America/Indiana/Knox`"),
        ("America/NewYork", "type `America/New_York`"),
        ("Foo/Bar", zones.ZONE_HINT),
        ("", zones.ZONE_HINT),
    ],
)
def test_a_name_that_is_none_is_answered_by_those_alike(text: str, hint: str) -> None:
    error = zones.unknown_zone(text)

    assert error.message == f"no time zone is called `{text}`"
    assert error.hint == hint


@pytest.mark.parametrize(
    ("text", "count"), [("knox", 1), ("America/Indiana/Knax", 3), ("Etc/GMT+99", 3)]
)
def test_at_most_three_names_are_offered(text: str, count: int) -> None:
    hint = zones.unknown_zone(text).hint

    assert hint.startswith("type `")
    assert len(hint.split("` or `")) == count


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(("Z", 0), ("z", 0), ("+00:00", 0), ("UTC+0", 0), ("GMT-5", -300), ("-0500", -300)),
        *(("+5:45", 345), ("utc+5:30", 330), ("-3:30", -210), ("+14", 840), ("-14:00", -840)),
        *(("+9:59", 599), ("EST", None), ("5", None), ("+5:4", None), ("", None), ("+5 ", None)),
    ],
)
def test_offsets(text: str, minutes: int | None) -> None:
    assert zones.read_offset(text) == (None if minutes is None else timedelta(minutes=minutes))


@pytest.mark.parametrize("text", ["+14:01", "+15", "-99", "+5:60", "UTC+0:99"])
def test_offsets_that_no_zone_has(text: str) -> None:
    with pytest.raises(WhenError) as caught:
        zones.read_offset(text)

    assert caught.value.message == f"`{text}` is not an offset that any zone has"
    assert caught.value.hint == (
        "type one time, and a zone such as `ET` or an offset such as `UTC-5`"
    )


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 24, tzinfo=zones.zone_info("America/Detroit")), "EST"),
        (datetime(2026, 7, 24, tzinfo=zones.zone_info("America/Detroit")), "EDT"),
        (datetime(2026, 11, 24, tzinfo=zones.zone_info("Asia/Kathmandu")), "UTC+5:45"),
        (datetime(2026, 11, 24, tzinfo=zones.zone_info("America/Caracas")), "UTC-4"),
        (datetime(2026, 11, 24, tzinfo=zones.zone_info("Pacific/Marquesas")), "UTC-9:30"),
        # on the Azores summer time is UTC itself
        (datetime(2026, 7, 24, tzinfo=zones.zone_info("Atlantic/Azores")), "UTC+0"),
        (datetime(2026, 11, 24, tzinfo=UTC), "UTC"),
        (datetime(2026, 11, 24, tzinfo=timezone(timedelta(minutes=1), "+")), "UTC+0:01"),
        (datetime(2026, 11, 24), ""),  # noqa: DTZ001  a naive one has no name
    ],
)
def test_what_a_zone_is_called_then(moment: datetime, said: str) -> None:
    assert zones.abbreviation(moment) == said


@pytest.mark.parametrize(
    ("zone", "word", "hours"),
    [
        ("America/Detroit", "est", -5),
        ("America/Detroit", "EDT", -4),
        ("America/Detroit", "CST", None),
        ("Europe/Dublin", "IST", 1),
        ("Europe/Dublin", "GMT", 0),
        ("Australia/Sydney", "AEDT", 11),
        ("Australia/Sydney", "AEST", 10),
        # a zone without names is called by its offset
        ("America/Caracas", "", None),
    ],
)
def test_the_offset_that_a_zone_calls_by_a_word(zone: str, word: str, hours: int | None) -> None:
    offset = zones.offset_named(zone, word, 2026)
    assert offset == (None if hours is None else timedelta(hours=hours))


@pytest.mark.parametrize(
    ("zone", "word", "year", "hours"),
    [
        # Turkey began 2016 in winter time and never went back to it
        ("Europe/Istanbul", "EET", 2016, 2),
        ("Europe/Istanbul", "EEST", 2016, 3),
        # Samoa had summer time in January alone
        ("Pacific/Apia", "+14", 2021, 14),
        ("Pacific/Apia", "+13", 2021, 13),
    ],
)
def test_january_and_july_are_looked_at(zone: str, word: str, year: int, hours: int) -> None:
    assert zones.offset_named(zone, word, year) == timedelta(hours=hours)


@pytest.mark.usefixtures("computer_in_karachi")
@pytest.mark.parametrize(
    ("wall", "zone", "offsets"),
    [
        ("2026-11-01 01:30", "America/New_York", [-4, -5]),
        ("2026-11-01 00:59", "America/New_York", [-4]),
        ("2026-11-01 02:00", "America/New_York", [-5]),
        ("2027-03-14 02:30", "America/New_York", []),
        ("2027-03-14 03:00", "America/New_York", [-4]),
    ],
)
def test_how_often_a_wall_time_occurs(wall: str, zone: str, offsets: list[int]) -> None:
    found = zones.occurrences(datetime.fromisoformat(wall), zone)

    assert [moment.utcoffset() for moment in found] == [timedelta(hours=one) for one in offsets]


@pytest.mark.usefixtures("computer_in_karachi")
def test_on_either_side_of_a_time_that_is_skipped() -> None:
    skipped = datetime.fromisoformat("2027-03-14 02:30")

    assert [f"{side:%H:%M}" for side in zones.either_side(skipped, "America/New_York")] == [
        "01:30",
        "03:30",
    ]
