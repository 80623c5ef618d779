"""A line of the rank order list, and what a person says about the list."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record
from fmgtrack.records.words import PRIMARY


@record
class Entry(Record):
    """One code of one program on one list.

    `letter` is empty for the primary list; `track_id` is None while the program's code is not on
    record. `position` counts from 1 without gaps inside a list; only the person moves it.
    """

    letter: str = PRIMARY
    position: int
    program_id: int
    track_id: int | None = None


@record
class Link(Record):
    """A supplemental list belongs to an advanced code on the primary list."""

    letter: str
    entry_id: int


@record
class Exclusion(Record):
    """A program that the person would not attend, and why."""

    program_id: int
    reason: str


@record
class Answer(Record):
    """One answer to "A or B?"; later ones win over earlier ones."""

    better_id: int
    worse_id: int
    at: str


@record
class Certification(Record):
    """That the list was certified in R3, when (UTC), and the list as it was then (JSON)."""

    at: str
    lines: str


ENTRY = RecordSpec(
    name="entry",
    plural="entries",
    letter="r",
    cls=Entry,
    children=(
        ("link", "entry_id"),
        ("answer", "better_id"),
        ("answer", "worse_id"),
        ("pair", "entry_id"),
    ),
    listed=False,
)
LINK = RecordSpec(name="link", plural="links", letter="l", cls=Link, listed=False)
EXCLUSION = RecordSpec(
    name="exclusion",
    plural="exclusions",
    letter="x",
    cls=Exclusion,
    private=("reason",),
    listed=False,
)
ANSWER = RecordSpec(name="answer", plural="answers", letter="a", cls=Answer, listed=False)
CERTIFICATION = RecordSpec(
    name="certification", plural="certifications", letter="v", cls=Certification, listed=False
)
Entry.spec = ENTRY
Link.spec = LINK
Exclusion.spec = EXCLUSION
Answer.spec = ANSWER
Certification.spec = CERTIFICATION
