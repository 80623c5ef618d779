"""Kill, starve, damage and mislead: thousands of times, with a table of what was lost.

Each command is killed at its calls to the system and at random moments, refused by the disk, made
to look at a damaged record, and given hostile texts and files in a process that is bounded in time
and memory; `tests/trust` says what must hold after each and does the same some hundred times in
the suite. Nothing is lost where the last column says 0; whatever does not
hold is printed with the line that does it again. Run it with `make torture`, or
`python benchmarks/torture.py --rounds N --seed N`.
"""

# ruff: noqa: INP001, T201  a script that stands alone and prints

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ["FMGTRACK_TORTURE"] = "1"  # read by the tests when they are imported

from tests.trust import filled
from tests.trust.boundaries import FAIL, FAIL_ON, compiled
from tests.trust.bounding import ended
from tests.trust.faults import ERRORS, LISTINGS, flipped, look, refuse
from tests.trust.killing import (
    BY_NAME,
    CASES,
    LARGE,
    NOW,
    Ground,
    Server,
    chosen,
    kill,
    learn,
    seeded,
)
from tests.trust.taking import calls, fault, typed

if TYPE_CHECKING:
    import random

    from tests.trust.killing import Case, Known

ROUNDS = 4
MOMENTS, REFUSALS, LARGE_KILLS = 12, 12, 6
"""What is done with each command in each round, beside a kill at every kind of boundary."""

DAMAGED = 100
"""Damaged records that are looked at in each round."""

WORKERS = min(4, os.cpu_count() or 1)


@dataclass
class Row:
    """How often one thing was done with one command, and what did not hold."""

    kills: int = 0
    faults: int = 0
    damage: int = 0
    hostile: int = 0
    losses: list[str] = field(default_factory=list)


class Bench:
    """A process that runs commands and the folders they start in, one for each worker."""

    def __init__(self, folder: Path, library: str | None) -> None:
        self.folder, self.library = folder, library
        self._own = threading.local()
        self._all: list[Server] = []

    @property
    def own(self) -> tuple[Server, Ground]:
        """Those of this worker."""
        if not hasattr(self._own, "pair"):
            folder = Path(tempfile.mkdtemp(dir=self.folder))
            server = Server(folder, self.library)
            self._all.append(server)
            self._own.pair = (server, Ground(folder / "ground", server))
        pair: tuple[Server, Ground] = self._own.pair
        return pair

    def close(self) -> None:
        """End all processes."""
        for server in self._all:
            server.close()


def torture(bench: Bench, case: Case, rounds: int, seed: int) -> Row:
    """All that is done with one command."""
    server, ground = bench.own
    known = learn(server, ground, case)
    row = Row()
    for number in range(rounds):
        dice = seeded(seed + number)
        if case is LARGE:
            _large(server, ground, known, dice, row)
            continue
        for at in chosen(known, dice) if server.library else ():
            row.losses += kill(server, ground, known, at=at)
            row.kills += 1
        for _ in range(MOMENTS):
            delay = round(dice.uniform(0, known.seconds), 4)
            row.losses += kill(server, ground, known, delay=delay)
            row.kills += 1
        for _ in range(REFUSALS if server.library else 0):
            place, how = dice.randrange(len(known.calls)) + 1, dice.choice((FAIL, FAIL_ON))
            error = dice.choice(ERRORS)
            row.losses += refuse(server, ground, known, at=place, how=how, error=error)
            row.faults += 1
    return row


def _large(server: Server, ground: Ground, known: Known, dice: random.Random, row: Row) -> None:
    """Ten thousand rows take their time: a few kills on the way, most while they are written."""
    first = next((n for n, call in enumerate(known.calls, 1) if "-journal" in call), 1)
    for number in range(LARGE_KILLS):
        if number % 3 == 0 or not server.library:
            faults = kill(server, ground, known, delay=round(dice.uniform(0, known.seconds), 3))
        else:
            places = [at for at in chosen(known, dice) if at[0] >= first]
            faults = kill(server, ground, known, at=dice.choice(places))
        row.losses += faults
        row.kills += 1


