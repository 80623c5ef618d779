"""Commands that are killed, and what must hold afterwards.

A case is a command, the folder it finds, and the files it writes for the user. It is run once
unharmed, which gives the state after it and the list of its boundaries (`boundaries.py`); then
again and again on a fresh folder, killed at one of them or after some time. After each kill

- the record opens, SQLite and `doctor` find nothing wrong in it, and its rows equal those before
  or after the command, random ids apart;
- every copy in `backups` is a whole record;
- the user's files are there whole, or as they were;
- at most one half-written file lies about, under a name that the next command of its kind knows
  (`.fmgtrack-*`, cleared away when an hour old).

What else may stay, since nobody was left to remove it: a journal that SQLite had begun, beside the
record (the next change takes it over), and among the temporary files the editor's text in a
private folder `fmgtrack-*`, or the empty file by which Python tries whether it can write there.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.trust.boundaries import KILL, TEAR, Boundary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

NOW = "2026-11-25T10:00:00-05:00"
AT = "2026-11-25T15:00:00Z"
SCHEMAS = Path(__file__).parents[1] / "fixtures" / "schemas"
KILLED = -9


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit number, or minus the signal; `stopped` is not ended yet."""

    status: int
    out: str
    err: str
    seconds: float
    stopped: bool
    pid: int


def seeded(seed: int) -> random.Random:
    """Dice that fall the same way each time."""
    return random.Random(seed)  # noqa: S311  nothing is secret here


