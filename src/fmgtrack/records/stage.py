"""When an application reached a stage."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record


@record
class Stage(Record):
    """The day on which an application reached a status of a program; the latest day per status.

    `said` is whether the person named the day. Where not, it is the day on which the status was
    put on record: the application came there on that day at the latest.
    """

    program_id: int
    status: str
    reached_on: str
    said: bool = False


STAGE = RecordSpec(
    name="stage",
    plural="stages",
    letter="sg",
    cls=Stage,
    listed=False,
)
Stage.spec = STAGE
