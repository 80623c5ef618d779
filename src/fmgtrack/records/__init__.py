"""The record types, one module each; the mapping of all of them loads when it is asked for.

A listing needs the words of its records and not their classes, so this package imports nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fmgtrack.records.kinds import BY_LETTER, RECORDS, Record, RecordSpec, to_row

__all__ = ["BY_LETTER", "RECORDS", "Record", "RecordSpec", "to_row"]


def __getattr__(name: str) -> object:
    """What the package hands on from `kinds`."""
    if name in __all__:
        from fmgtrack.records import kinds

        return getattr(kinds, name)
    raise AttributeError(name)
