"""Dates and times: what a person typed, read strictly, and said back.

An appointment is a wall time and the IANA zone in which it was said; a day alone has no clock.
What could mean two days or two moments is refused with what to type instead. "Today" belongs to
the zone in which the text is read; for what was done (`past`) and for days, to the home zone.
A zone word stands for a place: `EST` in July is what New York's clocks show, with a note.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timezone
from typing import TYPE_CHECKING

from fmgtrack.errors import WhenError
from fmgtrack.rules.when_days import Around, check_year, say_day, shifted, weekday_near, worded_day
from fmgtrack.rules.when_pieces import NOON, Found, not_understood, sort_pieces
from fmgtrack.rules.zones import (
    abbreviation,
    either_side,
    iana_name,
    occurrences,
    offset_named,
    unknown_zone,
    zone_info,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What surrounds a text that is read.

    Attributes:
        now: the present moment, aware.
        home_zone: the person's IANA zone.
        zone: the IANA zone of texts that name none, the program's; else the home zone.
        zone_words: lower-case words and the IANA zone each stands for.
        ambiguous_words: lower-case words that are refused, with the zones each may mean.
        season: match year. A year left out is the one that puts the date between 1 June of the
            year before and 31 July of the match year; without it, the one nearest to now.
    """

    now: datetime
    home_zone: str
    zone: str | None = None
    zone_words: Mapping[str, str]
    ambiguous_words: Mapping[str, tuple[str, ...]]
    season: int | None = None

    def within(self, zone: str | None) -> Reading:
        """The same surroundings with another zone for texts that name none."""
        return replace(self, zone=zone)

    @property
    def default_zone(self) -> str:
        """The IANA zone in which a text is read that names none."""
        return self.zone or self.home_zone

    def today(self, zone: str) -> date:
        """The date of now in a zone."""
        return self.now.astimezone(zone_info(zone)).date()

    def around(self, zone: str, *, past: bool = False) -> Around:
        """What a date read in a zone is counted from; for what is past, in the home zone."""
        return Around(self.today(self.home_zone if past else zone), self.season, past)


@dataclass(frozen=True)
class When:
    """A day, or a wall time on a day, in an IANA zone.

    `clock` is in whole minutes, None when no time was typed. `zone_said` tells whether the text
    named the zone. `notes` are sentences to echo about how the text was read; they are no part of
    the value.
    """

    day: date
    clock: time | None
    zone: str
    zone_said: bool
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def wall(self) -> str:
        """As stored in the record: `YYYY-MM-DD HH:MM`, or `YYYY-MM-DD` for a day alone."""
        return f"{self.day} {self.clock:%H:%M}" if self.clock else str(self.day)

    @property
    def moment(self) -> datetime:
        """The aware moment, the first of two; midnight for a day alone."""
        return datetime.combine(self.day, self.clock or time(), zone_info(self.zone))


def from_wall(wall: str, zone: str) -> When:
    """The stored wall time or day in an IANA zone; `WhenError` for any other form."""
    zone_info(zone)
    try:
        clock = time.fromisoformat(wall[11:]) if len(wall) > len("YYYY-MM-DD") else None
        when = When(date.fromisoformat(wall[:10]), clock, zone, zone_said=True)
    except ValueError as error:
        raise _bad_wall(wall) from error
    if when.wall != wall:
        raise _bad_wall(wall)
    return when


def _bad_wall(wall: str) -> WhenError:
    return WhenError(
        f"`{wall}` is not a stored time", "the form is `2026-11-24 09:00` or `2026-11-24`"
    )


def say(when: When) -> str:
    """In full: `Mon 23 Nov 2026 09:00 EST (America/New_York)`, or `Mon 23 Nov 2026` for a day."""
    if when.clock is None:
        return say_day(when.day)
    name = abbreviation(when.moment)
    named = name if name == when.zone else f"{name} ({when.zone})"
    return f"{say_day(when.day)} {when.clock:%H:%M} {named}"


