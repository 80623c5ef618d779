"""Copies of the record: made whole, checked when made, bounded in number, and put back."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

from fmgtrack.errors import ImportFailedError, StoreError
from fmgtrack.store.connection import (
    WAIT_SECONDS,
    damaged,
    is_database,
    make_folder,
    size_of,
    translated,
)
from fmgtrack.store.schema import APPLICATION_ID, NAMES, SET

if TYPE_CHECKING:
    from fmgtrack.store import Store

KEPT = 14
"""How many of the daily copies are kept."""

DAILY = "daily"
"""What the names of daily copies begin with, after the record's."""

BEGUN, PART = ".fmgtrack-", ".part"
"""How the name of a copy begins and ends while it is being made."""

LEFT_SECONDS = 3600
"""After so long, half a copy is taken to have been left by a command that was killed."""

SIDES = ("-journal", "-wal", "-shm")
"""What SQLite puts behind a record's name for the files that belong to it."""


def backup_path(path: str, label: str) -> str:
    """Where the backup of a record goes: a private folder `backups` beside it."""
    folder, name = os.path.split(os.path.abspath(path))  # noqa: PTH100  as in connection.py
    stem = os.path.splitext(name)[0]  # noqa: PTH122  as in connection.py
    return os.path.join(folder, "backups", f"{stem}-{label}.db")  # noqa: PTH118  as above


def unused(path: str) -> str:
    """The path, or with a number where a file of that name is there already."""
    stem, ending = os.path.splitext(path)  # noqa: PTH122  as above
    number = 2
    while os.path.lexists(path):
        path = f"{stem}-{number}{ending}"
        number += 1
    return path


def back_up(conn: sqlite3.Connection, target: str) -> None:
    """Copy the whole record to `target`, where it appears whole and checked, or not at all.

    Raises:
        StoreError: there is a file of that name, it cannot be written, or the record is damaged.
    """
    if os.path.lexists(target):
        raise StoreError(f"`{target}` is there already", "name another file")
    folder = os.path.dirname(os.path.abspath(target))  # noqa: PTH100, PTH120  as in connection.py
    part = _part(folder)
    try:
        make_folder(folder)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _fill(part, conn)
        os.rename(part, target)  # noqa: PTH104  as above
        _sweep(folder, os.stat(target).st_mtime)  # noqa: PTH116  as above
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        message = f"the copy `{target}` cannot be written: {reason}"
        raise StoreError(message, "name another file") from error
    finally:
        with suppress(OSError):
            os.unlink(part)  # noqa: PTH108  as above


def _part(folder: str) -> str:
    return os.path.join(folder, f"{BEGUN}{os.urandom(8).hex()}{PART}")  # noqa: PTH118  as above


def _fill(part: str, conn: sqlite3.Connection) -> None:
    with closing(sqlite3.connect(part, isolation_level=None)) as copy:
        copy.execute("PRAGMA journal_mode = OFF")  # half a copy is of no use to anybody
        copy_pages(conn, copy)
        whole = [row[0] for row in copy.execute("PRAGMA quick_check(1)")] == ["ok"]
    if not whole:
        raise damaged(conn.execute("PRAGMA database_list").fetchone()[2])


def copy_pages(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Make one database what another one is, in one transaction; a lock is waited for only once.

    Raises:
        sqlite3.OperationalError: another command holds one of them locked.
    """

    def give_up(status: int, _left: int, _all: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            message = "database is locked"
            raise sqlite3.OperationalError(message)

    source.backup(target, progress=give_up)


def _sweep(folder: str, now: float) -> None:
    """Remove half copies that killed commands left, long before `now` as the file system has it."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if not (entry.name.startswith(BEGUN) and entry.name.endswith(PART)):
                continue
            with suppress(OSError):
                if now - entry.stat(follow_symlinks=False).st_mtime > LEFT_SECONDS:
                    os.unlink(entry.path)  # noqa: PTH108  as in connection.py


def make(store: Store, target: str | None = None) -> str:
    """Copy the record to `target`, or under a name of its own into `backups`; gives the path.

    Raises:
        StoreError: there is a file of that name, or the copy is not whole.
    """
    path = target or unused(backup_path(store.path, _stamp(store.at)))
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
    paths = [path for path in paths if os.path.isfile(path)]  # noqa: PTH113  a pipe never ends
    return sorted(paths, key=_age, reverse=True)


def _age(path: str) -> float:
    try:
        return os.path.getmtime(path)  # noqa: PTH204  as above
    except OSError:  # another command has just removed it
        return 0.0


def problems(path: str) -> list[str]:
    """What SQLite finds wrong with a file that is only read; empty when nothing is."""
    try:
        with closing(_read_only(path)) as conn:
            return _checked(conn)
    except sqlite3.Error as error:
        return [str(error)]


def _faults(record: str) -> list[str]:
    """The same of a record that is about to be written: what a killed command left is mended."""
    with closing(sqlite3.connect(record, isolation_level=None, timeout=WAIT_SECONDS)) as conn:
        try:
            return _checked(conn)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise  # it is locked, or cannot be read or written: that says nothing of its worth
            return [str(error)]


def diagnosis(record: str) -> StoreError | None:
    """The error that names a damaged record, None where SQLite finds nothing wrong with it."""
    if not os.path.isfile(record):  # noqa: PTH113  as above
        return None
    try:
        with closing(_read_only(record)) as conn:
            return damaged(record) if _checked(conn) else None
    except sqlite3.OperationalError:  # it is locked or gone, which says nothing of its worth
        return None
    except sqlite3.DatabaseError:
        return damaged(record)


def _checked(conn: sqlite3.Connection) -> list[str]:
    found = [str(row[0]) for row in conn.execute("PRAGMA integrity_check(5)")]
    loose = conn.execute("PRAGMA foreign_key_check").fetchone()
    told = [] if found == ["ok"] else found
    return [*told, *(["a row points at nothing"] if loose else [])]


def _read_only(path: str) -> sqlite3.Connection:
    from pathlib import Path

    return sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)


