"""What the application lacks: found on the record, in every form of output, with what to do."""

from __future__ import annotations

import csv
import io
import os
import shlex
import shutil
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

    Run = Callable[..., Ran]

FINDING = "code blocking message hint ref program source confidence"

CLEAN = (
    "config season 2027",
    "add-program 'Lake Hospital' --specialty IM --state MI --status applied --signal gold",
    (
        "apply profile --graduated 'Jun 2026' --visa none --certified-on '3 Feb 2026'"
        " --nrmp-verified-on '3 Sep 2026' --token-on '1 Jul 2026' --transcript-on '1 Sep 2026'"
        " --eras-name 'Sana Mirza' --nrmp-name 'Sana Mirza'"
    ),
    (
        "add-experience work Clinic --from 'Jul 2026' --status accepted --myeras yes"
        " --description 'Saw patients.'"
    ),
    *(
        f"add-letter 'Dr. Writer {number}' --us yes --waived yes --dated '1 Aug 2026'"
        " --uploaded '2 Aug 2026' --thanked '3 Aug 2026'"
        for number in (1, 2, 3)
    ),
    "add-document statement --specialty IM --status ready --length 3400",
    *(
        f"add-document {kind} --status uploaded"
        for kind in ("photo", "mspe", "transcript", "ecfmg-report")
    ),
    "apply assign lake le1 le2 le3 do1",
)
"""An application to one program of which only the signals that are left can be said."""


def type_in(run: Run, *lines: str) -> None:
    for line in lines:
        run(line)


@pytest.fixture
def clean(typed: Callable[[tuple[str, ...]], Path]) -> None:
    shutil.copy(typed(CLEAN), os.environ["FMGTRACK_DB"])


def found(run: Run, more: str = "") -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = run(f"apply check {more} --json").json
    return rows


def codes(run: Run, more: str = "") -> set[str]:
    return {row["code"] for row in found(run, more)}


@pytest.mark.usefixtures("clean")
def test_a_clean_application_has_only_signals_left(run: Run) -> None:
    rows = found(run)

    assert {row["code"] for row in rows} == {"signals"}
    assert not any(row["blocking"] for row in rows)
    assert [row["message"][:7] for row in rows] == ["2 of 3 ", "12 of 1"]
    assert [" ".join(row) for row in rows] == [FINDING, FINDING]


NO_ECFMG = "apply profile --certified-on '' --nrmp-verified-on ''"

FOUND: tuple[tuple[str, str | None, tuple[str, ...]], ...] = (
    ("description-length", "e1", (f"edit e1 --description {'x' * 751}",)),
    ("meaningful-length", "e1", (f"edit e1 --meaningful yes --meaningful-text {'x' * 301}",)),
    ("statement-missing", "do1", ("edit do1 --status draft",)),
    ("statement-length", "do1", ("edit do1 --length 28001",)),
    ("statement-not-assigned", "p1", ("apply unassign lake do1",)),
    ("letters-per-program", "p1", ("apply unassign lake le1",)),
    ("letter-not-uploaded", "le1", ("edit le1 --status promised",)),
    ("letter-waiver", "le1", ("edit le1 --waived no",)),
    ("letter-old", "le1", ("edit le1 --dated 2024-01-01",)),
    ("letter-writer-not-thanked", "le1", ("edit le1 --thanked ''",)),
    ("letter-request-gone", "le4", ("add-letter 'Dr. Late' --asked '1 May 2026'",)),
    ("letter-standardised", "le4", ("add-letter 'Dr. Skin' --specialty Dermatology",)),
    ("letters-us-missing", "p1", ("apply fact lake us-letters=4 --source FAQ",)),
    (
        "fact-fails",
        "p1",
        (
            "apply fact lake step2ck=250 --source FAQ",
            "add-exam step2ck --score 220 --outcome pass --on '3 Feb 2025'",
        ),
    ),
    ("photo", "do2", ("edit do2 --status missing",)),
    ("transcript", None, ("remove do3 --yes",)),
    ("transcript", None, ("apply profile --transcript-on ''",)),
    ("ecfmg-report", "do5", ("edit do5 --status asked",)),
    ("token", None, ("apply profile --token-on ''",)),
    ("names-differ", None, ("apply profile --nrmp-name 'Sana Khan'",)),
    ("gap-unexplained", None, ("edit e1 --from 'Sep 2026'",)),
    ("document-expires", "do2", ("edit do2 --expires '1 Jan 2027'",)),
    (
        "supervisor-not-thanked",
        "e2",
        (
            "add-experience externship Ward --state MI --from 2026-07 --until 2026-08",
            "edit e2 --supervisor 'Dr. Wei Chen'",
        ),
    ),
    ("signals", "p2", ("add-program Hill --specialty IM --signal silver",)),
    (
        "deadline",
        "p2",
        ("add-program Hill --specialty IM", "apply fact hill 'deadline=1 Dec 2026'"),
    ),
    ("ecfmg", None, (NO_ECFMG,)),
    ("exam-missing", "ex1", (NO_ECFMG, "add-exam step1 --outcome fail --on '3 Feb 2025'")),
)


