"""Every record type, in one mapping."""

from __future__ import annotations

from fmgtrack.records.asking import ASKING
from fmgtrack.records.contact import CONTACT
from fmgtrack.records.couple import PAIR, PARTNER
from fmgtrack.records.deadline import DEADLINE
from fmgtrack.records.development import DEVELOPMENT
from fmgtrack.records.entry import ANSWER, CERTIFICATION, ENTRY, EXCLUSION, LINK
from fmgtrack.records.experience import EXPERIENCE
from fmgtrack.records.fact import FACT, PREFERENCE
from fmgtrack.records.interview import INTERVIEW, MEETING
from fmgtrack.records.letter import ASSIGNMENT, DOCUMENT, LETTER
from fmgtrack.records.mail import MAIL
from fmgtrack.records.mock import MOCK
from fmgtrack.records.practice import MEND, PRACTICE
from fmgtrack.records.profile import EXAM, GAP, PROFILE
from fmgtrack.records.program import PROGRAM, TRACK
from fmgtrack.records.question import OUTLINE, QUESTION
from fmgtrack.records.rating import CRITERION, RATING
from fmgtrack.records.reason import REASON
from fmgtrack.records.setting import SETTING
from fmgtrack.records.spec import Record, RecordSpec, to_row
from fmgtrack.records.stage import STAGE
from fmgtrack.records.story import STORY, TELLING
from fmgtrack.records.tick import TICK

RECORDS: dict[str, RecordSpec] = {
    spec.name: spec
    for spec in (
        PROGRAM,
        TRACK,
        CONTACT,
        INTERVIEW,
        MEETING,
        MAIL,
        DEADLINE,
        ENTRY,
        LINK,
        EXCLUSION,
        ANSWER,
        CERTIFICATION,
        CRITERION,
        RATING,
        PARTNER,
        PAIR,
        QUESTION,
        OUTLINE,
        REASON,
        STORY,
        TELLING,
        PRACTICE,
        MOCK,
        MEND,
        ASKING,
        DEVELOPMENT,
        TICK,
        PROFILE,
        EXAM,
        GAP,
        FACT,
        PREFERENCE,
        EXPERIENCE,
        LETTER,
        DOCUMENT,
        ASSIGNMENT,
        STAGE,
        SETTING,
    )
}
"""Every record type by name, parents before children."""

BY_LETTER: dict[str, RecordSpec] = {spec.letter: spec for spec in RECORDS.values()}
"""Every record type by the letter or two of its refs."""

__all__ = ["BY_LETTER", "RECORDS", "Record", "RecordSpec", "to_row"]