def say_beside(when: When, home_zone: str) -> str:
    """The same moment on the home zone's clocks, only what differs: `20:00 PKT`.

    With the day where that differs, and the year likewise; empty for the same wall time and for a
    day alone.
    """
    moment = when.moment
    home = moment.astimezone(zone_info(home_zone))
    if when.clock is None or home.utcoffset() == moment.utcoffset():
        return ""
    said = f"{home:%H:%M} {abbreviation(home)}"
    if home.date() == when.day:
        return said
    day = say_day(home.date())
    return f"{day if home.year != when.day.year else day.rpartition(' ')[0]} {said}"


def iso(when: When) -> str:
    """ISO 8601 with the offset, or `YYYY-MM-DD` for a day alone."""
    return str(when.day) if when.clock is None else when.moment.isoformat()


def read_when(text: str, reading: Reading, *, past: bool = False, day: date | None = None) -> When:
    """The day or moment that a text names.

    Args:
        text: what was typed.
        reading: the clock and zones around it.
        past: it was done: a bare weekday is the last one, a year left out the most recent, and
            what has not happened yet is refused.
        day: the day of a text that has a time alone.

    Raises:
        WhenError: not understood, it could mean more than one thing, or there is no such time.
    """
    found = _sorted(text, reading, reading.around(reading.default_zone, past=past))
    zone, said = _zone_of(found, reading)
    if found.is_now:
        moment = reading.now.astimezone(zone_info(zone)).replace(second=0, microsecond=0)
        _fitting([moment], found, reading)
        return _keep(moment, zone, said=said)
    resolved = _day_of(found, reading.around(zone, past=past)) or day
    if resolved is None:
        raise WhenError(f"`{found.text}` names no day", "add the day, such as `tomorrow 15:00`")
    when = _settle(resolved, found, reading, zone, said=said)
    if past:
        _refuse_future(found, when, reading)
    return when


def read_day(text: str, reading: Reading, *, past: bool = False) -> date:
    """The day that a text names, counted in the home zone; `WhenError` for a time or a zone."""
    around = Around(reading.today(reading.home_zone), reading.season, past)
    found = _sorted(text, reading, around)
    _, zone_said = _zone_of(found, reading)
    if found.clock is not None or zone_said:
        raise WhenError(
            f"`{found.text}` has a time or a zone where a day alone is wanted",
            "type the day alone, such as `24 Nov 2026`",
        )
    day = around.today if found.is_now else _day_of(found, around)
    if day is None:
        raise not_understood(found.text)
    if past:
        _refuse_future(found, When(day, None, reading.home_zone, zone_said=False), reading)
    return day


def read_zone(text: str, reading: Reading) -> str:
    """The IANA zone that a zone word, or a name typed in any case, stands for."""
    word = " ".join(text.split())
    if word.lower() in reading.zone_words or word.lower() in reading.ambiguous_words:
        return _place_of(word, reading)
    name = iana_name(word)
    if name is None:
        raise unknown_zone(word)
    return name


def _sorted(text: str, reading: Reading, around: Around) -> Found:
    return sort_pieces(text, {*reading.zone_words, *reading.ambiguous_words}, around)


def _refuse_future(found: Found, when: When, reading: Reading) -> None:
    if when.clock is None:
        ahead = when.day > reading.today(reading.home_zone)
    else:
        ahead = when.moment > reading.now
    if ahead:
        raise WhenError(
            f"`{found.text}` is {say(when)}, which has not happened yet",
            "type a day that is over, or `today`",
        )


def _day_of(found: Found, around: Around) -> date | None:
    """The day that the parts name, None when there is none among them."""
    day = found.day
    if found.words:
        day = worded_day(found.words, around)
    elif found.shift is not None:
        day = shifted(around.today, found.shift)
    elif day is None and found.weekday is not None:
        day = weekday_near(around.today, found.weekday, last=around.past)
    if day and found.weekday not in {None, day.weekday()}:
        raise WhenError(
            f"the weekday of `{found.text}` does not fit: that day is {say_day(day)}",
            f"type `{say_day(day)}`, or another day",
        )
    return day


def _zone_of(found: Found, reading: Reading) -> tuple[str, bool]:
    """The zone in which the text is read, and whether it named one."""
    if found.zone_name:
        return found.zone_name, True
    if found.zone_word:
        return _place_of(found.zone_word, reading), True
    return reading.default_zone, False


