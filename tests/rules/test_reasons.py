"""Which reasons would fit any program."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.records.reason import REASON_KINDS
from fmgtrack.rules.reasons import (
    Elsewhere,
    Fact,
    Finding,
    is_vague,
    kind_of,
    missing_kinds,
    would_fit_any,
)

HENRY = (
    *("Henry Ford Hospital", "Henry Ford Health", "Detroit", "MI", "Michigan"),
    "Internal Medicine",
)
MAYO = ("Mayo Clinic", "Rochester", "MN", "Minnesota", "Internal Medicine")


@pytest.mark.parametrize(
    "text",
    [
        "excellent training",
        "Excellent Training And Friendly Residents",
        "diverse patients",
        "diverse patient population",
        "Diverse pathology and a high volume of complex cases",
        "great location",
        "great location in Detroit",
        "a beautiful and safe city",
        "reputation",
        "Henry Ford has a great reputation",
        "Henry Ford's reputation in Michigan",
        "Henry Ford!",
        "friendly residents",
        "friendly, supportive faculty",
        "close-knit residents",
        "tightly knit group",
        "It feels like a family",
        "like one big family",
        "family-oriented atmosphere",
        "strong academics",
        "strong research opportunities",
        "many fellowships",
        "work-life balance",
        "IMG friendly",
        "many IMGs",
        "visa sponsorship",
        "top 10 program in the country",
        "#1 hospital",
        "ranked number one",
        "No. 1 in Michigan",
        "one of the best Internal Medicine programs",
        "world-class faculty",
        "second to none",
        "state-of-the-art facilities and cutting edge technology",
        "bread-and-butter medicine",
        "tertiary care center",
        "hands-on training",
        "evidence based medicine",
        "small program",
        "three-year residency",
        "supportive environment where residents grow",
        "Excelent trainning",
        "freindly residents in a great enviroment",
        "a lot of oportunities",
        "wonderful mentorship",
        "resident wellbeing",
        "your mission and vision",
        "programme with a good name",
        "...",
    ],
)
def test_what_could_be_said_of_any_program_is_vague(text: str) -> None:
    assert is_vague(text, HENRY)


@pytest.mark.parametrize(
    "text",
    [
        "X+Y 4+1 schedule",
        "x+y",
        "ultrasound curriculum in the first year",
        "Hmong clinic",
        "hmong clinic",
        "refugee clinic with resident continuity",
        "Arab American community in Dearborn",
        "uninsured patients from the county",
        "county hospital",
        "safety-net hospital",
        "veterans",
        "12 residents a year",
        "twelve residents a year",
        "half of the residents are IMGs",
        "the program director is an international graduate",
        "sponsors J-1",
        "H-1B for those with Step 3",
        "night float, no 24-hour call",
        "no 24 hour call",
        "no overnight call",
        "no call in the clinic weeks",
        "home call",
        "open ICU",
        "Dr. Okafor's sepsis trial",
        "hospitalist track",
        "global health track in Malawi",
        "a mentor for each resident",
        "protected research time",
        "clinician educator pathway",
        "fellowships in house",
        "cardiology fellowship",
        "24/7 attending in the unit",
        "simulation center",
        "rural rotation",
        "morning report with the chief",
        "residents run the code team",
        "ECMO",
        "my sister lives in Detroit",
        "close to my family",
        "Henry Ford's own auto workers clinic",
        "100% board pass rate",
        "Level 1 trauma",
        "ranked 12 residents in research last year",
        "tribal health",
        "clinic in Spanish",
        "پنجابی مریض",
        "大量难民患者",
    ],
)
def test_one_word_that_names_something_makes_it_concrete(text: str) -> None:
    assert not is_vague(text, HENRY)


def test_the_name_of_a_program_makes_nothing_concrete_there_but_does_elsewhere() -> None:
    assert is_vague("excellent training in Rochester", MAYO)
    assert not is_vague("excellent training in Rochester", HENRY)


def facts(*texts: str, kind: str | None = None) -> list[Fact]:
    return [
        Fact(ref=f"w{number}", kind=kind or REASON_KINDS[number % 6], text=text)
        for number, text in enumerate(texts, 1)
    ]


GOOD = ("Hmong clinic", "4+1 schedule", "12 residents a year")


def test_three_concrete_facts_of_several_kinds_are_enough() -> None:
    assert would_fit_any(facts(*GOOD), HENRY, []) == ()


def test_what_is_vague_is_named_and_not_counted() -> None:
    found = would_fit_any(facts(*GOOD[:2], "great reputation"), HENRY, [])

    assert found == (Finding(code="vague", ref="w3"), Finding(code="few", number=2))


@pytest.mark.parametrize("number", [0, 1, 2])
def test_fewer_than_three_are_few(number: int) -> None:
    assert would_fit_any(facts(*GOOD[:number]), HENRY, []) == (Finding(code="few", number=number),)


def test_all_of_one_kind_are_flagged_once_there_are_three() -> None:
    assert would_fit_any(facts(*GOOD, kind="call"), HENRY, []) == (
        Finding(code="one-kind", kind="call"),
    )
    assert would_fit_any(facts(*GOOD[:2], kind="call"), HENRY, []) == (
        Finding(code="few", number=2),
    )


@pytest.mark.parametrize(
    ("here", "there", "is_same"),
    [
        ("Hmong clinic", "hmong clinics", True),
        ("Hmong clinic", "The Hmong clinic!", True),
        ("Hmong clinic in Detroit", "a Hmong clinic in Rochester", True),
        ("4+1 schedule at Henry Ford", "Mayo Clinic: 4+1 schedule", True),
        ("4+1 schedule", "3+1 schedule", False),
        ("Hmong clinic", "Somali clinic", False),
        ("Hmong clinic", "Hmong clinic with an interpreter", False),
    ],
)
def test_the_same_words_for_another_program(here: str, there: str, is_same: bool) -> None:
    other = Elsewhere(program="Mayo Clinic", names=MAYO, texts=("ultrasound", there))

    found = would_fit_any(facts(here, "12 residents a year", "open ICU"), HENRY, [other])

    same = (Finding(code="same", ref="w1", program="Mayo Clinic"), Finding(code="few", number=2))
    assert found == (same if is_same else ())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("sponsors J-1", "support"),
        ("H1B for some", "support"),
        ("half of the residents are IMGs", "support"),
        ("Hmong clinic", "patients"),
        ("uninsured patients", "patients"),
        ("ultrasound curriculum in the first year", "education"),
        ("morning report", "education"),
        ("X+Y 4+1 schedule", "call"),
        ("night float", "call"),
        ("protected research time and a poster day", "research"),
        ("Dr. Okafor's sepsis trial", "research"),
        ("12 residents a year", "culture"),
        ("yearly retreat", "culture"),
        ("the auto workers", None),
        ("", None),
    ],
)
def test_the_kind_is_told_by_the_words(text: str, kind: str | None) -> None:
    assert kind_of(text) == kind


def test_missing_kinds_are_in_the_order_of_the_words() -> None:
    assert missing_kinds([]) == REASON_KINDS
    assert missing_kinds(facts("a", kind="education")) == (
        *("patients", "culture", "support", "research", "call"),
    )


@given(st.lists(st.sampled_from(["great", "training", "Residents", "diverse", "LOVE", "the"])))
def test_order_case_and_repetition_make_nothing_concrete(words: list[str]) -> None:
    assert is_vague(" ".join(words), HENRY)
    assert not is_vague(" ".join([*words, "Hmong"]), HENRY)


@given(st.text(max_size=80), st.text(max_size=20))
def test_any_text_is_judged_the_same_again_and_in_upper_case(text: str, name: str) -> None:
    found = would_fit_any(facts(text, *GOOD), (name,), [])
    assert found == would_fit_any(facts(text, *GOOD), (name,), [])
    assert kind_of(text) in (None, *REASON_KINDS)
    assert {finding.code for finding in found} <= {"vague", "few"}
