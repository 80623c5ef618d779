"""Where a person fits: each program, rule by rule, passes, fails, or is not known.

A fact that is not known, on either side, is unknown and never a guess. A strict fail puts a
program among `fails`; without one, anything unknown puts it among `ask`; the rest `fits`. What a
program merely prefers moves nothing. No probability is in it.

The usual fields by which programs filter (`USUAL`) are years since graduation, attempts, the least
Step 2 CK score, ECFMG certified at application, US clinical experience, kinds of visas and Step 3
[https://ecfmg.org/eras/applicants-application.html,
https://students-residents.aamc.org/book/export/html/13241] (official): until a program's answer is
known they are unknown. Other rules count once a fact of them is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from fmgtrack.rules.fitting_facts import NO_TIME, Amount, Applicant, Known, Place
from fmgtrack.rules.profile import STEPS
from fmgtrack.rules.requirement_values import ANY
from fmgtrack.rules.requirements import RULES

if TYPE_CHECKING:
    from collections.abc import Callable

PASS, FAIL, UNKNOWN = "pass", "fail", "unknown"
"""Outcomes of a rule."""

VISA = "visa"
"""The word of the rule whose facts are the program's own columns."""

GROUPS = ("fits", "ask", "fails")
"""Groups of programs, the best first."""

PROGRAM, PROFILE, LATER = "program", "profile", "later"
"""What an unknown outcome lacks: a word of the program, of the profile, or time to pass."""


class Judged(NamedTuple):
    """The outcome of a rule, why, and what it lacks when it is unknown.

    `about` is the rule to ask the program about where that is another one.
    """

    outcome: str
    reason: str
    lacks: str = ""
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """One rule of one program against one person.

    `said` is what the program says, empty when that is not known; `known` its evidence. `about` is
    the rule to ask about where it lacks a word of the program.
    """

    rule: str
    strict: bool
    outcome: str
    reason: str
    lacks: str
    about: str
    said: str
    known: Known | None


@dataclass(frozen=True)
class Fit:
    """A program with its group and every verdict, strict ones first."""

    place: Place
    group: str
    verdicts: tuple[Verdict, ...]

    @property
    def preferred_unmet(self) -> int:
        """How many preferred requirements are known not to be met."""
        return sum(one.outcome == FAIL for one in self.verdicts if not one.strict)


NOT_SAID = Judged(UNKNOWN, "not known what they ask", PROGRAM)


def visa(applicant: Applicant, place: Place) -> Judged:
    """Judge whether the program sponsors a visa that the person can train on.

    Programs that sponsor H-1B are the minority
    [https://residencyadvisor.com/resources/img-friendly-residency-programs/h1b-residency-programs-guide]
    (secondary); each program's own word counts, never a general rule.
    """
    names = {"j1": "J-1", "h1b": "H-1B"}
    offers = {"j1": place.j1, "h1b": place.h1b}
    need = applicant.visa_need
    if need == "none":
        return Judged(PASS, "you need no visa")
    if need is None:
        if place.j1 and place.h1b:
            return Judged(PASS, "both visas are sponsored")
        return Judged(UNKNOWN, "your profile does not say which visa you need", PROFILE)
    wanted = ("j1", "h1b") if need == "either" else (need,)
    for kind in wanted:
        if offers[kind]:
            return Judged(PASS, f"{names[kind]} is sponsored")
    if all(offers[kind] is False for kind in wanted):
        said = " nor ".join(names[kind] for kind in wanted)
        return Judged(FAIL, f"{'neither ' if wanted[1:] else ''}{said} is {_not(wanted)}sponsored")
    open_ = " or ".join(names[kind] for kind in wanted if offers[kind] is None)
    return Judged(UNKNOWN, f"nothing is known of {open_}", PROGRAM)


def _not(wanted: tuple[str, ...]) -> str:
    return "" if wanted[1:] else "not "


