"""A story for behavioural questions, and to whom it was told."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record

COMPETENCIES = (
    "patient-care",
    "conflict",
    "teamwork",
    "mistake",
    "leadership",
    "teaching",
    "research",
)
"""What a story shows."""


@record
class Story(Record):
    """What happened, in the STAR shape and what was learnt from it.

    `competencies` holds words of the wanted set separated by spaces. `written_at` is UTC.
    """

    title: str
    situation: str | None = None
    task: str | None = None
    action: str | None = None
    result: str | None = None
    learnt: str | None = None
    competencies: str | None = None
    written_at: str


@record
class Telling(Record):
    """A story was told at a meeting."""

    story_id: int
    meeting_id: int


STORY = RecordSpec(
    name="story",
    plural="stories",
    letter="st",
    cls=Story,
    children=(("telling", "story_id"),),
    private=("title", "situation", "task", "action", "result", "learnt"),
    listed=False,
)
TELLING = RecordSpec(
    name="telling",
    plural="tellings",
    letter="tg",
    cls=Telling,
    listed=False,
)
Story.spec = STORY
Telling.spec = TELLING
