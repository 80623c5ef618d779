"""Calendars as written: read back by icalendar, and line by line by the letter of RFC 5545."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.exchange.calendar import Event, calendar_file
from fmgtrack.exchange.icsfile import read_invitations

NOW = datetime.fromisoformat("2026-11-25T10:00:00-05:00")
EVENT = Event(
    uid="interview-0a@fmgtrack",
    sequence=3,
    changed_at="2026-11-20T09:00:00Z",
    summary="Interview: Henry Ford Hospital",
    starts="2026-12-08 08:30",
    ends="2026-12-08 15:00",
    zone="America/Detroit",
    busy=True,
    alarms=(-timedelta(days=1), -timedelta(hours=1)),
    description="to meet: Dr. Wei Chen",
    place="2799 W Grand Blvd, Detroit",
    extras=(("X-FMGTRACK-ZONE", "America/Detroit"),),
)
LINE = re.compile(rb'([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*))*):(.*)')


@dataclass
class Component:
    """A component as the strict reader finds it."""

    name: str
    lines: dict[str, tuple[str, str]] = field(default_factory=dict)
    parts: list[Component] = field(default_factory=list)

    def of(self, name: str) -> list[Component]:
        return [part for part in self.parts if part.name == name]


def strict(data: bytes) -> Component:
    """The calendar, held to RFC 5545: CRLF, 75 octets, no control characters, once each, UTF-8."""
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    for physical in data.split(b"\r\n"):
        assert len(physical) <= 75
        assert b"\r" not in physical
        physical.decode("utf-8")
    stack = [Component("")]
    for line in data.replace(b"\r\n ", b"").removesuffix(b"\r\n").split(b"\r\n"):
        match = LINE.fullmatch(line)
        assert match, line
        name, parameters, value = (part.decode() for part in match.groups())
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value)
        if name == "BEGIN":
            stack[-1].parts.append(Component(value))
            stack.append(stack[-1].parts[-1])
        elif name == "END":
            assert stack.pop().name == value
        else:
            assert name not in stack[-1].lines
            stack[-1].lines[name] = (parameters, value)
    (root,) = stack
    (calendar,) = root.parts
    assert calendar.name == "VCALENDAR"
    assert calendar.lines["VERSION"] == ("", "2.0")
    assert "PRODID" in calendar.lines
    assert "METHOD" not in calendar.lines
    zones = {part.lines["TZID"][1] for part in calendar.of("VTIMEZONE")}
    for event in calendar.of("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "SEQUENCE"} <= event.lines.keys()
        assert "DURATION" not in event.lines
        for key in ("DTSTART", "DTEND"):
            held, _ = event.lines.get(key, ("", ""))
            named = re.fullmatch(r";TZID=(.+)", held)
            assert named is None or named[1] in zones
        for alarm in event.of("VALARM"):
            assert {"ACTION", "TRIGGER", "DESCRIPTION"} <= alarm.lines.keys()
    uids = [event.lines["UID"][1] for event in calendar.of("VEVENT")]
    assert len(uids) == len(set(uids))
    return calendar


def by_icalendar(data: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_both_readers_find_the_same_interview() -> None:
    data = calendar_file([EVENT], NOW)

    (event,) = strict(data).of("VEVENT")
    assert event.lines["DTSTART"] == (";TZID=America/Detroit", "20261208T083000")
    assert event.lines["DTEND"] == (";TZID=America/Detroit", "20261208T150000")
    assert event.lines["DTSTAMP"] == ("", "20261125T150000Z")
    assert event.lines["LAST-MODIFIED"] == ("", "20261120T090000Z")
    assert event.lines["SEQUENCE"] == ("", "3")
    assert event.lines["STATUS"] == ("", "CONFIRMED")
    assert event.lines["TRANSP"] == ("", "OPAQUE")
    assert event.lines["LOCATION"] == ("", r"2799 W Grand Blvd\, Detroit")
    assert [alarm.lines["TRIGGER"] for alarm in event.of("VALARM")] == [("", "-P1D"), ("", "-PT1H")]

    (read,) = by_icalendar(data)
    assert read["DTSTART"].dt.astimezone(UTC) == datetime(2026, 12, 8, 13, 30, tzinfo=UTC)
    assert str(read["LOCATION"]) == EVENT.place


def test_days_alone_end_the_day_after_and_remind_in_the_morning() -> None:
    window = replace(
        EVENT,
        starts="2026-12-10",
        ends="2026-12-11",
        alarms=(timedelta(hours=9), timedelta(days=1, hours=9)),
    )

    data = calendar_file([window], NOW)

    (event,) = strict(data).of("VEVENT")
    assert event.lines["DTSTART"] == (";VALUE=DATE", "20261210")
    assert event.lines["DTEND"] == (";VALUE=DATE", "20261212")
    triggers = [alarm.lines["TRIGGER"][1] for alarm in event.of("VALARM")]
    assert triggers == ["PT9H", "P1DT9H"]
    (read,) = by_icalendar(data)
    assert read["DTEND"].dt == date(2026, 12, 12)


def test_a_zone_is_defined_as_it_is_on_the_day() -> None:
    (zone,) = strict(calendar_file([EVENT], NOW)).of("VTIMEZONE")

    offsets = {part.name: part.lines["TZOFFSETTO"][1] for part in zone.parts}
    assert offsets == {"STANDARD": "-0500", "DAYLIGHT": "-0400"}


def test_what_is_cancelled_rings_no_more() -> None:
    (event,) = strict(calendar_file([replace(EVENT, status="CANCELLED")], NOW)).of("VEVENT")

    assert event.lines["STATUS"] == ("", "CANCELLED")
    assert not event.of("VALARM")


def test_the_same_events_give_the_same_bytes_in_any_order() -> None:
    other = replace(EVENT, uid="interview-0b@fmgtrack", zone="Pacific/Honolulu")

    assert calendar_file([EVENT, other], NOW) == calendar_file([other, EVENT], NOW)


def test_an_empty_calendar_is_one() -> None:
    assert not strict(calendar_file([], NOW)).parts


HOSTILE = "Zürich — 東京\r\nBEGIN:VEVENT\rX:\x00\x1b[0m; a,b\\n " + "ä" * 200


@pytest.mark.parametrize("name", ["summary", "description", "place"])
def test_a_hostile_text_stays_text(name: str) -> None:
    over: dict[str, Any] = {name: HOSTILE}

    data = calendar_file([replace(EVENT, **over)], NOW)

    assert len(strict(data).of("VEVENT")) == 1
    (read,) = by_icalendar(data)
    key = {"summary": "SUMMARY", "description": "DESCRIPTION", "place": "LOCATION"}[name]
    wanted = HOSTILE.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    assert str(read[key]) == wanted.replace("\x1b", "")


@given(
    summary=st.text(max_size=120),
    start=st.datetimes(datetime(2026, 9, 1), datetime(2027, 3, 1)),  # noqa: DTZ001  wall time
    zone=st.sampled_from(["America/Detroit", "America/Phoenix", "Pacific/Honolulu", "UTC"]),
)
def test_any_event_is_read_as_it_was_written(summary: str, start: datetime, zone: str) -> None:
    written = replace(
        EVENT, summary=summary, starts=f"{start:%Y-%m-%d %H:%M}", ends=None, zone=zone
    )

    data = calendar_file([written], NOW)

    strict(data)
    (read,) = read_invitations(data, "x.ics")
    assert read.start is not None
    assert f"{read.start.wall:%Y-%m-%d %H:%M}" == written.starts
    assert read.start.zone == (None if zone == "UTC" else zone)
    assert read.uid == written.uid
