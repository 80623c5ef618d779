"""What a command loads, since that is what its start costs, and what it touches."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from fmgtrack.actions.showing import SHOWN
from fmgtrack.records import RECORDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

HEAVY = ("sqlite_utils", "jinja2", "rich", "dateutil", "sqlite3", "tzlocal", "pyperclip")


LISTINGS = (
    *("", "today", "programs", "contacts", "interviews", "deadlines", "followups", "history"),
    *("rol", "programs --json", "followups --csv", "show p1", "show c1", "show i1", "show f1"),
)

HELP = ("--help", "add-program --help", "rol --help")


def loaded(*lines: str) -> dict[str, set[str]]:
    """The modules that are loaded after importing the command line and after each command."""
    script = f"""
import contextlib, io, json, sys
from fmgtrack.cli import app
found = {{}}
def look(line):
    found[line] = sorted({{part for name in sys.modules for part in (name, name.split(".")[0])}})
look("import")
for line in {lines!r}:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        app(line.split(), standalone_mode=False)
    look(line)
print(json.dumps(found))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return {line: set(names) for line, names in json.loads(done.stdout).items()}


def test_the_command_line_itself_loads_nothing_heavy() -> None:
    assert loaded()["import"].isdisjoint(HEAVY)


def test_a_listing_needs_neither_migrations_nor_templates(run: Callable[..., Ran]) -> None:
    run('add-program "Henry Ford Hospital" --state MI --code 1298140C0')
    run('add-interview "henry ford" "23 Nov 2026 9:00"', "--with", "Dr. Wei Chen")
    run("rol add p1")
    for line, names in loaded(*LISTINGS).items():
        assert names.isdisjoint({"sqlite_utils", "jinja2", "rich", "dateutil"}), line
        assert names.isdisjoint({"fmgtrack.rules.solicitation", "fmgtrack.actions.records"}), line


def test_every_kind_that_can_be_shown_has_its_function() -> None:
    for kind, (module, function) in SHOWN.items():
        assert kind in RECORDS
        assert callable(getattr(import_module(f"fmgtrack.actions.{module}"), function))


def test_version_and_help_open_no_record_and_make_no_file(tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    for line, names in loaded("--version", *HELP).items():
        assert "sqlite3" not in names, line
    assert sorted(tmp_path.rglob("*")) == before
