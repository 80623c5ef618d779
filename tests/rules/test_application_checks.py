from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.records.experience import Experience
from fmgtrack.records.letter import LETTER_STATUSES, Document, Letter
from fmgtrack.records.words import CONFIDENCES
from fmgtrack.reference.application_limits import limits, portal
from fmgtrack.reference.documents import kinds
from fmgtrack.rules.application_checks import CHECKS, check_application
from fmgtrack.rules.application_facts import (
    ApplicationFacts,
    Failing,
    Finding,
    LastDay,
    OpenPart,
    Place,
    SignalUse,
    Target,
    UsAsked,
)

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = date(2026, 11, 25)
PAGE = "https://example.org/page"

CODES = {
    *("experiences-count", "meaningful-count", "description-length", "meaningful-length"),
    *("statement-missing", "statement-length", "statement-not-assigned"),
    *("letters-per-program", "letters-us-missing", "letter-request-gone", "letter-not-uploaded"),
    *("letter-standardised", "letter-old", "letter-waiver", "photo", "transcript", "ecfmg-report"),
    *("token", "signals", "names-differ", "gap-unexplained", "exam-missing", "ecfmg"),
    *("fact-fails", "deadline", "document-expires", "supervisor-not-thanked"),
    "letter-writer-not-thanked",
}


def letter(number: int = 1, **over: Any) -> Letter:  # noqa: ANN401  any column
    """A letter to which nothing can be said against."""
    fine: dict[str, Any] = {
        "writer": f"Dr. Writer {number}",
        "us": True,
        "waived": True,
        "status": "uploaded",
        "asked_on": "2026-07-01",
        "dated_on": "2026-08-01",
        "thanked_on": "2026-09-01",
    }
    return Letter(id=number, **(fine | over))


def experience(number: int = 1, **over: Any) -> Experience:  # noqa: ANN401  any column
    fine: dict[str, Any] = {
        "kind": "externship",
        "title": "Ward",
        "supervisor": "Dr. Wei Chen",
        "thanked_on": "2026-09-01",
        "myeras": True,
        "description": "What was done.",
    }
    return Experience(id=number, **(fine | over))


def statement(number: int = 1, **over: Any) -> Document:  # noqa: ANN401  any column
    fine: dict[str, Any] = {
        "kind": "statement",
        "specialty": "Internal Medicine",
        "status": "ready",
        "length": 3_400,
    }
    return Document(id=number, **(fine | over))


THREE = tuple(letter(number) for number in (1, 2, 3))
TARGET = Target(
    ref="p1",
    name="Lake Hospital",
    specialty="Internal Medicine",
    letters=THREE,
    us_asked=UsAsked(number=2, strict=True, source=PAGE, confirmed=True),
)
CLEAN = ApplicationFacts(
    today=TODAY,
    starts_on=date(2027, 7, 1),
    limits=limits(2027),
    portal=portal(2027),
    targets=(TARGET,),
    specialties=("Internal Medicine",),
    experiences=(experience(),),
    letters=THREE,
    documents=(statement(),),
    signals=(
        SignalUse(
            specialty="Internal Medicine",
            tier="gold",
            allowed=3,
            used=3,
            source=PAGE,
            confidence="secondary",
        ),
    ),
)


def facts(**over: Any) -> ApplicationFacts:  # noqa: ANN401  any field
    return replace(CLEAN, **over)


def to(**over: Any) -> ApplicationFacts:  # noqa: ANN401  any field
    """The clean application with something else of its program."""
    return facts(targets=(replace(TARGET, **over),))


def with_letter(**over: Any) -> ApplicationFacts:  # noqa: ANN401  any column
    """The clean application with another first letter."""
    letters = (letter(1, **over), *THREE[1:])
    return replace(to(letters=letters), letters=letters)


def lacking(key: str, specialty: str | None = None, **over: Any) -> ApplicationFacts:  # noqa: ANN401  any field
    return facts(missing=((kinds()[key], specialty),), **over)


def marked(count: int) -> tuple[Experience, ...]:
    return tuple(experience(number, meaningful=True) for number in range(1, count + 1))


def many(count: int, **over: Any) -> tuple[Experience, ...]:  # noqa: ANN401  any column
    return tuple(experience(number, **over) for number in range(1, count + 1))


