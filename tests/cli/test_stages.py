"""The life of applications as a person types it, and the picture of the season."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion
    from tests.cli.conftest import Piped, Terminal
    from tests.conftest import Ran

    Run = Callable[..., Ran]

TODAY = "2026-11-25"


def stages(run: Run, ref: str = "p1") -> dict[str, tuple[str | None, bool | None]]:
    """The stages of a program with their days, but for the first."""
    rows = run(f"show {ref} --json").json["stages"]
    assert rows[0]["status"] == "considered"
    assert all(set(row) == {"status", "reached_on", "sure"} for row in rows)
    return {row["status"]: (row["reached_on"], row["sure"]) for row in rows[1:]}


def picture(run: Run) -> Any:  # noqa: ANN401  any document
    return run("apply season --json").json


def stand(run: Run) -> dict[str, tuple[int, int]]:
    """How many stand at each stage, and how many came there, where any did."""
    return {
        row["status"]: (row["standing"], row["so_far"])
        for row in picture(run)["stages"]
        if row["so_far"]
    }


def test_a_status_keeps_its_day(run: Run) -> None:
    run("add-program Mayo --state MN --status applied --since '23 Sep 2026'")
    ran = run("edit p1 --status invited --since '5 Oct'")

    assert "p1 is invited since Mon 5 Oct 2026" in ran.stderr
    assert stages(run) == {"applied": ("2026-09-23", True), "invited": ("2026-10-05", True)}


def test_without_a_day_it_was_today_at_the_latest(run: Run) -> None:
    run("add-program Mayo --state MN --status applied")

    assert stages(run) == {"applied": (TODAY, False)}
    assert "applied by Wed 25 Nov 2026" in run("show p1").stdout


def test_a_program_that_is_only_considered_has_no_day(run: Run) -> None:
    run("add-program Mayo --state MN")

    assert run("show p1 --json").json["stages"] == [
        {"status": "considered", "reached_on": None, "sure": None}
    ]
    assert "came so far" not in run("show p1").stdout


def test_a_day_alone_is_that_of_the_status_it_has(run: Run) -> None:
    run("add-program Mayo --state MN --status applied")
    run("edit p1 --since '23 Sep'")

    assert stages(run) == {"applied": ("2026-09-23", True)}


def test_an_empty_day_takes_it_away(run: Run) -> None:
    run("add-program Mayo --state MN --status applied")
    ran = run("edit p1", "--since", "")

    assert "the day is not known" in ran.stderr
    assert stages(run) == {"applied": (None, None)}


def test_going_back_and_forth_keeps_the_latest_day_of_each(run: Run) -> None:
    run("add-program Mayo --state MN --status applied --since '1 Oct'")
    run("edit p1 --status invited --since '5 Oct'")
    run("edit p1 --status applied --since '9 Oct'")

    assert stages(run) == {"applied": ("2026-10-09", True), "invited": ("2026-10-05", True)}


def test_the_same_status_again_changes_nothing(run: Run) -> None:
    run("add-program Mayo --state MN --status applied --since '1 Oct'")

    assert run("edit p1 --status applied --json").json["changed"] is None
    assert stages(run) == {"applied": ("2026-10-01", True)}


def test_it_is_one_change_and_undone_with_it(run: Run) -> None:
    run("add-program Mayo --state MN")
    run("edit p1 --status applied --since '1 Oct'")
    run("undo --yes")

    assert stages(run) == {}
    run("undo --yes")
    assert stages(run) == {"applied": ("2026-10-01", True)}
    run("remove p1 --yes")
    run("undo --yes")
    assert stages(run) == {"applied": ("2026-10-01", True)}


@pytest.mark.parametrize("day", ["tomorrow", "nonsense", "03/04/2026"])
def test_a_day_that_cannot_be_is_refused_whole(run: Run, day: str) -> None:
    run("add-program Mayo --state MN")
    ran = run(f"edit p1 --status applied --since {day} --json", code=1)

    assert ran.error["code"] == "when"
    assert run("show p1 --json").json["status"] == "considered"


@pytest.mark.usefixtures("henry")
def test_a_day_belongs_to_programs_alone(run: Run) -> None:
    assert "is no option of a contact" in run("edit c1 --since today", code=2).stderr


def test_an_import_keeps_the_day_on_which_it_came(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("program,state,status\nMayo,MN,applied\nIowa,IA,considered\n")
    run(f"import {file}")
    assert stages(run, "p1") == {"applied": (TODAY, False)}
    assert stages(run, "p2") == {}

    file.write_text("program,state,status\nMayo,MN,rejected\nIowa,IA,considered\n")
    run(f"import {file} --yes")
    assert stages(run, "p1") == {"applied": (TODAY, False), "rejected": (TODAY, False)}
    assert run(f"import {file} --json").json == [
        row | {"what": "same"} for row in run(f"import {file} --json").json
    ]


def test_an_export_brings_the_days_back(run: Run, tmp_path: Path) -> None:
    run("add-program Mayo --state MN --status applied --since '1 Oct'")
    file = tmp_path / "whole.json"
    run(f"export {file}")
    run("remove p1 --yes")
    run(f"import {file} --yes")

    assert stages(run) == {"applied": ("2026-10-01", True)}


def test_a_new_season_begins_without_them(run: Run) -> None:
    run("add-program Mayo --state MN --status applied")
    run("season start 2028")

    assert stages(run) == {}


@pytest.mark.usefixtures("season")
def test_interviews_say_more_than_statuses(run: Run) -> None:
    assert stages(run, "p1") == {
        "applied": (None, None),
        "invited": ("2026-11-23", False),
        "interviewed": ("2026-11-23", True),
    }
    assert stages(run, "p3") == {"applied": (None, None), "invited": (TODAY, False)}
    assert stand(run) == {
        "considered": (0, 3),
        "applied": (0, 3),
        "invited": (2, 3),
        "interviewed": (1, 1),
    }


@pytest.mark.usefixtures("season")
def test_a_rejection_and_a_waiting_list_are_counted(run: Run) -> None:
    run("edit p1 --status rejected --since yesterday")
    run("waitlist i3")

    assert stand(run) == {
        "considered": (0, 3),
        "applied": (0, 3),
        "waitlisted": (1, 1),
        "invited": (1, 2),
        "interviewed": (0, 1),
        "rejected": (1, 1),
    }


@pytest.mark.usefixtures("season")
def test_what_contradicts_itself_is_said(run: Run) -> None:
    assert "out of date" not in run("apply season").stderr
    run("edit mayo --status withdrawn")

    assert "p2 Mayo Clinic is withdrawn and has an interview to come" in run("apply season").stderr


@pytest.mark.usefixtures("season")
def test_invitations_lie_in_the_week_in_which_they_came(run: Run) -> None:
    run("edit p3 --status invited --since '7 Oct'")
    run("decline i3")

    found = picture(run)
    weeks = {row["week"]: row["count"] for row in found["invitations"]["weeks"]}
    assert {week: number for week, number in weeks.items() if number} == {
        "2026-10-05": 1,
        "2026-11-23": 2,
    }
    assert next(iter(weeks)) == "2026-10-05"
    assert len(weeks) == 8
    assert (found["invitations"]["sure"], found["invitations"]["at_latest"]) == (1, 2)
    assert found["called_off"] == 1
    assert [row["week"] for row in found["interviews"]["weeks"]] == ["2026-11-23", "2026-11-30"]


@pytest.mark.usefixtures("season")
def test_a_group_is_one_whatever_its_case(run: Run) -> None:
    run("edit mayo --specialty 'INTERNAL MEDICINE'")

    found = picture(run)["by_specialty"]
    assert [(row["specialty"], row["programs"]) for row in found] == [
        ("Internal Medicine", 2),
        (None, 1),
    ]
    assert [row["state"] for row in picture(run)["by_state"]] == ["IA", "MI", "MN"]


def test_an_empty_record_has_no_picture(run: Run) -> None:
    ran = run("apply season")

    assert ran.stdout == ""
    assert "no program on record yet" in ran.stderr
    assert picture(run)["programs"] == 0


STATUSES = ("applied", "applied", "applied", "considered", "rejected", "withdrawn")
FULL = (
    *(
        f"add-program 'Hospital {number}' --state {('MI', 'NY', 'TX')[number % 3]}"
        f" --specialty {('IM', 'FM')[number % 2]} --status {STATUSES[number % 6]}"
        f" --since '{number + 1} Sep 2026'"
        for number in range(24)
    ),
    *(
        f"edit p{number} --status invited --since '{when} 2026'"
        for number, when in ((1, "5 Oct"), (7, "6 Oct"), (8, "30 Oct"), (13, "2 Nov"))
    ),
    "add-interview p1 '10 Nov 2026 9:00'",
    "add-interview p7 '12 Jan 2027 9:00'",
    "add-interview p8 --status waitlisted",
)


@pytest.fixture
def full(typed: Callable[[tuple[str, ...]], Path]) -> None:
    """A season with programs at each stage and invitations over months."""
    shutil.copy(typed(FULL), os.environ["FMGTRACK_DB"])


@pytest.mark.usefixtures("full")
def test_the_picture_through_a_pipe(run: Run, snapshot: SnapshotAssertion) -> None:
    ran = run("apply season")

    assert f"{ran.stdout}--- beside\n{ran.stderr}" == snapshot
    assert ran.stdout.isascii()


@pytest.mark.parametrize("columns", [60, 100])
@pytest.mark.usefixtures("full")
def test_the_picture_at_a_terminal(
    terminal: Callable[..., Terminal], snapshot: SnapshotAssertion, columns: int
) -> None:
    screen = terminal("apply", "season", columns=columns, quiet=True).end()
    lines = [line.rstrip() for line in screen.splitlines()]

    assert "\n".join(lines) == snapshot
    assert max(map(len, lines)) <= columns


@pytest.mark.usefixtures("full")
def test_a_terminal_that_can_do_less_gets_plain_signs(terminal: Callable[..., Terminal]) -> None:
    screen = terminal("apply", "season", quiet=True, env={"PYTHONIOENCODING": "ascii"}).end()

    assert screen.isascii()
    assert "  ########  " in screen


@pytest.mark.usefixtures("full")
def test_the_report_has_the_same_picture(shell: Callable[..., Piped], tmp_path: Path) -> None:
    shell("report", "season.html")
    page = (tmp_path / "season.html").read_text(encoding="utf-8")

    part = page.partition('<section id="applications"')[2].partition("</section>")[0]
    assert "Where applications stand" in part
    assert "Week of Mon 5 Oct 2026: 2" in part
    for words in ("Family Medicine", "TX", "waitlisted"):
        assert words in part


def test_a_hostile_specialty_stays_text_in_the_report(run: Run, tmp_path: Path) -> None:
    run(
        "add-program Mayo --specialty",
        "<script>alert(1)</script>",
        "--",
    )
    file = tmp_path / "season.html"
    run(f"report {file}")

    page = file.read_text(encoding="utf-8")
    assert "By specialty" in page
    assert "<script" not in page


def test_nothing_of_it_on_an_empty_page(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "season.html"
    run(f"report {file}")

    assert "Where applications stand" not in file.read_text(encoding="utf-8")
