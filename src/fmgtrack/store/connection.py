"""Opening the record's file: private, checked, migrated; the only place that connects.

The journal is SQLite's rollback journal, not WAL: people keep this file in synced folders, where
a side file that must travel with it is soon lost. Transactions are begun by hand, so
`isolation_level` is None.
"""

from __future__ import annotations

import os
import sqlite3
import stat

from fmgtrack.errors import InvalidError, StoreError
from fmgtrack.store.schema import APPLICATION_ID, NAMES, SET

WAIT_SECONDS = 30.0
"""How long a command waits for another one to finish its change."""

MAGIC = b"SQLite format 3\0"
"""How a file of SQLite begins."""

EMPTY = 1
"""Bytes of a file that SQLite takes for an empty one."""

DAMAGE = ("not a database", "malformed", "encrypted", "utf-8")
"""Words by which SQLite tells of a damaged file, or of one that is no record."""

TROUBLES = (
    (
        ("locked", "busy"),
        "another command is changing the record and did not finish",
        "type it again when it is done",
    ),
    (
        ("readonly", "read-only"),
        "the record {} cannot be written",
        "look at the rights of file and folder",
    ),
    (("full",), "the disk is full, nothing was changed", "free some space, then type it again"),
    (("unable to open",), "the record {} cannot be opened", "`--db` names another file"),
    (
        ("disk i/o",),
        "the disk did not read or write the record {}, nothing was changed",
        "look at its room, your quota and its health, then type it again",
    ),
)
"""Words by which SQLite tells of other trouble, and what is said of it."""


def connect(path: str, *, stamp: str) -> sqlite3.Connection:
    """A connection to the record at `path`, made or brought up to date if need be.

    Args:
        path: the file; its folder is made when missing. Both are readable by their owner alone
            where the system has such permissions.
        stamp: names the backup that is made before a migration, e.g. `20261125-150000`.

    Raises:
        StoreError: the file is not a record, is newer than this program, or cannot be used.
    """
    _prepare(path)
    conn = _open(path)
    try:
        with translated(path):
            applied = _applied(conn, path)
            if applied != NAMES:
                _migrate(conn, path, stamp)
            conn.execute("PRAGMA foreign_keys = ON")
            # a large change reaches the file when it is done, and locks readers out only then
            conn.execute("PRAGMA cache_spill = OFF")
    except BaseException:
        conn.close()
        raise
    return conn


def _open(path: str) -> sqlite3.Connection:
    with translated(path):
        conn = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
    conn.row_factory = sqlite3.Row
    return conn


def _prepare(path: str) -> None:
    """Make the folder and an empty private file, or refuse what is no regular file."""
    try:
        size = size_of(path)
        if size is None:
            make_folder(os.path.dirname(os.path.abspath(path)))  # noqa: PTH100, PTH120  as above
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        elif size <= EMPTY and (way_back := _way_back(path)):
            # an empty file becomes a record, unless copies show that it was one already
            raise StoreError(f"`{path}` is empty and was a record", way_back)
        elif size > EMPTY and os.path.exists(f"{path}-journal") and not is_database(path):  # noqa: PTH110  as above
            raise damaged(path)  # SQLite would play the journal into whatever it is
    except FileExistsError:
        return
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        message = f"the record `{path}` cannot be opened: {reason}"
        raise StoreError(message, "`--db` names another file") from error


def make_folder(path: str) -> None:
    """Make a folder, and those above it that are missing, each for its owner alone.

    `os.makedirs` would guard the last one only: the others would be as open as the umask is.
    """
    above = os.path.dirname(path)  # noqa: PTH120  as above
    if above != path and not os.path.isdir(above):  # noqa: PTH112  as above
        make_folder(above)
    if not os.path.isdir(path):  # noqa: PTH112  as above
        try:
            os.mkdir(path, 0o700)  # noqa: PTH102  as above
        except FileExistsError:
            if not os.path.isdir(path):  # noqa: PTH112  another command may have made it
                raise


def size_of(path: str) -> int | None:
    """The bytes of a record's file, None when there is none.

    Raises:
        StoreError: it is no regular file.
    """
    if not os.path.lexists(path):
        return None
    found = os.stat(path)  # noqa: PTH116  pathlib costs as much as a listing
    if not stat.S_ISREG(found.st_mode):
        kind = "a folder" if stat.S_ISDIR(found.st_mode) else "not a regular file"
        message = f"`{path}` is {kind}, not a record"
        raise StoreError(message, "`--db` names the record's file")
    return found.st_size


def is_database(path: str) -> bool:
    """Whether a file begins as SQLite's do."""
    with open(path, "rb") as file:  # noqa: PTH123  as above
        return file.read(len(MAGIC)) == MAGIC


