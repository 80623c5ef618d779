"""The sample season that `demo` plays: a spreadsheet and the lines a person would type."""

from __future__ import annotations

import shlex
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path


def programs() -> AbstractContextManager[Path]:
    """The spreadsheet, as a file for as long as the context lasts."""
    return as_file(files("fmgtrack.reference") / "demo" / "programs.csv")


def steps(programs_file: str) -> list[tuple[str, list[str]]]:
    """Every line of the sample season as (moment, arguments); the last moment has none."""
    text = (files("fmgtrack.reference") / "demo" / "steps.txt").read_text(encoding="utf-8")
    moment = ""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("@"):
            moment = line[1:].strip()
        elif line and not line.startswith("#"):
            args = [programs_file if arg == "{programs}" else arg for arg in shlex.split(line)]
            found.append((moment, args))
    return [*found, (moment, [])]
