"""Programs as the application looks at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.store.papers import APPLIED_TO

if TYPE_CHECKING:
    from fmgtrack.records.results import Row
    from fmgtrack.store import Store

SENT = (*APPLIED_TO, "rejected")
"""Statuses to which an application must have been sent."""


def programs(store: Store) -> list[Row]:
    """Every program by name: `id ref name specialty status signal`, and `sent`.

    `sent` tells whether an application went there. Of one withdrawn since, that is known where it
    reached a later stage or has an interview.
    """
    later = ", ".join(f"'{status}'" for status in SENT)
    found = store.query(
        f"""SELECT p.id, 'p' || p.id AS ref, p.name, p.specialty, p.status, p.signal,
                   p.status IN ({later}) OR p.status = 'withdrawn' AND (
                       EXISTS (SELECT 1 FROM stage s
                               WHERE s.program_id = p.id AND s.status IN ({later}))
                       OR EXISTS (SELECT 1 FROM interview i WHERE i.program_id = p.id)) AS sent
            FROM program p ORDER BY p.name COLLATE NOCASE, p.id"""
    )
    return [row | {"sent": bool(row["sent"])} for row in found]
