from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, time

import pytest

from fmgtrack.errors import WhenError
from fmgtrack.reference.places import ambiguous_zone_words, zone_words
from fmgtrack.rules.when import (
    Reading,
    When,
    from_wall,
    iso,
    read_day,
    read_when,
    read_zone,
    say,
    say_beside,
)

# Saturday 21 November 2026: 11:30 in Chicago, 12:30 in New York, 22:30 in Karachi
NOW = "2026-11-21T17:30+00:00"


def reading(
    now: str = NOW,
    home: str = "Asia/Karachi",
    zone: str | None = "America/Chicago",
    season: int | None = 2027,
) -> Reading:
    return Reading(
        now=datetime.fromisoformat(now),
        home_zone=home,
        zone=zone,
        zone_words=zone_words(),
        ambiguous_words=ambiguous_zone_words(),
        season=season,
    )


def refused(text: str, around: Reading | None = None, *, past: bool = False) -> str:
    with pytest.raises(WhenError) as caught:
        read_when(text, around or reading(), past=past)
    return f"{caught.value.message} | {caught.value.hint}"


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("2026-11-24", "2026-11-24"),
        ("2026-11-24 09:00", "2026-11-24 09:00"),
        ("2026-11-24T09:00", "2026-11-24 09:00"),
        ("2026-11-24t09:00:00", "2026-11-24 09:00"),
        ("2026-11-24T09:00:00.000", "2026-11-24 09:00"),
        ("2026-11-24 09:00 am", "2026-11-24 09:00"),
        ("2026-11-24, 9:30pm", "2026-11-24 21:30"),
        ("2026-1-5", "2026-01-05"),
        ("Tue 2026-11-24", "2026-11-24"),
        ("24 Nov 2026 9:00", "2026-11-24 09:00"),
        ("24-Nov-2026 9:00", "2026-11-24 09:00"),
        ("Nov 24 9am", "2026-11-24 09:00"),
        ("9am Nov 24", "2026-11-24 09:00"),
        ("nov 24 2026, 9 am", "2026-11-24 09:00"),
        ("NOVEMBER 24TH, 2026 AT 9 A.M.", "2026-11-24 09:00"),
        ("24 November, 9.30 am", "2026-11-24 09:30"),
        ("on 24th of november at 9 p.m.", "2026-11-24 21:00"),
        ("Tues. 24 Nov. 2026", "2026-11-24"),
        ("Thurs 26 Nov", "2026-11-26"),
        ("24 Sept 2026", "2026-09-24"),
        ("24 Nov 12am", "2026-11-24 00:00"),
        ("24 Nov 12pm", "2026-11-24 12:00"),
        ("24 Nov 12:30 am", "2026-11-24 00:30"),
        ("24 Nov 00:00", "2026-11-24 00:00"),
        ("24 Nov 23:59", "2026-11-24 23:59"),
        ("24 Nov noon", "2026-11-24 12:00"),
        ("24 Nov 12 noon", "2026-11-24 12:00"),
        ("today", "2026-11-21"),
        ("today 23:00", "2026-11-21 23:00"),
        ("tomorrow 14:00", "2026-11-22 14:00"),
        ("Tomorrow at noon", "2026-11-22 12:00"),
        ("yesterday", "2026-11-20"),
        ("in 3 days", "2026-11-24"),
        ("in 1 day", "2026-11-22"),
        ("in 0 days", "2026-11-21"),
        ("in 2 weeks 9am", "2026-12-05 09:00"),
        ("3 days ago", "2026-11-18"),
        ("1 week ago", "2026-11-14"),
        ("fri 9am", "2026-11-27 09:00"),
        ("9am on friday", "2026-11-27 09:00"),
        ("sat", "2026-11-28"),
        ("now", "2026-11-21 11:30"),
        ("29 Feb 2028", "2028-02-29"),
        ("\uff12\uff14 Nov \uff12\uff10\uff12\uff16 \uff19\uff1a\uff10\uff10", "2026-11-24 09:00"),
        ("24\u00a0Nov 9:30\u202fPM", "2026-11-24 21:30"),
        ("  24   Nov\t2026 ", "2026-11-24"),
    ],
)
def test_understood_in_the_zone_of_the_program(text: str, wall: str) -> None:
    when = read_when(text, reading())
    assert (when.wall, when.zone, when.zone_said) == (wall, "America/Chicago", False)
    assert when.notes == ()


