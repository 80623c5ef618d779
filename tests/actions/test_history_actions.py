"""Taking changes back, and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fmgtrack.actions import followups, history, journal, programs, records, rol
from fmgtrack.errors import ConflictError, NotFoundError, RefusedError
from fmgtrack.records.program import Program, Track

if TYPE_CHECKING:
    from collections.abc import Callable

    from fmgtrack.actions.work import Work
    from fmgtrack.records.contact import Contact
    from fmgtrack.records.interview import Interview

    Make = Callable[..., Program]


def ranked(work: Work) -> list[tuple[int, str]]:
    """The primary list as position and program."""
    return [(line.position, f"p{line.program_id}") for line in rol.order(work.store)]


def test_undo_takes_the_latest_back_and_undo_again_puts_it_back(
    work: Work, make_program: Make
) -> None:
    make_program()
    first = history.undo(work, None)
    assert (first.title, first.refs) == (
        "took back h1: added program p1 Henry Ford Hospital",
        ("p1",),
    )
    assert work.store.table(Program).list() == []
    history.undo(work, None)
    assert work.store.table(Program).list()[0].name == "Henry Ford Hospital"
    assert [row["ref"] for row in journal.listing(work, None).rows] == ["h3", "h2", "h1"]


def test_the_preview_shows_what_would_be_put_back(work: Work, make_program: Make) -> None:
    make_program()
    records.edit(work, "p1", {"city": "Detroit"})
    shown = history.preview(work, None).row
    assert (shown["ref"], shown["title"]) == ("h2", "edited p1 (city)")
    (row,) = shown["rows"]
    assert (row["ref"], row["now"]["city"], row["then"]["city"]) == ("p1", "Detroit", None)
    assert work.store.table(Program).list()[0].city == "Detroit"


@pytest.mark.parametrize("text", ["h9", "p1", "yesterday", "h0", "9"])
def test_what_is_no_change_is_not_found(text: str, work: Work, make_program: Make) -> None:
    make_program()
    with pytest.raises(NotFoundError, match="no change matches"):
        history.undo(work, text)


def test_an_edit_that_was_built_upon_names_the_later_change(
    work: Work,
    make_program: Make,
    make_interview: Callable[..., Interview],
) -> None:
    make_program()
    make_interview("Dr. Wei Chen")
    for text in ("one", "two", "three"):
        followups.note(work, "f1", text, None)
    with pytest.raises(ConflictError, match="f1 was changed again since, by h5") as caught:
        history.undo(work, "h3")
    assert caught.value.hint == "`fmgtrack undo h5` first"
    for ref in ("h5", "h4", "h3"):
        history.undo(work, ref)
    with pytest.raises(RefusedError, match="h3 was taken back already by h8"):
        history.undo(work, "h3")


def test_a_program_with_later_people_is_not_taken_away(
    work: Work, make_program: Make, make_contact: Callable[..., Contact]
) -> None:
    make_program()
    make_contact()
    with pytest.raises(ConflictError, match="c1 was changed again since, by h2"):
        history.undo(work, "h1")


def test_a_change_of_something_else_is_no_hindrance(work: Work, make_program: Make) -> None:
    make_program()
    make_program("Mayo Clinic", state="MN")
    records.edit(work, "p2", {"city": "Rochester"})
    history.undo(work, "h1")
    assert [program.ref for program in work.store.table(Program).list()] == ["p2"]


def test_a_code_that_went_elsewhere_does_not_come_back(work: Work, make_program: Make) -> None:
    make_program(code=("1298140C0",))
    records.edit(work, "p1", {"without": ("1298140C0",)})
    make_program("Mayo Clinic", code=("1298140C0",))
    with pytest.raises(ConflictError, match="in h3"):
        history.undo(work, "h2")
    assert [track.program_id for track in work.store.table(Track).list()] == [2]


@pytest.fixture
def three(work: Work, make_program: Make) -> None:
    """Three programs, ranked in their order; the last change is h6."""
    for name in ("Henry Ford Hospital", "Mayo Clinic", "Cleveland Clinic"):
        make_program(name)
    for ref in ("p1", "p2", "p3"):
        rol.add(work, ref)


@pytest.mark.usefixtures("three")
def test_taking_back_an_earlier_line_leaves_no_gap(work: Work) -> None:
    history.undo(work, "h4")
    assert ranked(work) == [(1, "p2"), (2, "p3")]
    history.undo(work, None)
    assert ranked(work) == [(1, "p1"), (2, "p2"), (3, "p3")]


@pytest.mark.usefixtures("three")
def test_a_line_comes_back_into_a_list_that_grew(work: Work, make_program: Make) -> None:
    rol.drop(work, "p1")
    make_program("Mount Sinai", state="NY")
    rol.add(work, "p4")
    history.undo(work, "h7")
    positions = [position for position, _ in ranked(work)]
    assert positions == [1, 2, 3, 4]
    assert {ref for _, ref in ranked(work)} == {"p1", "p2", "p3", "p4"}


@pytest.mark.usefixtures("three")
def test_a_line_that_was_added_again_does_not_come_back_beside_itself(work: Work) -> None:
    rol.drop(work, "p1")
    rol.add(work, "p1")
    before = ranked(work)
    with pytest.raises(ConflictError, match="p1 was put on the list again since"):
        history.undo(work, "h7")
    assert ranked(work) == before


def test_a_refused_change_is_not_in_the_history(work: Work, make_program: Make) -> None:
    make_program()
    with pytest.raises(ConflictError):
        programs.add_program(work, {"name": "Henry Ford Hospital"})
    records.edit(work, "p1", {"state": "MI"})
    assert [row["ref"] for row in journal.listing(work, None).rows] == ["h1"]


def test_the_history_of_one_record_and_of_the_last_changes(work: Work, make_program: Make) -> None:
    make_program()
    make_program("Mayo Clinic", state="MN")
    records.edit(work, "p1", {"city": "Detroit"})
    assert [row["ref"] for row in journal.listing(work, "p1").rows] == ["h3", "h1"]
    assert [row["ref"] for row in journal.listing(work, "mayo").rows] == ["h2"]
    assert [row["ref"] for row in journal.listing(work, None, last=1).rows] == ["h3"]
    shown = history.show(work, "h3")
    assert shown is not None
    assert [row["ref"] for row in shown.row["rows"]] == ["p1"]
    assert history.show(work, "p1") is None
