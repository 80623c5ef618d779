from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.drafts.context import (
    NAMES,
    NO_DAY,
    DraftContext,
    Gap,
    clean,
    joined,
    phrase,
    prose,
    questions,
    the,
    weekday,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def test_every_field_is_documented() -> None:
    documentation = DraftContext.__doc__ or ""
    for field in dataclasses.fields(DraftContext):
        assert f"\n    {field.name}: " in documentation.replace("        ", "    ")


def test_nothing_private_is_a_name() -> None:
    assert not {"note", "notes", "email", "reason", "rank"} & set(NAMES)


def test_what_is_not_known_is_a_gap() -> None:
    context = DraftContext(name="Signe Lindqvist", title="Dr.", setting="formal")
    gaps = {
        name: str(value) for name, value in context.variables().items() if value.__class__ is Gap
    }
    assert gaps == {
        "program": "[[the program]]",
        "institution": "[[the institution]]",
        "specialty": "[[the specialty]]",
        "city": "[[the city]]",
        "day": "[[the interview day]]",
        "format": "[[virtual, in person or by phone]]",
        "talked_about": "[[what you talked about with Dr. Lindqvist]]",
        "highlight": "[[what stood out about the day]]",
        "applicant": "[[your name]]",
        "signature": "[[your name]]",
    }
    assert None not in context.variables().values()


def test_blank_texts_are_gaps() -> None:
    context = DraftContext(name=" \n", program="\t", talked_about=("", " . "), to_ask=("\n",))
    assert str(context.name) == "[[the name of this person]]"
    assert str(context.program) == "[[the program]]"
    assert isinstance(context.talked_about, Gap)
    assert context.to_ask == ()


def test_a_gap_is_false_and_one_item() -> None:
    gap = Gap("the city")
    assert not gap
    assert [str(item) for item in gap] == ["[[the city]]"]


@pytest.mark.parametrize(
    ("name", "title", "greeting"),
    [
        ("Signe Lindqvist", "Dr.", "Dr. Lindqvist"),
        ("Maria Delgado", "", "Maria Delgado"),
        ("Lindqvist, Signe", "Dr.", "Dr. Lindqvist"),
        ("Delgado, Maria", "", "Maria Delgado"),
        ("Signe Lindqvist, M.D., Ph.D.", "Dr.", "Dr. Lindqvist"),
        ("Maria Delgado, C-TAGME", "", "Maria Delgado"),
        ("Signe Lindqvist MD PhD", "Dr.", "Dr. Lindqvist"),
        ("John Orrin Jr.", "Dr.", "Dr. Orrin"),
        ("John Orrin, Jr., MD", "Dr.", "Dr. Orrin"),
        ("Minh Do", "Dr.", "Dr. Do"),
        ("Ma, Wei", "Dr.", "Dr. Ma"),
        ("WEI MA", "Dr.", "Dr. MA"),
        ("Marta de la Vega", "Prof.", "Prof. de la Vega"),
        ("Joost van der Meulen", "Dr.", "Dr. van der Meulen"),
        ("Paul Van Orden", "Dr.", "Dr. Van Orden"),
        ("Al Orden", "Dr.", "Dr. Orden"),
        ("Omar al-Rashidi", "Dr.", "Dr. al-Rashidi"),
        ("Ines St. Clare", "Dr.", "Dr. St. Clare"),
        ("Suparto", "Dr.", "Dr. Suparto"),
        ("Zoë  Ångström\u00a0", "Dr.", "Dr. Ångström"),
    ],
)
def test_greeting(name: str, title: str, greeting: str) -> None:
    assert DraftContext(name=name, title=title).greeting == greeting


@pytest.mark.parametrize(
    ("setting", "way", "occasion"),
    [
        ("formal", "virtual", "by video on Monday, November 23"),
        ("formal", "phone", "by phone on Monday, November 23"),
        ("formal", "in-person", "during my visit on Monday, November 23"),
        ("formal", "", "on Monday, November 23"),
        ("meal", "in-person", "during the interview meal"),
        ("meal", "virtual", "outside the formal interviews"),
        ("tour", "virtual", "during the tour on Monday, November 23"),
        ("session", "virtual", "during the information session"),
        ("", "virtual", "on Monday, November 23"),
    ],
)
def test_occasion(setting: str, way: str, occasion: str) -> None:
    context = DraftContext(name="X", setting=setting, format=way, day=date(2026, 11, 23))
    assert context.occasion == occasion


@pytest.mark.parametrize(
    ("specialty", "program", "where"),
    [
        ("Internal Medicine", "Henry Ford Hospital", "in internal medicine at Henry Ford Hospital"),
        ("", "Henry Ford Hospital", "at Henry Ford Hospital"),
        ("Pediatrics", "University of Utah", "in pediatrics at the University of Utah"),
        ("Neurology", "Utah Neurology Residency", "at the Utah Neurology Residency"),
        ("PM&R", "Mayo Clinic", "in PM&R at Mayo Clinic"),
        ("", "", "at [[the program]]"),
    ],
)
def test_where(specialty: str, program: str, where: str) -> None:
    assert DraftContext(name="X", specialty=specialty, program=program).where == where


@pytest.mark.parametrize(
    ("setting", "met", "spoke"),
    [("", False, False), ("correspondence", True, False), ("formal", True, True)],
)
def test_met_and_spoke(setting: str, met: bool, spoke: bool) -> None:
    context = DraftContext(name="X", setting=setting)
    assert (context.met, context.spoke) == (met, spoke)


def test_signature_keeps_its_lines() -> None:
    context = DraftContext(name="X", applicant="A", signature=" Amina Khalil, MD \n\n\x07Cairo\r\n")
    assert context.signature == "Amina Khalil, MD\nCairo"
    assert DraftContext(name="X", applicant="Amina Khalil").signature == "Amina Khalil"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("your work on early sepsis alerts", "your work on early sepsis alerts"),
        ("Your work on early sepsis alerts.", "your work on early sepsis alerts"),
        ("about how the night float works?", "how the night float works"),
        ("About The clinic;", "the clinic"),
        ("ICU staffing", "ICU staffing"),
        ("Lahore", "Lahore"),
        ("your years in the U.S.", "your years in the U.S."),
        ("A", "A"),
        ("...", ""),
        ("", ""),
    ],
)
def test_phrase(typed: str, meant: str) -> None:
    assert phrase(typed) == meant


