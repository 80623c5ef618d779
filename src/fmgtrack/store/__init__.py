"""The record: one SQLite file. All SQL of the house lies in this package."""

from __future__ import annotations

from fmgtrack.store.connection import connect, immediate, translated

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from typing import Any

    from fmgtrack.records.settings import Settings
    from fmgtrack.store.history import Change
    from fmgtrack.store.table import R, Table


class Store:
    """An open record.

    Args:
        path: the file.
        at: the moment that changes are stamped with, UTC as `YYYY-MM-DDTHH:MM:SSZ`.

    `touched` names the kinds of records that were changed since it was opened, `copied` says that
    today's copy of the record was seen to.

    Raises:
        StoreError: the file is not a record, is newer, or cannot be used.
    """

    def __init__(self, path: str, *, at: str) -> None:
        self.path = path
        self.at = at
        self.touched: set[str] = set()
        self.copied = False
        stamp = at.replace("-", "").replace(":", "").replace("T", "-").rstrip("Z")
        self.conn: sqlite3.Connection = connect(path, stamp=stamp)

    def close(self) -> None:
        """Close the file."""
        self.conn.close()

    def query(self, sql: str, values: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Rows of a query as plain dictionaries."""
        with translated(self.path):
            cursor = self.conn.cursor()
            cursor.row_factory = None  # plain tuples: half the time of `sqlite3.Row` as dictionary
            cursor.execute(sql, values or {})
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

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

    def reading(self) -> Reading:
        """Several queries that see one and the same state of the record."""
        return Reading(self)

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

    def change(
        self, title: str = "", *, undoes: int | None = None, beginning: bool = False
    ) -> Changing:
        """One transaction that is journaled as one change; all of it happens, or nothing.

        The title may be set on the change while it is open, when a new ref is known.
        """
        return Changing(self, title, undoes=undoes, beginning=beginning)


class Reading:
    """`with store.reading():`; inside of another one, or of a change, it adds nothing."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.outermost = not store.conn.in_transaction

    def __enter__(self) -> None:
        """Begin to see one state."""
        if self.outermost:
            with translated(self.store.path):
                self.store.conn.execute("BEGIN")

    def __exit__(self, *_: object) -> None:
        """See what others write again."""
        if self.outermost:
            self.store.conn.execute("COMMIT")


class Changing:
    """`with store.change(...) as change:`; before the first one of a day the record is copied."""

    def __init__(self, store: Store, title: str, *, undoes: int | None, beginning: bool) -> None:
        self.store = store
        self.title = title
        self.undoes = undoes
        self.beginning = beginning
        self._transaction = immediate(store.conn)

    def __enter__(self) -> Change:
        """Begin the transaction."""
        from fmgtrack.store.history import Change

        store = self.store
        if not store.copied:
            from fmgtrack.store.backups import daily

            daily(store)
            store.copied = True
        with translated(store.path):
            self._transaction.__enter__()
        self._change = Change(store.conn, self.title)
        return self._change

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        """Write the journal and commit; after an error everything is as it was before."""
        with translated(self.store.path):
            if error is None:
                try:
                    self._change.keep(self.store.at, undoes=self.undoes, beginning=self.beginning)
                except BaseException as failure:
                    self._transaction.__exit__(type(failure), failure, None)
                    raise
            self._transaction.__exit__(kind, error, trace)
        translated(self.store.path).__exit__(kind, error, trace)
        self.store.touched |= self._change.touched