def damage(bench: Bench, count: int, seed: int) -> Row:
    """Records with one bit turned over, at which every command looks."""
    server, ground = bench.own
    folder = ground.fresh("lived")
    whole = (folder / "record.db").read_bytes()
    dice = seeded(seed)
    row = Row()
    for number in range(count):
        content, where = flipped(whole, dice)
        argv = LISTINGS[number % len(LISTINGS)]
        row.losses += [f"{where}, {argv}: {said}" for said in look(server, folder, content, argv)]
        row.damage += 1
    return row


def hostile(folder: Path, rounds: int) -> Row:
    """Texts for every command and files for every way in that try to hang it or to come alive."""
    os.environ |= {"FMGTRACK_NOW": NOW, "TZ": "UTC", "NO_COLOR": "1", "HOME": str(folder)}
    files, runs = folder / "files", folder / "texts" / "runs"
    files.mkdir(parents=True)
    record = filled.made(folder, "ordinary", lambda kind, column: f"words of {kind} {column}")
    row = Row()
    for number in range(rounds + 1):
        given = typed(number) if number else calls(files)
        here = runs / str(number)
        here.mkdir(parents=True)
        row.hostile += len(given)
        ends = ended(given, record, here)
        row.losses += [f"{name}: {said}" for name, end in ends.items() if (said := fault(end))]
    return row


def again(bench: Bench, what: str) -> int:
    """Kill one command in one way: `name:call:how` or `name:0.12s`."""
    name, _, where = what.partition(":")
    server, ground = bench.own
    known = learn(server, ground, BY_NAME[name])
    if where.endswith("s"):
        faults = kill(server, ground, known, delay=float(where[:-1]))
    else:
        at, _, how = where.partition(":")
        faults = kill(server, ground, known, at=(int(at), int(how)))
    print("\n".join(faults) or "nothing was lost")
    return bool(faults)


def table(rows: dict[str, Row]) -> None:
    """Print what was done with each command, and the sums."""
    columns = ("kills", "faults", "damage", "hostile", "losses")
    print(f"{'':24}" + "".join(f"{column:>9}" for column in columns))
    whole = Row()
    for row in rows.values():
        whole.kills += row.kills
        whole.faults += row.faults
        whole.damage += row.damage
        whole.hostile += row.hostile
        whole.losses += row.losses
    for name, row in (*rows.items(), ("all", whole)):
        counts = (row.kills, row.faults, row.damage, row.hostile, len(row.losses))
        print(f"{name:24}" + "".join(f"{count:9}" for count in counts))


def main() -> int:
    """Run all of it; the exit number is 1 when something was lost."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--replay", metavar="NAME:CALL:HOW")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="torture-"))
    library = compiled(folder)
    if library is None:
        print("no call can be stepped into here (no C compiler, or no Linux): moments alone")
    bench = Bench(folder, library)
    try:
        if asked.replay:
            return again(bench, asked.replay)
        with ThreadPoolExecutor(WORKERS) as pool:
            jobs = {
                case.name: pool.submit(torture, bench, case, asked.rounds, asked.seed)
                for case in (LARGE, *CASES)
            }
            count = DAMAGED * asked.rounds
            jobs["hostile inputs"] = pool.submit(hostile, folder / "hostile", asked.rounds)
            jobs["a damaged record"] = pool.submit(damage, bench, count, asked.seed)
            rows = {name: job.result() for name, job in jobs.items()}
    finally:
        bench.close()
    table(rows)
    for row in rows.values():
        print(*row.losses, sep="\n", end="\n" if row.losses else "")
    lost = any(row.losses for row in rows.values())
    if not lost:
        shutil.rmtree(folder)
    return lost


if __name__ == "__main__":
    sys.exit(main())
