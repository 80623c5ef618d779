"""The history as a list."""

from __future__ import annotations

from fmgtrack.records.results import Listing, Notice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fmgtrack.actions.work import Work


def listing(work: Work, text: str | None, *, last: int | None = None) -> Listing:
    """Changes, newest first; with a ref only those that touched that record."""
    from fmgtrack.store.history import rows

    record = None
    if text:
        from fmgtrack.actions import find

        record = find.anything(work.store, text)
    return Listing(
        "history", rows(work.store.conn, record=record)[:last], empty=Notice("no-history")
    )