def signal(used: int, allowed: int = 3) -> ApplicationFacts:
    return facts(signals=(replace(CLEAN.signals[0], used=used, allowed=allowed),))


def last_day(days: int) -> ApplicationFacts:
    on = TODAY + timedelta(days=days)
    return facts(last_days=(LastDay(ref="p9", name="Hill", on=on, source=PAGE, confirmed=True),))


def us_asked(number: int, **over: Any) -> ApplicationFacts:  # noqa: ANN401  any field
    asked = UsAsked(number=number, strict=True, source=PAGE, confirmed=True)
    return to(us_asked=replace(asked, **over))


def part(key: str, **over: Any) -> ApplicationFacts:  # noqa: ANN401  any field
    due = date(2027, 3, 3)
    return facts(ecfmg=(OpenPart(key=key, says="no attempt on record", due=due, **over),))


FAILS = Failing(said="at least 250", reason="your score is 238", source=PAGE, confirmed=True)
PASSPORT = Document(id=5, kind="passport", status="ready")

FIRES: list[tuple[str, bool, ApplicationFacts]] = [
    ("experiences-count", True, facts(experiences=many(11))),
    ("meaningful-count", True, facts(experiences=marked(4))),
    ("description-length", True, facts(experiences=(experience(description="x" * 751),))),
    (
        "meaningful-length",
        True,
        facts(experiences=(experience(meaningful=True, meaningful_text="x" * 301),)),
    ),
    ("statement-missing", True, lacking("statement", "Neurology")),
    ("statement-missing", True, lacking("statement", documents=())),
    ("statement-length", True, facts(documents=(statement(length=28_001),))),
    ("statement-length", False, facts(documents=(statement(length=5_101),))),
    ("statement-length", False, facts(documents=(statement(length=28_000),))),
    ("statement-not-assigned", False, to(statement=False)),
    ("letters-per-program", True, to(letters=tuple(letter(n) for n in range(5)))),
    ("letters-per-program", False, to(letters=THREE[:2])),
    ("letters-per-program", False, to(letters=(), us_asked=None)),
    ("letters-us-missing", True, us_asked(4)),
    ("letters-us-missing", False, us_asked(4, confirmed=False)),
    ("letters-us-missing", False, us_asked(4, strict=False)),
    ("letters-us-missing", True, to(letters=(letter(us=None), letter(2), letter(3, us=False)))),
    ("letter-request-gone", True, with_letter(status="promised", asked_on="2026-05-31")),
    ("letter-request-gone", True, with_letter(status="asked", asked_on="2026-05-31")),
    ("letter-not-uploaded", True, with_letter(status="wanted")),
    ("letter-not-uploaded", True, with_letter(status="declined")),
    ("letter-not-uploaded", False, facts(letters=(*THREE, letter(4, status="promised")))),
    (
        "letter-standardised",
        False,
        facts(letters=(letter(4, status="wanted", specialty="urology"),)),
    ),
    (
        "letter-standardised",
        False,
        facts(letters=(letter(4, status="wanted"),), specialties=("Plastic Surgery",)),
    ),
    ("letter-old", False, with_letter(dated_on="2025-06-01")),
    ("letter-old", False, with_letter(dated_on=None, uploaded_on="2025-06-01")),
    ("letter-waiver", False, with_letter(waived=None)),
    ("letter-waiver", False, with_letter(waived=False)),
    ("photo", False, lacking("photo")),
    ("transcript", True, lacking("mspe")),
    ("transcript", True, lacking("transcript")),
    ("transcript", False, lacking("usmle-transcript")),
    ("ecfmg-report", True, lacking("ecfmg-report")),
    ("token", True, facts(token=False)),
    ("token", False, facts(token=False, through_eras=True)),
    ("signals", True, signal(4)),
    ("signals", True, signal(1, allowed=0)),
    ("signals", False, signal(2)),
    ("signals", False, facts(stray_signals=(Place("p9", "Hill"),))),
    ("names-differ", False, facts(names=("Sana Mirza", "Sana Mirza Khan", "words"))),
    ("gap-unexplained", False, facts(unexplained=((date(2020, 3, 1), date(2020, 5, 2)),))),
    ("exam-missing", False, part("step2ck")),
    ("exam-missing", False, part("oet", waiting=True, exam="ex3")),
    ("exam-missing", True, part("step1", is_past=True)),
    ("ecfmg", False, part("pathway")),
    ("ecfmg", True, part("verified", is_past=True)),
    ("ecfmg", False, facts(ecfmg=None)),
    ("fact-fails", True, to(failing=(FAILS,))),
    ("fact-fails", False, to(failing=(replace(FAILS, confirmed=False),))),
    ("deadline", False, last_day(14)),
    ("deadline", False, last_day(0)),
    ("deadline", False, last_day(-1)),
    ("document-expires", False, facts(documents=(replace(PASSPORT, expires_on="2026-11-24"),))),
    ("document-expires", False, facts(documents=(replace(PASSPORT, expires_on="2027-06-30"),))),
    ("supervisor-not-thanked", False, facts(experiences=(experience(thanked_on=None),))),
    ("letter-writer-not-thanked", False, with_letter(thanked_on=None)),
]

