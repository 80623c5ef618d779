"""When an invitation takes place: its written time, in a zone that is known for sure.

A zone is taken from its IANA name, from the name Windows gives it, or from the file's own
definition of it. A time without a zone, in a zone that nobody knows, or of a whole day is a
question to the person, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fmgtrack.errors import FmgtrackError, QuestionError
from fmgtrack.rules import moments, zones

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.exchange.icsfile import Invitation, Stamp

LONGEST_NAME = 60
"""Characters of an event's name that an error shows."""


class NeedsZoneError(QuestionError):
    """An event does not say for sure in which zone it is; `--zone` does.

    `option` is the name of the value that answers it.
    """

    code = "needs-zone"
    option = "zone"

    def __init__(self, invitation: Invitation, why: str, zone: str | None) -> None:
        example = f"`--zone {zone}` if it is in the program's zone" if zone else "such as ET"
        super().__init__(f"{named(invitation)} {why}", f"`--zone` says which zone, {example}")


def named(invitation: Invitation) -> str:
    """What an event is called in a sentence."""
    return f"event {invitation.number} `{invitation.summary[:LONGEST_NAME] or 'without a name'}`"


@dataclass(frozen=True)
class Span:
    """Begin and end as they are stored: wall time in `timezone`, or days alone."""

    starts_at: str
    ends_at: str | None
    timezone: str


def span(work: Work, invitation: Invitation, program_zone: str | None, typed: str | None) -> Span:
    """When an invitation that has a start takes place.

    Args:
        work: the open record.
        invitation: with a start.
        program_zone: the program's zone, into which a moment without a zone of its own is put.
        typed: the zone that the person named for what the file leaves open.

    Raises:
        NeedsZoneError: the zone is not known for sure, and none was typed.
    """
    asked = _Asked(work, invitation, program_zone, typed)
    if invitation.start is None:
        message = "an invitation without a start has no span"
        raise ValueError(message)
    starts_at, zone = asked.wall(invitation.start)
    ends_at = None
    if invitation.end is not None:
        ends_at, end_zone = asked.wall(invitation.end)
        if end_zone != zone and moments.has_clock(ends_at):
            moment = moments.moment(ends_at, end_zone)
            ends_at = moments.in_zone(moment, zone).strftime("%Y-%m-%d %H:%M")
        if ends_at <= starts_at:
            ends_at = None
    return Span(starts_at, ends_at, zone)


@dataclass(frozen=True)
class _Asked:
    """What surrounds the times of one event."""

    work: Work
    invitation: Invitation
    program_zone: str | None
    typed: str | None

    def wall(self, stamp: Stamp) -> tuple[str, str]:
        """A written time as stored, and its zone."""
        if stamp.all_day:
            asked = "names a day without a time and zone"
            return stamp.wall.date().isoformat(), self._said(asked)
        zone = iana(self.work, stamp.zone) if stamp.zone else None
        offset = UTC.utcoffset(None) if stamp.utc or _is_greenwich(zone) else stamp.offset
        if offset is not None and (zone is None or _is_greenwich(zone)):
            return self._at((stamp.wall - offset).replace(tzinfo=UTC))
        if zone is None:
            unknown = f"is in a zone that is not known, `{stamp.zone}`"
            zone = self._said(unknown if stamp.zone else "has a time without a zone")
        return _existing(stamp.wall, zone)

    def _said(self, why: str) -> str:
        own = self.invitation.own_zone and iana(self.work, self.invitation.own_zone)
        if zone := own or self.typed:
            return zone
        raise NeedsZoneError(self.invitation, why, self.program_zone)

    def _at(self, moment: datetime) -> tuple[str, str]:
        """A moment on the program's clock, else the typed or the person's own."""
        zone = self.program_zone or self.typed or self.work.home_zone
        there = moments.in_zone(moment, zone)
        if there.fold:
            # of a wall time that comes twice the record can only hold the first
            zone, there = "UTC", moment.astimezone(UTC)
        return there.strftime("%Y-%m-%d %H:%M"), zone


def _is_greenwich(zone: str | None) -> bool:
    """Whether a zone is no place's clock; London, which has summers, is one."""
    if zone is None:
        return False
    winter, summer = (moments.moment(f"2026-{month}-01", zone) for month in ("01", "07"))
    return winter.tzname() in ("UTC", "GMT") and not summer.utcoffset()


def iana(work: Work, text: str) -> str | None:
    """The IANA zone of what a file calls one: a name, a path that ends in one, a Windows name."""
    from fmgtrack.reference.windows_zones import windows_zone
    from fmgtrack.rules.when import read_zone

    if known := windows_zone(text):
        return known
    try:
        return read_zone(text, work.reading())
    except FmgtrackError:
        parts = text.strip("/").split("/")
    tails = ("/".join(parts[start:]) for start in range(1, len(parts)))
    return next((known for tail in tails if (known := zones.iana_name(tail))), None)


def _existing(wall: datetime, zone: str) -> tuple[str, str]:
    """A wall time as stored; one that the clocks skip is the hour after, as RFC 5545 has it."""
    if not zones.occurrences(wall, zone):
        wall = zones.either_side(wall, zone)[1]
    return wall.strftime("%Y-%m-%d %H:%M"), zone