HELD = ("programs", "contacts", "interviews", "changes", "last_change")
"""What is told of a copy."""


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


def put_back(record: str, copy: str, *, at: str) -> str | None:
    """Make the record what a copy holds; gives the path under which the replaced one is kept.

    SQLite's backup writes in one transaction: a killed restore leaves the record as it was. A
    record that is damaged itself is kept as it is, with the files that belong to it. None is given
    when there was no record.

    Raises:
        ImportFailedError: the copy is no record, or is the record itself.
        StoreError: the record or its backup cannot be written.
    """
    contents(copy)
    size = size_of(record)
    if size is not None and os.path.samefile(record, copy):  # noqa: PTH121  as above
        raise ImportFailedError(f"`{copy}` is the record itself", "name a copy of it")
    kept = unused(backup_path(record, f"{_stamp(at)}-before-restore"))
    with translated(record), closing(_read_only(copy)) as source:
        if size and is_database(record) and not _faults(record):
            with closing(
                sqlite3.connect(record, isolation_level=None, timeout=WAIT_SECONDS)
            ) as target:
                back_up(target, kept)
                copy_pages(source, target)
            return kept
        record = os.path.realpath(record)
        kept = unused(f"{kept.removesuffix('.db')}.damaged")
        fresh = _part(os.path.dirname(record))  # noqa: PTH120  as above
        try:
            back_up(source, fresh)
            _set_aside(record, kept)
            os.replace(fresh, record)  # noqa: PTH105  as above
        finally:
            with suppress(OSError):
                os.unlink(fresh)  # noqa: PTH108  as above
    return kept if size else None


def _set_aside(record: str, kept: str) -> None:
    """Keep a damaged record under another name too, and take what belongs to it away from it.

    A journal that stayed would be played into the record that comes in its place.
    """
    make_folder(os.path.dirname(kept))  # noqa: PTH120  as above
    for side in ("", *SIDES):
        if os.path.exists(record + side) and os.path.getsize(record + side):  # noqa: PTH110, PTH202
            _also(record + side, kept + side)
    for side in SIDES:
        with suppress(FileNotFoundError):
            os.unlink(record + side)  # noqa: PTH108  as above


def _also(path: str, other: str) -> None:
    """Give a file a second name; where the disk knows no such thing, copy it."""
    try:
        os.link(path, other)
    except OSError:
        from shutil import copyfile

        with open(other, "xb", opener=_private):
            copyfile(path, other)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def has_more(other: str, record: str) -> bool:
    """Whether another file began as this record and holds a change that the record lacks."""
    last = "SELECT id, at, title FROM change ORDER BY id DESC LIMIT 1"
    first = "SELECT after FROM image ORDER BY id LIMIT 1"  # it has the random ids of its rows
    if not os.path.isfile(other):  # noqa: PTH113  as above
        return False
    try:
        with closing(_read_only(other)) as theirs, closing(_read_only(record)) as ours:
            newest = theirs.execute(last).fetchone()
            same = theirs.execute(first).fetchone() == ours.execute(first).fetchone()
            known_here = "SELECT id, at, title FROM change WHERE id = ?"
            return bool(
                newest and same and ours.execute(known_here, newest[:1]).fetchone() != newest
            )
    except sqlite3.Error:  # it is no record, or none that can be read
        return False


def newest_good(record: str) -> str | None:
    """The newest copy beside a record that is whole and can be restored, or None."""
    for path in known(record):
        with suppress(ImportFailedError):
            contents(path)
            return path
    return None


def _stamp(at: str) -> str:
    return at.replace("-", "").replace(":", "").replace("T", "-").rstrip("Z")
