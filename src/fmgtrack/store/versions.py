"""Every version of the rank order list, read out of the journal."""

from __future__ import annotations

import json
from itertools import groupby

from fmgtrack.rules.versions import Line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from fmgtrack.records.results import Row
    from fmgtrack.store import Store

Board = dict[str, tuple[Line, ...]]
"""The lists of one version by letter, each line with the key `program/track`.

A line that waited for its program's code has the key of the code that such a line takes. Under
`A` and the mark `LINKS` stand the lines of the primary list to which list A is linked.
"""

LINKS = "="
"""What follows the letter of a supplemental list where its links stand."""


def versions(store: Store) -> list[tuple[Row, Board]]:
    """Every change that touched a list, oldest first: the change (`ref at title`) and the lists."""
    found = store.query(
        """SELECT c.id, c.at, c.title, i.record, i.row_id, i.after FROM image i
           JOIN change c ON c.id = i.change_id
           WHERE i.record IN ('entry', 'link') ORDER BY i.id"""
    )
    names = _names(store)
    rows: dict[str, dict[int, Row]] = {"entry": {}, "link": {}}
    made: list[tuple[Row, Board]] = []
    for number, images in groupby(found, key=lambda row: row["id"]):
        for row in images:
            if row["after"] is None:
                rows[row["record"]].pop(row["row_id"], None)
            else:
                rows[row["record"]][row["row_id"]] = json.loads(row["after"])
        change = {"ref": f"h{number}", "at": row["at"], "title": row["title"]}
        made.append((change, _board(rows["entry"], rows["link"], names)))
    return made


def certified(store: Store) -> dict[str, str]:
    """When versions were certified (UTC) by ref, the one certified last at the end."""
    found = store.query(
        """SELECT c.at, (SELECT max(v.change_id) FROM image v WHERE v.record IN ('entry', 'link')
                         AND v.change_id <= max(i.change_id)) AS version
           FROM certification c
           JOIN image i ON i.record = 'certification' AND i.row_id = c.id AND i.after IS NOT NULL
           GROUP BY c.id ORDER BY c.id"""
    )
    made: dict[str, str] = {}
    for row in found:
        made.pop(f"h{row['version']}", None)
        made[f"h{row['version']}"] = row["at"]
    return made


def current(store: Store) -> Board:
    """The lists as they stand."""
    rows = {
        name: {row["id"]: row for row in store.query(f"SELECT * FROM {name}")}
        for name in ("entry", "link")
    }
    return _board(rows["entry"], rows["link"], _names(store))


def _board(lines: dict[int, Row], links: dict[int, Row], names: dict[str, dict[int, str]]) -> Board:
    board: dict[str, list[Row]] = {}
    for line in sorted(lines.values(), key=lambda line: (line["letter"], line["position"])):
        board.setdefault(line["letter"], []).append(line)
        for link in links.values():
            if link["entry_id"] == line["id"]:
                board.setdefault(link["letter"] + LINKS, []).append(line)
    return {
        letter: tuple(
            Line(
                key=_key(line, names["first"]),
                name=names["program"].get(line["program_id"], f"p{line['program_id']}"),
                code=names["track"].get(line["track_id"] or 0),
            )
            for line in rows
        )
        for letter, rows in board.items()
    }


def _key(line: Row, first: dict[int, str]) -> str:
    program = line["program_id"]
    return f"{program}/{line['track_id'] or first.get(program, '')}"


def _names(store: Store) -> dict[str, dict[int, str]]:
    """Names of programs and codes of tracks, those that are gone too.

    `first` is the number of each program's first code that is on record.
    """
    known: dict[str, dict[int, str]] = {"program": {}, "track": {}, "first": {}}
    for row in store.query("SELECT program_id, min(id) AS id FROM track GROUP BY program_id"):
        known["first"][row["program_id"]] = str(row["id"])
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