def graduation(applicant: Applicant, _: Place, value: str | None) -> Judged:
    """Judge the years since graduation against the most that the program takes.

    Programs set such a limit themselves (see the module), and do not all count alike: whole years
    when applying are the fewest, those when training begins the most. Where only one reading
    passes, it is unknown.
    """
    years = applicant.years_since_graduation()
    if value == ANY or (years and years.most == 0):
        return Judged(PASS, "any year will do" if value == ANY else "you graduate this season")
    if value is None:
        return NOT_SAID
    if years is None:
        return Judged(UNKNOWN, "your profile does not say when you graduated", PROFILE)
    said = f"{years.least:g} year{'' if years.least == 1 else 's'} when applying"
    if years.most != years.least:
        said += f", {years.most:g} when training begins"
    vague = len(applicant.graduated or "") == len("2020")
    return _answered(years.stays_within(int(value)), said, PROFILE if vague else PROGRAM)


def step2ck(applicant: Applicant, _: Place, value: str | None) -> Judged:
    """Judge the Step 2 CK score against the least that the program asks.

    Step 2 CK is scored and has a least passing mark of its own
    [https://github.com/shalinder88/uscehub, src/lib/img-data.ts] (secondary, March 2025); a
    program may ask for more (see the module). An exam that was failed and is not sat again fails.
    """
    standing = applicant.standing("step2ck")
    if standing.passed is False and not standing.ahead:
        return Judged(FAIL, "Step 2 CK is not passed") if value else NOT_SAID
    if value is None:
        return NOT_SAID
    if value == ANY and standing.passed:
        return Judged(PASS, "Step 2 CK is passed")
    if standing.score is None:
        return _missing(standing.passed, standing.ahead, "Step 2 CK")
    enough = value == ANY or standing.score >= int(value)
    return _answered(enough, f"your score is {standing.score}")


def _missing(passed: bool | None, ahead: bool, exam: str) -> Judged:  # noqa: FBT001  an answer
    if passed:
        return Judged(UNKNOWN, f"your {exam} score is not on record", PROFILE)
    if ahead:
        return Judged(UNKNOWN, f"the result of {exam} is still to come", LATER)
    return Judged(UNKNOWN, f"no {exam} is on record", PROFILE)


def attempts(applicant: Applicant, _: Place, value: str | None) -> Judged:
    """Judge the failed attempts at Step 1, 2 CK and 3 against the most that the program allows.

    A Step may be tried four times
    [https://goldusmlereview.com/blog/how-many-times-can-you-take-the-usmle-step-2] (secondary);
    programs set a limit of their own (see the module). Whether they count for each exam or for all
    together is not always said: where only one reading passes, it is unknown.
    """
    each = [applicant.failed(kind) for kind in STEPS]
    together = each[0].plus(each[1]).plus(each[2])
    if value == ANY or together.most == 0:
        return Judged(PASS, "any number will do" if value == ANY else "no failed attempt")
    if value is None:
        return NOT_SAID
    limit = int(value)
    said = f"{together.least:g} failed attempt{'' if together.least == 1 else 's'}"
    if max(one.least for one in each) > limit:
        return Judged(FAIL, said)
    if together.stays_within(limit):
        return Judged(PASS, said)
    return _open_attempts(together, limit, said)


def _open_attempts(together: Amount, limit: int, said: str) -> Judged:
    if together.least > limit:
        return Judged(UNKNOWN, f"{said} at all Steps together, fewer at each", PROGRAM)
    if together.most is None:
        return Judged(UNKNOWN, "Step 1 and Step 2 CK are not both on record", PROFILE)
    return Judged(UNKNOWN, f"{said}, and a result is still to come", LATER)


