"""Sorting a typed date or time into its parts, strictly: a piece that says nothing is refused.

A text is cut at spaces and commas; each piece is a part of a date, a time, or a zone, and each
may be said once. What reads like one thing here and like another elsewhere is refused with what
to type instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from fmgtrack.errors import WhenError
from fmgtrack.rules.when_days import (
    EXAMPLES,
    Around,
    check_year,
    date_or_none,
    iso_day,
    month_number,
    named_days,
    say_day,
    two_weekdays,
    weekday_number,
)
from fmgtrack.rules.zones import iana_name, read_offset, unknown_zone

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

LONGEST_TEXT = 200
NOON = time(12)
_KINDS = {"shift": "day", "clock": "time", "zone_name": "zone", "zone_word": "zone"}
ONE_ONLY = f"only one day, one time and one zone can be read from a text; {EXAMPLES}"


@dataclass
class Found:
    """What the pieces of one text have said so far.

    `day` is an ISO day, `words` are those of a worded one, `shift` counts days from today.
    `zone_word` is as typed and may be known to its zone alone.
    """

    text: str
    day: date | None = None
    number: str | None = None
    month: str | None = None
    year: str | None = None
    words: list[str] = field(default_factory=list)
    weekday: int | None = None
    shift: int | None = None
    is_now: bool = False
    clock: time | None = None
    zone_name: str | None = None
    zone_word: str | None = None
    offset: timedelta | None = None
    offset_text: str = ""

    def put(self, **said: object) -> None:
        """Take what a piece says; `WhenError` when another piece said one already."""
        for slot, value in said.items():
            if getattr(self, slot) is not None:
                raise WhenError(f"`{self.text}` has two {_KINDS.get(slot, slot)}s", ONE_ONLY)
            setattr(self, slot, value)


def sort_pieces(text: str, zone_words: Collection[str], around: Around) -> Found:
    """The parts of a text; `WhenError` for what is no part, is said twice, or can mean two things.

    `zone_words` are words for zones in lower case; `around` gives the days to show in a refusal.
    """
    found = Found(_normalise(text))
    pieces = re.sub(r"\([^()]*\)", " ", found.text).replace(",", " ").split()
    while pieces:
        taken = next((count for take in _TAKERS if (count := take(pieces, found, zone_words))), 0)
        if not taken:
            _refuse_known(pieces, around)
            taken = _take_name(pieces, found, zone_words)
        if not taken:
            raise not_understood(pieces[0])
        del pieces[:taken]
    for inner in re.findall(r"\([^()]*\)", found.text):
        pieces = inner[1:-1].split() or [inner]
        while pieces:
            taken = _take_zone(pieces, found, zone_words) or _take_name(pieces, found, zone_words)
            if not taken:
                raise not_understood(pieces[0])
            del pieces[:taken]
    _check_whole(found)
    return found


def _normalise(text: str) -> str:
    from unicodedata import normalize

    # NFKC can make a text many times longer, so its length is looked at before and after
    if len(text) <= LONGEST_TEXT:
        text = " ".join(normalize("NFKC", text).split())
    if len(text) > LONGEST_TEXT:
        raise WhenError(
            f"a text of more than {LONGEST_TEXT} characters is no date or time", EXAMPLES
        )
    if not text:
        raise WhenError("no date or time was typed", EXAMPLES)
    return text


def _check_whole(found: Found) -> None:
    days = [found.day, found.words or None, found.shift, True if found.is_now else None]
    if sum(part is not None for part in days) > 1:
        raise WhenError(f"`{found.text}` has two days", ONE_ONLY)
    if found.is_now and (found.clock or found.weekday is not None or found.offset is not None):
        raise WhenError(f"`{found.text}` has more than `now`", "type `now` alone")
    if found.offset is not None and found.clock is None:
        raise WhenError(
            f"`{found.offset_text}` is an offset without a time",
            "add the time, such as `2026-11-24T09:00+05:00`",
        )


def _take_relative(pieces: list[str], found: Found, _: Collection[str]) -> int:
    """`today`, `now`, `in 3 days`, `2 weeks ago`."""
    words = [piece.lower() for piece in pieces[:3]]
    shift = {"yesterday": -1, "today": 0, "tomorrow": 1}.get(words[0])
    if shift is not None:
        found.put(shift=shift)
        return 1
    if words[0] == "now" and not found.is_now:
        found.is_now = True
        return 1
    match = re.fullmatch(r"(in )?([0-9]{1,4}) (day|week)s?( ago)?", " ".join(words), flags=re.ASCII)
    if match is None or (match[1] is None) == (match[4] is None):
        return 0
    days = int(match[2]) * (7 if match[3] == "week" else 1)
    found.put(shift=-days if match[4] else days)
    return 3


def _take_clock(pieces: list[str], found: Found, _: Collection[str]) -> int:
    """`9:00`, `9am`, `9.30 pm`, `noon`; in ISO forms also glued to its day and its offset."""
    piece = pieces[0].lower()
    after = pieces[1].lower().replace(".", "") if len(pieces) > 1 else ""
    if piece == "midnight" or (after == "midnight" and piece in {"12", "12:00"}):
        raise WhenError(
            "`midnight` can be the start or the end of a day",
            "type `00:00` for its start, `23:59` for its end",
        )
    if piece == "noon" or (after == "noon" and piece in {"12", "12:00"}):
        found.put(clock=NOON)
        return 1 if piece == "noon" else 2
    if stamp := re.fullmatch(r"([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})t(.+)", piece):
        found.put(day=iso_day(stamp[1]))
        piece = stamp[2]
    if glued := re.fullmatch(
        r"([0-9]{2}:[0-9]{2}(?P<seconds>:[0-9]{2}(?:\.0{1,9})?)?)(z|[+-][0-9]{2}(?::?[0-9]{2})?)",
        piece,
    ):
        piece, offset = glued[1], glued[3]
        # 09:00-17:00 is how people write a span, which does not end before it begins
        backwards = offset[1:].replace(":", "").ljust(4, "0") <= piece[:5].replace(":", "")
        sure = stamp or glued["seconds"] or (found.day and backwards)
        if offset[0] == "-" and not sure:
            raise _two_times(pieces[0])
        found.put(offset=read_offset(offset))
        found.offset_text = offset
    match = re.fullmatch(
        r"([0-9]{1,2})(?:([:.])([0-9]{2})(?::([0-9]{2})(?:\.0{1,9})?)?)?([ap]\.?m\.?)?", piece
    )
    if match is None:
        if stamp:
            raise not_understood(pieces[0])
        return 0
    half = (match[5] or "").replace(".", "") or (after if after in {"am", "pm"} else "")
    if match[2] != ":" and not half:
        if stamp:
            raise not_understood(pieces[0])
        return 0
    taken = 2 if half and not match[5] else 1
    found.put(clock=_clock(match, half, " ".join(pieces[:taken])))
    return taken


def _clock(match: re.Match[str], half: str, typed: str) -> time:
    hour, minute, second = int(match[1]), int(match[3] or 0), int(match[4] or 0)
    if half and not 1 <= hour <= 12:  # noqa: PLR2004 (hours of a clock face)
        raise WhenError(
            f"`{typed}` is no time: with am and pm the hours are 1 to 12",
            "type it like `1pm` or `13:00`",
        )
    if hour == 24 and not minute:  # noqa: PLR2004 (the hour that belongs to two days)
        raise WhenError(
            f"`{typed}` is the end of one day and the start of the next",
            "type `23:59`, or `00:00` with the next day",
        )
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        clock = time(hour, minute, second)
    except ValueError as error:
        raise WhenError(f"`{typed}` is no time of day", "type it like `9:30` or `14:00`") from error
    if second:
        raise WhenError(f"`{typed}` has seconds", f"type `{clock:%H:%M}`")
    return clock


def _take_filler(pieces: list[str], found: Found, _: Collection[str]) -> int:
    """`at`, `on` and `of` before something; after the time, `AT` in capitals is Atlantic time."""
    piece = pieces[0]
    fills = piece.lower() in {"at", "on", "of"} and not (piece == "AT" and found.clock)
    return 1 if fills and len(pieces) > 1 else 0


def _take_zone(pieces: list[str], found: Found, zone_words: Collection[str]) -> int:
    """`ET`, `Eastern Time`, `America/Chicago`, `UTC-5`."""
    for count in range(min(2, len(pieces)), 0, -1):
        phrase = " ".join(pieces[:count])
        if phrase.lower() in zone_words and phrase not in {"at", "At"}:
            found.put(zone_word=phrase)
            return count
    piece = pieces[0]
    if "/" in piece and (name := iana_name(piece)):
        found.put(zone_name=name)
        return 1
    shape = r"(?:utc|gmt)[+-][0-9]{1,2}(?::?[0-9]{2})?|[+-][0-9]{4}|\+[0-9]{2}:[0-9]{2}"
    if re.fullmatch(shape, piece.lower()):
        found.put(offset=read_offset(piece))
        found.offset_text = piece
        return 1
    return 0


def _take_date(pieces: list[str], found: Found, _: Collection[str]) -> int:
    """`2026-11-24`, `24`, `24th`, `Nov`, `2026`, `24-Nov-2026`, `Tue`."""
    piece = pieces[0].removesuffix(".")
    if re.fullmatch(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", piece):
        found.put(day=iso_day(piece))
        return 1
    dashed = re.fullmatch(r"[0-9]{1,2}-[A-Za-z]{3,9}-[0-9]{4}", piece)
    words = piece.split("-") if dashed else [piece]
    return 1 if all(_take_date_word(word, found) for word in words) else 0


def _take_date_word(word: str, found: Found) -> bool:
    if number := re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th)?", word.lower()):
        if found.number is not None:
            raise WhenError(
                f"`{word}` is neither a year nor a time",
                "write the year with four digits, the time like `9:00` or `9am`",
            )
        word = number[1]
        found.put(number=word)
    elif re.fullmatch(r"[0-9]{4}", word):
        check_year(int(word))
        found.put(year=word)
    elif month_number(word) is not None:
        found.put(month=word)
    else:
        weekday = weekday_number(word)
        if weekday is not None:
            found.put(weekday=weekday)
        return weekday is not None
    found.words.append(word)
    return True


def _take_name(pieces: list[str], found: Found, zone_words: Collection[str]) -> int:
    """A zone's own abbreviation (`PKT`, `CET`), which only a zone can confirm, or `Singapore`."""
    piece = pieces[0]
    if not re.fullmatch(r"[A-Za-z]{2,6}", piece):
        name = iana_name(piece)
        if name:
            found.put(zone_name=name)
        return 1 if name else 0
    if piece.lower() in zone_words:
        return 0
    if found.zone_word:
        strange = piece if found.zone_word.lower() in zone_words else found.zone_word
        raise not_understood(strange)
    found.put(zone_word=piece)
    return 1


