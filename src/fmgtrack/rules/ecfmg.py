"""The ECFMG gate: what has to be met before a foreign graduate can match, and by when.

Six parts: Step 1, Step 2 CK, an accepted Pathway, OET, the certificate, and ECFMG's confirmation to
NRMP. Each is done, waiting (others have to act) or missing (the applicant has to). Days are
calendar days, `today` the applicant's; an event's day is the calendar day in the organiser's zone.

Sources, read 2026-11-21:

- ECFMG's answer to NRMP must be positive by the rank list deadline, and a full certificate is not
  needed for the Match (official): https://www.nrmp.org/topic/match-participants/programs/?post_type=help
  and https://www.nrmp.org/help/item/what-requirements-for-ecfmg-certification-must-i-complete-to-be-eligible-to-participate-in-the-main-residency-match/
- results of Step 1 and Step 2 CK and an accepted Pathway by that deadline (official, 2023 season):
  https://www.ecfmg.org/news/2023/01/24/deadline-reminder-application-for-pathways-for-ecfmg-certification-for-2023-match/
- the certificate stands on both Steps and a Pathway with OET, and is needed to begin training
  (secondary): https://redlib.not-a-c2-server.fyi/r/2025_26_NRMP_Match

A rule that was read second-hand never closes a part: it adds a doubt, with its address.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from fmgtrack.rules.when_days import say_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fmgtrack.records.profile import Exam, Profile

DONE, WAITING, MISSING = "done", "waiting", "missing"
"""States of a part."""

NAMES = {
    "step1": "Step 1",
    "step2ck": "Step 2 CK",
    "step3": "Step 3",
    "pathway": "Pathway",
    "oet": "OET",
    "certificate": "certificate",
    "verified": "confirmation to NRMP",
}
"""Parts of the gate, and exams, as people call them."""

APPLICATION, CONFIRMATION = "ecfmg-pathways-application", "ecfmg-verification"
"""Keys of the season's events by which parts are due."""

YEARS = 7
MOST_ATTEMPTS = 4
OET_YEARS = 2


@dataclass(frozen=True)
class Doubt:
    """Something that was read second-hand: what it says, and where."""

    says: str
    source: str


DOUBTS = {
    "seven-years": Doubt(
        "Step 1 and Step 2 CK are said to have to be passed within seven years of each other",
        "https://github.com/shalinder88/uscehub",
    ),
    "attempts": Doubt(
        "four attempts at a Step are said to be all that there are",
        "https://goldusmlereview.com/blog/how-many-times-can-you-take-the-usmle-step-2",
    ),
    "oet-window": Doubt(
        "an OET is said to count only if taken on or after 1 January two years before the Match",
        "https://github.com/derrickjayrom/bms-pathways-main",
    ),
    "oet-early": Doubt(
        "advice: sit OET by its last date in December, so that the result comes in time",
        "https://www.iatrox.com/academy/img/ecfmg-pathways-2026-oet-medicine-planning",
    ),
}
"""Every doubt by its code; all are unconfirmed."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of the gate.

    Attributes:
        key: `step1 step2ck pathway oet certificate verified`.
        state: `done`, `waiting` or `missing`.
        why: a word for how it stands; `WORDS` has what it says.
        on: the day that goes with `why`, None when it is not on record.
        ref: the exam that decided it.
        for_match: whether it is needed for the Match; the certificate is needed to begin training.
        event: the key of the season's event by which it is due; None when it is done, and where
            no event fixes a day.
        doubts: codes of `DOUBTS`.
    """

    key: str
    state: str
    why: str
    on: str | None = None
    ref: str | None = None
    for_match: bool = True
    event: str | None = None
    doubts: tuple[str, ...] = ()


WORDS = {
    "passed": "passed{on}",
    "accepted": "accepted{on}",
    "issued": "issued{on}",
    "confirmed": "confirmed{on}",
    "by-certificate": "covered by the certificate{on}",
    "by-confirmation": "covered by the confirmation to NRMP{on}",
    "by-pathway": "covered by the accepted Pathway{on}",
    "result": "result awaited{on}",
    "planned": "planned{on}",
    "planned-past": "was planned{on}: whether it was sat is not on record",
    "failed": "failed{on}, nothing after it on record",
    "no-attempt": "no attempt on record",
    "no-pathway": "none on record",
    "not-accepted": "not accepted yet",
    "after": "comes when the parts above are met",
    "certificate": "the parts are met, ECFMG has to issue it",
    "answer": "the parts are met, ECFMG answers NRMP once a week",
    "other-season": "confirmed{on}, for another season",
}
"""What each word for how a part stands says; `{on}` is its day."""

