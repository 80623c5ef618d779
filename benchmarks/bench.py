"""How long commands take and how much memory, each against its own floor.

    python benchmarks/bench.py [--quick] [--write] [WORD...]

`--quick` runs a few rounds of everything, `--write` keeps the table in `results.md`, words choose
the rows whose name holds one of them. What each row means stands in `README.md` beside this file.

Each round runs every row once, its floor just before it, so that a busy moment of the machine falls
on both; a row's figure is the median over the rounds of each round's own ratio. What is measured is
a copy of the package in a folder of its own, compiled: without compiled files Python takes twice
the time.
"""

# ruff: noqa: INP001  scripts that stand alone

from __future__ import annotations

import argparse
import compileall
import contextlib
import marshal
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).resolve().parent
ROUNDS, QUICK = 15, 3
DEAR_ROUNDS = 3
"""Rounds of rows that take seconds."""

PYTHON = (sys.executable,)
PASS = (*PYTHON, "-c", "pass")
SQLITE = (*PYTHON, "-c", "import sqlite3")
MANY, MOST = 10_000, 1_000_000

Kind = Literal["pipe", "terminal"]


@dataclass
class Row:
    """One line of the table.

    Attributes:
        name: what is run.
        command: the command.
        floor: what it is held to.
        floor_name: the floor in words.
        most: the ratio that is promised; None where nothing is.
        record: the record that is copied afresh before each run, and its place.
        floor_record: the same for the floor, where it is another.
        kind: whether the output goes through a pipe or to a terminal.
        dear: whether it takes seconds, so that fewer rounds do.
        env: more of the environment.
        ratios: those of each round so far.
        memory: MiB at the most, of the command and of its floor.
    """

    name: str
    command: tuple[str, ...]
    floor: tuple[str, ...]
    floor_name: str
    most: float | None = None
    record: str = "small"
    floor_record: str = ""
    kind: Kind = "pipe"
    dear: bool = False
    env: dict[str, str] = field(default_factory=dict)
    ratios: list[float] = field(default_factory=list)
    memory: tuple[float, float] = (0.0, 0.0)


