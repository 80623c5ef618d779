"""Run commands one by one and say how long each took and how much memory; kept small itself.

The system counts the memory of whoever starts a program as that program's own until it has begun,
so a launcher must be smaller than what it measures: nothing is imported here that Python does not
have built in. Each message is a length and a `marshal` of it, in both directions.
"""

# ruff: noqa: INP001  scripts that stand alone

from __future__ import annotations

import marshal
import os
import sys
import time

CHUNK = 1 << 16


def run(command: list[str], env: dict[str, str], kind: str) -> tuple[float, int, int]:
    """Seconds from start to end, memory in KiB at its most, exit status."""
    began = time.perf_counter()
    if kind == "terminal":
        child, stream = os.forkpty()
    else:
        stream, other = os.pipe()
        child = os.fork()
    if child == 0:
        try:
            if kind != "terminal":
                nothing = os.open(os.devnull, os.O_RDWR)
                for number, source in enumerate((nothing, other, nothing)):
                    os.dup2(source, number)
            os.execve(command[0], command, env)  # noqa: S606  no shell is wanted
        finally:
            os._exit(127)
    if kind != "terminal":
        os.close(other)
    try:
        while os.read(stream, CHUNK):
            pass
    except OSError:
        pass  # how Linux says that a terminal was closed
    os.close(stream)
    _, status, used = os.wait4(child, 0)
    return time.perf_counter() - began, used.ru_maxrss, os.waitstatus_to_exitcode(status)


def main() -> None:
    """Serve until the input ends."""
    given, taken = sys.stdin.buffer, sys.stdout.buffer
    while head := given.read(4):
        answer = marshal.dumps(run(*marshal.loads(given.read(int.from_bytes(head, "big")))))  # noqa: S302  from our own parent
        taken.write(len(answer).to_bytes(4, "big") + answer)
        taken.flush()


if __name__ == "__main__":
    main()