def certificate(applicant: Applicant, _: Place, value: str | None) -> Judged:
    """Judge whether the ECFMG certificate is there when the program asks for it.

    It is required to start training, and some programs ask for it when applying or ranking
    [https://redlib.not-a-c2-server.fyi/r/2025_26_NRMP_Match] (secondary, 2025).
    """
    if applicant.certified:
        return Judged(PASS, "you are certified")
    if value is None:
        return NOT_SAID
    if value == "start":
        return Judged(PASS, "not needed before training begins")
    if applicant.certified is None:
        return Judged(UNKNOWN, "your profile does not say whether you are certified", PROFILE)
    if value == "ranking":
        return Judged(UNKNOWN, "you are not certified yet", LATER)
    return Judged(FAIL, "you are not certified")


def experience(applicant: Applicant, place: Place, value: str | None) -> Judged:
    """Judge the US clinical experience against the least that the program asks, in months or weeks.

    An externship or elective is hands-on, an observership is watching
    [https://www.ama-assn.org/education/international-medical-education/residency-program-requirements-international-medical]
    (official of AMA, 2024); whether it counts is the program's `observership-counts`. Months are
    counted as `rules.experience` does.
    """
    if value in (ANY, None):
        return Judged(PASS, "none is asked") if value else NOT_SAID
    wanted, counts = value or "", place.said("observership-counts")
    hands_on, observed = applicant.hands_on, applicant.observed
    sure = hands_on.plus(observed if counts == "yes" else NO_TIME)
    most = hands_on.plus(NO_TIME if counts == "no" else observed)
    said = f"{sure.months:g} month{'' if sure.months == 1 else 's'}"
    if counts == "yes" and observed.days:
        said += " with observerships"
    if sure.reaches(wanted):
        return Judged(PASS, said)
    if most.reaches(wanted) is False:
        return Judged(FAIL, said)
    if not most.complete:
        return Judged(UNKNOWN, f"{said} on record, maybe not all of it", PROFILE)
    if sure.reaches(wanted) is None:
        return Judged(UNKNOWN, f"{said}, more if four weeks are a month", PROGRAM)
    doubt = f"{said} hands-on, {observed.months:g} of observerships"
    return Judged(UNKNOWN, doubt, PROGRAM, "observership-counts")


def letters(applicant: Applicant, _: Place, value: str | None) -> Judged:
    """Judge the letters from the US against the least that the program asks.

    At most four letters go to a program
    [https://www.aamc.org/services/eras-institutions/eras-letter-writers-faq] (official, 2027
    season); how many must come from the US is the program's own (see the module). A letter is sure
    once it is uploaded.
    """
    if value in (ANY, None):
        return Judged(PASS, "none is asked") if value else NOT_SAID
    mine = applicant.us_letters
    if mine.most is None:
        return Judged(UNKNOWN, "no letter is on record", PROFILE)
    said = f"{mine.least:g} uploaded from the US"
    if mine.most > mine.least:
        said += f", {mine.most - mine.least:g} more may come"
    return _answered(mine.reaches(int(value or 0)), said, LATER)


def step3(applicant: Applicant, place: Place, value: str | None) -> Judged:
    """Judge whether Step 3 is passed where the program asks for it.

    It is usually needed before an H-1B petition
    [https://residencyadvisor.com/resources/img-friendly-residency-programs/h1b-residency-programs-guide]
    (secondary), so who can train on another visa is asked for it only where the program said so.
    """
    standing = applicant.standing("step3")
    if standing.passed or value == "no":
        return Judged(PASS, "Step 3 is passed" if standing.passed else "not asked")
    if value is None:
        return NOT_SAID
    without = _without_h1b(applicant, place) if value == "yes" else None
    if without:
        return without
    if standing.passed is False and not standing.ahead:
        return Judged(FAIL, "Step 3 is not passed")
    return _missing(standing.passed, standing.ahead, "Step 3")