class Launcher:
    """A small process that runs the commands; see `launch.py`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603  our own script
            [sys.executable, "-I", "-S", str(HERE / "launch.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def run(self, command: tuple[str, ...], env: dict[str, str], kind: Kind) -> tuple[float, float]:
        """Seconds and MiB of one run.

        Raises:
            SystemExit: the command failed.
        """
        given, taken = self._process.stdin, self._process.stdout
        if given is None or taken is None:
            raise SystemExit
        message = marshal.dumps((list(command), env, kind))
        given.write(len(message).to_bytes(4, "big") + message)
        given.flush()
        answer = taken.read(int.from_bytes(taken.read(4), "big"))
        seconds, memory, status = marshal.loads(answer)  # noqa: S302  from our own child
        if status:
            raise SystemExit(f"exit {status}: {' '.join(command)}")
        return seconds, memory / 1024

    def close(self) -> None:
        """Let it end."""
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait()


class Bench:
    """A folder with the compiled package, the records and the files, and the rows to measure."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site = folder / "site"
        package = HERE.parent / "src" / "fmgtrack"
        shutil.copytree(
            package, self.site / "fmgtrack", ignore=shutil.ignore_patterns("__pycache__")
        )
        shutil.copytree(HERE.parent / "templates", self.site / "fmgtrack" / "templates")
        compileall.compile_dir(self.site, quiet=1)
        start = self.site / "start.py"
        start.write_text("from fmgtrack.cli import main\nmain()\n", encoding="utf-8")
        self.ours = (*PYTHON, str(start))
        self.env = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(folder / "home"),
            "PYTHONPATH": str(self.site),
            "PYTHONSAFEPATH": "1",
            "FMGTRACK_NOW": samples.NOW,
            "FMGTRACK_PAGER": "",  # nobody is there to turn pages
            "TZ": "UTC",
            "TERM": "xterm",
            "COLUMNS": "100",
            "LINES": "40",
        }
        self.launcher = Launcher()
        self._fills: dict[str, tuple[Callable[[Path], None], ...]] = {}

    def at(self, name: str) -> Path:
        """The kept record of a name."""
        return self.folder / f"{name}.kept"

    def path(self, name: str) -> str:
        """Where a record lies while a command works with it."""
        return str(self.folder / f"{name}.db")

    def plan(self, name: str, *fill: Callable[[Path], None]) -> None:
        """Say what a record holds; it is made when it is first needed."""
        self._fills[name] = fill

    def make(self, name: str) -> None:
        """Make a record, by the program itself, so that today's copy is seen to; then fill it."""
        blank, made = self.at("blank"), self.at(name)
        if not blank.exists():
            for change in (("config", "name", "Aisha Khan"), ("config", "home-zone", "UTC")):
                self.launcher.run((*self.ours, "--db", str(blank), *change), self.env, "pipe")
        if made != blank:
            shutil.copy(blank, made)
        for one in self._fills[name]:
            one(made)

    def measure(self, row: Row, *, keep: bool) -> None:
        """Run a row's floor and then the row, on fresh copies of their records."""
        env = self.env | row.env
        floor = self._run(row, row.floor, row.floor_record or row.record, env)
        taken = self._run(row, row.command, row.record, env)
        if keep:
            row.ratios.append(taken[0] / floor[0])
            row.memory = (max(row.memory[0], taken[1]), max(row.memory[1], floor[1]))

    def _run(
        self, row: Row, command: tuple[str, ...], record: str, env: dict[str, str]
    ) -> tuple[float, float]:
        if not self.at(record).exists():
            self.make(record)
        # a large record is only read, and copying it would push all else out of the memory
        if not (record.startswith("past") and Path(self.path(record)).exists()):
            shutil.copy(self.at(record), self.path(record))
        return self.launcher.run(command, env | {"FMGTRACK_DB": self.path(record)}, row.kind)

    def fsyncs(self, command: tuple[str, ...]) -> int | None:
        """How often a command asks for its writes to be on disk; None without `strace`."""
        strace = shutil.which("strace")
        if strace is None:
            return None
        self._run_once("small")
        counts = self.folder / "strace.txt"
        env = self.env | {"FMGTRACK_DB": self.path("small")}
        traced = (strace, "-f", "-o", str(counts), "-e", "trace=fsync,fdatasync", *command)
        self.launcher.run(traced, env, "pipe")
        return sum("sync(" in line for line in counts.read_text(encoding="utf-8").splitlines())

    def _run_once(self, name: str) -> None:
        """Put a record in its place and have the day's copy of it made."""
        if not self.at(name).exists():
            self.make(name)
        shutil.copy(self.at(name), self.path(name))
        env = self.env | {"FMGTRACK_DB": self.path(name)}
        self.launcher.run((*self.ours, "note", "p1", "first of the day"), env, "pipe")


