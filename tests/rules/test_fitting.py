from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.sample_programs import places

from fmgtrack.rules import fitting
from fmgtrack.rules.fitting import fit
from fmgtrack.rules.fitting_facts import Amount, Applicant, Attempt, Known, Place, Spell

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

STEP1 = Attempt("step1", "pass")
FAILED, PASSED = Attempt("step2ck", "fail", 205), Attempt("step2ck", "pass", 238)

SANA = Applicant(
    season=2027,
    today=date(2026, 11, 25),
    graduated="2020-06-15",
    attempts=(STEP1, FAILED, PASSED),
    certified=True,
    visa_need="j1",
    hands_on=Spell(60, 2.0, complete=True),
    observed=Spell(30, 1.0, complete=True),
    us_letters=Amount(2, 3),
)
"""Six whole years since graduation when applying, seven when training begins; 238 in Step 2 CK at
the second attempt; certified; needs J-1; sixty days hands-on and thirty of watching; two letters
uploaded and one on its way; Step 3 not on record."""

USUAL = {
    "graduation-years": "any",
    "step2ck": "220",
    "attempts": "1",
    "ecfmg": "application",
    "usce-months": "any",
}
"""A program that says all that is usually asked, and that takes her."""


def place(*, j1: bool | None = True, h1b: bool | None = None, status: str = "considered",
          preferred: dict[str, str] | None = None, **said: str | None) -> Place:  # fmt: skip
    """A program of the usual facts; a word may be left unsaid with None."""
    strict = USUAL | {word.replace("_", "-"): value for word, value in said.items()}
    return Place(
        number=1,
        name="Henry Ford Hospital",
        status=status,
        j1=j1,
        h1b=h1b,
        strict={word: Known(value) for word, value in strict.items() if value is not None},
        preferred={word: Known(value) for word, value in (preferred or {}).items()},
    )


ASKED = ("unknown", "not known what they ask", "program")

TWENTY = {
    "all that is asked is met": (place(), "fits", {}),
    "a score she has not": (
        place(step2ck="245"),
        "fails",
        {"step2ck": ("fail", "your score is 238", "")},
    ),
    "no word of the score": (place(step2ck=None), "ask", {"step2ck": ASKED}),
    "only first attempts": (
        place(attempts="0"),
        "fails",
        {"attempts": ("fail", "1 failed attempt", "")},
    ),
    "any number of attempts": (place(attempts="any"), "fits", {}),
    "five years, she has six": (
        place(graduation_years="5"),
        "fails",
        {"graduation-years": ("fail", "6 years when applying, 7 when training begins", "")},
    ),
    "six years, it depends on the day": (
        place(graduation_years="6"),
        "ask",
        {
            "graduation-years": (
                "unknown",
                "6 years when applying, 7 when training begins",
                "program",
            )
        },
    ),
    "seven years": (place(graduation_years="7"), "fits", {}),
    "another visa than hers": (
        place(j1=False, h1b=True),
        "fails",
        {"visa": ("fail", "J-1 is not sponsored", "")},
    ),
    "no word of visas": (
        place(j1=None),
        "ask",
        {"visa": ("unknown", "nothing is known of J-1", "program")},
    ),
    "three months with observerships": (
        place(usce_months="3", observership_counts="yes"),
        "fits",
        {},
    ),
    "three months, observerships in doubt": (
        place(usce_months="3"),
        "ask",
        {"usce-months": ("unknown", "2 months hands-on, 1 of observerships", "program")},
    ),
    "three months hands-on": (
        place(usce_months="3", observership_counts="no"),
        "fails",
        {"usce-months": ("fail", "2 months", "")},
    ),
    "eight weeks, sixty days": (place(usce_months="8 weeks"), "fits", {}),
    "three letters, one to come": (
        place(us_letters="3"),
        "ask",
        {"us-letters": ("unknown", "2 uploaded from the US, 1 more may come", "later")},
    ),
    "more letters than she can have": (
        place(us_letters="4"),
        "fails",
        {"us-letters": ("fail", "2 uploaded from the US, 1 more may come", "")},
    ),
    "Step 3 of all": (
        place(step3="application"),
        "ask",
        {"step3": ("unknown", "no Step 3 is on record", "profile")},
    ),
    "Step 3 for a visa that is not hers": (place(step3="yes"), "fits", {}),
    "closed yesterday": (
        place(deadline="2026-11-24"),
        "fails",
        {"deadline": ("fail", "that day has passed", "")},
    ),
    "nothing known at all": (
        Place(number=1, name="Henry Ford Hospital"),
        "ask",
        {
            "visa": ("unknown", "nothing is known of J-1", "program"),
            "graduation-years": ASKED,
            "step2ck": ASKED,
            "attempts": ASKED,
            "usce-months": ASKED,
        },
    ),
}
"""Twenty programs with the group and the reasons that were worked out by hand."""


