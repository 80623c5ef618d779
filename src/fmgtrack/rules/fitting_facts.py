"""What fitting looks at: the applicant, and a program with what is known of it.

What is not known stays so: a number lies between what is sure and what is possible, an exam that
is not on record is neither passed nor failed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from fmgtrack.rules.months import first_day, last_day
from fmgtrack.rules.profile import starts_on
from fmgtrack.rules.requirement_values import WEEKS

if TYPE_CHECKING:
    from collections.abc import Mapping

APPLYING_BEGINS = (9, 1)
"""Month and day from which applications are sent, in the year before: MyERAS took them from
2025-09-03
[https://students-residents.aamc.org/applying-residencies-eras/publication-chapters/eras-timeline]
(official, 2026 season)."""

DAYS_OF_MONTH = 30.44
"""Days of a month, 365.25 by 12: what months that are only supposed stand for."""

FOUR_WEEKS = 28
"""Days of a rotation that some programs count as a month."""


@dataclass(frozen=True)
class Amount:
    """A number that is at least `least` and at most `most`; None: nobody knows how many more."""

    least: float = 0
    most: float | None = None

    def plus(self, other: Amount) -> Amount:
        """Both together."""
        known = self.most is not None and other.most is not None
        most = (self.most or 0) + (other.most or 0) if known else None
        return Amount(self.least + other.least, most)

    def reaches(self, wanted: float) -> bool | None:
        """Whether it is at least so many; None when that is not known."""
        if self.least >= wanted:
            return True
        return False if self.most is not None and self.most < wanted else None

    def stays_within(self, limit: float) -> bool | None:
        """Whether it is at most so many; None when that is not known."""
        if self.most is not None and self.most <= limit:
            return True
        return False if self.least > limit else None


UNKNOWN_AMOUNT = Amount()


@dataclass(frozen=True)
class Spell:
    """Time spent: days, and the months they count as; `complete` unless there may be more of it."""

    days: float = 0
    months: float = 0
    complete: bool = False

    def plus(self, other: Spell) -> Spell:
        """Both together."""
        return Spell(
            self.days + other.days,
            round(self.months + other.months, 1),
            self.complete and other.complete,
        )

    def reaches(self, wanted: str) -> bool | None:
        """Whether it is as long as a rule asks (`3`, `8 weeks`); None when that is not known.

        Twelve weeks in a row are less than three calendar months, and yet three blocks of four
        weeks: there it depends on how a program counts.
        """
        if wanted.endswith(WEEKS):
            enough = possible = self.days >= float(wanted.removesuffix(WEEKS)) * 7
        else:
            enough = self.months >= float(wanted)
            possible = self.days >= float(wanted) * FOUR_WEEKS
        if enough:
            return True
        return None if possible or not self.complete else False


NO_TIME = Spell(complete=True)
UNKNOWN_TIME = Spell()


@dataclass(frozen=True)
class Attempt:
    """An attempt at an exam: kind and outcome are words of `records.profile`."""

    kind: str
    outcome: str
    score: int | None = None


@dataclass(frozen=True)
class Standing:
    """How an applicant stands at one exam.

    `passed` is None when no attempt is on record or the result is awaited; `score` is that of the
    attempt that was passed. `ahead` tells that an attempt is planned or its result awaited.
    """

    passed: bool | None
    score: int | None
    ahead: bool


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """What decides where a person fits.

    `graduated` is a year, month or day. `certified` tells whether the ECFMG certificate was
    issued, None when that is not known. `hands_on` and `observed` are US clinical experience up to
    today; `us_letters` are letters from the US, sure when uploaded.
    """

    season: int
    today: date
    graduated: str | None = None
    attempts: tuple[Attempt, ...] = ()
    certified: bool | None = None
    visa_need: str | None = None
    hands_on: Spell = UNKNOWN_TIME
    observed: Spell = UNKNOWN_TIME
    us_letters: Amount = UNKNOWN_AMOUNT

    def standing(self, kind: str) -> Standing:
        """How the person stands at an exam."""
        mine = [attempt for attempt in self.attempts if attempt.kind == kind]
        outcomes = {attempt.outcome for attempt in mine}
        if "pass" in outcomes:
            scores = [one.score for one in mine if one.outcome == "pass" and one.score is not None]
            return Standing(passed=True, score=max(scores, default=None), ahead=False)
        passed = None if "waiting" in outcomes or not mine else False
        return Standing(passed=passed, score=None, ahead=bool(outcomes & {"planned", "waiting"}))

    def failed(self, kind: str) -> Amount:
        """How many attempts at an exam failed; a result that is awaited may be one more."""
        outcomes = [attempt.outcome for attempt in self.attempts if attempt.kind == kind]
        if not outcomes and kind != "step3":
            return UNKNOWN_AMOUNT
        failed = outcomes.count("fail")
        return Amount(failed, failed + outcomes.count("waiting"))

    def years_since_graduation(self) -> Amount | None:
        """Whole years since graduation: when applying, and when training begins; None if unknown.

        A graduation that is known to the year or month alone may lie on any day of it.
        """
        if self.graduated is None:
            return None
        applying = date(self.season - 1, *APPLYING_BEGINS)
        return Amount(
            whole_years(last_day(self.graduated), applying),
            whole_years(first_day(self.graduated), starts_on(self.season)),
        )


def whole_years(since: date, until: date) -> int:
    """Full years between two days, never below 0."""
    years = until.year - since.year - ((until.month, until.day) < (since.month, since.day))
    return max(years, 0)


@dataclass(frozen=True)
class Known:
    """What a program said, and the evidence: who said it, where, on what day."""

    value: str
    who: str | None = None
    source: str | None = None
    checked_on: str | None = None
    confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class Place:
    """A program with what is known of it, by the words of `rules.requirements`.

    `strict` also holds what the program is like. `visas` is the evidence of `j1` and `h1b`, each
    yes, no, or not said (None).
    """

    number: int
    name: str
    specialty: str | None = None
    city: str | None = None
    state: str | None = None
    status: str = "considered"
    signal: str = "none"
    j1: bool | None = None
    h1b: bool | None = None
    visas: Known | None = None
    strict: Mapping[str, Known] = field(default_factory=dict)
    preferred: Mapping[str, Known] = field(default_factory=dict)

    @property
    def ref(self) -> str:
        """What a person types for the program."""
        return f"p{self.number}"

    def said(self, word: str) -> str | None:
        """The value of a strict requirement or feature, None when it is not known."""
        known = self.strict.get(word)
        return known.value if known else None
