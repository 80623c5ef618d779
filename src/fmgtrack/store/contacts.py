"""Contacts as they are listed and found."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from fmgtrack.records.results import Row
    from fmgtrack.store import Store


def rows(
    store: Store, *, contact_id: int | None = None, program_id: int | None = None
) -> list[Row]:
    """Contacts by program and number, with the keys of product.md section 11 and `notes`."""
    found = store.query(
        """SELECT c.*, p.name AS program_name FROM contact c JOIN program p ON p.id = c.program_id
           WHERE (:id IS NULL OR c.id = :id) AND (:program IS NULL OR c.program_id = :program)
           ORDER BY p.name COLLATE NOCASE, p.id, c.id""",
        {"id": contact_id, "program": program_id},
    )
    return [
        {
            "ref": f"c{row['id']}",
            **{key: row[key] for key in ("name", "title", "role", "email")},
            "program": {"ref": f"p{row['program_id']}", "name": row["program_name"]},
            "notes": row["note"],
        }
        for row in found
    ]


def names(store: Store) -> list[dict[str, Any]]:
    """What a contact can be found by: `id name title program`."""
    return store.query(
        """SELECT c.id, c.name, c.title, p.name AS program
           FROM contact c JOIN program p ON p.id = c.program_id"""
    )
