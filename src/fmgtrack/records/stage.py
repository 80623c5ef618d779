"""When an application reached a stage."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record


@record
class Stage(Record):
    """The day on which an application reached a status of a program; the latest day per status."""

    program_id: int
    status: str
    reached_on: str


STAGE = RecordSpec(
    name="stage",
    plural="stages",
    letter="sg",
    cls=Stage,
    listed=False,
)
Stage.spec = STAGE
