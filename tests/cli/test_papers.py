"""Letters and documents, and which program gets which."""

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

LETTER = """ref writer contact experience specialty us waived status asked_on promised_on
    uploaded_on dated_on age_months thanked_on thanks_owed programs notes"""
DOCUMENT = """ref kind title specialty status state path made_on expires_on length programs notes"""
"""The keys of one letter and one document, which are only ever added to."""


def row(run: Run, ref: str) -> Any:  # noqa: ANN401  any document
    return run(f"show {ref} --json").json


def codes(ran: Ran) -> list[str]:
    return [notice["code"] for notice in ran.json["notices"]]


@pytest.fixture
def applied(run: Run) -> None:
    """Two programs, one applied to, and five letters of which the first is as it should be."""
    run("add-program 'Lake Hospital' --specialty 'Internal Medicine' --state MI --status applied")
    run("add-program 'Hill Clinic' --specialty 'Family Medicine' --state MN")
    run("add-letter 'Dr. One Ready' --us yes --waived yes --uploaded 2026-09-01")
    for name in ("Two", "Three", "Four", "Five"):
        run(f"add-letter 'Dr. {name} Other'")


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ("", "wanted"),
        ("--asked 2026-08-01", "asked"),
        ("--asked 2026-08-01 --promised 2026-08-02", "promised"),
        ("--asked 2026-08-01 --uploaded 2026-09-02", "uploaded"),
        ("--asked 2026-08-01 --status declined", "declined"),
    ],
)
def test_the_status_of_a_letter_follows_from_its_dates(run: Run, options: str, status: str) -> None:
    run(f"add-letter 'Dr. Wei Chen' {options}")
    found = row(run, "le1")

    assert set(found) == set(LETTER.split())
    assert found["status"] == status


def test_a_letter_goes_on_by_its_dates_and_never_back(run: Run) -> None:
    run("add-letter 'Dr. Wei Chen'")
    for option in ("asked", "promised", "uploaded"):
        run(f"edit le1 --{option} today")
        assert row(run, "le1")["status"] == option
    assert row(run, "le1")["thanks_owed"]
    run("edit le1 --asked yesterday --thanked today")
    assert row(run, "le1")["status"] == "uploaded"
    assert not row(run, "le1")["thanks_owed"]
    run("edit le1 --status declined")
    run("edit le1 --promised today")
    assert row(run, "le1")["status"] == "declined"


def test_the_age_is_counted_to_the_start_of_training(run: Run) -> None:
    run("config season 2027")
    run("add-letter 'Dr. Wei Chen' --dated 2026-06-30 --uploaded 2026-09-01")
    run("add-letter 'Dr. Ana Ruiz' --uploaded 2025-07-02")
    run("add-letter 'Dr. Lee Song'")

    found = run("apply letters --json").json
    assert found["starts_on"] == "2027-07-01"
    assert [one["age_months"] for one in found["letters"]] == [12, 23, None]
    assert "23 months, by its upload" in run("apply letters").stdout


@pytest.mark.usefixtures("henry")
def test_a_writer_is_a_contact_by_ref_or_whole_name(run: Run) -> None:
    run("add-letter c1")
    run("add-letter 'Ada Okafor'")
    run("add-letter Okafor")
    run("add-letter 'Dr. Someone' --contact c1")

    found = run("apply letters --json").json["letters"]
    assert [one["writer"] for one in found] == [
        *("Dr. Ada Okafor", "Dr. Ada Okafor", "Okafor", "Dr. Ada Okafor"),
    ]
    assert [bool(one["contact"]) for one in found] == [True, True, False, True]
    run("edit le2 --writer 'Dr. New Name'")
    assert row(run, "le2")["contact"] is None

    run("remove c1 --yes")
    assert [one["writer"] for one in run("apply letters --json").json["letters"]] == [
        *("Dr. Ada Okafor", "Dr. New Name", "Okafor", "Dr. Someone"),
    ]


def test_a_letter_of_us_experience_counts_as_one_unless_it_is_said(run: Run) -> None:
    run("add-experience rotation Ward")
    run("add-experience rotation Abroad --country Kenya")
    told = run("add-letter 'Dr. One' --experience e1 --json")
    run("add-letter 'Dr. Two' --experience e1 --us no")
    run("add-letter 'Dr. Three' --experience e2")

    assert codes(told) == ["letter-us"]
    assert [row(run, f"le{n}")["us"] for n in (1, 2, 3)] == [True, False, None]
    assert row(run, "e1")["letters"] == ["le1", "le2"]


