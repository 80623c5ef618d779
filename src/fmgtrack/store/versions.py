"""Every version of the rank order list, read out of the journal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fmgtrack.rules.versions import Line

if TYPE_CHECKING:
    from fmgtrack.records.results import Row
    from fmgtrack.store import Store

Board = dict[str, tuple[Line, ...]]
"""The lists of one version by letter, each line with the key `program/track`."""


def versions(store: Store) -> list[tuple[Row, Board]]:
    """Every change that touched a list, oldest first: the change (`ref at title`) and the lists."""
    found = store.query(
        """SELECT c.id, c.at, c.title, i.row_id, i.after FROM image i
           JOIN change c ON c.id = i.change_id WHERE i.record = 'entry' ORDER BY i.id"""
    )
    names = _names(store)
    lines: dict[int, Row] = {}
    made: dict[int, tuple[Row, Board]] = {}
    for row in found:
        if row["after"] is None:
            lines.pop(row["row_id"], None)
        else:
            lines[row["row_id"]] = json.loads(row["after"])
        change = {"ref": f"h{row['id']}", "at": row["at"], "title": row["title"]}
        made[row["id"]] = (change, _board(lines, names))
    return list(made.values())


def current(store: Store) -> Board:
    """The lists as they stand."""
    rows = store.query("SELECT * FROM entry")
    return _board({row["id"]: row for row in rows}, _names(store))


def _board(lines: dict[int, Row], names: dict[str, dict[int, str]]) -> Board:
    board: dict[str, list[Row]] = {}
    for line in sorted(lines.values(), key=lambda line: (line["letter"], line["position"])):
        board.setdefault(line["letter"], []).append(line)
    return {
        letter: tuple(
            Line(
                key=f"{line['program_id']}/{line['track_id'] or ''}",
                name=names["program"].get(line["program_id"], f"p{line['program_id']}"),
                code=names["track"].get(line["track_id"] or 0),
            )
            for line in rows
        )
        for letter, rows in board.items()
    }


def _names(store: Store) -> dict[str, dict[int, str]]:
    """Names of programs and codes of tracks, those that are gone too."""
    known: dict[str, dict[int, str]] = {"program": {}, "track": {}}
    for record, key in (("program", "name"), ("track", "code")):
        for row in store.query(
            "SELECT row_id, coalesce(after, before) AS image FROM image"
            " WHERE record = :record ORDER BY id",
            {"record": record},
        ):
            image: dict[str, Any] = json.loads(row["image"])
            known[record][row["row_id"]] = image[key]
        for row in store.query(f"SELECT id, {key} AS word FROM {record}"):
            known[record][row["id"]] = row["word"]
    return known