RESTS: list[tuple[str, ApplicationFacts]] = [
    ("experiences-count", facts(experiences=many(10))),
    ("experiences-count", facts(experiences=(*many(10), experience(11, myeras=False)))),
    ("meaningful-count", facts(experiences=marked(3))),
    ("meaningful-count", facts(experiences=(*marked(3), *many(4, meaningful=True, myeras=False)))),
    ("description-length", facts(experiences=(experience(description="x" * 750),))),
    ("description-length", facts(experiences=(experience(description="x" * 751, myeras=False),))),
    (
        "meaningful-length",
        facts(experiences=(experience(meaningful=True, meaningful_text="x" * 300),)),
    ),
    ("meaningful-length", facts(experiences=(experience(meaningful_text="x" * 301),))),
    ("statement-missing", lacking("passport")),
    ("statement-length", facts(documents=(statement(length=5_100),))),
    ("statement-length", facts(documents=(statement(length=None),))),
    ("statement-length", facts(documents=(statement(kind="cv", length=28_001),))),
    ("letters-per-program", to(letters=tuple(letter(n) for n in range(4)))),
    ("letters-us-missing", us_asked(3)),
    ("letters-us-missing", to(us_asked=None, letters=(letter(us=False), *THREE[1:]))),
    ("letter-request-gone", with_letter(status="promised", asked_on="2026-06-01")),
    ("letter-request-gone", with_letter(asked_on="2026-05-31")),
    (
        "letter-request-gone",
        replace(with_letter(status="asked", asked_on="2025-01-01"), portal=None),
    ),
    ("letter-not-uploaded", facts(letters=(*THREE, letter(4, status="declined")))),
    ("letter-not-uploaded", facts(letters=(*THREE, letter(4, status="wanted")))),
    ("letter-standardised", facts(letters=(letter(4, status="asked", specialty="Urology"),))),
    ("letter-standardised", facts(letters=(letter(4, status="wanted"),))),
    ("letter-old", with_letter(dated_on="2025-06-02")),
    ("letter-old", with_letter(dated_on="2026-08-01", uploaded_on="2020-01-01")),
    ("letter-old", with_letter(status="declined", dated_on="2020-01-01")),
    ("letter-waiver", with_letter(status="wanted", waived=None)),
    ("signals", signal(3)),
    ("fact-fails", to(failing=())),
    ("deadline", last_day(15)),
    ("document-expires", facts(documents=(replace(PASSPORT, expires_on="2027-07-01"),))),
    (
        "document-expires",
        facts(
            documents=(
                replace(PASSPORT, expires_on="2026-01-01"),
                replace(PASSPORT, id=6, expires_on="2033-01-01"),
            )
        ),
    ),
    ("supervisor-not-thanked", facts(experiences=(experience(thanked_on=None, supervisor=None),))),
    ("supervisor-not-thanked", facts(experiences=(experience(thanked_on=None, status="asked"),))),
    ("letter-writer-not-thanked", with_letter(status="promised", thanked_on=None)),
]


def found(given_facts: ApplicationFacts, code: str) -> list[Finding]:
    return [one for one in check_application(given_facts) if one.code == code]


