"""A mail that a person made their own: edited, or sent and kept as it was."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record


@record
class Mail(Record):
    """The kept text of one mail: of a follow-up, or of another kind to a contact.

    A draft that nobody edited has no row: it is rendered from the record each time. `basis` is
    the text that the record gave when the draft was edited; where it differs from what the record
    gives now, the record has changed since. `sent_on` freezes the text.
    """

    meeting_id: int | None = None
    contact_id: int | None = None
    kind: str = "thanks"
    subject: str
    body: str
    basis: str
    edited: bool = False
    kept_at: str
    sent_on: str | None = None


MAIL = RecordSpec(name="mail", plural="mails", letter="m", cls=Mail, listed=False)
Mail.spec = MAIL
