"""Times after graduation in which nothing is on record.

The convention: days are whole and both ends belong to a time. A partial date stands for all its
days, so that a time named by months fills its first and its last month wholly, and graduation in
`2018` is over on 31 December 2018: what is not known exactly never makes a gap. A time with a
beginning and no end goes on; one with only an end fills no more than that end's own days; one that
ends before it begins fills nothing. Times may overlap and touch in any way.

A gap is a run of empty days that is longer than a month: it reaches at least the same day of the
next month (1 June to 1 July), or that month's last day (31 January to 28 February). The month is
the measure of this house; no organiser's rule fixes one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fmgtrack.rules import months

if TYPE_CHECKING:
    from collections.abc import Iterable

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Time:
    """A time as it is on record: two partial dates, either of which may be unknown."""

    begins: str | None
    ends: str | None


@dataclass(frozen=True, order=True)
class Empty:
    """A run of days with nothing on record, both ends included."""

    first: date
    last: date


def find_gaps(graduated: str | None, filled: Iterable[Time], today: date) -> tuple[Empty, ...]:
    """The gaps between graduation and today, in order; none overlap or touch.

    Without a graduation date the first time on record is where it begins.

    Args:
        graduated: a partial date, None when not on record.
        filled: experiences, and gaps that were explained; exams fill nothing.
        today: the last day that is looked at.

    Raises:
        WhenError: a date on record is of no known form.
    """
    runs = sorted(run for time in filled if (run := _days(time, today)))
    if graduated is not None:
        free = months.last_day(graduated) + ONE_DAY
    elif runs:
        free = runs[0].first
    else:
        return ()
    found = []
    for run in runs:
        if run.first > today:
            break
        found.append(Empty(free, run.first - ONE_DAY))
        free = max(free, run.last + ONE_DAY)
    found.append(Empty(free, today))
    return tuple(gap for gap in found if over_a_month(gap))


def over_a_month(gap: Empty) -> bool:
    """Whether a run of days reaches the same day of the next month, or its last day if shorter."""
    from dateutil.relativedelta import relativedelta

    return gap.first + relativedelta(months=1) <= gap.last


def _days(time: Time, today: date) -> Empty | None:
    """The days that a time fills; one without an end lasts until today."""
    if time.begins is None:
        if time.ends is None:
            return None
        return Empty(months.first_day(time.ends), months.last_day(time.ends))
    first = months.first_day(time.begins)
    last = months.last_day(time.ends) if time.ends is not None else max(first, today)
    return Empty(first, last) if first <= last else None
