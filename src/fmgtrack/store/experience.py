"""Experience as it is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from fmgtrack.records.experience import Experience
from fmgtrack.rules import experience as rules

if TYPE_CHECKING:
    from datetime import date

    from fmgtrack.records.results import Row
    from fmgtrack.store import Store

PLAIN = (
    *("kind", "title", "organisation", "specialty", "city", "state", "country", "status"),
    *("asked_on", "applied_on", "accepted_on", "begins", "ends", "hours_week", "cost", "visa"),
)
OWN = (*("thanked_on", "focus", "characteristic", "description", "meaningful_text", "reread_on"),)
"""Columns that stand in a row as they are kept."""


def rows(store: Store, today: date, *, experience_id: int | None = None) -> list[Row]:
    """Experiences, the latest first, those without dates at the end.

    Keys: `ref usce hands_on standing program{ref,name} supervisor{ref,name} skills[] letters[]
    letter_asked_on thanks_owed findings[] myeras meaningful notes` and the columns of `PLAIN` and
    `OWN`. `letters` are refs of letters that came of it; `letter_asked_on` is the day on the
    experience, else the earliest of a letter; `findings` are codes of `rules.experience`.
    """
    graduated = graduation(store)
    letters: dict[int, list[Row]] = {}
    for letter in store.query(
        "SELECT id, experience_id, asked_on FROM letter WHERE experience_id IS NOT NULL ORDER BY id"
    ):
        letters.setdefault(letter["experience_id"], []).append(letter)
    found = store.query(
        """SELECT e.*, p.name AS program_name, c.name AS contact_name, c.title AS contact_title
           FROM experience e LEFT JOIN program p ON p.id = e.program_id
           LEFT JOIN contact c ON c.id = e.contact_id
           WHERE :id IS NULL OR e.id = :id
           ORDER BY e.begins IS NULL, e.begins DESC, e.id DESC""",
        {"id": experience_id},
    )
    return [_shape(row, letters.get(row["id"], []), today, graduated) for row in found]


def _shape(row: Row, letters: list[Row], today: date, graduated: str | None) -> Row:
    record = cast("Experience", Experience.spec.from_row(row))
    asked = [row["letter_asked_on"], *(letter["asked_on"] for letter in letters)]
    return {
        "ref": record.ref,
        **{key: row[key] for key in PLAIN},
        "usce": rules.is_usce(record),
        "hands_on": rules.is_hands_on(record),
        "standing": rules.standing(record, today),
        "program": row["program_id"]
        and {"ref": f"p{row['program_id']}", "name": row["program_name"]},
        "supervisor": _person(row, record.supervisor),
        "skills": (record.skills or "").split("\n") if record.skills else [],
        "letters": [f"le{letter['id']}" for letter in letters],
        "letter_asked_on": min(filter(None, asked), default=None),
        "thanks_owed": rules.thanks_owed(record, today),
        "findings": list(rules.findings(record, graduated, today)),
        **{key: row[key] for key in OWN},
        "myeras": record.myeras,
        "meaningful": record.meaningful,
        "notes": row["note"],
    }


def _person(row: Row, name: str | None) -> dict[str, Any] | None:
    """The contact as he or she is on record now, else the name that was typed."""
    if row["contact_id"]:
        parts = filter(None, (row["contact_title"], row["contact_name"]))
        return {"ref": f"c{row['contact_id']}", "name": " ".join(parts)}
    return {"ref": None, "name": name} if name else None


def graduation(store: Store) -> str | None:
    """Year, month or day of graduation as the profile has it, None where it does not say."""
    found = store.query("SELECT graduated FROM profile WHERE graduated IS NOT NULL")
    return found[0]["graduated"] if found else None
