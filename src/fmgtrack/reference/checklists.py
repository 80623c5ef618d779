"""The lines of an interview's checklist that ship."""

from __future__ import annotations

from functools import cache

from fmgtrack.reference import toml
from fmgtrack.rules.checklists import Line


@cache
def lines() -> tuple[Line, ...]:
    """Every line of every format, in the order in which they are done."""
    return tuple(
        Line(
            **{key: row[key] for key in ("key", "part", "days", "text")},
            formats=tuple(row["formats"]),
            known=row.get("known"),
        )
        for row in toml("checklists.toml")["line"]
    )
