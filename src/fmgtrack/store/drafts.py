"""Mails that were edited or sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from fmgtrack.records.mail import MAIL, Mail

if TYPE_CHECKING:
    from fmgtrack.records.results import Row
    from fmgtrack.store import Store


def kept(store: Store, program_id: int) -> list[Mail]:
    """All kept thank-yous at a program."""
    rows = store.query(
        """SELECT k.* FROM mail k JOIN meeting m ON m.id = k.meeting_id
           JOIN interview i ON i.id = m.interview_id WHERE i.program_id = :program""",
        {"program": program_id},
    )
    return [cast("Mail", MAIL.from_row(row)) for row in rows]


def of_kind(store: Store, program_id: int, kind: str) -> list[Mail]:
    """All kept mails of another kind than thanks to people at a program, oldest first."""
    rows = store.query(
        """SELECT k.* FROM mail k JOIN contact c ON c.id = k.contact_id
           WHERE c.program_id = :program AND k.kind = :kind ORDER BY k.id""",
        {"program": program_id, "kind": kind},
    )
    return [cast("Mail", MAIL.from_row(row)) for row in rows]


def people(store: Store) -> list[Row]:
    """Everybody on record as mails speak of them: `ref name title role program`."""
    return store.query(
        """SELECT 'c' || id AS ref, name, title, role, 'p' || program_id AS program
           FROM contact ORDER BY id"""
    )


def elsewhere(store: Store, program_id: int) -> list[Row]:
    """Kept mails at all other programs, those sent first, with their `program_id`."""
    return store.query(
        """SELECT c.program_id, k.kind, k.subject, k.body, k.sent_on
           FROM mail k LEFT JOIN meeting m ON m.id = k.meeting_id
           JOIN contact c ON c.id = coalesce(k.contact_id, m.contact_id)
           WHERE c.program_id <> :program ORDER BY k.sent_on IS NULL, k.sent_on, k.id""",
        {"program": program_id},
    )
