"""What stands on a CV for one specialty, in which order, and what is left out and why.

Nothing is made up: every line is on record, a date stands as it is known, and what is not known is
not there. Only a name, a school and a graduation are missed on every CV, and show as gaps.

The rules, which are this tool's own:

- What was only looked for or was declined is no experience, and a failed attempt at an exam is the
  transcript's to tell: they never stand.
- What is to come (a place that was accepted, an exam planned or without its result) is left out.
- What names another specialty is left out where it is of little weight for this one. Hands-on
  clinical experience in the US stays whatever its specialty, as programs ask for it by months; so
  do work, education and military service, as a CV without them shows a gap; so does what the person
  marked as most meaningful. A field that is no specialty of residencies (cardiology) is no other
  one.
- Parts come in the order of their weightiest entry: one in the specialty, then hands-on in the US,
  then most meaningful, then the rest. In a part the latest comes first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING

from fmgtrack.records.experience import USCE_KINDS
from fmgtrack.records.profile import Profile
from fmgtrack.rules import months
from fmgtrack.rules.ecfmg import NAMES
from fmgtrack.rules.experience import is_hands_on, is_in_us, is_usce, standing
from fmgtrack.rules.matching import name_key, same_name
from fmgtrack.rules.profile import STEPS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from fmgtrack.records.experience import Experience
    from fmgtrack.records.profile import Exam

NOT_TAKEN, TO_COME, OTHER_SPECIALTY, FAILED = "not-taken", "to-come", "other-specialty", "failed"
"""Why something is left out."""

BROUGHT_BACK = (TO_COME, OTHER_SPECIALTY)
"""Reasons that `everything` passes over."""

STAYING = ("work", "education", "military")
"""Kinds that fill a life: without them a CV shows a gap."""

IN_SPECIALTY, IN_US, CLINICAL = "clinical-specialty", "clinical-us", "clinical"
"""Parts of clinical experience."""

PARTS = (
    *(IN_SPECIALTY, IN_US, CLINICAL, "work", "research", "teaching", "volunteer"),
    *("professional", "military", "extracurricular"),
)
"""Parts of experience, in the order in which they come where their weight is the same."""

PHONE_DIGITS = 7
"""Digits from which a line holds a telephone number or an applicant's number."""


@dataclass(frozen=True)
class Aim:
    """The specialty that a CV is for; with None nothing is of another one.

    `also` are other names of it, `others` names of further specialties in which there are
    residencies.
    """

    specialty: str | None
    also: Collection[str] = ()
    others: Collection[str] = ()

    def is_met(self, named: str | None) -> bool:
        """Whether a text names this specialty, alone or among other words."""
        if not self.specialty or not named:
            return False
        return _within(self.specialty, named) or any(same_name(one, named) for one in self.also)

    def is_missed(self, named: str | None) -> bool:
        """Whether a text names another specialty, and not this one."""
        if not self.specialty or not named or self.is_met(named):
            return False
        # `surgery` is other words of general surgery, and no other specialty than that
        return any(_within(one, named) and not _within(one, self.specialty) for one in self.others)


