"""What is known of a program with its evidence, and what the person prefers."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record


@record
class Fact(Record):
    """One fact of a program: a requirement (strict or preferred) or a feature.

    `rule` is a word of `rules/requirements.py`, `value` what it says there. A program may have one
    strict and one preferred fact of a rule. Evidence: `who` said it, `source` where, `checked_on`
    what day.
    """

    program_id: int
    rule: str
    value: str
    strict: bool = True
    who: str | None = None
    source: str | None = None
    checked_on: str | None = None


@record
class Preference(Record):
    """What the person would like of a program, and how much it weighs."""

    rule: str
    value: str
    weight: float


FACT = RecordSpec(
    name="fact",
    plural="facts",
    letter="fa",
    cls=Fact,
    private=("who", "source"),
    listed=False,
)
PREFERENCE = RecordSpec(
    name="preference",
    plural="preferences",
    letter="we",
    cls=Preference,
    listed=False,
)
Fact.spec = FACT
Preference.spec = PREFERENCE
