"""The record: one SQLite file. All SQL of the house lies in this package."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fmgtrack.store.connection import connect, immediate, translated
from fmgtrack.store.history import Change

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from fmgtrack.records.settings import Settings
    from fmgtrack.store.table import R, Table


class Store:
    """An open record.

    Args:
        path: the file.
        at: the moment that changes are stamped with, UTC as `YYYY-MM-DDTHH:MM:SSZ`.

    `touched` names the kinds of records that were changed since it was opened.

    Raises:
        StoreError: the file is not a record, is newer, or cannot be used.
    """

    def __init__(self, path: str, *, at: str) -> None:
        self.path = path
        self.at = at
        self.touched: set[str] = set()
        self._copied = False
        stamp = at.replace("-", "").replace(":", "").replace("T", "-").rstrip("Z")
        self.conn: sqlite3.Connection = connect(path, stamp=stamp)

    def close(self) -> None:
        """Close the file."""
        self.conn.close()

    def query(self, sql: str, values: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Rows of a query as plain dictionaries."""
        with translated(self.path):
            return [dict(row) for row in self.conn.execute(sql, values or {})]

    def table(self, cls: type[R]) -> Table[R]:
        """The table of a record type, for reading."""
        from fmgtrack.store.table import Table

        return Table(self.conn, cls)

    def is_blank(self) -> bool:
        """Whether nothing was ever written to this record."""
        return not self.query("SELECT EXISTS (SELECT 1 FROM change) AS used")[0]["used"]

    def only_begun(self) -> bool:
        """Whether nothing but its beginning was ever written to this record."""
        done = self.query("SELECT EXISTS (SELECT 1 FROM change WHERE NOT beginning) AS done")
        return not done[0]["done"]

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Several queries that see one and the same state of the record."""
        if self.conn.in_transaction:
            yield
            return
        with translated(self.path):
            self.conn.execute("BEGIN")
        try:
            yield
        finally:
            self.conn.execute("COMMIT")

    def settings(self) -> Settings:
        """The person's settings, with the defaults for what was not chosen."""
        from fmgtrack.records.settings import Settings

        values: dict[str, Any] = {
            row["key"].replace("-", "_"): row["value"]
            for row in self.query("SELECT key, value FROM setting")
        }
        for key in ("due_from", "due_by", "season"):
            if key in values:
                values[key] = int(values[key])
        return Settings(**values)

    @contextmanager
    def change(
        self, title: str = "", *, undoes: int | None = None, beginning: bool = False
    ) -> Iterator[Change]:
        """One transaction that is journaled as one change; all of it happens, or nothing.

        Before the first one of a day the record is copied.

        The title may be set on the change while it is open, when a new ref is known.
        """
        if not self._copied:
            from fmgtrack.store.backups import daily

            daily(self)
            self._copied = True
        with translated(self.path), immediate(self.conn):
            change = Change(self.conn, title)
            yield change
            change.keep(self.at, undoes=undoes, beginning=beginning)
            self.touched |= change.touched