_SITTINGS = frozenset({"result", "failed", "planned", "planned-past"})


def in_words(part: Part) -> str:
    """How a part stands: `passed Fri 3 May 2024`, `result awaited, sat Fri 3 May 2024`."""
    day = say_day(date.fromisoformat(part.on)) if part.on else ""
    if day and part.why == "result":
        day = f", sat {day}"
    elif day:
        day = f" for {day}" if part.why in ("planned", "planned-past") else f" {day}"
    return WORDS[part.why].format(on=day)


def missing(
    profile: Profile | None,
    exams: Iterable[Exam],
    today: date,
    events: Mapping[str, date],
    season: int,
) -> tuple[Part, ...]:
    """The parts of the gate that are not done; `gate` says what comes in."""
    parts = gate(profile, exams, today, events, season)
    return tuple(part for part in parts if part.state != DONE)


def missing_for_match(parts: Iterable[Part]) -> tuple[str, ...]:
    """What ECFMG still lacks for the Match, in words; nothing once it confirmed to NRMP.

    Source: the pages of NRMP named at the top.
    """
    asked = [part for part in parts if part.for_match]
    if any(part.key == "verified" and part.state == DONE for part in asked):
        return ()
    return tuple(f"{NAMES[p.key]} ({in_words(p)})" for p in asked if p.state != DONE)


def gate(
    profile: Profile | None,
    exams: Iterable[Exam],
    today: date,
    events: Mapping[str, date],
    season: int,
) -> tuple[Part, ...]:
    """All six parts, in the order in which they are met.

    What was accepted stands for what it asks for: the certificate and this season's confirmation
    for both Steps, the Pathway and OET; an accepted Pathway for OET.

    Args:
        profile: the profile, None when there is none.
        exams: every attempt on record.
        today: the applicant's day.
        events: the days of the season's events, by key.
        season: the match year.

    Source: the pages named at the top.
    """
    attempts = tuple(exams)
    confirmed = profile.nrmp_verified_on if profile else None
    this_season = confirmed and date.fromisoformat(confirmed) >= date(season - 1, 6, 1)
    steps = [_sitting(kind, attempts, today) for kind in ("step1", "step2ck")]
    doubts = _too_far_apart(attempts, today)
    steps = [replace(part, doubts=(*doubts, *_used_up(part, attempts))) for part in steps]
    parts = [*steps, _pathway(profile, today, events), _oet(profile, attempts, today, season)]
    if profile and profile.certified_on:
        parts = [_covered(part, "by-certificate", profile.certified_on) for part in parts]
    if this_season:
        parts = [_covered(part, "by-confirmation", confirmed) for part in parts]
    met = all(part.state == DONE for part in parts)
    if this_season:
        last = Part(key="verified", state=DONE, why="confirmed", on=confirmed)
    elif confirmed:
        state = WAITING if met else MISSING
        last = Part(key="verified", state=state, why="other-season", on=confirmed)
    else:
        last = _after("verified", "answer", met=met)
    whole = (*parts, _certificate(profile, met=met), last)
    return tuple(_due(part, events) for part in whole)


def _sitting(kind: str, exams: tuple[Exam, ...], today: date) -> Part:
    """How an exam stands: one pass is enough; then a result awaited, a plan, the last failure."""
    mine = sorted((exam for exam in exams if exam.kind == kind), key=_day)
    for exam in mine:
        if exam.outcome == "pass":
            met_on = exam.result_on or exam.taken_on
            return Part(key=kind, state=DONE, why="passed", on=met_on, ref=exam.ref)
    for exam in reversed(mine):
        if exam.outcome == "waiting":
            return Part(key=kind, state=WAITING, why="result", on=exam.taken_on, ref=exam.ref)
    planned = [exam for exam in mine if exam.outcome == "planned"]
    ahead = [exam for exam in planned if not exam.taken_on or exam.taken_on >= today.isoformat()]
    for exam in (*ahead, *reversed(planned)):
        why = "planned" if exam in ahead else "planned-past"
        return Part(key=kind, state=MISSING, why=why, on=exam.taken_on, ref=exam.ref)
    for exam in reversed(mine):
        failed_on = exam.taken_on or exam.result_on
        return Part(key=kind, state=MISSING, why="failed", on=failed_on, ref=exam.ref)
    return Part(key=kind, state=MISSING, why="no-attempt")


