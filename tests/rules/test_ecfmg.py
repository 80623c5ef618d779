from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.records.profile import EXAMS, OUTCOMES, Exam, Profile
from fmgtrack.rules.ecfmg import (
    APPLICATION,
    CONFIRMATION,
    DONE,
    DOUBTS,
    MISSING,
    WAITING,
    Part,
    gate,
    in_words,
    missing,
    missing_for_match,
)

TODAY = date(2026, 11, 25)
EVENTS = {APPLICATION: date(2027, 1, 31), CONFIRMATION: date(2027, 3, 3)}
ORDER = ("step1", "step2ck", "pathway", "oet", "certificate", "verified")


def _gate(
    *exams: Exam,
    today: date = TODAY,
    events: dict[str, date] | None = None,
    **profile: Any,  # noqa: ANN401  columns of the profile
) -> dict[str, Part]:
    known = EVENTS if events is None else events
    one = Profile(**profile) if profile else None
    return {part.key: part for part in gate(one, exams, today, known, 2027)}


def _exam(kind: str, day: str | None, outcome: str, number: int = 1) -> Exam:
    return Exam(id=number, kind=kind, taken_on=day, outcome=outcome)


PASSED = (
    _exam("step1", "2022-05-03", "pass", 1),
    _exam("step2ck", "2024-02-01", "pass", 2),
    _exam("oet", "2026-03-01", "pass", 3),
)


def test_with_nothing_on_record_everything_is_missing_and_has_its_day() -> None:
    found = _gate()

    assert tuple(found) == ORDER
    assert {part.state for part in found.values()} == {MISSING}
    assert [found[key].event for key in ORDER] == [
        *(CONFIRMATION, CONFIRMATION, APPLICATION, CONFIRMATION),
        *(None, CONFIRMATION),
    ]
    assert [key for key in ORDER if not found[key].for_match] == ["certificate"]


def test_with_everything_on_record_everything_is_done() -> None:
    found = _gate(
        *PASSED,
        pathway=2,
        pathway_on="2026-10-01",
        certified_on="2026-11-01",
        nrmp_verified_on="2026-11-20",
    )

    assert {part.state for part in found.values()} == {DONE}
    assert {part.event for part in found.values()} == {None}
    assert {part.doubts for part in found.values()} == {()}
    assert missing_for_match(found.values()) == ()


@pytest.mark.parametrize(
    ("exams", "state", "says"),
    [
        ([], MISSING, "no attempt on record"),
        ([("2026-01-05", "pass")], DONE, "passed Mon 5 Jan 2026"),
        ([(None, "pass")], DONE, "passed"),
        ([("2026-01-05", "fail"), ("2026-06-01", "pass")], DONE, "passed Mon 1 Jun 2026"),
        ([("2026-11-02", "waiting")], WAITING, "result awaited, sat Mon 2 Nov 2026"),
        ([(None, "waiting")], WAITING, "result awaited"),
        (
            [("2026-01-05", "fail"), ("2026-11-02", "waiting")],
            WAITING,
            "result awaited, sat Mon 2 Nov 2026",
        ),
        ([("2026-11-25", "planned")], MISSING, "planned for Wed 25 Nov 2026"),
        ([(None, "planned")], MISSING, "planned"),
        (
            [("2026-11-24", "planned")],
            MISSING,
            "was planned for Tue 24 Nov 2026: whether it was sat is not on record",
        ),
        (
            [("2026-11-24", "planned"), ("2026-12-01", "planned")],
            MISSING,
            "planned for Tue 1 Dec 2026",
        ),
        (
            [("2026-01-05", "fail"), ("2025-01-06", "fail")],
            MISSING,
            "failed Mon 5 Jan 2026, nothing after it on record",
        ),
    ],
)
@pytest.mark.parametrize("kind", ["step1", "step2ck", "oet"])
def test_how_an_exam_stands(
    kind: str, exams: list[tuple[str | None, str]], state: str, says: str
) -> None:
    rows = [_exam(kind, day, outcome, n) for n, (day, outcome) in enumerate(exams, start=1)]
    part = _gate(*rows)[kind]

    assert (part.state, in_words(part)) == (state, says)


def test_the_day_of_a_pass_is_the_day_of_its_result() -> None:
    exam = replace(_exam("step1", "2026-01-05", "pass"), result_on="2026-01-28")
    assert in_words(_gate(exam)["step1"]) == "passed Wed 28 Jan 2026"


def test_the_certificate_stands_for_what_it_asks_for() -> None:
    found = _gate(certified_on="2024-05-03")

    for key in ("step1", "step2ck", "pathway", "oet"):
        assert in_words(found[key]) == "covered by the certificate Fri 3 May 2024"
        assert found[key].state == DONE
    assert found["verified"].state == WAITING
    assert missing_for_match(found.values()) == (
        "confirmation to NRMP (the parts are met, ECFMG answers NRMP once a week)",
    )


def test_the_confirmation_of_this_season_is_the_last_word() -> None:
    failed = _exam("step2ck", "2026-01-05", "fail")
    found = _gate(failed, nrmp_verified_on="2026-11-20")

    assert found["verified"].state == DONE
    assert found["step2ck"].state == DONE
    assert found["certificate"].state == WAITING
    assert missing_for_match(found.values()) == ()