@pytest.mark.parametrize("name", TWENTY)
def test_twenty_programs_checked_by_hand(name: str) -> None:
    program, group, open_ = TWENTY[name]
    found = fit(program, SANA)

    assert found.group == group
    assert {
        one.rule: (one.outcome, one.reason, one.lacks)
        for one in found.verdicts
        if one.outcome != "pass"
    } == open_


def outcome(applicant: Applicant, program: Place, rule: str) -> tuple[str, str] | None:
    """Outcome of a rule and what it lacks; None where it was not looked at."""
    for one in fit(program, applicant).verdicts:
        if one.rule == rule and one.strict:
            return one.outcome, one.lacks
    return None


@pytest.mark.parametrize(
    ("need", "j1", "h1b", "expected"),
    [
        ("none", None, None, ("pass", "")),
        ("none", False, False, ("pass", "")),
        ("j1", True, False, ("pass", "")),
        ("h1b", True, None, ("unknown", "program")),
        ("h1b", True, False, ("fail", "")),
        ("either", False, True, ("pass", "")),
        ("either", None, True, ("pass", "")),
        ("either", False, None, ("unknown", "program")),
        ("either", False, False, ("fail", "")),
        (None, True, True, ("pass", "")),
        (None, True, None, ("unknown", "profile")),
        (None, False, False, ("unknown", "profile")),
    ],
)
def test_visas(
    need: str | None, j1: bool | None, h1b: bool | None, expected: tuple[str, str]
) -> None:
    assert outcome(replace(SANA, visa_need=need), place(j1=j1, h1b=h1b), "visa") == expected


@pytest.mark.parametrize(
    ("graduated", "limit", "expected"),
    [
        ("2021-09-01", "5", ("pass", "")),  # five years on the very day, five in July
        ("2021-08-31", "5", ("pass", "")),
        ("2021-07-01", "5", ("unknown", "program")),
        ("2021-07-02", "5", ("pass", "")),
        ("2020-09-02", "5", ("unknown", "program")),
        ("2020-09-01", "5", ("fail", "")),
        ("2021", "5", ("unknown", "profile")),
        ("2020-09", "5", ("unknown", "program")),
        ("2019", "5", ("fail", "")),
        ("2027-06", "0", ("pass", "")),
        ("2027-06", None, ("pass", "")),
        (None, "5", ("unknown", "profile")),
        (None, "any", ("pass", "")),
        (None, None, ("unknown", "program")),
    ],
)
def test_years_since_graduation(
    graduated: str | None, limit: str | None, expected: tuple[str, str]
) -> None:
    applicant = replace(SANA, graduated=graduated)
    assert outcome(applicant, place(graduation_years=limit), "graduation-years") == expected


@pytest.mark.parametrize(
    ("attempts", "least", "expected"),
    [
        ((PASSED,), "238", ("pass", "")),
        ((PASSED,), "239", ("fail", "")),
        ((PASSED, FAILED), "238", ("pass", "")),
        ((Attempt("step2ck", "pass"),), "220", ("unknown", "profile")),
        ((Attempt("step2ck", "pass"),), "any", ("pass", "")),
        ((Attempt("step2ck", "waiting"),), "220", ("unknown", "later")),
        ((Attempt("step2ck", "planned"),), "220", ("unknown", "later")),
        ((FAILED, Attempt("step2ck", "planned")), "220", ("unknown", "later")),
        ((FAILED,), "200", ("fail", "")),
        ((FAILED,), "any", ("fail", "")),
        ((FAILED,), None, ("unknown", "program")),
        ((STEP1,), "220", ("unknown", "profile")),
        ((), "any", ("unknown", "profile")),
    ],
)
def test_the_score(
    attempts: tuple[Attempt, ...], least: str | None, expected: tuple[str, str]
) -> None:
    applicant = replace(SANA, attempts=attempts)
    assert outcome(applicant, place(step2ck=least), "step2ck") == expected


FAILED_STEP1, WAITING = Attempt("step1", "fail"), Attempt("step2ck", "waiting")


