"""A residency program, and the NRMP codes (tracks) under which it can be ranked."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record


@record
class Program(Record):
    """One residency program of one institution in one specialty.

    `note` is private and never reaches a mail. `policy_on` and `visa_on` are days on which the
    fact was read or recorded. `j1` and `h1b` are yes, no, or not said (None). `contract_on` is the
    day on which the program's contract, eligibility rules and visa policy came.
    """

    name: str
    institution: str | None = None
    specialty: str | None = None
    city: str | None = None
    state: str | None = None
    timezone: str | None = None
    acgme_code: str | None = None
    url: str | None = None
    status: str = "considered"
    signal: str = "none"
    contact_policy: str = "unknown"
    policy_source: str | None = None
    policy_on: str | None = None
    j1: bool | None = None
    h1b: bool | None = None
    visa_source: str | None = None
    visa_on: str | None = None
    note: str | None = None
    contract_on: str | None = None


@record
class Track(Record):
    """One NRMP code of a program: 9 to 11 characters, each ranked for itself."""

    program_id: int
    code: str


PROGRAM = RecordSpec(
    name="program",
    plural="programs",
    letter="p",
    cls=Program,
    children=(
        ("track", "program_id"),
        ("contact", "program_id"),
        ("interview", "program_id"),
        ("deadline", "program_id"),
        ("entry", "program_id"),
        ("exclusion", "program_id"),
        ("rating", "program_id"),
        *(
            (child, "program_id")
            for child in (
                "outline",
                "reason",
                "asking",
                "fact",
                "assignment",
                "stage",
            )
        ),
    ),
    loose=(("experience", "program_id"), ("practice", "program_id")),
    private=("note",),
)
TRACK = RecordSpec(
    name="track",
    plural="tracks",
    letter="t",
    cls=Track,
    children=(("entry", "track_id"),),
    listed=False,
)
Program.spec = PROGRAM
Track.spec = TRACK
