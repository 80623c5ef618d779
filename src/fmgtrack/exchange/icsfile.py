"""Invitations from a calendar file (RFC 5545), as the programs of the world really write them.

The lines that matter are sorted out here, so that nothing else in a file can break the reading:
what is not read (attachments, alarms, styled descriptions) costs nothing. A time is kept as it is
written, with what the file says of its zone; which zone is meant is for the caller to decide. A
recurrence is never expanded, other than the yearly ones that tell when clocks change.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from fmgtrack.errors import ImportFailedError
from fmgtrack.exchange.icstext import one_line, plain, unescaped, video_link

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 10_000_000
"""Bytes of the largest calendar file."""

MOST_EVENTS = 500
"""Events in one file; a whole calendar is no invitation."""

DEEPEST = 8
"""How deep components may lie in each other; RFC 5545 needs three."""

LONGEST_LINE = 100_000
"""Characters of an unfolded line that are read."""

MOST_LINES = 2_000
"""Lines of one event that are read."""

MOST_OBSERVANCES = 40
"""Times of changing clocks in one definition of a zone; a true history needs fewer by far."""

OFFERS = frozenset({"", "PUBLISH", "REQUEST", "ADD", "CANCEL"})
"""Methods (RFC 5546) that come from the inviting side; the others are answers to it."""

_EVENT = frozenset({
    *("UID", "SEQUENCE", "STATUS", "SUMMARY", "DESCRIPTION", "X-ALT-DESC", "LOCATION", "ORGANIZER"),
    *("ATTENDEE", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "RECURRENCE-ID", "URL"),
    *("CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL"),
    *("X-MICROSOFT-ONLINEMEETINGCONFLINK", "X-FMGTRACK-ZONE", "X-FMGTRACK-FORMAT"),
})  # fmt: skip
_OBSERVANCE = frozenset({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"})
_LINKS = (
    *("X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL"),
    *("X-MICROSOFT-ONLINEMEETINGCONFLINK", "CONFERENCE", "URL"),
)
_NAME = re.compile(r"[ \t]*([A-Za-z0-9-]+)[ \t]*([;:])")
_FOLD = re.compile(rb"(?:\r\n|\n|\r)[ \t]")
_TIME = re.compile(r"(\d{8})(?:T(\d{4,6})(Z?))?")
_TZID = re.compile(r'(?:^|;)TZID=("[^"]*"|.*?)(?=;[A-Z-]+=|$)', re.IGNORECASE)
_YEARLY = re.compile(
    r"(?:FREQ=YEARLY|BYMONTH=\d{1,2}|BYDAY=[-+]?\d?[A-Z]{2}|BYMONTHDAY=[-\d,]{1,40}|WKST=[A-Z]{2}"
    r"|INTERVAL=1|UNTIL=\d{8}(?:T\d{6})?Z?)(?:;|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Stamp:
    """A time as a file writes it.

    `wall` is the written time; `utc` says that it ends in Z; `zone` is the id it names; `offset`
    is what the file's own definition of that id says for this time.
    """

    wall: datetime
    all_day: bool = False
    utc: bool = False
    zone: str | None = None
    offset: timedelta | None = None


@dataclass(frozen=True)
class Guest:
    """Who invites or is invited; `kind` is CUTYPE, `role` is ROLE, both in capitals."""

    name: str
    address: str | None
    kind: str
    role: str


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """One event; `number` counts from 1 in the file, `instance` names one day of a series."""

    number: int
    uid: str | None
    sequence: int
    method: str
    status: str
    summary: str
    description: str
    place: str
    link: str | None
    organiser: Guest | None
    guests: tuple[Guest, ...]
    start: Stamp | None
    end: Stamp | None
    recurs: bool
    instance: str
    own_zone: str | None
    own_format: str | None

    @property
    def is_cancelled(self) -> bool:
        """Whether it calls the event off."""
        return self.status == "CANCELLED"

    @property
    def is_answer(self) -> bool:
        """Whether it is what somebody answered, and no invitation."""
        return self.method not in OFFERS


@dataclass
class _Block:
    """One component: its lines as (name, parameters, value), and those that lie in it."""

    name: str
    lines: list[tuple[str, str, str]] = field(default_factory=list)
    parts: list[_Block] = field(default_factory=list)

    def first(self, name: str) -> str:
        return next((value for known, _, value in self.lines if known == name), "")


def read_invitations(data: bytes, name: str) -> tuple[Invitation, ...]:
    """The events of a calendar file in order.

    Args:
        data: the bytes of the file, in UTF-8 or UTF-16, else taken as Windows-1252.
        name: what the file is called in errors.

    Raises:
        ImportFailedError: it is no calendar, is cut off, has no event, or is beyond all bounds.
    """
    if len(data) > LARGEST:
        raise ImportFailedError(
            f"`{name}` is larger than {LARGEST // 1_000_000} MB", "export the interviews alone"
        )
    calendars = _calendars(data, name)
    found: list[Invitation] = []
    for calendar in calendars:
        method = calendar.first("METHOD").strip().upper()
        zones = {_quoteless(b.first("TZID")): b for b in calendar.parts if b.name == "VTIMEZONE"}
        for block in calendar.parts:
            if block.name == "VEVENT":
                found.append(_invitation(block, len(found) + 1, method, zones))
    if not found:
        raise ImportFailedError(f"`{name}` has no event in it", "name another file")
    return tuple(found)


def _calendars(data: bytes, name: str) -> list[_Block]:
    """The calendars of a file, reduced to the lines that are read."""
    root = _Block("")
    stack = [root]
    events = 0
    for line in _lines(data):
        match = _NAME.match(line)
        if match is None:
            continue
        key, rest = match[1].upper(), line[match.end() :]
        if key == "BEGIN":
            block = _Block(rest.strip().upper())
            events += block.name == "VEVENT"
            _refuse_beyond(len(stack), events, name)
            stack[-1].parts.append(block)
            stack.append(block)
        elif key == "END":
            _close(stack, rest.strip().upper())
        elif _is_read(stack[-1].name, key) and len(stack[-1].lines) < MOST_LINES:
            stack[-1].lines.append((key, *_split(line[match.start(2) :])))
    calendars = [block for block in root.parts if block.name == "VCALENDAR"]
    if not calendars:
        raise ImportFailedError(f"`{name}` is no calendar", "name a file that ends in `.ics`")
    if len(stack) > 1:
        raise ImportFailedError(f"`{name}` is cut off before its end", "save it again")
    return calendars


def _close(stack: list[_Block], ended: str) -> None:
    """End the nearest component of that name, and what lies open in it; another name says none."""
    if any(block.name == ended for block in stack[1:]):
        while stack.pop().name != ended:
            pass


def _lines(data: bytes) -> Iterator[str]:
    """The unfolded lines; folds are undone in bytes, for they may cut a letter in two."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode("utf-8")
    data = _FOLD.sub(b"", data.removeprefix(b"\xef\xbb\xbf"))
    try:
        data.decode("utf-8")
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = "cp1252"
    for line in data.splitlines():
        if line:
            yield line[:LONGEST_LINE].decode(encoding, "replace")


