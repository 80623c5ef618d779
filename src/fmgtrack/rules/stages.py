"""Where applications stand, and on which day they came to each stage.

Stored is what the person said: the status of a program, and for each status the day on which it
was last set. The rest follows from the interviews, whose statuses are kept more carefully. Days
are calendar days: an interview's are those of its program, the others the person's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fmgtrack.records.words import CALLED_OFF

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LIFE = ("considered", "applied", "waitlisted", "invited", "interviewed", "rejected", "withdrawn")
"""The stages in the order in which an application comes to them; a waiting list comes before the
invitation that may follow from it."""

OUT = ("rejected", "withdrawn")
"""Stages that end an application, which only the person can say."""

PROMISED = ("invited", "scheduled")
"""Statuses of an interview that stands, or is offered."""

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Reached:
    """A stage that an application reached.

    `on` is None where no day is known. `sure` is false where it was reached on that day at the
    latest: the day on which it was put on record. It is None where there is no day.
    """

    status: str
    on: date | None = None
    sure: bool | None = None


@dataclass(frozen=True)
class Day:
    """One interview as its stages follow from it.

    `begins` is its first day, `over_on` its last one where it took place. `noted` has, for each
    status it was ever in, the day on which the record first had it so.
    """

    status: str
    begins: date | None = None
    over_on: date | None = None
    noted: Mapping[str, date] = field(default_factory=dict)


def stages(status: str, kept: Iterable[Reached], days: Iterable[Day]) -> tuple[Reached, ...]:
    """Every stage that an application reached, in the order of `LIFE`.

    Args:
        status: the status of the program.
        kept: the days on which statuses were set; going back to an earlier one keeps them.
        days: its interviews.

    A program on record was considered; who is on a waiting list, invited, interviewed or rejected
    has applied, and who was interviewed had been invited.
    """
    found = {"considered": Reached("considered")}
    interviews = [stage for day in days for stage in _of(day)]
    for stage in (Reached(status), *kept, *interviews):
        found[stage.status] = min(found.get(stage.status, stage), stage, key=_doubt)
    if found.keys() & {"waitlisted", "invited", "interviewed", "rejected"}:
        found.setdefault("applied", Reached("applied"))
    if "interviewed" in found:
        found.setdefault("invited", Reached("invited"))
    return tuple(found[name] for name in LIFE if name in found)


def _doubt(stage: Reached) -> tuple[bool, bool, date]:
    """Least for the day to be shown: a sure one, else the earliest of those at the latest."""
    return stage.on is None, not stage.sure, stage.on or date.max


def _of(day: Day) -> list[Reached]:
    """The stages that one interview proves.

    An invitation that was declined or cancelled stays one, unless the record only ever had it on
    the waiting list before.
    """
    only_waited = "waitlisted" in day.noted and not day.noted.keys() & set(PROMISED)
    if day.status == "waitlisted" or (day.status in CALLED_OFF and only_waited):
        return [_noted("waitlisted", [day.noted.get("waitlisted")])]
    known = [day.noted[name] for name in PROMISED if name in day.noted]
    invited = _noted("invited", [*(known or day.noted.values()), day.begins])
    if day.over_on is None:
        return [invited]
    return [invited, Reached("interviewed", day.over_on, sure=True)]


def _noted(status: str, days: Iterable[date | None]) -> Reached:
    latest = min((day for day in days if day), default=None)
    return Reached(status, latest, None if latest is None else False)


def standing(status: str, days: Iterable[Day]) -> str:
    """The one stage at which an application stands now, a word of `LIFE`.

    A rejection or a withdrawal holds, as only the person can know of it. Else interviews on record
    say more than the status of the program: one that is over makes it interviewed; one that stands
    or is offered makes it invited, even if an earlier one was called off; a waiting list leaves it
    waitlisted. Invitations that were all called off leave it invited until the person says more.
    """
    if status in OUT:
        return status
    found = list(days)
    if status == "interviewed" or any(day.over_on for day in found):
        return "interviewed"
    live = [day.status for day in found if day.status not in CALLED_OFF]
    if live:
        return "invited" if set(live) & set(PROMISED) else "waitlisted"
    return _of(found[0])[0].status if found and status in ("considered", "applied") else status


def is_called_off(days: Iterable[Day]) -> bool:
    """Whether there were interviews on record and none of them takes place."""
    found = [day.status in CALLED_OFF for day in days]
    return bool(found) and all(found)


def weeks(days: Iterable[date], season: int) -> tuple[tuple[tuple[date, int], ...], int]:
    """How many of these days lie in each week, from the first to the last week that has one.

    Each week is named by its Monday; empty ones in between are there. The second value is how
    many days lie outside of the season, 1 June to 31 July, and are not counted: mistyped years.
    """
    begin, end = date(season - 1, 6, 1), date(season, 7, 31)
    every = list(days)
    counted: dict[date, int] = {}
    for day in every:
        if begin <= day <= end:
            monday = day - timedelta(days=day.weekday())
            counted[monday] = counted.get(monday, 0) + 1
    if not counted:
        return (), len(every)
    first, last = min(counted), max(counted)
    mondays = (first + WEEK * number for number in range((last - first).days // 7 + 1))
    found = tuple((monday, counted.get(monday, 0)) for monday in mondays)
    return found, len(every) - sum(counted.values())
