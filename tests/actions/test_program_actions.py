"""Programs, and finding what a person means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fmgtrack.actions import find, programs, records
from fmgtrack.errors import (
    AmbiguousError,
    ConflictError,
    FmgtrackError,
    InvalidError,
    NotFoundError,
    RefusedError,
    UsageError,
)
from fmgtrack.records.program import Program, Track

if TYPE_CHECKING:
    from collections.abc import Callable

    from fmgtrack.actions.work import Work
    from fmgtrack.records.contact import Contact


@pytest.mark.parametrize(
    "again",
    [
        {"name": "Henry Ford Hospital"},
        {"name": "HENRY FORD  hospital"},
        {"name": "Henry Ford Hospital", "city": "Detroit"},
        {"name": "Henry Ford Hospital", "specialty": "Internal Medicine"},
    ],
)
def test_a_second_program_that_nothing_tells_apart_is_refused(
    again: dict[str, str], work: Work, make_program: Callable[..., Program]
) -> None:
    make_program(specialty="Internal Medicine")
    with pytest.raises(ConflictError, match="p1 Henry Ford Hospital is on record") as caught:
        programs.add_program(work, again)
    assert "`fmgtrack edit p1`" in caught.value.hint
    assert len(work.store.table(Program).list()) == 1


@pytest.mark.parametrize(
    "apart", [{"specialty": "Pediatrics"}, {"city": "Jackson"}, {"state": "OH"}]
)
def test_two_programs_of_one_name_are_told_apart(
    apart: dict[str, str], make_program: Callable[..., Program]
) -> None:
    make_program(specialty="Internal Medicine", city="Detroit")
    values = {"specialty": "Internal Medicine", "city": "Detroit"} | apart
    assert make_program(**values).ref == "p2"


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"name": "Henry Ford Hosptal"}, True),
        ({"name": "Henry Ford"}, True),
        ({"name": "Henry Ford Hospital, Detroit campus"}, True),
        ({"name": "Henry Ford", "city": "Jackson"}, False),
        ({"name": "Henry Mayo Hospital"}, False),
        ({"name": "Detroit Medical Center"}, False),
    ],
)
def test_a_program_of_nearly_the_same_name_is_pointed_at(
    work: Work, make_program: Callable[..., Program], other: dict[str, str], *, said: bool
) -> None:
    make_program(city="Detroit")
    told = programs.add_program(work, {"state": "MI"} | other).notices
    near = [notice.facts["ref"] for notice in told if notice.code == "near-program"]
    assert near == (["p1"] if said else [])


def test_an_edit_may_not_make_a_double(work: Work, make_program: Callable[..., Program]) -> None:
    make_program(city="Detroit")
    make_program(city="Jackson")
    with pytest.raises(ConflictError, match="p1 Henry Ford Hospital is on record"):
        records.edit(work, "p2", {"city": "Detroit"})
    assert work.store.table(Program).list(city="Jackson")


def test_a_code_belongs_to_one_program(work: Work, make_program: Callable[..., Program]) -> None:
    make_program(code=("1298140C0", "1298140C0", "1298140P0"))
    assert [track.code for track in work.store.table(Track).list()] == ["1298140C0", "1298140P0"]
    with pytest.raises(ConflictError, match="1298140P0 is the code of p1 Henry Ford") as caught:
        make_program("Mayo Clinic", code=("1298140P0",))
    assert caught.value.hint.startswith("`fmgtrack edit p1 --without 1298140P0`")
    assert len(work.store.table(Program).list()) == 1
    records.edit(work, "p1", {"without": ("1298140p0",)})
    assert make_program("Mayo Clinic", code=("1298140P0",)).ref == "p2"


def test_a_ranked_code_stays(work: Work, make_program: Callable[..., Program]) -> None:
    from fmgtrack.actions import rol

    make_program(code=("1298140C0",))
    rol.add(work, "1298140C0")
    with pytest.raises(RefusedError, match="1298140C0 stands on the rank order list"):
        records.edit(work, "p1", {"without": ("1298140C0",)})


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"name": "  "}, InvalidError),
        ({"name": "---"}, InvalidError),
        ({"name": "A", "state": "Ontario"}, InvalidError),
        ({"name": "A", "code": ("12345",)}, InvalidError),
        # the ten digits of ACGME are no NRMP code
        ({"name": "A", "code": ("1402512345",)}, InvalidError),
        ({"name": "A", "url": "no address"}, InvalidError),
        ({"name": "A", "status": "hired"}, UsageError),
        ({"name": "A", "policy": "no"}, UsageError),
        ({"name": "A", "j1": "perhaps"}, UsageError),
        ({"name": "A", "note": "x" * 20_001}, InvalidError),
    ],
)
def test_a_value_of_the_wrong_form_adds_nothing(
    values: dict[str, str | tuple[str, ...]], error: type[FmgtrackError], work: Work
) -> None:
    with pytest.raises(error) as caught:
        programs.add_program(work, values)
    assert caught.value.hint
    assert work.store.is_blank()


@pytest.mark.parametrize(
    ("state", "zone", "others"),
    [
        ("MI", "America/Detroit", True),
        ("texas", "America/Chicago", True),
        ("CA", "America/Los_Angeles", False),
        ("PR", "America/Puerto_Rico", False),
        ("Guam", "Pacific/Guam", False),
        ("DC", "America/New_York", False),
        ("VI", "America/Puerto_Rico", False),
    ],
)
def test_the_state_gives_the_zone_and_says_when_it_has_two(
    state: str, zone: str, others: bool, work: Work
) -> None:
    made = programs.add_program(work, {"name": "A Hospital", "state": state})
    program = work.store.table(Program).list()[0]
    assert program.timezone == zone
    notices = [notice for notice in made.notices if notice.code == "two-zones"]
    assert bool(notices) is others
    if others:
        assert notices[0].facts["zone"] == zone
        assert zone not in notices[0].facts["others"]


def test_a_zone_that_is_given_goes_before_the_state(
    work: Work, make_program: Callable[..., Program]
) -> None:
    assert make_program("El Paso", state="TX", zone="MT").timezone == "America/Denver"
    # the same state said again is no reason to forget it
    records.edit(work, "p1", {"state": "TX", "city": "El Paso"})
    assert work.store.table(Program).list()[0].timezone == "America/Denver"
    records.edit(work, "p1", {"state": "CA"})
    assert work.store.table(Program).list()[0].timezone == "America/Los_Angeles"


def test_facts_carry_the_day_they_were_recorded(make_program: Callable[..., Program]) -> None:
    program = make_program(policy="no-thanks", policy_source="web page", j1="yes", h1b="unknown")
    assert (program.policy_on, program.visa_on) == ("2026-11-25", "2026-11-25")
    assert (program.j1, program.h1b) == (True, None)
    assert make_program("Mayo Clinic", policy="unknown").policy_on is None


@pytest.fixture
def several(make_program: Callable[..., Program], make_contact: Callable[..., Contact]) -> None:
    for name, city in (
        ("Henry Ford Hospital", "Detroit"),
        ("Henry Ford Macomb", "Clinton Township"),
        ("University of Michigan", "Ann Arbor"),
    ):
        make_program(name, city=city, code=("1298140C0",) if city == "Detroit" else ())
    make_contact("Dr. Wei Chen", program="p1")
    make_contact("Dr. Anna Chen", program="p2")


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("p2", "p2"),
        ("P2", "p2"),
        ("1298140c0", "p1"),
        ("henry ford hospital", "p1"),
        ("macomb", "p2"),
        ("ann arbor", "p3"),
        ("Univ. of Michigan", "p3"),
    ],
)
def test_a_program_by_ref_code_or_part_of_its_name(text: str, ref: str, work: Work) -> None:
    assert find.program(work.store, text).ref == ref


@pytest.mark.usefixtures("several")
def test_an_ambiguous_name_is_never_the_first_hit(work: Work) -> None:
    with pytest.raises(AmbiguousError, match="`henry ford` fits more than one") as caught:
        find.program(work.store, "henry ford")
    candidates = dict(caught.value.candidates)
    assert set(candidates) == {"p1", "p2"}
    assert candidates["p1"].startswith("Henry Ford Hospital")
    assert candidates["p2"].startswith("Henry Ford Macomb")
    with pytest.raises(AmbiguousError) as caught:
        find.contact(work.store, "chen")
    assert {ref for ref, _ in caught.value.candidates} == {"c1", "c2"}
    with pytest.raises(AmbiguousError):
        records.edit(work, "chen", {"email": "chen@example.org"})


@pytest.mark.usefixtures("several")
def test_an_unknown_name_shows_the_nearest_and_how_to_add_it(work: Work) -> None:
    with pytest.raises(NotFoundError, match="no program matches `Henri Frod`") as caught:
        find.program(work.store, "Henri Frod")
    assert caught.value.candidates
    assert {ref for ref, _ in caught.value.candidates} <= {"p1", "p2"}
    assert '`fmgtrack add-program "Henri Frod"' in caught.value.hint


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize("text", ["p9", "c1", "9999140C0", "", "???", "h1", "p0", "p" + "9" * 30])
def test_what_is_no_program_is_not_found(text: str, work: Work) -> None:
    with pytest.raises(NotFoundError):
        find.program(work.store, text)


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("wei", "c1"),
        ("Dr. Anna Chen", "c2"),
        ("ann arbor", "p3"),
        ("c2", "c2"),
        # a program and the only person there
        ("macomb", "p2"),
    ],
)
def test_verbs_find_programs_and_contacts_by_name(text: str, ref: str, work: Work) -> None:
    assert find.anything(work.store, text).ref == ref


@pytest.mark.usefixtures("several")
def test_removing_a_program_takes_along_what_hangs_on_it(
    work: Work,
) -> None:
    from fmgtrack.actions import deadlines, interviews, rol

    interviews.add_interview(work, "p1", {"when": "23 Nov 2026 9:00", "with": ("c1",)})
    deadlines.add_deadline(work, {"title": "Send papers", "when": "1 Dec 2026", "program": "p1"})
    for ref in ("p1", "p2", "p3"):
        rol.add(work, ref)
    plan = [row["ref"] for row in records.removal(work, ["p1"]).row["records"]]
    assert set(plan) == {"t1", "f1", "c1", "i1", "d1", "r1", "p1"}
    assert plan.index("f1") < plan.index("c1") < plan.index("p1")
    assert records.remove(work, ["p1", "c1", "p1"]).refs == tuple(plan)
    assert [program.ref for program in work.store.table(Program).list()] == ["p2", "p3"]
    # no gap in the list
    assert [(line.ref, line.position) for line in rol.order(work.store)] == [("r2", 1), ("r3", 2)]


def test_a_note_adds_a_line_and_is_private(
    work: Work, make_program: Callable[..., Program]
) -> None:
    from fmgtrack.actions import followups

    make_program(note="first line")
    followups.note(work, "henry ford", "second\r\nand third", None)
    assert work.store.table(Program).list()[0].note == "first line\nsecond\nand third"
    with pytest.raises(UsageError, match="`--ask` belongs to a follow-up"):
        followups.note(work, "p1", "text", "a question?")
    with pytest.raises(UsageError, match="nothing to note"):
        followups.note(work, "p1", "  ", None)
