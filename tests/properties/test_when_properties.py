from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from itertools import permutations
from zoneinfo import available_timezones

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fmgtrack.errors import WhenError
from fmgtrack.reference.places import ambiguous_zone_words, zone_words
from fmgtrack.rules.when import (
    Reading,
    When,
    from_wall,
    read_day,
    read_when,
    read_zone,
    say,
    say_beside,
)
from fmgtrack.rules.zones import occurrences

ZONES = (
    "America/New_York",
    "America/Detroit",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Europe/London",
    "Europe/Dublin",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Lagos",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Manila",
    "Asia/Shanghai",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "UTC",
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
zones = st.sampled_from(ZONES)
moments = st.builds(
    datetime.combine, st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.times(), st.just(UTC)
)
seasons = st.none() | st.integers(2020, 2040)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    return Reading(
        now=draw(moments),
        home_zone=draw(zones),
        zone=draw(st.none() | zones),
        zone_words=zone_words(),
        ambiguous_words=ambiguous_zone_words(),
        season=draw(seasons),
    )


@given(days, clocks, zones, readings())
def test_what_is_said_is_read_back(day: date, clock: time, zone: str, reading: Reading) -> None:
    assume(occurrences(datetime.combine(day, clock), zone))
    when = When(day, clock, zone, zone_said=True)
    assert read_when(say(when), reading) == when
    assert from_wall(when.wall, zone) == when


@given(days, readings())
def test_a_day_that_is_said_is_read_back(day: date, reading: Reading) -> None:
    when = When(day, None, reading.default_zone, zone_said=False)
    assert read_when(say(when), reading) == when
    assert read_when(when.wall, reading) == when
    assert read_day(say(when), reading) == day


@given(days, clocks, zones, readings())
def test_a_wall_time_exists_or_is_refused(
    day: date, clock: time, zone: str, reading: Reading
) -> None:
    wall = datetime.combine(day, clock)
    text = f"{wall:%Y-%m-%d %H:%M} {zone}"
    found = occurrences(wall, zone)
    if not found:
        with pytest.raises(WhenError, match="does not exist"):
            read_when(text, reading)
        return
    when = read_when(text, reading)
    assert when.moment == found[0]
    assert bool(when.notes) == (len(found) > 1)


@given(st.dates(date(1975, 1, 1), date(2100, 1, 1)), clocks, st.integers(-56, 56), readings())
def test_an_offset_keeps_the_moment(
    day: date, clock: time, quarters: int, reading: Reading
) -> None:
    offset = f"{'-' if quarters < 0 else '+'}{abs(quarters) // 4:02}:{abs(quarters) % 4 * 15:02}"
    text = f"{day}T{clock:%H:%M}{offset}"
    when = read_when(text, reading)
    # in UTC, because aware times inside a repeated hour equal nothing of another zone
    assert when.moment.astimezone(UTC) == datetime.fromisoformat(text)
    assert when.notes
    assert when.zone in {reading.default_zone, "UTC"}


@given(days, st.data())
def test_the_order_of_words_does_not_matter(day: date, data: st.DataObject) -> None:
    words = (str(day.day), MONTHS[day.month - 1], str(day.year), "9:30pm")
    order = data.draw(st.sampled_from(list(permutations(words))))
    reading = data.draw(readings())
    when = read_when(" ".join(order), reading.within("UTC"))
    assert when.wall == f"{day} 21:30"


PIECES = """
    24 31 29 0 2026 1850 26 9 Nov feb Mar mon friday today tomorrow now noon midnight in ago days
    weeks 9am 12pm 13pm 9:30 24:00 02:30 01:30 9.30 at AT on of this next last - to , ( ) ET EST EDT
    IST PKT CET UTC Z +05:00 -05:00 UTC+5 GMT-3 utc+99 America/Chicago (CT) 2026-11-24 2026-11-01
    2026-11-24T09:00 2026-11-24T09:00Z 03/04 T a.m. th Nov. 24-Nov-2026 9999 . / :
    \u0662 \u00bd \u200b
"""
texts = st.one_of(
    st.text(max_size=30),
    st.text("0123456789-/.:+ TZapmn()", max_size=25),
    st.lists(st.sampled_from(PIECES.split()), max_size=6).map(" ".join),
)


def outcome(text: str, reading: Reading, *, past: bool, day: date | None) -> When | WhenError:
    try:
        return read_when(text, reading, past=past, day=day)
    except WhenError as error:
        return error


@given(texts, readings(), st.booleans(), st.none() | days)
def test_any_text_is_read_or_refused(
    text: str, reading: Reading, past: bool, day: date | None
) -> None:
    read = outcome(text, reading, past=past, day=day)
    if isinstance(read, WhenError):
        assert read.message
        assert read.hint
        assert not read.message.endswith(".")
        return
    assert from_wall(read.wall, read.zone) == When(read.day, read.clock, read.zone, zone_said=True)
    assert read.clock is None or (read.clock.second, read.clock.microsecond) == (0, 0)
    assert not (past and read.clock) or read.moment <= reading.now


@given(texts, readings(), st.booleans())
def test_any_day_is_read_or_refused(text: str, reading: Reading, past: bool) -> None:
    with suppress(WhenError):
        day = read_day(text, reading, past=past)
        assert 1900 <= day.year <= 2200
        assert not past or day <= reading.today(reading.home_zone)


@given(st.text(max_size=40), readings())
def test_any_zone_is_read_or_refused(text: str, reading: Reading) -> None:
    with suppress(WhenError):
        assert read_zone(text, reading) in available_timezones()


numbered = st.builds(
    lambda mark, parts, year: mark.join([*parts, *year]),
    st.sampled_from(("/", ".", "-")),
    st.lists(st.integers(0, 99).map(lambda part: f"{part:02}"), min_size=2, max_size=2),
    st.lists(st.integers(0, 9999).map(str), max_size=1),
)


@given(numbered, st.sampled_from(("", " 9:00", " ET", " 14:00")), readings())
def test_days_and_months_as_numbers_are_refused(text: str, rest: str, reading: Reading) -> None:
    with pytest.raises(WhenError):
        read_when(text + rest, reading)
    with pytest.raises(WhenError):
        read_day(text, reading)


@given(st.sampled_from(WEEKDAYS), readings(), st.booleans())
def test_a_bare_weekday_is_one_to_seven_days_away(word: str, reading: Reading, past: bool) -> None:
    zone = reading.home_zone if past else reading.default_zone
    away = read_when(word, reading, past=past).day - reading.today(zone)
    assert timedelta(1) <= (-away if past else away) <= timedelta(7)
    assert WEEKDAYS[read_when(word, reading, past=past).day.weekday()] == word


@given(days, readings(), st.booleans())
def test_a_year_left_out_gives_that_day_in_its_bounds(
    day: date, reading: Reading, past: bool
) -> None:
    assume((day.month, day.day) != (2, 29))
    read = read_day(f"{day.day} {MONTHS[day.month - 1]}", reading, past=past)
    today = reading.today(reading.home_zone)
    assert (read.month, read.day) == (day.month, day.day)
    if past:
        assert timedelta(0) <= today - read <= timedelta(366)
    elif reading.season:
        assert date(reading.season - 1, 6, 1) <= read <= date(reading.season, 7, 31)
    else:
        assert abs(read - today) <= timedelta(183)


@given(days, clocks, zones, zones)
def test_what_is_said_beside_is_the_same_moment(
    day: date, clock: time, zone: str, home: str
) -> None:
    when = When(day, clock, zone, zone_said=True)
    at_home = when.moment.astimezone(occurrences(datetime.combine(day, time(12)), home)[0].tzinfo)
    beside = say_beside(when, home)
    same = at_home.replace(tzinfo=None) == datetime.combine(day, clock)
    assert (beside == "") == same
    assert same or f"{at_home:%H:%M}" in beside
    assert same or (f" {at_home.day} " in beside) == (at_home.date() != day)
