"""The applicant as fitting sees them: made from profile, exams, experiences and letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from fmgtrack.errors import WhenError
from fmgtrack.rules import experience, months
from fmgtrack.rules.fitting_facts import UNKNOWN_TIME, Amount, Applicant, Attempt, Spell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from fmgtrack.actions.work import Work
    from fmgtrack.records.experience import Experience
    from fmgtrack.records.letter import Letter
    from fmgtrack.records.profile import Exam, Profile
    from fmgtrack.records.results import Row
    from fmgtrack.records.spec import Record

    Records = Mapping[str, Mapping[int, Record]]


def applicant_of(work: Work, records: Records) -> Applicant:
    """The applicant that these records say; what no record says stays unknown.

    Args:
        work: for the season and the day.
        records: `profile exam experience letter` by number.
    """
    profile = cast("Profile | None", next(iter(records["profile"].values()), None))
    exams = [cast("Exam", exam) for exam in records["exam"].values()]
    done = [cast("Experience", one) for one in records["experience"].values()]
    return Applicant(
        season=work.season,
        today=work.today,
        graduated=_graduated(profile),
        attempts=tuple(Attempt(exam.kind, exam.outcome, exam.score) for exam in exams),
        certified=_certified(profile, exams, work.today),
        visa_need=profile.visa_need if profile else None,
        hands_on=_spell(done, work.today, experience.is_hands_on, experience.months_hands_on),
        observed=_spell(done, work.today, experience.is_observed, experience.months_observed),
        us_letters=_letters([cast("Letter", letter) for letter in records["letter"].values()]),
    )


def _graduated(profile: Profile | None) -> str | None:
    """The day of graduation, None for text that is none: a record that was taken in may be odd."""
    if profile is None or profile.graduated is None:
        return None
    try:
        months.first_day(profile.graduated)
    except WhenError:
        return None
    return profile.graduated


def _certified(profile: Profile | None, exams: list[Exam], today: date) -> bool | None:
    """Whether ECFMG certified; unknown without an exam or any part of ECFMG's on record."""
    if profile and profile.certified_on:
        return profile.certified_on <= today.isoformat()
    parts = profile and (profile.pathway, profile.pathway_on, profile.nrmp_verified_on)
    return False if exams or (parts and any(parts)) else None


def _spell(
    everything: list[Experience],
    today: date,
    is_one: Callable[[Experience], bool],
    count: Callable[[list[Experience], date], experience.Months],
) -> Spell:
    """The time of one kind of experience up to today; days that two of them share count once.

    Once any experience is on record the list is taken to be whole; what was done without both
    dates may be longer.
    """
    if not everything:
        return UNKNOWN_TIME
    mine = [one for one in everything if is_one(one)]
    days: set[int] = set()
    for one in mine:
        if span := experience.days_so_far(one, today):
            days.update(range(span[0].toordinal(), span[1].toordinal() + 1))
    return Spell(len(days), count(mine, today).total, complete=not experience.undated(mine))


def _letters(letters: list[Letter]) -> Amount:
    """Letters from the US: uploaded ones are sure, those on the way or of unknown origin may come.

    Without any letter on record nothing is known.
    """
    if not letters:
        return Amount()
    wanted = [one for one in letters if one.status != "declined" and one.us is not False]
    sure = sum(one.status == "uploaded" and one.us is True for one in wanted)
    return Amount(sure, len(wanted))


def row_of(applicant: Applicant) -> Row:
    """The applicant with stable keys, as `apply suggest --json` gives it."""

    def amount(one: Amount) -> Row:
        return {"least": one.least, "most": one.most}

    def spell(one: Spell) -> Row:
        return {"months": one.months, "complete": one.complete}

    step2ck, step3 = applicant.standing("step2ck"), applicant.standing("step3")
    failed = [applicant.failed(kind) for kind in ("step1", "step2ck", "step3")]
    return {
        "graduated": applicant.graduated,
        "step2ck": step2ck.score,
        "step3": step3.passed,
        "failed_attempts": amount(failed[0].plus(failed[1]).plus(failed[2])),
        "certified": applicant.certified,
        "visa_need": applicant.visa_need,
        "usce_hands_on": spell(applicant.hands_on),
        "usce_observed": spell(applicant.observed),
        "us_letters": amount(applicant.us_letters),
    }


def supposed(applicant: Applicant, texts: Iterable[str]) -> Applicant:
    """The applicant with each of these laid over, in the order given."""
    from fmgtrack.rules.whatif import suppose

    for text in texts:
        applicant = suppose(applicant, text)
    return applicant
