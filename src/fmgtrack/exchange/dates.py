"""Days and moments in the words of the page: with zone, and on the person's own clocks."""

from __future__ import annotations

from datetime import date, datetime

from fmgtrack.rules.when_days import say_day
from fmgtrack.rules.zones import abbreviation, zone_info

_DAY = 10
"""Characters of a day alone."""


def day(iso: str | None) -> str:
    """`2026-11-23`, or a moment on it, as `Mon 23 Nov 2026`; empty for None."""
    return say_day(date.fromisoformat(iso[:_DAY])) if iso else ""


def short(iso: str | None) -> str:
    """`2026-11-23` as `Mon 23 Nov`; empty for None."""
    return day(iso).rpartition(" ")[0]


def days(first: str | None, last: str | None) -> str:
    """A window: `Sun 22 to Mon 23 Nov`, or with both months; empty where there is none."""
    if not first or not last:
        return ""
    if first == last:
        return short(first)
    begin = short(first) if first[:7] != last[:7] else short(first).rpartition(" ")[0]
    return f"{begin} to {short(last)}"


def moment(iso: str | None, zone: str | None) -> str:
    """An ISO moment as `Mon 23 Nov 2026 09:00 EST`; a day alone as a day."""
    if not iso or len(iso) <= _DAY or not zone:
        return day(iso)
    return f"{day(iso)} {iso[11:16]} {_named(iso, zone)}"


def span(iso: str, until: str | None, zone: str | None) -> str:
    """A beginning and its end: `Mon 23 Nov 2026 09:00-15:00 EST`, or both days."""
    if not until or not zone:
        return moment(iso, zone)
    if until[:_DAY] != iso[:_DAY]:
        return f"{moment(iso, zone)} to {moment(until, zone)}"
    if len(iso) <= _DAY or len(until) <= _DAY:
        return moment(iso, zone)
    return f"{day(iso)} {iso[11:16]}-{until[11:16]} {_named(iso, zone)}"


def beside(home: str | None, there: str | None, home_zone: str) -> str:
    """The same moment at home: `20:00 PKT`, with the day where that differs; empty for the same."""
    if not home or not there or home[:16] == there[:16]:
        return ""
    clock = f"{home[11:16]} {_named(home, home_zone)}"
    return clock if home[:_DAY] == there[:_DAY] else f"{short(home)} {clock}"


def recorded(stamp: str, home_zone: str) -> str:
    """A recorded UTC stamp on the person's clocks."""
    at = datetime.fromisoformat(stamp).astimezone(zone_info(home_zone))
    return moment(at.isoformat(), home_zone)


def _named(iso: str, zone: str) -> str:
    return abbreviation(datetime.fromisoformat(iso).astimezone(zone_info(zone)))
