"""A spreadsheet of programs comes in: all of it or nothing, and twice is once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fmgtrack.actions import data, history, journal, records
from fmgtrack.errors import ImportFailedError
from fmgtrack.records.program import Program, Track

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Listing

    TakeIn = Callable[..., Listing]
    Content = Callable[[], dict[str, Any]]

SHEET = """Program Name,Hospital,City,State,NRMP Code,ACGME ID,Signal,J-1,H-1B,Interviewer,Notes
Henry Ford Hospital,Henry Ford Health,Detroit,MI,1298140C0,1402521205,gold,yes,no,Dr. Chen,near
Mayo Clinic,,Rochester,Minnesota,"1328140C0, 1328140P0",,,,,,
Grady,,Atlanta,GA,,,,maybe,,,
"""


def counts(found: Listing) -> tuple[int, int, int]:
    facts = found.notices[-1].facts
    return facts["added"], facts["changed"], facts["same"]


def stored(work: Work, ref: str = "p1") -> Program:
    found = work.store.table(Program).get(int(ref[1:]))
    assert found is not None
    return found


def test_a_sheet_comes_in(work: Work, take_in: TakeIn) -> None:
    assert counts(take_in(SHEET)) == (3, 0, 0)
    ford = stored(work)
    assert (ford.institution, ford.city, ford.state) == ("Henry Ford Health", "Detroit", "MI")
    assert (ford.timezone, ford.acgme_code) == ("America/Detroit", "1402521205")
    assert (ford.signal, ford.j1, ford.h1b, ford.visa_on) == ("gold", True, False, "2026-11-25")
    # what fits no column is kept, not dropped
    assert ford.note == "near\nInterviewer: Dr. Chen"
    assert stored(work, "p3").note == "J-1: maybe"
    assert [track.code for track in work.store.table(Track).list(program_id=2)] == [
        "1328140C0",
        "1328140P0",
    ]


def test_twice_is_once(work: Work, take_in: TakeIn, content: Content) -> None:
    take_in(SHEET)
    before = content()
    assert counts(take_in(SHEET)) == (0, 0, 3)
    assert content() == before
    assert len(journal.listing(work, None).rows) == 1


def test_a_dry_run_shows_and_changes_nothing(work: Work, take_in: TakeIn, content: Content) -> None:
    before = content()
    shown = take_in(SHEET, dry_run=True)
    assert counts(shown) == (3, 0, 0)
    assert [(row["row"], row["what"], row["name"]) for row in shown.rows] == [
        (2, "added", "Henry Ford Hospital"),
        (3, "added", "Mayo Clinic"),
        (4, "added", "Grady"),
    ]
    assert content() == before
    assert work.store.is_blank()
    take_in(SHEET)
    assert stored(work).ref == "p1"


def test_what_changes_needs_a_yes_and_what_only_adds_does_not(
    work: Work, take_in: TakeIn, content: Content
) -> None:
    take_in(SHEET)
    before = content()
    moved = SHEET.replace("Detroit", "Dearborn") + "Mount Sinai,,New York,NY,,,,,,,\n"
    with pytest.raises(data.NeedsConsentError, match="would change 1 on record"):
        take_in(moved)
    assert content() == before
    shown = take_in(moved, dry_run=True).rows[0]
    assert (shown["ref"], shown["change"]) == ("p1", "city: Detroit -> Dearborn")
    assert content() == before
    assert counts(take_in(moved, yes=True)) == (1, 1, 2)
    assert stored(work).city == "Dearborn"
    # a new code only adds to a program, and is still a change of it
    with pytest.raises(data.NeedsConsentError):
        take_in("Program,NRMP Code\nGrady,1113140C0\n")


@pytest.mark.parametrize(
    ("bad", "row", "column"),
    [
        ("Bad State,,,Ontario,,,,,,,", 5, "state"),
        ("Bad Code,,,,12345,,,,,,", 5, "code"),
        ("Bad Acgme,,,,,12,,,,,", 5, "acgme"),
        (",,Detroit,MI,,,,,,,", 5, "name"),
        ("Taken Code,,,,1298140C0 1328140C0,,,,,,", 5, "code"),
    ],
)
def test_all_or_nothing_with_row_and_column(
    bad: str, row: int, column: str, work: Work, take_in: TakeIn
) -> None:
    with pytest.raises(ImportFailedError, match=f"(?i)row {row}.*{column}"):
        take_in(SHEET + bad + "\n", yes=True)
    assert work.store.table(Program).list() == []
    assert work.store.is_blank()


def test_a_word_that_is_no_choice_is_kept_as_a_note(work: Work, take_in: TakeIn) -> None:
    take_in("Program,Status,Website,Time zone\nGrady,ghosted,ask Kim,Moon\n")
    grady = stored(work)
    assert (grady.status, grady.url, grady.timezone) == ("considered", None, None)
    assert str(grady.note).split("\n") == ["Status: ghosted", "Website: ask Kim", "Time zone: Moon"]


@pytest.mark.parametrize(
    ("sheet", "programs"),
    [
        # another institution code is another program
        ("Program,NRMP Code\nSt. Mary,1111140C0\nSt. Mary,2222140C0\n", 2),
        ("Program,NRMP Code\nSt. Mary,1111140C0\nSt. Mary,1111140P0\n", 1),
        ("Program,City\nSt. Mary,Detroit\nSaint Mary,Lansing\n", 2),
        ("Program,Specialty\nSt. Mary,Pediatrics\nSt. Mary,Internal Medicine\n", 2),
        ("Program,City\nSt. Mary,Detroit\nSaint Mary,\n", 1),
    ],
)
def test_which_rows_are_one_program(sheet: str, programs: int, work: Work, take_in: TakeIn) -> None:
    take_in(sheet, yes=True)
    assert len(work.store.table(Program).list()) == programs


def test_a_program_is_met_again_by_its_code_whatever_it_is_called(
    work: Work, take_in: TakeIn
) -> None:
    take_in(SHEET)
    assert counts(take_in("Program,NRMP Code\nHFH,1298140C0\n")) == (0, 0, 1)
    assert stored(work).name == "Henry Ford Hospital"


@pytest.mark.parametrize("columns", ["Time Zone,State", "State,Time Zone"])
def test_a_zone_that_is_written_goes_before_the_one_of_the_state(
    columns: str, work: Work, take_in: TakeIn
) -> None:
    cells = "America/Denver,TX" if columns.startswith("Time") else "TX,America/Denver"
    take_in(f"Program,{columns}\nEl Paso,{cells}\n")
    assert (stored(work).state, stored(work).timezone) == ("TX", "America/Denver")


def test_a_zone_that_the_person_corrected_stays(work: Work, take_in: TakeIn) -> None:
    sheet = "Program,State\nEl Paso,TX\n"
    take_in(sheet)
    records.edit(work, "p1", {"zone": "MT"})
    assert counts(take_in(sheet)) == (0, 0, 1)
    assert stored(work).timezone == "America/Denver"
    # a program whose zone is not known yet learns it
    records.edit(work, "p1", {"zone": ""})
    assert counts(take_in(sheet, yes=True)) == (0, 1, 0)


def test_a_fact_read_again_keeps_its_first_day(work: Work, take_in: TakeIn) -> None:
    take_in(SHEET)
    with work.store.change("last month") as change:
        change.table(Program).update(stored(work), visa_on="2026-10-01")
    assert counts(take_in(SHEET)) == (0, 0, 3)
    assert stored(work).visa_on == "2026-10-01"
    take_in(SHEET.replace("yes,no", "yes,yes"), yes=True)
    assert (stored(work).h1b, stored(work).visa_on) == (True, "2026-11-25")


def test_ones_own_note_is_added_to(work: Work, take_in: TakeIn) -> None:
    take_in(SHEET)
    records.edit(work, "p1", {"note": "my own\nnear"})
    take_in(SHEET, yes=True)
    assert stored(work).note == "my own\nnear\nInterviewer: Dr. Chen"


def test_an_import_is_one_change_that_can_be_taken_back(
    work: Work, take_in: TakeIn, content: Content
) -> None:
    before = content()
    take_in(SHEET)
    assert journal.listing(work, None).rows[0]["title"] == (
        "imported programs.csv: 3 added, 0 changed, 0 the same"
    )
    history.undo(work, None)
    assert content() == before


@pytest.mark.parametrize(
    "text", ["", "\n\n", "a,b,c\n1,2,3\n", "\x00\x01\x02", "{", "[1, 2]", '{"format": "other"}']
)
def test_what_is_no_sheet_is_refused(text: str, work: Work, take_in: TakeIn) -> None:
    with pytest.raises(ImportFailedError) as caught:
        take_in(text)
    assert caught.value.hint
    assert work.store.is_blank()


def test_a_file_that_is_not_there(work: Work, tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(ImportFailedError):
            data.take_in(work, str(path), dry_run=False, may_change=False)
