"""The history, and taking a change back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fmgtrack.errors import ConflictError, NotFoundError
from fmgtrack.records import RECORDS
from fmgtrack.records.results import Card, Changed, Notice

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.store.history import Change


def show(work: Work, text: str) -> Card | None:
    """One change with what it did, or None when the text is no ref of a change."""
    from fmgtrack.store import history

    number = number_of(text)
    if number is None:
        return None
    for row in history.rows(work.store.conn):
        if row["ref"] == f"h{number}":
            return Card("change", row | {"rows": _steps(work, number)})
    raise NotFoundError("change", text, hint="`fmgtrack history` lists them")


def preview(work: Work, text: str | None) -> Card:
    """What `undo` would put back: the change, and each row as it is and as it would be."""
    from fmgtrack.store import history

    number, title = history.to_undo(work.store.conn, _asked(text))
    steps = [
        {**step, "now": step["after"], "then": step["before"]} for step in _steps(work, number)
    ]
    return Card("undo", {"ref": f"h{number}", "title": title, "rows": steps})


def undo(work: Work, text: str | None) -> Changed:
    """Take a change back: the named one, else the latest; itself a change that can be undone.

    Raises:
        ConflictError: something it touched was changed again since.
        RefusedError: there is nothing to undo.
    """
    from fmgtrack.store import history, undoing

    number, title = history.to_undo(work.store.conn, _asked(text))
    with work.store.change(undoes=number) as change:
        undoing.take_back(work.store.conn, change, number)
        _mend_list(work, change)
        change.title = f"took back h{number}: {title}"
    rows = history.rows(work.store.conn)
    made = rows[0]["ref"]
    further = next(
        (
            row["ref"]
            for row in rows
            if int(row["ref"][1:]) < number and not row["undone_by"] and not row["undoes"]
        ),
        None,
    )
    refs = tuple(dict.fromkeys(f"{RECORDS[name].letter}{row}" for name, row, _, _ in change.images))
    return Changed("undo", refs, change.title, (Notice("undone", ref=made, further=further),))


def _mend_list(work: Work, change: Change) -> None:
    """Close the gaps that taking back an earlier change left in the list or its pairs.

    Raises:
        ConflictError: a line that comes back was put on the list again since.
    """
    from fmgtrack.actions.couples import renumber as renumber_pairs
    from fmgtrack.actions.rol import order, renumber
    from fmgtrack.records.entry import Entry

    if not any(name in ("entry", "pair") for name, *_ in change.images):
        return
    renumber_pairs(work.store, change)
    for letter in {line.letter for line in work.store.table(Entry).each()}:
        ranked: set[tuple[int, int | None]] = set()
        for line in order(work.store, letter):
            if (line.program_id, line.track_id) in ranked:
                raise ConflictError(
                    f"p{line.program_id} was put on the list again since",
                    f"`fmgtrack rol drop p{line.program_id}` first",
                )
            ranked.add((line.program_id, line.track_id))
        renumber(work.store, change, letter)


def number_of(text: str) -> int | None:
    """The number of a change's ref (`h4`), or None."""
    match = re.fullmatch(r"[hH]?([1-9][0-9]{0,17})", text.strip())
    return int(match[1]) if match else None


def _asked(text: str | None) -> int | None:
    if text is None:
        return None
    number = number_of(text)
    if number is None:
        raise NotFoundError("change", text, hint="`fmgtrack history` lists them")
    return number


def _steps(work: Work, number: int) -> list[dict[str, object]]:
    from fmgtrack.store import history

    return [
        {"ref": f"{RECORDS[name].letter}{row_id}", "before": before, "after": after}
        for name, row_id, before, after in history.images(work.store.conn, number)
    ]
