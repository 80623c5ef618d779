"""A mock interview."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record

MOCK_KINDS = ("mentor", "resident", "coach")
"""Who asks: a mentor or attending in the specialty, a US resident, a communication coach."""


@record
class Mock(Record):
    """A mock interview, planned or held: with whom, when, and what they said (one thing a line)."""

    kind: str
    who: str
    held_on: str | None = None
    said: str | None = None


MOCK = RecordSpec(
    name="mock",
    plural="mocks",
    letter="mo",
    cls=Mock,
    children=(("mend", "mock_id"),),
    private=("who", "said"),
    listed=False,
)
Mock.spec = MOCK