@pytest.mark.parametrize(
    ("attempts", "most", "expected"),
    [
        ((STEP1, PASSED), "0", ("pass", "")),
        ((STEP1, PASSED), None, ("pass", "")),
        ((STEP1, FAILED, PASSED), "0", ("fail", "")),
        ((STEP1, FAILED, PASSED), None, ("unknown", "program")),
        ((FAILED_STEP1, STEP1, FAILED, PASSED), "1", ("unknown", "program")),
        ((FAILED_STEP1, STEP1, FAILED, PASSED), "2", ("pass", "")),
        ((FAILED_STEP1, FAILED_STEP1, STEP1, PASSED), "1", ("fail", "")),
        ((STEP1, WAITING), "0", ("unknown", "later")),
        ((FAILED_STEP1, STEP1, WAITING), "0", ("fail", "")),
        ((STEP1,), "0", ("unknown", "profile")),
        ((FAILED_STEP1,), "0", ("fail", "")),
        ((STEP1, PASSED, Attempt("step3", "fail")), "0", ("fail", "")),
        ((), "any", ("pass", "")),
    ],
)
def test_failed_attempts(
    attempts: tuple[Attempt, ...], most: str | None, expected: tuple[str, str]
) -> None:
    applicant = replace(SANA, attempts=attempts)
    assert outcome(applicant, place(attempts=most), "attempts") == expected


@pytest.mark.parametrize(
    ("certified", "when", "expected"),
    [
        (True, None, ("pass", "")),
        (True, "application", ("pass", "")),
        (False, "application", ("fail", "")),
        (False, "ranking", ("unknown", "later")),
        (False, "start", ("pass", "")),
        (False, None, ("unknown", "program")),
        (None, "application", ("unknown", "profile")),
        (None, "start", ("pass", "")),
    ],
)
def test_the_certificate(
    certified: bool | None, when: str | None, expected: tuple[str, str]
) -> None:
    assert outcome(replace(SANA, certified=certified), place(ecfmg=when), "ecfmg") == expected


NONE, ALL_OF_IT = Spell(complete=True), Spell(84, 2.8, complete=True)


@pytest.mark.parametrize(
    ("hands_on", "observed", "least", "counts", "expected"),
    [
        (ALL_OF_IT, NONE, "2", None, ("pass", "")),
        (ALL_OF_IT, NONE, "3", None, ("unknown", "program")),  # three blocks of four weeks
        (ALL_OF_IT, NONE, "12 weeks", None, ("pass", "")),
        (ALL_OF_IT, NONE, "13 weeks", None, ("fail", "")),
        (ALL_OF_IT, NONE, "4", None, ("fail", "")),
        (NONE, ALL_OF_IT, "2", "yes", ("pass", "")),
        (NONE, ALL_OF_IT, "2", "no", ("fail", "")),
        (NONE, ALL_OF_IT, "2", None, ("unknown", "program")),
        (NONE, ALL_OF_IT, "6", None, ("fail", "")),
        (NONE, NONE, "1", None, ("fail", "")),
        (NONE, NONE, "any", None, ("pass", "")),
        (NONE, NONE, None, "yes", ("unknown", "program")),
        (Spell(), Spell(), "1", None, ("unknown", "profile")),
        (Spell(), Spell(), "1", "no", ("unknown", "profile")),
        (Spell(60, 2.0), NONE, "2", None, ("pass", "")),
        (Spell(60, 2.0), NONE, "3", None, ("unknown", "profile")),
    ],
)
def test_us_experience(
    hands_on: Spell,
    observed: Spell,
    least: str | None,
    counts: str | None,
    expected: tuple[str, str],
) -> None:
    applicant = replace(SANA, hands_on=hands_on, observed=observed)
    program = place(usce_months=least, observership_counts=counts)
    assert outcome(applicant, program, "usce-months") == expected


STEP3, STEP3_FAILED = Attempt("step3", "pass"), Attempt("step3", "fail")


@pytest.mark.parametrize(
    ("need", "attempt", "asks", "j1", "h1b", "expected"),
    [
        ("h1b", None, "yes", True, True, ("unknown", "profile")),
        ("h1b", STEP3, "yes", None, True, ("pass", "")),
        ("h1b", STEP3_FAILED, "yes", None, True, ("fail", "")),
        ("h1b", Attempt("step3", "planned"), "yes", None, True, ("unknown", "later")),
        ("h1b", None, None, None, True, ("unknown", "program")),
        ("h1b", STEP3, None, None, True, ("pass", "")),
        ("h1b", STEP3_FAILED, "no", None, True, ("pass", "")),
        ("h1b", STEP3_FAILED, "yes", True, False, ("pass", "")),  # the visa itself fails there
        ("j1", STEP3_FAILED, "yes", True, True, ("pass", "")),
        ("j1", None, None, True, True, None),
        ("none", STEP3_FAILED, "application", True, True, ("fail", "")),
        ("either", STEP3_FAILED, "yes", True, True, ("pass", "")),
        ("either", STEP3_FAILED, "yes", False, True, ("fail", "")),
        ("either", STEP3_FAILED, "yes", None, True, ("unknown", "program")),
        (None, STEP3_FAILED, "yes", True, True, ("unknown", "profile")),
    ],
)
def test_step_3(  # noqa: PLR0917  a table of cases
    need: str | None,
    attempt: Attempt | None,
    asks: str | None,
    j1: bool | None,
    h1b: bool | None,
    expected: tuple[str, str] | None,
) -> None:
    attempts = (STEP1, PASSED, *([attempt] if attempt else []))
    applicant = replace(SANA, visa_need=need, attempts=attempts)
    assert outcome(applicant, place(step3=asks, j1=j1, h1b=h1b), "step3") == expected


