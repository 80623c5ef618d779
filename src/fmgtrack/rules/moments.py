"""Wall times as they are stored, and the moments they stand for.

A wall time is `YYYY-MM-DD HH:MM`, or `YYYY-MM-DD` where no clock time was said, beside the IANA
zone it was said in. A wall time that occurs twice stands for the first of the two.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

DAY_LENGTH = 10
"""Characters of a day alone."""

END_OF_DAY = time(18)
"""When an interview day ends if nobody said (product.md section 2)."""


def has_clock(wall: str) -> bool:
    """Whether a wall time names a clock time."""
    return len(wall) > DAY_LENGTH


def day_of(wall: str) -> date:
    """The calendar day of a wall time."""
    return date.fromisoformat(wall[:DAY_LENGTH])


def moment(wall: str, zone: str) -> datetime:
    """The moment of a wall time; midnight where it is a day alone."""
    from zoneinfo import ZoneInfo

    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone))


def in_zone(now: datetime, zone: str) -> datetime:
    """The same moment on the clocks of another zone."""
    from zoneinfo import ZoneInfo

    return now.astimezone(ZoneInfo(zone))


def iso(wall: str | None, zone: str | None) -> str | None:
    """ISO 8601 with offset, or the day where no clock time was said; None for None."""
    if wall is None or zone is None or not has_clock(wall):
        return wall
    return moment(wall, zone).isoformat()


def stamp(now: datetime) -> str:
    """A recorded moment: UTC, whole seconds, `YYYY-MM-DDTHH:MM:SSZ`."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def ends(starts_at: str, ends_at: str | None) -> datetime:
    """When an interview is over, as wall time without zone.

    With no end given a day ends at 18:00, or an hour after a later start; an end that names only
    a day ends at 18:00 of that day.
    """
    if ends_at and has_clock(ends_at):
        return datetime.fromisoformat(ends_at)
    last = datetime.combine(day_of(ends_at or starts_at), END_OF_DAY)
    if has_clock(starts_at):
        start = datetime.fromisoformat(starts_at)
        if start >= last:
            return start + timedelta(hours=1)
    return last


def end_moment(
    starts_at: str, ends_at: str | None, zone: str, there: str | None = None
) -> datetime:
    """When an interview is over, as a moment.

    Where nobody said its end, the day ends at 18:00 on the clocks of `there`, the program's zone,
    whatever zone the beginning was said in.
    """
    from zoneinfo import ZoneInfo

    if there and there != zone and has_clock(starts_at) and ends_at is None:
        begin = in_zone(moment(starts_at, zone), there).strftime("%Y-%m-%d %H:%M")
        return ends(begin, None).replace(tzinfo=ZoneInfo(there))
    return ends(starts_at, ends_at).replace(tzinfo=ZoneInfo(zone))


def is_over(
    starts_at: str, ends_at: str | None, zone: str, now: datetime, there: str | None = None
) -> bool:
    """Whether an interview is over at `now` (aware); its very last minute has passed."""
    return end_moment(starts_at, ends_at, zone, there) <= now