class Server:
    """Runs commands in forks of one process (`forking.py`), under the library if there is one."""

    def __init__(self, folder: Path, library: str | None) -> None:
        self.library = library
        self._streams = {name: folder / name for name in ("out", "err")}
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("forking.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | ({"LD_PRELOAD": library} if library else {}) | {"TZ": "UTC"},
        )
        assert self._line() == "ready"

    def run(
        self,
        folder: Path,
        *argv: str,
        boundary: Boundary | None = None,
        delay: float | None = None,
        env: dict[str, str] | None = None,
        **more: Any,  # noqa: ANN401  terminal, limit, uid
    ) -> Ended:
        """Run a command on the record of this folder; `delay` is when it is killed, in seconds."""
        for file in self._streams.values():
            file.write_bytes(b"")
            file.chmod(0o666)
        asked = {
            "argv": argv,
            "cwd": str(folder),
            "env": environment(folder) | (env or {}),
            "boundary": boundary and asdict(boundary),
            "delay": delay,
            "terminal": False,
            "limit": None,
            "uid": None,
        }
        return self._ask(asked | {name: str(file) for name, file in self._streams.items()} | more)

    def go_on(self, stopped: Ended) -> Ended:
        """Let a command go on that was stopped."""
        return self._ask({"go": stopped.pid})

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()

    def _ask(self, asked: dict[str, Any]) -> Ended:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._line())
        for name, file in self._streams.items():
            answer[name] = file.read_text(encoding="utf-8", errors="replace")
        return Ended(**answer)

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def environment(folder: Path) -> dict[str, str]:
    """What a command finds around it: nothing of the person's who runs the tests."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "PYTHONPATH") if name in os.environ}
    home = str(folder / "home")
    return kept | {
        **dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), home),
        "TMPDIR": str(folder / "tmp"),
        "FMGTRACK_DB": str(folder / "record.db"),
        "FMGTRACK_NOW": NOW,
        "PYTHONDONTWRITEBYTECODE": "1",
        "TZ": "UTC",
        "COLUMNS": "100",
        "NO_COLOR": "1",
    }


@dataclass(frozen=True)
class Case:
    """A command to be killed.

    `start` names the folder of `Ground` it runs in, `written` the files it writes for the user.
    """

    name: str
    argv: tuple[str, ...]
    start: str = "lived"
    written: tuple[str, ...] = ()
    terminal: bool = False


CASES = (
    Case("add", ("add-program", "Mayo Clinic", "--state", "MN")),
    Case("first", ("add-program", "Mayo Clinic", "--state", "MN"), "nothing"),
    Case("import", ("import", "user/few.csv")),
    Case("migrate", ("programs",), "old"),
    Case("restore", ("restore", "user/copy.db", "--yes")),
    Case("restore damaged", ("restore", "user/copy.db", "--yes"), "damaged"),
    Case("undo", ("undo",), "imported"),
    Case("remove", ("remove", "p1", "--yes")),
    Case("edit a draft", ("draft-email", "f1", "--edit"), terminal=True),
    Case("backup", ("backup", "user/fresh.db")),
    Case("export", ("export", "user/all.json"), written=("all.json",)),
    Case("list", ("export", "user/p.csv", "--list", "programs", "--yes"), written=("p.csv",)),
    Case("calendar", ("calendar", "user/days.ics", "--yes"), written=("days.ics",)),
    Case("report", ("report", "user/page.html", "--yes"), written=("page.html",)),
    Case(
        "mails", ("draft-email", "henry", "--eml", "user", "--force"), written=("f1.eml", "f3.eml")
    ),
)
LARGE = Case("large import", ("import", "user/many.csv"))
BY_NAME = {case.name: case for case in (*CASES, LARGE)}

EDITOR = """#!/bin/sh
printf 'Subject: Thank you\\n\\nDear Dr. Okafor,\\n\\nThank you for the day.\\n' > "$1"
"""


class Ground:
    """Folders that commands start in: `lived old imported damaged nothing`.

    Each has `record.db`, unless there is nothing yet, and in `user` what the person has: tables to
    take in, a copy of another state of the record, and files that will be replaced.
    """

    def __init__(self, folder: Path, server: Server, rows: int = 60) -> None:
        self.folder = folder
        self._number = 0
        self._make("old")
        old = (SCHEMAS / "m001_record.sql").read_text(encoding="utf-8")
        self.script(folder / "old" / "record.db", old)
        for name, count in (("few.csv", rows), ("many.csv", 10_000)):
            lines = [f"Hospital {n},City {n},OH,what was said of {n}" for n in range(count)]
            text = "\n".join(["Program Name,City,State,Notes", *lines])
            (folder / "old" / "user" / name).write_text(text, encoding="utf-8")
        self._after(
            server,
            "lived",
            "old",
            ("config", "editor", str(folder / "editor")),
            ("config", "name", "Sana Mirza"),
            ("edit", "i1", "--with", "Dr. Ines Carvalho <i.carvalho@example.org>, faculty, formal"),
            ("note", "f3", "your clinic for newcomers"),
        )
        (folder / "editor").write_text(EDITOR, encoding="utf-8")
        (folder / "editor").chmod(0o700)
        self._after(server, "imported", "lived", ("import", "user/few.csv"))
        user = folder / "lived" / "user"
        shutil.copy(folder / "imported" / "record.db", user / "copy.db")
        shutil.copy(folder / "lived" / "record.db", folder / "imported" / "user" / "copy.db")
        for case in CASES:
            for name in case.written:
                (user / name).write_bytes(b'{"format": "fmgtrack"}' + b" what was there\n" * 9000)
        self._make("nothing")
        shutil.copytree(user, folder / "damaged" / "user")
        self._make("damaged")
        content = bytearray((folder / "lived" / "record.db").read_bytes())
        content[100:4096] = b"\xff" * 3996
        (folder / "damaged" / "record.db").write_bytes(content)

    @staticmethod
    def script(path: Path, text: str) -> None:
        """Make a database by a script of SQL."""
        with closing(sqlite3.connect(path)) as conn:
            conn.executescript(text)
        path.chmod(0o600)

    def fresh(self, start: str) -> Path:
        """A folder of its own, as one of these is."""
        self._number += 1
        made = self.folder / "runs" / str(self._number)
        shutil.copytree(self.folder / start, made)
        return made

    def _make(self, name: str) -> None:
        for part in ("user", "home", "tmp"):
            (self.folder / name / part).mkdir(parents=True, exist_ok=True)

    def _after(self, server: Server, name: str, before: str, *lines: tuple[str, ...]) -> None:
        """Make a folder by commands that are run in another one."""
        shutil.copytree(self.folder / before, self.folder / name)
        for line in lines:
            done = server.run(self.folder / name, *line)
            assert done.status == 0, done
        shutil.rmtree(self.folder / name / "backups", ignore_errors=True)


State = tuple[object, ...]
"""What is in a record, to be compared: everything but random ids and the moment of migrations."""


def state(path: Path) -> State:
    """The rows of every table, as SQLite has them after it has mended what a kill left."""
    if not path.exists() or not path.stat().st_size:
        return ("nothing",)
    with closing(sqlite3.connect(path)) as conn:
        try:
            names = [
                row[0]
                for row in conn.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table'"
                    " AND name <> 'sqlite_stat1' ORDER BY name"
                )
            ]
            return tuple((name, *_rows(conn, name)) for name in names) or ("nothing",)
        except sqlite3.DatabaseError:
            return ("damaged", path.read_bytes())


def _rows(conn: sqlite3.Connection, name: str) -> Iterator[tuple[object, ...]]:
    found = conn.execute(f"SELECT * FROM {name} ORDER BY 1, 2")
    columns = [one[0] for one in found.description]
    left_out = {"uid", "applied_at"}
    kept = [place for place, column in enumerate(columns) if column not in left_out]
    for row in found:
        yield tuple(_bare(row[place]) for place in kept)


def _bare(value: object) -> object:
    """An image of a row without its random id; any other value as it is."""
    if isinstance(value, str) and value.startswith('{"id":'):
        return tuple((k, v) for k, v in json.loads(value).items() if k != "uid")
    return value


@dataclass(frozen=True)
class Known:
    """What a case does unharmed: states of the record that it passes through, files, boundaries."""

    case: Case
    states: tuple[State, ...]
    files: Mapping[str, tuple[bytes, bytes]]
    calls: tuple[str, ...]
    seconds: float


def learn(server: Server, ground: Ground, case: Case) -> Known:
    """Run a case once unharmed."""
    folder = ground.fresh(case.start)
    before = state(folder / "record.db")
    old = {name: (folder / "user" / name).read_bytes() for name in case.written}
    log = folder.parent / f"{folder.name}.log"
    boundary = Boundary(str(folder), log=str(log)) if server.library else None
    done = server.run(folder, *case.argv, boundary=boundary, terminal=case.terminal)
    assert done.status in (0, 1), done
    assert "Traceback" not in done.err, done.err
    files = {name: (old[name], (folder / "user" / name).read_bytes()) for name in case.written}
    for name, (one, other) in files.items():
        assert one != other, name
    states = [before, state(folder / "record.db")]
    if case.start == "nothing":
        states += _beginnings(server, ground)
    calls = tuple(log.read_text(encoding="utf-8").splitlines()) if boundary else ()
    shutil.rmtree(folder)
    return Known(case, tuple(states), files, calls, done.seconds)


def _beginnings(server: Server, ground: Ground) -> list[State]:
    """What a new record is before the first change: made, then begun, each whole in itself."""
    from fmgtrack.store import Store

    folder = ground.fresh("nothing")
    record = folder / "record.db"
    Store(str(record), at=AT).close()
    made = state(record)
    server.run(folder, "programs")
    return [made, state(record)]


def chosen(known: Known, dice: random.Random) -> list[tuple[int, int]]:
    """Boundaries to be killed at, each with how: of calls that follow each other alike, which are
    writes to one file, the first, the last and one between; writes are torn too.
    """
    found = []
    for (call, _), run in groupby(enumerate(known.calls, 1), key=lambda pair: _kind(pair[1])):
        numbers = [number for number, _ in run]
        some = {numbers[0], numbers[-1], dice.choice(numbers)}
        found += [(number, KILL) for number in sorted(some)]
        if is_write(call):
            found += [(number, TEAR) for number in sorted({numbers[-1], dice.choice(numbers)})]
    return found


def is_write(line: str) -> bool:
    """Whether a call, as it is in a list of boundaries, can be torn."""
    return line.partition(" ")[0].startswith(("write", "pwrite", "sendfile"))


def _kind(line: str) -> tuple[str, str]:
    call, _, path = line.partition(" ")
    return call, path


def kill(
    server: Server,
    ground: Ground,
    known: Known,
    *,
    at: tuple[int, int] | None = None,
    delay: float | None = None,
) -> list[str]:
    """Run a case, kill it at a boundary or after a time, and say what does not hold."""
    folder = ground.fresh(known.case.start)
    boundary = Boundary(str(folder), how=at[1], at=at[0]) if at else None
    done = server.run(
        folder,
        *known.case.argv,
        boundary=boundary,
        delay=delay,
        terminal=known.case.terminal,
    )
    faults = list(wrong(folder, known))
    if done.status not in (KILLED, 0, 1) or "Traceback" in done.err:
        faults.append(f"it ended with {done.status}: {done.err}")
    if at and done.status != KILLED:
        faults.append("it was not killed")
    if not faults:
        shutil.rmtree(folder)
        return []
    call = known.calls[at[0] - 1] if at else ""
    return [f"{replay(known.case, at, delay)}: {call}: {fault} (in {folder})" for fault in faults]


def replay(case: Case, at: tuple[int, int] | None, delay: float | None) -> str:
    """How to kill the same command in the same way again."""
    where = f"{at[0]}:{at[1]}" if at else f"{delay}s"
    return f'python benchmarks/torture.py --replay "{case.name}:{where}"'


def wrong(folder: Path, known: Known) -> Iterator[str]:
    """What does not hold in a folder after a command was killed there."""
    record = folder / "record.db"
    now = state(record)
    if now not in known.states:
        yield f"the record is between two states: {_difference(now, known.states)}"
    if now[0] not in ("nothing", "damaged"):
        yield from unhealthy(record)
    yield from bad_copies(folder)
    for name, allowed in known.files.items():
        file = folder / "user" / name
        if (file.read_bytes() if file.exists() else None) not in allowed:
            yield f"{name} is neither as before nor as after"
    yield from left_behind(folder)


def unhealthy(record: Path) -> Iterator[str]:
    """What `doctor` finds wrong with a record, opened as a command opens it."""
    from fmgtrack.actions.keeping import WRONG, doctor
    from fmgtrack.actions.work import Work
    from fmgtrack.store import Store

    store = Store(str(record), at=AT)
    try:
        work = Work(
            store=store,
            now=datetime.fromisoformat(NOW),
            settings=store.settings(),
            home_zone="UTC",
            templates=str(record.parent / "templates"),
        )
        for row in doctor(work).rows:
            if row["state"] == WRONG and row["check"] != "space":
                yield f"doctor: {row['message']}"
    finally:
        store.close()


def bad_copies(folder: Path) -> Iterator[str]:
    """Copies of the record that are no whole records."""
    from fmgtrack.errors import ImportFailedError
    from fmgtrack.store import backups

    for path in (*backups.known(str(folder / "record.db")), str(folder / "user" / "fresh.db")):
        if not Path(path).exists():
            continue
        try:
            backups.contents(path)
        except ImportFailedError as error:
            yield f"the copy {path}: {error.message}"


def left_behind(folder: Path) -> Iterator[str]:
    """Files that nobody will clear away."""
    mine = {"record.db", "record.db-journal", "backups", "user", "home", "tmp"}
    halves = [file for file in folder.rglob("*") if file.name.startswith(".fmgtrack-")]
    if len(halves) > 1:
        yield f"{len(halves)} halves are left: {halves}"
    odd = [file for file in folder.iterdir() if file.name not in mine]
    odd += [
        file for file in (folder / "backups").glob("*") if file.suffix not in (".db", ".damaged")
    ]
    odd += list((folder / "tmp").iterdir())[1:]
    kept = {*halves, *folder.glob("unsaved-*.txt")}  # what a person wrote is not thrown away
    if left := [file.name for file in odd if file not in kept]:
        yield f"left behind: {left}"


def _difference(now: State, states: Iterable[State]) -> str:
    parts = []
    for one in states:
        differing = [table for table in now if table not in one]
        parts.append(str(differing)[:400])
    return " / ".join(parts)
