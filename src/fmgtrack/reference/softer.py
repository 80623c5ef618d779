"""Wordings that put people on their guard, each with a softer one."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from fmgtrack.rules.asking import Softer
from fmgtrack.rules.solicitation import wordings_of


@cache
def softer() -> tuple[Softer, ...]:
    """Every softer wording, the narrow ones first."""
    text = files("fmgtrack.reference").joinpath("softer.toml").read_text(encoding="utf-8")
    return tuple(
        Softer(
            key=row["key"],
            sounds=row["sounds"],
            wordings=wordings_of("\n".join(row["when"])),
            softer=row["softer"],
        )
        for row in tomllib.loads(text)["softer"]
    )