def test_dates_that_contradict_each_other_are_told(run: Run) -> None:
    told = run("add-letter 'Dr. One' --asked 2026-09-05 --uploaded 2026-09-01")

    assert "le1 was uploaded on Tue 1 Sep 2026, before it was asked" in told.stderr


@pytest.mark.usefixtures("applied")
def test_a_program_gets_four_letters_and_no_fifth(run: Run) -> None:
    run("apply assign lake le1 le2 le3")
    run("apply assign lake le4 --on yesterday")
    said = run("apply assign lake le5 --json", code=1).error
    assert said["code"] == "refused"
    assert said["message"] == "Lake Hospital would get 5 letters, and a program takes 4"
    assert [one["ref"] for one in said["candidates"]] == ["le1", "le2", "le3", "le4"]
    assert row(run, "le5")["programs"] == []

    run("apply assign hill le1 le2 le3 le4 le5", code=1)
    assert row(run, "le1")["programs"] == [{"ref": "p1", "name": "Lake Hospital"}]
    run("apply unassign lake le4")
    run("apply assign lake le5 le5")
    assert run("apply letters --json").json["sets"] == [
        {
            "letters": ["le1", "le2", "le3", "le5"],
            "programs": [{"ref": "p1", "name": "Lake Hospital"}],
        }
    ]


@pytest.mark.usefixtures("applied")
def test_what_speaks_against_an_assignment_is_told(run: Run) -> None:
    assert codes(run("apply assign lake le1 --json")) == []
    assert codes(run("apply assign lake le1 --json")) == ["assigned-already"]
    assert run("apply assign lake le1 --json").json["changed"] is None
    assert codes(run("apply assign lake le2 --json")) == [
        "letter-not-uploaded",
        "letter-not-waived",
    ]
    run("edit le3 --waived no --uploaded today")
    told = run("apply assign lake le3")
    assert "you did not waive the right to see it; waiving is per letter and final" in told.stderr
    run("edit le1 --specialty im")
    assert codes(run("apply assign hill le1 --json")) == ["assigned-early", "other-specialty"]
    run("edit le5 --status declined")
    assert "the writer of le5 declined" in run("apply assign lake le5", code=1).stderr


@pytest.mark.usefixtures("applied")
def test_a_program_gets_one_statement(run: Run) -> None:
    run("add-document statement --specialty IM --status ready")
    run("add-document statement --specialty FM --status draft")
    run("add-document photo --status ready --expires 2026-11-01")

    assert codes(run("apply assign lake do1 --json")) == []
    said = run("apply assign lake do2", code=1).stderr
    assert "Lake Hospital takes one personal statement" in said
    run("apply assign hill do1 do2", code=1)
    assert codes(run("apply assign hill do2 --json")) == ["assigned-early", "document-not-ready"]
    assert codes(run("apply assign lake do3 --json")) == ["document-not-ready"]
    found = run("apply documents --json").json["documents"]
    assert [[one["ref"] for one in paper["programs"]] for paper in found] == [
        ["p1"],
        ["p2"],
        ["p1"],
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("apply assign lake le9", "no letter matches `le9`; `fmgtrack apply letters` lists"),
        ("apply assign lake do1", "no document matches `do1`; `fmgtrack apply documents` lists"),
        ("apply assign lake p1", "no letter or document matches `p1`"),
        ("apply assign nowhere le1", "no program matches `nowhere`"),
        ("apply assign lake le1 --on tomorrow", "has not happened yet"),
        ("apply unassign lake le1", "le1 is not assigned to Lake Hospital"),
        ("add-letter Dr --experience e9", "no experience matches `e9`"),
        ("add-letter ''", "is no name for a writer"),
        ("edit le1 --writer ''", "is no name for a writer"),
        ("edit le1 --asked 'next friday'", "can mean two days"),
        ("add-document cv --length many", "`--length`"),
        ("edit do1 --path x", "no document matches"),
    ],
)
@pytest.mark.usefixtures("applied")
def test_what_cannot_be_met_is_named(run: Run, line: str, said: str) -> None:
    assert said in run(line, code=1).stderr


@pytest.mark.usefixtures("applied")
def test_the_letters_of_one_program(run: Run) -> None:
    run("apply assign lake le1 le2")
    run("apply assign hill le2")

    found = run("apply letters --program hill --json").json
    assert [one["ref"] for one in found["letters"]] == ["le2"]
    assert found["none_assigned"] == []
    run("apply unassign hill le2")
    assert "`fmgtrack apply assign p2 le1`" in run("apply letters --program hill").stderr