def _day(exam: Exam) -> tuple[str, int]:
    """By day, the undated last."""
    return exam.taken_on or exam.result_on or "~", exam.id


def _too_far_apart(exams: tuple[Exam, ...], today: date) -> tuple[str, ...]:
    """The doubt of `seven-years`: no pair of passes lies within seven years.

    The same day seven years later is still within them. A Step that is not passed yet counts as
    passed today. Source: https://github.com/shalinder88/uscehub (secondary).
    """
    from dateutil.relativedelta import relativedelta

    days: list[list[date]] = []
    for kind in ("step1", "step2ck"):
        passed = [exam for exam in exams if exam.kind == kind and exam.outcome == "pass"]
        dated = [_day(exam)[0] for exam in passed if exam.taken_on or exam.result_on]
        if passed and not dated:
            return ()
        days.append([date.fromisoformat(day) for day in dated] or [today])
    within = any(
        max(one, other) <= min(one, other) + relativedelta(years=YEARS)
        for one in days[0]
        for other in days[1]
    )
    return () if within else ("seven-years",)


def _used_up(part: Part, exams: tuple[Exam, ...]) -> tuple[str, ...]:
    """The doubt of `attempts`: a Step that was failed four times and is not passed.

    Source: https://goldusmlereview.com/blog/how-many-times-can-you-take-the-usmle-step-2
    (secondary).
    """
    failed = [exam for exam in exams if exam.kind == part.key and exam.outcome == "fail"]
    return ("attempts",) if part.state != DONE and len(failed) >= MOST_ATTEMPTS else ()


def _pathway(profile: Profile | None, today: date, events: Mapping[str, date]) -> Part:
    """How the Pathway stands; once its application day is over, acceptance is what counts.

    Source: https://www.ecfmg.org/news/2023/01/24/deadline-reminder-application-for-pathways-for-ecfmg-certification-for-2023-match/
    (official, 2023 season).
    """
    if profile and profile.pathway_on:
        return Part(key="pathway", state=DONE, why="accepted", on=profile.pathway_on)
    if profile is None or profile.pathway is None:
        return Part(key="pathway", state=MISSING, why="no-pathway", event=APPLICATION)
    over = APPLICATION in events and events[APPLICATION] < today
    event = CONFIRMATION if over else APPLICATION
    return Part(key="pathway", state=WAITING, why="not-accepted", event=event)


def _oet(profile: Profile | None, exams: tuple[Exam, ...], today: date, season: int) -> Part:
    """How OET stands, with the window of two years as a doubt.

    Sources: https://github.com/derrickjayrom/bms-pathways-main (secondary) and
    https://www.iatrox.com/academy/img/ecfmg-pathways-2026-oet-medicine-planning (secondary).
    """
    part = _sitting("oet", exams, today)
    if profile and profile.pathway_on:
        return _covered(part, "by-pathway", profile.pathway_on)
    if part.state == MISSING:
        return replace(part, doubts=("oet-early",))
    begins = date(season - OET_YEARS, 1, 1).isoformat()
    sat = [_day(e)[0] for e in exams if e.kind == "oet" and e.outcome in ("pass", "waiting")]
    return replace(part, doubts=("oet-window",)) if all(day < begins for day in sat) else part


def _covered(part: Part, why: str, on: str | None) -> Part:
    """A part that an acceptance stands for; one that is done by itself stays as it is."""
    if part.state == DONE:
        return replace(part, doubts=())
    return Part(key=part.key, state=DONE, why=why, on=on)


def _certificate(profile: Profile | None, *, met: bool) -> Part:
    """How the certificate stands: it is asked for when training begins, not for the Match."""
    if profile and profile.certified_on:
        part = Part(key="certificate", state=DONE, why="issued", on=profile.certified_on)
    else:
        part = _after("certificate", "certificate", met=met)
    return replace(part, for_match=False)


def _after(key: str, why: str, *, met: bool) -> Part:
    """A part that follows by itself when those above are met."""
    return Part(key=key, state=WAITING if met else MISSING, why=why if met else "after")


def _due(part: Part, events: Mapping[str, date]) -> Part:
    """The part with the event by which it is due, where the season has one."""
    if part.state == DONE or not part.for_match:
        return replace(part, event=None)
    event = part.event or CONFIRMATION
    return replace(part, event=event if event in events else None)
