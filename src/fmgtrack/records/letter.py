"""Letters of recommendation, documents, and which program gets which."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record

LETTER_STATUSES = ("wanted", "asked", "promised", "uploaded", "declined")
"""How far a letter is."""

DOCUMENT_KINDS = (
    "cv",
    "statement",
    "photo",
    "mspe",
    "transcript",
    "usmle-transcript",
    "ecfmg-report",
    "passport",
    "visa",
    "ds-2019",
    "statement-of-need",
    "contract",
    "i-797",
    "other",
)
"""Kinds of documents."""

DOCUMENT_STATUSES = ("missing", "asked", "draft", "ready", "uploaded")
"""How far a document is."""


@record
class Letter(Record):
    """One letter of recommendation.

    `dated_on` is the date on it, `us` whether its writer works in the US, `waived` whether the
    right to see it was waived (None: not said).
    """

    writer: str
    contact_id: int | None = None
    experience_id: int | None = None
    specialty: str | None = None
    us: bool | None = None
    waived: bool | None = None
    status: str = "wanted"
    asked_on: str | None = None
    promised_on: str | None = None
    uploaded_on: str | None = None
    dated_on: str | None = None
    thanked_on: str | None = None
    note: str | None = None

    @property
    def contact(self) -> str | None:
        """The ref of the writer where he or she is on record."""
        return f"c{self.contact_id}" if self.contact_id else None

    @property
    def experience(self) -> str | None:
        """The ref of the experience that the letter came of."""
        return f"e{self.experience_id}" if self.experience_id else None


@record
class Document(Record):
    """One document; `length` are characters.

    `path` is where the file is; what is in it is never kept.
    """

    kind: str
    title: str | None = None
    specialty: str | None = None
    status: str = "missing"
    path: str | None = None
    made_on: str | None = None
    expires_on: str | None = None
    length: int | None = None
    note: str | None = None


@record
class Assignment(Record):
    """A letter or a document goes to a program; exactly one of the two is set."""

    program_id: int
    letter_id: int | None = None
    document_id: int | None = None
    assigned_on: str | None = None


LETTER = RecordSpec(
    name="letter",
    plural="letters",
    letter="le",
    cls=Letter,
    children=(("assignment", "letter_id"),),
    private=("writer", "note"),
    listed=False,
)
DOCUMENT = RecordSpec(
    name="document",
    plural="documents",
    letter="do",
    cls=Document,
    children=(("assignment", "document_id"),),
    private=("title", "path", "note"),
    listed=False,
)
ASSIGNMENT = RecordSpec(
    name="assignment",
    plural="assignments",
    letter="ag",
    cls=Assignment,
    listed=False,
)
Letter.spec = LETTER
Document.spec = DOCUMENT
Assignment.spec = ASSIGNMENT
