"""What NRMP charges, each amount with its source, its season and how sure it is."""

from __future__ import annotations

from functools import cache
from typing import Any

from fmgtrack.reference import toml
from fmgtrack.rules.fees import FeeTable, Rate


@cache
def fee_table(season: int) -> FeeTable:
    """NRMP's fees of a match year.

    Each fee is the newest one stated for that season or an earlier one; for a season before all
    of them, the oldest. `Rate.season` says which it is.
    """
    body = _facts()["nrmp"]
    rates = {key: _rates(body["fee"], key, season) for key in {row["key"] for row in body["fee"]}}
    return FeeTable(
        registration=rates["registration"][0],
        late=rates["late"][0],
        couple=rates["couple"][0],
        primary_code=rates["primary-code"][0],
        supplemental_code=rates["supplemental-code"][0],
        length=rates["length"],
        most_ranks=_newest(body["limit"], "ranks", season)[0]["most"],
    )


@cache
def _facts() -> dict[str, Any]:
    return toml("fees.toml")


def _newest(rows: list[dict[str, Any]], key: str, season: int) -> list[dict[str, Any]]:
    """Rows of one key from one season, so that bands of two seasons never mix."""
    named = [row for row in rows if row["key"] == key]
    seasons = {row["season"] for row in named}
    chosen = max((year for year in seasons if year <= season), default=min(seasons))
    return [row for row in named if row["season"] == chosen]


def _rates(rows: list[dict[str, Any]], key: str, season: int) -> tuple[Rate, ...]:
    found = (
        Rate(
            amount=row["amount"],
            source=row["source"],
            confidence=row["confidence"],
            season=row["season"],
            first=row.get("from", 1),
            last=row.get("to"),
        )
        for row in _newest(rows, key, season)
    )
    return tuple(sorted(found, key=lambda rate: rate.first))
