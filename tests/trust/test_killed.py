"""Killed anywhere, the record is as before or as after, and so is every file for the user.

A failure prints the line that kills the same command in the same way again.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.trust.boundaries import KILL, SYNC, Boundary
from tests.trust.killing import (
    CASES,
    KILLED,
    LARGE,
    Case,
    Ground,
    Known,
    Server,
    chosen,
    environment,
    kill,
    learn,
    seeded,
    state,
    wrong,
)

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("ground")  # it is laid out once

SEED = 20261125
BOUNDARIES, MOMENTS = 10, 2
"""Kills of each command: at boundaries, and after a time. `make torture` takes all of them."""

NAMES = [case.name for case in CASES]


@pytest.fixture(scope="module", params=CASES, ids=NAMES)
def known(request: pytest.FixtureRequest, server: Server, ground: Ground) -> Known:
    return learn(server, ground, request.param)


@pytest.mark.usefixtures("reached")
def test_at_a_boundary(server: Server, ground: Ground, known: Known) -> None:
    dice = seeded(SEED)
    found = chosen(known, dice)
    some = dice.sample(found, min(BOUNDARIES, len(found)))
    faults = [fault for at in some for fault in kill(server, ground, known, at=at)]
    assert faults == []


def test_at_any_moment(server: Server, ground: Ground, known: Known) -> None:
    dice = seeded(SEED)
    delays = [round(dice.uniform(0, known.seconds), 4) for _ in range(MOMENTS)]
    faults = [fault for delay in delays for fault in kill(server, ground, known, delay=delay)]
    assert faults == []


@pytest.mark.usefixtures("reached")
def test_every_command_is_seen_to_sync_what_it_writes(known: Known) -> None:
    """What was written is asked to be on the disk before it takes the place of what was there."""
    calls = [line.split(" ", 1)[0] for line in known.calls]
    assert any(call in ("fsync", "fdatasync") for call in calls)
    for number, call in enumerate(calls):
        if call == "rename":
            assert calls[number - 1] in ("fsync", "fdatasync", "unlink"), known.calls[number - 5 :]


REAL = ("add", "restore", "export", "mails")
"""Started as a user starts them, in a process of its own each."""


def real(folder: Path, case: Case, boundary: Boundary, library: str) -> int:
    """Start a command that will be killed at a boundary, and give its exit number."""
    return subprocess.run(
        [sys.executable, "-m", "fmgtrack", *case.argv],
        env=environment(folder) | boundary.environment(library),
        cwd=folder,
        capture_output=True,
        check=False,
    ).returncode


@pytest.mark.usefixtures("reached")
@pytest.mark.parametrize("name", REAL)
def test_a_real_command_at_a_boundary(name: str, server: Server, ground: Ground) -> None:
    known = learn(server, ground, next(case for case in CASES if case.name == name))
    dice = seeded(SEED)
    for at, how in dice.sample(chosen(known, dice), 2):
        folder = ground.fresh(known.case.start)
        boundary = Boundary(str(folder), how=how, at=at)
        assert real(folder, known.case, boundary, str(server.library)) == KILLED, (name, at, how)
        assert list(wrong(folder, known)) == [], (name, at, how)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
@pytest.mark.parametrize("name", REAL)
def test_a_real_command_at_any_moment(name: str, server: Server, ground: Ground) -> None:
    known = learn(server, ground, next(case for case in CASES if case.name == name))
    folder = ground.fresh(known.case.start)
    with subprocess.Popen(
        [sys.executable, "-m", "fmgtrack", *known.case.argv],
        env=environment(folder),
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            process.wait(seeded(SEED + len(name)).uniform(0.2, 0.8))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
    assert list(wrong(folder, known)) == []


@pytest.mark.usefixtures("reached")
def test_a_large_import_within_its_commit(server: Server, ground: Ground) -> None:
    """All of it is in the file but the end: the journal still stands beside it."""
    folder = ground.fresh(LARGE.start)
    record = folder / "record.db"
    before, size = state(record), record.stat().st_size
    boundary = Boundary(str(folder), how=KILL, at=3, kinds=SYNC, part="record.db")
    done = server.run(folder, *LARGE.argv, boundary=boundary)
    assert done.status == KILLED, done
    assert record.stat().st_size > 4 * size, "ten thousand rows had reached the file"
    known = Known(LARGE, (before,), {}, (), done.seconds)
    assert list(wrong(folder, known)) == []
    assert record.stat().st_size == size


@pytest.mark.parametrize(
    ("command", "folder", "name"),
    [
        (("export", "user/all.json"), "user", ".fmgtrack-0123456789abcdef.tmp"),
        (("backup",), "backups", ".fmgtrack-0123456789abcdef.part"),
    ],
)
def test_what_a_killed_command_left_is_cleared_away_later(
    server: Server, ground: Ground, command: tuple[str, ...], folder: str, name: str
) -> None:
    place = ground.fresh("lived") / folder
    place.mkdir(exist_ok=True)
    left, own = place / name, place / "notes.tmp"
    for file in (left, own):
        file.write_bytes(b"half")
        os.utime(file, (1_000_000_000, 1_000_000_000))
    young = place / name.replace("0123", "4567")
    young.write_bytes(b"another command may be writing this")
    assert server.run(place.parent, *command).status == 0
    assert not left.exists()
    assert young.exists()
    assert own.exists()
