"""What an application may hold, each limit with its source, its season and how sure it is."""

from __future__ import annotations

from functools import cache
from typing import Any

from fmgtrack.reference import toml
from fmgtrack.rules.application_facts import Limit, Portal


@cache
def limits(season: int) -> dict[str, Limit]:
    """The limits of a match year by key.

    Each is the newest one stated for that season or an earlier one; before all of them, the oldest.
    An official one that was stated for another season is `older`.
    """
    newest: dict[str, dict[str, Any]] = {}
    rows = sorted(_facts()["limit"], key=lambda row: row["season"])
    for row in rows:
        if row["season"] <= season or row["key"] not in newest:
            newest[row["key"]] = row
    return {
        key: Limit(
            key=key,
            most=row["most"],
            season=row["season"],
            source=row["source"],
            confidence=_confidence(row, season),
        )
        for key, row in newest.items()
    }


@cache
def portal(season: int) -> Portal | None:
    """The portal for letters of a match year; None where nothing is known of it."""
    rows = [row for row in _facts()["portal"] if row["season"] <= season]
    if not rows:
        return None
    row = max(rows, key=lambda row: row["season"])
    return Portal(
        opened=row["opened"],
        standardised=tuple(row["standardised"]),
        source=row["source"],
        confidence=_confidence(row, season),
    )


def _confidence(row: dict[str, Any], season: int) -> str:
    stale = row["confidence"] == "official" and row["season"] != season
    return "older" if stale else str(row["confidence"])


@cache
def _facts() -> dict[str, Any]:
    return toml("application_limits.toml")
