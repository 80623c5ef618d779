"""Commands that may take only so much memory and time, many in one go.

Run as a program it reads calls as JSON from standard input, forks for each of them a child with
limits, and answers with how each ended. So the program is loaded once, however many calls there
are.
"""

from __future__ import annotations

import filecmp
import gc
import importlib
import io
import json
import os
import pkgutil
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

SECONDS = 20
"""Seconds of the processor that one call may take; what is bounded needs a fraction of it."""

MEGABYTES = 1_200
"""Memory that one call may map, the program itself included."""

LONGEST = 200_000
"""Characters of each stream that are looked at."""

CHECKOUT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Call:
    """A command line, with the texts of files that lie beside its record and what is set for it.

    `typed` is what a person types at the terminal; with nothing typed nobody sits there.
    """

    args: Sequence[str]
    beside: Mapping[str, str] = field(default_factory=dict)
    environ: Mapping[str, str] = field(default_factory=dict)
    typed: str = ""


@dataclass(frozen=True)
class Ended:
    """How a call ended: its exit number, or minus the signal, what it said, and what it took.

    `kept` is whether the record is as it was, byte for byte.
    """

    code: int
    out: str
    err: str
    seconds: float
    megabytes: int
    kept: bool

    @property
    def is_bounded(self) -> bool:
        """Whether it came to its own end with a sentence, or an answer, and changed all or none."""
        said = "Traceback" in self.err or "inside fmgtrack" in self.err
        return not said and (self.code == 0 or (self.code in (1, 2) and self.kept))


def ended(calls: Mapping[str, Call], record: Path, folder: Path) -> dict[str, Ended]:
    """How each of these calls ended, each with a copy of the record in a folder of its own."""
    request = {
        "calls": {name: asdict(call) for name, call in calls.items()},
        "record": str(record),
    }
    environ = os.environ | {"PYTHONPATH": str(CHECKOUT), "PYTHONIOENCODING": "utf-8"}
    environ |= {"PATH": str(folder), "FMGTRACK_DEBUG": ""}
    done = subprocess.run(
        [sys.executable, __file__],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=environ,
    )
    assert done.returncode == 0, done.stderr
    return {name: Ended(*answer) for name, answer in json.loads(done.stdout).items()}


class _Terminal(io.TextIOWrapper):
    """A stream that says of itself that it is one."""

    def isatty(self) -> bool:
        return True


def _limit() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _forked(work: Callable[[], object]) -> tuple[int, str, str, float, int]:
    """Do some work in a child with limits."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if not child:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            code = 70
            try:
                _limit()
                work()
                code = 0
            except SystemExit as error:
                code = error.code if isinstance(error.code, int) else 70
            except BaseException as error:  # noqa: BLE001  a child must end here
                sys.stderr.write(f"Traceback: {type(error).__name__}: {error}"[:300])
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        _, status, used = os.wait4(child, 0)
        code = os.waitstatus_to_exitcode(status)
        said = []
        for stream in (out, err):
            stream.seek(0)
            said.append(stream.read().decode("utf-8", "replace"))
        seconds = round(used.ru_utime + used.ru_stime, 1)
        return code, said[0][:LONGEST], said[1][:LONGEST], seconds, used.ru_maxrss // 1024


def _command(record: str, folder: Path, call: dict[str, Any]) -> tuple[object, ...]:
    """What a call came to; `folder` is made for it."""
    own = folder / "record.db"
    for name, text in {"record.db": "", **call["beside"]}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    shutil.copy(record, own)

    def work() -> None:

        from fmgtrack.cli import app

        os.chdir(folder)
        if call["typed"]:
            sys.stdin = _Terminal(io.BytesIO(call["typed"].encode()), "utf-8")
            sys.stderr = _Terminal(sys.stderr.buffer, "utf-8", write_through=True)
        os.environ.update({"FMGTRACK_DB": "record.db", **call["environ"]})
        app(call["args"], prog_name="fmgtrack")

    return (*_forked(work), filecmp.cmp(record, own, shallow=False))


def main() -> None:
    """Answer the request on standard input."""
    request = json.load(sys.stdin)
    import fmgtrack

    # loaded once, before the first fork
    for module in pkgutil.walk_packages(fmgtrack.__path__, "fmgtrack."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in ("sqlite_utils", "icalendar", "python_calamine", "rich.table"):
        importlib.import_module(name)
    gc.freeze()  # so that no child copies what all of them share
    answers = {
        name: _command(request["record"], Path(f"record-{number}"), call)
        for number, (name, call) in enumerate(request["calls"].items())
    }
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
