"""A dated event: of the season, of one program, or the person's own."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record


@record
class Deadline(Record):
    """A dated event.

    `due_at` is wall time in `timezone`, or a day alone where the source gave no clock time.
    `binding` is a cut-off after which something is lost. `season` and `key` name the event in a
    season's file; `own` says that the person corrected or confirmed it, so that a newer file
    never overwrites it.
    """

    title: str
    due_at: str
    timezone: str
    body: str | None = None
    binding: bool = True
    source: str | None = None
    confidence: str = "own"
    program_id: int | None = None
    season: int | None = None
    key: str | None = None
    own: bool = True
    done_on: str | None = None


DEADLINE = RecordSpec(name="deadline", plural="deadlines", letter="d", cls=Deadline)
Deadline.spec = DEADLINE