def _applied(conn: sqlite3.Connection, path: str) -> tuple[str, ...]:
    """Names of the migrations this file has seen; refuses what is not ours or too new."""
    try:
        rows = conn.execute(
            "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id", (SET,)
        )
        applied = tuple(row[0] for row in rows)
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        applied = ()
    tables = {row[0] for row in conn.execute("SELECT name FROM sqlite_master")}
    if not applied and {"_sqlite_migrations", "change"} <= tables:
        return _applied(conn, path)  # another command made the record between the two looks
    if not applied and tables:
        message = f"`{path}` is a database of another program, not a record"
        raise StoreError(message, "`--db` names the record's file")
    unknown = [name for name in applied if name not in NAMES]
    if unknown:
        message = f"`{path}` was written by a newer fmgtrack (it has `{unknown[0]}`)"
        raise StoreError(message, "`pipx upgrade fmgtrack` gets the newer one; nothing was changed")
    return applied


def _migrate(conn: sqlite3.Connection, path: str, stamp: str) -> None:
    """Bring the file to the newest shape in one transaction, after a backup of what was there."""
    from contextlib import closing

    from sqlite_utils import Database

    from fmgtrack.store import views
    from fmgtrack.store.backups import back_up, backup_path, unused
    from fmgtrack.store.migrations import migrations

    conn.execute("PRAGMA foreign_keys = OFF")
    with immediate(conn):
        applied = _applied(conn, path)
        if applied == NAMES:
            return  # another command did it while this one waited
        if applied:
            # through a connection of its own: SQLite copies nothing out of an open change
            with closing(_open(path)) as reader:
                label = f"{stamp}-before-{NAMES[len(applied)]}"
                back_up(reader, unused(backup_path(path, label)))
        own = views.take_away(conn)
        migrations.apply(Database(conn, execute_plugins=False))
        views.make(conn, own)
        if conn.execute("PRAGMA foreign_key_check").fetchone():
            message = f"`{path}` holds rows that point at nothing"
            raise StoreError(
                message, "nothing was changed; `fmgtrack backup --list` shows the copies"
            )
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")


class immediate:  # noqa: N801  reads as a phrase: `with immediate(conn)`
    """One transaction that writes: all or nothing, queued behind another command's."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn

    def __enter__(self) -> None:
        """Begin, or wait until the other command is done."""
        self._place = _place(self.conn)
        self.conn.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Commit; after an error everything is as it was before.

        Raises:
            StoreError: another file is where the record was: the change would go nowhere.
        """
        if error is None:
            if _place(self.conn) != self._place:
                self.conn.execute("ROLLBACK")
                raise _gone(self._place[0])
            self.conn.execute("COMMIT")
            if _place(self.conn) != self._place:  # it went away with the file, at the last moment
                raise _gone(self._place[0])
        elif self.conn.in_transaction:  # a full disk makes SQLite roll back by itself
            self.conn.execute("ROLLBACK")


def _place(conn: sqlite3.Connection) -> tuple[str, tuple[int, int] | None]:
    """The path of a connection's file, and which file is there now."""
    path: str = conn.execute("PRAGMA database_list").fetchone()[2]
    try:
        found = os.stat(path)  # noqa: PTH116  as above
    except OSError:
        return path, None
    return path, (found.st_dev, found.st_ino)


class translated:  # noqa: N801  reads as a phrase: `with translated(path)`
    """Turns SQLite's errors into one sentence about the record at `path`."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, sqlite3.Error):
            raise _sentence(error, self.path) from error
        if isinstance(error, UnicodeEncodeError):
            # bytes of a command line or escapes of JSON that stand for no character
            text = error.object.encode("utf-8", "replace").decode("utf-8")
            message = f"`{text}` holds something that is no character"
            raise InvalidError(message, "type it again") from error


def _sentence(error: sqlite3.Error, path: str) -> StoreError:
    text = str(error).lower()
    if getattr(error, "sqlite_errorname", "") == "SQLITE_READONLY_DBMOVED":
        return _gone(path)
    if any(word in text for word in DAMAGE):
        return damaged(path)
    if "unable to open" in text and _takes_no_file(path):
        text = "readonly"
    for words, message, hint in TROUBLES:
        if any(word in text for word in words):
            return StoreError(message.format(f"`{path}`"), hint)
    return StoreError(
        f"the record `{path}` could not be used: {error}",
        "nothing was changed; `fmgtrack doctor` looks at the record",
    )


def _takes_no_file(path: str) -> bool:
    """Whether the record is there to be read, so that it was its journal that could not be made."""
    return os.path.isfile(path) and os.access(path, os.R_OK)  # noqa: PTH113  as above


def _gone(path: str) -> StoreError:
    return StoreError(
        f"the record `{path}` was moved, removed or replaced while this ran, nothing was changed",
        "look at what is there now, then type it again",
    )


def damaged(path: str) -> StoreError:
    """The error that names a damaged record, with the way back if there is one."""
    return StoreError(
        f"`{path}` is damaged or no record", _way_back(path) or "`--db` names the record's file"
    )


def _way_back(path: str) -> str:
    """How to put the newest good copy in the place of a record; empty when there is none."""
    from fmgtrack.store.backups import newest_good

    copy = newest_good(path)
    return f'`fmgtrack restore "{copy}" --yes` puts the newest good copy back' if copy else ""
