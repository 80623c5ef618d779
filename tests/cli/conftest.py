"""The command line as a user meets it: through a pipe, at a terminal, and one known record."""

from __future__ import annotations

import os
import re
import select
import shlex
import shutil
import struct
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE = 60
"""Seconds after which a command that says nothing is taken to hang."""

STYLE = re.compile(r"\x1b\[[0-9;]*m")
"""The escape by which a terminal changes colour or weight; the only one ever sent."""


@dataclass(frozen=True)
class Piped:
    """What a process that writes into pipes gave back."""

    code: int
    out: bytes
    err: bytes

    @property
    def stdout(self) -> str:
        return self.out.decode()

    @property
    def stderr(self) -> str:
        return self.err.decode()


@pytest.fixture
def shell(tmp_path: Path) -> Callable[..., Piped]:
    """Run the command in a process of its own, its streams being pipes; `env` adds variables."""

    def call(
        *args: str | bytes,
        given: bytes = b"",
        env: dict[str, str] | None = None,
        code: int | None = 0,
    ) -> Piped:
        done = subprocess.run(
            [sys.executable, "-m", "fmgtrack", *args],
            input=given,
            capture_output=True,
            cwd=tmp_path,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"} | (env or {}),
            timeout=PATIENCE,
            check=False,
        )
        assert code in (None, done.returncode), (done.returncode, done.stdout, done.stderr)
        assert b"Traceback" not in done.stderr
        return Piped(done.returncode, done.stdout, done.stderr)

    return call


@dataclass
class Terminal:
    """A command that runs at a pseudo-terminal; standard output and error are both its screen."""

    process: subprocess.Popen[bytes]
    master: int
    seen: str = ""
    _raw: bytes = field(default=b"", repr=False)
    _stopping: bool = field(default=False, repr=False)

    @property
    def screen(self) -> str:
        """What was shown so far, without colours and with plain line ends."""
        return STYLE.sub("", self.seen).replace("\r\n", "\n")

    def expect(self, text: str) -> None:
        """Wait until this text is on the screen."""
        while text not in self.screen:
            assert self._read(), f"{text!r} never came:\n{self.seen}"

    def type(self, keys: str) -> None:
        """Press these keys."""
        self._stopping = keys == "\x03"
        os.write(self.master, keys.encode())

    def end(self, code: int = 0) -> str:
        """Wait for the end, hold it to its exit number, and give the whole screen."""
        while self._read():
            pass
        assert self.process.wait(PATIENCE) == code, self.seen
        return self.screen

    def _read(self) -> bool:
        for _ in range(10):
            ready, _, _ = select.select([self.master], [], [], PATIENCE / 10)
            if ready:
                break
            if self._stopping:
                # Ctrl-C in the instant before a question is read can be lost: it is pressed again
                os.write(self.master, b"\x03")
        assert ready, f"nothing came any more:\n{self.seen}"
        try:
            piece = os.read(self.master, 65536)
        except OSError:  # Linux says so when the other side is gone
            piece = b""
        self._raw += piece
        self.seen = self._raw.decode(errors="replace")
        return bool(piece)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Run the command at a terminal so many columns wide; `env` adds variables.

    `quiet` shows standard output alone.
    """
    if sys.platform == "win32":
        pytest.skip("there are no pseudo-terminals here")
    import fcntl
    import pty
    import termios

    started: list[Terminal] = []
    # the new session's terminal has to be taken before Ctrl-C reaches the command
    take = (
        "import fcntl, os, signal, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
        # whoever runs the tests in the background may have it ignored
        " signal.signal(signal.SIGINT, signal.default_int_handler);"
        " os.execv(sys.executable, [sys.executable, '-m', 'fmgtrack', *sys.argv[1:]])"
    )

    def start(
        *args: str, columns: int = 100, env: dict[str, str] | None = None, quiet: bool = False
    ) -> Terminal:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        kept = {
            name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")
        }
        process = subprocess.Popen(
            [sys.executable, "-c", take, *args],
            stdin=slave,
            stdout=slave,
            stderr=subprocess.DEVNULL if quiet else slave,
            cwd=tmp_path,
            env=kept | {"TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8"} | (env or {}),
            start_new_session=True,
        )
        os.close(slave)
        started.append(Terminal(process, master))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
        one.process.wait()
        os.close(one.master)


HENRY = (
    'config name "Your Name"',
    (
        'add-program "Henry Ford Hospital" --specialty "Internal Medicine" --city Detroit'
        " --state MI --code 1300140C0"
    ),
    'add-contact "henry ford" "Dr. Ada Okafor <a.okafor@example.org>" --role program-director',
    'add-contact "henry ford" "Cory Brandt <c.brandt@example.org>" --role coordinator',
    (
        'add-interview "henry ford" "23 Nov 2026 9am" --until "23 Nov 2026 15:00" --format virtual'
        ' --with "Dr. First Faculty <faculty@example.org>, faculty"'
        ' --with "Dr. Second Resident, resident, meal"'
    ),
)

SEASON = (
    *HENRY,
    'config home-zone "Asia/Karachi"',
    (
        'add-program "Mayo Clinic" --institution "Mayo Clinic College of Medicine" --city Rochester'
        " --state MN --code 1310140C0 --code 1310140P1 --acgme 1402611234 --url college.mayo.edu"
        " --status invited --signal gold --policy welcome --policy-source 'FAQ page' --j1 yes"
        " --h1b no --visa-source 'FAQ page' --note 'sister lives near'"
    ),
    'add-program "Iowa Hospitals" --state IA',
    (
        'add-interview mayo "1 Dec 2026 16:30" --until 18:00 --place "link in the mail"'
        ' --highlight "the noon round" --note "wear the blue tie"'
    ),
    "add-interview iowa --status invited --format in-person",
    'add-deadline "Answer the survey" "5 Jan 2027 17:00" --zone CT --program mayo --body Mayo',
    'note f3 "your work on early sepsis alerts" --ask "Is the ultrasound course open?"',
    "rol add henry",
    "rol add mayo --code 1310140C0",
    "rol add iowa",
)


@pytest.fixture(scope="session")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[tuple[str, ...]], Path]:
    """Type these lines on an empty record, once for all tests, and give the record's file."""
    made: dict[tuple[str, ...], Path] = {}

    def make(lines: tuple[str, ...]) -> Path:
        if lines not in made:
            from fmgtrack.cli import app

            file = tmp_path_factory.mktemp("typed") / "record.db"
            env = {"FMGTRACK_DB": str(file), "TZ": "UTC", "FMGTRACK_DEBUG": "1"}
            for line in lines:
                done = CliRunner().invoke(app, shlex.split(line), prog_name="fmgtrack", env=env)
                assert done.exit_code == 0, (line, done.output)
            made[lines] = file
        return made[lines]

    return make


@pytest.fixture
def henry(typed: Callable[[tuple[str, ...]], Path]) -> None:
    """One program two days after its interview: four people met or owed, nothing noted.

    f1 director, f2 coordinator, f3 faculty, f4 resident.
    """
    shutil.copy(typed(HENRY), os.environ["FMGTRACK_DB"])


@pytest.fixture
def season(typed: Callable[[tuple[str, ...]], Path]) -> None:
    """Beside `henry`: a program whose day comes, one without a code, a deadline, a list."""
    shutil.copy(typed(SEASON), os.environ["FMGTRACK_DB"])
