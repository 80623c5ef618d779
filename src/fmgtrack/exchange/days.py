"""Days and times as people keep them in a cell: several, ranges, in either order of day and month.

Nothing is guessed: `03/04/2026` needs to be told its order, unless the column it stands in shows
it. What is read comes back as texts that name each day in ISO form, for `read_when`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fmgtrack.errors import InvalidError
from fmgtrack.rules.when_days import date_or_none, month_number, say_day, weekday_number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fmgtrack.rules.when_days import Around

DMY, MDY = "dmy", "mdy"
ORDERS = (DMY, MDY)
"""What `--date-order` takes: the day first, or the month first."""

LONGEST = 1_000
"""Characters of a cell that is looked at."""

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|"
    r"august|september|october|november|december)\b\.?"
)
_YEAR = r"(?:[ ,-]+(?:of )?(?:(?:19|20|21)\d\d|'\d\d))?"
_TH = r"(?:st|nd|rd|th)?"
_NOT_CLOCK = r"(?!\d|:\d| ?[ap]\.?m\b)"
_DAY = rf"\d{{1,2}}{_TH}{_NOT_CLOCK}"
_DAYS = rf"\d{{1,2}}{_TH}(?: ?- ?\d{{1,2}}{_TH})?"
_TOKENS = re.compile(
    "|".join(
        (
            r"(?P<stamp>\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:?\d\d|Z)?)",
            r"(?P<iso>\d{4}(?P<_1>[-/.])\d{1,2}(?P=_1)\d{1,2})(?!\d)",
            r"(?P<slashed>\d{1,2}(?P<_2>[/.-])\d{1,2}(?P=_2)(?:\d{4}|\d{2}))(?![\d:])",
            r"(?P<short>\d{1,2}/\d{1,2})(?![\d/])",
            rf"(?P<days_month>{_DAYS}[ -]?(?:of )?{_MONTH}(?:-\d\d(?![\d:])|{_YEAR}))",
            rf"(?P<month_days>{_MONTH}[ -]?{_DAY}(?: ?- ?{_DAY}(?!/))?{_YEAR})",
            r"(?P<clock>\d{1,2}(?::\d\d){1,2} ?(?:[ap]\.?m\b\.?)?|\d{1,2} ?[ap]\.?m\b\.?|noon\b)",
            r"(?P<zone>[a-z]+/[a-z_]+(?:/[a-z_]+)?|(?:utc|gmt)[+-]\d{1,2}(?::?\d\d)?)",
            r"(?P<word>[^\W\d_][\w'.]*)",
            r"(?P<sign>[-,;&+|/()\[\]:@~])",
            r"(?P<other>\S)",
        )
    ),
    re.IGNORECASE,
)
_RANGE = frozenset(["-", "to", "until", "till", "through", "thru"])
_FILLER = frozenset(
    ["and", "at", "on", "from", "the", "time", "standard", "daylight", "interview", "date", "day"]
)
_NUMBERED = re.compile(r"\d+|[^\W\d_]+")
_CENTURY = 2000


@dataclass(frozen=True)
class Span:
    """One appointment: when it begins and ends, as texts for `read_when`; `day` is its first.

    `has_zone` tells whether the cell says in which zone.
    """

    day: date
    start: str
    until: str | None
    has_zone: bool = False


@dataclass(frozen=True)
class Spans:
    """What a cell says of days: its appointments in order, and words that are no part of any."""

    spans: tuple[Span, ...]
    words: tuple[str, ...]


@dataclass
class _Draft:
    days: list[date] = field(default_factory=list)
    clocks: list[str] = field(default_factory=list)
    zone: str = ""
    stamp: str = ""


def order_shown(cells: Iterable[str]) -> str | None:
    """The order of day and month that the cells of a column show by a number above 12.

    Raises:
        InvalidError: one cell shows one order and another the other.
    """
    shown: dict[str, str] = {}
    for cell in cells:
        if not any(sign in cell for sign in "/.-"):
            continue
        for token in _TOKENS.finditer(_plain(cell)):
            numbers = _numbers(token)
            if numbers and max(numbers[:2]) > 12 >= min(numbers[:2]):  # noqa: PLR2004  months
                shown.setdefault(DMY if numbers[0] > numbers[1] else MDY, token[0])
    if len(shown) > 1:
        raise InvalidError(
            f"`{shown[DMY]}` has the day first and `{shown[MDY]}` the month",
            "write the dates like `2026-11-24`, or `24 Nov 2026`",
        )
    return next(iter(shown), None)


def has_days(text: str) -> bool:
    """Whether a cell names a day by numbers or by a month, whatever else it says."""
    kinds = ("stamp", "iso", "slashed", "short", "days_month", "month_days")
    return any(token.lastgroup in kinds for token in _TOKENS.finditer(_plain(text)))


def read_spans(text: str, order: str | None, zone_words: Iterable[str], around: Around) -> Spans:
    """The appointments that a cell names: `11/11-11/12`, `Nov 3 9am-3pm ET; Nov 5`.

    Args:
        text: the cell.
        order: of day and month where both are numbers, None when it is not known.
        zone_words: words for time zones, in lower case.
        around: the season in which a day without its year lies.

    Raises:
        InvalidError: a day can be read in two ways, or there is no such day.
    """
    drafts: list[_Draft] = []
    words: list[str] = []
    zones = frozenset(zone_words) - _FILLER
    early: list[str] = []
    joined = False
    for token in _TOKENS.finditer(_plain(text)):
        piece = token[0]
        if days := _days(token, order, around):
            if joined and drafts and drafts[-1].days and len(drafts[-1].days) == len(days) == 1:
                drafts[-1].days += days
            else:
                stamp = piece if token.lastgroup == "stamp" else ""
                drafts.append(_Draft(days, [] if drafts else early, stamp=stamp))
        elif (
            token.lastgroup == "clock"
            and len(clocks := drafts[-1].clocks if drafts else early) <= joined
        ):
            clocks.append(re.sub(r"(:\d\d):\d\d", r"\1", piece.strip()))
        elif token.lastgroup == "zone" or piece.lower() in zones:
            for draft in drafts:
                draft.zone = draft.zone or piece
        elif token.lastgroup in ("clock", "other") or (
            token.lastgroup == "word"
            and piece.lower() not in _FILLER | _RANGE
            and weekday_number(piece.rstrip(".")) is None
        ):
            words.append(piece)
        joined = piece.lower() in _RANGE
    return Spans(tuple(_span(draft) for draft in drafts), tuple(words))


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text[:LONGEST])
    text = re.sub("[\u2010-\u2015\u2212]", "-", text)
    return " ".join(text.replace("\n", " ; ").split())


def _numbers(token: re.Match[str]) -> list[int] | None:
    """The numbers of a day of which day and month may stand in either order, else None."""
    if token.lastgroup not in ("slashed", "short"):
        return None
    return [int(number) for number in re.findall(r"\d+", token[0])]


def _days(token: re.Match[str], order: str | None, around: Around) -> list[date]:
    """The one or two days of a token, none when it names no day."""
    kind, text = token.lastgroup or "", token[0]
    if kind in ("stamp", "iso"):
        year, month, day = (int(number) for number in re.findall(r"\d+", text)[:3])
        return [_day(text, year, month, day, around)]
    if numbers := _numbers(token):
        return [_ordered(text, numbers, order, around)]
    if kind in ("days_month", "month_days"):
        pieces = _NUMBERED.findall(text)
        month = next(number for piece in pieces if (number := month_number(piece)))
        figures = [int(piece) for piece in pieces if piece.isdecimal()]
        written = re.search(r"(?:\d{4}|'\d\d|-\d\d)$", text) if kind == "days_month" else None
        written = written or re.search(r"(?:\d{4}|'\d\d)$", text)
        stated = _whole(figures.pop()) if written else None
        return [_day(text, stated, month, day, around) for day in figures]
    return []


def _ordered(text: str, numbers: list[int], order: str | None, around: Around) -> date:
    first, second = numbers[:2]
    year = _whole(numbers[2]) if len(numbers) > 2 else None  # noqa: PLR2004  day, month, year
    if order is None and first != second and max(first, second) <= 12:  # noqa: PLR2004  months
        readings = [
            f"`--date-order {name}` reads it as {say_day(found)}"
            for name, (month, number) in ((DMY, (second, first)), (MDY, (first, second)))
            if (found := date_or_none(year, month, number, around))
        ]
        raise InvalidError(f"`{text}` can mean two days", ", ".join(readings))
    month_first = order == MDY if order else second > 12  # noqa: PLR2004  months
    month, day = (first, second) if month_first else (second, first)
    return _day(text, year, month, day, around)


def _whole(year: int) -> int:
    """The year of two figures or four."""
    return year + _CENTURY if year < 100 else year  # noqa: PLR2004  two figures


def _day(text: str, year: int | None, month: int, day: int, around: Around) -> date:
    found = date_or_none(year, month, day, around)
    if found is None:
        raise InvalidError(f"`{text}` is no day", "write it like `24 Nov 2026` or `2026-11-24`")
    return found


def _span(draft: _Draft) -> Span:
    first, last = draft.days[0], draft.days[-1]
    if draft.stamp:
        return Span(first, draft.stamp, None, has_zone=True)
    clock, end = (*draft.clocks, "", "")[:2]
    start = " ".join(part for part in (str(first), clock, draft.zone if clock else "") if part)
    until = None
    if last != first:
        until = f"{last} {end}".strip()
    elif end:
        until = f"{first} {end} {draft.zone}".strip()
    return Span(first, start, until, has_zone=bool(draft.zone))