@pytest.mark.parametrize(("code", "ref", "lines"), FOUND)
@pytest.mark.usefixtures("clean")
def test_what_is_put_on_record_is_found(
    run: Run, code: str, ref: str | None, lines: tuple[str, ...]
) -> None:
    type_in(run, *lines)

    assert (code, ref) in {(row["code"], row["ref"]) for row in found(run)}


@pytest.mark.usefixtures("clean")
def test_experiences_and_marks_are_counted(run: Run) -> None:
    for number in range(10):
        run(
            f"add-experience research 'Study {number}' --myeras yes --meaningful yes"
            " --from 'Jul 2026' --until 'Aug 2026'"
        )

    rows = {row["code"]: row for row in found(run)}
    assert rows["experiences-count"]["message"].startswith("11 experiences")
    assert rows["experiences-count"]["blocking"]
    assert rows["experiences-count"]["confidence"] == "secondary"
    assert rows["meaningful-count"]["message"].startswith("10 experiences")
    run("edit e11 --myeras no")
    assert "experiences-count" not in codes(run)


@pytest.mark.usefixtures("clean")
def test_signals_beyond_their_number_block(run: Run) -> None:
    for number in range(3):
        run(
            f"add-program 'Place {number}' --specialty IM --state MI --status applied --signal gold"
        )

    (over,) = [row for row in found(run) if row["code"] == "signals" and row["blocking"]]
    assert over["message"] == "`Internal Medicine` has 3 gold signals, and 4 are set"
    assert over["confidence"] == "secondary"


@pytest.mark.usefixtures("clean")
def test_an_invitation_shows_that_no_rule_stood_in_the_way(run: Run) -> None:
    run("add-exam step2ck --score 220 --outcome pass --on '3 Feb 2025'")
    run("apply fact lake step2ck=250 --source FAQ")
    (failing,) = [row for row in found(run) if row["code"] == "fact-fails"]
    assert failing["program"] == {"ref": "p1", "name": "Lake Hospital"}
    assert (failing["blocking"], failing["source"], failing["confidence"]) == (True, "FAQ", "own")
    assert "220" in failing["message"]

    run("edit lake --status invited")
    assert "fact-fails" not in codes(run)


@pytest.mark.usefixtures("clean")
def test_a_rule_without_evidence_is_told_and_does_not_block(run: Run) -> None:
    run("add-exam step2ck --score 220 --outcome pass --on '3 Feb 2025'")
    run("apply fact lake step2ck=250 us-letters=4")

    rows = {row["code"]: row for row in found(run)}
    for code in ("fact-fails", "letters-us-missing"):
        assert not rows[code]["blocking"]
        assert rows[code]["message"].endswith("(unconfirmed)")
        assert rows[code]["source"] is None


@pytest.mark.usefixtures("clean")
def test_a_strict_number_of_letters_counts_before_a_preferred_one(run: Run) -> None:
    run("apply fact lake us-letters=4 --preferred --source FAQ")
    (would,) = [row for row in found(run) if row["code"] == "letters-us-missing"]
    assert not would["blocking"]
    run("apply fact lake us-letters=2 --source FAQ")
    assert "letters-us-missing" not in codes(run)


@pytest.mark.usefixtures("clean")
def test_one_program_alone(run: Run) -> None:
    type_in(
        run,
        "apply profile --token-on ''",
        "add-program Hill --specialty Neurology --state MN",
        "add-letter 'Dr. Elsewhere' --asked '1 Jul 2026'",
    )

    assert codes(run, "--program lake") == set()
    rows = found(run, "--program hill")
    assert {row["code"] for row in rows} == {
        *("statement-missing", "statement-not-assigned", "letters-per-program"),
    }
    assert {row["program"]["ref"] for row in rows if row["program"]} == {"p2"}
    assert "hill" in run("apply check --program hill").stdout
    assert run("apply check --program zebra --json", code=1).error["code"] == "not-found"