@pytest.mark.parametrize(
    ("text", "wall", "zone"),
    [
        ("Nov 24 9am ET", "2026-11-24 09:00", "America/New_York"),
        ("Nov 24 9am (ET)", "2026-11-24 09:00", "America/New_York"),
        ("Nov 24 9am EST", "2026-11-24 09:00", "America/New_York"),
        ("Nov 24 1:21 PM EST", "2026-11-24 13:21", "America/New_York"),
        ("Nov 24 9am eastern", "2026-11-24 09:00", "America/New_York"),
        ("Nov 24 9am Eastern Time", "2026-11-24 09:00", "America/New_York"),
        ("ET 24 Nov 9:00", "2026-11-24 09:00", "America/New_York"),
        ("24 Nov 9am ct", "2026-11-24 09:00", "America/Chicago"),
        ("24 Nov 9am MT", "2026-11-24 09:00", "America/Denver"),
        ("24 Nov 9am PST", "2026-11-24 09:00", "America/Los_Angeles"),
        ("24 Nov 9am AKT", "2026-11-24 09:00", "America/Anchorage"),
        ("24 Nov 9am HST", "2026-11-24 09:00", "Pacific/Honolulu"),
        ("24 Nov 9am AT", "2026-11-24 09:00", "America/Puerto_Rico"),
        ("24 NOV AT 9AM AST", "2026-11-24 09:00", "America/Puerto_Rico"),
        ("24 Nov 9am ChST", "2026-11-24 09:00", "Pacific/Guam"),
        ("24 Nov 14:00 UTC", "2026-11-24 14:00", "UTC"),
        ("24 Nov 14:00 GMT", "2026-11-24 14:00", "UTC"),
        ("24 Nov 14:00 Z", "2026-11-24 14:00", "UTC"),
        ("24 Nov 9am america/new_york", "2026-11-24 09:00", "America/New_York"),
        ("24 Nov 9am (ASIA/KOLKATA)", "2026-11-24 09:00", "Asia/Kolkata"),
        ("24 Nov 9am US/Eastern", "2026-11-24 09:00", "US/Eastern"),
        ("24 Nov 9am Japan", "2026-11-24 09:00", "Japan"),
        ("24 Nov 9am singapore", "2026-11-24 09:00", "Singapore"),
        ("24 Nov 9am CET", "2026-11-24 09:00", "CET"),
        ("24 Nov 9am EET (Africa/Cairo)", "2026-11-24 09:00", "Africa/Cairo"),
        ("24 Nov 9am IST (Asia/Kolkata)", "2026-11-24 09:00", "Asia/Kolkata"),
        ("24 Nov 9am Europe/Dublin GMT", "2026-11-24 09:00", "Europe/Dublin"),
        ("24 Nov 9am ET (America/Detroit)", "2026-11-24 09:00", "America/Detroit"),
        ("24 Nov 9am UTC-5 ET", "2026-11-24 09:00", "America/New_York"),
        ("2026-11-24T09:00-05:00 (America/New_York)", "2026-11-24 09:00", "America/New_York"),
        ("24 Nov 20:00 PKT", "2026-11-24 20:00", "Asia/Karachi"),
        ("24 Nov 20:00 UTC+5:45 (Asia/Kathmandu)", "2026-11-24 20:00", "Asia/Kathmandu"),
        ("24 Nov 2026 ET", "2026-11-24", "America/New_York"),
        ("now ET", "2026-11-21 12:30", "America/New_York"),
        ("tomorrow 9am ET", "2026-11-22 09:00", "America/New_York"),
    ],
)
def test_a_zone_that_was_typed(text: str, wall: str, zone: str) -> None:
    when = read_when(text, reading())
    assert (when.wall, when.zone, when.zone_said) == (wall, zone, True)
    assert when.notes == ()


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("2026-11-24T09:00+05:00", "2026-11-23 22:00"),
        ("2026-11-24T14:00Z", "2026-11-24 08:00"),
        ("2026-11-24T14:00:00Z", "2026-11-24 08:00"),
        ("2026-11-24 14:00+0530", "2026-11-24 02:30"),
        ("2026-11-24T09:00-10:00", "2026-11-24 13:00"),
        ("2026-11-24 09:00-05:00", "2026-11-24 08:00"),
        ("2026-11-24 09:00:00-10:00", "2026-11-24 13:00"),
        ("24 Nov 9am UTC-5", "2026-11-24 08:00"),
        ("24 Nov 9am (GMT-05:00)", "2026-11-24 08:00"),
        ("24 Nov 2026 09:00 +0500", "2026-11-23 22:00"),
    ],
)
def test_an_offset_is_converted_into_the_zone_of_the_text(text: str, wall: str) -> None:
    when = read_when(text, reading())
    assert (when.wall, when.zone, when.zone_said) == (wall, "America/Chicago", False)
    assert when.notes == (f"`{text}` is {say(when)}",)


