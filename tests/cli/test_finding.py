"""Naming a record by words: the program when its name is typed, a person by their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

    Run = Callable[..., Ran]


@pytest.fixture
def places(run: Run) -> Run:
    run('add-program "Henry Ford Hospital" --city Detroit --state MI --code 1300140C0')
    run('add-program "Mayo Clinic" --city Rochester --state MN')
    run('add-program "Mayo Clinic" --city Jacksonville --state FL')
    run('add-contact henry "Dr. Ada Okafor <a.okafor@example.org>" --role program-director')
    run('add-contact henry "Dr. Henry Sow"')
    return run


@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        ("ford", "p1"),
        ("hospital", "p1"),
        ("1300140c0", "p1"),
        ("P1", "p1"),
        ("okafor", "c1"),
        ("ada", "c1"),
        ("mayo rochester", "p2"),
        ("Mayo, FL", "p3"),
    ],
)
def test_one_record_is_meant(places: Run, typed: str, ref: str) -> None:
    assert places("show --json", typed).json["ref"] == ref


@pytest.mark.parametrize(("typed", "refs"), [("mayo", {"p2", "p3"}), ("henry", {"p1", "c2"})])
def test_several_may_be_meant_and_none_is_taken(places: Run, typed: str, refs: set[str]) -> None:
    error = places("show --json", typed, code=1).error
    assert error["code"] == "ambiguous"
    assert {candidate["ref"] for candidate in error["candidates"]} == refs


def test_candidates_of_one_name_are_told_apart(places: Run) -> None:
    names = [c["name"] for c in places("show --json", "mayo", code=1).error["candidates"]]
    assert any("Rochester" in name for name in names)
    assert any("Jacksonville" in name for name in names)


def test_a_near_spelling_is_proposed_and_never_taken(places: Run) -> None:
    error = places("rol add --json", "Henri Fort", code=1).error
    assert error["code"] == "not-found"
    assert error["candidates"][0]["ref"] == "p1"
    assert places("rol --json").json["primary"] == []
