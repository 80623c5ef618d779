"""How many small faults, put into the code one at a time, the tests notice.

mutmut makes the faults (mutants). Each module is taken alone, with the tests that belong to it by
name, so that minutes and not days are needed; the table says how many were killed, and the names
below it are of those that survived: `--show` gives their differences. Run it with `make mutants`,
or `python benchmarks/mutants.py [--minutes 60] [--show] [rules/when store/table ...]`.

Code outside functions (tables, patterns) and decorated functions are not changed by mutmut.
Properties are left out: what they kill by chance in one run, they may let live in the next.
"""

# ruff: noqa: INP001  a script that stands alone

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = Path("src/fmgtrack")

CHOSEN = (
    *("followups", "moments", "zones", "when", "when_days", "when_pieces", "draft_checks"),
    *("rol_checks", "codes", "fees", "eras_fees", "spacing", "fitting", "ecfmg", "gaps", "months"),
)
"""The rules in which a fault would harm most: days, mails, the list, money, requirements."""

WRITER = "store/table"
"""The one writer, which no rule is but everything goes through."""

WRITER_TESTS = ("test_store_changes.py", "test_store_history.py")

KILLED = ("killed", "timeout", "segfault")
"""What counts as noticed: a test failed, never ended, or took the process down."""


@dataclass(frozen=True)
class Outcome:
    """What became of the mutants of one module."""

    module: str
    counts: Counter[str]
    survivors: tuple[str, ...]

    @property
    def tried(self) -> int:
        """How many were tried before the time was over."""
        return sum(self.counts.values()) - self.counts["not checked"]

    @property
    def killed(self) -> int:
        """How many of these the tests noticed."""
        return sum(self.counts[word] for word in KILLED)


def tests_of(module: str) -> list[str]:
    """The test files of a module: named after it, or importing it; else those of its importers."""
    if module == WRITER:
        return [f"tests/store/{name}" for name in WRITER_TESTS]
    name = module.removeprefix("rules/")
    importers = [
        file.stem for file in (ROOT / PACKAGE / "rules").glob("*.py") if _imports(file, name)
    ]
    return _direct(name) or sorted({file for other in importers for file in _direct(other)})


def _direct(name: str) -> list[str]:
    return sorted(
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "tests" / "rules").glob("test_*.py")
        if file.stem == f"test_{name}" or _imports(file, name)
    )


def _imports(file: Path, name: str) -> bool:
    pattern = rf"from fmgtrack\.rules\.{name} import|from fmgtrack\.rules import [^(]*\b{name}\b"
    return re.search(pattern, file.read_text(encoding="utf-8")) is not None


def prepare(folder: Path, module: str, tests: list[str]) -> None:
    """Copy what the tests need, with the settings of mutmut for this one module."""
    for name in ("src", "tests", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    lines = (
        "[mutmut]",
        "source_paths=src",
        f"only_mutate={(PACKAGE / module).as_posix()}.py",
        "also_copy=\n    templates\n    README.md\n    LICENSE",
        "pytest_add_cli_args=\n    -p\n    no:cacheprovider",
        "pytest_add_cli_args_test_selection=" + "".join(f"\n    {name}" for name in tests),
    )
    (folder / "setup.cfg").write_text("\n".join(lines) + "\n", encoding="utf-8")


def mutate(module: str, folder: Path, seconds: float, children: int) -> Outcome:
    """Try the mutants of one module until all are tried or the time is over.

    Raises:
        RuntimeError: the tests fail without any mutant, or mutmut does; with what it said.
    """
    tests = tests_of(module)
    prepare(folder, module, tests)
    _run(folder, seconds, children)
    told = _mutmut(folder, "results", "--all", "true")
    found = re.findall(r"^\s*(\S+__mutmut_\d+): (.+)$", told, re.MULTILINE)
    left = tuple(name for name, word in found if word not in (*KILLED, "not checked"))
    return Outcome(module, Counter(word for _, word in found), left)


def _run(folder: Path, seconds: float, children: int) -> None:
    command = (sys.executable, "-m", "mutmut", "run", "--max-children", str(children))
    log = folder / "mutmut.log"
    with log.open("w", encoding="utf-8") as file:
        running = subprocess.Popen(  # noqa: S603  the tool itself
            command,
            cwd=folder,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            if running.wait(max(seconds, 1)):
                raise RuntimeError(log.read_text(encoding="utf-8")[-3000:])
        except subprocess.TimeoutExpired:
            # as Ctrl-C does: what was found out so far is kept
            os.killpg(running.pid, signal.SIGINT)
            running.wait()
        except KeyboardInterrupt:
            os.killpg(running.pid, signal.SIGKILL)
            raise


def _mutmut(folder: Path, *args: str) -> str:
    return subprocess.run(  # noqa: S603  the tool itself
        (sys.executable, "-m", "mutmut", *args),
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def say(outcome: Outcome) -> None:
    """Print the line of one module."""
    share = f"{100 * outcome.killed / outcome.tried:.1f}%" if outcome.tried else "-"
    untried = outcome.counts["not checked"]
    rest = f"   {untried} not tried" if untried else ""
    line = f"{outcome.module:<22}{outcome.tried:>7}{outcome.killed:>8}{share:>9}{rest}\n"
    sys.stdout.write(line)
    sys.stdout.flush()


def main() -> None:
    """Try the modules one after the other and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help="such as rules/when; none: those that matter")
    parser.add_argument("--minutes", type=float, default=60, help="for all of them together")
    parser.add_argument("--children", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--show", action="store_true", help="show what the survivors change")
    args = parser.parse_args()
    # in the background it is ignored, and mutmut would never hear that the time is over
    signal.signal(signal.SIGINT, signal.default_int_handler)
    modules = args.modules or [*(f"rules/{name}" for name in CHOSEN), WRITER]
    end = time.monotonic() + 60 * args.minutes
    sys.stdout.write(f"{'module':<22}{'tried':>7}{'killed':>8}{'share':>9}\n")
    outcomes = []
    told: list[str] = []
    failed: list[str] = []
    for module in modules:
        with tempfile.TemporaryDirectory(prefix="fmgtrack-mutants-") as name:
            folder = Path(name)
            try:
                outcome = mutate(module, folder, end - time.monotonic(), args.children)
            except RuntimeError as error:
                failed.append(module)
                sys.stdout.write(f"{module:<22} not tried: {error}\n")
                continue
            say(outcome)
            outcomes.append(outcome)
            told += [
                _mutmut(folder, "show", one) if args.show else one for one in outcome.survivors
            ]
    total: Counter[str] = Counter()
    for outcome in outcomes:
        total.update(outcome.counts)
    say(Outcome("all", total, ()))
    sys.stdout.write("\n".join(("", "Survived:", *told, "")) if told else "\nNone survived.\n")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