def test_without_a_program_zone_the_home_zone_is_read() -> None:
    when = read_when("24 Nov 9am", reading(zone=None))
    assert (when.zone, when.zone_said) == ("Asia/Karachi", False)
    assert read_when("24 Nov 9am", reading().within("America/Denver")).zone == "America/Denver"
    assert read_when("24 Nov 9am", reading().within(None)).zone == "Asia/Karachi"


@pytest.mark.parametrize(
    ("zone", "text", "expected"),
    [
        ("America/Phoenix", "1 Jul 2026 9am MST", "America/Phoenix"),
        ("America/Phoenix", "1 Jul 2026 9am MDT", "America/Denver"),
        ("America/Phoenix", "1 Jul 2026 9am PDT", "America/Los_Angeles"),
        ("America/Detroit", "24 Nov 9am EST", "America/Detroit"),
        ("America/Los_Angeles", "24 Nov 9am PST", "America/Los_Angeles"),
        ("Europe/London", "24 Nov 9am GMT", "UTC"),
    ],
)
def test_a_word_that_the_program_zone_uses_itself(zone: str, text: str, expected: str) -> None:
    when = read_when(text, reading(zone=zone, home="Asia/Manila"))
    assert (when.zone, when.notes) == (expected, ())


def test_a_word_that_means_another_time_at_home_is_asked_back() -> None:
    message = refused("24 Nov 9am PST", reading(zone=None, home="Asia/Manila"))
    assert "`America/Los_Angeles` or `Asia/Manila`" in message
    assert "`Asia/Shanghai`" in refused("24 Nov 9am CST", reading(zone=None, home="Asia/Shanghai"))


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("1 Jul 2026 9am EST", "`EST` is not in use on Wed 1 Jul 2026: 09:00 EDT was taken"),
        ("24 Nov 9am PDT", "`PDT` is not in use on Tue 24 Nov 2026: 09:00 PST was taken"),
        (
            "1 Nov 2026 01:30 ET",
            "01:30 comes twice that day: the first, EDT, was taken, not EST",
        ),
    ],
)
def test_notes_say_which_time_was_taken(text: str, note: str) -> None:
    when = read_when(text, reading())
    assert when.notes == (note,)
    assert when.zone_said


@pytest.mark.parametrize(
    ("text", "wall", "zone"),
    [
        ("1 Nov 2026 01:30 EDT", "2026-11-01 01:30", "America/New_York"),
        ("1 Nov 2026 01:30 EST", "2026-11-01 06:30", "UTC"),
        ("1 Nov 2026 01:30 EST (America/New_York)", "2026-11-01 06:30", "UTC"),
        ("1 Nov 2026 01:30 UTC-5 (America/New_York)", "2026-11-01 06:30", "UTC"),
        ("2026-11-01T07:30Z", "2026-11-01 07:30", "UTC"),
        ("2026-11-01T06:30Z", "2026-11-01 01:30", "America/Chicago"),
        ("1 Nov 2026 02:00 ET", "2026-11-01 02:00", "America/New_York"),
    ],
)
def test_a_time_that_occurs_twice_is_never_an_hour_off(text: str, wall: str, zone: str) -> None:
    when = read_when(text, reading())
    assert (when.wall, when.zone) == (wall, zone)


