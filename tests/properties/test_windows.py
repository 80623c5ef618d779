"""Windows keep their order in any zone and across clock changes; time never runs backwards."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.rules import followups, moments

ZONES = (
    *("America/Detroit", "America/Chicago", "America/Phoenix", "America/Puerto_Rico"),
    *("Pacific/Honolulu", "Pacific/Guam", "Pacific/Kiritimati", "Australia/Lord_Howe"),
    *("Asia/Karachi", "Asia/Kathmandu", "Africa/Cairo", "Europe/London", "America/St_Johns"),
)
"""Program zones, homes of applicants, and the odd offsets and clock changes of the world."""

ORDER = ("scheduled", "open", "due", "overdue")

zones = st.sampled_from(ZONES)
starts = st.datetimes(datetime(2026, 10, 20), datetime(2027, 4, 10)).map(  # noqa: DTZ001  wall time
    lambda moment: moment.replace(second=0, microsecond=0)
)
lengths = st.timedeltas(timedelta(minutes=1), timedelta(days=3))
settings = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(
    lambda pair: (min(pair), max(pair))
)


def wall(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def state_at(
    now: datetime,
    span: tuple[str, str | None, str],
    program_zone: str | None,
    days: tuple[int, int],
) -> str:
    """The state of a director's follow-up, for which nothing but time counts."""
    window = followups.window(followups.last_day(*span, program_zone), *days)
    row = {
        **dict.fromkeys(("replied_on", "sent_on", "skipped_on", "talked_about", "to_ask")),
        "policy": "unknown",
        "status": "scheduled",
        "role": "program-director",
        "setting": None,
        "zone": program_zone or span[2],
    }
    return followups.state(row, now, window, over=moments.is_over(*span, now))


@given(start=starts, length=lengths, zone=zones, program_zone=st.none() | zones, days=settings)
def test_the_window_follows_the_interview(
    start: datetime,
    length: timedelta,
    zone: str,
    program_zone: str | None,
    days: tuple[int, int],
) -> None:
    day = followups.last_day(wall(start), wall(start + length), zone, program_zone)
    first, last = followups.window(day, *days)
    assert day <= first <= last
    assert (first - day, last - day) == (timedelta(days=days[0]), timedelta(days=days[1]))
    end = (start + length).replace(tzinfo=ZoneInfo(zone))
    assert day == end.astimezone(ZoneInfo(program_zone or zone)).date()


@given(
    start=starts,
    length=st.none() | lengths,
    zone=zones,
    program_zone=st.none() | zones,
    days=settings,
    moment=st.datetimes(datetime(2026, 10, 15), datetime(2027, 5, 30), timezones=st.just(UTC)),  # noqa: DTZ001  bounds
    later=st.timedeltas(timedelta(0), timedelta(days=40)),
)
def test_a_later_moment_never_goes_back(
    *,
    start: datetime,
    length: timedelta | None,
    zone: str,
    program_zone: str | None,
    days: tuple[int, int],
    moment: datetime,
    later: timedelta,
) -> None:
    span = (wall(start), wall(start + length) if length else None, zone)
    before = state_at(moment, span, program_zone, days)
    after = state_at(moment + later, span, program_zone, days)
    assert ORDER.index(before) <= ORDER.index(after)


@given(start=starts, length=lengths, zone=zones, days=settings)
def test_each_day_of_the_window_is_due_from_midnight_to_midnight(
    start: datetime, length: timedelta, zone: str, days: tuple[int, int]
) -> None:
    span = (wall(start), wall(start + length), zone)
    end = moments.end_moment(*span)
    first, last = followups.window(followups.last_day(*span, zone), *days)

    def at(day_and_time: datetime) -> str:
        return state_at(max(day_and_time.replace(tzinfo=ZoneInfo(zone)), end), span, zone, days)

    # an hour that is skipped or doubled in some zone lies between these
    assert at(datetime.combine(first, time(4))) == "due"
    assert at(datetime.combine(last, time(23, 59))) == "due"
    assert at(datetime.combine(last + timedelta(days=1), time(4))) == "overdue"


@given(start=starts, length=lengths, zone=zones, program_zone=zones, days=settings)
def test_the_window_is_the_same_whatever_clock_the_day_was_said_in(
    start: datetime, length: timedelta, zone: str, program_zone: str, days: tuple[int, int]
) -> None:
    begin = start.replace(tzinfo=ZoneInfo(zone))
    end = (start + length).replace(tzinfo=ZoneInfo(zone))
    here = followups.last_day(wall(begin), wall(end), zone, program_zone)
    there = ZoneInfo(program_zone)
    said = (wall(begin.astimezone(there)), wall(end.astimezone(there)))
    assert here == followups.last_day(*said, program_zone, program_zone)
    assert followups.window(here, *days) == followups.window(
        followups.last_day(*said, program_zone, program_zone), *days
    )
