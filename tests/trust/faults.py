"""Disks that refuse and files that are damaged, and what must hold then."""

from __future__ import annotations

import errno
import shutil
from typing import TYPE_CHECKING

from tests.trust.boundaries import Boundary
from tests.trust.killing import state, wrong

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

    from tests.trust.killing import Ended, Ground, Known, Server

ERRORS = ("ENOSPC", "EDQUOT", "EIO", "EROFS", "EACCES")
"""No room, no room for this user, a broken disk, a disk to be read only, no permission."""

LISTINGS = (
    *(("programs", "--json"), ("followups", "--all"), ("interviews",), ("today",), ("history",)),
    *(("rol",), ("show", "p1"), ("draft-email", "f1"), ("contacts", "--csv"), ("doctor",)),
)
"""Commands that look at a damaged record, each in its turn."""


def refuse(
    server: Server, ground: Ground, known: Known, *, at: int, how: int, error: str
) -> list[str]:
    """Run a command to which the system answers with an error at one call, or from there on.

    Either it does what was asked (a copy or a tidying failed), or it says one sentence, ends with
    1, and nothing is changed. Gives what does not hold.
    """
    folder = ground.fresh(known.case.start)
    boundary = Boundary(str(folder), how=how, at=at, error=getattr(errno, error))
    done = server.run(folder, *known.case.argv, boundary=boundary, terminal=known.case.terminal)
    now = state(folder / "record.db")
    faults = [*wrong(folder, known), *unclear(done)]
    if done.status == 0 and now not in known.states[1:]:
        faults.append("it was not done, and not told")
    if done.status == 1 and known.case.start != "nothing" and now != known.states[0]:
        faults.append("it failed, and something changed")
    if not faults:
        shutil.rmtree(folder)
    about = f"{known.case.name}, call {at} of {how}, {known.calls[at - 1]}, {error}: {done.err}"
    return [f"{about}: {fault} (in {folder})" for fault in faults]


def unclear(done: Ended) -> Iterator[str]:
    """What is wrong with how a command ended that could not be done."""
    if done.status not in (0, 1):
        yield f"it ended with {done.status}"
    if "Traceback" in done.err or "inside fmgtrack" in done.err:
        yield "nobody had foreseen it"
    if done.status == 1 and not done.err.strip():
        yield "nothing was said"


def flipped(content: bytes, dice: random.Random) -> tuple[bytes, str]:
    """A file with one bit turned over, in its head or where there is something, and where."""
    block = 64
    place = dice.randrange(100)
    if dice.randrange(2):
        while not any(content[place : place + block]):
            place = dice.randrange(0, len(content), block)
        place = min(place + dice.randrange(block), len(content) - 1)
    bit = dice.randrange(8)
    turned = bytearray(content)
    turned[place] ^= 1 << bit
    return bytes(turned), f"byte {place}, bit {bit}"


def look(server: Server, folder: Path, content: bytes, argv: tuple[str, ...]) -> list[str]:
    """Look at a damaged record: an answer, or one sentence; no byte changed by it."""
    record = folder / "record.db"
    record.write_bytes(content)
    done = server.run(folder, *argv)
    faults = [f"it ended with {done.status}"] if done.status not in (0, 1) else []
    if "Traceback" in done.err:
        faults.append("a traceback")
    if record.read_bytes() != content:
        faults.append("the file was changed")
    # a text that means something may have become another, which SQLite cannot know
    if "inside fmgtrack" in done.err and server.run(folder, "doctor").status == 0:
        faults.append(f"doctor knows nothing of {done.err}")
    return faults
