"""What the README shows, run for real: a home of its own, one fixed moment, plain text."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="fmgtrack-readme-"))
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
