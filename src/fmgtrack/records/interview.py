"""An interview, and the meetings of that day. A meeting is its follow-up: one row, one ref."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record


@record
class Interview(Record):
    """An invitation, then a scheduled day (or two) at a program.

    `starts_at` and `ends_at` are wall time in `timezone`, as `YYYY-MM-DD HH:MM`, or a day alone
    where no time was said. `respond_by` is wall time in `respond_zone`. `highlight` may stand in
    mails; `note` is private and never does. `ics_uid` and `ics_sequence` are those of the calendar
    invitation it came from.
    """

    program_id: int
    status: str = "scheduled"
    starts_at: str | None = None
    ends_at: str | None = None
    timezone: str | None = None
    format: str | None = None
    place: str | None = None
    respond_by: str | None = None
    respond_zone: str | None = None
    highlight: str | None = None
    note: str | None = None
    ics_uid: str | None = None
    ics_sequence: int | None = None


@record
class Meeting(Record):
    """One contact at one interview, and the thank-you owed for it.

    `talked_about` and `to_ask` hold one thing a line. `sent_on`, `replied_on` and `skipped_on`
    are days the person named; states are computed from them, never stored.
    """

    interview_id: int
    contact_id: int
    setting: str | None = None
    talked_about: str | None = None
    to_ask: str | None = None
    sent_on: str | None = None
    replied_on: str | None = None
    skipped_on: str | None = None
    skip_reason: str | None = None


INTERVIEW = RecordSpec(
    name="interview",
    plural="interviews",
    letter="i",
    cls=Interview,
    children=(("meeting", "interview_id"), ("tick", "interview_id")),
    private=("note",),
)
MEETING = RecordSpec(
    name="meeting",
    plural="meetings",
    letter="f",
    cls=Meeting,
    children=(("mail", "meeting_id"), ("telling", "meeting_id")),
    loose=(("asking", "meeting_id"),),
    listed=False,
)
Interview.spec = INTERVIEW
Meeting.spec = MEETING