def _without_h1b(applicant: Applicant, place: Place) -> Judged | None:
    """What a rule for H-1B alone comes to where another visa may do; None where none may."""
    if not _may_need_h1b(applicant, place):
        return Judged(PASS, "H-1B does not come into it")
    if applicant.visa_need is None:
        return Judged(UNKNOWN, "your profile does not say which visa you need", PROFILE)
    if applicant.visa_need == "either" and place.j1 is None:
        return Judged(UNKNOWN, "not needed if they sponsor J-1", PROGRAM, VISA)
    return None


def _may_need_h1b(applicant: Applicant, place: Place) -> bool:
    """Whether the person can train there on H-1B alone, as far as is known."""
    need = applicant.visa_need
    wanted = need in (None, "h1b") or (need == "either" and not place.j1)
    return wanted and place.h1b is not False


def deadline(applicant: Applicant, place: Place, value: str | None) -> Judged:
    """Judge whether it is still time to apply; the day itself is still in time.

    Each program has a deadline of its own (see the module).
    """
    if value is None:
        return NOT_SAID
    if place.status != "considered":
        return Judged(PASS, "you applied")
    left = (date.fromisoformat(value) - applicant.today).days
    if left < 0:
        return Judged(FAIL, "that day has passed")
    return Judged(PASS, f"{left} days left" if left else "today is the last day")


def _answered(answer: bool | None, reason: str, lacks: str = "") -> Judged:  # noqa: FBT001  an answer
    if answer is None:
        return Judged(UNKNOWN, reason, lacks)
    return Judged(PASS if answer else FAIL, reason)


JUDGES: dict[str, Callable[[Applicant, Place, str | None], Judged]] = {
    "graduation-years": graduation,
    "step2ck": step2ck,
    "attempts": attempts,
    "ecfmg": certificate,
    "usce-months": experience,
    "us-letters": letters,
    "step3": step3,
    "deadline": deadline,
}
"""How each rule of eligibility is judged; whether an observership counts is part of the months."""

USUAL = ("graduation-years", "step2ck", "attempts", "ecfmg", "usce-months", "step3")
"""Rules that are unknown until the program's answer is known."""


def fit(place: Place, applicant: Applicant) -> Fit:
    """Judge a program by every rule that is usual or known, and group it."""
    verdicts = [_on_visas(place, applicant)]
    for word, judge in JUDGES.items():
        known = place.strict.get(word)
        if known or _is_usual(word, applicant, place):
            judged = judge(applicant, place, known.value if known else None)
            verdicts.append(_verdict(word, judged, known, strict=True))
    strict = [one.outcome for one in verdicts]
    group = "fails" if FAIL in strict else "ask" if UNKNOWN in strict else "fits"
    for word, known in place.preferred.items():
        if word in JUDGES:
            judged = JUDGES[word](applicant, place, known.value)
            verdicts.append(_verdict(word, judged, known, strict=False))
    return Fit(place, group, tuple(verdicts))


def _is_usual(word: str, applicant: Applicant, place: Place) -> bool:
    """Whether a rule is looked at before its fact is known; Step 3 only where H-1B may be."""
    return word in USUAL and (word != "step3" or _may_need_h1b(applicant, place))


def _verdict(word: str, judged: Judged, known: Known | None, *, strict: bool) -> Verdict:
    return Verdict(
        rule=word,
        strict=strict,
        outcome=judged.outcome,
        reason=judged.reason,
        lacks=judged.lacks,
        about=judged.about or word,
        said=RULES[word].say(known.value) if known else "",
        known=known,
    )


def _on_visas(place: Place, applicant: Applicant) -> Verdict:
    said = [
        f"{name} {'yes' if answer else 'no'}"
        for name, answer in (("J-1", place.j1), ("H-1B", place.h1b))
        if answer is not None
    ]
    judged = visa(applicant, place)
    return Verdict(
        rule=VISA,
        strict=True,
        outcome=judged.outcome,
        reason=judged.reason,
        lacks=judged.lacks,
        about=VISA,
        said=", ".join(said),
        known=place.visas,
    )
