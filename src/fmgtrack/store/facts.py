"""Facts of programs, and what of the applicant was otherwise before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.records import RECORDS
from fmgtrack.store.table import Table, completed

if TYPE_CHECKING:
    from fmgtrack.records.results import Row
    from fmgtrack.records.spec import Record
    from fmgtrack.store import Store

OF_THE_APPLICANT = ("profile", "exam", "experience", "letter")
"""Records that say who the applicant is."""


def rows(store: Store, *, program_id: int | None = None, fact_id: int | None = None) -> list[Row]:
    """Facts by program and age: `id ref program rule value strict who source checked_on`."""
    found = store.query(
        """SELECT f.id, 'fa' || f.id AS ref, f.program_id, p.name AS program, f.rule, f.value,
                  f.strict, f.who, f.source, f.checked_on
           FROM fact f JOIN program p ON p.id = f.program_id
           WHERE (:program IS NULL OR f.program_id = :program) AND (:fact IS NULL OR f.id = :fact)
           ORDER BY p.name COLLATE NOCASE, p.id, f.id""",
        {"program": program_id, "fact": fact_id},
    )
    return [
        {
            "id": row["id"],
            "ref": row["ref"],
            "program": {"ref": f"p{row['program_id']}", "name": row["program"]},
            "rule": row["rule"],
            "value": row["value"],
            "strict": bool(row["strict"]),
            **{key: row[key] for key in ("who", "source", "checked_on")},
        }
        for row in found
    ]


def facts(store: Store) -> list[Row]:
    """Every fact: `program_id rule value strict who source checked_on`, in one query."""
    return store.query(
        "SELECT program_id, rule, value, strict, who, source, checked_on FROM fact ORDER BY id"
    )


def programs(store: Store) -> list[Row]:
    """What fitting looks at of every program: its columns and the person to ask there.

    `whom` is the name, `whom_ref` the ref and `whom_role` the role of the coordinator, else of the
    program director.
    """
    asked: dict[int, Row] = {}
    for row in store.query(
        """SELECT program_id, 'c' || id AS whom_ref, role AS whom_role,
               trim(coalesce(title, '') || ' ' || name) AS whom FROM contact
           WHERE role IN ('coordinator', 'program-director')
           ORDER BY role = 'program-director', id"""
    ):
        asked.setdefault(row.pop("program_id"), row)
    nobody = {"whom_ref": None, "whom_role": None, "whom": None}
    found = store.query(
        """SELECT id, name, specialty, city, state, status, signal, url, j1, h1b, visa_source,
               visa_on FROM program"""
    )
    return [row | asked.get(row["id"], nobody) for row in found]


def applicant(store: Store) -> dict[str, dict[int, Record]]:
    """The records that say who the applicant is, by kind and number."""
    return {
        name: {record.id: record for record in Table(store.conn, RECORDS[name].cls).each()}
        for name in OF_THE_APPLICANT
    }


def latest_change(store: Store) -> Row | None:
    """The newest change that touched the applicant: `id ref title`; None when none did."""
    found = store.query(
        f"""SELECT id, 'h' || id AS ref, title FROM change WHERE id = (
                SELECT max(change_id) FROM image WHERE record IN ({_named()}))"""
    )
    return found[0] if found else None


def applicant_before(store: Store, change_id: int) -> dict[str, dict[int, Record]]:
    """The same records as they were before the newest change that touched them."""
    import json

    was = applicant(store)
    images = store.query(
        f"""SELECT record, row_id, before FROM image
            WHERE change_id = :change AND record IN ({_named()}) ORDER BY id DESC""",
        {"change": change_id},
    )
    for image in images:
        spec = RECORDS[image["record"]]
        if image["before"] is None:
            was[spec.name].pop(image["row_id"], None)
        else:
            before: dict[str, Any] = json.loads(image["before"])
            was[spec.name][image["row_id"]] = spec.from_row(completed(spec, before))
    return was


def _named() -> str:
    return ", ".join(f"'{name}'" for name in OF_THE_APPLICANT)
