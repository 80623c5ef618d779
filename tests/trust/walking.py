"""Every command with every text that it takes, found by walking over the app.

So a new command, or a new option, is tried without a word here. What else a command needs to get
as far as that text is filled in by the name of the parameter.
"""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer.main
from tests.trust.hostile import TORTURE

from fmgtrack.cli import app
from fmgtrack.cli.records import ADDED_BY
from fmgtrack.cli.registry import RootGroup, walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT: Any = typer.main.get_command(app)

FITTING = {
    "program": "p1",
    "interview": "i1",
    "ref": "p1",
    "refs": "f1",
    "story": "st1",
    "when": "8 Dec 2026 9:00",
    "begins": "2020-01",
    "why": "a reason",
    "letter": "A",
    "version": "v1",
    "words": "2027",
    "values": "culture=5",
    "what": "me1",
    "text": "q1",
    "kind": "mentor",
    "title": "A title",
    "name": "A name",
    "who": "Somebody",
    "writer": "Somebody",
    "mine": "1300140C0",
    "theirs": "1310140C0",
    "number": "1",
    "to": "1",
    "key": "name",
    "file": "file.json",
}
"""A value that fits, by the name of a required parameter."""

OF_COMMAND = {
    ("add-exam", "kind"): "step1",
    ("add-experience", "kind"): "observership",
    ("add-document", "kind"): "cv",
    ("add-question", "kind"): "behavioural",
    ("add-question", "text"): "A question of my own?",
    ("apply fact", "values"): "step2ck=230",
    ("apply prefer", "values"): "state=MI",
    ("apply assign", "refs"): "le1",
    ("apply unassign", "refs"): "le1",
    ("apply reread", "refs"): "e1",
    ("calendar", "file"): "file.ics",
    ("report", "file"): "file.html",
    ("restore", "file"): "file.db",
    ("rol couple", "file"): "file.csv",
    ("import", "file"): "file.csv",
}
"""The same where a command means something else by that name."""

NEEDED = {
    ("config", "value"): ("name",),
    ("note", "text"): ("f1",),
    ("note", "ask"): ("f1",),
    ("rol criteria", "label"): ("culture",),
    ("rol criteria", "weight"): ("culture",),
    ("rol criteria", "rename"): ("culture",),
    ("rol compare", "worse"): ("p1",),
    ("rol move", "above"): ("p1",),
    ("rol move", "below"): ("p1",),
    ("prep practice", "seconds"): ("q1",),
    ("prep practice", "transcript"): ("q1",),
    ("prep practice", "speaker"): ("q1",),
    ("prep practice", "rating"): ("q1", "--seconds", "60"),
    ("prep practice", "mend"): ("q1", "--seconds", "60", "--rating", "3"),
    ("prep why", "text"): ("p1",),
    ("prep why", "source"): ("p1", "a fact of this program"),
    ("prep mend", "on"): ("me1", "--done"),
    ("prep ask", "answer"): ("p1", "ak1"),
    ("prep checklist", "add"): ("i1",),
    ("draft-email", "about"): ("p1", "--kind", "update"),
    ("draft-email", "eml"): ("f1",),
    ("export", "list_"): ("file.csv",),
}
"""What has to stand before a text for the command to look at it, where more is needed."""

DAY = "8 Dec 2026 9:00"

EDITED = ("c1", "i1", "f1", "d1")
"""What `edit` is tried on beside a program, and the records whose options it borrows."""


@dataclass(frozen=True)
class Place:
    """A text that a command takes: an argument, or the option that stands before it.

    `given` is what stands before it; `after` what stands behind an argument.
    """

    path: str
    name: str
    option: str
    given: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def line(self, text: str) -> list[str]:
        """The command line with this text there; what begins with a dash stays a text."""
        words = [*self.path.split(), *self.given]
        if self.option:
            return [*words, f"{self.option}={text}"]
        return [*words, "--", text, *self.after]

    @property
    def is_path(self) -> bool:
        """Whether the text names a file or folder of the person's."""
        return self.name in {"db", "file", "path", "eml", "transcript", "md", "html", "txt", "out"}