def test_the_confirmation_of_another_season_does_not_count() -> None:
    assert _gate(nrmp_verified_on="2026-06-01")["verified"].state == DONE
    found = _gate(nrmp_verified_on="2026-05-31")
    assert found["verified"].state == MISSING
    assert found["step1"].state == MISSING
    assert in_words(found["verified"]) == "confirmed Sun 31 May 2026, for another season"


def test_an_accepted_pathway_stands_for_oet() -> None:
    found = _gate(pathway_on="2026-10-01")
    assert (found["pathway"].state, found["oet"].state) == (DONE, DONE)
    assert in_words(found["oet"]) == "covered by the accepted Pathway Thu 1 Oct 2026"


@pytest.mark.parametrize(
    ("today", "event"),
    [(date(2027, 1, 31), APPLICATION), (date(2027, 2, 1), CONFIRMATION)],
)
def test_after_its_application_day_a_pathway_is_due_by_the_confirmation(
    today: date, event: str
) -> None:
    part = _gate(pathway=3, today=today)["pathway"]
    assert (part.state, part.event) == (WAITING, event)
    assert _gate(today=today)["pathway"].event == APPLICATION


def test_without_the_seasons_events_nothing_has_a_day() -> None:
    assert {part.event for part in _gate(events={}).values()} == {None}


@pytest.mark.parametrize(
    ("first", "second", "doubted"),
    [
        ("2019-05-03", "2026-05-03", False),
        ("2019-05-03", "2026-05-04", True),
        ("2026-05-04", "2019-05-03", True),
        ("2020-02-29", "2027-02-28", False),
        ("2019-11-25", None, False),  # the other would be passed today
        ("2019-11-24", None, True),
    ],
)
def test_seven_years_between_the_steps(first: str, second: str | None, doubted: bool) -> None:
    exams = [_exam("step1", first, "pass", 1)]
    if second:
        exams.append(_exam("step2ck", second, "pass", 2))
    found = _gate(*exams)

    for key in ("step1", "step2ck"):
        assert ("seven-years" in found[key].doubts) is doubted
    assert found["step1"].state == DONE


def test_an_undated_pass_is_not_doubted() -> None:
    found = _gate(_exam("step1", None, "pass"), _exam("step2ck", "2010-01-01", "pass", 2))
    assert found["step2ck"].doubts == ()


@pytest.mark.parametrize(("failures", "doubted"), [(3, False), (4, True)])
def test_four_failures_are_said_to_be_the_end(failures: int, doubted: bool) -> None:
    rows = [_exam("step1", f"202{n}-01-01", "fail", n) for n in range(1, failures + 1)]
    assert ("attempts" in _gate(*rows)["step1"].doubts) is doubted
    passed = _exam("step1", "2026-01-01", "pass", 9)
    assert "attempts" not in _gate(*rows, passed)["step1"].doubts


@pytest.mark.parametrize(("day", "doubted"), [("2024-12-31", True), ("2025-01-01", False)])
def test_the_window_of_oet(day: str, doubted: bool) -> None:
    part = _gate(_exam("oet", day, "pass"))["oet"]
    assert part.state == DONE
    assert ("oet-window" in part.doubts) is doubted


def test_every_doubt_has_its_address() -> None:
    assert all(doubt.source.startswith("https://") for doubt in DOUBTS.values())


DAYS = st.dates(date(2015, 1, 1), TODAY).map(date.isoformat)
EXAM = st.builds(
    Exam,
    id=st.integers(1, 99),
    kind=st.sampled_from(EXAMS),
    taken_on=st.none() | DAYS,
    outcome=st.sampled_from(OUTCOMES),
    result_on=st.none() | DAYS,
)
PROFILE = st.builds(
    Profile,
    pathway=st.none() | st.integers(1, 6),
    pathway_on=st.none() | DAYS,
    certified_on=st.none() | DAYS,
    nrmp_verified_on=st.none() | DAYS,
)


def _done(profile: Profile | None, exams: list[Exam]) -> set[str]:
    parts = gate(profile, exams, TODAY, EVENTS, 2027)
    return {part.key for part in parts if part.state == DONE}


@given(st.none() | PROFILE, st.lists(EXAM, max_size=6))
def test_every_part_says_how_it_stands(profile: Profile | None, exams: list[Exam]) -> None:
    parts = gate(profile, exams, TODAY, EVENTS, 2027)

    assert tuple(part.key for part in parts) == ORDER
    for part in parts:
        assert "{" not in in_words(part)
        assert part.state in (DONE, WAITING, MISSING)
        assert part.event is None or part.state != DONE
        assert set(part.doubts) <= set(DOUBTS)
    left = missing(profile, exams, TODAY, EVENTS, 2027)
    assert left == tuple(part for part in parts if part.state != DONE)
    assert len(missing_for_match(parts)) <= len([part for part in left if part.for_match])


@given(st.none() | PROFILE, st.lists(EXAM, max_size=6), EXAM)
def test_one_more_attempt_never_undoes_a_part(
    profile: Profile | None, exams: list[Exam], more: Exam
) -> None:
    assert _done(profile, exams) <= _done(profile, [*exams, more])


@given(
    PROFILE,
    st.lists(EXAM, max_size=6),
    st.sampled_from(["pathway_on", "certified_on", "nrmp_verified_on"]),
)
def test_what_becomes_known_never_undoes_a_part(
    profile: Profile, exams: list[Exam], column: str
) -> None:
    more: dict[str, Any] = {column: (TODAY - timedelta(days=9)).isoformat()}
    known = replace(profile, **more)
    assert _done(profile, exams) <= _done(known, exams)
