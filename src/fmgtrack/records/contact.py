"""A person at a program."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record


@record
class Contact(Record):
    """A person at a program; `name` is without title, `note` is private."""

    program_id: int
    title: str | None = None
    name: str
    role: str = "faculty"
    email: str | None = None
    note: str | None = None

    @property
    def full_name(self) -> str:
        """Title and name, as in a greeting on an envelope."""
        return f"{self.title} {self.name}" if self.title else self.name


CONTACT = RecordSpec(
    name="contact",
    plural="contacts",
    letter="c",
    cls=Contact,
    children=(
        ("meeting", "contact_id"),
        ("mail", "contact_id"),
    ),
    loose=(("experience", "contact_id"), ("letter", "contact_id")),
    private=("note",),
)
Contact.spec = CONTACT
