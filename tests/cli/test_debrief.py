"""`debrief`: the evening after an interview, written down in one go."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest
from tests.cli.dialogue import Dialogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

    Run = Callable[..., Ran]
    Open = Callable[..., Terminal]

needs_terminal = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")


def _met(run: Run) -> dict[str, dict[str, Any]]:
    return {met["contact"]["name"]: met for met in run("show i1 --json").json["met"]}


@needs_terminal
@pytest.mark.usefixtures("henry")
def test_the_whole_evening_is_one_change(run: Run, terminal: Open) -> None:
    run("prep ask henry 'How do rounds work at night?'")
    run("add-story 'The night shift' --situation 'one doctor, two wards'")
    before = len(run("history --json").json)
    one = Dialogue(terminal("debrief", "henry", columns=140))
    one.answer(
        ("f4  Dr. Second Resident, resident, meal", ""),
        ("Who else did you meet", "Dr. Wei Chen, faculty, beach\n"),
        ("beach", "Dr. Wei Chen <w.chen@example.org>, faculty, tour\n"),
        ("Dr. Wei Chen, faculty, tour", "\n"),
        ("Dr. Ada Okafor, program-director: what you talked about", "\n"),
        ("Cory Brandt, coordinator: what you", "back\n"),
        ("Dr. Ada Okafor, program-director: what you", "\n"),
        ("Cory Brandt, coordinator: what you", "\n"),
        ("Dr. First Faculty, faculty: what you", "She likes sepsis\n"),
        ("reads oddly there", "back\n"),
        ("[She likes sepsis]", "your work on early sepsis alerts\n"),
        ("in the mail: ", "Is the ultrasound course open?\n"),
        ("Dr. Second Resident, resident: what you", "\n"),
        ("Dr. Wei Chen, faculty: what you", "how the night float works\n"),
        ("Dr. Wei Chen: a question still open", "\n"),
        ("What stood out", "the noon round\n"),
        ("Your impression", "warm people\n"),
        ("How do rounds work at night? What was answered", "in teams of three\n"),
        ('such as "st1 Chen" (st1 The night shift)', "st1 zebra\n"),
        ("no person matches `zebra`", "st1\n"),
        ("to whom st1 was told is missing", "st1 Chen, f3\n"),
        ("st1 The night shift, told to Dr. Wei Chen, Dr. First Faculty", "\n"),
        ("training (", "7\n"),
        ("`7` is no rating", "5\n"),
        ("culture (", "done\n"),
        ("  training: 5\nKeep it?", "y\n"),
    )
    screen = one.end()

    assert "debriefed i1 at Henry Ford Hospital" in screen
    assert "`fmgtrack draft-email p1` shows 4 first drafts" in screen
    met = _met(run)
    assert met["First Faculty"]["talked_about"] == "your work on early sepsis alerts"
    assert met["First Faculty"]["to_ask"] == "Is the ultrasound course open?"
    assert met["Wei Chen"]["setting"] == "tour"
    assert met["Wei Chen"]["talked_about"] == "how the night float works"
    assert met["Ada Okafor"]["talked_about"] is None
    shown = run("show i1 --json").json
    assert (shown["highlight"], shown["notes"]) == ("the noon round", "warm people")
    (asked,) = run("prep ask henry --json").json["chosen"]
    assert (asked["answer"], asked["answered_on"]) == ("in teams of three", "2026-11-25")
    (story,) = run("prep stories --json").json
    assert {to["contact"]["name"] for to in story["told"]} == {"Wei Chen", "First Faculty"}
    rated = {row["key"]: row["value"] for row in run("rol rate henry --json").json["ratings"]}
    assert rated["training"] == 5
    assert rated["culture"] is None
    assert len(run("history --json").json) == before + 1

    run("undo --yes")
    assert "Wei Chen" not in _met(run)
    assert run("prep stories --json").json[0]["told"] == []


@needs_terminal
@pytest.mark.usefixtures("henry")
def test_who_was_talked_with_was_met(run: Run, terminal: Open) -> None:
    one = Dialogue(terminal("debrief", "i1", columns=140))
    one.answer(
        ("Who else", "\n"),
        ("Dr. Ada Okafor, program-director: what you", "the new ward\n"),
        ("Ada Okafor: where you met (formal, meal, tour, session, correspondence) [formal]", "s\n"),
        ("Ada Okafor: a question", "\n"),
        ("Cory Brandt, coordinator: what you", "the parking\n"),
        ("Cory Brandt: where you met", "back\n"),
        ("Cory Brandt, coordinator: what you", "-\n"),
        ("First Faculty, faculty: what you", "done\n"),
        ("Ada Okafor, met: session", ""),
        ("Keep it?", "y\n"),
    )
    screen = one.end()
    met = _met(run)
    assert met["Ada Okafor"]["setting"] == "session"
    assert met["Cory Brandt"]["setting"] is None
    assert met["Cory Brandt"]["talked_about"] is None
    assert "--setting" not in screen


@pytest.mark.usefixtures("henry")
def test_a_note_on_somebody_not_met_says_so(run: Run) -> None:
    hint = "`fmgtrack edit f1 --setting formal` if you did meet"
    assert hint in run("note f1 'the new ward'").stderr
    run("edit f1 --setting formal")
    assert "--setting" not in run("note f1 'the old ward'").stderr
    assert "--setting" not in run("note f3 'the old ward'").stderr


@needs_terminal
@pytest.mark.usefixtures("henry")
def test_a_person_taken_back_takes_what_was_said_along(run: Run, terminal: Open) -> None:
    one = Dialogue(terminal("debrief", "i1", columns=140))
    one.answer(("Who else", "Mia Park, faculty\n"), ("Mia Park, faculty, formal", "\n"))
    for name in ("Ada Okafor, program", "Cory Brandt, coord", "First Faculty", "Second Resident"):
        one.answer((name, "\n"))
    one.answer(
        ("Mia Park, faculty: what you", "the research year\n"),
        ("Mia Park: a question", "back\n"),
        ("[the research year]", "back\n"),
        ("Second Resident, resident: what", "back\n"),
        ("First Faculty, faculty: what", "back\n"),
        ("Cory Brandt, coordinator: what", "back\n"),
        ("Ada Okafor, program-director: what", "back\n"),
        ("Who else", "I talked with the director too\n"),
        ("is no name", "the director\n"),
        ("is no name", "clear\n"),
        ("`clear` is one word alone", "back\n"),
        ("nothing was taken; type it anew", "back\n"),
        ("took back Dr. Mia Park, faculty, formal", ""),
        ("Who else", "Lin Ito faculty formal\n"),
        ("Lin Ito, faculty, formal", "done\n"),
        ("Keep it?", "y\n"),
    )
    one.end()

    met = _met(run)
    assert "Mia Park" not in met
    assert met["Lin Ito"]["talked_about"] is None


@needs_terminal
@pytest.mark.usefixtures("henry")
@pytest.mark.parametrize("at", ["Who else", "what you talked about", "Keep it?"])
def test_leaving_writes_nothing(run: Run, terminal: Open, at: str) -> None:
    before = run("history").stdout
    one = Dialogue(terminal("debrief", "i1", columns=140))
    if at != "Who else":
        one.answer(("Who else", "Mia Park\n"), ("Mia Park, faculty", "\n"))
    if at == "Keep it?":
        one.answer(("what you talked about", "q\n"))
    one.answer((at, "\x03"))

    assert "nothing was changed" in one.end(130)
    assert run("history").stdout == before
    assert "Mia Park" not in _met(run)


@needs_terminal
@pytest.mark.usefixtures("henry")
def test_with_nothing_typed_nothing_is_written(run: Run, terminal: Open) -> None:
    before = run("history").stdout
    one = Dialogue(terminal("debrief", "i1"))
    one.answer(("Who else", "q\n"))

    assert "nothing was written down" in one.end()
    assert run("history").stdout == before


@needs_terminal
@pytest.mark.usefixtures("henry")
def test_a_second_evening_adds(run: Run, terminal: Open) -> None:
    run("note f3 'your work on sepsis'")
    run("note i1 'warm people'")
    run("edit i1 --highlight 'the noon round'")
    one = Dialogue(terminal("debrief", "i1", columns=160))
    one.answer(
        ("Who else", "First Faculty, faculty, meal\n"),
        ("who is on record for the day", "\n"),
    )
    for name in ("Ada Okafor, program", "Cory Brandt, coord"):
        one.answer((name, "\n"))
    one.answer(
        ("(so far: your work on sepsis)", "the new ward\n"),
        ("a question still open", "\n"),
        ("Second Resident, resident: what", "\n"),
        ("(now: the noon round)", "\n"),
        ("Your impression", "and cold coffee\n"),
        ("training (", "q\n"),
        ("Keep it?", "\n"),
    )
    one.end()

    assert len(_met(run)) == 4
    faculty = _met(run)["First Faculty"]
    assert faculty["talked_about"] == "your work on sepsis\nthe new ward"
    assert faculty["setting"] == "meal"
    shown = run("show i1 --json").json
    assert (shown["highlight"], shown["notes"]) == (
        "the noon round",
        "warm people\nand cold coffee",
    )


@pytest.mark.usefixtures("henry")
def test_without_a_terminal_it_says_what_is_still_to_be_typed(run: Run) -> None:
    run("prep ask henry 'How do rounds work at night?'")

    shown = run("debrief i1").stdout
    commands = [line.strip().split("   ")[0] for line in shown.splitlines() if "fmgtrack " in line]
    assert len(commands) == 8
    for command in commands:
        run(command.removeprefix("fmgtrack ").replace("NAME=VALUE", "culture=5"))
    assert "all of it is written down" in run("debrief i1").stdout
    assert run("debrief i1 --json").json["still"] == []


def test_nobody_met_is_the_first_thing_that_lacks(run: Run) -> None:
    run("add-program Mayo --state MN")
    run("add-interview mayo '23 Nov 2026 9:00'")

    assert 'fmgtrack edit i1 --with "Dr. Name, faculty"' in run("debrief mayo").stdout
    assert run("debrief mayo --json").json["still"][0]["what"] == "people"


@pytest.mark.usefixtures("season")
@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("debrief i2", "has not come"),
        ("debrief mayo", "no interview at Mayo Clinic has had its day"),
        ("debrief i3", "i3 is invited"),
        ("debrief i9", "`i9`"),
        ("debrief zebra", "`zebra`"),
        ("debrief f3", "`f3`"),
    ],
)
def test_what_cannot_be_debriefed_is_said(run: Run, line: str, told: str) -> None:
    assert told in run(line, code=1).stderr


@pytest.mark.usefixtures("henry")
def test_of_several_interviews_none_is_guessed(run: Run) -> None:
    run("add-interview henry '20 Nov 2026 9:00'")

    said = run("debrief henry", code=1).stderr
    assert "i1" in said
    assert "i2" in said


@pytest.mark.usefixtures("henry")
def test_it_can_be_done_before_the_day_is_quite_over(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FMGTRACK_NOW", "2026-11-23T13:00:00-05:00")
    assert run("debrief i1 --json").json["status"] == "scheduled"

    monkeypatch.setenv("FMGTRACK_NOW", "2026-11-22T13:00:00-05:00")
    run("debrief i1", code=1)


def _proposed(run: Run) -> list[str]:
    return [row["ref"] for row in run("today --json").json["debrief"]]


@pytest.mark.usefixtures("henry")
@pytest.mark.parametrize(
    ("now", "proposed"),
    [
        ("2026-11-23T14:59:00-05:00", []),
        ("2026-11-23T15:00:00-05:00", ["i1"]),
        ("2026-11-26T15:00:00-05:00", ["i1"]),
        ("2026-11-27T01:00:00-05:00", []),
    ],
)
def test_today_proposes_it_while_it_is_fresh(
    run: Run, monkeypatch: pytest.MonkeyPatch, now: str, proposed: list[str]
) -> None:
    monkeypatch.setenv("FMGTRACK_NOW", now)

    assert _proposed(run) == proposed
    assert ("`fmgtrack debrief i1`" in run("today").stdout) is bool(proposed)


@pytest.mark.usefixtures("henry")
@pytest.mark.parametrize(
    "line",
    ["note f3 'your work'", "note f3 --ask 'Is it open?'", "edit i1 --highlight rounds"],
)
def test_today_is_silent_once_something_is_noted(run: Run, line: str) -> None:
    assert _proposed(run) == ["i1"]
    run(line)
    assert _proposed(run) == []
