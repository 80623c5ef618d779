"""Letters and documents as they are listed, and which program gets which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from fmgtrack.records.letter import Document
from fmgtrack.rules import papers

if TYPE_CHECKING:
    from datetime import date

    from fmgtrack.records.results import Row
    from fmgtrack.store import Store

US_LETTERS = "us-letters"
"""The rule under which a program says how many letters from the US it asks for."""

APPLIED_TO = ("applied", "invited", "waitlisted", "interviewed")
"""Statuses of a program that an application is with."""


def letters(store: Store, starts_on: date, *, letter_id: int | None = None) -> list[Row]:
    """Letters by number.

    Keys: `ref writer contact{ref,name} experience{ref,title} specialty us waived status asked_on
    promised_on uploaded_on dated_on age_months thanked_on thanks_owed programs[{ref,name}] notes`.
    `age_months` is counted from the date on the letter, else from its upload, to `starts_on`.
    """
    programs = _programs_of(store, "letter_id")
    found = store.query(
        """SELECT l.*, c.name AS contact_name, c.title AS contact_title, e.title AS experience
           FROM letter l LEFT JOIN contact c ON c.id = l.contact_id
           LEFT JOIN experience e ON e.id = l.experience_id
           WHERE :id IS NULL OR l.id = :id ORDER BY l.id""",
        {"id": letter_id},
    )
    return [
        {
            "ref": f"le{row['id']}",
            "writer": _full_name(row) or row["writer"],
            "contact": row["contact_id"]
            and {"ref": f"c{row['contact_id']}", "name": _full_name(row)},
            "experience": row["experience_id"]
            and {"ref": f"e{row['experience_id']}", "title": row["experience"]},
            "specialty": row["specialty"],
            "us": _truth(row["us"]),
            "waived": _truth(row["waived"]),
            **{
                key: row[key]
                for key in ("status", "asked_on", "promised_on", "uploaded_on", "dated_on")
            },
            "age_months": papers.letter_age(row["dated_on"] or row["uploaded_on"], starts_on),
            "thanked_on": row["thanked_on"],
            "thanks_owed": row["status"] == "uploaded" and not row["thanked_on"],
            "programs": programs.get(row["id"], []),
            "notes": row["note"],
        }
        for row in found
    ]


def documents(
    store: Store, today: date, starts_on: date, *, document_id: int | None = None
) -> list[Row]:
    """Documents by number.

    Keys: `ref kind title specialty status state path made_on expires_on length
    programs[{ref,name}] notes`; `state` is `expired`, `expiring` (before `starts_on`), else the
    status.
    """
    programs = _programs_of(store, "document_id")
    found = store.query(
        "SELECT * FROM document WHERE :id IS NULL OR id = :id ORDER BY id", {"id": document_id}
    )
    rows = []
    for row in found:
        record = cast("Document", Document.spec.from_row(row))
        rows.append(
            {
                "ref": record.ref,
                **{key: row[key] for key in ("kind", "title", "specialty", "status")},
                "state": papers.document_state(record, today, starts_on),
                **{key: row[key] for key in ("path", "made_on", "expires_on", "length")},
                "programs": programs.get(row["id"], []),
                "notes": row["note"],
            }
        )
    return rows


def programs(store: Store) -> list[Row]:
    """Programs that an application is with, that get a paper, or that ask for US letters.

    Keys: `id ref name status specialty letters[] documents[]` (numbers, in the order in which they
    were assigned) and `us_letters`, what the program said, as kept.
    """
    found = store.query(
        f"""SELECT p.id, p.name, p.status, p.specialty, f.value AS us_letters
            FROM program p LEFT JOIN fact f ON f.program_id = p.id AND f.rule = :rule AND f.strict
            WHERE p.status IN ({", ".join(f"'{status}'" for status in APPLIED_TO)})
            OR f.id IS NOT NULL OR p.id IN (SELECT program_id FROM assignment)
            ORDER BY p.name COLLATE NOCASE, p.id""",
        {"rule": US_LETTERS},
    )
    assigned: dict[int, list[Row]] = {}
    for row in store.query("SELECT * FROM assignment ORDER BY id"):
        assigned.setdefault(row["program_id"], []).append(row)
    return [
        {
            **row,
            "ref": f"p{row['id']}",
            **{
                kind: [one[column] for one in assigned.get(row["id"], []) if one[column]]
                for kind, column in (("letters", "letter_id"), ("documents", "document_id"))
            },
        }
        for row in found
    ]


def _programs_of(store: Store, column: str) -> dict[int, list[Row]]:
    """The programs that get each letter or document, by its number."""
    programs: dict[int, list[Row]] = {}
    for row in store.query(
        f"""SELECT a.{column} AS paper, p.id, p.name FROM assignment a
            JOIN program p ON p.id = a.program_id WHERE a.{column} IS NOT NULL
            ORDER BY p.name COLLATE NOCASE, p.id"""
    ):
        entry = {"ref": f"p{row['id']}", "name": row["name"]}
        programs.setdefault(row["paper"], []).append(entry)
    return programs


def _full_name(row: Row) -> str:
    """Title and name of a letter's contact; empty without one."""
    return " ".join(filter(None, (row["contact_title"], row["contact_name"])))


def _truth(value: Any) -> bool | None:  # noqa: ANN401  a column's value
    return None if value is None else bool(value)
