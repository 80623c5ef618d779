"""A question that interviewers ask, and a person's own points for the answer."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record

TO_ASK = "yours-to-ask"
"""The kind of the questions that the applicant asks."""

QUESTION_KINDS = (
    "openers",
    "behavioural",
    "mistakes",
    "cultural-ethical",
    "clinical",
    "gaps-attempts",
    "visa-plans",
    "why-specialty",
    "why-program",
    "bias",
    TO_ASK,
)
"""What a question is about, as product.md section 9 names it."""

ASSESSED = (
    "clinical-readiness",
    "communication",
    "professionalism",
    "teamwork-conflict",
    "adaptability",
    "motivation",
    "long-term-plans",
    "transition",
    "patient-expectations",
    "added-value",
)
"""What a question assesses."""


@record
class Question(Record):
    """A question on record: one of the bank that was worked on, or the person's own.

    `key` names a question of the bank, whose text is read there; then the other columns are empty.
    `assesses` holds words of the bank separated by spaces, `minutes` is the target for the answer.
    """

    key: str | None = None
    text: str | None = None
    kind: str | None = None
    assesses: str | None = None
    minutes: float | None = None
    pitfalls: str | None = None


@record
class Outline(Record):
    """One version of the points for an answer; the newest counts, the older ones are kept.

    All texts hold one point a line. `present`, `past`, `future` and `themes` are for questions
    about oneself; `program_id` is set where the answer is for one program alone. `written_at` is
    UTC.
    """

    question_id: int
    program_id: int | None = None
    points: str | None = None
    present: str | None = None
    past: str | None = None
    future: str | None = None
    themes: str | None = None
    written_at: str


QUESTION = RecordSpec(
    name="question",
    plural="questions",
    letter="q",
    cls=Question,
    children=(("outline", "question_id"), ("practice", "question_id"), ("mend", "question_id")),
    private=("text", "pitfalls"),
    listed=False,
)
OUTLINE = RecordSpec(
    name="outline",
    plural="outlines",
    letter="o",
    cls=Outline,
    private=("points", "present", "past", "future", "themes"),
    listed=False,
)
Question.spec = QUESTION
Outline.spec = OUTLINE
