"""Mails that were edited or sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from fmgtrack.records.mail import MAIL, Mail

if TYPE_CHECKING:
    from fmgtrack.store import Store


def kept(store: Store, program_id: int) -> list[Mail]:
    """All kept mails at a program."""
    rows = store.query(
        """SELECT k.* FROM mail k JOIN meeting m ON m.id = k.meeting_id
           JOIN interview i ON i.id = m.interview_id WHERE i.program_id = :program""",
        {"program": program_id},
    )
    return [cast("Mail", MAIL.from_row(row)) for row in rows]
