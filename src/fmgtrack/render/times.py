"""Moments and days for people: weekday, day, time and zone, and the person's own time beside."""

from __future__ import annotations

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(text: str | None) -> str:
    """`2026-11-23` as `Mon 23 Nov 2026`; empty for None."""
    if not text:
        return ""
    from datetime import date

    value = date.fromisoformat(text[:10])
    return f"{WEEKDAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]} {value.year}"


def days(first: str, last: str) -> str:
    """A window of days, short: `25-26 Nov`, `30 Nov-1 Dec`."""
    (_, one, month, _), (_, other, following, _) = day(first).split(), day(last).split()
    begin = one if month == following else f"{one} {month}"
    return f"{begin}-{other} {following}"


def moment(iso: str | None, zone: str | None) -> str:
    """An ISO moment as `Mon 23 Nov 2026 09:00 EST`; a day alone as a day."""
    if not iso or len(iso) <= 10 or not zone:  # noqa: PLR2004  a day alone has ten characters
        return day(iso)
    return f"{day(iso)} {iso[11:16]} {_short(iso, zone)}"


def beside(home: str | None, there: str | None, home_zone: str) -> str:
    """The person's own time for a moment elsewhere: what differs from it, empty when nothing."""
    if not home or not there or home[:16] == there[:16]:
        return ""
    clock = f"{home[11:16]} {_short(home, home_zone)}"
    if home[:10] == there[:10]:
        return clock
    short_day = " ".join(day(home).split()[:3])
    return f"{short_day} {clock}"


def recorded(stamp: str | None, home_zone: str) -> str:
    """A moment that was recorded in UTC, on the person's clocks."""
    if not stamp:
        return ""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    at = datetime.fromisoformat(stamp).astimezone(ZoneInfo(home_zone))
    return moment(at.isoformat(), home_zone)


def _short(iso: str, zone: str) -> str:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    name = datetime.fromisoformat(iso).astimezone(ZoneInfo(zone)).strftime("%Z")
    return f"UTC{name}" if name[:1] in "+-" else name


def span(iso: str, until: str | None, zone: str) -> str:
    """A beginning and its end: `Mon 23 Nov 2026 09:00-15:00 EST`, or both days."""
    if not until:
        return moment(iso, zone)
    if until[:10] == iso[:10]:
        if len(iso) <= 10 or len(until) <= 10:  # noqa: PLR2004  a day alone
            return moment(iso, zone)
        return f"{day(iso)} {iso[11:16]}-{until[11:16]} {_short(iso, zone)}"
    return f"{moment(iso, zone)} to {moment(until, zone)}"
