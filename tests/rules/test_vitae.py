"""What stands on a CV, in which order, and what is left out and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.records.experience import EXPERIENCE_STATUSES, OTHER_KINDS, USCE_KINDS, Experience
from fmgtrack.records.profile import Exam, Profile
from fmgtrack.rules.profile import attempts
from fmgtrack.rules.vitae import Aim, Vitae, contact_lines, gaps, say, vitae

TODAY = date(2026, 11, 25)
AIM = Aim(
    "Internal Medicine", ("im", "medicine"), ("neurology", "surgery", "family medicine", "psych")
)
PROFILE = Profile(
    eras_name="Sana Mirza",
    school="Lakeside Medical College",
    graduated="2021-06",
    certified_on="2026-02-03",
    languages="English\nUrdu",
)


def one(number: int, kind: str = "externship", **values: Any) -> Experience:  # noqa: ANN401
    state = "MI" if kind in USCE_KINDS else None
    given: dict[str, Any] = {"title": f"Experience {number}", "state": state} | values
    return Experience(id=number, kind=kind, **given)


def made(*experiences: Experience, **values: Any) -> Vitae:  # noqa: ANN401  any argument
    exams = values.pop("exams", ())
    given: dict[str, Any] = {
        "aim": AIM,
        "supervisors": {},
        "name": None,
        "signature": None,
        "today": TODAY,
    }
    profile = values.pop("profile", PROFILE)
    return vitae(profile, attempts(exams), experiences, **given | values)


def standing_refs(cv: Vitae) -> list[str]:
    return [entry.ref for part in cv.parts for entry in part.entries]


def reasons(cv: Vitae) -> dict[str, str]:
    return {left.ref: left.reason for left in cv.left_out}


@pytest.mark.parametrize(
    ("experience", "reason"),
    [
        (one(1, status="asked"), "not-taken"),
        (one(1, status="considered"), "not-taken"),
        (one(1, status="declined"), "not-taken"),
        (one(1, status="accepted", begins="2027-01"), "to-come"),
        (one(1, status="accepted"), "to-come"),
        (one(1, status="accepted", begins="2026-11"), None),
        (one(1, "observership", specialty="Neurology"), "other-specialty"),
        (one(1, "research", specialty="Pediatric Surgery"), "other-specialty"),
        (one(1, "volunteer", specialty="family medicine"), "other-specialty"),
        (one(1, "observership", specialty="Neurology", meaningful=True), None),
        (one(1, "observership", specialty="Cardiology"), None),
        (one(1, "observership", specialty="Palliative Medicine"), None),
        (one(1, "observership"), None),
        (one(1, "rotation", specialty="Neurology"), None),
        (one(1, "rotation", specialty="Neurology", state=None, country="UK"), "other-specialty"),
        (one(1, "work", specialty="Surgery"), None),
        (one(1, "education", specialty="Surgery"), None),
        (one(1, "military", specialty="Surgery"), None),
    ],
)
def test_what_is_left_out(experience: Experience, reason: str | None) -> None:
    assert reasons(made(experience)) == ({"e1": reason} if reason else {})


def test_without_a_specialty_nothing_is_of_another() -> None:
    assert made(one(1, "observership", specialty="Neurology"), aim=Aim(None)).left_out == ()


@pytest.mark.parametrize(
    ("specialty", "named", "met", "missed"),
    [
        ("Internal Medicine", "internal medicine", True, False),
        ("Internal Medicine", "Internal Medicine, ICU", True, False),
        ("Internal Medicine", "IM", True, False),
        ("Internal Medicine", "Medicine", True, False),
        ("Internal Medicine", "Sports Medicine", False, False),
        ("Internal Medicine", "Vascular Surgery", False, True),
        ("Internal Medicine", None, False, False),
        ("General Surgery", "Surgery", False, False),
        ("General Surgery", "Neurology", False, True),
    ],
)
def test_which_specialty_is_named(
    specialty: str, named: str | None, *, met: bool, missed: bool
) -> None:
    aim = (
        replace(AIM, specialty=specialty)
        if "Medicine" in specialty
        else Aim(specialty, (), AIM.others)
    )

    assert aim.is_met(named) is met
    assert aim.is_missed(named) is missed


def test_what_matters_to_the_specialty_comes_first() -> None:
    cv = made(
        one(1, "extracurricular", begins="2026-01"),
        one(2, "volunteer", meaningful=True),
        one(3, "elective", specialty="Neurology"),
        one(4, "work", begins="2021-07", ends="2022-12"),
        one(5, "research", specialty="Internal Medicine"),
        one(6, "observership", specialty="Internal Medicine"),
        one(7, "clerkship", state=None, country="Pakistan"),
    )

    assert [(part.key, part.other) for part in cv.parts] == [
        ("clinical-specialty", False),
        ("research", False),
        ("clinical-us", True),
        ("volunteer", False),
        ("clinical", True),
        ("work", False),
        ("extracurricular", False),
    ]


def test_in_a_part_the_latest_comes_first() -> None:
    cv = made(
        one(1, begins="2023-01", ends="2023-02"),
        one(2),
        one(3, begins="2024-01-08", ends="2024-02-04"),
        one(4, begins="2022-05", status="accepted"),
        one(5, ends="2023-11"),
        one(6, begins="2023-12"),
    )

    assert standing_refs(cv) == ["e4", "e3", "e6", "e5", "e1", "e2"]


@pytest.mark.parametrize(
    ("values", "dates"),
    [
        ({"begins": "2024-01-08", "ends": "2024-02-04"}, "8 Jan 2024 to 4 Feb 2024"),
        ({"begins": "2024-01", "ends": "2024-03"}, "Jan 2024 to Mar 2024"),
        ({"begins": "2024-01", "ends": "2024-01"}, "Jan 2024"),
        ({"begins": "2024-01", "status": "accepted"}, "Jan 2024 to present"),
        ({"begins": "2024-01"}, "from Jan 2024"),
        ({"ends": "2019-05"}, "until May 2019"),
        ({}, ""),
    ],
)
def test_dates_stand_as_they_are_known(values: dict[str, str], dates: str) -> None:
    ((entry,),) = [part.entries for part in made(one(1, **values)).parts]

    assert entry.dates == dates


@pytest.mark.parametrize(
    ("partial", "words"),
    [("2018", "2018"), ("2018-06", "Jun 2018"), ("2018-06-15", "15 Jun 2018")],
)
def test_a_date_has_no_weekday(partial: str, words: str) -> None:
    assert say(partial) == words


def test_school_before_the_medical_school_comes_beneath_it() -> None:
    cv = made(
        one(1, "education", ends="2015-06"),
        one(2, "education", begins="2022-09", ends="2023-06"),
        one(3, "education"),
        one(4, "education", begins="2025-09", status="accepted"),
    )

    assert [entry.ref for entry in cv.education] == ["e4", "e2", "e3"]
    assert [entry.ref for entry in cv.schooling] == ["e1"]


def test_everything_brings_back_what_took_or_will_take_place() -> None:
    experiences = (
        one(1, "observership", specialty="Neurology"),
        one(2, status="accepted", begins="2027-01", ends="2027-02"),
        one(3, status="asked"),
    )
    exams = (
        Exam(id=1, kind="step1", outcome="fail", taken_on="2023-05-12"),
        Exam(id=2, kind="step1", outcome="pass", taken_on="2023-11-15"),
        Exam(id=3, kind="step3", outcome="planned"),
    )

    bare, full = (made(*experiences, exams=exams, everything=more) for more in (False, True))
    assert reasons(bare) == {
        "e1": "other-specialty",
        "e2": "to-come",
        "e3": "not-taken",
        "ex1": "failed",
        "ex3": "to-come",
    }
    assert reasons(full) == {"e3": "not-taken", "ex1": "failed"}
    assert [exam.ref for exam in bare.exams] == ["ex2"]
    assert [exam.ref for exam in full.exams] == ["ex2", "ex3"]
    assert [e.to_come for p in full.parts for e in p.entries if e.ref == "e2"] == [True]


def test_the_certificate_stands_once_it_has_come() -> None:
    assert made().certified == "3 Feb 2026"
    later = replace(PROFILE, certified_on="2027-02-03")
    assert made(profile=later).certified is None


def test_a_supervisor_who_is_a_contact_has_the_name_of_today() -> None:
    cv = made(
        one(1, supervisor="W. Chen"), one(2, supervisor="Ada"), supervisors={1: "Dr. Wei Chen"}
    )

    assert [entry.supervisor for entry in cv.parts[0].entries] == ["Dr. Wei Chen", "Ada"]


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"city": "Detroit", "state": "MI"}, "Detroit, MI"),
        ({"city": "Detroit", "state": "MI", "country": "USA"}, "Detroit, MI"),
        ({"city": "Lahore", "state": None, "country": "Pakistan"}, "Lahore, Pakistan"),
        ({"state": None}, None),
    ],
)
def test_a_place_is_said_once(values: dict[str, Any], place: str | None) -> None:
    assert made(one(1, **values)).parts[0].entries[0].place == place


def test_what_every_cv_has_is_a_gap_where_it_is_not_known() -> None:
    assert gaps(made(profile=None)) == ("name", "school", "graduated")
    assert gaps(made(profile=None, name="Sana")) == ("school", "graduated")
    assert gaps(made()) == ()


def test_a_gap_that_the_person_left_is_one_unless_it_is_left_out() -> None:
    open_ = one(1, description="first\nfollowed [[how many]] patients")

    assert gaps(made(open_)) == ("[[how many]]",)
    assert gaps(made(replace(open_, status="asked"))) == ()


def test_contact_lines_are_those_that_reach_a_person() -> None:
    signature = "Sana Mirza, MD\n s@example.org \n+92 300 1234567\nClass of 2021\nAAMC 12345678"

    assert contact_lines(signature) == ("s@example.org", "+92 300 1234567", "AAMC 12345678")


EXPERIENCES = st.builds(
    one,
    st.integers(1, 999),
    st.sampled_from((*USCE_KINDS, *OTHER_KINDS)),
    status=st.sampled_from(EXPERIENCE_STATUSES),
    specialty=st.sampled_from([None, "Internal Medicine", "Neurology", "Cardiology"]),
    begins=st.sampled_from([None, "2021-02", "2024-03-04", "2027-01"]),
    meaningful=st.booleans(),
    note=st.just("PRIVATE"),
)


@given(st.lists(EXPERIENCES, unique_by=lambda found: found.id, max_size=12), st.booleans())
def test_everything_on_record_stands_or_is_named(found: list[Experience], everything: bool) -> None:
    cv = made(*found, everything=everything)
    taught = [entry.ref for entry in (*cv.education, *cv.schooling)]
    stands = [*standing_refs(cv), *taught]

    assert sorted([*stands, *reasons(cv)]) == sorted(record.ref for record in found)
    assert "PRIVATE" not in repr(cv)
    assert set(reasons(made(*found, everything=True))) <= set(reasons(made(*found)))
