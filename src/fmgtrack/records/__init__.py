"""The record types, one module each."""

from __future__ import annotations

from fmgtrack.records.contact import CONTACT
from fmgtrack.records.couple import PAIR, PARTNER
from fmgtrack.records.deadline import DEADLINE
from fmgtrack.records.entry import ANSWER, CERTIFICATION, ENTRY, EXCLUSION, LINK
from fmgtrack.records.interview import INTERVIEW, MEETING
from fmgtrack.records.mail import MAIL
from fmgtrack.records.program import PROGRAM, TRACK
from fmgtrack.records.rating import CRITERION, RATING
from fmgtrack.records.setting import SETTING
from fmgtrack.records.spec import Record, RecordSpec, to_row

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
        SETTING,
    )
}
"""Every record type by name, parents before children."""

BY_LETTER: dict[str, RecordSpec] = {spec.letter: spec for spec in RECORDS.values()}
"""Every record type by the letter of its refs."""

__all__ = ["BY_LETTER", "RECORDS", "Record", "RecordSpec", "to_row"]