def test_a_time_that_does_not_exist_shows_the_times_either_side() -> None:
    message = refused("14 Mar 2027 2:30am ET")
    assert "`2027-03-14 02:30` does not exist in America/New_York" in message
    assert "type `2027-03-14 01:30` or `2027-03-14 03:30`" in message
    assert "does not exist in Europe/Berlin" in refused("28 Mar 2027 2:30 CET (Europe/Berlin)")
    assert read_when("14 Mar 2027 3:00am ET", reading()).wall == "2027-03-14 03:00"
    assert read_when("14 Mar 2027 2:30am", reading(zone="America/Phoenix")).clock == time(2, 30)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("03/04/2026", ["`2026-04-03` (Fri 3 Apr 2026)", "`2026-03-04` (Wed 4 Mar 2026)"]),
        ("03.04.2026", ["`2026-04-03`", "`2026-03-04`"]),
        ("3-4-2026", ["`2026-04-03`", "`2026-03-04`"]),
        ("03/04/26 9am", ["`2026-04-03`", "`2026-03-04`"]),
        ("3/4", ["`2027-04-03`", "`2027-03-04`"]),
        ("24/11/2026", ["not read in this form", "type `2026-11-24` (Tue 24 Nov 2026)"]),
        ("11/24/2026", ["type `2026-11-24` (Tue 24 Nov 2026)"]),
        ("4/4/2026", ["type `2026-04-04` (Sat 4 Apr 2026)"]),
        ("2026/11/24", ["type `2026-11-24` (Tue 24 Nov 2026)"]),
        ("45/67/2026", ["`45/67/2026` is no day"]),
        ("03/04/9999", ["`03/04/9999` is no day"]),
        ("0/0", ["`0/0` is no day"]),
        ("9.30", ["`9:30` for a time", "`2026-09-30`"]),
        ("next friday", ["`Fri 27 Nov 2026` or `Fri 4 Dec 2026`"]),
        ("This Fri. 9am", ["`Fri 27 Nov 2026` or `Fri 4 Dec 2026`"]),
        ("this saturday", ["`Sat 21 Nov 2026` or `Sat 28 Nov 2026`"]),
        ("next saturday", ["`Sat 28 Nov 2026` or `Sat 5 Dec 2026`"]),
        ("last friday", ["`Fri 20 Nov 2026` or `Fri 13 Nov 2026`"]),
        ("24 Nov 24:00", ["`24:00`", "`23:59`", "`00:00`"]),
        ("24 Nov midnight", ["`midnight`", "`00:00`", "`23:59`"]),
        ("24 Nov 12 midnight", ["`midnight`"]),
        ("24 Nov 13pm", ["`13pm`", "1 to 12", "`13:00`"]),
        ("24 Nov 0am", ["`0am`", "1 to 12"]),
        ("24 Nov 25:00", ["`25:00` is no time of day"]),
        ("24 Nov 9:60", ["`9:60` is no time of day"]),
        ("24 Nov 9:00:30", ["`9:00:30` has seconds", "`09:00`"]),
        ("24 Nov 9am 5pm", ["has two times"]),
        ("24 Nov 9am-5pm", ["`9am-5pm` looks like two times"]),
        ("24 Nov 9:00\u201317:00", ["looks like two times"]),
        ("24 Nov 09:00-11:00", ["looks like two times", "`UTC-5`"]),
        ("2026-11-24 09:00-10:00", ["looks like two times"]),
        ("2026-11-24 09:00-0930", ["looks like two times"]),
        ("24 Nov 9:00 -11:00", ["`-11:00` looks like two times"]),
        ("24 Nov 9:00 to 17:00", ["`to` joins two"]),
        ("24 Nov - 25 Nov", ["`-` joins two"]),
        ("24 Nov 9am ET CT", ["has two zones"]),
        ("24 Nov 9am (ET) (PT)", ["has two zones"]),
        ("24 Nov 9am Asia/Karachi Asia/Kolkata", ["has two zones"]),
        ("24 Nov 9am CT (America/New_York)", ["`CT` and `America/New_York` are not the same"]),
        ("24 Nov 9am UTC-8 ET", ["`UTC-8` and `ET` are not the same"]),
        ("24 Nov 9am IST (America/Chicago)", ["`IST` and `America/Chicago` are not the same"]),
        ("24 Nov 2026 PKT (America/Chicago)", ["`PKT` and `America/Chicago` are not the same"]),
        ("24 Nov 9am IST", ["`IST`", "`Asia/Kolkata` or `Asia/Jerusalem` or `Europe/Dublin`"]),
        ("24 Nov 9am bst", ["`bst`", "`Europe/London`", "`Asia/Dhaka`"]),
        ("24 Nov 9am XYZ", ["`XYZ` is not understood"]),
        ("24 Nov 9am America/NewYork", ["no time zone is called", "type `America/New_York`"]),
        ("24 Nov 9am Foo/Bar", ["no time zone is called `Foo/Bar`", "`ET`"]),
        ("24 Nov 9am UTC+25", ["`UTC+25` is not an offset"]),
        ("24 Nov 9am UTC+5:75", ["`UTC+5:75` is not an offset"]),
        ("24 Nov UTC+5", ["`UTC+5` is an offset without a time"]),
        ("24 Nov 9am please call", ["`please` is not understood"]),
        ("24 Nov 9am ET please", ["`please` is not understood"]),
        ("24 Nov 9am (please)", ["`please` is not understood"]),
        ("24 Nov ()", ["`()` is not understood"]),
        ("24 Nov (9am", ["`(9am` is not understood"]),
        ("24 Nov 9a", ["`9a` is not understood"]),
        ("24 Nov 9am at", ["`at` is not understood"]),
        ("24 Nov @ 9am", ["`@` is not understood"]),
        ("24\u200bNov", ["is not understood"]),
        ("\u0662\u0664 Nov", ["is not understood"]),
        ("24 Nov localtime", ["`localtime` is not understood"]),
        ("2026-11-24T", ["`2026-11-24T` is not understood"]),
        ("2026-11-24T9", ["`2026-11-24T9` is not understood"]),
        ("24-Foo-2026", ["`24-Foo-2026` is not understood"]),
        ("3 days", ["`days` is not understood"]),
        ("in three days", ["`in` is not understood"]),
        ("in 3 days ago", ["is not understood"]),
        ("next week", ["`next` is not understood"]),
        ("", ["no date or time was typed"]),
        (" \u00a0 ", ["no date or time was typed"]),
        ("9" * 201, ["more than 200 characters"]),
        ("\ufdfa" * 100, ["more than 200 characters"]),
        ("Mar", ["`Mar` is no whole date"]),
        ("24", ["`24` is no whole date"]),
        ("Nov 2026", ["`Nov 2026` is no whole date"]),
        ("24 2026", ["`24 2026` is no whole date"]),
        ("5 2026 9am", ["`5 2026` is no whole date"]),
        ("24 Nov 26", ["`26` is neither a year nor a time", "four digits"]),
        ("24 Nov 9", ["`9` is neither a year nor a time", "`9:00`"]),
        ("24 Nov 1899", ["the year 1899 is outside 1900 to 2200"]),
        ("24 Nov 2201", ["the year 2201 is outside"]),
        ("24 Nov 0900", ["the year 0900 is outside", "`09:00`"]),
        ("2201-01-01", ["the year 2201 is outside"]),
        ("in 9999 weeks", ["the year 2218 is outside"]),
        ("31 Nov", ["`31 Nov` is no day: November has 30 days"]),
        ("0 Nov", ["`0 Nov` is no day"]),
        ("45 Nov", ["`45 Nov` is no day"]),
        ("29 Feb 2027", ["February 2027 has 28 days"]),
        ("29 Feb", ["`29 Feb` needs its year"]),
        ("2026-02-30", ["`2026-02-30` is no day", "February 2026 has 28 days"]),
        ("2026-13-05", ["the order is year, month, day"]),
        ("Tue 23 Nov 2026", ["`Tue 23 Nov 2026` does not fit: that day is Mon 23 Nov 2026"]),
        ("fri tomorrow", ["that day is Sun 22 Nov 2026"]),
        ("today tomorrow", ["has two days"]),
        ("2026-11-24 24 Nov", ["has two days"]),
        ("2026-11-24 2026-11-24", ["has two days"]),
        ("24 Nov Dec", ["has two months"]),
        ("24 Nov 2026 2027", ["has two years"]),
        ("mon tue", ["has two weekdays"]),
        ("now now", ["is not understood"]),
        ("now 9am", ["more than `now`"]),
        ("now PKT (America/Chicago)", ["`PKT` and `America/Chicago` are not the same"]),
        ("now tomorrow", ["has two days"]),
        ("15:00", ["`15:00` names no day", "add the day"]),
        ("3pm ET", ["names no day"]),
        ("ET", ["names no day"]),
    ],
)
def test_refused_with_what_to_type_instead(text: str, said: list[str]) -> None:
    message = refused(text)
    assert [part for part in said if part not in message] == []
    assert not message.endswith(("| ", "."))


