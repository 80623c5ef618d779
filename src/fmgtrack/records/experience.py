"""Clinical and other experience."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record

USCE_KINDS = ("externship", "elective", "clerkship", "rotation", "observership")
"""Kinds of US clinical experience; an observership is watching, the others are hands-on."""

OTHER_KINDS = (
    "work",
    "research",
    "volunteer",
    "education",
    "military",
    "extracurricular",
    "professional",
    "teaching",
)
"""Experience types of MyERAS: work; research; volunteer, service, advocacy; education and training;
military; other extracurricular, club or hobby; professional organisation; teaching and mentoring
[https://residencysupport.blogspot.com/2023/05] (secondary, 2024 season)."""

EXPERIENCE_STATUSES = ("considered", "asked", "applied", "accepted", "declined", "done")
"""Where a place for an experience stands; one that runs is accepted, one that is over is done."""


@record
class Experience(Record):
    """One experience, from the search for it to the end.

    `begins` and `ends` are months (`YYYY-MM`) or days. `supervisor` is a name, `contact_id` the
    person where they are on record. `cost` is US dollars. `skills` (seen there: notes, records
    system, rounds ...) hold one a line. `focus`, `characteristic`, `description`, `meaningful` and
    `meaningful_text` are MyERAS fields; `myeras` says that it stands in the application.
    `reread_on` is the day the person last went through it for interviews.
    """

    kind: str
    title: str
    organisation: str | None = None
    specialty: str | None = None
    city: str | None = None
    state: str | None = None
    country: str | None = None
    status: str = "done"
    asked_on: str | None = None
    applied_on: str | None = None
    accepted_on: str | None = None
    begins: str | None = None
    ends: str | None = None
    hours_week: float | None = None
    cost: float | None = None
    visa: str | None = None
    program_id: int | None = None
    contact_id: int | None = None
    supervisor: str | None = None
    skills: str | None = None
    letter_asked_on: str | None = None
    thanked_on: str | None = None
    focus: str | None = None
    characteristic: str | None = None
    description: str | None = None
    myeras: bool = False
    meaningful: bool = False
    meaningful_text: str | None = None
    reread_on: str | None = None
    note: str | None = None


EXPERIENCE = RecordSpec(
    name="experience",
    plural="experiences",
    letter="e",
    cls=Experience,
    loose=(("letter", "experience_id"),),
    private=("supervisor", "note", "description", "meaningful_text", "organisation"),
    listed=False,
)
Experience.spec = EXPERIENCE
