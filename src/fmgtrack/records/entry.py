"""A line of the rank order list."""

from __future__ import annotations

from dataclasses import dataclass

from fmgtrack.records.spec import Record, RecordSpec

PRIMARY = ""
"""The letter of the primary list; supplemental lists are A, B, C ..."""


@dataclass(frozen=True, kw_only=True)
class Entry(Record):
    """One code of one program on one list.

    `letter` is empty for the primary list; `track_id` is None while the program's code is not on
    record. `position` counts from 1 without gaps inside a list; only the person moves it.
    """

    letter: str = PRIMARY
    position: int
    program_id: int
    track_id: int | None = None


ENTRY = RecordSpec(name="entry", plural="entries", letter="r", cls=Entry, listed=False)
Entry.spec = ENTRY
