from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.records.letter import DOCUMENT_KINDS, DOCUMENT_STATUSES, Document, Letter
from fmgtrack.reference import documents as reference
from fmgtrack.rules import papers as rules

TODAY = date(2026, 11, 25)
STARTS = date(2027, 7, 1)


@pytest.mark.parametrize(
    ("dated", "months"),
    [
        (None, None),
        ("2027-07-01", 0),
        ("2027-06-02", 0),
        ("2027-06-01", 1),
        ("2026-07-02", 11),
        ("2026-07-01", 12),
        ("2024-02-29", 40),
        ("2027-09-01", 0),
    ],
)
def test_age_in_whole_months_when_training_starts(dated: str | None, months: int | None) -> None:
    assert rules.letter_age(dated, rules.training_starts(2027)) == months


@pytest.mark.parametrize(
    ("asked", "promised", "uploaded", "status"),
    [
        (None, None, None, "wanted"),
        ("2026-09-01", None, None, "asked"),
        ("2026-09-01", "2026-09-02", None, "promised"),
        (None, "2026-09-02", None, "promised"),
        ("2026-09-01", None, "2026-10-01", "uploaded"),
    ],
)
def test_a_status_follows_from_dates(
    asked: str | None, promised: str | None, uploaded: str | None, status: str
) -> None:
    assert rules.letter_status(asked, promised, uploaded) == status


@given(st.lists(st.sampled_from([True, False, None]), max_size=6), st.integers(0, 6))
def test_us_letters_asked_for_and_not_there(countries: list[bool | None], wanted: int) -> None:
    found = rules.letters_missing([Letter(writer="A", us=us) for us in countries], wanted)

    assert (found.have, found.unsaid) == (countries.count(True), countries.count(None))
    assert found.missing == max(wanted - found.have, 0)
    assert (found.missing == 0) == (found.have >= wanted)


@pytest.mark.parametrize(
    ("value", "number"),
    [("3", 3), ("any", None), ("", None), ("at least 2 of 4", 2), ("٣", None), ("9" * 40, 999)],
)
def test_the_number_a_program_said(value: str, number: int | None) -> None:
    assert rules.wanted_number(value) == number


@pytest.mark.parametrize(
    ("expires", "state"),
    [
        (None, "ready"),
        ("2026-11-24", "expired"),
        ("2026-11-25", "expiring"),
        ("2027-06-30", "expiring"),
        ("2027-07-01", "ready"),
    ],
)
def test_a_document_holds_on_its_last_day(expires: str | None, state: str) -> None:
    document = Document(kind="passport", status="ready", expires_on=expires)

    assert rules.document_state(document, TODAY, STARTS) == state


def missing(
    *documents: Document, specialties: tuple[str, ...] = (), visa_need: str | None = None
) -> list[tuple[str, str | None]]:
    found = rules.documents_missing(
        documents,
        reference.kinds().values(),
        TODAY,
        specialties=specialties,
        visa_need=visa_need,
    )
    return [(kind.key, name) for kind, name in found]


def test_everything_is_missing_at_first() -> None:
    assert missing() == [
        ("statement", None),
        ("mspe", None),
        ("transcript", None),
        ("ecfmg-report", None),
        ("usmle-transcript", None),
        ("photo", None),
    ]


def test_each_specialty_wants_its_statement() -> None:
    mine = Document(kind="statement", specialty="internal medicine", status="uploaded")
    draft = Document(kind="statement", specialty="Neurology", status="draft")
    found = missing(mine, draft, specialties=("Internal Medicine", "Neurology"))

    assert [name for kind, name in found if kind == "statement"] == ["Neurology"]
    assert not [name for kind, name in missing(mine) if kind == "statement"]


@pytest.mark.parametrize("status", DOCUMENT_STATUSES)
def test_only_what_is_at_hand_is_there(status: str) -> None:
    there = ("mspe", None) not in missing(Document(kind="mspe", status=status))

    assert there == (status in ("ready", "uploaded"))


