"""The whole record as one document, and back without loss."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from fmgtrack.errors import ImportFailedError
from fmgtrack.records import RECORDS
from fmgtrack.records.experience import OTHER_KINDS, USCE_KINDS
from fmgtrack.records.letter import DOCUMENT_KINDS
from fmgtrack.records.question import QUESTION_KINDS
from fmgtrack.records.settings import DEFAULTS
from fmgtrack.records.tick import PARTS
from fmgtrack.records.words import MAIL_KINDS
from fmgtrack.rules import moments
from fmgtrack.store.schema import NAMES
from fmgtrack.store.table import completed

if TYPE_CHECKING:
    from fmgtrack.records.spec import RecordSpec
    from fmgtrack.store import Store
    from fmgtrack.store.history import Change

FORMAT = "fmgtrack"
"""What the first key of an export says."""

ZONES = ("timezone", "respond_zone")
WALLS = ("starts_at", "ends_at", "due_at", "respond_by")

CHOICES = {
    ("question", "kind"): QUESTION_KINDS,
    ("tick", "part"): PARTS,
    ("mail", "kind"): MAIL_KINDS,
    ("experience", "kind"): (*USCE_KINDS, *OTHER_KINDS),
    ("document", "kind"): DOCUMENT_KINDS,
    ("setting", "key"): tuple(name.replace("_", "-") for name in DEFAULTS),
}
"""Columns that hold one of some words, where the schema leaves that open."""

LONGEST = 1_000_000
"""Characters of a single text; one that is typed has far fewer, notes on notes may add up."""

MOST_DAYS, LAST_YEAR = 366, 2999
"""Bounds of the settings that are numbers."""

CONTRADICTIONS = (
    sqlite3.IntegrityError,
    sqlite3.DataError,
    sqlite3.ProgrammingError,
    OverflowError,
    UnicodeEncodeError,
)
"""What SQLite raises at values that no table of ours can hold."""

Document = dict[str, Any]


def dump(store: Store, *, history: bool = True) -> Document:
    """The record as a document.

    Keys: `format schema exported_at`; `settings` (key to value); `records` (a list of rows for
    each record type, settings with their numbers among them); `refs` (the highest number that was
    ever given, so that none is used again); and, unless left out, `history`.
    """
    with store.reading():
        records = {
            spec.plural: store.query(f"SELECT * FROM {spec.name} ORDER BY id")
            for spec in RECORDS.values()
        }
        document: Document = {
            "format": FORMAT,
            "schema": NAMES[-1],
            "exported_at": store.at,
            "settings": {row["key"]: row["value"] for row in records["settings"]},
            "records": records,
            "refs": {
                row["name"]: row["seq"]
                for row in store.query("SELECT name, seq FROM sqlite_sequence ORDER BY name")
                if row["name"] in RECORDS
            },
        }
        if history:
            changes = store.query("SELECT * FROM change ORDER BY id")
            images: dict[int, list[Document]] = {}
            for row in store.query("SELECT * FROM image ORDER BY id"):
                images.setdefault(row.pop("change_id"), []).append(row)
            document["history"] = [row | {"images": images.get(row["id"], [])} for row in changes]
    return document


def check(document: object, name: str) -> Document:
    """The document of an export, if it is one that this version can take in.

    Raises:
        ImportFailedError: it is something else, or from a newer version.
    """
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ImportFailedError(
            f"`{name}` is no export of fmgtrack", "name a file that `fmgtrack export` wrote"
        )
    if document.get("schema") not in NAMES:
        raise ImportFailedError(
            f"`{name}` was written by a newer fmgtrack",
            "`pipx upgrade fmgtrack` gets the newer one",
        )
    records = document.get("records")
    if not isinstance(records, dict):
        raise ImportFailedError(f"`{name}` holds no records", "export it again")
    refs = document.get("refs") or {}
    if not isinstance(refs, dict) or not all(n == 0 or _is_number(n) for n in refs.values()):
        raise _not_whole(name, "refs")
    _check_history(document, name)
    checked = {
        spec.plural: [
            _checked(name, spec, row)
            for row in _rows_of(name, spec.plural, records.get(spec.plural))
        ]
        for spec in RECORDS.values()
    }
    return document | {"records": checked, "refs": refs}


def _checked(name: str, spec: RecordSpec, row: Document) -> Document:
    """A row with every column; those that an older version did not have at their defaults."""
    try:
        whole = completed(spec, row)
    except KeyError as error:
        raise _not_whole(name, spec.plural) from error
    if set(whole) != set(spec.columns) or not _is_number(whole["id"]):
        raise _not_whole(name, spec.plural)
    _refuse_unreadable(name, f"{spec.letter}{whole['id']}", spec.name, whole)
    return whole


def _check_history(document: Document, name: str) -> None:
    for change in _rows_of(name, "history", document.get("history")):
        for image in _rows_of(name, "history", change.get("images")):
            if image.get("record") not in RECORDS:
                raise _not_whole(name, "history")
            for row in _images_of(name, image):
                _checked(name, RECORDS[image["record"]], row)
        _refuse_unreadable(name, "history", "change", change)


def _not_whole(name: str, what: str) -> ImportFailedError:
    return ImportFailedError(f"`{name}` is damaged at its {what}", "export it again")


def _rows_of(name: str, what: str, rows: object) -> list[Document]:
    if rows is None:
        return []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _not_whole(name, what)
    return rows


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _images_of(name: str, image: Document) -> list[Document]:
    """The rows of an image, one before the change and one after it, as far as there are."""
    try:
        found = [json.loads(text) for text in (image.get("before"), image.get("after")) if text]
    except (TypeError, ValueError, RecursionError) as error:
        raise _not_whole(name, "history") from error
    return _rows_of(name, "history", found)


def _refuse_unreadable(name: str, ref: str, kind: str, row: Document) -> None:
    """Refuse a day, time, zone, word or setting that no command could show."""
    for column, value in row.items():
        try:
            if value is not None and not _reads(kind, row.get("key"), column, value):
                raise ValueError(column)  # noqa: TRY301  told below, as what the readers raise
        except (TypeError, ValueError, LookupError, OSError) as error:
            message = f"`{name}`: {ref} has {_piece(value)} for its {column.replace('_', ' ')}"
            raise ImportFailedError(message, "mend it in the file, or export it again") from error


def _piece(value: object) -> str:
    """A value for a message; of one that is too long to be kept, perhaps a note, its length."""
    if isinstance(value, str) and len(value) > LONGEST:
        return f"a text of {len(value):,} characters"
    said = repr(value)
    return said if len(said) <= _LONGEST_PIECE else f"{said[:_LONGEST_PIECE]}..."


_LONGEST_PIECE = 80


def _reads(kind: str, key: object, column: str, value: Any) -> bool:  # noqa: ANN401, PLR0911  a line a rule
    """Whether a value of an export is what its column holds; readers may raise in place of it."""
    if isinstance(value, str) and len(value) > LONGEST:
        return False
    if (kind, column) in CHOICES:
        return value in CHOICES[kind, column]
    if column in ZONES or (column, key) == ("value", "home-zone"):
        return bool(ZoneInfo(value).key)
    if column in WALLS:
        form = "%Y-%m-%d %H:%M" if moments.has_clock(value) else "%Y-%m-%d"
        return bool(datetime.fromisoformat(value).strftime(form) == value)
    if column == "at" or column.endswith("_at"):
        return bool(moments.stamp(datetime.fromisoformat(value)) == value)
    if column.endswith("_on"):
        return bool(date.fromisoformat(value).isoformat() == value)
    if (column, key) == ("value", "clock"):
        return datetime.fromisoformat(value).tzinfo is not None
    if column == "value" and key in ("due-from", "due-by", "season"):
        return 0 <= int(value) <= (LAST_YEAR if key == "season" else MOST_DAYS)
    return True


def load(store: Store, change: Change, document: Document) -> dict[str, int]:
    """Take an export into this record: how many rows were `added`, `changed`, the `same`.

    A record in which nothing was done yet becomes the exported one, numbers and history included.
    Elsewhere rows are met again by their text id.

    Raises:
        ImportFailedError: a number is taken by another record here, or the rows contradict.
    """
    fresh = store.only_begun()
    try:
        if fresh:
            _clear(store)
        counts = _rows(change, document)
        _numbers(store, document)
        if fresh and document.get("history"):
            _history(store, document["history"])
            change.forget()
    except CONTRADICTIONS as error:
        raise ImportFailedError(
            f"the rows of the export contradict each other or this record: {error}",
            "export it again; nothing was changed",
        ) from error
    return counts


def _rows(change: Change, document: Document) -> dict[str, int]:
    counts = {"added": 0, "changed": 0, "same": 0}
    for spec in RECORDS.values():
        table = change.table(spec.cls)
        for row in document["records"][spec.plural]:
            here = table.row(row["id"])
            if here == row:
                counts["same"] += 1
                continue
            if here is not None and here["uid"] != row["uid"]:
                raise ImportFailedError(
                    f"{spec.letter}{row['id']} is another record here",
                    "`fmgtrack --db NEW.db import FILE` takes the export into a record of its own",
                )
            table.restore(row["id"], row)
            counts["added" if here is None else "changed"] += 1
    return counts


def _clear(store: Store) -> None:
    """Empty a record that was only begun: the events of its season and its two settings."""
    for spec in reversed(RECORDS.values()):
        store.conn.execute(f"DELETE FROM {spec.name}")
        store.conn.execute("DELETE FROM sqlite_sequence WHERE name = ?", (spec.name,))


def _numbers(store: Store, document: Document) -> None:
    """Remember the highest numbers ever given, so that no ref is used again for another."""
    for name in RECORDS:
        used = document["refs"].get(name, 0)
        if used:
            known = store.conn.execute(
                "UPDATE sqlite_sequence SET seq = max(seq, :seq) WHERE name = :name",
                {"seq": used, "name": name},
            )
            if not known.rowcount:
                store.conn.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (name, used))


def _history(store: Store, changes: list[Document]) -> None:
    """Put the exported journal in the place of the one that only tells of the beginning."""
    store.conn.execute("DELETE FROM image")
    store.conn.execute("DELETE FROM change")
    for row in changes:
        store.conn.execute(
            "INSERT INTO change (id, at, title, undoes, beginning)"
            " VALUES (:id, :at, :title, :undoes, :beginning)",
            {key: row.get(key) for key in ("id", "at", "title", "undoes", "beginning")},
        )
        for image in row.get("images", []):
            store.conn.execute(
                "INSERT INTO image (id, change_id, record, row_id, before, after)"
                " VALUES (:id, :change, :record, :row_id, :before, :after)",
                {key: image.get(key) for key in ("id", "record", "row_id", "before", "after")}
                | {"change": row.get("id")},
            )
