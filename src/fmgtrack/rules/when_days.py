"""The calendar side of reading a date: names of days and months, and the year that was left out."""

from __future__ import annotations

from calendar import monthrange
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from fmgtrack.errors import WhenError

if TYPE_CHECKING:
    from dateutil.parser import parserinfo

FIRST_YEAR, LAST_YEAR = 1900, 2200
EXAMPLES = "type it like `24 Nov 2026 9:00`, `2026-11-24 09:00` or `tomorrow 2pm ET`"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_OTHER_SPELLINGS = {"tues": "tue", "weds": "wed", "thur": "thu", "thurs": "thu"}


@dataclass(frozen=True)
class Around:
    """What a date is counted from: today, the match year if any, and whether it is past."""

    today: date
    season: int | None = None
    past: bool = False


@cache
def _vocabulary() -> parserinfo:
    """English day and month names for dateutil, and none of the words it would pass over."""
    from dateutil.parser import parserinfo

    class Vocabulary(parserinfo):
        JUMP = [" "]  # noqa: RUF012 (dateutil's way to set the words)

    return Vocabulary()


def month_number(word: str) -> int | None:
    """1 to 12 for an English month's name or its short form, else None."""
    return _vocabulary().month(word)


def weekday_number(word: str) -> int | None:
    """0 (Monday) to 6 for an English weekday's name or a short form, else None."""
    return _vocabulary().weekday(_OTHER_SPELLINGS.get(word.lower(), word))


def named_days(typed: str) -> tuple[str, ...]:
    """Names of months and days: in short if what was typed is short, else in full."""
    if len(typed) <= len("Sept"):
        return _MONTHS + _DAYS
    names = _vocabulary()
    full = tuple(spelt[-1] for spelt in (*names.MONTHS, *names.WEEKDAYS))
    return (*full, "today", "tomorrow", "yesterday")


def say_day(day: date) -> str:
    """`Mon 23 Nov 2026`."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def check_year(year: int) -> int:
    """The year itself; `WhenError` outside 1900 to 2200."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise WhenError(
            f"the year {year:04} is outside {FIRST_YEAR} to {LAST_YEAR}",
            "type a year such as 2026; a time is typed like `09:00`",
        )
    return year


def iso_day(text: str) -> date:
    """The day of `2026-11-24`; `WhenError` when there is none."""
    year, month, day = (int(part) for part in text.split("-"))
    check_year(year)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise WhenError(
            f"`{text}` is no day: the order is year, month, day", _length_hint(year, month)
        ) from error


def _length_hint(year: int, month: int) -> str:
    return _length(year, month) if month in range(1, 13) else EXAMPLES


def _length(year: int | None, month: int) -> str:
    # 2000 is a leap year: without a year, a 29 February may be meant
    name = _vocabulary().MONTHS[month - 1][-1]
    return f"{name}{f' {year}' if year else ''} has {monthrange(year or 2000, month)[1]} days"


def worded_day(words: list[str], around: Around) -> date:
    """The day of words such as `24`, `nov`, `2026`, read with two defaults.

    What differs between the two readings was not typed: a year may be left out, a day or a month
    may not.
    """
    from dateutil.parser import ParserError, parse

    typed = " ".join(words)
    month = next((number for word in words if (number := month_number(word))), None)
    year = next((int(word) for word in words if len(word) == len("2026") and word.isdigit()), None)
    number = next((int(word) for word in words if len(word) < len("202") and word.isdigit()), None)
    if month and number is not None and not 1 <= number <= monthrange(year or 2000, month)[1]:
        raise WhenError(f"`{typed}` is no day: {_length(year, month)}", EXAMPLES)
    defaults = (datetime(2000, 1, 1), datetime(2004, 2, 2))  # noqa: DTZ001 (only to compare)
    try:
        first, second = (parse(typed, _vocabulary(), default=default) for default in defaults)
    except ParserError as error:
        raise _not_whole(typed) from error
    if (first.month, first.day) != (second.month, second.day):
        raise _not_whole(typed)
    shared = first.year if first.year == second.year else None
    day = date_or_none(shared, first.month, first.day, around)
    if day is None:
        raise WhenError(f"`{typed}` needs its year", "type the year, such as 2028, after it")
    return day


def _not_whole(typed: str) -> WhenError:
    return WhenError(f"`{typed}` is no whole date: it needs a day and a month", EXAMPLES)


def date_or_none(year: int | None, month: int, day: int, around: Around) -> date | None:
    """That date, or None when there is none in its year, or in any year that fits.

    A year left out: of what is past the most recent one not after today; with a season the one
    from 1 June of the year before to 31 July of the match year, in June and July the nearer to
    today; else the nearest to today.
    """
    today, season = around.today, around.season
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    if year is not None:
        years = [year]
    elif around.past:
        years, last = [today.year - 1, today.year], today
    elif season is not None:
        years, first, last = [season - 1, season], date(season - 1, 6, 1), date(season, 7, 31)
    else:
        years = [today.year - 1, today.year, today.year + 1]
    days = []
    for candidate in years:
        with suppress(ValueError):
            days.append(date(candidate, month, day))
    fitting = [candidate for candidate in days if first <= candidate <= last]
    # of two days equally near, the later one can still be met
    return min(fitting, key=lambda one: (abs(one - today), one < today), default=None)


def shifted(today: date, days: int) -> date:
    """Today and so many days; `WhenError` where the year leaves 1900 to 2200."""
    from dateutil.relativedelta import relativedelta

    day = today + relativedelta(days=days)
    check_year(day.year)
    return day


def weekday_near(today: date, number: int, *, last: bool) -> date:
    """The coming weekday of that number, or the last one; never today."""
    from dateutil.relativedelta import relativedelta, weekday

    step = -1 if last else 1
    return today + relativedelta(days=step, weekday=weekday(number)(step))


def two_weekdays(word: str, name: str, number: int, today: date) -> WhenError:
    """Why `next friday` is refused, with the two days that it can mean."""
    backwards = word in {"last", "past"}
    first = weekday_near(today, number, last=backwards)
    if word == "this" and number == today.weekday():
        first = today
    second = first + timedelta(days=-7 if backwards else 7)
    return WhenError(
        f"`{word} {name}` can mean two days", f"type `{say_day(first)}` or `{say_day(second)}`"
    )
