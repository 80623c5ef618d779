"""What follows from the profile alone: names, years since graduation, attempts at exams."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from fmgtrack.records.profile import EXAMS
from fmgtrack.rules import months
from fmgtrack.rules.ecfmg import YEARS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fmgtrack.records.profile import Exam

STEPS = ("step1", "step2ck", "step3")
"""The exams of USMLE; OET is another body's, and may be sat again after a pass."""

LEAST_SCORE, MOST_SCORE = 1, 300
"""The three-digit scores of USMLE."""

MARK, MARK_SINCE = 218, "2025-07-01"
"""The passing mark of Step 2 CK since July 2025, and where it was read (secondary)."""
MARK_SOURCE = "https://github.com/shalinder88/uscehub"


def same_name(one: str, other: str) -> bool:
    """Whether two names stand alike, letter for letter.

    Spaces at the ends and doubled ones do not count, a difference in case or accents does.
    """
    return name_difference(one, other) is None


def name_difference(one: str, other: str) -> str | None:
    """In what two names differ: `case`, `accents`, `marks` (hyphens, dots, commas) or `words`.

    The slightest that explains it, None when they stand alike. Two ways to encode the same
    letter are alike.
    """
    first, second = (" ".join(unicodedata.normalize("NFC", name).split()) for name in (one, other))
    if first == second:
        return None
    for word in ("case", "accents", "marks"):
        first, second = (_without(word, name) for name in (first, second))
        if first == second:
            return word
    return "words"


def _without(what: str, name: str) -> str:
    if what == "case":
        return name.casefold()
    if what == "accents":
        bare = unicodedata.normalize("NFD", name)
        return "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w\s]", " ", name).split())


@dataclass(frozen=True)
class Years:
    """Whole years; `least` and `most` differ where only the year or month is known."""

    least: int
    most: int


def starts_on(season: int) -> date:
    """The day on which training begins: 1 July of the match year.

    Source: https://studylib.net/doc/18363132/soap-faqs-for-applicants (copy of NRMP's FAQ, older).
    """
    return date(season, 7, 1)


def years_since_graduation(graduated: str, season: int) -> Years | None:
    """Whole years from graduation to the start of training; None if it comes after that.

    Args:
        graduated: a partial date.
        season: the match year.
    """
    start = starts_on(season)
    if months.first_day(graduated) > start:
        return None
    return Years(
        _whole(months.last_day(graduated), start), _whole(months.first_day(graduated), start)
    )


def _whole(first: date, last: date) -> int:
    from dateutil.relativedelta import relativedelta

    return max(relativedelta(last, first).years, 0)


def img_group(citizenship: str | None) -> str | None:
    """`us-citizen` or `non-us-citizen`, as NRMP counts graduates; None when not on record.

    A permanent resident is a non-U.S.-citizen graduate. Source:
    https://www.nrmp.org/search/R+program/page/6/?category_name=registration (official).
    """
    if citizenship is None:
        return None
    return "us-citizen" if citizenship == "us" else "non-us-citizen"


def attempts(exams: Iterable[Exam]) -> tuple[tuple[int, Exam], ...]:
    """Every attempt with its number, exam by exam, numbered by day.

    Of those without a day, a failure came first: after a pass there is no further attempt.
    """
    numbered: list[tuple[int, Exam]] = []
    found = tuple(exams)
    for kind in EXAMS:
        mine = sorted((exam for exam in found if exam.kind == kind), key=_order)
        numbered += enumerate(mine, start=1)
    return tuple(numbered)


def _order(exam: Exam) -> tuple[str, int]:
    undated = "" if exam.outcome == "fail" else "~"
    return exam.taken_on or exam.result_on or undated, exam.id


def standing_pass(exam: Exam, others: Sequence[Exam]) -> Exam | None:
    """The pass on record that leaves no room for this attempt at a Step; None when there is room.

    A failure before the pass, or without a day, fits beside it; so does an attempt more than
    seven years later (https://github.com/shalinder88/uscehub, secondary: all exams within seven
    years). OET may be sat again.
    """
    if exam.kind not in STEPS:
        return None
    for other in others:
        if other.kind == exam.kind and other.outcome == "pass" and other.id != exam.id:
            if exam.outcome == "fail" and _before(exam, other):
                continue
            if not _years_later(exam, other):
                return other
    return None


def _before(exam: Exam, other: Exam) -> bool:
    mine, theirs = (one.taken_on or one.result_on for one in (exam, other))
    return mine is None or theirs is None or mine < theirs


def _years_later(exam: Exam, other: Exam) -> bool:
    from dateutil.relativedelta import relativedelta

    if not exam.taken_on or not other.taken_on:
        return False
    first, last = sorted(date.fromisoformat(one.taken_on or "") for one in (exam, other))
    return last > first + relativedelta(years=YEARS)


def contradicts_mark(exam: Exam) -> bool:
    """Whether a Step 2 CK's score and outcome do not go together by the mark since July 2025.

    Source: `MARK_SOURCE` (secondary).
    """
    if exam.kind != "step2ck" or exam.score is None or (exam.taken_on or "") < MARK_SINCE:
        return False
    return exam.outcome in ("pass", "fail") and (exam.outcome == "pass") != (exam.score >= MARK)