@given(st.text())
def test_phrase_settles_except_for_a_doubled_about(text: str) -> None:
    once = phrase(text)
    assert clean(once) == once
    if not once.casefold().startswith("about"):
        assert phrase(once) == once


@given(st.text())
def test_clean_gives_one_line(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned.splitlines()) <= 1
    assert clean(cleaned) == cleaned
    assert not set(cleaned) & set("\x00\x1b\x85\u2028\u202e\u2066\ufeff")


@pytest.mark.parametrize("text", ["\u0645\u06cc\u200c\u062e\u0648", "é ß 李", "\U0001f600"])
def test_clean_keeps_what_scripts_need(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ((), ""),
        (("a",), "a"),
        (("a", "b"), "a and b"),
        (("a", "b", "c"), "a, b and c"),
        (("bread and salt", "b"), "bread and salt, and b"),
        (("a", "b, the second"), "a, and b, the second"),
    ],
)
def test_joined(items: tuple[str, ...], text: str) -> None:
    assert joined(items) == text


@pytest.mark.parametrize(
    ("items", "text"),
    [
        (("How is it staffed?",), "How is it staffed?"),
        (("how it is staffed",), "how it is staffed."),
        (("how it is staffed.",), "how it is staffed."),
        (("is it?", "and why?"), "is it? And why?"),
        (("how it is", "whether it was"), "how it is; whether it was."),
        (("how it is", "was it?"), "how it is; was it?"),
        (("was it?", "how it is"), "was it; how it is."),
    ],
)
def test_questions(items: tuple[str, ...], text: str) -> None:
    assert questions(items) == text


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("Henry Ford Hospital", "Henry Ford Hospital"),
        ("University of Utah", "the University of Utah"),
        ("The University of Utah", "The University of Utah"),
        ("Medical College of Wisconsin", "the Medical College of Wisconsin"),
        (
            "Hospital of the University of Pennsylvania",
            "the Hospital of the University of Pennsylvania",
        ),
        ("Henry Ford Hospital Program", "the Henry Ford Hospital Program"),
        ("Boston University", "Boston University"),
    ],
)
def test_the(place: str, text: str) -> None:
    assert the(place) == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Internal Medicine", "internal medicine"),
        ("Internal Medicine/Pediatrics", "internal medicine/pediatrics"),
        ("OB/GYN", "OB/GYN"),
        ("family medicine", "family medicine"),
    ],
)
def test_prose(typed: str, text: str) -> None:
    assert prose(typed) == text


def test_dates_are_american() -> None:
    assert weekday(date(2027, 1, 4)) == "Monday, January 4"
    assert weekday(NO_DAY) == "[[the interview day]]"


@given(st.dates())
def test_weekday_holds_for_any_date(value: date) -> None:
    assert weekday(value) == f"{value:%A}, {value:%B} {value.day}"


def test_a_context_can_be_replaced(make_context: Callable[..., DraftContext]) -> None:
    context = make_context(to_ask=("how it is",))
    assert dataclasses.replace(context) == context
    bare = dataclasses.replace(context, talked_about=(), to_ask=(), highlight="")
    assert str(bare.talked_about) == "[[what you talked about with Dr. Lindqvist]]"
