"""The pages of `fmgtrack help TOPIC`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fmgtrack.reference import toml


@dataclass(frozen=True, kw_only=True)
class Topic:
    """One page; `sources` are the addresses of what it says about the Match, `[1]` the first."""

    name: str
    title: str
    text: str
    sources: tuple[str, ...]

    @property
    def commands(self) -> tuple[str, ...]:
        """Each command that the page shows, as typed."""
        shown = re.findall(r"^  (fmgtrack\b.*)$", self.text, re.MULTILINE)
        return tuple(re.split(r"  +", line)[0] for line in shown)


@cache
def topics() -> dict[str, Topic]:
    """All pages by their names, in the order in which they are listed."""
    return {
        row["name"]: Topic(
            name=row["name"],
            title=row["title"],
            text=row["text"].rstrip("\n"),
            sources=tuple(row.get("sources", ())),
        )
        for row in toml("topics.toml")["topic"]
    }
