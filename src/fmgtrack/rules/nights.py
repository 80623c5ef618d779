"""When an interview falls into the night at home, or into a week of unusual clocks.

The two countries change their clocks on different days, or one of them never does. So the hours
between them on an interview day may not be those that a person is used to.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from fmgtrack.rules import moments

if TYPE_CHECKING:
    from datetime import date

ASLEEP, AWAKE = time(23), time(6)
"""When a person sleeps, by the clock at home."""

AROUND = timedelta(weeks=6)
"""So far away on both sides lies what is usual; no country's odd weeks are longer."""

_DAY = timedelta(days=1)


def by_night(starts_at: str, ends_at: str | None, zone: str, home_zone: str) -> bool:
    """Whether an interview touches the hours from 23:00 to 06:00 at home.

    With no end said its beginning alone counts, and a day without a clock time never does. Of
    one that lasts longer than a day, only the first and the last moment count.
    """
    if not moments.has_clock(starts_at):
        return False
    begins = _at_home(moments.moment(starts_at, zone), home_zone)
    ends = begins
    if ends_at and moments.has_clock(ends_at):
        ends = _at_home(moments.moment(ends_at, zone), home_zone)
    if ends - begins > _DAY:
        return not (AWAKE <= begins.time() < ASLEEP and AWAKE < ends.time() <= ASLEEP)
    nights = (_night(begins.date() - _DAY), _night(begins.date()), _night(ends.date()))
    return any(begins < rises and (falls < ends or falls == begins) for falls, rises in nights)


def unusual_hours(
    starts_at: str, zone: str, home_zone: str, now: datetime
) -> tuple[float, float] | None:
    """Hours that home is ahead of the interview's zone that day, and those a person is used to.

    Used to are those of `now`, else those that hold both six weeks before and after the day. None
    where nothing is unusual, or no clock time was said.
    """
    if not moments.has_clock(starts_at):
        return None
    moment = moments.moment(starts_at, zone)
    there = _ahead(moment, zone, home_zone)
    today = _ahead(now, zone, home_zone)
    if there != today:
        return _hours(there), _hours(today)
    before, after = (_ahead(moment + way, zone, home_zone) for way in (-AROUND, AROUND))
    return (_hours(there), _hours(before)) if there != before == after else None


def _at_home(moment: datetime, home_zone: str) -> datetime:
    """A moment on the clocks at home, as wall time."""
    return moments.in_zone(moment, home_zone).replace(tzinfo=None)


def _night(day: date) -> tuple[datetime, datetime]:
    """The night that begins on a day, as wall times."""
    return datetime.combine(day, ASLEEP), datetime.combine(day + _DAY, AWAKE)


def _ahead(moment: datetime, zone: str, home_zone: str) -> timedelta:
    offsets = (moments.in_zone(moment, name).utcoffset() for name in (home_zone, zone))
    home, there = (offset or timedelta() for offset in offsets)
    return home - there


def _hours(difference: timedelta) -> float:
    return difference / timedelta(hours=1)
