"""A process that has the package loaded and forks for each command, since starting costs most.

Run as a script: it reads one JSON document a line and answers with one (`killing.Server` speaks
with it). The child is what a process of its own would be but for its start: it gets its arguments,
environment, folder and streams, then runs `fmgtrack.cli.main`.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import pkgutil
import resource
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.trust.boundaries import Boundary

import fmgtrack

ENDED = {signal.SIGCHLD}


def load() -> None:
    """Import all that a command could, so that no child has to."""
    for module in pkgutil.walk_packages(fmgtrack.__path__, "fmgtrack."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in ("sqlite_utils", "jinja2", "tzlocal", "dateutil.parser", "rich.console"):
        importlib.import_module(name)


def child(asked: dict[str, Any], terminal: int | None) -> None:
    """Be the command; never comes back."""
    code = 70
    try:
        _enter(asked, terminal)
        from fmgtrack.cli import main

        sys.argv = ["fmgtrack", *asked["argv"]]
        if asked["boundary"]:
            Boundary(**asked["boundary"]).arm()
        main()
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 0 if leaving.code is None else 1
    except BaseException:  # noqa: BLE001  whatever it is, it is told and the child ends
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _enter(asked: dict[str, Any], terminal: int | None) -> None:
    """Take on environment, folder, streams, limits and user of the command."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDED)
    os.environ.clear()
    os.environ.update(asked["env"])
    os.chdir(asked["cwd"])
    streams = [os.open(os.devnull, os.O_RDONLY)]
    streams += [os.open(asked[name], os.O_WRONLY | os.O_CREAT, 0o600) for name in ("out", "err")]
    if terminal is not None:
        streams[0] = streams[2] = terminal
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8"))
    if asked["limit"] is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (asked["limit"], asked["limit"]))
    if asked["uid"] is not None:
        os.setgroups([])
        os.setgid(asked["uid"])
        os.setuid(asked["uid"])


def wait(pid: int, delay: float | None, began: float) -> dict[str, Any]:
    """How the child ended, or that it was stopped; after `delay` seconds it is killed."""
    if delay is not None:
        signal.sigtimedwait(ENDED, delay)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, os.WUNTRACED)
    seconds = time.monotonic() - began
    if os.WIFSTOPPED(status):
        return {"pid": pid, "stopped": True, "status": 0, "seconds": seconds}
    code = os.waitstatus_to_exitcode(status)
    return {"pid": pid, "stopped": False, "status": code, "seconds": seconds}


def shown(master: int, file: str) -> None:
    """Write what came on a terminal to a file; one that nobody read fits into its buffer."""
    os.set_blocking(master, False)
    text = b""
    with contextlib.suppress(OSError):  # so Linux says that nothing is left
        while piece := os.read(master, 65536):
            text += piece
    os.close(master)
    Path(file).write_bytes(text.replace(b"\r\n", b"\n"))


def start(asked: dict[str, Any]) -> tuple[int, int | None]:
    """Fork the command; its process and, if it has a terminal, the other side of that."""
    master, slave = os.openpty() if asked["terminal"] else (None, None)
    while signal.sigtimedwait(ENDED, 0):
        pass  # it was of a child before
    pid = os.fork()
    if pid == 0:
        child(asked, slave)
    if slave is not None:
        os.close(slave)
    return pid, master


def serve() -> None:
    """Answer until the other side closes."""
    load()
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDED)
    print("ready", flush=True)  # noqa: T201  it is what the other side waits for
    for line in sys.stdin:
        asked = json.loads(line)
        began = time.monotonic()
        master = None
        if "go" in asked:
            pid = asked["go"]
            os.kill(pid, signal.SIGCONT)
        else:
            pid, master = start(asked)
        answer = wait(pid, asked.get("delay"), began)
        if master is not None:
            shown(master, asked["err"])
        print(json.dumps(answer), flush=True)  # noqa: T201  as above


if __name__ == "__main__":
    serve()