def _place(path: str, param: Any) -> Place:  # noqa: ANN401  a parameter of Typer's own Click
    """The place of a parameter, with what is needed round it."""
    options = [one for one in command(path).params if one.required]
    arguments = [one for one in options if one.param_type_name == "argument" and one is not param]
    needed = [one for one in options if one.param_type_name == "option" and one is not param]
    if param.param_type_name == "option":
        given = NEEDED.get((path, param.name)) or tuple(
            fitting(path, one) for one in (*arguments, *needed)
        )
        if path == "add-interview" and param.name != "db":
            given = ("p1", DAY)
        return Place(path, param.name, param.opts[0], given)
    order = [one.name for one in command(path).params]
    before = [one for one in arguments if order.index(one.name) < order.index(param.name)]
    behind = [one for one in arguments if order.index(one.name) > order.index(param.name)]
    given = NEEDED.get((path, param.name)) or tuple(
        fitting(path, one) for one in (*needed, *before)
    )
    return Place(path, param.name, "", given, tuple(fitting(path, one) for one in behind))


def fitting(path: str, param: Any) -> str:  # noqa: ANN401  a parameter of Typer's own Click
    """A value that fits a parameter, as it is typed."""
    value = OF_COMMAND.get((path, param.name)) or FITTING.get(param.name, "1")
    return f"{param.opts[0]}={value}" if param.param_type_name == "option" else value


def commands() -> Iterator[tuple[str, Any]]:
    """Every command that can be run, as typed."""
    for name in ROOT.commands:
        for path, found in walk(name, ROOT.commands[name]):
            if not getattr(found, "commands", None) or found.invoke_without_command:
                yield path, found


def command(path: str) -> Any:  # noqa: ANN401  a command of Typer's own Click
    """The command of that path."""
    found = ROOT
    for word in path.split():
        found = found.commands[word]
    return found


def places() -> tuple[Place, ...]:
    """Every text that any command takes."""
    found = [
        _place(path, param)
        for path, one in commands()
        for param in one.params
        if not getattr(param, "is_flag", False)
    ]
    borrowed = [
        Place("edit", param.name, f"--{param.name.strip('_').replace('_', '-')}", (f"{letters}1",))
        for letters, adder in ADDED_BY.items()
        for param in command(adder).params
        if param.expose_value and not getattr(param, "is_flag", False)
    ]
    edited = [
        Place(one.path, one.name, one.option, (ref,))
        for one in found
        if one.path == "edit" and one.option and one.name != "db"
        for ref in (EDITED if TORTURE else EDITED[:1])
    ]
    return (*found, *borrowed, *edited)


class Screen(io.StringIO):
    """A terminal of which is kept what it was sent."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@dataclass(frozen=True)
class Said:
    """What a command gave back: its exit number and both streams."""

    code: int
    out: str
    err: str


def run(line: Sequence[str], *, terminal: bool = False, typed: str = "") -> Said:
    """Run a command line in this process, its streams being pipes or a terminal.

    `typed` is what a person types at the terminal; with nothing typed nobody sits there.

    Raises:
        BaseException: whatever the command did not foresee.
    """
    kept = sys.stdin, sys.stdout, sys.stderr
    out, err = (Screen(), Screen()) if terminal else (io.StringIO(), io.StringIO())
    typing = Screen(typed) if typed else io.StringIO()
    sys.stdin, sys.stdout, sys.stderr = typing, out, err
    try:
        assert isinstance(ROOT, RootGroup)
        code = ROOT.main(list(line), "fmgtrack", standalone_mode=False)
    except SystemExit as error:
        code = error.code
    finally:
        sys.stdin, sys.stdout, sys.stderr = kept
    return Said(int(code or 0), out.getvalue(), err.getvalue())
