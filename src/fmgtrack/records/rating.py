"""What a person weighs, and how each program does by it."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record

WORST, BEST = 1, 5
"""The ends of the scale of ratings."""


@record
class Criterion(Record):
    """Something that the person weighs; `key` is what is typed, `label` describes it in a line."""

    key: str
    label: str
    weight: float = 1.0
    position: int = 0


@record
class Rating(Record):
    """One program by one criterion, 1 (worst) to 5 (best); a missing rating is no row."""

    program_id: int
    criterion_id: int
    value: int


CRITERION = RecordSpec(
    name="criterion",
    plural="criteria",
    letter="k",
    cls=Criterion,
    children=(("rating", "criterion_id"),),
    listed=False,
)
RATING = RecordSpec(
    name="rating", plural="ratings", letter="g", cls=Rating, private=("value",), listed=False
)
Criterion.spec = CRITERION
Rating.spec = RATING
