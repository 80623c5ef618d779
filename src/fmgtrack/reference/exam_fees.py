"""What exams, ECFMG, papers and a visa cost, each amount with its source, season and how sure."""

from __future__ import annotations

from functools import cache
from typing import Any

from fmgtrack.reference import toml
from fmgtrack.rules.costs import Charge
from fmgtrack.rules.fees import Rate


@cache
def charges(season: int) -> dict[str, Charge]:
    """The charges of a match year by key, in the order in which they are told.

    Each is the newest one stated for that season or an earlier one; before all of them, the oldest.
    """
    rows = toml("exam_fees.toml")["fee"]
    chosen: dict[str, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: row["season"]):
        if row["season"] <= season or row["key"] not in chosen:
            chosen[row["key"]] = row
    order = dict.fromkeys(row["key"] for row in rows)
    return {
        key: Charge(
            key=key,
            name=chosen[key]["name"],
            group=chosen[key]["group"],
            rate=_rate(chosen[key]),
            other=_rate(chosen[key]["other"]) if "other" in chosen[key] else None,
        )
        for key in order
    }


def _rate(row: dict[str, Any]) -> Rate:
    return Rate(**{key: row[key] for key in ("amount", "source", "confidence", "season")})
