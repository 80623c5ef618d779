"""The rank order list as it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.records.entry import PRIMARY
from fmgtrack.rules import moments

if TYPE_CHECKING:
    from datetime import datetime

    from fmgtrack.records.results import Row
    from fmgtrack.store import Store


def entries(store: Store, letter: str = PRIMARY) -> list[Row]:
    """Lines of one list in order: `id position program_id track_id program code`."""
    return store.query(
        """SELECT e.*, p.name AS program, t.code FROM entry e JOIN program p ON p.id = e.program_id
           LEFT JOIN track t ON t.id = e.track_id WHERE e.letter = :letter ORDER BY e.position""",
        {"letter": letter},
    )


def unranked(store: Store, now: datetime) -> list[Row]:
    """Programs whose interview is over at `now` and that stand on no list: `ref name`."""
    found = store.query(
        """SELECT p.id, p.name, i.starts_at, i.ends_at, i.timezone
           FROM program p JOIN interview i ON i.program_id = p.id
           WHERE i.status = 'scheduled'
           AND p.id NOT IN (SELECT program_id FROM entry WHERE letter = '') ORDER BY p.id"""
    )
    names = {
        row["id"]: row["name"]
        for row in found
        if moments.is_over(row["starts_at"], row["ends_at"], row["timezone"], now)
    }
    return [{"ref": f"p{number}", "name": name} for number, name in names.items()]


def board(store: Store, now: datetime) -> Row:
    """The whole list with the keys of product.md section 11, but for its deadline."""
    return {
        "certified_at": None,
        "changed_since_certified": False,
        "primary": [
            {
                "rank": row["position"],
                "program": {"ref": f"p{row['program_id']}", "name": row["program"]},
                "nrmp_code": row["code"],
                "score": None,
                "coverage": None,
            }
            for row in entries(store)
        ],
        "supplemental": [],
        "unranked": unranked(store, now),
        "excluded": [],
        "checks": [],
    }


def tracks(store: Store, program_id: int) -> list[dict[str, Any]]:
    """Codes of a program and whether each is ranked: `id code ranked`."""
    return store.query(
        """SELECT t.id, t.code, EXISTS (SELECT 1 FROM entry e WHERE e.track_id = t.id) AS ranked
           FROM track t WHERE t.program_id = :program ORDER BY t.id""",
        {"program": program_id},
    )