def test_what_expired_is_missing_again() -> None:
    old = Document(kind="photo", status="ready", expires_on="2026-11-24")

    assert ("photo", None) in missing(old)


@pytest.mark.parametrize(
    ("need", "wanted"),
    [(None, False), ("none", False), ("j1", True), ("h1b", True), ("either", True)],
)
def test_a_passport_is_wanted_where_a_visa_is(need: str | None, *, wanted: bool) -> None:
    assert (("passport", None) in missing(visa_need=need)) is wanted


def steps(
    *kinds: str, need: str | None, step3_passed: bool = False, expired: str = ""
) -> list[tuple[str, str, str]]:
    documents = [
        Document(kind=kind, status="ready", expires_on="2026-11-01" if kind == expired else None)
        for kind in kinds
    ]
    found = rules.visa_steps(reference.steps(), documents, need, TODAY, step3_passed=step3_passed)
    return [(step.visa, step.key, state) for step, state in found]


def test_the_papers_of_a_j1_have_their_order() -> None:
    assert steps(need="j1") == [
        ("j1", "contract", "next"),
        ("j1", "statement-of-need", "later"),
        ("j1", "ds-2019", "later"),
        ("j1", "note", "note"),
    ]
    assert [state for *_, state in steps("contract", "ds-2019", need="j1")] == [
        *("done", "next", "done", "note"),
    ]
    assert steps("contract", need="j1", expired="contract")[0] == ("j1", "contract", "next")


def test_the_papers_of_an_h1b_begin_with_step_3() -> None:
    assert [state for *_, state in steps(need="h1b")] == ["next", "later", "note"]
    assert [state for *_, state in steps(need="h1b", step3_passed=True)] == ["done", "next", "note"]


def test_either_visa_shows_both_and_no_need_none() -> None:
    assert {visa for visa, *_ in steps(need="either")} == {"j1", "h1b"}
    assert steps(need="none") == []
    assert steps(need=None) == []


def test_the_kinds_are_those_of_the_record() -> None:
    assert set(reference.kinds()) == set(DOCUMENT_KINDS)
    for kind in reference.kinds().values():
        assert kind.needed in {"always", "usual", "optional", "visa", "own"}
        assert kind.name
        assert kind.issuer
        assert kind.needs


def test_every_fact_has_an_address_and_says_how_sure_it_is() -> None:
    facts: list[rules.PaperKind | rules.VisaStep] = [*reference.steps()]
    facts += [kind for kind in reference.kinds().values() if kind.source]
    for fact in facts:
        assert (fact.source or "").startswith("https://"), fact.key
        assert fact.confidence in {"official", "older", "secondary"}, fact.key
    for kind in reference.kinds().values():
        assert bool(kind.source) == bool(kind.confidence), kind.key
        if kind.needed in {"always", "usual", "optional"}:
            assert kind.source, kind.key


def test_the_steps_are_documents_or_an_exam_or_a_note() -> None:
    known = {*DOCUMENT_KINDS, "step3", "note"}
    assert {step.key for step in reference.steps()} <= known
    assert {step.visa for step in reference.steps()} == {"j1", "h1b"}


@given(
    st.lists(
        st.builds(
            Document,
            kind=st.sampled_from(DOCUMENT_KINDS),
            status=st.sampled_from(DOCUMENT_STATUSES),
            expires_on=st.none()
            | st.dates(TODAY - timedelta(days=9), TODAY + timedelta(days=9)).map(str),
        ),
        max_size=8,
    ),
    st.sampled_from([None, "none", "j1", "h1b", "either"]),
    st.booleans(),
)
def test_there_is_at_most_one_next_step_of_each_visa(
    documents: list[Document], need: str | None, passed: bool
) -> None:
    found = rules.visa_steps(reference.steps(), documents, need, TODAY, step3_passed=passed)
    for visa in ("j1", "h1b"):
        states = [state for step, state in found if step.visa == visa and state != "note"]
        assert states.count("next") == (1 if set(states) - {"done"} else 0)
        if "next" in states:
            assert "later" not in states[: states.index("next")]