@pytest.mark.usefixtures("clean")
def test_programs_considered_are_looked_at_when_asked(run: Run) -> None:
    run("add-program Hill --specialty Neurology --state MN")

    assert "statement-missing" not in codes(run)
    assert "statement-missing" in codes(run, "--considered")


def test_an_empty_record_says_where_to_begin(run: Run) -> None:
    ran = run("apply check")

    assert "`fmgtrack add-document statement --status ready`" in ran.stdout
    assert "`fmgtrack apply profile --ask`" in ran.stdout
    assert "no program is applied to yet" in ran.stderr
    assert codes(run) == {
        *("statement-missing", "transcript", "ecfmg-report", "photo", "token", "ecfmg"),
    }


def test_before_anything_is_applied_to_the_profile_says_the_specialties(run: Run) -> None:
    run("apply profile --specialty 'Internal Medicine' --specialty Neurology")

    said = [row["message"] for row in found(run) if row["code"] == "statement-missing"]
    assert len(said) == 2
    assert "Neurology" in said[1]


def test_limits_of_another_service_are_said_to_be_unknown(run: Run) -> None:
    run("add-program Lake --specialty 'Emergency Medicine' --state MI --status applied")

    ran = run("apply check")
    assert "Emergency Medicine: applications go through ResidencyCAS" in ran.stderr


@pytest.mark.usefixtures("clean")
def test_bare_apply_is_the_check(run: Run) -> None:
    assert run("apply").stdout == run("apply check").stdout
    assert run("apply --json").json == run("apply check --json").json


@pytest.mark.usefixtures("clean")
def test_as_a_table(run: Run) -> None:
    run("edit le1 --waived no")
    run("apply fact lake us-letters=4 --source FAQ")
    rows = list(csv.DictReader(io.StringIO(run("apply check --csv").stdout)))

    assert len(rows) == len(found(run))
    (row,) = [one for one in rows if one["code"] == "letters-us-missing"]
    assert (row["blocking"], row["ref"], row["program_ref"]) == ("yes", "p1", "p1")


@pytest.mark.usefixtures("clean")
def test_through_a_pipe_nothing_is_left_out(run: Run) -> None:
    for number in range(8):
        run(f"add-program 'Place {number}' --specialty IM --state MI --status applied")

    text = run("apply check").stdout
    rows = found(run)
    for row in rows:
        assert row["message"] in text
        assert row["hint"] in text
    assert sum(row["code"] == "letters-per-program" for row in rows) == 8
    assert "more:" not in text
    for source in {row["source"] for row in rows if row["source"]}:
        assert text.count(source) == 1


@pytest.mark.usefixtures("clean")
def test_at_a_terminal_many_alike_are_few_lines(
    run: Run, terminal: Callable[..., Terminal]
) -> None:
    for number in range(8):
        run(f"add-program 'Place {number}' --specialty IM --state MI --status applied")

    screen = terminal("apply", columns=90, quiet=True).end()
    assert "and 4 more: p6 p7 p8 p9" in screen
    assert "(rule unconfirmed)" in screen
    assert max(len(line) for line in screen.splitlines()) <= 90


@pytest.mark.usefixtures("clean")
def test_every_command_of_a_hint_is_one_that_can_be_typed(run: Run) -> None:
    """Each hint without gaps is typed as it stands."""
    type_in(
        run,
        "edit le1 --waived no",
        "edit e1 --from 'Sep 2026'",
        "apply unassign lake do1",
        "edit do2 --status asked",
    )
    for row in found(run):
        line = row["hint"].split("`")[1].removeprefix("fmgtrack ")
        if not any(gap in line for gap in ("REF", "DATE", "PROGRAM", "TEXT")):
            run(shlex.join(shlex.split(line)))

    assert codes(run) == {"signals"}


@pytest.mark.usefixtures("clean")
def test_names_from_outside_are_shown_and_do_nothing(run: Run) -> None:
    run("edit le1 --waived no --writer", "Dr. [red]\x1b[31mRed")

    text = run("apply check").stdout
    assert "\x1b" not in text
    assert "[red]" in text


@pytest.mark.usefixtures("clean")
def test_looking_changes_nothing(run: Run) -> None:
    before = run("history --json").json
    found(run)
    run("apply check --program lake")
    assert run("history --json").json == before
