"""A clock that runs in one line of the terminal until ENTER is pressed."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import threading
import time

from fmgtrack.render.practice_cards import clock

LEAVE = "q"
"""What is typed to leave."""


def measure(target: float) -> float | None:
    """Seconds until ENTER is pressed, shown on standard error as they pass; None when left.

    `target` is in seconds; from then on the line says that it has passed. `q` and the end of the
    input leave. Ctrl-C goes on to the caller.
    """
    # a thread, since Windows cannot wait for a terminal and a clock at once; `os.read`, since a
    # thread that waits within `sys.stdin` would hold its lock when Python ends after Ctrl-C
    typed: list[bytes] = []
    pressed = threading.Event()

    def wait() -> None:
        with contextlib.suppress(OSError):  # the terminal is gone
            typed.append(os.read(sys.stdin.fileno(), 1024))
        pressed.set()

    threading.Thread(target=wait, daemon=True).start()
    begun = time.monotonic()
    shown = 0
    try:
        while True:
            passed = time.monotonic() - begun
            shown = _draw(passed, target, shown)
            if pressed.wait(1 - passed % 1):
                break
    finally:
        sys.stderr.write("\n")
    passed = time.monotonic() - begun
    line = typed[0] if typed else b""
    return None if not line or line.strip().lower() == LEAVE.encode() else passed


def _draw(passed: float, target: float, before: int) -> int:
    """Draw the line over the one before; its length."""
    text = line(passed, target, shutil.get_terminal_size().columns)
    sys.stderr.write(f"\r{text.ljust(before)}")
    sys.stderr.flush()
    return len(text)


def line(passed: float, target: float, columns: int) -> str:
    """The clock in words that fit the width, in ASCII: what has passed, and of how much."""
    now, wanted = clock(int(passed)), clock(target)
    texts = (
        (f"  {now} of {wanted}   ENTER stops, q and ENTER leaves", f"  {now} of {wanted}")
        if passed < target
        else (
            f"  {now}   PAST the target of {wanted}: come to the end   ENTER stops",
            f"  {now}   PAST {wanted}",
        )
    )
    return next((text for text in texts if len(text) < columns), texts[-1][: max(columns - 1, 1)])
