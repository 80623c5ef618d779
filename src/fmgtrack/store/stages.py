"""Applications with their interviews, as their stages follow from them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fmgtrack.records.results import Row
    from fmgtrack.store import Store


def programs(store: Store, program_id: int | None = None) -> list[Row]:
    """Programs by name: `id name specialty state status`, and `kept`.

    `kept` are the days on which statuses were set, as `status reached_on said`.
    """
    kept: dict[int, list[Row]] = {}
    for row in store.query(
        """SELECT program_id, status, reached_on, said FROM stage
           WHERE :id IS NULL OR program_id = :id ORDER BY id""",
        {"id": program_id},
    ):
        kept.setdefault(row["program_id"], []).append(row | {"said": bool(row["said"])})
    found = store.query(
        """SELECT id, name, specialty, state, status FROM program
           WHERE :id IS NULL OR id = :id ORDER BY name COLLATE NOCASE, id""",
        {"id": program_id},
    )
    return [row | {"kept": kept.get(row["id"], [])} for row in found]


def interviews(store: Store, program_id: int | None = None) -> list[Row]:
    """Interviews: `id program_id status starts_at ends_at timezone there noted`.

    `there` is the zone of the program. `noted` has, for each status in which the record ever had
    the interview, the UTC stamp of the first change that made it so.
    """
    noted: dict[int, dict[str, str]] = {}
    for row in store.query(
        """SELECT g.row_id, json_extract(g.after, '$.status') AS status, min(c.at) AS at
           FROM image g JOIN change c ON c.id = g.change_id
           WHERE g.record = 'interview' AND g.after IS NOT NULL AND (:id IS NULL
               OR g.row_id IN (SELECT id FROM interview WHERE program_id = :id))
           GROUP BY 1, 2""",
        {"id": program_id},
    ):
        noted.setdefault(row["row_id"], {})[row["status"]] = row["at"]
    found = store.query(
        """SELECT i.id, i.program_id, i.status, i.starts_at, i.ends_at, i.timezone,
                  p.timezone AS there
           FROM interview i JOIN program p ON p.id = i.program_id
           WHERE :id IS NULL OR i.program_id = :id ORDER BY i.id""",
        {"id": program_id},
    )
    return [row | {"noted": noted.get(row["id"], {})} for row in found]
