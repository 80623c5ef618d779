"""A try at a question, and what is to be mended."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record


@record
class Practice(Record):
    """One try at answering aloud.

    `at` is UTC; `seconds` how long the answer took; `rating` the person's own, 0 to 5. What a
    transcript gave: `words`, `fillers` (how many), `longest_run` (seconds without a pause),
    `action_share` (0 to 1), `heard` and `missed` (themes and points, one a line). `question_id` is
    None for a transcript that answers no one question, `program_id` set where the answer was for
    one program alone.
    """

    question_id: int | None = None
    program_id: int | None = None
    at: str
    seconds: float | None = None
    rating: int | None = None
    words: int | None = None
    fillers: int | None = None
    longest_run: float | None = None
    action_share: float | None = None
    heard: str | None = None
    missed: str | None = None


@record
class Mend(Record):
    """One thing to mend, from a try or from a mock interview; done when `done_on` is set.

    `at` is UTC.
    """

    text: str
    question_id: int | None = None
    practice_id: int | None = None
    mock_id: int | None = None
    at: str
    done_on: str | None = None


PRACTICE = RecordSpec(
    name="practice",
    plural="practices",
    letter="pr",
    cls=Practice,
    children=(("mend", "practice_id"),),
    private=("heard", "missed"),
    listed=False,
)
MEND = RecordSpec(
    name="mend",
    plural="mends",
    letter="me",
    cls=Mend,
    private=("text",),
    listed=False,
)
Practice.spec = PRACTICE
Mend.spec = MEND
