"""What the README shows, run for real: a home of its own, one fixed moment, plain text."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="fmgtrack-readme-"))
SEASON = (
    'fmgtrack config name "Sana Mirza"',
    "fmgtrack config home-zone Asia/Karachi",
    (
        'fmgtrack add-program "Henry Ford Hospital" --specialty "Internal Medicine" --city Detroit'
        " --state MI --code 1300140C0 --status invited"
    ),
    (
        'fmgtrack add-contact "henry ford" "Dr. Ada Okafor <a.okafor@example.org>"'
        " --role program-director"
    ),
    'fmgtrack add-contact "henry ford" "Cory Brandt <c.brandt@example.org>" --role coordinator',
    (
        'fmgtrack add-interview "henry ford" "23 Nov 2026 9am" --until 15:00 --format virtual'
        ' --with "Dr. Lena Fischer <l.fischer@example.org>, faculty"'
        ' --with "Dr. Priya Nair, resident, meal"'
    ),
    (
        'fmgtrack add-program "Mayo Clinic" --specialty "Internal Medicine" --city Rochester'
        " --state MN --code 9904140C0 --status invited"
    ),
    'fmgtrack add-interview mayo "1 Dec 2026 9am" --until 16:00 --format virtual',
)
"""A small season with which a page of the guide begins."""

ENVIRONMENT = {
    **{key: value for key, value in os.environ.items() if not key.startswith("FMGTRACK")},
    **dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "XDG_DATA_HOME"), str(HOME)),
    "FMGTRACK_NOW": "2026-11-25T10:00:00-05:00",
    "TZ": "Asia/Karachi",
    "COLUMNS": "88",
    "NO_COLOR": "1",
    "TYPER_USE_RICH": "0",
    "PYTHONIOENCODING": "utf-8",
}


def begin(*lines: str) -> None:
    """A home of its own for a page, with these commands done.

    Raises:
        RuntimeError: one of them did not work.
    """
    global HOME  # noqa: PLW0603  each page is read alone
    HOME = Path(tempfile.mkdtemp(prefix="fmgtrack-guide-"))
    homes = ("HOME", "USERPROFILE", "APPDATA", "XDG_DATA_HOME")
    ENVIRONMENT.update(dict.fromkeys(homes, str(HOME)))
    for line in lines:
        said = ran(line)
        if "--help" in said:
            raise RuntimeError(said)


def put(name: str, text: str) -> None:
    """A file in the home of a page."""
    (HOME / name).write_text(text, encoding="utf-8")


def folder(name: str, *records: str) -> None:
    """A folder with copies of the page's record."""
    import shutil

    (HOME / name).mkdir()
    found = next(HOME.rglob("record.db"))
    for record in records:
        shutil.copy(found, HOME / name / record)


def ran(line: str) -> str:
    """What a command line prints, answer first and then what it adds on standard error."""
    import shlex

    _, *args = shlex.split(line)
    done = subprocess.run(
        [sys.executable, "-m", "fmgtrack", *args],
        env=ENVIRONMENT,
        cwd=HOME,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return (done.stdout + done.stderr).replace(str(HOME), "~")


def show(*lines: str) -> str:
    """Command lines with what they print, as a block of the README."""
    parts = [f"$ {line}\n{ran(line)}".rstrip("\n") for line in lines]
    return "```console\n" + "\n\n".join(parts) + "\n```\n"


def commands() -> str:
    """A table of every command with its line of help, by panel."""
    os.environ["TYPER_USE_RICH"] = "0"
    from typer.main import get_command

    from fmgtrack.cli import app
    from fmgtrack.cli.registry import COMMANDS

    group = get_command(app)
    rows = ["| command | what it does |", "|---|---|"]
    panel = ""
    for name, (of, _) in COMMANDS.items():
        if of != panel:
            panel = of
            rows.append(f"| **{panel}** | |")
        command = group.commands[name]  # type: ignore[attr-defined]  # Typer's group has them
        rows.append(f"| `{name}` | {command.get_short_help_str(200)} |")
        for part, sub in getattr(command, "commands", {}).items():
            rows.append(f"| `{name} {part}` | {sub.get_short_help_str(200)} |")
    return "\n".join(rows) + "\n"


def fields() -> str:
    """A table of what a template may use, from the documentation of the class itself."""
    import re
    from dataclasses import fields as fields_of

    from fmgtrack.drafts.context import DraftContext

    told = re.findall(r"^ {8}(\w+): (.+(?:\n {12}.+)*)", DraftContext.__doc__ or "", re.MULTILINE)
    known = {field.name for field in fields_of(DraftContext)}
    rows = [f"| `{name}` | {' '.join(said.split())} |" for name, said in told if name in known]
    return "\n".join(["| name | what it is |", "|---|---|", *rows]) + "\n"