@pytest.mark.parametrize(
    ("day", "status", "expected"),
    [
        ("2026-11-25", "considered", ("pass", "")),
        ("2026-11-24", "considered", ("fail", "")),
        ("2026-11-24", "applied", ("pass", "")),
        (None, "considered", None),
    ],
)
def test_the_last_day(day: str | None, status: str, expected: tuple[str, str] | None) -> None:
    assert outcome(SANA, place(deadline=day, status=status), "deadline") == expected


@pytest.mark.parametrize(
    ("letters", "least", "expected"),
    [
        (Amount(2, 2), "2", ("pass", "")),
        (Amount(1, 1), "2", ("fail", "")),
        (Amount(), "1", ("unknown", "profile")),
        (Amount(), "any", ("pass", "")),
        (Amount(1, 1), None, None),
    ],
)
def test_letters_from_the_us(
    letters: Amount, least: str | None, expected: tuple[str, str] | None
) -> None:
    assert outcome(replace(SANA, us_letters=letters), place(us_letters=least), "us-letters") == (
        expected
    )


def test_what_is_only_preferred_moves_nothing() -> None:
    found = fit(place(preferred={"step2ck": "250", "attempts": "1"}), SANA)

    assert found.group == "fits"
    assert found.preferred_unmet == 1
    assert [(one.rule, one.outcome) for one in found.verdicts if not one.strict] == [
        ("step2ck", "fail"),
        ("attempts", "pass"),
    ]


def test_an_open_rule_names_the_rule_to_ask_about() -> None:
    watched = fit(place(usce_months="3"), SANA)
    either = fit(
        place(step3="yes", j1=None, h1b=True),
        replace(SANA, visa_need="either", attempts=(STEP1, PASSED, STEP3_FAILED)),
    )

    assert [one.about for one in watched.verdicts if one.lacks] == ["observership-counts"]
    assert [one.about for one in either.verdicts if one.lacks] == ["visa"]


def test_a_feature_is_no_requirement() -> None:
    words = {one.rule for one in fit(place(size="20", signal_use="required"), SANA).verdicts}
    assert words == {"visa", *USUAL}


def test_every_rule_names_where_it_comes_from() -> None:
    for judge in (fitting.visa, *fitting.JUDGES.values()):
        said = judge.__doc__ or ""
        assert "https://" in said or "see the module" in said, judge
    assert "https://" in (fitting.__doc__ or "")


def test_three_hundred_programs_fall_into_every_group() -> None:
    sample = places()
    groups = [fit(one, SANA).group for one in sample]

    assert len(sample) == 300
    assert places() == sample
    assert all(groups.count(group) >= 5 for group in fitting.GROUPS)


PEOPLE = (
    SANA,
    Applicant(season=2027, today=SANA.today),
    replace(SANA, visa_need="h1b", certified=False, graduated="2026-06-30", attempts=(PASSED,)),
    replace(SANA, visa_need="either", certified=None, us_letters=Amount(0, 0)),
    replace(
        SANA,
        visa_need="none",
        certified=False,
        attempts=(STEP1, FAILED, Attempt("step2ck", "planned"), Attempt("step3", "waiting")),
        hands_on=Spell(31, 1.0, complete=False),
    ),
    replace(SANA, attempts=(STEP1, FAILED, Attempt("step3", "pass", 210)), graduated="2027-05"),
)


def test_what_is_said_of_every_outcome(snapshot: SnapshotAssertion) -> None:
    said = {
        f"{one.rule} {'strict' if one.strict else 'preferred'} [{one.said}] {one.outcome}"
        f" ({one.lacks or '-'}, {one.about or '-'}): {one.reason}"
        for person in PEOPLE
        for program in places()
        for one in fit(program, person).verdicts
    }
    assert "\n".join(sorted(said)) == snapshot
