"""The first hour: what is due, and for whom, within five commands, however a person begins."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.dialogue import Dialogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Piped, Terminal
    from tests.conftest import Ran

    Run = Callable[..., Ran]
    Open = Callable[..., Terminal]
    Shell = Callable[..., Piped]

needs_terminal = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")

SHEETS = Path(__file__).parents[1] / "fixtures" / "spreadsheets"

MINE = """\
My programs 2027;;;;;
Program;State;Interview date;PD;PD email;thoughts
Mercy General;Ohio;23.11.2026;Dr. Ada Okafor;a.okafor@example.org;near my cousin
Lakeside Hospital;MI;1.12.2026;;;
Mayo Clinic;MN;;;;
"""
"""A season as somebody keeps it: a title, semicolons, days before months, most of it empty."""

MOST = 5
"""Commands to the first useful answer."""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """That spreadsheet in a file."""
    file = tmp_path / "my programs.csv"
    file.write_text(MINE, encoding="utf-8")
    return file


def _is_useful(said: str) -> bool:
    """Whether it says what is due, when, and for whom."""
    return "mail to write: " in said and "Dr. Ada Okafor" in said and "25-26 Nov" in said


def test_from_a_spreadsheet_of_ones_own_through_a_pipe(shell: Shell, mine: Path) -> None:
    lines = (
        (),
        ("init", "--name", "Sana Mirza", "--home-zone", "Asia/Karachi"),
        ("import", str(mine)),
        (),
    )
    said = [shell(*line).stdout for line in lines]

    assert len(lines) <= MOST
    assert not _is_useful(said[0])
    assert _is_useful(said[-1])


def test_from_an_old_spreadsheet_and_one_interview_through_a_pipe(shell: Shell) -> None:
    lines = (
        ("import", str(SHEETS / "programs.xls")),
        (
            *("add-interview", "henry ford", "23 Nov 2026 9:00"),
            *("--with", "Dr. Ada Okafor <a.okafor@example.org>, pd"),
        ),
        ("followups",),
    )
    said = [shell(*line).stdout for line in lines][-1]

    assert len(lines) <= MOST
    assert "Dr. Ada Okafor" in said
    assert "25-26 Nov" in said


def test_from_nothing_through_a_pipe_by_what_each_answer_says(shell: Shell) -> None:
    greeting = shell().stdout
    for command in ("add-program", "add-interview", "import", "demo"):
        assert f"fmgtrack {command}" in greeting
    lines = (
        ("add-program", "Mercy General", "--state", "OH"),
        ("add-interview", "mercy", "23 Nov 2026 9:00", "--with", "Dr. Ada Okafor, pd"),
        (),
    )
    said = [shell(*line).stdout for line in lines][-1]

    assert 1 + len(lines) <= MOST
    assert _is_useful(said)
    assert "`fmgtrack debrief i1`" in said


def _begin(terminal: Open) -> None:
    """Look in, and answer the five questions."""
    assert "`fmgtrack init`" in terminal().end()
    one = Dialogue(terminal("init", columns=120))
    one.answer(
        ("Your name", "Sana Mirza\n"),
        ("time zone", "Asia/Karachi\n"),
        ("Your specialty", "Internal Medicine\n"),
        ("The year", "\n"),
        ("What stands under", "\n"),
        ("Keep it?", "\n"),
    )
    assert "fmgtrack import FILE" in one.end()


@needs_terminal
def test_from_a_spreadsheet_at_a_terminal(terminal: Open, mine: Path) -> None:
    _begin(terminal)
    assert "3 added" in terminal("import", str(mine)).end()

    screen = terminal().end()  # the fourth
    assert _is_useful(screen)
    assert "`fmgtrack debrief i1`" in screen


@needs_terminal
def test_from_nothing_at_a_terminal_by_answering_alone(run: Run, terminal: Open) -> None:
    _begin(terminal)
    one = Dialogue(terminal("add-program", columns=120))
    one.answer(
        ("The name of the program", "Mercy General\n"),
        ("Its state", "ohio\n"),
        ("[Internal Medicine]", "\n"),
        ("How far", "interv\n"),
        ("NRMP code", "\n"),
        ("Keep it?", "\n"),
    )
    one.end()
    two = Dialogue(terminal("add-interview", columns=120))
    two.answer(
        ("The program", "mercy\n"),
        ("When", "23 Nov 9am\n"),
        ("19:00 PKT for you", ""),
        ("Until when", "\n"),
        ("virtual", "v\n"),
        ("Who was", "Dr. Ada Okafor, pd\n"),
        ("Who was", "\n"),
        ("Keep it?", "\n"),
    )
    two.end()

    assert _is_useful(terminal().end())  # the fifth
    assert Path(os.environ["FMGTRACK_DB"]).is_file()
    (row,) = run("programs --json").json
    assert (row["specialty"], row["status"]) == ("Internal Medicine", "interviewed")
