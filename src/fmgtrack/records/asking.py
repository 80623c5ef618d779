"""A question to ask a program."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record

ASK_SETTINGS = ("formal", "meal", "session", "coordinator")
"""Where a question is asked: the formal interview, the meal or a resident, the information
session, the coordinator."""


@record
class Asking(Record):
    """A question chosen to be asked at a program, and its answer.

    `key` names a question of the bank. `on_page` says that the program's own page answers it.
    `meeting_id` is the follow-up to whose mail the open question was handed.
    """

    program_id: int
    setting: str
    key: str | None = None
    text: str
    answer: str | None = None
    answered_on: str | None = None
    on_page: bool = False
    meeting_id: int | None = None


ASKING = RecordSpec(
    name="asking",
    plural="askings",
    letter="ak",
    cls=Asking,
    private=("text", "answer"),
    listed=False,
)
Asking.spec = ASKING
