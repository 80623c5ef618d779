"""Why this program: a concrete fact of it that speaks to the person."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record

REASON_KINDS = ("patients", "culture", "education", "support", "research", "call")
"""What a reason is about: the patients, size and culture, education, support for international
graduates or visa, research, call."""


@record
class Reason(Record):
    """One concrete fact of a program, with where and on what day it was read."""

    program_id: int
    kind: str
    text: str
    source: str | None = None
    checked_on: str | None = None


REASON = RecordSpec(
    name="reason",
    plural="reasons",
    letter="w",
    cls=Reason,
    private=("text", "source"),
    listed=False,
)
Reason.spec = REASON
