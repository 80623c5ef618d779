"""A development in the specialty to have a view on."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record


@record
class Development(Record):
    """What is new, where it was read and of what day it is, the person's view, the next look."""

    what: str
    specialty: str | None = None
    source: str | None = None
    dated_on: str | None = None
    view: str | None = None
    look_on: str | None = None


DEVELOPMENT = RecordSpec(
    name="development",
    plural="developments",
    letter="de",
    cls=Development,
    private=("what", "source", "view"),
    listed=False,
)
Development.spec = DEVELOPMENT
