"""The rank order list as it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.records.entry import PRIMARY

if TYPE_CHECKING:
    from fmgtrack.records.results import Row
    from fmgtrack.store import Store


def entries(store: Store, letter: str = PRIMARY) -> list[Row]:
    """Lines of one list in order: `id position program_id track_id program code`."""
    return store.query(
        """SELECT e.*, p.name AS program, t.code FROM entry e JOIN program p ON p.id = e.program_id
           LEFT JOIN track t ON t.id = e.track_id WHERE e.letter = :letter ORDER BY e.position""",
        {"letter": letter},
    )


def board(store: Store) -> Row:
    """The whole list with the keys of product.md section 11, its deadline as a row or None."""
    interviewed = store.query(
        """SELECT DISTINCT p.id, p.name FROM program p JOIN interview i ON i.program_id = p.id
           WHERE i.status = 'scheduled'
           AND p.id NOT IN (SELECT program_id FROM entry WHERE letter = '') ORDER BY p.id"""
    )
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
        "unranked": [{"ref": f"p{row['id']}", "name": row["name"]} for row in interviewed],
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