@contextlib.contextmanager
def bench() -> Iterator[Bench]:
    """A bench in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="fmgtrack-bench-") as name:
        made = Bench(Path(name))
        try:
            yield made
        finally:
            made.launcher.close()


def start_rows(desk: Bench) -> list[Row]:
    """How long the commands of every day take to start and answer, with 100 programs."""
    desk.plan(
        "small",
        partial(samples.fill_programs, count=100),
        partial(samples.fill_meetings, count=200),
        partial(samples.fill_list, count=15),
    )
    ours, floors = desk.ours, (*PYTHON, str(HERE / "floors.py"))
    owed = 201  # the ref of the first mail that is owed
    quick = (
        ("--version", ("--version",)),
        ("bare call", ()),
        *((f"{name}, piped", (name,)) for name in LISTINGS),
        ("followups --json", ("followups", "--json")),
        ("programs --csv", ("programs", "--csv")),
    )
    rows = [Row(name, (*ours, *args), SQLITE, "import sqlite3", 1.4) for name, args in quick]
    tab = {
        "_FMGTRACK_COMPLETE": "complete_bash",
        "COMP_WORDS": "fmgtrack sent f20",
        "COMP_CWORD": "2",
    }
    rows.append(Row("TAB for a value", ours, SQLITE, "import sqlite3", 1.4, env=tab))
    typer = (*floors, "typer_app", desk.path("small"))
    writing = (
        ("add-program", ("add-program", "One More Hospital", "--state", "OH")),
        ("note", ("note", f"f{owed}", "your work on early sepsis alerts")),
        ("sent", ("sent", f"f{owed}")),
        ("show", ("show", "p1")),
    )
    rows += [Row(name, (*ours, *args), typer, "Typer app", 1.25) for name, args in writing]
    rows += [
        Row("--help", (*ours, "--help"), (*floors, "typer_help"), "Typer app, help", 1.25),
        Row(
            "programs, at a terminal",
            (*ours, "programs"),
            (*floors, "rich_table", desk.path("small")),
            "Rich table",
            1.3,
            kind="terminal",
        ),
        Row("one draft", (*ours, "draft-email", f"f{owed}"), PASS, "python -c pass", 9.0),
    ]
    return rows


LISTINGS = (
    *("today", "followups", "programs", "contacts", "interviews", "deadlines", "history", "rol"),
)
"""The listings that are typed all day."""


def growth_rows(desk: Bench) -> list[Row]:
    """What commands cost when much is on record, against the same when little is."""
    visited = partial(samples.fill_programs, count=samples.VISITED)
    ranked = partial(samples.fill_list, count=15)
    for count in (100, MANY, MOST):
        desk.plan(f"past{count}", visited, partial(samples.fill_meetings, count=count), ranked)
    for count in (50, 5_000, MANY):
        desk.plan(f"programs{count}", partial(samples.fill_programs, count=count))
    rows = [
        Row(
            f"{name}, {count:,} meetings",
            (*desk.ours, name),
            (*desk.ours, name),
            "100 meetings",
            1.25 if name != "rol" else None,
            record=f"past{count}",
            floor_record="past100",
        )
        for name in ("followups", "today", "rol")
        for count in (MANY, MOST)
    ]
    rows += [
        Row(
            f"{said}, 5,000 programs",
            (*desk.ours, "contacts", "--program", text),
            (*desk.ours, "contacts", "--program", text),
            "50 programs",
            3.0,
            record="programs5000",
            floor_record="programs50",
        )
        for said, text in (
            ("whole name", "Oak Hill University Hospital 00018"),
            ("parts of a name", "oak univ 00018"),
        )
    ]
    rows += [
        Row(
            f"{name}, 10,000 rows",
            (*desk.ours, *name.split()),
            PASS,
            "python -c pass",
            11.0,
            record=f"programs{MANY}",
        )
        for name in ("programs", "contacts", "programs --json")
    ]
    return rows


def bulk_rows(desk: Bench) -> list[Row]:
    """What large files and many drafts cost, against a library alone."""
    ours, floors = desk.ours, (*PYTHON, str(HERE / "floors.py"))
    desk.plan("blank")
    table, book = desk.folder / "programs.csv", desk.folder / "programs.xlsx"
    samples.write_csv(table, MANY)
    sys.path.insert(0, str(desk.site))
    samples.write_xlsx(book, MANY)
    visited = partial(samples.fill_programs, count=samples.VISITED)
    desk.plan("days", visited, partial(samples.fill_meetings, count=MANY))
    desk.plan("years", visited, partial(samples.fill_meetings, count=10 * MANY))
    for count in (5, 100, 1_000):
        desk.plan(f"owed{count}", visited, partial(samples.fill_meetings, count=0, owed=count))
    out = str(desk.folder)
    bare = (*floors, "jinja", desk.path("owed1000"), str(desk.site / "fmgtrack" / "templates"))
    drafts = (*ours, "draft-email", "--due", "--json")
    blank, days = desk.path("blank"), desk.path("days")
    return [
        Row("import CSV, 10,000", (*ours, "import", str(table), "--json"),
            (*floors, "executemany", str(table), blank), "executemany", 2.5, "blank", dear=True),
        Row("import XLSX, 10,000", (*ours, "import", str(book), "--json"),
            (*floors, "executemany", str(book), blank), "executemany", 2.5, "blank", dear=True),
        Row("export JSON", (*ours, "export", f"{out}/o.json", "--yes"),
            (*floors, "dump", desk.path("years"), f"{out}/f.json"), "json.dumps", 1.25, "years",
            dear=True),
        Row("calendar", (*ours, "calendar", f"{out}/o.ics", "--yes"),
            (*floors, "calendar", days, f"{out}/f.ics"), "icalendar", 1.25, "days", dear=True),
        Row("report", (*ours, "report", f"{out}/o.html", "--yes"),
            SQLITE, "import sqlite3", None, "small", dear=True),
        Row("100 drafts", (*ours, "draft-email", "--due"), (*ours, "draft-email", "f1"),
            "one draft", 1.5, "owed100", dear=True),
        Row("1,000 drafts", drafts, bare, "bare Jinja", 2.0, "owed1000", dear=True),
    ]  # fmt: skip


def measure(desk: Bench, rows: list[Row], rounds: int) -> None:
    """Run all rows round by round; the first round only warms the disk."""
    for turn in range(-1, rounds):
        for row in rows:
            if row.dear and turn >= min(rounds, DEAR_ROUNDS):
                continue
            if row.dear and turn < 0:
                continue
            desk.measure(row, keep=turn >= 0)
        if sys.stderr.isatty():
            sys.stderr.write(f"\rround {turn + 1} of {rounds}")
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


def table(rows: list[Row]) -> str:
    """The figures as a table of Markdown, which reads well as it is."""
    head = ("what", "against", "median", "least", "most", "promised", "MiB", "floor's")
    lines = [head, tuple("-" * len(title) for title in head)]
    for row in rows:
        middle = statistics.median(row.ratios)
        promised = "" if row.most is None else f"{row.most:g}{'' if middle <= row.most else ' !'}"
        lines.append(
            (row.name, row.floor_name, f"{middle:.2f}", f"{min(row.ratios):.2f}",
             f"{max(row.ratios):.2f}", promised, f"{row.memory[0]:.0f}", f"{row.memory[1]:.0f}")
        )  # fmt: skip
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |\n"
        for line in lines
    )


def surroundings() -> str:
    """Versions and machine, in words."""
    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("typer", "rich", "jinja2", "icalendar")
    )
    system = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python}, SQLite {sqlite3.sqlite_version}, {libraries}; {system}"


def main() -> None:
    """Print the table, and the syncs of each command that writes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a few rounds")
    parser.add_argument("--write", action="store_true", help="keep the table in results.md")
    parser.add_argument("words", nargs="*", help="rows whose name holds one of these")
    asked = parser.parse_args()
    with bench() as desk:
        rows = [
            row
            for made in (start_rows, growth_rows, bulk_rows)
            for row in made(desk)
            if not asked.words or any(word in row.name for word in asked.words)
        ]
        measure(desk, rows, QUICK if asked.quick else ROUNDS)
        said = f"{surroundings()}\n\n{table(rows)}\n{_syncs(desk)}"
    sys.stdout.write(said)
    if asked.write:
        text = f"# Figures of a run\n\nWhat each row means: `README.md`.\n\n{said}"
        (HERE / "results.md").write_text(text, encoding="utf-8")


def _syncs(desk: Bench) -> str:
    """How often each command that writes waits for the disk, and a bare insert beside it."""
    bare = (*PYTHON, str(HERE / "floors.py"), "typer_app", desk.path("small"))
    counts = {
        "a bare insert": desk.fsyncs(bare),
        "add-program": desk.fsyncs(
            (*desk.ours, "add-program", "One More Hospital", "--state", "OH")
        ),
        "note": desk.fsyncs((*desk.ours, "note", "f201", "a phrase")),
        "sent": desk.fsyncs((*desk.ours, "sent", "f201")),
    }
    if None in counts.values():
        return "fsyncs were not counted: there is no strace here\n"
    return f"fsyncs: {', '.join(f'{name} {count}' for name, count in counts.items())}\n"


if __name__ == "__main__":
    main()
