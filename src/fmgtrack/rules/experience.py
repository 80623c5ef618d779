"""Experience: where each one stands, how many months count, and which days are taken twice.

`begins` and `ends` are days, or months that stand for all of their days; both ends belong to an
experience. Days are the calendar's where it took place. States are computed, never stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from fmgtrack.records.experience import EXPERIENCE_STATUSES, USCE_KINDS
from fmgtrack.rules.months import first_day, last_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fmgtrack.records.experience import Experience

HANDS_ON = tuple(kind for kind in USCE_KINDS if kind != "observership")
"""Kinds in which patients are cared for: an observership is watching, an externship or elective is
hands on [https://www.ama-assn.org/education/international-medical-education/
residency-program-requirements-international-medical?ref=hippocraticcapitalism.com] (official of
AMA, 2024)."""

STANDINGS = (
    "considered",
    "asked",
    "applied",
    "accepted",
    "running",
    "over",
    "done",
    "declined",
)
"""Where an experience stands, in the order of its life; an accepted one runs once it has begun and
is over after its end, until the person marks it done."""

TAKING_PLACE = ("accepted", "done")
"""Statuses of what takes or took place."""

BLOCK = timedelta(weeks=4)
"""Rotations are given in blocks of weeks: four of them count as a month."""

USUAL = (timedelta(days=12), timedelta(days=31))
"""Usual length of one rotation, two to four weeks [https://www.ama-assn.org/member-groups-sections/
international-medical-graduates/establish-observership-international-medical] (official of AMA, of
observerships); from a Monday to the second Friday, up to a whole month."""

FULL_WEEK = 30
"""Hours a week from which an experience leaves no room for another; a convention of this tool."""

NAMES_OF_THE_US = frozenset({"us", "usa", "unitedstates", "unitedstatesofamerica", "america"})


@dataclass(frozen=True)
class Months:
    """How long, in months to one decimal: in all, and by specialty ("" where none was said).

    Days that two experiences share count once, so the specialties may add up to more than `total`.
    """

    total: float
    by_specialty: dict[str, float]


@dataclass(frozen=True)
class Overlap:
    """Two experiences that each fill the week, and the days that they share.

    `ends` is None where neither has an end. `sure` is false where only a month is known and they
    may have followed each other within it.
    """

    first: Experience
    second: Experience
    begins: date
    ends: date | None
    sure: bool


def standing(experience: Experience, today: date) -> str:
    """One of `STANDINGS`; only an accepted experience is told by its dates."""
    begins, ends = experience.begins, experience.ends
    if experience.status != "accepted":
        return experience.status
    if ends and last_day(ends) < today:
        return "over"
    return "running" if begins and first_day(begins) <= today else "accepted"


def status_of_dates(  # noqa: PLR0913  the dates there are
    kind: str,
    today: date,
    *,
    asked_on: str | None = None,
    applied_on: str | None = None,
    accepted_on: str | None = None,
    begins: str | None = None,
    ends: str | None = None,
) -> str:
    """The status of an experience of which only its dates were told.

    What has ended is done, and what has begun was accepted; else the furthest step of the search.
    With no date at all a kind that is searched for is considered, any other one done.
    """
    if ends and last_day(ends) < today:
        return "done"
    if accepted_on or (begins and first_day(begins) <= today):
        return "accepted"
    if applied_on or asked_on:
        return "applied" if applied_on else "asked"
    return "considered" if kind in USCE_KINDS or begins else "done"


def furthest(old: str, new: str) -> str:
    """The later of two statuses of a search; what is done or declined stays so."""
    order = EXPERIENCE_STATUSES.index
    settled = old in ("done", "declined") or new == "declined"
    return old if settled or order(new) < order(old) else new


def is_in_us(experience: Experience) -> bool:
    """Whether it is in the US: a state says so, and no country is taken as the US."""
    country = "".join(char for char in (experience.country or "us").lower() if char.isalpha())
    return bool(experience.state) or country.removeprefix("the") in NAMES_OF_THE_US


def is_usce(experience: Experience) -> bool:
    """Whether it is US clinical experience, hands-on or not, whatever its status."""
    return experience.kind in USCE_KINDS and is_in_us(experience)


def is_hands_on(experience: Experience) -> bool:
    """Whether it counts as hands-on US clinical experience, whatever its status."""
    return experience.kind in HANDS_ON and is_in_us(experience)


def is_observed(experience: Experience) -> bool:
    """Whether it is an observership in the US."""
    return experience.kind == "observership" and is_in_us(experience)


def days_so_far(experience: Experience, today: date) -> tuple[date, date] | None:
    """First and last day that it took up to today; None while none is known to have passed.

    One that runs counts up to today. One that is done and has no end is not counted: how long it
    took is not known.
    """
    if experience.status not in TAKING_PLACE or not experience.begins:
        return None
    if not experience.ends and experience.status == "done":
        return None
    first = first_day(experience.begins)
    last = min(last_day(experience.ends), today) if experience.ends else today
    return (first, last) if first <= last else None


def undated(experiences: Iterable[Experience]) -> tuple[Experience, ...]:
    """US clinical experience that is done but has not both dates, and so adds nothing to a sum."""
    return tuple(
        one
        for one in experiences
        if one.kind in USCE_KINDS and one.status == "done" and not (one.begins and one.ends)
    )


def months_hands_on(experiences: Iterable[Experience], today: date) -> Months:
    """Months of hands-on US clinical experience up to today.

    A stretch counts in calendar months; days beyond whole months count as a share of four weeks,
    and four weeks are a month. Stretches that share days are taken as one. Programs may count in
    another way.
    """
    return _months((one for one in experiences if is_hands_on(one)), today)


def months_observed(experiences: Iterable[Experience], today: date) -> Months:
    """Months of observership in the US up to today, counted as `months_hands_on` does."""
    return _months((one for one in experiences if is_observed(one)), today)


def _months(experiences: Iterable[Experience], today: date) -> Months:
    stretches: dict[str, list[tuple[date, date]]] = {}
    names: dict[str, str] = {}
    for one in experiences:
        if days := days_so_far(one, today):
            name = one.specialty or ""
            names.setdefault(name.casefold(), name)
            stretches.setdefault(name.casefold(), []).append(days)
    everything = [days for group in stretches.values() for days in group]
    return Months(
        _sum(everything), {names[key]: _sum(group) for key, group in sorted(stretches.items())}
    )


def _sum(stretches: list[tuple[date, date]]) -> float:
    merged: list[tuple[date, date]] = []
    for first, last in sorted(stretches):
        # only shared days make one stretch: two blocks of four weeks in a row are two months
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return round(sum(count_months(first, last) for first, last in merged), 1)


def count_months(first: date, last: date) -> float:
    """Calendar months from one day to another, both included, and the rest in four weeks."""
    from dateutil.relativedelta import relativedelta

    after = last + timedelta(days=1)
    span = relativedelta(after, first)
    whole = span.years * 12 + span.months
    rest = after - (first + relativedelta(months=whole))
    return whole + min(rest / BLOCK, 1.0)


def overlaps(experiences: Iterable[Experience]) -> tuple[Overlap, ...]:
    """Pairs that take or took place in the same days and each fill the week, earliest first.

    US clinical experience fills the week unless fewer hours were said; anything else only where
    so many hours were said (`FULL_WEEK`).
    """
    dated = [one for one in experiences if one.status in TAKING_PLACE and one.begins and _full(one)]
    dated.sort(key=lambda one: (first_day(one.begins or ""), one.id))
    found = (_overlap(first, second) for first, second in combinations(dated, 2))
    return tuple(one for one in found if one)


def _full(experience: Experience) -> bool:
    if experience.hours_week is None:
        return experience.kind in USCE_KINDS
    return experience.hours_week >= FULL_WEEK


def _overlap(one: Experience, other: Experience) -> Overlap | None:
    begins = max(first_day(one.begins or ""), first_day(other.begins or ""))
    ends = min(_end(one), _end(other))
    if begins > ends:
        return None
    # within a month that is all that is known, one may have ended before the other began
    surely_begun = max(last_day(one.begins or ""), last_day(other.begins or ""))
    surely_on = min(_end(one, early=True), _end(other, early=True))
    return Overlap(
        one, other, begins, None if ends == date.max else ends, sure=surely_begun <= surely_on
    )


def _end(experience: Experience, *, early: bool = False) -> date:
    """Its last day, or with `early` the first day that may be the last; no end is the end of time.

    What is done but has no end is known for its first day alone.
    """
    text = experience.ends or (experience.begins if experience.status == "done" else None)
    if text is None:
        return date.max
    return first_day(text) if early else last_day(text)


def thanks_owed(experience: Experience, today: date) -> bool:
    """Whether a supervisor of US clinical experience is still to be thanked: it is over."""
    if experience.kind not in USCE_KINDS or experience.thanked_on:
        return False
    over = standing(experience, today) in ("over", "done")
    return over and bool(experience.supervisor or experience.contact_id)


def findings(experience: Experience, graduated: str | None, today: date) -> tuple[str, ...]:
    """What to look at in an experience, as codes; each is a hint and refuses nothing.

    - `student`: an externship that begins before graduation. Product page, section 10: for
      graduates only; so too [https://www.innov8yourlife.com/observerships-externships]
      (secondary). AMA says the contrary, that students may apply for externships and graduates for
      observerships alone [https://ama-assn.org/member-groups-sections/
      international-medical-graduates-section-imgs/finding-observership-faqs]: the hospital decides.
    - `graduate`: an elective or clerkship that begins after graduation; both are given to students
      [http://usce.blogspot.com/2007/04/basics-electives-clerkships-externships.html] (secondary,
      2007).
    - `visitor-visa`: an externship to come on a visitor visa, which usually covers an observership
      but not an externship [https://github.com/shalinder88/uscehub] (secondary, 2026-03).
    - `not-us`: a kind of US clinical experience in another country.
    - `length`: shorter or longer than usual for one (`USUAL`).

    Args:
        experience: the experience.
        graduated: year, month or day of graduation; None where it is not known.
        today: when it begins, where that was not said.
    """
    if experience.status == "declined" or experience.kind not in USCE_KINDS:
        return ()
    begins = first_day(experience.begins) if experience.begins else today
    kind = experience.kind
    found = {
        "student": kind == "externship" and graduated and begins < first_day(graduated),
        "graduate": kind in ("elective", "clerkship")
        and graduated
        and begins > last_day(graduated),
        "visitor-visa": kind == "externship"
        and experience.status != "done"
        and _is_visitor(experience.visa or ""),
        "not-us": not is_in_us(experience),
        "length": not _is_usual(experience),
    }
    return tuple(code for code, holds in found.items() if holds)


def _is_visitor(visa: str) -> bool:
    plain = visa.lower().replace("-", "").replace(" ", "")
    return any(word in plain for word in ("b1", "b2", "visitor", "tourist", "esta"))


def _is_usual(experience: Experience) -> bool:
    if not experience.begins or not experience.ends:
        return True
    length = last_day(experience.ends) - first_day(experience.begins) + timedelta(days=1)
    return USUAL[0] <= length <= USUAL[1]