def _refuse_beyond(depth: int, events: int, name: str) -> None:
    if depth > DEEPEST:
        raise ImportFailedError(
            f"`{name}` has components that lie too deep in each other", "name another file"
        )
    if events > MOST_EVENTS:
        raise ImportFailedError(
            f"`{name}` has more than {MOST_EVENTS} events", "export the interviews alone"
        )


def _is_read(block: str, key: str) -> bool:
    if block == "VEVENT":
        return key in _EVENT
    if block in ("STANDARD", "DAYLIGHT"):
        return key in _OBSERVANCE
    return key == {"VCALENDAR": "METHOD", "VTIMEZONE": "TZID"}.get(block)


def _split(rest: str) -> tuple[str, str]:
    """Parameters and value of a line after its name; a colon within quotes ends nothing."""
    quoted = False
    for position, char in enumerate(rest):
        if char == '"':
            quoted = not quoted
        elif char == ":" and not quoted:
            return rest[1:position], rest[position + 1 :]
    # a quotation mark that nothing closes
    head, _, value = rest.partition(":")
    return head[1:], value


def _invitation(block: _Block, number: int, method: str, zones: dict[str, _Block]) -> Invitation:
    texts = {key: unescaped(block.first(key)) for key in ("SUMMARY", "DESCRIPTION", "LOCATION")}
    styled = unescaped(block.first("X-ALT-DESC"))
    start = _stamp(block, "DTSTART", zones)
    people = [(key, _guest(head, value)) for key, head, value in block.lines if key in _PEOPLE]
    sequence = block.first("SEQUENCE").strip()
    description = texts["DESCRIPTION"] or styled
    place = one_line(texts["LOCATION"])
    links = (unescaped(block.first(key)) for key in _LINKS)
    return Invitation(
        number=number,
        uid=one_line(block.first("UID"))[:500] or None,
        sequence=int(sequence) if re.fullmatch(r"[0-9]{1,9}", sequence) else 0,
        method=method,
        status="CANCELLED" if method == "CANCEL" else block.first("STATUS").strip().upper(),
        summary=one_line(texts["SUMMARY"]),
        description=plain(description),
        place=place,
        link=video_link(place, *links, description, styled),
        organiser=next((guest for key, guest in people if key == "ORGANIZER"), None),
        guests=tuple(guest for key, guest in people if key == "ATTENDEE"),
        start=start,
        end=_end(block, start, zones),
        recurs=any(key in ("RRULE", "RDATE") for key, _, _ in block.lines),
        instance=block.first("RECURRENCE-ID").strip()[:40],
        own_zone=block.first("X-FMGTRACK-ZONE").strip() or None,
        own_format=block.first("X-FMGTRACK-FORMAT").strip() or None,
    )


_PEOPLE = ("ORGANIZER", "ATTENDEE")


