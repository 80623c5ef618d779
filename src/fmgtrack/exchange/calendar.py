"""Writing a calendar file (RFC 5545) that phones and mail programs take in, again and again.

An event is met again by its UID; a program that has it takes the one with the higher SEQUENCE. So
the UID is made of the record's random id, and nothing in the file depends on when it is written
but DTSTAMP. There is no METHOD: the file holds events of one's own, not messages.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from fmgtrack.rules import moments

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import icalendar

PRODUCT = "-//fmgtrack//fmgtrack//EN"
"""Who wrote the file."""

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Event:
    """One event of a calendar.

    Attributes:
        uid: the same for the same thing in each file.
        sequence: rises with each change of it.
        changed_at: the last change, UTC as `YYYY-MM-DDTHH:MM:SSZ`; None when not known.
        summary: its title.
        starts: wall time in `zone`, or a day alone.
        ends: the same; of days alone the last one; None for a moment, or a single day.
        zone: the IANA zone of both.
        status: TENTATIVE, CONFIRMED or CANCELLED.
        busy: whether it takes the time up.
        alarms: when to remind, counted from the start; from midnight on where it is a day.
        description: more lines of text.
        place: where.
        extras: properties of fmgtrack's own, by name.
    """

    uid: str
    sequence: int
    changed_at: str | None
    summary: str
    starts: str
    ends: str | None
    zone: str
    status: str = "CONFIRMED"
    busy: bool = False
    alarms: tuple[timedelta, ...] = ()
    description: str = ""
    place: str = ""
    extras: tuple[tuple[str, str], ...] = ()


def calendar_file(events: Sequence[Event], now: datetime) -> bytes:
    """A calendar of these events, with the rules of the zones that they use.

    Args:
        events: in any order; they are written by UID.
        now: an aware moment, the DTSTAMP of all events.
    """
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    for zone in _zones(events):
        calendar.add_component(zone)
    for event in sorted(events, key=lambda one: one.uid):
        calendar.add_component(_component(event, now))
    return bytes(calendar.to_ical())


def _zones(events: Iterable[Event]) -> list[icalendar.Timezone]:
    """The definitions of all zones in use, over the years in use, in order of their names."""
    import icalendar

    timed = [event for event in events if moments.has_clock(event.starts) and event.zone != "UTC"]
    if not timed:
        return []
    years = [moments.day_of(event.starts).year for event in timed]
    first, last = date(min(years) - 1, 1, 1), date(max(years) + 2, 1, 1)
    return [
        icalendar.Timezone.from_tzid(zone, first_date=first, last_date=last)
        for zone in sorted({event.zone for event in timed})
    ]


def _component(event: Event, now: datetime) -> icalendar.Event:
    import icalendar

    made = icalendar.Event()
    made.add("UID", _safe(event.uid))
    made.add("DTSTAMP", now.astimezone(UTC).replace(microsecond=0))
    made.add("SEQUENCE", event.sequence)
    if event.changed_at:
        made.add("LAST-MODIFIED", datetime.fromisoformat(event.changed_at))
    made.add("SUMMARY", _safe(event.summary))
    for name, value in _times(event):
        made.add(name, value)
    made.add("STATUS", event.status)
    made.add("TRANSP", "OPAQUE" if event.busy else "TRANSPARENT")
    if event.description:
        made.add("DESCRIPTION", _safe(event.description))
    if event.place:
        made.add("LOCATION", _safe(event.place))
    for name, text in event.extras:
        made.add(name, icalendar.vText(_safe(text)))
    if event.status != "CANCELLED":
        for before in event.alarms:
            made.add_component(_alarm(event, before))
    return made


def _times(event: Event) -> list[tuple[str, date | datetime]]:
    if moments.has_clock(event.starts):
        times: list[tuple[str, date | datetime]] = [
            ("DTSTART", moments.moment(event.starts, event.zone))
        ]
        if event.ends:
            times.append(("DTEND", moments.moment(event.ends, event.zone)))
        return times
    # the end of a day is the day after: RFC 5545 section 3.6.1 leaves DTEND out of the span
    last = moments.day_of(event.ends or event.starts)
    return [("DTSTART", moments.day_of(event.starts)), ("DTEND", last + DAY)]


def _alarm(event: Event, before: timedelta) -> icalendar.Alarm:
    import icalendar

    alarm = icalendar.Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", _safe(event.summary))
    alarm.add("TRIGGER", before)
    return alarm


def _safe(text: str) -> str:
    """The text without control characters and halves of characters, which no calendar may hold."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        char for char in text if char == "\n" or unicodedata.category(char) not in {"Cc", "Cs"}
    )