def _within(name: str, text: str) -> bool:
    return f" {name_key(name)} " in f" {name_key(text)} "


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One experience as it stands; texts are as recorded, `dates` are in words, perhaps empty."""

    ref: str
    kind: str
    title: str
    organisation: str | None
    specialty: str | None
    place: str | None
    dates: str
    to_come: bool
    supervisor: str | None
    skills: tuple[str, ...]
    description: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """Experiences under one heading, the latest first; `key` is a word of `PARTS`.

    `other` is whether a part of clinical experience stands above this one, which is one too.
    """

    key: str
    entries: tuple[Entry, ...]
    other: bool


@dataclass(frozen=True, kw_only=True)
class Passed:
    """One exam; `outcome` is pass, planned or waiting, `on` its day in words, perhaps empty."""

    ref: str
    name: str
    outcome: str
    score: int | None
    on: str


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """Something on record that does not stand on the CV, and the word for why."""

    ref: str
    title: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Vitae:
    """A CV.

    Attributes:
        specialty: for which it is; None where none is known.
        name: as it stands in ERAS; None where it is not known, like the next two.
        school: the medical school.
        graduated: a year, month or day in words.
        country: the school's; perhaps None.
        contact: lines with a mail address, a telephone or an applicant's number.
        education: education after the medical school, the latest first; what has no day too.
        schooling: education before it.
        certified: the day of the ECFMG certificate in words; perhaps None.
        exams: attempts that stand, in the order in which exams are sat.
        parts: experiences.
        languages: as typed.
        left_out: what does not stand.
    """

    specialty: str | None
    name: str | None
    contact: tuple[str, ...]
    school: str | None
    country: str | None
    graduated: str | None
    education: tuple[Entry, ...]
    schooling: tuple[Entry, ...]
    certified: str | None
    exams: tuple[Passed, ...]
    parts: tuple[Part, ...]
    languages: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


NEEDED = ("name", "school", "graduated")
"""What every CV has, and shows as a gap where it is not known."""


def vitae(  # noqa: PLR0913  what there is on record
    profile: Profile | None,
    exams: Iterable[tuple[int, Exam]],
    experiences: Sequence[Experience],
    *,
    aim: Aim,
    supervisors: Mapping[int, str],
    name: str | None,
    signature: str | None,
    today: date,
    everything: bool = False,
) -> Vitae:
    """The CV of a person.

    Args:
        profile: the profile, if there is one.
        exams: every attempt with its number, in the order of exams.
        experiences: all of them.
        aim: the specialty for which it is.
        supervisors: for experiences, the name of a supervisor who is a contact.
        name: the person's name where the profile has none.
        signature: the signature of mails, where a person keeps address and telephone.
        today: the person's day.
        everything: whether what is to come and what is of another specialty stands too.
    """
    profile = profile or Profile()
    ordered, attempts = _latest(experiences, today), [exam for _, exam in exams]
    reasons = {one.ref: _reason(one, aim, today) for one in ordered}
    reasons |= {exam.ref: _why_not(exam) for exam in attempts}
    if everything:
        reasons = {ref: None if why in BROUGHT_BACK else why for ref, why in reasons.items()}
    kept = [
        (one, _entry(one, supervisors.get(one.id), today))
        for one in ordered
        if reasons[one.ref] is None
    ]
    learnt = [pair for pair in kept if pair[0].kind == "education"]
    before = [entry for one, entry in learnt if _is_before(one, profile.graduated, today)]
    named = [(one.ref, one.title) for one in ordered]
    named += [(exam.ref, _exam_name(exam)) for exam in attempts]
    return Vitae(
        specialty=aim.specialty,
        name=profile.eras_name or name,
        contact=contact_lines(signature or ""),
        school=profile.school,
        country=profile.school_country,
        graduated=say(profile.graduated) if profile.graduated else None,
        education=tuple(entry for _, entry in learnt if entry not in before),
        schooling=tuple(before),
        certified=_certified(profile, today),
        exams=tuple(_passed(exam) for exam in attempts if reasons[exam.ref] is None),
        parts=_parts(kept, aim),
        languages=_lines(profile.languages),
        left_out=tuple(
            LeftOut(ref=ref, title=title, reason=why)
            for ref, title in named
            if (why := reasons[ref]) is not None
        ),
    )


def gaps(cv: Vitae) -> tuple[str, ...]:
    """What is still open: words of `NEEDED`, and every `[[...]]` that the person left in a text."""
    missing = [name for name in NEEDED if not getattr(cv, name)]
    found = (gap for text in _texts(cv) for gap in re.findall(r"\[\[(?:(?!\[\[).)*?\]\]", text))
    return (*missing, *dict.fromkeys(found))


def _texts(value: object) -> Iterator[str]:
    """Every text that stands on the CV."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value) and not isinstance(value, LeftOut):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))


def _reason(one: Experience, aim: Aim, today: date) -> str | None:
    """Why an experience is left out, None where it stands."""
    stands = standing(one, today)
    if stands in ("considered", "asked", "applied", "declined"):
        return NOT_TAKEN
    if stands == "accepted":
        return TO_COME
    if one.meaningful or one.kind in STAYING or is_hands_on(one):
        return None
    return OTHER_SPECIALTY if aim.is_missed(one.specialty) else None


def _why_not(exam: Exam) -> str | None:
    return {"pass": None, "fail": FAILED}.get(exam.outcome, TO_COME)