def _guest(head: str, value: str) -> Guest:
    """A person or room, from the parameters and the address of a line."""
    from icalendar.parser import Parameters

    try:
        parameters = Parameters.from_ical(head) if head else {}  # type: ignore[no-untyped-call]
    except ValueError:
        parameters = {}

    def said(name: str) -> str:
        text = parameters.get(name, "")
        return one_line(text if isinstance(text, str) else ",".join(map(str, text)))

    address = one_line(value)
    if address[:7].lower() == "mailto:":
        address = address[7:]
    elif "@" not in address:  # an Exchange address, or none
        address = ""
    address = address or said("EMAIL")
    kind = said("CUTYPE").upper()
    return Guest(said("CN").strip("'\" "), address or None, kind, said("ROLE").upper())


def _stamp(block: _Block, key: str, zones: dict[str, _Block]) -> Stamp | None:
    """The time of a line; None where there is none that can be read.

    The value is what follows the last colon: an id of a zone may hold one, and not every program
    puts quotation marks round it.
    """
    line = next(((head, value) for known, head, value in block.lines if known == key), None)
    if line is None:
        return None
    head, _, value = f"{line[0]}:{line[1]}".rpartition(":")
    value = value.strip().upper()
    wall = _wall(value)
    if wall is None:
        return None
    named = _TZID.search(head)
    zulu = value.endswith("Z")
    zone = _quoteless(named[1]) if named and not zulu else ""
    offset = _offset(zones[zone], wall) if zone in zones else None
    return Stamp(wall, "T" not in value, zulu, zone or None, offset)


def _quoteless(text: str) -> str:
    return one_line(unescaped(text)).strip("'\" ")


def _end(block: _Block, start: Stamp | None, zones: dict[str, _Block]) -> Stamp | None:
    """When it ends; an all-day event on its last day, which RFC 5545 leaves out of the span."""
    from dataclasses import replace

    from icalendar import vDuration

    if start is None:
        return None
    end = _stamp(block, "DTEND", zones)
    length = block.first("DURATION").strip()
    try:
        if end is None and length:
            lasting = vDuration.from_ical(length)  # type: ignore[no-untyped-call]
            end = replace(start, wall=start.wall + lasting)
        if end is not None and end.all_day:
            last = max(end.wall - timedelta(days=1), start.wall)
            return replace(end, wall=last) if last.date() > start.wall.date() else None
    except (ValueError, OverflowError):
        return None
    return end


def _offset(zone: _Block, wall: datetime) -> timedelta | None:
    """What a file's own definition of a zone says for a wall time; None when it cannot be told."""
    observances = [
        (block, offset)
        for block in zone.parts[:MOST_OBSERVANCES]
        if (offset := _read_offset(block.first("TZOFFSETTO"))) is not None
    ]
    reached = [
        (onset, offset)
        for block, offset in observances
        if (onset := _last_onset(block, wall)) is not None
    ]
    if reached:
        return max(reached)[1]
    return observances[0][1] if len(observances) == 1 else None


def _last_onset(block: _Block, wall: datetime) -> datetime | None:
    """The last time not after `wall` at which an observance began; None when it had not yet."""
    begin = _wall(block.first("DTSTART"))
    if begin is None:
        return None
    dates = (value for key, _, value in block.lines if key == "RDATE")
    onsets = [begin, *(_wall(text) for value in dates for text in value.split(",")[:200])]
    onsets.append(_yearly(block.first("RRULE").strip().upper(), begin, wall))
    return max((moment for moment in onsets if moment and moment <= wall), default=None)


def _yearly(rule: str, begin: datetime, wall: datetime) -> datetime | None:
    """The last onset of a yearly rule; any other rule tells nothing of a clock, and is not run."""
    from dateutil.rrule import rrulestr

    if "FREQ=YEARLY" not in rule or _YEARLY.sub("", rule):
        return None
    if "BYMONTH=" in rule:
        # from 1601 on, as Windows writes it, every year would be counted through
        begin = max(begin, begin.replace(year=max(begin.year, wall.year - 2), month=1, day=1))
    try:
        found = rrulestr(rule.replace("Z", ""), dtstart=begin).before(wall, inc=True)
    except (ValueError, TypeError):
        return None
    return found if isinstance(found, datetime) else None


def _wall(text: str) -> datetime | None:
    """The wall time that a value of RFC 5545 begins with; midnight for a day alone."""
    match = _TIME.fullmatch(text.strip().upper())
    if match is None:
        return None
    try:
        return datetime.strptime(  # noqa: DTZ007  a wall time; its zone is decided elsewhere
            match[1] + (match[2] or "")[:4].ljust(4, "0"), "%Y%m%d%H%M"
        )
    except ValueError:
        return None


def _read_offset(text: str) -> timedelta | None:
    match = re.fullmatch(r"([+-]?)([0-9]{2}):?([0-9]{2})(?:[0-9]{2})?", text.strip())
    if match is None:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return -offset if match[1] == "-" else offset
