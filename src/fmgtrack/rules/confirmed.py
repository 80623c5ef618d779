"""Which facts of programs still hold: those that somebody named confirmed this season."""

from __future__ import annotations

SEASON_BEGINS = "06-01"
"""Month and day on which a season begins, in the year before the Match: a fact that was checked
before it is another season's. MyERAS opens in June
[https://students-residents.aamc.org/applying-residencies-eras/publication-chapters/eras-timeline]
(official, 2026 season)."""


def is_confirmed(source: str | None, checked_on: str | None, season: int) -> bool:
    """Whether a fact has a source and was checked in this season, from 1 June before the Match."""
    return bool(source and checked_on and checked_on >= f"{season - 1}-{SEASON_BEGINS}")