@pytest.mark.usefixtures("applied")
def test_programs_with_the_same_letters_stand_together(run: Run) -> None:
    run("add-program 'Bay Hospital' --state CA --status invited")
    run("add-program 'Sea Hospital' --state OR --status applied")
    run("apply assign lake le2 le1")
    run("apply assign bay le1 le2")

    assert "le1 le2 (2): 2 programs: p3 p1" in run("apply letters").stdout
    assert run("apply letters --json").json["none_assigned"] == [
        {"ref": "p4", "name": "Sea Hospital"}
    ]


@pytest.mark.usefixtures("applied")
def test_us_letters_that_a_program_asks_for(run: Run, tmp_path: Path) -> None:
    run("apply assign lake le1 le2")
    tell(run, tmp_path, {"p1": "3", "p2": "2"})

    found = run("apply letters --json").json["us_letters"]
    assert found == [
        {
            "program": {"ref": "p1", "name": "Lake Hospital"},
            "wanted": 3,
            "have": 1,
            "unsaid": 1,
            "missing": 2,
        }
    ]
    said = "p1 Lake Hospital: asks for 3, gets 1, of 1 the country is not said"
    assert said in run("apply letters").stdout
    there = run("apply letters --program hill --json").json["us_letters"]
    assert [one["missing"] for one in there] == [2]
    tell(run, tmp_path, {"p1": "any"})
    assert run("apply letters --json").json["us_letters"] == []


def tell(run: Run, folder: Path, wanted: dict[str, str]) -> None:
    """Put on record how many US letters programs ask for, as an export of another record would."""
    file = folder / "facts.json"
    run(f"export {file}")
    document = json.loads(file.read_text(encoding="utf-8"))
    document["records"]["facts"] = [
        {
            "id": number,
            "uid": f"fact{number}",
            "program_id": int(ref[1:]),
            "rule": "us-letters",
            "value": value,
            "strict": 1,
            "who": None,
            "source": None,
            "checked_on": None,
        }
        for number, (ref, value) in enumerate(wanted.items(), 1)
    ]
    file.write_text(json.dumps(document), encoding="utf-8")
    run(f"import {file} --yes")


@pytest.mark.usefixtures("applied")
def test_removing_a_letter_takes_its_assignments_and_undo_brings_them_back(run: Run) -> None:
    run("apply assign lake le1")
    before = row(run, "le1")
    asked = run("remove le1", code=2).stderr
    assert "le1 to Lake Hospital" in asked
    assert "Dr. One Ready" in asked
    run("remove le1 --yes")
    assert run("apply letters --json").json["sets"] == []
    run("undo --yes")
    assert row(run, "le1") == before
    run("remove p1 --yes")
    assert row(run, "le1")["programs"] == []


def test_an_export_for_sharing_names_no_writer_and_no_file(run: Run, tmp_path: Path) -> None:
    run("add-letter 'Dr. Ana Ruiz' --note 'met at a dinner'")
    run("add-program 'Lake Hospital' --state MI --url ruiz.example.org --policy-source 'Ana Ruiz'")
    run("add-document cv --title 'Ruiz CV' --path /secret/place/cv.pdf")
    file = tmp_path / "shared.json"
    run(f"export {file} --redact")
    text = file.read_text(encoding="utf-8")

    for word in ("Ana", "dinner", "secret", "Ruiz CV"):
        assert word not in text
    assert json.loads(text)["records"]["letters"][0]["status"] == "wanted"


def test_a_document_is_kept_with_the_whole_path(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "essay.md"
    file.write_text("dear reader", encoding="utf-8")
    ran = run(f"add-document statement --specialty IM --path {file} --length 27,500 --title A")
    found = row(run, "do1")

    assert "no file" not in ran.stderr
    assert set(found) == set(DOCUMENT.split())
    assert (found["status"], found["path"], found["length"]) == ("ready", str(file), 27500)
    assert run("apply documents --json").json["documents"][0]["file_found"] is True
    file.unlink()
    assert run("apply documents --json").json["documents"][0]["file_found"] is False
    assert "(NOT THERE)" in run("apply documents").stdout


def test_a_path_from_here_on_is_made_whole(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("add-document cv --path cv.pdf")

    assert f"there is no file `{tmp_path / 'cv.pdf'}`" in ran.stderr
    assert row(run, "do1")["path"] == str(tmp_path / "cv.pdf")
    assert "type the whole path" in run("edit do1 --path other.pdf", code=1).stderr
    run(r"edit do1 --path 'C:\Papers\cv.pdf'")
    assert row(run, "do1")["path"] == r"C:\Papers\cv.pdf"
    run('edit do1 --path ""')
    assert row(run, "do1")["path"] is None


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("passport --expires 2027-06-30", ["document-expiring"]),
        ("passport --expires 2027-07-01", []),
        ("passport --expires 2026-11-24", ["document-expired"]),
        ("statement --length 28000", ["document-specialty"]),
        ("statement --specialty IM --length 28001", ["document-long"]),
        ("cv --length 90000", []),
    ],
)
def test_what_is_to_be_looked_at_in_a_document(run: Run, options: str, told: list[str]) -> None:
    assert codes(run(f"add-document {options} --json")) == told


