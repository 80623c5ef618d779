"""How many signals of each tier a specialty has, with the source and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from fmgtrack.reference import toml


@dataclass(frozen=True, kw_only=True)
class Signals:
    """The signals of one specialty; `tiers` holds `signal`, or `gold` and `silver`.

    `season` is the one for which they were stated, `confidence` a word of
    `records.words.CONFIDENCES`.
    """

    specialty: str
    tiers: dict[str, int]
    season: int
    source: str
    confidence: str


def signals_of(specialty: str, season: int) -> Signals | None:
    """The signals of a specialty, named in any usual way; None where none are known.

    They are the newest stated for that season or an earlier one; before all of them, the oldest.
    """
    return _table(season).get(_plain(specialty))


def names(season: int) -> dict[str, str]:
    """Every name, in small letters, of a specialty that takes signals, and its usual name."""
    return {called: known.specialty for called, known in _table(season).items()}


@cache
def _table(season: int) -> dict[str, Signals]:
    facts = toml("signals.toml")
    stated = sorted(int(year) for year in facts["season"])
    chosen = max((year for year in stated if year <= season), default=stated[0])
    body: dict[str, Any] = facts["season"][str(chosen)]
    table: dict[str, Signals] = {}
    for name, tiers in body["specialties"].items():
        known = Signals(
            specialty=name,
            tiers=dict(tiers),
            season=chosen,
            source=body["source"],
            confidence=body["confidence"],
        )
        for called in (name, *facts["also"].get(name, ())):
            table[_plain(called)] = known
    return table


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("/", "-").replace("-", " ").split())
