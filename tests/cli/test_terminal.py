"""At a terminal: a table that fits, questions for what is missing, and text that stays text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

COLOUR = re.compile(r"\x1b\[(?:\d+;)*(?:3[0-7]|4[0-7]|9[0-7]|38;[0-9;]+)m")
VIEWS = ("today", "programs", "contacts", "interviews", "followups", "deadlines", "history", "rol")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("columns", [60, 100])
@pytest.mark.usefixtures("season")
def test_a_table_fits_the_width(terminal: Callable[..., Terminal], view: str, columns: int) -> None:
    lines = terminal(view, columns=columns, quiet=True).end().splitlines()

    assert max(len(line) for line in lines) <= columns
    for word in ("Henry", "Hospital"):  # whole words, also where the column is narrow
        assert view == "deadlines" or any(word in line for line in lines)
    assert "…" not in "".join(lines)


@pytest.mark.usefixtures("season")
def test_words_are_not_broken_where_the_terminal_is_narrow(
    terminal: Callable[..., Terminal], run: Callable[..., Ran]
) -> None:
    words = set(run("programs").stdout.split()) - set(
        run("programs").stdout.splitlines()[0].split()
    )

    for columns in (30, 50, 80, 120):
        screen = terminal("programs", columns=columns, quiet=True).end()
        assert words <= set(screen.split()), columns


@pytest.mark.usefixtures("season")
def test_a_long_name_wraps_and_is_not_cut(
    run: Callable[..., Ran], terminal: Callable[..., Terminal]
) -> None:
    run("edit p1", "--name", "Ж" * 150)

    for columns in (60, 100):
        assert terminal("contacts", columns=columns).end().count("Ж") == 150 * 4


@pytest.mark.usefixtures("season")
def test_colour_unless_it_is_not_wanted(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = terminal("followups", env={"NO_COLOR": "1"})
    plain.end()
    assert not COLOUR.search(plain.seen)

    monkeypatch.delenv("NO_COLOR")
    coloured = terminal("followups")
    coloured.end()
    assert COLOUR.search(coloured.seen)
    assert coloured.screen == plain.screen


def test_what_is_missing_is_asked_for(
    run: Callable[..., Ran], terminal: Callable[..., Terminal]
) -> None:
    one = terminal("add-program", "--state", "MI")
    one.expect("The name of the program")
    one.type("Henry Ford Hospital\n")
    assert "added program p1 Henry Ford Hospital" in one.end()

    (row,) = run("programs --json").json
    assert (row["name"], row["state"]) == ("Henry Ford Hospital", "MI")


@pytest.mark.usefixtures("henry")
def test_each_missing_value_has_its_question(
    run: Callable[..., Ran], terminal: Callable[..., Terminal]
) -> None:
    one = terminal("add-contact")
    one.expect("The program")
    one.type("henry ford\n")
    one.expect("The name, such as")
    one.type("Dr. Wei Chen <w.chen@example.org>\n")
    one.expect("[faculty]")
    one.type("\n")
    one.expect("Keep it?")
    one.type("\n")
    one.end()

    last = run("contacts --json").json[-1]
    assert (last["name"], last["email"]) == ("Wei Chen", "w.chen@example.org")


def test_an_answer_that_looks_like_an_option_is_an_answer(
    run: Callable[..., Ran], terminal: Callable[..., Terminal]
) -> None:
    one = terminal("add-program")
    one.expect("The name of the program")
    one.type("--force Hospital\n")
    one.expect("Its state")
    one.type("done\n")
    one.expect("Keep it?")
    one.type("\n")
    one.end()

    assert run("programs --json").json[0]["name"] == "--force Hospital"


@pytest.mark.parametrize("keys", ["\x03", "\x04"])
@pytest.mark.usefixtures("season")
def test_leaving_at_a_question_writes_nothing(
    run: Callable[..., Ran], terminal: Callable[..., Terminal], keys: str
) -> None:
    before = run("history").stdout

    one = terminal("add-contact", "henry")
    one.expect("The name, such as")
    one.type(keys)
    assert "nothing was changed" in one.end(130)
    assert run("history").stdout == before


@pytest.mark.usefixtures("season")
def test_remove_shows_what_goes_and_asks(
    run: Callable[..., Ran], terminal: Callable[..., Terminal]
) -> None:
    before = run("history").stdout

    one = terminal("remove", "i1")
    one.expect("this will be removed")
    one.expect("First Faculty")
    one.expect("[y/N]")
    one.type("n\n")
    one.end(130)
    assert run("history").stdout == before

    two = terminal("remove", "i1")
    two.expect("[y/N]")
    two.type("y\n")
    two.end()
    assert "i1" not in [row["ref"] for row in run("interviews --json").json]


@pytest.mark.usefixtures("season")
def test_undo_shows_what_it_puts_back_and_asks(
    run: Callable[..., Ran], terminal: Callable[..., Terminal]
) -> None:
    run("edit p1 --city Dearborn")

    one = terminal("undo")
    one.expect("city: Dearborn -> Detroit")
    one.expect("shows all of it")
    one.expect("[y/N]")
    one.type("maybe\n")
    one.expect("type `y` or `n`")
    one.type("n\n")
    one.end(130)
    assert run("show p1 --json").json["city"] == "Dearborn"

    two = terminal("undo")
    two.expect("[y/N]")
    two.type("y\n")
    assert "`fmgtrack undo` puts it back" in two.end()
    assert run("show p1 --json").json["city"] == "Detroit"


@pytest.mark.usefixtures("season")
def test_yes_asks_nothing_at_a_terminal_either(terminal: Callable[..., Terminal]) -> None:
    assert "[y/N]" not in terminal("remove", "i1", "--yes").end()
    assert "[y/N]" not in terminal("undo", "--yes").end()


HOSTILE = "Zed \x1b[31mred\x1b[0m [bold]loud[/bold] \u202eback\u202c \x07bell \x9b2J :smile:"
SHOWN = r"Zed \x1b[31mred\x1b[0m [bold]loud[/bold] \u202eback\u202c \x07bell \x9b2J :smile:"

PLACES = (
    "history",
    "show CHANGE",
    "draft-email f1",
    "remove p1 --yes",
    "add-contact Hospital Somebody",
)


@pytest.fixture
def hostile(run: Callable[..., Ran], season: None) -> None:  # noqa: ARG001  what it builds on
    """Text that would steer a terminal, in every field that takes any text."""
    run("config name", HOSTILE)
    run("config signature", HOSTILE)
    for name in ("name", "institution", "specialty", "city", "policy-source", "note"):
        run("edit p1", f"--{name}", f"{HOSTILE} Hospital" if name == "name" else HOSTILE)
    run("add-program", f"{HOSTILE} Hospital", "--city", "Flint", "--specialty", "Surgery")
    for name in ("place", "highlight", "note"):
        run("edit i1", f"--{name}", HOSTILE)
    run("edit c1", "--note", HOSTILE)
    run("edit d1", "--title", HOSTILE, "--body", HOSTILE, "--source", HOSTILE)
    run("edit d1 --when '1 Dec 2026 9:00'")
    for ref in ("f1", "f3"):
        run(f"edit {ref}", "--about", HOSTILE, "--ask", HOSTILE)


@pytest.mark.parametrize("view", PLACES)
@pytest.mark.usefixtures("hostile")
def test_text_from_outside_is_shown_and_never_sent(
    run: Callable[..., Ran], terminal: Callable[..., Terminal], view: str
) -> None:
    last = run("history --json").json[0]["ref"]
    one = terminal(*view.replace("CHANGE", last).split(), columns=2000)
    while one._read():  # noqa: SLF001  any exit number is right here
        pass

    for character in ("\x1b", "\x07", "\x9b", "\u202e", "\u202c"):
        assert character not in one.screen
    # a mail has no place for control characters at all; its words are there
    assert (SHOWN if "draft" not in view else "[bold]loud[/bold]") in one.screen
    assert one.process.wait(60) in (0, 1)


@pytest.mark.parametrize("view", ["programs", "followups", "show f3", "show i1"])
@pytest.mark.usefixtures("hostile")
def test_and_not_through_a_pipe_either(run: Callable[..., Ran], view: str) -> None:
    ran = run(view)

    assert not set("\x1b\x07\x9b\u202e\u202c") & set(ran.stdout + ran.stderr)
    assert SHOWN in ran.stdout


@pytest.mark.parametrize("line", ["show", "frobnicate", "programs --status", "import", "rol add"])
@pytest.mark.usefixtures("season")
def test_an_error_shows_what_was_typed_as_text(
    terminal: Callable[..., Terminal], line: str
) -> None:
    args = line.split() if line != "frobnicate" else []
    one = terminal(*args, HOSTILE, columns=2000)
    while one._read():  # noqa: SLF001  any exit number is right here
        pass

    assert not set("\x1b\x07\x9b\u202e") & set(one.screen)
    assert SHOWN in one.screen
    assert one.process.wait(60) in (1, 2)


@pytest.mark.usefixtures("season")
def test_the_editor_gets_the_text_and_gives_it_back(
    run: Callable[..., Ran], terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "text = file.read_text(encoding='utf-8')\n"
        "file.write_text(text.replace('city: Detroit', 'city: Dearborn'), encoding='utf-8')\n",
        encoding="utf-8",
    )
    import sys

    editor = {"EDITOR": f"{Path(sys.executable).as_posix()} {script.as_posix()}"}
    terminal("edit", "p1", env=editor).end()
    assert run("show p1 --json").json["city"] == "Dearborn"

    again = terminal("edit", "p1", env=editor).end()
    assert "nothing" in again


@pytest.mark.parametrize("editor", ["false", "no-such-editor-anywhere"])
@pytest.mark.usefixtures("season")
def test_an_editor_that_fails_changes_nothing(
    run: Callable[..., Ran], terminal: Callable[..., Terminal], editor: str
) -> None:
    before = run("history").stdout

    screen = terminal("edit", "p1", env={"EDITOR": editor}).end(1)
    assert f"the editor `{editor}`" in screen
    assert run("history").stdout == before
