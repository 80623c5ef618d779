"""Taking a change back: its before images are put back in reverse, as a change of its own."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from fmgtrack.errors import ConflictError
from fmgtrack.records import RECORDS
from fmgtrack.store.history import images
from fmgtrack.store.table import Table, completed

if TYPE_CHECKING:
    from fmgtrack.store.history import Change


def take_back(conn: sqlite3.Connection, change: Change, number: int) -> None:
    """Put the before images of a change back, last one first.

    Raises:
        ConflictError: a row was changed again since, or a later one hangs on it; that change has
            to be taken back first.
    """
    for name, row_id, old, new in reversed(images(conn, number)):
        table = Table(conn, RECORDS[name].cls, change.images)
        before, after = (image and completed(table.spec, image) for image in (old, new))
        if table.row(row_id) != after:
            raise _changed_since(conn, name, row_id)
        try:
            table.restore(row_id, before)
        except sqlite3.IntegrityError as error:
            raise _stands_on(conn, number, name, row_id, before) from error


def _changed_since(conn: sqlite3.Connection, name: str, row_id: int) -> ConflictError:
    later = conn.execute(
        "SELECT max(change_id) FROM image WHERE record = ? AND row_id = ?", (name, row_id)
    ).fetchone()[0]
    return ConflictError(
        f"{RECORDS[name].letter}{row_id} was changed again since, by h{later}",
        f"`fmgtrack undo h{later}` first",
    )


def _stands_on(
    conn: sqlite3.Connection, number: int, name: str, row_id: int, before: dict[str, Any] | None
) -> ConflictError:
    """Why a row cannot be put back: what came later hangs on it, or took its place."""
    if before is None:
        for child, column in RECORDS[name].children + RECORDS[name].loose:
            found = conn.execute(f"SELECT id FROM {child} WHERE {column} = ?", (row_id,)).fetchone()
            if found:
                return _changed_since(conn, child, found[0])
    for parent in RECORDS.values():
        for child, column in parent.children + parent.loose:
            wanted = before[column] if before and child == name else None
            if wanted and Table(conn, parent.cls).row(wanted) is None:
                return _changed_since(conn, parent.name, wanted)
    later = conn.execute(
        "SELECT max(change_id) FROM image WHERE record = ? AND change_id > ?", (name, number)
    ).fetchone()[0]
    return ConflictError(
        f"another {name} has taken the place of {RECORDS[name].letter}{row_id} since, in h{later}",
        f"`fmgtrack undo h{later}` first",
    )
