"""The boundary between a process and the system: counting, killing and failing at each call.

`boundaries.c`, compiled with the C compiler of the machine, is loaded before the C library
(`LD_PRELOAD`) and sees what Python and SQLite ask of the system for files in one folder: `open`,
`write`, `pwrite`, `sendfile`, `fsync`, `fdatasync`, `ftruncate`, `rename`, `link`, `unlink`,
`rmdir`, `mkdir`, `chmod`, `fchmod`. At the N-th of them the process is killed before it (which is
after the one before), or after half of a write; or it is stopped, so that a test can act between
two calls; or the call is answered with an error, once or from there on.

Not reached: calls that go to the kernel past the C library (io_uring, writes through memory maps;
neither Python nor SQLite as they are used here makes any), a kill within one call of the kernel
other than a write (a rename happens or does not), and the loss of what the system had not written
to the disk yet when the power goes: `fsync` is seen to be called, not seen to work.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

COUNT, KILL, TEAR, STOP, FAIL, FAIL_ON = range(6)
"""What is done at the N-th call: nothing, killed before it, killed within it (a write), stopped
before it, refused, refused with all that follow."""

OPEN, LOOK, WRITE, SYNC, CUT, NAME, UNLINK, FOLDER, MODE = (1 << bit for bit in range(9))
"""Kinds of calls; `LOOK` opens to read, `CUT` is `ftruncate`, `NAME` renames and links."""

CHANGES = OPEN | WRITE | SYNC | CUT | NAME | UNLINK | FOLDER | MODE
"""All that could leave something behind on the disk."""

SOURCE = Path(__file__).with_suffix(".c")


@dataclass(frozen=True)
class Boundary:
    """Where and how a process meets its end.

    `folder` is the one in which calls are seen, `part` what a path must hold beside, `at` counts
    from 1 over calls of the `kinds`, `error` is an errno, `log` a file outside the folder that
    gets a line for each call: its name and path.
    """

    folder: str
    how: int = COUNT
    at: int = 0
    kinds: int = CHANGES
    part: str = ""
    error: int = 0
    log: str = ""

    def arm(self) -> None:
        """Take effect in this process, which must have been started with the library."""
        ctypes.CDLL(None).boundary_arm(
            os.fsencode(self.folder),
            os.fsencode(self.part),
            self.how,
            ctypes.c_long(self.at),
            self.kinds,
            self.error,
            os.fsencode(self.log),
        )

    def environment(self, library: str) -> dict[str, str]:
        """What makes a command that is started with it meet this boundary."""
        fields = (self.how, self.at, self.kinds, self.error, self.log or "-")
        said = "|".join(map(str, (self.folder, self.part or "*", *fields)))
        return {"LD_PRELOAD": library, "BOUNDARY": said}

    def but(self, **changes: int | str) -> Boundary:
        """The same with some of its parts changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # as the fields are


def compiled(folder: Path) -> str | None:
    """The path of the library, made in this folder; None where that is not possible."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if not sys.platform.startswith("linux") or compiler is None:
        return None
    library = folder / "boundaries.so"
    done = subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"],
        capture_output=True,
        check=False,
    )
    return str(library) if done.returncode == 0 and _works(library) else None


def _works(library: Path) -> bool:
    """Whether this Python and its SQLite go through it: both may be linked to other libraries."""
    folder = library.parent / "probe"
    folder.mkdir(exist_ok=True)
    log = library.parent / "probe.log"
    script = (
        "import sqlite3, sys; conn = sqlite3.connect(sys.argv[1] + '/one.db');"
        " conn.execute('CREATE TABLE one (x)'); conn.close();"
        " open(sys.argv[1] + '/two', 'w').write('x')"
    )
    boundary = Boundary(str(folder), log=str(log))
    subprocess.run(
        [sys.executable, "-S", "-c", script, folder],
        env=os.environ | boundary.environment(str(library)),
        capture_output=True,
        check=False,
    )
    seen = log.read_text(encoding="utf-8") if log.exists() else ""
    shutil.rmtree(folder)
    return "one.db-journal" in seen and "write" in seen and "two" in seen
