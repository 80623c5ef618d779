"""What the application services charge, each amount with its source, season and how sure it is."""

from __future__ import annotations

from functools import cache
from typing import Any

from fmgtrack.reference import toml
from fmgtrack.rules.eras_fees import Service
from fmgtrack.rules.fees import Rate


@cache
def services(season: int) -> tuple[Service, ...]:
    """The application services of a match year, the one for all other specialties last.

    Each has its newest amounts stated for that season or an earlier one; before all of them, the
    oldest. A specialty goes through a service from the season in which it moved there.
    """
    bodies = toml("eras_fees.toml")
    found = [_service(key, body, season) for key, body in bodies.items()]
    in_use = (one for one in found if one.names or "specialties" not in bodies[one.key])
    return tuple(sorted(in_use, key=lambda service: not service.names))


def _service(key: str, body: dict[str, Any], season: int) -> Service:
    stated = {row["season"] for row in body["fee"]}
    chosen = max((year for year in stated if year <= season), default=min(stated))
    rows = [row for row in body["fee"] if row["season"] == chosen]
    together = [_rate(row, "together") for row in rows if "together" in row]
    each = [_rate(row, "each") for row in rows if "each" in row]
    moved = [one for one in body.get("specialties", ()) if one["since"] <= season]
    return Service(
        key=key,
        each=tuple(sorted(each, key=lambda rate: rate.first)),
        together=together[0] if together else None,
        names=frozenset(name.casefold() for one in moved for name in (one["name"], *one["also"])),
    )


def _rate(row: dict[str, Any], kind: str) -> Rate:
    return Rate(
        amount=row[kind],
        source=row["source"],
        confidence=row["confidence"],
        season=row["season"],
        first=row.get("from", 1),
        last=row.get("to"),
    )