_TAKERS: tuple[Callable[[list[str], Found, Collection[str]], int], ...] = (
    _take_relative,
    _take_clock,
    _take_filler,
    _take_zone,
    _take_date,
)


def not_understood(piece: str) -> WhenError:
    """Why a piece that says nothing is refused, with the name of a month or day much like it."""
    from fmgtrack.rules.matching import meant

    near = meant(piece, named_days(piece)) if piece.isalpha() else ""
    hint = "; ".join(filter(None, (near, EXAMPLES)))
    return WhenError(f"`{piece}` is not understood as a date or time", hint)


def _two_times(piece: str) -> WhenError:
    return WhenError(
        f"`{piece}` looks like two times",
        "type one time, such as `9:00`; an offset is typed like `UTC-5`",
    )


def _refuse_known(pieces: list[str], around: Around) -> None:
    """Raise for shapes that people do write, with what to type instead."""
    piece, word = pieces[0], pieces[0].lower()
    weekday = weekday_number(pieces[1].removesuffix(".")) if len(pieces) > 1 else None
    if word in {"this", "next", "last", "coming", "past"} and weekday is not None:
        raise two_weekdays(word, pieces[1], weekday, around.today)
    if numbers := re.fullmatch(
        r"([0-9]{1,4})([/.-])([0-9]{1,2})(?:[/.-]([0-9]{1,4}))?", piece.removesuffix(".")
    ):
        raise _only_numbers(numbers, around)
    if word in {"-", "\u2013", "\u2014", "to", "until", "till", "and", "or", "from"}:
        raise WhenError(f"`{piece}` joins two days or times", ONE_ONLY)
    span = r"[0-9][0-9:.apm]{0,9}[-\u2013\u2014][0-9][0-9:.apm]{0,9}|-[0-9]{2}:[0-9]{2}"
    if re.fullmatch(span, word):
        raise _two_times(piece)
    if re.fullmatch(r"[A-Za-z_]+(?:/[A-Za-z_-]+)+", piece):
        raise unknown_zone(piece)


