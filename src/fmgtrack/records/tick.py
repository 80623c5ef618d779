"""A line of an interview's checklist."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record

PARTS = ("before", "day", "after")
"""Parts of a checklist."""


@record
class Tick(Record):
    """One line of the checklist of an interview, ticked off or the person's own.

    `key` names a line of the checklists that ship, whose text is read there; an own line has
    `text` and the `part` it belongs to. A line of the checklist that was not touched has no row.
    `dropped` says that it does not apply to this interview.
    """

    interview_id: int
    key: str | None = None
    text: str | None = None
    part: str | None = None
    done_on: str | None = None
    dropped: bool = False


TICK = RecordSpec(
    name="tick",
    plural="ticks",
    letter="ti",
    cls=Tick,
    private=("text",),
    listed=False,
)
Tick.spec = TICK
