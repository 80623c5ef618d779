"""Time zones: their names, and the wall times that a zone skips or has twice.

A zone is always an IANA name. Whether a wall time exists is asked of the zone database, which
follows PEP 495: of a time that occurs twice, `fold` 0 is the first.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from fmgtrack.errors import WhenError

ZONE_HINT = "type a zone such as `ET`, `PT` or `America/Chicago`"
_NOT_PLACES = frozenset({"localtime", "factory"})
_LARGEST_OFFSET = timedelta(hours=14)
_LONGEST_NAME = 40
_OFFSET = r"(?:utc|gmt)?([+-])([0-9]{1,2})(?::?([0-9]{2}))?"


def zone_info(name: str) -> ZoneInfo:
    """The zone of an exact IANA name; `WhenError` for any other text."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise unknown_zone(name) from error


@cache
def _names() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


def iana_name(text: str) -> str | None:
    """The IANA name typed in any case, or None when there is none."""
    word = text.lower()
    return None if word in _NOT_PLACES else _names().get(word)


def unknown_zone(text: str) -> WhenError:
    """Why a text is refused as a zone's name, with up to three names much like it."""
    from difflib import get_close_matches

    word = text.lower().replace(" ", "_")[:_LONGEST_NAME]
    cities = [name for name in _names() if name.rpartition("/")[2] == word]
    alike = sorted(cities)[:3] or get_close_matches(word, _names(), n=3, cutoff=0.8)
    typed = " or ".join(f"`{_names()[name]}`" for name in alike)
    return WhenError(f"no time zone is called `{text}`", f"type {typed}" if typed else ZONE_HINT)


def read_offset(text: str) -> timedelta | None:
    """The offset from UTC that `Z`, `+05:00`, `-0500` or `UTC+5:30` says, else None."""
    if text.lower() == "z":
        return timedelta(0)
    match = re.fullmatch(_OFFSET, text.lower())
    if match is None:
        return None
    sign, hours, minutes = match.groups(default="0")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    if offset > _LARGEST_OFFSET or int(minutes) >= 60:  # noqa: PLR2004 (minutes of an hour)
        raise WhenError(
            f"`{text}` is not an offset that any zone has",
            "type one time, and a zone such as `ET` or an offset such as `UTC-5`",
        )
    return -offset if sign == "-" else offset


def abbreviation(moment: datetime) -> str:
    """What an aware moment's zone is called then: `EST`, or `UTC+5:45` where it has no name."""
    name = moment.tzname() or ""
    if name[:1] not in {"+", "-"}:
        return name
    minutes = int((moment.utcoffset() or timedelta(0)).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def offset_named(zone: str, word: str, year: int) -> timedelta | None:
    """The offset that a zone calls by the abbreviation `word` in that year, in any case of letters.

    January and July are looked at; None when the zone uses no such name.
    """
    for month in (1, 7):
        moment = datetime(year, month, 1, tzinfo=zone_info(zone))
        if (moment.tzname() or "").lower() == word.lower():
            return moment.utcoffset()
    return None


def occurrences(wall: datetime, zone: str) -> list[datetime]:
    """The aware moments at which a zone's clocks show a naive wall time: none, one or two."""
    place = zone_info(zone)
    first, second = (wall.replace(tzinfo=place, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        return [moment for moment in (first, second) if _through_utc(moment) == wall]
    return [first]


def either_side(wall: datetime, zone: str) -> tuple[datetime, datetime]:
    """The naive wall times before and after a skipped one, as far apart as the clocks jump."""
    place = zone_info(zone)
    before, after = (_through_utc(wall.replace(tzinfo=place, fold=fold)) for fold in (1, 0))
    return before, after


def _through_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None)