@pytest.mark.parametrize(("code", "blocking", "given_facts"), FIRES)
def test_a_check_fires(code: str, blocking: bool, given_facts: ApplicationFacts) -> None:
    assert [one.blocking for one in found(given_facts, code)] == [blocking]


@pytest.mark.parametrize(("code", "given_facts"), RESTS)
def test_a_check_rests_just_before_and_elsewhere(code: str, given_facts: ApplicationFacts) -> None:
    assert found(given_facts, code) == []


def test_a_clean_application_has_no_findings() -> None:
    assert check_application(CLEAN) == ()


def test_every_code_has_a_case_and_no_other_code_is_found() -> None:
    assert {code for code, _, _ in FIRES} == CODES
    assert {one.code for _, _, some in FIRES for one in check_application(some)} == CODES


def test_every_check_fires_somewhere_and_has_its_reason_in_the_docstring() -> None:
    for run in CHECKS:
        assert any(list(run(some)) for _, _, some in FIRES), run.__name__
        assert run.__doc__


@pytest.mark.parametrize("given_facts", [some for _, _, some in FIRES])
def test_a_finding_is_one_sentence_and_names_what_to_do(given_facts: ApplicationFacts) -> None:
    for one in check_application(given_facts):
        assert not one.message.endswith(".")
        assert "\n" not in one.message
        assert "`fmgtrack " in one.hint or "`--" in one.hint
        assert (one.confidence is None) == (one.source is None)


def test_what_blocks_comes_first() -> None:
    weights = [
        one.blocking
        for one in check_application(
            replace(with_letter(waived=None), experiences=many(11), token=False)
        )
    ]
    assert weights == sorted(weights, reverse=True)
    assert len(weights) == 3


@pytest.mark.parametrize(
    ("given_facts", "code", "said"),
    [
        (us_asked(4), "letters-us-missing", "asks for 4 letters from the US and has 3 assigned"),
        (
            to(letters=(letter(us=None), letter(2), letter(3, us=False))),
            "letters-us-missing",
            "has 1 assigned; of 1 more it is not said",
        ),
        (us_asked(4, strict=False), "letters-us-missing", "would like 4"),
        (with_letter(waived=False), "letter-waiver", "chosen for each letter and is final"),
        (with_letter(waived=None), "letter-waiver", "is not on record"),
        (with_letter(status="wanted"), "letter-not-uploaded", "1 program would miss it"),
        (signal(1, allowed=0), "signals", "has no gold signals, and 1 is set"),
        (signal(1), "signals", "2 of 3 gold signals of `Internal Medicine` are not set"),
        (last_day(0), "deadline", ", today"),
        (last_day(1), "deadline", ", 1 day left"),
        (last_day(-1), "deadline", "is not applied to, and took applications until"),
        (part("step2ck"), "exam-missing", "Step 2 CK: no attempt on record; the Match needs it by"),
    ],
)
def test_what_is_said(given_facts: ApplicationFacts, code: str, said: str) -> None:
    (one,) = found(given_facts, code)
    assert said in one.message


def test_a_statement_that_is_begun_or_of_no_specialty_is_named() -> None:
    draft = lacking("statement", "Internal Medicine", documents=(statement(7, status="draft"),))
    unsaid = lacking("statement", "Neurology", documents=(statement(8, specialty=None),))

    assert found(draft, "statement-missing")[0].hint.startswith("`fmgtrack edit do7 --status")
    assert "do8 --specialty" in found(unsaid, "statement-missing")[0].hint


def _thanked(some: ApplicationFacts) -> ApplicationFacts:
    thanked = tuple(replace(one, thanked_on="2026-11-01") for one in some.experiences)
    return replace(some, experiences=thanked)


def _each_letter(some: ApplicationFacts, **over: Any) -> ApplicationFacts:  # noqa: ANN401  any column
    def better(letters: tuple[Letter, ...]) -> tuple[Letter, ...]:
        return tuple(replace(one, **over) for one in letters)

    targets = tuple(replace(one, letters=better(one.letters)) for one in some.targets)
    return replace(some, letters=better(some.letters), targets=targets)


