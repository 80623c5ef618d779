"""The list as it is typed into R3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.records.couple import Pair
from fmgtrack.records.results import Listing, Notice
from fmgtrack.records.words import PRIMARY

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work


def lines(work: Work) -> Listing:
    """Every list in entry order: `list rank nrmp_code program city state`.

    The primary list comes first and has an empty `list`.
    """
    from fmgtrack.store import board

    rows = [
        {
            "list": row["letter"],
            "rank": row["position"],
            "nrmp_code": row["code"],
            "program": row["program"],
            "city": row["city"],
            "state": row["state"],
        }
        for row in board.entries(work.store, None)
    ]
    bare = tuple(
        Notice("no-code", ref=f"p{row['program_id']}")
        for row in board.entries(work.store, None)
        if not row["code"]
    )
    again = board.changed_since(work.store) or board.certified(work.store) is None
    coupled = (Notice("pairs-apart"),) if rows and work.store.table(Pair).list() else ()
    told = (*bare, *coupled, *((Notice("certify-in-r3"),) if again and rows else ()))
    rows.sort(key=lambda row: (row["list"] != PRIMARY, row["list"], row["rank"]))
    return Listing("entering", rows, told, Notice("nothing-ranked"))