def _place_of(word: str, reading: Reading) -> str:
    """The zone that a zone word stands for.

    The default zone comes first where it uses the word in the same sense, so that `MST` at a
    program in Phoenix is Phoenix. A home zone that means another time by it (`PST` in Manila)
    makes the word ambiguous.
    """
    key, year = word.lower(), reading.now.year
    place = reading.zone_words.get(key)
    meant = reading.ambiguous_words.get(key, ())
    sense = offset_named(place, key, year) if place else None
    if reading.zone and not meant and place != "UTC":
        own = offset_named(reading.zone, key, year)
        if own is not None and (place is None or own == sense):
            return reading.zone
    at_home = offset_named(reading.home_zone, key, year)
    if place and at_home is not None and sense not in {None, at_home}:
        meant = (place, reading.home_zone)
    if meant:
        zones = " or ".join(f"`{zone}`" for zone in meant)
        raise WhenError(f"`{word}` is the name of several zones", f"type {zones}")
    place = place or (reading.home_zone if at_home is not None else iana_name(word))
    if place is None:
        raise not_understood(word)
    return place


def _settle(day: date, found: Found, reading: Reading, zone: str, *, said: bool) -> When:
    """The moment of a day and the other parts, in a zone."""
    wall = datetime.combine(day, found.clock or NOON)
    if found.offset is not None and not said:
        moment = wall.replace(tzinfo=timezone(found.offset)).astimezone(zone_info(zone))
        check_year(moment.year)
        when = _keep(moment, zone, said=False)
        return replace(when, notes=(f"`{found.text}` is {say(when)}", *when.notes))
    moments = occurrences(wall, zone)
    fitting = _fitting(moments, found, reading)
    if found.clock is None:
        return When(day, None, zone, zone_said=said)
    if not moments:
        before, after = either_side(wall, zone)
        raise WhenError(
            f"`{wall:%Y-%m-%d %H:%M}` does not exist in {zone}: the clocks go forward over it",
            f"type `{before:%Y-%m-%d %H:%M}` or `{after:%Y-%m-%d %H:%M}`",
        )
    notes = []
    if len(fitting) > 1:
        first, second = (abbreviation(moment) for moment in fitting)
        notes.append(
            f"{wall:%H:%M} comes twice that day: the first, {first}, was taken, not {second}"
        )
    word, name = found.zone_word, abbreviation(fitting[0])
    if word and word.lower() != name.lower() and offset_named(zone, word, day.year) is not None:
        notes.append(f"`{word}` is not in use on {say_day(day)}: {wall:%H:%M} {name} was taken")
    return _keep(fitting[0], zone, said=said, notes=notes)


def _fitting(moments: list[datetime], found: Found, reading: Reading) -> list[datetime]:
    """Those moments that agree with the offset and the zone word of the text."""
    if not moments:
        return moments
    if found.offset is not None:
        agreeing = [moment for moment in moments if moment.utcoffset() == found.offset]
        if not agreeing:
            raise _disagree(found.offset_text, found)
        moments = agreeing
    if found.zone_word is None:
        return moments
    word = found.zone_word.lower()
    exact = [moment for moment in moments if (moment.tzname() or "").lower() == word]
    if found.zone_name and not exact:
        place = zone_info(reading.zone_words.get(word, found.zone_name))
        if word not in reading.zone_words or any(
            moment.astimezone(place).utcoffset() != moment.utcoffset() for moment in moments
        ):
            raise _disagree(found.zone_word, found)
    return exact or moments


def _disagree(piece: str, found: Found) -> WhenError:
    return WhenError(
        f"`{piece}` and `{found.zone_name or found.zone_word}` are not the same time then",
        "type one of the two",
    )


def _keep(moment: datetime, zone: str, *, said: bool, notes: Sequence[str] = ()) -> When:
    """A moment as wall time, in UTC when the zone's wall time would mean an earlier one."""
    if moment.fold or moment.second:
        kept = moment.astimezone(UTC)
        note = f"kept in UTC: no wall time in {zone} stands for that moment alone"
        return When(kept.date(), kept.time(), "UTC", said, (*notes, note))
    return When(moment.date(), moment.time(), zone, said, tuple(notes))
