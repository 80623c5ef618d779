"""Experience from the search to the end, as a person types it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

    Run = Callable[..., Ran]

ROW = """ref kind title organisation specialty city state country status asked_on applied_on
    accepted_on begins ends hours_week cost visa usce hands_on standing program supervisor skills
    letters letter_asked_on thanks_owed findings thanked_on focus characteristic description
    meaningful_text reread_on myeras meaningful notes"""
"""The keys of one experience, which are only ever added to."""

EXTERNSHIP = (
    'add-experience externship "Inpatient medicine" --at "Lake Hospital" --specialty IM --city'
    ' Detroit --state Michigan --from "8 Jan 2024" --until "4 Feb 2024" --hours 40 --cost "$1,200"'
    ' --visa "B1/B2" --skill notes --skill "team rounds" --note quiet'
)


def row(run: Run, ref: str) -> Any:  # noqa: ANN401  any document
    return run(f"show {ref} --json").json


def codes(ran: Ran) -> list[str]:
    return [notice["code"] for notice in ran.json["notices"]]


def test_a_rotation_is_kept_as_it_was_typed(run: Run) -> None:
    run(EXTERNSHIP)
    found = row(run, "e1")

    assert set(found) == set(ROW.split())
    kept = {
        "title": "Inpatient medicine",
        "organisation": "Lake Hospital",
        "specialty": "Internal Medicine",
        "state": "MI",
        "status": "done",
        "begins": "2024-01-08",
        "ends": "2024-02-04",
        "hours_week": 40.0,
        "cost": 1200.0,
        "skills": ["notes", "team rounds"],
        "notes": "quiet",
    }
    assert {key: found[key] for key in kept} == kept
    assert (found["usce"], found["hands_on"], found["standing"]) == (True, True, "done")


@pytest.mark.parametrize(
    ("options", "status", "standing"),
    [
        ("", "considered", "considered"),
        ("--asked 2026-09-01", "asked", "asked"),
        ("--asked 2026-09-01 --applied 2026-09-05", "applied", "applied"),
        ("--accepted 2026-10-01 --from 2027-01", "accepted", "accepted"),
        ("--from 2026-11-01 --until 2026-12-01", "accepted", "running"),
        ("--status accepted --from 2026-10-01 --until 2026-10-28", "accepted", "over"),
        ("--from 2026-10 --until 2026-10", "done", "done"),
        ("--status declined --asked 2026-09-01", "declined", "declined"),
    ],
)
def test_the_status_follows_from_the_dates(
    run: Run, options: str, status: str, standing: str
) -> None:
    run(f"add-experience rotation Ward {options}")
    found = row(run, "e1")

    assert (found["status"], found["standing"]) == (status, standing)


def test_a_search_goes_on_by_its_dates(run: Run) -> None:
    run("add-experience externship Ward")
    for option, status in (("asked", "asked"), ("applied", "applied"), ("accepted", "accepted")):
        run(f"edit e1 --{option} today")
        assert row(run, "e1")["status"] == status
    run("edit e1 --asked yesterday")
    assert row(run, "e1")["status"] == "accepted"

    told = run("edit e1 --from 2026-10-01 --until 2026-10-28 --json")
    assert "experience-over" in codes(told)
    assert "`fmgtrack edit e1 --status done`" in run("apply experience").stdout
    run("edit e1 --status done")
    assert run("apply experience --json").json["to_mark_done"] == []


def test_sums_overlaps_and_what_is_to_do(run: Run) -> None:
    run("add-contact henry 'Dr. Ana Ruiz'", code=1)  # no program of that name yet
    run(f'{EXTERNSHIP} --supervisor "Dr. Ana Ruiz"')
    run("add-experience observership Clinic --specialty Cardiology --from 2024-02 --until 2024-02")
    run("add-experience elective Abroad --country Kenya --from 2023-03 --until 2023-03")
    run("add-experience rotation Undated --status done --skill Notes")
    run("add-experience volunteer Camp")
    found = run("apply experience --json").json

    assert found["hands_on"] == {
        "months": 1.0,
        "by_specialty": [{"specialty": "Internal Medicine", "months": 1.0}],
    }
    assert found["observed"]["months"] == 1.0
    assert found["undated"] == ["e4"]
    assert found["skills"][0] == {"skill": "notes", "refs": ["e1", "e4"]}
    assert found["overlaps"] == [
        {
            "first": "e1",
            "second": "e2",
            "begins": "2024-02-01",
            "ends": "2024-02-04",
            "sure": False,
        }
    ]
    assert found["thanks_owed"] == ["e1"]
    assert found["letter_not_asked"] == ["e1", "e4"]

    run("edit e1 --thanked today --letter-asked today")
    found = run("apply experience --json").json
    assert found["thanks_owed"] == []
    assert found["letter_not_asked"] == ["e4"]

    text = run("apply experience").stdout
    assert "hands-on      1 (Internal Medicine 1)" in text
    assert "observership  1 (Cardiology 1)" in text
    assert "perhaps Thu 1 Feb 2024 to Sun 4 Feb 2024" in text


def test_the_listing_can_be_narrowed_and_the_sums_stay(run: Run) -> None:
    run(EXTERNSHIP)
    run("add-experience externship Next --accepted 2026-10-01 --from 2026-11-20")
    run("add-experience work Officer --from 2020-01 --until 2021-01")

    def refs(options: str) -> list[str]:
        found = run(f"apply experience {options} --json").json
        assert found["hands_on"]["months"] == 1.2
        return [one["ref"] for one in found["experiences"]]

    assert refs("") == ["e2", "e1", "e3"]
    assert refs("--usce") == ["e2", "e1"]
    assert refs("--kind work") == ["e3"]
    assert refs("--status running") == refs("--status accepted") == ["e2"]
    assert refs("--status considered") == []
    assert "no value for `--status`" in run("apply experience --status gone", code=2).stderr


def test_the_rules_of_a_kind_are_told_and_refuse_nothing(run: Run) -> None:
    run("apply profile --graduated 2023")
    early = "add-experience externship Early --from 2022-12 --until 2022-12"
    assert codes(run(f"{early} --json")) == ["experience-student"]
    late = "add-experience elective Late --from 2026-12 --until 2026-12"
    assert codes(run(f"{late} --json")) == ["experience-graduate"]
    assert "begins after your graduation" in run("show e2").stdout
    visitor = "add-experience externship Soon --visa B-2 --from 2027-01 --until 2027-02"
    assert codes(run(f"{visitor} --json")) == ["experience-visitor-visa", "experience-length"]
    abroad = "add-experience rotation Abroad --country Kenya --json"
    assert codes(run(abroad)) == ["experience-not-us"]


def test_an_overlap_is_said_at_once(run: Run) -> None:
    run(EXTERNSHIP)
    told = run("add-experience rotation Other --from 2024-01-20 --until 2024-02-16")

    assert "it overlaps with e1: Sat 20 Jan 2024 to Sun 4 Feb 2024" in told.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--from 2024", "needs its month"),
        ("--from 2024-13", "no month"),
        ("--from 2024-03 --until 2024-02", "ends (Feb 2024) before it begins (Mar 2024)"),
        ("--hours 169", "`--hours`"),
        ("--hours nan", "`--hours`"),
        ("--hours -4", "`--hours`"),
        ("--cost lots", "`--cost`"),
        ("--state Kenya", "no US state"),
        ("--asked 2027-01-01", "has not happened yet"),
        ("--supervisor c99", "no contact matches"),
        ("--program nowhere", "no program matches"),
    ],
)
def test_a_value_of_the_wrong_form_is_named_and_nothing_kept(
    run: Run, options: str, said: str
) -> None:
    assert said in run(f"add-experience rotation Ward {options}", code=1).stderr
    assert run("apply experience --json").json["experiences"] == []


@pytest.mark.parametrize("line", ["wedding Ward", "rotation Ward --status gone", "e Ward"])
def test_a_word_that_is_none_lists_the_words(run: Run, line: str) -> None:
    assert "one of: " in run(f"add-experience {line}", code=2).stderr


def test_an_edit_keeps_the_end_after_the_beginning(run: Run) -> None:
    run(EXTERNSHIP)
    assert "before it begins" in run("edit e1 --until 2024-01-01", code=1).stderr
    assert row(run, "e1")["ends"] == "2024-02-04"
    run('edit e1 --until ""')
    assert row(run, "e1")["ends"] is None


def test_skills_are_added_and_taken_away(run: Run) -> None:
    run(EXTERNSHIP)
    run("edit e1 --skill Epic --skill notes --without 'Team rounds'")
    assert row(run, "e1")["skills"] == ["notes", "Epic"]
    assert "no skill matches" in run("edit e1 --without surgery", code=1).stderr
    run('edit e1 --skill ""')
    assert row(run, "e1")["skills"] == []


@pytest.mark.parametrize(
    ("person", "ref", "name"),
    [
        ("c1", "c1", "Dr. Ada Okafor"),
        ("ada okafor", "c1", "Dr. Ada Okafor"),
        ("Okafor", None, "Okafor"),
        ("Dr. Nobody Known, MD", None, "Dr. Nobody Known, MD"),
        ("Dr. Lee <lee@example.org>", None, "Dr. Lee"),
    ],
)
@pytest.mark.usefixtures("henry")
def test_a_supervisor_is_a_contact_by_ref_or_whole_name(
    run: Run, person: str, ref: str | None, name: str
) -> None:
    run(EXTERNSHIP, "--supervisor", person)

    assert row(run, "e1")["supervisor"] == {"ref": ref, "name": name}


@pytest.mark.usefixtures("henry")
def test_contacts_and_programs_go_and_the_experience_stays(run: Run) -> None:
    run(f"{EXTERNSHIP} --program henry --supervisor c1")
    run("remove c1 --yes")
    assert row(run, "e1")["supervisor"] == {"ref": None, "name": "Dr. Ada Okafor"}
    run("remove p1 --yes")
    assert row(run, "e1")["program"] is None
    run("undo --yes")
    assert row(run, "e1")["program"]["ref"] == "p1"


def test_removing_and_undoing(run: Run) -> None:
    run(EXTERNSHIP)
    run("add-letter 'Dr. Ana Ruiz' --experience e1")
    before = row(run, "e1")
    run("remove e1 --yes")
    assert row(run, "le1")["experience"] is None
    run("undo --yes")
    assert row(run, "e1") == before
    assert row(run, "le1")["experience"]["ref"] == "e1"


def test_reread_keeps_the_day(run: Run) -> None:
    run(EXTERNSHIP)
    assert run("apply reread e1 e1 --json").json["refs"] == ["e1"]
    assert row(run, "e1")["reread_on"] == "2026-11-25"
    assert "nothing had to be changed" in run("apply reread e1").stdout
    for wrong in ("e9", "p1", "ward"):
        said = run(f"apply reread {wrong}", code=1).stderr
        assert "`fmgtrack apply experience` lists them" in said


def test_an_export_for_sharing_names_no_supervisor(run: Run, tmp_path: Path) -> None:
    run(f'{EXTERNSHIP} --supervisor "Dr. Ana Ruiz" --description "With Dr. Ruiz on the ward"')
    run("edit e1 --characteristic 'Ana Ruiz said teamwork'")
    file = tmp_path / "shared.json"
    run(f"export {file} --redact")
    text = file.read_text(encoding="utf-8")

    assert "Ruiz" not in text
    assert "Lake Hospital" not in text
    assert json.loads(text)["records"]["experiences"][0]["kind"] == "externship"


def test_an_export_comes_back_whole(run: Run, tmp_path: Path) -> None:
    run(EXTERNSHIP)
    before = row(run, "e1")
    file = tmp_path / "all.json"
    run(f"export {file}")
    run(f"--db {tmp_path / 'other.db'} import {file} --yes")

    assert run(f"--db {tmp_path / 'other.db'} show e1 --json").json == before


@pytest.mark.parametrize("month", ["2024-19", "2024-02-30", "2024", "soon"])
def test_an_import_of_a_month_that_is_none_is_refused(run: Run, tmp_path: Path, month: str) -> None:
    run(EXTERNSHIP)
    file = tmp_path / "all.json"
    run(f"export {file}")
    document = json.loads(file.read_text(encoding="utf-8"))
    document["records"]["experiences"][0]["begins"] = month
    file.write_text(json.dumps(document), encoding="utf-8")

    run(f"--db {tmp_path / 'other.db'} import {file} --yes", code=1)
    assert run(f"--db {tmp_path / 'other.db'} apply experience --json").json["experiences"] == []


def test_hostile_text_is_shown_as_text(run: Run) -> None:
    run("add-experience rotation", "[red]\x1b[31mWard", "--skill", "[b]x\x07")
    shown = run("apply experience").stdout + run("show e1").stdout

    assert "[red]" in shown
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_an_empty_record_says_what_to_type(run: Run) -> None:
    ran = run("apply experience")

    assert ran.stdout == ""
    assert "`fmgtrack add-experience" in ran.stderr


def test_the_editor_takes_a_form(
    terminal: Callable[..., Terminal], run: Run, tmp_path: Path
) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text(
        "#!/bin/sh\nsed -e 's/^hours:.*/hours: 20/' -e 's/^  team rounds/  Epic/'"
        ' "$1" > "$1.n"\n'
        'mv "$1.n" "$1"\n'
    )
    editor.chmod(0o755)
    run(EXTERNSHIP)
    screen = terminal("edit", "e1", env={"EDITOR": str(editor)}).end()

    assert "edited e1 (hours, skill)" in screen
    found = row(run, "e1")
    assert (found["hours_week"], found["skills"]) == (20.0, ["notes", "Epic"])


def test_a_terminal_asks_for_what_is_missing(terminal: Callable[..., Terminal], run: Run) -> None:
    at = terminal("add-experience")
    at.expect("externship")
    at.type("observership\n")
    at.expect("What it is")
    at.type("Heart clinic\n")
    at.expect("The organisation")
    at.type("done\n")
    at.expect("Keep it?")
    at.type("\n")
    assert "added experience e1 Heart clinic" in at.end()

    at = terminal("add-experience", "work")
    at.expect("What it is")
    at.type("\x03")
    at.end(130)
    assert len(run("apply experience --json").json["experiences"]) == 1
