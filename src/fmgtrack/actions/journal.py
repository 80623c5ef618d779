"""The history as a list."""

from __future__ import annotations

from fmgtrack.records.results import Listing, Notice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fmgtrack.actions.work import Work


def listing(
    work: Work, text: str | None, *, last: int | None = None, program_id: int | None = None
) -> Listing:
    """Changes, newest first; with a ref only those that touched that record.

    With the number of a program, only those that touched it or anything that belongs to it.
    """
    from fmgtrack.store.history import rows

    record = None
    if text:
        from fmgtrack.actions import find

        record = find.anything(work.store, text)
    found = rows(work.store.conn, record=record, program_id=program_id)
    return Listing("history", found[:last], empty=Notice("no-history"))
