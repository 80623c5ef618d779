"""When a question comes again, and which one is next.

The rule is SM-2 of P. A. Wozniak, "Optimization of learning" (master's thesis, University of
Technology in Poznan, 1990, section 3.2; super-memory.com): the first good answer comes again after
1 day, the second after 6, each further one after the interval before times the easiness, rounded
up. The easiness begins at 2.5, is never below 1.3, and after a rating q of 3 or more becomes
EF + 0.1 - (5 - q) * (0.08 + (5 - q) * 0.02). A rating below 3 begins anew with 1 day and leaves the
easiness as it is. No answer waits longer than `LONGEST` days, where the thesis knows no end: a
season is over in one year.

Of several tries on one day the lowest rating counts: the thesis lets weak answers be repeated
until the evening ends, but assesses each item once a day. Nothing but the tries is stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

BEST = 5
"""The best rating; the worst is 0."""

PASSED = 3
"""The lowest rating that counts as an answer that was given."""

LONGEST = 365
"""Days after which every question comes again."""

SOON = 7
"""Days before an interview within which its questions come first."""

FRESH = 2
"""Days for which a question of an interview that comes is left alone after a try."""

_FIRST, _SECOND = 1, 6
_BEGINNING, _LEAST = 250, 130  # hundredths, so that rounding up never meets a float's last digit

INTERVIEW, OVERDUE, MEND, NEW, LATER = "interview", "overdue", "mend", "new", "later"
"""Why a question comes when it does, in this order."""

_ORDER = (INTERVIEW, OVERDUE, MEND, NEW, LATER)
_ALWAYS_ASKED = ("openers", "why-program")


@dataclass(frozen=True, kw_only=True)
class Spaced:
    """Where a question stands: days to wait, easiness (1.3 or more), and the day it is due."""

    interval: int
    easiness: float
    due: date


def spaced(tries: Iterable[tuple[date, int]]) -> Spaced | None:
    """Where a question stands after these tries, each a day and a rating of 0 to 5.

    None when there are none. Days are those of the person's calendar, in any order.
    """
    lowest: dict[date, int] = {}
    for day, rating in tries:
        lowest[day] = min(rating, lowest.get(day, BEST))
    if not lowest:
        return None
    interval, easiness, passed = 0, _BEGINNING, 0
    for day in sorted(lowest):
        rating = lowest[day]
        if rating < PASSED:
            interval, passed = _FIRST, 0
            continue
        missing = BEST - rating
        easiness = max(_LEAST, easiness + 10 - missing * (8 + missing * 2))
        passed += 1
        interval = _next(interval, easiness, passed)
    last = max(lowest)
    wait = timedelta(days=min(interval, (date.max - last).days))
    return Spaced(interval=interval, easiness=easiness / 100, due=last + wait)


def _next(interval: int, easiness: int, passed: int) -> int:
    if passed == 1:
        return _FIRST
    longer = _SECOND if passed == 2 else -(-interval * easiness // 100)  # noqa: PLR2004  the second
    return min(longer, LONGEST)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A question that may come next.

    `kind` is its kind in the bank; `due` the day it comes again, None when it was never rated;
    `tried` the day of the last try; `mends` how many things are to be mended in it; `interview`
    the day of the interview it belongs to, when one comes soon.
    """

    key: str
    kind: str
    due: date | None = None
    tried: date | None = None
    mends: int = 0
    interview: date | None = None


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A candidate in its place, with the reason; `days` is how late it is, or how far away.

    For `interview` the days until it, for `overdue` those since it was due, for `later` those
    until it is due; 0 for the others.
    """

    candidate: Candidate
    reason: str
    days: int = 0


def turns(candidates: Iterable[Candidate], today: date) -> list[Turn]:
    """The candidates in the order in which they come, each with its reason.

    First those of an interview in the next `SOON` days that were not tried for `FRESH` days, the
    nearest interview first; then what is due, the latest first; then those with most to mend that
    were not tried today; then those never rated, openers and why-program, which are always asked,
    before the rest, and of each kind in turn; then by the day they are due. What was tried today
    comes after the others of the same reason. Otherwise the order stays.
    """
    seen: dict[tuple[str, str], int] = {}
    placed = []
    for number, one in enumerate(candidates):
        turn = _turn(one, today)
        nth = seen[turn.reason, one.kind] = seen.get((turn.reason, one.kind), 0) + 1
        placed.append(((*_place(turn, today, nth), number), turn))
    placed.sort(key=lambda pair: pair[0])
    return [turn for _, turn in placed]


def _turn(one: Candidate, today: date) -> Turn:
    if one.interview is not None:
        days = (one.interview - today).days
        rested = one.tried is None or (today - one.tried).days >= FRESH
        if 0 <= days <= SOON and rested:
            return Turn(candidate=one, reason=INTERVIEW, days=days)
    if one.due is not None and one.due <= today:
        return Turn(candidate=one, reason=OVERDUE, days=(today - one.due).days)
    if one.mends and one.tried != today:
        return Turn(candidate=one, reason=MEND)
    if one.due is None:
        return Turn(candidate=one, reason=NEW)
    return Turn(candidate=one, reason=LATER, days=(one.due - today).days)


def _place(turn: Turn, today: date, nth: int) -> tuple[int, bool, int, int]:
    """The place of a turn that is the nth of its kind and reason."""
    one = turn.candidate
    common = one.kind not in _ALWAYS_ASKED
    by_reason = {
        INTERVIEW: (turn.days, -one.mends),
        OVERDUE: (-turn.days, -one.mends),
        MEND: (-one.mends, 0),
        NEW: (common, nth),
        LATER: (turn.days, 0),
    }
    return _ORDER.index(turn.reason), one.tried == today, *by_reason[turn.reason]