def test_a_time_alone_is_read_on_the_day_that_is_given() -> None:
    when = read_when("15:00", reading(), day=date(2026, 11, 24))
    assert when.wall == "2026-11-24 15:00"
    assert read_when("25 Nov", reading(), day=date(2026, 11, 24)).wall == "2026-11-25"


@pytest.mark.parametrize(
    ("text", "season", "expected"),
    [
        ("1 Jun", 2027, "2026-06-01"),
        ("31 May", 2027, "2027-05-31"),
        ("1 Oct", 2027, "2026-10-01"),
        ("3 Mar", 2027, "2027-03-03"),
        ("3 Mar", 2026, "2026-03-03"),
        ("1 Jul", 2027, "2026-07-01"),
        ("31 Jul", 2026, "2026-07-31"),
        ("29 Feb", 2028, "2028-02-29"),
        ("3 Mar", None, "2027-03-03"),
        ("1 Jul", None, "2026-07-01"),
        ("1 Jan", None, "2027-01-01"),
    ],
)
def test_a_year_left_out_fits_the_season(text: str, season: int | None, expected: str) -> None:
    assert read_when(text, reading(season=season)).wall == expected


def test_of_two_junes_in_a_season_the_nearer_is_taken() -> None:
    later = reading(now="2027-02-01T12:00+00:00")
    assert read_when("20 Jul", later).wall == "2027-07-20"
    assert read_when("20 Jul", reading()).wall == "2026-07-20"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fri", "2026-11-20"),
        ("sat", "2026-11-14"),
        ("1 Oct", "2026-10-01"),
        ("24 Nov", "2025-11-24"),
        ("today", "2026-11-21"),
        ("yesterday", "2026-11-20"),
        ("3 days ago", "2026-11-18"),
        ("yesterday 9am", "2026-11-20 09:00"),
        ("now", "2026-11-21 11:30"),
        ("today 11:30", "2026-11-21 11:30"),
    ],
)
def test_what_was_done_lies_behind(text: str, expected: str) -> None:
    assert read_when(text, reading(), past=True).wall == expected


