"""Before the first record: the greeting, and the short interview of the user."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.dialogue import Dialogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

    Run = Callable[..., Ran]
    Open = Callable[..., Terminal]

needs_terminal = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")


def _record() -> Path:
    return Path(os.environ["FMGTRACK_DB"])


def _settings(run: Run) -> dict[str, object]:
    found: dict[str, object] = run("config --json").json["settings"]
    return found


@needs_terminal
def test_who_looks_in_is_greeted_in_three_lines_and_nothing_is_made(terminal: Open) -> None:
    lines = terminal(columns=100).end().splitlines()

    assert len(lines) == 3
    for command in ("fmgtrack demo", "fmgtrack import FILE", "fmgtrack init"):
        assert any(f"`{command}`" in line for line in lines)
    assert not _record().exists()


@needs_terminal
def test_once_there_is_a_record_the_day_is_shown(run: Run, terminal: Open) -> None:
    run("config name Sana")

    screen = terminal().end()
    assert "Wed 25 Nov 2026" in screen
    assert "fmgtrack init" not in screen


@needs_terminal
def test_a_script_at_a_terminal_gets_its_document(terminal: Open) -> None:
    assert '"overdue": []' in terminal("--json").end()


@needs_terminal
def test_five_questions_make_one_change(run: Run, terminal: Open) -> None:
    one = Dialogue(terminal("init", columns=120, env={"TZ": "Asia/Karachi"}))
    one.answer(
        ("Your name", "Sana Mirza\n"),
        ("time zone at home [Asia/Karachi]", "back\n"),
        ("under mails [Sana Mirza]", "Dr. Sana Mirza\n"),
        ("time zone at home [Asia/Karachi]", "pk\n"),
        ("no time zone is called `pk`", "Lahore\n"),
        ("no time zone is called `Lahore`", "asia/karachi\n"),
        ("Your specialty", "Internal Medicine, Neurology\n"),
        ("The year of the Match [2027]", "\n"),
        ("what happens from June 2026 to July 2027", "Dr. Sana Mirza\\nMBBS, Lahore\n"),
        ("Keep it?", "y\n"),
    )
    screen = one.end()

    assert "  your name: Dr. Sana Mirza\n" in screen
    assert "fmgtrack import FILE" in screen
    assert "add-program" in screen
    found = _settings(run)
    assert (found["name"], found["home-zone"]) == ("Dr. Sana Mirza", "Asia/Karachi")
    assert (found["season"], found["signature"]) == (2027, "Dr. Sana Mirza\nMBBS, Lahore")
    profile = run("apply profile --json").json
    assert profile["specialties"] == ["Internal Medicine", "Neurology"]
    assert [row["title"].split()[0] for row in run("history --json").json] == ["set", "new"]


@needs_terminal
@pytest.mark.parametrize("keys", ["\x03", "\x04"])
@pytest.mark.parametrize("at", ["Your name", "The year of the Match", "Keep it?"])
def test_leaving_makes_no_record_and_leaves_nothing_behind(
    terminal: Open, tmp_path: Path, keys: str, at: str
) -> None:
    one = Dialogue(terminal("init", env={"TMPDIR": str(tmp_path)}))
    for question in ("Your name", "time zone", "Your specialty", "The year", "What stands under"):
        if question in at:
            break
        one.answer((question, "\n" if question != "Your name" else "Sana\n"))
    one.answer((at, keys))

    assert "nothing was changed" in one.end(130)
    assert not _record().exists()
    assert not list(tmp_path.glob("fmgtrack-*"))


@needs_terminal
def test_a_second_time_everything_stays_by_enter(run: Run, terminal: Open) -> None:
    run("init --name Sana --specialty 'Internal Medicine' --signature 'Sana\\nMBBS'")
    before = run("history").stdout

    one = Dialogue(terminal("init", columns=120))
    one.answer(
        ("under mails [Sana]", "\n"),
        ("at home [UTC]", "\n"),
        ("[Internal Medicine]", "\n"),
        ("[2027]", "\n"),
        ("[Sana\\nMBBS]", "\n"),
        ("Keep it?", "\n"),
    )
    assert "nothing had to be changed" in one.end()
    assert run("history").stdout == before
    assert _settings(run)["signature"] == "Sana\nMBBS"


def test_without_a_terminal_nothing_is_asked_and_nothing_made(run: Run) -> None:
    said = run("init", code=2).stderr

    assert "--name" in said
    assert not _record().exists()


def test_options_do_it_without_a_terminal(run: Run) -> None:
    ran = run(
        "init --name 'Sana Mirza' --home-zone PT --specialty 'Internal Medicine' --season 2027"
        " --signature 'Sana\\nMBBS'"
    )

    assert "fmgtrack import FILE" in ran.stderr
    found = _settings(run)
    assert (found["name"], found["home-zone"]) == ("Sana Mirza", "America/Los_Angeles")
    assert (found["season"], found["signature"]) == (2027, "Sana\nMBBS")
    run("init --specialty 'Neurology, Family Medicine'")
    assert run("apply profile --json").json["specialties"] == ["Neurology", "Family Medicine"]
    run("undo --yes")
    assert run("apply profile --json").json["specialties"] == ["Internal Medicine"]


def test_with_programs_on_record_the_next_thing_is_the_day(run: Run) -> None:
    run("add-program Mayo --state MN")

    assert run("init --name Sana").stderr.strip() == "`fmgtrack` shows the day"


def test_another_season_brings_its_own_events_and_keeps_what_is_mine(run: Run) -> None:
    run("programs")
    run("add-deadline Mine '5 Jan 2027'")
    known = {row["key"]: row["due_at"][:4] for row in run("deadlines --all --json").json}
    assert "2027" in known.values()

    run("init --season 2026")
    rows = run("deadlines --all --json").json
    assert {row["due_at"][:4] for row in rows if row["key"]} <= {"2025", "2026"}
    assert [row["title"] for row in rows if not row["key"]] == ["Mine"]
    run("undo --yes")
    assert {row["key"]: row["due_at"][:4] for row in run("deadlines --all --json").json} == known


def test_a_season_without_events_of_ours_says_so(run: Run) -> None:
    assert "2090" in run("init --season 2090").stderr
    assert run("deadlines --all --json").json == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("init --name Other --home-zone Mars", "`Mars`"),
        ("init --name Other --season soon", "`soon`"),
        ("init --name Other --season 2028", "`fmgtrack season start 2028`"),
    ],
)
def test_what_is_wrong_changes_nothing_of_it(run: Run, line: str, told: str) -> None:
    run("add-program Mayo --state MN")
    before = run("history").stdout

    assert told in run(line, code=1).stderr
    assert run("history").stdout == before
