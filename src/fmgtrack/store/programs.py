"""Programs as they are listed and found."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from fmgtrack.records.results import Row
    from fmgtrack.store import Store


def rows(store: Store, *, program_id: int | None = None, status: str | None = None) -> list[Row]:
    """Programs by name, with the keys of product.md section 11 and `policy_source policy_on`."""
    codes: dict[int, list[str]] = {}
    for row in store.query("SELECT program_id, code FROM track ORDER BY id"):
        codes.setdefault(row["program_id"], []).append(row["code"])
    found = store.query(
        """SELECT * FROM program
           WHERE (:id IS NULL OR id = :id) AND (:status IS NULL OR status = :status)
           ORDER BY name COLLATE NOCASE, id""",
        {"id": program_id, "status": status},
    )
    return [_shape(row, codes.get(row["id"], [])) for row in found]


def _shape(row: Row, codes: list[str]) -> Row:
    return {
        "ref": f"p{row['id']}",
        **{key: row[key] for key in ("name", "institution", "specialty", "city", "state")},
        "timezone": row["timezone"],
        "nrmp_codes": codes,
        **{key: row[key] for key in ("acgme_code", "url", "status", "signal", "contact_policy")},
        "policy_source": row["policy_source"],
        "policy_on": row["policy_on"],
        "visa": {
            "j1": _truth(row["j1"]),
            "h1b": _truth(row["h1b"]),
            "source": row["visa_source"],
            "checked_on": row["visa_on"],
        },
        "contract_on": row["contract_on"],
        "notes": row["note"],
    }


def _truth(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def names(store: Store) -> list[dict[str, Any]]:
    """What a program can be found by: `id name institution specialty city state`."""
    return store.query("SELECT id, name, institution, specialty, city, state FROM program")


def by_code(store: Store, code: str) -> int | None:
    """Number of the program that carries an NRMP code."""
    found = store.query("SELECT program_id FROM track WHERE code = :code", {"code": code})
    return int(found[0]["program_id"]) if found else None
