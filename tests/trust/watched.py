"""A day with every command, in one process in which each call of the system is listened to.

Run as a program it lives in the folder that it is given, with the umask at 000, and writes what it
heard as JSON to standard output: connections, other programs, and every file and folder that was
made, with the rights that it had when the next thing happened.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

NETWORK = ("socket", "urllib", "http", "ftplib", "smtplib", "imaplib", "poplib", "webbrowser")
PROCESSES = ("subprocess.Popen", "os.system", "os.startfile", "pty.spawn")
FORKS = ("os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty")
DEVICES = ("/dev/", "/proc/")

AT_TERMINAL = (
    ("add-program", "Somewhere\n"),
    ("init", "\n"),
    ("rol rate p1", "4\n"),
    ("prep answer about-yourself", "short\n"),
    ("debrief i1", "n\n"),
    ("remove p1", "n\n"),
    ("add-story 'A new one'", "first\n"),
)
"""What asks at a terminal, and what is typed until the person is gone."""

EDITED = (
    "edit p1",
    "draft-email f3 --edit",
    "prep answer about-yourself --edit",
    "add-story Night --edit",
)
"""What opens the editor."""

EDITORS = {
    "keeps it": "exit 0",
    "takes it": 'sed -i -e "s/^city:.*/city: Flint/" -e "s/^task:.*/task: a/" "$1"',
    "spoils it": 'grep -q zebra "$1" || sed -i -e "/^Subject/d" -e "\\$ a zebra" "$1"',
    "fails": 'printf "zebra\\n" >> "$1"; exit 3',
    "is stopped": 'printf "zebra\\n" >> "$1"; kill -INT $$',
    "eats it": 'rm "$1"',
}
"""Scripts that stand in for a person in an editor."""

HANDED = ("--open", "--open-gmail", "--copy")
"""Ways of a draft into another program."""


class Listener:
    """What was heard, each with the command line that was running."""

    def __init__(self) -> None:
        self.line = ""
        self.heard: dict[str, list[list[str]]] = {
            name: [] for name in ("network", "processes", "open", "made")
        }
        self._fresh: list[str] = []
        self._deaf = True

    def hear(self, event: str, args: tuple[Any, ...]) -> None:
        """Take one event of the system."""
        if self._deaf:
            return
        self._deaf = True
        try:
            self._look()
            self._take(event, args)
        finally:
            self._deaf = False

    def listen(self, line: str) -> None:
        """Begin to hear, for this command line."""
        self.line, self._deaf = line, False

    def rest(self) -> None:
        """Hear no more, and look at what was made last."""
        self._deaf = True
        self._look()

    def _take(self, event: str, args: tuple[Any, ...]) -> None:
        if event.partition(".")[0] in NETWORK:
            self._note("network", event)
        elif event in PROCESSES:
            words = args[1] if isinstance(args[1], (list, tuple)) else [args[1]]
            self._note("processes", str(words[0]))
        elif event in FORKS:
            # Python 3.13 starts most programs so, and says it behind `subprocess.Popen`
            named = len(args) > 1 and isinstance(args[1], (list, tuple))
            self._note("processes", str(args[1][0]) if named else event)
        elif event == "open" and isinstance(args[0], (str, bytes)):
            path = os.fsdecode(args[0])
            if args[2] & os.O_CREAT and not path.startswith(DEVICES):
                self._expect(path)
        elif event == "os.mkdir" or (event == "sqlite3.connect" and args[0][:5] != "file:"):
            self._expect(args[0])

    def _expect(self, path: str) -> None:
        if not Path(path).exists():
            self._fresh.append(str(Path(path).absolute()))

    def _look(self) -> None:
        for path in self._fresh:
            with suppress(FileNotFoundError):  # it was not made after all
                mode = stat.S_IMODE(Path(path).lstat().st_mode)
                self._note("made", path)
                if mode & 0o077:
                    self._note("open", f"{path} {mode:o}")
        self._fresh.clear()

    def _note(self, name: str, what: str) -> None:
        self.heard[name].append([self.line, what])


def main() -> None:
    """Live the day in the folder that is named, and tell what was heard."""
    os.umask(0)
    sys.dont_write_bytecode = True
    listener = Listener()
    sys.addaudithook(listener.hear)
    day = Day(Path(sys.argv[1]), listener)
    day.live()
    listener.rest()
    told = listener.heard | {"codes": day.codes, "said": day.said}
    json.dump(told, sys.stdout)


class Day:
    """Every command, each on the same record."""

    def __init__(self, folder: Path, listener: Listener) -> None:
        self.folder = folder
        self.listener = listener
        self.codes: dict[str, int] = {}
        self.said: dict[str, str] = {}
        self.record = Path(os.environ["FMGTRACK_DB"])

    def live(self) -> None:
        """Type every line there is."""
        from tests.cli.test_examples import FULL

        from fmgtrack.cli.examples import EXAMPLES

        here = self.folder / "here"
        self._files(here)
        os.chdir(here)
        for line in FULL:
            self.type(line)
        shutil.copy(self.record, self.folder / "full.db")
        self._copies(here)
        for first, *_ in EXAMPLES.values():
            self.again(first.removeprefix("fmgtrack"))
        for line in self._handed_out():
            self.again(line)
        for line, typed in AT_TERMINAL:
            self.again(line, typed=typed)
        self.record.unlink()
        self.type("add-program", typed="Somewhere\n")  # at a record that is thrown away
        for name, script in EDITORS.items():
            self._program("editor", script)
            for line in EDITED:
                self.again(line, typed="\n", name=f"{line}, and the editor {name}")

    def _files(self, here: Path) -> None:
        (here / "records").mkdir(parents=True)
        (here / "partner.csv").write_text(
            "list,rank,nrmp_code,program,city,state\n,1,1310140C0,Mayo,Rochester,MN\n"
            ",2,1300140C0,Henry Ford,Detroit,MI\n"
        )
        (here / "programs.csv").write_text("Program Name,Town\nNew Hospital,Ames\n")
        for name in ("xdg-open", "xclip", "editor"):
            self._program(name, "cat > /dev/null" if name == "xclip" else "exit 0")

    def _copies(self, here: Path) -> None:
        for copy in (here / "copy.db", here / "records" / "sana.db"):
            shutil.copy(self.record, copy)

    def _program(self, name: str, script: str) -> None:
        file = self.folder / "bin" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o700)

    def _handed_out(self) -> tuple[str, ...]:
        lists = ("programs", "contacts", "interviews", "followups", "deadlines", "rol")
        return (
            "draft-email --eml new/deep/mails --force",
            "export new/all.json",
            "export shared.json --redact",
            *(f"export new/{one}.{end} --list {one}" for one in lists for end in ("csv", "xlsx")),
            "prep sheet mayo --html sheet.html",
            "apply cv --html cv.html --md cv.md --txt cv.txt --force",
            "backup new/deeper/copy.db",
            "--db another/place/record.db programs",
            "import nowhere.csv",
            "show p99",
            *(f"draft-email f2 {way} --force" for way in HANDED),
        )

    def again(self, line: str, *, typed: str = "", name: str = "") -> None:
        """Type a line on the record as it was, with nothing of the last one beside it."""
        self.listener.rest()
        shutil.copy(self.folder / "full.db", self.record)
        self.type(line, typed=typed, name=name)

    def type(self, line: str, *, typed: str = "", name: str = "") -> None:
        """Type a line; what is typed after it comes from a terminal."""
        from tests.trust import walking

        args = shlex.split(line)
        self.listener.listen(name or line)
        try:
            done = self._quick(args) if not typed else None
            code = done if done is not None else -1
            if done is None:
                said = walking.run(args, terminal=bool(typed), typed=typed)
                code, self.said[name or line] = said.code, said.err
        finally:
            self.listener.rest()
        self.codes[name or line] = code

    @staticmethod
    def _quick(args: Sequence[str]) -> int | None:
        import io
        from contextlib import redirect_stderr, redirect_stdout

        from fmgtrack.cli.quick import answered

        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            return answered(args)


if __name__ == "__main__":
    main()