def test_what_is_missing_and_the_visa_follow_the_profile(run: Run) -> None:
    found = run("apply documents --json").json
    assert [one["kind"] for one in found["missing"]][:2] == ["statement", "mspe"]
    assert found["visa"] == []

    run("apply profile --visa j1 --specialty IM --specialty Neurology --transcript-on today")
    run("add-document statement --specialty 'internal medicine' --status ready")
    run("add-document contract --status ready")
    found = run("apply documents --json").json
    kinds = [(one["kind"], one["specialty"]) for one in found["missing"]]
    assert kinds == [
        ("statement", "Neurology"),
        *(("mspe", None), ("transcript", None), ("ecfmg-report", None), ("photo", None)),
        ("passport", None),
    ]
    assert [(one["key"], one["state"]) for one in found["visa"]] == [
        *(("contract", "done"), ("statement-of-need", "next"), ("ds-2019", "later")),
        ("note", "note"),
    ]
    text = run("apply documents").stdout
    assert "papers of the J-1, in their order" in text
    assert "read at https://www.ecfmg.org/evsp/" in text
    assert "H-1B" not in text
    run("apply profile --visa none")
    assert run("apply documents --json").json["visa"] == []


def test_step_3_is_the_first_step_to_an_h1b(run: Run) -> None:
    run("apply profile --visa h1b")
    assert run("apply documents --json").json["visa"][0]["state"] == "next"
    run("add-exam step3 --outcome pass --on 2026-05-05")
    states = [one["state"] for one in run("apply documents --json").json["visa"]]
    assert states == ["done", "next", "note"]


@pytest.mark.parametrize(
    "line",
    [
        "add-document essay",
        "add-document cv --status lost",
        "add-letter Dr --status lost",
        "add-letter Dr --us perhaps",
        "add-letter Dr --waived perhaps",
    ],
)
def test_a_word_that_is_none_lists_the_words(run: Run, line: str) -> None:
    assert "one of: " in run(line, code=2).stderr


@pytest.mark.parametrize(("ref", "line"), [("le1", "add-letter Dr"), ("do1", "add-document cv")])
def test_an_option_of_another_kind_is_refused(run: Run, ref: str, line: str) -> None:
    run(line)
    assert "is no option of a" in run(f"edit {ref} --city Detroit", code=2).stderr


def test_hostile_text_is_shown_as_text(run: Run) -> None:
    run("add-letter", "[red]\x1b[31mDr. A")
    run("add-document", "other", "--title", "=cmd|'\x07'")
    shown = "".join(run(line).stdout for line in ("apply letters", "apply documents", "show do1"))

    assert "[red]" in shown
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_empty_records_say_what_to_type(run: Run) -> None:
    assert "`fmgtrack add-letter" in run("apply letters").stderr
    assert "`fmgtrack add-document" in run("apply documents").stderr


@pytest.mark.usefixtures("applied")
def test_refs_are_completed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add-document cv --title Long")
    monkeypatch.setenv("_FMGTRACK_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "fmgtrack apply assign lake ")
    monkeypatch.setenv("COMP_CWORD", "4")
    shown = run("").stdout.split()

    assert {"le1", "le5", "do1"} <= set(shown)


def test_the_editor_shows_refs_and_keeps_what_was_not_changed(
    terminal: Callable[..., Terminal], run: Run, tmp_path: Path
) -> None:
    seen = tmp_path / "seen.txt"
    editor = tmp_path / "editor.sh"
    editor.write_text(
        f'#!/bin/sh\ncp "$1" "{seen}"\nsed -e \'s/^waived:.*/waived: yes/\' "$1" > "$1.n"\n'
        'mv "$1.n" "$1"\n'
    )
    editor.chmod(0o755)
    run("add-experience rotation Ward")
    run("add-letter 'Dr. Wei Chen' --experience e1 --asked 2026-09-01")
    screen = terminal("edit", "le1", env={"EDITOR": str(editor)}).end()

    assert "edited le1 (waived)" in screen
    assert "experience: e1\n" in seen.read_text(encoding="utf-8")
    assert "asked: 2026-09-01\n" in seen.read_text(encoding="utf-8")
    found = row(run, "le1")
    assert (found["waived"], found["experience"]["ref"]) == (True, "e1")
