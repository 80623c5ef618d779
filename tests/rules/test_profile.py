from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.records.profile import Exam
from fmgtrack.rules.profile import (
    Years,
    attempts,
    contradicts_mark,
    img_group,
    name_difference,
    same_name,
    standing_pass,
    years_since_graduation,
)


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ("Amina Rahman", "Amina Rahman", None),
        (" Amina  Rahman ", "Amina Rahman", None),
        ("Jose\u0301 Pe\u0301rez", "Jos\u00e9 P\u00e9rez", None),
        ("Amina Rahman", "amina RAHMAN", "case"),
        ("Jose Perez", "José Pérez", "accents"),
        ("JOSE PEREZ", "José Pérez", "accents"),
        ("Maria Garcia-Lopez", "Maria Garcia Lopez", "marks"),
        ("Amina K. Rahman", "Amina K Rahman", "marks"),
        ("Amina Rahman", "Amina K Rahman", "words"),
        ("Rahman Amina", "Amina Rahman", "words"),
        ("Garcialopez", "Garcia Lopez", "words"),
    ],
)
def test_names_stand_alike_or_it_is_said_how_they_differ(
    one: str, other: str, difference: str | None
) -> None:
    assert name_difference(one, other) == name_difference(other, one) == difference
    assert same_name(one, other) is (difference is None)


@given(st.text(max_size=20))
def test_a_name_is_like_itself_with_spaces_around(name: str) -> None:
    assert same_name(name, f"  {name}  ")


@pytest.mark.parametrize(
    ("graduated", "years"),
    [
        ("2018", Years(8, 9)),
        ("2018-06", Years(9, 9)),
        ("2018-07", Years(8, 9)),
        ("2018-07-01", Years(9, 9)),
        ("2018-07-02", Years(8, 8)),
        ("2027-06", Years(0, 0)),
        ("2027", Years(0, 0)),
        ("2027-07-01", Years(0, 0)),
        ("2027-07-02", None),
        ("2028", None),
    ],
)
def test_years_from_graduation_to_the_first_of_july(graduated: str, years: Years | None) -> None:
    assert years_since_graduation(graduated, 2027) == years


@given(st.dates(date(1900, 1, 1), date(2026, 12, 31)))
def test_the_more_exact_date_lies_within_the_less_exact(day: date) -> None:
    spans = [years_since_graduation(str(day)[:length], 2027) for length in (4, 7, 10)]
    year, month, exact = (span for span in spans if span is not None)
    assert exact.least == exact.most
    assert year.least <= month.least <= exact.least <= month.most <= year.most
    assert year.most - year.least <= 1


def test_a_permanent_resident_is_no_us_citizen() -> None:
    groups = [img_group(word) for word in (None, "us", "permanent-resident", "other")]
    assert groups == [None, "us-citizen", "non-us-citizen", "non-us-citizen"]


def _exam(number: int, kind: str, day: str | None, outcome: str = "fail") -> Exam:
    return Exam(id=number, kind=kind, taken_on=day, outcome=outcome)


def test_attempts_are_numbered_by_day_within_an_exam() -> None:
    exams = [
        _exam(1, "step2ck", "2026-01-01", "pass"),
        _exam(2, "step2ck", "2024-01-01"),
        _exam(3, "oet", None, "planned"),
        _exam(4, "step1", None, "pass"),
        _exam(5, "step1", None),
        _exam(6, "step2ck", None),
        _exam(7, "step2ck", "2024-01-01"),
    ]
    said = [(number, exam.id) for number, exam in attempts(exams)]
    assert said == [(1, 5), (2, 4), (1, 6), (2, 2), (3, 7), (4, 1), (1, 3)]


@given(st.integers(0, 2**32), st.integers(0, 6))
def test_numbers_do_not_depend_on_the_order_on_record(seed: int, count: int) -> None:
    exams = [_exam(n + 1, "step1", f"2024-0{n + 1}-01") for n in range(count)]
    mixed = list(exams)
    random.Random(seed).shuffle(mixed)  # noqa: S311  only an order
    assert attempts(mixed) == attempts(exams)
    assert [number for number, _ in attempts(mixed)] == list(range(1, count + 1))


@pytest.mark.parametrize(
    ("day", "outcome", "stands"),
    [
        ("2024-06-01", "fail", True),
        ("2024-05-01", "fail", True),  # the same day
        ("2024-04-30", "fail", False),
        (None, "fail", False),
        ("2023-01-01", "pass", True),
        (None, "pass", True),
        (None, "planned", True),
        ("2027-01-01", "planned", True),
        ("2031-05-01", "planned", True),  # the last day within seven years
        ("2031-05-02", "planned", False),
        ("2025-01-01", "waiting", True),
    ],
)
def test_after_a_pass_there_is_no_attempt(day: str | None, outcome: str, stands: bool) -> None:
    passed = _exam(1, "step1", "2024-05-01", "pass")
    found = standing_pass(_exam(2, "step1", day, outcome), [passed])
    assert found == (passed if stands else None)


def test_a_pass_stands_only_in_the_way_of_its_own_exam() -> None:
    passed = _exam(1, "step1", "2024-05-01", "pass")
    oet = _exam(3, "oet", "2024-05-01", "pass")
    assert standing_pass(_exam(2, "step2ck", "2025-01-01"), [passed]) is None
    assert standing_pass(passed, [passed]) is None
    assert standing_pass(_exam(4, "oet", "2025-01-01", "planned"), [oet]) is None


@pytest.mark.parametrize(
    ("kind", "day", "outcome", "score", "odd"),
    [
        ("step2ck", "2025-07-01", "pass", 217, True),
        ("step2ck", "2025-07-01", "pass", 218, False),
        ("step2ck", "2025-07-01", "fail", 218, True),
        ("step2ck", "2025-07-01", "fail", 217, False),
        ("step2ck", "2025-06-30", "pass", 210, False),
        ("step2ck", None, "pass", 210, False),
        ("step2ck", "2026-07-01", "pass", None, False),
        ("step1", "2026-07-01", "pass", 210, False),
    ],
)
def test_a_score_against_the_mark(
    kind: str, day: str | None, outcome: str, score: int | None, odd: bool
) -> None:
    exam = Exam(kind=kind, taken_on=day, outcome=outcome, score=score)
    assert contradicts_mark(exam) is odd