def _only_numbers(numbers: re.Match[str], around: Around) -> WhenError:
    """Why `03/04/2026` is refused, with both days that it can be, or the only one."""
    first, second = int(numbers[1]), int(numbers[3])
    year = int(numbers[4]) if numbers[4] else None
    orders = [(second, first), (first, second)]
    if len(numbers[1]) > len("31") and year is not None:
        orders = [(second, year), (year, second)]
        year = first
    elif year is not None and len(numbers[4]) <= len("26"):
        year += 2000
    days = [date_or_none(year, month, day, around) for month, day in orders]
    choices = [f"`{day}` ({say_day(day)})" for day in dict.fromkeys(days) if day]
    if numbers[2] == "." and re.fullmatch(r"[01]?[0-9]\.[0-5][0-9]|2[0-3]\.[0-5][0-9]", numbers[0]):
        choices.insert(0, f"`{numbers[1]}:{numbers[3]}` for a time")
    if not choices:
        return WhenError(f"`{numbers[0]}` is no day", EXAMPLES)
    if len(choices) == 1:
        return WhenError(f"`{numbers[0]}` is not read in this form", f"type {choices[0]}")
    return WhenError(
        f"`{numbers[0]}` is not read: people write day and month in either order",
        f"type {' or '.join(choices)}",
    )
