"""Copies of the record: made whole, checked when made, bounded in number, and put back."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

from fmgtrack.errors import ImportFailedError, StoreError
from fmgtrack.store.connection import back_up, backup_path, translated
from fmgtrack.store.schema import APPLICATION_ID, NAMES, SET

if TYPE_CHECKING:
    from fmgtrack.store import Store

KEPT = 14
"""How many of the daily copies are kept."""

DAILY = "daily"
"""What the names of daily copies begin with, after the record's."""


def make(store: Store, target: str | None = None) -> str:
    """Copy the record to `target`, or under a name of its own into `backups`; gives the path.

    Raises:
        StoreError: there is a file of that name, or the copy is not whole.
    """
    path = target or _unused(backup_path(store.path, _stamp(store.at)))
    if os.path.lexists(path):
        raise StoreError(f"`{path}` is there already", "name another file")
    with translated(store.path):
        back_up(store.conn, path)
    if problems(path):
        os.unlink(path)  # noqa: PTH108  as in connection.py
        raise StoreError(f"the copy `{path}` is not whole", "look at the disk")
    return path


def daily(store: Store) -> None:
    """Before the first change of a day: one copy of how the record was, the oldest ones dropped.

    A copy that cannot be made holds no change back; `doctor` tells of it.
    """
    path = backup_path(store.path, f"{DAILY}-{store.at[:10].replace('-', '')}")
    if os.path.exists(path) or store.only_begun():  # noqa: PTH110  as in connection.py
        return
    with suppress(StoreError, sqlite3.Error, OSError):
        back_up(store.conn, path)
        for old in known(store.path, DAILY)[KEPT:]:
            os.unlink(old)  # noqa: PTH108  as above


def known(record: str, kind: str = "") -> list[str]:
    """Copies beside a record, newest first; only those whose name goes on with `kind`."""
    folder, name = os.path.split(backup_path(record, kind))
    begin = name.removesuffix(".db")
    try:
        names = [entry for entry in os.listdir(folder) if entry.startswith(begin)]  # noqa: PTH208
    except OSError:
        return []
    paths = [os.path.join(folder, entry) for entry in names if entry.endswith(".db")]  # noqa: PTH118
    return sorted(paths, key=os.path.getmtime, reverse=True)


def problems(path: str) -> list[str]:
    """What SQLite finds wrong with a file; empty when nothing is."""
    try:
        with closing(_read_only(path)) as conn:
            found = [str(row[0]) for row in conn.execute("PRAGMA integrity_check(5)")]
            loose = conn.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as error:
        return [str(error)]
    told = [] if found == ["ok"] else found
    return [*told, *(["a row points at nothing"] if loose else [])]


def _read_only(path: str) -> sqlite3.Connection:
    from pathlib import Path

    return sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)


def contents(path: str) -> dict[str, Any]:
    """What a copy holds: `programs contacts interviews changes last_change`.

    Raises:
        ImportFailedError: it is no record, is damaged, or was written by a newer version.
    """
    if not os.path.isfile(path):  # noqa: PTH113  as above
        raise ImportFailedError(f"there is no file `{path}`", "`fmgtrack backup --list` shows some")
    found = problems(path)
    if found:
        raise ImportFailedError(
            f"`{path}` is damaged or no record: {found[0]}", "take another copy"
        )
    with closing(_read_only(path)) as conn:
        ours = conn.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        if not ours:
            raise ImportFailedError(f"`{path}` is another program's file", "take another copy")
        applied = conn.execute(
            "SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (SET,)
        ).fetchall()
        if any(row[0] not in NAMES for row in applied):
            raise ImportFailedError(
                f"`{path}` was written by a newer fmgtrack",
                "`pipx upgrade fmgtrack` gets the newer one",
            )
        counts = {
            f"{name}s": conn.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in ("program", "contact", "interview", "change")
        }
        last = conn.execute("SELECT at, title FROM change ORDER BY id DESC LIMIT 1").fetchone()
    return counts | {"last_change": f"{last[0]} {last[1]}" if last else None}


def put_back(record: str, copy: str, *, at: str) -> str:
    """Make the record what a copy holds; gives the path under which the replaced one is kept.

    SQLite's backup writes in one transaction: a killed restore leaves the record as it was. A
    record that is damaged itself is moved aside.

    Raises:
        ImportFailedError: the copy is no record.
        StoreError: the record or its backup cannot be written.
    """
    contents(copy)
    kept = _unused(backup_path(record, f"{_stamp(at)}-before-restore"))
    with translated(record), closing(_read_only(copy)) as source:
        if os.path.exists(record) and problems(record):  # noqa: PTH110  as above
            os.makedirs(os.path.dirname(kept), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120
            os.replace(record, kept)  # noqa: PTH105  as above
            back_up(source, record)
            return kept
        with closing(sqlite3.connect(record, isolation_level=None, timeout=30)) as target:
            back_up(target, kept)
            source.backup(target)
    return kept


def newest_good(record: str) -> str | None:
    """The newest copy beside a record that is whole, or None."""
    return next((path for path in known(record) if not problems(path)), None)


def _unused(path: str) -> str:
    """The path, or with a number where a file of that name is there already."""
    stem = path.removesuffix(".db")
    number = 2
    while os.path.lexists(path):
        path = f"{stem}-{number}.db"
        number += 1
    return path


def _stamp(at: str) -> str:
    return at.replace("-", "").replace(":", "").replace("T", "-").rstrip("Z")
