"""Asking at a terminal: what is missing, step by step, with a way back and a last look."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import pytest
import typer.main
from tests.cli.dialogue import Dialogue

from fmgtrack.cli import app
from fmgtrack.cli.questionnaires import QUESTIONNAIRES
from fmgtrack.cli.registry import TOLD

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

    Run = Callable[..., Ran]
    Open = Callable[..., Terminal]

needs_terminal = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")


def test_only_commands_that_are_known_to_ask_have_questions() -> None:
    assert set(QUESTIONNAIRES) <= TOLD


@pytest.mark.parametrize("path", QUESTIONNAIRES)
def test_every_question_is_about_a_value_of_its_command(path: str) -> None:
    command: Any = typer.main.get_command(app)
    for word in path.split():
        command = command.commands[word]
    known = {str(param.name).rstrip("_") for param in command.params}

    asked = [question.key for question in QUESTIONNAIRES[path]]
    assert set(asked) <= known
    assert len(set(asked)) == len(asked)


@needs_terminal
def test_a_program_is_told_step_by_step(run: Run, terminal: Open) -> None:
    run("apply profile --specialty 'Internal Medicine'")
    one = Dialogue(terminal("add-program", columns=120))
    one.answer(
        ("The name of the program", "\n"),
        ("program is needed", "done\n"),
        ("program is needed", "Mayo Clinic\n"),
        ("Its state", "ZZ\n"),
        ("`ZZ`", "minnesota\n"),
        ("MN, America/Chicago", "back\n"),
        ("Its state, such as MI [minnesota]", "\n"),
        ("[Internal Medicine]", "-\n"),
        ("How far you are", "w\n"),
        ("one of: considered, applied", "inv\n"),
        ("  invited\n", "1310140C0\n"),
        ("Keep it?", "what\n"),
        ("type `y`, `n` or `back`", "back\n"),
        ("[1310140C0]", "-\n"),
        ("this would be written:\n  program: Mayo Clinic\n  state: MN, America/Chicago\n", ""),
    )
    one.answer(("  status: invited\nKeep it?", "y\n"))
    assert "added program p1 Mayo Clinic" in one.end()

    (row,) = run("programs --json").json
    assert (row["state"], row["specialty"], row["status"]) == ("MN", None, "invited")
    assert row["nrmp_codes"] == []


@needs_terminal
@pytest.mark.usefixtures("henry")
def test_an_interview_is_told_in_order_and_its_times_are_said_at_once(
    run: Run, terminal: Open
) -> None:
    run("config home-zone Asia/Karachi")
    one = Dialogue(terminal("add-interview", columns=120))
    one.answer(
        ("The program", "zebra\n"),
        ("no program matches `zebra`", "henry\n"),
        ("  p1 Henry Ford Hospital", "03/04/2027\n"),
        ("(Thu 4 Mar 2027)", "7 Dec 9am\n"),
        ("Mon 7 Dec 2026 09:00 EST (America/Detroit), 19:00 PKT for you", "8:00\n"),
        ("would end", "15:00\n"),
        ("09:00-15:00 EST", ""),
        ("that is in the night for you", ""),
        ("How (virtual, in-person, phone)", "v\n"),
        ("  virtual", ""),
        ("Who was", "Dr. Wei Chen <w.chen@example.org>, pd, formal\n"),
        ("Dr. Wei Chen, program-director, formal", ""),
        ("Who was", "nobody, beach\n"),
        ("`beach`", ""),
        ("Who was", "Lin Park, resident, meal\n"),
        ("Who was", "back\n"),
        ("Who was", "Mia Park, resident, meal\n"),
        ("Who was", "\n"),
        ("Keep it?", "\n"),
    )
    assert "added interview i2" in one.end()

    row = run("show i2 --json").json
    assert (row["starts_at"], row["ends_at"]) == (
        "2026-12-07T09:00:00-05:00",
        "2026-12-07T15:00:00-05:00",
    )
    named = [met["contact"]["name"] for met in row["met"]]
    assert {"Wei Chen", "Mia Park"} <= set(named)
    assert "Lin Park" not in named


@needs_terminal
@pytest.mark.usefixtures("henry")
def test_an_interview_without_a_day_is_an_invitation(run: Run, terminal: Open) -> None:
    one = Dialogue(terminal("add-interview", "henry", columns=120))
    one.answer(
        ("no day yet", "\n"),
        ("[invited]", "\n"),
        ("virtual, in-person, phone", "\n"),
        ("Keep it?", "\n"),
    )
    screen = one.end()
    assert "Until when" not in screen
    assert run("show i2 --json").json["status"] == "invited"


@needs_terminal
@pytest.mark.usefixtures("henry")
@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("add-program", "Mayo Clinic", "--state", "MN"), 0),
        (("add-contact", "henry", "Mo Park", "--role", "resident"), 0),
        (("add-deadline", "Photo", "5 Jan 2027", "--body", "ERAS"), 0),
        (("add-interview", "henry", "7 Dec 2026 9:00", "--format", "virtual"), 0),
        (("note", "f3", "your work on sepsis"), 0),
        (("note", "f3", "--ask", "Is it open?"), 0),
        (("add-program", "Mayo Clinic", "--json"), 0),
        (("--json", "add-program", "Mayo Clinic"), 0),
        (("rol", "rate", "henry", "culture=5"), 0),
        # what was given is refused before anything is asked
        (("add-contact", "hospital of nowhere", "Mo Park"), 1),
        (("add-contact", "henry", "First Faculty"), 1),
        (("add-interview", "henry", "03/04/2027"), 1),
    ],
)
def test_who_types_it_all_is_asked_nothing(
    terminal: Open, args: tuple[str, ...], code: int
) -> None:
    screen = terminal(*args).end(code)

    assert "[brackets]" not in screen
    assert "Keep it?" not in screen


@needs_terminal
@pytest.mark.usefixtures("henry")
def test_with_an_option_only_what_is_needed_is_asked(run: Run, terminal: Open) -> None:
    one = Dialogue(terminal("add-contact", "--role", "resident", columns=120))
    one.answer(("The program", "henry\n"), ("The name, such as", "Mo Park\n"))
    assert "Keep it?" not in one.end()

    two = Dialogue(terminal("add-interview", "henry", "--format", "phone", columns=120))
    two.answer(("no day yet", "7 Dec 9:00\n"))
    assert "Until when" not in two.end()
    assert run("show i2 --json").json["format"] == "phone"


@needs_terminal
@pytest.mark.usefixtures("henry")
def test_what_the_record_refuses_is_asked_again(run: Run, terminal: Open) -> None:
    one = Dialogue(terminal("add-interview", "henry", "23 Nov 2026 9am", columns=120))
    one.answer(
        ("Until when", "done\n"),
    )
    assert "i1 is the same interview" in one.end(1)

    two = Dialogue(terminal("add-interview", "henry", columns=120))
    two.answer(
        ("no day yet", "23 Nov 2026 9am\n"),
        ("Until when", "done\n"),
        ("Keep it?", "y\n"),
        ("i1 is the same interview", ""),
        ("Keep it?", "back\n"),
        ("Until when", "back\n"),
        ("[23 Nov 2026 9am]", "8 Dec 9am\n"),
        ("Tue 8 Dec 2026", ""),
        ("Until when", "done\n"),
        ("Tue 8 Dec 2026 09:00 EST (America/Detroit), 14:00 UTC for you\nKeep it?", "y\n"),
    )
    two.end()
    assert run("show i2 --json").json["starts_at"] == "2026-12-08T09:00:00-05:00"


@needs_terminal
@pytest.mark.usefixtures("henry")
def test_a_note_shows_its_sentence_before_it_is_written(run: Run, terminal: Open) -> None:
    before = run("history").stdout
    one = Dialogue(terminal("note", columns=120))
    one.answer(
        ("A ref such as f3", "f99\n"),
        ("`f99`", "First Faculty\n"),
        ("f3 Dr. First Faculty", "She spoke about sepsis\n"),
        ("reads oddly there", "back\n"),
        ("[She spoke about sepsis]", "your work on sepsis\n"),
        ("about your work on sepsis", "Is the course open?\n"),
        ("Keep it?", "n\n"),
    )
    one.end(130)
    assert run("history").stdout == before

    two = Dialogue(terminal("note", "p1", columns=120))
    two.answer(("or what to note", "warm people\n"), ("Keep it?", "y\n"))
    assert "still to be asked" not in two.end()
    assert run("show p1 --json").json["notes"] == "warm people"


@needs_terminal
@pytest.mark.parametrize("at", ["What is due", "The day, or day", "The program that", "Keep it?"])
def test_leaving_anywhere_writes_nothing(run: Run, terminal: Open, at: str) -> None:
    run("programs")
    before = run("history").stdout
    one = Dialogue(terminal("add-deadline", columns=120))
    for question, keys in (
        ("What is due", "Photo\n"),
        ("The day, or day", "5 Jan 2027\n"),
        ("The program that", "\n"),
    ):
        if question == at:
            break
        one.answer((question, keys))
    one.answer((at, "\x03"))

    assert "nothing was changed" in one.end(130)
    assert run("history").stdout == before


@needs_terminal
@pytest.mark.parametrize(
    ("command", "pairs", "shown"),
    [
        (
            "add-exam",
            (
                ("Which exam", "Step 2 CK\n"),
                ("The day you sat", "3 May 2025\n"),
                ("Sat 3 May 2025", "pass\n"),
                ("The score", "2450\n"),
                ("no score", "245\n"),
            ),
            "step2ck",
        ),
        (
            "add-gap",
            (
                ("When it began", "Mar 2020\n"),
                ("When it ended", "June 2021\n"),
                ("The explanation", "family\n"),
            ),
            "Jun 2021",
        ),
        (
            "add-experience",
            (
                ("What kind", "obs\n"),
                ("What it is", "Heart clinic\n"),
                ("The organisation", "Mercy\n"),
                ("First month", "Jan 2026\n"),
                ("Last month", "Mar 2026\n"),
            ),
            "observership",
        ),
        ("add-letter", (("The writer", "Dr. Wei Chen\n"), ("(yes, no)", "y\n")), "in the US: yes"),
        ("add-document", (("Which document", "mspe\n"), ("For which", "done\n")), "mspe"),
        (
            "add-development",
            (("What is new", "Dialysis\n"), ("Where", "NEJM\n"), ("The day", "3 May 2026\n")),
            "Sun 3 May 2026",
        ),
    ],
)
def test_each_command_that_adds_tells_what_it_understood(
    run: Run,
    terminal: Open,
    command: str,
    pairs: tuple[tuple[str, str], ...],
    shown: str,
) -> None:
    one = Dialogue(terminal(command, columns=120))
    one.answer(*pairs)
    if command in ("add-letter", "add-development"):
        one.answer(("How far" if command == "add-letter" else "What you think", "done\n"))
    one.answer(("Keep it?", "y\n"))

    assert shown in one.end()
    assert run("history --json").json[0]["title"].startswith("added")


@needs_terminal
def test_a_question_of_ones_own_needs_its_kind(run: Run, terminal: Open) -> None:
    one = Dialogue(terminal("add-question", columns=160))
    one.answer(
        ("The question as it is asked", "Why Ohio?\n"),
        ("What it is about", "\n"),
        ("kind is needed", "why-p\n"),
        ("why-program", ""),
        ("Keep it?", "\n"),
    )
    one.end()
    (row,) = [row for row in run("prep questions --json").json if row["text"] == "Why Ohio?"]
    assert row["kind"] == "why-program"


@needs_terminal
def test_a_first_record_is_not_made_by_leaving_a_question(terminal: Open, tmp_path: object) -> None:
    import os
    from pathlib import Path

    one = Dialogue(terminal("add-program", env={"TMPDIR": str(tmp_path)}))
    one.answer(("The name of the program", "Mayo\n"), ("Its state", "\x03"))
    one.end(130)
    assert not Path(os.environ["FMGTRACK_DB"]).exists()
    assert not list(Path(str(tmp_path)).glob("fmgtrack-*"))


@needs_terminal
@pytest.mark.usefixtures("henry")
def test_questions_break_no_word_where_the_terminal_is_narrow(terminal: Open) -> None:
    one = Dialogue(terminal("add-contact", "henry", "Mo Park", columns=44))
    one.answer(("[faculty]", "\x03"))

    lines = one.end(130).split("\n")
    assert max(map(len, lines)) <= 44
    words = re.findall(r"[\w-]+", " ".join(lines))
    assert {"program-director", "associate-director", "coordinator"} <= set(words)


@pytest.mark.usefixtures("season")
@pytest.mark.parametrize(
    ("line", "refs"),
    [
        ("replied f1-f4", ["f1", "f2", "f3", "f4"]),
        ("replied f1-3 f4", ["f1", "f2", "f3", "f4"]),
        ("sent f1,f3 F2", ["f1", "f2", "f3"]),
        ("sent 'f1, f2  f3'", ["f1", "f2", "f3"]),
        ("sent f2-f2 f2", ["f2"]),
        ("skip f3-f4 --why late", ["f3", "f4"]),
    ],
)
def test_several_refs_at_once(run: Run, line: str, refs: list[str]) -> None:
    assert run(f"{line} --json").json["refs"] == refs


@pytest.mark.usefixtures("season")
def test_ranges_work_wherever_several_refs_are_taken(run: Run) -> None:
    assert [row["followup"] for row in run("draft-email f1-f3 --json").json] == ["f1", "f2", "f3"]
    run("add-letter 'Dr. A'")
    run("add-letter 'Dr. B'")
    run("apply assign mayo le1-le2")
    assert run("remove le1-2 --yes").stdout.startswith("removed le1 Dr. A, le2 Dr. B")
    assert run("replied f1,f2 --json").json["refs"] == ["f1", "f2"]


@pytest.mark.usefixtures("season")
@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("sent f2-f9", 1, "no follow-up matches `f5-f9`"),
        ("remove c2-c5 --yes", 1, "c5"),
        ("sent f4-f1", 2, "`f1-f4`"),
        ("sent f1-c3", 2, "`f1-c3`"),
        ("sent f1-f101", 2, "name 100 at most"),
        ("sent f1-f999999999999999999", 2, "name 100 at most"),
        ("remove zz1-zz3 --yes", 1, "`zz1-zz3`"),
    ],
)
def test_a_range_that_cannot_be_names_why(run: Run, line: str, code: int, told: str) -> None:
    before = run("history").stdout

    said = run(line, code=code).stderr
    assert told in said
    assert run("history").stdout == before


@pytest.mark.usefixtures("season")
def test_holes_in_a_range_are_named(run: Run) -> None:
    run("remove f2 --yes")

    said = run("sent f1-f6", code=1).stderr.splitlines()
    assert len(said) == 1
    assert "`f2`, `f5-f6`" in said[0]


def test_a_name_with_a_hyphen_or_a_comma_is_no_range(run: Run) -> None:
    run("add-program 'Wilkes-Barre, General' --state PA")

    assert run("show 'wilkes-barre, general' --json").json["ref"] == "p1"
    assert run("remove 'Wilkes-Barre, General' --yes --json").json["refs"] == ["p1"]


@pytest.mark.usefixtures("season")
def test_the_thing_made_last_has_a_name(run: Run) -> None:
    run("add-contact mayo 'Dr. Wei Chen' --role program-director")
    assert run("show --last --json").json["name"] == "Wei Chen"
    run("note --last 'your work on sepsis'")
    assert run("show --last --json").json["talked_about"] == "your work on sepsis"
    run("edit --last --ask 'Is it open?'")
    assert run("show --last --json").json["to_ask"] == "Is it open?"
    run("add-story Night --task mine")
    run("edit --last --situation 'two wards'")
    assert run("show --last --json").json["situation"] == "two wards"
    assert "Night" in run("remove --last --yes").stdout

    for line in ("show --last", "remove --last --yes"):
        assert "fmgtrack history" in run(line, code=1).stderr


def test_of_a_new_record_nothing_was_made_last(run: Run) -> None:
    run("programs")

    assert "the last change" in run("remove --last --yes", code=1).stderr


def test_last_looks_into_the_record_that_is_named(run: Run, tmp_path: object) -> None:
    run(f"add-program Mayo --state MN --db {tmp_path}/other.db")
    run("add-program Iowa --state IA")

    for place in (f"--db {tmp_path}/other.db", f"--db={tmp_path}/other.db"):
        assert run(f"show --last {place} --json").json["name"] == "Mayo"
    assert run("show --last --json").json["name"] == "Iowa"