@pytest.mark.parametrize(
    "text", ["tomorrow", "in 1 day", "2026-11-22", "24 Nov 2026", "today 11:31", "22 Nov 2026 0:00"]
)
def test_what_has_not_happened_yet_was_not_done(text: str) -> None:
    assert "has not happened yet" in refused(text, past=True)


def test_today_belongs_to_the_zone_in_which_a_text_is_read() -> None:
    # 03:30 on the 25th in Karachi, 16:30 on the 24th in Chicago
    late = reading(now="2026-11-24T22:30+00:00")
    assert read_when("today 20:00", late).wall == "2026-11-24 20:00"
    assert read_when("tomorrow", late.within(None)).wall == "2026-11-26"
    assert read_when("today 20:00 PKT", late).wall == "2026-11-25 20:00"
    assert read_when("wed", late).wall == "2026-11-25"
    assert read_when("today", late, past=True).wall == "2026-11-25"
    assert read_day("today", late) == date(2026, 11, 25)
    assert read_day("wed", late, past=True) == date(2026, 11, 18)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("fri", date(2026, 11, 20)),
        ("now", date(2026, 11, 21)),
        ("Nov 1", date(2026, 11, 1)),
    ],
)
def test_a_day_alone(text: str, expected: date) -> None:
    assert read_day(text, reading(), past=True) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fri 9am", "a day alone is wanted"),
        ("fri ET", "a day alone is wanted"),
        ("fri XYZ", "`XYZ` is not understood"),
        ("9:00", "a day alone is wanted"),
        ("tomorrow", "has not happened yet"),
        ("on", "`on` is not understood"),
    ],
)
def test_a_day_alone_is_wanted(text: str, said: str) -> None:
    with pytest.raises(WhenError, match=said):
        read_day(text, reading(), past=True)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("ET", "America/New_York"),
        (" pacific  time ", "America/Los_Angeles"),
        ("asia/karachi", "Asia/Karachi"),
        ("AT", "America/Puerto_Rico"),
    ],
)
def test_a_zone_alone(text: str, zone: str) -> None:
    assert read_zone(text, reading()) == zone


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no time zone is called ``"),
        ("9am", "`9am`"),
        ("today ET", "`today ET`"),
        ("IST", "`Asia/Kolkata` or `Asia/Jerusalem`"),
        ("UTC+5", "`UTC+5`"),
        ("Chicago", "type `America/Chicago`"),
        ("new york", "type `America/New_York`"),
        ("America/Chicgo", "type `America/Chicago`"),
        ("x" * 5000, "no time zone"),
    ],
)
def test_what_is_no_zone(text: str, said: str) -> None:
    with pytest.raises(WhenError) as caught:
        read_zone(text, reading())
    assert said in f"{caught.value.message} | {caught.value.hint}"