def _one_more_letter(some: ApplicationFacts) -> ApplicationFacts:
    """A letter that is as it should be goes to every program that may have one more."""
    new = letter(90)
    targets = tuple(
        replace(one, letters=(*one.letters, new)) if len(one.letters) < 4 else one
        for one in some.targets
    )
    return replace(some, letters=(*some.letters, new), targets=targets)


GOOD: tuple[Callable[[ApplicationFacts], ApplicationFacts], ...] = (
    lambda some: replace(some, token=True),
    lambda some: replace(some, names=None),
    lambda some: replace(some, unexplained=some.unexplained[1:]),
    lambda some: replace(some, missing=some.missing[1:]),
    lambda some: replace(some, ecfmg=some.ecfmg[1:] if some.ecfmg else some.ecfmg),
    _thanked,
    lambda some: _each_letter(
        some, status="uploaded", dated_on="2026-08-01", thanked_on="2026-11-01", waived=True
    ),
    lambda some: _each_letter(some, us=True),
    _one_more_letter,
    lambda some: replace(
        some, targets=tuple(replace(one, statement=True, failing=()) for one in some.targets)
    ),
)
"""Things that only help: what was missing is there, what was owed is done."""


letters_of_any_kind = st.builds(
    letter,
    st.integers(1, 80),
    status=st.sampled_from(LETTER_STATUSES),
    us=st.sampled_from([True, False, None]),
    waived=st.sampled_from([True, False, None]),
    asked_on=st.sampled_from([None, "2026-05-31", "2026-06-01"]),
    dated_on=st.sampled_from([None, "2024-01-01", "2026-08-01"]),
    thanked_on=st.sampled_from([None, "2026-09-01"]),
    specialty=st.sampled_from([None, "Urology"]),
)
messy = st.builds(
    lambda base, mine, statement_there, token, asked: replace(
        base,
        token=token,
        letters=tuple(mine),
        targets=(
            replace(
                base.targets[0] if base.targets else TARGET,
                letters=tuple(mine),
                statement=statement_there,
                us_asked=asked,
            ),
        ),
    ),
    st.sampled_from([some for _, _, some in FIRES]),
    st.lists(letters_of_any_kind, max_size=5, unique_by=lambda one: one.id),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, TARGET.us_asked]),
)


@given(messy, st.sampled_from(GOOD))
def test_a_good_thing_never_adds_a_finding(
    some: ApplicationFacts, improve: Callable[[ApplicationFacts], ApplicationFacts]
) -> None:
    def keys(given_facts: ApplicationFacts) -> set[tuple[str, str | None]]:
        return {(one.code, one.ref) for one in check_application(given_facts)}

    assert keys(improve(some)) <= keys(some)


def test_every_limit_has_an_address_a_season_and_a_confidence() -> None:
    text = files("fmgtrack.reference").joinpath("application_limits.toml").read_text("utf-8")
    body = tomllib.loads(text)

    assert body["limit"]
    for row in (*body["limit"], *body["portal"]):
        assert row["source"].startswith("https://"), row
        assert row["confidence"] in set(CONFIDENCES) - {"own"}, row
    keys = [(row["key"], row["season"]) for row in body["limit"]]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("season", "key", "most", "stated", "confidence"),
    [
        (2025, "experiences", 10, 2025, "official"),
        (2026, "experiences", 10, 2026, "secondary"),
        (2030, "experiences", 10, 2026, "secondary"),
        (2020, "experiences", 10, 2025, "older"),
        (2027, "description", 750, 2025, "older"),
        (2027, "meaningful-text", 300, 2025, "older"),
        (2027, "statement", 28_000, 2026, "secondary"),
        (2027, "letters", 4, 2027, "official"),
        (2028, "letters", 4, 2027, "older"),
    ],
)
def test_the_newest_limit_up_to_the_season(
    season: int, key: str, most: int, stated: int, confidence: str
) -> None:
    limit = limits(season)[key]
    assert (limit.most, limit.season, limit.confidence) == (most, stated, confidence)


def test_the_portal_is_known_from_its_season_on() -> None:
    assert portal(2026) is None
    later = portal(2028)
    assert later is not None
    assert (later.opened, later.confidence) == (date(2026, 6, 1), "older")
