"""A record in which every column of every type of record is filled, as an export would hold it.

Columns that take only some words, numbers or days get one that the schema allows; what is left is
a person's own words, and is asked of the caller. So a new type of record, or a new column, is
filled without a word here.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from fmgtrack.records import RECORDS
from fmgtrack.store import Store
from fmgtrack.store.dump import FORMAT
from fmgtrack.store.schema import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

AT = "2026-11-25T15:00:00Z"

WORDS: dict[tuple[str, str], object] = {
    ("program", "timezone"): "America/Detroit",
    ("program", "acgme_code"): "1402611234",
    ("program", "state"): "MI",
    ("program", "url"): "https://example.org/residency",
    ("track", "code"): "1300140C0",
    ("contact", "email"): "w.marker@example.org",
    ("interview", "starts_at"): "2026-11-23 09:00",
    ("interview", "ends_at"): "2026-11-23 15:00",
    ("interview", "timezone"): "America/Detroit",
    ("interview", "status"): "scheduled",
    ("interview", "respond_by"): "2026-11-20 09:00",
    ("interview", "respond_zone"): "America/Detroit",
    ("meeting", "setting"): "formal",
    ("meeting", "sent_on"): None,
    ("meeting", "replied_on"): None,
    ("meeting", "skipped_on"): None,
    ("mail", "contact_id"): None,
    ("mail", "kind"): "thanks",
    ("mail", "sent_on"): None,
    ("deadline", "due_at"): "2027-01-05 17:00",
    ("deadline", "season"): None,
    ("deadline", "key"): None,
    ("deadline", "timezone"): "America/New_York",
    ("deadline", "confidence"): "own",
    ("deadline", "done_on"): None,
    ("entry", "letter"): "",
    ("link", "letter"): "A",
    ("answer", "worse_id"): 2,
    ("certification", "lines"): '[["1300140C0", "", 1]]',
    ("criterion", "key"): "culture",
    ("partner", "code"): "1310140C0",
    ("partner", "state"): "MN",
    ("question", "kind"): "behavioural",
    ("question", "key"): None,
    ("question", "assesses"): "teamwork",
    ("story", "competencies"): "teamwork",
    ("asking", "key"): None,
    ("asking", "answered_on"): "2026-11-24",
    ("tick", "key"): None,
    ("tick", "part"): "before",
    ("profile", "graduated"): "2019-06",
    ("profile", "school_country"): "Pakistan",
    ("profile", "specialties"): "Internal Medicine",
    ("gap", "begins"): "2020-01",
    ("gap", "ends"): "2020-06",
    ("fact", "rule"): "step2ck",
    ("fact", "value"): "230",
    ("preference", "rule"): "state",
    ("preference", "value"): "MI",
    ("experience", "kind"): "observership",
    ("experience", "state"): "MI",
    ("experience", "begins"): "2024-01",
    ("experience", "ends"): "2024-03",
    ("experience", "visa"): "b1",
    ("experience", "focus"): None,
    ("experience", "characteristic"): None,
    ("document", "kind"): "cv",
    ("assignment", "document_id"): None,
    ("setting", "key"): "signature",
}
"""Columns that no rule of the schema speaks of, or for which its first word does not fit."""

SECOND: dict[str, dict[str, object]] = {"entry": {"position": 2, "track_id": None}}
"""Types of which a second row is needed, with what differs in it."""


@dataclass(frozen=True)
class Column:
    """A column of a table: what the schema says of it."""

    name: str
    kind: str
    needed: bool
    points_at: str | None
    allowed: tuple[str, ...]
    is_day: bool


@cache
def columns(record: str) -> tuple[Column, ...]:
    """The columns of a type of record, after its id, as the schema of a new record has them."""
    with TemporaryDirectory() as folder, closing(Store(f"{folder}/record.db", at=AT)) as store:
        sql = store.query("SELECT sql FROM sqlite_master WHERE name = :n", {"n": record})[0]["sql"]
        keys = store.query(f"PRAGMA foreign_key_list({record})")
        points = {row["from"]: row["table"] for row in keys}
        found = store.query(f"PRAGMA table_info({record})")
    return tuple(
        Column(
            row["name"],
            row["type"],
            bool(row["notnull"]),
            points.get(row["name"]),
            _allowed(sql, row["name"]),
            f"{row['name']} GLOB '[12]" in sql,
        )
        for row in found
        if row["name"] != "id"
    )


def _allowed(sql: str, column: str) -> tuple[str, ...]:
    listed = re.search(rf"\b{column} IN \(([^()]*)\)", sql)
    return tuple(word.strip(" \n'") for word in listed[1].split(",")) if listed else ()


def own_words() -> Iterator[tuple[str, str]]:
    """Every column that holds text which no rule of the schema binds, by type of record."""
    for record in RECORDS:
        for column in columns(record):
            free = column.kind == "TEXT" and not (column.allowed or column.is_day)
            stamp = column.name == "uid" or column.name.endswith("_at") or column.name == "at"
            if free and not stamp and (record, column.name) not in WORDS:
                yield record, column.name


def document(said: Callable[[str, str], str | None]) -> dict[str, Any]:
    """An export with every column of every type of record filled.

    `said` gives a person's own words, by type of record and column; None leaves the column empty.
    """
    records: dict[str, list[dict[str, Any]]] = {}
    for name, spec in RECORDS.items():
        row = {"id": 1, **{one.name: _value(name, one, said) for one in columns(name)}}
        rows = [row]
        if name in SECOND:
            rows.append(row | {"id": 2, "uid": f"{name}-2"} | SECOND[name])
        records[spec.plural] = rows
    return {
        "format": FORMAT,
        "schema": NAMES[-1],
        "exported_at": AT,
        "settings": {row["key"]: row["value"] for row in records["settings"]},
        "records": records,
        "refs": {},
    }


def _value(record: str, column: Column, said: Callable[[str, str], str | None]) -> object:
    found: object = said(record, column.name)
    if (record, column.name) in WORDS:
        found = WORDS[record, column.name]
    elif column.name == "uid":
        found = f"{record}-1"
    elif column.name == "at" or column.name.endswith("_at"):
        found = AT
    elif column.is_day:
        found = "2026-11-24"
    elif column.kind in ("INTEGER", "REAL"):
        found = 1
    elif column.allowed:
        found = column.allowed[0]
    return found


def written(folder: Path, document: dict[str, Any], name: str = "record.json") -> str:
    """The path of a file that holds a document."""
    file = folder / name
    file.write_text(json.dumps(document), encoding="utf-8")
    return str(file)


_MADE: dict[str, Path] = {}


def made(folder: Path, name: str, said: Callable[[str, str], str | None]) -> Path:
    """A record that is filled so; it is imported once by that name.

    What was mailed is left out, so that every draft follows the record.
    """
    from tests.trust.walking import run

    if name not in _MADE:
        whole = document(said)
        whole["records"]["mails"] = []
        own = folder / f"{name}.db"
        done = run(["--db", str(own), "import", written(folder, whole, f"{name}.json")])
        assert done.code == 0, done.err
        _MADE[name] = own
    return _MADE[name]


def record(folder: Path, name: str, said: Callable[[str, str], str | None]) -> None:
    """Make the record of this run one that is filled so."""
    shutil.copy(made(folder, name, said), os.environ["FMGTRACK_DB"])
