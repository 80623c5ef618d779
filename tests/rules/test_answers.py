"""What is a point and what a script, what an answer lacks, which question is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.records.question import QUESTION_KINDS
from fmgtrack.rules.answers import (
    LONGEST_POINT,
    Script,
    Situation,
    count_words,
    first_for,
    lacking,
    pick,
    points_of,
    same,
    script,
)

THIRTY = " ".join(["word"] * 30)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("one", ("one",)),
        ("  one  two ", ("one two",)),
        ("- one\n* two\n• three", ("one", "two", "three")),
        ("1. one\n2) two\n(3) three", ("one", "two", "three")),
        ("- \n\n--\n", ()),
        ("10 patients a night", ("10 patients a night",)),
        ("4.5 years in Lahore", ("4.5 years in Lahore",)),
        ("-20 % mortality", ("-20 % mortality",)),
        ("2019. A hard year", ("2019. A hard year",)),
        ("one\r\ntwo\x0bthree\u2028four", ("one", "two", "three", "four")),
        ("", ()),
        (" \n \t", ()),
    ],
)
def test_each_line_is_a_point_without_its_bullet(text: str, points: tuple[str, ...]) -> None:
    assert points_of(text) == points


@given(st.text(max_size=200))
def test_points_are_lines_and_come_out_of_themselves(text: str) -> None:
    for point in points_of(text):
        assert len(point.splitlines()) == 1
        assert point == " ".join(point.split())
    assert "".join(points_of(text)).strip() or not any(map(str.isalnum, text))


@pytest.mark.parametrize(
    "point",
    [
        "ICU nurse calls me first",
        "worked with Dr. Chen and Dr. Okafor on the sepsis audit in 2023",
        "four years: medicine, ICU, night shifts. All in one hospital",
        "why? because nobody else was there",
        "e.g. the night with three codes, i.e. the one in Nov. 2022",
        "No. 1 lesson: call early!",
        THIRTY,
        "重症监护室" * 12,
        "",
    ],
)
def test_a_point_may_be(point: str) -> None:
    assert script(point) is None


@pytest.mark.parametrize(
    ("point", "number", "sentences"),
    [
        (f"{THIRTY} more", 31, 1),
        ("I was born in Lahore. I studied medicine. I like teaching.", 11, 3),
        ("First this. Then that! And why?", 6, 3),
        ("word " * 10 + "end. " + "word " * 10, 21, 2),  # two sentences may have twenty
        ("我在拉合尔出生。我学医。我喜欢教学。", 8, 3),
        ("重" * 62, 31, 1),
        ("میں لاہور میں پیدا ہوا\u06d4 میں نے طب پڑھی\u06d4 مجھے پڑھانا پسند ہے\u06d4", 13, 3),
    ],
)
def test_a_script_may_not(point: str, number: int, sentences: int) -> None:
    assert script(point) == Script(words=number, sentences=sentences)


@given(st.integers(0, 80))
def test_thirty_words_are_the_longest_point(number: int) -> None:
    point = " ".join(["word"] * number)

    assert count_words(point) == number
    assert (script(point) is None) == (number <= LONGEST_POINT)


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 0), ("a - b", 2), ("well-rounded", 1), ("...", 0), ("Lahore 拉合尔", 3), ("ワーク", 2)],
)
def test_words_are_counted_by_spaces_and_signs_by_two(text: str, number: int) -> None:
    assert count_words(text) == number


@pytest.mark.parametrize(
    ("frame", "outline", "missing"),
    [
        ("star", {}, ()),
        (None, {}, ()),
        ("present-past-future", {}, ("present", "past", "future", "themes")),
        ("present-past-future", {"points": "a"}, ("present", "past", "future", "themes")),
        ("present-past-future", {"present": "a", "future": "b"}, ("past", "themes")),
        ("present-past-future", {"present": "a", "past": "b", "themes": "x"}, ("future", "themes")),
        ("present-past-future", {"present": "a", "past": "b", "future": "c", "themes": "x\ny"}, ()),
    ],
)
def test_what_an_answer_about_oneself_lacks(
    frame: str | None, outline: dict[str, str | None], missing: tuple[str, ...]
) -> None:
    assert lacking(frame, outline) == missing


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Calm in the ICU", "calm in the icu!", True),
        ("café", "cafe", True),
        ("calm", "calmer", False),
        ("👍", "👎", False),
        ("👍", " 👍 ", True),
    ],
)
def test_points_are_the_same_but_for_case_and_marks(one: str, other: str, is_same: bool) -> None:
    assert same(one, other) is is_same


BANK = (
    ("about-yourself", "Tell me about yourself."),
    ("walk-cv", "Walk me through your path."),
    ("clinical-mistake", "Tell me about a mistake you made."),
    ("mistake-learnt", "What did a mistake teach you about teams?"),
    ("why-us", "Why this program?"),
    ("", "Why did you leave Pakistan?"),
)


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("about-yourself", [0]),
        ("about yourself", [0]),
        ("ABOUT_YOURSELF", [0]),
        ("Tell me about yourself", [0]),
        ("walk", [1]),
        ("thr your pa", [1]),
        ("your thr pa", [1]),
        ("path medicine", []),
        ("through you pat", [1]),
        ("mistake", [2, 3]),
        ("clinical mist", [2]),
        ("mistake you made", [2]),
        ("you mistake made", [2]),
        ("tell me", [0, 2]),
        ("pakistan", [5]),
        ("why", [4, 5]),
        ("why this program", [4]),
        ("zebra", []),
        ("", []),
        ("-", []),
        ("?!", []),
    ],
)
def test_which_question_a_text_means(query: str, places: list[int]) -> None:
    assert pick(query, BANK) == places


@given(st.integers(0, len(BANK) - 1), st.integers(0, 1))
def test_the_whole_text_or_key_means_its_question_alone(place: int, part: int) -> None:
    if BANK[place][part]:
        assert pick(BANK[place][part].upper(), BANK) == [place]


def situation(**over: object) -> Situation:
    known: dict[str, object] = {
        "reasons": 3,
        "visa_need": "none",
        "j1": None,
        "h1b": None,
        "gaps": 0,
        "failed": 0,
        "specialty": "Internal Medicine",
    }
    return Situation(**(known | over))  # type: ignore[arg-type]  # values of many types


@pytest.mark.parametrize(
    ("over", "kinds"),
    [
        ({}, ["openers", "why-specialty", "why-program"]),
        ({"reasons": 2}, ["why-program", "openers", "why-specialty"]),
        ({"visa_need": "j1"}, ["openers", "visa-plans", "why-specialty", "why-program"]),
        ({"visa_need": None}, ["openers", "visa-plans", "why-specialty", "why-program"]),
        ({"gaps": 1}, ["openers", "gaps-attempts", "why-specialty", "why-program"]),
        ({"failed": 2}, ["openers", "gaps-attempts", "why-specialty", "why-program"]),
    ],
)
def test_what_comes_first_for_a_program(over: dict[str, object], kinds: list[str]) -> None:
    first = first_for(situation(**over))

    assert list(first) == kinds
    assert set(first) <= set(QUESTION_KINDS)
    assert first["why-program"]["number"] == over.get("reasons", 3)


@pytest.mark.parametrize(
    ("need", "j1", "h1b", "said"),
    [
        ("j1", True, False, "yes"),
        ("j1", False, True, "no"),
        ("j1", None, True, "open"),
        ("h1b", True, False, "no"),
        ("h1b", True, None, "open"),
        ("either", False, True, "yes"),
        ("either", False, None, "open"),
        ("either", False, False, "no"),
        ("either", None, None, "open"),
    ],
)
def test_what_the_program_said_of_the_visa_that_is_needed(
    need: str, j1: bool | None, h1b: bool | None, said: str
) -> None:
    first = first_for(situation(visa_need=need, j1=j1, h1b=h1b))

    assert first["visa-plans"] == {"code": "visa", "need": need, "said": said}


def test_a_need_that_is_not_on_record_is_said() -> None:
    assert first_for(situation(visa_need=None))["visa-plans"] == {"code": "visa-unknown"}
