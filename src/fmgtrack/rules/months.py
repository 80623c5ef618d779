"""Dates of which only the year or the month is known.

A partial date is kept as `YYYY`, `YYYY-MM` or `YYYY-MM-DD` and stands for all its days, the first
and the last included: `2024-02` is 1 to 29 February 2024. Nothing is ever filled in: a month that
was typed stays a month.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from fmgtrack.errors import WhenError
from fmgtrack.rules.when_days import check_year, iso_day, month_number, say_day

if TYPE_CHECKING:
    from fmgtrack.rules.when import Reading

EXAMPLES = "type it like `2018`, `Jun 2018`, `2018-06` or `15 Jun 2018`"
_YEAR = re.compile(r"[0-9]{4}")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_SLASHED = re.compile(r"([0-9]{1,2})[/.]([0-9]{4})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def read(text: str, reading: Reading) -> str:
    """A year, a month of a year or a day as typed, as it is kept; a month's year is never guessed.

    `2018`, `2018-06`, `06/2018`, `Jun 2018`, `June, 2018`, `2018 June`, and every day that
    `when.read_day` takes.

    Raises:
        WhenError: it is none of these, or could mean two days.
    """
    typed = " ".join(text.split())
    if _YEAR.fullmatch(typed):
        return f"{check_year(int(typed)):04}"
    if found := _MONTH.fullmatch(typed):
        return _month(typed, int(found[1]), int(found[2]))
    if found := _SLASHED.fullmatch(typed):
        return _month(typed, int(found[2]), int(found[1]))
    words = typed.replace(",", " ").replace(".", " ").split()
    named = [number for word in words if (number := month_number(word)) is not None]
    years = [word for word in words if _YEAR.fullmatch(word)]
    if len(named) == len(words) == 1:
        raise WhenError(f"`{typed}` needs its year", f"type it like `{typed} 2018`")
    if len(named) == len(years) == 1 and len(words) == len(named) + len(years):
        return _month(typed, int(years[0]), named[0])
    from fmgtrack.rules.when import read_day

    return read_day(typed, reading).isoformat()


def _month(typed: str, year: int, month: int) -> str:
    check_year(year)
    if not 1 <= month <= len(_SHORT):
        raise WhenError(f"`{typed}` is no month: there is no month {month}", EXAMPLES)
    return f"{year:04}-{month:02}"


def first_day(partial: str) -> date:
    """The first day that a kept partial date stands for; `WhenError` for any other form."""
    year, month, day = _parts(partial)
    return date(year, month or 1, day or 1)


def last_day(partial: str) -> date:
    """The last day that a kept partial date stands for; `WhenError` for any other form."""
    year, month, day = _parts(partial)
    month = month or len(_SHORT)
    return date(year, month, day or monthrange(year, month)[1])


def has_month(partial: str) -> bool:
    """Whether at least the month is known."""
    return _parts(partial)[1] is not None


def say(partial: str) -> str:
    """For people: `2018`, `Jun 2018` or `Fri 15 Jun 2018`."""
    year, month, day = _parts(partial)
    if day is not None:
        return say_day(first_day(partial))
    return f"{_SHORT[month - 1]} {year}" if month is not None else str(year)


def _parts(partial: str) -> tuple[int, int | None, int | None]:
    """Year, month and day of a kept partial date, None for what is not known."""
    if _DAY.fullmatch(partial):
        day = iso_day(partial)
        return day.year, day.month, day.day
    if (found := _MONTH.fullmatch(partial)) and len(partial) == len("2018-06"):
        _month(partial, int(found[1]), int(found[2]))
        return int(found[1]), int(found[2]), None
    if _YEAR.fullmatch(partial):
        return check_year(int(partial)), None, None
    raise WhenError(f"`{partial}` is no stored year, month or day", EXAMPLES)