@pytest.mark.parametrize(
    ("wall", "zone", "said", "beside", "stamp"),
    [
        (
            "2026-11-23 09:00",
            "America/New_York",
            "Mon 23 Nov 2026 09:00 EST (America/New_York)",
            "19:00 PKT",
            "2026-11-23T09:00:00-05:00",
        ),
        (
            "2026-11-23 16:30",
            "America/Chicago",
            "Mon 23 Nov 2026 16:30 CST (America/Chicago)",
            "Tue 24 Nov 03:30 PKT",
            "2026-11-23T16:30:00-06:00",
        ),
        (
            "2026-12-31 16:30",
            "America/Chicago",
            "Thu 31 Dec 2026 16:30 CST (America/Chicago)",
            "Fri 1 Jan 2027 03:30 PKT",
            "2026-12-31T16:30:00-06:00",
        ),
        (
            "2026-11-02 09:00",
            "Asia/Kathmandu",
            "Mon 2 Nov 2026 09:00 UTC+5:45 (Asia/Kathmandu)",
            "08:15 PKT",
            "2026-11-02T09:00:00+05:45",
        ),
        (
            "2026-11-02 09:00",
            "Asia/Karachi",
            "Mon 2 Nov 2026 09:00 PKT (Asia/Karachi)",
            "",
            "2026-11-02T09:00:00+05:00",
        ),
        (
            "2026-11-02 09:00",
            "UTC",
            "Mon 2 Nov 2026 09:00 UTC",
            "14:00 PKT",
            "2026-11-02T09:00:00+00:00",
        ),
        ("2026-11-02", "America/Chicago", "Mon 2 Nov 2026", "", "2026-11-02"),
    ],
)
def test_said_back(wall: str, zone: str, said: str, beside: str, stamp: str) -> None:
    when = from_wall(wall, zone)
    assert (when.wall, when.zone, when.zone_said) == (wall, zone, True)
    assert (say(when), say_beside(when, "Asia/Karachi"), iso(when)) == (said, beside, stamp)


def test_a_home_zone_without_a_name_is_said_as_an_offset() -> None:
    when = from_wall("2026-11-23 09:00", "America/New_York")
    assert say_beside(when, "Europe/Istanbul") == "17:00 UTC+3"
    assert say_beside(when, "America/Sao_Paulo") == "11:00 UTC-3"
    assert say_beside(when, "America/Panama") == ""


def test_a_stored_time_may_no_longer_exist() -> None:
    when = from_wall("2027-03-14 02:30", "America/New_York")
    assert when.moment.isoformat() == "2027-03-14T02:30:00-05:00"


@pytest.mark.parametrize(
    ("wall", "zone"),
    [
        ("", "UTC"),
        ("20261124", "UTC"),
        ("2026-W48-2", "UTC"),
        ("2026-11-24T09:00", "UTC"),
        ("2026-11-24 9:00", "UTC"),
        ("2026-11-24 09:00:00", "UTC"),
        ("2026-11-24 09:00Z", "UTC"),
        ("2026-11-24 ", "UTC"),
        ("2026-02-30", "UTC"),
        ("2026-11-24", "Nowhere/City"),
        ("2026-11-24", "America"),
        ("2026-11-24", "../etc"),
        ("2026-11-24", ""),
    ],
)
def test_what_was_never_stored_is_refused(wall: str, zone: str) -> None:
    with pytest.raises(WhenError):
        from_wall(wall, zone)


def test_midnight_is_a_time_and_no_day_alone() -> None:
    when = When(date(2026, 11, 24), time(), "UTC", zone_said=True)
    assert when.wall == "2026-11-24 00:00"
    assert say(when) == "Tue 24 Nov 2026 00:00 UTC"


def test_reading_an_iso_time_does_not_load_dateutil() -> None:
    code = """
import sys
from datetime import UTC, datetime
from fmgtrack.rules.when import Reading, from_wall, read_when, say, say_beside
reading = Reading(
    now=datetime(2026, 11, 21, tzinfo=UTC), home_zone="Asia/Karachi",
    zone_words={"et": "America/New_York"}, ambiguous_words={},
)
when = read_when("2026-11-24 9:30pm ET", reading)
assert say_beside(from_wall(when.wall, when.zone), "Asia/Karachi") and say(when)
print("dateutil" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