def _latest(experiences: Iterable[Experience], today: date) -> list[Experience]:
    """The latest first: what goes on, then by the last day known; without a day at the end."""
    return sorted(experiences, key=lambda one: _days(one, today), reverse=True)


def _days(one: Experience, today: date) -> tuple[date, date, int]:
    begins = months.first_day(one.begins) if one.begins else date.min
    if one.ends:
        return months.last_day(one.ends), begins, -one.id
    goes_on = one.begins and standing(one, today) in ("running", "accepted")
    return date.max if goes_on else begins, begins, -one.id


def _is_before(one: Experience, graduated: str | None, today: date) -> bool:
    """Whether an education was over before the medical school was."""
    last, _, _ = _days(one, today)
    return graduated is not None and date.min < last < months.first_day(graduated)


def _parts(found: Sequence[tuple[Experience, Entry]], aim: Aim) -> tuple[Part, ...]:
    groups: dict[str, list[Entry]] = {}
    weights: dict[str, int] = {}
    for one, entry in found:
        if one.kind != "education":
            key, weight = _part(one, aim), _weight(one, aim)
            groups.setdefault(key, []).append(entry)
            weights[key] = min(weights.get(key, weight), weight)
    ordered = sorted(groups, key=lambda key: (weights[key], PARTS.index(key)))
    clinical = [key for key in ordered if key in (IN_SPECIALTY, IN_US, CLINICAL)]
    return tuple(Part(key, tuple(groups[key]), key in clinical[1:]) for key in ordered)


def _part(one: Experience, aim: Aim) -> str:
    if one.kind not in USCE_KINDS:
        return one.kind
    if aim.is_met(one.specialty):
        return IN_SPECIALTY
    return IN_US if is_usce(one) else CLINICAL


def _weight(one: Experience, aim: Aim) -> int:
    """How far in front an experience brings its part: the less, the further."""
    order = (aim.is_met(one.specialty), is_hands_on(one), one.meaningful, True)
    return order.index(True)


def _entry(one: Experience, supervisor: str | None, today: date) -> Entry:
    stands = standing(one, today)
    return Entry(
        ref=one.ref,
        kind=one.kind,
        title=one.title,
        organisation=one.organisation,
        specialty=one.specialty,
        place=_place(one),
        dates=_span(one.begins, one.ends, goes_on=stands == "running"),
        to_come=stands == "accepted",
        supervisor=supervisor or one.supervisor,
        skills=_lines(one.skills),
        description=_lines(one.description),
    )


def _place(one: Experience) -> str | None:
    country = None if one.state and is_in_us(one) else one.country
    return ", ".join(part for part in (one.city, one.state, country) if part) or None


def _span(begins: str | None, ends: str | None, *, goes_on: bool) -> str:
    if begins and ends:
        first, last = say(begins), say(ends)
        return first if first == last else f"{first} to {last}"
    if begins:
        return f"{say(begins)} to present" if goes_on else f"from {say(begins)}"
    return f"until {say(ends)}" if ends else ""


def say(partial: str) -> str:
    """A date as it is known, without its weekday: `2018`, `Jun 2018` or `15 Jun 2018`."""
    said = months.say(partial)
    return said.partition(" ")[2] if said.count(" ") > 1 else said


def _certified(profile: Profile, today: date) -> str | None:
    """The day of the ECFMG certificate, once it has come."""
    on = profile.certified_on
    return say(on) if on and on <= today.isoformat() else None


def _passed(exam: Exam) -> Passed:
    return Passed(
        ref=exam.ref,
        name=_exam_name(exam),
        outcome=exam.outcome,
        score=exam.score,
        on=say(exam.taken_on) if exam.taken_on else "",
    )


def _exam_name(exam: Exam) -> str:
    return f"USMLE {NAMES[exam.kind]}" if exam.kind in STEPS else NAMES[exam.kind]


def contact_lines(signature: str) -> tuple[str, ...]:
    """The lines of a signature that hold a mail address, a telephone or an applicant's number."""
    lines = (" ".join(line.split()) for line in signature.splitlines())
    return tuple(
        line for line in lines if "@" in line or sum(map(str.isdigit, line)) >= PHONE_DIGITS
    )


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())
