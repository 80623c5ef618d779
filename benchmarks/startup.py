"""How long a command takes to start and answer, against Python with SQLite and nothing else.

Each round runs every command once, with the bare interpreter before each of them, so that a busy
moment of the machine falls on both; the table gives the median over the rounds of each round's own
ratio. Numbers of seconds would say more about the machine than about the program. Run it with
`make bench`, or `python benchmarks/startup.py ROUNDS`.
"""

# ruff: noqa: INP001  a script that stands alone

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 7
PROGRAMS = 100
FLOOR = (sys.executable, "-c", "import sqlite3")
FMGTRACK = (sys.executable, "-m", "fmgtrack")

CASES: dict[str, tuple[str, ...]] = {
    "--version": ("--version",),
    "bare call": (),
    "followups, piped": ("followups",),
    "programs --json": ("programs", "--json"),
    "add-program": ("add-program", "One More Hospital", "--state", "OH"),
    "note": ("note", "f1", "your work on early sepsis alerts"),
    "draft-email": ("draft-email", "f1"),
    "--help": ("--help",),
}


def seconds(command: tuple[str, ...], env: dict[str, str]) -> float:
    """How long one process takes from start to end; its output goes through a pipe."""
    began = time.perf_counter()
    subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=True)  # noqa: S603  our own command
    return time.perf_counter() - began


def make_record(folder: Path, env: dict[str, str]) -> None:
    """A season of so many programs, one of which was visited two days ago."""
    names = folder / "programs.csv"
    rows = [f"Hospital {number},City {number},OH" for number in range(PROGRAMS)]
    names.write_text("\n".join(["Program Name,City,State", *rows]), encoding="utf-8")
    for args in (
        ("import", str(names)),
        (
            "add-interview",
            "p1",
            "23 Nov 2026 9:00",
            "--with",
            "Dr. Wei Chen <w.chen@example.org>, faculty",
        ),
    ):
        seconds((*FMGTRACK, *args), env)


def measure(rounds: int) -> dict[str, list[float]]:
    """For each case its ratio to the floor in each round; each run works on a fresh copy."""
    ratios: dict[str, list[float]] = {name: [] for name in CASES}
    with tempfile.TemporaryDirectory(prefix="fmgtrack-bench-") as name:
        folder = Path(name)
        kept, record = folder / "kept.db", folder / "record.db"
        env = os.environ | {
            "HOME": name,
            "FMGTRACK_DB": str(kept),
            "FMGTRACK_NOW": "2026-11-25T10:00:00-05:00",
        }
        make_record(folder, env)
        env["FMGTRACK_DB"] = str(record)
        for turn in range(-1, rounds):
            for case, args in CASES.items():
                shutil.copy(kept, record)
                floor = seconds(FLOOR, env)
                taken = seconds((*FMGTRACK, *args), env)
                if turn >= 0:  # the first round only warms the disk
                    ratios[case].append(taken / floor)
    return ratios


def main() -> None:
    """Print one table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    lines = [f"times the floor, `{Path(sys.executable).name} -c 'import sqlite3'`"]
    lines.append(f"{'':<20}{'median':>8}{'least':>8}{'most':>8}   over {rounds} rounds")
    for case, ratios in measure(rounds).items():
        middle = statistics.median(ratios)
        lines.append(f"{case:<20}{middle:>8.1f}{min(ratios):>8.1f}{max(ratios):>8.1f}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
