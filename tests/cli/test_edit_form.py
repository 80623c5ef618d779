"""A record as text in the editor: what cannot be taken is marked, and nothing is lost."""

from __future__ import annotations

import re
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fmgtrack.actions import forms
from fmgtrack.actions.programs import add_program
from fmgtrack.errors import ConflictError, InvalidError, NotFoundError
from fmgtrack.exchange.form import FormError, marked, parse_form, unmarked

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

    from fmgtrack.actions.work import Work

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are of another system")


@pytest.fixture
def editor(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """Make an editor that changes the text by one line of Python a visit, and keeps what it saw.

    At further visits it leaves the text as it is.
    """

    def make(*visits: str) -> dict[str, str]:
        script = tmp_path / "editor.py"
        script.write_text(
            "import pathlib, re, sys\n"
            f"seen = pathlib.Path({str(tmp_path)!r})\n"
            "file, count = pathlib.Path(sys.argv[1]), len(list(seen.glob('seen*')))\n"
            "text = file.read_text(encoding='utf-8')\n"
            "(seen / f'seen{count}').write_text(text, encoding='utf-8')\n"
            f"visits = {visits!r}\n"
            "names = {'text': text}\n"
            "exec(visits[count] if count < len(visits) else 'pass', names)\n"
            "file.write_text(names['text'], encoding='utf-8')\n",
            encoding="utf-8",
        )
        return {"EDITOR": f"{Path(sys.executable).as_posix()} {script.as_posix()}"}

    return make


def saw(folder: Path, visit: int) -> str:
    """What stood in the editor at a visit, the first being 0."""
    return (folder / f"seen{visit}").read_text(encoding="utf-8")


def kept(screen: str) -> Path:
    """The file that the error names, which its owner alone reads."""
    found = re.findall(r"what you wrote is in `([^`]+)`", " ".join(screen.split()))
    assert found, screen
    file = Path(found[0].replace(" ", ""))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    return file


SLIPS = (
    "text = text.replace('city: Detroit', 'city: Flint').replace('state: MI', 'state: Nowhere')"
    ".replace('signal: none', 'sgnal: gold').replace('j1:', 'j1: perhaps') + 'a stray line\\n'"
)


@POSIX
@pytest.mark.usefixtures("henry")
def test_every_slip_is_marked_under_its_line_until_all_is_right(
    terminal: Callable[..., Terminal],
    run: Callable[..., Ran],
    editor: Callable[..., dict[str, str]],
    tmp_path: Path,
) -> None:
    mend = (
        "text = text.replace('state: Nowhere', 'state: OH').replace('\\nsgnal', '\\nsignal')"
        ".replace('j1: perhaps', 'j1: no')"
    )
    last = "text = text.replace('\\na stray line\\n', '\\n')"
    screen = terminal("edit", "p1", env=editor(SLIPS, mend, last)).end()

    assert "edited p1 (city, j1, signal, state)" in screen
    lines = saw(tmp_path, 1).splitlines()
    marks = {line: lines[at + 1] for at, line in enumerate(lines[:-1]) if "# !" in lines[at + 1]}
    assert list(marks) == ["state: Nowhere", "sgnal: gold", "j1: perhaps", "a stray line"]
    assert "`Nowhere` is no US state" in marks["state: Nowhere"]
    assert "this line names a field that does not exist" in marks["sgnal: gold"]
    assert saw(tmp_path, 2).count("# !") == 1
    row = run("show p1 --json").json
    assert (row["city"], row["state"], row["signal"]) == ("Flint", "OH", "gold")
    assert len(run("history --json").json) == 7
    assert not list(tmp_path.glob("unsaved-*"))


@POSIX
@pytest.mark.usefixtures("henry")
def test_a_text_that_comes_back_as_it_was_is_kept_aside(
    terminal: Callable[..., Terminal],
    run: Callable[..., Ran],
    editor: Callable[..., dict[str, str]],
) -> None:
    screen = terminal("edit", "p1", env=editor(SLIPS)).end(1)

    text = kept(screen).read_text(encoding="utf-8")
    assert "state: Nowhere" in text
    assert "a stray line" in text
    assert "# !" not in text
    assert run("show p1 --json").json["city"] == "Detroit"


@POSIX
@pytest.mark.usefixtures("henry")
@pytest.mark.parametrize("last", ["text = ''", "text = '# only this\\n'"])
def test_an_emptied_text_changes_nothing_and_leaves_nothing(
    terminal: Callable[..., Terminal],
    run: Callable[..., Ran],
    editor: Callable[..., dict[str, str]],
    tmp_path: Path,
    last: str,
) -> None:
    terminal("edit", "p1", env=editor(SLIPS, last)).end()
    assert run("show p1 --json").json["city"] == "Detroit"
    terminal("add-story", "Night", "--edit", env=editor("", "", last)).end(1)
    assert run("prep stories --json").json == []
    assert not list(tmp_path.glob("unsaved-*"))


@POSIX
@pytest.mark.usefixtures("henry")
@pytest.mark.parametrize(
    ("line", "slip", "mend", "mark"),
    [
        (
            "draft-email f3 --edit",
            "text = text.replace('Subject: ', 'Sbject: ')",
            "text = text.replace('Sbject: ', 'Subject: Mine, ')",
            "# ! this line is no subject",
        ),
        (
            "prep answer about-yourself --edit",
            "text = text.replace('past:', 'past: ' + 'too many words for a point ' * 9)",
            "text = text.replace('too many words for a point ' * 9, 'short')",
            "\n# ! that is a script",
        ),
        (
            "add-story Night --edit",
            "text = text.replace('task:', 'task: a\\n  b').replace('competency:', 'competency: x')",
            "text = text.replace('competency: x', 'competency: teaching')",
            "competency: x\n# ! `x` is no value",
        ),
    ],
)
def test_every_form_opens_again(  # noqa: PLR0917  a row of the table, and the fixtures
    terminal: Callable[..., Terminal],
    editor: Callable[..., dict[str, str]],
    tmp_path: Path,
    line: str,
    slip: str,
    mend: str,
    mark: str,
) -> None:
    terminal(*line.split(), env=editor(slip, mend)).end()
    assert mark in saw(tmp_path, 1)
    assert not (tmp_path / "seen2").exists()


@POSIX
@pytest.mark.usefixtures("henry")
def test_ctrl_c_while_the_editor_is_open_loses_nothing(
    terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    """It reaches the editor and the program; only an editor that it ends has ended."""
    script = tmp_path / "editor.sh"
    once = 'grep -q zebra "$1" || echo zebra >> "$1"'
    script.write_text(f"#!/bin/sh\n{once}\nkill -INT $PPID\n")
    script.chmod(0o700)
    assert "zebra" in kept(terminal("edit", "p1", env={"EDITOR": str(script)}).end(1)).read_text()
    script.write_text(f"#!/bin/sh\n{once}\nkill -INT $$\n")
    screen = terminal("edit", "p1", env={"EDITOR": str(script)}).end(130)
    assert "nothing was changed" in screen
    assert "zebra" in kept(screen).read_text(encoding="utf-8")


@pytest.fixture
def opened(work: Work) -> str:
    """The form of a program as the editor is given it."""
    add_program(work, {"name": "Henry Ford Hospital", "city": "Detroit", "code": ("1300140C0",)})
    return forms.form(work, "henry ford")[1]


def test_values_that_only_fit_together_are_taken_together(work: Work, opened: str) -> None:
    assert opened
    from fmgtrack.actions.interviews import add_interview

    add_interview(work, "p1", {"when": "1 Dec 2026 9:00", "until": "15:00"})
    ref, form = forms.form(work, "i1")
    later = form.replace("2026-12-01 09:00", "2026-12-08 09:00")
    with pytest.raises(FormError):
        forms.take(work, ref, form, later.replace("2026-12-01 15:00", "2026-12-07 15:00"))
    forms.take(work, ref, form, later.replace("2026-12-01 15:00", "2026-12-08 15:00"))
    assert "2026-12-08 15:00" in forms.form(work, "i1")[1]


def test_another_command_is_no_slip_of_the_pen(work: Work, opened: str) -> None:
    from fmgtrack.actions.records import edit, remove

    edit(work, "p1", {"city": "Dearborn"})
    mine = opened.replace("Detroit", "Flint")
    with pytest.raises(ConflictError, match="city of p1"):
        forms.take(work, "p1", opened, mine)
    remove(work, ("p1",))
    with pytest.raises(NotFoundError):
        forms.take(work, "p1", opened, mine)


def test_a_value_that_is_refused_leaves_no_trace(work: Work, opened: str) -> None:
    before = work.store.query("SELECT count(*) AS n FROM change")
    slips = opened.replace("state:", "state: Nowhere").replace("url:", "url: no page")
    with pytest.raises(FormError) as caught:
        forms.take(work, "p1", opened, slips)
    assert [slips.split("\n")[at - 1].split(":")[0] for at, _ in caught.value.faults] == [
        "state",
        "url",
    ]
    assert work.store.query("SELECT count(*) AS n FROM change") == before


def test_marks_go_as_they_came() -> None:
    text = "# t\n\nname: x\n  and more\nnaem: y\n"
    faults = [*parse_form(text, ("name",)).faults, (0, InvalidError("on top", "so"))]
    shown, marks = marked(text, FormError(faults))
    assert shown.startswith("# ! on top; so\n# t\n")
    assert "naem: y\n# ! this line names" in shown
    assert unmarked(shown, marks) == text
    assert unmarked(shown.replace("\n", "\r\n"), marks).replace("\r\n", "\n") == text
