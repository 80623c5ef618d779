"""The lines of an interview's checklist that ship."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from fmgtrack.rules.checklists import Line


@cache
def lines() -> tuple[Line, ...]:
    """Every line of every format, in the order in which they are done."""
    text = files("fmgtrack.reference").joinpath("checklists.toml").read_text(encoding="utf-8")
    return tuple(
        Line(
            **{key: row[key] for key in ("key", "part", "days", "text")},
            formats=tuple(row["formats"]),
            known=row.get("known"),
        )
        for row in tomllib.loads(text)["line"]
    )
