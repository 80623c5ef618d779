"""Questions to ask as they are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.records.asking import ASK_SETTINGS
from fmgtrack.rules import asking

if TYPE_CHECKING:
    from fmgtrack.records.results import Row
    from fmgtrack.store import Store


def rows(store: Store, *, program_id: int | None = None, asking_id: int | None = None) -> list[Row]:
    """Chosen questions by program, setting and number.

    Keys: `ref`, `program{ref,name}`, `setting`, `key` (of the bank, or None), `text`, `state`
    (`open answered in-mail on-page`), `answer`, `answered_on`, `on_page`, `followup{ref}`.
    """
    found = store.query(
        """SELECT a.*, p.name AS program FROM asking a JOIN program p ON p.id = a.program_id
           WHERE (:id IS NULL OR a.id = :id) AND (:program IS NULL OR a.program_id = :program)
           ORDER BY p.name COLLATE NOCASE, p.id, instr(:settings, a.setting), a.id""",
        {"id": asking_id, "program": program_id, "settings": " ".join(ASK_SETTINGS)},
    )
    return [_shape(row) for row in found]


def _shape(row: Row) -> Row:
    mailed = row["meeting_id"] is not None
    on_page = bool(row["on_page"])
    return {
        "ref": f"ak{row['id']}",
        "program": {"ref": f"p{row['program_id']}", "name": row["program"]},
        "setting": row["setting"],
        "key": row["key"],
        "text": row["text"],
        "state": asking.state(row["answer"], on_page=on_page, mailed=mailed),
        "answer": row["answer"],
        "answered_on": row["answered_on"],
        "on_page": on_page,
        "followup": {"ref": f"f{row['meeting_id']}"} if mailed else None,
    }


def in_mails(store: Store, program_id: int) -> list[tuple[str, str]]:
    """What follow-ups at a program have still to ask: ref and question, one for each line."""
    found = store.query(
        """SELECT m.id, m.to_ask FROM meeting m JOIN interview i ON i.id = m.interview_id
           WHERE i.program_id = :program AND m.to_ask IS NOT NULL ORDER BY m.id""",
        {"program": program_id},
    )
    return [(f"f{row['id']}", line) for row in found for line in row["to_ask"].split("\n")]
