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
    values = {"id": program_id, "status": status}
    one = program_id is not None
    for row in store.query(
        f"SELECT program_id, code FROM track WHERE {'program_id = :id' if one else 1} ORDER BY id",
        values,
    ):
        codes.setdefault(row["program_id"], []).append(row["code"])
    found = store.query(
        f"""SELECT * FROM program
            WHERE {"id = :id" if one else 1} AND (:status IS NULL OR status = :status)
            ORDER BY name COLLATE NOCASE, id""",
        values,
    )
    return [_shape(row, codes.get(row["id"], [])) for row in found]


def _shape(row: Row, codes: list[str]) -> Row:
    return {
        "ref": f"p{row['id']}",
        "name": row["name"],
        "institution": row["institution"],
        "specialty": row["specialty"],
        "city": row["city"],
        "state": row["state"],
        "timezone": row["timezone"],
        "nrmp_codes": codes,
        "acgme_code": row["acgme_code"],
        "url": row["url"],
        "status": row["status"],
        "signal": row["signal"],
        "contact_policy": row["contact_policy"],
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


def coded(store: Store) -> list[tuple[str, str]]:
    """Every NRMP code on record with the name of its program."""
    rows = store.query(
        "SELECT t.code, p.name FROM track t JOIN program p ON p.id = t.program_id ORDER BY t.code"
    )
    return [(row["code"], row["name"]) for row in rows]


def by_code(store: Store, code: str) -> int | None:
    """Number of the program that carries an NRMP code."""
    found = store.query("SELECT program_id FROM track WHERE code = :code", {"code": code})
    return int(found[0]["program_id"]) if found else None
