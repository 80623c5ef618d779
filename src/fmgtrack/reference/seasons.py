"""The dated events of a season, each with its source and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from fmgtrack.reference import in_folder, toml

CHECK_AT = {
    "NRMP": "https://www.nrmp.org/match-calendars/master-calendar/",
    "AAMC": "https://students-residents.aamc.org/applying-residencies-eras/"
    "publication-chapters/eras-timeline",
    "ECFMG": "https://www.ecfmg.org/certification-pathways/",
    "ECFMG/NRMP": "https://www.nrmp.org/match-calendars/master-calendar/",
}
"""The organiser's own page for the dates of each body: where an unconfirmed one is checked."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """One dated event; `due_at` is wall time in `timezone`, or a day alone."""

    key: str
    title: str
    due_at: str
    timezone: str
    body: str
    binding: bool
    source: str
    confidence: str


def years() -> tuple[int, ...]:
    """Match years whose events ship with the package, oldest first."""
    return tuple(int(name[:4]) for name in in_folder("seasons"))


@cache
def season(year: int) -> tuple[Event, ...]:
    """Events of a match year; none when the package ships none for it."""
    if year not in years():
        return ()
    rows = toml("seasons", f"{year}.toml")["deadline"]
    return tuple(
        Event(
            due_at=f"{row['date']} {row['time']}" if "time" in row else str(row["date"]),
            **{
                key: row[key]
                for key in ("key", "title", "timezone", "body", "binding", "source", "confidence")
            },
        )
        for row in rows
    )
