"""Wordings that put people on their guard, each with a softer one."""

from __future__ import annotations

from functools import cache

from fmgtrack.reference import toml
from fmgtrack.rules.asking import Softer
from fmgtrack.rules.solicitation import wordings_of


@cache
def softer() -> tuple[Softer, ...]:
    """Every softer wording, the narrow ones first."""
    return tuple(
        Softer(
            key=row["key"],
            sounds=row["sounds"],
            wordings=wordings_of("\n".join(row["when"])),
            softer=row["softer"],
        )
        for row in toml("softer.toml")["softer"]
    )
